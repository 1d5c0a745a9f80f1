"""A small engagement with a bit of everything that a report tells, in a repository of its own."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from commands import closure_check, repository

POLICY = """
version: 1
policy: pump
title: The pump goes to the harbour
repository: harbour/pump
people:
  mira: {name: Mira Sato, role: Engineer}
  tomas: {name: Tomás Okafor, role: Harbour Master}
documents:
  report: docs/report.md
waivers: {approvers: [tomas], longest: 60, at_most: 3}
criteria:
  - id: runbook-there
    title: The runbook is there
    owner: mira
    fix: write it
    require: {exists: {file: docs/runbook.md}}
  - id: owners-named
    title: Every action has an owner
    stage: merge
    for_each: {row: {in: report, under: Actions, columns: [Action, Owner, Issue]}}
    require: {Owner: filled}
  - id: issues-closed
    title: Every action is done
    for_each: {row: {in: report, under: Actions, columns: [Action, Owner, Issue]}}
    require: {Issue: {issue: {state: closed}}}
  - id: report-signed
    title: The report is signed
    for_each: {row: {in: report, under: Sign-Off, columns: [Name, Signature, Date]}}
    require: {Signature: {signed: {by: {field: Name}}}}
  - id: no-placeholders
    title: The report has no open slot
    severity: warning
    for_each: {file: docs/report.md}
    require: no_placeholders
  - id: rehearsed
    title: The pump was rehearsed
    require: {exists: {file: docs/rehearsal.md}}
"""
REPORT = """# Report

## Actions

| Action | Owner | Issue |
|---|---|---|
| Seal | Mira | #7 |
| Valve | | #8 |

## Sign-Off

| Name | Signature | Date |
|---|---|---|
| Mira Sato | /s/ Mira Sato | 2026-07-20 |

TBD
"""
WAIVERS = """
version: 1
waivers:
  - id: W-1
    criterion: owners-named
    at:
      file: docs/report.md
      pointer: Report/Actions/Valve/Owner
      found: empty
    reason: nobody has time before August
    issue: '#8'
    owner: mira
    approved_by: tomas
    approved: 2026-07-20
    until: 2026-08-31
"""
SETTINGS = "policies: [policy.yaml]\nissues: issues.json\nskip: [rehearsed]\nfail_on: warning\n"


def issues() -> str:
    """An export in which one action is done, and one is not."""
    return json.dumps([issue(7, state="CLOSED", stateReason="COMPLETED"), issue(8)])


def issue(number: int, **changes: Any) -> dict[str, Any]:
    said = {"title": f"Issue {number}", "state": "OPEN", "stateReason": "", "labels": [], "assignees": []}
    url = f"https://github.com/harbour/pump/issues/{number}"
    return {"number": number, **said, "milestone": None, "comments": [], "closedAt": None, "url": url, **changes}


def engagement(folder: Path) -> Path:
    """The engagement, committed in a folder."""
    files = {
        "policy.yaml": POLICY,
        "docs/report.md": REPORT,
        "issues.json": issues(),
        ".closure-check.yaml": SETTINGS,
        ".closure-check/waivers.yaml": WAIVERS,
    }
    return repository(folder, files)


def report_on(folder: Path, file: Path, *options: str) -> Path:
    """A saved report on what is in a folder, as of the day of the engagement."""
    ran = closure_check(folder, "check", "--as-of", "2026-07-26", "--format", f"json:{file}", *options)
    assert ran.code in (0, 1, 3), ran.err
    return file
