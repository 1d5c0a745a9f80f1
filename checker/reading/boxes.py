"""Check boxes of HTML."""

from __future__ import annotations

import re

from checker.model.markdown import Inline

_INPUT = re.compile(r"<input\b(?=[^>]*\btype\s*=\s*[\"']?checkbox\b)(?P<rest>[^>]*)>", re.IGNORECASE)
_CHECKED = re.compile(r"\bchecked\b(?!\s*=\s*[\"']?false)", re.IGNORECASE)


def html_box(inline: Inline) -> bool | None:
    """Whether the check box of HTML in a text is ticked; None when it holds none."""
    for span in inline.spans:
        box = _INPUT.match(span.target) if span.kind == "html" else None
        if box is not None:
            return _CHECKED.search(box["rest"]) is not None
    return None
