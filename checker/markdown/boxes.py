"""Check boxes of HTML."""

from __future__ import annotations

import re

from checker.model.markdown import Inline
from checker.patterns import regex

_INPUT = regex(r"<input\b(?=[^>]*\btype\s*=\s*[\"']?checkbox\b)(?P<rest>[^>]*)>", re.IGNORECASE)
_CHECKED = regex(r"\bchecked\b(?!\s*=\s*[\"']?false)", re.IGNORECASE)


def html_box(inline: Inline) -> bool | None:
    """Whether the check box of HTML in a text is ticked; None when it holds none."""
    box = _box_in(inline)
    return _CHECKED.search(box["rest"]) is not None if box is not None else None


def html_box_as_written(inline: Inline) -> str:
    """The tag of the check box of HTML in a text, empty when it holds none."""
    box = _box_in(inline)
    return box.string if box is not None else ""


def _box_in(inline: Inline) -> re.Match[str] | None:
    tags = (_INPUT.match(span.target) for span in inline.spans if span.kind == "html")
    return next((tag for tag in tags if tag is not None), None)
