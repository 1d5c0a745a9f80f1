"""Sentences in which a template talks to its writer: `Describe the impact of this change.`, `Why are we doing this?`

A manual gives orders as well, so no word decides alone. A text gets points for how it opens, for whom and what it talks
about and for where it stands, and loses points for what only manuals say; the tables of points are in `asking`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from checker.patterns import regex
from checker.slots.asking import (
    ABOUT,
    AGAINST,
    ASKED,
    CLAUSE,
    FINITE,
    LABEL,
    OPEN_QUESTION,
    OPENING_WORDS,
    OPENINGS,
    PAST,
    QUESTION,
    ROLE,
    THIS,
    US,
    Points,
    found,
)
from checker.slots.kinds import Hit, Kind
from checker.slots.passage import Passage

LONGEST = 900
"""Characters, markup included, of a text that may be a prompt; what is longer says something of its own."""
_ENOUGH = 4
"""Points that make a text a prompt."""
_WORDS = 26
"""Words of the longest sentence in which a template asks for something."""
_FEW = 3
"""Sentences of a text in which an order may stand that is no instruction of a manual."""
_SENTENCE = regex(r"[^.!?。？]+(?:[.!?。？]+(?=\s|$|[)*_])|$|[.!?。？])")
_NAMED = found(
    r"(?:an?|the|your|one|two|summary|description|explanation|short|brief|concise|clear|detailed|high|human|quick"
    r"|potential|possible|remaining|other|open|known|any|additional|supporting|related|follow"
    r"|succinct|general)\b"
)
"""How the name of a content begins."""
_YOU = regex(r"\byou\b")
_ANY = regex(r"\bany\b")
_REMARKS = ("(e.g.", "(for example", "(i.e.")
_LABELLED = r"[\W_]{0,9}(?:[^\W\d_][\w /-]{1,30}:[\W_]{1,6})?"
_LEAD = (
    rf"\A(?:[^.!?\n]{{3,90}}[.!?]\s)?{_LABELLED}"
    r"(?:for (?:each|every) [^,.]{3,60}, )?(?:(?:please|kindly|optional(?:ly)?|if applicable|here|bitte)\W{1,3}){0,2}"
)
OPENING = regex(_LEAD + "(?:" + "|".join(pattern.pattern.removeprefix("(?i)") for _, pattern in OPENINGS) + ")")
"""How a prompt begins, in lower case."""
ASKING = regex(rf"\A{_LABELLED}" + QUESTION.pattern.removeprefix("(?i)"))
"""How a text of questions begins, in lower case."""


def find_prompts(passage: Passage) -> Iterator[Hit]:
    """A whole paragraph, value or remark that asks for what should stand there."""
    return _whole(passage, _order_within)


def find_questions(passage: Passage) -> Iterator[Hit]:
    """A whole paragraph or remark of questions that the writer is to answer."""
    return _whole(passage, _questions)


def _whole(passage: Passage, points: Callable[[Passage, list[re.Match[str]]], int]) -> Iterator[Hit]:
    text = passage.text.strip()
    if not text or passage.heading or passage.label or passage.code or passage.data:
        return
    start = len(passage.text) - len(passage.text.lstrip())
    sentences = [found for found in _SENTENCE.finditer(text) if found[0].strip()]
    if sentences and points(passage, sentences) >= _ENOUGH:
        yield Hit(Kind.INSTRUCTION, start, start + len(text))


def _order(passage: Passage, sentences: list[re.Match[str]]) -> int:
    """Points of a text for what its first sentence asks for."""
    first = sentences[0][0].strip()
    asked = first[_begin(first) :]
    points = max((weight for weight, pattern in OPENINGS if pattern.match(asked)), default=0)
    if not points and (label := LABEL.match(first)):
        asked = first[label.end() + _begin(first[label.end() :]) :]
        # Behind a label an indirect question is a definition: `Owner: who answers for it.`
        points = (
            0
            if ASKED.match(asked)
            else max((weight for weight, pattern in OPENINGS if pattern.match(asked)), default=0)
        )
    if not points or _says_something(asked):
        return 0
    if passage.links:
        points -= 2
    points -= len(first.split()) > _WORDS
    return points + _sum(ABOUT, first) + _sum(AGAINST, first) + _place(passage)


def _order_within(passage: Passage, sentences: list[re.Match[str]]) -> int:
    """Points of the strongest sentence; what does not come first has to be one point stronger."""
    if ROLE.match(sentences[0][0]):
        return 0
    later = (_order(passage, [one]) - 1 for one in sentences[1:_FEW])
    return max(_order(passage, sentences), *later, 0)


def _begin(text: str) -> int:
    """Where the words begin that follow `Please`, `Optional:` or a mark."""
    opened = OPENING_WORDS.match(text)
    return opened.end() if opened else 0


def _says_something(asked: str) -> bool:
    """Whether what begins like the name of a content goes on as a sentence: `A short summary is given below.`"""
    if not _NAMED.match(asked):
        return False
    verb, clause = FINITE.search(asked), CLAUSE.search(asked)
    return verb is not None and (clause is None or verb.start() < clause.start())


def _questions(passage: Passage, sentences: list[re.Match[str]]) -> int:
    """Points of a text that is made of nothing but questions; a bold one is the heading of its answer."""
    label = LABEL.match(sentences[0][0].strip(" *_"))
    if passage.bold or passage.discussed or _is_link(passage) or (label and OPEN_QUESTION.search(label[0])):
        return 0
    said = _said(sentences, len(label[0]) if label else 0)
    if not all(one.endswith(("?", "？")) and QUESTION.match(one) for one in said):
        return 0
    whole = " ".join(said)
    points = min(len(said), 3) + any(ASKED.match(one) for one in said) + _sum(AGAINST[1:], whole)
    if label:
        return points + 2 + bool(_ANY.search(said[0]))
    about = min(2, bool(THIS.search(whole)) + bool(US.search(whole)) + _sum(ABOUT, whole))
    return points + about + bool(PAST.search(whole)) + _in_item(passage, whole)


def _is_link(passage: Passage) -> bool:
    """Whether all of a text is a link, which leads to the answer."""
    text = passage.text.strip()
    start = passage.text.find(text)
    return bool(text) and passage.in_link(start, start + len(text))


def _said(sentences: list[re.Match[str]], label: int) -> list[str]:
    """The sentences without marks, without the label before the first and without an example behind the last."""
    said = [one[0].strip(" \t\n*_)\"'") for one in sentences]
    if len(said) > 1 and said[-1].startswith(_REMARKS):
        said.pop()
    said[0] = said[0][label:].strip(" *_")
    return [one.lstrip("(- *_") for one in said]


def _in_item(passage: Passage, asked: str) -> int:
    """A list of questions to `you` is one that a reader is to answer, as in a guide for reports of bugs."""
    return (-2 if _YOU.search(asked) else -1) if passage.item else 0


def _place(passage: Passage) -> int:
    if passage.item:
        return -2
    if passage.cell and not passage.comment:
        return -1
    return 1 if passage.aside or passage.comment else 0


def _sum(points: Points, text: str) -> int:
    return sum(weight for weight, pattern in points if pattern.search(text))
