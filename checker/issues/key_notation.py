"""How trackers write issues that have keys (`ABC-12`), as Jira, YouTrack and Linear do."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from urllib.parse import urlsplit

from checker.classes import dataclass
from checker.model.issues import IssueRef, is_key
from checker.model.references import LINK, Named, Pull, Stray


@dataclass(frozen=True, slots=True)
class KeyNotation:
    """Issues of one project. project: what stands before the number (`ABC`). host: of the pages of its tracker.

    In a text, only what begins with the project is a reference (`UTF-8` has the form of a key, too). At an address, the
    first part of its path that is a key names the issue, of whichever project.
    """

    project: str
    host: str

    @property
    def example(self) -> str:
        return f"{self.project}-62"

    @property
    def token(self) -> re.Pattern[str]:
        return _token(self.project)

    def named(self, token: re.Match[str]) -> Iterator[Named | Pull]:
        yield Named(IssueRef("", token["key"]))

    def goal(self, target: str) -> Named | Pull | Stray | None:
        try:
            parts = urlsplit(target)
        except ValueError:
            return None
        key = next((part for part in parts.path.split("/") if is_key(part)), None)
        if key is None or not parts.netloc:
            return None
        if parts.scheme == "https" and parts.netloc.casefold() == self.host.casefold():
            return Named(IssueRef("", key), exact=True)
        return Stray(target) if key.startswith(f"{self.project}-") else None


@lru_cache(maxsize=64)
def _token(project: str) -> re.Pattern[str]:
    own = rf"(?P<key>{re.escape(project)}-[1-9][0-9]{{0,8}})"
    return re.compile(rf"{LINK}|(?<![A-Za-z0-9_/.-]){own}(?![A-Za-z0-9_]|[-.][A-Za-z0-9_])", re.ASCII)
