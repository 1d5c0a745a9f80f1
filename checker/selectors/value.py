"""Values of YAML, JSON and TOML documents and of front matter."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from checker.model.data import Node
from checker.model.document import Document
from checker.model.kinds import Scope, Selector
from checker.model.language import PathSet, Selected
from checker.model.location import Location
from checker.model.markdown import Markdown
from checker.model.observation import Observation, not_met, undecided
from checker.model.record import Record, plain_value
from checker.model.record import Value as RecordValue
from checker.reading.places import documents_in


@dataclass(frozen=True, slots=True, kw_only=True)
class Value(Selector):
    """Values of a YAML, JSON or TOML document, or of the front matter of a Markdown document.

    `at` is the way to them: keys joined by dots, `*` for every key or list entry; without it, the whole document. Keys
    of a mapping are the record's fields, besides those below, and so are the keys of mappings in it, with dots for the
    way (`author.email`). A document without the first key of a way that has no `*` is not met.

    ```yaml
    for_each: {value: {in: workflow, at: jobs.*}}
    require: {timeout-minutes: {number: {at_most: 60}}}
    ```
    """

    kind: ClassVar[str] = "value"
    short: ClassVar[str] = "in"
    provides: ClassVar[Mapping[str, str]] = {
        "key": "the last key or position of the way",
        "text": "the value as text",
        "comment": "what a comment at the end of its line says (YAML), may be empty",
    }
    in_: PathSet | None = None
    """Documents to look in; inside a requirement it may be left out, and the record at hand is searched."""
    at: str = ""
    """The way to the values: keys joined by dots, `*` for every one."""

    def open_fields(self) -> bool:
        return True

    def select(self, scope: Scope) -> Selected:
        documents, problems = documents_in(scope, self.in_)
        seen: list[Observation] = list(problems)
        records: list[Record] = []
        for document in documents:
            root = _root(document)
            if isinstance(root, Observation):
                seen.append(root)
                continue
            found = list(_reached(root, self.at.split(".") if self.at else [], self.at))
            records += [_record(key, node) for key, node in found]
            if not found and "*" not in self.at:
                seen.append(not_met(f"{document.path} has no `{self.at}`", root.location))
        place = records[0].location if records else Location(documents[0].path, 1, 1) if documents else Location(".")
        where = f"the values `{self.at}`" if self.at else "the values"
        words = f"{where} of {self.in_.name if self.in_ else 'the record'}"
        return Selected(tuple(records), tuple(seen), place, words, len(records))


def _root(document: Document) -> Node | Observation:
    content = document.content
    if isinstance(content, Node):
        return content
    if isinstance(content, Markdown):
        if content.front_matter_problem is not None:
            problem = content.front_matter_problem
            return undecided(f"{document.path} {problem.message}", problem.location, hint=problem.hint)
        return content.front_matter or not_met(f"{document.path} has no front matter", Location(document.path, 1, 1))
    return undecided(f"{document.path} is no YAML, JSON or TOML document", Location(document.path))


def _reached(node: Node, way: list[str], key: str) -> Iterator[tuple[str, Node]]:
    if not way:
        yield key, node
        return
    for name, child in node.children():
        if way[0] in ("*", name):
            yield from _reached(child, way[1:], name)


def _record(key: str, node: Node) -> Record:
    value = node_value(node)
    fields: dict[str, RecordValue] = {}
    if isinstance(node.value, Mapping):
        fields = dict(_keys(node))
    fields.setdefault("key", plain_value(key, node.key or node.location))
    fields.setdefault("text", value)
    fields.setdefault("comment", plain_value(node.comment, node.location))
    return Record("value", f"`{key or 'the document'}`", value, fields, origin=node)


def _keys(node: Node, above: str = "") -> Iterator[tuple[str, RecordValue]]:
    """The keys of a mapping, then those of the mappings in it."""
    below = node.value if isinstance(node.value, Mapping) else {}
    yield from ((f"{above}{name}", node_value(child)) for name, child in below.items())
    for name, child in below.items():
        yield from _keys(child, f"{above}{name}.")


def node_value(node: Node) -> RecordValue:
    """A node as a value: scalars with their type, lists with their items."""
    data: Any = node.value
    if isinstance(node.value, tuple):
        items = tuple(node_value(one) for one in node.value)
        joined = ", ".join(one.plain for one in items)
        return RecordValue(joined, joined, node.location, data=joined, items=items)
    if isinstance(node.value, Mapping):
        joined = ", ".join(node.value)
        return RecordValue(joined, joined, node.location, data=joined)
    plain = (
        node.text
        if isinstance(data, str) or data is None
        else str(data).lower()
        if isinstance(data, bool)
        else node.text
    )
    return RecordValue(node.text, plain, node.location, data=data)
