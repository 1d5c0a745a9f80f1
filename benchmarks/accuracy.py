"""How often the product is right about labelled material: `python benchmarks/accuracy.py PATH`.

PATH is a folder with any of `placeholders.dev.jsonl`, `signoff.dev.jsonl`, `totals.dev.jsonl`, `issuerefs.dev.jsonl`
(one JSON object a line), `eips/` (finished and unfinished documents) or documents with labelled lines (`labels.py`).
Every row is written as a document into a temporary folder and judged by a policy, as a user's documents are; nothing
else of the product is called.

placeholders: `text`, `context`, `is_placeholder` (true, false; null is left out). signoff: `text`, `verdict`, `source`.
totals: `text`, `column`, `verdict`. issuerefs: `text`, `refs`. Every row has an `id`.
"""

from __future__ import annotations

import json
import re
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import yaml
from labels import ALARMS, Row, as_table, read_labels, rows_of

from checker.model.observation import Observation
from checker.model.report import Report
from checker.pipeline import Options, check
from checker.policy.shipped import PolicyFile
from checker.sources import open_source

DAY = date(2026, 11, 23)
"""Behind the days on which the labelled documents were collected: what is dated later is in the future."""
ALL_SCOPES = "[prose, table, heading, front_matter, inline_code, code_block, comment, data]"
PLACEHOLDERS = f"""\
criteria:
  - {{id: sure, for_each: {{file: '**/*.*'}}, require: {{no_placeholders: {{likely: ignore}}}}}}
  - {{id: both, for_each: {{file: '**/*.*'}}, require: {{no_placeholders: {{likely: fail}}}}}}
  - {{id: every, for_each: {{file: '**/*.*'}}, require: {{no_placeholders: {{likely: fail, scopes: {ALL_SCOPES}}}}}}}
"""
REFERENCES = """\
criteria:
  - id: named
    for_each: {passage: '*.md', where: {not: {form: {one_of: [code, comment]}}}}
    require: issue_reference
"""
SIGNED = "{verdict: {equals: signed}}"
ELSEWHERE = ("code_block", "html_comment")
"""Contexts outside the default scope: what is a slot there is looked for only where the policy asks for it."""


@dataclass(frozen=True, slots=True)
class Score:
    """right of total rows are as labelled. misses: one line for each that is not. seconds: of judging all of them."""

    name: str
    right: int
    total: int
    misses: tuple[str, ...]
    seconds: float
    summary: str = ""


def main(arguments: Sequence[str]) -> int:
    """Measure each labelled set in the folder; 2 when none is there."""
    if len(arguments) != 1 or not Path(arguments[0]).is_dir():
        print("usage: python benchmarks/accuracy.py PATH", file=sys.stderr)
        return 2
    folder = Path(arguments[0])
    sets = [(name, measure) for name, measure in MEASURE_BY_FILE.items() if (folder / name).exists()]
    if not sets:
        print(f"{folder} holds none of {', '.join(MEASURE_BY_FILE)}", file=sys.stderr)
        return 2
    for name, measure in sets:
        for score in measure(folder / name):
            show(score)
    return 0


def show(score: Score) -> None:
    share = score.right / score.total if score.total else 0.0
    print(f"{score.name}: {score.right} of {score.total} ({share:.1%}) in {score.seconds:.2f} s{score.summary}")
    for miss in score.misses:
        print(f"    {miss}")


# Judging


def judge(files: Mapping[str, str], policy: str) -> tuple[Report, float]:
    """The report of a policy on files, and how long it took in seconds, reading included."""
    with TemporaryDirectory() as name:
        root = Path(name) / "judged"
        for path, text in files.items():
            target = root / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8", newline="")
        written = PolicyFile("policy.yaml", f"version: 1\npolicy: accuracy\n{policy}".encode())
        begun = time.perf_counter()
        report = check(Options((written,), DAY), open_source(root, "worktree"))
        return report, time.perf_counter() - begun


def seen_by_path(report: Report, criterion: str) -> Mapping[str, list[Observation]]:
    """What a criterion observed, by the document in which it did."""
    found: dict[str, list[Observation]] = {}
    for result in report.results:
        if result.criterion.id == criterion:
            for seen in result.observations:
                found.setdefault(seen.location.path, []).append(seen)
    return found


def one_line(text: str) -> str:
    shown = " ".join(text.split())
    return shown if len(shown) <= 110 else shown[:109] + "…"


# Placeholders


def placeholders(path: Path) -> Iterator[Score]:
    """Recall and false alarms in the default scope, then in every scope."""
    rows = [row for row in rows_of(path) if row["is_placeholder"] is not None]
    files = dict(_as_document(row) for row in rows)
    report, seconds = judge(files, PLACEHOLDERS)
    for criterion, called in (("sure", "sure"), ("both", "sure or likely"), ("every", "in every scope")):
        yield from _recall(rows, seen_by_path(report, criterion), called, seconds / 3)


def _recall(rows: Iterable[Row], seen: Mapping[str, list[Observation]], called: str, seconds: float) -> Iterator[Score]:
    judged = [(row, any(one.ok is False for one in seen.get(_as_document(row)[0], ()))) for row in rows]
    usual = called != "in every scope"
    slots = [(row, hit) for row, hit in judged if row["is_placeholder"] and not (usual and _is_elsewhere(row))]
    innocent = [(row, hit) for row, hit in judged if not row["is_placeholder"]]
    missed = tuple(f"missed {_shown(row)}" for row, hit in slots if not hit)
    left_out = sum(1 for row, _ in judged if row["is_placeholder"]) - len(slots)
    summary = f"; {left_out} slots stand in code blocks and comments, which it does not read" if left_out else ""
    yield Score(f"placeholders {called}, recall", len(slots) - len(missed), len(slots), missed, seconds, summary)
    alarms = tuple(f"false alarm {_shown(row)}" for row, hit in innocent if hit)
    yield Score(f"placeholders {called}, false alarms", len(alarms), len(innocent), alarms, seconds)


def _is_elsewhere(row: Row) -> bool:
    return row["context"] in ELSEWHERE


def _shown(row: Row) -> str:
    return f"{row['id']} ({row.get('context', '')}): {one_line(row['text'])}"


def _as_document(row: Row) -> tuple[str, str]:
    """A line as the document in which it stood."""
    context, text = row["context"], row["text"]
    if context in ("yaml", "yml"):
        return f"{row['id']}.yaml", f"{text}\n"
    if context == "tf":
        return f"{row['id']}.tf", f"locals {{\n  {text}\n}}\n"
    name = f"{row['id']}.md"
    if context == "front_matter":
        return name, f"---\n{text}\n---\n\nText.\n"
    if context == "code_block":
        return name, f"```\n{text}\n```\n"
    if context == "html_comment" and "<!--" not in text:
        return name, f"<!--\n{text}\n-->\n"
    return name, as_table(text) if context.startswith("table_row") and text.lstrip().startswith("|") else f"{text}\n"


# Sign-offs


def signoff(path: Path) -> Iterator[Score]:
    """The verdict on the whole, from the verdicts on its signers."""
    rows = rows_of(path)
    names = {row["id"]: row["id"] + _suffix(row) for row in rows}
    criteria = "".join(
        f"  - {{id: {row['id'].lower()}, for_each: {{signature: '{names[row['id']]}'}}, require: {SIGNED}}}\n"
        for row in rows
    )
    report, seconds = judge({names[row["id"]]: row["text"] for row in rows}, f"criteria:\n{criteria}")
    said = {result.criterion.id: _whole(result.observations) for result in report.results}
    wrong = tuple(
        f"{row['id']}: {said[row['id'].lower()]}, expected {row['verdict']}: {one_line(row['text'])}"
        for row in rows
        if said[row["id"].lower()] != row["verdict"]
    )
    yield Score("sign-offs", len(rows) - len(wrong), len(rows), wrong, seconds)


def _suffix(row: Row) -> str:
    return ".yaml" if row["source"].partition("#")[0].endswith(".yaml") else ".md"


def _whole(observations: Iterable[Observation]) -> str:
    """Signed or unsigned when every signer is, ambiguous when the rest is signed, else partial."""
    found = {(one.found or "").strip("`") for one in observations}
    verdicts = found & {"signed", "unsigned", "partial", "ambiguous"}
    if len(verdicts) == 1:
        return verdicts.pop()
    return "partial" if verdicts & {"unsigned", "partial"} else "ambiguous"


# Totals and issue references


def totals(path: Path) -> Iterator[Score]:
    """The verdict on one column of each table."""
    rows = rows_of(path)
    criteria = "".join(
        f"  - {{id: {row['id'].lower()}, for_each: {{file: {row['id']}.md}}, require: {_adds_up(row)}}}\n"
        for row in rows
    )
    files = {f"{row['id']}.md": as_table(row["text"]) if row["text"].startswith("|") else row["text"] for row in rows}
    report, seconds = judge(files, f"criteria:\n{criteria}")
    said = {result.criterion.id: " ".join(one.message for one in result.observations) for result in report.results}
    wrong = tuple(
        f"{row['id']}: {said[row['id'].lower()]}, expected {row['verdict']}: {one_line(row['text'])}"
        for row in rows
        if f"({row['verdict']})" not in said[row["id"].lower()]
    )
    yield Score("totals", len(rows) - len(wrong), len(rows), wrong, seconds)


def _adds_up(row: Row) -> str:
    return "adds_up" if row["column"] == "-" else f"{{adds_up: [{json.dumps(row['column'])}]}}"


def issuerefs(path: Path) -> Iterator[Score]:
    """The issues to which a line or a row refers, as it is written and in every other place that can hold it."""
    rows = rows_of(path)
    files = {f"{row['id']}.{place}.md": text for row in rows for place, text in _in_places(row["text"])}
    report, seconds = judge(files, REFERENCES)
    found = seen_by_path(report, "named")
    wrong = []
    for row in rows:
        said = {place: _references(found.get(f"{row['id']}.{place}.md", ())) for place, _ in _in_places(row["text"])}
        for places, refs in _unlike(said, row["refs"]).items():
            wrong.append((row["id"], f"{row['id']} {places}: {refs}, expected {row['refs']}: {one_line(row['text'])}"))
    right = len(rows) - len({name for name, _ in wrong})
    places = f"; in {len(files)} places"
    yield Score("issue references", right, len(rows), tuple(line for _, line in wrong), seconds, places)


def _in_places(text: str) -> list[tuple[str, str]]:
    """A line as a document of its own and, where it begins no block itself, in each of the other places."""
    if text.startswith("|"):
        return [("table", as_table(text))]
    if re.match(r"\s|[-*+>#] |[0-9]+[.)] ", text) or "|" in text:
        return [("as written", f"{text}\n")]
    quotes = {"paragraph": "", "list item": "- ", "numbered item": "1. ", "quote": "> ", "heading": "## "}
    cell = f"| What |\n|---|\n| {text} |\n"
    return [*((place, f"{mark}{text}\n") for place, mark in quotes.items()), ("cell", cell)]


def _unlike(said: Mapping[str, list[str]], expected: list[str]) -> Mapping[str, list[str]]:
    """What was found instead, by the places in which it was."""
    wrong = {place: refs for place, refs in said.items() if refs != expected}
    if len(wrong) == len(said) and len({tuple(refs) for refs in wrong.values()}) == 1:
        return {"everywhere": next(iter(wrong.values()))}
    return {f"({place})": refs for place, refs in wrong.items()}


def _references(observations: Iterable[Observation]) -> list[str]:
    return [ref for one in observations if one.ok and one.found for ref in one.found.split(", ")]


# Whole documents


def documents(path: Path) -> Iterator[Score]:
    """Documents without an alarm, by the status that their front matter gives; every alarm with its line."""
    files = {one.name: one.read_text(encoding="utf-8") for one in sorted(path.glob("*.md"))}
    policy = "criteria:\n  - {id: quiet, for_each: {file: '*.md'}, require: {no_placeholders: {likely: fail}}}\n"
    report, seconds = judge(files, policy)
    alarms = {path: [one for one in seen if one.ok is False] for path, seen in seen_by_path(report, "quiet").items()}
    alarms = {path: seen for path, seen in alarms.items() if seen}
    for status, names in sorted(_by_status(files).items()):
        loud = [name for name in names if name in alarms]
        lines = tuple(f"{one.location}: {one.message}" for name in loud for one in alarms[name])
        summary = f"; {len(lines)} alarms" if lines else ""
        yield Score(
            f"documents with status {status}, quiet", len(names) - len(loud), len(names), lines, seconds, summary
        )
    yield _looked_at({f"{one.location}" for seen in alarms.values() for one in seen}, len(files), seconds)


def _looked_at(places: set[str], documents: int, seconds: float) -> Score:
    """Documents without a false alarm, by what `alarms.yaml` says of each; every one that does not stand there."""
    written = yaml.safe_load(ALARMS.read_text(encoding="utf-8"))
    verdicts = {
        f"{name}:{at}": f"{verdict}, {one['cause']}"
        for verdict, listed in written.items()
        for one in listed
        for name, found in one["at"].items()
        for at in found
    }
    genuine = sum(verdicts.get(place, "").startswith("genuine") for place in places)
    others = sorted(f"{place}: {verdicts.get(place, 'not looked at yet')}" for place in places)
    wrong = tuple(one for one in others if ": genuine, " not in one)
    loud = {one.partition(":")[0] for one in wrong}
    summary = f"; {genuine} alarms are genuine, {len(wrong)} are not"
    return Score("documents without a false alarm", documents - len(loud), documents, wrong, seconds, summary)


def _by_status(files: Mapping[str, str]) -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, text in files.items():
        status = next((line[8:].strip() for line in text.splitlines()[:20] if line.startswith("status: ")), "unknown")
        found.setdefault(status, []).append(name)
    return found


# Whole documents, line by line


def lines(path: Path) -> Iterator[Score]:
    """Documents whose lines are labelled: recall by certainty, and documents without a false alarm."""
    labelled = [one for one in read_labels(path.parent, path.name) if one.text]
    files = {f"{at:03}.md": one.text for at, one in enumerate(labelled)}
    report, seconds = judge(files, PLACEHOLDERS)
    by_criterion = {name: seen_by_path(report, name) for name in ("sure", "both")}
    found = {name: [_lines_of(seen.get(file, ())) for file in files] for name, seen in by_criterion.items()}
    for certainty, name in (("sure", "sure"), ("likely", "both")):
        wanted = [
            (one, at, line) for at, one in enumerate(labelled) for line in one.slots if one.slots[line] == certainty
        ]
        missed = tuple(f"{one.name}:{line}" for one, at, line in wanted if line not in found[name][at])
        called = f"lines with a {certainty} slot"
        yield Score(called, len(wanted) - len(missed), len(wanted), missed, seconds / 3)
    for name, called in (("sure", "sure"), ("both", "sure or likely")):
        finished = [(at, one) for at, one in enumerate(labelled) if one.finished]
        wrong = [(one, found[name][at] - set(one.slots) - one.open) for at, one in finished]
        loud = tuple(f"{one.name}:{line}" for one, places in wrong for line in sorted(places))
        quiet = sum(not places for _, places in wrong)
        yield Score(f"finished documents without a false alarm, {called}", quiet, len(finished), loud, seconds / 3)


def _lines_of(observations: Iterable[Observation]) -> set[int]:
    return {one.location.line for one in observations if one.ok is False and one.location.line is not None}


MEASURE_BY_FILE: Mapping[str, Callable[[Path], Iterator[Score]]] = {
    "placeholders.dev.jsonl": placeholders,
    "signoff.dev.jsonl": signoff,
    "totals.dev.jsonl": totals,
    "issuerefs.dev.jsonl": issuerefs,
    "eips": documents,
    "wild.dev.jsonl": lines,
    "lines.jsonl": lines,
}

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
