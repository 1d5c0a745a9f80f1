"""Facts and a policy in, one result per criterion out. Pure: what is not among the facts is asked for, not fetched."""

from __future__ import annotations

import traceback
from collections.abc import Sequence

from checker.classes import dataclass
from checker.evaluate.clauses import REPOSITORY, judge_clause
from checker.evaluate.limit import Limit, OutOfTimeError
from checker.evaluate.logic import conclude, distinct, observations_of
from checker.evaluate.scope import Evaluation, Named
from checker.model.evidence import Reason, undeterminable
from checker.model.facts import NOTHING_WANTED, Facts, Inquiry, Trusted, Wanted
from checker.model.language import PathSet
from checker.model.observation import Observation, Outcome, lacking, undecided
from checker.model.plugins import blamed
from checker.model.report import Heading, Result
from checker.policy.types import Criterion, Policy
from checker.tree.places import matching_paths


@dataclass(frozen=True, slots=True)
class Evaluated:
    """What came out for one criterion, and what has to be gathered before that is final.

    inquiry: what was asked for it; None where it took too long.
    """

    result: Result
    wanted: Wanted
    inquiry: Inquiry | None = None


def evaluate(
    policy: Policy, facts: Facts, only: Sequence[Criterion] | None = None, limit: Limit | None = None
) -> tuple[Evaluated, ...]:
    """What came out for each criterion, in the order of the policy (or of `only`). limit: what each may take."""
    named: dict[str, Named] = {}
    trusted = trusted_by(policy, facts)
    found = []
    for criterion in policy.criteria if only is None else only:
        place, notation, inquiry = criterion.heading.location, policy.notation, Inquiry(facts, trusted)
        end = limit.begin() if limit is not None else None
        scope = Evaluation(
            inquiry, policy.people, policy.repository, place, named, notation=notation, meant=policy.meant, end=end
        )
        try:
            result = _evaluate_criterion(criterion, policy, scope)
            found.append(Evaluated(result, inquiry.wanted, inquiry))
        except OutOfTimeError as error:
            # It is not asked again: more facts make nothing faster.
            gap = undeterminable(Reason.OUT_OF_TIME, place, seconds=f"{error.seconds:g}")
            result = Result(criterion.heading, Outcome.UNKNOWN, (lacking(gap),), "", policy.id)
            found.append(Evaluated(result, NOTHING_WANTED))
    return tuple(found)


def trusted_by(policy: Policy, facts: Facts) -> Trusted:
    """What the policy trusts, where that does not come from what is judged.

    A file that only the judged tree has belongs to no rules yet, unless the policy names it itself.
    """
    if facts.rules is None or not policy.trusted:
        return Trusted()
    there = matching_paths(facts.rules.tree, PathSet("trusted", policy.trusted))
    return Trusted(frozenset(policy.trusted), frozenset(there))


def _evaluate_criterion(criterion: Criterion, policy: Policy, scope: Evaluation) -> Result:
    heading = criterion.heading
    try:
        if criterion.when is not None:
            applies = tuple(scope.check(criterion.when, REPOSITORY))
            verdict = conclude(applies)
            if verdict is not True:
                return _not_applicable(heading, applies, policy)
        traces = tuple(judge_clause(n, criterion, policy, scope) for n in range(len(criterion.clauses)))
    except OutOfTimeError:
        raise
    except Exception as error:  # noqa: BLE001  a bug in one criterion must not hide the others
        place = traceback.extract_tb(error.__traceback__)[-1]
        guilty = blamed(error.__traceback__, policy.kinds.plugins)
        who = f"the plugin {guilty}" if guilty is not None else "closure-check"
        said = f"{who} has a bug here ({type(error).__name__} in {place.name}, line {place.lineno}: {error})"
        hint = "please report it; the other criteria are judged"
        return Result(heading, Outcome.UNKNOWN, (undecided(said, heading.location, hint=hint),), "", policy.id)
    observations = observations_of(traces)
    outcome = {True: Outcome.PASS, False: Outcome.FAIL, None: Outcome.UNKNOWN}[conclude(observations)]
    return Result(heading, outcome, observations, "", policy.id, traces)


def _not_applicable(heading: Heading, applies: Sequence[Observation], policy: Policy) -> Result:
    """What comes out when `when` does not hold; without the evidence for that, nothing is excused."""
    unmet = distinct([seen for seen in applies if seen.ok is not True])
    if any(seen.is_missing_evidence for seen in unmet):
        return Result(heading, Outcome.FAIL, unmet, "", policy.id)
    if conclude(applies) is None:
        return Result(heading, Outcome.UNKNOWN, unmet, "", policy.id)
    return Result(heading, Outcome.NOT_APPLICABLE, (), unmet[0].message if unmet else "", policy.id)
