"""Regular expressions of policies: RE2's syntax, so that no text can make them slow."""

from __future__ import annotations

from typing import Any

from checker.model.compiling import compiled_pattern
from checker.model.language import Pattern
from checker.policy.grammar import Grammar
from checker.policy.mistakes import mistake, shown
from checker.policy.reach import known_field, known_reference
from checker.text.shown import shortened
from checker.tree.filling import ITS

LONGEST_PATTERN = 2000
"""Characters; a longer one is data, not a pattern."""

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


def read_pattern(grammar: Grammar, value: Any) -> Pattern:
    """A pattern of a policy; pydantic's ValidationError when it is none."""
    if not isinstance(value, str):
        raise mistake(f"{shown(value)} stands here, expected a regular expression")
    if len(value) > LONGEST_PATTERN:
        raise mistake(f"the regular expression is longer than {LONGEST_PATTERN} characters")
    pattern = _read(value)
    if pattern.names and not grammar.is_filled:
        name = pattern.names[0]
        raise mistake(f"`{{{name}}}` is not filled in here; for the braces themselves write `\\{{{name}\\}}`")
    return _with_known_fields(grammar, pattern) if pattern.names else pattern


def _read(value: str) -> Pattern:
    import re2

    try:
        return Pattern(value, compiled_pattern(value))
    except re2.error as error:
        said = error.args[0].decode("utf-8", "replace") if isinstance(error.args[0], bytes) else str(error)
        reason = next((why for part, why in _REASONS.items() if part in said), said)
        raise mistake(f"`{shortened(value)}` is no regular expression: {reason}") from None


def _with_known_fields(grammar: Grammar, pattern: Pattern) -> Pattern:
    """The pattern, with the names under which the enclosing record has the fields that it asks for."""
    source = pattern.source
    for written in pattern.names:
        if written.startswith(ITS):
            found = ITS + known_field(written.removeprefix(ITS), grammar.own, f"`{source}`")
        else:
            found = ".".join(filter(None, known_reference(grammar, written, f"`{source}`")))
        source = source.replace(f"{{{written}}}", f"{{{found}}}")
    return Pattern(source, pattern.compiled)
