"""The pages of the documentation as a reader uses them: files that are copied, commands that are typed.

A fence says what it holds: `markdown file=PATH` is a file, `yaml add=PATH` goes to its end, `console` are commands
behind `$ ` with the answer below each. A line `⋮` in an answer stands for lines that do not matter.
"""

from __future__ import annotations

import os
import re
import stat
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from commands import CLEAN, PROJECT

DOCS = PROJECT / "docs"
DAY = "2026-07-26"
"""The day as of which the pages are judged, so that what they show stays true."""

FENCE = re.compile(r"^```(\w+)(?: (file|add)=(\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
COMMAND = f"""\
#!/bin/sh
case "$*" in
  lint*|list*|history*|try*|verify*|doctor*|vendor*|schema*|test*|kinds*|derive*|scaffold*) ;;
  *--help*|*--version*|*--as-of*) ;;
  *) set -- "$@" --as-of {DAY} ;;
esac
PYTHONPATH={{site}}:{PROJECT} exec {sys.executable} -P -m checker "$@"
"""
PIP = f"""\
#!/bin/sh
exec {sys.executable} -m pip "$@" --quiet --disable-pip-version-check --no-index --no-deps --no-build-isolation \\
  --target {{site}}
"""


@dataclass(frozen=True, slots=True)
class Fence:
    """A fenced block. purpose: `file`, `add` or empty; path: of the file. start: offset of its content in the page."""

    language: str
    purpose: str
    path: str
    content: str
    start: int
    line: int


def fences(text: str) -> Iterator[Fence]:
    for found in FENCE.finditer(text):
        language, purpose, path, content = found.groups()
        yield Fence(
            language, purpose or "", path or "", content, found.start(4), text.count("\n", 0, found.start()) + 1
        )


def install_command(folder: Path) -> Path:
    """A folder with the command `closure-check` of this checkout, to stand first on the path.

    What its `pip` installs is beside it, and needs no network.
    """
    folder.mkdir()
    for name, text in {"closure-check": COMMAND, "pip": PIP}.items():
        command = folder / name
        command.write_text(text.format(site=folder / "site"))
        command.chmod(command.stat().st_mode | stat.S_IXUSR)
    return folder


def followed(text: str, folder: Path, commands: Path) -> str:
    """The page with the answers that its commands give when it is followed from top to bottom in an empty folder."""
    answered, end = "", 0
    for fence in fences(text):
        if fence.purpose:
            path = folder / fence.path
            path.parent.mkdir(parents=True, exist_ok=True)
            before = path.read_text(encoding="utf-8") if fence.purpose == "add" else ""
            path.write_text(before + fence.content, encoding="utf-8")
        if fence.language == "console":
            answered += text[end : fence.start] + "".join(_answered(fence.content, folder, commands))
            end = fence.start + len(fence.content)
    return answered + text[end:]


def _answered(session: str, folder: Path, commands: Path) -> Iterator[str]:
    """Each command with its answer; the written one where only lines that do not matter differ."""
    for part in re.split(r"^(?=\$ )", session, flags=re.MULTILINE):
        command, _, written = part.partition("\n")
        if not command:
            continue
        answer = _answer(command.removeprefix("$ "), folder, commands)
        yield f"{command}\n{written if _is_meant(written, answer) else answer}"


def _answer(command: str, folder: Path, commands: Path) -> str:
    # Commits are the same whenever the page is followed.
    noon = dict.fromkeys(("GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"), "2026-07-26T12:00:00Z")
    environment = {**CLEAN, **noon, "PATH": f"{commands}{os.pathsep}{CLEAN['PATH']}"}
    done = subprocess.run(
        ["sh", "-c", command],
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    answer = done.stdout.decode()
    assert "Traceback" not in answer
    return answer


def _is_meant(written: str, answer: str) -> bool:
    pattern = "".join(r"(?:.*\n)*?" if line.strip() == "⋮" else re.escape(line) for line in written.splitlines(True))
    return re.fullmatch(pattern, answer) is not None
