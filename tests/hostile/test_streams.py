"""Streams that take nothing, and signals: one line, an exit code that is no verdict, and nothing half-written."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from bounded import IMPORTS, bounded, small_house

JUDGING = ("check", ".", "--policy", "policy.yaml")
CLOSED = "the output cannot be written: it is closed; name a file with --format FORMAT:FILE\n"
FULL = "the output cannot be written: no space left on device; name a file with --format FORMAT:FILE\n"
COMMANDS = [
    JUDGING,
    ("report", ".", "--policy", "policy.yaml", "-o", "-"),
    ("explain", "filled-in", ".", "--policy", "policy.yaml"),
    ("list", ".", "--policy", "policy.yaml"),
    ("lint", "policy.yaml"),
    ("schema",),
    ("--help",),
    ("--version",),
]


@pytest.fixture
def house(tmp_path: Path) -> Path:
    return small_house(tmp_path)


@pytest.mark.parametrize("command", COMMANDS, ids=lambda one: one[0])
@pytest.mark.parametrize(("through", "said"), [(">&-", CLOSED), (">/dev/full", FULL)])
def test_output_that_takes_nothing_is_one_line_and_no_verdict(
    house: Path, command: tuple[str, ...], through: str, said: str
) -> None:
    ran = bounded(house, *command, through=through)
    assert (ran.code, ran.out, ran.err) == (2, "", said)


@pytest.mark.parametrize("through", ["2>&-", "2>/dev/full", "<&-"])
def test_other_streams_change_no_exit_code(house: Path, through: str) -> None:
    assert bounded(house, *JUDGING, through=through).code == 0
    assert bounded(house, "check", ".", "--policy", "none.yaml", through=through).code == 2
    assert bounded(house, "check", "--no-such-option", through=through).code == 2


def test_without_any_stream_it_ends_with_2(house: Path) -> None:
    assert bounded(house, *JUDGING, through="<&- >&- 2>&-").code == 2


def test_files_are_written_though_the_output_takes_nothing(house: Path) -> None:
    ran = bounded(house, *JUDGING, "--format", "text", "--format", "json:report.json", through=">&-")
    assert (ran.code, ran.err) == (2, CLOSED)
    assert (house / "report.json").read_text().endswith("}\n")


def test_full_disk_leaves_what_was_there(house: Path) -> None:
    (house / "report.json").write_text("the last one\n")
    ran = bounded(house, *JUDGING, "--format", "json:report.json", through="", file_size=100)
    assert (ran.code, ran.err) == (2, "report.json cannot be written: File too large\n")
    assert (house / "report.json").read_text() == "the last one\n"
    assert sorted(one.name for one in house.iterdir()) == ["a.md", "policy.yaml", "report.json"]


SLOW_DISK = """\
import os, time
from checker import files
import checker.__main__

def slow(*_):
    os.write(2, b"writing\\n")
    time.sleep(60)

files.Path.chmod = slow
checker.__main__.main()
"""


@pytest.mark.parametrize("end", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_whoever_is_ended_while_writing_leaves_nothing_behind(house: Path, end: signal.Signals) -> None:
    (house / "report.json").write_text("the last one\n")
    arguments = [sys.executable, "-P", "-c", SLOW_DISK, *JUDGING, "--format", "json:report.json"]
    with subprocess.Popen(arguments, cwd=house, env=IMPORTS, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL) as run:
        assert run.stderr is not None
        assert run.stderr.readline() == b"writing\n"
        os.kill(run.pid, end)
        said = run.stderr.read()
    assert (run.returncode, said) == (128 + end, b"")
    assert (house / "report.json").read_text() == "the last one\n"
    assert sorted(one.name for one in house.iterdir()) == ["a.md", "policy.yaml", "report.json"]


def test_nothing_is_written_through_a_link(house: Path, tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    victim.mkdir()
    (victim / "report.html").write_text("mine\n")
    (house / "closure-report.html").symlink_to("../victim/report.html")
    (house / "out").symlink_to("../victim")
    ran = bounded(house, "report", ".", "--policy", "policy.yaml")
    assert (ran.code, ran.err) == (
        2,
        "closure-report.html is a symbolic link, through which nothing is written; name the file itself\n",
    )
    ran = bounded(house, *JUDGING, "--format", "json:out/report.html")
    assert (ran.code, ran.err) == (
        2,
        "out/report.html lies behind the symbolic link out, through which nothing is written\n",
    )
    assert (victim / "report.html").read_text() == "mine\n"
