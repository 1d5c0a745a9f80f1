"""Two reports side by side: what broke, what is new, what is gone, what is still open, what was met since."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from checker.messages.comparison import Change, Comparison, Difference
from checker.messages.findings import Finding, sentence, shown_place, summary
from checker.messages.page import BOLD, GREEN, RED, Page, finished, page_for
from checker.messages.summary import OUTCOME_WORDS, VERDICT_WORDS, counted
from checker.model.report import RenderOptions, Report
from checker.text.display import cells, cut, visible, visible_line
from checker.text.json_in_html import json_text

_TITLES: Mapping[Change, str] = {
    Change.BROKEN: "Broke",
    Change.NEW: "New and not met",
    Change.GONE: "No longer asked for",
    Change.OPEN: "Still open",
    Change.EXCUSED: "Need not hold any more",
    Change.MET: "Met since",
}


def render(comparison: Comparison, options: RenderOptions) -> str:
    """Lines for a terminal; criteria that are as they were are only counted, unless `verbose`."""
    page = page_for(options, {})
    return finished(_lines(page, comparison, verbose=options.verbose))


def render_json(comparison: Comparison) -> str:
    """Every criterion with what became of it, and the findings that came and went."""
    document = {
        "version": 1,
        "before": _report(comparison.before),
        "after": _report(comparison.after),
        "worse": comparison.is_worse,
        "other_policies": list(comparison.other_policies),
        "softened": [asdict(one) for one in comparison.softened],
        "criteria": [_difference(one) for one in comparison.differences],
    }
    return json_text(document, indent=2) + "\n"


def _lines(page: Page, comparison: Comparison, *, verbose: bool) -> Iterator[str]:
    yield from page.block(0, _headline(comparison), BOLD, RED if comparison.is_worse else GREEN)
    yield ""
    for label, report in (("before", comparison.before), ("after", comparison.after)):
        yield from page.labelled(2, label, f"{VERDICT_WORDS[report.verdict]}: {summary(report)}; {_named(report)}")
    for id_ in comparison.other_policies:
        yield from page.labelled(2, "policy", f"{id_} is not the same in both")
    yield from _softened(page, comparison)
    for change, title in _TITLES.items():
        yield from _section(page, title, comparison.of(change), verbose=verbose)
    same = comparison.of(Change.SAME)
    if same:
        yield ""
        yield f"{counted(len(same), 'criterion is', 'criteria are')} as before"


def _softened(page: Page, comparison: Comparison) -> Iterator[str]:
    """What is asked less strictly, whatever came out."""
    said = [(f"{one.result.criterion.id}: ", each) for one in comparison.differences for each in one.softened]
    for name, each in [*(("", one) for one in comparison.softened), *said]:
        yield from page.labelled(2, "softer", f"{name}{each}")


def _headline(comparison: Comparison) -> str:
    number = {change: len(comparison.of(change)) for change in Change}
    more = sum(len(one.came) for one in comparison.of(Change.OPEN))
    fewer = sum(len(one.went) for one in comparison.of(Change.OPEN))
    said = (
        (number[Change.BROKEN], "broke"),
        (number[Change.NEW], "new and not met"),
        (number[Change.GONE], "no longer asked for"),
        (number[Change.MET], "met since"),
        (number[Change.EXCUSED], "need not hold any more"),
    )
    parts = [f"{count} {words}" for count, words in said if count]
    softer = sum(map(bool, (comparison.softened, *(one.softened for one in comparison.differences))))
    parts += [f"{softer} asked less strictly"] if softer else []
    if more or fewer:
        parts.append(f"in what is still open {counted(more, 'finding')} more, {fewer} fewer")
    return ", ".join(parts) or "nothing changed"


def _named(report: Report) -> str:
    judged = report.judged
    commit = f", commit {judged.commit}" if judged.commit and judged.commit != judged.at else ""
    tree = judged.at if judged.root == "." else f"{judged.at} of {judged.root}"
    return f"{tree}{commit}, as of {judged.as_of}"


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
    yield from page.block(4, _path(one))
    if one.after is not None and one.change is Change.EXCUSED and one.after.note:
        yield from page.block(4, one.after.note)
    yield from _findings(page, "+", one.came)
    if verbose or one.change is Change.OPEN:
        yield from _findings(page, "-", one.went)


def _path(one: Difference) -> str:
    before = OUTCOME_WORDS[one.before.outcome] if one.before else "not asked for"
    after = OUTCOME_WORDS[one.after.outcome] if one.after else "not asked for"
    return f"{before} → {after}" if before != after else after


def _findings(page: Page, sign: str, found: Sequence[Finding]) -> Iterator[str]:
    for one in found:
        yield from page.block(6, f"{shown_place(one.seen.location)}: {sentence(one)}", first=f"    {sign} ")


def _report(report: Report) -> Mapping[str, Any]:
    judged = report.judged
    return {
        "root": judged.root,
        "at": judged.at,
        "commit": judged.commit,
        "as_of": judged.as_of,
        "verdict": report.verdict,
        "policies": [{"id": one.id, "digest": one.digest} for one in report.policies],
    }


def _difference(one: Difference) -> Mapping[str, Any]:
    return {
        "policy": one.result.policy,
        "criterion": one.result.criterion.id,
        "title": one.result.criterion.title,
        "change": one.change,
        "before": one.before.outcome if one.before else None,
        "after": one.after.outcome if one.after else None,
        "softened": [asdict(each) for each in one.softened],
        "came": [_finding(each) for each in one.came],
        "went": [_finding(each) for each in one.went],
    }


def _finding(one: Finding) -> Mapping[str, Any]:
    place = one.seen.location
    where = {"path": place.path, "line": place.line, "column": place.column, "pointer": place.pointer}
    return {"fingerprint": one.fingerprint, **where, "message": one.seen.message}
