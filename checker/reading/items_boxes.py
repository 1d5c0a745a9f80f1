"""What people write for the box of a task where GitHub shows none: `[_]`, `[todo]`, `☐`, a check box in HTML."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.model.location import Location
from checker.model.markdown import Block, Inline, Item, Text
from checker.model.observation import Observation, undecided
from checker.reading.places import Region

_WORDS = r"to-?do|done|wip|tb[ad]|yes|no|ok|pending|open|closed|skip(?:ped)?|blocked|in progress|offen|erledigt|ja|nein"
_SIGNS = "☐☑☒🗹⬜🔲◻□"
_BOX = re.compile(
    r"\\?(?P<box>\[(?:\s*|\s*x\s*)\\?\](?![(\[:])"
    rf"|\[\s*(?:[✓✔✅☑❌✗*~/?.!+>_-]\ufe0f?|_+|[ovyn]|n/?a|{_WORDS})\s*\\?\](?![(\[:\w])|[{_SIGNS}]\ufe0f?)",
    re.IGNORECASE,
)
_BOX_IN_TEXT = re.compile(rf"(?P<box>\[[ xX]?\](?=\s)|[{_SIGNS}]\ufe0f?)")
_ITEM_IN_HTML = re.compile(r"\s*(?:[-*+]|[0-9]+[.)])\s+(?P<box>\[[ xX]\])\s")
_PERHAPS = re.compile(rf"\[[ xX]?\]|<input|[{_SIGNS}]", re.IGNORECASE)
_INPUT = re.compile(r"<input\b(?=[^>]*\btype\s*=\s*[\"']?checkbox\b)(?P<rest>[^>]*)>", re.IGNORECASE)
_WIDTH = 48
_CHECKED = re.compile(r"\bchecked\b(?!\s*=\s*[\"']?false)", re.IGNORECASE)


def html_box(inline: Inline) -> bool | None:
    """Whether the check box of HTML in a text is ticked; None when it holds none."""
    for span in inline.spans:
        box = _INPUT.match(span.target) if span.kind == "html" else None
        if box is not None:
            return _CHECKED.search(box["rest"]) is not None
    return None


def meant_as_tasks(region: Region) -> Iterator[Observation]:
    """What looks like a task and is none, in the order of the file."""
    items = ((item.line, _in_item(item, region)) for item in region.markdown.items if item.mark is None)
    blocks = ((block.line, _in_block(block, region)) for block in region.markdown.blocks)
    for line, seen in sorted([*items, *blocks], key=lambda one: one[0]):
        if region.holds(line):
            yield from seen


def _in_item(item: Item, region: Region) -> list[Observation]:
    place = Location(region.markdown.path, item.line, item.column, region.pointer)
    box = _BOX.match(item.text.source)
    written = box["box"] if box is not None else _html_source(item.text)
    return [_pointed_out(item.text.plain, written, place)] if written else []


def _in_block(block: Block, region: Region) -> list[Observation]:
    # Parsing every text of a document takes long, and few hold a box.
    if block.kind == "item" or not _PERHAPS.search(block.text.source):
        return []
    inline = block.text.inline
    pattern = {"html": _ITEM_IN_HTML, "cell": None}.get(block.kind, _BOX_IN_TEXT)
    lines = inline.plain.split("\n")
    starts = [sum(len(line) + 1 for line in lines[:n]) for n in range(len(lines))]
    found = [(start, line, pattern.match(line)) for start, line in zip(starts, lines, strict=True)] if pattern else []
    seen = [_pointed_out(line, box["box"], _place(inline, at, region)) for at, line, box in found if box is not None]
    written = _html_source(block.text)
    return [*seen, _pointed_out(block.text.plain, written, _place(inline, 0, region))] if written else seen


def _html_source(text: Text) -> str:
    if not _PERHAPS.search(text.source):
        return ""
    inline = text.inline
    return next((span.target for span in inline.spans if span.kind == "html" and _INPUT.match(span.target)), "")


def _place(inline: Inline, at: int, region: Region) -> Location:
    return Location(region.markdown.path, *inline.places[at], region.pointer)


def _pointed_out(text: str, box: str, place: Location) -> Observation:
    words = " ".join(text.split())
    called = (words if len(words) <= _WIDTH else f"{words[: _WIDTH - 1].rstrip()}…") or box
    said = f"`{called}` looks like a task, but GitHub shows no box for `{box}`"
    hint = "write `- [x]` or `- [ ]` and a blank; a task that does not apply says N/A behind its box"
    return undecided(said, place, hint=hint)
