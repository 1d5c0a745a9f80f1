"""Alternatives of which none was chosen."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.reading.placeholders.kinds import Hit, Kind
from checker.reading.placeholders.passage import Passage
from checker.reading.placeholders.words import word_set

ALTERNATIVES = word_set("""
    yes no true false pass passed fail failed high medium low moderate critical major minor trivial draft final
    proposed accepted rejected approved deprecated superseded postponed cancelled withdrawn active inactive open
    closed done alpha beta stable ga elite on off enabled disabled internal external public private confidential
    restricted required optional met unmet partial go no-go nogo agree disagree n/a na not-applicable signed
    unsigned complete incomplete green amber yellow red full temporary permanent planned unplanned yearly annual
    one-time recurring all some none new existing todo doing p0 p1 p2 p3 p4 dev staging prod production test daily
    weekly monthly quarterly mr mrs ms he she they his her has is was does will can have are in-progress pending
    implemented provisional implementable replaced ja nein oui non sí si hoch mittel niedrig alto medio bajo basso
    vrai faux tak nie да нет 是 否 はい いいえ 예 아니오
    """)
"""What people offer to choose from."""

_OPEN_BOX = r"(?:[☐□▢◻⬜○◯❏❑]|(?<![\w\])])\[ ?\]|(?<![\w\])])\( ?\))"
_TICKED_BOX = re.compile(r"[☑☒✅✓✔☓⊠⬛◉●⦿✗✘]|[\[(][xX✓✔*][\])]")
_BALLOT = re.compile(rf"{_OPEN_BOX}\s?\w[^☐□▢◻⬜○◯❏❑\[(\n]{{0,40}}{_OPEN_BOX}\s?\w[^\n]{{0,60}}")
_LIGHT = r"[🟢🟡🟠🔴⚪🔵✅❌⚠🚧⏳]\ufe0f?"
_LIGHTS = re.compile(rf"{_LIGHT}(?:\s?[/|]\s?{_LIGHT}){{1,8}}")
_VALUE = re.compile(r"(?:^|[:：=]|\s[–—-]\s|\|\s)\s*([^:：=–—\n]{3,120}?)[\s.;,!)*_]*$", re.MULTILINE)
_OFFER = re.compile(r"[|/]")
_SLUG = re.compile(r"[a-z][a-z-]*")
_SIMPLE = re.compile(r"[\w-]{2,}")
SIGNS = ("|", "/", "☐", "□", "▢", "◻", "⬜", "○", "◯", "❏", "❑", "[ ]", "[]", "( )", "()")
"""Without any of these a text offers no choice."""
_GRADE = re.compile(r"(?i)(sev|p|q|h|s|l|tier|level|prio|priority|class|severity|stufe|niveau|nivel|grade)[ -]?\d")
"""A step of a scale: `Sev1`, `Tier 2`."""
_NOT_CHOICES = frozenset({"CI/CD", "TCP/IP", "I/O", "A/B", "OS/2", "N/A", "P/E", "R/W", "SLI/SLO", "SLO/SLA"})


def find_choices(passage: Passage) -> Iterator[Hit]:
    """Boxes of which none is ticked, and alternatives that are still the whole value."""
    if passage.label or passage.code:
        return
    if not _TICKED_BOX.search(passage.text):
        yield from (Hit(Kind.CHOICE, *found.span()) for found in _BALLOT.finditer(passage.text))
    for found in _LIGHTS.finditer(passage.text):
        if passage.stands_alone(*found.span()):
            yield Hit(Kind.CHOICE, *found.span())
    for found in _VALUE.finditer(passage.text) if _OFFER.search(passage.text) else ():
        if _OFFER.search(found[1]) and _offers(passage, *found.span(1)):
            yield Hit(Kind.CHOICE, *found.span(1))


def _offers(passage: Passage, start: int, end: int) -> bool:
    text = passage.text[start:end]
    if not (passage.cell or passage.labelled(start)):
        return False
    parts = _parts(text)
    if "|" in text and passage.data:
        return len(parts) > 1 and all(_SIMPLE.fullmatch(part) for part in parts)
    return len(parts) > 1 and _known(parts) >= max(2, len(parts) - 1)


def _known(parts: list[str]) -> int:
    """How many of the parts are among what people usually offer."""
    grades = [_GRADE.fullmatch(part) for part in parts]
    is_scale = len(parts) > 2 and len({grade[1].casefold() for grade in grades if grade}) == 1
    return sum(
        part.casefold() in ALTERNATIVES or (is_scale and bool(grade)) for part, grade in zip(parts, grades, strict=True)
    )


def _parts(text: str) -> list[str]:
    return [part.strip(" \"'") for part in re.split(r"[|/]", text)]


def is_choice(content: str) -> bool:
    """Whether the content of brackets offers alternatives: `Draft/Final`, `HIGH | LOW`, `draft, final, rejected`."""
    if "|" in content:
        return all(_parts(content))
    if "/" in content:
        return _slashed(content)
    if "," in content:
        parts = [part.strip() for part in re.split(r",| or ", content) if part.strip()]
        return len(parts) > 2 and _known(parts) * 2 > len(parts)
    parts = [part.strip() for part in content.split(" or ")]
    return len(parts) > 1 and _known(parts) == len(parts)


def _slashed(content: str) -> bool:
    """Alternatives between slashes, and not a path, a repository or a citation."""
    parts = _parts(content)
    if (
        len({grade[1].casefold() for part in parts if (grade := _GRADE.fullmatch(part))})
        == 1
        == len(set(map(len, parts)))
    ):
        return all(map(_GRADE.fullmatch, parts))
    if content.upper() in _NOT_CHOICES or not all(_may_be_alternative(part) for part in parts):
        return False
    return _known(parts) == len(parts) or not all(_SLUG.fullmatch(part) for part in parts)


def _may_be_alternative(part: str) -> bool:
    letters = part[:1].isalpha() and "." not in part and len(part.split()) <= 4
    return letters and not any(letter.isdigit() for letter in part)
