"""What would let a change past the gate, in workflows, pipelines, hooks and settings; and what would not.

A case is a file of `cases`: the files of a repository under `=== PATH`, and what is said of them under `=== said`.
`UPDATE_EXPECTED=1 pytest tests/doctor` writes the latter again.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from commands import closure_check

from checker.doctor import examine
from checker.sources import open_source

CASES = sorted((Path(__file__).parent / "cases").glob("*.txt"))


def parts_of(case: Path) -> dict[str, str]:
    """What stands under each title of a case."""
    _, *parts = re.split(r"^=== (.+)\n", case.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return dict(zip(parts[::2], parts[1::2], strict=True))


def write(folder: Path, case: Path) -> None:
    for name, text in parts_of(case).items():
        if name != "said":
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text, encoding="utf-8")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_doctor_says_what_is_agreed(case: Path, tmp_path: Path) -> None:
    write(tmp_path, case)
    found = "".join(f"{one}\n" for one in examine(open_source(tmp_path, "worktree")).advice)
    before = case.read_text(encoding="utf-8")
    if os.environ.get("UPDATE_EXPECTED"):
        case.write_text(before[: before.index("=== said\n")] + f"=== said\n{found}", encoding="utf-8")
    assert found == parts_of(case)["said"]


@pytest.mark.parametrize("case", [one for one in CASES if one.stem.startswith("sound-")], ids=lambda case: case.stem)
def test_what_is_sound_is_no_alarm(case: Path) -> None:
    assert parts_of(case)["said"] == ""


def test_every_other_case_has_something_to_say() -> None:
    assert [one.stem for one in CASES if not one.stem.startswith("sound-") and not parts_of(one)["said"]] == []


def test_command_exits_with_1_when_there_is_a_way_and_with_0_when_there_is_none(tmp_path: Path) -> None:
    ran = closure_check(tmp_path, "doctor")
    said = "no workflow judges a change before it is merged; add one, as the page on the gate shows"
    expected = f".github/workflows: {said}\n0 files looked at; 1 way past the gate\n"
    assert (ran.code, ran.out, ran.err) == (1, expected, "")
    write(tmp_path, Path(__file__).parent / "cases/sound-gate.txt")
    ran = closure_check(tmp_path, "doctor", ".")
    assert (ran.code, ran.out, ran.err) == (0, "1 file looked at; no way past the gate\n", "")
