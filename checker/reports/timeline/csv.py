"""How it went, for a spreadsheet: one row for each criterion at each point (RFC 4180), written as the CSV report is."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from checker.messages.timeline import stops
from checker.model.report import RenderOptions
from checker.model.timeline import Timeline
from checker.reports.csv import cell

COLUMNS = (
    "commit",
    "committed",
    "day",
    "author",
    "email",
    "tags",
    "policy",
    "criterion",
    "severity",
    "stage",
    "outcome",
    "turned",
    "gap",
    "subject",
)
"""outcome: empty where nothing could be judged, and gap says why. turned: whether it came out otherwise before."""
TRIAL_COLUMNS = ("commit", "committed", "author", "email", "policy", "criterion", "path", "line", "column", "message")


def render(timeline: Timeline, options: RenderOptions) -> str:  # noqa: ARG001 - every renderer is called alike
    return _written(COLUMNS, _rows(timeline))


def render_trial(timeline: Timeline, options: RenderOptions) -> str:  # noqa: ARG001
    """One row for each thing that a commit brought and would have been stopped for."""
    rows = (
        (
            stop.made.commit,
            stop.made.at,
            stop.made.author,
            stop.made.email,
            *one.key,
            one.location.path,
            one.location.line,
            one.location.column,
            one.message,
        )
        for stop in stops(timeline)
        for one in stop.brought
    )
    return _written(TRIAL_COLUMNS, rows)


def _rows(timeline: Timeline) -> Iterator[Sequence[str | int | None]]:
    for n, point in enumerate(timeline.points):
        made = point.made
        about = (made.commit, made.at, str(made.day), made.author, made.email, " ".join(made.tags))
        for course in timeline.courses:
            outcome, before = course.outcomes[n], course.outcomes[n - 1] if n else course.outcomes[n]
            yield (
                *about,
                *course.key,
                course.heading.severity.value,
                course.heading.stage.value,
                outcome.value if outcome is not None else "",
                "yes" if outcome is not before else "",
                point.gap,
                made.subject,
            )


def _written(columns: Sequence[str], rows: Iterable[Sequence[str | int | None]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, quoting=csv.QUOTE_ALL)
    writer.writerow(columns)
    writer.writerows([cell(value) for value in row] for row in rows)
    return text.getvalue()
