"""Values of YAML, JSON and TOML documents and of front matter."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import ClassVar

from checker.classes import dataclass, replace
from checker.data.modules import block_node
from checker.data.paths import EMBEDDED, Follow, Missed, Reached, walked, way_of, way_problem
from checker.data.references import References
from checker.data.values import DataFields, node_value
from checker.model.data import Node, Stream
from checker.model.document import Document
from checker.model.evidence import Reason, absent, unreadable
from checker.model.hcl import HclBlock
from checker.model.kinds import Scope, Selector
from checker.model.language import PathSet, Selected
from checker.model.location import Location
from checker.model.markdown import Markdown
from checker.model.observation import Observation, lacking
from checker.model.record import Record, Subject, TypedIn, plain_value
from checker.model.record import Value as FieldValue
from checker.tree.places import documents_in

WHOLE = "the document"


@dataclass(frozen=True, slots=True, kw_only=True)
class Value(Selector):
    """Values of a data file (YAML, JSON, TOML, INI, XML), or of the front matter of a Markdown document.

    `at` is the way to them, or a list of ways: keys joined by dots, `*` for every key or list entry, a number for a
    position; without it, the whole document. A key that is named must be there, in every document and in every entry,
    or the criterion is not met; `?` behind a key says that it may be missing (`jobs.*.steps?.*.uses?`). A single value
    where `*` expects a list counts as a list of one. `{name}` is a `*` that becomes a field
    (`paths.{path}.{method}.responses.{code}`). `**` stands for any keys, or none (`**.image`); what stands behind it
    must be there once. `@json` or `@yaml` behind a text is what the text holds (`data.*.@json.version`).

    Keys of a mapping are the record's fields, besides those below, and so are the ways that begin there
    (`author.email`, `steps.0.uses`, `licenses.*.id`; several values are a list). Inside a requirement, `value` without
    `in` looks into the value at hand. With `follow`, a value that is a `$ref` is what it refers to, in this file or in
    another one of the tree, wherever a way comes to it.

    ```yaml
    for_each: {value: {in: workflow, at: jobs.*}}
    require:
      timeout-minutes: {number: {at_most: 60}}
      exists: {value: {at: steps.*}, where: {uses: {matches: '^actions/checkout@'}}}
    ```
    """

    kind: ClassVar[str] = "value"
    short: ClassVar[str] = "in"
    as_text: ClassVar[str] = "the value; of a list its entries, of a mapping its keys, each with what stands under it"
    provides: ClassVar[Mapping[str, str]] = {
        "key": "the last key or position of the way",
        "text": "the value as text",
        "comment": "what a comment at the end of its line says (YAML), may be empty",
        "position": "which document of its file it stands in, from 1; more than one there is only in YAML",
    }
    in_: PathSet | None = None
    """Documents to look in; inside a requirement it may be left out, and the record at hand is searched."""
    at: tuple[str, ...] | str = ()
    """The way to the values, or several: keys joined by dots, `*` for every one."""
    follow: bool | None = None
    """Whether references (`$ref`) are followed; without it, as for the value at hand."""

    def open_fields(self) -> bool:
        return True

    def fields(self) -> Mapping[str, str]:
        names = {step.name for way in self.ways for step in way_of(way) if step.name}
        return {**self.provides, **{name: f"the key or position that `{{{name}}}` stands for" for name in names}}

    def objections(self) -> Iterator[tuple[str, str]]:
        if self.at in ("", ("",)):
            yield "at", "an empty text stands here: leave `at` out for the whole document"
        for way in filter(None, self.ways):
            problem = way_problem(way)
            if problem is not None:
                yield "at", problem
            taken = [step.name for step in way_of(way) if step.name in self.provides]
            yield from (("at", f"`{name}` is a field of every value already, so no way can name it") for name in taken)

    @property
    def ways(self) -> tuple[str, ...]:
        return ((self.at,) if self.at else ()) if isinstance(self.at, str) else self.at

    def select(self, scope: Scope) -> Selected:
        roots, problems = self._roots(scope)
        seen: list[Observation] = list(problems)
        records: dict[tuple[str, ...], Record] = {}
        for number, root in enumerate(roots):
            for found in (one for way in self.ways or ("",) for one in root.walked(way)):
                if isinstance(found, Missed):
                    seen.append(root.without(found))
                else:
                    records.setdefault((str(number), *found.keys), root.record(found))
        first = next(iter(records.values()), None)
        place = first.location if first else roots[0].node.location if roots else Location(".")
        what = f"the values `{'`, `'.join(self.ways)}`" if self.ways else "the values"
        paths = dict.fromkeys(root.node.location.path for root in roots)
        several = self.in_.name if self.in_ else "the record"
        where = several if len(paths) != 1 else next(iter(paths)) if self.in_ else roots[0].called
        return Selected(tuple(records.values()), tuple(seen), place, f"{what} of {where}", len(records))

    def _roots(self, scope: Scope) -> tuple[list[_Root], tuple[Observation, ...]]:
        """The value at hand; or those of documents, and what there is to say of the others."""
        record = scope.record
        if self.in_ is None and record is not None:
            inside = self._at_hand(record, scope)
            if inside is not None:
                return [inside], ()
        documents, problems = documents_in(scope, self.in_)
        follow = References(scope.inquiry) if self.follow else None
        read = [root for one in documents for root in _roots_of(one, reads_text=self._reads_text)]
        others = tuple(one for one in read if isinstance(one, Observation))
        return [replace(one, follow=follow) for one in read if isinstance(one, _Root)], (*problems, *others)

    def _at_hand(self, record: Record, scope: Scope) -> _Root | None:
        """The record at hand as a value: data, a block of Terraform, or a text; None where its document is meant."""
        typed_in: TypedIn = "front matter" if record.value.typed_in == "front matter" else "data"
        inherited = None
        if isinstance(record.origin, Node):
            node = record.origin
            inherited = record.fields.follow if isinstance(record.fields, DataFields) else None
        elif isinstance(record.origin, HclBlock):
            node, typed_in = block_node(record.origin, *map(way_of, self.ways)), ""
        elif self._reads_text and record.kind != "file":
            value = Subject(record, record.value).as_text().value
            node = Node(value.text, value.location, value.text, undeterminable=value.in_doubt)
        else:
            return None
        own = References(scope.inquiry) if self.follow else None
        follow = inherited if self.follow is None else own
        position = record.fields["position"].plain if record.kind == Value.kind else "1"
        return _Root(node, record.label, typed_in, record, position=position, follow=follow)

    @property
    def _reads_text(self) -> bool:
        """Whether it begins with what a text holds."""
        return bool(self.ways) and all(way.startswith(EMBEDDED) for way in self.ways)


@dataclass(frozen=True, slots=True)
class _Root:
    """A value from which ways begin. called: in messages. whole: its label. inside: the record that it is, if any.

    position: of the document in its file, from 1.
    """

    node: Node
    called: str
    typed_in: TypedIn
    inside: Record | None = None
    whole: str = WHOLE
    position: str = "1"
    follow: Follow | None = None

    def walked(self, way: str) -> Iterator[Reached | Missed]:
        return walked(self.node, way_of(way), follow=self.follow)

    def without(self, missed: Missed) -> Observation:
        return missed.observed(self.called)

    def record(self, found: Reached) -> Record:
        node, place = found.node, found.node.key or found.node.location
        value = node_value(node, self.typed_in)
        named = {name: plain_value(key, at) for name, key, at in found.named}
        key = found.keys[-1] if found.keys else ""
        provided = {
            "key": plain_value(key, place),
            "text": value,
            "comment": plain_value(node.comment, node.location),
            "position": plain_value(self.position, node.location, int(self.position)),
        }
        label = f"`{'.'.join(found.keys) or self.whole}`" + (f" of {self.called}" if self.inside and found.keys else "")
        return Record("value", label, value, self._fields(found, label, named, provided), origin=node)

    def _fields(
        self, found: Reached, label: str, named: Mapping[str, FieldValue], provided: Mapping[str, FieldValue]
    ) -> DataFields:
        return DataFields(found.node, label, self.typed_in, named, provided, self.follow)


def _roots_of(document: Document, *, reads_text: bool) -> Iterator[_Root | Observation]:
    """reads_text: the way begins with what a text holds, so that a file of any text will do."""
    content, path = document.content, document.path
    if isinstance(content, str) and reads_text:
        yield _Root(Node(content, Location(path, 1, 1), content), path, "data")
    elif isinstance(content, Node):
        yield _Root(content, path, "data")
    elif isinstance(content, Stream):
        for position, node in enumerate(content.documents, 1):
            called = f"document {position}"
            yield _Root(node, f"{called} of {path}", "data", whole=called, position=str(position))
    elif not isinstance(content, Markdown):
        hint = "the end of its name decides how a file is read, unless the policy says it under `formats`"
        yield lacking(unreadable(Reason.NO_DATA, Location(path), path=path), hint=hint)
    elif content.front_matter_problem is not None:
        problem = content.front_matter_problem
        gap = unreadable(Reason.FRONT_MATTER, problem.location, path=path, why=problem.message)
        yield lacking(gap, hint=problem.hint)
    elif content.front_matter is None:
        yield lacking(absent(Reason.NO_FRONT_MATTER, Location(path, 1, 1), path=path))
    else:
        yield _Root(content.front_matter, path, "front matter")
