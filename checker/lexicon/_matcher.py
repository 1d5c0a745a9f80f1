"""One pass over a text for all phrases of all languages: words through a table by their first word, letters through one
by the first letter.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from checker.patterns import regex


class Phrase(NamedTuple):
    """concept: as `slot.marker`. language: the name of its file. written: as the file has it."""

    concept: str
    language: str
    written: str


class Match(NamedTuple):
    """`text[start:end]` is a phrase of the concept."""

    start: int
    end: int
    phrase: Phrase


class _Entry(NamedTuple):
    """words: in lower case, a stem or an ending with `*`. gaps: what may stand between each and the next.

    only: where case counts, what the text has to read, in capitals for any capitals; else empty.
    """

    words: tuple[str, ...]
    gaps: tuple[str, ...]
    only: str
    phrase: Phrase


_WORD = regex(r"[^\W_]+(?:['’\u0900-\u0903\u093a-\u094f]+[^\W_]+|[\u0900-\u0903\u093a-\u094f]+)*")
"""With the vowels and other signs of Devanagari, which are no letters of their own."""
_TOKEN = regex(rf"\*?{_WORD.pattern}\*?|\*")
"""A word of a phrase, how it begins (`approv*`) or ends (`*datum`), or any word."""
_STEM = 2
"""Letters by which beginnings and ends of words are looked up; none is shorter."""
_UNSPACED = regex(r"[\u0e00-\u0e7f\u1100-\u11ff\u3040-\u30ff\u3130-\u318f\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]")
"""Letters of Thai, Korean, Japanese and Chinese, whose words touch."""
_OPTIONAL = regex(r"\(([^()]*)\)")
_BETWEEN = frozenset(" -‐‑_\u00a0\n\t")


def spellings(written: str) -> Iterator[str]:
    """What a phrase is written like: `date(s)` as `date` and `dates`."""
    optional = _OPTIONAL.search(written)
    if optional is None:
        yield written
        return
    before, after = written[: optional.start()], written[optional.end() :]
    yield from spellings(f"{before}{after}".strip())
    yield from spellings(f"{before}{optional[1]}{after}")


class Matcher:
    """Finds phrases in texts."""

    def __init__(self, phrases: Iterable[Phrase]) -> None:
        self._single: dict[str, list[_Entry]] = defaultdict(list)
        self._pairs: dict[str, dict[str, list[_Entry]]] = defaultdict(lambda: defaultdict(list))
        self._stems: dict[str, list[_Entry]] = defaultdict(list)
        self._endings: dict[str, list[_Entry]] = defaultdict(list)
        letters: dict[str, dict[str, list[Phrase]]] = defaultdict(lambda: defaultdict(list))
        for phrase in phrases:
            for spelling in spellings(phrase.written):
                if _UNSPACED.search(spelling) or not _WORD.search(spelling):
                    letters[spelling[0].lower()][spelling.lower()].append(phrase)
                else:
                    self._add(spelling, phrase)
        self._letters = {first: tuple(by_spelling.items()) for first, by_spelling in letters.items()}

    @classmethod
    def of_tables(cls, tables: Any) -> Matcher:
        """The one that gave these `tables`."""
        made = cls(())
        made._single, made._pairs, made._stems, made._endings, made._letters = tables
        return made

    @property
    def tables(self) -> Any:
        """What it has made of its phrases, as plain data."""
        return _plain((self._single, self._pairs, self._stems, self._endings, self._letters))

    def find(self, text: str) -> tuple[Match, ...]:
        """All phrases in a text, in its order; of one concept none that overlaps another, the longest first."""
        return apart(self.find_all(text))

    def find_all(self, text: str) -> list[Match]:
        """The same with those that overlap others, in any order."""
        return [*self._in_words(text), *self._in_letters(text)]

    def _add(self, spelling: str, phrase: Phrase) -> None:
        """Enter a phrase of words under the first of them, and under the second where it is no stem."""
        cased = spelling[0] == "=" or spelling.isupper()
        spelling = spelling.removeprefix("=")
        places = list(_TOKEN.finditer(spelling))
        gaps = tuple(spelling[one.end() : two.start()] for one, two in pairwise(places))
        words = tuple(place[0].lower() for place in places)
        entry = _Entry(words, gaps, spelling if cased else "", phrase)
        if words[0].endswith("*"):
            self._stems[words[0][:_STEM]].append(entry)
        elif words[0].startswith("*"):
            self._endings[words[0][-_STEM:]].append(entry)
        elif len(words) == 1:
            self._single[words[0]].append(entry)
        else:
            self._pairs[words[0]]["*" if "*" in words[1] else words[1]].append(entry)

    def _in_words(self, text: str) -> Iterator[Match]:
        places = [found.span() for found in _WORD.finditer(text)]
        plain = text.replace("İ", "i").replace("’", "'")
        words = [plain[start:end].lower() for start, end in places]
        last = len(words) - 1
        for position, word in enumerate(words):
            entries = self._single.get(word, ())
            pairs = self._pairs.get(word)
            if pairs is not None and position < last:
                entries = (*entries, *pairs.get(words[position + 1], ()), *pairs.get("*", ()))
            if word[:_STEM] in self._stems:
                entries = (*entries, *self._stems[word[:_STEM]])
            if word[-_STEM:] in self._endings:
                entries = (*entries, *self._endings[word[-_STEM:]])
            for entry in entries:
                match = _matched(text, entry, words, places, position)
                if match is not None:
                    yield match

    def _in_letters(self, text: str) -> Iterator[Match]:
        if not self._letters:
            return
        lower = text.lower()
        searched = lower if len(lower) == len(text) else text
        for start, letter in enumerate(searched):
            for spelling, phrases in self._letters.get(letter, ()):
                if searched.startswith(spelling, start):
                    yield from (Match(start, start + len(spelling), Phrase(*phrase)) for phrase in phrases)


def _plain(value: Any) -> Any:
    """The same without types of our own."""
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    return tuple(map(_plain, value)) if isinstance(value, tuple | list) else value


def apart(matches: Iterable[Match]) -> tuple[Match, ...]:
    """Matches in the order of the text; of one concept none that overlaps another, the longest first."""
    reached: dict[str, int] = {}
    kept = []
    for match in sorted(matches, key=lambda match: (match.start, -match.end)):
        concept = match.phrase.concept
        if match.start >= reached.get(concept, 0):
            reached[concept] = match.end
            kept.append(match)
    return tuple(kept)


def _matched(
    text: str, entry: _Entry, words: Sequence[str], places: Sequence[tuple[int, int]], position: int
) -> Match | None:
    """The phrase, where its words stand at a position, set apart as in it."""
    wanted, gaps, only, phrase = entry
    last = position + len(wanted) - 1
    if last >= len(words) or not all(map(_is_word, words[position : last + 1], wanted)):
        return None
    between = zip(places[position : last + 1], places[position + 1 : last + 1], gaps, strict=False)
    if not all(_is_gap(text[one[1] : two[0]], gap) for one, two, gap in between):
        return None
    start, end = places[position][0], places[last][1]
    return Match(start, end, Phrase(*phrase)) if _is_case(text[start:end], only) else None


def _is_case(written: str, only: str) -> bool:
    return not only or written == only or (only.isupper() and written.isupper())


def _is_word(word: str, wanted: str) -> bool:
    if wanted.endswith("*"):
        return word.startswith(wanted[:-1])
    return word.endswith(wanted[1:]) if wanted.startswith("*") else word == wanted


def _is_gap(between: str, wanted: str) -> bool:
    """Whether two words are set apart as in the phrase; a blank, a hyphen, a line break, and a lone dot are one."""
    if _BETWEEN.issuperset(wanted):
        return between == "." or (0 < len(between) < 3 and _BETWEEN.issuperset(between))
    return between == wanted
