"""Repositories with a past, made commit by commit, and what `check` says of each commit by itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from commands import CLEAN, run

from checker.messages.findings import OPEN
from checker.model.packed import standing_out
from checker.model.report import Report, Result
from checker.model.timeline import Timeline
from checker.request import judged
from checker.sources.walk import Step
from checker.timeline.along import Walker, Where
from checker.timeline.ask import timeline
from checker.timeline.states import Delta

BEGUN = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
"""A Monday."""
WORDS: Mapping[str, Any] = {
    "policies": (),
    "policy_at": None,
    "expect_policy": None,
    "own_policy": False,
    "every": "commit",
    "issues": None,
    "stage": None,
    "waivers": None,
    "no_waivers": False,
    "pass_unused_waivers": False,
    "only": (),
    "skip": (),
    "fail_on": None,
    "time_limit": 60,
    "allow_foreign_owner": False,
}
POLICY = """\
version: 1
policy: past
title: Past
due: 2026-03-20
tracker: {github: acme/past}
people: {ann: {name: Ann Lee}}
documents: {plan: docs/plan.md, pages: 'docs/**/*.md', gone: docs/gone.md}
records:
  rows: {row: {in: plan, under: Plan, columns: [ID, Owner, Due]}}
criteria:
  - {id: filled, for_each: {file: pages}, require: no_placeholders}
  - id: links
    for_each: {link: {in: pages}, where: {to: [file, anchor, nowhere]}, allow_empty: true}
    require: resolves
  - {id: tasks, for_each: {task: {in: pages}, allow_empty: true}, require: checked}
  - {id: owned, for_each: rows, require: {Owner: person, ID: unique}}
  - {id: in-time, for_each: rows, require: {Due: {date: {not_before: today}}}}
  - {id: there, for_each: {file: [plan, gone]}, require: committed}
  - {id: few, for_each: {file: 'docs/*.md', at_most: 26}, require: committed}
  - id: signed
    for_each: {section: {in: plan, titled: Sign-off}}
    require: {exists: {signature: {}, where: {verdict: signed}}}
  - id: issues
    for_each: {mention: {in: pages, pattern: '#[0-9]+'}, allow_empty: true}
    require: {issue: {state: open}}
  - {id: module, for_each: {block: {in: infra/, type: variable}, allow_empty: true}, require: {description: filled}}
  - {id: often, for_each: {commit: {}, at_most: 20}, require: {subject: filled}}
  - {id: folders, require: {exists: {file: 'docs/*/'}}}
"""
SETTINGS = "policies: [policy.yaml]\n"
PLAN = """\
# Plan

## Plan

| ID | Owner | Due |
|---|---|---|
| P-1 | Ann Lee | 2026-03-09 |

## Sign-off

| Name | Signature | Date |
|---|---|---|
| Ann Lee | Ann Lee | 2026-03-06 |
"""


@dataclass
class Past:
    """A repository that grows; every commit has a time of its own. names: who makes the commits, in turn."""

    root: Path
    moment: datetime = BEGUN
    names: tuple[str, ...] = ("Ann", "Bob", "Cem")
    commits: list[str] = field(default_factory=list)

    def git(self, *arguments: str, **environment: str) -> str:
        """What git prints; it must succeed."""
        ran = run(self.root, ["git", *arguments], {**CLEAN, **environment})
        assert ran.code == 0, ran.err
        return ran.out.strip()

    def write(self, files: Mapping[str, str | None]) -> None:
        """Writes files with these contents, None for none."""
        for path, text in files.items():
            place = self.root / path
            if text is None:
                place.unlink()
            else:
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_text(text)

    def commit(
        self, files: Mapping[str, str | None] | None = None, hours: float = 5, message: str = "more", author: str = ""
    ) -> str:
        """Commits all that there is, with these files, some hours after the last commit."""
        self.write(files or {})
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message", message, **self._hand(author, hours))
        return self._made()

    def merge(self, branch: str, hours: float = 5) -> str:
        self.git("merge", "--quiet", "--no-ff", "--message", f"merge {branch}", branch, **self._hand("", hours))
        return self._made()

    def _made(self) -> str:
        self.commits.append(self.git("rev-parse", "HEAD"))
        return self.commits[-1]

    def _hand(self, author: str, hours: float) -> dict[str, str]:
        self.moment += timedelta(hours=hours)
        who = author or self.names[len(self.commits) % len(self.names)]
        return _hand(who, self.moment.strftime("%Y-%m-%dT%H:%M:%SZ"))


def _hand(who: str, when: str) -> dict[str, str]:
    mail = f"{who.lower()}@example.org"
    return {
        "GIT_AUTHOR_NAME": who,
        "GIT_AUTHOR_EMAIL": mail,
        "GIT_AUTHOR_DATE": when,
        "GIT_COMMITTER_NAME": who,
        "GIT_COMMITTER_EMAIL": mail,
        "GIT_COMMITTER_DATE": when,
    }


def begun(root: Path, policy: str = POLICY) -> Past:
    """A repository with a policy, a plan and a first commit."""
    root.mkdir(parents=True, exist_ok=True)
    past = Past(root)
    past.git("init", "--quiet", "--initial-branch=main")
    past.commit(
        {
            "policy.yaml": policy,
            ".closure-check.yaml": SETTINGS,
            "docs/plan.md": PLAN,
            "docs/a.md": "# A\n\nSaid.\n",
        }
    )
    return past


def told(past: Past, over: str = "main", path: str = "", **words: Any) -> Timeline:
    """How it went."""
    return timeline(str(past.root / path), {**WORDS, "over": over, **words}, lambda _: None)


def checked(past: Past, commit: str, **words: Any) -> Report:
    """What `check --at COMMIT --as-of DAY` says, by the policy of the work tree."""
    day = past.git("show", "--no-patch", "--format=%cd", "--date=format-local:%Y-%m-%d", commit, TZ="UTC")
    own = words.pop("own_policy", False)
    given = {
        **WORDS,
        "at": commit,
        "as_of": day,
        "allow_commands": False,
        "offline": True,
        "token_file": None,
        "proxy": "",
        "policies": () if own else ("policy.yaml",),
        "policy_at": None,
        **words,
    }
    return judged(str(past.root), given, lambda _: None)


def summary(report: Report) -> dict[str, tuple[str, list[tuple[bool | None, str, str]]]]:
    """Outcomes, and what is open, by criterion."""
    return {one.criterion.id: (one.outcome.value, _open(one)) for one in report.results}


def _open(result: Result) -> list[tuple[bool | None, str, str]]:
    if result.outcome not in OPEN:
        return []
    still = (seen for _, seen in standing_out(result.observations) if seen.is_open)
    return sorted(((seen.ok, str(seen.location), seen.location.pointer) for seen in still), key=repr)


def states_of(past: Past, monkeypatch: pytest.MonkeyPatch, over: str = "main", **words: Any) -> dict[str, Any]:
    """What came out on the way at every commit that was judged, as `summary` has it."""
    found: dict[str, Any] = {}
    go = Walker.go

    def noting(self: Walker, where: Where, step: Step) -> tuple[Where, Delta]:
        there, delta = go(self, where, step)
        found[step.commit] = {
            key[1]: (
                state.outcome.value,
                sorted(((one.ok, str(one.location), one.location.pointer) for one in state.open_.values()), key=repr),
            )
            for key, state in there.states.items()
        }
        return there, delta

    monkeypatch.setattr(Walker, "go", noting)
    told(past, over, **words)
    monkeypatch.setattr(Walker, "go", go)
    return found
