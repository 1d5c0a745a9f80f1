"""Conditions of GitHub workflows, as far as they can be told to be false whatever happens.

https://docs.github.com/en/actions/reference/workflows-and-actions/expressions: `&&`, `||`, `!`, comparisons, literals,
functions, contexts. What a run alone knows is not known here; `github.event_name` is one of the events of the workflow.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_TOKEN = re.compile(
    r"\s*(?:(?P<operator>&&|\|\||==|!=|<=|>=|[!<>()\[\],])|'(?P<text>(?:[^']|'')*)'"
    r"|(?P<number>-?(?:0x[0-9a-fA-F]+|[0-9]+(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?))|(?P<name>[A-Za-z_*][\w.*-]*))"
)
_WHOLE = re.compile(r"\s*\$\{\{(?P<inside>(?:(?!\}\}).)*)\}\}\s*", re.DOTALL)

Known = bool | str | float | None


class NotAConditionError(Exception):
    """A text that GitHub would not read as a condition, or that is not understood here."""


@dataclass(frozen=True, slots=True)
class Unknown:
    """A value that only a run knows."""


UNKNOWN = Unknown()
Value = Known | Unknown


@dataclass(frozen=True, slots=True)
class Occasion:
    """What is known of a run. event: its name, empty for any. has_inputs: it may have some. needs: other jobs ran."""

    event: str = ""
    has_inputs: bool = True
    needs: bool = True


def truth(condition: str, occasion: Occasion) -> bool | None:
    """Whether a condition holds: None where only the run can tell. Raises `NotAConditionError`."""
    whole = _WHOLE.fullmatch(condition)
    if whole is None and "${{" in condition:
        return True  # A text around an expression makes a text, and one that is not empty counts as true.
    return _truthy(_Parser(whole["inside"] if whole is not None else condition, occasion).value())


def _truthy(value: Value) -> bool | None:
    return None if isinstance(value, Unknown) else bool(value) and value == value  # noqa: PLR0124  NaN is false


class _Parser:
    def __init__(self, text: str, occasion: Occasion) -> None:
        self._occasion = occasion
        self._tokens: list[tuple[str, str]] = []
        at = 0
        text = text.strip()
        while at < len(text):
            found = _TOKEN.match(text, at)
            if found is None or found.lastgroup is None:
                raise NotAConditionError(text)
            self._tokens.append((found.lastgroup, found[found.lastgroup]))
            at = found.end()
        self._at = 0

    def value(self) -> Value:
        found = self._either()
        if self._at < len(self._tokens):
            raise NotAConditionError(self._tokens[self._at][1])
        return found

    def _takes(self, *operators: str) -> str:
        if self._at < len(self._tokens) and self._tokens[self._at] in [("operator", one) for one in operators]:
            self._at += 1
            return self._tokens[self._at - 1][1]
        return ""

    def _either(self) -> Value:
        found = self._both()
        while self._takes("||"):
            other = self._both()
            known = _truthy(found)
            found = found if known else other if known is False else (True if _truthy(other) else UNKNOWN)
        return found

    def _both(self) -> Value:
        found = self._compared()
        while self._takes("&&"):
            other = self._compared()
            known = _truthy(found)
            found = other if known else found if known is False else (False if _truthy(other) is False else UNKNOWN)
        return found

    def _compared(self) -> Value:
        found = self._negated()
        while operator := self._takes("==", "!=", "<=", ">=", "<", ">"):
            found = _comparison(operator, found, self._negated())
        return found

    def _negated(self) -> Value:
        if not self._takes("!"):
            return self._operand()
        known = _truthy(self._negated())
        return UNKNOWN if known is None else not known

    def _operand(self) -> Value:
        if self._takes("("):
            found = self._either()
            self._close(")")
            return found
        if self._at >= len(self._tokens) or self._tokens[self._at][0] == "operator":
            raise NotAConditionError("a value is missing")
        kind, text = self._tokens[self._at]
        self._at += 1
        if kind == "text":
            return text.replace("''", "'")
        if kind == "number":
            return float(int(text, 16)) if "0x" in text else float(text)
        if self._takes("("):
            return self._called(text.lower())
        indexed = False
        while self._takes("["):
            self._either()
            self._close("]")
            indexed = True
        return UNKNOWN if indexed else self._context(text.lower())

    def _close(self, bracket: str) -> None:
        if not self._takes(bracket):
            raise NotAConditionError(f"{bracket} is missing")

    def _called(self, name: str) -> Value:
        arguments: list[Value] = []
        while not self._takes(")"):
            arguments.append(self._either())
            if not self._takes(","):
                self._close(")")
                break
        if name == "always":
            return True
        if name in ("failure", "cancelled") and not self._occasion.needs:
            return False
        return _function(name, arguments)

    def _context(self, name: str) -> Value:
        constants: dict[str, Known] = {"true": True, "false": False, "null": None}
        if name in constants:
            return constants[name]
        if name == "github.event_name" and self._occasion.event:
            return self._occasion.event
        if name.startswith("inputs.") and not self._occasion.has_inputs:
            return None
        return UNKNOWN


def _function(name: str, arguments: Sequence[Value]) -> Value:
    texts = [one.casefold() for one in arguments if isinstance(one, str)]
    if len(texts) == len(arguments) == 2:
        search = {"contains": str.__contains__, "startswith": str.startswith, "endswith": str.endswith}.get(name)
        return search(texts[0], texts[1]) if search is not None else UNKNOWN
    return UNKNOWN


def _comparison(operator: str, one: Value, other: Value) -> Value:
    if isinstance(one, Unknown) or isinstance(other, Unknown):
        return UNKNOWN
    if isinstance(one, str) and isinstance(other, str):
        left, right = one.casefold(), other.casefold()
        equal, less = left == right, left < right
    else:
        first, second = _number(one), _number(other)
        equal, less = first == second, first < second
    more = not equal and not less
    return {"==": equal, "!=": not equal, "<": less, "<=": less or equal, ">": more, ">=": more or equal}[operator]


def _number(value: Known) -> float:
    if isinstance(value, str):
        try:
            return float(value) if value.strip() else 0.0
        except ValueError:
            return float("nan")
    return float(value or 0)
