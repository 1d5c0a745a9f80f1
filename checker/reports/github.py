"""Annotations for GitHub Actions, as workflow commands on the output of a step.

Form and escapes are those of `@actions/core`
(https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands). GitHub keeps ten annotations of
a level per step and 4,096 characters of a message, and drops the rest in silence; here the tenth says how many there
are more.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from checker.messages.findings import (
    OPEN,
    anchor,
    findings,
    has_file,
    most_severe_first,
    shown_place,
    summary,
)
from checker.messages.rules import rules_alert
from checker.messages.summary import VERDICT_WORDS
from checker.messages.told import Told, told
from checker.model.observation import Outcome
from checker.model.report import RenderOptions, Report, Severity
from checker.text.display import visible, visible_line

MOST_OF_A_LEVEL = 10
LONGEST_MESSAGE = 4_000
LONGEST_TITLE = 200

_ESCAPED = "%\r\n"
_ESCAPED_IN_PROPERTIES = "%\r\n:,"
_LEVEL: Mapping[Severity, str] = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


def render(report: Report, options: RenderOptions) -> str:
    """The verdict, what is open, the most severe first, and one notice for every criterion that is waived."""
    shown = (one for one in findings(report) if one.outcome in (*OPEN, Outcome.WAIVED))
    found = told(report, shown)
    lines = {level: _commands(level, _of_level(found, level), options) for level in _LEVEL.values()}
    alert = rules_alert(report)
    if alert:
        lines["warning"] = [
            _command("warning", {"title": "closure-check: rules"}, visible_line(alert)),
            *lines["warning"],
        ]
    lines["notice"] = [_verdict(report), *lines["notice"]]
    return "".join(f"{line}\n" for level, commands in lines.items() for line in _fitting(level, commands))


def _of_level(found: Sequence[Told], level: str) -> list[Told]:
    """What is open at the severity of the level; what is waived is a notice, once per criterion unless each is."""
    shown = [one for one in found if one.blocker is not None and _LEVEL[one.severity] == level]
    waived: dict[str, Told] = {}
    for one in found:
        if one.blocker is None:
            waived.setdefault(one.rule if one.lead.seen.accepted is None else one.lead.fingerprint, one)
    return most_severe_first([*shown, *(waived.values() if level == "notice" else ())])


def _commands(level: str, found: Sequence[Told], options: RenderOptions) -> list[str]:
    return [_command(level, dict(_properties(one, options)), _message(one)) for one in found]


def _verdict(report: Report) -> str:
    return _command("notice", {"title": f"closure-check: {VERDICT_WORDS[report.verdict]}"}, summary(report))


def _fitting(level: str, commands: Sequence[str]) -> Iterator[str]:
    if len(commands) <= MOST_OF_A_LEVEL:
        yield from commands
        return
    yield from commands[: MOST_OF_A_LEVEL - 1]
    more = f"{len(commands) - MOST_OF_A_LEVEL + 1} more like these are in the report"
    yield _command(level, {"title": "closure-check"}, f"{more}; GitHub shows {MOST_OF_A_LEVEL} of a kind")


def _properties(one: Told, options: RenderOptions) -> Iterator[tuple[str, str]]:
    about = one.lead.result.criterion
    yield "title", visible_line(f"{about.id}: {about.title}")[:LONGEST_TITLE]
    if not has_file(one.lead.seen.location):
        return
    place = anchor(one.places[0], one.lead.result, options)
    yield "file", visible(place.path)
    if place.line is not None:
        yield "line", str(place.line)
        if place.column is not None:
            yield "col", str(place.column)


def _message(one: Told) -> str:
    said, lead = one.sentence, one.lead
    if lead.outcome is Outcome.WAIVED and lead.seen.accepted is None:
        said = visible_line(lead.result.note) or said
    elif not has_file(lead.seen.location):
        said = f"{shown_place(lead.seen.location)}: {said}"
    return (f"{said}\n{one.remedy}" if one.remedy else said)[:LONGEST_MESSAGE]


def _command(level: str, properties: Mapping[str, str], message: str) -> str:
    written = ",".join(f"{name}={_escaped(value, _ESCAPED_IN_PROPERTIES)}" for name, value in properties.items())
    return f"::{level} {written}::{_escaped(message, _ESCAPED)}"


def _escaped(text: str, signs: str) -> str:
    return "".join(f"%{ord(sign):02X}" if sign in signs else sign for sign in text)
