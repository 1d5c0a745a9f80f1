"""Reading which tracker a policy names."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, ClassVar

from checker.classes import dataclass
from checker.model.kinds import PARAMETERS
from checker.patterns import regex
from checker.plugins import TRACKERS, undeclared
from checker.policy.grammar import adapter, parameters
from checker.policy.mistakes import KEY, Mistakes, mistake, shown, validated
from checker.trackers import TrackerKind, TrackerSetting

_HOST = regex(r"[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::[0-9]{1,5})?")
_DAYS = regex(r"(?P<days>[0-9]{1,4}) days?")


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackerEntry:
    """Where the issues are that the policy speaks of: a kind of tracker with its project, and what stands beside it."""

    __pydantic_config__: ClassVar[Any] = PARAMETERS
    host: str | None = None
    """The host of its pages, for a GitHub or GitLab of your own; a token goes there only if the environment says so."""
    max_age: str | None = None
    """How old a recording of its answers may be, such as `2 days`; an older one decides nothing."""


def read_tracker(
    written: Any, repository: str, kinds: Mapping[str, type[TrackerKind]], mistakes: Mistakes
) -> TrackerSetting | None:
    """The tracker of a policy, None when it names none or has mistakes. repository: what the policy says beside it.

    kinds: those that it may name.
    """
    if written is None:
        return None
    for key in written if isinstance(written, dict) else ():
        if key not in kinds and key not in parameters(TrackerEntry) and (owner := undeclared(TRACKERS, key)):
            mistakes.add(f"unknown tracker `{key}`{owner}", "tracker", key, KEY)
            return None
    given = {key: value for key, value in written.items() if key in kinds} if isinstance(written, dict) else {}
    others = {key: value for key, value in written.items() if key not in kinds} if given else written
    names = [*kinds, *parameters(TrackerEntry)]
    entry = mistakes.attempt(("tracker",), lambda: validated(adapter(TrackerEntry), others, None), names)
    return None if entry is None else mistakes.attempt((), lambda: _setting(given, entry, repository, kinds))


def _setting(
    given: Mapping[str, Any], entry: TrackerEntry, repository: str, kinds: Mapping[str, type[TrackerKind]]
) -> TrackerSetting:
    """Raises pydantic's ValidationError with the first mistake."""
    if len(given) != 1:
        forms = " or ".join(f"`{name}: {kind.example}`" for name, kind in kinds.items())
        raise mistake(f"a tracker is {'either ' if len(kinds) == 2 else ''}{forms}", "tracker")
    ((name, project),) = given.items()
    kind = kinds[name]()
    if not isinstance(project, str) or not re.fullmatch(kind.form, project):
        what = "a repository" if kind.files else "a project"
        raise mistake(f"{shown(project)} stands here, expected {what} such as `{kind.example}`", "tracker", name)
    if kind.files and repository and repository.casefold() != project.casefold():
        raise mistake(f"`repository` is `{repository}`, but the tracker is that of `{project}`", "tracker", name)
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
