"""Reading what names something: documents, columns, people."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Sequence
from functools import partial
from typing import Any

from checker.classes import replace
from checker.model.language import Column, Columns, Operand, PathSet, People, Person
from checker.policy.grammar import Grammar
from checker.policy.mistakes import KEY, Mistakes, did_you_mean, mistake, shown, unknown_key
from checker.policy.reach import known_field, known_reference
from checker.text.titles import title_key
from checker.tree.filling import ITS, fields_in
from checker.tree.globs import is_glob, is_sound_glob

ANY_OF = "any_of"
"""Stands before documents of which one will do."""


def read_paths(grammar: Grammar, value: Any) -> PathSet:
    """Documents by name, path or glob; one, a list of which each is meant, or `any_of` a list."""
    if not isinstance(value, dict):
        return _listed_paths(grammar, value, ", ")
    mistakes = Mistakes()
    for key in value:
        if key != ANY_OF:
            mistakes.add(unknown_key(key, (ANY_OF,)), key, KEY)
    if value.get(ANY_OF) in ([], {}):
        mistakes.add("`[]` stands here: say what is meant, or leave it out", ANY_OF)
    mistakes.settle()
    return replace(mistakes.must((ANY_OF,), lambda: _listed_paths(grammar, value[ANY_OF], " or ")), any_of=True)


def _listed_paths(grammar: Grammar, value: Any, between: str) -> PathSet:
    written = value if isinstance(value, list) else [value]
    mistakes = Mistakes()
    found = mistakes.each((), written, partial(_fillable_paths, grammar))
    mistakes.settle()
    paths = tuple(dict.fromkeys(path for paths in found for path in paths))
    return PathSet(between.join(str(one) for one in written), paths)


def _fillable_paths(grammar: Grammar, written: Any) -> tuple[str, ...]:
    """Paths whose `{field}` are fields of the enclosing record, under the names that it has them."""
    return tuple(_with_known_fields(grammar, path) for path in paths_of(grammar, written))


def _with_known_fields(grammar: Grammar, path: str) -> str:
    for written in fields_in(path):
        if written.startswith(ITS):
            found = ITS + known_field(written.removeprefix(ITS), grammar.own, f"`{path}`")
        else:
            found = ".".join(filter(None, known_reference(grammar, written, f"`{path}`")))
        path = path.replace(f"{{{written}}}", f"{{{found}}}")
    return path


def paths_of(grammar: Grammar, written: Any) -> tuple[str, ...]:
    """The paths and globs that a name or one of them stands for. Raises ValidationError."""
    if not isinstance(written, str):
        raise mistake(f"{shown(written)} stands here, expected a document or a path")
    if written in grammar.documents:
        return grammar.documents[written]
    if written and not any(sign in written for sign in "./*{"):
        raise mistake(f"unknown document `{written}`{_what_is_meant(written, grammar.documents)}")
    return (checked_path(written),)


def _what_is_meant(written: str, documents: Iterable[str]) -> str:
    """The document that is nearly called so; else a file of the root may be meant."""
    near = did_you_mean(written, documents)
    if near.startswith("; did"):
        return near
    hint = f"a file in the root is written `./{written}`"
    return f"{near} ({hint})" if near else f"; {hint}"


def read_columns(_: Grammar, value: Any) -> Columns:
    """Columns as a list of names, or as a mapping to the other names that documents may use."""
    if not isinstance(value, list | dict):
        raise mistake(f"{shown(value)} stands here, expected a list of columns")
    others = value if isinstance(value, dict) else dict.fromkeys(one for one in value if isinstance(one, str))
    mistakes = Mistakes()
    columns = []
    for name, written in others.items():
        other = written if isinstance(written, list) else [] if written is None else [written]
        columns.append(Column(name, mistakes.each((name,), other, _name)))
    mistakes.each((), value if isinstance(value, list) else [], _name)
    _note_repeated(columns, value if isinstance(value, list) else [], mistakes)
    mistakes.settle()
    return Columns(tuple(columns))


def _note_repeated(columns: Sequence[Column], listed: Sequence[Any], mistakes: Mistakes) -> None:
    """Names that stand for two columns, as people read names: only the first would ever be found."""
    first: dict[str, str] = {}
    for column in columns:
        for name in (column.name, *column.others):
            place = (listed.index(name),) if name in listed else (column.name, KEY)
            if first.setdefault(title_key(name), column.name) != column.name:
                mistakes.add(f"`{name}` stands for the column `{first[title_key(name)]}` already", *place)


def read_person(grammar: Grammar, value: Any) -> Person:
    """A person by the id under `people`."""
    if isinstance(value, str) and value in grammar.people:
        return grammar.people[value]
    if not isinstance(value, str):
        raise mistake(f"{shown(value)} stands here, expected a key under `people`")
    raise mistake(f"unknown person `{value}`{did_you_mean(value, grammar.people)}")


def read_people(grammar: Grammar, value: Any) -> People:
    """One person, several, or the one whose id an operand gives."""
    if isinstance(value, dict):
        return People(operand=grammar.read(Operand, value))
    written = value if isinstance(value, list) else [value]
    mistakes = Mistakes()
    people = mistakes.each((), written, partial(read_person, grammar))
    mistakes.settle()
    return People(people)


def checked_path(path: Any) -> str:
    """A path or glob of a policy, relative to the root; anything that could leave the root is refused."""
    if not isinstance(path, str) or not path:
        raise mistake(f"{shown(path)} stands here, expected a path")
    if path.startswith("/") or "\\" in path or ".." in path.split("/") or ":" in path.split("/", maxsplit=1)[0]:
        raise mistake(f"`{path}` must be relative to the root, without `..`, backslash or drive")
    plain = posixpath.normpath(path) + ("/" if path.endswith("/") else "")
    if plain != (path.removeprefix("./") or "./"):
        raise mistake(f"`{path}` is no plain path; write `{plain}`")
    if is_glob(path) and not is_sound_glob(path):
        raise mistake(f"`{path}` is no glob: a set such as `[a-z]` is not closed or the wrong way round")
    return path.removeprefix("./")


def _name(value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise mistake(f"{shown(value)} stands here, expected the name of a column")
    return value
