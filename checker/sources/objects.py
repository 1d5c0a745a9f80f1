"""Commits and tags as git stores them: `NAME VALUE` lines, an empty line, the message.

They are read as they are stored and held against their ids, so that no setting of the repository bears on them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta

from checker.classes import dataclass
from checker.model.history import Hand
from checker.patterns import regex
from checker.sources.git import Git, GitError

_HAND = regex(r"(?s)(.*?) ?<([^<>]*)> (-?[0-9]{1,18}) [+-][0-9]{4}")
_BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)
SIGNED = "-----BEGIN "
"""How every armour begins in which a signature stands."""


@dataclass(frozen=True, slots=True)
class Stored:
    """A commit or tag. headers: the values under each name, in their order. message: as written, its signature aside.

    signature: in its armour, empty for none.
    """

    id: str
    headers: Mapping[str, Sequence[str]]
    message: str
    signature: str

    def first(self, name: str) -> str:
        """The first value of that name, empty for none."""
        return next(iter(self.headers.get(name, ())), "")

    def hand(self, name: str) -> Hand:
        """Who is named there (`Mira Sato <mira@example.org> 1753000000 +0200`)."""
        found = _HAND.fullmatch(self.first(name))
        return Hand(found[1], found[2], _moment(int(found[3]))) if found else Hand(self.first(name), "", "")


def stored_objects(git: Git, ids: Sequence[str], kind: str) -> Mapping[str, Stored]:
    """Commits or tags by their ids. Raises GitError when one is not here, damaged, or they are too much to be read."""
    if not ids:
        return {}
    said = git.listed("cat-file", "--batch", "--buffer", given="".join(f"{one}\n" for one in ids).encode("ascii"))
    found: dict[str, Stored] = {}
    start = 0
    for one in ids:
        end = said.find(b"\n", start)
        words = said[start:end].split()
        if end == -1 or len(words) != 3 or words[1].decode("ascii") != kind:
            raise GitError(f"the {kind} {one[:12]} is not in this clone, or damaged", git.work_tree)
        content = said[end + 1 : end + 1 + int(words[2])]
        start = end + 2 + int(words[2])
        if id_of(kind, content, len(one)) != one:
            raise GitError(f"the {kind} {one[:12]} is damaged", git.work_tree)
        found[one] = read_object(one, content, kind)
    return found


def id_of(kind: str, content: bytes, length: int) -> str:
    """The id of an object with that content. length: of ids, in hexadecimal digits."""
    digest = hashlib.new("sha1" if length == 40 else "sha256", usedforsecurity=False)
    digest.update(f"{kind} {len(content)}\0".encode("ascii"))
    digest.update(content)
    return digest.hexdigest()


def read_object(id_: str, content: bytes, kind: str) -> Stored:
    """A commit or tag in the bytes that git has stored of it."""
    head, _, body = content.partition(b"\n\n")
    lines: list[tuple[bytes, bytes]] = []
    for line in head.split(b"\n"):
        if line.startswith(b" ") and lines:
            lines[-1] = (lines[-1][0], lines[-1][1] + b"\n" + line[1:])
        else:
            name, _, value = line.partition(b" ")
            lines.append((name, value))
    encoding = next((value for name, value in lines if name == b"encoding"), b"utf-8").decode("ascii", "replace")
    headers: dict[str, list[str]] = {}
    for name, value in lines:
        headers.setdefault(_decoded(name, encoding), []).append(_decoded(value, encoding))
    message = _decoded(body, encoding)
    signature = next(iter(headers.get("gpgsig", headers.get("gpgsig-sha256", ()))), "")
    if kind == "tag" and not signature:
        message, signature = _parted(message)
    return Stored(id_, headers, message, signature)


def _parted(message: str) -> tuple[str, str]:
    """The message of a tag, and the signature that stands below it."""
    lines = message.splitlines(keepends=True)
    at = next((n for n in range(len(lines) - 1, -1, -1) if lines[n].startswith(SIGNED)), None)
    return (message, "") if at is None else ("".join(lines[:at]), "".join(lines[at:]))


def _decoded(text: bytes, encoding: str) -> str:
    try:
        return text.decode(encoding)
    except (LookupError, ValueError):
        return text.decode("utf-8", "replace")


def _moment(seconds: int) -> str:
    try:
        return (_BEGINNING + timedelta(seconds=seconds)).strftime("%Y-%m-%dT%H:%M:%SZ")
    except OverflowError:
        return ""
