"""Tasks that need not be done: struck through, or marked as not applicable, and why."""

from __future__ import annotations

import re
from dataclasses import dataclass

from checker.model.markdown import Inline

_NOT_APPLICABLE = (
    r"(?:n\s?/\s?a|n\.\s?a\.|not applicable|does not apply|entfällt|nicht zutreffend|sans objet|no aplica)"
)
_SAID_FIRST = re.compile(rf"(?i)(?:[\[(]\s*{_NOT_APPLICABLE}\s*[\])]|{_NOT_APPLICABLE}(?!\w))(?P<rest>.*)", re.DOTALL)
_SAID_LATER = re.compile(
    rf"(?i)(?:[(\[]\s*|\s[-–—]+\s*|[:;,.]\s+|\s=\s*){_NOT_APPLICABLE}(?!\w)(?P<rest>.*)", re.DOTALL
)
_GIVEN = re.compile(r"(?i)^\s*(?:[-–—:;,.(]|(?:because|as|since|weil|da|car)\b)(?P<reason>.*)", re.DOTALL)
_GIVEN_LATER = re.compile(r"(?:\s[-–—]+\s|:\s|\()(?P<reason>[^()]+)\)?\s*$")
_AROUND = " \t\n()[].:;,–—-=*_"
_BECAUSE = re.compile(r"(?i)^(?:because|as|since|weil|da|car)\b[\s:]*")
_REMARK = re.compile(rf"(?i)\s*(?:$|[(\[,;:.–—-]|(?:because|as|since|weil|da|car)\b|{_NOT_APPLICABLE}(?!\w))")
"""What may follow a struck text; anything else replaces it."""
_WORD = re.compile(r"[^\W\d_]{2}")


@dataclass(frozen=True, slots=True)
class Waiver:
    """struck, not_applicable: how a task says that it need not be done. reason: why, empty when it does not say."""

    struck: bool
    not_applicable: bool
    reason: str


def waiver_of(inline: Inline) -> Waiver:
    """What the text of a task says about whether it has to be done."""
    end = _struck_until(inline)
    text, struck = inline.plain[end:], end > 0
    opening = _SAID_FIRST.match(text.strip(" -–—:"))
    if opening is not None:
        # Behind a bracketed `[n/a]` stands the task itself, and its reason only at the end.
        bracketed = opening[0][0] in "[("
        given = (_GIVEN_LATER.search if bracketed and not struck else _GIVEN.match)(opening["rest"])
        return Waiver(struck=struck, not_applicable=True, reason=_reason(given["reason"]) if given else "")
    later = _SAID_LATER.search(text)
    if later is not None:
        return Waiver(struck=struck, not_applicable=True, reason=_reason(later["rest"]))
    return Waiver(struck=struck, not_applicable=False, reason=_reason(text) if struck else "")


def _struck_until(inline: Inline) -> int:
    """Where the struck beginning of a text ends; 0 when it does not begin so, or other wording takes its place."""
    start = len(inline.plain) - len(inline.plain.lstrip())
    end = next((span.end for span in inline.spans if span.kind == "strike" and span.start <= start < span.end), 0)
    return end if _REMARK.match(inline.plain, end) else 0


def _reason(text: str) -> str:
    """A reason without the marks around it; a few letters are one, a mark is none."""
    words = _BECAUSE.sub("", " ".join(text.strip(_AROUND).split()))
    return words if _WORD.search(words) else ""
