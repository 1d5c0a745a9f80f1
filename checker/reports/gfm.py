"""GitHub Flavored Markdown out of texts of any origin, for comments and job summaries.

Whatever comes from a document or a policy is shown as plain words where it is harmless and in a code span where it is
not: GitHub acts on mentions, references, addresses, images and HTML, but never inside a code span.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from checker.messages.summary import counted
from checker.model.location import Location
from checker.patterns import regex
from checker.text.display import cut, visible, visible_line

LONGEST = 60_000
"""Characters of a report; GitHub refuses a comment of more than 65,536."""

LONGEST_TEXT = 500
"""Cells of one text from a document or policy; the rest is cut off."""
_QUOTED = regex(r"`([^`]+)`")
_HARMLESS = regex(r"(?:[^\W_]|[.,;:()'\"?!/%=+–—…·’“”-])*")
_ACTS = regex(r"://|www\.|\bGH-\d|:[\w+-]+:|\b[0-9a-f]{7,40}\b", re.IGNORECASE)


def joined(blocks: Iterable[str]) -> str:
    """Blocks with a blank line between them, the items of a list without one."""
    text, before = "", ""
    for block in blocks:
        is_same_list = before.startswith("- ") and block.startswith("- ")
        text += ("\n" if is_same_list else "\n\n" if text else "") + block
        before = block
    return text + "\n"


def fitting(head: Sequence[str], details: Sequence[str]) -> Iterator[str]:
    """As many blocks as fit, and how many do not."""
    room = LONGEST
    blocks = [*head, *details]
    for at, block in enumerate(blocks):
        room -= len(block) + 2
        if room < 0:
            left_out = counted(len(blocks) - at, "part")
            yield f"_{left_out} of the report did not fit; the text or JSON report has all of it._"
            return
        yield block


def place_of(location: Location) -> str:
    place = "the repository" if location.path in ("", ".") else code(str(location))
    return f"{place} ({code(location.pointer)})" if location.pointer and location.line is None else place


def prose(text: str) -> str:
    """Running text: harmless words as they are; what is in backquotes, and every other word, as code."""
    text = cut(visible_line(text), LONGEST_TEXT)
    parts = _QUOTED.split(text)
    if any(_touches(part, first=at == 0, last=at == len(parts) - 1) for at, part in enumerate(parts) if at % 2 == 0):
        return code(text)
    return "".join(code(part) if at % 2 else _words(part) for at, part in enumerate(parts))


def _touches(between: str, *, first: bool, last: bool) -> bool:
    """Whether a text between code spans would put another one right beside them, so that their fences run together."""
    words = between.split(" ")
    return not ((first or _is_harmless(words[0])) and (last or _is_harmless(words[-1])) and (first or last or between))


def _words(text: str) -> str:
    return " ".join(word if _is_harmless(word) else code(word) for word in text.split(" "))


def _is_harmless(word: str) -> bool:
    return _HARMLESS.fullmatch(word) is not None and not _ACTS.search(word)


def code(text: str) -> str:
    """A code span, with backquotes enough for those in the text."""
    shown = cut(visible(text), LONGEST_TEXT) or " "
    longest = max((len(run) for run in re.findall("`+", shown)), default=0)
    fence = "`" * (longest + 1)
    pad = " " if shown.startswith(("`", " ")) or shown.endswith(("`", " ")) else ""
    return f"{fence}{pad}{shown}{pad}{fence}"
