"""What came out of cases, for programs. The shape has a version."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from checker import __version__
from checker.cases.judge import Answer, JudgedCase, JudgedSuite
from checker.model.location import Location
from checker.model.observation import Observation, Outcome

VERSION = 1


def render(suites: Sequence[JudgedSuite]) -> str:
    written = {
        "version": VERSION,
        "tool": {"name": "closure-check", "version": __version__},
        "suites": [_suite(one) for one in suites],
    }
    return json.dumps(written, indent=2, ensure_ascii=False) + "\n"


def _suite(suite: JudgedSuite) -> Mapping[str, Any]:
    return {
        "file": suite.suite.name,
        "policy": suite.suite.policy.id,
        "left_out": len(suite.suite.cases) - len(suite.cases),
        "never_seen_to_fail": list(suite.never(Outcome.FAIL)) if suite.whole else None,
        "never_seen_to_pass": list(suite.never(Outcome.PASS)) if suite.whole else None,
        "cases": [_case(one) for one in suite.cases],
    }


def _case(judged: JudgedCase) -> Mapping[str, Any]:
    return {
        "case": judged.case.name,
        "line": judged.case.location.line,
        "as_expected": judged.as_expected,
        "criteria": [_answer(one) for one in judged.answers],
    }


def _answer(answer: Answer) -> Mapping[str, Any]:
    return {
        "id": answer.result.criterion.id,
        "line": answer.expected.location.line,
        "as_expected": answer.as_expected,
        "expected": answer.expected.outcome,
        "outcome": answer.result.outcome,
        "note": answer.result.note,
        "findings": [_finding(path, seen) for path, seen in answer.findings],
        "missing": [str(place) for place in answer.missing],
        "surplus": [str(_place(path, seen)) for path, seen in answer.surplus],
    }


def _finding(path: str, seen: Observation) -> Mapping[str, Any]:
    return {"path": path, "line": seen.location.line, "column": seen.location.column, "message": seen.message}


def _place(path: str, seen: Observation) -> Location:
    return Location(path, seen.location.line, seen.location.column)
