"""The report for a pull-request comment or a job summary, in GitHub Flavored Markdown.

Whatever comes from a document or a policy is shown as plain words where it is harmless and in a code span where it is
not: GitHub acts on mentions, references, addresses, images and HTML, but never inside a code span.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from checker.messages.findings import known_at, summary
from checker.messages.rules import change, rules_said
from checker.messages.summary import OUTCOME_WORDS, VERDICT_WORDS, counted, counts, looked_at
from checker.model.location import Location
from checker.model.observation import Observation, Outcome
from checker.model.packed import every_met, number_met, open_points
from checker.model.report import Accepted, RenderOptions, Report, Result, Verdict
from checker.patterns import regex
from checker.text.display import cut, visible, visible_line

LONGEST = 60_000
"""Characters of a report; GitHub refuses a comment of more than 65,536."""

MOST_SHOWN = 25
"""Findings of one criterion that are shown unless everything is asked for."""

LONGEST_TEXT = 500
"""Cells of one text from a document or policy; the rest is cut off."""

_SIGNS: Mapping[Outcome, str] = {
    Outcome.PASS: "✅",
    Outcome.FAIL: "❌",
    Outcome.UNKNOWN: "❔",
    Outcome.WAIVED: "🟡",
    Outcome.NOT_DUE: "⏳",
    Outcome.NOT_RUN: "⚠️",
    Outcome.NOT_APPLICABLE: "➖",
}
_VERDICT_SIGNS: Mapping[Verdict, str] = {
    Verdict.MET: "✅",
    Verdict.MET_IN_PART: "✅",
    Verdict.NOT_MET: "❌",
    Verdict.UNDECIDED: "❔",
}
_ALTERED = "**Altered rules**, by which nothing here is judged:\n"
_QUOTED = regex(r"`([^`]+)`")
_HARMLESS = regex(r"(?:[^\W_]|[.,;:()'\"?!/%=+–—…·’“”-])*")
_ACTS = regex(r"://|www\.|\bGH-\d|:[\w+-]+:|\b[0-9a-f]{7,40}\b", re.IGNORECASE)


def render(report: Report, options: RenderOptions) -> str:
    """The report as Markdown of at most LONGEST characters; what is left out is counted."""
    head = list(_head(report))
    if options.quiet:
        return _joined(head)
    table = [_table(report.asked)] if report.asked else []
    return _joined(_fitting([*head, *table], list(_details(report, options))))


def _joined(blocks: Iterable[str]) -> str:
    """Blocks with a blank line between them, the items of a list without one."""
    text, before = "", ""
    for block in blocks:
        is_same_list = before.startswith("- ") and block.startswith("- ")
        text += ("\n" if is_same_list else "\n\n" if text else "") + block
        before = block
    return text + "\n"


def _fitting(head: Sequence[str], details: Sequence[str]) -> Iterator[str]:
    """As many blocks as fit, and how many do not."""
    room = LONGEST
    blocks = [*head, *details]
    for at, block in enumerate(blocks):
        room -= len(block) + 2
        if room < 0:
            left_out = counted(len(blocks) - at, "part")
            yield f"_{left_out} of the report did not fit; the text or JSON report has all of it._"
            return
        yield block


def _head(report: Report) -> Iterator[str]:
    verdict = f"{_VERDICT_SIGNS[report.verdict]} {VERDICT_WORDS[report.verdict].capitalize()}"
    yield f"## {verdict}: {_prose(summary(report))}"
    yield "\n".join(f"- {name}: {text}" for name, text in _facts(report))
    if report.rules is not None and report.rules.altered:
        yield "\n".join([_ALTERED, *(f"- {_code(one.path)}: {_prose(change(one))}" for one in report.rules.altered)])
    number = counts(report)
    told = [f"{_SIGNS[each]} {number[each]} {OUTCOME_WORDS[each]}" for each in Outcome if number[each]]
    told += [counted(len(report.waived), "finding") + " waived"] if report.waived else []
    meant = [f"{len(report.meant)} let pass as the policy says"] if report.meant else []
    yield " · ".join((*told, *meant))


def _facts(report: Report) -> Iterator[tuple[str, str]]:
    judged = report.judged
    for policy in report.policies:
        yield "Policy", f"{_prose(policy.title)} ({_code(policy.id)})" if policy.title else _code(policy.id)
    commit = f", commit {_code(judged.commit)}" if judged.commit and judged.commit != judged.at else ""
    yield "Judged", f"{_code(judged.at)}{commit}, {report.stage} stage, as of {_prose(judged.as_of)}"
    yield "Issues", _code(judged.issues) if judged.issues else "no tracker was asked"
    for label, words in rules_said(report):
        yield label.capitalize(), _prose(words)
    yield "Evidence", looked_at(report)


def _table(results: Sequence[Result]) -> str:
    lines = ["| | Criterion | | Owner | Severity | Due at |", "|---|---|---|---|---|---|"]
    return "\n".join([*lines, *(_row(result) for result in results)])


def _row(result: Result) -> str:
    criterion = result.criterion
    sign = f"{_SIGNS[result.outcome]} {OUTCOME_WORDS[result.outcome]}"
    words = (
        sign,
        _code(criterion.id),
        _prose(criterion.title),
        _prose(criterion.owner),
        criterion.severity,
        criterion.stage,
    )
    return "| " + " | ".join(word.replace("|", r"\|") for word in words) + " |"


def _details(report: Report, options: RenderOptions) -> Iterator[str]:
    for outcome in (Outcome.FAIL, Outcome.UNKNOWN):
        for result in report.of(outcome):
            yield from _criterion(result, options)
    noted = [
        result for result in report.results if result.note and result.outcome not in (Outcome.FAIL, Outcome.UNKNOWN)
    ]
    if noted:
        yield "### Notes"
        yield "\n".join(f"- {_SIGNS[each.outcome]} {_code(each.criterion.id)}: {_prose(each.note)}" for each in noted)
    if report.waived:
        yield "### Waived findings"
        yield "\n".join(_accepted(one) for one in report.waived)
    if report.known:
        yield f"### Already {_prose(known_at(report))}"
        yield "\n".join(_accepted(one) for one in report.known[:MOST_SHOWN])
        if len(report.known) > MOST_SHOWN:
            yield f"{len(report.known) - MOST_SHOWN} more like these."
    if report.meant:
        yield "### Let pass as the policy says"
        yield "\n".join(_accepted(one) for one in report.meant)


def _accepted(one: Accepted) -> str:
    line = f"- {_SIGNS[Outcome.WAIVED]} {_place(one.seen.location)}: {_prose(one.seen.message)}"
    return f"{line}\n  - {_prose(one.by.words)}" if one.by.waiver else line


def _criterion(result: Result, options: RenderOptions) -> Iterator[str]:
    criterion = result.criterion
    yield f"### {_SIGNS[result.outcome]} {_code(criterion.id)} {_prose(criterion.title)}"
    for label, text in (("Why", criterion.why), ("Note", result.note), ("Fix", criterion.fix)):
        if text:
            yield f"**{label}:** {_prose(text)}"
    yield from _findings(result, options)


def _findings(result: Result, options: RenderOptions) -> Iterator[str]:
    bad, good = open_points(result.observations), number_met(result.observations)
    shown = bad if options.verbose else bad[:MOST_SHOWN]
    for seen in [*shown, *every_met(result.observations)] if options.verbose else shown:
        yield _observation(seen, result.criterion.fix)
    if len(shown) < len(bad):
        yield f"{len(bad) - len(shown)} more like these."
    if good and not options.verbose:
        yield f"{good} of {len(result.observations)} {'is' if good == 1 else 'are'} fine."


def _observation(seen: Observation, fix: str) -> str:
    lines = [f"- {_SIGNS[_outcome(seen)]} {_place(seen.location)}: {_prose(seen.message)}"]
    if seen.expected:
        lines.append(f"  - expected: {_prose(seen.expected)}")
    if seen.found is not None:
        lines.append(f"  - found: {_code(visible_line(seen.found)) if seen.found else 'nothing'}")
    lines += [f"  - see {_place(place)}" for place in seen.related]
    if seen.hint and seen.hint != fix:
        lines.append(f"  - hint: {_prose(seen.hint)}")
    return "\n".join(lines)


def _outcome(seen: Observation) -> Outcome:
    return {False: Outcome.FAIL, None: Outcome.UNKNOWN, True: Outcome.PASS}[seen.ok]


def _place(location: Location) -> str:
    place = "the repository" if location.path in ("", ".") else _code(str(location))
    return f"{place} ({_code(location.pointer)})" if location.pointer and location.line is None else place


def _prose(text: str) -> str:
    """Running text: harmless words as they are; what is in backquotes, and every other word, as code."""
    text = cut(visible_line(text), LONGEST_TEXT)
    parts = _QUOTED.split(text)
    if any(_touches(part, first=at == 0, last=at == len(parts) - 1) for at, part in enumerate(parts) if at % 2 == 0):
        return _code(text)
    return "".join(_code(part) if at % 2 else _words(part) for at, part in enumerate(parts))


def _touches(between: str, *, first: bool, last: bool) -> bool:
    """Whether a text between code spans would put another one right beside them, so that their fences run together."""
    words = between.split(" ")
    return not ((first or _is_harmless(words[0])) and (last or _is_harmless(words[-1])) and (first or last or between))


def _words(text: str) -> str:
    return " ".join(word if _is_harmless(word) else _code(word) for word in text.split(" "))


def _is_harmless(word: str) -> bool:
    return _HARMLESS.fullmatch(word) is not None and not _ACTS.search(word)


def _code(text: str) -> str:
    """A code span, with backquotes enough for those in the text."""
    shown = cut(visible(text), LONGEST_TEXT) or " "
    longest = max((len(run) for run in re.findall("`+", shown)), default=0)
    fence = "`" * (longest + 1)
    pad = " " if shown.startswith(("`", " ")) or shown.endswith(("`", " ")) else ""
    return f"{fence}{pad}{shown}{pad}{fence}"
