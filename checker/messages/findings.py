"""Findings: a report taken apart into what was seen, one by one, each under a fingerprint that outlives edits."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import PurePosixPath
from typing import Protocol, TypeVar

from checker.classes import dataclass
from checker.messages.summary import OUTCOME_WORDS, counted, headline, waivers_words, without_words
from checker.model.causes import Lack
from checker.model.location import NOWHERE, Location
from checker.model.observation import NOT_JUDGED, Acceptance, Observation, Outcome
from checker.model.report import RenderOptions, Report, Result, Severity
from checker.patterns import regex
from checker.text.display import visible, visible_line

OPEN = (Outcome.FAIL, Outcome.UNKNOWN)
"""What somebody has to act on, whatever its severity."""

_OUTCOME_BY_OK: Mapping[bool | None, Outcome] = {True: Outcome.PASS, False: Outcome.FAIL, None: Outcome.UNKNOWN}
_OK_BY_OUTCOME: Mapping[Outcome, bool | None] = {Outcome.FAIL: False, Outcome.UNKNOWN: None}
_ADDRESS = regex(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)
_UNTITLED = regex(r"\]\(")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was seen for a criterion. outcome: of this one: `waived` where it is bad and the criterion waived,
    and where it is accepted.

    nth: 1 for the first finding of its criterion. fingerprint: 64 hexadecimal digits, unique in a report; the same
    finding has the same one after edits elsewhere in the document, because it rests on names and not on line numbers.
    """

    result: Result
    seen: Observation
    outcome: Outcome
    nth: int
    fingerprint: str

    @property
    def severity(self) -> Severity:
        return self.result.criterion.severity

    @property
    def note(self) -> str:
        """By whom it is accepted, else what there is to say of its criterion."""
        return self.seen.accepted.words if self.seen.accepted is not None else self.result.note

    @property
    def rule(self) -> str:
        """The criterion under a name that is unique among all policies."""
        return f"{self.result.policy}/{self.result.criterion.id}" if self.result.policy else self.result.criterion.id


def findings(report: Report) -> tuple[Finding, ...]:
    """Everything that was seen, in the order of the report; a criterion without evidence says so in one finding."""
    seen = [(result, seen_of(result)) for result in report.results]
    alike = Counter(identity(result, one) for result, all_ in seen for one in all_)
    met: Counter[tuple[str, ...]] = Counter()
    found = []
    for result, all_ in seen:
        for nth, one in enumerate(all_, start=1):
            who = identity(result, one)
            met[who] += 1
            mark = fingerprint(who, met[who], alike[who])
            found.append(Finding(result, one, _outcome(result, one), nth, mark))
    return tuple(found)


def identity(result: Result, seen: Observation) -> tuple[str, ...]:
    """By what a finding is known for good: policy, criterion, file, pointer, words."""
    place = seen.location
    return result.policy, result.criterion.id, place.path, place.pointer, seen.words


def fingerprint(who: tuple[str, ...], nth: int = 1, of: int = 1) -> str:
    """The SHA-256 of by what a finding is known, as a JSON list.

    nth, of: which it is of how many that share all of that. Where one more comes up all of them get new ones, so that
    none takes that of another.
    """
    parts = [*who, *([f"{nth} of {of}"] if of > 1 else [])]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def sentence(finding: Finding) -> str:
    """The finding on one line, fit to be shown, with what was expected where it does not say so itself."""
    message, expected = visible_line(finding.seen.message), visible_line(finding.seen.unsaid[0] or "")
    if finding.outcome in OPEN and expected:
        message = f"{message} (expected {expected})"
    accepted = finding.seen.accepted
    if accepted is not None and not accepted.is_of_policy:
        return f"{visible_line(acceptance_words(accepted))}: {message}"
    told = finding.outcome is Outcome.UNKNOWN or (finding.outcome is Outcome.WAIVED and not finding.seen.ok)
    return f"{OUTCOME_WORDS[finding.outcome]}: {message}" if told else message


def summary(report: Report, *, waits: bool = False) -> str:
    """What the verdict rests on, how much of the policies was left out, what is waived, and what is meant as it is.

    waits: with the moments for which others wait.
    """
    waived = f"; {waivers_words(report)} ({without_words(report)})" if report.waived else ""
    left_out = f"; {counted(len(report.left_out), 'criterion is', 'criteria are')} left out" if report.left_out else ""
    known = f"; {counted(len(report.known), 'finding')} {known_at(report)}" if report.known else ""
    meant = f"; {counted(len(report.meant), 'thing')} let pass as the policy says" if report.meant else ""
    return f"{headline(report, waits=waits)}{left_out}{waived}{known}{meant}"


def known_at(report: Report) -> str:
    """`known at `origin/main``, empty for a report in which nothing is."""
    return next((one.by.words for one in report.known), "")


def acceptance_words(accepted: Acceptance) -> str:
    """By whom a finding is accepted, as it is told of that finding alone."""
    return f"waived, {accepted.words}" if accepted.waiver else accepted.words


def unlinked(text: str) -> str:
    """A text in which a reader of Markdown or SARIF sees no link."""
    return _UNTITLED.sub("] (", text)


def asked_at(result: Result, seen: Observation) -> Location:
    """Where somebody can do something about what was seen: of a file that is missing, what asks for it."""
    cause, place = seen.cause, seen.location
    is_own = cause is not None and cause.kind == Lack.FILE and cause.path == place.path
    return result.criterion.location if is_own and result.criterion.location.path else place


def is_address(path: str) -> bool:
    """Whether a place is no file but a web address, as that of an issue is."""
    return _ADDRESS.match(path) is not None


def has_file(place: Location) -> bool:
    """Whether a place is in a file of the judged tree; the tree as a whole and web addresses are not."""
    return place.path not in ("", ".") and not is_address(place.path)


def anchor(place: Location, result: Result, options: RenderOptions) -> Location:
    """A place in a file, for formats that take no finding without one: the place itself, else where the criterion
    stands in its policy. A policy outside the judged folder is named by its file name alone.
    """
    stated = result.criterion.location
    if has_file(place) and place != stated:
        return in_folder(place, options)
    path = PurePosixPath(stated.path.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or not has_file(stated):
        return Location(path.name or "policy.yaml", stated.line, stated.column)
    return stated


def in_folder(place: Location, options: RenderOptions) -> Location:
    """A place in the judged folder, as seen from the root of its repository."""
    path = f"{options.folder}/{place.path}" if options.folder else place.path
    return Location(path, place.line, place.column, place.pointer)


def shown_place(place: Location) -> str:
    """`path:line:column` on one line."""
    return visible(str(place)) if place.path not in ("", ".") else "the repository"


class Ranked(Protocol):
    """What has a severity, and the name of a criterion."""

    @property
    def severity(self) -> Severity: ...

    @property
    def rule(self) -> str: ...


R = TypeVar("R", bound=Ranked)


def most_severe_first(found: Iterable[R]) -> list[R]:
    """The most severe first, and of those the first of every criterion before anybody's second."""
    order, turns = list(Severity), Counter[str]()
    keyed = []
    for one in found:
        turns[one.rule] += 1
        keyed.append((order.index(one.severity), turns[one.rule], one))
    return [one for _, _, one in sorted(keyed, key=lambda key: key[:2])]


def seen_of(result: Result) -> Sequence[Observation]:
    """What was seen for a criterion; one without evidence says so itself."""
    return result.observations or (_stand_in(result),)


def _stand_in(result: Result) -> Observation:
    message = result.note or f"{OUTCOME_WORDS[result.outcome]}, without anything that was looked at"
    return Observation(_OK_BY_OUTCOME.get(result.outcome, True), message, NOWHERE)


def _outcome(result: Result, seen: Observation) -> Outcome:
    if result.outcome in NOT_JUDGED:
        return result.outcome
    if seen.accepted is not None:
        return Outcome.WAIVED
    outcome = _OUTCOME_BY_OK[seen.ok]
    if result.outcome is Outcome.WAIVED and outcome is not Outcome.PASS:
        return Outcome.WAIVED
    return outcome
