"""Findings for whoever is told each by itself, as an alert, an annotation or a line: one cause is one of them."""

from __future__ import annotations

from collections.abc import Hashable, Iterable

from checker.classes import dataclass
from checker.messages.blockers import Blocker, blocker_of, known_by, named
from checker.messages.findings import OPEN, Finding, most_severe_first, sentence
from checker.messages.summary import OUTCOME_WORDS
from checker.model.location import Location
from checker.model.observation import Outcome
from checker.model.report import Report, Result, Severity
from checker.text.display import visible_line


@dataclass(frozen=True, slots=True)
class Told:
    """One finding, or all that come of one cause.

    lead: of the criterion to which it matters most; all are told under its name, severity and fingerprint. blocker:
    what stands in the way, with every criterion that it blocks; None for what is told as it was seen.
    """

    lead: Finding
    blocker: Blocker | None = None

    @property
    def severity(self) -> Severity:
        return self.lead.severity

    @property
    def rule(self) -> str:
        return self.lead.rule

    @property
    def others(self) -> tuple[Result, ...]:
        """The further criteria that it blocks."""
        results = self.blocker.results if self.blocker is not None else ()
        return tuple(one for one in results if one is not self.lead.result)

    @property
    def sentence(self) -> str:
        """What it is, with what is there instead and how much it blocks, on one line."""
        one, told = self.blocker, [sentence(self.lead)]
        if one is not None:
            unsure = f"{OUTCOME_WORDS[Outcome.UNKNOWN]}: " if self.lead.outcome is Outcome.UNKNOWN else ""
            told = [f"{unsure}{visible_line(one.said)}"]
            if self.others:
                told.append(visible_line(f"blocks {len(one.results)} criteria: {named(one.results)}"))
        return "; ".join(told)

    @property
    def remedy(self) -> str:
        """What to do, on one line; empty where nothing is known that is sure to fit."""
        return visible_line(self.blocker.remedy) if self.blocker is not None else ""

    @property
    def places(self) -> tuple[Location, ...]:
        """Where it is, each once; of a file that is missing, where it is asked for."""
        return self.blocker.places if self.blocker is not None else (self.lead.seen.location,)


def told(report: Report, found: Iterable[Finding]) -> tuple[Told, ...]:
    """What is open once for each cause, where it first comes up, and everything else by itself."""
    groups: dict[Hashable, list[Finding]] = {}
    for one in found:
        groups.setdefault(known_by(one.seen) if one.outcome in OPEN else one.fingerprint, []).append(one)
    return tuple(_told(report, group) for group in groups.values())


def _told(report: Report, group: list[Finding]) -> Told:
    lead, *others = most_severe_first(group)
    if lead.outcome not in OPEN:
        return Told(lead)
    return Told(lead, blocker_of([(one.result, one.seen) for one in (lead, *others)], report))
