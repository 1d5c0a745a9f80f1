"""What stands in the way: one cause is told once, with all the criteria that it blocks, and what to do about it."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Sequence

from checker.classes import dataclass
from checker.messages.findings import OPEN, asked_at, seen_of
from checker.model.causes import Cause, Instead, Lack
from checker.model.location import Location
from checker.model.observation import Observation, Outcome
from checker.model.packed import open_points
from checker.model.report import Report, Result, Severity

NAMED = 3
"""Criteria that are told by name where one cause blocks many."""
_NOTHING = Instead()


@dataclass(frozen=True, slots=True)
class Blocker:
    """One thing that stands in the way.

    at: every criterion that it blocks with what was seen for it, in the order of the report. cause: None for what is
    neither missing nor in doubt. instead: what there is to say of it where it is missing. change: what takes away what
    was there, in words.
    """

    at: tuple[tuple[Result, Observation], ...]
    cause: Cause | None = None
    instead: Instead = _NOTHING
    change: str = "this change"

    @property
    def results(self) -> tuple[Result, ...]:
        """The criteria that it blocks, each once."""
        return tuple({id(result): result for result, _ in self.at}.values())

    @property
    def is_lack(self) -> bool:
        """Whether something is missing, of which there is more to say than what was seen."""
        return self.cause is not None and self.cause.kind in list(Lack)

    @property
    def outcome(self) -> Outcome:
        return Outcome.FAIL if any(seen.ok is False for _, seen in self.at) else Outcome.UNKNOWN

    @property
    def severity(self) -> Severity:
        """Of the criterion to which it matters most."""
        return min((one.criterion.severity for one in self.results), key=list(Severity).index)

    @property
    def owners(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(one.criterion.owner for one in self.results if one.criterion.owner))

    @property
    def places(self) -> tuple[Location, ...]:
        """Where it is, each once; of a file that is missing, where it is asked for: in documents, then by criteria."""
        found = ((result.criterion.location, asked_at(result, seen)) for result, seen in self.at)
        ordered = sorted(found, key=lambda one: self._is_target and one[0] == one[1])
        return _once(place for _, place in ordered)

    @property
    def asked_at(self) -> tuple[Location, ...]:
        """Where it is asked for, each once: a link or a cell that names it, else the criterion."""
        return self.places if self._is_target else _once(result.criterion.location for result in self.results)

    @property
    def _is_target(self) -> bool:
        """Whether it is what links or references lead to: what is seen where they stand is missing elsewhere."""
        return self.cause is not None and self.cause.kind in (Lack.FILE, Lack.ANCHOR, Lack.DECLARATION)

    @property
    def said(self) -> str:
        """What it is, with what is there instead."""
        cause, instead = self.cause, self.instead
        if cause is None or cause.kind not in list(Lack):
            seen = self.at[0][1]
            expected, _ = seen.unsaid
            return f"{seen.message} (expected {expected})" if expected else seen.message
        if instead.astray:
            return f"{cause.path} {instead.astray}"
        return f"{cause.said}{self._what_is_there}"

    @property
    def _what_is_there(self) -> str:
        cause, instead = self.cause, self.instead
        if cause is None:
            return ""
        if instead.became:
            return f"; {self.change} renames it to `{instead.became}`"
        if instead.twin:
            return f", but `{instead.near}` is"
        if instead.was_there and cause.kind == Lack.FILE:
            return f"; {self.change} deletes it"
        near = instead.near or cause.near
        if near:
            return f"; the nearest is `{near}`"
        gone = f"; {self.change} takes it away" if instead.was_there else ""
        return gone or (f"; there is {cause.there}" if cause.there else "")

    @property
    def remedy(self) -> str:
        """What to do, empty where nothing is known that is sure to fit."""
        cause = self.cause
        if cause is not None and cause.kind in list(Lack):
            told = _REMEDY_BY_LACK[Lack(cause.kind)](cause, self.instead, self.at[0][1])
            if told is not None:
                return told
        hints = (seen.hint for _, seen in self.at if seen.hint)
        fixes = (result.criterion.fix for result in self.results if result.criterion.fix)
        return next(hints, "") or next(fixes, "")


def blockers(report: Report) -> tuple[Blocker, ...]:
    """All that stands in the way of what is judged, what is not met before what could not be decided."""
    found: dict[Hashable, list[tuple[Result, Observation]]] = {}
    for result, seen in _open(report):
        found.setdefault(known_by(seen), []).append((result, seen))
    told = [blocker_of(at, report) for at in found.values()]
    return tuple(sorted(told, key=lambda one: OPEN.index(one.outcome)))


def known_by(seen: Observation) -> Hashable:
    """What is equal for all observations that are told as one: their cause, else what was seen and where."""
    return seen.cause or (seen.ok, str(seen.location), seen.location.pointer, seen.said, seen.expected, seen.found)


def blocker_of(at: Sequence[tuple[Result, Observation]], report: Report) -> Blocker:
    """What stands in the way of several, all of which are known by the same."""
    cause = at[0][1].cause
    change = "this commit" if report.judged.at == "index" else "this change"
    return Blocker(tuple(at), cause, report.instead.get(cause, _NOTHING) if cause is not None else _NOTHING, change)


def named(results: Sequence[Result], most: int = NAMED) -> str:
    """Criteria, so many by name and the others as a number."""
    names = [result.criterion.id for result in results[:most]]
    more = len(results) - len(names)
    return ", ".join(names) + (f" and {more} more" if more else "")


def remedy_for(group: Sequence[Blocker]) -> str:
    """What to do about several together; where each has its own remedy, what the criterion of the first says."""
    remedies = {one.remedy for one in group}
    return remedies.pop() if len(remedies) == 1 else group[0].results[0].criterion.fix


def _once(places: Iterable[Location]) -> tuple[Location, ...]:
    return tuple({str(place): place for place in places}.values())


def _open(report: Report) -> Iterator[tuple[Result, Observation]]:
    for outcome in OPEN:
        for result in report.of(outcome):
            yield from ((result, seen) for seen in open_points(seen_of(result)))


def _of_file(cause: Cause, instead: Instead, _: Observation) -> str | None:
    if instead.became or instead.twin:
        return f"call it `{cause.path}`, or ask for `{instead.became or instead.near}`"
    if instead.was_there:
        return f"put it back (`git checkout HEAD -- {_quoted(cause.path)}`), or no longer ask for it"
    if instead.near:
        return f"write `{instead.near}`, or add {cause.path}"
    return "" if instead.astray else "write it and add it to git, or no longer ask for it"


def _of_name(cause: Cause, instead: Instead, _: Observation) -> str | None:
    what = "section" if cause.kind == Lack.SECTION else "column"
    near = instead.became or instead.near or cause.near
    if near:
        return f"call the {what} `{cause.name}`, or ask for `{near}`"
    return f"{'put back' if instead.was_there else 'add'} the {what}, or no longer ask for it"


def _of_anchor(cause: Cause, instead: Instead, _: Observation) -> str | None:
    near = instead.became or instead.near or cause.near
    if near:
        return f"link to `{near}`, or call a heading so that its anchor is `{cause.name}`"
    return f"{'put back' if instead.was_there else 'add'} the heading, or link elsewhere"


def _of_declaration(cause: Cause, _: Instead, __: Observation) -> str | None:
    return f"write `{cause.near}`, or declare `{cause.name}`" if cause.near else None


def _of_table(_: Cause, __: Instead, seen: Observation) -> str | None:
    return f"add {seen.expected}, or ask for another one in the policy" if seen.expected else None


def _of_front_matter(_: Cause, __: Instead, ___: Observation) -> str | None:
    return "begin the file with it, between two lines of `---`"


def _of_issue(_: Cause, __: Instead, ___: Observation) -> str | None:
    return None


_REMEDY_BY_LACK = {
    Lack.FILE: _of_file,
    Lack.SECTION: _of_name,
    Lack.ANCHOR: _of_anchor,
    Lack.DECLARATION: _of_declaration,
    Lack.COLUMN: _of_name,
    Lack.TABLE: _of_table,
    Lack.FRONT_MATTER: _of_front_matter,
    Lack.ISSUE: _of_issue,
    Lack.ANSWER: _of_issue,
}


def _quoted(path: str) -> str:
    from shlex import quote

    return quote(path)
