"""`derive`: what of an agreement becomes a criterion, and what stands there for somebody to finish."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from commands import EXAMPLES, closure_check, repository

from checker.cases.find import find_suite
from checker.cases.judge import judge_suite
from checker.cases.types import Case, Suite
from checker.classes import replace
from checker.drafting.agreement.derive import derived
from checker.drafting.writing import policy_text
from checker.errors import UsageError
from checker.model.observation import Outcome
from checker.model.report import Stage
from checker.policy.load import load_policy
from checker.policy.types import Policy

NOWHERE = Path("/nonexistent")
AGREEMENT = """\
# Moving the depot

| Field | Value |
|---|---|
| Milestone | Move 3 — due 2026-09-01 |
| Epic | #12 |

## 1. Handbook

**Owner:** Ann Lee | **Effort:** 2 days

```markdown
# Depot Handbook
## Opening
[who opens]
## Alarms
| Alarm | Raised on | Owner |
|---|---|---|
| | | |
## Sign-Off
| Name | Role | Signature | Date |
|---|---|---|---|
| Ann Lee | Site lead | ____ | |
| Bo Berg | Auditor | ____ | |
```

1. Commit it to `docs/DEPOT-HANDBOOK.md`
2. Commit the `docs/move-notes.md` with:
   - Attendees
   - Open questions (all)

**Attendees:** Ann Lee, Bo Berg

**Exit criteria:** Handbook signed by Ann and Bo; `make check` runs clean; the neighbours are happy

## 2. What is handed over

| Thing | File | Owner |
|---|---|---|
| Handbook | `docs/DEPOT-HANDBOOK.md` | Ann |
| Rota | `docs/rota.md` | Bo |

## 3. Success criteria

- All issues closed with a comment
"""
DERIVED = """\
# Drafted by `closure-check derive` from docs/agreement.md.
# It is a beginning: read every criterion, and finish those that stand here as comments.
version: 1
policy: agreement
title: Moving the depot

people:
  ann: {name: Ann Lee, role: Site lead}
  bo: {name: Bo Berg, role: Auditor}

documents:
  agreement: docs/agreement.md
  handbook: docs/DEPOT-HANDBOOK.md
  move-notes: docs/move-notes.md
  rota: docs/rota.md

criteria:
  - id: what-is-handed-over-committed
    title: Each of the 2 documents of `2. What is handed over` is committed
    fix: commit the document under the name in the table, or correct the table
    source: 2. What is handed over
    stage: merge
    for_each: {row: {in: agreement, under: 2. What is handed over, columns: [Thing, File]}, exactly: 2}
    require: {File: {committed: true, unique: true}}

  - id: nothing-left-to-fill-in
    title: No page has a slot that was left to be filled in
    fix: fill in the value, or say that there is none
    stage: commit
    for_each: {file: [handbook, rota, move-notes]}
    require: no_placeholders

  - id: links-resolve
    title: Every link between pages leads somewhere
    fix: correct the path or the anchor
    stage: commit
    for_each: {link: {in: [handbook, rota, move-notes]}, where: {to: [file, anchor, nowhere]}, allow_empty: true}
    require: resolves

  - id: handbook-sections
    title: Each of the 3 sections of the handbook is there and not empty
    fix: write the section, in the agreed order
    source: 1. Handbook
    owner: ann
    stage: merge
    for_each: {section: {in: handbook, titled: [Opening, Alarms, Sign-Off], in_order: true}}
    require: filled

  - id: alarms-complete
    title: Every row of `Alarms` is complete
    fix: complete the row
    source: 1. Handbook
    owner: ann
    stage: merge
    for_each: {row: {in: handbook, under: Alarms, columns: [Alarm, Raised on, Owner]}}
    require: {Alarm: filled, Raised on: filled, Owner: filled}

  # Said as well: Handbook signed by Ann and Bo
  - id: handbook-signed
    title: The handbook is signed by everyone who has to
    fix: sign in the own row, with the date
    source: 1. Handbook
    owner: ann
    stage: closure
    for_each: {person: [ann, bo]}
    require:
      exists:
        signature: {in: handbook, under: Sign-Off}
        where: {name: {person: {who: {field: id}, only: true}}, record: signed}

  # The titles are the words of the list; give them those of the document.
  - id: move-notes-sections
    title: Each of the 2 sections of the move-notes is there and not empty
    fix: write the section
    source: 1. Handbook
    owner: ann
    stage: merge
    for_each: {section: {in: move-notes, titled: [Attendees, Open questions]}}
    require: filled

  # `Name` is what the column is taken to be called.
  - id: move-notes-attendees-named
    title: Ann Lee, Bo Berg stand under `Attendees`
    fix: add the person
    source: 1. Handbook
    owner: ann
    stage: closure
    for_each: {person: [ann, bo]}
    require: {exists: {row: {in: move-notes, under: Attendees, columns: [Name]}, where: {Name: {person: {field: id}}}}}

  - id: make-check-runs
    title: make check runs clean
    fix: run the command and mend what it says
    source: 1. Handbook
    owner: ann
    stage: closure
    for_each: {file: ./}
    require: {runs_clean: [make check]}

  - id: issues-closed
    title: All issues closed with a comment
    fix: close the issue as completed, and say how it was resolved
    source: 3. Success criteria
    stage: closure
    for_each: {issue: {numbers: [12], milestone: Move 3}}
    require: {state: closed, reason: completed, exists: {comment: {}, where: {hidden: false, text: filled}}}

  # Finish it: nothing could be made of what it says. It seems to be about `handbook`.
  # - id: the-neighbours-are-happy
  #   title: The neighbours are happy
  #   source: 1. Handbook
  #   owner: ann
  #   stage: closure
"""


def text_of(agreement: str, path: str = "docs/agreement.md") -> str:
    return policy_text(derived({path: agreement.encode()}, NOWHERE))


def test_an_agreement_becomes_a_policy() -> None:
    assert text_of(AGREEMENT) == DERIVED
    load_policy("policy.yaml", DERIVED.encode())


def test_a_finished_example_asks_of_others_what_it_has_itself() -> None:
    checks = "## Checks\n\n- [x] Tests\n- [x] Notes\n"
    example = f"# Release 4\n\n{checks}\n## Risks\n\n| Risk | Owner |\n|---|---|\n| Rain | Ann |\n"
    assert [line for line in text_of(example).splitlines() if line.startswith("  - id:")] == [
        "  - id: nothing-left-to-fill-in",
        "  - id: links-resolve",
        "  - id: agreement-sections",
        "  - id: risks-complete",
        "  - id: tasks-done",
    ]


def test_rows_of_a_table_of_criteria_keep_their_ids_and_stages() -> None:
    table = (
        "# Rules\n\n| id | must hold | stage |\n|---|---|---|\n"
        '| `risks-known` | the table "Known risks" (Risk, Owner, Due date) of `docs/risks.md` is complete | merge |\n'
        "| `hall-quiet` | the hall is quiet at night and on Sundays | closure |\n"
    )
    text = text_of(table)
    assert "  - id: risks-known\n" in text
    assert (
        "    stage: merge\n    for_each: {row: {in: risks, under: Known risks, columns: [Risk, Owner, Due date]}}\n"
        in text
    )
    assert "  # Finish it: nothing could be made of what it says.\n  # - id: hall-quiet\n" in text


HAULAGE = """\
# Fleet renewal

## 1. The list of faults

1. Add a "Days lost" column: what the fault costs us
2. Keep it in `docs/faults.md`:

   ```markdown
   ## Faults
   | Class | Fault | Van |
   |---|---|---|
   | S1 | Brakes | |
   | S2 | Radio | |
   ```

**Acceptance criteria:** the handbook names `vanctl reset`; `vanctl selftest` runs without a complaint

## 2. Before the vans go out

Fill in `docs/departure.md`:

```markdown
# Departure
## Repaired before anybody drives
- [ ] S1-07 brakes
- [ ] S1-11 steering
- [ ] keys handed over
## Repaired on the way
- [ ] S2-03 radio
```
"""


def test_defects_that_a_form_names_stand_for_all_of_their_class() -> None:
    text = text_of(HAULAGE)
    assert (
        text[text.index("  # The form has S1-07, S1-11 there") : text.index("  # The form has S2-03 there")]
        == """\
  # The form has S1-07, S1-11 there, taken to mean each S1, by a column `ID`.
  - id: departure-covers-s1
    title: Every S1 of the faults has a task under `Repaired before anybody drives`
    fix: add a task that names the S1
    source: 2. Before the vans go out
    stage: merge
    for_each: {row: {in: faults, columns: {ID: [], Class: []}}, where: {Class: S1}, allow_empty: true}
    require:
      exists: {task: {in: departure, under: Repaired before anybody drives}, where: {text: {contains: {field: ID}}}}

"""
    )


def test_a_column_that_a_step_asks_for_is_filled_in_every_row() -> None:
    asked = """\
  - id: faults-days-lost-filled
    title: 'Add a "Days lost" column: what the fault costs us'
    fix: fill in the cell
    source: 1. The list of faults
    stage: merge
    for_each: {row: {in: faults, columns: [Days lost]}}
    require: {Days lost: filled}
"""
    assert asked in text_of(HAULAGE)


def test_a_command_runs_where_the_sentence_is_about_it_and_nowhere_else() -> None:
    text = text_of(HAULAGE)
    assert "require: {runs_clean: [vanctl selftest]}\n" in text
    assert "runs_clean: [vanctl reset]" not in text
    assert "  # - id: the-handbook-names-vanctl-reset\n" in text


def test_an_agreement_in_which_nothing_can_be_checked_is_told() -> None:
    with pytest.raises(UsageError) as error:
        text_of("# Hello\n\nWe agree.\n")
    assert str(error.value).startswith("docs/agreement.md: there is no path, form, checklist, table or criterion in it")


def test_command_writes_a_policy_that_is_not_there_yet(tmp_path: Path) -> None:
    folder = repository(tmp_path, {"docs/agreement.md": AGREEMENT})
    ran = closure_check(folder, "derive", "docs/agreement.md", "-o", ".closure-check/policy.yaml")
    assert ran.out == ".closure-check/policy.yaml: 10 criteria, 1 more to finish\n"
    assert (folder / ".closure-check/policy.yaml").read_text() == DERIVED
    assert closure_check(folder, "lint", ".closure-check/policy.yaml").code == 0
    again = closure_check(folder, "derive", "docs/agreement.md", "-o", ".closure-check/policy.yaml")
    assert (again.code, again.err) == (
        2,
        ".closure-check/policy.yaml is there already, and nothing is overwritten; name another file\n",
    )
    assert closure_check(folder, "derive", "docs/agreement.md").out == DERIVED


def test_what_is_no_markdown_is_refused(tmp_path: Path) -> None:
    folder = repository(tmp_path, {"a.yaml": "x: 1\n"})
    ran = closure_check(folder, "derive", "a.yaml")
    assert (ran.code, ran.err) == (
        2,
        "a.yaml is no Markdown; an agreement with headings, lists and tables is expected\n",
    )
    assert closure_check(folder, "derive", "b.md").err == "b.md: does not exist\n"


# How much of an agreement comes out, held against the policy that people wrote for it.

MISSED = [
    "baseline-numbers",  # said of no document: it is only listed
    "essential-reviewed",  # looks for a sign-off; the documents have a table of reviews
    "inventory-items-complete",  # the agreement does not tell the columns
    "p0-count-agreed",  # the signature is noticed, the count is not
    "report-dora-baseline",
    "runbook-confirmed",  # looks for a sign-off; the documents have a table of procedures
    "walkthrough-attended",  # the names are noticed, `Present: no` is not
    "walkthrough-notes-complete",  # sections, where the documents have tables
]
"""What the policy that people wrote for it notices, and the derived one does not before anybody has edited it."""


def test_what_is_derived_notices_most_of_what_the_written_policy_notices() -> None:
    """One thing is wrong in each case; it is noticed when the derived policy, as it is, finds something new."""
    path = "docs/rfcs/FLX-ENG-RFC-008.md"
    text = policy_text(derived({path: (EXAMPLES / "ready-to-close" / path).read_bytes()}, NOWHERE))
    policy = load_policy("derived.yaml", text.encode())
    suite = find_suite("policies/flx-eng-rfc-008.yaml")
    wrong = list(
        {id_: one for one in reversed(suite.cases) for id_ in not_met(one) if one.stage is Stage.CLOSURE}.values()
    )
    before, *after = found(policy, [suite.cases[0], *wrong])
    noticed = {case.name for case, seen in zip(wrong, after, strict=True) if seen - before}
    assert sorted({id_ for case in wrong if case.name not in noticed for id_ in not_met(case)}) == MISSED


def not_met(case: Case) -> Iterator[str]:
    return (id_ for id_, one in case.expected.items() if one.outcome is not Outcome.PASS)


def found(policy: Policy, cases: Sequence[Case]) -> list[set[tuple[str, str, str]]]:
    """What a policy finds in each case, good things aside."""
    asked = tuple(replace(one, expected={}, others=Outcome.PASS) for one in cases)
    return [
        {(one.result.criterion.id, path, seen.message) for one in each.answers for path, seen in one.findings}
        for each in judge_suite(Suite("derived.cases.yaml", policy, asked)).cases
    ]
