"""How values are shown in messages, and when two of them read the same."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from checker.classes import replace
from checker.model.letters import composed
from checker.model.location import Location
from checker.model.observation import Observation, lacking, met, not_met
from checker.model.record import Subject, Value
from checker.patterns import regex
from checker.text.titles import title_key

_DASHES = dict.fromkeys(map(ord, "‐‑‒–—−"), "-")
_DIGITS = regex(r"([0-9]+)")
_STAGES = r"(?:dev|a|b|c|pre|alpha|beta|rc|post|final)\d*\b"
"""How releases of a version are called behind a dot (`2.0.0.rc1`)."""
_REMARK = regex(r"\s*[(\[]([^()\[\]]*)[)\]]\s*")


def quoted(value: Value) -> str:
    """A value in a message: in back-quotes and cut, or the word `empty`."""
    return f"`{shortened(value.plain)}`" if value.plain.strip() else "empty"


def shortened(text: str, width: int = 80) -> str:
    """A text in a message: one line, cut."""
    line = " ".join(text.split())
    return line if len(line) <= width else line[: width - 1] + "…"


def alternatives(values: Iterable[Value]) -> str:
    """``a`, `b` or `c``."""
    names = [quoted(one) for one in values]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}"


def beyond(bound: str) -> str:
    """What is expected of a value for which `at least` or `at most` must not hold."""
    return {"at least": "less than", "at most": "more than"}[bound]


def in_documents(places: Iterable[Location]) -> tuple[Location, ...]:
    """The places that have a line to show."""
    return tuple(place for place in places if place.line is not None)


def folded(text: str) -> str:
    """A text for exact comparison: composed, blanks folded."""
    return " ".join(composed(text).split())


def natural(text: str) -> list[tuple[bool, int, str]]:
    """A text for an order in which `P0-2` comes before `P0-10`; digits come before letters."""
    parts = _DIGITS.split(folded(text).casefold())
    return [(False, int(part), "") if part.isdigit() else (True, 0, part) for part in parts if part]


def contains_words(text: str, words: str) -> bool:
    """Whether `words` stand in `text`, not as part of a longer word, number, version or id; case does not count."""
    several = composed(words).split()
    if not several:
        return False
    wanted = f"{_before(several[0])}{_spaced(several)}{_behind(several[-1])}"
    return re.search(wanted, composed(text), re.IGNORECASE) is not None


def holding(text: str, words: str) -> str:
    """The longer word in which `words` stand in `text`, empty when they do not stand in it at all."""
    text = composed(text)
    found = re.search(_spaced(composed(words).split()), text, re.IGNORECASE) if words.strip() else None
    if found is None:
        return ""
    before, behind = text[: found.start()].split(" ")[-1:], text[found.end() :].split(" ", 1)[:1]
    return "".join((*before, found[0], *behind))


def _spaced(words: Sequence[str]) -> str:
    return r"\s+".join(map(re.escape, words))


def _before(word: str) -> str:
    """What must not stand before a word: more of it. A version may have its `v`."""
    if not _has_digit(word):
        return r"(?<!\w)"
    if not word[0].isdigit():
        return r"(?<!\w)(?<!\w[.-])"
    return r"(?<!\w)(?<!\d\.)" if word.isdigit() else r"(?<!\w)(?<!\d[.-])v?"


def _behind(word: str) -> str:
    """What must not stand behind a word: more of it, which an id or a version has behind `.` and `-` too."""
    if not _has_digit(word):
        return r"(?!\w)"
    return r"(?!\w|\.\d)" if word.isdigit() else rf"(?!\w|[-+]\w|\.(?:\d|\w\b|{_STAGES}))"


def _has_digit(word: str) -> bool:
    return any(sign.isdigit() for sign in word)


def same_reading(one: str, other: str) -> bool:
    """Whether two names read the same; a remark in brackets may be left out, or be the name itself."""
    return not set(readings(one)).isdisjoint(readings(other))


def readings(text: str) -> Iterator[str]:
    """The forms of a name of which one has to be the same."""
    for form in (text, _REMARK.sub(" ", text), *_REMARK.findall(text)):
        key = "".join(title_key(form).split())
        if key:
            yield key


def same_value(one: str, other: str) -> bool:
    """Whether two values read the same: case, blanks and a remark in brackets do not count, figures and signs do."""
    return not set(values_read(one)).isdisjoint(values_read(other))


def values_read(text: str) -> Iterator[str]:
    """The forms of a value of which one has to be the same."""
    for form in (text, _REMARK.sub(" ", text)):
        read = "".join(unicodedata.normalize("NFKC", form).translate(_DASHES).casefold().split())
        if read:
            yield read


def undetermined(subject: Subject) -> Observation:
    """That a value is there, and nobody here can tell what it comes to, or what one of its parts does."""
    culprit = subject.value
    while culprit.gap is None:
        culprit = next(one for one in culprit.items or () if one.in_doubt)
    if not culprit.is_there:
        return lacking(culprit.gap)
    verb = "is" if culprit is subject.value else "holds"
    aside = culprit.gap["aside"]
    said = f"{subject.called} {verb} {quoted(culprit)}, of which nobody here can tell what it comes to{aside}"
    return replace(lacking(culprit.gap), said=said)


def compared(
    ok: bool,  # noqa: FBT001  it is what the comparison came to
    subject: Subject,
    expected: str,
    *,
    opposite: str | None = None,
    related: Iterable[Location] = (),
    found: str = "",
) -> Observation:
    """A value held against what is expected of it. related: where that stands, shown when it is another place.

    opposite: what is expected of a value for which that must not hold.
    found: the value as it is to be shown, where that is not as it stands.
    """
    found = found or quoted(subject.value)
    said = f"{subject.called} is {found}"
    if ok:
        return replace(met(said, subject.location, expected=expected, found=found), opposite=opposite)
    elsewhere = in_documents(place for place in related if place != subject.location)
    seen = not_met(said, subject.location, expected=expected, found=found, related=elsewhere, told=True)
    return replace(seen, opposite=opposite)
