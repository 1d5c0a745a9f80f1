"""What documents in the wild do, each judged by a whole policy: nothing of it passes for what it is not."""

from __future__ import annotations

import pytest
from kit import TODAY, MemorySource, issue, judge_one, one_criterion, outcome_line

from checker.gather import Gatherer
from checker.pipeline import evaluate_all
from checker.policy.load import load_policy
from checker.trackers import NoTracker

TICKED = "for_each: {task: {in: a.md}}\nrequire: checked"
OWNED = "for_each: {row: {in: a.md, columns: [ID, Owner]}}\nrequire: {Owner: filled}"
QUIET = "for_each: {file: a.md}\nrequire: no_placeholders"
DATED = "for_each: {row: {in: a.md, columns: [ID, Signed]}}\nrequire: {Signed: date}"
FILLED = "for_each: {section: {in: a.md, titled: %s}}\nrequire: filled"


def owned(rows: str) -> str:
    return f"| ID | Owner |\n|---|---|\n{rows}"


def judged(clause: str, document: str) -> list[str]:
    return judge_one(clause, {"a.md": document})


def outcome(clause: str, document: str) -> str:
    return judged(clause, document)[0]


# Comments and code


def test_tasks_in_comments_and_code_are_none() -> None:
    hidden = "<!--\n# Plan\n\n- [x] one\n\n- [x] two\n-->\n\n```\n- [x] three\n```\n"
    assert judged(TICKED, hidden) == ["fail", "no a.md:1:1 0 in the tasks of a.md"]


@pytest.mark.parametrize("hidden", ["<!--\n## Plan\n\ntext\n-->\n", "```\n## Plan\n\ntext\n```\n"])
def test_headings_in_comments_and_code_are_none(hidden: str) -> None:
    assert judged(FILLED % "Plan", f"# Top\n\n{hidden}") == ["fail", "no a.md:1:1 a.md has no section `Plan`"]


# Boxes


def test_both_letters_tick_a_box_and_lists_may_be_nested_or_numbered() -> None:
    assert outcome(TICKED, "- [x] one\n  - [X] two\n\n1. [x] three\n") == "pass"
    assert outcome(TICKED, "- [x] one\n  - [ ] two\n") == "fail"


@pytest.mark.parametrize("box", ["[✅]", "[*]", "[n/a]", "[]", "[ X ]"])
def test_what_only_looks_like_a_box_is_not_passed_over(box: str) -> None:
    assert judged(TICKED, f"- [x] one\n- {box} two\n") == [
        "unknown",
        f"?? a.md:2:1 `{box} two` looks like a task, but GitHub shows no box for `{box}`",
        "ok a.md:1:1 task `one` is ticked",
    ]


def test_boxes_in_table_cells_are_boxes_of_their_rows() -> None:
    entries = "for_each: {entry: {in: a.md}}\nrequire: checked"
    assert judged(entries, "| Step | Done |\n|---|---|\n| copy | [x] |\n| move | [ ] |\n| wipe | ☑ |\n") == [
        "fail",
        "ok a.md:3:3 entry `copy` is ticked",
        "no a.md:4:3 entry `move` is not ticked",
        "ok a.md:5:3 entry `wipe` is ticked",
    ]


# Checklists

WAIVED = """\
for_each: {task: {in: a.md}, where: {not: {any_of: [{struck: true, reason: filled},
    {not_applicable: true, reason: filled}]}}}
require: checked
"""


def test_tasks_that_are_waived_with_a_reason_may_stay_open() -> None:
    document = "- [x] a\n- [ ] ~~b~~ (no keys)\n- [ ] c – N/A, no keys\n- [ ] ~~d~~\n- [ ] e (n/a)\n"
    assert judged(WAIVED, document) == [
        "fail",
        "ok a.md:1:1 task `a` is ticked",
        "no a.md:4:1 task `d` is not ticked; it is struck through without a reason",
        "no a.md:5:1 task `e (n/a)` is not ticked; it is marked as not applicable without a reason",
    ]


def test_only_the_marked_tasks_may_be_required_or_a_number_of_them() -> None:
    document = "- [x] (R) a\n- [ ] b\n- [x] c (R)\n"
    assert outcome("for_each: {task: {in: a.md}, where: {text: {contains: (R)}}}\nrequire: checked", document) == "pass"
    enough = "require: {exists: {task: {in: a.md}, where: checked, at_least: %d}}"
    assert [outcome(enough % number, document) for number in (2, 3)] == ["pass", "fail"]


# Brackets, links and angle brackets


@pytest.mark.parametrize(
    "text",
    [
        "- [x] done\n- [ ] open",
        "[SIG Node] owns it, [Serial] runs alone.",
        "It takes a `[]byte` and a []string and an int[].",
        "See [the plan][plan] and [plan].\n\n[plan]: docs/plan.md",
        "> [!WARNING]\n> Hot.",
    ],
)
def test_brackets_that_are_no_slots_are_let_pass(text: str) -> None:
    assert outcome(QUIET, text) == "pass"


def test_slots_that_commonmark_takes_for_tags_are_found() -> None:
    assert judged(QUIET, "- <suite>: <link to the run>\n") == [
        "fail",
        "no a.md:1:3 `<suite>` is a name in angle brackets",
        "no a.md:1:12 `<link to the run>` is a name in angle brackets",
    ]


# Tables


@pytest.mark.parametrize(
    "rows",
    [
        "| P0 | |\n",
        "| P0 |\n",
        "P0 | \n",
        "| `a\\|b` | |\n",
        "| a \\| b | |\n",
        "| P0 | <!-- Raja --> |\n",
        "| P0 | \u00a0\u200b |\n",
    ],
)
def test_an_empty_cell_is_empty_however_the_row_is_written(rows: str) -> None:
    assert outcome(OWNED, owned(rows)) == "fail"


@pytest.mark.parametrize(
    "rows",
    ["P0 | Raja\n", "| a \\| b | Raja |\n", "| `a\\|b` | Raja |\n", "| P0 | Raja |"],
)
def test_a_filled_cell_is_filled_however_the_row_is_written(rows: str) -> None:
    assert outcome(OWNED, owned(rows)) == "pass"


def test_a_bare_pipe_in_code_ends_a_cell_as_on_github() -> None:
    (outcome, told, said) = judged(
        "for_each: {row: {in: a.md, columns: [ID, Owner]}}\nrequire: {Owner: b`}", owned("| `a|b` | x |\n")
    )
    assert (outcome, said) == ("fail", "ok a.md:3:6 `Owner` of `a is `b``")
    assert told == "no a.md:3:3 the row has 3 cells, and the table has 2 columns"


@pytest.mark.parametrize("before", ["- item\n\n  ", "> "])
def test_tables_in_lists_and_quotes_are_tables(before: str) -> None:
    follow = "  " if before.startswith("-") else "> "
    table = f"\n{follow}".join(["| ID | Owner |", "|---|---|", "| P0 | |"])
    assert outcome(OWNED, f"{before}{table}\n") == "fail"


def test_a_table_without_rows_has_none() -> None:
    assert judged(OWNED, owned("")) == ["fail", "no a.md:1:1 0 in the rows of a.md"]


def test_rows_that_repeat_the_header_are_none() -> None:
    assert len(judged(OWNED, owned("| P0 | Raja |\n| ID | Owner |\n| P1 | Arun |\n"))) == 3


def test_rows_behind_a_blank_line_are_no_rows_and_are_told() -> None:
    (outcome, told, _) = judged(OWNED, owned("| P0 | Raja |\n\n| P1 | Arun |\n"))
    assert (outcome, told) == (
        "unknown",
        "?? a.md:5:1 `| P1 | Arun |` looks like the row of a table and stands in none",
    )


def test_a_row_with_a_cell_too_many_is_a_fault() -> None:
    (outcome, told, _) = judged(OWNED, owned("| P0 | Raja | more |\n"))
    assert (outcome, told) == ("fail", "no a.md:3:3 the row has 3 cells, and the table has 2 columns")


def test_a_sign_off_as_an_html_table_is_read() -> None:
    table = (
        "<table><tr><th>Name</th><th>Signature</th><th>Date</th></tr><tr><td>Raja</td><td></td><td></td></tr></table>"
    )
    assert outcome("for_each: {signature: {in: a.md}}\nrequire: signed", table) == "fail"


# Headings


@pytest.mark.parametrize("heading", ["Plan\n====", "## Plan ##", "## [Plan](plan.md)", "## `Plan`", "## 3. Plan"])
def test_a_heading_is_found_however_it_is_written(heading: str) -> None:
    assert outcome(FILLED % "Plan", f"{heading}\n\ntext\n") == "pass"


def test_an_empty_heading_ends_the_section_above() -> None:
    assert outcome(FILLED % "Plan", "## Plan\n\n##\n\ntext\n") == "fail"


def test_every_section_of_a_name_is_judged() -> None:
    assert outcome(FILLED % "Plan", "## Plan\n\ntext\n\n## Plan\n") == "fail"


@pytest.mark.parametrize("heading", ["> ## Plan", "- ## Plan"])
def test_headings_in_lists_and_quotes_begin_no_section(heading: str) -> None:
    assert outcome(FILLED % "Plan", f"# Top\n\n{heading}\n\ntext\n") == "fail"


# Bytes and names


def judged_bytes(clause: str, path: str, data: bytes) -> str:
    policy = load_policy("policy.yaml", one_criterion(clause).encode())
    gatherer = Gatherer(MemorySource({path: data}), NoTracker(), lambda _: None)
    ((result,), _) = evaluate_all([policy], {policy.id: policy.criteria}, gatherer, TODAY)
    return outcome_line(result)


@pytest.mark.parametrize(
    "text", ["\ufeff# Plan\n\ntext\n", "# Plan\r\n\r\ntext\r\n", "# Plan\n\ntext", "# Pl\u00adan\n\nx"]
)
def test_line_ends_and_marks_at_the_start_change_nothing(text: str) -> None:
    wanted = "Plan" if "\u00ad" not in text else '"Pl\\u00adan"'
    assert judged_bytes(FILLED % wanted, "a.md", text.encode()) == "pass"


def test_a_document_in_utf_16_is_not_taken_for_an_empty_one() -> None:
    assert judged_bytes(FILLED % "Plan", "a.md", "# Plan\n\ntext\n".encode("utf-16")) == "unknown"


@pytest.mark.parametrize("path", ["docs/final plan.md", "docs/Übergabe.md", "docs/計画.md"])
def test_blanks_and_letters_of_all_kinds_may_stand_in_paths(path: str) -> None:
    documents = {"a.md": f"| ID | Owner |\n|---|---|\n| P0 | `{path}` |\n", path: "text\n"}
    committed = "for_each: {row: {in: a.md, columns: [ID, Owner]}}\nrequire: {Owner: committed}"
    assert judge_one(committed, documents)[0] == "pass"


def test_a_symbolic_link_is_never_followed() -> None:
    clause = "for_each: {file: a.md}\nrequire: committed"
    assert judge_one(clause, {}, symlinks=("a.md",))[0] == "fail"


# YAML


def test_a_date_that_is_none_does_not_keep_a_document_from_being_read() -> None:
    clause = "for_each: {value: {in: a.yaml}}\nrequire: {created: date}"
    assert [judge_one(clause, {"a.yaml": f"created: {day}\n"})[0] for day in ("2023-14-05", "2023-11-05")] == [
        "fail",
        "pass",
    ]


def test_zeros_that_stand_for_a_number_are_kept() -> None:
    clause = "for_each: {value: {in: a.yaml}}\nrequire: {fields: {number: {matches: '^0000$'}}}"
    assert judge_one(clause, {"a.yaml": "number: 0000\n"})[0] == "pass"


def test_an_empty_list_of_approvers_is_signed_by_nobody() -> None:
    clause = "for_each: {signature: {in: a.yaml}}\nrequire: signed"
    assert judge_one(clause, {"a.yaml": "approvers: []\n"})[0] == "fail"


# Issues and dates


@pytest.mark.parametrize(
    ("cell", "wanted"),
    [
        ("#7", "pass"),
        ("acme/belt#7", "pass"),
        ("[fix](https://github.com/acme/belt/issues/7)", "pass"),
        ("https://github.com/acme/belt/issues/7#issuecomment-1", "pass"),
        ("other/belt#7", "fail"),
        ("[#7](https://github.com/acme/belt/pull/7)", "fail"),
        ("https://github.com/acme/belt/issues?q=7", "fail"),
        ("`#7`", "pass"),
        ("—", "fail"),
    ],
)
def test_an_issue_is_referred_to_in_many_ways(cell: str, wanted: str) -> None:
    policy = one_criterion("for_each: {row: {in: a.md, columns: [ID, Owner]}}\nrequire: {Owner: issue}")
    policy = policy.replace("policy: trial\n", "policy: trial\nrepository: acme/belt\n")
    assert judge_one(policy, {"a.md": owned(f"| P0 | {cell} |\n")}, issues=[issue(7)])[0] == wanted


@pytest.mark.parametrize(
    ("cell", "wanted"),
    [
        ("2026\u201107\u201101", "pass"),
        ("Sept 1, 2026", "pass"),
        ("18 Jun 2026", "pass"),
        ("(Target: Nov 5, 2025)", "fail"),
        ("YYYY-MM-DD", "fail"),
        ("2026-02-30", "fail"),
    ],
)
def test_dates_are_read_as_people_write_them(cell: str, wanted: str) -> None:
    assert outcome(DATED, f"| ID | Signed |\n|---|---|\n| a | {cell} |\n") == wanted
