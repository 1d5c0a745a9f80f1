"""Scripts that are let alone are run in bash: when a check in them fails and was run, they fail.

The scripts are put together at random, always the same ones. In bash a check is a function that notes its number.
"""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from random import Random

import pytest

from checker.workflows.failing import Settings, weaknesses_of

SCRIPTS = 400
HARMLESS = (
    "true",
    "echo x",
    "exit 1",
    "exit 0",
    "set +e",
    "set -e",
    "set -o pipefail",
    ":",
    "false",
    "[ -d / ]",
    "cd /",
)
AROUND = (
    *("{{ {list}; }}", "( {list} )", "if {chain}; then {list}; fi", "if {chain}; then {list}; else {list}; fi"),
    *("if ! {check}; then {list}; fi", "for i in 1; do {list}; done", "while {harmless}; do {list}; break; done"),
    "f() {{ {list}; }}; f",
)


@dataclass(slots=True)
class Writer:
    """checks: how many there are so far."""

    random: Random
    checks: int = 0

    def script(self) -> str:
        return "\n".join(self.chain(2) for _ in range(self.random.choice((1, 2, 3))))

    def chain(self, depth: int) -> str:
        said = self.pipe(depth)
        while self.random.random() < 0.25:
            said += self.random.choice((" && ", " || ")) + self.pipe(depth)
        return said

    def pipe(self, depth: int) -> str:
        said = self.command(depth)
        return f"{said} | {self.random.choice(('cat', self.command(0)))}" if self.random.random() < 0.15 else said

    def command(self, depth: int) -> str:
        if depth and self.random.random() < 0.3:
            form = self.random.choice(AROUND)
            while "{" in form.replace("{{", ""):
                form = self.filled(form, depth - 1)
            return form.replace("{{", "{").replace("}}", "}")
        return self.check() if self.random.random() < 0.6 else self.random.choice(HARMLESS)

    def filled(self, form: str, depth: int) -> str:
        for name in ("list", "chain", "check", "harmless"):
            if f"{{{name}}}" in form:
                part = getattr(self, name)(depth) if name in ("list", "chain") else getattr(self, name)()
                return form.replace(f"{{{name}}}", part.replace("{", "{{").replace("}", "}}"), 1)
        return form

    def list(self, depth: int) -> str:
        return "; ".join(self.chain(depth) for _ in range(self.random.choice((1, 1, 2, 3))))

    def check(self) -> str:
        self.checks += 1
        return f"check {self.checks}"

    def harmless(self) -> str:
        return self.random.choice(HARMLESS)


def passes_unseen(script: str, failing: int, folder: Path) -> bool:
    """Whether bash ends well although the check of a number was run and failed."""
    log = folder / "log"
    log.write_text("")
    check = f'check() {{ echo "$1" >> {log}; [ "$1" != {failing} ]; }}\n'
    (folder / "script").write_text(check + script + "\n")
    done = subprocess.run(["bash", "-e", str(folder / "script")], capture_output=True, check=False)
    return done.returncode == 0 and str(failing) in log.read_text().split()


@pytest.mark.parametrize("seed", range(4))
def test_no_script_that_is_let_alone_ends_well_after_a_failure(seed: int, tmp_path: Path) -> None:
    assert shutil.which("bash")
    random = Random(seed)
    let_alone, unseen = 0, []
    for _ in range(SCRIPTS // 4):
        writer = Writer(random)
        script = writer.script()
        if writer.checks and not weaknesses_of(script, Settings()):
            let_alone += 1
            unseen += [script for one in range(1, writer.checks + 1) if passes_unseen(script, one, tmp_path)]
    assert (unseen, let_alone > 10) == ([], True)
