"""Comparisons of a value with itself: they always come out the same, so they say nothing of any document."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import MISSING, fields
from typing import Any

from checker.model.kinds import Requirement, Selector
from checker.model.language import Operand, PathSet, Pattern, Requirements, Selection
from checker.policy.grammar import Grammar
from checker.tree.filling import ITS

_WHOLE = {"document": ("document",), "file": ("document", "path")}
"""The fields that name the document of a record, by its kind."""


def held_against_itself(grammar: Grammar, name: str, requirements: Requirements) -> str | None:
    """That what is required of a field, or with an empty name of the record itself, compares it with itself."""
    for requirement in requirements.each():
        pattern = getattr(requirement, "pattern", None)
        own = (name, f"{ITS}{name}") if grammar.enclosing is grammar.own else (f"{ITS}{name}",)
        if name and isinstance(pattern, Pattern) and pattern.source.strip("^$") in {f"{{{one}}}" for one in own}:
            return f"`{name}` is held against itself (`{pattern.source}`); name the field of the other record"
        for operand in _operands_of(requirement):
            said = _said(grammar, name, operand)
            if said is not None:
                return said
    return None


def _operands_of(requirement: Requirement) -> Iterator[Operand]:
    for one in fields(requirement):  # type: ignore[arg-type]  # every kind is a dataclass
        value = getattr(requirement, one.name)
        yield from (part for part in (value if isinstance(value, tuple) else (value,)) if isinstance(part, Operand))


def _said(grammar: Grammar, name: str, operand: Operand) -> str | None:
    if operand.part is not None or operand.plus is not None or operand.split:
        return None
    selection = operand.list or operand.lookup
    if selection is not None:
        return _of_own_document(grammar, name, operand, selection)
    is_own = operand.its == name or (operand.field == name and grammar.enclosing is grammar.own)
    if not name or not is_own or operand.sum is not None or operand.count is not None:
        return None
    written = f"{{its: {name}}}" if operand.its else f"{{field: {name}}}"
    return f"`{name}` is compared with itself (`{written}`); name the field of the other record with `field`"


def _of_own_document(grammar: Grammar, name: str, operand: Operand, selection: Selection) -> str | None:
    """The same field of the same records, in the document of the record at hand."""
    own = grammar.own
    path = _own_path(grammar, selection.selector)
    if own is None or path is None or own.kind != selection.selector.kind or selection.where is not None:
        return None
    is_whole = own.kind == "file" and not name and operand.field == "text"
    if (operand.field != name and not is_whole) or (own.kind != "file" and _says_more(selection.selector)):
        return None
    others = path.replace(ITS, "") if ITS in path else "docs/other.md"
    return (
        f"`{name or 'text'}` is held against itself: `{path}` is the document at hand; name the other one (`{others}`)"
    )


def _own_path(grammar: Grammar, selector: Selector) -> str | None:
    """The path of a selector that looks into nothing but the document of the record at hand."""
    paths = getattr(selector, "in_", None)
    if not isinstance(paths, PathSet) or len(paths.paths) != 1 or grammar.own is None:
        return None
    prefixes = (ITS, "") if grammar.enclosing is grammar.own else (ITS,)
    names = _WHOLE.get(grammar.own.kind, _WHOLE["document"])
    own = {f"{{{prefix}{one}}}" for prefix in prefixes for one in names}
    return paths.paths[0] if paths.paths[0] in own else None


def _says_more(selector: Any) -> bool:
    """Whether it narrows the records further than to a document."""
    others = (one for one in fields(selector) if one.name != "in_")
    return any(one.default is MISSING or getattr(selector, one.name) != one.default for one in others)
