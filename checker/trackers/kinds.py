"""The kinds of tracker that a policy can name, one registration line each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from checker.classes import dataclass
from checker.issues.forge_notation import ForgeNotation
from checker.model.references import Notation
from checker.trackers import LiveTracker, NoTracker, TrackerKind, TrackerSetting
from checker.web.access import Access


@dataclass(frozen=True, slots=True)
class GitHub(TrackerKind):
    """The issues of a repository on GitHub: `owner/name`."""

    kind: ClassVar[str] = "github"
    example: ClassVar[str] = "owner/name"
    form: ClassVar[str] = r"[A-Za-z0-9][A-Za-z0-9-]*/[A-Za-z0-9._-]+"
    host: ClassVar[str] = "github.com"
    files: ClassVar[str] = "blob"

    def notation(self, setting: TrackerSetting) -> Notation:
        return ForgeNotation(setting.pages)

    def connect(self, setting: TrackerSetting, access: Access) -> LiveTracker | NoTracker:
        from checker.trackers.opening import connect_forge

        return connect_forge(setting, access)


@dataclass(frozen=True, slots=True)
class GitLab(TrackerKind):
    """The issues of a project on GitLab: `group/name`."""

    kind: ClassVar[str] = "gitlab"
    example: ClassVar[str] = "group/name"
    form: ClassVar[str] = r"[A-Za-z0-9_][A-Za-z0-9_.-]*(?:/[A-Za-z0-9_][A-Za-z0-9_.-]*)+"
    host: ClassVar[str] = "gitlab.com"
    files: ClassVar[str] = "-/blob"

    def notation(self, setting: TrackerSetting) -> Notation:
        return ForgeNotation(setting.pages, gh=False, groups=True)

    def connect(self, setting: TrackerSetting, access: Access) -> LiveTracker | NoTracker:
        from checker.trackers.opening import connect_forge

        return connect_forge(setting, access)


TRACKER_BY_NAME: Mapping[str, type[TrackerKind]] = {"github": GitHub, "gitlab": GitLab}
