"""Whether a word or an identifier names what belongs in a slot."""

from __future__ import annotations

from checker import lexicon
from checker.patterns import regex

_HUMP = regex(r"[A-Z]+(?![a-z])|[A-Z]?[^\W\d_A-Z]+|\d+")


def names_thing(text: str) -> bool:
    """Whether a text is built on a word for what belongs in a slot: `owner`, `project_name`, `ProjectName`."""
    return lexicon.holds(" ".join(_HUMP.findall(text)) if text.isascii() else text, "slot.thing")


def names_role(text: str) -> bool:
    """Whether a label asks for somebody: `Release manager`, `Prepared by`."""
    return lexicon.holds(text, "slot.role")
