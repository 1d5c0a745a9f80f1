"""Requirements on a record as such: its like elsewhere, its box, its state."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from checker.model.evidence import Reason, absent, undeterminable
from checker.model.exhibits import Exhibit
from checker.model.kinds import Requirement, Scope
from checker.model.language import Selected, Selection, Sentence
from checker.model.markdown import Item
from checker.model.observation import Observation, lacking, met, not_met, undecided
from checker.model.record import Group, Record, Subject
from checker.reading.answers import is_done, is_yes
from checker.reading.glyphs import visible
from checker.reading.waived import why_not_waived
from checker.reading.wording import quoted

_HINT = "do it and tick it, or write why not where the policy lets that count: `~~Task~~ (why)`, `N/A: why`"
Tried = tuple[Record, tuple[Observation, ...]]
"""A record that might fit, and what was observed of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exists(Requirement):
    """There is a record of this selection; with `exactly`, `at_least` or `at_most`, so many of them.

    Inside its `where`, `{field: …}` is a field of the record that this is required of, so one document is held against
    another. When nothing is found, the record that comes nearest is shown: the first conditions of `where` say which
    record is meant, the later ones what it must be like.

    ```yaml
    for_each: {person: [rahul, tushar]}
    require: {exists: {row: {in: notes, under: Attendees, columns: [Name]}, where: {Name: {person: {field: id}}}}}
    ```
    """

    kind: ClassVar[str] = "exists"
    of_text: ClassVar[bool] = False
    short: ClassVar[str] = "selection"
    needs_record: ClassVar[bool] = False
    selection: Selection
    """What there must be."""

    def objections(self) -> Iterator[tuple[str, str]]:
        wanted = self.selection
        is_counted = wanted.exactly is not None or wanted.at_least is not None or wanted.at_most is not None
        if wanted.allow_empty and not wanted.name and not is_counted:
            yield "", "`allow_empty` says nothing of what must exist; leave it out, or write `each` or `at_least: 0`"

    def observe(self, subject: Subject, scope: Scope) -> Iterator[Observation]:
        wanted = self.selection
        if wanted.exactly is not None or wanted.at_least is not None or wanted.at_most is not None:
            yield from scope.count(wanted)
            return
        # A selection with a name stands for itself, its `where` does not speak of the record at hand.
        where = wanted.where if not wanted.name else None
        every = scope.select(replace(wanted, where=None) if where is not None else wanted)
        tried = [
            (one, tuple(scope.check(where, one, peers, choosing=True, doubting=scope.negated)) if where else ())
            for one, peers in Group(every.there).each()
        ]
        fitting = [one for one in tried if all(seen.ok for seen in one[1])]
        if fitting:
            if not scope.negated:
                yield from (*every.without, *every.missing_columns(where.needed_names() if where else ()))
                yield from (_all_the_same(one) for one in every.problems if one.gap and one.gap.is_passed_over)
            record, seen = fitting[0]
            said = _about(subject, f"there is {record.label} among {every.searched}")
            yield replace(met(said, record.location, found=f"{len(fitting)} found"), exhibit=_exhibit(seen))
            return
        columns = every.missing_columns(where.field_names() if where else ())
        unread = [*columns, *(one for _, seen in tried[:1] for one in seen if one.lost)]
        gone = tuple(every.losses(where))
        lost = [*(seen for seen in every.problems if seen.ok is not True), *unread, *gone]
        yield from lost
        open_questions = [one for _, seen in tried for one in seen if one.ok is None and not _refuted(seen)]
        if open_questions:
            yield from open_questions
        elif every.gone and not tried:
            yield from (_not_there(subject, one) for one in every.gone if not gone)
        elif not unread and (tried or not lost):
            yield from self._nothing(subject, every, tried)

    def _nothing(self, subject: Subject, every: Selected, tried: Sequence[Tried]) -> Iterator[Observation]:
        """That nothing fits: what the nearest record lacks, or where one should stand."""
        here = (subject.location,) if _is_evidence(subject) else ()
        nearest = nearest_miss(tried)
        if nearest is not None:
            for one in nearest[1]:
                if one.ok is False:
                    exhibit = one.exhibit or _exhibit(nearest[1])
                    also = () if one.location.path == subject.location.path else here
                    yield replace(
                        one,
                        said=_about(subject, one.message),
                        told=False,
                        related=(*one.related, *also),
                        exhibit=exhibit,
                    )
            return
        place, related = (here[0], (every.place,)) if here else (every.place, ())
        wanted = "; ".join(dict.fromkeys(one.wanted for _, seen in tried[:1] for one in seen if one.expected))
        said = (
            f"none of {every.searched} fits ({len(tried)} looked at)"
            if tried
            else f"there are none of {every.searched}"
        )
        expected = f"one with {wanted}" if wanted else "one that fits"
        yield not_met(_about(subject, said), place, expected=expected, found="none", related=related)


@dataclass(frozen=True, slots=True, kw_only=True)
class Each(Requirement):
    """Every record of a selection is as `require` says: a sentence inside a sentence.

    It is written and judged as `for_each` is: finding none is not met unless `allow_empty: true` says that it is fine.
    Inside its `require`, `{field: …}` is a field of the record that this is required of, `{its: …}` of the one found.
    That one at least is so, or none, is said by `exists` and `not: {exists: …}`.

    ```yaml
    for_each: {section: {in: checklist, matching: '^Week'}}
    require: {each: {task: {}, require: checked}}
    ```
    """

    kind: ClassVar[str] = "each"
    of_text: ClassVar[bool] = False
    short: ClassVar[str] = "sentence"
    needs_record: ClassVar[bool] = False
    sentence: Sentence
    """A selection, and beside it what is required of each of its records."""

    def objections(self) -> Iterator[tuple[str, str]]:
        if self.sentence.require is None:
            yield "", "`require` is missing: say what each of the records must be like"

    def observe(self, subject: Subject, scope: Scope) -> Iterator[Observation]:
        if self.sentence.require is not None:
            yield from scope.each(self.sentence.selection, self.sentence.require)


def _all_the_same(passed: Observation) -> Observation:
    """What was passed over, where that changes nothing: a record that is looked for is there."""
    return replace(passed, ok=True, said=f"{passed.message}; what is looked for is there all the same", hint=None)


def _not_there(subject: Subject, record: Record) -> Observation:
    """That a file is not there."""
    gap = absent(Reason.NO_FILE, record.location, path=record.value.plain)
    return replace(lacking(gap), said=_about(subject, gap.message))


def nearest_miss(tried: Sequence[Tried]) -> Tried | None:
    """The record that meets most of the first conditions; the only one there is counts even if it meets none."""
    if len(tried) == 1:
        return tried[0]
    met_first = [(_met_at_first(seen), n) for n, (_, seen) in enumerate(tried)]
    best = max(met_first, key=lambda one: (one[0], -one[1]), default=(0, 0))
    return tried[best[1]] if best[0] else None


def _met_at_first(seen: Sequence[Observation]) -> int:
    return next((n for n, one in enumerate(seen) if not one.ok), len(seen))


def _exhibit(seen: Sequence[Observation]) -> Exhibit | None:
    """What the report is to show of a record that was found, or comes nearest."""
    return next((one.exhibit for one in seen if one.exhibit is not None), None)


def _refuted(seen: Sequence[Observation]) -> bool:
    return any(one.ok is False for one in seen)


def _about(subject: Subject, said: str) -> str:
    """What was seen with what it is required of, unless it says so itself."""
    named = subject.record.kind == "repository" or subject.record.label.strip("`") in said
    return said if named else f"{subject.called}: {said}"


def _is_evidence(subject: Subject) -> bool:
    """Whether the subject stands in a judged document; people and names stand in the policy."""
    return subject.record.kind not in ("person", "name", "issue", "repository")


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked(Requirement):
    """The box is ticked.

    A task that is ticked and struck through, with no reason behind it, is undecided: some cross off what is done, and
    others what is dropped. What the box itself says is the field `checked` of a task.

    ```yaml
    for_each: {task: {in: checklist}}
    require: checked
    ```
    """

    kind: ClassVar[str] = "checked"
    everyday: ClassVar[bool] = True
    of_text: ClassVar[bool] = False

    def observe(self, subject: Subject, scope: Scope) -> Iterator[Observation]:
        box = subject.record.fields.get("checked")
        ticked = box.data if box is not None and box.is_there and not subject.name else is_yes(subject.value.plain)
        if ticked and _says_nothing(subject.record):
            yield not_met(
                f"{subject.called} is ticked and names nothing", subject.location, expected="a task", found="no text"
            )
        elif ticked and not subject.name and _is_crossed_off(subject.record):
            gap = undeterminable(Reason.CROSSED_OFF, subject.location, record=subject.record.label)
            yield lacking(gap, expected="a ticked box", found="ticked and struck through")
        elif ticked:
            yield met(f"{subject.called} is ticked", subject.location, expected="a ticked box", found="ticked")
        else:
            why = why_not_waived(subject.record.fields)
            said = f"{subject.called} is not ticked" + (f"; {why}" if why else "")
            yield not_met(
                said, subject.location, expected="a ticked box", found="not ticked", hint=_HINT if why else None
            )


def _says_nothing(record: Record) -> bool:
    """Whether nothing stands behind the box of an item, not even something that is struck through."""
    return isinstance(record.origin, Item) and not visible(record.origin.text.written.plain).strip()


def _is_crossed_off(record: Record) -> bool:
    """Whether a record is struck through, and does not say why."""
    struck, reason = record.fields.get("struck"), record.fields.get("reason")
    return struck is not None and struck.data is True and (reason is None or not reason.plain)


@dataclass(frozen=True, slots=True, kw_only=True)
class Done(Requirement):
    """It is done: its box is ticked or it says so (*DONE*, *Delivered*, ✅), and nothing says otherwise.

    A row says so in its status column, an item in its text, at the end or the beginning. An empty box or a word such as
    *in progress* decides against it.

    ```yaml
    for_each: {entry: {in: report, under: Engagement Scope}, exactly: 15}
    require: done
    ```
    """

    kind: ClassVar[str] = "done"
    everyday: ClassVar[bool] = True
    of_text: ClassVar[bool] = False

    def observe(self, subject: Subject, scope: Scope) -> Iterator[Observation]:
        box = None if subject.name else subject.record.fields.get("checked")
        ticked = box.data if box is not None and box.is_there else None
        status = subject.value if subject.name else subject.record.fields.get("status", subject.value)
        said = is_done(status.plain)
        found = quoted(status)
        if ticked is False or said is False:
            why = "its box is not ticked" if ticked is False else f"it says {found}"
            yield not_met(f"{subject.called} is not done: {why}", status.location, expected="DONE", found=found)
        elif said or (ticked and status.plain):
            yield met(f"{subject.called} is done", status.location, expected="DONE", found=found)
        else:
            yield not_met(
                f"{subject.called} does not say that it is done", status.location, expected="DONE", found=found
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class Yes(Requirement):
    """The value says yes: *yes*, *present*, *attended*, a tick.

    ```yaml
    for_each: {row: {in: notes, under: Attendees, columns: [Name, Present]}}
    require: {Present: "yes"}
    ```
    """

    kind: ClassVar[str] = "yes"
    of_entries: ClassVar[bool] = True

    def observe(self, subject: Subject, scope: Scope) -> Iterator[Observation]:
        found = quoted(subject.value)
        answer = is_yes(subject.value.plain)
        if answer:
            yield met(f"{subject.called} is {found}", subject.location, expected="yes", found=found)
        elif answer is None and subject.value.plain.strip():
            yield undecided(
                f"{subject.called} is {found}, which is neither yes nor no", subject.location, hint="write yes or no"
            )
        else:
            yield not_met(f"{subject.called} is {found}, expected yes", subject.location, expected="yes", found=found)
