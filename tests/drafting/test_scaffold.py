"""What `scaffold` writes: all that a policy asks for, and nothing that only a person can know."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest
from commands import closure_check, commit_all, repository
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checker.drafting.scaffold.example import example_of
from checker.drafting.scaffold.files import example_path
from checker.drafting.scaffold.grow import FORM_BY_SELECTOR, grown
from checker.drafting.scaffold.pages import OPEN, OPEN_DAY, OPEN_SIGNATURE
from checker.model.compiling import compiled_pattern
from checker.model.evidence import Reason
from checker.model.language import Pattern
from checker.model.observation import Observation
from checker.model.report import Report
from checker.model.tree import Tree
from checker.pipeline import Options, check
from checker.policy.load import load_policy
from checker.policy.rules import find_policy
from checker.policy.shipped import PolicyFile
from checker.selectors import SELECTOR_BY_NAME
from checker.sources.memory import InMemory
from checker.tree.globs import glob_pattern

EIPS = "examples/eips/policy.yaml"
TODAY = date(2026, 7, 27)
MARKS = (OPEN, OPEN_DAY, OPEN_SIGNATURE, "- [ ]")
STRUCTURE = {
    Reason.FILE_GONE,
    Reason.NO_COLUMN,
    Reason.NO_COMMENT,
    Reason.NO_FILE,
    Reason.NO_FRONT_MATTER,
    Reason.NO_JOBS,
    Reason.NO_KEY,
    Reason.NO_MATCH,
    Reason.NO_MODULE,
    Reason.NO_SECTION,
    Reason.NO_SUCH_TABLE,
    Reason.NO_TABLE,
    Reason.NO_TRIGGERS,
    Reason.PARTLY_FITTING_TABLE,
}
"""What is missing of a document as such, and no value in it."""
OUTSIDE = {"issue", "comment", "pull_request", "review", "project_item", "commit", "tag", "change"}
"""Selectors that look at what no file can give."""


def laid_out(policy: PolicyFile) -> tuple[dict[str, str], Report]:
    """What is written for a policy, and what comes out when it is judged."""
    loaded = load_policy(policy.name, policy.data, policy.beside)
    texts = dict(grown([loaded], Tree({}, git=True)).written())
    source = InMemory(contents={path: text.encode() for path, text in texts.items()})
    return texts, check(Options((policy,), TODAY), source)


def amiss(texts: Mapping[str, str], report: Report) -> list[str]:
    """What is not met or undecided although nothing is left to fill in there."""
    return [
        f"{result.criterion.id}: {one.location}: {one.message}"
        for result in report.results
        for one in result.observations
        if not one.ok and not is_for_people(one, texts)
    ]


def is_for_people(seen: Observation, texts: Mapping[str, str]) -> bool:
    """Whether a finding is about a place where a person has to write, or about what no file can give."""
    if seen.gap is not None and seen.gap.reason in STRUCTURE:
        return False
    if seen.gap is not None and seen.gap.reason is Reason.NO_ISSUE:
        return True
    place = seen.location
    below = texts.get(place.path, "").splitlines()[(place.line or 1) - 1 :]
    return any(mark in line for line in until_next_heading(below) for mark in MARKS)


def until_next_heading(lines: list[str]) -> Iterator[str]:
    """The lines of a section, those below its own headings too."""
    level = level_of(lines[0]) if lines else 0
    for number, line in enumerate(lines):
        if number and 0 < level_of(line) <= (level or 6):
            return
        yield line


def level_of(line: str) -> int:
    return len(line) - len(line.lstrip("#"))


@pytest.mark.parametrize("name", ["flx-eng-rfc-008", "handover", ".closure-check/policy.yaml", EIPS])
def test_only_what_people_know_is_missing_of_a_policy_that_ships(name: str) -> None:
    people = "people: {ann: {name: Ann Lee}}\n" if name == "handover" else ""
    file = find_policy(name)
    texts, report = laid_out(PolicyFile(file.name, people.encode() + file.data, file.beside))
    # A title of two words that looks like an order is one only as long as nothing else stands in the document.
    assert [one for one in amiss(texts, report) if "is likely" not in one] == []


# Policies built from the language

TITLES = {kind: [f"{kind.capitalize()} of {word}" for word in ("Oslo", "Lima")] for kind in SELECTOR_BY_NAME}
PATHS = st.sampled_from(["docs/runbook.md", "NOTES.md", "minutes/*.md"])
COLUMNS = st.lists(
    st.sampled_from(["Item", "Owner", "Signed", "Due on", "Ticket"]), min_size=1, max_size=4, unique=True
)
OF_CELLS = st.sampled_from(["filled", {"date": {"not_after": "today"}}, "signed", "issue_reference", {"matches": "^A"}])
COUNTS: st.SearchStrategy[dict[str, Any]] = st.sampled_from(
    [{}, {"exactly": 3}, {"at_least": 2}, {"allow_empty": True}]
)
LIMITS = {"exactly", "at_least", "allow_empty"}
FIELDS = st.dictionaries(st.sampled_from(["status", "author.name", "reviewers"]), st.just("filled"), min_size=1)


def under(kind: str) -> st.SearchStrategy[dict[str, Any]]:
    return st.one_of(st.just({}), st.sampled_from(TITLES[kind]).map(lambda title: {"under": title}))


def inside(kind: str, more: Mapping[str, Any] = MappingProxyType({})) -> st.SearchStrategy[dict[str, Any]]:
    return under(kind).map(lambda where: {kind: {**where, **more}})


def rows(draw: st.DrawFn) -> tuple[dict[str, Any], Any]:
    columns = draw(COLUMNS)
    selection = {"row": {**draw(st.sampled_from(TITLES["row"]).map(lambda one: {"under": one})), "columns": columns}}
    return selection, {column: draw(OF_CELLS) for column in columns}


@st.composite
def sentences(draw: st.DrawFn) -> dict[str, Any]:
    """A selection in a document, and what is required of its records."""
    kind = draw(
        st.sampled_from(
            [
                "section",
                "row",
                "task",
                "entry",
                "question",
                "signature",
                "code",
                "command",
                "list",
                "link",
                "region",
                "table",
                "passage",
            ]
        )
    )
    require: Any = "filled"
    match kind:
        case "section":
            titles = draw(st.lists(st.sampled_from(TITLES["section"]), min_size=1, unique=True))
            selection: dict[str, Any] = {
                "section": {"titled": titles, **({"in_order": True} if len(titles) > 1 else {})}
            }
            require = draw(
                st.sampled_from(["filled", {"exists": {"task": {}}}, {"exists": {"row": {"columns": ["Risk"]}}}])
            )
        case "row":
            selection, require = rows(draw)
        case "task":
            selection, require = draw(inside(kind)), "checked"
        case "entry":
            selection = {"entry": {"under": draw(st.sampled_from(TITLES[kind]))}}
        case "question":
            selection, require = {"question": {"under": draw(st.sampled_from(TITLES[kind]))}}, {"answer": "filled"}
        case "signature":
            selection, require = {"signature": {"under": draw(st.sampled_from(TITLES[kind]))}}, "signed"
        case "region":
            selection = {"region": {"begins": "toc", "ends": "/toc"}}
        case "link":
            selection, require = draw(inside(kind)), "resolves"
        case "table":
            selection, require = (
                {"table": {"under": draw(st.sampled_from(TITLES[kind]))}},
                {"rows": {"number": {"at_least": 1}}},
            )
        case _:
            selection = draw(inside(kind))
    counts: dict[str, Any] = {} if kind in ("section", "region", "table") else draw(COUNTS)
    return {**selection, **counts, "require": require}


@st.composite
def clauses(draw: st.DrawFn) -> dict[str, Any]:
    match draw(
        st.sampled_from(["direct", "each", "exists", "people", "file", "front", "data", "terraform", "workflow"])
    ):
        case "direct":
            sentence = draw(sentences())
            kind = next(iter(sentence))
            selection = {
                kind: {"in": draw(PATHS), **sentence[kind]},
                **{key: one for key, one in sentence.items() if key not in (kind, "require")},
            }
            quantifier = draw(st.sampled_from(["for_each", "for_each", "for_any", "for_none"]))
            # Where no passage may be, there is no document: its title is one.
            if quantifier == "for_none" and "passage" not in selection:
                return {quantifier: {key: one for key, one in selection.items() if key not in LIMITS}}
            asked = "for_each" if quantifier == "for_none" else quantifier
            return {asked: selection, "require": sentence["require"]}
        case "each":
            return {"for_each": {"file": draw(PATHS)}, "require": {"each": draw(sentences())}}
        case "exists":
            kind = draw(st.sampled_from(["task", "code", "list", "link", "passage"]))
            return {"require": {"exists": {kind: {"in": draw(PATHS)}}}}
        case "people":
            where = {"Name": {"person": {"field": "id"}}, "Date": {"date": {"not_after": "today"}}}
            row = {"row": {"in": draw(PATHS), "under": "Who", "columns": ["Name", "Date"]}, "where": where}
            return {"for_each": {"person": draw(st.sampled_from([["ann"], ["ann", "bo"]]))}, "require": {"exists": row}}
        case "file":
            return {
                "for_each": {"file": draw(PATHS)},
                "require": draw(st.sampled_from(["committed", "no_placeholders", "filled"])),
            }
        case "front":
            return {"for_each": {"value": {"in": draw(PATHS)}}, "require": draw(FIELDS)}
        case "data":
            path = draw(st.sampled_from(["catalog.yaml", "catalog.json", "catalog.toml"]))
            way: dict[str, Any] = draw(st.sampled_from([{}, {"at": "parts.*"}, {"at": "build.steps"}]))
            return {"for_each": {"value": {"in": path, **way}}, "require": draw(FIELDS)}
        case "terraform":
            block = {"in": "infra/", "block": "terraform.required_providers"}
            return {"for_each": {"attribute": block}, "require": {"source": "filled", "version": "version_constraint"}}
        case _:
            path = ".github/workflows/build.yml"
            return draw(
                st.sampled_from(
                    [
                        {"require": {"exists": {"trigger": {"in": path}, "where": {"event": "push"}}}},
                        {
                            "for_each": {"job": {"in": path, "event": "pull_request"}, "at_least": 2},
                            "require": {"may_fail": "no"},
                        },
                    ]
                )
            )


POLICIES = st.lists(clauses(), min_size=1, max_size=5).map(
    lambda several: json.dumps(
        {
            "version": 1,
            "policy": "p",
            "people": {"ann": {"name": "Ann Lee"}, "bo": {"name": "Bo Berg"}},
            "criteria": [{"id": f"c{number}", "title": "It holds", **one} for number, one in enumerate(several)],
        }
    )
)


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(POLICIES)
def test_only_what_people_know_is_missing_of_any_policy(policy: str) -> None:
    texts, report = laid_out(PolicyFile("policy.yaml", policy.encode()))
    assert amiss(texts, report) == []


@settings(deadline=None, max_examples=20, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(POLICIES)
def test_the_same_policy_gives_the_same_files(policy: str) -> None:
    assert (
        laid_out(PolicyFile("policy.yaml", policy.encode()))[0]
        == laid_out(PolicyFile("policy.yaml", policy.encode()))[0]
    )


# Single forms


def pages_of(criterion: str, people: str = "") -> dict[str, str]:
    policy = f"version: 1\npolicy: p\n{people}criteria:\n  - {{id: one, title: One, {criterion}}}\n"
    loaded = load_policy("policy.yaml", policy.encode())
    return dict(grown([loaded], Tree({}, git=True)).written())


def test_what_identifies_a_record_is_written_and_the_rest_is_open() -> None:
    people = "people: {ann: {name: Ann Lee}, bo: {name: Bo Berg}}\n"
    row = "row: {in: NOTES.md, under: Attendees, columns: [Name, Signature, Date]}"
    where = "{Name: {person: {field: id}}, Signature: signed, Date: {date: {not_after: today}}}"
    found = pages_of(f"for_each: {{person: [ann, bo]}}, require: {{exists: {{{row}, where: {where}}}}}", people)
    assert found == {
        "NOTES.md": "# Notes\n\n## Attendees\n\n| Name | Signature | Date |\n| --- | --- | --- |\n"
        "| Ann Lee | ________ | YYYY-MM-DD |\n| Bo Berg | ________ | YYYY-MM-DD |\n"
    }


def test_what_has_to_be_found_is_never_written_as_if_it_were_done() -> None:
    row = "row: {in: NOTES.md, columns: [Area, Verdict]}, where: {Area: Code, Verdict: approved}"
    (text,) = pages_of(f"require: {{exists: {{{row}}}}}").values()
    assert "| Code | TBD |" in text


def test_sections_stand_in_the_order_that_is_asked_for() -> None:
    policy = """\
version: 1
policy: p
criteria:
  - {id: signed, title: It is signed, for_each: {signature: {in: R.md, under: Sign-Off}}, require: signed}
  - id: parts
    title: It has parts
    for_each: {section: {in: R.md, titled: [Scope, Sign-Off], in_order: true}}
    require: filled
"""
    ((_, text),) = grown([load_policy("policy.yaml", policy.encode())], Tree({}, git=True)).written()
    assert [line for line in text.splitlines() if line.startswith("##")] == ["## Scope", "## Sign-Off"]


def test_a_table_that_has_to_add_up_has_a_row_for_the_total() -> None:
    policy = """\
version: 1
policy: p
criteria:
  - {id: sum, title: It adds up, for_each: {table: {in: R.md, under: Costs}}, require: {adds_up: [Amount]}}
  - id: all
    title: All is there
    for_each: {row: {in: R.md, under: Costs, columns: [Part, Amount]}}
    require: {Part: filled}
"""
    ((_, text),) = grown([load_policy("policy.yaml", policy.encode())], Tree({}, git=True)).written()
    assert text.endswith("| Part | Amount |\n| --- | --- |\n| TBD | TBD |\n| Total | TBD |\n")


def test_what_no_file_can_give_is_told() -> None:
    policy = """\
version: 1
policy: p
criteria:
  - {id: closed, title: Closed, for_each: {issue: {numbers: [1]}}, require: {state: closed}}
  - {id: clean, title: Clean, for_each: {file: infra/}, require: {runs_clean: [terraform validate]}}
"""
    files = grown([load_policy("policy.yaml", policy.encode())], Tree({}, git=True))
    assert list(files.aside) == ["closed: `issue` is in the tracker", "clean: commands are run, not written"]


def test_every_selector_has_a_form_or_is_known_to_have_none() -> None:
    assert set(SELECTOR_BY_NAME) == {*FORM_BY_SELECTOR, *OUTSIDE, "name", "person", "of"}


@pytest.mark.parametrize(
    "source", ["^P[0-2]-[0-9]{3}$", r"(?i)\btrigger|\bwhen\b", r"^[\w.-]+(/[\w.-]+){1,2}$", "[^a]b+", "a?b"]
)
def test_an_example_is_found_by_its_pattern(source: str) -> None:
    pattern = Pattern(source, compiled_pattern(source))
    assert pattern.search(example_of(pattern)) is not None


@pytest.mark.parametrize("glob", ["docs/*.md", "docs/**/*.md", "adr/[0-9]*.md", "*.yml", "infra/*/"])
def test_an_example_of_a_path_is_matched_by_its_glob(glob: str) -> None:
    assert glob_pattern(glob.rstrip("/")).fullmatch(example_path(glob).rstrip("/"))


# The command


def test_command_writes_what_is_missing_and_leaves_what_is_there(tmp_path: Path) -> None:
    folder = repository(tmp_path, {"docs/handover/RUNBOOK.md": "# Mine\n"})
    ran = closure_check(folder, "scaffold", "--policy", "handover")
    assert ran.code == 0, ran.err
    assert (folder / "docs/handover/RUNBOOK.md").read_text() == "# Mine\n"
    assert "kept      docs/handover/RUNBOOK.md, which is there already\n" in ran.out
    assert "wrote     docs/handover/REPORT.md\n" in ran.out
    assert "left out  terraform-init-clean: commands are run, not written\n" in ran.out
    commit_all(folder)
    again = closure_check(folder, "scaffold", "--policy", "handover")
    assert "wrote" not in again.out
    assert again.out.endswith("there is nothing to write\n")


def test_command_shows_what_it_would_write(tmp_path: Path) -> None:
    folder = repository(tmp_path, {"README.md": "# Belt\n"})
    ran = closure_check(folder, "scaffold", "--policy", "handover", "--dry-run")
    assert "── docs/handover/REPORT.md\n# Report\n" in ran.out
    assert "to write  docs/handover/REPORT.md\n" in ran.out
    assert not (folder / "docs").exists()
