"""How the cost grows with what is judged: `python benchmarks/growth.py [WORD...]`.

For every selector, every requirement and every kind of join it builds a policy and documents or issues of growing
size, judges them in this process, and prints the exponent of the CPU time: 1 where twice as much takes twice as long.
WORDs choose the cases in whose names one of them stands.
"""
# ruff: noqa: E501, PLW0108  a case is one line of a table

from __future__ import annotations

import gc
import json
import math
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from checker.__main__ import COLLECTED
from checker.cases.pulls import StatedPulls
from checker.gather import Gatherer
from checker.issues.export import read_export
from checker.model.facts import CommandResult
from checker.model.issues import ProjectItem, PullRequest, Review
from checker.pipeline import evaluate_all
from checker.policy.load import load_policy
from checker.policy.types import Policy
from checker.requirements import REQUIREMENT_BY_NAME
from checker.selectors import SELECTOR_BY_NAME
from checker.sources.memory import InMemory
from checker.trackers import NoTracker, Tracker
from checker.trackers.file import IssuesFile

DAY = date(2026, 7, 26)
REPOSITORY = "acme/belt"
FLOOR = 0.1
"""CPU seconds that the smallest size that is measured takes at least."""
FIRST, LARGEST = 50, 25_600
"""The size that is tried first, and the one that is never gone beyond."""
STEPS = (1, 2, 4, 8)
"""How many times the smallest size the others are."""
MOST = 1.15
TRIES = 2
"""So often a size is measured; the least counts. A case that seems to grow too fast is measured as often again."""

Data = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Built:
    """What is judged: criteria without their ids, files by path, issues as `gh issue list --json` writes them.

    pulls: how many pull requests there are.
    """

    criteria: Sequence[Data]
    files: Mapping[str, str] = field(default_factory=dict)
    issues: Sequence[Data] = ()
    records: Data = field(default_factory=dict)
    pulls: int = 0


Case = Callable[[int], Built]


def table(n: int, **columns: Callable[[int], str]) -> str:
    """A document with one table of n rows."""
    lines = [columns.keys(), ["---"] * len(columns), *([cell(row) for cell in columns.values()] for row in range(n))]
    return "# Lists\n\n## List\n\n" + "".join(f"| {' | '.join(line)} |\n" for line in lines)


def lines(n: int, line: Callable[[int], str]) -> str:
    return "# Lists\n\n## List\n\n" + "".join(f"{line(one)}\n" for one in range(n))


def deep(n: int) -> str:
    """Schemas of which each refers to the next two."""
    refers = [{"$ref": f"#/schemas/S{i}"} for i in range(n)]
    return json.dumps({"schemas": {f"S{i}": {"name": "a", "in": refers[i + 1 : i + 3]} for i in range(n)}})


def of(selector: str, parameters: Data, text: str, path: str = "a.md", require: Any = None) -> Built:
    """Each record of one document, of which something is required."""
    for_each = {selector: {"in": path, **parameters}, "allow_empty": True}
    return Built([{"for_each": for_each, "require": require or {"record": {"matches": "."}}}], {path: text})


def cells(require: Any, cell: Callable[[int], str], files: Mapping[str, str] | None = None) -> Built:
    """What is required of each cell of a column."""
    for_each = {"row": {"in": "a.md", "columns": ["Name", "Value"]}}
    text = table(n_of(cell), Name=lambda n: f"item-{n}", Value=cell)
    return Built([{"for_each": for_each, "require": {"Value": require}}], {"a.md": text, **(files or {})})


class _Cell:
    """What stands in each of n cells."""

    def __init__(self, n: int, cell: Callable[[int], str]) -> None:
        self.n, self.cell = n, cell

    def __call__(self, row: int) -> str:
        return self.cell(row)


def n_of(cell: Callable[[int], str]) -> int:
    return cell.n if isinstance(cell, _Cell) else 0


def issue(number: int, **changes: Any) -> Data:
    written = {"title": f"Issue {number}", "state": "OPEN", "stateReason": "", "labels": [], "assignees": []}
    url = f"https://github.com/{REPOSITORY}/issues/{number}"
    comment = {
        "author": {"login": "ann"},
        "authorAssociation": "MEMBER",
        "body": "Done, see the notes",
        "createdAt": "2026-01-01T00:00:00Z",
    }
    return {
        "number": number,
        **written,
        "milestone": {"title": "M"},
        "comments": [comment],
        "closedAt": None,
        "url": url,
        **changes,
    }


def issues(n: int) -> list[Data]:
    return [issue(one) for one in range(1, n + 1)]


def pulls(n: int, require: Any) -> Built:
    """What is required of each of n pull requests."""
    return Built([{"for_each": {"pull_request": {"state": "open"}}, "require": require}], pulls=n)


WORKFLOW = "on: push\njobs:\n"
SELECTORS: Mapping[str, Case] = {
    "attribute": lambda n: of("attribute", {"block": "locals"}, "locals {\n" + "".join(f'  a{i} = "x"\n' for i in range(n)) + "}\n", "a.tf"),
    "block": lambda n: of("block", {"type": "variable"}, "".join(f'variable "a{i}" {{\n  type = string\n}}\n' for i in range(n)), "a.tf", {"type": "filled"}),
    "cell": lambda n: of("cell", {"columns": ["Name"]}, table(n, Name=lambda i: f"item-{i}")),
    "code": lambda n: of("code", {}, lines(n, lambda i: f"```sh\nrun {i}\n```\n")),
    "command": lambda n: of("command", {}, lines(n, lambda i: f"```sh\nmake item-{i}\n```\n"), require={"program": "filled"}),
    "comment": lambda n: Built([{"for_each": {"issue": {"milestone": "M"}}, "require": {"exists": {"comment": {}, "where": {"text": "filled"}}}}], {}, issues(n)),
    "connection": lambda n: of("connection", {}, "".join(f'resource "a" "b{i}" {{}}\nresource "c" "d{i}" {{\n  x = a.b{i}.id\n}}\n' for i in range(n)), "m/a.tf", {"attribute": "x"}),
    "definition": lambda n: of("definition", {}, lines(n, lambda i: f"See [it][d{i}].\n\n[d{i}]: b{i}.md\n"), require={"label": "filled"}),
    "entry": lambda n: of("entry", {}, lines(n, lambda i: f"- item {i} DONE"), require="done"),
    "file": lambda n: Built([{"for_each": {"file": "d/*.md"}, "require": "filled"}], {f"d/{i}.md": f"# Title {i}\n\nText {i}\n" for i in range(n)}),
    "issue": lambda n: Built([{"for_each": {"issue": {"milestone": "M"}}, "require": {"state": "open"}}], {}, issues(n)),
    "job": lambda n: of("job", {}, WORKFLOW + "".join(f"  j{i}:\n    runs-on: x\n    steps:\n      - run: make\n" for i in range(n)), ".github/workflows/a.yml", {"title": "filled"}),
    "line": lambda n: of("line", {}, lines(n, lambda i: f"line {i}"), require={"text": {"matches": ""}}),
    "link": lambda n: of("link", {}, lines(n, lambda i: f"See [it](b.md) {i}.\n"), require={"text": "filled"}),
    "list": lambda n: of("list", {}, lines(n, lambda i: f"Text {i}:\n\n- item {i}\n\n"), require={"items": {"number": {"at_least": 1}}}),
    "mention": lambda n: of("mention", {"pattern": "R-[0-9]+"}, lines(n, lambda i: f"See R-{i} there.\n")),
    "name": lambda n: Built([{"for_each": {"name": [f"item {i}" for i in range(n)]}, "require": {"name": "filled"}}]),
    "of": lambda n: Built([{"for_each": {"of": "rows", "where": {"Name": "filled"}}, "require": {"Name": "filled"}}], {"a.md": table(n, Name=lambda i: f"item-{i}")}, (), {"rows": {"row": {"in": "a.md", "columns": ["Name"]}}}),
    "passage": lambda n: of("passage", {}, lines(n, lambda i: f"Some text of its own, {i}.\n"), require={"text": "filled"}),
    "person": lambda n: Built([{"for_each": {"row": {"in": "a.md", "columns": ["Name"]}}, "require": {"each": {"person": ["ann"], "require": {"name": "filled"}}}}], {"a.md": table(n, Name=lambda i: f"item-{i}")}),
    "pull_request": lambda n: pulls(n, {"state": "open"}),
    "question": lambda n: of("question", {}, lines(n, lambda i: f"Q: How is {i}?\n\nA: It is well.\n"), require={"answer": "filled"}),
    "reference": lambda n: of("reference", {}, "".join(f'variable "a{i}" {{}}\n' for i in range(n)) + "locals {\n" + "".join(f"  b{i} = var.a{i}\n" for i in range(n)) + "}\n", "m/a.tf", "resolves"),
    "region": lambda n: of("region", {"begins": "b", "ends": "/b"}, lines(n, lambda i: f"<!-- b -->\n\nText {i}\n\n<!-- /b -->\n"), require="filled"),
    "project_item": lambda n: Built([{"for_each": {"issue": {"milestone": "M"}}, "require": {"exists": {"project_item": "M", "where": {"Status": "Done"}}}}], {}, issues(n)),
    "review": lambda n: pulls(n, {"exists": {"review": {}, "where": {"text": "filled"}}}),
    "row": lambda n: of("row", {"columns": ["Name"]}, table(n, Name=lambda i: f"item-{i}")),
    "section": lambda n: of("section", {}, lines(n, lambda i: f"### Title {i}\n\nText\n"), require={"title": "filled"}),
    "signature": lambda n: of("signature", {}, table(n, Name=lambda i: f"Ann Lee{i}", Signature=lambda i: f"/s/ Ann Lee{i}", Date=lambda _: "2026-01-01"), require={"verdict": "signed"}),
    "table": lambda n: of("table", {}, lines(n, lambda i: f"Text {i}\n\n| A | B |\n| --- | --- |\n| x | {i} |\n"), require={"rows": {"number": {"at_least": 1}}}),
    "task": lambda n: of("task", {}, lines(n, lambda i: f"- [x] item {i}"), require="checked"),
    "trigger": lambda n: Built([{"for_each": {"trigger": {"in": ".github/workflows/*.yml"}}, "require": {"event": "filled"}}], {f".github/workflows/{i}.yml": "on:\n  push:\n    branches: [main]\njobs: {}\n" for i in range(n)}),
    "value": lambda n: of("value", {"at": "items.*"}, json.dumps({"items": [{"name": f"item {i}"} for i in range(n)]}), "a.json", {"fields": {"name": "filled"}}),
}  # fmt: skip
"""For each selector n records of it in one document, of which something cheap is required."""

TOTALS = {"Name": lambda i: f"item-{i}", "Hours": lambda _: "2"}
REQUIREMENTS: Mapping[str, Case] = {
    "adds_up": lambda n: of("table", {}, table(n, **TOTALS) + f"| Total | {2 * n} |\n", require="adds_up"),
    "called": lambda n: cells({"called": ["High", "Low"]}, _Cell(n, lambda _: "**High**")),
    "checked": lambda n: of("task", {}, lines(n, lambda i: f"- [x] item {i}"), require="checked"),
    "committed": lambda n: cells("committed", _Cell(n, lambda i: f"`d/{i}.md`"), {f"d/{i}.md": "x\n" for i in range(n)}),
    "contains": lambda n: cells({"contains": "item"}, _Cell(n, lambda i: f"an item {i}")),
    "date": lambda n: cells({"date": {"not_after": "today"}}, _Cell(n, lambda i: f"{2000 + i % 20}-01-02")),
    "done": lambda n: of("task", {}, lines(n, lambda i: f"- [x] item {i}"), require="done"),
    "each": lambda n: of("section", {"matching": "Title"}, lines(n, lambda i: f"### Title {i}\n\n- [x] item\n"), require={"each": {"task": {}, "require": "checked"}}),
    "equals": lambda n: cells({"equals": "item"}, _Cell(n, lambda _: "item")),
    "exists": lambda n: of("section", {"matching": "Title"}, lines(n, lambda i: f"### Title {i}\n\n- [x] item\n"), require={"exists": {"task": {}, "where": "checked"}}),
    "ends_with": lambda n: cells({"ends_with": "end"}, _Cell(n, lambda i: f"item {i} at the end")),
    "present": lambda n: cells("present", _Cell(n, lambda i: f"an item {i}")),
    "starts_with": lambda n: cells({"starts_with": "item"}, _Cell(n, lambda i: f"item {i}")),
    "filled": lambda n: cells("filled", _Cell(n, lambda i: f"an item {i}")),
    "first": lambda n: cells("first", _Cell(n, lambda i: f"item {i // 2}")),
    "in_order": lambda n: cells("in_order", _Cell(n, lambda i: f"item-{i}")),
    "in_tree": lambda n: cells("in_tree", _Cell(n, lambda i: f"`d/{i}.md`"), {f"d/{i}.md": "x\n" for i in range(n)}),
    "issue": lambda n: Built([{"for_each": {"row": {"in": "a.md", "columns": ["Issue"]}}, "require": {"Issue": {"issue": {"state": "open"}}}}], {"a.md": table(n, Issue=lambda i: f"#{i + 1}")}, issues(n)),
    "issue_reference": lambda n: cells("issue_reference", _Cell(n, lambda i: f"#{i + 1}")),
    "last": lambda n: cells("last", _Cell(n, lambda i: f"item {i // 2}")),
    "length": lambda n: cells({"length": {"at_least": 1}}, _Cell(n, lambda i: f"item {i}")),
    "matches": lambda n: cells({"matches": "^item [0-9]+$"}, _Cell(n, lambda i: f"item {i}")),
    "no_placeholders": lambda n: Built([{"for_each": {"file": "a.md"}, "require": "no_placeholders"}], {"a.md": lines(n, lambda i: f"The item {i} is kept in the store, and nobody asks [who](b.md) owns it.\n")}),
    "no_template_text": lambda n: Built([{"for_each": {"file": "a.md"}, "require": {"no_template_text": {"template": "t.md"}}}], {"a.md": lines(n, lambda i: f"What the team has found out about item {i}.\n"), "t.md": lines(n, lambda i: f"Say here what is to be known of the item {i}.\n")}),
    "number": lambda n: cells({"number": {"at_least": 0}}, _Cell(n, str)),
    "one_of": lambda n: cells({"one_of": ["P0", "P1"]}, _Cell(n, lambda _: "P1")),
    "person": lambda n: cells({"person": "ann"}, _Cell(n, lambda _: "Ann Lee")),
    "ranks": lambda n: cells({"ranks": {"scale": ["low", "high"], "at_least": "low"}}, _Cell(n, lambda _: "high")),
    "resolves": lambda n: of("link", {}, lines(n, lambda i: f"See [it](#lists) and [that](b{i}.md).\n"), require="resolves"),
    "runs_clean": lambda n: Built([{"for_each": {"file": "./m"}, "require": {"runs_clean": ["terraform validate"]}}], {f"m/{i}.tf": "locals {}\n" for i in range(n)}),
    "same_as": lambda n: cells({"same_as": {"field": "Name"}}, _Cell(n, lambda i: f"ITEM-{i}")),
    "schema": lambda n: of("value", {"at": "items.*"}, json.dumps({"items": [{"name": f"item {i}"} for i in range(n)]}), "a.json", {"schema": {"type": "object", "required": ["name"]}}),
    "sequence": lambda n: Built([{"for_each": {"file": "a.md"}, "require": {"headings": {"sequence": ["*", "### Title 7", "*"]}}}], {"a.md": lines(n, lambda i: f"### Title {i}\n\nText\n")}),
    "signed": lambda n: Built([{"for_each": {"row": {"in": "a.md", "columns": ["Name", "Signature"]}}, "require": {"Signature": "signed"}}], {"a.md": table(n, Name=lambda i: f"Ann Lee{i}", Signature=lambda i: f"/s/ Ann Lee{i}")}),
    "unique": lambda n: cells("unique", _Cell(n, lambda i: f"item {i}")),
    "version_constraint": lambda n: cells("version_constraint", _Cell(n, lambda i: f"~> 1.{i}")),
    "well_formed": lambda n: Built([{"for_each": {"file": "d/*.yaml"}, "require": "well_formed"}], {f"d/{i}.yaml": f"a: {i}\n" for i in range(n)}),
    "within": lambda n: cells({"within": "10.0.0.0/8"}, _Cell(n, lambda i: f"10.{i % 250}.0.0/16")),
    "yes": lambda n: cells("yes", _Cell(n, lambda _: "yes")),
}  # fmt: skip
"""For each requirement n values that meet it, or one document of n lines."""

LEFT = {"row": {"in": "a.md", "columns": ["ID", "Group", "Word"]}}
RIGHT = {"row": {"in": "b.md", "columns": ["Ref", "Group", "State", "Amount"]}}
KEY = {"Ref": {"field": "ID"}}


def joined(require: Any, ref: Callable[[int], str] = lambda i: f"REQ-{i}", *, apart: bool = False) -> Case:
    """Each of n rows held against n rows of another document. apart: none of them finds its like."""

    def build(n: int) -> Built:
        left = table(n, ID=lambda i: f"REQ-{i}", Group=lambda i: f"G{i % 5}", Word=lambda i: _word(i))
        right = table(
            n,
            Ref=lambda i: ref(i + n if apart else i),
            Group=lambda i: f"G{i % 5}",
            State=lambda i: "done" if i % 3 else "open",
            Amount=lambda i: str(i % 7),
        )
        return Built([{"for_each": LEFT, "require": require}], {"a.md": left, "b.md": right})

    return build


def _word(n: int) -> str:
    """A word of letters alone, of its own for each number."""
    return "item" + "".join(chr(ord("a") + int(digit)) for digit in str(n))


def found(where: Any, **more: Any) -> Data:
    return {"exists": {**RIGHT, "where": where, **more}}


JOINS: Mapping[str, Case] = {
    "exists: equals": joined(found(KEY)),
    "exists: equals, none fits": joined(found(KEY), apart=True),
    "exists: equals, and a literal": joined(found({**KEY, "State": "done"})),
    "exists: a literal, then equals": joined(found({"State": "done", **KEY})),
    "exists: equals, few values": joined(found({"Group": {"field": "Group"}, "State": "gone"})),
    "exists: two fields": joined(found({"Group": {"field": "Group"}, **KEY})),
    "exists: words of letters": joined(found({"Ref": {"field": "Word"}}), _word),
    "exists: of a record with a name": lambda n: Built(
        [
            {
                "for_each": {**LEFT, "as": "left"},
                "require": {"each": {"name": ["a", "b"], "require": found({"Ref": {"field": "left.ID"}})}},
            }
        ],
        joined({})(n).files,
    ),
    "exists: called": joined(found({"Ref": {"called": {"field": "ID"}}})),
    "exists: same_as": joined(found({"Ref": {"same_as": {"field": "ID"}}})),
    "exists: one_of": joined(found({"Ref": {"one_of": [{"field": "ID"}, {"field": "Word"}]}})),
    "exists: starts_with": joined(found({"Ref": {"starts_with": {"field": "ID"}}}), lambda i: f"REQ-{i}: see there"),
    "exists: ends_with": joined(found({"Ref": {"ends_with": {"field": "ID"}}}), lambda i: f"see REQ-{i}"),
    "exists: contains": joined(found({"Ref": {"contains": {"field": "ID"}}}), lambda i: f"see REQ-{i}, too"),
    "exists: by a named selection": lambda n: Built(
        [{"for_each": LEFT, "require": {"exists": {"of": "right", "where": KEY}}}],
        joined({})(n).files,
        (),
        {"right": RIGHT},
    ),
    "exists: no tie": joined(found({"State": "gone"})),
    "exists: not": joined({"not": found(KEY)}, apart=True),
    "exists: so many": joined(found(KEY, exactly=1)),
    "exists: so many, few values": joined(found({"Group": {"field": "Group"}}, at_least=1)),
    "exists: so many, none fits": joined(found(KEY, at_least=1), apart=True),
    "each": joined({"each": {**RIGHT, "where": KEY, "require": {"Amount": "number"}}}),
    "each, none fits": joined({"each": {**RIGHT, "where": KEY, "require": {"Amount": "number"}}}, apart=True),
    "count": joined({"Word": {"not": {"equals": {"count": {**RIGHT, "where": KEY}}}}}),
    "count, few values": joined(
        {"Word": {"not": {"equals": {"count": {**RIGHT, "where": {"Group": {"field": "Group"}}}}}}}
    ),
    "sum": joined({"Word": {"not": {"equals": {"sum": {**RIGHT, "where": KEY}, "field": "Amount"}}}}),
    "sum, few values": joined(
        {"Word": {"not": {"equals": {"sum": {**RIGHT, "where": {"Group": {"field": "Group"}}}, "field": "Amount"}}}}
    ),
    "lookup": joined({"Group": {"same_as": {"lookup": {**RIGHT, "where": KEY}, "field": "Group"}}}),
    "list: one_of": joined({"ID": {"one_of": {"list": RIGHT, "field": "Ref"}}}),
    "list: called": joined({"ID": {"called": {"list": RIGHT, "field": "Ref"}}}),
    "list: one_of, few values": joined(
        {"Group": {"one_of": {"list": {**RIGHT, "where": {"Group": {"field": "Group"}}}, "field": "Group"}}}
    ),
    "data: exists": lambda n: Built(
        [
            {
                "for_each": {"value": {"in": "a.json", "at": "items.*"}},
                "require": {"exists": {"value": {"in": "b.json", "at": "items.*"}, "where": {"id": {"field": "id"}}}},
            }
        ],
        dict.fromkeys(("a.json", "b.json"), json.dumps({"items": [{"id": i, "name": f"item {i}"} for i in range(n)]})),
    ),
    "files: of a name": lambda n: Built(
        [{"for_each": LEFT, "require": {"exists": {"file": "d/{ID}.md"}}}],
        {"a.md": joined({})(n).files["a.md"], **{f"d/REQ-{i}.md": "# A\n" for i in range(n)}},
    ),
}
"""n records held against n others, or against what is made of them."""

WHOLES: Mapping[str, Case] = {
    "documents": lambda n: Built(
        [{"for_each": {"section": {"in": "d/*.md"}}, "require": {"title": "filled"}}],
        {f"d/{i}.md": f"# Title {i}\n\nText\n" for i in range(n)},
    ),
    "criteria": lambda n: Built(
        [{"for_each": {"row": {"in": "a.md", "columns": ["Name"]}}, "require": {"Name": "filled"}}] * n,
        {"a.md": table(3, Name=lambda i: f"item-{i}")},
    ),
    "bytes of a line": lambda n: of("line", {}, f"{'some words of a line ' * n}\n", require={"text": "filled"}),
    "any depth": lambda n: of("value", {"at": "**.name"}, deep(n), "a.json", {"text": "filled"}),
    "any depth, references": lambda n: of(
        "value", {"at": "**.name", "follow": True}, deep(n), "a.json", {"text": "filled"}
    ),
    "JSON in texts": lambda n: of(
        "value", {"at": "*.@json.name"}, json.dumps(['{"name": "item"}'] * n), "a.json", {"text": "filled"}
    ),
    "nested items": lambda n: of("task", {}, lines(n, lambda i: f"{'  ' * (i % 3)}- [x] item {i}"), require="checked"),
}
"""What else there may be much of."""

CASES: Mapping[str, Case] = {
    **{f"selector {name}": case for name, case in SELECTORS.items()},
    **{f"requirement {name}": case for name, case in REQUIREMENTS.items()},
    **{f"join {name}": case for name, case in JOINS.items()},
    **{f"many {name}": case for name, case in WHOLES.items()},
}


OF_HISTORY = {"commit", "tag", "change"}
"""Selectors that look at a repository's history, which what is made here does not have; they are not measured."""


def without_case() -> list[str]:
    """The kinds that have no case here, and the cases of which there is no kind."""
    pairs = (("selector", SELECTOR_BY_NAME, SELECTORS), ("requirement", REQUIREMENT_BY_NAME, REQUIREMENTS))
    return [
        f"{what} {name}" for what, known, cases in pairs for name in sorted((known.keys() ^ cases.keys()) - OF_HISTORY)
    ]


def judged(built: Built) -> tuple[float, tuple[Any, ...]]:
    """The CPU seconds of judging, from bytes to results, and the results."""
    policy = _policy(built)
    source = InMemory(contents={path: text.encode() for path, text in built.files.items()})
    gatherer = Gatherer(source, _tracker(built), lambda _: None, lambda *_: CommandResult(ok=True, output=""))
    gc.collect()
    begin = time.process_time()
    results, _ = evaluate_all([policy], {policy.id: policy.criteria}, gatherer, DAY)
    return time.process_time() - begin, results


def _policy(built: Built) -> Policy:
    criteria = [{"id": f"it-{n}", **one} for n, one in enumerate(built.criteria)]
    people = {"ann": {"name": "Ann Lee", "role": "Lead"}}
    written = {"version": 1, "policy": "growth", "repository": REPOSITORY, "people": people, "criteria": criteria}
    written |= {"records": built.records} if built.records else {}
    return load_policy("growth.yaml", json.dumps(written).encode())


def _tracker(built: Built) -> Tracker:
    if built.pulls:
        review = Review("ann", "member", "approved", "Done, see the notes", "0" * 40, "2026-01-01T00:00:00Z")
        several = (PullRequest(one, f"Pull request {one}", "open", reviews=(review,)) for one in range(built.pulls))
        return StatedPulls(NoTracker(), {one.number: one for one in several}, None)
    if not built.issues:
        return NoTracker()
    entries = read_export(json.dumps(built.issues).encode(), "issues.json")
    item = ProjectItem("M", {"Status": "Done"})
    known = {one.issue.ref.key: replace(one, issue=replace(one.issue, projects=(item,))) for one in entries}
    return IssuesFile("issues.json", REPOSITORY, known, "")


@dataclass(frozen=True, slots=True)
class Growth:
    """What a case took by its size, and how that grows; None where it is too fast to tell."""

    seconds: Mapping[int, float]
    exponent: float | None


def growth_of(case: Case) -> Growth:
    smallest = FIRST
    while smallest < LARGEST / STEPS[-1] and judged(case(smallest))[0] < FLOOR:
        smallest *= 2
    seconds = dict.fromkeys((smallest * step for step in STEPS), math.inf)
    judged(case(smallest))  # what a process does once is done
    for _ in range(2):
        for size in seconds:
            seconds[size] = min(seconds[size], *(judged(case(size))[0] for _ in range(TRIES)))
        if _exponent(seconds) <= MOST:
            break
    return Growth(seconds, _exponent(seconds) if max(seconds.values()) >= FLOOR else None)


def _exponent(seconds: Mapping[int, float]) -> float:
    """The slope of the logarithms, by least squares."""
    points = [(math.log(size), math.log(taken)) for size, taken in seconds.items()]
    x, y = (sum(one[n] for one in points) / len(points) for n in (0, 1))
    return sum((one[0] - x) * (one[1] - y) for one in points) / sum((one[0] - x) ** 2 for one in points)


def chosen(words: Sequence[str]) -> Iterator[tuple[str, Case]]:
    return ((name, case) for name, case in CASES.items() if not words or any(word in name for word in words))


def main(words: Sequence[str]) -> int:
    gc.set_threshold(*COLLECTED)  # as the command has it
    lacking = without_case()
    if lacking:
        print("no case, or no kind, for " + ", ".join(lacking))
        return 1
    print(f"CPU seconds by size; the smallest size takes {FLOOR} s at least; marked is what grows by more than {MOST}")
    too_fast = 0
    for name, case in chosen(words):
        growth = growth_of(case)
        is_marked = growth.exponent is not None and growth.exponent > MOST
        too_fast += is_marked
        shown = "  -  " if growth.exponent is None else f"{growth.exponent:5.2f}"
        sizes = ", ".join(f"{size}: {taken:.2f}" for size, taken in growth.seconds.items())
        print(f"{'!' if is_marked else ' '} {shown}  {name:40} {sizes}", flush=True)
    print(f"{too_fast} grow faster than what they are given")
    return 1 if too_fast else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
