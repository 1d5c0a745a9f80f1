"""Unfilled slots in Markdown: what is reported, where, and what is let pass."""

from __future__ import annotations

import pytest

from checker.data.yaml import read_yaml
from checker.formats.markdown import read_markdown
from checker.model.data import Node
from checker.model.markdown import Markdown
from checker.model.problem import Problem
from checker.slots import (
    DEFAULT_SEARCH,
    MEANING_BY_KIND,
    Certainty,
    Kind,
    Placeholder,
    Scope,
    Search,
    placeholders_in_markdown,
)


def front_matter(path: str, text: str, first_line: int, _form: str) -> Node | Problem:
    return read_yaml(path, text, first_line=first_line)


def found_in(text: str, search: Search = DEFAULT_SEARCH) -> list[Placeholder]:
    content = read_markdown("notes.md", text, front_matter).content
    assert isinstance(content, Markdown)
    return list(placeholders_in_markdown(content, search))


def seen_in(text: str, search: Search = DEFAULT_SEARCH) -> list[tuple[str, str]]:
    return [(slot.kind.value, slot.text) for slot in found_in(text, search)]


def row_of(*cells: str) -> str:
    width = len(cells)
    return "\n".join(f"| {' | '.join(line)} |" for line in (["head"] * width, ["---"] * width, cells)) + "\n"


SLOTS = [
    ("Approver: [Full name]", "bracket", "[Full name]"),
    ("The credentials are in [VAULT_NAME].", "bracket", "[VAULT_NAME]"),
    ("Reviewer: [Insert the reviewer]", "bracket", "[Insert the reviewer]"),
    ("[Two sentences on what was handed over]", "bracket", "[Two sentences on what was handed over]"),
    ("### [Milestone 2]", "bracket", "[Milestone 2]"),
    ("Rotate after [X] days.", "bracket", "[X]"),
    ("Projektleitung: [Name der Leitung]", "bracket", "[Name der Leitung]"),
    ("Responsable : [nom du responsable]", "bracket", "[nom du responsable]"),
    ("担当: [担当者名]", "bracket", "[担当者名]"),
    ("Browser: [e.g. Firefox]", "bracket", "[e.g. Firefox]"),
    ("The quota is [TBD] units.", "bracket", "[TBD]"),
    ("State: [Open/Closed]", "choice", "[Open/Closed]"),
    ("State: [open, closed, rejected]", "bracket", "[open, closed, rejected]"),
    ("Handed over by <consultant> in person.", "angle", "<consultant>"),
    ("- <module>: <link to the report>", "angle", "<module>"),
    ("*\\<name of the tenant\\>* accepts.", "angle", "<name of the tenant>"),
    ("Dear {first name of the client},", "brace", "{first name of the client}"),
    ("{decision}", "brace", "{decision}"),
    ("Prepared for {{ customer.name }}.", "mustache", "{{ customer.name }}"),
    ("$CUSTOMER accepts the report.", "variable", "$CUSTOMER"),
    ("Handover to %CLIENT_NAME% is done.", "variable", "%CLIENT_NAME%"),
    ("Signed on YYYY-MM-DD.", "mask", "YYYY-MM-DD"),
    ("Abnahme: TT.MM.JJJJ", "mask", "TT.MM.JJJJ"),
    ("Ends on DD-MMM-YYYY at noon.", "mask", "DD-MMM-YYYY"),
    ("Tracked as CVE-2026-XXXX upstream.", "mask", "CVE-2026-XXXX"),
    ("# ADR-NNNN: use one queue", "mask", "ADR-NNNN"),
    ("Effort: N-M weeks", "mask", "N-M weeks"),
    ("Released with v3.XX last night.", "mask", "v3.XX"),
    ("The fix is in #0000.", "mask", "#0000"),
    ("Name: ________", "blank", "________"),
    ("Signed on ____/____/______", "blank", "____/____/______"),
    ("- [ ] ______", "blank", "______"),
    ("Place: ..........", "blank", ".........."),
    ("Report: [final report]()", "empty_link", "[final report]()"),
    ("Report: [final report](#)", "empty_link", "[final report](#)"),
    ("See [the plan][plan] and [it].\n\n[it]: a.md", "empty_link", "[the plan][plan]"),
    ("See [gone][] and [it].\n\n[it]: a.md", "empty_link", "[gone][]"),
    ("The owner is TBD.", "token", "TBD"),
    ("Cause: ???", "token", "???"),
    ("TODO: measure the second region", "token", "TODO"),
    ("FIXME(arun): old numbers", "token", "FIXME"),
    ("To be decided at the next meeting.", "instruction", "To be decided"),
    ("Owner: to be confirmed", "instruction", "to be confirmed"),
    ("Slides - coming soon.", "instruction", "coming soon"),
    ("Ansprechpartner: wird noch ergänzt", "instruction", "wird noch ergänzt"),
    ("<<[UNRESOLVED who pays for it]>>", "unresolved", "<<[UNRESOLVED who pays for it]>>"),
    ("Tested by John Doe", "sample_person", "John Doe"),
    ("Lorem ipsum dolor sit amet", "filler", "Lorem ipsum dolor sit amet"),
    ("Security review: ⏳ PENDING", "pending", "⏳ PENDING"),
]


@pytest.mark.parametrize(("text", "kind", "slot"), SLOTS)
def test_a_slot_is_found_with_its_kind(text: str, kind: str, slot: str) -> None:
    assert seen_in(text)[0] == (kind, slot)


def test_every_kind_has_a_meaning() -> None:
    assert set(MEANING_BY_KIND) == set(Kind)


@pytest.mark.parametrize(
    "text",
    [
        "See [the runbook](docs/run.md#restore) and [the plan][plan].\n\n[plan]: docs/plan.md",
        "A part of a page, with labels [that stand][elsewhere] and [there][].",
        "Matches [a-z][0-9], a [i][j], m[row][column] and `[the plan][plan]`; see [it].\n\n[it]: a.md",
        "The [plan][missing] and [other plan][] have no definition.",
        "Costs are stable.[^1]\n\n[^1]: Measured in week 3.",
        "- [x] restored\n- [ ] rotated\n- [✅] moved\n- [] dropped\n- [n/a] skipped",
        "> [!IMPORTANT]\n> Use the second region.",
        "1. [P0] Fix the race\n2. [P1] Add a gate",
        "- [Security] Tokens are hashed now",
        "## [2.1.0] - 2026-01-09\n\n## [Unreleased]",
        "### Appendix [informative]",
        "He wrote “teh” [sic] twice, as [12] and [LNCS2021/77] say [in Beta].",
        "Values in [ms]; the interval [0, 1) and the list [a, b].",
        "The field `items[0]` and items[i] of address[] hold map[string]int.",
        "Install `pkg[http]` or pkg[http]; merged by renovate[bot].",
        "Use `<name>` for the name and `{{ x }}` for the rest.",
        'Line one<br>line two <kbd>Ctrl</kbd> <img src="a.png" alt="x">',
        "A Vec<u8>, a Map<String, Int> and an Option<T>.",
        "Write to <ops@flexli.in> or see <https://flexli.in>.",
        "If a < b and c > d, stop.",
        "Call GET /tenants/{id}; the set {1, 2}; $HOME and $PATH; ${{ github.sha }}.",
        "Dates are ISO 8601 (YYYY-MM-DD).",
        "The format of the file name is backup-YYYYMMDD.tar.",
        'The word "TBD" must not stand in a report, nor any TODO comments.',
        "Our TODO list is in the tracker.",
        "The steps to be completed by tenants are listed.",
        "Forms\nto be added later are listed elsewhere, one for every region and tenant.",
        "A placeholder image is shown while the page loads.",
        "Volumes older than X days are deleted.",
        "From v1.N-M to v1.N of the schema.",
        "Responses with 4xx or 5xx are counted.",
        "N/A, the service has no database.",
        "The pending orders queue is drained.",
        "New regions are coming soon after the freeze.",
        "one\n\n___\n\ntwo",
        "Use __init__.py and foo_bar___baz.",
        "The in-and-out rule of read/write access is simple.",
        "```\n[agreed value] TBD <name>\n```",
        "<!-- TODO: write [this] -->",
        row_of("Region", "–"),
        row_of("Backup", ""),
        row_of("`<name>`", "the name of the tenant"),
        row_of("Effort", "`limit <blocks> <project>`"),
        "| Date (YYYY-MM-DD) | Pass/Fail |\n|---|---|\n| 2026-01-09 | Pass |\n",
    ],
)
def test_what_only_looks_like_a_slot_is_let_pass(text: str) -> None:
    assert found_in(text) == []


def test_a_slot_stands_at_its_line_and_column() -> None:
    text = '---\ntitle: "Report for [client name]"\n---\n\n# *Über* TBD\n\n- <region> and `x` [agreed value]\n'
    assert found_in(text) == [
        Placeholder(Kind.BRACKET, "[client name]", 2, 20, Certainty.LIKELY),
        Placeholder(Kind.TOKEN, "TBD", 5, 10),
        Placeholder(Kind.ANGLE, "<region>", 7, 3),
        Placeholder(Kind.BRACKET, "[agreed value]", 7, 20, Certainty.LIKELY),
    ]


def test_slots_that_overlap_are_one() -> None:
    assert seen_in("Due: [Date, YYYY-MM-DD or TBD]") == [("bracket", "[Date, YYYY-MM-DD or TBD]")]


def test_a_code_span_that_is_the_whole_cell_is_its_value() -> None:
    assert seen_in(row_of("Document", "`<assigned number>`")) == [("angle", "<assigned number>")]
    assert seen_in("`LIMIT = [agreed value]`") == [("bracket", "[agreed value]")]


def test_an_empty_row_and_a_row_of_dots_are_slots() -> None:
    assert found_in(row_of("", "")) == [Placeholder(Kind.EMPTY_ROW, "", 3, 3)]
    assert found_in(row_of("...", "")) == [Placeholder(Kind.EMPTY_ROW, "...", 3, 3)]


def test_a_long_line_of_underscores_is_a_line_to_write_on() -> None:
    assert found_in("one\n\n______________\n") == [Placeholder(Kind.BLANK, "______________", 3, 1)]
    assert found_in("Signature:\n\n____\n") == [Placeholder(Kind.BLANK, "____", 3, 1)]


def test_escaped_underscores_are_a_line_too() -> None:
    assert seen_in("Name: \\_\\_\\_\\_\\_") == [("blank", "_____")]


def test_slots_in_html_blocks_are_found() -> None:
    assert seen_in("<table><tr><td>Closed on YYYY-MM-DD</td></tr></table>") == [("mask", "YYYY-MM-DD")]


def test_front_matter_without_quotation_marks_is_read_as_written() -> None:
    text = "---\ndate: {date of the decision}\nowner: [Insert name]\ntags: [machine learning]\n---\n"
    assert found_in(text) == [
        Placeholder(Kind.BRACE, "{date of the decision}", 2, 7),
        Placeholder(Kind.BRACKET, "[Insert name]", 3, 8),
    ]


def test_front_matter_that_cannot_be_read_is_searched_line_by_line() -> None:
    assert found_in("---\ntitle: {{ project }} report: x: y\n---\n") == [
        Placeholder(Kind.MUSTACHE, "{{ project }}", 2, 8)
    ]


def test_code_and_comments_are_searched_when_they_are_in_scope() -> None:
    text = "a `<name>` b\n\n    x <owner>\n\n<!-- see TBD -->\n"
    scopes = frozenset({Scope.INLINE_CODE, Scope.CODE_BLOCK, Scope.COMMENT})
    assert found_in(text) == []
    assert found_in(text, Search(scopes=scopes)) == [
        Placeholder(Kind.ANGLE, "<name>", 1, 4),
        Placeholder(Kind.ANGLE, "<owner>", 3, 7),
        Placeholder(Kind.TOKEN, "TBD", 5, 10),
    ]


def test_a_search_is_narrowed_by_scope_kind_and_what_is_allowed() -> None:
    text = "# TBD\n\nOwner: [owner name], <region>, YYYY-MM-DD\n"
    assert seen_in(text, Search(scopes=frozenset({Scope.HEADING}))) == [("token", "TBD")]
    assert seen_in(text, Search(kinds=frozenset({Kind.ANGLE}))) == [("angle", "<region>")]
    allowing = Search(allowed=frozenset({"Owner Name", "<region>"}), permits=lambda slot: slot.startswith("YYYY"))
    assert seen_in(text, allowing) == [("token", "TBD")]


def test_a_search_is_widened_by_words() -> None:
    text = "The rest is a black box and not decided."
    assert seen_in(text) == []
    assert seen_in(text, Search(words=("not decided",))) == [("token", "not decided")]
