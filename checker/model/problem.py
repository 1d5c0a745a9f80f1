"""Why something cannot be read."""

from __future__ import annotations

from dataclasses import dataclass

from checker.model.location import Location


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a document, or a part of it, cannot be read. message: cause and remedy, as in `Observation.message`.

    absent: there is no such document, which is not met; anything else that keeps it from being read is undecided.
    malformed: it breaks the rules of its own format, whoever reads it.
    """

    message: str
    location: Location
    hint: str | None = None
    absent: bool = False
    malformed: bool = False
