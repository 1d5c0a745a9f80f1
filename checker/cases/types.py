"""Cases as they are judged: plain data, without their YAML."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from checker.classes import dataclass
from checker.model.location import Location
from checker.model.observation import Observation, Outcome
from checker.model.report import Stage
from checker.policy.types import Policy
from checker.sources.memory import InMemory
from checker.trackers import Tracker


@dataclass(frozen=True, slots=True)
class Place:
    """Where something has to be found, as far as it is said. message: a part of what is said there.

    path: empty for any file; line, column: None for any.
    """

    path: str = ""
    line: int | None = None
    column: int | None = None
    message: str = ""

    def is_at(self, seen: Observation, path: str) -> bool:
        """Whether something that was seen stands here. path: of its place, as cases name it."""
        return (
            self.path in ("", path)
            and self.line in (None, seen.location.line)
            and self.column in (None, seen.location.column)
            and self.message in seen.message
        )

    def __str__(self) -> str:
        place = ":".join(str(part) for part in (self.path, self.line, self.column) if part not in (None, ""))
        return " ".join(part for part in (place, f"… {self.message} …" if self.message else "") if part)


@dataclass(frozen=True, slots=True)
class Expectation:
    """What has to come out for one criterion. location: where the cases say so.

    places: where every finding has to be; None for anywhere.
    """

    outcome: Outcome
    location: Location
    places: tuple[Place, ...] | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """One input, and what has to come out of it. location: in the file of cases.

    expected: by criterion, which alone are judged. others: the outcome of criteria that are due and not among these;
    None for any. commands: whether programs end well; None where none is due.
    """

    name: str
    location: Location
    today: date
    stage: Stage
    source: InMemory
    tracker: Tracker
    expected: Mapping[str, Expectation]
    others: Outcome | None = None
    commands: bool | None = None


@dataclass(frozen=True, slots=True)
class Suite:
    """The cases of a policy. name: of their file, as messages call it."""

    name: str
    policy: Policy
    cases: tuple[Case, ...]
