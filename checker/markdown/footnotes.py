"""Footnotes and their marks in the text."""

from __future__ import annotations

from checker.markdown.links import label_key
from checker.model.markdown import Inline, Markdown, Span
from checker.patterns import regex

_NAME = regex(r"\w[\w.:-]*")
_RANGES = regex(r"(?:\w-\w)+")
_REPEATS = ("*", "+", "?", "{")
_NUMBER = regex(r"[0-9]{1,3}")


def lacks_footnote(markdown: Markdown, inline: Inline, span: Span) -> bool:
    """Whether a mark such as `[^1]` belongs to a footnote that is not there, so that its brackets are shown.

    `[^a-z]` of a regular expression is no mark: a mark has a number, follows a word, or stands in a document with
    footnotes.
    """
    labels, after = _labels_of(markdown), inline.plain[span.end :][:1]
    is_expression = after in _REPEATS or _RANGES.fullmatch(span.target)
    if label_key(span.target) in labels or is_expression or not _NAME.fullmatch(span.target):
        return False
    follows = bool(inline.plain[: span.start][-1:].strip()) and not after.isalnum()
    return bool(labels or _NUMBER.fullmatch(span.target) or follows)


def _labels_of(markdown: Markdown) -> frozenset[str]:
    noted = markdown.notes.get(lacks_footnote)
    if not isinstance(noted, frozenset):
        noted = markdown.notes[lacks_footnote] = frozenset(label_key(label) for label, _ in markdown.footnotes)
    return noted
