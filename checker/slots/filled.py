"""Whether something stands in a cell or field."""

from __future__ import annotations

import re

from checker import lexicon
from checker.model.record import Value
from checker.patterns import regex
from checker.slots._kinds import DEFAULT_SEARCH, Hit, Kind, Search
from checker.slots.find import find_slots
from checker.slots.passage import Passage
from checker.text.glyphs import narrow, visible

_SYMBOLS = regex(
    r"[\u231b\u23f3\u26a0\u23f0\u23f8\U0001f6a7\U0001f552\U0001f7e1\U0001f7e0\u2757\u2753\u2b55\ufe0f]+\s*"
)
_DASH = regex(r"[-–—‐‑‒―−_~\s]+")
_ELLIPSIS = regex(r"[(\[]?\s*(?:\.+|…+|·+)\s*[)\]]?")
_LINE_TO_WRITE_ON = regex(r"_{3,}")
_QUESTION = regex(r"\?+")
_EMPTY_BOX = regex(r"\[\s*\]|[☐□▢◻⬜○❏]")
_DOTTED = regex(r"\.{1,3}(?:\s*[/.-]\s*\.{1,3})+")
_LINE = frozenset("_/.- \t\n")
_NOT_GOING_ON = regex(r"\s*$|\s*[.,;:!(\[–—…]|\s+[-–—]\s")
"""Behind a word that speaks for a whole value: nothing, or a remark."""
_NOTE_MARKS = regex(r"(?:\[\^[^\]\s]+\]|<sup>[^<]*</sup>|[¹²³⁴-⁹†‡§]|\s)+")
"""Signs that lead to a note, and say nothing by themselves."""
_AROUND = " \t\n.!…()[]<>–—-（）［］"
_TRIM = " \t\n*_`'\"“”"
_SEPARATORS = " \t\n/,;:.()%&+|–—-*_`\"'≥≤<>~≈=€$£#@"
_BESIDE = regex(r"(?i)/s/|(?:per )?[a-z]{1,12}|[KMGT]i?B")
"""What may stand beside a slot without filling it: the mark of a signature, a unit."""
_MEANING_BY_PATTERN = (
    (_ELLIPSIS, ", an ellipsis"),
    (_QUESTION, ", an open question"),
    (_EMPTY_BOX, ", a box that is not ticked"),
)
_NOTHING_YET = ("slot.nobody", "slot.unassigned", "slot.not_yet", "slot.to_follow")
_NOT_APPLICABLE = ("slot.not_applicable", "slot.not_given")
_OF_PROGRAMS = regex(
    r"(?i)<?null>?|undefined|nan|nullptr|nul|#(?:n/a|nv|n/d|null!|ref!|value!|wert!|name\?|div/0!|num!|error!)"
)
"""What programs write for a value that is not there."""
_BRACKETED = regex(r"\s*(?:[(\[（［<].*[)\]）］>]|[-–—].*[-–—])\s*", re.DOTALL)
_STRUCK = regex(r"(?<!~)~~(?!~).+?(?<!~)~~(?!~)|<(del|s|strike)\b[^>]*>.*?</\1\s*>", re.DOTALL | re.IGNORECASE)
"""Three tildes are a fence."""
_ENOUGH = 200
"""Characters that are more than what may stand beside a slot without filling it."""
_SAYS = regex(r"[^\W_]|[✓✔✅☑]|!\[")


def is_unfilled(value: Value, search: Search = DEFAULT_SEARCH) -> str | None:
    """Why a cell or field counts as not filled, in words that follow `is`; None when something stands there.

    A dash, an ellipsis, `n/a`, `pending`, `tbd`, `nobody`, what is struck through and other unfilled slots are not
    something.
    """
    text = visible(value.plain).strip()
    if not text:
        return _without_text(value, search)
    if search.lets_pass(text):
        return None
    if is_struck(value):
        return f"`{text}`, struck through"
    if _NOTE_MARKS.fullmatch(value.text.strip()):
        return f"`{value.text.strip()}`, only the mark of a note"
    # A long text whose first lines say something is filled, whatever stands below.
    end = text.find("\n", _ENOUGH) if len(text) > 2 * _ENOUGH else -1
    is_filled = end > 0 and _reason_said(text[:end], value, search) is None
    return (None if is_filled else _reason_said(text, value, search)) or _link_reason(value, text)


def _reason_said(text: str, value: Value, search: Search) -> str | None:
    """Why a text, or the beginning of it, does not count as something."""
    if (says_nobody(text) or says_nobody(_SYMBOLS.sub("", text))) and not value.code:
        return f"`{text}`, nobody or nothing yet"
    bare = _SYMBOLS.sub("", narrow(text)).strip(_TRIM)
    return _reason_of(text, bare) or _slot_reason(text, search)


def is_left_open(value: Value) -> bool:
    """Whether a cell says that its value is still to be found (`?`, `TBD`, `[priority]`); a dash is an answer."""
    text = visible(value.plain).strip()
    bare = _SYMBOLS.sub("", narrow(text)).strip(_TRIM)
    if value.code or _is_pending(bare):
        return False
    is_open = _QUESTION.fullmatch(bare) or _is_undetermined(bare) or _slot_reason(text, DEFAULT_SEARCH)
    return bool(bare) and bool(is_open)


def is_unset(value: Value, search: Search = DEFAULT_SEARCH) -> str | None:
    """The same of a value of YAML, JSON or TOML: what may be a value there is one, such as `.`, `*` and `pending`."""
    if value.data is None:
        return "null" if value.text else "empty"
    text = visible(value.plain).strip()
    if not text:
        return "empty"
    if not isinstance(value.data, str) or search.lets_pass(text):
        return None
    if _LINE_TO_WRITE_ON.fullmatch(text):
        return "a line to write on"
    undetermined = _is_undetermined(text.strip(_TRIM))
    if undetermined or lexicon.wholly(text, "slot.not_applicable"):
        return f"`{text}`" + (", not determined" if undetermined else "")
    return _slot_reason(text, search, data=True)


def _without_text(value: Value, search: Search) -> str | None:
    """A value without words may still be an image; a tag that is no HTML is a slot."""
    if any(link.kind in ("image", "html") and link.target for link in value.links):
        return None
    written = value.text.strip()
    reason = _slot_reason(written, search) if written.startswith("<") else None
    return reason or "empty"


def _reason_of(text: str, bare: str) -> str | None:
    if ("_" in narrow(text) or _DOTTED.fullmatch(text)) and _LINE.issuperset(narrow(text)):
        return "a line to write on"
    if _DASH.fullmatch(text):
        return f"`{text}`, a dash"
    if not bare:
        return f"`{text}`, which says nothing"
    for pattern, meaning in _MEANING_BY_PATTERN:
        if pattern.fullmatch(bare):
            return f"`{text}`{meaning}"
    return _said_to_be_open(text, bare)


def _said_to_be_open(text: str, bare: str) -> str | None:
    if any(lexicon.wholly(bare, concept) for concept in _NOT_APPLICABLE):
        return f"`{text}`"
    if _is_undetermined(bare):
        return f"`{text}`, not determined"
    return f"`{text}`, pending" if _is_pending(bare) else None


def _slot_reason(text: str, search: Search, *, data: bool = False) -> str | None:
    """The slots of a text that is made of nothing else, or begins with one that speaks for the whole."""
    hits = find_slots(Passage(text, cell=True, data=data), search)
    if data:
        hits = [hit for hit in hits if hit.kind is not Kind.PENDING]
    rest = _rest_of(text, hits).strip(_SEPARATORS)
    if hits and (not rest or _BESIDE.fullmatch(rest) or _speaks_for_all(text, hits[0])):
        return f"`{text}`, an unfilled slot"
    return None


def _rest_of(text: str, hits: list[Hit]) -> str:
    kept, position = [], 0
    for hit in hits:
        kept.append(text[position : hit.start])
        position = hit.end
    return "".join([*kept, text[position:]])


def _speaks_for_all(text: str, hit: Hit) -> bool:
    return hit.kind in (Kind.TOKEN, Kind.INSTRUCTION, Kind.PENDING) and not text[: hit.start].strip(_SEPARATORS)


def _link_reason(value: Value, text: str) -> str | None:
    """A link that is the whole value and leads nowhere."""
    if len(value.links) == 1 and value.links[0].kind == "link" and value.links[0].text.strip() == text:
        return f"`{text}`, a link without a destination" if value.links[0].target.strip() in ("", "#") else None
    return None


def says_nobody(text: str) -> bool:
    """Whether a text is a word for nobody, or for nothing yet, and nothing else; `@` is a name left out.

    `None` alone is an answer (*Open risks: none*), and so is *none so far*: what a field asks for is not known here. A
    word for *nobody*, *not assigned*, *not yet* or *to follow* is none, whatever was asked; neither is *none* in
    brackets.
    """
    whole = " ".join(text.split())
    if whole.strip(_AROUND) == "@" or _OF_PROGRAMS.fullmatch(whole):
        return True
    said = _without_time(whole)
    if any(lexicon.wholly(one, concept) for one in (whole, said) for concept in _NOTHING_YET):
        return True
    return lexicon.wholly(said, "slot.nothing") is not None and _BRACKETED.fullmatch(text) is not None


def may_be_state(text: str) -> bool:
    """Whether such a word says how far a thing is, where that is asked (`Status: offen`)."""
    return lexicon.wholly(text, "slot.state") is not None


def is_struck(value: Value) -> bool:
    """Whether everything that a value says is struck through, and so taken back."""
    rest = _STRUCK.sub("", value.text)
    return rest != value.text and not _SAYS.search(rest)


def _without_time(text: str) -> str:
    """A text without `still` before it or `so far` behind it."""
    for start, end, _ in lexicon.find(text, "slot.time"):
        if not any(map(str.isalnum, text[:start])):
            return text[end:]
        if not any(map(str.isalnum, text[end:])):
            return text[:start]
    return text


def _is_undetermined(text: str) -> bool:
    """Whether a value begins with a marker such as `TBD`, which speaks for all of it."""
    marker = lexicon.begins(text, "slot.marker")
    if marker is not None and not text[: marker.start].strip("([<{ ") and not text[marker.end :][:1].isalnum():
        return marker.start == 0
    note = lexicon.begins(text, "slot.note")
    return note is not None and note.start == 0 and bool(_NOT_GOING_ON.match(text, note.end))


def _is_pending(text: str) -> bool:
    """Whether a value says that it is waited for: `Pending approval`, and not `Pending orders are drained`."""
    said = _without_time(text).strip()
    pending = lexicon.begins(said, "slot.pending")
    if pending is None or pending.start:
        return False
    after = said[pending.end :]
    waited = lexicon.begins(after, "slot.waited_for")
    return bool(_NOT_GOING_ON.match(after)) or (waited is not None and after[:1].isspace() and waited.start == 1)
