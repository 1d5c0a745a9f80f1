"""Requirements on a record as such: its like elsewhere, its box, its state."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar

from checker.classes import dataclass, replace
from checker.markdown.exemptions import why_not_waived
from checker.model.evidence import Reason, absent, undeterminable
from checker.model.exhibits import Exhibit
from checker.model.kinds import Requirement, Scope
from checker.model.language import Looked, Selected, Selection, Sentence, Tried
from checker.model.location import NOWHERE, Location
from checker.model.markdown import Item
from checker.model.observation import Observation, lacking, met, not_met, undecided
from checker.model.record import Record, Subject
from checker.text.glyphs import visible
from checker.text.shown import quoted
from checker.values.answers import is_done, is_yes

_HINT = "do it and tick it, or write why not where the policy lets that count: `~~Task~~ (why)`, `N/A: why`"


@dataclass(frozen=True, slots=True, kw_only=True)
class Exists(Requirement):
    """There is a record of this selection; with `exactly`, `at_least` or `at_most`, so many of them.

    Inside its `where`, `{field: …}` is a field of the record that this is required of, so one document is held against
    another. When nothing is found, the record that comes nearest is shown: the first conditions of `where` say which
    record is meant, the later ones what it must be like. The finding stands there if that record belongs to the one of
    which this is required, as far as `{field: …}` tells, else at the latter.

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
        looked = scope.look_for(where, every, wanted.as_)
        if looked.fit is not None:
            if not scope.negated:
                yield from (*every.without, *every.missing_columns(where.needed_names() if where else ()))
                yield from map(all_the_same, every.passed_over)
            record, seen = looked.fit
            said = _about(subject, f"there is {record.label} among {every.searched}", record, every.place)
            yield replace(met(said, record.location, found=f"{looked.fitting} found"), exhibit=_exhibit(seen))
            return
        columns = every.missing_columns(where.field_names() if where else ())
        first = looked.first[1] if looked.first is not None else ()
        unread = [*columns, *(one for one in first if one.is_missing_evidence)]
        gone = tuple(every.losses(where))
        lost = [*(seen for seen in every.problems if seen.ok is not True), *unread, *gone]
        doubts = [scope.accepted(one) for one in looked.doubts]
        yield from (one for one in every.passed_over if one.accepted is not None)
        yield from (*lost, *doubts)
        if any(one.ok is None for one in doubts):
            return
        if every.gone and not looked.count:
            yield from (_not_there(subject, one) for one in every.gone if not gone)
        elif not unread and (looked.count or not lost):
            nearest = looked.nearest()
            ties = where.ties() if where is not None and nearest is not None else None
            is_its_own = (
                ties is None
                or nearest is None
                or all(one.ok for one in scope.check(ties, nearest[0], called=wanted.as_))
            )
            for one in self._nothing(subject, every, looked, nearest):
                yield one if is_its_own or not _is_evidence(subject) else _at(subject, one)

    def _nothing(
        self, subject: Subject, every: Selected, looked: Looked, nearest: Tried | None
    ) -> Iterator[Observation]:
        """That nothing fits: what the nearest record lacks, or where one should stand."""
        here = (subject.location,) if _is_evidence(subject) else ()
        if nearest is not None and _refuted(nearest[1]):
            record, seen = nearest
            for one in seen:
                if one.ok is False:
                    exhibit = one.exhibit or _exhibit(seen)
                    also = () if one.location.path == subject.location.path else here
                    yield replace(
                        one,
                        said=_about(subject, one.message, record),
                        told=False,
                        related=(*one.related, *also),
                        exhibit=exhibit,
                    )
            return
        place, related = (here[0], (every.place,)) if here else (every.place, ())
        first = looked.first[1] if looked.first is not None else ()
        wanted = "; ".join(dict.fromkeys(one.wanted for one in first if one.expected))
        said = (
            f"none of {every.searched} fits ({looked.count} looked at)"
            if looked.count
            else f"there are none of {every.searched}"
        )
        expected = f"one with {wanted}" if wanted else "one that fits"
        said = _about(subject, said, searched=every.place)
        yield not_met(said, place, expected=expected, found="none", related=related, implied=not wanted)


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


def all_the_same(passed: Observation) -> Observation:
    """What was passed over, where that changes nothing: a record that is looked for is there."""
    if passed.accepted is not None:
        return passed
    return replace(passed, ok=True, said=f"{passed.message}; what is looked for is there all the same", hint=None)


def _not_there(subject: Subject, record: Record) -> Observation:
    """That a file is not there, at the record that asks for it."""
    gap = absent(Reason.NO_FILE, record.location, path=record.value.plain)
    seen = replace(lacking(gap), said=_about(subject, gap.message, record))
    return _at(subject, seen) if _is_evidence(subject) else seen


def _at(subject: Subject, seen: Observation) -> Observation:
    """The same at the record that lacks what is looked for, since what was looked at is another's."""
    if seen.location == subject.location:
        return seen
    others = (one for one in (seen.location, *seen.related) if one != subject.location)
    return replace(seen, location=subject.location, related=tuple(dict.fromkeys(others)))


def _exhibit(seen: Sequence[Observation]) -> Exhibit | None:
    """What the report is to show of a record that was found, or comes nearest."""
    return next((one.exhibit for one in seen if one.exhibit is not None), None)


def _refuted(seen: Sequence[Observation]) -> bool:
    return any(one.ok is False for one in seen)


def _about(subject: Subject, said: str, record: Record | None = None, searched: Location = NOWHERE) -> str:
    """What was seen with what it is required of, unless that is the record that was seen, or where was searched."""
    wanted, is_file = subject.record, subject.record.kind == "file"
    seen = record is not None and record.label.strip("`") == wanted.label.strip("`")
    within = searched.path == wanted.location.path if is_file else searched == wanted.location
    return said if seen or within or wanted.kind == "repository" else f"{subject.called}: {said}"


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
            said = f"{subject.called} is ticked and names nothing"
            yield not_met(said, subject.location, expected="a task", found="no text", implied=True)
        elif ticked and not subject.name and _is_crossed_off(subject.record):
            gap = undeterminable(Reason.CROSSED_OFF, subject.location, record=subject.record.label)
            yield lacking(gap, expected="a ticked box", found="ticked and struck through")
        elif ticked:
            yield met(f"{subject.called} is ticked", subject.location, expected="a ticked box", found="ticked")
        else:
            why = why_not_waived(subject.record.fields)
            said = f"{subject.called} is not ticked" + (f"; {why}" if why else "")
            hint, place = _HINT if why else None, subject.location
            yield not_met(said, place, expected="a ticked box", found="not ticked", hint=hint, implied=True)


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
        says = is_done(status.plain)
        found = quoted(status)
        if ticked is False or says is False:
            why = "its box is not ticked" if ticked is False else f"it says {found}"
            said = f"{subject.called} is not done: {why}"
            yield not_met(said, status.location, expected="DONE", found=found, implied=True)
        elif says or (ticked and status.plain):
            yield met(f"{subject.called} is done", status.location, expected="DONE", found=found)
        else:
            said = f"{subject.called} does not say that it is done"
            yield not_met(said, status.location, expected="DONE", found=found, implied=True)


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
