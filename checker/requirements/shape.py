"""Requirements on the shape of a value: how long it is, how it is built."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Literal

from checker.model.data import Node
from checker.model.kinds import Requirement, Scope
from checker.model.observation import Observation, met, not_met, undecided
from checker.model.record import Subject, Value
from checker.reading.json_schema import breaches, schema_problem

Unit = Literal["characters", "words", "entries"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Length(Requirement):
    """The value is so long: a text has characters, or words, a list has entries.

    Characters are those that people read, markup aside; blanks at the ends do not count.

    ```yaml
    for_each: {section: {in: report, titled: Summary}}
    require: {text: {length: {of: words, at_least: 50, at_most: 300}}}
    ```
    """

    kind: ClassVar[str] = "length"
    at_least: int | None = None
    """The least that it may be."""
    at_most: int | None = None
    """The most that it may be."""
    of: Unit | None = None
    """What is counted; without it the entries of a list and the characters of anything else."""

    def objections(self) -> Iterator[tuple[str, str]]:
        if self.at_least is None and self.at_most is None:
            yield "", "`length` needs `at_least` or `at_most`"
        if self.at_least is not None and self.at_most is not None and self.at_least > self.at_most:
            yield "at_most", f"{self.at_least} at least and {self.at_most} at most cannot be"

    def observe(self, subject: Subject, scope: Scope) -> Iterator[Observation]:
        unit: Unit = self.of or ("entries" if subject.value.items is not None else "characters")
        count = _measured(subject.value, unit)
        bounds = [(word, limit) for word, limit in (("at least", self.at_least), ("at most", self.at_most))]
        expected = " and ".join(f"{word} {limit}" for word, limit in bounds if limit is not None) + f" {unit}"
        said, found = f"{subject.called} has {count} {unit}", str(count)
        is_long_enough = self.at_least is None or count >= self.at_least
        if is_long_enough and (self.at_most is None or count <= self.at_most):
            yield met(said, subject.location, expected=expected, found=found)
        else:
            yield not_met(f"{said}, expected {expected}", subject.location, expected=expected, found=found)


def _measured(value: Value, unit: Unit) -> int:
    if unit == "entries":
        return len(value.items) if value.items is not None else int(bool(value.plain.strip()))
    return len(value.plain.split()) if unit == "words" else len(value.plain.strip())


@dataclass(frozen=True, slots=True, kw_only=True)
class Schema(Requirement):
    """The value is valid against a JSON Schema (draft 2020-12), which stands in the policy.

    Every breach is reported at its place. Patterns are RE2's; `$ref` stays within the schema, nothing is fetched.
    `format` knows `date`, `date-time` and `email`. Only records of `value` have such a shape.

    ```yaml
    for_each: {value: {in: catalog.json}}
    require:
      schema: {type: object, required: [name, tags], properties: {tags: {type: array, items: {type: string}}}}
    ```
    """

    kind: ClassVar[str] = "schema"
    short: ClassVar[str] = "is_valid_against"
    is_valid_against: Mapping[str, Any]
    """The JSON Schema."""

    def objections(self) -> Iterator[tuple[str, str]]:
        problem = schema_problem(self.is_valid_against)
        if problem is not None:
            yield "is_valid_against", problem

    def observe(self, subject: Subject, scope: Scope) -> Iterator[Observation]:
        origin = subject.record.origin
        node = origin if isinstance(origin, Node) and not subject.name else None
        if isinstance(origin, Node) and subject.name:
            node = _below(origin, subject.name)
        if node is None:
            yield undecided(f"{subject.called} is no value of a YAML, JSON or TOML document", subject.location)
            return
        found = tuple(breaches(self.is_valid_against, node))
        if not found:
            yield met(f"{subject.called} is valid against the schema", subject.location, expected="a valid value")
        for one in found:
            yield not_met(one.message, one.node.location, expected=one.expected, found=one.found)


def _below(node: Node, name: str) -> Node | None:
    """The node of a field: a key, or keys joined by dots."""
    found = node.get(name)
    for key in name.split(".") if found is None else ():
        below = (found or node).get(key)
        if below is None:
            return None
        found = below
    return found
