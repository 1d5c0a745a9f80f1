"""The command against a server that is not ours: GitHub's schema, served by graphql-js, filled by @graphql-tools/mock.

Our own fake answers as we think GitHub does. This one knows nothing of us: whatever the schema allows in the place of
something that was asked for may come, so what is read too trustingly shows here.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from commands import CLEAN, PROJECT, outcomes, run
from github_schema import schema_text

SERVER = Path(__file__).parent / "mock" / "server.cjs"
PACKAGES = ("graphql@16.15.0", "@graphql-tools/mock@9.1.14", "@graphql-tools/schema@10.1.5")
SECONDS = 180

POLICY = """\
version: 1
policy: mocked
tracker: {github: acme/belt}
criteria:
  - id: numbered
    for_each: {issue: {numbers: [5, 6]}}
    require: {state: closed, reason: completed, assignees: filled, labels: {contains: Hello World}}
  - id: labelled
    for_each: {issue: {label: Hello World, state: closed}, exactly: 2}
    require: {exists: {comment: {}, where: {by: owner, hidden: false, edited: false}}}
  - id: of-milestone
    for_each: {issue: {milestone: Hello World}, exactly: 2}
    require: {state: closed}
  - id: still-open
    for_each: {issue: {numbers: [5]}}
    require: {state: open}
  - {id: with-parent, for_each: {issue: {numbers: [5]}}, require: {parent: {matches: '^#[0-9]+$'}}}
  - {id: below, for_each: {issue: {parent: 5}, exactly: 2}, require: {state: closed, parent: '#5'}}
  - id: in-project
    for_each: {issue: {numbers: [6]}}
    require: {exists: {project_item: Hello World, where: {Hello World: Hello World}, exactly: 2}}
  - {id: typed, for_each: {issue: {numbers: [6]}}, require: {type: Bug}}
  - {id: pull-request, for_each: {issue: {numbers: [7]}}, require: {state: closed}}
  - {id: unknown-number, for_each: {issue: {numbers: [404]}}, require: {state: closed}}
  - {id: unknown-label, for_each: {issue: {label: P0}, allow_empty: true}, require: {state: closed}}
"""


@pytest.fixture(scope="module")
def server(request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of the server. Skips what cannot be had without npm or its registry."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        pytest.skip("there is no Node.js to run the mock server with")
    cache = request.config.cache
    assert cache is not None
    folder = cache.mkdir("github-schema")
    schema_text(folder)
    (schema,) = folder.glob("*.graphql")
    environment = {**os.environ, "NODE_PATH": str(_installed(npm, cache.mkdir("github-mock")))}
    with subprocess.Popen([node, SERVER, schema], env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        port = process.stdout.readline().strip()
        yield f"http://127.0.0.1:{port}"
        process.terminate()


def _installed(npm: str, folder: Path) -> Path:
    """The folder with the server's packages, of exactly these versions."""
    done = folder / "installed"
    if not done.exists() or done.read_text(encoding="utf-8") != " ".join(PACKAGES):
        options = ["--silent", "--ignore-scripts", "--no-audit", "--no-fund", "--no-save", "--prefix", str(folder)]
        try:
            subprocess.run([npm, "install", *options, *PACKAGES], capture_output=True, timeout=SECONDS, check=True)
        except (subprocess.SubprocessError, OSError) as error:
            pytest.skip(f"the mock server is not kept, and the npm registry is not reached ({type(error).__name__})")
        done.write_text(" ".join(PACKAGES), encoding="utf-8")
    return folder / "node_modules"


def test_run_against_an_independent_server_says_what_is_there(server: str, tmp_path: Path) -> None:
    (tmp_path / "policy.yaml").write_text(POLICY, encoding="utf-8")
    environment = {**CLEAN, "PYTHONPATH": str(PROJECT), "GITHUB_API_URL": server, "GH_TOKEN": "t0kent0ken"}
    command = [sys.executable, "-P", "-m", "checker", "check", "--policy", "policy.yaml", "--format", "json"]
    ran = run(tmp_path, command, environment)
    assert ran.err == ""
    assert outcomes(json.loads(ran.out)) == {
        "numbered": "pass",
        "labelled": "pass",
        "of-milestone": "pass",
        "still-open": "fail",
        "with-parent": "pass",
        "below": "pass",
        "in-project": "pass",
        "typed": "unknown",
        "pull-request": "fail",
        "unknown-number": "fail",
        "unknown-label": "fail",
    }
    assert "no label `P0`" in ran.out
