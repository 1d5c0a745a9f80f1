"""Folders and repositories in states that nobody makes by accident: one line, an exit code that is no verdict."""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
import zlib
from pathlib import Path

import pytest
from bounded import IMPORTS, bounded, small_house
from commands import committed, git, run

JUDGING = ("check", ".", "--policy", "policy.yaml")


@pytest.fixture
def house(tmp_path: Path) -> Path:
    return small_house(tmp_path)


@pytest.mark.parametrize("command", ["check", "lint policy.yaml", "waivers", "doctor", "diff a b", "--version"])
def test_folder_that_is_gone_is_told(tmp_path: Path, command: str) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    start = ["bash", "-c", 'rmdir "$PWD"; exec "$@"', "bash", sys.executable, "-P", "-m", "checker", *command.split()]
    ran = run(gone, start, IMPORTS)
    said = "the folder in which the command was started is gone; start it in another one\n"
    assert (ran.code, ran.out, ran.err) == (2, "", said)


@pytest.mark.parametrize("written", [b"a\0b", b"x" * 4000], ids=["zero byte", "too long"])
@pytest.mark.parametrize("pointer", [".git", ".git/commondir"])
def test_pointer_of_git_that_can_lead_nowhere_is_refused(house: Path, pointer: str, written: bytes) -> None:
    committed(house)
    if pointer == ".git":
        shutil.rmtree(house / ".git")
    (house / pointer).write_bytes(b"gitdir: " * (pointer == ".git") + written + b"\n")
    ran = bounded(house, *JUDGING)
    said = f"`{house / pointer}` names what can be no folder; repair or remove it\n"
    assert (ran.code, ran.out, ran.err) == (2, "", said)


def test_file_that_lies_too_deep_is_not_left_out_in_silence(house: Path) -> None:
    above = os.open(house, os.O_RDONLY)
    for _ in range(90):
        os.mkdir("d" * 50, dir_fd=above)
        below = os.open("d" * 50, os.O_RDONLY, dir_fd=above)
        os.close(above)
        above = below
    os.close(os.open("a.md", os.O_CREAT | os.O_WRONLY, dir_fd=above))
    os.close(above)
    ran = bounded(house, *JUDGING)
    beginning = ("d" * 50 + "/") * 2
    said = (
        f"what is below `{beginning[:100]}…` lies too deep for this system to look at it; move it up, or take it out\n"
    )
    assert (ran.code, ran.out, ran.err) == (2, "", said)
    assert shutil.rmtree.avoids_symlink_attacks
    shutil.rmtree(house / ("d" * 50))


def tree(root: Path, entries: bytes) -> bytes:
    """The id of a tree object, which is written."""
    data = b"tree %d\0" % len(entries) + entries
    digest = hashlib.sha1(data, usedforsecurity=False)
    place = root / ".git/objects" / digest.hexdigest()[:2]
    place.mkdir(exist_ok=True)
    (place / digest.hexdigest()[2:]).write_bytes(zlib.compress(data))
    return digest.digest()


def test_commit_with_more_files_than_there_is_memory_for_is_refused(house: Path) -> None:
    committed(house)
    blob = bytes.fromhex(git(house, "rev-parse", "HEAD:a.md"))
    above = tree(house, b"".join(b"100644 %d.md\0" % n + blob for n in range(10)))
    for _ in range(9):
        above = tree(house, b"".join(b"40000 %d\0" % n + above for n in range(10)))
    commit = git(house, "commit-tree", above.hex(), "-m", "ten times ten times ten")
    ran = bounded(house, "check", "--at", commit, "--policy", "policy.yaml")
    many = f"git ls-tree lists more than 128 MiB for `{house}`"
    said = f"{many}, more than can be judged; look at what was committed\n"
    assert (ran.code, ran.out, ran.err) == (2, "", said)


def test_too_little_memory_is_no_verdict(house: Path) -> None:
    lacking = "import checker.cli, checker.__main__\ndef run(): raise MemoryError\nchecker.cli.run = run\n"
    ran = run(house, [sys.executable, "-P", "-c", lacking + "checker.__main__.main()"], IMPORTS)
    said = "the memory that this process may take is not enough, so nothing is decided; give it more, or judge less\n"
    assert (ran.code, ran.out, ran.err) == (3, "", said)
