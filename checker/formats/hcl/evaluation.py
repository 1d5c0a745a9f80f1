"""What an expression comes to, from its syntax: literals, templates, operators, conditions, `for` and functions.

https://developer.hashicorp.com/terraform/language/expressions. Nothing is run and nothing is looked up outside of the
module: what a name stands for is asked of `Names`. What cannot be told raises `UndeterminedError` with a clause that
says on what it rests; inside a list or an object only that part is unknown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Protocol

from tree_sitter import Node

from checker.classes import dataclass, field, replace
from checker.data.source import MAX_VALUES
from checker.formats.hcl.expressions import Syntax, heredoc_text, literal_of, unquoted
from checker.formats.hcl.functions import called
from checker.formats.hcl.known import (
    FailedError,
    UndeterminedError,
    described,
    elements_of,
    entries_of,
    fraction_of,
    integer_of,
    is_null,
    keys_of,
    kind_of,
    listed,
    literal,
    mapped,
    number,
    same,
    text_of,
    told,
    truth_of,
    whole,
)
from checker.formats.hcl.syntax import inner, named, parts
from checker.model.hcl import Expression
from checker.model.location import Location

Environment = Mapping[str, Expression]
"""What the names that `for`, `dynamic`, `for_each` and `count` give stand for."""
NO_NAMES: Environment = {}

STEPS = frozenset(("get_attr", "index", "splat"))
Step = str | int
MAX_NESTING = 160
"""How many expressions may be around one; each takes several calls, of which Python allows a thousand."""
NAME_COST = 6
"""What stands behind a name counts as so many, since it takes more calls."""


class Names(Protocol):
    """What the names of a module stand for."""

    def named(self, name: str, steps: Sequence[Step], depth: int) -> tuple[Expression, int]:
        """What a name and the steps behind it lead to, and how many steps that takes. Raises UndeterminedError."""


@dataclass(slots=True)
class Budget:
    """How much may still be worked out, since a few lines can stand for millions of values."""

    left: int = MAX_VALUES

    def take(self, times: int = 1) -> None:
        self.left -= times
        if self.left < 0:
            raise UndeterminedError(f"the module comes to more than {MAX_VALUES} values")


@dataclass(frozen=True, slots=True)
class Evaluation:
    """One expression while it is evaluated. depth: how many expressions are around it."""

    syntax: Syntax
    names: Names
    around: Environment
    budget: Budget = field(default_factory=Budget)

    def value(self, depth: int = 0) -> Expression:
        """What all of it comes to. Raises `UndeterminedError`."""
        return self.of(self.syntax.node, depth)

    def of(self, node: Node, depth: int) -> Expression:
        if depth > MAX_NESTING:
            raise UndeterminedError(f"it is nested deeper than {MAX_NESTING} levels")
        self.budget.take()
        method = _METHODS.get(node.type)
        if method is not None:
            return method(self, node, depth)
        found = literal_of(self.syntax.file, node)
        if found is None:
            raise UndeterminedError(f"`{self.syntax.file.text(node)[:80]}` is not evaluated here")
        return literal(found[0], self.syntax.at(node))

    def part(self, node: Node, depth: int) -> Expression:
        """A part of a list or object, of which alone nobody may be able to tell what it is."""
        try:
            return self.of(node, depth)
        except UndeterminedError as why:
            return Expression(self.syntax.file.text(node), self.syntax.at(node), aside=f"; {why}")

    def wrapped(self, node: Node, depth: int) -> Expression:
        return self._term(parts(node), depth)

    def _term(self, nodes: Sequence[Node], depth: int) -> Expression:
        """A primary and the steps behind it."""
        if nodes and nodes[0].type == "(":
            value, steps = self.of(nodes[1], depth + 1), nodes[3:]
        elif nodes and nodes[0].type == "variable_expr":
            return self._reference(nodes[0], nodes[1:], depth)
        elif nodes:
            value, steps = self.of(nodes[0], depth + 1), nodes[1:]
        else:
            raise UndeterminedError("it is not evaluated here")
        return self._below(value, steps, depth)

    def variable(self, node: Node, depth: int) -> Expression:
        return self._reference(node, (), depth)

    def _reference(self, node: Node, steps: Sequence[Node], depth: int) -> Expression:
        name = self.syntax.file.text(node)
        if name in self.around:
            return self._below(self.around[name], steps, depth)
        way: list[Step] = []
        for step in steps:
            if step.type != "get_attr":
                break
            way.append(self.syntax.file.text(step.children[-1]))
        value, taken = self.names.named(name, way, depth + NAME_COST)
        return self._below(value, steps[taken:], depth)

    def _below(self, value: Expression, steps: Sequence[Node], depth: int) -> Expression:
        """What stands under the steps behind a value."""
        for at, step in enumerate(steps):
            if step.type == "splat":
                return self._splat(value, step, steps[at + 1 :], depth)
            value = self._entry(value, step, depth)
        return value

    def _entry(self, value: Expression, step: Node, depth: int) -> Expression:
        if step.type == "get_attr":
            return _entry(told(value), self.syntax.file.text(step.children[-1]))
        if step.type == "index":
            within = next((part for part in inner(step) if part.type == "new_index"), None)
            keys = named(within, "expression") if within is not None else []
            if len(keys) == 1:
                key = told(self.of(keys[0], depth + 1))
                is_position = told(value).elements is not None
                return _entry(value, integer_of(key) if is_position else text_of(key))
        raise UndeterminedError(f"`{self.syntax.file.text(step)}` is not evaluated here")

    def _splat(self, value: Expression, splat: Node, after: Sequence[Node], depth: int) -> Expression:
        (kind,) = inner(splat)
        steps = inner(kind)
        place = value.location
        is_null_ = is_null(value)
        among = () if is_null_ else value.elements if value.elements is not None else (value,)
        self.budget.take(len(among))
        if kind.type == "attr_splat" and any(step.type != "get_attr" for step in steps):
            raise UndeterminedError(f"`{self.syntax.file.text(splat)}` is not evaluated here")
        made = listed([self._below(one, steps, depth + 1) for one in among], place)
        return self._below(made, after, depth)

    # Templates

    def template(self, node: Node, depth: int) -> Expression:
        inside = parts(node)
        if len(inside) == 3 and inside[1].type == "template_interpolation":
            return self._hole(inside[1], depth)
        start, end = inside[0].end_byte, inside[-1].start_byte
        return literal("".join(self._pieces(inside[1:-1], start, end, depth)), self.syntax.at(node))

    def _pieces(self, inside: Sequence[Node], start: int, end: int, depth: int) -> Iterator[str]:
        """The text of a quoted template: what stands between the holes, and what the holes come to."""
        for part in inside:
            if part.type == "template_directive":
                raise UndeterminedError("a directive `%{ … }` in a template is not evaluated here")
            if part.type == "template_interpolation":
                yield unquoted(f'"{self.syntax.file.source(start, part.start_byte)}"')
                yield text_of(self._hole(part, depth))
                start = part.end_byte
        yield unquoted(f'"{self.syntax.file.source(start, end)}"')

    def _hole(self, node: Node, depth: int) -> Expression:
        inside = named(node, "expression")
        if len(inside) != 1 or named(node, "strip_marker"):
            raise UndeterminedError("a `~` in a template is not evaluated here")
        return told(self.of(inside[0], depth + 1))

    def heredoc(self, node: Node, depth: int) -> Expression:
        alone = literal_of(self.syntax.file, node)
        if alone is not None:
            return literal(alone[0], self.syntax.at(node))
        if named(node, "template_directive"):
            raise UndeterminedError("a directive `%{ … }` in a template is not evaluated here")
        holes = named(node, "template_interpolation")
        lines, start = "", node.start_byte
        for at, hole in enumerate(holes):
            lines += f"{self.syntax.file.source(start, hole.start_byte)}\0{at}\0"
            start = hole.end_byte
        lines += self.syntax.file.source(start, node.end_byte)
        values = [text_of(self._hole(hole, depth)) for hole in holes]
        read = heredoc_text(lines)
        made = read.split("\0")
        filled = (values[int(piece)] if at % 2 else piece for at, piece in enumerate(made))
        return literal("".join(filled), self.syntax.at(node))

    # Collections

    def tuple_(self, node: Node, depth: int) -> Expression:
        found = named(node, "expression")
        return listed([self.part(one, depth + 1) for one in found], self.syntax.at(node))

    def object_(self, node: Node, depth: int) -> Expression:
        keys: dict[str, Expression] = {}
        computed = False
        for entry in named(node, "object_elem"):
            key, value = named(entry, "expression")
            try:
                name = self._key(key, depth)
            except UndeterminedError:
                name, computed = self.syntax.file.text(key), True
            keys[name] = self.part(value, depth + 1)
        return mapped(keys, self.syntax.at(node), computed=computed)

    def _key(self, node: Node, depth: int) -> str:
        inside = parts(node)
        if len(inside) == 1 and inside[0].type == "variable_expr":
            return self.syntax.file.text(inside[0])
        return text_of(self.of(node, depth + 1))

    def for_list(self, node: Node, depth: int) -> Expression:
        (result,) = named(node, "expression")
        made = [within.part(result, depth + 1) for within in self._rounds(node, depth)]
        return listed(made, self.syntax.at(node))

    def for_object(self, node: Node, depth: int) -> Expression:
        key, result = named(node, "expression")
        is_grouping = bool(named(node, "ellipsis"))
        keys: dict[str, Expression] = {}
        place = self.syntax.at(node)
        for within in self._rounds(node, depth):
            name = text_of(within.of(key, depth + 1))
            value = within.part(result, depth + 1)
            if is_grouping:
                value = listed((*(keys[name].elements or () if name in keys else ()), value), place)
            elif name in keys:
                raise FailedError(f"`for` makes the key `{name}` twice")
            keys[name] = value
        return mapped(keys, place)

    def _rounds(self, node: Node, depth: int) -> Iterator[Evaluation]:
        """The evaluation in every round of a `for` that its condition lets pass."""
        (intro,) = named(node, "for_intro")
        names = [self.syntax.file.text(one) for one in named(intro, "identifier")]
        (collection,) = named(intro, "expression")
        condition = next((one for part in named(node, "for_cond") for one in named(part, "expression")), None)
        over = self.of(collection, depth + 1)
        for key, value in entries_of(over, self.syntax.at(collection)):
            self.budget.take()
            bound = {names[0]: value} if len(names) == 1 else dict(zip(names, (key, value), strict=False))
            within = replace(self, around={**self.around, **bound})
            if condition is None or truth_of(within.of(condition, depth + 1)):
                yield within

    # Operators

    def unary(self, node: Node, depth: int) -> Expression:
        found = literal_of(self.syntax.file, node)
        if found is not None:
            return literal(found[0], self.syntax.at(node))
        sign, *operand = parts(node)
        value = told(self._term(operand, depth + 1))
        if sign.type == "!":
            return literal(not truth_of(value), self.syntax.at(node))
        return number(-fraction_of(value), self.syntax.at(node))

    def binary(self, node: Node, depth: int) -> Expression:
        inside = parts(node)
        at = next(n for n, one in enumerate(inside) if one.type in _OPERATORS)
        sign, place = inside[at].type, self.syntax.at(node)
        if sign in ("&&", "||"):
            return literal(self._logical(sign, inside[:at], inside[at + 1 :], depth), place)
        one, other = (told(self._term(side, depth + 1)) for side in (inside[:at], inside[at + 1 :]))
        if sign in ("==", "!="):
            return literal(same(one, other) == (sign == "=="), place)
        numbers = fraction_of(one), fraction_of(other)
        if sign in _COMPARISONS:
            return literal(_COMPARISONS[sign](*numbers), place)
        if sign in "/%" and not numbers[1]:
            raise FailedError("it divides by zero")
        return number(_ARITHMETIC[sign](*numbers), place)

    def _logical(self, sign: str, left: Sequence[Node], right: Sequence[Node], depth: int) -> bool:
        """`&&` and `||`: one side may decide, whatever the other is."""
        decisive = sign == "||"
        doubt: UndeterminedError | None = None
        for side in (left, right):
            try:
                if truth_of(self._term(side, depth + 1)) == decisive:
                    return decisive
            except FailedError:
                raise
            except UndeterminedError as why:
                doubt = doubt or why
        if doubt is not None:
            raise doubt
        return not decisive

    def conditional(self, node: Node, depth: int) -> Expression:
        condition, yes, no = named(node, "expression")
        is_so = truth_of(self.of(condition, depth + 1))
        value, other = (self.part(one, depth + 1) for one in ((yes, no) if is_so else (no, yes)))
        told(value)
        if other.is_told and {kind_of(value), kind_of(other)} <= {"string", "number", "bool"}:
            return literal(text_of(value), value.location) if kind_of(value) != kind_of(other) else value
        return value

    def call(self, node: Node, depth: int) -> Expression:
        name, *groups = parts(node)
        place, called_ = self.syntax.at(node), self.syntax.file.text(name)
        inside = [one for group in groups for one in parts(group) if one.type in ("expression", "ellipsis")]
        if called_ in ("try", "can"):
            return self._tried(called_, inside, place, depth)
        arguments = [self.part(one, depth + 1) for one in inside if one.type == "expression"]
        if inside and inside[-1].type == "ellipsis":
            arguments[-1:] = elements_of(arguments[-1])
        self.budget.take(sum(len(one.elements or one.keys or ()) for one in arguments))
        return called(called_, arguments, place)

    def _tried(self, name: str, inside: Sequence[Node], place: Location, depth: int) -> Expression:
        for one in inside:
            try:
                value = self.of(one, depth + 1)
            except FailedError:
                continue
            whole(value)  # Terraform goes on to the next where a part of it cannot be had
            return literal(value=True, place=place) if name == "can" else value
        if name == "can":
            return literal(value=False, place=place)
        raise FailedError("nothing that `try` is given can be had")


def _entry(value: Expression, key: Step) -> Expression:
    if value.elements is not None and not value.is_set:
        if isinstance(key, str):
            raise FailedError(f"{described(value)} has no `{key}`")
        if not 0 <= key < len(value.elements):
            raise FailedError(f"{described(value)} has no position {key}")
        return told(value.elements[key])
    if value.keys is None:
        raise FailedError(f"{described(value)} has no `{key}`")
    if str(key) in value.keys and not value.computed:
        return told(value.keys[str(key)])
    keys_of(value)
    raise FailedError(f"{described(value)} has no `{key}`")


def _modulo(one: Fraction, other: Fraction) -> Fraction:
    """The rest, which has the sign of the dividend, as in Go."""
    rest = abs(one) % abs(other)
    return -rest if one < 0 else rest


_ARITHMETIC: Mapping[str, Callable[[Fraction, Fraction], Fraction]] = {
    "+": lambda one, other: one + other,
    "-": lambda one, other: one - other,
    "*": lambda one, other: one * other,
    "/": lambda one, other: one / other,
    "%": _modulo,
}
_COMPARISONS: Mapping[str, Callable[[Fraction, Fraction], bool]] = {
    "<": lambda one, other: one < other,
    ">": lambda one, other: one > other,
    "<=": lambda one, other: one <= other,
    ">=": lambda one, other: one >= other,
}
_OPERATORS = frozenset((*_ARITHMETIC, *_COMPARISONS, "==", "!=", "&&", "||"))

_METHODS: Mapping[str, Callable[[Evaluation, Node, int], Expression]] = {
    "expression": Evaluation.wrapped,
    "literal_value": Evaluation.wrapped,
    "collection_value": Evaluation.wrapped,
    "template_expr": Evaluation.wrapped,
    "operation": Evaluation.wrapped,
    "for_expr": Evaluation.wrapped,
    "variable_expr": Evaluation.variable,
    "quoted_template": Evaluation.template,
    "heredoc_template": Evaluation.heredoc,
    "tuple": Evaluation.tuple_,
    "object": Evaluation.object_,
    "for_tuple_expr": Evaluation.for_list,
    "for_object_expr": Evaluation.for_object,
    "unary_operation": Evaluation.unary,
    "binary_operation": Evaluation.binary,
    "conditional": Evaluation.conditional,
    "function_call": Evaluation.call,
}
