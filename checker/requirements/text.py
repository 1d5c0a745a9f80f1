"""Requirements on what is written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import ClassVar

from checker.model.kinds import Requirement, Scope
from checker.model.language import Operand, Pattern
from checker.model.observation import Observation, met, not_met
from checker.model.record import Subject, Value
from checker.reading.numbers import read_number
from checker.reading.placeholders import is_unfilled
from checker.reading.wording import (
    alternatives,
    compared,
    contains_words,
    folded,
    quoted,
    same_reading,
    same_value,
    shortened,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled(Requirement):
    """Something stands there: not a dash, an ellipsis, `n/a`, `pending`, `tbd` or another unfilled slot.

    A list is filled when it has an entry and every entry is filled; a section when anything stands under its heading.

    ```yaml
    for_each: {row: {in: inventory, under: Defect Catalog, columns: [Owner]}}
    require: {Owner: filled}
    ```
    """

    kind: ClassVar[str] = "filled"

    def observe(self, subject: Subject, scope: Scope) -> Iterator[Observation]:
        value = subject.value
        if value.items is not None:
            unfilled = next((one for one in value.items if is_unfilled(one)), None)
            reason = "it is empty" if not value.items else is_unfilled(unfilled) if unfilled else None
        else:
            reason = is_unfilled(value)
        if reason is None:
            yield met(f"{subject.called} is filled", value.location, found=shortened(value.plain))
        else:
            expected = "something filled in"
            yield not_met(
                f"{subject.called} is not filled: {reason}", value.location, expected=expected, found=quoted(value)
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class Equals(Requirement):
    """The value is exactly this one. A bare value stands for it: `state: closed`.

    Numbers are compared as numbers, truth values as such, text letter by letter with blanks folded. The other side may
    be looked up: `{field: …}`, `{count: …}`, `{sum: …}`, `{lookup: …}`. For names as people read them see `called`.

    ```yaml
    for_each: {row: {in: inventory, under: Issue Inventory Summary, columns: [Priority, Count]}, where: {Priority: P0}}
    require: {Count: {equals: {count: p0}}}
    ```
    """

    kind: ClassVar[str] = "equals"
    short: ClassVar[str] = "to"
    to: Operand
    """The value, or where to look it up."""

    def observe(self, subject: Subject, scope: Scope) -> Iterator[Observation]:
        wanted = scope.resolve(self.to, subject.location)
        if isinstance(wanted, Observation):
            yield wanted
            return
        yield compared(equal(subject.value, wanted), subject, quoted(wanted), related=[wanted.location])


@dataclass(frozen=True, slots=True, kw_only=True)
class OneOf(Requirement):
    """The value is one of these. A bare list stands for it: `Priority: [P0, P1]`. Every entry of a list value must be
    one.

    ```yaml
    for_each: {row: {in: inventory, under: Defect Catalog, columns: [Priority]}}
    require: {Priority: {one_of: [P0, P1, P2]}}
    ```
    """

    kind: ClassVar[str] = "one_of"
    short: ClassVar[str] = "values"
    values: tuple[Operand, ...]
    """The values."""

    def observe(self, subject: Subject, scope: Scope) -> Iterator[Observation]:
        wanted = [scope.resolve(one, subject.location) for one in self.values]
        known = [one for one in wanted if isinstance(one, Value)]
        if len(known) < len(wanted):
            yield from (one for one in wanted if isinstance(one, Observation))
            return
        expected = "one of " + ", ".join(quoted(one) for one in known)
        for value in subject.value.items or (subject.value,):
            yield compared(any(equal(value, one) for one in known), replace(subject, value=value), expected)


@dataclass(frozen=True, slots=True, kw_only=True)
class Called(Requirement):
    """The value is this name, or one of these, as people read names: case, emphasis, numbering, blanks do not count.

    A remark in brackets may be there or not: `MTTR (mean time to restore)` is called `MTTR`.

    ```yaml
    for_each: {row: {in: baseline, columns: [Metric, Band]}}
    require: {Band: {called: [Elite, High, Medium, Low]}}
    ```
    """

    kind: ClassVar[str] = "called"
    short: ClassVar[str] = "names"
    names: Operand | tuple[Operand, ...]
    """The name, or the names of which one will do."""

    def observe(self, subject: Subject, scope: Scope) -> Iterator[Observation]:
        operands = self.names if isinstance(self.names, tuple) else (self.names,)
        wanted = [scope.resolve(one, subject.location) for one in operands]
        known = [one for one in wanted if isinstance(one, Value)]
        if not known:
            yield from (one for one in wanted if isinstance(one, Observation))
            return
        ok = any(same_reading(subject.value.plain, one.plain) for one in known)
        yield compared(ok, subject, alternatives(known), related=[one.location for one in known])


@dataclass(frozen=True, slots=True, kw_only=True)
class SameAs(Requirement):
    """The value reads the same as the other one: blanks, case and a remark in brackets do not count, numbers do.

    ```yaml
    for_each: {row: {in: report, under: Results, columns: [Metric, Band]}}
    require:
      Band: {same_as: {lookup: {of: baseline-metrics, where: {Metric: {field: Metric}}}, field: Band}}
    ```
    """

    kind: ClassVar[str] = "same_as"
    short: ClassVar[str] = "other"
    other: Operand
    """Where to look the other value up."""

    def observe(self, subject: Subject, scope: Scope) -> Iterator[Observation]:
        wanted = scope.resolve(self.other, subject.location)
        if isinstance(wanted, Observation):
            yield wanted
            return
        ok = same_value(subject.value.plain, wanted.plain)
        yield compared(ok, subject, quoted(wanted), related=[wanted.location])


@dataclass(frozen=True, slots=True, kw_only=True)
class Matches(Requirement):
    """A regular expression is found in the value (RE2's syntax; `^` and `$` tie it to the ends).

    ```yaml
    for_each: {row: {in: inventory, under: Defect Catalog, columns: [ID]}}
    require: {ID: {matches: '^P[0-2]-[0-9]{3}$'}}
    ```
    """

    kind: ClassVar[str] = "matches"
    short: ClassVar[str] = "pattern"
    pattern: Pattern
    """The pattern."""

    def observe(self, subject: Subject, scope: Scope) -> Iterator[Observation]:
        ok = self.pattern.search(subject.value.plain) is not None
        yield compared(ok, subject, f"text that matches `{self.pattern.source}`")


@dataclass(frozen=True, slots=True, kw_only=True)
class Contains(Requirement):
    """The value contains this text as whole words, or all of these texts; case and folded blanks do not count.

    ```yaml
    for_each: p0
    require: {exists: {task: {in: essential}, where: {text: {contains: {field: ID}}}}}
    ```
    """

    kind: ClassVar[str] = "contains"
    short: ClassVar[str] = "words"
    words: Operand | tuple[Operand, ...]
    """The text, or the texts that must all be there."""

    def observe(self, subject: Subject, scope: Scope) -> Iterator[Observation]:
        for operand in self.words if isinstance(self.words, tuple) else (self.words,):
            wanted = scope.resolve(operand, subject.location)
            if isinstance(wanted, Observation):
                yield wanted
                continue
            found, expected = quoted(subject.value), f"text that contains {quoted(wanted)}"
            if contains_words(subject.value.plain, wanted.plain):
                yield met(
                    f"{subject.called} contains {quoted(wanted)}", subject.location, expected=expected, found=found
                )
            else:
                said = f"{subject.called} does not contain {quoted(wanted)}"
                yield not_met(said, subject.location, expected=expected, found=found)


def equal(value: Value, wanted: Value) -> bool:
    """Equality by the type of what is wanted: number, truth value or text."""
    if isinstance(wanted.data, bool):
        return value.data is wanted.data or value.plain.casefold() == wanted.plain
    if isinstance(wanted.data, int | float | Decimal):
        number = read_number(value.plain)
        return number is not None and number == Decimal(str(wanted.data))
    return folded(value.plain) == folded(wanted.plain)
