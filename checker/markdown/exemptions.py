"""Tasks that need not be done: struck through, or marked as not applicable, and why."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from checker.model.markdown import Inline
from checker.model.record import Value
from checker.patterns import regex

_NOT_APPLICABLE = (
    r"(?:n\s?/\s?a|n\.\s?a\.|not[\s-]applicable|does\s+not\s+apply|entfällt|nicht\s+zutreffend|sans\s+objet"
    r"|no\s+aplica)"
)
_SAID_FIRST = regex(rf"(?i)(?:[\[(]\s*{_NOT_APPLICABLE}\s*[\])]|{_NOT_APPLICABLE}(?!\w))(?P<rest>.*)", re.DOTALL)
_SAID_LATER = regex(
    rf"(?i)(?:(?:[(\[]\s*|\s[-–—]+\s*|[:;,.]\s+|\s=\s*){_NOT_APPLICABLE}(?!\w)"
    r"|\s(?:n\s?/\s?a|not[ -]applicable)\s*(?=[:(]))(?P<rest>.*)",
    re.DOTALL,
)
_SEPARATED = regex(r"(?i)^\s*(?:[-–—:;,.([]|(?:because|as|since|weil|da|car)\b)(?P<reason>.*)", re.DOTALL)
_GIVEN_LATER = regex(r"(?:\s[-–—]+\s|:\s|\()(?P<reason>[^()]+)\)?\s*$")
_AROUND = " ·\t\n().:;,–—-=*_→>"
_BECAUSE = regex(r"(?i)^(?:because|as|since|weil|da|car)\b[\s:]*")
_NOT_YET = r"(?!not\s(?:yet|done|started|ready|finished|complete)\b|noch\s+nicht\b)"
_REMARK = regex(
    rf"""(?ix)\s*(?:$|\n|[(\[,;:.·→–—-]|=>|(?:because|as|since|weil|da|car)\b|{_NOT_APPLICABLE}(?!\w)
      |[ ]*(?:\#|https?:|see\b|siehe\b|cf\b|voir\b
        |{_NOT_YET}(?:not?|never|none|nothing|won['’]t|can(?:not|['’]t)|is(?:n['’]t)?|was|are|were
          |has|had|there|we|only|already|already|out[ ]of|due[ ]to|per|by|in[ ]favou?r|instead|unnecessary|irrelevant
          |obsolete|optional|moved|deferred|postponed|skipped|dropped|removed|cancell?ed|superseded|replaced|covered
          |handled|done|tracked|duplicate|waived|deprecated|nicht|keine?|kein|wegen|erst|verschoben|unnötig|überholt
          |pas|aucune?|non|inutile|sin|hecho)\b))"""
)
"""What may follow a struck text; anything else replaces it."""
_WORD = regex(r"[^\W\d_]{2}|#[0-9]")
_SLOT = regex(
    r"(?i)[\[<{(\s]*(?:(?:please|state|give|add|insert|enter|your|the|an?|agreed|short|brief|reason|here|explain|why|and|"
    r"if|so|any|for|describe|provide|grund|begründung|angeben|raison|motif|motivo|warum|hier|explanation|justification"
    r"|rationale|comment|kommentar|exception|skipping|not applicable|n/?a)\b[\s,/]*)+[\]>})\s]*"
)
"""What a template writes where the reason shall stand."""


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
    opening = _SAID_FIRST.match(text.strip(" -–—:\n"))
    if opening is not None:
        # Behind a bracketed `[n/a]` stands the task itself, and its reason only at the end.
        bracketed = opening[0][0] in "[("
        given = (_GIVEN_LATER.search if bracketed and not struck else _SEPARATED.match)(opening["rest"])
        return Waiver(struck=struck, not_applicable=True, reason=_reason(_in_brackets(given)) if given else "")
    later = _SAID_LATER.search(text)
    if later is not None:
        return Waiver(struck=struck, not_applicable=True, reason=_reason(later["rest"]))
    return Waiver(struck=struck, not_applicable=False, reason=_reason(text) if struck else "")


def why_not_waived(fields: Mapping[str, Value]) -> str:
    """What an open task says about having to be done, where that may have been meant as an excuse; else empty."""
    said = {name: fields[name].plain for name in ("struck", "not_applicable", "reason", "text") if name in fields}
    struck, reason = said.get("struck") == "true", said.get("reason", "")
    if struck or said.get("not_applicable") == "true":
        called = "struck through" if struck else "marked as not applicable"
        return f"it is {called}, and its reason reads `{reason}`" if reason else f"it is {called} without a reason"
    text = fields.get("text")
    begins = text is not None and re.match(r"\s*(?:~~?[^~\s]|<(?:del|s)>)", text.text) is not None
    return "what stands behind the struck text takes its place" if begins else ""


def _struck_until(inline: Inline) -> int:
    """Where the struck beginning of a text ends; 0 when it does not begin so, or other wording takes its place."""
    start = len(inline.plain) - len(inline.plain.lstrip())
    end = next((span.end for span in inline.spans if span.kind == "strike" and span.start <= start < span.end), 0)
    rest = len(inline.plain[end:]) - len(inline.plain[end:].lstrip())
    stressed = any(span.kind in ("emphasis", "link") and span.start == end + rest for span in inline.spans)
    return end if end and (stressed or _REMARK.match(inline.plain, end)) else 0


def _in_brackets(given: re.Match[str]) -> str:
    """A reason with the square bracket that opens it, by which a slot is known."""
    return ("[" if "[" in given[0][: given.start("reason") - given.start()] else "") + given["reason"]


def _reason(text: str) -> str:
    """A reason without the marks around it; a few letters are one. A mark, a question, words of a template are none."""
    words = _BECAUSE.sub("", " ".join(text.strip(_AROUND).split()))
    is_reason = _WORD.search(words) and not words.endswith(("?", "？")) and not _SLOT.fullmatch(words)
    return words if is_reason else ""
