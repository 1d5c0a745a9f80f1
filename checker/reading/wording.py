"""How values are shown in messages, and when two of them read the same."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from checker.model.location import Location
from checker.model.observation import Observation, met, not_met
from checker.model.record import Subject, Value
from checker.reading.titles import title_key

_DASHES = dict.fromkeys(map(ord, "‐‑‒–—−"), "-")
_REMARK = re.compile(r"\s*[(\[]([^()\[\]]*)[)\]]\s*")


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


def in_documents(places: Iterable[Location]) -> tuple[Location, ...]:
    """The places that have a line to show."""
    return tuple(place for place in places if place.line is not None)


def folded(text: str) -> str:
    """A text for exact comparison: composed, blanks folded."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def contains_words(text: str, words: str) -> bool:
    """Whether `words` stand in `text`, not as part of a longer word or number; case does not count."""
    wanted = r"\s+".join(re.escape(word) for word in words.split())
    return bool(wanted) and re.search(rf"(?<!\w){wanted}(?!\w)", text, re.IGNORECASE) is not None


def same_reading(one: str, other: str) -> bool:
    """Whether two names read the same; a remark in brackets may be left out, or be the name itself."""
    return not set(_readings(one)).isdisjoint(_readings(other))


def _readings(text: str) -> Iterator[str]:
    for form in (text, _REMARK.sub(" ", text), *_REMARK.findall(text)):
        key = "".join(title_key(form).split())
        if key:
            yield key


def same_value(one: str, other: str) -> bool:
    """Whether two values read the same: case, blanks and a remark in brackets do not count, figures and signs do."""
    return not set(_values(one)).isdisjoint(_values(other))


def _values(text: str) -> Iterator[str]:
    for form in (text, _REMARK.sub(" ", text)):
        read = "".join(unicodedata.normalize("NFKC", form).translate(_DASHES).casefold().split())
        if read:
            yield read


def compared(
    ok: bool,  # noqa: FBT001  it is what the comparison came to
    subject: Subject,
    expected: str,
    *,
    related: Iterable[Location] = (),
) -> Observation:
    """A value held against what is expected of it. related: where that stands, shown when it is another place."""
    found = quoted(subject.value)
    said = f"{subject.called} is {found}"
    if ok:
        return met(said, subject.location, expected=expected, found=found)
    elsewhere = in_documents(place for place in related if place != subject.location)
    said = f"{said}, expected {expected}"
    return not_met(said, subject.location, expected=expected, found=found, related=elsewhere)
