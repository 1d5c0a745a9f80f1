"""What is waived, and what is wrong with a waiver."""

from __future__ import annotations

import csv
import html
import io
import json
import random
import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

import pytest
from kit import line, results_of

from checker.errors import PolicyError
from checker.messages.verdicts import verdict_of, without_waivers
from checker.model.evidence import Reason, undeterminable
from checker.model.location import Location
from checker.model.observation import Outcome, lacking
from checker.model.report import Judged, RenderOptions, Report, Result, Severity, Stage
from checker.model.waivers import WaivedPlace, Waiver
from checker.policy.load import load_policy
from checker.policy.types import Policy
from checker.policy.waivers import read_waivers
from checker.reports import RENDERER_BY_NAME
from checker.waiver_file import place_of
from checker.waiving import waived

TODAY = date(2026, 7, 26)
POLICY = """\
version: 1
policy: trial
people:
  raja: {name: Raja Choudhary, aliases: [R. Choudhary], login: raja-c}
  mira: {name: Mira Sato}
  arun: {name: Arun Singh}
waivers: {approvers: [raja, mira], longest: 30, at_most: 2, warn: 7, never: [signed]}
criteria:
  - {id: no-slots, for_each: {file: 'docs/*.md'}, require: {no_placeholders: {likely: fail}}}
  - {id: owned, for_each: {row: {in: docs/a.md, under: Steps, columns: [Step, Owner]}}, require: {Owner: filled}}
  - {id: signed, for_each: {row: {in: docs/a.md, under: Steps, columns: [Step]}}, require: {Step: {one_of: [A, B]}}}
  - {id: there, require: {exists: {file: docs/b.md}}}
  - {id: under, for_each: {section: {in: docs/a.md, titled: [Plan]}}, require: filled}
"""
DOCUMENT = """\
# Runbook

Ask [name] for the key.
Then ask [name] for the key, and [name] for the other one.

## Steps

| Step | Owner |
|---|---|
| A | |
| C | Ann |
"""
WHY = "it is known on the last day (#81)"
NOTHING = "nothing is found any more at"
TAKE_OUT = "take it out (`--pass-unused-waivers` lets it stay)"
SLOT = WaivedPlace("docs/a.md", "Runbook/[name]", "Ask [name] for the key.")


def waiver(**changes: Any) -> Waiver:
    said: dict[str, Any] = {
        "id": "W-1",
        "criterion": "no-slots",
        "at": SLOT,
        "reason": "it is known on the last day",
        "issue": "#81",
        "owner": "Arun Singh",
        "approved_by": "raja",
        "approved": date(2026, 7, 10),
        "until": date(2026, 7, 31),
        "location": Location("waivers.yaml", 3, 5),
    }
    return Waiver(**said | changes)


def policy_of(text: str = POLICY) -> Policy:
    return load_policy("policy.yaml", text.encode())


def judged(*waivers: Waiver, document: str = DOCUMENT, policy: str = POLICY, **how: Any) -> dict[str, Result]:
    results = results_of(policy, {"docs/a.md": document})
    options: dict[str, Any] = {"as_of": TODAY, "stage": Stage.CLOSURE} | how
    return {one.criterion.id: one for one in waived(results, waivers, [policy_of(policy)], **options)}


def told(*waivers: Waiver, **how: Any) -> list[str]:
    """What the criterion on waivers says."""
    return [line(one).removeprefix("ok waivers.yaml:3:5 ") for one in judged(*waivers, **how)["waivers"].observations]


def refused(**changes: Any) -> str:
    """Why a waiver is refused; what it names stays as it is."""
    results = judged(waiver(**changes))
    assert results["waivers"].outcome is Outcome.FAIL
    assert not [seen for result in results.values() for seen in result.observations if seen.accepted]
    (said,) = results["waivers"].observations
    return said.message.partition(": ")[2] + (f"; {said.hint}" if said.hint else "")


def accepted(result: Result) -> list[tuple[int | None, int | None]]:
    return [(one.location.line, one.location.column) for one in result.observations if one.accepted]


def test_waiver_accepts_the_one_finding_that_it_names() -> None:
    results = judged(waiver())
    assert accepted(results["no-slots"]) == [(3, 5)]
    assert (results["no-slots"].outcome, results["waivers"].outcome) == (Outcome.FAIL, Outcome.PASS)
    assert told(waiver()) == [
        f"`W-1` for `no-slots` holds until 2026-07-31, which is in 5 days: {WHY}, approved by raja"
    ]


def test_criterion_of_which_everything_is_waived_is_waived() -> None:
    at = WaivedPlace("docs/a.md", "Runbook/Steps/A/Owner", found="empty")
    result = judged(waiver(criterion="trial/owned", at=at))["owned"]
    assert (result.outcome, result.note) == (
        Outcome.WAIVED,
        f"W-1 until 2026-07-31, approved by raja: {WHY}",
    )


def test_end_is_told_beforehand_only_within_the_days_that_the_policy_says() -> None:
    assert "which is" not in told(waiver(until=date(2026, 8, 3)))[0]
    assert "until 2026-08-02, which is in 7 days" in told(waiver(until=date(2026, 8, 2)))[0]
    assert "until 2026-07-26, which is today" in told(waiver(until=TODAY))[0]


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"until": date(2026, 7, 25)}, "it ended on 2026-07-25"),
        ({"approved": date(2026, 7, 27)}, "it is approved on 2026-07-27, which is still to come"),
        ({"until": date(2026, 8, 9)}, "it holds for 31 days, and the policy allows 30 at most"),
        ({"approved_by": "Arun Singh"}, "Arun Singh may not approve it, expected Raja Choudhary or Mira Sato"),
        ({"approved_by": "Rajah"}, "Rajah may not approve it, expected Raja Choudhary or Mira Sato"),
        ({"owner": "@raja-c"}, "@raja-c owns it and approves it; somebody else has to approve"),
        ({"criterion": "no-slot"}, "there is no criterion `no-slot`; did you mean `no-slots`?"),
        ({"criterion": "signed"}, "the policy says that `signed` can never be waived"),
        (
            {"at": WaivedPlace("docs/a.md", "Runbook/[name]", "Ask [name] for a key.")},
            f"{NOTHING} docs/a.md (Runbook/[name]) `Ask [name] for a key.`; {TAKE_OUT}",
        ),
        (
            {"criterion": "there", "at": WaivedPlace("docs/b.md")},
            "evidence that is missing cannot be waived",
        ),
        (
            {"criterion": "under", "at": WaivedPlace("docs/a.md", "Runbook", "# Runbook", "no such heading")},
            "evidence that is missing cannot be waived",
        ),
    ],
)
def test_waiver_is_refused_with_the_reason(changes: dict[str, Any], why: str) -> None:
    assert refused(**changes) == why


@pytest.mark.parametrize("spelling", ["raja", "Raja Choudhary", "R. Choudhary", "@raja-c", "RAJA-C", "mira"])
def test_approver_is_known_by_id_name_other_spelling_or_login(spelling: str) -> None:
    assert judged(waiver(approved_by=spelling))["waivers"].outcome is Outcome.PASS


def test_policy_that_says_nothing_of_waivers_lets_nothing_be_waived() -> None:
    without = "".join(one for one in POLICY.splitlines(keepends=True) if not one.startswith("waivers:"))
    assert told(waiver(), policy=without) == [
        "no waivers.yaml:3:5 `W-1` for `no-slots`: the policy `trial` lets nothing be waived"
    ]


def test_undecided_finding_cannot_be_waived() -> None:
    gap = undeterminable(Reason.EXPRESSION, Location("docs/a.md", 3, 5, "x"), value="`x`")
    (result, *_) = results_of(POLICY, {"docs/a.md": DOCUMENT})
    result = Result(result.criterion, Outcome.UNKNOWN, (lacking(gap),), "", "trial")
    given = waiver(at=WaivedPlace("docs/a.md", "x"))
    first, own = waived([result], [given], [policy_of()], TODAY, Stage.CLOSURE)
    assert (first.outcome, own.observations[0].message) == (
        Outcome.UNKNOWN,
        "`W-1` for `no-slots`: what could not be decided cannot be waived",
    )


def test_waiver_that_names_several_findings_is_refused_with_what_tells_them_apart() -> None:
    twice = DOCUMENT.replace("Then ask", "Ask [name] for the key.\nThen ask")
    said = judged(waiver(), document=twice)["waivers"].observations[0]
    assert (said.ok, said.message, said.hint) == (
        False,
        "`W-1` for `no-slots`: it names 2 findings",
        "write the words in lines 3, 4 so that they differ, then waive each by itself",
    )


def test_what_is_expected_tells_findings_of_one_place_apart() -> None:
    policy = (
        POLICY
        + "  - {id: twice, for_each: {row: {in: docs/a.md, columns: [Step]}}, "
        + "require: {Step: {matches: '^B', one_of: [A, B]}}}\n"
    )
    at = WaivedPlace("docs/a.md", "Runbook/Steps/C/Step", "C")
    said = judged(waiver(criterion="twice", at=at), policy=policy)["waivers"].observations[0]
    assert said.hint == "add `expected` to `at`: `text that matches `^B``, or `one of `A`, `B``"
    exact = WaivedPlace(at.file, at.pointer, at.words, expected="text that matches `^B`")
    result = judged(waiver(criterion="twice", at=exact), policy=policy)["twice"]
    assert [one.expected for one in result.observations if one.accepted] == ["text that matches `^B`"]


def test_no_more_hold_than_the_policy_allows_and_only_one_for_a_finding() -> None:
    words = "Then ask [name] for the key, and [name] for the other one."
    second, third = (WaivedPlace("docs/a.md", "Runbook/[name]", f"{words} ({n} of 2)") for n in (1, 2))
    given = [waiver(), waiver(id="W-2", at=second), waiver(id="W-3", at=third)]
    assert accepted(judged(*given)["no-slots"]) == [(3, 5), (4, 10)]
    assert told(*given)[2] == (
        "no waivers.yaml:3:5 `W-3` for `no-slots`: the policy allows 2 at a time, and this is one more"
    )
    assert told(waiver(), waiver(id="W-2"))[1] == (
        "no waivers.yaml:3:5 `W-2` for `no-slots`: `W-1` waives the same finding"
    )


def test_unused_waiver_may_stay_at_a_commit_and_where_the_caller_says_so() -> None:
    gone = waiver(at=WaivedPlace("docs/z.md"))
    for how in ({"stage": Stage.COMMIT}, {"pass_unused": True}):
        assert judged(gone, **how)["waivers"].outcome is Outcome.PASS
    for how in ({"stage": Stage.MERGE}, {"stage": Stage.CLOSURE}):
        assert judged(gone, **how)["waivers"].outcome is Outcome.FAIL


def test_without_waivers_nothing_is_said_of_them() -> None:
    assert "waivers" not in judged()


def test_no_new_violation_anywhere_comes_out_waived() -> None:
    """New slots at random places of a document of which everything old is waived."""
    chance = random.Random(7)
    old = results_of(POLICY, {"docs/a.md": DOCUMENT})[0].observations
    for _ in range(60):
        lines = DOCUMENT.splitlines()
        at = chance.choice([2, 3, 4, 5])
        lines.insert(
            at, chance.choice(["Ask [name].", "Ask [name] for a key.", "[name]", "- Ask [name] for the keys."])
        )
        results = results_of(POLICY, {"docs/a.md": "\n".join(lines) + "\n"})
        given = [waiver(id=f"W-{n}", at=_place(results, n)) for n in range(len(old))]
        policy = POLICY.replace("at_most: 2", "at_most: 9")
        (first, *_) = waived(results, given, [policy_of(policy)], TODAY, Stage.CLOSURE)
        new = [one for one in first.observations if one.location.line == at + 1]
        assert len(new) == 1
        assert not new[0].accepted


ROWS = "# R\n\n## Steps\n\n| Step | Owner |\n|---|---|\n"
LONG = "So it goes on and on, one word after the other, until nobody reads it any more. " * 4
ENTRY, OTHER = "  - name: a\n    owner: tbd\n", "  - name: b\n    owner: tbd\n"
BLOCK = 'resource "a" "b" {\n  rule {\n    port = 22\n  }\n}\n'
OPENED = BLOCK.replace("  rule", "  rule {\n    port = 22\n    name = 1\n  }\n  rule", 1)
NEW_BESIDE_OLD: dict[str, tuple[str, str, str, str, list[int]]] = {
    # what is asked, the file, what it says, what it says then, the lines that are waived then
    "a row without a name": ("row", "a.md", f"{ROWS}| | |\n", f"{ROWS}| | |\n| | |\n", []),
    "a row without a name, after another": ("row", "a.md", f"{ROWS}| | |\n", f"{ROWS}| A | B |\n| | |\n", [8]),
    "a place in a long line, before": (
        "slots",
        "a.md",
        f"{LONG}[name] {LONG}",
        f"{LONG}[name] {LONG * 2}[name] {LONG}",
        [],
    ),
    "a section of the same name": (
        "steps",
        "a.md",
        "# A\n\n## Steps\n\n| Step | Owner |\n|---|---|\n| A | |\n",
        "# B\n\n## Steps\n\n| Step | Owner |\n|---|---|\n| A | |\n",
        [],
    ),
    "a number of rows": ("count", "a.md", f"{ROWS}| A | B |\n| C | D |\n", f"{ROWS}| A | B |\n", []),
    "an entry of YAML, before": ("value", "a.yaml", f"people:\n{ENTRY}", f"people:\n{OTHER}{ENTRY}", [5]),
    "an entry of YAML, instead": ("value", "a.yaml", f"people:\n{ENTRY}", f"people:\n{OTHER}", []),
    "the same entry of YAML": ("value", "a.yaml", f"people:\n{ENTRY}", f"people:\n{ENTRY}{ENTRY}", []),
    "an entry of TOML, before": (
        "value",
        "a.toml",
        '[[people]]\nowner = "tbd"\nname = "a"\n',
        '[[people]]\nowner = "tbd"\nname = "b"\n[[people]]\nowner = "tbd"\nname = "a"\n',
        [5],
    ),
    "a value of a module": ("port", "main.tf", BLOCK, BLOCK.replace("22", "23"), []),
    "a block, before": ("port", "main.tf", BLOCK, OPENED, [7]),
}
ASKED = {
    "row": "for_each: {row: {in: a.md, columns: [Step, Owner]}}, require: {Owner: filled}",
    "steps": "for_each: {row: {in: a.md, under: Steps, columns: [Step, Owner]}}, require: {Owner: filled}",
    "slots": "for_each: {file: a.md}, require: {no_placeholders: {likely: fail}}",
    "count": "for_each: {row: {in: a.md, columns: [Step]}, at_least: 9}, require: {Step: filled}",
    "value": "for_each: {value: {in: ./FILE, at: people.*}}, require: {owner: {matches: '^[A-Z]'}}",
    "port": "for_each: {block: {in: ./, type: resource}}, require: {each: {block: {type: rule}, require: {port: 443}}}",
}


@pytest.mark.parametrize(("asked", "file", "before", "after", "lines"), NEW_BESIDE_OLD.values(), ids=NEW_BESIDE_OLD)
def test_new_fault_beside_an_old_one_never_takes_its_name(
    asked: str, file: str, before: str, after: str, lines: list[int]
) -> None:
    head, _, _ = POLICY.partition("criteria:\n")
    policy = f"{head.replace('at_most: 2, ', '').replace(', never: [signed]', '')}criteria:\n"
    policy += f"  - {{id: it, {ASKED[asked].replace('FILE', file)}}}\n"
    (old,) = results_of(policy, {file: before})
    (seen,) = (one for one in old.observations if not one.ok)
    given = waiver(criterion="it", at=place_of(old, seen))
    for text, waived_lines in ((before, [seen.location.line]), (f"{after}", lines)):
        result = waived(results_of(policy, {file: text}), [given], [policy_of(policy)], TODAY, Stage.CLOSURE)[0]
        assert [one.location.line for one in result.observations if one.accepted] == waived_lines


def _place(_results: Any, n: int) -> WaivedPlace:
    from checker.messages.naming import words_of

    old = [one for one in DOCUMENT.splitlines() if "[name]" in one]
    words = [words_of(old[0], 5), *(f"{words_of(old[1], 10)} ({n} of 2)" for n in (1, 2))]
    return WaivedPlace("docs/a.md", "Runbook/[name]", words[n])


FILE = """\
version: 1
waivers:
  - id: W-1
    criterion: no-slots
    at: {file: docs/a.md, pointer: 'Runbook/[name]', words: 'Ask [name] for the key.'}
    reason: it is known on the last day
    issue: '#81'
    owner: Arun Singh
    approved_by: raja
    approved: 2026-07-10
    until: 2026-07-31
"""


def test_file_is_read_as_it_is_written() -> None:
    place = Location("waivers.yaml", 3, 5, "waivers/0")
    assert read_waivers("waivers.yaml", FILE.encode()) == (waiver(location=place),)


def mistakes_in(text: str) -> list[str]:
    with pytest.raises(PolicyError) as error:
        read_waivers("waivers.yaml", text.encode())
    return [str(one) for one in error.value.mistakes]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("until: 2026-07-31", "until: 2026-07-01", ["waivers.yaml:11:12: ends before it is approved, 2026-07-10"]),
        ("reason: it is known on the last day", "reason: ' '", ["waivers.yaml:6:13: `reason` is empty"]),
        ("    owner: Arun Singh\n", "", ["waivers.yaml:3:5: `owner` is missing"]),
        (
            "approved: 2026-07-10",
            "approved: soon",
            ["waivers.yaml:10:15: `soon` stands here, expected a date such as `2026-07-26`"],
        ),
        (
            "until:",
            "untill:",
            ["waivers.yaml:3:5: `until` is missing", "waivers.yaml:11:5: unknown key `untill`; did you mean `until`?"],
        ),
        (
            "{file: docs/a.md, pointer: 'Runbook/[name]', words: 'Ask [name] for the key.'}",
            "docs/a.md",
            ["waivers.yaml:5:9: `docs/a.md` stands here, expected a mapping"],
        ),
        ("version: 1", "version: 2", ["waivers.yaml:1:10: `2` stands here, expected `1`"]),
        ("waivers:\n", "waiver:\n", ["waivers.yaml:2:1: unknown key `waiver`; did you mean `waivers`?"]),
    ],
)
def test_mistake_of_the_file_is_told_with_its_place(old: str, new: str, said: list[str]) -> None:
    assert old in FILE
    assert mistakes_in(FILE.replace(old, new)) == said


def test_id_stands_once() -> None:
    assert mistakes_in(FILE + FILE.partition("waivers:\n")[2]) == ["waivers.yaml:12:9: the id `W-1` is used twice"]


@pytest.mark.parametrize(
    ("block", "said"),
    [
        ("{approvers: [rajah], longest: 30}", "nobody under `people` is `rajah`; did you mean `raja`?"),
        ("{approvers: [raja], longest: 0}", "0 stands here, expected 1 or more"),
        ("{approvers: [raja]}", "`longest` is missing"),
        ("{approvers: [raja], longest: 3, never: [sign]}", "no criterion `sign`; did you mean `signed`?"),
        ("{approvers: [], longest: 3}", "`approvers` is empty, so nobody can waive anything; leave `waivers` out"),
    ],
)
def test_policy_that_cannot_mean_what_it_says_of_waivers_is_a_mistake(block: str, said: str) -> None:
    wrong = "".join(f"waivers: {block}\n" if one.startswith("waivers:") else one + "\n" for one in POLICY.splitlines())
    with pytest.raises(PolicyError) as error:
        policy_of(wrong)
    assert [one.message for one in error.value.mistakes] == [said]


def test_no_criterion_is_called_as_what_is_told_of_the_waivers() -> None:
    with pytest.raises(PolicyError) as error:
        policy_of(POLICY.replace("id: there", "id: waivers"))
    said = "the id `waivers` belongs to what is told of the waivers; give it another one"
    assert [one.message for one in error.value.mistakes] == [said]


def in_words(text: str) -> tuple[int, int | None]:
    plain = " ".join(html.unescape(re.sub(r"<[^>]*>", " ", text)).split())
    (is_not,) = set(re.findall(r"(\d+)(?: of \d+)? criteria are not met", plain))
    without = set(re.findall(r"\((\d+) of \d+ would not be met without\)", plain))
    return int(is_not), int(without.pop()) if without else None


def in_junit(text: str) -> tuple[int, int | None]:
    failures, without = (
        re.search(r'failures="(\d+)"', text),
        re.search(r"\((\d+) of \d+ would not be met without", text),
    )
    assert failures is not None
    return int(failures[1]), int(without[1]) if without else None


def in_json(text: str) -> tuple[int, int | None]:
    report = json.loads(text)
    return report["counts"]["fail"], report["without_waivers"]["counts"]["fail"]


def in_csv(text: str) -> tuple[int, int | None]:
    rows = list(csv.DictReader(io.StringIO(text, newline=""), strict=True))
    columns = ("outcome", "outcome_without_waivers")
    is_not, without = (len({one["criterion"] for one in rows if one[column] == "fail"}) for column in columns)
    return is_not, without


def in_badge(text: str) -> tuple[int, int | None]:
    said = re.fullmatch(r"(\d+) of (\d+) met(?:, (\d+) waived \((\d+) not met without\))?", json.loads(text)["message"])
    assert said is not None
    is_not = int(said[2]) - int(said[1]) - (1 if said[3] else 0)
    return is_not, int(said[4]) if said[4] else None


def in_code_quality(text: str) -> tuple[int, int | None]:
    """GitLab counts the findings itself; what else there is to say stands in an entry where something is waived."""
    entries = json.loads(text)
    told = [one["description"] for one in entries if one["check_name"] == "closure-check/waivers"]
    open_ = {one["check_name"] for one in entries if one["severity"] != "info"}
    return in_words(told[0]) if told else (len(open_), None)


READER_BY_FORMAT: Mapping[str, Callable[[str], tuple[int, int | None]]] = {
    **dict.fromkeys(("text", "compact", "markdown", "html", "jsonl"), in_words),
    **dict.fromkeys(("sarif", "sarif-full", "github", "tap", "oscal"), in_words),
    **dict.fromkeys(("junit", "junit-gitlab"), in_junit),
    "json": in_json,
    "csv": in_csv,
    "shields": in_badge,
    "gitlab": in_code_quality,
}
"""How many criteria are not met, as a report in each format tells it, and how many without waivers where it says so."""


@pytest.mark.parametrize("name", RENDERER_BY_NAME)
def test_every_format_tells_both_numbers_and_each_waived_finding(name: str) -> None:
    read, render, policy = READER_BY_FORMAT[name], RENDERER_BY_NAME[name], policy_of()
    results = results_of(POLICY, {"docs/a.md": DOCUMENT})
    owned = next(one for one in results if one.criterion.id == "owned")
    cell = place_of(owned, next(seen for seen in owned.observations if not seen.ok))
    given = [waiver(), waiver(id="W-2", criterion="owned", at=cell, reason="Ann is on leave", approved_by="mira")]
    bare = report_of(results, policy)
    held = report_of(waived(results, given, [policy], TODAY, Stage.CLOSURE), policy)
    number = len(bare.of(Outcome.FAIL))
    assert [one.by.waiver for one in held.waived] == ["W-1", "W-2"]
    assert len(held.of(Outcome.FAIL)) == number - 1
    said, options = render(held, RenderOptions(width=400)), RenderOptions(width=400)
    assert read(said) == (number - 1, number)
    assert read(render(bare, options)) in [(number, None), (number, number)]
    told = [word for one in held.waived for word in (one.by.why, one.by.approved_by, one.by.until)]
    assert name == "shields" or [word for word in told if word not in said] == []
    assert "W-1" not in render(bare, options)


def test_what_comes_out_without_waivers_is_what_a_run_without_them_says() -> None:
    policy, results = policy_of(), results_of(POLICY, {"docs/a.md": DOCUMENT})
    bare = report_of(results, policy)
    for given in ([waiver()], [waiver(until=date(2026, 7, 25))], [waiver(criterion="there")], []):
        held = report_of(waived(results, given, [policy], TODAY, Stage.CLOSURE), policy)
        assert without_waivers(held) == bare


SETS = 60
"""Random sets of waivers that every format is tried on."""
SHORT = ("shields",)
"""Formats that say only how many there are."""


def test_any_set_of_waivers_is_told_alike_in_every_format() -> None:
    chance = random.Random(11)
    policy = policy_of()
    results = results_of(POLICY, {"docs/a.md": DOCUMENT})
    places = [(one.criterion.id, seen) for one in results for seen in one.observations if not seen.ok]
    for _ in range(SETS):
        given = []
        for n in range(chance.randint(1, 5)):
            criterion, seen = chance.choice(places)
            at = WaivedPlace(seen.location.path, seen.location.pointer, chance.choice([seen.words, seen.words, "gone"]))
            day = date(2026, 7, chance.randint(1, 31))
            given.append(
                waiver(
                    id=f"X-{n}",
                    criterion=criterion,
                    at=at,
                    owner=chance.choice(["arun", "raja"]),
                    approved_by=chance.choice(["raja", "mira", "arun"]),
                    approved=day,
                    until=day + timedelta(days=chance.randint(0, 40)),
                )
            )
        judged_ = waived(results, given, [policy], TODAY, Stage.CLOSURE)
        report = report_of(judged_, policy)
        held = [one.by.waiver for one in report.waived]
        told_ = {one.location.pointer: one.ok for one in judged_[-1].observations}
        assert sorted(held) == sorted(one.id for one in given if told_[one.id]), given
        assert all(one.seen.ok is False and not one.seen.is_missing_evidence for one in report.waived)
        for name, render in RENDERER_BY_NAME.items():
            if name not in ("pdf", *SHORT):
                text = render(report, RenderOptions(verbose=True))
                text = text if isinstance(text, str) else text.decode()
                assert [one for one in held if one not in text] == [], name


def report_of(results: tuple[Result, ...], policy: Policy) -> Report:
    verdict, code = verdict_of(results, Severity.ERROR)
    judged_ = Judged("engagement", "HEAD", TODAY.isoformat())
    return Report((policy.info,), judged_, results, verdict, code, Stage.CLOSURE, Severity.ERROR, "1")
