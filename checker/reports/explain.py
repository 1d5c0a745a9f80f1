"""The page about one criterion: how the policy says it, what was selected, what was compared, what came out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from checker.messages.page import BOLD, DIM, Page, facts, finished, heading, observed, page_for, place_of
from checker.messages.summary import OUTCOME_WORDS, counted
from checker.model.location import Location
from checker.model.observation import Observation, Outcome
from checker.model.packed import standing_out
from checker.model.report import RenderOptions, Report, Result, Trace
from checker.patterns import regex
from checker.text.display import cells, cut, opening, visible, visible_line

MOST_SELECTED = 40
"""Records of one clause that are listed; of more, the rest is a number."""

_PARAMETER = regex(r"\{parameter: ([^{}]+)\}")
"""Where a value of a parameter stands, as people write it."""

_MUST_BY_QUANTIFIER: Mapping[str, str] = {
    "for_each": "each of which must meet the requirement",
    "for_any": "one of which must meet the requirement",
    "for_none": "none of which may meet the requirement",
}


def render(report: Report, options: RenderOptions) -> str:
    """A page for every criterion of the report, good observations and bad ones alike."""
    page = page_for(options, report.lines)
    return finished(_pages(page, report))


def _pages(page: Page, report: Report) -> Iterator[str]:
    for position, result in enumerate(report.asked):
        if position:
            yield ""
        yield from _criterion(page, result, report)


def _criterion(page: Page, result: Result, report: Report) -> Iterator[str]:
    yield from heading(page, result)
    yield ""
    yield from facts(page, report)
    yield from _as_written(page, result, report)
    for number, trace in enumerate(result.traces, 1):
        of = f", clause {number} of {len(result.traces)}" if len(result.traces) > 1 else ""
        yield from _selected(page, trace, of)
        yield from _compared(page, result, trace.observations, of)
    if not result.traces and result.observations:
        # Of `when`, or of a bug: nothing was selected yet.
        yield from _compared(page, result, result.observations, "")
    yield from _outcome(page, result)


def _as_written(page: Page, result: Result, report: Report) -> Iterator[str]:
    """The lines of the policy that are this criterion."""
    policy = next((one for one in report.policies if one.id == result.policy), None)
    place = result.criterion.location
    lines = criterion_lines(policy.lines.get(place.path, ()), place) if policy is not None else ()
    if policy is None or not lines:
        return
    yield ""
    yield page.title(f"As it stands in {visible(place.path)}")
    yield ""
    for number, line in enumerate(lines, place.line or 1):
        yield from page.source(number, line)
    yield from _values(page, lines, policy.values.get(place.path, {}))


def _values(page: Page, lines: Sequence[str], values: Mapping[str, str]) -> Iterator[str]:
    """What the parameters in these lines stand for."""
    names = list(dict.fromkeys(name for line in lines for name in _PARAMETER.findall(line)))
    yield from [""] if names else []
    for name in names:
        said = f"{name}: {values[name]}" if name in values else f"{name} is not set, so what it stands for is left out"
        yield from page.labelled(2, "with", said)


def criterion_lines(lines: Sequence[str], start: Location) -> Sequence[str]:
    """The lines of a YAML list entry that begins at `start`: up to the next line that is not indented as deep."""
    if start.line is None or start.column is None or start.line > len(lines):
        return ()
    end = start.line
    for number, line in enumerate(lines[start.line :], start.line + 1):
        indent = len(line) - len(line.lstrip(" "))
        if line.strip() and indent < start.column - 1:
            break
        end = number if line.strip() else end
    return lines[start.line - 1 : end]


def _selected(page: Page, trace: Trace, of: str) -> Iterator[str]:
    """Which records a clause is about, each with its place."""
    yield ""
    yield page.title(f"Selected{of}", len(trace.selected) if trace.quantifier else None)
    yield ""
    yield from page.block(2, trace.searched)
    if not trace.quantifier:
        return
    of_all = f" of {trace.considered}" if trace.considered > len(trace.selected) else ""
    yield from page.block(2, f"{len(trace.selected)}{of_all}, {_MUST_BY_QUANTIFIER[trace.quantifier]}", DIM)
    yield from _records(page, trace.selected)


def _records(page: Page, selected: Sequence[tuple[str, Location]]) -> Iterator[str]:
    shown = selected[:MOST_SELECTED]
    column = min(max((cells(opening(visible_line(label))) for label, _ in shown), default=0), page.width // 2)
    for label, place in shown:
        name = cut(opening(visible_line(label)), column)
        yield f"    {name}{' ' * (column - cells(name))}  {page.paint(place_of(place), DIM)}"
    if len(shown) < len(selected):
        yield from page.block(4, f"and {len(selected) - len(shown)} more", DIM)


def _compared(page: Page, result: Result, observations: Sequence[Observation], of: str) -> Iterator[str]:
    """Every observation, in the order in which they were made."""
    yield ""
    yield page.title(f"Compared{of}", len(observations))
    for seen in observations:
        yield ""
        yield from observed(page, seen, result.criterion.fix)


def _outcome(page: Page, result: Result) -> Iterator[str]:
    yield ""
    yield page.title("Came out")
    yield ""
    yield f"{page.mark(result.outcome)} {page.paint(OUTCOME_WORDS[result.outcome], BOLD)}"
    yield from page.block(2, _why(result))
    if result.criterion.fix and result.outcome in (Outcome.FAIL, Outcome.UNKNOWN):
        yield ""
        yield from page.labelled(2, "fix", result.criterion.fix)


def _why(result: Result) -> str:
    """What the outcome rests on."""
    standing = [seen.ok for _, seen in standing_out(result.observations)]
    bad, unsure = standing.count(False), standing.count(None)
    total = len(result.observations)
    if not total:
        return result.note or "nothing was observed"
    if not bad and not unsure:
        return f"{'all ' if total > 1 else ''}{counted(total, 'observation')} {'is' if total == 1 else 'are'} fine"
    parts = [f"{bad} of {counted(total, 'observation')} {'stands' if bad == 1 else 'stand'} in the way" if bad else ""]
    parts.append(f"{unsure} of {counted(total, 'observation')} could not be decided" if unsure else "")
    return ", ".join(part for part in parts if part)
