"""Paths and patterns with `{field}` in them: the fields of the enclosing record, filled in."""

from __future__ import annotations

import posixpath
from collections.abc import Container

from checker.classes import replace
from checker.model.compiling import compiled_pattern, with_fields
from checker.model.evidence import Reason, absent
from checker.model.kinds import Scope
from checker.model.language import Operand, PathSet, Pattern
from checker.model.location import Location
from checker.model.observation import Observation, lacking
from checker.patterns import regex
from checker.tree.globs import GLOB_SIGNS, is_glob

_FIELD = regex(r"(?<!\{)\{([^{}/]+)\}(?!\})")
"""`{name}`; doubled braces, as in names of project templates, are meant as they stand."""


ITS = "its."
"""Begins the name of a field of the record itself, where another one encloses it."""


def fields_in(path: str) -> tuple[str, ...]:
    """The fields that a path asks for."""
    return tuple(match[1] for match in _FIELD.finditer(path))


def filled_in(paths: PathSet, scope: Scope) -> tuple[PathSet, tuple[Observation, ...]]:
    """The paths with the fields of the enclosing record, and what there is to say of those that cannot be filled."""
    filled = [_filled(path, scope) if fields_in(path) else path for path in paths.paths]
    found = tuple(one for one in filled if isinstance(one, str))
    problems = tuple(one for one in filled if isinstance(one, Observation))
    return replace(paths, name=", ".join(found) or paths.name, paths=found), problems


def _filled(path: str, scope: Scope) -> str | Observation:
    place = scope.record.location if scope.record is not None else Location(".")
    values: dict[str, str] = {}
    for name in fields_in(path):
        value = scope.resolve(operand_of(name, scope), place)
        if isinstance(value, Observation):
            return value
        if not value.plain.strip():
            return lacking(absent(Reason.NOTHING_TO_FILL_IN, value.location, field=name, path=path))
        values[name] = value.plain.strip()
    filled = _FIELD.sub(lambda match: _literal(values[match[1]]) if is_glob(path) else values[match[1]], path)
    # Many formats write paths from the root with a `/` in front (`directory: /web`).
    plain = posixpath.normpath(filled.lstrip("/") or ".")
    if plain.startswith(("/", "../")) or plain == "..":
        return lacking(absent(Reason.OUTSIDE, place, path=filled), expected="a path of the repository")
    return plain + ("/" if path.endswith("/") else "")


def operand_of(name: str, scope: Scope) -> Operand:
    """What a name in braces stands for."""
    if name.startswith(ITS):
        return Operand(its=name.removeprefix(ITS))
    of, field = referred(name, scope.around)
    return Operand(of=of, field=field)


def referred(name: str, around: Container[str]) -> tuple[str, str]:
    """The record that `operation.path` is about, by the name that the policy gives to it, and the field of it.

    The first is empty where no record around is called so: it is then a field of the enclosing one.
    """
    of, _, field = name.partition(".")
    return (of, field) if field and of in around else ("", name)


def _literal(text: str) -> str:
    """A text for a glob, in which no sign of it is one."""
    return "".join(f"[{sign}]" if sign in GLOB_SIGNS else sign for sign in text)


def filled_pattern(pattern: Pattern, scope: Scope) -> Pattern | Observation:
    """The pattern to search for; an observation where a field cannot be had, or is empty and would stand anywhere."""
    values: dict[str, str] = {}
    location = scope.record.location if scope.record is not None and pattern.names else scope.place
    for name in pattern.names:
        value = scope.resolve(operand_of(name, scope), location)
        if isinstance(value, Observation):
            return value
        if not value.plain.strip():
            return lacking(absent(Reason.NOTHING_TO_FILL_IN, value.location, field=name, path=pattern.source))
        values[name] = value.plain.strip()
    if not values:
        return pattern
    source = with_fields(pattern.source, values)
    return Pattern(source, compiled_pattern(source))
