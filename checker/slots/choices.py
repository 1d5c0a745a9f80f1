"""Alternatives of which none was chosen."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.patterns import regex
from checker.slots.kinds import Hit, Kind
from checker.slots.passage import Passage
from checker.slots.words import word_set

ALTERNATIVES = word_set("""
    yes no true false pass passed fail failed high medium low moderate critical major minor trivial draft final
    proposed accepted rejected approved deprecated superseded postponed cancelled withdrawn active inactive open
    closed done alpha beta stable ga elite on off enabled disabled internal external public private confidential
    restricted required optional met unmet partial go no-go nogo agree disagree n/a na not-applicable signed
    unsigned complete incomplete green amber yellow red full temporary permanent planned unplanned yearly annual
    one-time recurring all some none new existing todo doing p0 p1 p2 p3 p4 dev staging prod production test daily
    weekly monthly quarterly mr mrs ms he she they his her has is was does will can have are in-progress pending
    implemented provisional implementable replaced approve reject accept decline defer relabel amend merge ja nein oui
    non sí si hoch mittel niedrig alto medio bajo basso
    vrai faux tak nie да нет 是 否 はい いいえ 예 아니오
    """)
"""What people offer to choose from."""

_GRADES = word_set("""
    high medium low moderate critical major minor trivial blocker draft final proposed accepted rejected approved
    deprecated superseded postponed cancelled canceled withdrawn active inactive open closed close ongoing new done
    pass passed fail failed partial yes no maybe complete incomplete completed pending planned resolved mitigated
    investigating hoch mittel niedrig alto alta medio media bajo baja haut moyen faible élevé élevée
    """)
"""States and grades, of which a thing has one at a time."""

_OPEN_BOX = r"(?:[☐□▢◻⬜○◯❏❑]|(?<![\w\])])\[ ?\]|(?<![\w\])])\( ?\))"
_OR_LAST = regex(r"[A-Z][a-z]+(?:, [A-Z][a-z]+)+,? or [A-Z][a-z]+")
_TRAILING = regex(rf"(?<!\w)\w{{2,12}} ?{_OPEN_BOX}[ ,/|]+\w{{2,12}} ?{_OPEN_BOX}(?![ ]?\w)")
"""`Yes ☐ No ☐`"""
_POLAR = word_set(
    "yes no ja nein oui non sí si não sim true false pass fail да нет 是 否 はい いいえ approve reject met unmet"
)
_GRADED = regex(
    r"(?i)\b(?:type|status|state|priority|severity|result|outcome|decision|impact|risk|urgency|likelihood"
    r"|verdict)[*_ ]*[:：=]\s*[*_]*$"
)
_TICKED_BOX = regex(r"[☑☒✅✓✔☓⊠⬛◉●⦿✗✘]|[\[(][xX✓✔*][\])]")
_BALLOT = regex(rf"{_OPEN_BOX}\s?\w[^☐□▢◻⬜○◯❏❑\[(\n]{{0,40}}{_OPEN_BOX}\s?\w[^\n]{{0,60}}")
_LIGHT = r"[🟢🟡🟠🔴⚪🔵✅❌⚠🚧⏳]\ufe0f?"
_LIGHTS = regex(rf"{_LIGHT}(?:\s?[/|]\s?{_LIGHT}){{1,8}}")
_VALUE = regex(r"(?:^|[:：=]|\s[–—-]\s|\|\s)\s*([^:：=–—\n]{3,120}?)[\s.;,!)*_]*$", re.MULTILINE)
_NEAR = 40
_OFFER = regex(r"[|/]")
_SLUG = regex(r"[a-z][a-z-]*")
_SIMPLE = regex(r"[\w-]{2,}")
SIGNS = ("|", "/", "☐", "□", "▢", "◻", "⬜", "○", "◯", "❏", "❑", "[ ]", "[]", "( )", "()")
"""Without any of these a text offers no choice."""
GRADED = regex(rf",\s*(?:or )?(?:{'|'.join(sorted(_GRADES))})\b|, or [a-z]+|\w, \w+ or [a-z]+")
_GRADE = regex(r"(?i)(sev|p|q|h|s|l|tier|level|prio|priority|class|severity|stufe|niveau|nivel|grade)[ -]?\d")
"""A step of a scale: `Sev1`, `Tier 2`."""
_NOT_CHOICES = frozenset({"CI/CD", "TCP/IP", "I/O", "A/B", "OS/2", "N/A", "P/E", "R/W", "SLI/SLO", "SLO/SLA"})


def find_choices(passage: Passage) -> Iterator[Hit]:
    """Boxes of which none is ticked, and alternatives that are still the whole value."""
    if passage.label or passage.code:
        return
    if not _TICKED_BOX.search(passage.text):
        for pattern in (_BALLOT, _TRAILING):
            yield from (Hit(Kind.CHOICE, *found.span()) for found in pattern.finditer(passage.text))
    for found in _LIGHTS.finditer(passage.text):
        if passage.stands_alone(*found.span()):
            yield Hit(Kind.CHOICE, *found.span())
    for found in _VALUE.finditer(passage.text) if _OFFER.search(passage.text) else ():
        if _OFFER.search(found[1]) and _offers(passage, *found.span(1)):
            yield Hit(Kind.CHOICE, *found.span(1))


def find_grades(passage: Passage) -> Iterator[Hit]:
    """All the grades or states of a scale where one of them belongs."""
    if passage.label or passage.code:
        return
    for found in _VALUE.finditer(passage.text):
        if "," in found[1] and _lists(passage, *found.span(1)):
            yield Hit(Kind.CHOICE, *found.span(1))


def _lists(passage: Passage, start: int, end: int) -> bool:
    """Whether a field holds all the values that it may have: `Severity: minor, major, critical`."""
    parts = [part for part in re.split(r",\s*(?:or\s+)?|\s+or\s+", passage.text[start:end]) if part]
    if len(parts) < 3 or not (passage.cell or passage.labelled(start)):
        return False
    if _OR_LAST.fullmatch(passage.text[start:end].strip(" .*_")):
        return True
    grades = sum(part.casefold() in _GRADES for part in parts)
    return grades >= len(parts) - 1 and (" or " in passage.text[start:end] or grades == len(parts))


def _offers(passage: Passage, start: int, end: int) -> bool:
    text = passage.text[start:end]
    parts = _parts(text)
    if not (passage.cell or passage.labelled(start)):
        is_whole = passage.begins_line(start) and not passage.heading and passage.text.strip(" *_.") == text
        return is_whole and len(parts) > 1 and all(part.casefold() in _POLAR for part in parts)
    names = len(parts) > 2 and "/" in text and all(part.isalpha() and part.istitle() for part in parts)
    if names and _GRADED.search(passage.line_before(start)[-_NEAR:]):
        return True
    if "|" in text and passage.data:
        return len(parts) > 1 and all(_SIMPLE.fullmatch(part) for part in parts)
    return len(parts) > 1 and _known(parts) >= max(2, len(parts) - 1)


def _known(parts: list[str]) -> int:
    """How many of the parts are among what people usually offer."""
    grades = [_GRADE.fullmatch(part) for part in parts]
    if {part.casefold() for part in parts} == {"h", "m", "l"}:
        return 3
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
    if content in ("Y/n", "y/N"):
        # A program asks so and says what it takes for granted.
        return False
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
