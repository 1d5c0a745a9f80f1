"""What is fuzzed: every reader, each with the inputs from which it sets out. None may raise but to refuse."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from checker.cases.load import load_suite
from checker.errors import ClosureCheckError
from checker.evaluate import evaluate
from checker.formats import read_document, read_module
from checker.gate.settings import Settings
from checker.gather import Gatherer
from checker.model.observation import Outcome
from checker.policy.files import read_entry
from checker.policy.load import load_policy
from checker.policy.types import Policy
from checker.policy.vendored import read_lock
from checker.policy.waivers import read_waivers
from checker.reports.json import read_report
from checker.sources.memory import InMemory
from checker.trackers import NoTracker
from checker.trackers.file import IssuesData, issues_tracker

PROJECT = Path(__file__).resolve().parents[2]
TODAY = date(2026, 7, 26)

JUDGING = """\
version: 1
policy: fuzz
people: {raja: {name: Raja Choudhary, aliases: [Raja]}}
criteria:
  - {id: slots, for_each: {file: a.md}, require: no_placeholders}
  - {id: rows, for_each: {row: {in: a.md, columns: [ID]}, allow_empty: true}, require: {ID: unique}}
  - {id: tasks, for_each: {task: {in: a.md}, allow_empty: true}, require: checked}
  - {id: sections, for_each: {section: {in: a.md}}, require: {title: {unique: {within: document}}}}
  - {id: signed, for_each: {signature: {in: a.md}}, require: {verdict: signed}}
  - {id: questions, for_each: {question: {in: a.md}}, require: {answer: filled}}
  - {id: links, for_each: {link: {in: a.md}}, require: resolves}
  - {id: commands, for_each: {command: {in: a.md}}, require: {program: filled}}
  - {id: mentions, for_each: {mention: {in: a.md, pattern: 'P[0-9]'}}, require: {text: filled}}
"""


def _document(name: str) -> Callable[[bytes], None]:
    def read(data: bytes) -> None:
        document = read_document(name, data)
        said = document.problem.message if document.problem else ""
        if "bug" in said:
            raise AssertionError(said)

    return read


def _module(data: bytes) -> None:
    """Two files of a module, one in each syntax, parted by a form feed."""
    native, _, other = data.partition(b"\f")
    read_module("m", {"m/main.tf": native, "m/other.tf.json": other or b"{}"})


def _refused(read: Callable[[bytes], object]) -> Callable[[bytes], None]:
    def reading(data: bytes) -> None:
        try:
            read(data)
        except ClosureCheckError as error:
            if "bug" in str(error):
                raise

    return reading


class _Judging:
    """Judges a document by all that looks into it; a bug that is told in a result is one, too."""

    def __init__(self) -> None:
        self._policy: Policy = load_policy("policy.yaml", JUDGING.encode())

    def __call__(self, data: bytes) -> None:
        gatherer = Gatherer(InMemory(contents={"a.md": data}), NoTracker(), lambda _: None)
        facts = gatherer.begin(TODAY)
        for _ in range(5):
            found = evaluate(self._policy, facts)
            bugs = [
                seen.message
                for one in found
                if one.result.outcome is Outcome.UNKNOWN
                for seen in one.result.observations
                if "has a bug" in seen.message
            ]
            if bugs:
                raise AssertionError(bugs[0])
            wanted = [one.wanted for one in found if one.wanted]
            if not wanted:
                return
            facts = gatherer.gather(facts, wanted[0])


_SUITE_POLICY = load_policy("policy.yaml", JUDGING.encode())


def _issues(data: bytes) -> object:
    return issues_tracker(IssuesData("issues.json", data), "acme/belt", TODAY)


@dataclass(frozen=True, slots=True)
class Target:
    """read: takes any bytes. seeds: globs of the project's files from which the inputs are made."""

    read: Callable[[bytes], None]
    seeds: tuple[str, ...]
    weight: int = 1


TARGETS: Mapping[str, Target] = {
    "markdown": Target(_document("a.md"), ("examples/**/*.md", "docs/*.md", "tests/formats/**/*.md"), 3),
    "rst": Target(_document("a.rst"), ("tests/formats/test_rst.py",), 2),
    "adoc": Target(_document("a.adoc"), ("tests/formats/test_adoc.py",), 2),
    "judged": Target(_Judging(), ("examples/*/docs/**/*.md", "tests/loss/*.yaml"), 3),
    "yaml": Target(_document("a.yaml"), ("policies/*.yaml", ".github/**/*.y*ml", "examples/**/*.yml")),
    "json": Target(_document("a.json"), ("examples/**/issues.json", "tests/reports/cases/*/report.json")),
    "jsonc": Target(_document("a.jsonc"), ("tests/reports/cases/*/report.json",)),
    "json5": Target(_document("a.json5"), ("tests/reports/cases/*/report.json", "tests/formats/test_json5.py")),
    "ini": Target(_document("a.ini"), ("pyproject.toml", "tests/formats/test_ini.py")),
    "csv": Target(_document("a.csv"), ("tests/reports/cases/*/*.csv", "tests/formats/test_csv.py")),
    "xml": Target(_document("a.xml"), ("tests/reports/cases/*/*.xml", "tests/formats/test_xml.py")),
    "tfvars": Target(_document("a.tfvars"), ("tests/formats/test_hcl_files.py",)),
    "toml": Target(_document("a.toml"), ("pyproject.toml", "examples/**/*.toml")),
    "terraform": Target(_document("a.tf"), ("examples/**/*.tf",)),
    "module": Target(_module, ("examples/**/*.tf",)),
    "policy": Target(
        _refused(lambda data: load_policy("policy.yaml", data)), ("policies/*.yaml", "examples/*/*.yaml"), 2
    ),
    "waivers": Target(_refused(lambda data: read_waivers("waivers.yaml", data)), ("docs/waivers.md",)),
    "settings": Target(_refused(lambda data: read_entry("s.yaml", data, Settings)), (".closure-check.yaml",)),
    "lock": Target(_refused(lambda data: read_lock("x.lock.yaml", data)), ("docs/gate.md",)),
    "cases": Target(
        _refused(lambda data: load_suite("p.cases.yaml", data, Path("/nonexistent"), _SUITE_POLICY)),
        ("policies/*.cases.yaml",),
    ),
    "issues": Target(_refused(_issues), ("examples/**/issues.json",)),
    "report": Target(_refused(lambda data: read_report(data, "report.json")), ("tests/reports/cases/*/report.json",)),
}


def seeds_of(target: Target, most: int = 16384) -> Iterator[bytes]:
    """What a target sets out from, each no longer than `most`."""
    for glob in target.seeds:
        for path in sorted(PROJECT.glob(glob)):
            data = path.read_bytes()
            yield data[:most]
            # Short pieces are what a fuzzer changes best.
            yield from (piece for piece in data.split(b"\n\n")[:40] if len(piece) < 1000)


__all__ = ["TARGETS", "Target", "seeds_of"]
