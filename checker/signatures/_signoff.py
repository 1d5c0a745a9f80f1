"""Whether sign-off material as a whole is signed: tables, label lines, boxes, keys of data.

An entry is signed when somebody is named, has made a mark and dated it. The whole is signed when every entry is,
partial when some are, and ambiguous where only a policy can say. What else the document says of who has signed counts
as well.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import date
from functools import lru_cache
from itertools import groupby

from checker.classes import dataclass, field
from checker.model.data import Node
from checker.model.language import Person
from checker.model.markdown import Markdown
from checker.signatures._conflicts import Statement, doubted, known_signers, statements_in
from checker.signatures._data import data_entries
from checker.signatures._decisions import SignOffVerdict, is_choice
from checker.signatures._entries import Entry
from checker.signatures._judge import EntryVerdict, is_status, judge_choice, judge_entry
from checker.signatures._lines import code_entries, line_entries
from checker.signatures._tables import table_entries


def _everywhere(_: int) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class SignOff:
    """What sign-off material amounts to. entries: one verdict for each thing that is there to be signed."""

    verdict: SignOffVerdict
    reason: str
    entries: tuple[EntryVerdict, ...]


def judge_signoff(
    content: Markdown | Node,
    everyone: Collection[Person] = (),
    holds: Callable[[int], bool] = _everywhere,
    today: date | None = None,
) -> SignOff:
    """What the sign-off material of a document says.

    everyone: the people the policy knows. A row that names one of them is signed by that person's own mark only;
    without known people a mark such as `Signed` is taken for that of the row's name. holds: whether a line belongs to
    the part of the document that is meant. today: the day after which nobody can have signed so far; None to take any.
    """
    return _judged_as_a_whole(_material(content, everyone, holds), everyone, today)


@dataclass(frozen=True, slots=True)
class _Material:
    """What there is to be signed, and what speaks against it: all of it that no day bears on."""

    statuses: tuple[Entry, ...]
    others: tuple[Entry, ...]
    people: tuple[Person, ...]
    against: tuple[Statement, ...]


def _material(content: Markdown | Node, everyone: Collection[Person], holds: Callable[[int], bool]) -> _Material:
    found = data_entries(content) if isinstance(content, Node) else _markdown_entries(content)
    entries = [entry for entry in found if holds(entry.location.line or 1)]
    statuses = tuple(entry for entry in entries if is_status(entry))
    others = tuple(entry for entry in entries if entry not in statuses)
    people = known_signers(entries, everyone)
    against = tuple(statements_in(content, holds, people)) if isinstance(content, Markdown) else ()
    return _Material(statuses, others, people, against)


def _judged_as_a_whole(found: _Material, everyone: Collection[Person], today: date | None) -> SignOff:
    entries = found.others or found.statuses
    judged = tuple(doubted(tuple(_judged(entries, everyone, today)), found.against, found.people))
    said = [judge_entry(status, everyone) for status in found.statuses if found.others]
    return _whole(judged, [status for status in said if status.verdict == "unsigned"])


@dataclass(frozen=True, slots=True)
class Sheet:
    """A document with sign-offs, known by its text. markdown: what was read of that text."""

    text: str
    markdown: Markdown = field(compare=False, repr=False)


def doubt_in_section(sheet: Sheet, line: int, everyone: tuple[Person, ...], today: date) -> str:
    """Why what stands in a line may not be a plain signature, by all that its section says; empty when it is."""
    around = [one for one in sheet.markdown.sections if one.level and one.line <= line <= one.end_line]
    innermost = max(around, key=lambda one: one.line, default=None)
    first, last = (innermost.line, innermost.end_line) if innermost else (1, len(sheet.markdown.lines))
    return _doubts_in(sheet, first, last, everyone, today).get(line, "")


@lru_cache(maxsize=16)
def _material_of(sheet: Sheet, first: int, last: int, everyone: tuple[Person, ...]) -> _Material:
    return _material(sheet.markdown, everyone, lambda line: first <= line <= last)


@lru_cache(maxsize=16)
def _doubts_in(sheet: Sheet, first: int, last: int, everyone: tuple[Person, ...], today: date) -> Mapping[int, str]:
    said = _judged_as_a_whole(_material_of(sheet, first, last, everyone), everyone, today)
    return {one.location.line or 1: one.reason for one in said.entries if one.verdict == "ambiguous"}


def _markdown_entries(markdown: Markdown) -> Iterator[Entry]:
    if markdown.front_matter is not None:
        yield from data_entries(markdown.front_matter)
    shown = [*table_entries(markdown), *line_entries(markdown)]
    yield from shown or code_entries(markdown)


def _judged(entries: Iterable[Entry], everyone: Collection[Person], today: date | None) -> Iterator[EntryVerdict]:
    for form, group in groupby(entries, key=lambda entry: entry.form):
        together = list(group)
        if form == "box" and is_choice(together):
            yield judge_choice(together)
        else:
            yield from (judge_entry(entry, everyone, today) for entry in together)


def _whole(judged: tuple[EntryVerdict, ...], contradictions: list[EntryVerdict]) -> SignOff:
    verdicts = {entry.verdict for entry in judged}
    if not verdicts:
        return SignOff("ambiguous", "there is nothing to sign", ())
    if "unsigned" not in verdicts and contradictions:
        return SignOff(
            "ambiguous", f"the marks stand, but `{contradictions[0].label}` {contradictions[0].reason}", judged
        )
    counted = f"{sum(entry.verdict == 'signed' for entry in judged)} of {len(judged)} signed"
    if len(verdicts) == 1:
        return SignOff(verdicts.pop(), counted, judged)
    doubtful = "ambiguous" in verdicts and "unsigned" not in verdicts and "partial" not in verdicts
    return SignOff("ambiguous" if doubtful else "partial", counted, judged)
