"""Whether a word or an identifier names what belongs in a slot."""

from __future__ import annotations

from checker import lexicon
from checker.patterns import regex

_ONE_WORD = regex(r"\w+")
_HUMP = regex(r"[A-Z]+(?![a-z])|[A-Z]?[^\W\d_A-Z]+|\d+")


def names_thing(text: str) -> bool:
    """Whether a text is built on a word for what belongs in a slot: `owner`, `project_name`, `ProjectName`."""
    return lexicon.holds(" ".join(_HUMP.findall(text)) if text.isascii() else text, "slot.thing")


def thing_of(text: str) -> str | None:
    """The word for what belongs there, where a text goes on with of what: `Name` of `The name of the project`."""
    link = next(iter(lexicon.find(text, "slot.of")), None)
    words = text[: link.start].split() if link is not None else []
    if len(words) > 1 and lexicon.wholly(words[0], "slot.article"):
        words = words[1:]
    return words[0] if len(words) == 1 and _ONE_WORD.fullmatch(words[0]) else None


def names_role(text: str) -> bool:
    """Whether a label asks for somebody: `Release manager`, `Prepared by`."""
    return lexicon.holds(text, "slot.role")
