"""A short text that a pattern finds."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from importlib import import_module
from typing import Any

from checker.model.language import Pattern

_PARSER = "re._parser"
"""Python's own; it is not promised to stay, and without it there is no example."""

_BY_CATEGORY = {"CATEGORY_DIGIT": "0", "CATEGORY_WORD": "a", "CATEGORY_SPACE": " ", "CATEGORY_NOT_SPACE": "a"}


def example_of(pattern: Pattern) -> str:
    """A text in which a pattern is found; empty where none can be made."""
    try:
        text = _text(import_module(_PARSER).parse(pattern.source))
    except (ImportError, re.error, ValueError, KeyError, OverflowError):
        return ""
    return text if pattern.search(text) is not None and text.strip() else ""


def _text(parts: Iterable[Any]) -> str:
    return "".join(_one(str(name), given) for name, given in parts)


def _one(name: str, given: Any) -> str:
    return _TEXT_BY_PART[name](given) if name in _TEXT_BY_PART else ""


def _of_set(given: Any) -> str:
    """A sign of a set."""
    name, value = str(given[0][0]), given[0][1]
    if name == "NEGATE":
        excluded = {chr(code) for kind, code in given[1:] if str(kind) == "LITERAL"}
        return next(sign for sign in "aA0-x" if sign not in excluded)
    if name == "RANGE":
        return chr(value[0])
    return chr(value) if name == "LITERAL" else _BY_CATEGORY[str(value)]


def _repeated(given: Any) -> str:
    least, _, inside = given
    return _text(inside) * int(least)


_TEXT_BY_PART: Mapping[str, Callable[[Any], str]] = {
    "LITERAL": chr,
    "NOT_LITERAL": lambda code: "b" if code == ord("a") else "a",
    "ANY": lambda _: "a",
    "IN": _of_set,
    "BRANCH": lambda given: _text(given[1][0]),
    "SUBPATTERN": lambda given: _text(given[-1]),
    "MAX_REPEAT": _repeated,
    "MIN_REPEAT": _repeated,
}
"""What an example of each part of a pattern is; of what stands at no sign, such as `^`, nothing."""
