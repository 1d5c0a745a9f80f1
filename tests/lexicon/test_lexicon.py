"""Every phrase of the lexicon is shown by a text, found where it is marked, and needed there."""

from __future__ import annotations

import marshal
import re
import shutil
import sys
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from commands import CLEAN, PROJECT, run

from checker import lexicon
from checker.lexicon import _words
from checker.lexicon._matcher import Matcher, Phrase, apart, spellings

FOLDER = PROJECT / "checker" / "lexicon"
LANGUAGES = sorted(path.stem for path in FOLDER.glob("*.yaml"))
MARKED = re.compile(r"«([^«»]+)»")
CONCEPT = re.compile(r'"([a-z]+)\.([a-z_]+)"')
LETTERS_BY_SCRIPT = {"Kana": ("HIRAGANA", "KATAKANA", "CJK"), "Han": ("CJK",)}
"""How Unicode names the letters of a script, where not as the file does."""

Shown = Mapping[str, Mapping[str, Sequence[str]]]
Spans = Sequence[tuple[int, int]]


@cache
def documents_of(language: str) -> tuple[Mapping[str, Any], Shown]:
    """The phrases of a file, and the texts that show them."""
    text = (FOLDER / f"{language}.yaml").read_text(encoding="utf-8")
    first, second = yaml.load_all(text, yaml.BaseLoader)
    return first, second


@cache
def phrases_of(language: str) -> tuple[Phrase, ...]:
    """The phrases of a language, each way to write them by itself."""
    return tuple(
        Phrase(phrase.concept, language, spelling)
        for phrase in _words.phrases_of(language)
        for spelling in spellings(phrase.written)
    )


@cache
def matcher() -> Matcher:
    return Matcher(phrase for language in LANGUAGES for phrase in phrases_of(language))


def shown_in(language: str) -> Iterator[tuple[str, str, Spans]]:
    """Each concept with a text that shows it, and where it is marked there."""
    for concept, texts in documents_of(language)[1].items():
        for text in texts["shows"]:
            pieces = MARKED.split(text)
            ends = [sum(map(len, pieces[: at + 1])) for at in range(1, len(pieces), 2)]
            yield concept, "".join(pieces), [(end - len(pieces[2 * n + 1]), end) for n, end in enumerate(ends)]


def found_in(text: str, concept: str) -> Spans:
    return [(match.start, match.end) for match in lexicon.find(text, concept)]


def marked(text: str, spans: Spans) -> str:
    for start, end in sorted(spans, reverse=True):
        text = f"{text[:start]}«{text[start:end]}»{text[end:]}"
    return text


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_file_has_the_shape_that_is_documented(language: str) -> None:
    written, shown = documents_of(language)
    where = f"checker/lexicon/{language}.yaml"
    assert list(written)[:2] == ["language", "script"], where
    for part, concepts in list(written.items())[2:]:
        for concept, phrases in concepts.items():
            place = f"{where}: {part}.{concept}"
            assert isinstance(phrases, list), place
            assert phrases, place
            assert all(isinstance(phrase, str) and phrase == phrase.strip() != "" for phrase in phrases), place
            assert len({one.casefold() for one in phrases}) == len(phrases), place
    for concept, texts in shown.items():
        place = f"{where}: {concept}"
        assert set(texts) <= {"shows", "never"}, place
        for said in texts.values():
            assert isinstance(said, list), place
            assert all(isinstance(text, str) for text in said), place
            assert len(set(said)) == len(said), place
        assert all(MARKED.search(text) for text in texts["shows"]), place
        assert not any(mark in text for text in texts.get("never", ()) for mark in "«»"), place
    assert set(shown) == {phrase.concept for phrase in phrases_of(language)}, where


@pytest.mark.parametrize("language", LANGUAGES)
def test_phrases_are_written_in_the_script_of_their_file(language: str) -> None:
    script = documents_of(language)[0]["script"]
    names = LETTERS_BY_SCRIPT.get(script, (script.upper(),))
    foreign = [
        f"checker/lexicon/{language}.yaml: {phrase.concept}: `{phrase.written}` is not {script}"
        for phrase in phrases_of(language)
        if not all(unicodedata.name(letter).startswith(names) for letter in phrase.written if letter.isalpha())
    ]
    assert foreign == []


def test_the_concepts_are_those_that_the_code_asks_for() -> None:
    parts = {concept.partition(".")[0] for concept in lexicon.concepts()}
    code = "\n".join(path.read_text(encoding="utf-8") for path in (PROJECT / "checker").rglob("*.py"))
    asked = {f"{part}.{name}" for part, name in CONCEPT.findall(code) if part in parts}
    assert lexicon.concepts() == asked


def test_the_documentation_tells_what_every_concept_is_for() -> None:
    page = (PROJECT / "docs" / "lexicon.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^\| `(\w+\.\w+)` \|", page, re.MULTILINE)) == lexicon.concepts()


def test_every_concept_has_texts_that_only_look_like_it() -> None:
    held = {concept for one in LANGUAGES for concept, texts in documents_of(one)[1].items() if texts.get("never")}
    assert held == lexicon.concepts()


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_marked_is_found_and_nothing_else(language: str) -> None:
    told = [
        f"checker/lexicon/{language}.yaml: {concept}: {marked(text, spans)!r}, found {marked(text, found)!r}"
        for concept, text, spans in shown_in(language)
        if (found := found_in(text, concept)) != spans
    ]
    assert told == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_only_looks_like_it_is_not_found(language: str) -> None:
    told = [
        f"checker/lexicon/{language}.yaml: {concept}: {text!r}, found {marked(text, found)!r}"
        for concept, texts in documents_of(language)[1].items()
        for text in texts.get("never", ())
        if (found := found_in(text, concept))
    ]
    assert told == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_phrase_is_needed(language: str) -> None:
    """Without it some text of its language reads otherwise. `date(s)` is two: each way to write it is needed."""
    needed = {phrase for concept, text, _ in shown_in(language) for phrase in needed_for(text, concept)}
    told = [
        f"checker/lexicon/{language}.yaml: {phrase.concept}: without `{phrase.written}` every text reads the same"
        for phrase in phrases_of(language)
        if phrase not in needed
    ]
    assert told == []


def needed_for(text: str, concept: str) -> Iterator[Phrase]:
    """The phrases without which a concept is found elsewhere in a text, or not at all.

    All that match are kept, those that a longer one hides, too, so that taking one out needs no new search.
    """
    found = [match for match in matcher().find_all(text) if match.phrase.concept == concept]
    for phrase in {match.phrase for match in found}:
        if spans_of([match for match in found if match.phrase != phrase]) != spans_of(found):
            yield phrase


def spans_of(matches: Sequence[lexicon.Match]) -> Spans:
    return [(match.start, match.end) for match in apart(matches)]


def test_files_of_other_scripts_are_read_when_a_text_has_a_letter_of_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_words, "_kept", lambda _, make: make())
    for cached in (_words.phrases_of, _words._matcher, _words._found):
        cached.cache_clear()
    latin = [name for name, script in lexicon.languages().items() if script == "Latin"]

    lexicon.find("Zuständig: Zoë – «noch offen»… ✅ 5 µm, 40 °C, 20 €", "slot.marker")
    assert _words.phrases_of.cache_info().currsize == len(latin)

    lexicon.find("Ответственный: TBD", "slot.marker")
    assert _words.phrases_of.cache_info().currsize == len(LANGUAGES) > len(latin)


def test_tables_that_were_kept_find_what_those_made_of_phrases_find() -> None:
    phrases = [phrase for language in LANGUAGES for phrase in _words.phrases_of(language)]
    first = Matcher(phrases)
    second = Matcher.of_tables(marshal.loads(marshal.dumps(first.tables)))
    for written in {phrase.written for phrase in phrases}:
        text = f"Owner: {written}, date(s) {written.upper()}"
        assert second.find(text) == first.find(text)
        assert all(isinstance(match.phrase, Phrase) for match in second.find(text))


POLICY = """\
version: 1
policy: handover
title: The handover of hall 4
documents: {report: report.md}
criteria:
  - {id: report-filled, title: The report is filled in, for_each: {file: report}, require: no_placeholders}
"""
ESPERANTO = """\
language: Esperanto
script: Latin

slot:
  marker: [ankoraŭ nedecidita]
---
slot.marker:
  shows:
    - La pezo estas «ankoraŭ nedecidita».
"""


def test_a_new_language_is_one_file_and_no_code(tmp_path: Path) -> None:
    installed, handover = tmp_path / "installed", tmp_path / "handover"
    shutil.copytree(PROJECT / "checker", installed / "checker", ignore=shutil.ignore_patterns("__pycache__"))
    handover.mkdir()
    (handover / "policy.yaml").write_text(POLICY, encoding="utf-8")
    (handover / "report.md").write_text("La pezo estas ankoraŭ nedecidita.\n", encoding="utf-8")
    check = [sys.executable, "-P", "-m", "checker", "check", ".", "--policy", "policy.yaml", "--format", "compact"]
    environment = {**CLEAN, "PYTHONPATH": str(installed)}

    before = run(handover, check, environment)
    (installed / "checker" / "lexicon" / "eo.yaml").write_text(ESPERANTO, encoding="utf-8")
    after = run(handover, check, environment)

    assert (before.code, before.out) == (0, "MET: 1 of 1 criterion is met\n"), before.err
    assert after.code == 1, after.err
    assert after.out.startswith("report.md:1:15: error: `ankoraŭ nedecidita` is a word that says something is missing")
