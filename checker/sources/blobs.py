"""Contents and sizes of git objects, many at once, by id.

Answers as `git cat-file --batch` writes them: `ID TYPE SIZE<LF>CONTENT<LF>`, or `ID missing<LF>`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence

from checker.model.problem import Problem
from checker.model.tree import Entry, EntryKind
from checker.sources.git import Git
from checker.sources.source import CONFLICT, problem, refusal
from checker.witness import spoil

NOT_STORED = "is not in this clone, or its object is damaged; fetch all objects (`git fetch --refetch`)"

ANY_CODE = range(-64, 256)
"""A damaged object ends git, and what it said before still counts."""


def stored_contents(git: Git, entries: Sequence[Entry]) -> dict[str, bytes | Problem]:
    """What git has stored for entries of an index or a commit, by path, or why it cannot be had."""
    refused = {entry.path: _refusal(entry) for entry in entries}
    blobs = {entry.path: entry.blob or "" for entry in entries if refused[entry.path] is None}
    contents = blob_contents(git, blobs.values())
    return {
        path: contents.get(blobs[path], problem(path, NOT_STORED)) if why is None else problem(path, why)
        for path, why in refused.items()
    }


def _refusal(entry: Entry) -> str | None:
    if entry.kind is EntryKind.OTHER:
        return CONFLICT
    return refusal(entry) or (NOT_STORED if entry.size is None else None)


def blob_contents(git: Git, ids: Iterable[str]) -> Mapping[str, bytes]:
    """The content of each blob; one that this clone does not have, or that is damaged, is left out."""
    contents: dict[str, bytes] = {}
    ids = list(dict.fromkeys(ids))
    waiting = ids
    while waiting:
        said = git.ask("cat-file", "--batch", "--buffer", given=_lines(waiting), codes=ANY_CODE).output
        answers = list(_answers(said))
        contents.update((blob, content) for blob, content in answers if content is not None and _fits(blob, content))
        # Where git stopped early, the next object is the one that it stumbled over.
        waiting = waiting[len(answers) + 1 :]
    if len(contents) < len(ids):
        spoil("an object is not in this clone")
    return contents


def blob_sizes(git: Git, ids: Iterable[str]) -> Mapping[str, int]:
    """The bytes of each blob; one that this clone does not have is left out."""
    wanted = dict.fromkeys(ids)
    if not wanted:
        return {}
    answer = git.ask("cat-file", "--batch-check", "--buffer", given=_lines(wanted), codes=ANY_CODE)
    if answer.code != 0:
        # In a partial clone git gives up at the first blob that it may not fetch; what is there can still be listed.
        answer = git.ask("cat-file", "--batch-check", "--buffer", "--batch-all-objects", "--unordered", codes=ANY_CODE)
    headers = (line.decode("ascii").split() for line in answer.output.splitlines())
    return {words[0]: int(words[2]) for words in headers if words[0] in wanted and words[1] == "blob"}


def _answers(said: bytes) -> Iterator[tuple[str, bytes | None]]:
    """Every answer that is complete: an id and its content, None where there is none of a blob."""
    start = 0
    while (end := said.find(b"\n", start)) != -1:
        words = said[start:end].split()
        start = end + 1
        content = None
        if len(words) == 3:
            content = said[start : start + int(words[2])]
            start += int(words[2]) + 1
            if start > len(said):
                return
        yield words[0].decode("ascii"), content if words[1] == b"blob" else None


def _fits(blob: str, content: bytes) -> bool:
    """Whether content is what its id says; git itself does not look when it is asked in bulk."""
    name = "sha1" if len(blob) == 40 else "sha256"
    digest = hashlib.new(name, b"blob %d\0" % len(content), usedforsecurity=False)
    digest.update(content)
    return digest.hexdigest() == blob


def _lines(ids: Iterable[str]) -> bytes:
    return "".join(f"{blob}\n" for blob in ids).encode("ascii")
