"""What stands around a policy: the settings that name it, the hook, and the gate of the forge."""

from __future__ import annotations

import json
import shlex
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, distribution

from checker.classes import dataclass
from checker.drafting.trial import NAME
from checker.drafting.writing import entry
from checker.gate.settings import FILE_NAME

HOOKS = ".pre-commit-config.yaml"
GITHUB_GATE = ".github/workflows/closure-check.yml"
GITLAB_GATE = ".gitlab-ci.yml"
_CHECKOUT = "actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683 # v4.2.2"
_PYTHON = "actions/setup-python@a26af69be951a213d495a4c3e4e4022e16d87065 # v5.6.0"
_ISSUE_FIELDS = (
    "number,title,state,stateReason,labels,assignees,milestone,comments,closedAt,url,author,body,createdAt,updatedAt"
)


@dataclass(frozen=True, slots=True)
class Planned:
    """A file that is to be written. about: what it is for. piece: what of it belongs into a file that is there."""

    path: str
    text: str
    about: str
    piece: str = ""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where the program that runs was installed from: an address that git fetches, and the full id of a commit."""

    url: str
    commit: str


def origin_of_this() -> Origin | None:
    """Where this program comes from, None where its installation does not say, or says a password (PEP 610)."""
    try:
        written = distribution("closure-check").read_text("direct_url.json")
    except PackageNotFoundError:
        return None
    said = json.loads(written) if written else {}
    commit, url = said.get("vcs_info", {}).get("commit_id", ""), said.get("url", "")
    return Origin(url, commit) if commit and url.startswith("https://") and "@" not in url else None


def surroundings(
    forge: str, branch: str, origin: Origin | None, issues: str, *, asks_issues: bool
) -> Iterator[Planned]:
    """The files around a policy.

    forge: `github` or `gitlab`. branch: the one from which the rules come. issues: the file with them, empty for none.
    """
    settings = f"policies: [{NAME}]\n" + "".join(_issues_setting(issues))
    quoted = shlex.quote(branch)  # of a foreign clone, nobody knows what it is called
    yield Planned(FILE_NAME, settings, "names the policy", settings)
    hook = _hook(origin)
    yield Planned(HOOKS, f"repos:\n{hook}", "the hook; `pre-commit install` turns it on", hook)
    gate = _gitlab(quoted, origin) if forge == "gitlab" else _github(quoted, origin, asks_issues=asks_issues)
    about = f"the gate before a merge, by the rules on `{branch}`"
    yield Planned(GITLAB_GATE if forge == "gitlab" else GITHUB_GATE, gate, about, gate if forge == "gitlab" else "")


def _issues_setting(issues: str) -> Iterator[str]:
    if issues:
        yield "".join(f"{line}\n" for line in entry("issues", issues))


def _hook(origin: Origin | None) -> str:
    if origin is not None:
        return (
            f"  - repo: {origin.url}\n    rev: {origin.commit}\n    hooks:\n"
            "      - id: closure-check\n      - id: closure-check-policy\n"
        )
    return f"""\
  - repo: local
    hooks:
      - id: closure-check
        name: closure-check
        entry: closure-check check --at index --stage commit --offline --quiet
        language: system # the command that is installed on this machine
        always_run: true # a commit that only deletes the evidence must not be skipped
        pass_filenames: false
        stages: [pre-commit, pre-merge-commit, manual]
      - id: closure-check-policy
        name: closure-check (policies)
        entry: closure-check lint
        language: system
        files: ^{NAME.partition("/")[0].replace(".", "[.]")}/.*[.]ya?ml$
"""


def _github(branch: str, origin: Origin | None, *, asks_issues: bool) -> str:
    source = f"git+{origin.url}@{origin.commit}" if origin is not None else ""
    install = (
        f'      - run: pip install "{source}"\n'
        if source
        else """\
      - name: Install closure-check
        env:
          SOURCE: ${{ vars.CLOSURE_CHECK }} # what pip installs, kept in a variable of the repository
        run: pip install "${SOURCE:?set the variable CLOSURE_CHECK of the repository to what pip shall install}"
"""
    )
    issues = f"""\
      - name: Ask for the issues
        env:
          GH_TOKEN: ${{{{ github.token }}}}
        run: >-
          gh issue list --state all --limit 1000 --json {_ISSUE_FIELDS}
          > "$RUNNER_TEMP/issues.json"
"""
    given = ' --issues "$RUNNER_TEMP/issues.json"' if asks_issues else ""
    return f"""\
name: closure-check
on:
  pull_request:
  merge_group:
permissions: {{}}
jobs:
  closure:
    runs-on: ubuntu-latest
    permissions:
      contents: read
      issues: read
      pull-requests: read
    steps:
      - uses: {_CHECKOUT}
        with:
          fetch-depth: 0 # the default branch too, from which the rules come
          persist-credentials: false
      - uses: {_PYTHON}
        with:
          python-version: "3.12"
{install}{issues if asks_issues else ""}\
      - name: Judge
        run: closure-check check --at HEAD --stage merge --policy-at refs/remotes/origin/{branch}{given}
"""


def _gitlab(branch: str, origin: Origin | None) -> str:
    source = f"git+{origin.url}@{origin.commit}" if origin is not None else ""
    named = source or "${CLOSURE_CHECK:?set the variable CLOSURE_CHECK of the project to what pip shall install}"
    return f"""\
closure-check:
  image: python:3.12
  rules:
    - if: $CI_PIPELINE_SOURCE == "merge_request_event"
  variables:
    GIT_DEPTH: "0"
  script:
    - git fetch origin {branch}
    - pip install "{named}"
    - closure-check check --at HEAD --stage merge --policy-at refs/remotes/origin/{branch}
"""
