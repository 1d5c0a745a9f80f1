"""Where a document asks questions that nobody is to fill in: in a FAQ, in minutes, and where the answer is below."""

from __future__ import annotations

from checker.model.markdown import Markdown
from checker.patterns import regex

_DISCUSSION = regex(
    r"(?i)(?<!\w)(?:faqs?|frequently asked|q\s?&\s?a|questions?|minutes|meetings?|discussions?|transcript|interview"
    r"|fragen"
    r"|protokolle?|besprechung(?:en)?|sitzung(?:en)?|réunions?|compte[- ]rendu|foire aux questions|preguntas|actas?"
    r"|reunión"
    r"|perguntas|atas?|reunião|domande|verbale|riunione|vragen|notulen|pytania|вопросы|протокол)(?!\w)"
    r"|議事録|会议纪要|會議記錄|회의록|よくある質問|质疑|常见问题|자주 묻는"
)


def discussed_lines(document: Markdown) -> frozenset[int]:
    """The lines of blocks whose questions are what people want to read."""
    found: set[int] = set()
    for section in document.sections:
        if section.level and _DISCUSSION.search(section.title.plain):
            found.update(range(section.line, section.end_line + 1))
    # An item with items below it, of which the first is no question, has its answer there.
    for item, below in zip(document.items, document.items[1:], strict=False):
        if below.depth > item.depth and not below.text.plain.rstrip().endswith("?"):
            found.add(item.text.line)
    return frozenset(found)
