"""A report in which any value is another one is told apart from the one that was written."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from engagement import engagement, report_on

from checker.errors import ClosureCheckError
from checker.model.report import RenderOptions
from checker.verify import verify
from checker.verify.differences import differences
from checker.verify.text import render
from checker.verify.words import pointer_of

GIVEN: dict[str, Any] = {
    "policies": (),
    "issues": None,
    "waivers": None,
    "at": None,
    "allow_commands": False,
    "allow_foreign_owner": False,
}
ACCEPTED = {"why": "", "waiver": "W-2", "owner": "", "approved_by": "", "issue": "", "until": "2026-07-31", "since": ""}
SEEN = {"ok": True, "message": "it is there", "path": "a.md", "line": 1, "column": 1, "pointer": "", "expected": None}
SEEN |= {"found": None, "hint": None, "related": []}
OTHERS: dict[str, tuple[Any, ...]] = {
    "stage": ("merge", "closure"),
    "/invocation/stage": ("merge",),
    "/invocation/fail_on": ("error",),
    "fail_on": ("note", "error"),
    "severity": ("note", "error"),
    "verdict": ("met", "not-met"),
    "outcome": ("not-due", "pass"),
    "alteration": ("changed", "same"),
    "origin": ("caller", "judged"),
    "by": ("base", "caller"),
    "left_out_by": ("base", "caller"),
    "as_of": ("2026-07-25", "2026-07-26"),
    "until": ("2026-07-25", "2026-07-26"),
    "plugins": ([{"name": "other", "version": "1"}],),
    "related": ([{"path": "a.md", "line": 1, "column": 1}],),
    "disregarded": ([{"key": "stage", "value": "merge"}],),
    "observations": ([SEEN],),
    "accepted": (ACCEPTED,),
    "cause": ({"kind": "missing-file", "path": "a.md", "name": "", "line": None},),
    "/rules/own": ({"verdict": "met", "exit_code": 0, "problem": ""},),
    "waivers": ({"path": "other.yaml", "digest": "sha256:0"},),
    "no_worse_than": ({"at": "main", "commit": "0" * 40},),
}
"""Values that may stand there, where not any may."""
SHOWN = {"/judged/at", "/judged/as_of"} | {
    f"/invocation/{one}" for one in ("allow_commands", "pass_unused_waivers", "time_limit")
}
"""What was asked, not what came out: a report that asks otherwise, and comes out alike, is so as well. It is shown."""
HARMLESS: set[str] = set()
"""What may change in silence."""
ASKED = re.compile(
    r"/(?:version|stage|fail_on|tool/name|(?:judged|only|skip|invocation)/?.*)|/rules/(?:origin|at|commit|narrowed/.*)"
)
"""What was asked, which is judged again."""
KEYS = re.compile(r"/policy|/(?:policies|criteria)/\d+/(?:id|policy)|/(?:rules/files|evidence)/\d+/(?:path|kind)")
"""By what entries are known: another one makes another entry."""


def leaves(value: Any, pointer: str = "") -> Iterator[str]:
    """The places of all values that hold no others; of an empty list that of the list."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    if not inner:
        yield pointer
    else:
        for name, below in inner:
            yield from leaves(below, f"{pointer}/{str(name).replace('~', '~0').replace('/', '~1')}")


def value_at(report: Any, pointer: str) -> Any:
    for part in parts_of(pointer):
        report = report[part]
    return report


def parts_of(pointer: str) -> list[str | int]:
    names = [part.replace("~1", "/").replace("~0", "~") for part in pointer.split("/")[1:]]
    return [int(one) if one.isdigit() else one for one in names]


def changed(report: Any, pointer: str) -> Any:
    """The report with another value at a place."""
    report = copy.deepcopy(report)
    *way, name = parts_of(pointer)
    holder = report
    for part in way:
        holder = holder[part]
    holder[name] = other(holder[name], pointer)
    return report


def other(value: Any, pointer: str) -> Any:
    """Another value that may stand there."""
    name = pointer.rpartition("/")[2]
    known = OTHERS.get(pointer, OTHERS.get(name, ()))
    if known:
        return next(one for one in known if one != value)
    if isinstance(value, bool):
        return not value
    if value is None:
        return 1 if name in ("line", "column", "count") else "other"
    if isinstance(value, int | float):
        return value + 1
    return f"{value}x" if isinstance(value, str) else {"other": "other"} if value == {} else ["other"]


@pytest.fixture(scope="module")
def judged(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Any]:
    """An engagement, and the report on its commit as it was written."""
    folder = engagement(tmp_path_factory.mktemp("engagement"))
    file = report_on(folder, tmp_path_factory.mktemp("report") / "report.json", "--at", "HEAD")
    return folder, json.loads(file.read_text())


def told(report: Any, folder: Path, file: Path) -> tuple[int, str]:
    """The exit code and the text of `verify`; 2 with the mistake where it cannot be asked."""
    file.write_text(json.dumps(report))
    try:
        verification = verify(file, folder, GIVEN)
    except ClosureCheckError as error:
        return 2, str(error)
    lines = render(verification, RenderOptions()).splitlines()
    # The digest of the file itself says nothing of what is in it.
    return verification.exit_code, "\n".join(line for line in lines if "report.json, sha256:" not in line)


def test_every_changed_value_of_what_was_asked_is_noticed(judged: tuple[Path, Any], tmp_path: Path) -> None:
    folder, report = judged
    file = tmp_path / "report.json"
    code, as_it_was = told(report, folder, file)
    assert code == 0, as_it_was
    said = {one: told(changed(report, one), folder, file) for one in leaves(report) if ASKED.fullmatch(one)}
    assert {one for one, (code, _) in said.items() if code == 0} == SHOWN
    assert {one for one, (_, text) in said.items() if text == as_it_was} == HARMLESS


def test_every_changed_value_of_what_came_out_is_told_at_its_place(judged: tuple[Path, Any], tmp_path: Path) -> None:
    folder, report = judged
    pointers = [one for one in leaves(report) if not ASKED.fullmatch(one) and not KEYS.fullmatch(one)]
    mutated, expected = report, []
    for pointer in pointers:
        mutated = changed(mutated, pointer)
        # What is added to something empty is told as its first entry.
        before = value_at(report, pointer)
        expected.append(f"{pointer}/0" if before == [] else f"{pointer}/other" if before == {} else pointer)
    file = tmp_path / "report.json"
    file.write_text(json.dumps(mutated))
    assert len(pointers) > 100
    assert sorted(map(pointer_of, verify(file, folder, GIVEN).differences)) == sorted(expected)


def test_no_value_may_change_and_two_reports_be_the_same(judged: tuple[Path, Any]) -> None:
    report = judged[1]
    assert [one for one in leaves(report) if not list(differences(changed(report, one), report))] == []
    assert list(differences(report, report)) == []


def test_value_of_another_kind_is_another_one() -> None:
    assert [pointer_of(one) for one in differences({"a": 1, "b": 0, "c": 60}, {"a": True, "b": False, "c": 60.0})] == [
        "/a",
        "/b",
    ]


def test_criteria_in_another_order_are_told(judged: tuple[Path, Any]) -> None:
    report = copy.deepcopy(judged[1])
    report["criteria"].reverse()
    assert list(differences(report, judged[1]))


def test_key_that_stands_twice_is_refused(judged: tuple[Path, Any], tmp_path: Path) -> None:
    folder, report = judged
    file = tmp_path / "report.json"
    file.write_text(json.dumps(report).replace('"verdict": "not-met"', '"verdict": "met", "verdict": "not-met"', 1))
    with pytest.raises(ClosureCheckError) as refused:
        verify(file, folder, GIVEN)
    said = "the key `verdict` stands twice in one place, so readers may take either"
    assert str(refused.value) == f"{file}: {said}; write the report again with --format json"
