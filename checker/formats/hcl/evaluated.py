"""What a module comes to, as far as that can be told without Terraform: values of locals and variables, of the outputs
of modules of the tree, and the blocks that `for_each`, `count` and `dynamic` make.

A variable is what the files of the tree say: `terraform.tfvars` and `*.auto.tfvars`, what the calls of the module give
it, else its default. Where these differ, or another `*.tfvars` says something else, nobody can tell which one counts.
See docs/decisions/0013.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from tree_sitter import Node

from checker.classes import dataclass, field, replace
from checker.data.source import MAX_DEPTH, child_pointer
from checker.formats.hcl.evaluation import NO_NAMES, Budget, Environment, Evaluation, Step
from checker.formats.hcl.known import (
    FailedError,
    UndeterminedError,
    entries_of,
    integer_of,
    is_null,
    literal,
    mapped,
    parts_of,
    truth_of,
)
from checker.formats.hcl.settings import Setting, read_settings
from checker.formats.hcl.types import Type
from checker.model.hcl import Expression, HclBlock, Module, Surroundings, directory_called
from checker.model.location import Location

T = TypeVar("T")

REPEATED = frozenset(("resource", "data", "ephemeral", "module"))
"""Outermost blocks that `for_each` and `count` make several of."""
OF_TERRAFORM = frozenset(("path", "terraform", "self"))
MOST_ORIGINS = 3
MAX_CALLS = 8
"""How deep modules may call each other, before nobody can tell what comes of it."""

Rests = dict[str, Location]
"""What values rest on, by name, with the place where it is said."""


def evaluated(module: Module, around: Surroundings) -> tuple[HclBlock, ...]:
    """The blocks of a module with what their expressions come to."""
    evaluator = Evaluator(module, around)
    return tuple(made for block in module.blocks for made in evaluator.blocks(block))


@dataclass(slots=True)
class Evaluator:
    """A module while it is evaluated. inputs: what a call of it gives; None for a module on its own.

    known: locals, variables and outputs that were asked for before, with what they rest on; None while one is worked
    out. rests: what the expression at hand rests on so far. calls: the directories of the modules that called it.
    """

    module: Module
    around: Surroundings
    inputs: Mapping[str, Expression] | None = None
    budget: Budget = field(default_factory=Budget)
    calls: tuple[str, ...] = ()
    _known: dict[str, tuple[Expression | UndeterminedError, Rests] | None] = field(default_factory=dict)
    _rests: Rests = field(default_factory=dict)
    _called: dict[str, Evaluator] = field(default_factory=dict)
    _locals: dict[str, Expression] = field(init=False)
    _blocks: dict[tuple[str, str], HclBlock] = field(init=False)
    _set: dict[str, Setting] | None = None
    _calling: tuple[Sequence[tuple[Module, HclBlock]], str] | None = None
    _above: dict[str, Evaluator] = field(default_factory=dict)

    def __post_init__(self) -> None:
        blocks = self.module.blocks
        self._locals = {name: one for b in blocks if b.type == "locals" for name, one in b.attributes.items()}
        self._blocks = {(one.type, one.labels[0]): one for one in reversed(blocks) if len(one.labels) == 1}

    # Blocks

    def blocks(self, block: HclBlock) -> Iterator[HclBlock]:
        """What comes of an outermost block: one of each key of its `for_each`, or so many as `count` says.

        One of which that is not known, or of which nothing comes, stays as it is written.
        """
        instances = tuple(self._instances(block)) if block.type in REPEATED else ()
        if not self._affords_blocks(block, len(instances)) or not instances:
            yield self.block(block)
        for key, names in instances:
            written = f'["{key}"]' if isinstance(key, str) else f"[{key}]"
            place = replace(block.location, pointer=f"{block.location.pointer}{written}")
            yield replace(self.block(block, names), instance=written, each=names, location=place)

    def _instances(self, block: HclBlock) -> Iterator[tuple[str | int, Environment]]:
        each, count = block.attributes.get("for_each"), block.attributes.get("count")
        try:
            if each is not None:
                found = self.expression(each)
                if found.elements is not None and not found.is_set:
                    return
                for key, value in tuple(entries_of(found, each.location)):
                    if isinstance(key.literal, str):
                        yield key.literal, {"each": mapped({"key": key, "value": value}, each.location)}
            elif count is not None:
                times = integer_of(self.expression(count))
                self.budget.take(max(times, 0))
                for at in range(times):
                    yield at, {"count": mapped({"index": literal(at, count.location)}, count.location)}
        except UndeterminedError:
            return

    def block(self, block: HclBlock, names: Environment = NO_NAMES) -> HclBlock:
        attributes = {name: self.expression(one, names) for name, one in block.attributes.items()}
        inner = tuple(made for one in block.blocks for made in self._inner(one, names))
        return replace(block, attributes=attributes, blocks=inner)

    def _inner(self, block: HclBlock, names: Environment) -> Iterable[HclBlock]:
        """A block inside another; a `dynamic` one with the blocks that it makes before it."""
        content = next((one for one in block.blocks if one.type == "content"), None)
        items, aside = self._items(block, names) if block.type == "dynamic" else (None, "")
        if content is None or items is None or not self._affords_blocks(content, len(items)):
            yield replace(self.block(block, names), aside=aside)
        else:
            yield from (self._made(block, content, names, item) for item in items)
            yield replace(self.block(block, names), is_expanded=True)

    def _items(self, block: HclBlock, names: Environment) -> tuple[Sequence[tuple[Expression, Expression]] | None, str]:
        """What a `dynamic` block goes over; None where nobody can tell, and why.

        Nothing by a default is not known to be nothing: no evidence would tell on what the pass rests.
        """
        each = block.attributes.get("for_each")
        if each is None or len(block.labels) != 1 or "labels" in block.attributes:
            return None, ""
        found, rests = self.resting(each, names)
        try:
            items = tuple(entries_of(found, each.location))
        except UndeterminedError:
            return None, found.aside
        variable = next((name for name in rests if name.startswith("`var.")), "")
        if not items and variable and self.inputs is None:
            return None, f"; it is nothing as long as nobody sets {variable}"
        return items, ""

    def _made(
        self, dynamic: HclBlock, content: HclBlock, names: Environment, item: tuple[Expression, Expression]
    ) -> HclBlock:
        key, value = item
        kind, iterator = dynamic.labels[0], dynamic.attributes.get("iterator")
        called = iterator.text if iterator is not None else kind
        each = mapped({"key": key, "value": value}, value.location)
        made = self.block(content, {**names, called: each})
        pointer = child_pointer(dynamic.location.pointer, str(key.literal))
        return replace(made, type=kind, location=replace(content.location, pointer=pointer))

    def _affords_blocks(self, block: HclBlock, times: int) -> bool:
        self.budget.left -= times * _size(block)
        return self.budget.left >= 0

    # Expressions

    def expression(self, expression: Expression, names: Environment = NO_NAMES, depth: int = 0) -> Expression:
        """What an expression comes to; where nobody can tell, as it is written, with on what it rests."""
        return self.resting(expression, names, depth)[0]

    def resting(
        self, expression: Expression, names: Environment = NO_NAMES, depth: int = 0
    ) -> tuple[Expression, Rests]:
        """What an expression comes to, and on what that rests."""
        return self._noted(lambda: self._worked_out(expression, names, depth))

    def _noted(self, work: Callable[[], T]) -> tuple[T, Rests]:
        outer, self._rests = self._rests, {}
        try:
            found = work()
        finally:
            mine, self._rests = self._rests, {**outer, **self._rests}
        return found, mine

    def _worked_out(self, expression: Expression, names: Environment, depth: int = 0) -> Expression:
        if expression.keys is not None and not expression.computed:
            keys = {name: self.expression(one, names, depth) for name, one in expression.keys.items()}
            return replace(expression, keys=keys, syntax=None)
        if expression.elements is not None:
            return replace(
                expression, elements=tuple(self.expression(one, names, depth) for one in expression.elements)
            )
        if expression.syntax is None or expression.is_literal:
            return expression
        try:
            value = Evaluation(expression.syntax, self, names, self.budget).value(depth)
            self._require_told(value)
        except UndeterminedError as why:
            encodes = self.expression(expression.encodes, names, depth + 1) if expression.encodes else None
            return replace(expression, syntax=None, aside=f"; {why}", encodes=encodes)
        if expression.keys is not None and value.computed:
            return replace(value, text=expression.text)
        origin = _origin(self._rests)
        return replace(value, text="", location=expression.location, written=expression.text, origin=origin)

    def _require_told(self, value: Expression) -> None:
        if not value.is_told:
            raise UndeterminedError(value.aside.removeprefix("; ") or f"`{value.text}` is not known")
        waiting = [(value, 0)]
        while waiting:
            one, depth = waiting.pop()
            self.budget.take()
            if depth > MAX_DEPTH:
                raise UndeterminedError(f"it is nested deeper than {MAX_DEPTH} levels")
            waiting.extend((inner, depth + 1) for inner in parts_of(one))

    # Names

    def named(self, name: str, steps: Sequence[Step], depth: int) -> tuple[Expression, int]:
        if name in ("var", "local") and steps:
            called = f"{name}.{steps[0]}"
            work = self._variable if name == "var" else self._local
            return self._once(called, lambda: work(str(steps[0]), depth)), 1
        if name == "module" and len(steps) > 1:
            return self._once(
                f"module.{steps[0]}.{steps[1]}", lambda: self._output(str(steps[0]), str(steps[1]), depth)
            ), 2
        if name == "module":
            raise UndeterminedError("a module as a whole, or one of several, is not evaluated here")
        said = ".".join((name, *map(str, steps)))
        if name in ("each", "count"):
            which = "for_each" if name == "each" else "count"
            raise UndeterminedError(f"`{said}` rests on a `{which}` that is not known")
        if name in OF_TERRAFORM or not steps:
            raise UndeterminedError(f"`{said}` is known only when Terraform runs")
        if name == "data":
            raise UndeterminedError(f"`{said}` is read from elsewhere when Terraform runs")
        raise UndeterminedError(f"`{said}` is an attribute of a resource, known only when Terraform runs")

    def _once(self, called: str, work: Callable[[], Expression]) -> Expression:
        """What a name stands for, worked out once. What it rests on, the expression at hand rests on as well."""
        if called in self._known:
            kept = self._known[called]
            if kept is None:
                raise UndeterminedError(f"`{called}` rests on itself")
            found, rests = kept
        else:
            self._known[called] = None
            found, rests = self._noted(lambda: _tried(work))
            self._known[called] = (found, rests)
        self._rests.update(rests)
        if isinstance(found, UndeterminedError):
            raise found
        return found

    def _local(self, name: str, depth: int) -> Expression:
        expression = self._locals.get(name)
        if expression is None:
            raise UndeterminedError(f"`local.{name}` is not declared")
        self._rests[f"`local.{name}`"] = expression.location
        value = self._worked_out(expression, NO_NAMES, depth)
        if not value.is_told:
            raise UndeterminedError(value.aside.removeprefix("; "))
        return value

    def _variable(self, name: str, depth: int) -> Expression:
        block = self._blocks.get(("variable", name))
        if block is None:
            raise UndeterminedError(f"`var.{name}` is not declared")
        default = block.attributes.get("default")
        value = self._given_value(name, depth)
        if value is None or (value.is_told and is_null(value) and _is_false(block.attributes.get("nullable"))):
            if default is None:
                raise UndeterminedError(f"`var.{name}` has no default")
            value = self._worked_out(default, NO_NAMES, depth)
        self._rests[f"`var.{name}`"] = value.location
        if not value.is_told:
            raise UndeterminedError(value.aside.removeprefix("; "))
        type_ = block.attributes.get("type")
        if type_ is None or type_.syntax is None:
            return value
        syntax = type_.syntax

        def evaluate(node: Node) -> Expression:
            return Evaluation(replace(syntax, node=node), self, NO_NAMES, self.budget).value(depth)

        try:
            return Type(syntax.file, syntax.node, evaluate).converted(value)
        except UndeterminedError as why:
            raise UndeterminedError(f"of the value of `var.{name}`, {why}") from None

    def _given_value(self, name: str, depth: int) -> Expression | None:
        """What a variable is set to; None where its default counts."""
        if self.inputs is not None:
            return self.inputs.get(name)
        if self._set is None:
            self._set = read_settings(self.module.path, self.around.settings(self.module.path))
        setting = self._set.get(name) or self._set.get("")
        if setting is not None and setting.doubt:
            raise UndeterminedError(setting.doubt.replace("{}", f"`var.{name}`", 1))
        calls, unread = self._callers()
        if unread and setting is None:
            raise UndeterminedError(f"{unread} cannot be read, which may set `var.{name}`")
        uses = [] if setting is None else [(_said_at(setting.value), setting.value)]
        for caller, call in calls:
            given = call.attributes.get(name)
            value = None if given is None else self._of_call(given, caller, name, depth)
            uses.append((_said_at(given) or f"{call.location.path}:{call.location.line} leaves it", value))
        first = uses[0] if uses else ("", None)
        other = next((said for said, value in uses[1:] if not _are_same(value, first[1])), "")
        if other:
            raise UndeterminedError(f"`var.{name}` is not the same in each use of the module: {first[0]}, {other}")
        return first[1]

    def _of_call(self, given: Expression, caller: Module, name: str, depth: int) -> Expression:
        """What a call of this module gives, as it is where that stands."""
        if caller.path not in self._above:
            if len(self.calls) >= MAX_CALLS or caller.path in (*self.calls, self.module.path):
                raise UndeterminedError("modules call each other in a circle, or too deep")
            calls = (*self.calls, self.module.path)
            self._above[caller.path] = Evaluator(caller, self.around, None, self.budget, calls)
        value, rests = self._above[caller.path].resting(given, NO_NAMES, depth)
        if not value.is_told:
            place = f"{given.location.path}:{given.location.line}"
            raise UndeterminedError(f"{place} sets `var.{name}` to `{given.text}`{value.aside}")
        own = f"`var.{name}`"
        self._rests.update({f"{key} of `{caller.path}`" if key == own else key: at for key, at in rests.items()})
        return value

    def _callers(self) -> tuple[Sequence[tuple[Module, HclBlock]], str]:
        """The calls of the module in the tree, each with the module in which it stands; and one that cannot be read."""
        if self._calling is None:
            callers = self.around.callers(self.module.path)
            calls = tuple(
                (caller, call)
                for caller in callers
                if isinstance(caller, Module)
                for call in caller.blocks
                if call.type == "module" and directory_called(call, caller) == self.module.path
            )
            self._calling = calls, next((one for one in callers if isinstance(one, str)), "")
        return self._calling

    def _output(self, name: str, output: str, depth: int) -> Expression:
        call = self._blocks.get(("module", name))
        if call is None:
            raise UndeterminedError(f"`module.{name}` is not declared")
        if "for_each" in call.attributes or "count" in call.attributes:
            raise UndeterminedError(f"`module.{name}` is called several times")
        path = directory_called(call, self.module)
        if path is None:
            raise UndeterminedError(f"`module.{name}` comes from outside of the tree")
        (found,) = self.around.module(path)
        if found is None:
            raise UndeterminedError(f"there is no module in `{path}` that can be read")
        block = next((one for one in found.blocks if one.type == "output" and one.labels == (output,)), None)
        if block is None or "value" not in block.attributes:
            raise FailedError(f"`{path}` has no output `{output}`")
        value, rests = self._evaluator_of(name, call, found, depth).resting(block.attributes["value"], NO_NAMES, depth)
        self._rests[f"`module.{name}.{output}`"] = block.attributes["value"].location
        self._rests.update(rests)
        if not value.is_told:
            raise UndeterminedError(value.aside.removeprefix("; "))
        return value

    def _evaluator_of(self, name: str, call: HclBlock, module: Module, depth: int) -> Evaluator:
        """What evaluates a module that this one calls, with what it is given."""
        if name not in self._called:
            if len(self.calls) >= MAX_CALLS or module.path in (*self.calls, self.module.path):
                raise UndeterminedError("modules call each other in a circle, or too deep")
            inputs = {key: self.expression(one, NO_NAMES, depth) for key, one in call.attributes.items()}
            calls = (*self.calls, self.module.path)
            self._called[name] = Evaluator(module, self.around, inputs, self.budget, calls)
        return self._called[name]


def _tried(work: Callable[[], Expression]) -> Expression | UndeterminedError:
    try:
        return work()
    except UndeterminedError as why:
        return why


def _said_at(given: Expression | None) -> str:
    place = given.location if given is not None else None
    return f"{place.path}:{place.line} sets it to `{given.text}`" if given is not None and place is not None else ""


def _are_same(one: Expression | None, other: Expression | None) -> bool:
    """Whether two uses of a module give the same, or nothing both; what is not known is the same as nothing."""
    if one is None or other is None:
        return one is other
    if one.is_literal or other.is_literal:
        is_one_type = type(one.literal) is type(other.literal)
        return one.is_literal and other.is_literal and is_one_type and one.literal == other.literal
    if one.keys is not None and other.keys is not None and not (one.computed or other.computed):
        keys = one.keys, other.keys
        return keys[0].keys() == keys[1].keys() and all(_are_same(keys[0][key], keys[1][key]) for key in keys[0])
    if one.elements is None or other.elements is None or len(one.elements) != len(other.elements):
        return False
    return all(map(_are_same, one.elements, other.elements))


def _is_false(expression: Expression | None) -> bool:
    try:
        return expression is not None and expression.is_literal and not truth_of(expression)
    except UndeterminedError:
        return False


def _origin(rests: Rests) -> str:
    named = [f"{name}, {place.path}:{place.line}" for name, place in rests.items()]
    more = [f"{len(named) - MOST_ORIGINS} more"] if len(named) > MOST_ORIGINS else []
    said = [*named[:MOST_ORIGINS], *more]
    return said[0] if len(said) == 1 else "; ".join(said)


def _size(block: HclBlock) -> int:
    return 1 + len(block.attributes) + sum(map(_size, block.blocks))
