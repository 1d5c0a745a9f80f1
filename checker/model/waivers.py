"""Waivers: a finding that is known, and accepted for a time by somebody who may."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from checker.classes import dataclass
from checker.model.kinds import PARAMETERS
from checker.model.location import NOWHERE, Location

FILE = ".closure-check/waivers.yaml"
CRITERION = "waivers"
"""The id of the criterion that tells of the waivers; no policy has one that is called so."""


@dataclass(frozen=True, slots=True)
class WaivedPlace:
    """Which finding of a criterion is meant, as `closure-check waive` writes it: all of it has to be the same.

    What its parts are says `checker.messages.naming`.
    """

    __pydantic_config__: ClassVar[Any] = PARAMETERS
    file: str
    """The file in which it stands, or the address of the issue."""
    pointer: str = ""
    """Its place by names: headings, record, column."""
    words: str = ""
    """The words that stand there, and what holds them where that has no name."""
    found: str = ""
    """What was found there, where the words do not say it, such as the number of rows."""
    expected: str | None = None
    """What is expected there, where that tells it apart from others at the same place."""


@dataclass(frozen=True, slots=True)
class Waiver:
    """One entry of the file. criterion: its id, or `policy/id`. until: the last day on which it holds, in UTC.

    issue: where it is followed up, as written. location: of the entry in the file.
    """

    id: str
    criterion: str
    at: WaivedPlace
    reason: str
    issue: str
    owner: str
    approved_by: str
    approved: date
    until: date
    location: Location = NOWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class WaiverRules:
    """Who may waive what, and for how long. Without it, nothing can be waived."""

    __pydantic_config__: ClassVar[Any] = PARAMETERS
    approvers: tuple[str, ...]
    """The people who may accept a finding, by their ids under `people`."""
    longest: int
    """The longest time for which one may be accepted, in days from `approved` to `until`, both included."""
    at_most: int | None = None
    """How many may be accepted at a time; any number without it."""
    warn: int = 7
    """So many days before its end a waiver is pointed out."""
    never: tuple[str, ...] = ()
    """The ids of criteria that nobody can waive."""
