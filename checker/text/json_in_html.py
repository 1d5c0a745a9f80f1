"""JSON that harms nothing it is shown in."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from checker.patterns import regex

_UNSHOWN = regex(
    "[\x7f-\x9f\xad\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    "\ud800-\udfff\ufeff\ufff9-\ufffb\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3"
    "\U0001d173-\U0001d17a\U000e0000-\U000e0fff]|(?<=#)#(?=\\[)"
)
"""What does not show as itself, lone surrogates, and `##[`, which GitHub's runner takes for a command in any line."""


def json_text(value: Any, *, indent: int | None = None, default: Callable[[Any], Any] | None = None) -> str:
    """A value as JSON in UTF-8: on one line, or indented. Read back it is the same; shown it steers no terminal."""
    text = json.dumps(value, default=default, ensure_ascii=False, indent=indent)
    return _UNSHOWN.sub(lambda found: _escaped(found[0]), text)


def _escaped(character: str) -> str:
    units = character.encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{units[at : at + 4]}" for at in range(0, len(units), 4))
