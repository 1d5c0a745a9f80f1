"""How the regular expressions of policies are compiled: RE2's syntax, so that no text can make them slow."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from checker.model.letters import composed
from checker.patterns import regex

MEMORY = 8 << 20
"""Bytes that RE2 may spend on one pattern."""
_FIELD = regex(
    r"\\[pPx]\{[^}]*\}|\\.|\[\^?\]?(?:\\.|\[:\^?\w+:\]|[^\]\\])*\]|\{\{.*?\}\}|\{(?P<name>[^\W\d][\w .-]*)\}", re.DOTALL
)
"""`{name}`; braces in escapes and classes, and doubled ones, which templates have, are passed over."""


@lru_cache(maxsize=512)
def compiled_pattern(source: str) -> Any:
    """Names in braces stand for some text. Raises `re2.error` for what is no pattern."""
    import re2

    options = re2.Options()
    options.log_errors = False
    options.max_mem = MEMORY
    return re2.compile(composed(with_fields(source, None)), options)


def fields_of_pattern(source: str) -> tuple[str, ...]:
    """The names in braces, each once."""
    names = (match["name"] for match in _FIELD.finditer(source))
    return tuple(dict.fromkeys(name for name in names if name))


def with_fields(source: str, values: Mapping[str, str] | None) -> str:
    """The pattern with values for the names in braces, to the letter; None for any text."""

    def put(match: re.Match[str]) -> str:
        if not match["name"]:
            return match[0]
        literal = "x" if values is None else re.escape(values[match["name"]])
        return f"(?:{literal})" if source[match.end() : match.end() + 1] in ("*", "+", "?", "{") else literal

    return _FIELD.sub(put, source) if "{" in source else source
