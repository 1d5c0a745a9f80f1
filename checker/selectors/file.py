"""Files and directories."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from checker.model.facts import Facts
from checker.model.kinds import Scope, Selector
from checker.model.language import PathSet, Selected
from checker.model.location import Location
from checker.model.record import Record, Value, plain_value
from checker.reading.filled_paths import fields_in
from checker.reading.places import paths_in


@dataclass(frozen=True, slots=True, kw_only=True)
class File(Selector):
    """Files by name, path or glob; a path that ends in `/` is a directory.

    A path without `*` is a record whether it is there or not, so that `committed` can say that it is missing; what
    counts records (`exists`, `count`, `for_none`) counts those that are there. A glob yields what is there; `*` stays
    within a name, `**` spans directories. Selectors without `in`, inside the requirement, look into the file.

    ```yaml
    for_each: {file: [pr-template, review-checklist]}
    require: {exists: {task: {}}}
    ```
    """

    kind: ClassVar[str] = "file"
    short: ClassVar[str] = "in"
    provides: ClassVar[Mapping[str, str]] = {
        "path": "from the root",
        "name": "the last part of the path",
        "stem": "the name without its last extension",
        "extension": "with its dot, empty for none",
        "directory": "the path of the directory, `.` for the root",
        "size": "bytes; absent for a directory or a file that is not there",
    }
    in_: PathSet
    """Documents of the policy, paths or globs."""

    def select(self, scope: Scope) -> Selected:
        paths, problems = paths_in(scope, self.in_)
        records = tuple(_record(scope.facts, path) for path in paths)
        words = (", ".join(paths) if any(map(fields_in, self.in_.paths)) else "") or self.in_.name
        return Selected(records, problems, Location("."), f"the files {words}", len(records))


def _record(facts: Facts, path: str) -> Record:
    place = Location(path)
    name = posixpath.basename(path)
    stem, extension = posixpath.splitext(name)
    entry = facts.tree.entries.get(path)
    size = entry.size if entry is not None else None
    fields = {
        "path": plain_value(path, place),
        "name": plain_value(name, place),
        "stem": plain_value(stem, place),
        "extension": plain_value(extension, place),
        "directory": plain_value(posixpath.dirname(path) or ".", place),
        "size": Value("", "", place, absent=f"{path} has no size")
        if size is None
        else plain_value(str(size), place, size),
    }
    is_there = entry is not None or path in facts.tree.directories
    absent = "" if is_there else f"{path} is not there"
    return Record("file", path, Value(path, path, place, data=path, absent=absent), fields)
