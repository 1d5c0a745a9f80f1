"""What is likely: prompts, questions, choices, and brackets within prose, weighed by few named features.

The weights are those of a logistic regression on labelled lines, which `benchmarks/fit.py` computes and writes; none is
set by hand. What weighs more than nothing is likely.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from checker import lexicon
from checker.kept import Kept, state_of
from checker.patterns import regex
from checker.slots._kinds import Hit, Kind
from checker.slots.passage import HIDDEN, Passage

FAMILY_BY_KIND: Mapping[Kind, str] = {
    Kind.PROMPT: "sentence",
    Kind.QUESTION: "sentence",
    Kind.CHOICE: "choice",
    Kind.FILLER: "numbered",
    Kind.BRACKET: "brackets",
    Kind.BRACE: "braces",
    Kind.PARENTHESIS: "parentheses",
}
"""Which table of weights holds for a kind."""
_WORDS = regex(r"[^\W_]+(?:['’-][^\W_]+)*")
_OPENINGS = ("slot.ask", "slot.description", "slot.question_word", "slot.example", "slot.if_applies")
_OPENERS = "(（\"'“ "
_LONGEST_NAMES = 60
_LONGEST, _FEWEST_WORDS = 400, 2
"""Characters and words of a prompt; what is longer is a text, what is shorter a name."""
_LABEL = regex(r"[ \t*_]*[^\W\d_][^:：\n.?!]{0,60}[:：][*_]*(?=\s|[^\x00-\x7f])\s*")
_IN_PARENTHESES = regex(r"\([^()]*(?:\([^()]*\)[^()]*)*\)[.*_ ]*|（[^（）]*）[。*_ ]*")
_BOX = r"(?:[☐□▢◻⬜○◯❏❑]|(?<![\w\])])\[ ?\]|(?<![\w\])])\( ?\))"
_TICKED = regex(r"[☑☒✅✓✔☓⊠⬛◉●⦿✗✘]|[\[(][xX✓✔*][\])]")
_BALLOT = regex(
    rf"{_BOX}\s?\w[^☐□▢◻⬜○◯❏❑\[(\n]{{0,40}}{_BOX}\s?\w[^\n]{{0,60}}|(?<!\w)\w{{2,12}} ?{_BOX}[ ,/|]+\w{{2,12}} ?{_BOX}"
)
_OFFER = regex(r"(?:^|[:：=]|\s[–—-]\s|\|\s)\s*([^:：=–—\n]{3,120}?)[\s.;,!)*_]*$", re.MULTILINE)
_SEPARATED = regex(r",\s*/\s*|\s?[/|]\s?|,\s*")
_LIGHTS = regex(r"[🟢🟡🟠🔴⚪🔵✅❌⚠🚧⏳]\ufe0f?(?:\s?[/|]\s?[🟢🟡🟠🔴⚪🔵✅❌⚠🚧⏳]\ufe0f?){1,8}")
_SCALE = regex(r"([A-Za-z]{1,8})[ -]?\d")


def find_likely(passage: Passage) -> Iterator[Hit]:
    """What may be a prompt, a question or a choice, with its features."""
    if passage.code or passage.label:
        return
    yield from _sentences(passage)
    yield from _choices(passage)


def weight_of(hit: Hit, more: frozenset[str] = frozenset()) -> float:
    """What the features of a hit and of its document come to; above 0 it is likely a slot."""
    weights = weights_of(FAMILY_BY_KIND[hit.kind])
    # Summed exactly: a set has no order, and the same features must come to the same.
    named = (hit.features or frozenset()) | more
    return math.fsum((weights["bias"], *(weights.get(name, 0.0) for name in named)))


@cache
def weights_of(family: str) -> Mapping[str, float]:
    """The weights of a family of candidates, by feature."""
    return {name: float(weight) for name, weight in _tables()[family].items()}


@cache
def _tables() -> Mapping[str, Mapping[str, str]]:
    tables: Mapping[str, Mapping[str, str]] | None = _KEPT.get("tables")
    if tables is None:
        tables = _read_tables()
        _KEPT.put("tables", lambda: tables)
    return tables


_KEPT = Kept("weights", lambda: state_of(str(Path(__file__).parent), ".yaml"))


def _read_tables() -> Mapping[str, Mapping[str, str]]:
    from importlib.resources import files  # takes longer than all of the weights do

    import yaml

    written = files("checker.slots").joinpath("weights.yaml").read_text(encoding="utf-8")
    tables: Mapping[str, Mapping[str, str]] = yaml.load(written, getattr(yaml, "CBaseLoader", yaml.BaseLoader))  # noqa: S506
    return tables


def _sentences(passage: Passage) -> Iterator[Hit]:
    """The whole text, or what stands behind its label, as an order or a question to a writer, or a hint in italics."""
    text = passage.text
    if passage.data or (passage.heading and not passage.top and not text.rstrip().endswith(("?", "？"))):
        return
    label = _LABEL.match(text)
    for place in dict.fromkeys((0, label.end() if label else 0)):
        start = place + len(text[place:]) - len(text[place:].lstrip(" \t\n*_#>-•"))
        said = text[start:].rstrip()
        if (len(_WORDS.findall(said[:_LONGEST])) < _FEWEST_WORDS and said.isascii()) or len(said) > _LONGEST:
            continue
        behind = label is not None and start >= label.end()
        if _may_ask(passage, start, said):
            features = _features(passage, start, said, labelled=behind)
            kind = Kind.QUESTION if features & {"a question mark", "a question word"} else Kind.PROMPT
            yield Hit(kind, start, start + len(said), features=features)


def _may_ask(passage: Passage, start: int, said: str) -> bool:
    """Whether a sentence is worth weighing: an order, a question, a hint by its form, what belongs there."""
    opening = said.lstrip(_OPENERS)
    if said[:1] in "(（" or said.rstrip(")*_ ").endswith(("?", "？")) or _goes_here(said):
        return True
    if passage.in_italics(start, start + len(said)) or (passage.top and lexicon.holds(said, "slot.title")):
        return True
    return any(lexicon.begins(opening, concept) for concept in _OPENINGS) or (not passage.cell and _names_only(said))


def _goes_here(said: str) -> bool:
    """`Project logo here`, and not `Nothing is left here`."""
    end = said[-_LONGEST_NAMES:]
    place = lexicon.ends(end, "slot.here")
    before = _WORDS.findall(end[: place.start]) if place is not None else []
    return bool(before) and lexicon.wholly(before[-1], "slot.thing") is not None


def _names_only(said: str) -> bool:
    """Whether a text is made of nothing but words for what belongs in a slot: `DATE - NAME`, `company_name`."""
    words = _WORDS.findall(said) if len(said) < _LONGEST_NAMES else []
    return len(words) > 1 and all(lexicon.wholly(word, "slot.thing") for word in words)


def _features(passage: Passage, start: int, said: str, *, labelled: bool) -> frozenset[str]:
    """What is known of a sentence that may be a prompt or a question."""
    words = _WORDS.findall(said)
    first = said.split("\n", 1)[0]
    opening = said.lstrip(_OPENERS)
    named = {
        "behind a label": labelled,
        "an example": lexicon.begins(opening, "slot.example") is not None,
        "if it applies": lexicon.begins(opening, "slot.if_applies") is not None,
        "an order only writers get": lexicon.begins(opening, "slot.write") is not None,
        "ends with what is asked for": lexicon.ends(said, "slot.thing") is not None,
        "nothing but what is asked for": _names_only(said),
        "says what goes here": _goes_here(said),
        "the title": passage.top,
        "an order": lexicon.begins(opening, "slot.ask") is not None,
        "describes a text": lexicon.begins(opening, "slot.description") is not None,
        "a question word": lexicon.begins(opening, "slot.question_word") is not None and not opening[:2].isupper(),
        "a question mark": said.rstrip(")*_ ").endswith(("?", "？")),
        "several sentences": len(re.findall(r"[.!?](?:\s|$)", said)) > 1,
        "names the document": lexicon.holds(said, "slot.document"),
        "names a part of a document": lexicon.holds(said, "slot.part"),
        "asks what, how or why": any(match.start > 1 for match in lexicon.find(said, "slot.asks")),
        "addresses a reader": lexicon.holds(said, "slot.reader"),
        "says we or I": lexicon.holds(said, "slot.we"),
        "if any, for example": lexicon.holds(said, "slot.if_any"),
        "about a program": lexicon.holds(said, "slot.machine"),
        "in italics": passage.in_italics(start, start + len(said)),
        "in parentheses": _IN_PARENTHESES.fullmatch(said) is not None,
        "in quotation marks": said[:1] in "\"“'«„" or passage.text.lstrip()[:1] in '"“«„',
        "bold": passage.bold,
        "in an item": passage.item,
        "in a cell": passage.cell,
        "in a heading": passage.heading,
        "in a comment": passage.comment,
        "code or a link in it": HIDDEN in said or bool(passage.links),
        "a figure in it": any(map(str.isdigit, said)),
        "marks of code in it": bool(re.search(r"[=\\$@<>{}|→]|->|\w/\w|\w_\w", said)),
        "names in it": len(re.findall(r"(?<=[a-z,] )[A-Z][\w-]+", said)) > 0,
        "up to 4 words": len(words) < 5,
        "5 to 12 words": 4 < len(words) < 13,
        "13 to 25 words": 12 < len(words) < 26,
        "over 25 words": len(words) > 25,
        "ends with a full stop": said.rstrip(")*_ ").endswith((".", "。")),
        "ends with a colon": said.rstrip("*_ ").endswith((":", "：")),
        "goes on behind a colon": ": " in first and not first.rstrip().endswith(":"),
    }
    return frozenset(name for name, holds in named.items() if holds)


def _choices(passage: Passage) -> Iterator[Hit]:
    """Boxes of which none is ticked, and alternatives that are a whole value."""
    text = passage.text
    if not _TICKED.search(text):
        yield from (
            Hit(Kind.CHOICE, *found.span(), features=_offer(passage, found, [], "boxes"))
            for found in _BALLOT.finditer(text)
        )
    for found in _LIGHTS.finditer(text):
        if passage.stands_alone(*found.span()):
            yield Hit(Kind.CHOICE, *found.span(), features=_offer(passage, found, [], "lights"))
    if not any(mark in text for mark in "/|,") and not lexicon.holds(text, "slot.or"):
        return
    for found in _OFFER.finditer(text):
        parts = _alternatives(found[1])
        own = passage.cell or passage.labelled(found.start(1))
        whole = own or passage.text.strip(" *_.") == found[1]
        short = all(part and len(part.split()) < 4 and not part[0].isdigit() for part in parts)
        if len(parts) > 1 and short and whole and not _is_path(found[1], parts):
            yield Hit(Kind.CHOICE, *found.span(1), features=_offer(passage, found, parts, "words"))


def _alternatives(text: str) -> list[str]:
    """What stands between slashes, bars, commas and a word such as `or`."""
    for start, end, _ in reversed(lexicon.find(text, "slot.or")):
        if text[start - 1 : start].isspace() and text[end : end + 1].isspace():
            text = f"{text[:start]}/{text[end:]}"
    return [part.strip(" \"'*_") for part in _SEPARATED.split(text)]


def _is_path(text: str, parts: list[str]) -> bool:
    """Whether slashes part the steps of a path: without blanks, in lower case or with a dot, and no known options."""
    if " " in text or "|" in text or all(lexicon.wholly(part, "slot.option") for part in parts):
        return False
    return "." in text or any(part[:1].islower() for part in parts)


def _offer(passage: Passage, found: re.Match[str], parts: list[str], shape: str) -> frozenset[str]:
    """What is known of alternatives."""
    known = [lexicon.wholly(part, "slot.option") is not None for part in parts]
    scale = {match[1].casefold() for part in parts if (match := _SCALE.fullmatch(part))}
    named = {
        shape: True,
        "slashes": "/" in found[0],
        "bars": "|" in found[0],
        "commas": "," in found[0],
        "said or": lexicon.holds(found[0], "slot.or"),
        "two parts": len(parts) == 2,
        "three parts": len(parts) == 3,
        "four and more": len(parts) > 3,
        "all are known options": bool(known) and all(known),
        "half are known options": bool(known) and sum(known) * 2 >= len(known),
        "none is a known option": bool(known) and not any(known),
        "steps of a scale": len(parts) > 1 and len(scale) == 1 and all(map(_SCALE.fullmatch, parts)),
        "all in capitals": bool(parts) and all(part.isupper() for part in parts),
        "alike in case": bool(parts) and len({part[:1].isupper() for part in parts}) == 1,
        "several words": any(" " in part for part in parts),
        "behind a label": passage.labelled(found.start(found.re.groups and 1)),
        "in a cell": passage.cell,
        "in a heading": passage.heading,
        "in data": passage.data,
    }
    return frozenset(name for name, holds in named.items() if holds)
