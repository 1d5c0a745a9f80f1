"""What becomes of a criterion besides being evaluated: not due, left out, accepted. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from checker.classes import replace
from checker.model.observation import Acceptance, Outcome
from checker.model.packed import standing_out, with_instead
from checker.model.report import Result, Stage
from checker.model.rules import Narrower
from checker.policy.types import Criterion

SETTINGS = ".closure-check.yaml"


def is_judged(criterion: Criterion, stage: Stage, *, allow_commands: bool) -> bool:
    """Whether a criterion must hold by now, and all that it needs may be done."""
    return criterion.heading.stage.due_at(stage) and (allow_commands or not criterion.needs_commands)


def not_judged(criterion: Criterion, policy: str, stage: Stage) -> Result:
    """What is told of a criterion that is not judged: it is not due, or its programs may not be run."""
    due = criterion.heading.stage
    if due.due_at(stage):
        note = "it starts programs, which nobody allowed (--allow-commands)"
        return Result(criterion.heading, Outcome.NOT_RUN, (), note, policy)
    return Result(criterion.heading, Outcome.NOT_DUE, (), f"due at {due.value}, judged at {stage.value}", policy)


def left_out(criterion: Criterion, policy: str, by: Narrower, at: str) -> Result:
    """at: the revision of the settings, where these come from one."""
    who = {Narrower.CALLER: "the caller", Narrower.SETTINGS: f"`{SETTINGS}`", Narrower.BASE: f"`{SETTINGS}` at `{at}`"}
    note = f"left out by {who[by]}"
    return Result(criterion.heading, Outcome.NOT_APPLICABLE, (), note, policy, left_out_by=by)


def with_accepted(result: Result, accepted: Mapping[int, Acceptance], note: str) -> Result:
    """A result with what is accepted of it, which is waived when nothing else stands in its way.

    accepted: by the position of the observation. note: what is said of the criterion when it is waived.
    """
    if not accepted:
        return result
    found = dict(standing_out(result.observations))
    seen = with_instead(result.observations, {n: replace(found[n], accepted=one) for n, one in accepted.items()})
    if any(one.is_open for _, one in standing_out(seen)):
        return replace(result, observations=seen)
    return replace(result, observations=seen, outcome=Outcome.WAIVED, note=note)
