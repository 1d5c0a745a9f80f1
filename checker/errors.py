"""What can go wrong before a verdict: a policy or a command that is not right.

A bad document is no exception, it is a value (`Document.problem`); a bug in one criterion makes
that criterion `unknown`. Only what the caller has to mend before anything can be judged is raised.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Mistake:
    """One thing to mend. path: as the caller named it; line, column: 1-based, None where there is no place."""

    path: str
    line: int | None
    column: int | None
    message: str

    def __str__(self) -> str:
        place = ":".join(str(part) for part in (self.path, self.line, self.column) if part is not None)
        return f"{place}: {self.message}"


class ClosureCheckError(Exception):
    """The command cannot go on; `str()` is the message for the user, exit code 2."""


class PolicyError(ClosureCheckError):
    """A policy is not right. Holds every mistake that was found, in the order of the file."""

    def __init__(self, mistakes: Iterable[Mistake]) -> None:
        self.mistakes = tuple(sorted(mistakes, key=lambda m: (m.path, m.line or 0, m.column or 0, m.message)))
        super().__init__("\n".join(str(mistake) for mistake in self.mistakes))


class UsageError(ClosureCheckError):
    """The command was called with something that cannot be used: a file, a revision, an option."""
