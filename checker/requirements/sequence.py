"""Requirements on a list as a whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar

from checker.classes import dataclass
from checker.model.kinds import Requirement, Scope
from checker.model.language import Operand
from checker.model.observation import Observation, met, not_met
from checker.model.record import Subject, Value
from checker.text.shown import folded, quoted
from checker.values.resolved import resolved

ONE, ANY, SOME = "?", "*", "+"


@dataclass(frozen=True, slots=True, kw_only=True)
class SequenceOf(Requirement):
    """The entries of a list are these, in this order, and nothing else.

    `?` stands for exactly one entry, whatever it is, `*` for any number of them, `+` for one or more. Case does not
    count. The expected list may be looked up, from a template for instance.

    ```yaml
    for_each: {file: runbook}
    require: {headings: {sequence: ['?', '## Access Management', '*', '## Escalation Path']}}
    ```
    """

    kind: ClassVar[str] = "sequence"
    short: ClassVar[str] = "entries"
    entries: Operand | tuple[Operand, ...]
    """What the entries must be, one after the other; or where to look them up."""

    def observe(self, subject: Subject, scope: Scope) -> Iterator[Observation]:
        wanted, missing = resolved(self.entries, subject, scope)
        if missing:
            yield from missing
            return
        steps = [part for one in wanted for part in ((ONE, ANY) if one.plain == SOME else (one.plain,))]
        items = subject.value.items
        yield _observed(items if items is not None else (subject.value,), steps, subject)


def _observed(entries: Sequence[Value], steps: Sequence[str], subject: Subject) -> Observation:
    """That the entries take the steps one after the other, or the first of them that cannot."""
    expected = " → ".join(steps)
    reached = _beyond({0}, steps)
    for entry in entries:
        following = {
            at if steps[at] == ANY else at + 1 for at in reached if at < len(steps) and _fits(entry, steps[at])
        }
        if not following:
            said = f"{subject.called}: {quoted(entry)} stands where {_awaited(reached, steps)}"
            return not_met(said, entry.location, expected=expected, found=quoted(entry))
        reached = _beyond(following, steps)
    if len(steps) in reached:
        return met(f"{subject.called} has the expected entries", subject.location, expected=expected)
    place = entries[-1].location if entries else subject.location
    said = f"{subject.called} ends where {_awaited(reached, steps)}"
    return not_met(said, place, expected=expected, found=quoted(entries[-1]) if entries else "nothing")


def _beyond(reached: set[int], steps: Sequence[str]) -> set[int]:
    """The steps that may come next: any number of entries may be none."""
    found = set(reached)
    for at in range(min(reached), len(steps)):
        if at in found and steps[at] == ANY:
            found.add(at + 1)
    return found


def _fits(entry: Value, step: str) -> bool:
    return step in (ONE, ANY) or folded(entry.plain).casefold() == folded(step).casefold()


def _awaited(reached: set[int], steps: Sequence[str]) -> str:
    named = [f"`{steps[at]}`" for at in sorted(reached) if at < len(steps) and steps[at] != ANY]
    return f"{' or '.join(named)} is expected" if named else "nothing more is expected"
