"""A comparison for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from checker.messages.comparison import Change, Comparison, Difference
from checker.messages.findings import Finding, sentence, shown_place
from checker.messages.page import BOLD, GREEN, RED, Page, finished, page_for
from checker.model.report import RenderOptions
from checker.reports.diff.words import TITLES, headline, named, outcomes, same, softenings, verdict
from checker.text.display import cells, cut, visible, visible_line


def render(comparison: Comparison, options: RenderOptions) -> str:
    """Lines for a terminal; criteria that are as they were are only counted, unless `verbose`."""
    page = page_for(options, {})
    return finished(_lines(page, comparison, verbose=options.verbose))


def _lines(page: Page, comparison: Comparison, *, verbose: bool) -> Iterator[str]:
    yield from page.block(0, headline(comparison), BOLD, RED if comparison.is_worse else GREEN)
    yield ""
    for label, report in (("before", comparison.before), ("after", comparison.after)):
        yield from page.labelled(2, label, f"{verdict(report)}; {named(report)}")
    for id_ in comparison.other_policies:
        yield from page.labelled(2, "policy", f"{id_} is not the same in both")
    for id_, each in softenings(comparison):
        yield from page.labelled(2, "softer", f"{id_}: {each}" if id_ else str(each))
    for change, title in TITLES.items():
        yield from _section(page, title, comparison.of(change), verbose=verbose)
    if same(comparison):
        yield ""
        yield same(comparison)


def _section(page: Page, title: str, differences: Sequence[Difference], *, verbose: bool) -> Iterator[str]:
    if not differences:
        return
    yield ""
    yield page.title(title, len(differences))
    yield ""
    for one in differences:
        yield from _criterion(page, one, verbose=verbose)


def _criterion(page: Page, one: Difference, *, verbose: bool) -> Iterator[str]:
    about = one.result.criterion
    name = visible(about.id)
    title = cut(visible_line(about.title), max(page.width - cells(name) - 4, 10))
    yield f"{page.mark(one.result.outcome)} {page.paint(name, BOLD)}  {title}"
    yield from page.block(4, outcomes(one))
    if one.after is not None and one.change is Change.EXCUSED and one.after.note:
        yield from page.block(4, one.after.note)
    yield from _findings(page, "+", one.came)
    if verbose or one.change is Change.OPEN:
        yield from _findings(page, "-", one.went)


def _findings(page: Page, sign: str, found: Sequence[Finding]) -> Iterator[str]:
    for one in found:
        yield from page.block(6, f"{shown_place(one.seen.location)}: {sentence(one)}", first=f"    {sign} ")
