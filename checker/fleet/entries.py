"""What a list of repositories says, as it is written."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

from checker.classes import dataclass, field
from checker.model.kinds import PARAMETERS
from checker.model.report import Stage


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenEntry:
    """How a repository is judged; each has what stands under `defaults`, with its own words in place of that."""

    __pydantic_config__: ClassVar[Any] = PARAMETERS
    revision: str | None = None
    """The commit, tag or branch that is judged; `HEAD` when nothing is said."""
    policy: str | tuple[str, ...] | None = None
    """Policies: names of those that ship, or files by their paths from this one. Without, the repository's own."""
    digest: str | None = None
    """`sha256:…` that the policies must have, as `lint --digest` prints it."""
    folder: str | None = None
    """The folder of the repository that is judged, all of it when nothing is said."""
    issues: str | None = None
    """A recording or export of the tracker, by its path from here; `{name}` in it is the name of the repository."""
    tracker: Literal["ask", "leave"] | None = None
    """Whether the tracker is asked over the network, with the token of the environment; else it is left."""
    stage: Stage | None = None
    """The moment that is judged: `commit`, `merge` or `closure`."""
    owner: str | None = None
    """Who sees to it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceEntry(GivenEntry):
    """A repository."""

    at: str
    """Where it is: a folder with a clone, a bare repository, or an address of git."""
    name: str | None = None
    """What it is called; the end of its place when nothing is said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FleetEntry:
    """The top of a list of repositories."""

    __pydantic_config__: ClassVar[Any] = PARAMETERS
    version: Literal[1]
    """The version of the format; there is one."""
    defaults: dict[str, Any] = field(default_factory=dict)
    """What holds for each that says nothing else."""
    repositories: list[Any]
    """Places, or mappings with more to say."""
