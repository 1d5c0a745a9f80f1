"""What GitHub sees in text that CommonMark leaves as it is: bare URLs, footnotes; and links that lead nowhere."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from checker.patterns import regex

HIDDEN = "\0"
"""Stands in a mask for a character in which nothing may begin or go on: code, the text of links, escaped brackets."""

_LITERAL = regex(
    r"""(?P<url>(?<![A-Za-z])(?:https?|ftp)://[^\W_][^\s<\0]*|(?:(?<=[\s*_~(])|^)www\.[^\W_][^\s<\0]*)
      | \[\^(?P<footnote>[^\[\]\s\0]+)\]
      | (?<![\w\])])\[(?P<text>[^\[\]]*)\]\[(?P<label>(?!\^)[^\[\]]*)\]""",
    re.VERBOSE | re.IGNORECASE,
)
_ENTITY = regex(r"&[A-Za-z0-9]+;")
_OPENING = {")": "(", "]": "["}


class Literal(NamedTuple):
    """A stretch of text. kind and target: as of `Span`."""

    kind: str
    start: int
    end: int
    target: str


def may_hold_literals(text: str) -> bool:
    """Whether looking for them is worth while."""
    return "[" in text or "://" in text or "www." in text.lower()


def literals_in(mask: str, breaks: Sequence[int]) -> Iterator[Literal]:
    """The bare URLs, footnotes and dangling reference links of a text.

    mask: the text with `HIDDEN` for what cannot be a part of them. breaks: where tags stand, in order; no URL goes
    across one.
    Source: GitHub Flavored Markdown 0.29, 6.9 Autolinks (extension); footnotes as GitHub documents them.
    """
    for found in _LITERAL.finditer(mask):
        if found["url"]:
            following = bisect_right(breaks, found.start())
            end = min([found.end(), *breaks[following : following + 1]])
            url = _trimmed(mask[found.start() : end])
            target = "http://" + url if url[:4].lower() == "www." else url
            yield Literal("autolink", found.start(), found.start() + len(url), target)
        elif found["footnote"]:
            yield Literal("footnote", *found.span(), found["footnote"])
        elif found["text"].strip():
            yield Literal("dangling", *found.span(), found["label"].strip() or found["text"].strip())


def _trimmed(url: str) -> str:
    """Without the punctuation at its end that belongs to the sentence around it."""
    end = len(url)
    surplus = {closing: url.count(closing) - url.count(opening) for closing, opening in _OPENING.items()}
    while end:
        last = url[end - 1]
        if surplus.get(last, 0) > 0:
            surplus[last] -= 1
        elif last == ";":
            entity = _ENTITY.fullmatch(url, max(url.rfind("&", 0, end), 0), end)
            end = entity.start() + 1 if entity else end
        elif last not in "?!.,:*_~'\"":
            break
        end -= 1
    return url[:end]
