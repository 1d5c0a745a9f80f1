"""Which findings are waived, and what is wrong with a waiver. Pure.

Every waiver is told in the result of one more criterion, `waivers`, so that every report shows it: one that holds, one
that nothing is left of, and one that nobody may give.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from checker.classes import dataclass, replace
from checker.messages.naming import as_found
from checker.messages.summary import counted
from checker.model.evidence import Reason
from checker.model.exhibits import Artifact
from checker.model.language import Person
from checker.model.observation import NOT_JUDGED, Acceptance, Observation, Outcome, met, not_met
from checker.model.packed import standing_out
from checker.model.report import Heading, Result, Severity, Stage
from checker.model.waivers import CRITERION, Waiver
from checker.policy.types import Policy
from checker.text.titles import suggestion
from checker.verdict import with_accepted

_LOST = (Reason.NO_FILE, Reason.NO_CONTENT)


@dataclass(frozen=True, slots=True)
class _Given:
    """A waiver that may be given, and the findings that it names, as positions in the results."""

    waiver: Waiver
    at: tuple[tuple[int, int], ...] = ()
    problem: str = ""
    hint: str | None = None
    unused: bool = False


def waived(
    results: Sequence[Result],
    waivers: Sequence[Waiver],
    policies: Sequence[Policy],
    as_of: date,
    stage: Stage,
    *,
    pass_unused: bool = False,
) -> tuple[Result, ...]:
    """The results with what is waived, and with one more that tells of every waiver.

    as_of: the day that is judged. pass_unused: whether a waiver that nothing is left of is fine at merge and closure.
    """
    if not waivers:
        return tuple(results)
    by_id = {policy.id: policy for policy in policies}
    given = _limited([_given(one, results, by_id, as_of) for one in waivers], results, by_id)
    accepted = {one.at[0]: one.waiver for one in given if one.at and not one.problem}
    lenient = pass_unused or stage is Stage.COMMIT
    told = tuple(_told(one, as_of, results, by_id, lenient=lenient) for one in given)
    heading = Heading(
        CRITERION,
        "Every waiver names a finding, and is given by somebody who may",
        severity=Severity.ERROR,
        stage=Stage.COMMIT,
        location=waivers[0].location,
    )
    outcome = Outcome.PASS if all(one.ok for one in told) else Outcome.FAIL
    own = Result(heading, outcome, told, "", policies[0].id)
    return (*(_with(result, n, accepted) for n, result in enumerate(results)), own)


def _with(result: Result, n: int, held: Mapping[tuple[int, int], Waiver]) -> Result:
    """A result with what is waived of it. n: its position. held: the waivers by the positions of what they name."""
    accepted = {m: _acceptance(one) for (of, m), one in held.items() if of == n}
    return with_accepted(result, accepted, "; ".join(one.words for one in accepted.values()))


def _acceptance(one: Waiver) -> Acceptance:
    return Acceptance(one.reason, one.id, one.owner, one.approved_by, one.issue, one.until.isoformat())


def _given(waiver: Waiver, results: Sequence[Result], policies: Mapping[str, Policy], as_of: date) -> _Given:
    """Whether a waiver may be given, and what it names."""
    asked = [(n, one) for n, one in enumerate(results) if waiver.criterion in names_of(one)]
    if not asked:
        meant = suggestion(waiver.criterion, sorted({one.criterion.id for one in results}))
        return _Given(waiver, problem=f"there is no criterion `{waiver.criterion}`{meant}")
    if len(asked) > 1:
        names = " and ".join(f"`{one.policy}/{one.criterion.id}`" for _, one in asked)
        return _Given(waiver, problem=f"several policies have a criterion `{waiver.criterion}`", hint=f"write {names}")
    n, result = asked[0]
    objection = next(_objections(waiver, result, policies[result.policy], as_of), "")
    if objection:
        return _Given(waiver, problem=objection)
    found = tuple((n, m) for m, one in standing_out(result.observations) if _is_meant(waiver, one))
    if not found:
        return _Given(waiver, unused=True)
    if len(found) > 1:
        return _Given(
            waiver, problem=f"it names {len(found)} findings", hint=_apart([result.observations[m] for _, m in found])
        )
    problem = _why_never(result.observations[found[0][1]])
    return _Given(waiver, found, problem)


def names_of(result: Result) -> tuple[str, str]:
    """How a waiver may name a criterion."""
    return result.criterion.id, f"{result.policy}/{result.criterion.id}"


def _objections(waiver: Waiver, result: Result, policy: Policy, as_of: date) -> Iterator[str]:
    """Why a waiver does not hold, whatever it names."""
    rules = policy.waivers
    if rules is None:
        yield f"the policy `{policy.id}` lets nothing be waived"
        return
    if result.criterion.id in rules.never:
        yield f"the policy says that `{result.criterion.id}` can never be waived"
    approver = person_of(waiver.approved_by, policy.people)
    if approver is None or approver.id not in rules.approvers:
        who = " or ".join(policy.people[one].name for one in rules.approvers)
        yield f"{waiver.approved_by} may not approve it, expected {who}"
    elif _same(waiver.owner, approver, policy.people):
        yield f"{waiver.owner} owns it and approves it; somebody else has to approve"
    if waiver.approved > as_of:
        yield f"it is approved on {waiver.approved}, which is still to come"
    days = (waiver.until - waiver.approved).days + 1
    if days > rules.longest:
        yield f"it holds for {counted(days, 'day')}, and the policy allows {rules.longest} at most"
    if waiver.until < as_of:
        yield f"it ended on {waiver.until}"


def _same(written: str, person: Person, people: Mapping[str, Person]) -> bool:
    return person_of(written, people) == person or written.split() == person.name.split()


def person_of(written: str, people: Mapping[str, Person]) -> Person | None:
    """The person of the policy who is named by id, name, another spelling, or login; None for nobody or for several."""
    name = " ".join(written.split()).casefold().removeprefix("@")
    found = [
        one
        for one in people.values()
        if name in {known.casefold() for known in (one.id, one.name, *one.aliases, one.login) if known}
    ]
    return found[0] if len(found) == 1 else None


def _is_meant(waiver: Waiver, seen: Observation) -> bool:
    at, place = waiver.at, seen.location
    return (
        not seen.ok
        and (at.file, at.pointer, at.words) == (place.path, place.pointer, seen.words)
        and at.expected in (None, seen.expected)
        and at.found == as_found(seen)
    )


def _apart(seen: Sequence[Observation]) -> str:
    """What tells findings at one place apart."""
    expected = dict.fromkeys(one.expected for one in seen)
    if len(expected) == len(seen) and None not in expected:
        return "add `expected` to `at`: " + ", or ".join(f"`{one}`" for one in expected)
    lines = ", ".join(str(one.location.line) for one in seen if one.location.line is not None)
    return f"write the words{f' in lines {lines}' if lines else ''} so that they differ, then waive each by itself"


def _why_never(seen: Observation) -> str:
    """Why a finding cannot be waived, whoever approves it; empty where it can."""
    if seen.ok is None:
        return "what could not be decided cannot be waived"
    if (
        seen.is_missing_evidence
        or isinstance(seen.exhibit, Artifact)
        or (seen.gap is not None and seen.gap.reason in _LOST)
    ):
        return "evidence that is missing cannot be waived"
    return ""


def _limited(given: Sequence[_Given], results: Sequence[Result], policies: Mapping[str, Policy]) -> list[_Given]:
    """Of waivers for one finding only the first holds, and of those of a policy no more than it allows."""
    taken: dict[tuple[int, int], str] = {}
    number: Counter[str] = Counter()
    found = []
    for one in given:
        if one.at and not one.problem:
            policy = policies[results[one.at[0][0]].policy]
            most = policy.waivers.at_most if policy.waivers is not None else None
            other = taken.setdefault(one.at[0], one.waiver.id)
            number[policy.id] += 1
            if other != one.waiver.id:
                one = replace(one, problem=f"`{other}` waives the same finding")  # noqa: PLW2901
            elif most is not None and number[policy.id] > most:
                one = replace(one, problem=f"the policy allows {most} at a time, and this is one more")  # noqa: PLW2901
        found.append(one)
    return found


def _told(
    given: _Given, as_of: date, results: Sequence[Result], policies: Mapping[str, Policy], *, lenient: bool
) -> Observation:
    waiver, place = given.waiver, given.waiver.location.pointing(given.waiver.id)
    called = f"`{waiver.id}` for `{waiver.criterion}`"
    if given.problem:
        return not_met(f"{called}: {given.problem}", place, hint=given.hint)
    if given.unused:
        asked = next(one for one in results if waiver.criterion in names_of(one))
        if asked.left_out or asked.outcome in NOT_JUDGED:
            return met(f"{called}: the criterion is not judged here", place)
        said = f"{called}: nothing is found any more at {shown(waiver)}"
        return (
            met(said, place)
            if lenient
            else not_met(said, place, hint="take it out (`--pass-unused-waivers` lets it stay)")
        )
    rules = policies[results[given.at[0][0]].policy].waivers
    left = (waiver.until - as_of).days
    soon = rules is not None and left <= rules.warn
    ends = "today" if left == 0 else f"in {counted(left, 'day')}"
    until = f"until {waiver.until}" + (f", which is {ends}" if soon else "")
    return met(f"{called} holds {until}: {waiver.reason} ({waiver.issue}), approved by {waiver.approved_by}", place)


def shown(waiver: Waiver) -> str:
    """The place of what is waived, in words."""
    at = waiver.at
    said = [f"({at.pointer})" if at.pointer else "", f"`{at.words}`" if at.words else ""]
    return " ".join(filter(None, [at.file, *said, f"found {at.found}" if at.found else ""]))
