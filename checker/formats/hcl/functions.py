"""Functions of Terraform whose results are told by their arguments (https://developer.hashicorp.com/terraform/language/functions).

What is not here (`file`, `timestamp`, `regex`, …) is undetermined, and so is what a function makes of letters beyond
ASCII where Go and Python count or change them differently. Held against `terraform console`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from ipaddress import IPv4Address, IPv4Network, IPv6Network, ip_address, ip_network
from math import ceil, floor
from typing import Any

from checker.data.source import MAX_DEPTH
from checker.formats.hcl.known import (
    MAX_TEXT,
    FailedError,
    UndeterminedError,
    alike,
    as_set,
    described,
    elements_of,
    fitting,
    fraction_of,
    in_order,
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
from checker.model.hcl import Expression
from checker.model.location import Location
from checker.patterns import regex

VERB = regex(r"%(?:%|(0?)([0-9]{0,3})([sdv]))")
LEGACY_DIGITS = regex(r"(?:^|\.)0[0-9]")

Arguments = Sequence[Expression]
Function = Callable[[Arguments, Location], Expression]


def called(name: str, arguments: Arguments, place: Location) -> Expression:
    """What a function makes of its arguments. Raises `UndeterminedError` for one that is not evaluated here."""
    function = FUNCTION_BY_NAME.get(name)
    if function is None:
        raise UndeterminedError(f"the function `{name}` is not evaluated here")
    try:
        return function(arguments, place)
    except (IndexError, ValueError, ZeroDivisionError, OverflowError, RecursionError):
        raise UndeterminedError(f"`{name}` cannot be told of these arguments") from None


def _ascii(value: Expression) -> str:
    found = text_of(value)
    if not found.isascii():
        raise UndeterminedError(f"{described(value)} holds letters beyond ASCII")
    return found


def _of_text(change: Callable[..., str | bool]) -> Function:
    """A function of texts, whatever their letters are."""
    return lambda given, place: literal(change(*map(text_of, given)), place)


def _of_ascii(change: Callable[..., str | bool]) -> Function:
    return lambda given, place: literal(change(*map(_ascii, given)), place)


def _without_start(text: str, start: str) -> str:
    return text.removeprefix(start)


def _trim(text: str, letters: str) -> str:
    return text.strip(letters) if letters else text


def _replace(text: str, old: str, new: str) -> str:
    if len(old) > 1 and old.startswith("/") and old.endswith("/"):
        raise UndeterminedError("a pattern in `replace` is not followed here")
    if not old:
        raise UndeterminedError("`replace` of nothing is not followed here")
    if len(text) + text.count(old) * len(new) > 2 * MAX_TEXT:
        raise UndeterminedError(f"it is longer than {MAX_TEXT} characters")
    return text.replace(old, new)


def _title(text: str) -> str:
    return "".join(one.upper() if not at or text[at - 1].isspace() else one for at, one in enumerate(text))


def _substr(given: Arguments, place: Location) -> Expression:
    text, start, length = _ascii(given[0]), integer_of(given[1]), integer_of(given[2])
    if start < 0:
        start += len(text)
    if start < 0:
        raise ValueError
    return literal(text[start:] if length == -1 else text[start : start + max(length, 0)], place)


def _length(given: Arguments, place: Location) -> Expression:
    (value,) = given
    if told(value).elements is not None:
        return literal(len(value.elements or ()), place)
    if value.keys is not None:
        return literal(len(keys_of(value)), place)
    if not isinstance(value.literal, str):
        raise FailedError(f"{described(value)} has no length")
    return literal(len(_ascii(value)), place)


def _format(given: Arguments, place: Location) -> Expression:
    pattern, waiting = text_of(given[0]), list(given[1:])
    made, end = "", 0
    for found in VERB.finditer(pattern):
        made += _between(pattern[end : found.start()])
        end = found.end()
        made += "%" if found[0] == "%%" else _formatted(waiting.pop(0), *found.groups())
    made += _between(pattern[end:])
    if waiting:
        raise FailedError("`format` has more arguments than it uses")
    return literal(made, place)


def _between(text: str) -> str:
    if "%" in text:
        raise UndeterminedError("a verb of `format` is not followed here")
    return text


def _formatted(value: Expression, zero: str, width: str, verb: str) -> str:
    if verb == "v" and kind_of(value) not in ("string", "number", "bool"):
        raise UndeterminedError("`%v` of a list or object is not followed here")
    text = str(integer_of(value)) if verb == "d" else text_of(value)
    if width and ((zero and verb != "d") or not text.isascii()):
        raise UndeterminedError("a verb of `format` is not followed here")
    return (text.zfill(int(width)) if zero else text.rjust(int(width))) if width else text


def _join(given: Arguments, place: Location) -> Expression:
    between = text_of(given[0])
    return literal(between.join(text_of(one) for values in given[1:] for one in elements_of(fitting(values))), place)


def _split(given: Arguments, place: Location) -> Expression:
    between, text = map(text_of, given)
    found = text.split(between) if between else list(text)
    return listed((literal(one, place) for one in found), place)


def _concat(given: Arguments, place: Location) -> Expression:
    return listed((one for values in given for one in elements_of(values)), place)


def _flatten(given: Arguments, place: Location) -> Expression:
    return listed(_flat(elements_of(given[0])), place)


def _flat(values: Iterable[Expression], depth: int = 0) -> Iterable[Expression]:
    if depth > MAX_DEPTH:
        raise UndeterminedError(f"it is nested deeper than {MAX_DEPTH} levels")
    for one in values:
        if told(one).elements is not None:
            yield from _flat(one.elements or (), depth + 1)
        else:
            yield one


def _merge(given: Arguments, place: Location) -> Expression:
    """The entries of all; where an argument is not known, those that stand behind it, beside others perhaps."""
    found: dict[str, Expression] = {}
    doubtful = False
    for one in given:
        if one.computed:
            # A key of it that is known stands: what may be beside it has another name, or stands for the same.
            found, doubtful = {**(one.keys or {})}, True
        elif not one.is_told:
            found, doubtful = {}, True
        elif not is_null(one):
            found = {**found, **keys_of(one)}
    if doubtful and not found:
        for one in given:
            whole(one)
    return mapped(found if doubtful else {name: found[name] for name in in_order(found)}, place, computed=doubtful)


def _contains(given: Arguments, place: Location) -> Expression:
    values, wanted = elements_of(given[0]), told(given[1])
    is_in = any(same(one, wanted) for one in values if one.is_told)
    for one in () if is_in else values:
        told(one)
    return literal(is_in, place)


def _index(given: Arguments, place: Location) -> Expression:
    wanted = told(given[1])
    for at, one in enumerate(elements_of(given[0])):
        if same(told(one), wanted):
            return literal(at, place)
    raise FailedError(f"{described(wanted)} is not in the list")


def _distinct(given: Arguments, place: Location) -> Expression:
    found: dict[object, Expression] = {}
    for one in alike(elements_of(given[0])):
        found.setdefault(_identity(one), one)
    return listed(found.values(), place)


def _identity(value: Expression) -> object:
    if kind_of(value) in ("list", "map"):
        return json.dumps(_plain(whole(fitting(value))), sort_keys=True)
    return kind_of(value), fraction_of(value) if kind_of(value) == "number" else value.literal


def _compact(given: Arguments, place: Location) -> Expression:
    return listed((one for one in elements_of(given[0]) if not is_null(one) and text_of(one)), place)


def _reverse(given: Arguments, place: Location) -> Expression:
    return listed(reversed(elements_of(given[0])), place)


def _sort(given: Arguments, place: Location) -> Expression:
    texts = in_order(text_of(one) for one in elements_of(given[0]))
    return listed((literal(one, place) for one in texts), place)


def _slice(given: Arguments, place: Location) -> Expression:
    values, start, end = elements_of(given[0]), integer_of(given[1]), integer_of(given[2])
    if not 0 <= start <= end <= len(values):
        raise FailedError("`slice` goes beyond its list")
    return listed(values[start:end], place)


def _range(given: Arguments, place: Location) -> Expression:
    numbers = [integer_of(one) for one in given]
    start, end = (0, numbers[0]) if len(numbers) == 1 else numbers[:2]
    step = numbers[2] if len(numbers) > 2 else 1 if end >= start else -1
    found = range(start, end, step)
    if len(found) > 1024:
        raise FailedError("`range` makes more than 1024 values")
    return listed((literal(one, place) for one in found), place)


def _element(given: Arguments, place: Location) -> Expression:  # noqa: ARG001
    values, at = elements_of(given[0]), integer_of(given[1])
    if not values or at < 0 or given[0].is_set:
        raise ValueError
    return told(values[at % len(values)])


def _one(given: Arguments, place: Location) -> Expression:
    values = elements_of(given[0])
    if len(values) > 1:
        raise FailedError("`one` is given more than one value")
    return told(values[0]) if values else literal(None, place)


def _lookup(given: Arguments, place: Location) -> Expression:  # noqa: ARG001
    found = keys_of(given[0]).get(text_of(given[1]))
    if found is None and len(given) < 3:
        raise FailedError(f"there is no key {described(given[1])}")
    return told(found if found is not None else given[2])


def _keys(given: Arguments, place: Location) -> Expression:
    return listed((literal(name, place) for name in keys_of(given[0])), place)


def _values(given: Arguments, place: Location) -> Expression:
    return listed(keys_of(given[0]).values(), place)


def _zipmap(given: Arguments, place: Location) -> Expression:
    names, values = map(elements_of, given)
    if len(names) != len(values):
        raise FailedError("`zipmap` is given lists of two lengths")
    return mapped({text_of(name): one for name, one in zip(names, values, strict=True)}, place)


def _coalesce(given: Arguments, place: Location) -> Expression:  # noqa: ARG001
    for one in alike(given):
        if not is_null(one) and one.literal != "":
            return one
    raise FailedError("`coalesce` is given no value")


def _coalescelist(given: Arguments, place: Location) -> Expression:  # noqa: ARG001
    for one in given:
        if elements_of(one):
            return one
    raise FailedError("`coalescelist` is given no list with a value")


def _tostring(given: Arguments, place: Location) -> Expression:
    return given[0] if is_null(given[0]) else literal(text_of(given[0]), place)


def _tonumber(given: Arguments, place: Location) -> Expression:
    return given[0] if is_null(given[0]) else number(fraction_of(given[0]), place)


def _tobool(given: Arguments, place: Location) -> Expression:
    return given[0] if is_null(given[0]) else literal(truth_of(given[0]), place)


def _tolist(given: Arguments, place: Location) -> Expression:
    return listed(alike(elements_of(given[0])), place)


def _toset(given: Arguments, place: Location) -> Expression:
    return as_set(elements_of(given[0]), place)


def _tomap(given: Arguments, place: Location) -> Expression:
    found = keys_of(given[0])
    return mapped(dict(zip(found, alike(tuple(found.values())), strict=True)), place)


def _of_sets(keep: Callable[[list[dict[object, Expression]]], Iterable[Expression]]) -> Function:
    def made(given: Arguments, place: Location) -> Expression:
        sets = [{_identity(one): one for one in elements_of(as_set(elements_of(values), place))} for values in given]
        return as_set(tuple(keep(sets)), place)

    return made


def _union(sets: list[dict[object, Expression]]) -> Iterable[Expression]:
    return (one for found in sets for one in found.values())


def _intersection(sets: list[dict[object, Expression]]) -> Iterable[Expression]:
    return (one for key, one in sets[0].items() if all(key in other for other in sets[1:]))


def _difference(sets: list[dict[object, Expression]]) -> Iterable[Expression]:
    return (one for key, one in sets[0].items() if key not in sets[1])


def _alltrue(given: Arguments, place: Location) -> Expression:
    return literal(False not in [truth_of(one) for one in elements_of(given[0])], place)


def _anytrue(given: Arguments, place: Location) -> Expression:
    return literal(True in [truth_of(one) for one in elements_of(given[0])], place)


def _of_numbers(reckon: Callable[..., Fraction | int]) -> Function:
    return lambda given, place: number(Fraction(reckon(*map(fraction_of, given))), place)


def _least(*numbers: Fraction) -> Fraction:
    return min(numbers)


def _greatest(*numbers: Fraction) -> Fraction:
    return max(numbers)


def _sum(given: Arguments, place: Location) -> Expression:
    values = elements_of(given[0])
    if not values:
        raise FailedError("`sum` is given no number")
    return number(sum(map(fraction_of, values), Fraction(0)), place)


def _plain(value: Expression) -> Any:
    if value.keys is not None:
        return {name: _plain(one) for name, one in keys_of(value).items()}
    if value.elements is not None:
        return [_plain(one) for one in value.elements]
    if kind_of(value) != "number":
        return value.literal
    exact = fraction_of(value)
    return exact.numerator if exact.denominator == 1 else float(exact)


def _jsonencode(given: Arguments, place: Location) -> Expression:
    made = json.dumps(_plain(whole(fitting(given[0]))), ensure_ascii=False, separators=(",", ":"))
    for sign in "<>&\u2028\u2029":
        made = made.replace(sign, f"\\u{ord(sign):04x}")
    if "\\b" in made or "\\f" in made:
        raise UndeterminedError("it holds signs that are written in several ways in JSON")
    return literal(made, place)


def _jsondecode(given: Arguments, place: Location) -> Expression:
    text = text_of(given[0])
    if len(text) > MAX_TEXT:
        raise UndeterminedError(f"it is longer than {MAX_TEXT} characters")
    try:
        found = json.loads(text, parse_float=Fraction, parse_constant=_no_constant)
    except json.JSONDecodeError:
        raise FailedError(f"{described(given[0])} is no JSON") from None
    return _of_json(found, place)


def _no_constant(name: str) -> None:
    raise FailedError(f"`{name}` is no JSON")


def _of_json(found: Any, place: Location, depth: int = 0) -> Expression:
    if depth > MAX_DEPTH:
        raise UndeterminedError(f"it is nested deeper than {MAX_DEPTH} levels")
    if isinstance(found, Mapping):
        return mapped({name: _of_json(one, place, depth + 1) for name, one in found.items()}, place)
    if isinstance(found, list):
        return listed((_of_json(one, place, depth + 1) for one in found), place)
    return number(found, place) if isinstance(found, Fraction) else literal(found, place)


def _network(value: Expression) -> IPv4Network | IPv6Network:
    text = text_of(value)
    if LEGACY_DIGITS.search(text) or "/" not in text or "%" in text:
        raise UndeterminedError(f"{described(value)} is no CIDR block that is read here")
    return ip_network(text, strict=False)


def _cidrsubnet(given: Arguments, place: Location) -> Expression:
    network, more, at = _network(given[0]), integer_of(given[1]), integer_of(given[2])
    length = network.prefixlen + more
    if more < 0 or length > network.max_prefixlen or not 0 <= at < 2**more:
        raise FailedError("the network has no such part")
    first = int(network.network_address) + (at << (network.max_prefixlen - length))
    return literal(f"{_address(network, first)}/{length}", place)


def _cidrhost(given: Arguments, place: Location) -> Expression:
    network, at = _network(given[0]), integer_of(given[1])
    if not -network.num_addresses <= at < network.num_addresses:
        raise FailedError("the network has no such host")
    first = int(network.network_address) + (at if at >= 0 else network.num_addresses + at)
    return literal(_address(network, first), place)


def _cidrnetmask(given: Arguments, place: Location) -> Expression:
    network = _network(given[0])
    if not isinstance(network.network_address, IPv4Address):
        raise FailedError("a network of IPv6 has no mask")
    return literal(str(network.netmask), place)


def _address(network: IPv4Network | IPv6Network, number_: int) -> str:
    made = type(network.network_address)(number_)
    if str(ip_address(str(made))) != str(made) or ("." in str(made) and network.version == 6):
        raise UndeterminedError("the address is written in several ways")
    return str(made)


def _as_it_is(given: Arguments, place: Location) -> Expression:  # noqa: ARG001
    (value,) = given
    return told(value)


FUNCTION_BY_NAME: Mapping[str, Function] = {
    "abs": _of_numbers(abs),
    "alltrue": _alltrue,
    "anytrue": _anytrue,
    "ceil": _of_numbers(ceil),
    "chomp": _of_text(lambda text: text.rstrip("\r\n")),
    "cidrhost": _cidrhost,
    "cidrnetmask": _cidrnetmask,
    "cidrsubnet": _cidrsubnet,
    "coalesce": _coalesce,
    "coalescelist": _coalescelist,
    "compact": _compact,
    "concat": _concat,
    "contains": _contains,
    "distinct": _distinct,
    "element": _element,
    "endswith": _of_text(lambda text, end: text.endswith(end)),
    "flatten": _flatten,
    "floor": _of_numbers(floor),
    "format": _format,
    "index": _index,
    "join": _join,
    "jsondecode": _jsondecode,
    "jsonencode": _jsonencode,
    "keys": _keys,
    "length": _length,
    "lookup": _lookup,
    "lower": _of_ascii(str.lower),
    "max": _of_numbers(_greatest),
    "merge": _merge,
    "min": _of_numbers(_least),
    "nonsensitive": _as_it_is,
    "one": _one,
    "range": _range,
    "replace": _of_text(_replace),
    "reverse": _reverse,
    "sensitive": _as_it_is,
    "setintersection": _of_sets(_intersection),
    "setsubtract": _of_sets(_difference),
    "setunion": _of_sets(_union),
    "slice": _slice,
    "sort": _sort,
    "split": _split,
    "startswith": _of_text(lambda text, start: text.startswith(start)),
    "strcontains": _of_text(lambda text, part: part in text),
    "substr": _substr,
    "sum": _sum,
    "title": _of_ascii(_title),
    "tobool": _tobool,
    "tolist": _tolist,
    "tomap": _tomap,
    "tonumber": _tonumber,
    "toset": _toset,
    "tostring": _tostring,
    "trim": _of_text(_trim),
    "trimprefix": _of_text(_without_start),
    "trimspace": _of_ascii(str.strip),
    "trimsuffix": _of_text(lambda text, end: text.removesuffix(end)),
    "upper": _of_ascii(str.upper),
    "values": _values,
    "zipmap": _zipmap,
}
