"""Writing a waiver for a finding, and listing those that there are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

import yaml

from checker.classes import replace
from checker.errors import PolicyError, UsageError
from checker.messages.naming import as_found
from checker.messages.summary import counted
from checker.model.location import Location
from checker.model.observation import Observation
from checker.model.packed import standing_out
from checker.model.report import Report, Result
from checker.model.waivers import WaivedPlace, Waiver
from checker.patterns import regex
from checker.policy.waivers import read_waivers
from checker.text.titles import suggestion
from checker.waiving import names_of, shown

_NUMBER = regex(r"W-([0-9]{1,6})")
_PLACE = regex(r"(?P<path>.+?)(?::(?P<line>[0-9]+))?(?::(?P<column>[0-9]+))?")
_MOST_SHOWN = 10


def finding_at(report: Report, criterion: str, place: str) -> tuple[Result, Observation]:
    """The one open finding of a criterion that is meant. place: `path`, `path:line` or `path:line:column`, or empty.

    Raises UsageError with those that there are when it is none, or not the only one.
    """
    results = [one for one in report.results if criterion in names_of(one)]
    if not results:
        ids = [one.criterion.id for one in report.results]
        raise UsageError(f"no criterion `{criterion}`{suggestion(criterion, ids)}")
    found = [(result, seen) for result in results for _, seen in standing_out(result.observations) if seen.is_open]
    meant = [(result, seen) for result, seen in found if _is_at(seen.location, place)]
    if len(meant) == 1:
        return meant[0]
    if not found:
        raise UsageError(f"nothing is open of `{criterion}`, so there is nothing to waive")
    several = "several findings are" if meant else "no finding is"
    listed = [f"  {seen.location}: {seen.message}" for _, seen in (meant or found)]
    more = [f"  and {len(listed) - _MOST_SHOWN} more"] if len(listed) > _MOST_SHOWN else []
    where = f" at {place}" if place else ""
    raise UsageError("\n".join([f"{several} open of `{criterion}`{where}; say which:", *listed[:_MOST_SHOWN], *more]))


def _is_at(location: Location, place: str) -> bool:
    said = _PLACE.fullmatch(place)
    if said is None or place in (location.path, str(location)):
        return True
    same = said["path"] == location.path and said["line"] == str(location.line)
    return same and said["column"] in (None, str(location.column))


def place_of(result: Result, seen: Observation) -> WaivedPlace:
    """What names a finding for good; with what is expected, where others share its place."""
    at = _place(seen)
    alike = [one for _, one in standing_out(result.observations) if not one.ok and _place(one) == at]
    return replace(at, expected=seen.expected) if len(alike) > 1 else at


def _place(seen: Observation) -> WaivedPlace:
    return WaivedPlace(seen.location.path, seen.location.pointer, seen.words, as_found(seen))


def next_id(waivers: Sequence[Waiver]) -> str:
    """`W-1`, or the number after the greatest one."""
    numbers = [int(found[1]) for one in waivers if (found := _NUMBER.fullmatch(one.id))]
    return f"W-{max(numbers, default=0) + 1}"


def entry_text(one: Waiver) -> str:
    """A waiver as the only entry of a list in YAML."""
    at = {name: getattr(one.at, name) for name in ("file", "pointer", "words", "found", "expected")}
    entry = {
        "id": one.id,
        "criterion": one.criterion,
        "at": {key: said for key, said in at.items() if said},
        "reason": one.reason,
        "issue": one.issue,
        "owner": one.owner,
        "approved_by": one.approved_by,
        "approved": one.approved,
        "until": one.until,
    }
    return yaml.safe_dump([entry], allow_unicode=True, sort_keys=False, width=1000)


def with_entry(path: str, text: str, one: Waiver) -> str:
    """The text of the file with one more waiver at its end. text: empty for a file that is not there.

    Raises PolicyError for a file with mistakes, and UsageError where it is written so that the entry cannot be added.
    """
    text = text or "version: 1\nwaivers:\n"
    before = read_waivers(path, text.encode()) if text.strip().splitlines()[-1] != "waivers:" else ()
    margin = " " * ((before[-1].location.column or 3) - 3) if before else "  "
    entry = "".join(f"{margin}{line}\n" for line in entry_text(one).splitlines())
    added = f"{text.rstrip()}\n{entry}"
    try:
        after = read_waivers(path, added.encode())
    except PolicyError:
        after = ()
    if [each.id for each in after] != [*(each.id for each in before), one.id]:
        raise UsageError(f"{path} is not written as a list with one entry after the other; add this yourself:\n{entry}")
    return added


def listing(waivers: Sequence[Waiver], as_of: date, ending_in: int | None) -> Iterator[str]:
    """A few lines for each waiver, the one that ends first at the beginning.

    ending_in: only those that end within so many days.
    """
    due = sorted(waivers, key=lambda one: one.until)
    kept = [one for one in due if ending_in is None or (one.until - as_of).days <= ending_in]
    for one in kept:
        left = (one.until - as_of).days
        ends = "ends today" if left == 0 else f"ends in {counted(left, 'day')}" if left > 0 else "is over"
        yield f"{one.id}  {one.criterion}  until {one.until}, {ends}"
        yield f"    {shown(one)}"
        yield f"    {one.reason} ({one.issue}); {one.owner} sees to it, approved by {one.approved_by} on {one.approved}"
    others = f" of {len(waivers)}" if len(kept) < len(waivers) else ""
    yield f"{counted(len(kept), 'waiver')}{others}"
