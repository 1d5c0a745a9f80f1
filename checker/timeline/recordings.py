"""What the tracker said at the time of a commit, as far as somebody recorded it.

A recording counts for a commit on whose day it was made, and for those after that, until there is a newer one. What was
recorded later never counts for an earlier day: an issue that was closed on Friday was open on Monday. Days are what is
judged, and a gate records some minutes after the commit that it judges; so of the recordings of its own day the first
that follows it counts, and only without one the last before it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from checker.classes import dataclass, field
from checker.errors import UsageError
from checker.files import read_named
from checker.issues.export import read_json
from checker.issues.recording import Recording, is_recording, read_recording
from checker.pipeline import tracker_of
from checker.policy.types import Policy
from checker.sources.walk import Step
from checker.trackers import NoTracker, Tracker
from checker.trackers.file import recorded_tracker

_FEWER = "record fewer issues"
UNKNOWN = NoTracker(
    "is not known of that day, since nothing was recorded by then",
    "keep recordings (`closure-check issues fetch`), and name their folder with --issues",
)


@dataclass(frozen=True, slots=True)
class Recorded:
    """A recording in a file. digest: SHA-256 of its bytes, in hexadecimal."""

    name: str
    recording: Recording = field(repr=False)
    digest: str

    @property
    def fetched(self) -> datetime:
        return self.recording.fetched


@dataclass(frozen=True, slots=True)
class Recordings:
    """All that are at hand, the oldest first."""

    every: tuple[Recorded, ...] = ()

    def at(self, step: Step) -> Recorded | None:
        """The one that counts for a commit, None where nothing was recorded by its day."""
        made = datetime.fromisoformat(step.at)
        known = [one for one in self.every if one.fetched.astimezone(UTC).date() <= step.day]
        after = (one for one in known if one.fetched >= made and one.fetched.astimezone(UTC).date() == step.day)
        return next(after, known[-1] if known else None)


def tracker_at(recorded: Recorded | None, policies: Sequence[Policy], step: Step) -> Tracker:
    """What answers for a commit. Raises UsageError for a recording of another project."""
    if recorded is None:
        return UNKNOWN
    setting, repository = tracker_of(policies)
    project = setting.project if setting else repository
    most = setting.max_age if setting else None
    return recorded_tracker(
        recorded.recording,
        recorded.name,
        digest=recorded.digest,
        repository=project,
        today=step.day,
        max_age=most,
    )


def recordings_in(place: Path) -> Recordings:
    """The recordings in a folder, or the one in a file. Raises UsageError for what is none."""
    try:
        names = sorted(place.iterdir()) if place.is_dir() else [place]
    except OSError as error:
        raise UsageError(
            f"--issues: `{place}` cannot be listed: {(error.strerror or 'unknown cause').lower()}"
        ) from None
    files = (
        [one for one in names if one.suffix == ".json" and not one.name.startswith(".")] if place.is_dir() else names
    )
    if not files:
        raise UsageError(f"--issues: there is no recording in `{place}`; `closure-check issues fetch` makes them")
    return Recordings(tuple(sorted(map(_recorded, files), key=lambda one: one.fetched)))


def _recorded(path: Path) -> Recorded:
    return read_recorded(str(path), read_named(path, _FEWER))


def read_recorded(name: str, data: bytes) -> Recorded:
    """The recording in some bytes. Raises UsageError for an export, of which nobody knows when it was true."""
    value = read_json(data, name)
    if not is_recording(value):
        said = "is an export, which does not say when it was made, so nobody can tell for which day it counts"
        raise UsageError(f"{name}: {said}; name recordings (`closure-check issues fetch`)")
    return Recorded(name, read_recording(value, name), hashlib.sha256(data).hexdigest())
