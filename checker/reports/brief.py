"""What stands in the way, in few lines each: one cause is told once, and everything else is a count."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from checker.messages.actions import Action, actions
from checker.messages.blockers import NAMED, Blocker, named
from checker.messages.findings import acceptance_words, known_at
from checker.messages.page import BOLD, DIM, Page, altered_rules, facts, fine, left_out, verdict
from checker.messages.page import place_of as shown
from checker.messages.rules import rules_alert
from checker.messages.summary import OUTCOME_WORDS, counted, waits_words
from checker.model.observation import Outcome
from checker.model.packed import number_met
from checker.model.report import Accepted, Report, Result, Severity, Verdict
from checker.text.display import cut, excerpt, opening, visible, visible_line, wrapped

LINES = 5
"""Lines of one finding at most."""
MOST = 5
"""Findings of one criterion that are told one by one."""


def brief(page: Page, report: Report) -> Iterator[str]:
    """The verdict, what stands in its way, and the rest as numbers."""
    yield from verdict(page, report)
    yield from altered_rules(page, report.rules)
    for one in actions(report):
        yield ""
        yield from _shared(page, one.blockers[0]) if one.is_shared else _criterion(page, one)
    if report.waived or report.meant:
        yield ""
        yield from _accepted(page, report)
    yield from left_out(page, report.left_out, report.rules)
    rest = _rest(report)
    if rest:
        yield ""
        yield from page.block(0, rest, DIM)
    yield ""
    yield from facts(page, report)


def briefest(page: Page, report: Report) -> Iterator[str]:
    """Two lines for each finding, and one with the verdict; none of them is broken."""
    for action in actions(report):
        for one in action.blockers[:MOST]:
            yield f"{page.mark(one.outcome)} {page.paint(shown(one.places[0]), BOLD)}: {visible_line(one.said)}"
        more = _more(action)
        if more:
            yield f"  {more}"
        yield f"  {opening(visible_line(_criteria_and_remedy(action)))}"
    for accepted in report.waived:
        yield f"{page.mark(Outcome.WAIVED)} {_accepted_words(accepted)}"
    alert = rules_alert(report)
    if alert:
        yield f"! {visible_line(alert)}"
    yield " ".join(verdict(page.unbroken, report, waits=True))


def _shared(page: Page, one: Blocker) -> Iterator[str]:
    """What blocks several criteria, or is missing: what it is, who asks for it, what to do."""
    width, remedy = page.width - 2, list(_remedy(page, one.remedy))
    said = _few(wrapped(visible_line(one.said), width), LINES - 2 - len(remedy), width)
    yield from page.set(2, said, BOLD, first=f"{page.mark(one.outcome)} ")
    yield f"  {cut(opening(_places(one)), width)}"
    yield from page.set(2, _blocked(one, LINES - 1 - len(remedy) - len(said), width), DIM, first="  ")
    yield from remedy


def _criterion(page: Page, action: Action) -> Iterator[str]:
    """A criterion, and what stands in its way alone; before what is undecided, beside what is not met, its mark."""
    result, width, group = action.results[0], page.width - 2, action.blockers
    remedy = list(_remedy(page, action.remedy))
    yield _head(page, action.outcome, result)
    room = LINES - 1 - len(remedy) if len(group) == 1 else 3
    for one in group[:MOST]:
        mark = f"{page.mark(one.outcome)} " if one.outcome is not action.outcome else "  "
        place = f"{shown(one.places[0])}:"
        said = list(wrapped(f"{place} {visible_line(one.said)}", width))
        first, *others = _few(iter(said), room, width)
        is_whole = first.startswith(place)
        yield f"{mark}{page.paint(place, BOLD)}{first[len(place) :]}" if is_whole else f"{mark}{first}"
        yield from (f"  {line}" for line in others)
        if len(group) == 1 and len(said) < room:
            yield from _source(page, one)
    good = number_met(result.observations)
    rest = fine(good, len(result.observations)) if good and len(group) > 1 else ""
    told = "; ".join(filter(None, (_more(action), rest)))
    if told:
        yield f"  {page.paint(told, DIM)}"
    yield from remedy


def _more(action: Action) -> str:
    """How many are not told one by one, and how many of those are undecided beside what is not met."""
    rest, outcome = action.blockers[MOST:], action.outcome
    undecided = sum(one.outcome is not outcome for one in rest)
    aside = f" ({undecided} could not be decided)" if undecided else ""
    return f"{len(rest)} more like these{aside}; -v shows all" if rest else ""


def _head(page: Page, outcome: Outcome, result: Result) -> str:
    """`✗ id  title · owner` on one line; the title gives way."""
    about = result.criterion
    severity = about.severity.value if about.severity is not Severity.ERROR else ""
    aside = "".join(f" · {visible_line(part)}" for part in (severity, about.owner) if part)
    id_ = cut(visible(about.id), page.width - 2)
    room = page.width - 4 - len(id_) - len(aside)
    title = cut(visible_line(about.title), room) if room > 0 and about.title != about.id else ""
    said = f"  {title}{aside}" if title else cut(aside, max(page.width - 2 - len(id_), 1))
    return f"{page.mark(outcome)} {page.paint(id_, BOLD)}{said}"


def _few(lines: Iterator[str], most: int, width: int) -> list[str]:
    """So many lines at most, the last of which says that there are more."""
    found = list(islice(lines, most + 1))
    return found if len(found) <= most else [*found[: most - 1], cut(f"{found[most - 1]} {found[most]}", width)]


def _remedy(page: Page, remedy: str) -> Iterator[str]:
    width = page.width - 7
    lines = _few(wrapped(visible_line(remedy), width), 2, width) if remedy else []
    return page.set(7, lines, first=f"  {page.paint('fix:', DIM)} ")


def _source(page: Page, one: Blocker) -> Iterator[str]:
    """The source line, where it holds more than the place of what is missing."""
    place, seen = one.places[0], one.at[0][1]
    lines, line = page.lines.get(place.path, ()), place.line
    if line is not None and 0 < line <= len(lines) and place == seen.location:
        gutter = f"{line:>7} │"
        yield f"{page.paint(gutter, DIM)} {excerpt(lines[line - 1], place.column, seen.found, page.width - 11).text}"


def _places(one: Blocker) -> str:
    """Where it is, and where it is asked for."""
    asked_at = one.asked_at if one.is_lack else ()
    places = [place for place in one.places if place not in asked_at]
    named = [shown(place) for place in places[:1]]
    asked = [f"asked for at {shown(place)}" for place in asked_at[:1] if place.path]
    more = len(places[1:]) + len(asked_at[1:])
    return ", ".join((*named, *asked)) + (f" and {counted(more, 'more place')}" if more else "")


def _blocked(one: Blocker, most: int, width: int) -> list[str]:
    """The criteria that it blocks, as many by name as so many lines hold."""
    owners = f" · {', '.join(one.owners)}" if one.owners else ""
    if len(one.results) == 1:
        about = one.results[0].criterion
        return _few(wrapped(visible_line(f"blocks {about.id}: {about.title}{owners}"), width), most, width)
    number = len(one.results)
    lines: list[str] = []
    for by_name in range(number, 0, -1):
        said = f"blocks {number} criteria: {named(one.results, by_name)}{owners}"
        lines = list(islice(wrapped(visible_line(said), width), most + 1))
        if len(lines) <= most:
            break
    return _few(iter(lines), most, width)


def _criteria_and_remedy(action: Action) -> str:
    results, about = action.results, action.results[0].criterion
    blocked = named(results) if len(results) <= NAMED else f"blocks {len(results)} criteria ({named(results)})"
    said = action.remedy or ("" if len(results) > 1 or about.title == about.id else about.title)
    return f"{blocked}: {said}" if said else blocked


def _accepted(page: Page, report: Report) -> Iterator[str]:
    accepted = (*report.waived, *report.meant)
    for one in accepted[: 2 * MOST]:
        yield from page.block(2, _accepted_words(one), first=f"{page.mark(Outcome.WAIVED)} ")
    if len(accepted) > 2 * MOST:
        yield f"  {page.paint(f'{len(accepted) - 2 * MOST} more; -v shows all', DIM)}"


def _accepted_words(one: Accepted) -> str:
    why = "let pass as the policy says" if one.by.is_of_policy else acceptance_words(one.by)
    return visible_line(f"{shown(one.seen.location)}: {one.seen.message} ({why})")


def _rest(report: Report) -> str:
    """What stands in nobody's way, as numbers."""
    # Where all is met, the verdict says so.
    outcomes = (Outcome.PASS, Outcome.WAIVED, Outcome.NOT_APPLICABLE)[report.verdict is Verdict.MET :]
    numbers = [(one, len(report.of(one))) for one in outcomes]
    told = [f"{number} {OUTCOME_WORDS[outcome]}" for outcome, number in numbers if number]
    known = f"{counted(len(report.known), 'finding')} {known_at(report)}" if report.known else ""
    said = ", ".join(filter(None, (*told, waits_words(report), known)))
    return f"{said}; -v shows all" if said else ""
