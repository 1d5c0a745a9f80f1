"""A difference in words: whose it is, and what either side says."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from checker.verify.differences import NOTHING, Difference

_NAMES = ("id", "who", "name", "key", "path")
"""What an entry of a list is called by, the first that it has."""


def criterion_of(one: Difference) -> str:
    """The id of the criterion, empty where it is about none."""
    of = one.about[0] if one.path[0] == "criteria" and one.about else {}
    return str(of.get("id", ""))


def finding_of(one: Difference) -> str:
    """The place of the finding: `docs/REPORT.md:9:3`; empty where it is about none."""
    is_finding = one.path[:1] == ("criteria",) and len(one.about) > 1 and "ok" in one.about[1]
    return _place(one.about[1]) if is_finding else ""


def field_of(one: Difference) -> str:
    """The names on the way to the value: `rules.files.digest`; empty for a criterion or a finding as a whole."""
    names = _names(one)
    for known in ("criteria", "observations"):
        if names[:1] == [known] and (criterion_of(one) if known == "criteria" else finding_of(one)):
            names = names[1:]
    return ".".join(names)


def _names(one: Difference) -> list[str]:
    return [part for part in one.path if isinstance(part, str)]


def pointer_of(one: Difference) -> str:
    """The place in the report, as a JSON Pointer (RFC 6901)."""
    return "".join(f"/{str(part).replace('~', '~0').replace('/', '~1')}" for part in one.path)


def line_of(one: Difference) -> str:
    """A difference on one line: what the report says, and what is so."""
    where = ", ".join(_where(one))
    if one.found is NOTHING:
        return f"{where}: the report says {_shown(one.reported)}, there is nothing of it"
    if one.reported is NOTHING:
        return f"{where}: the report does not say {_shown(one.found)}"
    return f"{where}: the report says {_shown(one.reported)}, it is {_shown(one.found)}"


def _where(one: Difference) -> Iterator[str]:
    criterion, finding = criterion_of(one), finding_of(one)
    if criterion:
        yield f"criterion {criterion}"
        if finding:
            yield finding
        yield field_of(one) or ("the finding" if finding else "all of it")
    elif one.about and isinstance(one.path[-1], str):
        yield f"{'.'.join(_names(one)[:-1])} {_name_of(one.about[-1])}"
        yield one.path[-1]
    else:
        yield field_of(one)


def _name_of(entry: Mapping[str, Any]) -> str:
    return next((str(entry[one]) for one in _NAMES if entry.get(one)), "one")


def _place(entry: Mapping[str, Any]) -> str:
    parts = [entry["path"], *(str(entry[one]) for one in ("line", "column") if entry.get(one))]
    return ":".join(parts) or "no place"


def _shown(value: Any) -> str:
    """A value as JSON has it; of an entry with many, what it is called by."""
    if isinstance(value, Mapping):
        value = next((value[one] for one in ("message", *_NAMES) if value.get(one)), value)
    return json.dumps(value, ensure_ascii=False)
