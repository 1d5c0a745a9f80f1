"""What was seen, and what it amounts to."""

from __future__ import annotations

from enum import StrEnum

from checker.classes import dataclass, replace
from checker.model.causes import Cause, Lack, cause_of
from checker.model.evidence import Gap, Reason, State, absent
from checker.model.exhibits import Exhibit
from checker.model.location import Location


@dataclass(frozen=True, slots=True)
class Acceptance:
    """That somebody who may say so says that a finding is to be as it is. why: their reason.

    waiver: the id of the waiver, empty where the policy itself says so; with one, owner, approved_by and issue are as
    written there, and until is its last day, `YYYY-MM-DD`. since: the revision at which it was known already, where the
    caller asks only for what is worse than there.
    """

    why: str
    waiver: str = ""
    owner: str = ""
    approved_by: str = ""
    issue: str = ""
    until: str = ""
    since: str = ""

    @property
    def is_of_policy(self) -> bool:
        """Whether the policy itself says so, and what was seen tells it already."""
        return not (self.waiver or self.since)

    @property
    def words(self) -> str:
        """`W-1 until 2026-07-31, approved by Raja: why (#81)`; of what the policy says itself, why."""
        if self.since:
            return f"known at `{self.since}`"
        told = f"{self.waiver} until {self.until}, approved by {self.approved_by}: {self.why} ({self.issue})"
        return told if self.waiver else self.why


@dataclass(frozen=True, slots=True)
class Observation:
    """One thing that was looked at, good or bad.

    ok: True met, False not met, None could not be decided.
    said: what was seen, in the document's own words; present tense, lower case, no full stop. Empty where the gap says
    it. Nothing is ever decided by what it says.
    expected, found: the two sides of the comparison, as text, where there was one. opposite: what is expected where
    the comparison must not hold.
    hint: what to do now, where it differs from the criterion's `fix`.
    related: other places that a reader wants to see beside it.
    gap: what is missing or in doubt of the evidence on which it rests. Where that is absent, the opposite is not met
    either.
    about: the field of which it is expected, where it was asked of one.
    told: the message goes on with what is expected.
    exhibit: the artifact or signature that it is about, for the report.
    accepted: what somebody says who accepts it; every report shows that.
    words: those that stand at its place, for knowing it again.
    blocked: what it comes from, where no gap says that.
    implied: who reads the message knows what is expected and what was found.
    """

    ok: bool | None
    said: str
    location: Location
    expected: str | None = None
    found: str | None = None
    hint: str | None = None
    related: tuple[Location, ...] = ()
    gap: Gap | None = None
    about: str = ""
    told: bool = False
    exhibit: Exhibit | None = None
    opposite: str | None = None
    accepted: Acceptance | None = None
    words: str = ""
    blocked: Cause | None = None
    implied: bool = False

    @property
    def cause(self) -> Cause | None:
        """The one thing that is missing or in the way, which others may stumble over as well; None for what is met."""
        if self.ok:
            return None
        return self.blocked or (cause_of(self.gap) if self.gap is not None else None)

    @property
    def message(self) -> str:
        """What was seen and, where it is told, what was expected."""
        seen = self.said or (self.gap.message if self.gap is not None else "")
        return f"{seen}, expected {self.expected}" if self.told and self.expected else seen

    @property
    def unsaid(self) -> tuple[str | None, str | None]:
        """What is expected and what was found, each where the message does not show it: for the eye alone."""
        kind = self.cause.kind if self.cause is not None else ""
        if self.implied or kind in (Lack.FILE, Lack.SECTION, Lack.ANCHOR, Lack.DECLARATION):
            return None, None
        message = self.message
        is_told = kind == Lack.COLUMN or not self.expected or self.expected in message
        expected = None if is_told else self.expected
        found = self.found if self.found is not None and (not self.found or self.found not in message) else None
        return expected, found

    @property
    def is_open(self) -> bool:
        """Whether it stands in the way: not met or undecided, and accepted by nobody."""
        return not self.ok and self.accepted is None

    @property
    def is_missing_evidence(self) -> bool:
        """Whether evidence is missing for it, so that its opposite is not met either."""
        return self.ok is False and self.gap is not None and not self.gap.is_fact

    @property
    def wanted(self) -> str:
        """What is expected, with the field of which it is (`level: `2``); empty for nothing."""
        return f"{self.about}: {self.expected}" if self.expected and self.about else self.expected or ""


class Outcome(StrEnum):
    """What came out for one criterion."""

    PASS = "pass"
    FAIL = "fail"
    UNKNOWN = "unknown"
    WAIVED = "waived"
    NOT_DUE = "not-due"
    NOT_RUN = "not-run"
    """It is due, and what it needs was not permitted: its programs."""
    NOT_APPLICABLE = "not-applicable"


NOT_JUDGED = (Outcome.NOT_RUN, Outcome.NOT_DUE, Outcome.NOT_APPLICABLE)
"""What comes out for criteria of which nothing was looked at."""


def met(said: str, location: Location, *, expected: str | None = None, found: str | None = None) -> Observation:
    return Observation(ok=True, said=said, location=location, expected=expected, found=found)


def not_met(
    said: str,
    location: Location,
    *,
    expected: str | None = None,
    found: str | None = None,
    hint: str | None = None,
    related: tuple[Location, ...] = (),
    told: bool = False,
    implied: bool = False,
    blocked: Cause | None = None,
) -> Observation:
    """told: the message goes on with what is expected. implied: it needs no more to be understood."""
    return Observation(
        ok=False,
        said=said,
        location=location,
        expected=expected,
        found=found,
        hint=hint,
        related=related,
        told=told,
        implied=implied,
        blocked=blocked,
    )


def undecided(said: str, location: Location, *, hint: str | None = None, blocked: Cause | None = None) -> Observation:
    return Observation(ok=None, said=said, location=location, hint=hint, blocked=blocked)


def lacking(
    gap: Gap,
    *,
    expected: str | None = None,
    found: str | None = None,
    hint: str | None = None,
    related: tuple[Location, ...] = (),
) -> Observation:
    """What a gap comes to for whatever needs the evidence: not met where it is absent, else undecided."""
    ok, hint = False if gap.state is State.ABSENT else None, hint or gap.hint
    return Observation(
        ok=ok, said="", location=gap.location, expected=expected, found=found, hint=hint, related=related, gap=gap
    )


def as_read_otherwise(seen: Observation) -> Observation:
    """What is not met, of a value that some take for what is wanted: its opposite is not met either."""
    return replace(seen, gap=absent(Reason.READ_OTHERWISE, seen.location, why=seen.said))
