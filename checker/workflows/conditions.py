"""Conditions of GitHub workflows, as far as they can be told to be false whatever happens.

https://docs.github.com/en/actions/reference/workflows-and-actions/expressions: `&&`, `||`, `!`, comparisons, literals,
functions, contexts. What a run alone knows is not known here; what every run of an event has in common is.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence

from checker.classes import dataclass, field
from checker.patterns import regex

_TOKEN = regex(
    r"\s*(?:(?P<operator>&&|\|\||==|!=|<=|>=|[!<>()\[\],])|'(?P<text>(?:[^']|'')*)'"
    r"|(?P<number>-?(?:0x[0-9a-fA-F]+|[0-9]+(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?))|(?P<name>[A-Za-z_*][\w.*-]*))"
)
_WHOLE = regex(r"\s*\$\{\{(?P<inside>(?:(?!\}\}).)*)\}\}\s*", re.DOTALL)

Known = bool | str | float | None


class NotAConditionError(Exception):
    """A text that GitHub would not read as a condition, or that is not understood here."""


@dataclass(frozen=True, slots=True)
class Unknown:
    """A value that only a run knows."""


@dataclass(frozen=True, slots=True)
class Partly:
    """A text of which only a run knows all; it is not empty. starts, ends: how it begins and ends, whatever the run."""

    starts: str = ""
    ends: str = ""

    def may_be(self, text: str) -> bool:
        folded = text.casefold()
        return len(text) > 0 and folded.startswith(self.starts.casefold()) and folded.endswith(self.ends.casefold())


UNKNOWN = Unknown()
Items = tuple[Known, ...]
Value = Known | Unknown | Partly | Items


@dataclass(frozen=True, slots=True)
class Occasion:
    """What is known of a run. event: its name, empty for any. has_inputs: it may have some. needs: other jobs ran.

    goes_well: nothing fails in it, and nobody cancels it. known: what its contexts hold, by name in lower case; nothing
    stands below what is null.
    """

    event: str = ""
    has_inputs: bool = True
    needs: bool = True
    goes_well: bool = False
    known: Mapping[str, Known | Partly] = field(default_factory=dict)


def truth(condition: str, occasion: Occasion) -> bool | None:
    """Whether a condition holds: None where only the run can tell. Raises `NotAConditionError`."""
    whole = _WHOLE.fullmatch(condition)
    if whole is None and "${{" in condition:
        return True  # A text around an expression makes a text, and one that is not empty counts as true.
    return _truthy(_Parser(whole["inside"] if whole is not None else condition, occasion).value())


def _truthy(value: Value) -> bool | None:
    if isinstance(value, Partly | tuple):
        return True
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
        if name in ("failure", "cancelled") and (self._occasion.goes_well or not self._occasion.needs):
            return False
        if name == "success" and self._occasion.goes_well:
            return True
        return _function(name, arguments)

    def _context(self, name: str) -> Value:
        constants: dict[str, Known] = {"true": True, "false": False, "null": None}
        if name in constants:
            return constants[name]
        if name == "github.event_name" and self._occasion.event:
            return self._occasion.event
        if name.startswith("inputs.") and not self._occasion.has_inputs:
            return None
        return self._known(name)

    def _known(self, name: str) -> Value:
        """What a context holds; null where something above it does."""
        known = self._occasion.known
        parts = name.split(".")
        above = (".".join(parts[:n]) for n in range(1, len(parts)))
        if any(one in known and known[one] is None for one in above):
            return None
        return known.get(name, UNKNOWN)


def _function(name: str, arguments: Sequence[Value]) -> Value:
    if name == "fromjson" and len(arguments) == 1 and isinstance(arguments[0], str):
        return _from_json(arguments[0])
    if len(arguments) != 2:
        return UNKNOWN
    within, sought = arguments
    if name == "contains" and isinstance(within, tuple) and not isinstance(sought, tuple | Partly | Unknown):
        return any(_comparison("==", one, sought) is True for one in within)
    if not isinstance(sought, str):
        return UNKNOWN
    within = "" if within is None else within
    if isinstance(within, str):
        search = {"contains": str.__contains__, "startswith": str.startswith, "endswith": str.endswith}.get(name)
        return search(within.casefold(), sought.casefold()) if search is not None else UNKNOWN
    return _of_part(name, within, sought.casefold()) if isinstance(within, Partly) else UNKNOWN


def _of_part(name: str, within: Partly, sought: str) -> Value:
    """The same of a text of which begin and end are known."""
    starts, ends = within.starts.casefold(), within.ends.casefold()
    if name == "contains" and (sought in starts or sought in ends):
        return True
    if name == "startswith" and (starts.startswith(sought) or not sought.startswith(starts)):
        return starts.startswith(sought)
    if name == "endswith" and (ends.endswith(sought) or not sought.endswith(ends)):
        return ends.endswith(sought)
    return UNKNOWN


def _from_json(text: str) -> Value:
    try:
        read = json.loads(text)
    except ValueError:
        return UNKNOWN
    plain = str | int | float | bool | None
    if isinstance(read, list) and all(isinstance(one, plain) for one in read):
        return tuple(read)
    return read if isinstance(read, plain) else UNKNOWN


def _comparison(operator: str, one: Value, other: Value) -> Value:
    if isinstance(one, Partly) or isinstance(other, Partly):
        return _compared_with_part(operator, one, other)
    if isinstance(one, Unknown | tuple) or isinstance(other, Unknown | tuple):
        return UNKNOWN
    if isinstance(one, str) and isinstance(other, str):
        left, right = one.casefold(), other.casefold()
        equal, less = left == right, left < right
    else:
        first, second = _number(one), _number(other)
        equal, less = first == second, first < second
    more = not equal and not less
    return {"==": equal, "!=": not equal, "<": less, "<=": less or equal, ">": more, ">=": more or equal}[operator]


def _compared_with_part(operator: str, one: Value, other: Value) -> Value:
    """A text that cannot be the other is not equal to it; of anything else nobody can tell."""
    part, text = (one, other) if isinstance(one, Partly) else (other, one)
    if operator not in ("==", "!=") or not isinstance(part, Partly) or not isinstance(text, str | None):
        return UNKNOWN
    return UNKNOWN if part.may_be(text or "") else operator == "!="


def _number(value: Known) -> float:
    if isinstance(value, str):
        try:
            return float(value) if value.strip() else 0.0
        except ValueError:
            return float("nan")
    return float(value or 0)
