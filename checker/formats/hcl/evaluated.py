"""What expressions come to, as far as that can be told without Terraform: locals that are plain, and `dynamic` blocks.

A reference to a local whose value is a literal, a list or an object is that value, and so is a reference to an element
of it; a `dynamic` block whose `for_each` is known is the blocks that it makes. No function, operator, condition or
template is evaluated, and a variable is not its default, which is only told in the message.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from checker.classes import dataclass, field, replace
from checker.data.source import MAX_DEPTH, MAX_VALUES, child_pointer
from checker.model.hcl import Expression, HclBlock
from checker.text.shown import shortened

Environment = Mapping[str, Expression]
"""What the names of the `dynamic` blocks around stand for (`ingress`: its key and value)."""
NO_NAMES: Environment = {}


@dataclass(slots=True)
class Evaluator:
    """locals, variables: what the module declares, by name. known: locals that were evaluated before.

    budget: how many values may still be put in the place of a reference, since a few lines can stand for millions.
    """

    locals: Mapping[str, Expression]
    variables: Mapping[str, HclBlock]
    known: dict[str, Expression] = field(default_factory=dict)
    budget: int = MAX_VALUES

    def block(self, block: HclBlock, names: Environment = NO_NAMES) -> HclBlock:
        attributes = {name: self.expression(one, names) for name, one in block.attributes.items()}
        inner = tuple(made for one in block.blocks for made in self._inner(one, names))
        return replace(block, attributes=attributes, blocks=inner)

    def expression(self, expression: Expression, names: Environment = NO_NAMES, depth: int = 0) -> Expression:
        if expression.keys is not None:
            keys = {name: self.expression(one, names, depth) for name, one in expression.keys.items()}
            return replace(expression, keys=keys)
        if expression.elements is not None:
            return replace(
                expression, elements=tuple(self.expression(one, names, depth) for one in expression.elements)
            )
        if expression.encodes is not None:
            return replace(expression, encodes=self.expression(expression.encodes, names, depth))
        found = self._referred(expression.path, names, depth) if expression.path else None
        if found is None:
            return expression
        if found.is_told and self._affords(found):
            return replace(found, location=expression.location, path=expression.path)
        return replace(expression, aside=found.aside, encodes=found.encodes)

    def _referred(self, path: tuple[str | int, ...], names: Environment, depth: int) -> Expression | None:
        """What a reference leads to; None where nobody can tell."""
        first, *steps = path
        if first in names:
            return _below(names[str(first)], steps)
        if first == "var" and steps:
            return self._variable(str(steps[0]))
        if first != "local" or not steps or steps[0] not in self.locals or depth > MAX_DEPTH:
            return None
        name = str(steps[0])
        if name not in self.known:
            self.known[name] = self.locals[name]
            self.known[name] = self.expression(self.locals[name], NO_NAMES, depth + 1)
        return _below(self.known[name], steps[1:])

    def _variable(self, name: str) -> Expression | None:
        """A variable is whatever the caller gives; its default is told beside it."""
        block = self.variables.get(name)
        default = block.attributes.get("default") if block is not None else None
        if default is None:
            return None
        aside = f"; the default of `var.{name}` is `{shortened(default.text)}`"
        return Expression("", default.location, aside=aside)

    def _affords(self, found: Expression) -> bool:
        """Whether a value may be put here: it is not too deep, and the module stays small enough."""
        waiting = [(found, 0)]
        while waiting:
            one, depth = waiting.pop()
            self.budget -= 1
            if self.budget < 0 or depth > MAX_DEPTH:
                return False
            below = (*(one.keys or {}).values(), *(one.elements or ()))
            waiting.extend((inner, depth + 1) for inner in below)
        return True

    def _inner(self, block: HclBlock, names: Environment) -> Iterable[HclBlock]:
        """A block inside another; a `dynamic` one with the blocks that it makes before it."""
        content = next((one for one in block.blocks if one.type == "content"), None)
        items = self._items(block, names)
        if content is None or items is None or not self._affords_blocks(content, len(items)):
            yield self.block(block, names)
        else:
            yield from (self._made(block, content, names, item) for item in items.items())
            yield replace(self.block(block, names), is_expanded=True)

    def _items(self, block: HclBlock, names: Environment) -> Mapping[str | int, Expression] | None:
        """What a `dynamic` block goes over; None for another block, and where nobody can tell."""
        each = block.attributes.get("for_each") if block.type == "dynamic" else None
        if each is None or len(block.labels) != 1 or "labels" in block.attributes:
            return None
        return _items(self.expression(each, names))

    def _affords_blocks(self, content: HclBlock, times: int) -> bool:
        self.budget -= times * _size(content)
        return self.budget >= 0

    def _made(
        self, dynamic: HclBlock, content: HclBlock, names: Environment, item: tuple[str | int, Expression]
    ) -> HclBlock:
        key, value = item
        kind, iterator = dynamic.labels[0], dynamic.attributes.get("iterator")
        called = iterator.text if iterator is not None else kind
        literal = Expression(str(key), value.location, is_literal=True, literal=key)
        each = Expression("", value.location, keys={"key": literal, "value": value})
        made = self.block(content, {**names, called: each})
        place = replace(content.location, pointer=child_pointer(dynamic.location.pointer, key))
        return replace(made, type=kind, location=place)


def evaluator_of(blocks: Iterable[HclBlock]) -> Evaluator:
    every = tuple(blocks)
    declared = {name: one for block in every if block.type == "locals" for name, one in block.attributes.items()}
    return Evaluator(declared, {block.labels[0]: block for block in every if block.type == "variable" and block.labels})


def _below(expression: Expression, steps: Iterable[str | int]) -> Expression | None:
    """What stands under keys and positions of a value; of one that is not told, itself, with what is known of it."""
    for step in steps:
        if not expression.is_told:
            return expression
        found = _entry(expression, step)
        if found is None:
            return None
        expression = found
    return expression


def _entry(expression: Expression, step: str | int) -> Expression | None:
    if expression.elements is not None:
        is_there = isinstance(step, int) and 0 <= step < len(expression.elements)
        return expression.elements[int(step)] if is_there else None
    return (expression.keys or {}).get(str(step)) if not expression.computed else None


def _items(expression: Expression) -> Mapping[str | int, Expression] | None:
    """The keys and values over which a `for_each` goes; None where nobody can tell."""
    if expression.elements is not None:
        return dict(enumerate(expression.elements))
    return dict(expression.keys.items()) if expression.keys is not None and not expression.computed else None


def _size(block: HclBlock) -> int:
    return 1 + len(block.attributes) + sum(map(_size, block.blocks))
