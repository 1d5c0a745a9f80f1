"""The only place that starts git: plumbing commands, in a way that runs nothing of the judged repository.

A repository's own configuration can name programs for almost everything that git does. What is switched off here, and
which commands are asked, was found by planting a program under every such key; the tests plant them again.
"""

from __future__ import annotations

import os
import select
import shutil
import subprocess
import tempfile
from collections.abc import Collection
from pathlib import Path
from threading import Timer

from checker.classes import dataclass
from checker.errors import UsageError
from checker.witness import looked_at, looked_for, spoil, witness

SECONDS = 120
"""How long one call of git may take."""

LONGEST = 128 * 1024 * 1024
"""Bytes of the list of all files of a commit; far more than the largest repositories have."""

ENVIRONMENT = {
    "PATH": "/usr/bin:/bin",
    "LC_ALL": "C",
    "HOME": "/nonexistent",
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_CONFIG_GLOBAL": "/dev/null",
    "GIT_ATTR_NOSYSTEM": "1",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_GRAFT_FILE": "/dev/null",
    "GIT_LITERAL_PATHSPECS": "1",
    "GIT_ALLOW_PROTOCOL": "none",
}
"""The whole environment of git; nothing is inherited."""

SETTINGS = (
    "safe.bareRepository=explicit",
    "core.fsmonitor=false",
    "core.hooksPath=/dev/null",
    "core.alternateRefsCommand=",
    "log.showSignature=false",
)


class GitError(UsageError):
    """Git does not answer. why: what went wrong, without where the repository lies."""

    def __init__(self, why: str, place: Path, said: str = "") -> None:
        spoil("git gave no answer")
        self.why = f"{why}{said}"
        super().__init__(f"{why} for `{place}`{said}")


@dataclass(frozen=True, slots=True)
class Answer:
    """What git said. code: its exit code. complaint: what it said beside its output."""

    code: int
    output: bytes
    complaint: bytes = b""


@dataclass(frozen=True, slots=True)
class Git:
    """git on one repository. index: the index file to use instead of the repository's own.

    settings: further ones that overrule those of the repository.
    """

    program: Path
    git_dir: Path
    work_tree: Path
    index: Path | None = None
    settings: tuple[str, ...] = ()

    def ask(self, command: str, *arguments: str | bytes, given: bytes = b"", codes: Collection[int] = (0,)) -> Answer:
        """The answer of a plumbing command that reads `given`. Raises GitError for an exit code not in `codes`."""
        self._witnessed()
        try:
            done = subprocess.run(  # noqa: S603  the program is the machine's, the command ours, there is no shell
                [*self._called(), command, *arguments],
                input=given,
                capture_output=True,
                cwd=self.work_tree,
                env=self._environment(),
                timeout=SECONDS,
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise GitError(f"git {command} gives no answer within {SECONDS} s", self.work_tree) from None
        except OSError as error:
            raise self._not_started(error) from None
        if done.returncode not in codes:
            raise self._failure(command, done.returncode, done.stderr)
        return Answer(done.returncode, done.stdout, done.stderr)

    def listed(self, command: str, *arguments: str | bytes, given: bytes = b"") -> bytes:
        """What a plumbing command that reads `given` lists. Raises GitError when it fails, or finds no end.

        Ten trees that hold each other ten times name more files than there is memory for.
        """
        self._witnessed()
        with tempfile.TemporaryFile() as complaint, tempfile.TemporaryFile() as question:
            question.write(given)
            question.seek(0)
            try:
                process = subprocess.Popen(  # noqa: S603  the program is the machine's, the command ours, no shell
                    [*self._called(), command, *arguments],
                    stdin=question,
                    stdout=subprocess.PIPE,
                    stderr=complaint,
                    cwd=self.work_tree,
                    env=self._environment(),
                )
            except OSError as error:
                raise self._not_started(error) from None
            end = Timer(SECONDS, process.kill)
            end.start()
            with process:
                output = process.stdout.read(LONGEST + 1) if process.stdout is not None else b""
                if len(output) > LONGEST:
                    process.kill()
            end.cancel()
            complaint.seek(0)
            said = complaint.read()
        if len(output) > LONGEST:
            many = f"git {command} lists more than {LONGEST >> 20} MiB"
            raise GitError(many, self.work_tree, ", more than can be judged; look at what was committed")
        if process.returncode != 0:
            raise self._failure(command, process.returncode, said)
        return output

    def conversation(self, command: str, *arguments: str) -> Conversation:
        """A plumbing command that goes on answering. Raises GitError when it cannot be started."""
        self._witnessed()
        try:
            process = subprocess.Popen(  # noqa: S603  the program is the machine's, the command ours, no shell
                [*self._called(), command, *arguments],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                cwd=self.work_tree,
                env=self._environment(),
                bufsize=0,
                start_new_session=True,  # whoever interrupts us wants to hear what we know
            )
        except OSError as error:
            raise self._not_started(error) from None
        return Conversation(process, command, self.work_tree)

    def _witnessed(self) -> None:
        current = witness()
        if current is not None:
            current.git(self.git_dir, self.index)

    def _called(self) -> list[str]:
        # The work tree is always named, since `core.worktree` of the repository would decide otherwise.
        settings = [part for setting in (*SETTINGS, *self.settings) for part in ("-c", setting)]
        places = [f"--git-dir={self.git_dir}", f"--work-tree={self.work_tree}"]
        return [str(self.program), "--no-pager", *places, *settings]

    def _environment(self) -> dict[str, str]:
        return ENVIRONMENT | ({"GIT_INDEX_FILE": str(self.index)} if self.index else {})

    def _not_started(self, error: OSError) -> GitError:
        cause = (error.strerror or "unknown cause").lower()
        return GitError(f"`{self.program}` cannot be started", self.work_tree, f": {cause}")

    def _failure(self, command: str, code: int, complaint: bytes) -> GitError:
        how = f"is killed by signal {-code}" if code < 0 else f"fails with exit code {code}"
        lines = [line for line in complaint.decode("utf-8", "backslashreplace").splitlines() if line.strip()]
        said = f"; it says: {lines[-1].removeprefix('fatal: ')}" if lines else ""
        return GitError(f"git {command} {how}", self.work_tree, said)


class Conversation:
    """A process of git that is asked line by line. Raises GitError where no answer comes in time."""

    def __init__(self, process: subprocess.Popen[bytes], command: str, place: Path) -> None:
        self._process = process
        self._command = command
        self._place = place
        self._heard = bytearray()

    def ask(self, line: bytes) -> bool:
        """Says a line; False where nobody listens any more."""
        assert self._process.stdin is not None  # noqa: S101  it was asked for
        try:
            self._process.stdin.write(line + b"\n")
        except OSError:
            return False
        return True

    def line(self) -> bytes | None:
        """The next line without its end, None where the process has ended."""
        while (end := self._heard.find(b"\n")) == -1:
            if not self._hear(1 << 16):
                return None
        return self._taken(end + 1)[:-1]

    def exactly(self, count: int) -> bytes | None:
        """So many bytes, None where the process ends before."""
        while len(self._heard) < count:
            if not self._hear(max(1 << 16, count - len(self._heard))):
                return None
        return self._taken(count)

    def close(self) -> None:
        """Ends the process."""
        self._process.kill()
        self._process.communicate()

    def _taken(self, count: int) -> bytes:
        found = bytes(self._heard[:count])
        del self._heard[:count]
        return found

    def _hear(self, most: int) -> bool:
        assert self._process.stdout is not None  # noqa: S101  it was asked for
        ready, _, _ = select.select([self._process.stdout], [], [], SECONDS)
        if not ready:
            raise GitError(f"git {self._command} gives no answer within {SECONDS} s", self._place)
        data = os.read(self._process.stdout.fileno(), most)
        self._heard += data
        return bool(data)


def find_git(search: str, root: Path) -> Path:
    """The git program on a search path as in `PATH`. Raises UsageError when there is none.

    Relative folders and those inside the root do not count: a repository must not bring its own git.
    """
    folders = [Path(name) for name in search.split(os.pathsep) if Path(name).is_absolute()]
    trusted = [str(folder) for folder in folders if not folder.resolve().is_relative_to(root)]
    for folder in trusted:
        looked_for(f"{folder}/git")
    found = shutil.which("git", path=os.pathsep.join(trusted))
    if found is None:
        raise UsageError(f"`{root}` is a git repository, but no git is on PATH outside of it; install git")
    looked_at(os.path.realpath(found))
    return Path(found)
