"""A draft held against the engine: nothing is written that `lint` refuses, or said to hold that does not."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from checker.classes import replace
from checker.drafting.draft import Draft, Proposal
from checker.drafting.writing import policy_text
from checker.errors import PolicyError
from checker.model.observation import Outcome
from checker.model.report import Result
from checker.pipeline import Options, check
from checker.policy.load import load_policy
from checker.policy.shipped import PolicyFile
from checker.sources import Source
from checker.trackers.file import IssuesData
from checker.web.access import Access

NAME = ".closure-check/policy.yaml"


def without_mistakes(draft: Draft, outside: Path) -> Draft:
    """The draft, in which a criterion that `lint` refuses is a comment, with what it says.

    outside: the tree in which no plugin may lie. Raises PolicyError for mistakes that are in no criterion.
    """
    while draft.standing:
        text = policy_text(draft)
        try:
            load_policy(NAME, text.encode(), outside=outside)
        except PolicyError as error:
            refused = {id_: said for id_, said in _refused(text, error) if id_}
            if not refused:
                raise
            proposals = (
                replace(one, reason=f"Finish it: {refused[one.id]}") if one.id in refused and not one.reason else one
                for one in draft.proposals
            )
            draft = replace(draft, proposals=tuple(proposals))
        else:
            break
    return draft


def _refused(text: str, error: PolicyError) -> Iterator[tuple[str, str]]:
    """The criteria in which there are mistakes, by id, with the first of each."""
    lines = text.splitlines()
    for mistake in reversed(error.mistakes):
        above = reversed(lines[: mistake.line or 0])
        yield (
            next((line.removeprefix("  - id: ") for line in above if line.startswith("  - id: ")), ""),
            mistake.message,
        )


def judged(draft: Draft, source: Source, today: date, issues: Callable[[], IssuesData] | None = None) -> Draft:
    """The draft, in which a criterion that does not pass is a comment, with the reason that the engine gives."""
    if not draft.standing:
        return draft
    file = PolicyFile(NAME, policy_text(draft).encode())
    report = check(Options((file,), today, issues, access=Access(os.environ, offline=True)), source)
    by_id = {one.criterion.id: one for one in report.results}
    return replace(draft, proposals=tuple(_tried(one, by_id.get(one.id)) for one in draft.proposals))


def _tried(one: Proposal, result: Result | None) -> Proposal:
    if result is None or result.outcome is Outcome.PASS:
        return one
    return replace(one, reason=reason_of(result))


def reason_of(result: Result) -> str:
    """Why a criterion does not pass, in one sentence with the first place."""
    bad = [one for one in result.observations if one.is_open]
    if not bad:
        return f"Not judged here: {result.note}" if result.note else "Not judged here."
    first = next((one for one in bad if one.ok is False), bad[0])
    word = "Not met yet" if first.ok is False else "Not decided here"
    more = f" (and {len(bad) - 1} more)" if len(bad) > 1 else ""
    place = first.location
    where = f"{place.path}:{place.line}: " if place.path and place.line else f"{place.path}: " if place.path else ""
    return f"{word}: {where}{first.message}{more}"
