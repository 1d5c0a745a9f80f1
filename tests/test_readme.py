"""What the README shows is what the command says. `UPDATE_EXPECTED=1 pytest tests/test_readme.py` writes it again."""

from __future__ import annotations

import os
import re
import shlex
import textwrap
from pathlib import Path

from commands import PROJECT, closure_check, committed, copy_example

README = PROJECT / "README.md"
SHOWN = re.compile(r"(?ms)^```console\n\$ closure-check (?P<arguments>(?:[^\n]*\\\n)*[^\n]*)\n(?P<output>.*?)^```$")
POLICY = re.compile(r"(?ms)^ {4}```yaml\n(?P<policy> {4}version: 1\n.*?)^ {4}```$")


def test_output_in_the_readme_is_what_the_command_says(tmp_path: Path) -> None:
    page = README.read_text(encoding="utf-8")
    shown = SHOWN.search(page)
    assert shown is not None
    # As in a clone, where the example is a folder of the repository.
    copy_example("a-week-before", tmp_path / "examples" / "a-week-before")
    committed(tmp_path)
    ran = closure_check(tmp_path, *shlex.split(shown["arguments"].replace("\\\n", " ")))
    assert (ran.code, ran.err) == (1, "")
    if os.environ.get("UPDATE_EXPECTED"):
        README.write_text(page[: shown.start("output")] + ran.out + page[shown.end("output") :], encoding="utf-8")
    else:
        assert shown["output"] == ran.out


def test_policy_in_the_readme_has_no_mistakes(tmp_path: Path) -> None:
    shown = POLICY.search(README.read_text(encoding="utf-8"))
    assert shown is not None
    (tmp_path / "policy.yaml").write_text(textwrap.dedent(shown["policy"]), encoding="utf-8")
    ran = closure_check(tmp_path, "lint", "policy.yaml")
    assert (ran.code, ran.err) == (0, "")


def test_commands_in_the_readme_are_targets_of_the_makefile() -> None:
    targets = re.findall(r"(?m)^(\w+):", (PROJECT / "Makefile").read_text(encoding="utf-8"))
    named = re.findall(r"(?m)^make (\w+)", README.read_text(encoding="utf-8"))
    assert named == ["demo", "test"]
    assert set(named) <= set(targets)
