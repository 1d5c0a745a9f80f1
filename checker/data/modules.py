"""Terraform modules that a policy names, and values of their expressions."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from checker.classes import dataclass, replace
from checker.data.paths import EVERY, MANY, Reached, Step, walked, way_of
from checker.data.values import below
from checker.model.data import Node
from checker.model.document import Document
from checker.model.evidence import Reason, unreadable
from checker.model.hcl import Expression, HclBlock, Module, Reference, is_module_file
from checker.model.kinds import Scope
from checker.model.language import PathSet
from checker.model.letters import with_line_feeds
from checker.model.location import Location
from checker.model.observation import Observation, lacking, undecided
from checker.model.record import Value, in_doubt, plain_value
from checker.patterns import regex
from checker.tree.places import documents_in


@dataclass(frozen=True, slots=True)
class ReferenceIn:
    """A reference and the module in which it must resolve."""

    module: Module
    reference: Reference


def modules_in(scope: Scope, paths: PathSet | None) -> tuple[tuple[Module, ...], tuple[Observation, ...]]:
    """The modules of a set; without one, that of the directory or file at hand."""
    documents, problems = documents_in(scope, paths)
    modules = tuple(one.content for one in documents if isinstance(one.content, Module))
    others = tuple(
        lacking(unreadable(Reason.NO_MODULE, Location(one.path), path=one.path))
        for one in documents
        if not isinstance(one.content, Module)
    )
    return modules, (*problems, *others)


@dataclass(frozen=True, slots=True)
class Around:
    """What the values of a module rest on elsewhere in the tree, as the scope at hand can reach it."""

    scope: Scope

    def module(self, path: str) -> Sequence[Module | None]:
        if path not in self._files() or path.startswith(".."):
            return (None,)
        content = self.scope.inquiry.document(path).content
        return (content if isinstance(content, Module) else None,)

    def callers(self, path: str) -> Sequence[Module | str]:
        found = [self.scope.inquiry.document(one) for one, (modules, _) in self._files().items() if modules]
        return [one.content if isinstance(one.content, Module) else one.path for one in found if one.path != path]

    def settings(self, path: str) -> Sequence[Document]:
        """Those in the directory, and below it where that is no other module."""
        here = "" if path == "." else f"{path}/"
        files = self._files()
        names = [
            name
            for folder, (modules, settings) in files.items()
            if folder == path or (not modules and f"{folder}/".startswith(here))
            for name in settings
        ]
        return [self.scope.inquiry.document(name) for name in names]

    def _files(self) -> Mapping[str, tuple[list[str], list[str]]]:
        """The files of Terraform in the tree by their directories: those of modules, and those that set variables."""
        tree = self.scope.facts.tree
        return self.scope.once(
            "files of Terraform", tree, lambda: _by_directory(tree.matching(_OF_TERRAFORM, folders=False))
        )


_OF_TERRAFORM = regex(r"(?:.*/)?[^/.][^/]*\.(?:tf|tofu|tfvars)(?:\.json)?")


def _by_directory(paths: Iterable[str]) -> Mapping[str, tuple[list[str], list[str]]]:
    found: dict[str, tuple[list[str], list[str]]] = {}
    for path in paths:
        modules, settings = found.setdefault(posixpath.dirname(path) or ".", ([], []))
        (modules if is_module_file(path) else settings).append(path)
    return found


def expression_value(expression: Expression) -> Value:
    """The value of an attribute: a literal as it is, a list with its entries, anything else as written and in doubt."""
    plain = _plain(expression)
    value = Value(expression.shown, plain, expression.location, data=plain, origin=expression.origin)
    if expression.elements is not None:
        return replace(value, items=tuple(map(expression_value, expression.elements)))
    if expression.keys is not None:
        doubt = expression.computed or any(expression_value(one).in_doubt for one in expression.keys.values())
        mapping = replace(value, keys=None if expression.computed else tuple(expression.keys))
        return in_doubt(mapping, expression.aside) if doubt else mapping
    if not expression.is_literal:
        return in_doubt(value, expression.aside)
    return value if isinstance(expression.literal, str) else replace(value, data=expression.literal)


def written_value(expression: Expression) -> Value:
    """An expression as it is written, of which nothing is in doubt; a literal without its quotes."""
    if expression.written:
        return plain_value(expression.written, expression.location)
    items = tuple(map(written_value, expression.elements)) if expression.elements is not None else None
    plain = _plain(expression)
    return Value(expression.text, plain, expression.location, data=plain, items=items)


def _plain(expression: Expression) -> str:
    """What is there: for `null`, nothing is."""
    if not expression.is_literal:
        return expression.shown
    literal = expression.literal
    if literal is None:
        return ""
    return str(literal).lower() if isinstance(literal, bool) else with_line_feeds(str(literal))


@dataclass(frozen=True, slots=True)
class BlockFields(Mapping[str, Value]):
    """The fields of a block: what every block has, its attributes, and ways that begin at them or at its blocks."""

    block: HclBlock
    provided: Mapping[str, Value]

    def __getitem__(self, name: str) -> Value:
        if name in self.provided:
            return self.provided[name]
        if name in self.block.attributes:
            return expression_value(self.block.attributes[name])
        called = f"`{called_block(self.block)}`"
        found = below(block_node(self.block, way_of(name)), name, called, "")
        if found is None:
            raise KeyError(name)
        return found

    def __iter__(self) -> Iterator[str]:
        yield from dict.fromkeys((*self.provided, *self.block.attributes))

    def __len__(self) -> int:
        return len({*self.provided, *self.block.attributes})


def called_block(block: HclBlock) -> str:
    """How messages call a block."""
    return ".".join((block.type, *block.labels)) + block.instance


def block_node(block: HclBlock, *ways: Sequence[Step]) -> Node:
    """A block as data: attributes by their names, blocks in it as a list for each type.

    ways: where they are to lead. An object of JSON is a block where a way goes through all of its kind.
    """
    inside: dict[str, Node] = {name: expression_node(one) for name, one in {**block.each, **block.attributes}.items()}
    through = {step.key for way in ways for step, after in pairwise(way[:-1]) if after.key == EVERY}
    for name in through & inside.keys():
        if _may_be_blocks(block.attributes[name]) and isinstance(inside[name].value, Mapping):
            inside[name] = Node((inside[name],), inside[name].location)
    for one in block.blocks:
        for made in _made_by(one) if one.type == "dynamic" else (one,):
            node = block_node(made) if isinstance(made, HclBlock) else made
            kind = one.labels[0] if one.type == "dynamic" else one.type
            before = inside.get(kind)
            others = before.value if before is not None and isinstance(before.value, tuple) else ()
            inside[kind] = Node((*others, node), one.location)
    return Node(inside, block.location)


def _made_by(dynamic: HclBlock) -> Iterator[HclBlock | Node]:
    """What a `dynamic` block makes whose `for_each` is not known: blocks of its content, nobody knows how many."""
    if dynamic.labels and not dynamic.is_expanded:
        yield from (one for one in dynamic.blocks if one.type == "content")
        said = _dynamic(dynamic)
        yield Node(said, dynamic.location, said, undeterminable=True, aside=dynamic.aside)


def _dynamic(block: HclBlock) -> str:
    each = block.attributes.get("for_each")
    return (
        f"dynamic {block.labels[0]} for each of {each.written or each.text}"
        if each is not None
        else f"dynamic {block.labels[0]}"
    )


def expression_node(expression: Expression) -> Node:
    """An expression as data; one of which nobody can tell what it comes to is undeterminable."""
    place, origin = expression.location, expression.origin
    if expression.keys is not None:
        keys = {name: expression_node(one) for name, one in expression.keys.items()}
        return Node(keys, place, undeterminable=expression.computed, origin=origin)
    if expression.elements is not None:
        return Node(tuple(map(expression_node, expression.elements)), place, origin=origin)
    plain = _plain(expression)
    if expression.is_literal:
        return Node(expression.literal, place, plain, origin=origin)
    encodes = expression_node(expression.encodes) if expression.encodes is not None else None
    return Node(plain, place, plain, undeterminable=True, aside=expression.aside, encodes=encodes)


def _may_be_blocks(expression: Expression) -> bool:
    """Whether an attribute may as well be blocks: an object of the JSON syntax, or a list of them."""
    if not expression.location.path.endswith(".json"):
        return False
    return expression.keys is not None or any(one.keys is not None for one in expression.elements or ())


def field_node(block: HclBlock, name: str) -> Node | None:
    """What a field of a block is as data: an attribute, or what a way leads to that has no `*`."""
    steps = way_of(name)
    found = next(walked(block_node(block, steps), steps), None)
    return found.node if isinstance(found, Reached) and all(step.key not in MANY for step in steps) else None


@dataclass(frozen=True, slots=True)
class FoundBlocks:
    """Blocks of one type. place, words: where they were looked for."""

    blocks: tuple[HclBlock, ...]
    problems: tuple[Observation, ...]
    place: Location
    words: str


def blocks_in(scope: Scope, paths: PathSet | None, kind: str) -> FoundBlocks:
    """The blocks of a type, with dots for the way inwards; without paths, those inside the block or module at hand."""
    record, types = scope.record, kind.split(".")
    if paths is None and record is not None and isinstance(record.origin, HclBlock):
        found = tuple(_inside(record.origin, types))
        return _found(found, (), record.location, record.label)
    modules, problems = modules_in(scope, paths)
    around = Around(scope)
    found = tuple(one for module in modules for one in _among(module.evaluated(around), types))
    words = paths.name if paths is not None else record.label if record is not None else "the record"
    first = next((Location(module.files[0], 1, 1) for module in modules if module.files), None)
    return _found(found, problems, first or Location(words), words)


def _found(
    found: Sequence[HclBlock | Observation], problems: tuple[Observation, ...], place: Location, words: str
) -> FoundBlocks:
    blocks = tuple(one for one in found if isinstance(one, HclBlock))
    return FoundBlocks(blocks, (*problems, *(one for one in found if isinstance(one, Observation))), place, words)


def _among(blocks: Sequence[HclBlock], types: Sequence[str]) -> Iterator[HclBlock | Observation]:
    """The blocks of a type, or of a type within blocks of other types; and where there may be further ones."""
    for block in blocks:
        if block.type == types[0]:
            yield from _inside(block, types[1:]) if len(types) > 1 else (block,)


def _inside(block: HclBlock, types: Sequence[str]) -> Iterator[HclBlock | Observation]:
    yield from _among((*block.blocks, *_as_blocks(block, types[0])), types)
    dynamic = block.undetermined(types[0])
    if dynamic is not None:
        said = f"`{_dynamic(dynamic)}`: nobody here can tell how many `{types[0]}` blocks that makes{dynamic.aside}"
        yield undecided(said, dynamic.location)


def _as_blocks(block: HclBlock, kind: str) -> Iterator[HclBlock]:
    """An object of the JSON syntax as the block that it may be."""
    expression = block.attributes.get(kind)
    if expression is None or not _may_be_blocks(expression):
        return
    for one in (expression,) if expression.keys is not None else expression.elements or ():
        if one.keys is not None:
            yield HclBlock(kind, (), "", one.keys, (), one.location, one.location.line or 1)
