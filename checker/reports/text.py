"""The report for a terminal: the verdict first, then what is in its way, then the rest in one line each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from checker.messages.findings import known_at
from checker.messages.page import (
    DIM,
    OUTCOME_BY_OK,
    Page,
    accepted_in_full,
    altered_rules,
    facts,
    fine,
    finished,
    heading,
    left_out,
    observed,
    page_for,
    place_of,
    verdict,
)
from checker.messages.summary import OUTCOME_WORDS, looked_at
from checker.model.observation import NOT_JUDGED, Outcome
from checker.model.packed import every_met, number_met, open_points
from checker.model.report import RenderOptions, Report, Result
from checker.reports.brief import brief, briefest
from checker.text.display import cells, cut, visible, visible_line


def render(report: Report, options: RenderOptions) -> str:
    """The report as lines.

    With `verbose` they hold every observation, in lines of at most `options.width` cells; only a place
    (`path:line:column`) is never broken. Else what stands in the way is told in few lines each; with `quiet` in two,
    however long, and last the verdict.
    """
    page = page_for(options, report.lines)
    if options.quiet:
        return finished(briefest(page, report))
    return finished(_full(page, report) if options.verbose else brief(page, report))


def _full(page: Page, report: Report) -> Iterator[str]:
    yield from verdict(page, report)
    yield ""
    yield from facts(page, report)
    if report.plugins:
        yield from page.labelled(2, "plugins", ", ".join(map(str, report.plugins)))
    yield from page.labelled(2, "evidence", looked_at(report))
    yield from altered_rules(page, report.rules)
    for outcome in (Outcome.FAIL, Outcome.UNKNOWN):
        yield from _criteria_in_full(page, outcome, report.of(outcome))
    yield from _criteria_in_brief(page, Outcome.WAIVED, report.of(Outcome.WAIVED))
    for outcome in NOT_JUDGED:
        yield from _criteria_by_note(page, OUTCOME_WORDS[outcome].capitalize(), outcome, report.of(outcome))
    yield from left_out(page, report.left_out, report.rules)
    yield from accepted_in_full(page, "Waived findings", report.waived)
    yield from accepted_in_full(page, f"Already {known_at(report)}", report.known)
    yield from accepted_in_full(page, "Let pass as the policy says", report.meant)
    yield from _criteria_in_brief(page, Outcome.PASS, report.of(Outcome.PASS))


def _title(page: Page, outcome: Outcome, results: Sequence[Result]) -> str:
    return page.title(OUTCOME_WORDS[outcome].capitalize(), len(results))


def _criteria_in_full(page: Page, outcome: Outcome, results: Sequence[Result]) -> Iterator[str]:
    if not results:
        return
    yield ""
    yield _title(page, outcome, results)
    for result in results:
        yield ""
        yield from heading(page, result)
        yield from _findings(page, result)


def _findings(page: Page, result: Result) -> Iterator[str]:
    """What stands in the way, then the rest, and what to do about it."""
    bad, good = open_points(result.observations), number_met(result.observations)
    for seen in (*bad, *every_met(result.observations)):
        yield ""
        yield from observed(page, seen, result.criterion.fix)
    if good:
        yield ""
        yield from page.block(2, fine(good, len(result.observations)), DIM)
    if result.criterion.fix:
        yield ""
        yield from page.labelled(2, "fix", result.criterion.fix)


def _criteria_in_brief(page: Page, outcome: Outcome, results: Sequence[Result]) -> Iterator[str]:
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
        yield from _evidence(page, result)


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
