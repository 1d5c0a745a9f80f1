"""Regular expressions of policies: RE2's syntax, so that no text can make them slow."""

from __future__ import annotations

import re
from typing import Any

from checker.model.language import Pattern
from checker.patterns import regex
from checker.policy.compiling import compiled_pattern
from checker.policy.grammar import Grammar
from checker.policy.mistakes import mistake, shown
from checker.text.shown import shortened

LONGEST_PATTERN = 2000
"""Characters; a longer one is data, not a pattern."""

_NO_FIELD = regex(r"\\[pPx]\{[^}]*\}|\\.|\[\^?\]?(?:\\.|\[:\^?\w+:\]|[^\]\\])*\]|\{\{.*?\}\}", re.DOTALL)
"""What may hold braces of its own: escapes, classes, and doubled braces, which templates have."""
_FIELD = regex(r"\{([^\W\d][\w .-]*)\}")

_REASONS = {
    "invalid perl operator": "look-around is not available (the syntax is RE2's)",
    "invalid escape sequence": "this escape, or a back-reference, is not available (the syntax is RE2's)",
    "missing )": "a bracket `(` is not closed",
    "missing ]": "a bracket `[` is not closed",
    "unexpected )": "a bracket `)` was not opened",
    "no argument for repetition operator": "there is nothing to repeat",
    "bad repetition operator": "two repetitions follow each other",
    "invalid repetition size": "a repetition such as `{2,5}` is too large or the wrong way round",
    "invalid character class range": "a range such as `[a-z]` is the wrong way round, or a class has no such name",
    "invalid named capture group": "the name of a group is made of letters, digits and `_`",
    "invalid UTF-8": "it is no text",
    "pattern too large": "it is too large",
}


def read_pattern(_: Grammar, value: Any) -> Pattern:
    """A pattern of a policy; pydantic's ValidationError when it is none."""
    import re2

    if not isinstance(value, str):
        raise mistake(f"{shown(value)} stands here, expected a regular expression")
    if len(value) > LONGEST_PATTERN:
        raise mistake(f"the regular expression is longer than {LONGEST_PATTERN} characters")
    _without_fields(value)
    try:
        return Pattern(value, compiled_pattern(value))
    except re2.error as error:
        said = error.args[0].decode("utf-8", "replace") if isinstance(error.args[0], bytes) else str(error)
        reason = next((why for part, why in _REASONS.items() if part in said), said)
        raise mistake(f"`{shortened(value)}` is no regular expression: {reason}") from None


def _without_fields(pattern: str) -> None:
    """A name in braces stands for itself in a pattern and would hardly ever be found; it is refused."""
    found = _FIELD.search(_NO_FIELD.sub(" ", pattern))
    if found is not None:
        source, _, name = found[1].rpartition(".") if found[1].startswith("its.") else ("field", "", found[1])
        raise mistake(
            f"`{found[0]}` in a pattern is not filled in: compare with `{{{source}: {name}}}` instead, as `contains` "
            f"and `equals` do, or write `\\{{{found[1]}\\}}` for the braces themselves"
        )
