"""Texts that only name what belongs in their place: `# RFC title`, `Project logo here`, `your-team`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.patterns import regex
from checker.slots.kinds import Hit, Kind
from checker.slots.passage import Passage
from checker.slots.words import names_slot, parts_of, word_set

_NOUN_HERE = regex(
    r"(?im)(?:^[ \t>*_#(\[]*|(?<=[:：] )|(?<=[:：] [(\[]))((?:[\w'’-]+ ){0,6}?)(\w+)( here[.!]?)[)\] *_]*$"
)
_VERBS = word_set("""
    see click find read get check look learn download more view go visit live demo join start stay come up try is are
    was were can will should must may has have be found from over out in and or you we i it they not no right
    """)
"""Words of a sentence that says where something is: `The full documentation is here`."""

_CONTENTS = word_set(
    "example examples instructions information info documentation overview details explanation bio biography snippet"
)

_TITLES = regex(
    r"(?i)(?:\[\w+\] )?(?:(?:[a-z]{2,8}[- ]?(?:\d|n|x){0,6}: ?)?(?:my |your |the )?(?:"
    r"rfc|adr|kep|mep|project|product|feature|document|company|proposal|decision|report|service|component|package"
    r"|module"
    r"|library|app|application|team|meeting|repository|repo|plugin|organi[sz]ation|paper|event|incident|epic|story|task"
    r") (?:title|name)|(?:title|name) of (?:the|this|your) [\w-]+|(?:título|titre|titel|titolo) (?:del|de la"
    r"|de l['’]|du|des|der|do|da|della|dello|van) ?[\w-]+|(?:short |descriptive )?title(?: here)?|titel|titre|título"
    r"|titolo|projektname|nom du projet|nombre del proyecto"
    r"|nome do projeto|项目名称|標題|标题|タイトル|プロジェクト名)(?: \([^()]{3,60}\))?"
)
"""A title that names the title: `# RFC title`."""
_PART_TITLE = regex(r"(?i)(?:section|chapter|topic|slide|subsection) (?:title|name|heading)(?: \d)?")
_TEMPLATE_TITLE = regex(r"(?i)\btemplate (?:for|of) (?:an? |the )?(?:new |your )|^\[template\]")
_CAPITALS = regex(r"[A-Z]{3,}(?: [A-Z]{3,})?(?:\s[-–—|/]\s[A-Z]{3,}(?: [A-Z]{3,})?){1,4}")
_MANY_PARTS = 5
_STAND_IN = regex(
    r"(?i)(?:your|insert)[-_][a-z]*?[\w-]*?([a-z]+)|yourname|(?:tag|keyword|category|author|reviewer|topic)[-_ ]?\d"
)
_IDENTIFIER = regex(r"[a-z]{2,}(?:_[a-z]{2,}){1,3}")

STAND_IN_SIGNS = ("your", "insert", "tag", "keyword", "category", "author", "reviewer", "topic")
TITLE = regex(
    r"\bhere[.!]?[)\] *_]*(?:$|\n)|\btemplate|\A(?:[\W_]*[a-z]{2,}(?:_[a-z]{2,}){1,3}[\W_]*$"
    r"|[\W_]*[a-z]{3,}(?: [a-z]{3,})?(?:\s[-–—|/]\s[a-z]{3,}(?: [a-z]{3,})?){1,4}[\W_]*$"
    r"|[\W_]*(?:\w{2,12}[\W_]{1,3}){0,3}(?:title|name|titel|titre|título|titolo|projektname|nom du|nombre del"
    r"|\w{0,4}(?:名|标题|標題|タイトル))[^\n]{0,40}$|[\W_]*\w{3,}(?:, \w{3,}){1,3}[\W_]*$)"
)
"""What a text in lower case looks like that may be one."""


def find_titles(passage: Passage) -> Iterator[Hit]:
    """A whole text that names what belongs there: `# RFC title`, `DATE - TITLE`, `project_title`, `Logo here`."""
    if passage.label or passage.code or passage.data:
        return
    text = passage.text.strip(" \t\n*_")
    start = passage.text.find(text)
    if passage.cell or not text:
        is_slot = False
    elif passage.heading:
        is_slot = bool(_PART_TITLE.fullmatch(text)) or (
            passage.top and bool(_TITLES.fullmatch(text) or _TEMPLATE_TITLE.search(text))
        )
    else:
        is_slot = not passage.item and (_is_capitals(text) or _is_signature(text) or _is_identifier(text))
    if is_slot:
        yield Hit(Kind.INSTRUCTION, start, start + len(text))
    yield from _nouns_here(passage)


def _nouns_here(passage: Passage) -> Iterator[Hit]:
    """`Short project description here`, and not `The description is here`."""
    for found in _NOUN_HERE.finditer(passage.text):
        words = found[1].casefold().split()
        is_noun = names_slot(found[2]) or found[2].casefold() in _CONTENTS
        if is_noun and not _VERBS.intersection(words) and not passage.in_link(found.end(2), found.end(2)):
            yield Hit(Kind.INSTRUCTION, found.start(1), found.end(3))


def find_stand_ins(passage: Passage) -> Iterator[Hit]:
    """`your-team` as a whole value."""
    found = _STAND_IN.fullmatch(passage.text.strip()) if passage.cell and not passage.label else None
    if found is not None and (found[1] is None or found[1] == "here" or names_slot(parts_of(found[0])[-1])):
        start = len(passage.text) - len(passage.text.lstrip())
        yield Hit(Kind.INSTRUCTION, start, len(passage.text.rstrip()))


def _is_capitals(text: str) -> bool:
    return bool(_CAPITALS.fullmatch(text)) and all(names_slot(word) for word in re.findall(r"[A-Z]+", text))


def _is_signature(text: str) -> bool:
    """`Place, date, signature`: the line under an empty space to sign in."""
    parts = text.split(", ")
    return 1 < len(parts) < _MANY_PARTS and all(part.isalpha() and names_slot(part) for part in parts)


def _is_identifier(text: str) -> bool:
    parts = parts_of(text)
    return bool(_IDENTIFIER.fullmatch(text)) and all(map(names_slot, parts))
