"""Plain scalars of YAML by the core schema of version 1.2 (https://yaml.org/spec/1.2.2/, section 10.3)."""

from __future__ import annotations

from checker.data.source import RefusedError
from checker.model.data import Scalar
from checker.model.location import Location
from checker.patterns import regex

MAX_DIGITS = 4_000
"""Python refuses to convert much longer decimal integers."""

NULLS = frozenset(("", "~", "null", "Null", "NULL"))
NUMBER_STARTS = frozenset("+-.0123456789")
BOOLS = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
DECIMAL = regex(r"[-+]?[0-9]+")
PREFIXED = regex(r"0o[0-7]+|0x[0-9a-fA-F]+")
FLOAT = regex(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
NOT_FINITE = regex(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")

WORDS_OF_1_1 = {
    **dict.fromkeys(("y", "Y", "yes", "Yes", "YES", "on", "On", "ON"), True),
    **dict.fromkeys(("n", "N", "no", "No", "NO", "off", "Off", "OFF"), False),
}
"""Words that stand for a truth value in version 1.1 (https://yaml.org/type/bool.html)."""
OCTAL_OF_1_1 = regex(r"[-+]?0[0-7_]+")
NUMBER_OF_1_1 = regex(r"[-+]?[1-9][0-9_]*_[0-9_]*|[-+]?0b[01_]+|[-+]?0x[0-9a-fA-F_]*_[0-9a-fA-F_]*")


def value_of_1_1(text: str) -> Scalar:
    """What readers of version 1.1, as in Kubernetes and Ansible, take a plain scalar for, None where for the same.

    Numbers in base 60 (`12:30`) and dates are left out: few still read these.
    """
    if text in WORDS_OF_1_1:
        return WORDS_OF_1_1[text]
    if len(text) > MAX_DIGITS or not text or text[0] not in NUMBER_STARTS:
        return None
    if OCTAL_OF_1_1.fullmatch(text) and text.strip("+-0_"):
        return int(text.replace("_", ""), 8)
    if NUMBER_OF_1_1.fullmatch(text):
        return int(text.replace("_", ""), 0)
    return text if text.startswith("0o") and PREFIXED.fullmatch(text) else None


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
