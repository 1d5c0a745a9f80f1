"""The token: where it comes from, and keeping it out of everything that is shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from checker.classes import dataclass, field
from checker.errors import UsageError
from checker.patterns import regex
from checker.tree.paths import told

LONGEST = 4096
"""Characters of a token; longer ones are something else."""

_SHORTEST = 8
"""A shorter word would be blotted out of texts that have nothing to do with the token."""

_WORD = regex(r"[A-Za-z0-9_.=~+-]+")
"""No sign that JSON or a URL would write differently, so that the token is found wherever it is repeated."""


@dataclass(frozen=True, slots=True)
class Token:
    """A secret. origin: where it was found, for messages; the secret itself is in no representation."""

    secret: str = field(repr=False, compare=False)
    origin: str

    def blot(self, data: bytes) -> bytes:
        """Bytes from outside without the secret: a server may repeat what it was sent."""
        return data.replace(self.secret.encode(), b"(token)")


def find_token(file: Path | None, names: Sequence[str], environment: Mapping[str, str]) -> Token | None:
    """The token of a file, else of the first of the variables that is set. Raises UsageError for one that is none."""
    if file is not None:
        return _checked(_read(file), told(str(file)))
    name = next((name for name in names if environment.get(name, "").strip()), None)
    return None if name is None else _checked(environment[name], name)


def _read(file: Path) -> str:
    try:
        with file.open("rb") as opened:
            return opened.read(LONGEST + 2).decode("ascii", "replace")
    except OSError as error:
        raise UsageError(
            f"--token-file: {file} cannot be read: {(error.strerror or 'unknown cause').lower()}"
        ) from None


def _checked(written: str, origin: str) -> Token:
    """The token, which must be one word; the message never quotes it."""
    secret = written.strip()
    if not _SHORTEST <= len(secret) <= LONGEST or not _WORD.fullmatch(secret):
        raise UsageError(f"{origin}: holds no token, expected one word of at least {_SHORTEST} letters and digits")
    return Token(secret, origin)
