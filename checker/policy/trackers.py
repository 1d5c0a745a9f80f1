"""Reading which tracker a policy names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from checker.issues.references import HOST_BY_TRACKER
from checker.model.issues import TrackerSetting
from checker.model.kinds import PARAMETERS
from checker.patterns import regex
from checker.policy.grammar import adapter, parameters
from checker.policy.mistakes import Mistakes, mistake, shown, validated

_PROJECT = {
    "github": regex(r"[A-Za-z0-9][A-Za-z0-9-]*/[A-Za-z0-9._-]+"),
    "gitlab": regex(r"[A-Za-z0-9_][A-Za-z0-9_.-]*(?:/[A-Za-z0-9_][A-Za-z0-9_.-]*)+"),
}
_HOST = regex(r"[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::[0-9]{1,5})?")
_DAYS = regex(r"(?P<days>[0-9]{1,4}) days?")


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackerEntry:
    """Where the issues are that the policy speaks of."""

    __pydantic_config__: ClassVar[Any] = PARAMETERS
    github: str | None = None
    """`owner/name` on GitHub."""
    gitlab: str | None = None
    """`group/name` on GitLab."""
    host: str | None = None
    """The host of its pages, for a GitHub or GitLab of your own; a token goes there only if the environment says so."""
    max_age: str | None = None
    """How old a recording of its answers may be, such as `2 days`; an older one decides nothing."""


def read_tracker(written: Any, repository: str, mistakes: Mistakes) -> TrackerSetting | None:
    """The tracker of a policy, None when it names none or has mistakes. repository: what the policy says beside it."""
    if written is None:
        return None
    names = list(parameters(TrackerEntry))
    entry = mistakes.attempt(("tracker",), lambda: validated(adapter(TrackerEntry), written, None), names)
    return None if entry is None else mistakes.attempt((), lambda: _setting(entry, repository))


def _setting(entry: TrackerEntry, repository: str) -> TrackerSetting:
    """Raises pydantic's ValidationError with the first mistake."""
    given = [(kind, project) for kind in HOST_BY_TRACKER if (project := getattr(entry, kind)) is not None]
    if len(given) != 1:
        raise mistake("a tracker is either `github: owner/name` or `gitlab: group/name`", "tracker")
    ((kind, project),) = given
    if not _PROJECT[kind].fullmatch(project):
        raise mistake(f"{shown(project)} stands here, expected a repository such as `owner/name`", "tracker", kind)
    if repository and repository.casefold() != project.casefold():
        raise mistake(f"`repository` is `{repository}`, but the tracker is that of `{project}`", "tracker", kind)
    host = (entry.host or "").casefold()
    if entry.host is not None and not _HOST.fullmatch(host):
        raise mistake(
            f"{shown(entry.host)} stands here, expected a host such as `github.example.org`", "tracker", "host"
        )
    return TrackerSetting(kind, project, host, _days(entry.max_age))


def _days(written: str | None) -> int | None:
    if written is None:
        return None
    match = _DAYS.fullmatch(written)
    if match is None:
        raise mistake(f"{shown(written)} stands here, expected an age such as `2 days`", "tracker", "max_age")
    return int(match["days"])
