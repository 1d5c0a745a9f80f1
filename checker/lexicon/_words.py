"""The files of the lexicon, read when a text is first searched; those of scripts that a text has no letter of, not."""

from __future__ import annotations

import marshal
import os
from collections.abc import Callable, Mapping
from functools import cache, lru_cache
from typing import Any

from checker.kept import Kept, state_of
from checker.lexicon._matcher import Match, Matcher, Phrase
from checker.patterns import regex

_LATIN = "Latin"
_OTHER_LETTER = regex(r"[^\W\d_\u0000-\u036f]")
"""A letter behind those of the Latin script, and of what is composed with them."""


@cache
def languages() -> Mapping[str, str]:
    """The script of each language, by the name of its file."""
    found: Mapping[str, str] = _kept("languages", lambda: dict(_scripts()))
    return found


def _scripts() -> Mapping[str, str]:
    return {name: text.partition("script:")[2].split("\n", 1)[0].strip() for name, text in _texts().items()}


@cache
def concepts() -> frozenset[str]:
    """Every concept that some language has a phrase for."""
    return frozenset(phrase.concept for name in languages() for phrase in phrases_of(name))


@cache
def phrases_of(language: str) -> tuple[Phrase, ...]:
    """The phrases of a language, in the order of its file."""
    # The texts that show what phrases mean, in the second document, are the tests'.
    import yaml

    # All values are texts: `no` is a word here.
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    content = yaml.load(_texts()[language].split("\n---\n", 1)[0], loader)  # noqa: S506
    parts = ((part, named) for part, named in content.items() if isinstance(named, dict))
    return tuple(
        Phrase(f"{part}.{concept}", language, phrase)
        for part, named in parts
        for concept, phrases in named.items()
        for phrase in phrases
    )


@cache
def phrases_for(concept: str) -> tuple[str, ...]:
    """The phrases of a concept in all languages, as written."""
    found: tuple[str, ...] = _kept(concept, lambda: _phrases_for(concept))
    return found


def _phrases_for(concept: str) -> tuple[str, ...]:
    return tuple(one.written for name in languages() for one in phrases_of(name) if one.concept == concept)


def find(text: str, concept: str) -> tuple[Match, ...]:
    """The phrases of a concept in a text, in its order, none overlapping."""
    return _found(text, concept.partition(".")[0]).get(concept, ())


def holds(text: str, concept: str) -> bool:
    """Whether a text holds a phrase of a concept."""
    return bool(find(text, concept))


def wholly(text: str, concept: str) -> Match | None:
    """The phrase of a concept that is the whole text but for marks around it."""
    return next((match for match in find(text, concept) if not _says(text[: match.start], text[match.end :])), None)


def begins(text: str, concept: str) -> Match | None:
    """The phrase of a concept with which a text begins, behind marks at most."""
    first = next(iter(find(text, concept)), None)
    return first if first is not None and not _says(text[: first.start]) else None


def ends(text: str, concept: str) -> Match | None:
    """The phrase of a concept with which a text ends, before marks at most."""
    last = next(iter(find(text, concept)[-1:]), None)
    return last if last is not None and not _says(text[last.end :]) else None


def without(text: str, *concepts: str, instead: str = " ") -> str:
    """A text with something else in the place of every phrase of some concepts."""
    for concept in concepts:
        for match in reversed(find(text, concept)):
            text = f"{text[: match.start]}{instead}{text[match.end :]}"
    return text


def consists(text: str, *concepts: str) -> bool:
    """Whether a text says nothing but phrases of some concepts, at least one."""
    rest = without(text, *concepts)
    return rest != text and not _says(rest)


@cache
def _texts() -> Mapping[str, str]:
    from importlib.resources import files  # takes as long as some parts of a run

    folder = files("checker.lexicon")
    found = sorted((one for one in folder.iterdir() if one.name.endswith(".yaml")), key=lambda one: one.name)
    return {one.name.removesuffix(".yaml"): one.read_text(encoding="utf-8") for one in found}


@cache
def _matcher(part: str, *, latin: bool) -> Matcher:
    """For the concepts of a part (`slot`), which is what a reader of texts asks for at once."""
    tables = _kept(f"{part} {latin}", lambda: marshal.dumps(_made(part, latin=latin).tables))
    return Matcher.of_tables(marshal.loads(tables))  # noqa: S302  as Python reads the bytecode beside it


def _made(part: str, *, latin: bool) -> Matcher:
    named = [name for name, script in languages().items() if (script == _LATIN) == latin]
    phrases = (phrase for name in named for phrase in phrases_of(name))
    return Matcher(phrase for phrase in phrases if phrase.concept.partition(".")[0] == part)


_KEPT = Kept("lexicon", lambda: state_of(os.path.dirname(__file__), ".yaml", ".py"))  # noqa: PTH120


def _kept(key: str, make: Callable[[], Any]) -> Any:
    """What is made of the files of the lexicon, once."""
    found = _KEPT.get(key)
    if found is None:
        found = make()
        _KEPT.put(key, lambda: found)
    return found


@lru_cache(maxsize=8192)
def _found(text: str, part: str) -> Mapping[str, tuple[Match, ...]]:
    matches = list(_matcher(part, latin=True).find(text))
    if not text.isascii() and _OTHER_LETTER.search(text):
        matches += _matcher(part, latin=False).find(text)
        matches.sort()
    found: dict[str, list[Match]] = {}
    for match in matches:
        found.setdefault(match.phrase.concept, []).append(match)
    return {concept: tuple(one) for concept, one in found.items()}


def _says(*beside: str) -> bool:
    return any(character.isalnum() for text in beside for character in text)
