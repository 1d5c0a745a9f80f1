"""What is said of cases, right and wrong ones. `UPDATE_EXPECTED=1 pytest tests/cases` rewrites what is expected.

An archive in `said/` has a policy, its cases and further files; `expected` is the whole answer of
`closure-check test policy.yaml --verbose`, with the exit code. In `mistakes.txt` every other member is a file of cases
for one policy, and `expected` has the mistakes of each.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from archive import expect_members, read_archive

from checker.cases.run import run_cases
from checker.errors import ClosureCheckError

FOLDER = Path(__file__).parent
SAID = sorted(FOLDER.glob("said/*.txt"))
MISTAKES = FOLDER / "mistakes.txt"
SURROUNDINGS = ("policy.yaml", "issues.json", "expected")


def answer(folder: Path, files: Mapping[str, str]) -> str:
    """What is said of the cases in a folder that has these files, and the exit code."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    try:
        text, code = run_cases(["policy.yaml"], (), "text", verbose=True)
    except ClosureCheckError as error:
        text, code = f"{error}\n", 2
    return f"{text}exit code {code}\n"


@pytest.mark.parametrize("path", SAID, ids=lambda path: path.stem)
def test_everything_that_is_said_of_cases(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    files = {name: text for name, text in read_archive(path).items() if name != "expected"}
    expect_members(path, {"expected": answer(tmp_path, files)})


def test_every_mistake_is_told_with_its_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    members = read_archive(MISTAKES)
    around = {name: members[name] for name in SURROUNDINGS if name in members and name != "expected"}
    said = [
        f"{name}\n{answer(tmp_path, {**around, 'start/docs/a.md': '# A', 'policy.cases.yaml': text})}"
        for name, text in members.items()
        if name not in SURROUNDINGS
    ]
    expect_members(MISTAKES, {"expected": "\n".join(said)})


@pytest.mark.parametrize(
    ("cases", "says"),
    [
        (b"\xff\xfe", "policy.cases.yaml:1: is not UTF-8 (byte 0); save it as UTF-8"),
        (
            b"\x00",
            "policy.cases.yaml:1:1: holds the character U+0000, which YAML does not allow; remove it or escape it",
        ),
        (b"a: " + b"[" * 500, "policy.cases.yaml:1:67: is nested deeper than 64 levels; flatten it, or split the file"),
        (b"x" * (1 << 21), "policy.cases.yaml: is 2,097,152 bytes, more than the 1,048,576 a file of cases may have"),
    ],
    ids=["utf-16", "null", "deep", "large"],
)
def test_cases_that_are_no_text_are_refused(
    cases: bytes, says: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "policy.yaml").write_text(read_archive(MISTAKES)["policy.yaml"], encoding="utf-8")
    (tmp_path / "policy.cases.yaml").write_bytes(cases)
    with pytest.raises(ClosureCheckError) as raised:
        run_cases(["policy.yaml"], (), "text")
    assert str(raised.value) == says


def test_start_with_too_many_files_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("checker.cases.load.MOST_FILES", 2)
    monkeypatch.chdir(tmp_path)
    files = {f"start/{name}.md": "" for name in "abc"}
    cases = "version: 1\nas_of: 2026-07-26\nstart: start\nothers: pass\ncases: [{case: all}]\n"
    said = answer(tmp_path, {**files, "policy.yaml": read_archive(MISTAKES)["policy.yaml"], "policy.cases.yaml": cases})
    assert said == "policy.cases.yaml:3:8: `start` has more than 2 files; name a smaller folder\nexit code 2\n"
