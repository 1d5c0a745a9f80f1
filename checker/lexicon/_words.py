"""The files of the lexicon, read when a text is first searched; those of scripts that a text has no letter of, not."""

from __future__ import annotations

import marshal
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import Any

from checker.kept import Kept, state_of
from checker.lexicon._matcher import Match, Matcher, Phrase, Words, spellings
from checker.patterns import regex

_LATIN = "Latin"
_OTHER_LETTER = regex(r"[^\W\d_\u0000-\u036f]")
"""A letter behind those of the Latin script, and of what is composed with them."""
_SAYS = regex(r"[^\W_]")


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


def spellings_for(concept: str) -> Iterator[str]:
    """What the phrases of a concept are written like in all languages, one for each form (`date`, `dates`)."""
    for phrase in phrases_for(concept):
        yield from spellings(phrase)


def find(text: str, concept: str) -> tuple[Match, ...]:
    """The phrases of a concept in a text, in its order, none overlapping."""
    return _looked_at(text).find(concept)


def find_each(text: str, concepts: tuple[str, ...]) -> Mapping[str, tuple[Match, ...]]:
    """The same for several concepts at once, by concept, of those that have any."""
    return _looked_at(text).find_each(concepts)


def holds(text: str, concept: str) -> bool:
    """Whether a text holds a phrase of a concept."""
    return bool(find(text, concept))


def wholly(text: str, concept: str) -> Match | None:
    """The phrase of a concept that is the whole text but for marks around it."""
    for match in find(text, concept):
        if not _SAYS.search(text, 0, match.start) and not _SAYS.search(text, match.end):
            return match
    return None


def begins(text: str, concept: str) -> Match | None:
    """The phrase of a concept with which a text begins, behind marks at most."""
    if not _may_begin(text, (concept,)):
        return None
    first = next(iter(find(text, concept)), None)
    return first if first is not None and not _SAYS.search(text, 0, first.start) else None


def begins_with_any(text: str, concepts: tuple[str, ...]) -> bool:
    """Whether a text begins with a phrase of any of several concepts."""
    return _may_begin(text, concepts) and any(begins(text, concept) is not None for concept in concepts)


def ends(text: str, concept: str) -> Match | None:
    """The phrase of a concept with which a text ends, before marks at most."""
    last = next(iter(find(text, concept)[-1:]), None)
    return last if last is not None and not _SAYS.search(text, last.end) else None


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
def _by_concept(*, latin: bool) -> Mapping[str, Sequence[Phrase]]:
    """The phrases of the languages of the Latin script, or of all others, by concept."""
    found: dict[str, list[Phrase]] = {}
    for name in [name for name, script in languages().items() if (script == _LATIN) == latin]:
        for phrase in phrases_of(name):
            found.setdefault(phrase.concept, []).append(phrase)
    return found


@cache
def _matcher(concepts: tuple[str, ...], *, latin: bool) -> Matcher:
    """For some concepts, which are what a reader of texts asks for at once."""
    tables = _kept(f"{' '.join(concepts)} {latin}", lambda: marshal.dumps(_made(concepts, latin=latin).tables))
    return Matcher.of_tables(marshal.loads(tables))  # noqa: S302  as Python reads the bytecode beside it


def _made(concepts: tuple[str, ...], *, latin: bool) -> Matcher:
    by_concept = _by_concept(latin=latin)
    return Matcher(phrase for concept in concepts for phrase in by_concept.get(concept, ()))


_KEPT = Kept("lexicon", lambda: state_of(os.path.dirname(__file__), ".yaml", ".py"))  # noqa: PTH120


def _kept(key: str, make: Callable[[], Any]) -> Any:
    """What is made of the files of the lexicon, once."""
    found = _KEPT.get(key)
    if found is None:
        found = make()
        _KEPT.put(key, lambda: found)
    return found


class _LookedAt:
    """A text, and what was found in it so far."""

    __slots__ = ("_found", "_has_other", "_words")

    def __init__(self, text: str) -> None:
        self._words = Words(text)
        self._found: dict[str, tuple[Match, ...]] = {}
        self._has_other = _has_other_letter(text)

    def find(self, concept: str) -> tuple[Match, ...]:
        known = self._found.get(concept)
        if known is None:
            known = self._found[concept] = tuple(self._matches((concept,)))
        return known

    def find_each(self, concepts: tuple[str, ...]) -> Mapping[str, tuple[Match, ...]]:
        found: dict[str, list[Match]] = {}
        for match in self._matches(concepts):
            found.setdefault(match.phrase.concept, []).append(match)
        return {concept: tuple(one) for concept, one in found.items()}

    def _matches(self, concepts: tuple[str, ...]) -> Sequence[Match]:
        matches = _matcher(concepts, latin=True).find_in(self._words)
        if not self._has_other:
            return matches
        return sorted((*matches, *_matcher(concepts, latin=False).find_in(self._words)))


_looked_at = lru_cache(maxsize=1024)(_LookedAt)
"""Of texts that stand in many documents, such as labels; and a text is asked for many concepts in a row."""


def _may_begin(text: str, concepts: tuple[str, ...]) -> bool:
    return _has_other_letter(text) or _matcher(concepts, latin=True).may_begin(text)


def _has_other_letter(text: str) -> bool:
    return not text.isascii() and _OTHER_LETTER.search(text) is not None


def _says(text: str) -> bool:
    return _SAYS.search(text) is not None
