"""Boxes that somebody ticks, and who has ticked them: `[x] Approved by Ann Lee, 2026-03-02`, `[x] @ann 2026-03-02`.

The wording is free. A part of it that is nothing but a name, or what stands behind `approved by`, says who signs; the
rest says what.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.model.location import Location
from checker.model.record import Value, plain_value
from checker.patterns import regex
from checker.signatures.doubts import PARTS, is_organisation, without_marks
from checker.signatures.entries import Entry
from checker.signatures.kinds import Kind
from checker.signatures.names import is_office, looks_like_name
from checker.signatures.signing_words import SIGNED_BY
from checker.text.glyphs import narrow
from checker.values.dates import find_dates, without_dates
from checker.values.people import as_read

_BOX = regex(
    r"\s*(?:[-*]\s+)?\[\s?(?P<mark>[xX✓✔✅*]?|[nN]\s?/?\s?[aA]|[-–—~/?!>]|[oO]|skip(?:ped)?|waived|none)\s?\]"
    r"\s+(?P<text>\S.*)"
)
_TICKS = frozenset("xX✓✔✅*")
_BY = regex(
    rf"(?:{SIGNED_BY.strip()}|(?<!\w)\w+(?:ed|en|off|al|ion|t)\ (?:by|from|von|durch|par|por|da|door|przez)"
    r"|(?<!\w)lgtm\ (?:by|from))[\s:]+"
    r"(?P<who>.+)",
    re.IGNORECASE | re.VERBOSE,
)


def box_in(line: str, location: Location) -> Entry | None:
    """The box with which a line begins that is no task of Markdown; None for none."""
    found = _BOX.match(narrow(line))
    return box_entry(line[found.start("text") :], found["mark"], location) if found else None


def box_entry(text: str, mark: str, location: Location) -> Entry:
    """A box with who signs there, and when. mark: what stands in it."""
    signers = list(dict.fromkeys(_signers(text)))
    cells: list[tuple[Kind, Value]] = [("name", plain_value(", ".join(signers), location))] if signers else []
    cells += [("date", plain_value(str(day), location)) for day in find_dates(text)[:1]]
    mark = mark.strip()
    ticked = mark in _TICKS if mark == "" or mark in _TICKS else None
    return Entry("box", text, location, (*cells, ("remark", plain_value(text, location))), ticked)


def attested_by(text: str) -> str:
    """What stands behind `approved by` and its like, up to the end of that part; empty for none."""
    found = _BY.search(without_dates(as_read(text)))
    return PARTS.split(found["who"], maxsplit=1)[0].strip(" ,.") if found else ""


def names_nobody(text: str) -> bool:
    """Whether a box only says that somebody approved, or which office did, and names no person."""
    said = without_marks(without_dates(as_read(text)))
    who = attested_by(text)
    return not said or is_office(said) or bool(who and not _is_name(without_marks(who)))


def _signers(text: str) -> Iterator[str]:
    said = without_dates(as_read(text))
    if who := attested_by(text):
        yield from (name for name in map(without_marks, re.split(r"\s+(?:and|und|et|y|&)\s+", who)) if _is_name(name))
        return
    names = [name for part in PARTS.split(said) if _is_name(name := without_marks(part))]
    dated = said != as_read(text)
    # A single word may be what is ticked (`(R) Criteria`, `Docs`); a day beside it says that somebody signs.
    yield from (name for name in names if name[0] == "@" or " " in name or (dated and len(name) > 1) or name == said)


def _is_name(text: str) -> bool:
    return looks_like_name(text) and not is_office(text) and not is_organisation(text)
