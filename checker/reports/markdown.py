"""The report for a pull-request comment or a job summary, in GitHub Flavored Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from checker.messages.actions import Action, actions
from checker.messages.blockers import Blocker
from checker.messages.findings import known_at, summary
from checker.messages.rules import change, rules_said
from checker.messages.summary import OUTCOME_WORDS, VERDICT_WORDS, counted, counts, looked_at
from checker.model.location import Location
from checker.model.observation import Observation, Outcome
from checker.model.packed import every_met, number_met, open_points
from checker.model.report import Accepted, RenderOptions, Report, Result, Verdict
from checker.reports.gfm import code, fitting, joined, place_of, prose
from checker.text.display import visible_line

MOST_SHOWN = 25
"""Findings of one criterion that are shown unless everything is asked for."""
_PLACES = 3

_SIGNS: Mapping[Outcome, str] = {
    Outcome.PASS: "✅",
    Outcome.FAIL: "❌",
    Outcome.UNKNOWN: "❔",
    Outcome.WAIVED: "🟡",
    Outcome.NOT_DUE: "⏳",
    Outcome.NOT_RUN: "⚠️",
    Outcome.NOT_APPLICABLE: "➖",
}
_VERDICT_SIGNS: Mapping[Verdict, str] = {
    Verdict.MET: "✅",
    Verdict.MET_IN_PART: "✅",
    Verdict.NOT_MET: "❌",
    Verdict.UNDECIDED: "❔",
}
_ALTERED = "**Altered rules**, by which nothing here is judged:\n"


def render(report: Report, options: RenderOptions) -> str:
    """The report as Markdown of at most LONGEST characters; what is left out is counted."""
    head = list(_head(report))
    if options.quiet:
        return joined(head)
    table = [_table(report.asked)] if report.asked else []
    return joined(fitting([*head, *table], list(_details(report, options))))


def _head(report: Report) -> Iterator[str]:
    verdict = f"{_VERDICT_SIGNS[report.verdict]} {VERDICT_WORDS[report.verdict].capitalize()}"
    yield f"## {verdict}: {prose(summary(report))}"
    yield "\n".join(f"- {name}: {text}" for name, text in _facts(report))
    if report.rules is not None and report.rules.altered:
        yield "\n".join([_ALTERED, *(f"- {code(one.path)}: {prose(change(one))}" for one in report.rules.altered)])
    number = counts(report)
    told = [f"{_SIGNS[each]} {number[each]} {OUTCOME_WORDS[each]}" for each in Outcome if number[each]]
    told += [counted(len(report.waived), "finding") + " waived"] if report.waived else []
    meant = [f"{len(report.meant)} let pass as the policy says"] if report.meant else []
    yield " · ".join((*told, *meant))


def _facts(report: Report) -> Iterator[tuple[str, str]]:
    judged = report.judged
    for policy in report.policies:
        yield "Policy", f"{prose(policy.title)} ({code(policy.id)})" if policy.title else code(policy.id)
    commit = f", commit {code(judged.commit)}" if judged.commit and judged.commit != judged.at else ""
    yield "Judged", f"{code(judged.at)}{commit}, {report.stage} stage, as of {prose(judged.as_of)}"
    yield "Issues", code(judged.issues) if judged.issues else "no tracker was asked"
    for label, words in rules_said(report):
        yield label.capitalize(), prose(words)
    yield "Evidence", looked_at(report)


def _table(results: Sequence[Result]) -> str:
    lines = ["| | Criterion | | Owner | Severity | Due at |", "|---|---|---|---|---|---|"]
    return "\n".join([*lines, *(_row(result) for result in results)])


def _row(result: Result) -> str:
    criterion = result.criterion
    sign = f"{_SIGNS[result.outcome]} {OUTCOME_WORDS[result.outcome]}"
    words = (
        sign,
        code(criterion.id),
        prose(criterion.title),
        prose(criterion.owner),
        criterion.severity,
        criterion.stage,
    )
    return "| " + " | ".join(word.replace("|", r"\|") for word in words) + " |"


def _details(report: Report, options: RenderOptions) -> Iterator[str]:
    if options.verbose:
        for outcome in (Outcome.FAIL, Outcome.UNKNOWN):
            for result in report.of(outcome):
                yield from _criterion(result)
    else:
        for action in actions(report):
            yield from _shared(action) if action.is_shared else _own(action)
    noted = [
        result for result in report.results if result.note and result.outcome not in (Outcome.FAIL, Outcome.UNKNOWN)
    ]
    if noted:
        yield "### Notes"
        yield "\n".join(f"- {_SIGNS[each.outcome]} {code(each.criterion.id)}: {prose(each.note)}" for each in noted)
    if report.waived:
        yield "### Waived findings"
        yield "\n".join(_accepted(one) for one in report.waived)
    if report.known:
        yield f"### Already {prose(known_at(report))}"
        yield "\n".join(_accepted(one) for one in report.known[:MOST_SHOWN])
        if len(report.known) > MOST_SHOWN:
            yield f"{len(report.known) - MOST_SHOWN} more like these."
    if report.meant:
        yield "### Let pass as the policy says"
        yield "\n".join(_accepted(one) for one in report.meant)


def _accepted(one: Accepted) -> str:
    line = f"- {_SIGNS[Outcome.WAIVED]} {place_of(one.seen.location)}: {prose(one.seen.message)}"
    return f"{line}\n  - {prose(one.by.words)}" if one.by.waiver else line


def _shared(action: Action) -> Iterator[str]:
    """What blocks several criteria, or is missing: what it is, whom it stops, what to do, where."""
    (one,) = action.blockers
    yield f"### {_SIGNS[one.outcome]} {prose(one.said)}"
    owner = f" · {prose(action.owner)}" if action.owner else ""
    ids = ", ".join(code(result.criterion.id) for result in one.results[:MOST_SHOWN])
    more = f" and {len(one.results) - MOST_SHOWN} more" if len(one.results) > MOST_SHOWN else ""
    yield f"Blocks {ids}{more}{owner}"
    if one.remedy:
        yield f"**Fix:** {prose(one.remedy)}"
    yield from _places(one)


def _places(one: Blocker) -> Iterator[str]:
    for place in one.places[:_PLACES]:
        yield f"- {'asked for at ' if one.is_lack and place in one.asked_at else ''}{place_of(place)}"
    if len(one.places) > _PLACES:
        yield f"- and {counted(len(one.places) - _PLACES, 'more place')}"


def _own(action: Action) -> Iterator[str]:
    """A criterion, and what stands in its way alone."""
    result, shown = action.results[0], action.blockers[:MOST_SHOWN]
    yield from _heading(result, action.outcome, action.remedy)
    for one in shown:
        seen = one.at[0][1]
        yield _finding(one.outcome, one.places[0], one.said if one.is_lack else seen.message, seen, action.remedy)
    if len(shown) < len(action.blockers):
        yield f"{len(action.blockers) - len(shown)} more like these."
    good = number_met(result.observations)
    if good:
        yield f"{good} of {len(result.observations)} {'is' if good == 1 else 'are'} fine."


def _criterion(result: Result) -> Iterator[str]:
    """A criterion with everything that was seen for it, what is open first."""
    yield from _heading(result, result.outcome, result.criterion.fix)
    for seen in (*open_points(result.observations), *every_met(result.observations)):
        yield _finding(_outcome(seen), seen.location, seen.message, seen, result.criterion.fix)


def _heading(result: Result, outcome: Outcome, fix: str) -> Iterator[str]:
    criterion = result.criterion
    yield f"### {_SIGNS[outcome]} {code(criterion.id)} {prose(criterion.title)}"
    for label, text in (("Why", criterion.why), ("Note", result.note), ("Fix", fix)):
        if text:
            yield f"**{label}:** {prose(text)}"


def _finding(outcome: Outcome, place: Location, said: str, seen: Observation, fix: str) -> str:
    """fix: what is to be done about all of it; a hint that only repeats it is left out."""
    lines = [f"- {_SIGNS[outcome]} {place_of(place)}: {prose(said)}"]
    expected, found = seen.unsaid
    if expected:
        lines.append(f"  - expected: {prose(expected)}")
    if found is not None:
        lines.append(f"  - found: {code(visible_line(found)) if found else 'nothing'}")
    lines += [f"  - see {place_of(place)}" for place in seen.related]
    if seen.hint and seen.hint != fix:
        lines.append(f"  - hint: {prose(seen.hint)}")
    return "\n".join(lines)


def _outcome(seen: Observation) -> Outcome:
    return {False: Outcome.FAIL, None: Outcome.UNKNOWN, True: Outcome.PASS}[seen.ok]
