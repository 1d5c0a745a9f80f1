"""What a `#62` means by the words beside it: an issue, a pull request, one of a row of things, a colour.

GitHub links every `#1`, and people write it for a rank (`the #1 cause`), a step, a room or a build as well.
"""

from __future__ import annotations

import re

from checker.patterns import regex

REACH = 60
"""How many characters before and behind a reference may say what it is."""

_ISSUE_WORDS = regex(r"gh|issues?|bugs?|ticket|defect|close[sd]?|fix(?:e[sd])?|resolve[sd]?", re.IGNORECASE)
_PULL_WORDS = regex(r"prs?|pull|mr", re.IGNORECASE)
_ORDINALS = (
    r"(?:account|alert|answer|apartment|apt|area|assumption|attempt|batch|box|building|build|bus|case|channel|chapter|choice"
    r"|column|col|core|criterion|criteria|ac|customer|day|decision|discussion|edition|employee|episode|example|exercise"
    r"|experiment|fact|figure|fig|finding|flight|floor|gate|goal|group|house|hypothesis|index|instance|invoice|item"
    r"|iteration|job|key|lesson|level|line|locker|lot|machine|member|milestone|ms|month|myth|node|no|note|nr|number"
    r"|objective|option|order|page|parcel|part|phase|pin|place[d]?|platform|player|point|port|position|principle|priority"
    r"|question|rank(?:ed|s|ing)?|rated|reason|release|replica|requirement|risk|room|round|route|row|rule|run|scenario"
    r"|season|seat|section|server|slide|slot|sprint|stage|step|store|suite|table|team|tenant|test|thread|tip|track|trial"
    r"|unit|version|volume|vol|voted|walkthrough|week|worker|workflow|year|schritt|punkt|platz|nummer|zeile|seite|étape"
    r"|numéro|paso|número|шаг|пункт)"
)
_OTHER_WORDS = regex(rf"[a-z]|task|{_ORDINALS}", re.IGNORECASE)
_JOINED = r"(?:#[0-9]+\s*(?:,|and|&|or|/|[-–—]|to|und|\s)+\s*)*"
_ORDINAL_BEFORE = regex(rf"(?<![\w-]){_ORDINALS}s?\.?\s+{_JOINED}$", re.IGNORECASE)
_DETERMINED = regex(r"(?:\b(?:the|an?|our|your|their|its|my|ranks?|as|voted|became)|['’]s)\s+$", re.IGNORECASE)
_RANKED = regex(
    r"(?!\s+(?:issue|bug|fix|ticket|pr|patch|and|or|is|was|has|in|on|to|for|with|by|at|as|first|above|below|again)\b)"
    r"\s+[^\W\d_]",
    re.IGNORECASE,
)
_RANKS = frozenset("123456789") | {"10"}
_PULL_BEFORE = regex(
    rf"\b(?:(?:PRs?|MRs?|pull|pull[- ]requests?|merge[- ]requests?)[ :(]{{0,3}}"
    rf"|(?:PRs|MRs|(?:pull|merge)[- ]requests)[ :(]{{1,3}}{_JOINED})$",
    re.IGNORECASE,
)
_COLOUR_BEFORE = regex(
    r"\b(?:(?:colou?rs?|farben?|couleurs?)\b[^.!?]{0,30}"
    r"|(?:hex|rgba?|background|foreground|fill|stroke|border|shadow|theme|accent|palette)[\w-]*"
    r"(?:\s*[:=][^.;,!?]*|[ (\"']{1,3}))$",
    re.IGNORECASE,
)
_REFERRED_BEFORE = regex(
    r"\b(?:issues?|bugs?|tickets?|defects?|close[sd]?|fix(?:e[sd])?|resolve[sd]?|refs?|see|tracked(?: in| by)?)"
    r"[ :(]{0,3}$",
    re.IGNORECASE,
)
_COLOUR = regex(r"#(?=[0-9]*[a-f])(?:[0-9a-f]{6}|[0-9a-f]{8}|(?=[a-f]*[0-9])[0-9a-f]{3})(?![\w-])", re.IGNORECASE)
_COLOUR_DIGITS = frozenset({3, 4, 6, 8})
_ONE_GREY = 6


def is_pull_before(before: str) -> bool:
    """Whether the words in front call what follows a pull request."""
    return _PULL_BEFORE.search(before) is not None


def is_issue_word(where: str) -> bool:
    """Of `Issue#62`."""
    return _ISSUE_WORDS.fullmatch(where) is not None


def is_pull_word(where: str) -> bool:
    return _PULL_WORDS.fullmatch(where) is not None


def is_other_word(where: str) -> bool:
    """Of `step#3` and `C#7`."""
    return _OTHER_WORDS.fullmatch(where) is not None


def is_ordinal(digits: str, before: str, after: str) -> bool:
    """Whether a number says which one of a row is meant: `step #1`, `ranked #1`, `the #1 cause`."""
    if _ORDINAL_BEFORE.search(before):
        return True
    return digits in _RANKS and _DETERMINED.search(before) is not None and _RANKED.match(after) is not None


def is_colour(digits: str, before: str, around: str) -> bool:
    """Whether digits are a colour: by the words before them, by other colours around, or six times the same."""
    if len(digits) not in _COLOUR_DIGITS or _REFERRED_BEFORE.search(before):
        return False
    grey = len(digits) == _ONE_GREY and len(set(digits)) == 1
    return grey or _COLOUR_BEFORE.search(before) is not None or _COLOUR.search(around) is not None
