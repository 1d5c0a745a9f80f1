"""What stands in the way, in few lines each: one cause is told once, and everything else is a count."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from checker.messages.blockers import Blocker, blockers, remedy_for
from checker.messages.findings import acceptance_words, known_at
from checker.messages.page import BOLD, DIM, Page, altered_rules, facts, fine, left_out, verdict
from checker.messages.page import place_of as shown
from checker.messages.rules import rules_alert
from checker.messages.summary import OUTCOME_WORDS, counted, waits_words
from checker.model.observation import Outcome
from checker.model.packed import number_met
from checker.model.report import Accepted, Report, Result, Severity, Verdict
from checker.text.display import cut, excerpt, visible, visible_line, wrapped

LINES = 5
"""Lines of one finding at most."""
MOST = 5
"""Findings of one criterion that are told one by one."""
_NAMED = 3
_MORE = "more like {}; -v shows all"


def brief(page: Page, report: Report) -> Iterator[str]:
    """The verdict, what stands in its way, and the rest as numbers."""
    yield from verdict(page, report)
    yield from altered_rules(page, report.rules)
    for group in _by_criterion(blockers(report)):
        yield ""
        is_one = len(group) == 1 and (group[0].is_lack or len(group[0].results) > 1)
        yield from _shared(page, group[0]) if is_one else _criterion(page, group)
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
    for group in _by_criterion(blockers(report)):
        for one in group[:MOST]:
            yield f"{page.mark(one.outcome)} {page.paint(shown(one.places[0]), BOLD)}: {visible_line(one.said)}"
        if len(group) > MOST:
            yield f"  {len(group) - MOST} {_MORE.format('these')}"
        yield f"  {visible_line(_criteria_and_remedy(group))}"
    for accepted in (*report.waived, *report.meant):
        yield f"{page.mark(Outcome.WAIVED)} {_accepted_words(accepted)}"
    alert = rules_alert(report)
    if alert:
        yield f"! {visible_line(alert)}"
    yield " ".join(verdict(page.unbroken, report, waits=True))


def _by_criterion(every: Sequence[Blocker]) -> Iterator[list[Blocker]]:
    """What blocks several criteria by itself, and what blocks one together, in the order in which it comes up."""
    groups: dict[object, list[Blocker]] = {}
    for one in every:
        key = id(one) if len(one.results) > 1 else (id(one.results[0]), one.outcome)
        groups.setdefault(key, []).append(one)
    yield from groups.values()


def _shared(page: Page, one: Blocker) -> Iterator[str]:
    """What blocks several criteria, or is missing: what it is, who asks for it, what to do."""
    width, remedy = page.width - 2, list(_remedy(page, one.remedy))
    said = _few(wrapped(visible_line(one.said), width), LINES - 2 - len(remedy), width)
    yield from page.set(2, said, BOLD, first=f"{page.mark(one.outcome)} ")
    yield f"  {cut(_places(one), width)}"
    yield from page.set(2, _blocked(one, LINES - 1 - len(remedy) - len(said), width), DIM, first="  ")
    yield from remedy


def _criterion(page: Page, group: Sequence[Blocker]) -> Iterator[str]:
    """A criterion, and what stands in its way alone."""
    result, width = group[0].at[0][0], page.width - 2
    remedy = list(_remedy(page, remedy_for(group)))
    yield _head(page, group[0], result)
    room = LINES - 1 - len(remedy) if len(group) == 1 else 3
    for one in group[:MOST]:
        place = f"{shown(one.places[0])}:"
        said = list(wrapped(f"{place} {visible_line(one.said)}", width))
        first, *others = _few(iter(said), room, width)
        is_whole = first.startswith(place)
        yield f"  {page.paint(place, BOLD)}{first[len(place) :]}" if is_whole else f"  {first}"
        yield from (f"  {line}" for line in others)
        if len(group) == 1 and len(said) < room:
            yield from _source(page, one)
    more = f"{len(group) - MOST} {_MORE.format('these')}" if len(group) > MOST else ""
    good = number_met(result.observations)
    told = "; ".join(filter(None, (more, fine(good, len(result.observations)) if good and len(group) > 1 else "")))
    if told:
        yield f"  {page.paint(told, DIM)}"
    yield from remedy


def _head(page: Page, one: Blocker, result: Result) -> str:
    """`✗ id  title · owner` on one line; the title gives way."""
    about = result.criterion
    severity = about.severity.value if about.severity is not Severity.ERROR else ""
    aside = "".join(f" · {visible_line(part)}" for part in (severity, about.owner) if part)
    id_ = cut(visible(about.id), page.width - 2)
    room = page.width - 4 - len(id_) - len(aside)
    title = cut(visible_line(about.title), room) if room > 0 and about.title != about.id else ""
    said = f"  {title}{aside}" if title else cut(aside, max(page.width - 2 - len(id_), 1))
    return f"{page.mark(one.outcome)} {page.paint(id_, BOLD)}{said}"


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
    for named in range(number, 0, -1):
        said = f"blocks {number} criteria: {_named(one.results, named)}{owners}"
        lines = list(islice(wrapped(visible_line(said), width), most + 1))
        if len(lines) <= most:
            break
    return _few(iter(lines), most, width)


def _named(results: Sequence[Result], most: int = _NAMED) -> str:
    """Criteria, so many by name and the others as a number."""
    names = [result.criterion.id for result in results[:most]]
    more = len(results) - len(names)
    return ", ".join(names) + (f" and {more} more" if more else "")


def _criteria_and_remedy(group: Sequence[Blocker]) -> str:
    results, about = group[0].results, group[0].results[0].criterion
    named = _named(results) if len(results) <= _NAMED else f"blocks {len(results)} criteria ({_named(results)})"
    said = remedy_for(group) or ("" if len(results) > 1 or about.title == about.id else about.title)
    return f"{named}: {said}" if said else named


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
