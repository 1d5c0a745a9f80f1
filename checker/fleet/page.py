"""How a fleet stands as a page, with that of each repository beside it, without scripts and without the network."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from checker import __version__
from checker.files import put
from checker.fleet.book import Book, Line
from checker.fleet.difference import Difference, difference_text
from checker.fleet.judging import FAILED
from checker.fleet.standing import NOBODY, ORDER, WORDS, Standing, in_words, open_in, state_of
from checker.model.observation import Outcome
from checker.model.report import RenderOptions
from checker.patterns import regex
from checker.reports.html import page_head, style_sheet
from checker.reports.html import render as page_of
from checker.reports.html.markup import NOTHING, Content, Markup, document, prose, tag
from checker.reports.html.shown import day
from checker.reports.html.signs import icon
from checker.reports.json import read_report
from checker.text.shown import shortened

MOST = 2_000
"""Repositories that the page lists; it says how many there are, and the book has all."""
MOST_CRITERIA = 25
_UNFIT = regex(r"[^A-Za-z0-9_.-]+")
_LONGEST = 100
REPORTS = "reports"
"""The folder beside the page with those of the repositories."""
_SIGNS = {
    FAILED: Outcome.UNKNOWN,
    "undecided": Outcome.UNKNOWN,
    "not-met": Outcome.FAIL,
    "met-in-part": Outcome.NOT_RUN,
    "met": Outcome.PASS,
}
_STYLE = """
.fleet-filter{display:flex;flex-wrap:wrap;gap:.4rem 1rem;margin:1rem 0;border:0;padding:0}
.fleet-filter label{display:inline-flex;gap:.4rem;align-items:center}
.fleet td,.fleet th{vertical-align:top}
"""


def write_page(book: Book, standing: Standing, target: Path, since: Difference | None = None) -> int:
    """Writes the page and, in the folder `reports` beside it, the page of every repository that it lists.

    Gives how many of these. since: what changed since an earlier run. Raises UsageError.
    """
    put(render(standing, since), target, with_folder=True)
    folder = target.parent / REPORTS
    written = 0
    for line in standing.lines[:MOST]:
        body = book.report(standing.run, line.place.name)
        if body is not None:
            report = read_report(body, f"the report on {line.place.name}")
            put(
                page_of(report, RenderOptions()),
                folder / page_name(line.place.name),
                inside=target.parent,
                with_folder=True,
            )
            written += 1
    return written


def page_name(name: str) -> str:
    """The file of a repository's page, whatever it is called: one name below the folder, as it stands in a link."""
    fit = _UNFIT.sub("-", name).strip(".-")[:_LONGEST]
    return f"{fit}.html" if fit == name else f"{fit}-{hashlib.sha256(name.encode()).hexdigest()[:12]}.html"


def render(standing: Standing, since: Difference | None = None) -> str:
    """The page alone. The same lines give the same bytes."""
    style = style_sheet() + _STYLE + _filters(standing)
    run = standing.run
    title = f"{run.places:,} repositories, as of {day(run.day)}"
    parts = [_banner(standing), _since(since), _owners(standing), _repositories(standing), _criteria(standing)]
    skip = tag("a", "Skip to the repositories", class_="skip", href="#repositories")
    masthead = [tag("p", "How the repositories stand", class_="eyebrow"), tag("h1", title)]
    return document(
        page_head(title, style, __version__), tag("body", skip, tag("header", masthead), tag("main", parts)), style
    )


def _filters(standing: Standing) -> str:
    """Rules that hide the rows of other states than the one that is chosen; a browser without `:has` shows all."""
    return "".join(
        f"main:has(#show-{state}:checked) .fleet tr[data-state]:not([data-state={state}]){{display:none}}\n"
        for state in standing.counts
    )


def _banner(standing: Standing) -> Markup:
    counts = standing.counts
    worst = next(iter(counts), "met")
    said = [in_words(counts)]
    if standing.unjudged:
        said.append(f"{standing.unjudged:,} are not judged yet")
    good = counts.get("met", 0)
    answer = tag(
        "p", icon(_SIGNS[worst]), tag("strong", f"{good:,} of {standing.run.places:,} are met"), class_="answer"
    )
    headline = tag("p", "; ".join(said) + ".", class_="headline")
    return tag(
        "section",
        tag("h2", "How do they stand?", id="standing"),
        answer,
        headline,
        class_=f"banner {_SIGNS[worst].value}",
        aria_labelledby="standing",
    )


def _since(since: Difference | None) -> Markup:
    if since is None:
        return NOTHING
    lines = list(difference_text(since, 25))
    heading = tag("h2", "What changed since the run before", id="since")
    return tag("section", heading, tag("pre", "\n".join(lines)), aria_labelledby="since")


def _owners(standing: Standing) -> Markup:
    owners = standing.by_owner()
    if list(owners) == [NOBODY]:
        return NOTHING
    rows = [tag("tr", tag("th", name, scope="row"), *_numbers(counts)) for name, counts in owners.items()]
    return _section("owners", "By owner", _table(["Owner", *_states()], rows))


def _states() -> list[str]:
    return [WORDS[state].capitalize() for state in ORDER]


def _numbers(counts: Mapping[str, int]) -> Iterator[Markup]:
    return (tag("td", f"{counts[state]:,}" if counts[state] else "–") for state in ORDER)


def _criteria(standing: Standing) -> Markup:
    found = standing.by_criterion()
    if not found:
        return NOTHING
    rows = [
        tag(
            "tr", tag("th", prose(title or id_), " ", tag("code", id_), scope="row"), tag("td", f"{bad:,} of {every:,}")
        )
        for id_, title, bad, every in found[:MOST_CRITERIA]
    ]
    more = _more(len(found), MOST_CRITERIA, "criteria")
    return _section("criteria", "Open in the most repositories", _table(["Criterion", "Open in"], rows), more)


def _repositories(standing: Standing) -> Markup:
    shown = standing.lines[:MOST]
    rows = [_row(one) for one in shown]
    heads = ["Repository", "Verdict", "Open", "Owner", "Commit", "Issues", "Judged"]
    choices = [_choice("all", f"All ({len(standing.lines):,})", is_chosen=True)]
    choices += [_choice(state, f"{WORDS[state].capitalize()} ({count:,})") for state, count in standing.counts.items()]
    chooser = tag("fieldset", tag("legend", "Show"), choices, class_="fleet-filter")
    table = _table(heads, rows, class_="fleet")
    more = _more(len(standing.lines), MOST, "repositories")
    return _section("repositories", "Every repository, the worst first", chooser, table, more)


def _choice(state: str, words: str, *, is_chosen: bool = False) -> Markup:
    box = tag("input", type="radio", name="show", id=f"show-{state}", checked=is_chosen or None)
    return tag("label", box, words)


def _row(line: Line) -> Markup:
    place, outcome, state = line.place, line.outcome, state_of(line)
    name: Content = place.name
    if outcome.state != FAILED:
        name = tag("a", place.name, href=f"{REPORTS}/{page_name(place.name)}")
    said: Content = [icon(_SIGNS[state]), " ", WORDS[state]]
    commit = tag("code", outcome.key.commit[:12]) if outcome.key and outcome.key.commit else "–"
    issues = shortened(outcome.issues, 60) or "–"
    note = tag("p", prose(shortened(outcome.message, 300)), class_="note") if outcome.state == FAILED else NOTHING
    return tag(
        "tr",
        tag("th", name, tag("br"), tag("span", f"{place.at} at {place.revision}", class_="quiet"), note, scope="row"),
        tag("td", said),
        tag("td", "–" if outcome.state == FAILED else str(open_in(line))),
        tag("td", place.owner or "–"),
        tag("td", commit),
        tag("td", issues),
        tag("td", outcome.done.replace("T", " ").removesuffix("Z") or "–"),
        data_state=state,
    )


def _table(heads: Sequence[str], rows: Sequence[Markup], class_: str = "") -> Markup:
    head = tag("thead", tag("tr", [tag("th", one, scope="col") for one in heads]))
    return tag("div", tag("table", head, tag("tbody", rows), class_=class_ or None), class_="table", tabindex=0)


def _section(anchor: str, title: str, *content: Content) -> Markup:
    return tag("section", tag("h2", title, id=anchor), list(content), aria_labelledby=anchor)


def _more(count: int, most: int, what: str) -> Markup:
    return tag("p", f"… and {count - most:,} more of {count:,} {what}.", class_="quiet") if count > most else NOTHING
