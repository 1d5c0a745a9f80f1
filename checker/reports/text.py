"""The report for a terminal: the verdict first, then what is in its way, then the rest in one line each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from checker.messages.findings import acceptance_words, known_at, summary
from checker.messages.page import (
    BOLD,
    DIM,
    GREEN,
    OUTCOME_BY_OK,
    RED,
    YELLOW,
    Page,
    facts,
    finished,
    heading,
    ident,
    observed,
    page_for,
    place_of,
)
from checker.messages.rules import change, left_out_words, rules_alert
from checker.messages.summary import OUTCOME_WORDS, VERDICT_WORDS, looked_at
from checker.model.observation import Outcome
from checker.model.packed import every_met, number_met, open_points
from checker.model.report import Accepted, RenderOptions, Report, Result, Verdict
from checker.model.rules import Narrower, RulesInfo
from checker.text.display import cells, cut, visible, visible_line

MOST_SHOWN = 10
"""Findings of one criterion that are shown unless everything is asked for."""

_COLOR_BY_VERDICT: Mapping[Verdict, str] = {
    Verdict.MET: GREEN,
    Verdict.MET_IN_PART: GREEN,
    Verdict.NOT_MET: RED,
    Verdict.UNDECIDED: YELLOW,
}


def render(report: Report, options: RenderOptions) -> str:
    """The report as lines of at most `options.width` cells; only a place (`path:line:column`) is never broken."""
    page = page_for(options, report.lines)
    return finished(_brief(page, report) if options.quiet else _full(page, report, verbose=options.verbose))


def _brief(page: Page, report: Report) -> Iterator[str]:
    yield from _verdict(page, report)
    alert = rules_alert(report)
    if alert:
        yield from page.block(2, alert, first="! ")
    for outcome in (Outcome.FAIL, Outcome.UNKNOWN):
        for result in report.of(outcome):
            yield f"{page.mark(outcome)} {ident(page, result)}"
    for one in (*report.waived, *report.meant):
        said = "let pass as the policy says" if one.by.is_of_policy else visible_line(acceptance_words(one.by))
        yield f"{page.mark(Outcome.WAIVED)} {place_of(one.seen.location)}: {said}"


def _full(page: Page, report: Report, *, verbose: bool) -> Iterator[str]:
    """verbose: with good observations and all the bad ones."""
    yield from _verdict(page, report)
    yield ""
    yield from facts(page, report)
    if verbose and report.plugins:
        yield from page.labelled(2, "plugins", ", ".join(map(str, report.plugins)))
    yield from page.labelled(2, "evidence", looked_at(report))
    yield from _altered(page, report.rules)
    for outcome in (Outcome.FAIL, Outcome.UNKNOWN):
        yield from _criteria_in_full(page, outcome, report.of(outcome), verbose=verbose)
    yield from _criteria_in_brief(page, Outcome.WAIVED, report.of(Outcome.WAIVED), verbose=verbose)
    for outcome in (Outcome.NOT_DUE, Outcome.NOT_APPLICABLE):
        yield from _criteria_by_note(page, OUTCOME_WORDS[outcome].capitalize(), outcome, report.of(outcome))
    yield from _left_out(page, report.left_out, report.rules)
    yield from _accepted(page, "Waived findings", report.waived)
    yield from _known(page, report, verbose=verbose)
    yield from _accepted(page, "Let pass as the policy says", report.meant)
    yield from _criteria_in_brief(page, Outcome.PASS, report.of(Outcome.PASS), verbose=verbose)


def _altered(page: Page, rules: RulesInfo | None) -> Iterator[str]:
    """The files of the rules that the judged tree alters; they are not what it is judged by."""
    if rules is None or not rules.altered:
        return
    yield ""
    yield page.title("Altered rules", len(rules.altered))
    yield ""
    for one in rules.altered:
        yield from page.block(2, one.path, first="! ")
        yield from page.block(4, change(one), DIM)


def _verdict(page: Page, report: Report) -> Iterator[str]:
    word = VERDICT_WORDS[report.verdict]
    first = page.paint(word, BOLD, _COLOR_BY_VERDICT[report.verdict]) + "  "
    yield from page.block(len(word) + 2, summary(report), BOLD, first=first)


def _title(page: Page, outcome: Outcome, results: Sequence[Result]) -> str:
    return page.title(OUTCOME_WORDS[outcome].capitalize(), len(results))


def _criteria_in_full(page: Page, outcome: Outcome, results: Sequence[Result], *, verbose: bool) -> Iterator[str]:
    if not results:
        return
    yield ""
    yield _title(page, outcome, results)
    for result in results:
        yield ""
        yield from heading(page, result)
        yield from _findings(page, result, verbose=verbose)


def _findings(page: Page, result: Result, *, verbose: bool) -> Iterator[str]:
    """What stands in the way, the rest as a number, and what to do about it."""
    bad, good = open_points(result.observations), number_met(result.observations)
    shown = bad if verbose else bad[:MOST_SHOWN]
    for seen in [*shown, *every_met(result.observations)] if verbose else shown:
        yield ""
        yield from observed(page, seen, result.criterion.fix)
    yield from _remainder(page, len(bad) - len(shown), good, len(result.observations))
    if result.criterion.fix:
        yield ""
        yield from page.labelled(2, "fix", result.criterion.fix)


def _remainder(page: Page, hidden: int, good: int, total: int) -> Iterator[str]:
    more = f"{hidden} more like these, --verbose shows them" if hidden else ""
    fine = f"{good} of {total} {'is' if good == 1 else 'are'} fine" if good else ""
    if more or fine:
        yield ""
        yield from page.block(2, "; ".join(part for part in (more, fine) if part), DIM)


def _criteria_in_brief(page: Page, outcome: Outcome, results: Sequence[Result], *, verbose: bool) -> Iterator[str]:
    if not results:
        return
    yield ""
    yield _title(page, outcome, results)
    yield ""
    column = min(max(cells(visible(result.criterion.id)) for result in results), page.width // 2)
    for result in results:
        yield _summary(page, result, column)
        if result.note:
            yield from page.block(4, result.note, DIM)
        if verbose:
            yield from _evidence(page, result)


def _left_out(page: Page, results: Sequence[Result], rules: RulesInfo | None) -> Iterator[str]:
    """What was left out and by whom: by name where that is a few, as a number where a few were asked for."""
    for by in Narrower:
        theirs = [result for result in results if result.left_out_by is by]
        if theirs:
            names = ", ".join(result.criterion.id for result in theirs)
            said = f"{len(theirs)} more criteria are left out" if len(theirs) > MOST_SHOWN else f"left out: {names}"
            yield ""
            yield from page.block(0, f"{said}, {left_out_words(by, rules)}", DIM)


def _known(page: Page, report: Report, *, verbose: bool) -> Iterator[str]:
    """What was known before: how much, and the first of it, since there may be a mountain."""
    known = report.known
    shown = known if verbose else known[:MOST_SHOWN]
    yield from _accepted(page, f"Already {known_at(report)}", shown, len(known))
    yield from _remainder(page, len(known) - len(shown), 0, 0)


def _accepted(page: Page, title: str, accepted: Sequence[Accepted], total: int = 0) -> Iterator[str]:
    """What stands in nobody's way because somebody accepts it; it may not go unseen."""
    if not accepted:
        return
    yield ""
    yield page.title(title, total or len(accepted))
    for one in accepted:
        yield ""
        yield f"{page.mark(Outcome.WAIVED)} {page.paint(place_of(one.seen.location), BOLD)}"
        yield from page.block(2, one.seen.message)
        if one.by.waiver:
            yield from page.block(2, one.by.words, DIM)


def _criteria_by_note(page: Page, title: str, outcome: Outcome, results: Sequence[Result]) -> Iterator[str]:
    """Criteria that were not judged, by the reason for that."""
    if not results:
        return
    yield ""
    yield page.title(title, len(results))
    yield ""
    for note in dict.fromkeys(result.note for result in results):
        names = ", ".join(result.criterion.id for result in results if result.note == note)
        yield from page.block(2, names, first=f"{page.mark(outcome)} ")
        if note:
            yield from page.block(4, note, DIM)


def _summary(page: Page, result: Result, column: int) -> str:
    name = cut(visible(result.criterion.id), column)
    title = cut(visible_line(result.criterion.title), page.width - column - 4)
    return f"{page.mark(result.outcome)} {name}{' ' * (column - cells(name))}  {title}"


def _evidence(page: Page, result: Result) -> Iterator[str]:
    for seen in result.observations:
        yield f"    {page.mark(OUTCOME_BY_OK[seen.ok])} {page.paint(place_of(seen.location), DIM)}"
        yield from page.block(6, seen.message)
