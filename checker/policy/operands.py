"""Reading operands: the right-hand sides of comparisons."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from checker.classes import replace
from checker.data.idle import idle_bounds
from checker.model.language import Operand, Pattern, Selection, Span, span_of
from checker.patterns import regex
from checker.policy.grammar import Grammar, fields_of
from checker.policy.mistakes import KEY, Mistakes, mistake, shown, unknown_key
from checker.policy.reach import known_field, known_reference

OPERAND_KEYS = ("field", "its", "split", "part", "plus", "count", "sum", "list", "lookup")
_SPAN = regex(r"(?P<sign>[+-]?) ?(?P<number>[0-9]{1,5}) ?(?P<unit>day|week|month|year)s?")


def read_operand(grammar: Grammar, value: Any) -> Operand:
    """The right-hand side of a comparison."""
    if value is None or isinstance(value, list):
        raise mistake(f"{shown(value)} stands here, expected a value")
    if not isinstance(value, dict):
        return Operand(literal=value)
    sources = _sources(value)
    read = Operand(split=_split(value), part=_part(grammar, value), plus=_plus(value))
    if not sources:
        of, name = Mistakes().must(("field",), lambda: known_reference(grammar, value["field"]))
        return replace(read, of=of, field=name)
    if sources == ["its"]:
        return replace(read, its=Mistakes().must(("its",), lambda: known_field(value["its"], grammar.own)))
    return _over_selection(grammar, read, sources[0], value)


def _over_selection(grammar: Grammar, read: Operand, source: str, value: Mapping[str, Any]) -> Operand:
    """`count`; or `sum`, `list` or `lookup` with the field that they take."""
    selection: Selection = Mistakes().must((source,), lambda: grammar.read(Selection, value[source]))
    idle = idle_bounds(selection)
    if idle:
        raise mistake(f"`{idle[0]}` says nothing inside `{source}`: nothing is held to a number there", source, idle[0])
    if source == "count":
        return replace(read, count=selection)
    if "field" not in value:
        raise mistake(f"`field` is missing: say which field to take for `{source}`")
    name = Mistakes().must(("field",), lambda: known_field(value["field"], fields_of(selection)))
    if source == "list":
        return replace(read, field=name, list=selection)
    return replace(read, field=name, sum=selection) if source == "sum" else replace(read, field=name, lookup=selection)


def _split(value: Mapping[str, Any]) -> str:
    written = value.get("split", "")
    if "split" in value and (not isinstance(written, str) or not written):
        raise mistake(f"{shown(written)} stands here, expected `lines`, or what stands between the parts", "split")
    return str(written)


def _part(grammar: Grammar, value: Mapping[str, Any]) -> Pattern | None:
    if "part" not in value:
        return None
    with grammar.filling(is_filled=False):
        read: Pattern = Mistakes().must(("part",), lambda: grammar.read(Pattern, value["part"]))
    return read


def _plus(value: Mapping[str, Any]) -> int | Span | None:
    """A number, or a span of days, weeks, months or years."""
    written = value.get("plus")
    if "plus" not in value or (isinstance(written, int) and not isinstance(written, bool)):
        return written
    found = _SPAN.fullmatch(written) if isinstance(written, str) else None
    if found is None:
        said = f"{shown(written)} stands here, expected a number, or a time such as `14 days` or `12 months`"
        raise mistake(said, "plus")
    return span_of(found["sign"], found["number"], found["unit"])


def _sources(value: Mapping[str, Any]) -> list[str]:
    """Where the value comes from besides a field: one of them, or none."""
    mistakes = Mistakes()
    for key in value:
        if key not in OPERAND_KEYS:
            mistakes.add(unknown_key(key, OPERAND_KEYS), key, KEY)
    sources = [key for key in ("count", "sum", "list", "lookup", "its") if key in value]
    if len(sources) > 1:
        mistakes.add(f"`{sources[0]}` and `{sources[1]}` exclude each other", sources[1], KEY)
    elif not sources and "field" not in value and not mistakes.found:
        mistakes.add("one of `field`, `its`, `count`, `sum`, `list`, `lookup` is expected")
    elif sources in (["count"], ["its"]) and "field" in value:
        mistakes.add(f"`field` says nothing beside `{sources[0]}`", "field", KEY)
    mistakes.settle()
    return sources
