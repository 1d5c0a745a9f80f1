"""Reading what has to come out: outcomes by criterion, and places."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import partial
from typing import Any

from checker.cases.entries import PlaceEntry
from checker.cases.files import Names, line_with, text_of
from checker.cases.types import Place
from checker.model.observation import Outcome
from checker.patterns import regex
from checker.policy.grammar import adapter, parameters
from checker.policy.mistakes import KEY, Mistakes, alternatives, did_you_mean, mistake, shown, validated
from checker.sources.memory import InMemory

OUTCOMES = {str(outcome): outcome for outcome in Outcome if outcome is not Outcome.WAIVED}
"""By their names in a file of cases. Nothing is waived there."""
WITH_FINDINGS = (Outcome.FAIL, Outcome.UNKNOWN)
ANYTHING = "any"

_WRITTEN_PLACE = regex(r"(?P<path>.+?)(?::(?P<line>[1-9][0-9]{0,8})(?::(?P<column>[1-9][0-9]{0,8}))?)?", re.DOTALL)


def read_outcome(written: Any) -> Outcome:
    """Raises pydantic's ValidationError."""
    if isinstance(written, str) and written in OUTCOMES:
        return OUTCOMES[written]
    raise mistake(f"{shown(written)} stands here, expected {alternatives(list(OUTCOMES))}")


def read_others(written: str | None) -> Outcome | None:
    """What criteria that are not named must be; None for anything. Raises pydantic's ValidationError."""
    return None if written in (None, ANYTHING) else read_outcome(written)


def read_expectation(source: InMemory, names: Names, written: Any) -> tuple[Outcome, tuple[Place, ...] | None]:
    """An outcome, and the places of what is found; None for anywhere. Raises pydantic's ValidationError.

    source, names: what the places are in.
    """
    if not isinstance(written, dict):
        return read_outcome(written), None
    if len(written) != 1:
        raise mistake(f"{shown(written)} stands here, expected one outcome with its places")
    ((name, said),) = written.items()
    if name not in OUTCOMES:
        raise mistake(f"unknown outcome `{name}`{did_you_mean(name, OUTCOMES)}", name, KEY)
    if OUTCOMES[name] not in WITH_FINDINGS:
        raise mistake(f"`{name}` has no places; write `{name}` alone", name, KEY)
    if said in (None, [], {}):
        raise mistake(f"places are missing; write `{name}` alone for anywhere", name)
    if not isinstance(said, list):
        return OUTCOMES[name], (Mistakes().must((name,), partial(_place, source, names, said)),)
    mistakes = Mistakes()
    places = mistakes.each((name,), said, partial(_place, source, names))
    mistakes.settle()
    return OUTCOMES[name], places


def _place(source: InMemory, names: Names, written: Any) -> Place:
    """`file`, `file:line`, `file:line:column`, or a mapping of what is said of the place."""
    if isinstance(written, str) and written:
        found = _WRITTEN_PLACE.fullmatch(written)
        if found is None:
            raise AssertionError
        line, column = (int(found[name]) if found[name] else None for name in ("line", "column"))
        return Place(_path(names, found["path"]), line, column)
    if not isinstance(written, dict) or not written:
        raise mistake(f"{shown(written)} stands here, expected a place such as `docs/report.md:12`")
    return _told_place(source, names, written)


def _told_place(source: InMemory, names: Names, written: Mapping[str, Any]) -> Place:
    mistakes = Mistakes()
    keys = list(parameters(PlaceEntry))
    entry = mistakes.attempt((), lambda: validated(adapter(PlaceEntry), written, None), keys)
    mistakes.settle()
    if entry is None:
        raise AssertionError
    path, line = _path(names, entry.file), entry.line
    if isinstance(line, str) and line:
        if not entry.file:
            raise mistake("`file` is missing: say in which file the line is")
        text = Mistakes().must(("file",), partial(text_of, source, path))
        line = Mistakes().must(("line",), partial(line_with, text, line, path))
    elif line is not None and (not isinstance(line, int) or isinstance(line, bool) or line < 1):
        raise mistake(f"{shown(line)} stands here, expected the number of a line or a text that stands in it", "line")
    return Place(path, line, None, entry.message)


def _path(names: Names, written: str) -> str:
    """The path of a place; a name of the policy stands for its document."""
    return names.get(written, written).rstrip("/")
