import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, ValidationError
from report_samples import SAMPLE_BY_NAME, hostile, many_findings, not_ready

from checker.classes import replace
from checker.model.location import Location
from checker.model.observation import Observation, Outcome
from checker.model.report import Heading, Judged, RenderOptions, Report, Result, Severity, Stage, Verdict
from checker.reports.json import pieces, render, report_schema

SCHEMA = Path(__file__).parents[2] / "schemas" / "report.schema.json"


def written(report: Report) -> dict[str, Any]:
    value: dict[str, Any] = json.loads(render(report, RenderOptions()))
    return value


def validator() -> Draft202012Validator:
    return Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))


def test_schema_file_is_fresh() -> None:
    """`UPDATE_EXPECTED=1 pytest tests/reports` rewrites it."""
    text = json.dumps(report_schema(), indent=2, ensure_ascii=False) + "\n"
    if os.environ.get("UPDATE_EXPECTED"):
        SCHEMA.parent.mkdir(exist_ok=True)
        SCHEMA.write_text(text, encoding="utf-8")
    assert SCHEMA.read_text(encoding="utf-8") == text


def test_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(report_schema())


@pytest.mark.parametrize("sample", SAMPLE_BY_NAME)
def test_reports_are_valid(sample: str) -> None:
    validator().validate(written(SAMPLE_BY_NAME[sample]()))


def _observation(report: dict[str, Any]) -> dict[str, Any]:
    seen: dict[str, Any] = report["criteria"][0]["observations"][0]
    return seen


BREAKAGES: dict[str, Callable[[dict[str, Any]], object]] = {
    "another version": lambda report: report.update(version=2),
    "another tool": lambda report: report["tool"].update(name="other"),
    "no verdict": lambda report: report.pop("verdict"),
    "unknown verdict": lambda report: report.update(verdict="passed"),
    "exit code in words": lambda report: report.update(exit_code="1"),
    "unknown key": lambda report: report.update(extra=1),
    "unknown outcome": lambda report: report["criteria"][0].update(outcome="not_due"),
    "unknown severity": lambda report: report["criteria"][0].update(severity="fatal"),
    "criterion without id": lambda report: report["criteria"][0].pop("id"),
    "criterion without observations": lambda report: report["criteria"][0].pop("observations"),
    "observation with a word for ok": lambda report: _observation(report).update(ok="yes"),
    "observation without path": lambda report: _observation(report).pop("path"),
    "line in words": lambda report: _observation(report).update(line="3"),
    "missing count": lambda report: report["counts"].pop("waived"),
    "unknown count": lambda report: report["counts"].update(broken=1),
    "count in words": lambda report: report["counts"].update(fail="3"),
}


@pytest.mark.parametrize("breakage", BREAKAGES)
def test_broken_reports_are_refused(breakage: str) -> None:
    report = written(not_ready())
    BREAKAGES[breakage](report)
    with pytest.raises(ValidationError):
        validator().validate(report)


def test_every_criterion_is_there_once_in_order() -> None:
    report = not_ready()
    assert [each["id"] for each in written(report)["criteria"]] == [each.criterion.id for each in report.results]


def test_counts_add_up() -> None:
    report = written(not_ready())
    assert report["counts"] == {
        "pass": 1,
        "fail": 3,
        "unknown": 0,
        "waived": 1,
        "not-due": 1,
        "not-run": 0,
        "not-applicable": 1,
    }
    assert sum(report["counts"].values()) == len(report["criteria"])


def test_first_policy_is_the_policy() -> None:
    report = written(many_findings())
    assert report["policy"] == "belt-handover"
    assert [policy["id"] for policy in report["policies"]] == ["belt-handover", "house-rules"]


def test_options_change_nothing() -> None:
    plain = render(not_ready(), RenderOptions())
    assert render(not_ready(), RenderOptions(color=True, width=20, quiet=True, verbose=True)) == plain


def test_hostile_text_is_read_back_as_it_was() -> None:
    report = hostile()
    text = render(report, RenderOptions())
    assert text.encode()
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e\u200b\u2028\ud800-\udfff\U000e0041]|##\\[", text)
    assert json.loads(text)["criteria"][0]["title"] == report.results[0].criterion.title


@given(st.text(), st.text(alphabet=st.characters(categories=["Cs", "Cc", "Cf"])), st.sampled_from(Outcome))
def test_any_text_is_read_back_as_it_was(title: str, message: str, outcome: Outcome) -> None:
    seen = Observation(None, message, Location(title, None, None, message))
    result = Result(Heading(title, title), outcome, (seen,))
    report = Report((), Judged(".", "index", "2026-07-26"), (result,), Verdict.MET, 0, Stage.MERGE, Severity.ERROR, "1")
    read = json.loads(render(report, RenderOptions()).encode())
    assert read["criteria"][0]["title"] == title
    # Two lone surrogates side by side read back as the character that they make.
    assert read["criteria"][0]["observations"][0]["message"].encode("utf-16", "surrogatepass") == message.encode(
        "utf-16", "surrogatepass"
    )


def test_observations_are_written_some_at_a_time() -> None:
    words = 'says\n  "observations": [] and\n  "criteria": [],\n'
    seen = tuple(Observation(True, f"row {n} {words}", Location("a.md", n)) for n in range(1, 1_001))
    report = replace(not_ready(), results=(Result(Heading("a", words), Outcome.PASS, seen), *not_ready().results))
    every = list(pieces(report, RenderOptions()))
    assert max(map(len, every)) < sum(map(len, every)) / 4
    assert "".join(every) == json.dumps(written(report), indent=2, ensure_ascii=False) + "\n"
    assert [one["message"] for one in written(report)["criteria"][0]["observations"]] == [one.message for one in seen]


def test_a_report_without_criteria_has_none() -> None:
    assert written(replace(not_ready(), results=()))["criteria"] == []


def test_rendering_imports_no_pydantic() -> None:
    program = "import sys, checker.reports.json; sys.exit('pydantic' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


def test_registry_imports_no_format_before_it_is_asked_for() -> None:
    program = "import sys, checker.reports; sys.exit(any(one.startswith('checker.reports.') for one in sys.modules))"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
