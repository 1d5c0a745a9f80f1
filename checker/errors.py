"""What can go wrong before a verdict: a policy or a command that is not right.

A bad document is no exception, it is a value (`Document.problem`); a bug in one criterion makes
that criterion `unknown`. Only what the caller has to mend before anything can be judged is raised.
"""

from __future__ import annotations

from collections.abc import Iterable

from checker.classes import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Mistake:
    """One thing to mend. path: as the caller named it; line, column: 1-based, None where there is no place."""

    path: str
    line: int | None
    column: int | None
    message: str

    def __str__(self) -> str:
        return f"{self.place}: {self.message}" if self.place else self.message

    @property
    def place(self) -> str:
        """`path:line:column` as far as it is known; empty where the message itself says what it is about."""
        return ":".join(str(part) for part in (self.path, self.line, self.column) if part not in (None, ""))

    @property
    def cause(self) -> str:
        """What was seen."""
        return self.message[: self._end_of_cause]

    @property
    def remedy(self) -> str:
        """What to do; empty where the cause says it."""
        return self.message[self._end_of_cause :].removeprefix("; ")

    @property
    def _end_of_cause(self) -> int:
        """Where a semicolon parts what was seen from what to do; one in what is quoted parts nothing."""
        at = -1
        while (at := self.message.find("; ", at + 1)) >= 0:
            if self.message.count("`", 0, at) % 2 == 0:
                return at
        return len(self.message)


class ClosureCheckError(Exception):
    """Nothing can be judged before the caller has mended something; `str()` says what, exit code 2 of the command.

    mistakes: everything that was found to mend, each with its place, cause and remedy.
    """

    def __init__(self, message: str, mistakes: Iterable[Mistake] = ()) -> None:
        self.mistakes = tuple(mistakes) or tuple(Mistake("", None, None, line) for line in message.splitlines())
        super().__init__(message)


class PolicyError(ClosureCheckError):
    """A policy is not right. Holds every mistake that was found, in the order of the file."""

    def __init__(self, mistakes: Iterable[Mistake]) -> None:
        found = sorted(mistakes, key=lambda m: (m.path, m.line or 0, m.column or 0, m.message))
        super().__init__("\n".join(str(mistake) for mistake in found), found)


class UsageError(ClosureCheckError):
    """The command was called with something that cannot be used: a file, a revision, an option."""
