"""Running the programs of a policy on a copy of a directory. Only called where the caller allows commands."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from checker.model.facts import CommandResult, CommandRun
from checker.model.problem import Problem
from checker.patterns import regex
from checker.tree.paths import why_outside
from checker.witness import spoil

LONGEST = 300
"""Seconds for one program."""
MOST_OUTPUT = 600
"""Characters of what a failing program printed that are kept."""
KEPT_ENVIRONMENT = ("PATH", "HOME", "TMPDIR", "LANG", "SSL_CERT_FILE", "SSL_CERT_DIR", "HTTPS_PROXY", "https_proxy")
_DECORATION = regex("\x1b\\[[0-9;]*m|[\u2500-\u257f]")


def run_commands(run: CommandRun, files: Mapping[str, bytes | Problem]) -> CommandResult:
    """What came of a run: the files are written to a fresh directory, and each program is started there in turn."""
    unreadable = [f"{why}, so nothing is written" for name in files if (why := why_outside(name)) is not None]
    unreadable += [f"{name} {content.message}" for name, content in files.items() if isinstance(content, Problem)]
    if unreadable:
        return CommandResult(None, unreadable[0])
    with tempfile.TemporaryDirectory(prefix="closure-check-") as directory:
        try:
            _write(files, directory)
        except OSError as error:
            said = (error.strerror or "unknown cause").lower()
            return CommandResult(None, f"the files of {run.directory} cannot be copied: {said}")
        for argv in run.argv:
            result = _run_one(argv, directory)
            if not result.ok:
                return result
        changed = tuple(sorted(_changed(files, directory))) if run.compared else ()
    return CommandResult(ok=True, output="", changed=changed)


def _changed(files: Mapping[str, bytes | Problem], directory: str) -> Iterator[str]:
    """The files that the programs made others of, or took away; what they made besides is nobody's."""
    for name, content in files.items():
        target, wanted = Path(directory, name), content if isinstance(content, bytes) else b""
        try:
            known = target.lstat()
            # What is no file any more, or larger, is not read.
            is_same = stat.S_ISREG(known.st_mode) and known.st_size == len(wanted) and target.read_bytes() == wanted
        except OSError:
            is_same = False
        if not is_same:
            yield name


def _write(files: Mapping[str, bytes | Problem], directory: str) -> None:
    for name, content in files.items():
        target = Path(directory, name)
        target.parent.mkdir(parents=True, exist_ok=True)
        # Never over what is there: two names may be one where neither case nor the composition of letters counts.
        with target.open("xb") as file:
            file.write(content if isinstance(content, bytes) else b"")


def _run_one(argv: tuple[str, ...], directory: str) -> CommandResult:
    spoil("a program was run")
    program = shutil.which(argv[0])
    if program is None:
        return CommandResult(None, f"`{argv[0]}` is not installed")
    environment = {name: os.environ[name] for name in KEPT_ENVIRONMENT if name in os.environ}
    environment |= {"TF_IN_AUTOMATION": "1", "NO_COLOR": "1", "CHECKPOINT_DISABLE": "1"}
    try:
        done = subprocess.run(  # noqa: S603  the argv is the policy's, the program the machine's, there is no shell
            [program, *argv[1:]],
            cwd=directory,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=LONGEST,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return CommandResult(None, f"`{' '.join(argv)}` did not end within {LONGEST} seconds")
    except OSError as error:
        return CommandResult(None, f"`{argv[0]}` cannot be started: {error.strerror}")
    said = (done.stderr + b"\n" + done.stdout).replace(os.fsencode(os.path.realpath(directory)), b".")
    # Where the copy lies is no part of what is judged, and is another place each time.
    said = said.replace(os.fsencode(directory), b".")
    return CommandResult(done.returncode == 0, _plain(said)[:MOST_OUTPUT])


def _plain(output: bytes) -> str:
    """What a program printed, without colours and frames, blanks folded."""
    return " ".join(_DECORATION.sub(" ", output.decode("utf-8", "replace")).split())
