"""Requirements on what is written."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import ClassVar

from checker.classes import dataclass, replace
from checker.model.evidence import Reason, State, undeterminable
from checker.model.kinds import Requirement, Scope
from checker.model.language import Operand, Pattern
from checker.model.observation import Observation, as_read_otherwise, lacking, met, not_met
from checker.model.record import Subject, Value
from checker.patterns import regex
from checker.signatures import is_status_label
from checker.slots import is_unfilled, is_unset, may_be_state
from checker.text.glyphs import as_latin
from checker.text.likeness import likely_forms, nearest_value
from checker.text.shown import (
    compared,
    holding,
    quoted,
    readings,
    same_reading,
    same_value,
    shortened,
    values_read,
)
from checker.tree.filling import filled_pattern
from checker.values.choices import Choices, choices
from checker.values.equality import (
    PLAINLY,
    as_others_read,
    differ_in_type,
    equal,
    holds,
    is_filled_in,
    is_read_otherwise,
    with_type,
)
from checker.values.marks import (
    Marks,
    aims_of_equal,
    aims_of_words,
    aims_read,
    marks_of_equal,
    marks_of_words,
    marks_read,
)
from checker.values.resolved import resolved

_COMMENT = regex(r"<!--.*?-->", re.DOTALL)
_BREAK = regex(r"<br\s*/?>", re.IGNORECASE)
_ESCAPED = regex(r"\\([!-/:-@\[-`{-~])")
_ADDRESS = regex(r"(?:data\.)?[a-z][a-z0-9]*(?:_[a-z0-9]+)+\.[A-Za-z_][\w-]*")
"""The address of a resource of Terraform, whose type begins with the name of its provider; no host is called so."""
_REFERENCE = regex(rf"(?P<address>{_ADDRESS.pattern})(?:\.[\w*-]+|\[[^\]]*\])*")
"""An expression that is a reference to a resource, or to something of it."""
LONG = 4000
"""Characters; nobody leaves open so much at once, and a longer text that begins with *TODO* is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled(Requirement):
    """Something stands there: not a dash, an ellipsis, `n/a`, `pending`, `tbd` or another unfilled slot.

    Nor is it filled by a word for nobody or nothing yet (`@`, *nobody*, *unassigned*, *none yet*, *to follow*, *offen*,
    *(none)*, `#N/A`, the same in other languages), by letters that show nothing, or by what is struck through. *None*
    alone is an answer; where it is not, say `not: {called: none}` beside it.

    In YAML, JSON and TOML, where `.`, `*`, `-` and `pending` are values like others, only null, an empty text, list or
    mapping, a word such as `TBD` and a slot such as `<name>` are nothing.

    A list is filled when it has an entry and every entry is filled; a section when anything stands under its heading; a
    row or a table when one of its cells is; a file when anything stands in it besides comments of HTML.

    ```yaml
    for_each: {row: {in: inventory, under: Defect Catalog, columns: [Owner]}}
    require: {Owner: filled}
    ```
    """

    kind: ClassVar[str] = "filled"

    def observe(self, subject: Subject, scope: Scope) -> Iterator[Observation]:
        value = subject.value
        if value.items is not None:
            reason = next(filter(None, map(_why_unfilled, value.items)), None) if value.items else "it is empty"
        else:
            reason = _why_unfilled(value)
        if reason is not None and is_status_label(subject.name) and may_be_state(value.plain):
            reason = None
        if reason is None:
            yield met(f"{subject.called} is filled", value.location, found=shortened(value.plain))
        else:
            expected = "something filled in"
            said = f"{subject.called} is not filled: {reason}"
            yield not_met(said, value.location, expected=expected, found=quoted(value), implied=True)

    def observe_written(self, subject: Subject, scope: Scope) -> Iterator[Observation]:
        """An expression is something; of an entry that may not be there nobody can tell."""
        return iter(()) if any(not one.is_there for one in subject.value.items or ()) else self.observe(subject, scope)


def _why_unfilled(value: Value) -> str | None:
    """Why nothing stands in a text; of the cells of rows, and the lines of a long text, one that is filled will do."""
    if value.state is State.UNDETERMINABLE:
        return None
    if value.typed_in in ("data", "texts"):
        return is_unset(value)
    plain = "" if value.typed_in and value.data is None else _COMMENT.sub("", value.plain)
    parts = re.split(r" \| |\n", plain) if " | " in plain or len(plain) > LONG else [plain]
    said = []
    for part in parts:
        said.append(is_unfilled(replace(value, plain=part)))
        if said[-1] is None:
            return None
    return next((one for one in said if one != "empty"), said[0])


@dataclass(frozen=True, slots=True, kw_only=True)
class Equals(Requirement):
    """The value is exactly this one. A bare value stands for it: `state: closed`.

    Numbers are compared as numbers, truth values as such, text letter by letter with blanks folded. In data a text is
    neither: `"5"` is not 5. Two lists are equal entry by entry. The other side may be looked up: `{field: …}`,
    `{count: …}`, `{sum: …}`, `{lookup: …}`. For names as people read them see `called`.

    ```yaml
    for_each: {row: {in: inventory, under: Issue Inventory Summary, columns: [Priority, Count]}, where: {Priority: P0}}
    require: {Count: {equals: {count: p0}}}
    ```
    """

    kind: ClassVar[str] = "equals"
    of_value: ClassVar[bool] = True
    of_entries: ClassVar[bool] = True
    short: ClassVar[str] = "to"
    to: Operand
    """The value, or where to look it up."""

    def observe(self, subject: Subject, scope: Scope) -> Iterator[Observation]:
        wanted = scope.resolve(self.to, subject.location)
        if isinstance(wanted, Observation):
            yield wanted
            return
        confused = _confused(subject, (wanted,), (wanted,))
        if confused is not None:
            yield confused
            return
        yield compared(equal(subject.value, wanted), subject, quoted(wanted), related=[wanted.location])

    def observe_written(self, subject: Subject, scope: Scope) -> Iterator[Observation]:
        """An expression is the one that it is said to be, letter by letter; of any other nobody can tell."""
        return (one for one in self.observe(subject, scope) if one.ok is not False)

    def asks_entries(self, subject: Subject, scope: Scope) -> bool:
        return not _is_list(self.to, subject, scope)

    def held_against(self) -> tuple[Operand, ...]:
        return (self.to,)

    def marks(self, subject: Subject) -> Marks | None:
        return marks_of_equal(subject)

    def aims(self, wanted: Sequence[Value]) -> Marks | None:
        return aims_of_equal(wanted) if all(one.items is None for one in wanted) else None

    def nearly(self, subject: Subject, scope: Scope) -> str:
        return nearest_value(subject, resolved(self.to, subject, scope)[0])


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
    may_be_empty: ClassVar[tuple[str, ...]] = ("values",)
    of_value: ClassVar[bool] = True
    of_entries: ClassVar[bool] = True
    short: ClassVar[str] = "values"
    values: Operand | tuple[Operand, ...]
    """The values; one that is looked up may be a list of them."""

    def observe(self, subject: Subject, scope: Scope) -> Iterator[Observation]:
        known, missing = self._known(subject, scope)
        if missing:
            yield from missing
            return
        if not known.all:
            yield _of_none(subject)
            return
        near = known.near(subject)
        confused = _confused(subject, near, known.all)
        if confused is not None:
            yield confused
            return
        ok = any(equal(subject.value, one) for one in near)
        yield compared(ok, subject, known.one_of, opposite=known.none_of)

    def observe_written(self, subject: Subject, scope: Scope) -> Iterator[Observation]:
        """An expression is the one that it is said to be, letter by letter; of any other nobody can tell."""
        return (one for one in self.observe(subject, scope) if one.ok is not False)

    def nearly(self, subject: Subject, scope: Scope) -> str:
        return nearest_value(subject, self._known(subject, scope)[0].near(subject))

    def held_against(self) -> tuple[Operand, ...]:
        return self.values if isinstance(self.values, tuple) else (self.values,)

    def marks(self, subject: Subject) -> Marks | None:
        return marks_of_equal(subject)

    def aims(self, wanted: Sequence[Value]) -> Marks | None:
        return aims_of_equal(wanted)

    def _known(self, subject: Subject, scope: Scope) -> tuple[Choices, tuple[Observation, ...]]:
        known, missing = resolved(self.values, subject, scope)
        return choices(self.values, known, scope, marks_of_equal, aims_of_equal), missing


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
    may_be_empty: ClassVar[tuple[str, ...]] = ("names",)
    of_value: ClassVar[bool] = True
    of_entries: ClassVar[bool] = True
    short: ClassVar[str] = "names"
    names: Operand | tuple[Operand, ...]
    """The name, or the names of which one will do."""

    def observe(self, subject: Subject, scope: Scope) -> Iterator[Observation]:
        found, missing = resolved(self.names, subject, scope)
        if not found:
            yield from missing or (_of_none(subject),)
            return
        known = choices(self.names, found, scope, self.marks, self.aims)
        ok = any(same_reading(subject.value.plain, one.plain) for one in known.near(subject))
        yield compared(ok, subject, known.alternatives, related=(one.location for one in found))

    def held_against(self) -> tuple[Operand, ...]:
        return self.names if isinstance(self.names, tuple) else (self.names,)

    def marks(self, subject: Subject) -> Marks | None:
        return marks_read(subject, _names_read)

    def aims(self, wanted: Sequence[Value]) -> Marks | None:
        return aims_read(wanted, _names_read)


@dataclass(frozen=True, slots=True, kw_only=True)
class SameAs(Requirement):
    """The value reads the same as the other one: blanks, case and a remark in brackets do not count, numbers do.

    A cell is also compared as it is written, as data may hold Markdown: the description of a variable in its README.

    ```yaml
    for_each: {row: {in: report, under: Results, columns: [Metric, Band]}}
    require:
      Band: {same_as: {lookup: {of: baseline-metrics, where: {Metric: {field: Metric}}}, field: Band}}
    ```
    """

    kind: ClassVar[str] = "same_as"
    of_entries: ClassVar[bool] = True
    short: ClassVar[str] = "other"
    other: Operand
    """Where to look the other value up."""

    def observe(self, subject: Subject, scope: Scope) -> Iterator[Observation]:
        wanted = scope.resolve(self.other, subject.location)
        if isinstance(wanted, Observation):
            yield wanted
            return
        ok = any(same_value(one, other) for one in _forms(subject.value) for other in _forms(wanted))
        yield compared(ok, subject, quoted(wanted), related=[wanted.location])

    def asks_entries(self, subject: Subject, scope: Scope) -> bool:
        return not _is_list(self.other, subject, scope)

    def held_against(self) -> tuple[Operand, ...]:
        return (self.other,)

    def marks(self, subject: Subject) -> Marks | None:
        return marks_read(subject, _values_read)

    def aims(self, wanted: Sequence[Value]) -> Marks | None:
        return aims_read(wanted, _values_read) if all(one.items is None for one in wanted) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Matches(Requirement):
    """A regular expression is found in the value (RE2's syntax; `^` and `$` tie it to the ends).

    `{name}` in it is, letter by letter, what [`{field: name}`](language.md#patterns) would be: `'^{ID}-[a-z]+$'`.

    ```yaml
    for_each: {row: {in: inventory, under: Defect Catalog, columns: [ID]}}
    require: {ID: {matches: '^P[0-2]-[0-9]{3}$'}}
    ```
    """

    kind: ClassVar[str] = "matches"
    fills: ClassVar[bool] = True
    of_value: ClassVar[bool] = True
    of_entries: ClassVar[bool] = True
    short: ClassVar[str] = "pattern"
    pattern: Pattern
    """The pattern."""

    def observe(self, subject: Subject, scope: Scope) -> Iterator[Observation]:
        pattern = filled_pattern(self.pattern, scope)
        if isinstance(pattern, Observation):
            yield pattern
            return
        ok = pattern.search(subject.value.plain) is not None
        wanted = f"text that matches `{pattern.source}`"
        yield compared(ok, subject, wanted, opposite=f"no {wanted}")

    def nearly(self, subject: Subject, scope: Scope) -> str:
        forms, pattern = likely_forms(subject), filled_pattern(self.pattern, scope)
        is_near = isinstance(pattern, Pattern) and any(map(pattern.search, forms))
        return f"text that matches `{pattern.source}`" if isinstance(pattern, Pattern) and is_near else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contains(Requirement):
    """The value contains this text as whole words, or all of these texts; case and folded blanks do not count.

    What has a digit in it is whole only where no more of it stands beside it: `REQ-1` is not contained in `REQ-10`,
    `REQ-1.1` or `REQ-1-a`, and `2.0.0` neither in `2.0.0.1` nor in `2.0.0-rc.1`; `v2.0.0` contains it.

    ```yaml
    for_each: p0
    require: {exists: {task: {in: essential}, where: {text: {contains: {field: ID}}}}}
    ```
    """

    kind: ClassVar[str] = "contains"
    of_value: ClassVar[bool] = True
    short: ClassVar[str] = "words"
    words: Operand | tuple[Operand, ...]
    """The text, or the texts that must all be there."""

    def observe(self, subject: Subject, scope: Scope) -> Iterator[Observation]:
        known, missing = resolved(self.words, subject, scope)
        yield from missing
        for wanted in known:
            what = "text that contains" if subject.value.items is None else "an entry that is"
            found, expected = quoted(subject.value), f"{what} {quoted(wanted)}"
            if holds(subject.value, wanted):
                yield met(
                    f"{subject.called} contains {quoted(wanted)}", subject.location, expected=expected, found=found
                )
            else:
                longer = holding(subject.value.plain, wanted.plain) if subject.value.items is None else ""
                said = f"{subject.called} does not contain {quoted(wanted)}"
                said += f" as a whole, it is part of `{shortened(longer)}`" if longer else ""
                yield not_met(said, subject.location, expected=expected, found=found)

    def nearly(self, subject: Subject, scope: Scope) -> str:
        """Words that are hidden by signs which show nothing, or only look like them."""
        known, _ = resolved(self.words, subject, scope)
        seen = replace(subject.value, plain=as_latin(subject.value.plain))
        return next((quoted(one) for one in known if seen.plain != subject.value.plain and holds(seen, one)), "")

    def observe_written(self, subject: Subject, scope: Scope) -> Iterator[Observation]:
        """A list contains an entry whatever the others are; an expression that is a reference leads where it leads."""
        seen = tuple(self.observe(subject, scope))
        if subject.value.items is not None:
            yield from seen if all(one.ok for one in seen) else ()
            return
        reference = _REFERENCE.fullmatch(subject.value.plain)
        known, _ = resolved(self.words, subject, scope)
        if reference is not None and all(_ADDRESS.fullmatch(one.plain) for one in known):
            for one in known:
                yield compared(reference["address"] == one.plain, subject, f"a reference to {quoted(one)}")

    def held_against(self) -> tuple[Operand, ...]:
        return self.words if isinstance(self.words, tuple) else (self.words,)

    def marks(self, subject: Subject) -> Marks | None:
        return marks_of_words(subject)

    def aims(self, wanted: Sequence[Value]) -> Marks | None:
        return aims_of_words(wanted[0]) if len(wanted) == 1 else None


def _forms(value: Value) -> set[str]:
    """What a value reads, and what is written there: line breaks of HTML as blanks, with and without backslashes."""
    written = _BREAK.sub(" ", value.text)
    return {value.plain, written, _ESCAPED.sub(r"\1", written)}


def _names_read(value: Value) -> Iterator[str]:
    return readings(value.plain)


def _values_read(value: Value) -> Iterator[str]:
    return (read for form in _forms(value) for read in values_read(form))


def _confused(subject: Subject, near: Sequence[Value], known: Sequence[Value]) -> Observation | None:
    """That a value is none of those that are known, and some take it for one: then it is not unequal either.

    near: those of them that it could be taken for.
    """
    value, found = subject.value, with_type(subject.value)
    for wanted in near:
        if is_read_otherwise(value, wanted):
            said = f"{subject.called} is {found}, {as_others_read(value)}"
            hint = "write it so that all take it for the same, such as `true`, or in quotes"
            hint = hint if value.is_typed else PLAINLY
            seen = not_met(said, subject.location, expected=with_type(wanted), found=found, hint=hint)
            return as_read_otherwise(seen)
    if any(equal(value, one) for one in near):
        return None
    alike = next((one for one in near if differ_in_type(value, one)), None)
    if alike is None and is_filled_in(value):
        return lacking(undeterminable(Reason.EXPRESSION, subject.location, value=value.plain))
    if alike is None:
        return None
    said = f"{subject.called} is {found} and not {with_type(alike)}, for which some take it"
    expected = ("one of " if len(known) > 1 else "") + ", ".join(map(with_type, known))
    related = [alike.location] if alike.location.line is not None and alike.location != subject.location else []
    seen = not_met(said, subject.location, expected=expected, found=found, related=tuple(related))
    return as_read_otherwise(seen)


def _of_none(subject: Subject) -> Observation:
    """That a value is none of those of which there are none."""
    found = quoted(subject.value)
    said = f"{subject.called} is {found}, and nothing is given that it may be"
    return not_met(said, subject.location, expected="one of none", found=found, implied=True)


def _is_list(operand: Operand, subject: Subject, scope: Scope) -> bool:
    """Whether the other side is a list, with which a list is compared as a whole."""
    wanted = scope.resolve(operand, subject.location) if operand.literal is None else None
    return isinstance(wanted, Value) and wanted.items is not None
