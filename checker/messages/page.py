"""A page for a terminal: how reports set criteria, observations and source lines, with and without colours."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence

from checker.classes import dataclass, replace
from checker.messages.findings import summary
from checker.messages.rules import change, left_out_words, rules_said
from checker.messages.summary import VERDICT_WORDS
from checker.model.location import Location
from checker.model.observation import Observation, Outcome
from checker.model.report import Accepted, RenderOptions, Report, Result, Verdict
from checker.model.rules import Narrower, RulesInfo
from checker.text.display import cut, excerpt, visible, visible_line, wrapped

BOLD, DIM, RED, GREEN, YELLOW, BLUE = "1", "2", "31", "32", "33", "34"
MARK_BY_OUTCOME: Mapping[Outcome, tuple[str, str]] = {
    Outcome.PASS: ("✓", GREEN),
    Outcome.FAIL: ("✗", RED),
    Outcome.UNKNOWN: ("?", YELLOW),
    Outcome.WAIVED: ("~", BLUE),
    Outcome.NOT_DUE: ("·", DIM),
    Outcome.NOT_RUN: ("!", YELLOW),
    Outcome.NOT_APPLICABLE: ("·", DIM),
}
OUTCOME_BY_OK: Mapping[bool | None, Outcome] = {False: Outcome.FAIL, None: Outcome.UNKNOWN, True: Outcome.PASS}

_COLOR_BY_VERDICT: Mapping[Verdict, str] = {
    Verdict.MET: GREEN,
    Verdict.MET_IN_PART: GREEN,
    Verdict.NOT_MET: RED,
    Verdict.UNDECIDED: YELLOW,
}
_NAMED = 10
"""Criteria that are left out and named; of more the number is told."""
_NARROWEST = 40
_LABEL = 8


@dataclass(frozen=True, slots=True)
class Page:
    """How lines are set. lines: source lines by document, for evidence."""

    width: int
    color: bool
    lines: Mapping[str, Sequence[str]]

    def paint(self, text: str, *styles: str) -> str:
        return f"\x1b[{';'.join(styles)}m{text}\x1b[0m" if self.color and styles and text else text

    def mark(self, outcome: Outcome) -> str:
        return self.paint(*MARK_BY_OUTCOME[outcome])

    def block(self, indent: int, text: str, *styles: str, first: str = "") -> Iterator[str]:
        """A paragraph below `first`, which stands in its indentation and may be painted."""
        return self.set(indent, wrapped(visible_line(text), self.width - indent), *styles, first=first or " " * indent)

    def set(self, indent: int, lines: Iterable[str], *styles: str, first: str) -> Iterator[str]:
        """Lines below `first`, which stands in their indentation and may be painted."""
        opening = first
        for line in lines:
            yield opening + self.paint(line, *styles)
            opening = " " * indent

    def labelled(self, indent: int, label: str, text: str) -> Iterator[str]:
        return self.block(indent + _LABEL + 2, text, first=f"{' ' * indent}{self.label(label)}  ")

    def label(self, words: str) -> str:
        return self.paint(words.ljust(_LABEL), DIM)

    @property
    def unbroken(self) -> Page:
        """The same with lines of any length."""
        return replace(self, width=sys.maxsize)

    def title(self, words: str, number: int | None = None) -> str:
        """A rule across the page that bears words, and a number at its end."""
        end = f" {number} ─" if number is not None else ""
        rule = "─" * (self.width - len(words) - len(end) - 4)
        return f"{self.paint('──', DIM)} {self.paint(words, BOLD)} {self.paint(rule + end, DIM)}"

    def source(self, number: int, line: str) -> Iterator[str]:
        """A source line with its number; what does not fit goes on below it, indented a little more."""
        text = line.lstrip(" ")
        indent = min(len(line) - len(text), self.width // 4)
        gutter = f"{number:>7} │"
        for part in wrapped(visible(text.replace("\t", "    ")), self.width - len(gutter) - indent - 3):
            yield f"{self.paint(gutter, DIM)} {' ' * indent}{part}"
            gutter = f"{'│':>9}  "


def page_for(options: RenderOptions, lines: Mapping[str, Sequence[str]]) -> Page:
    return Page(max(options.width, _NARROWEST), options.color, lines)


def finished(lines: Iterator[str]) -> str:
    """The lines as text, without blanks at their ends."""
    return "".join(f"{line.rstrip()}\n" for line in lines)


def verdict(page: Page, report: Report, *, waits: bool = False) -> Iterator[str]:
    """The verdict and what it rests on. waits: with the moments for which others wait."""
    word = VERDICT_WORDS[report.verdict]
    first = page.paint(word, BOLD, _COLOR_BY_VERDICT[report.verdict]) + "  "
    return page.block(len(word) + 2, summary(report, waits=waits), BOLD, first=first)


def facts(page: Page, report: Report) -> Iterator[str]:
    """What was judged, by which policy, on what grounds."""
    judged = report.judged
    for policy in report.policies:
        yield from page.labelled(2, "policy", f"{policy.title} ({policy.id})" if policy.title else policy.id)
    tree = judged.at if judged.root == "." else f"{judged.at} of {judged.root}"
    yield from page.labelled(2, "judged", f"{tree}, {report.stage} stage, as of {judged.as_of}")
    if judged.commit and judged.commit != judged.at:
        yield from page.labelled(2, "commit", judged.commit)
    yield from page.labelled(2, "issues", judged.issues or "no tracker was asked")
    for label, words in rules_said(report):
        yield from page.labelled(2, label, words)


def altered_rules(page: Page, rules: RulesInfo | None) -> Iterator[str]:
    """The files of the rules that the judged tree alters; they are not what it is judged by."""
    if rules is None or not rules.altered:
        return
    yield ""
    yield page.title("Altered rules", len(rules.altered))
    yield ""
    for one in rules.altered:
        yield from page.block(2, one.path, first="! ")
        yield from page.block(4, change(one), DIM)


def left_out(page: Page, results: Sequence[Result], rules: RulesInfo | None) -> Iterator[str]:
    """What was left out and by whom: by name where that is a few, as a number where a few were asked for."""
    for by in Narrower:
        theirs = [result for result in results if result.left_out_by is by]
        if theirs:
            names = ", ".join(result.criterion.id for result in theirs)
            said = f"{len(theirs)} more criteria are left out" if len(theirs) > _NAMED else f"left out: {names}"
            yield ""
            yield from page.block(0, f"{said}, {left_out_words(by, rules)}", DIM)


def accepted_in_full(page: Page, title: str, accepted: Sequence[Accepted]) -> Iterator[str]:
    """What stands in nobody's way because somebody accepts it; it may not go unseen."""
    if not accepted:
        return
    yield ""
    yield page.title(title, len(accepted))
    for one in accepted:
        yield ""
        yield f"{page.mark(Outcome.WAIVED)} {page.paint(place_of(one.seen.location), BOLD)}"
        yield from page.block(2, one.seen.message)
        if one.by.waiver:
            yield from page.block(2, one.by.words, DIM)


def fine(good: int, total: int) -> str:
    """How much of what was seen is as it should be."""
    return f"{good} of {total} {'is' if good == 1 else 'are'} fine"


def heading(page: Page, result: Result) -> Iterator[str]:
    """What a criterion is about and what came out."""
    criterion = result.criterion
    yield f"{page.mark(result.outcome)} {page.paint(ident(page, result), BOLD)}"
    yield from page.block(2, criterion.title)
    owner = f"owner {criterion.owner}" if criterion.owner else ""
    about = (criterion.severity, owner, f"due at {criterion.stage}", criterion.source)
    yield from page.block(2, " · ".join(each for each in about if each), DIM)
    if criterion.why:
        yield from page.block(2, f"because {criterion.why}", DIM)
    if result.note:
        yield from page.block(2, result.note)


def ident(page: Page, result: Result) -> str:
    return cut(visible(result.criterion.id), page.width - 2)


def observed(page: Page, seen: Observation, fix: str) -> Iterator[str]:
    """One observation: its place, what was seen there, and the source line where something is to be done about it.

    fix: of the criterion; a hint that only repeats it is left out.
    """
    yield f"  {page.mark(OUTCOME_BY_OK[seen.ok])} {page.paint(place_of(seen.location), BOLD)}"
    yield from page.block(4, seen.message)
    expected, found = seen.unsaid
    if expected is not None:
        yield from page.labelled(4, "expected", expected)
    if found is not None:
        yield from page.labelled(4, "found", found or "nothing")
    yield from _source(page, seen)
    for place in seen.related:
        yield from page.labelled(4, "see", place_of(place))
    if seen.hint and seen.hint != fix:
        yield from page.labelled(4, "hint", seen.hint)


def place_of(location: Location) -> str:
    """`path:line:column`; the name of a part where the format has no lines."""
    place = "the repository" if location.path in ("", ".") else visible(str(location))
    return f"{place} ({visible(location.pointer)})" if location.pointer and location.line is None else place


def _source(page: Page, seen: Observation) -> Iterator[str]:
    """The source line, with a caret below what was looked at."""
    lines, line = page.lines.get(seen.location.path, ()), seen.location.line
    if seen.ok or line is None or not 0 < line <= len(lines):
        return
    gutter = f"{line:>7} "
    shown = excerpt(lines[line - 1], seen.location.column, seen.found, page.width - len(gutter) - 2)
    yield page.paint(f"{gutter}│", DIM) + f" {shown.text}"
    if shown.marker:
        yield page.paint(f"{' ' * len(gutter)}│", DIM) + " " + _marker(page, shown.marker, seen)


def _marker(page: Page, marker: str, seen: Observation) -> str:
    caret = marker.lstrip(" ")
    return marker[: -len(caret)] + page.paint(caret, BOLD, MARK_BY_OUTCOME[OUTCOME_BY_OK[seen.ok]][1])
