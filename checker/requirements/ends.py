"""Requirements on how a text begins and how it ends."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import ClassVar

from checker.classes import dataclass
from checker.model.evidence import Reason, absent
from checker.model.kinds import Requirement, Scope
from checker.model.language import Operand
from checker.model.observation import Observation, lacking, not_met
from checker.model.record import Subject, Value
from checker.text.glyphs import as_latin
from checker.text.shown import alternatives, compared, folded
from checker.values.marks import Marks, aims_read, marks_read
from checker.values.resolved import resolved

_MARKED = 24
"""So many letters of a beginning, or of an end, tell apart what is looked up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StartsWith(Requirement):
    """The value begins with this text, or with one of these; case and folded blanks do not count.

    ```yaml
    for_each: {row: {in: inventory, under: Defect Catalog, columns: [ID, Issue]}}
    require: {Issue: {starts_with: [{field: ID}, 'https://']}}
    ```
    """

    kind: ClassVar[str] = "starts_with"
    may_be_empty: ClassVar[tuple[str, ...]] = ("texts",)
    of_value: ClassVar[bool] = True
    of_entries: ClassVar[bool] = True
    short: ClassVar[str] = "texts"
    texts: Operand | tuple[Operand, ...]
    """The text, or the texts of which one will do."""

    def objections(self) -> Iterator[tuple[str, str]]:
        yield from _empty(self.texts)

    def observe(self, subject: Subject, scope: Scope) -> Iterator[Observation]:
        yield from _observed(self.texts, subject, scope, "begins with", str.startswith)

    def nearly(self, subject: Subject, scope: Scope) -> str:
        return _nearly(self.texts, subject, scope, str.startswith)

    def held_against(self) -> tuple[Operand, ...]:
        return self.texts if isinstance(self.texts, tuple) else (self.texts,)

    def marks(self, subject: Subject) -> Marks | None:
        return marks_read(subject, lambda one: (text[:n] for text in _forms(one) for n in range(1, _MARKED + 1)))

    def aims(self, wanted: Sequence[Value]) -> Marks | None:
        return _aims(wanted, lambda one: _read(one.plain)[:_MARKED])


@dataclass(frozen=True, slots=True, kw_only=True)
class EndsWith(Requirement):
    """The value ends with this text, or with one of these; case and folded blanks do not count.

    ```yaml
    for_each: {value: {in: workflow, at: jobs.*}}
    require: {name: {ends_with: [{field: key}, (nightly)]}}
    ```
    """

    kind: ClassVar[str] = "ends_with"
    may_be_empty: ClassVar[tuple[str, ...]] = ("texts",)
    of_value: ClassVar[bool] = True
    of_entries: ClassVar[bool] = True
    short: ClassVar[str] = "texts"
    texts: Operand | tuple[Operand, ...]
    """The text, or the texts of which one will do."""

    def objections(self) -> Iterator[tuple[str, str]]:
        yield from _empty(self.texts)

    def observe(self, subject: Subject, scope: Scope) -> Iterator[Observation]:
        yield from _observed(self.texts, subject, scope, "ends with", str.endswith)

    def nearly(self, subject: Subject, scope: Scope) -> str:
        return _nearly(self.texts, subject, scope, str.endswith)

    def held_against(self) -> tuple[Operand, ...]:
        return self.texts if isinstance(self.texts, tuple) else (self.texts,)

    def marks(self, subject: Subject) -> Marks | None:
        return marks_read(subject, lambda one: (text[-n:] for text in _forms(one) for n in range(1, _MARKED + 1)))

    def aims(self, wanted: Sequence[Value]) -> Marks | None:
        return _aims(wanted, lambda one: _read(one.plain)[-_MARKED:])


Test = Callable[[str, str], bool]


def _empty(texts: Operand | tuple[Operand, ...]) -> Iterator[tuple[str, str]]:
    for one in texts if isinstance(texts, tuple) else (texts,):
        if isinstance(one.literal, str) and not one.literal.strip():
            yield "texts", "every text begins and ends with nothing; say what must stand there"


def _observed(
    texts: Operand | tuple[Operand, ...], subject: Subject, scope: Scope, verb: str, test: Test
) -> Iterator[Observation]:
    found, missing = resolved(texts, subject, scope)
    known = tuple(one for one in found if one.plain.strip())
    if texts == ():
        said = f"{subject.called} {verb} none of no texts"
        yield not_met(said, subject.location, expected="a text to begin or end with", implied=True)
        return
    holds = any(test(_read(subject.value.plain), _read(one.plain)) for one in known)
    if not holds and (missing or len(known) < len(found) or not known):
        yield from missing
        nothing = [one for one in found if not one.plain.strip()]
        yield from (lacking(absent(Reason.NOTHING_ELSE, one.location, record=subject.called)) for one in nothing)
        return
    expected = f"text that {verb} {alternatives(known)}"
    related = (one.location for one in known)
    yield compared(holds, subject, expected, opposite=f"no {expected}", related=related)


def _nearly(texts: Operand | tuple[Operand, ...], subject: Subject, scope: Scope, test: Test) -> str:
    """What it would be without signs that show nothing, or only look like others."""
    known, seen = resolved(texts, subject, scope)[0], as_latin(subject.value.plain)
    near = [one for one in known if seen != subject.value.plain and one.plain.strip()]
    return next((alternatives([one]) for one in near if test(_read(seen), _read(one.plain))), "")


def _aims(wanted: Sequence[Value], read: Callable[[Value], str]) -> Marks | None:
    """None where there is nothing to compare with, which has to be said of every value."""
    if not all(one.plain.strip() for value in wanted for one in (value.items or (value,))):
        return None
    return aims_read(wanted, lambda one: (read(one),))


def _forms(value: Value) -> tuple[str, ...]:
    return tuple(dict.fromkeys((_read(value.plain), _read(as_latin(value.plain)))))


def _read(text: str) -> str:
    return folded(text).casefold()
