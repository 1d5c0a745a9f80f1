"""Masks: letters that stand for the digits of a date, a number or an id."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.patterns import regex
from checker.slots.kinds import Hit, Kind
from checker.slots.passage import Passage


def _either(*patterns: str) -> str:
    return "(?:" + "|".join(patterns) + ")"


UNIT = _either(
    "days?|weeks?|months?|years?|hours?|hrs?|h|minutes?|mins?|seconds?|secs?|ms|s|times?|sprints?|percent",
    "points?|people|persons?|users?|items?|issues?|engineers?|tenants?|pages?|rows?|requests?|rps|[kmgt]b|eur|usd|gbp",
    "[KMGT]i?B|[GM]Hz|vCPUs?|cores?|EUR|USD|GBP",
    "tage?n?|wochen?|monate?|stunden?|jahre?|jours?|semaines?|mois|heures?|días|dias|semanas|meses|horas",
    "giorni|settimane|mesi|ore|dagen|weken|dni|дней|часов|日|週間|時間|天|小时|일|시간",
)
"""What follows a number, as alternatives of a pattern."""

_YEAR = _either(
    "YYYY|yyyy|Yyyy|JJJJ|jjjj|AAAA|aaaa|RRRR|rrrr|ГГГГ|гггг|ÅÅÅÅ|åååå|VVVV|vvvv|ÉÉÉÉ|éééé|GGGG|XXXX|0000|20XX|20YY|20xx|20yy"
)
_PART = _either(
    "MMMM?|MM|mm|Mm|mmm|Mmm|DD|dd|Dd|TT|tt|JJ|jj|AA|aa|GG|gg|ДД|дд|ММ|мм|PP|pp|KK|kk|NN|nn|HH|hh|ÓÓ|nap|XX|xx|00",
    "Month|MONTH|month|Mon|Day",
)
_CENTURY = r"(?:19|20)\d\d"
_GAP = "[-./\u2010\u2011\u2013_ ]"
_TIME = r"(?:[T ]?(?:HH|hh|00)[:.]?(?:MM|mm|00)(?:[:.]?(?:SS|ss|00)(?:[.,][NSsf0]{1,9})?)?Z?)?"
_DATES = _either(
    rf"{_YEAR}{_GAP}?{_PART}(?:{_GAP}?{_PART})?",
    rf"{_CENTURY}{_GAP}(?:MM|mm|XX|xx|\?\?){_GAP}(?:DD|dd|XX|xx|\?\?|\d\d)",
    rf"{_CENTURY}-\d\d-(?:DD|dd|XX|xx|\?\?)",
    rf"{_PART}{_GAP}{_PART}{_GAP}(?:{_YEAR}|YY|yy|JJ|AA|{_CENTURY})",
    rf"(?:Month|MONTH|month) (?:DD|dd|XX),? (?:{_YEAR}|{_CENTURY})",
    rf"(?:MMM+|Month|MONTH) (?:(?:Day|DD),? )?(?:{_YEAR}|[Yy]ear|YEAR)",
    rf"(?:Day|DD) (?:Month|MMM+) (?:[Yy]ear|{_YEAR})",
    r"YYYY年\s?MM月\s?DD日",
    "(?:(?:19|20)[〇○Xx]{2}|[〇○0X]{4})年\\s?[〇○0Xx]{1,2}月\\s?[〇○0Xx]{1,2}日",
)
_DATE = regex(rf"(?<![\w\-/.@]){_DATES}{_TIME}(?![\w/-])")
_YEAR_ALONE = regex(r"(?<![\w\-/.])(?:20XX|20YY|20xx|20yy|20__|202[XY]|YYYY)(?![\w/-])")
_COPYRIGHT = regex(r"(?i)(?:©|\(c\)|\bcopyright)\s*$")
_CLOCK = regex(
    r"(?<![\w:.])(?:(?:HH|hh|XX|xx|__)[:.](?:MM|mm|XX|xx|__)(?::(?:SS|ss|XX))?|(?:MM|mm):(?:SS"
    r"|ss))(?![\w:])(?:\s?(?:UTC|GMT|TZ|CES?T|[AP]M|[ap]m|Uhr|h)(?!\w))?"
)

_NUMBER = _either(
    "N{3,6}", "X{2,8}", "x{3,8}", "n{4,6}", "#{2,8}", r"\?{2,6}", "0{4}", "0{1,3}[Xx]", "Y{4}", "YYYY-[NX]{2,6}"
)
_ID = regex(
    rf"(?<![\w/-])(?:[A-Z]{{2,8}}-){{0,3}}[A-Za-z][A-Za-z0-9]{{0,15}}(?:-(?:\d{{4}}"
    rf"|YYYY))?[-_]{_NUMBER}(?:-(?:0{{3,4}}|X{{2,6}}|N{{2,6}}))?"
    r"(?![\w-])"
)
_BARE_ID = regex(r"(?<![\w/-])(?:[A-Z]{2,6} )?(?:N{3,6}|#{3,8})(?![\w#-])")
_GLUED_ID = regex(r"(?<![\w/.-])(?![A-F]+0)[A-Z]{2,8}(?:[xX]{3,6}|[yY]{3,6}|[zZ]{3,6}|N{3,6}|0{4})(?![\w.-]{0,20}\w)")
"""`MSCxxxx`, `RFC0000`: an abbreviation and its number in one word."""

_NO_NUMBER = regex(
    r"(?i:(?<![\w-])(?:fix(?:es|ed)?|close[sd]?|resolve[sd]?|refs?|references|issue|ticket|pr"
    r"|pull request):? )#(?=[ *_]*(?:$|[\n(.,;]))"
)
"""`Fixes # (issue)`: the sign of a number without the number."""
_HASH = regex(r"#(?:N{2,8}|X{2,8}|x{3,8}|n{3,8}|0{4}|_{2,40})(?![\w-])|(?<![a-z\d&])(?<!\b[A-Z])#\?{1,8}(?![\w-])")
_VERSION = regex(
    r"(?<![\w.-])"
    + _either(
        r"v?\d+\.(?:\d+\.)?(?:X{2,3}|N{2,3}|x{2,3})", r"v?\d+\.[XYZ]\.[XYZ]", r"v?X{2,8}\.X{1,8}", r"[vV]?X\.X(?:\.X)?"
    )
    + r"(?![\w.-]{0,20}\w)"
)
_VERSION_ALONE = regex(r"(?<![\w.-])[vV]?\d{1,3}(?:\.\d{1,3})?\.X(?:\.X)?(?![\w.-]{0,20}\w)")
_VERSION_LETTERS = regex(r"(?<![\w.-])[vV]?[XxYy]\.[XxYyZz](?:\.[XxYyZz])?(?![\w.-]{0,20}\w)")
_GROUPS = regex(r"(?<![\w./-])\+?\d{0,3}[ -]?\(?[Xx]{2,8}\)?(?:[-./ ][Xx]{2,8}){1,6}(?![\w/-])")
_MONEY = regex(
    r"(?:[$€£¥]|\b(?:EUR|USD|GBP|INR)) ?(?:XX+|xx+|X[.,]X)(?:[.,][Xx]{1,8}){0,6}(?![\w-])"
    r"|(?<![\w.,-])X{1,8}(?:[.,]X{1,8}){1,6}(?![\w-])"
)
_MEASURE = regex(
    rf"(?<![\w.,-])(?:XX+(?:[.,][Xx]{{1,8}})?|xx+(?:[.,]x{{1,8}})?|NN|\d{{0,9}}\.X{{1,8}})\s?(?:[%€£]|{UNIT}(?!\w))"
    rf"|(?<=[<>≤≥~≈] )[NX] (?:%|{UNIT}(?!\w))"
)
_AMOUNT = regex(
    r"[~≈<>≤≥]{0,2}\s?(?<![\w.])(?:[XNY]|XX|NN|nn)(?:\s?[-–]\s?(?:[MXYNm]|XX|NN|MM))?\s?"
    rf"(?:%|{UNIT}(?!\w)|(?:/|of|out of)\s?(?:[MXYN]|\d{{1,9}})(?!\w))(?:,? (?:and )?[XYZNM] {UNIT}(?!\w))?"
)

_COUNT = regex(r"(?<![\w.,$€£+/-])(?:XX+|\?{2,6})\s(?=[a-z])(?!in\b|is\b|as\b|was\b|has\b)[a-z-]{2,30}s(?!\w)")
"""`XX defects`: doubled letters before what is counted; a single letter may be the name of a number."""
_COUNT_ALONE = regex(
    r"[~≈<>≤≥]{0,2}\s?(?<![\w.])(?:[XNY]|NN|\?{2,6})\s?(?:%|(?:per |/ ?)[a-z]+|(?!is\b"
    r"|as\b)(?:[a-z]{3,12} )?[a-z-]{2,30}s(?!\w))"
)
COUNTERS = (
    *(
        "sprint",
        "week",
        "day",
        "phase",
        "iteration",
        "release",
        "version",
        "milestone",
        "chapter",
        "option",
        "goal",
        "risk",
    ),
    *("meeting", "session", "month", "quarter", "year", "incident", "ticket"),
)
_COUNTER = regex(
    rf"(?i:(?<![\w-])(?:{'|'.join(COUNTERS)})"
    r"(?: of)? #?)(?:[NX]|NN|XX|v?[XxYy]\.[XxYyZz](?:\.[XxYyZz])?|(?:MM|DD)[/.-](?:MM|DD))(?![\w.-]{0,9}\w)"
)
"""`Sprint N`, `Week of MM/DD`: what is numbered, and no number."""
_IN_TITLE = regex(r"(?i)(?:sprint|week|phase|iteration|milestone) #?(?:n|x|nn|xx)$")
COUNTED = regex(rf"(?:{'|'.join(COUNTERS)})(?: of)? #?(?:[nx]|nn|xx|v?[xy]\.[xyz]|mm|dd)(?!\w)")
_COUNTED_LETTER = regex(
    r"(?i:\b(?:counts?|number|no\.|total|amount|quantity|qty|score|size|days|hours|weeks|items"
    r"|issues)\s?[:=]\s*)[XN](?!\w)"
)
_LETTERS_ALONE = regex(r"[~≈<>≤≥$€£]{0,2}\s?(?<![\w.:])XX(?!\w)")
_DAY_ALONE = regex(r"(?<![\w/.-])(?:DD|MM|TT|JJ)[./-](?:MM|DD)(?![\w/-])")
_SUM_ALONE = regex(r"[$€£] ?[XYN](?![\w.,])")
_QUARTER = regex(r"(?<![\w-])(?:Q|H|FY|CY|KW|CW)(?:\?{1,4}|_{1,4})(?!\w)")
_CHANGE = regex(rf"(?<!\w)[XN]\s?(?:%|{UNIT})?\s(?:to|→|->)\s[YM]\s?(?:%|{UNIT})(?!\w)")
_MILLIONS = regex(r"(?:[$€£¥]|\b(?:EUR|USD|GBP|INR|CHF) )X+\s?(?:k|K|M|m|bn|million|billion|thousand)(?!\w)")
_EAST_ASIAN = regex(
    r"[〇○◯△]{2,8}(?=[\u3040-\u9fff\uac00-\ud7a3])|(?<=[\u3040-\u9fff：])[〇○◯△×]{2,8}"
    r"|(?:^|(?<=[:：])|(?<=[:：]\s))[〇○◯△]{2,8}(?=\s*$)"
    r"|(?<![\w])[XxＸ]{1,4}(?=年|月|日|人|円|元|公司|项目|項目|株式会社|部門|部)|某某"
)

_FORMAT_TALK = regex(
    r"(?i)\b"
    + _either(
        r"iso[ -]?8601|rfc[ -]?3339|semver|regexp?|strftime|schema|syntax|notation|convention",
        r"patterns?|wildcard|prefix|suffix|part of|digits?|placeholder",
        r"formats?|formatted|formato|formatiert|формате?|biçim\w*|parsed?|parses|literal|encoded|naming|range"
        r"|so-called",
        r"(?:written|printed|displayed|shown|stored|rendered|represented|entered|typed|named) (?:as|like|in)"
        r"|in the form|of the form|expressed as|stands for|e\.g\.|i\.e\.|such as|like|for example",
    )
    + r"\b|書式|形式|格式|형식"
)
"""A sentence with one of these talks about how dates and numbers are written."""

SIGNS = (
    *("YY", "JJ", "AAAA", "RRRR", "ГГ", "ÅÅ", "VVVV", "ÉÉ", "GGGG", "yyyy", "jjjj", "aaaa", "rrrr", "гггг", "åååå"),
    *("vvvv", "éééé", "XX", "xx", "NN", "nnn", "DD", "MM", "TT.", "dd/", "dd.", "dd-", "tt.", "HH", "mm:", "MM:"),
    *("hh:", "Month", "month ", "Day ", ": N", ": X", ":N", ":X", "= N", "= X", "Q?", "Q_", "FY", "H?", "CY", "KW"),
    *("CW", "##", "#?", "??", "0000", "00/", "00-", "00.", "__", "〇", "○", "X.", "x.y", "X-", "N-", "Y-", "X–", "N–"),
    *("Y–", "s #", "e #", "R #", "e: #", "R: #", "d #", "t #", "r #", "yyy", "zzz", "YYY", "ZZZ", "0X", "X ", "N "),
    *("Y ", "X%", "N%", "Y%", "X/", "N/", "Y/", "X,", "20XX", "20YY", "202X", "202Y", ".X", "nn ", "nn%", "$X", "€X"),
    *("XX €", "$Y", "$N", "TT/", "JJ/", "< N", "< X", "> N", "> X", "~ X", "≤ X", "≤ N", "£X", "¥X", "△", "×", "◯"),
    *("X年", "X月", "X日", "X人", "X円", "X元", "X公", "X项", "X項", "X株", "X部", "某某"),
)
"""Without any of these, as written, a text holds no mask."""

_ANYWHERE = (
    _DATE,
    _ID,
    _BARE_ID,
    _GLUED_ID,
    _NO_NUMBER,
    _HASH,
    _VERSION,
    _GROUPS,
    _MONEY,
    _MEASURE,
    _COUNT,
    _QUARTER,
    _CHANGE,
    _MILLIONS,
    _EAST_ASIAN,
)
_AS_VALUE = (
    _YEAR_ALONE,
    _AMOUNT,
    _COUNT_ALONE,
    _COUNTED_LETTER,
    _LETTERS_ALONE,
    _DAY_ALONE,
    _SUM_ALONE,
    _VERSION_ALONE,
    _CLOCK,
    _VERSION_LETTERS,
)


def find_masks(passage: Passage) -> Iterator[Hit]:
    """Masks that stand where a date, a number or an id belongs, not where the way to write one is explained."""
    if passage.label:
        return
    for pattern in _ANYWHERE:
        for found in pattern.finditer(passage.text):
            if not _explained(passage, *found.span()):
                yield Hit(Kind.MASK, *found.span())
    for pattern in _AS_VALUE:
        for found in pattern.finditer(passage.text):
            if passage.stands_alone(*found.span()) or _needs_no_place(passage, found, pattern):
                blanks = len(found.group()) - len(found.group().lstrip())
                yield Hit(Kind.MASK, found.start() + blanks, found.end())


def find_counters(passage: Passage) -> Iterator[Hit]:
    """`Sprint N` as a whole text or value."""
    for found in _COUNTER.finditer(passage.text) if not (passage.label or passage.code) else ():
        in_title = passage.heading and bool(_IN_TITLE.match(found[0]))
        if (in_title or passage.stands_alone(*found.span())) and not passage.mentioned(*found.span()):
            yield Hit(Kind.MASK, *found.span())


def holds_mask(content: str) -> bool:
    """Whether a mask stands anywhere in the content of a slot."""
    return any(pattern.search(content) for pattern in (*_ANYWHERE, _YEAR_ALONE, _VERSION_LETTERS, _CLOCK))


def _needs_no_place(passage: Passage, found: re.Match[str], looked_for: re.Pattern[str]) -> bool:
    """A masked year anywhere, a masked version in a heading, `HH:MM – alert raised` in a time line."""
    if looked_for is _VERSION_LETTERS:
        return passage.heading
    if looked_for is _COUNTED_LETTER:
        return passage.ends_value(found.end())
    if looked_for is _CLOCK:
        after = passage.line_after(found.end()).lstrip()
        return passage.begins_line(found.start()) and after.startswith(("-", "–", "—", ":", "|"))
    return found.group().startswith(("20XX", "20YY")) or _is_copyright(passage, found.start())


def _is_copyright(passage: Passage, start: int) -> bool:
    return bool(_COPYRIGHT.search(passage.line_before(start)[-24:]))


def _explained(passage: Passage, start: int, end: int) -> bool:
    """Whether the text says how something is written, so that the mask is the subject and no slot."""
    if passage.mentioned(start, end) or _follows_its_label(passage, start, end):
        return True
    return explains_notation(passage.sentence(start, end))


def explains_notation(sentence: str) -> bool:
    """Whether a sentence is about how dates, numbers or ids are written."""
    return bool(_FORMAT_TALK.search(sentence))


def _follows_its_label(passage: Passage, start: int, end: int) -> bool:
    """`Date (YYYY-MM-DD): 2026-03-01`: a label with its format, followed by the value."""
    before, after = passage.line_before(start).rstrip(" "), passage.line_after(end)
    return before.endswith("(") and after.startswith(")") and after[1:].lstrip("* ").startswith(":")
