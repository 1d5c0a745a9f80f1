"""Tasks that need not be done: struck through, or marked as not applicable, and why."""

from __future__ import annotations

import re
from collections.abc import Mapping

from checker import lexicon
from checker.classes import dataclass
from checker.model.markdown import Inline
from checker.model.record import Value
from checker.patterns import regex

_SEPARATED = regex(r"\s*[-–—:;,.([](?P<reason>.*)", re.DOTALL)
_SET_OFF = regex(r"(?:[(\[]\s*|\s[-–—]+\s*|[:;,.]\s+|\s=\s*)$")
"""What stands before `N/A` that is said of the task before it."""
_EXPLAINED = regex(r"\s*[:(]")
_GIVEN_LATER = regex(r"(?:\s[-–—]+\s|:\s|\()(?P<reason>[^()]+)\)?\s*$")
_AROUND = " ·\t\n().:;,–—-=*_→>"
_REMARK = regex(r"\s*(?:$|\n|[(\[,;:.·→–—-]|=>|#|https?:)")
"""What may follow a struck text beside words; anything else replaces it."""
_WORD = regex(r"[^\W\d_]{2}|#[0-9]")
_NOT_APPLICABLE = "answer.not_applicable"


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
    told = text.strip(" -–—:\n")
    opening = lexicon.begins(told, _NOT_APPLICABLE)
    if opening is not None and told[: opening.start].strip("[( ") == "":
        # Behind a bracketed `[n/a]` stands the task itself, and its reason only at the end.
        bracketed = opening.start > 0
        rest = told[opening.end :].lstrip("]) ") if bracketed else told[opening.end :].removeprefix(".")
        return Waiver(struck=struck, not_applicable=True, reason=_given(rest, at_end=bracketed and not struck))
    later = next((match for match in lexicon.find(text, _NOT_APPLICABLE) if _is_said_of(text, match)), None)
    if later is not None:
        return Waiver(struck=struck, not_applicable=True, reason=_reason(text[later.end :]))
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
    return end if end and (stressed or _is_remark(inline.plain[end:])) else 0


def _is_remark(rest: str) -> bool:
    """Whether what follows a struck text says something of it, and does not replace it."""
    if _REMARK.match(rest):
        return True
    said = any(lexicon.begins(rest, concept) for concept in ("task.remark", "task.because", _NOT_APPLICABLE))
    return said and not lexicon.begins(rest, "task.not_yet")


def _is_said_of(text: str, match: lexicon.Match) -> bool:
    """Whether `N/A` within a text is said of the text before it, and not talked about."""
    set_off = _SET_OFF.search(text[: match.start]) is not None
    return set_off or (text[match.start - 1].isspace() and _EXPLAINED.match(text, match.end) is not None)


def _given(rest: str, *, at_end: bool) -> str:
    """The reason behind `N/A`; at the end of a text whose beginning is the task."""
    given = (_GIVEN_LATER.search if at_end else _SEPARATED.match)(rest)
    if given is not None:
        return _reason(_in_brackets(given))
    return _reason(rest) if not at_end and lexicon.begins(rest, "task.because") else ""


def _in_brackets(given: re.Match[str]) -> str:
    """A reason with the square bracket that opens it, by which a slot is known."""
    return ("[" if "[" in given[0][: given.start("reason") - given.start()] else "") + given["reason"]


def _reason(text: str) -> str:
    """A reason without the marks around it; a few letters are one. A mark, a question, words of a template are none."""
    words = " ".join(text.strip(_AROUND).split())
    if because := lexicon.begins(words, "task.because"):
        words = words[because.end :].lstrip(" :")
    is_slot = lexicon.consists(words, "answer.not_applicable", "task.reason")
    is_reason = _WORD.search(words) and not words.endswith(("?", "？")) and not is_slot
    return words if is_reason else ""
