"""Plain scalars of YAML by the core schema of version 1.2 (https://yaml.org/spec/1.2.2/, section 10.3)."""

from __future__ import annotations

import re

from checker.model.data import Scalar
from checker.model.location import Location
from checker.reading.source import RefusedError

MAX_DIGITS = 4_000
"""Python refuses to convert much longer decimal integers."""

NULLS = frozenset(("", "~", "null", "Null", "NULL"))
NUMBER_STARTS = frozenset("+-.0123456789")
BOOLS = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
DECIMAL = re.compile(r"[-+]?[0-9]+")
PREFIXED = re.compile(r"0o[0-7]+|0x[0-9a-fA-F]+")
FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
NOT_FINITE = re.compile(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")


def core_value(text: str, location: Location) -> Scalar:
    """The value of a plain scalar. Raises `RefusedError` for an integer of more than `MAX_DIGITS`."""
    if text in NULLS:
        return None
    if text in BOOLS:
        return BOOLS[text]
    return _number(text, location) if text[0] in NUMBER_STARTS else text


def _number(text: str, location: Location) -> Scalar:
    if DECIMAL.fullmatch(text):
        if len(text) > MAX_DIGITS:
            said = f"a number of {len(text)} digits stands here"
            raise RefusedError(said, location, "put it in quotes to keep it as text")
        return int(text)
    if PREFIXED.fullmatch(text):
        return int(text, 0)
    if FLOAT.fullmatch(text):
        return float(text)
    return float(text.replace(".", "")) if NOT_FINITE.fullmatch(text) else text
