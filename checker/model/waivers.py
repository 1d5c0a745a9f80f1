"""Waivers: a finding that is known, and accepted for a time by somebody who may."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from checker.model.location import NOWHERE, Location

CRITERION = "waivers"
"""The id of the criterion that tells of the waivers; no policy has one that is called so."""


@dataclass(frozen=True, slots=True)
class WaivedPlace:
    """Which finding of a criterion is meant, as `waive` writes it: all of it has to be the same.

    file, pointer, words: of the place; see `checker.reading.naming`. expected: what is expected there, only where
    several findings share the place.
    """

    file: str
    pointer: str = ""
    words: str = ""
    expected: str | None = None


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


@dataclass(frozen=True, slots=True)
class WaiverRules:
    """What a policy allows. approvers: ids of people, or names. never: ids of criteria that cannot be waived.

    longest: days from `approved` to `until`, both included. at_most: how many waivers may hold at a time, None for any
    number. warn: so many days before its end a waiver is pointed out.
    """

    approvers: tuple[str, ...]
    longest: int
    at_most: int | None = None
    warn: int = 0
    never: frozenset[str] = frozenset()
