r"""Line endings of files on disk as git stores them.

A checkout may write `\r\n` where git holds `\n` (`core.autocrlf`, the attributes `text` and `eol`), and `git add` turns
that back. The bytes that are judged are those that git would store, so that a work tree, the index and a commit give
the same verdict. Only line endings are turned back, by git's own rules (`crlf_to_git` in git's convert.c); no filter
that a repository names is ever run.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import Enum

from checker.classes import dataclass
from checker.model.tree import Entry
from checker.patterns import regex
from checker.sources.blobs import blob_contents
from checker.sources.git import Git
from checker.sources.listing import converts_endings

_UNSHOWN = regex(rb"[\x00-\x07\x0b\x0e-\x1a\x1c-\x1f\x7f]")
"""What git counts as signs that a text does not have."""
_LONE = regex(rb"\r(?!\n)")
_SIZE = regex(rb"([^\0]+)\0(?:  [^\n]*\n){4}  size: ([0-9]+)[^\n]*\n")
"""A path and the size on disk that the index remembers, as `git ls-files --debug -z` writes them."""


class Rule(Enum):
    """What git does to the line endings of a file that is added."""

    NOTHING = "it keeps them"
    TEXT = "it stores `\\n`"
    GUESS = "it stores `\\n` for what looks like text and has no `\\r\\n` in the index"
    UNSAID = "neither attributes nor settings say"


def as_stored(git: Git, tracked: Mapping[str, Entry], contents: dict[str, bytes]) -> dict[str, bytes]:
    """The contents of files on disk, by path, with the line endings under which git would store them."""
    odd = {path: content for path, content in contents.items() if b"\r\n" in content}
    if not odd:
        return contents
    rules = _rules(git, odd)
    doubtful = [path for path, rule in rules.items() if rule in (Rule.GUESS, Rule.UNSAID)]
    held = blob_contents(git, [blob for path in doubtful if (blob := tracked[path].blob)])
    sizes = _sizes_at_checkout(git) if Rule.UNSAID in rules.values() else {}
    found = dict(contents)
    for path, rule in rules.items():
        file = _File(odd[path], held.get(tracked[path].blob or ""), sizes.get(path))
        if file.is_turned(rule):
            found[path] = file.turned
    return found


@dataclass(frozen=True, slots=True)
class _File:
    r"""A file on disk with `\r\n`. held: what the index has of it. size: on disk when git last found both the same."""

    content: bytes
    held: bytes | None
    size: int | None

    @property
    def turned(self) -> bytes:
        return self.content.replace(b"\r\n", b"\n")

    def is_turned(self, rule: Rule) -> bool:
        """Whether git would store it with other line endings."""
        if rule is Rule.GUESS:
            is_crlf_held = self.held is not None and b"\r\n" in self.held and _is_text(self.held)
            return _is_text(self.content) and not is_crlf_held
        if rule is Rule.UNSAID:
            # Git took a file of this very size for what it holds, so whoever checked it out had told it to.
            return self.size == len(self.content) and self.turned == self.held
        return rule is Rule.TEXT


def _is_text(content: bytes) -> bool:
    """Whether git takes content for text (`convert_is_binary`)."""
    unshown = len(_UNSHOWN.findall(content)) - content.endswith(b"\x1a")
    shown = len(content) - unshown - content.count(b"\n") - content.count(b"\r")
    return b"\0" not in content and _LONE.search(content) is None and shown >> 7 >= unshown


def _rules(git: Git, paths: Iterable[str]) -> Mapping[str, Rule]:
    """What git does to each file, by the attributes that are tracked, else by the repository's settings."""
    given = b"".join(_encoded(path) + b"\0" for path in paths)
    said = git.ask("check-attr", "--cached", "-z", "--stdin", "text", "crlf", "eol", given=given).output.split(b"\0")
    triples = zip(said[0::3], said[1::3], said[2::3], strict=False)
    values: dict[str, dict[bytes, bytes]] = {}
    for name, attribute, value in triples:
        values.setdefault(name.decode("utf-8", "surrogateescape"), {})[attribute] = value
    rules = {path: _rule(one) for path, one in values.items()}
    if Rule.UNSAID in rules.values() and converts_endings(git):
        return {path: Rule.GUESS if rule is Rule.UNSAID else rule for path, rule in rules.items()}
    return rules


def _rule(values: Mapping[bytes, bytes]) -> Rule:
    """What the attributes of a file say (`convert_attrs`); `crlf` is the older name of `text`."""
    known = {b"set": Rule.TEXT, b"input": Rule.TEXT, b"unset": Rule.NOTHING, b"auto": Rule.GUESS}
    for name in (b"text", b"crlf"):
        if values[name] in known:
            return known[values[name]]
    return Rule.TEXT if values[b"eol"] in (b"lf", b"crlf") else Rule.UNSAID


def _sizes_at_checkout(git: Git) -> Mapping[str, int]:
    """How large files were on disk when git last found that they are what the index holds."""
    found = _SIZE.finditer(git.ask("ls-files", "--debug", "-z").output)
    return {match[1].decode("utf-8", "surrogateescape"): int(match[2]) for match in found}


def _encoded(path: str) -> bytes:
    return path.encode("utf-8", "surrogateescape")
