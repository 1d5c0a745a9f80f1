"""Cases: an archive with a policy, the documents that it judges, and what is to come out of every criterion.

Members: `policy.yaml`; documents by their paths; `issues.json` when there is a tracker; `facts.yaml` with what else is
so (`git: false`, `symlinks: [path -> target]`, `submodules: [path]`, `first: {path: what it was when it was added}`);
`expected`, which `UPDATE_EXPECTED=1` rewrites.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import yaml
from archive import expect_members, read_archive
from kit import outcome_line, results_of, whole_line

from checker.model.location import Location
from checker.model.problem import Problem
from checker.model.report import Result
from checker.sources import Added

SURROUNDINGS = ("policy.yaml", "issues.json", "facts.yaml", "expected")


def expect_case(path: Path) -> None:
    """Judge a case and compare everything that came out."""
    expect_members(path, {"expected": "\n".join(map(shown, judged(path)))})


def judged(path: Path) -> tuple[Result, ...]:
    members = read_archive(path)
    documents = {name: text for name, text in members.items() if name not in SURROUNDINGS}
    facts: dict[str, Any] = yaml.safe_load(members.get("facts.yaml", "{}"))
    issues = json.loads(members["issues.json"]) if "issues.json" in members else None
    odd = {name: tuple(facts.get(name, ())) for name in ("symlinks", "submodules")}
    first = {path: _added(path, said) for path, said in facts.get("first", {}).items()}
    git = facts.get("git", True)
    return results_of(members["policy.yaml"], documents, issues=issues, git=git, first=first, **odd)


def _added(path: str, said: Any) -> Added | Problem:
    """A first version as its text, as `{path, text}` where it had another name, or as what is wrong with it."""
    if isinstance(said, dict) and "problem" in said:
        return Problem(said["problem"], Location(path), said.get("hint"))
    text, name = (said["text"], said["path"]) if isinstance(said, dict) else (said, path)
    return Added(text.encode(), name, "1234567890" * 4)


def shown(result: Result) -> str:
    """`id: outcome`, then its observations."""
    lines = [f"{result.criterion.id}: {outcome_line(result)}", *(f"  {whole_line(one)}" for one in result.observations)]
    return "\n".join(lines) + "\n"
