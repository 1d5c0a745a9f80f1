"""What was seen, and what it amounts to."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from checker.model.location import Location

_VALUES = ("`", "one of ", "at least ", "at most ")


@dataclass(frozen=True, slots=True)
class Observation:
    """One thing that was looked at, good or bad.

    ok: True met, False not met, None could not be decided.
    message: what was seen, in the document's own words; present tense, lower case, no full stop.
    expected, found: the two sides of the comparison, as text, where there was one.
    hint: what to do now, where it differs from the criterion's `fix`.
    related: other places that a reader wants to see beside it.
    lost: not met because what should have been looked at is not there (a document, a section, a column), so that the
    opposite is not met either.
    about: the field of which it is expected, where it was asked of one.
    """

    ok: bool | None
    message: str
    location: Location
    expected: str | None = None
    found: str | None = None
    hint: str | None = None
    related: tuple[Location, ...] = ()
    lost: bool = False
    about: str = ""

    @property
    def wanted(self) -> str:
        """What is expected, with the field of which it is (`level `2``); empty for nothing."""
        if not self.expected or not self.about:
            return self.expected or ""
        if self.expected.startswith("text that "):
            return f"{self.about} {self.expected.removeprefix('text ')}"
        return f"{self.about}{'' if self.expected.startswith(_VALUES) else ':'} {self.expected}"


class Outcome(StrEnum):
    """What came out for one criterion."""

    PASS = "pass"
    FAIL = "fail"
    UNKNOWN = "unknown"
    WAIVED = "waived"
    NOT_DUE = "not-due"
    NOT_APPLICABLE = "not-applicable"


def met(message: str, location: Location, *, expected: str | None = None, found: str | None = None) -> Observation:
    return Observation(ok=True, message=message, location=location, expected=expected, found=found)


def not_met(
    message: str,
    location: Location,
    *,
    expected: str | None = None,
    found: str | None = None,
    hint: str | None = None,
    related: tuple[Location, ...] = (),
) -> Observation:
    return Observation(
        ok=False, message=message, location=location, expected=expected, found=found, hint=hint, related=related
    )


def undecided(message: str, location: Location, *, hint: str | None = None) -> Observation:
    return Observation(ok=None, message=message, location=location, hint=hint)
