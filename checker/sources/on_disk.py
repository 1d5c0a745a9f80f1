"""Files below a folder as they are on disk, whether git knows them or not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from checker.classes import dataclass, field
from checker.model.location import Location
from checker.model.problem import Problem, not_there
from checker.sources.disk import Disk
from checker.sources.source import problem


@dataclass(frozen=True)
class OnDisk:
    """What a folder holds; nothing of it is reached through a link below that folder."""

    root: Path
    disk: Disk = field(repr=False)

    def read(self, paths: Iterable[str]) -> Mapping[str, bytes | Problem]:
        return {path: self._content(path) for path in paths}

    def _content(self, path: str) -> bytes | Problem:
        link = self.disk.link_above(path)
        if link is not None:
            return problem(path, f"lies behind the symbolic link `{link}`, which is never followed")
        if self.disk.entry(path) is None and not self.disk.is_folder(path):
            return not_there("is not there", Location(path))
        return self.disk.read(path)
