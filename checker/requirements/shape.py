"""Requirements on the shape of a value: how long it is, how it is built."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, ClassVar, Literal, cast

from checker.classes import dataclass
from checker.data.bounds import BeyondBoundsError
from checker.data.embedded import json_node
from checker.data.modules import field_node
from checker.data.parts import WrongShapeError
from checker.data.schema import Breach, breaches, schema_problem, unmeant
from checker.model.data import Node, Stream
from checker.model.evidence import Reason, undeterminable
from checker.model.hcl import HclBlock
from checker.model.kinds import Requirement, Scope
from checker.model.language import PathSet
from checker.model.location import Location
from checker.model.observation import Observation, as_read_otherwise, lacking, met, not_met, undecided
from checker.model.record import Subject, Value
from checker.text.shown import quoted
from checker.tree.places import documents_in, problem_of

Unit = Literal["characters", "words", "entries"]
_UNIT_OF_ONE: Mapping[Unit, str] = {"characters": "character", "words": "word", "entries": "entry"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Length(Requirement):
    """The value is so long: a text has characters, or words, a list or mapping has entries.

    Characters are those that people read, markup aside; blanks at the ends do not count.

    ```yaml
    for_each: {section: {in: report, titled: Summary}}
    require: {text: {length: {of: words, at_least: 50, at_most: 300}}}
    ```
    """

    kind: ClassVar[str] = "length"
    everyday: ClassVar[bool] = True
    at_least: int | None = None
    """The least that it may be."""
    at_most: int | None = None
    """The most that it may be."""
    of: Unit | None = None
    """What is counted; without it the entries of a list or mapping and the characters of anything else."""

    def objections(self) -> Iterator[tuple[str, str]]:
        if self.at_least is None and self.at_most is None:
            yield "", "`length` needs `at_least` or `at_most`"
        if self.at_least is not None and self.at_most is not None and self.at_least > self.at_most:
            yield "at_most", f"{self.at_least} at least and {self.at_most} at most cannot be"

    def observe(self, subject: Subject, scope: Scope) -> Iterator[Observation]:
        unit = self._unit(subject.value)
        count = _measured(subject.value, unit)
        bounds = [(word, limit) for word, limit in (("at least", self.at_least), ("at most", self.at_most))]
        expected = " and ".join(f"{word} {limit}" for word, limit in bounds if limit is not None) + f" {unit}"
        said, found = f"{subject.called} has {count} {_UNIT_OF_ONE[unit] if count == 1 else unit}", str(count)
        is_long_enough = self.at_least is None or count >= self.at_least
        if is_long_enough and (self.at_most is None or count <= self.at_most):
            yield met(said, subject.location, expected=expected, found=found)
        else:
            yield not_met(said, subject.location, expected=expected, found=found, told=True)

    def observe_written(self, subject: Subject, scope: Scope) -> Iterator[Observation]:
        """A list or mapping has its entries, whatever they come to."""
        entries, keys = subject.value.items, subject.value.keys
        is_told = keys is not None or (entries is not None and not any(not one.is_there for one in entries))
        return self.observe(subject, scope) if is_told and self._unit(subject.value) == "entries" else iter(())

    def _unit(self, value: Value) -> Unit:
        return self.of or ("characters" if value.items is None and value.keys is None else "entries")


def _measured(value: Value, unit: Unit) -> int:
    if unit == "entries":
        parts = value.items if value.items is not None else value.keys
        return len(parts) if parts is not None else int(bool(value.plain.strip()))
    return len(value.plain.split()) if unit == "words" else len(value.plain.strip())


@dataclass(frozen=True, slots=True, kw_only=True)
class Schema(Requirement):
    """The value is valid against a JSON Schema, which stands in the policy or in a `file` of the repository.

    Every breach is reported at its place. Drafts 04, 06, 07, 2019-09 and 2020-12 are read, as `$schema` says, the
    newest when it says nothing. Patterns are RE2's; `$ref` stays within the schema, nothing is fetched. `format` knows
    `date`, `date-time`, `email`, `uri`, `uuid` and `hostname`; another one, or an unknown keyword, is refused in a
    policy and passed over in a file. A schema in a policy that speaks of objects, lists, texts or numbers alone
    (`required`, `minItems`, `pattern`, `minimum`) means one, where the standard lets anything else pass: say `type` if
    something else may stand there. What is no value of a YAML, JSON or TOML document, such as a code block, is read
    as JSON.

    ```yaml
    for_each: {value: {in: catalog.json}}
    require:
      schema: {type: object, required: [name, tags], properties: {tags: {type: array, items: {type: string}}}}
    ```
    """

    kind: ClassVar[str] = "schema"
    of_text: ClassVar[bool] = False
    short: ClassVar[str] = "is_valid_against"
    rules: ClassVar[tuple[str, ...]] = ("file",)
    is_valid_against: Mapping[str, Any] | None = None
    """The JSON Schema."""
    file: PathSet | None = None
    """The document that holds it."""

    def objections(self) -> Iterator[tuple[str, str]]:
        if (self.is_valid_against is None) is (self.file is None):
            yield "", "`schema` needs a JSON Schema, or the `file` that holds it"
        problem = schema_problem(self.is_valid_against) if self.is_valid_against is not None else None
        if problem is not None:
            yield "is_valid_against", problem

    def observe(self, subject: Subject, scope: Scope) -> Iterator[Observation]:
        schema = self._schema(scope)
        if isinstance(schema, Observation):
            yield schema
            return
        document = scope.inquiry.document(subject.location.path) if subject.as_text() is not subject else None
        if document is not None and document.problem is not None:
            yield problem_of(document)
            return
        try:
            nodes = _nodes(document.content if document is not None else None, subject)
        except WrongShapeError as error:
            said = f"{subject.called} is no JSON: {error}"
            yield not_met(said, subject.location, expected="valid JSON", found=quoted(subject.value))
            return
        try:
            readings = _readings(schema, nodes)
        except BeyondBoundsError as error:
            why = {"record": subject.called, "why": str(error)}
            yield lacking(undeterminable(Reason.BEYOND_BOUNDS, subject.location, **why))
            return
        found = next((one for one in readings if one), ())
        is_meant = all(readings) or (not found and self.is_valid_against is None)
        if not is_meant and not found:
            found = tuple(breach for node in nodes for breach in unmeant(schema, node))
        if not found:
            yield met(f"{subject.called} is valid against the schema", subject.location, expected="a valid value")
        for one in found:
            seen = not_met(one.message, one.node.location, expected=one.expected, found=one.found, hint=one.hint)
            # What it does not speak of, or is read in two ways, does not keep to it, and does not break it either.
            yield seen if is_meant else as_read_otherwise(seen)

    def _schema(self, scope: Scope) -> Mapping[str, Any] | Observation:
        """The schema of the policy, or that of the file; what there is to say when it cannot be used."""
        if self.is_valid_against is not None:
            return self.is_valid_against
        documents, problems = documents_in(scope.rules, self.file)
        if problems or len(documents) != 1:
            said = f"{self.file.name if self.file else 'the schema'} is {len(documents)} documents, expected one schema"
            return problems[0] if problems else undecided(said, scope.place)
        document, content = documents[0], documents[0].content
        plain = content.plain if isinstance(content, Node) else None
        problem = schema_problem(plain, strict=False) if isinstance(plain, dict) else "this is no JSON Schema"
        if problem is not None:
            return undecided(f"{document.path}: {problem}", Location(document.path, 1, 1))
        return cast("Mapping[str, Any]", plain)


def _readings(schema: Mapping[str, Any], nodes: Sequence[Node]) -> list[tuple[Breach, ...]]:
    """The breaches of the data, and those of what other readers of YAML take it for, where that is something else."""
    readings = [tuple(breach for node in nodes for breach in breaches(schema, node))]
    others = [node.of_yaml_1_1() for node in nodes]
    if any(one is not other for one, other in zip(others, nodes, strict=True)):
        readings.append(tuple(breach for node in others for breach in breaches(schema, node)))
    return readings


def _nodes(content: Any, subject: Subject) -> tuple[Node, ...]:
    """The data that is held against a schema: that of a file, of each of its documents, or the subject's own."""
    if isinstance(content, Stream):
        return content.documents
    return (content if isinstance(content, Node) else _data(subject.as_text()),)


def _data(subject: Subject) -> Node:
    """The data that a subject is, or that its text holds as JSON, all of it in one place. Raises WrongShapeError."""
    origin = subject.record.origin
    node = origin if isinstance(origin, Node) and not subject.name else None
    if isinstance(origin, Node) and subject.name:
        node = _below(origin, subject.name)
    elif isinstance(origin, HclBlock) and subject.name:
        node = field_node(origin, subject.name)
    if node is None:
        node = json_node(subject.value.text, subject.location)
    return node


def _below(node: Node, name: str) -> Node | None:
    """The node of a field: a key, or keys joined by dots."""
    found = node.get(name)
    for key in name.split(".") if found is None else ():
        below = (found or node).get(key)
        if below is None:
            return None
        found = below
    return found
