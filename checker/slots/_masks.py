"""Masks: letters that stand for the digits of a date, a number or an id.

The letters of dates are those of the field descriptions of CLDR as people write them in their languages (year `Y`, `J`,
`A`, `R`, `Г`; month `M`, `М`; day `D`, `T`, `J`, `G`, `Д`); a number is masked by `X`, `N`, `#`, `?` or `0`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.patterns import regex
from checker.slots._kinds import Hit, Kind
from checker.slots.passage import Passage

_RUN = r"(?:Y{2,4}|J{2,4}|A{2,4}|R{4}|G{2,4}|Г{4}|M{2,4}|М{2}|D{2}|T{2}|Д{2}|X{2,4}|0{2,4}|Å{4}|V{4}|K{2}|P{2})"
_GAP = "[-./\u2010\u2011\u2013 ]"
_CENTURY = r"(?:19|20)\d\d"
_TIME = r"(?:[T ]?HH[:.]?(?:MM|XX)(?:[:.]?SS(?:[.,][NSF0]{1,9})?)?Z?)?"
_DATE = regex(
    rf"(?<![\w\-/.@])(?:(?:{_RUN}|{_CENTURY}|20XX|20YY|\?\?){_GAP}(?:{_RUN}|\d\d|\?\?)"
    rf"(?:{_GAP}(?:{_RUN}|{_CENTURY}|\d\d|\?\?))"
    rf"|(?:YYYY|JJJJ|AAAA){_GAP}?(?:MM|XX)(?:{_GAP}?(?:DD|TT|JJ|XX))?"
    rf"|[A-Z][a-z]{{2,8}} DD,? YYYY|YYYY年\s?MM月\s?DD日"
    rf"|[〇○0X]{{2,4}}年\s?[〇○0X]{{1,2}}月\s?[〇○0X]{{1,2}}日){_TIME}(?![\w/-])",
    re.IGNORECASE,
)
_ALPHABETIC_RUN = regex(r"[^\W\d_]+")
_YEAR = regex(r"(?<![\w\-/.])(?:20XX|20YY|20xx|20yy|202[XY]|YYYY|JJJJ)(?![\w/-])")
_DIGITS = r"(?:X{2,8}|x{3,8}|N{2,6}|n{4,6}|#{2,8}|\?{2,6}|0{4})"
_ID = regex(
    rf"(?<![\w/.-])(?:[A-Z][A-Za-z0-9]{{0,15}}(?:-(?:[A-Z0-9]{{1,8}}|YYYY))*-(?:YYYY-)?{_DIGITS}(?:-(?:0{{3,4}}|X{{2,6}}|N{{2,6}}))?"
    r"|[a-z][a-z0-9]{1,20}(?:-[a-z0-9]{1,20})*(?:-X{3,8}){1,3}"
    r"|(?![A-F]+0)[A-Z]{2,8}(?:x{3,6}|y{3,6}|N{3,6}|0{4})|[A-Z]{2,6} (?:N{2,6}|X{2,6}|#{2,8}))(?![\w-]|\.\w)"
)
"""`CVE-2026-XXXX`, `ADR-NNNN`, `RFC0000`, `MSCxxxx`, `ISO NNNN`."""
_HASH = regex(r"(?<![\w&])#(?:N{2,8}|X{2,8}|x{3,8}|n{3,8}|0{4}|_{2,40}|\?{1,8})(?![\w-])")
_LONE_HASH = regex(r"(?<=\w )#(?= {0,2}(?:$|[\n(]))")
"""`Fixes # (issue)`: the sign of a number without the number."""
_VERSION = regex(
    r"(?<![\w.-])(?:v?\d+\.(?:\d+\.)?(?:X{2,3}|N{2,3}|x{2,3})|v?\d+\.[XYZ]\.[XYZ]|[vV]?X\.[XY](?:\.[XZ])?|v?X{2,8}\.X{1,8})"
    r"(?![\w.]{0,20}\w)"
)
_AMOUNT = regex(
    r"(?<![\w./-])(?:[$€£¥] ?(?:X+|N)(?:[.,]X{1,8}){0,6}(?:\s?(?:[kKMm]|bn|million|billion))?|X{1,8}(?:[.,]X{1,8}){1,6}"
    r"|\d{2,3}(?:-x{3,4}){2}|\+?\d{0,3}[ -]?\(?X{2,8}\)?(?:[-./ ]X{2,8}){1,6}|[XN]\s?%"
    r"|(?:XX+|NN)(?=\s?(?:[%€£]|[a-z]{1,30}\b|[KMGT]i?B\b)))(?![\w/-])"
)
_RUNS = regex(r"(?<![\w/.$€£+-])(?:X{3,}|N{4,})(?![\w/%-]|[.,]X)")
_QUARTER = regex(r"(?<![\w-])(?:Q|H|FY|CY|KW|CW)(?:\?{1,4}|_{1,4})(?!\w)")
_EAST_ASIAN = regex(
    r"[〇○◯△]{2,8}(?=[\u3040-\u9fff\uac00-\ud7a3])|(?<=[\u3040-\u9fff：])\s?[〇○◯△×]{2,8}|(?<![\w])[XxＸ]{1,4}(?=[年月日人円元])|某某"
)
_UNKNOWN = regex(r"(?<!\S)\?{2,6}(?=\s?[%a-z])")
_ANYWHERE = (_ID, _HASH, _VERSION, _AMOUNT, _RUNS, _YEAR, _QUARTER, _EAST_ASIAN, _UNKNOWN)

_LETTER = r"(?:[XNYM]|XX|NN|nn|\?{1,6})"
_COUNT = regex(
    rf"[~≈<>≤≥]{{0,2}}\s?{_LETTER}(?:\s?[-–/]\s?{_LETTER})?(?:\s?(?:%|per\b|/)|\s(?:of |out of )?[a-z])[a-z ]{{0,30}}"
    rf"(?:,? (?:and )?{_LETTER} [a-z]+)?|[~≈<>≤≥$€£]{{0,2}}\s?(?:XX|NN|N-M|X-Y)|[$€£] ?[XYN]"
    rf"|{_LETTER}(?: of | ?/ ?){_LETTER}|[XN]\s?(?:%|[a-z]+)?\s(?:to|→|->)\s[YM]\s?(?:%|[a-z]+)"
)
"""What counts only as a whole value: `N-M days`, `X%`, `NN`."""
_CLOCK = regex(
    r"(?:(?:HH|XX|__)[:.](?:MM|XX|__)(?::(?:SS|XX))?|MM:SS)(?:\s?(?:UTC|GMT|CES?T|[AP]M|Uhr|h))?", re.IGNORECASE
)
_COUNTER = regex(r"(?:[A-Z][a-z]{2,14} #?(?:N|NN|X|XX)|(?:YYYY|JJJJ|DD[./-]MM|MM[./-]DD|TT\.MM\.?))")
"""`Sprint N`, `Week of MM/DD` as a whole title or value."""
_RELEASE = regex(r"[vV]?\d{1,3}(?:\.\d{1,3})?\.X")
_AS_VALUE = (_COUNT, _CLOCK, _COUNTER, _RELEASE)
_SIGNS = regex(
    r"[YJARGГMДDTÅVKPNX]{2}|yy|jjjj|aaaa|рр|гг|xx|nnn|(?:mm|dd|tt|hh)[-./: ]|#|\?|〇|○|◯|△|×|某某|00"
    r"|(?<![\w])[XNY](?![\w])"
    r"|[XY]\.|x\.y|__|[XxＸ][年月日人円元]|[A-Z]{2}(?:yyy|zzz)"
)
"""Without any of these a text holds no mask."""


def find_masks(passage: Passage) -> Iterator[Hit]:
    """Masks where a date, a number or an id belongs. In quotation marks, in the name of a column and in parentheses
    behind a word they say how something is written.
    """
    if passage.label or not _SIGNS.search(passage.text):
        return
    for found in _DATE.finditer(passage.text):
        if is_date(found[0]) and not _tells_format(passage, *found.span()):
            yield Hit(Kind.MASK, *found.span())
    for pattern in _ANYWHERE:
        for found in pattern.finditer(passage.text):
            if not _tells_format(passage, *found.span()):
                yield Hit(Kind.MASK, *found.span())
    for found in _LONE_HASH.finditer(passage.text) if not (passage.heading or passage.data) else ():
        yield Hit(Kind.MASK, *found.span())
    for start, end in passage.values():
        is_value = passage.cell or passage.heading or passage.item or passage.labelled(start)
        text = passage.text[start:end]
        if is_value and any(pattern.fullmatch(text) for pattern in _AS_VALUE) and not text.isdigit():
            yield Hit(Kind.MASK, start, end)


def holds_mask(content: str) -> bool:
    """Whether a mask stands anywhere in the content of a slot."""
    if any(is_date(found[0]) for found in _DATE.finditer(content)):
        return True
    return any(pattern.search(content) for pattern in _ANYWHERE) or any(one.fullmatch(content) for one in _AS_VALUE)


def is_date(text: str) -> bool:
    """Whether a run of letters and digits masks a date: each letter again and again, a year or two parts among them."""
    runs = _ALPHABETIC_RUN.findall(text.partition("T")[0] if "T" in text[8:] else text)
    runs = [run for run in runs if run.casefold() not in {"hh", "ss"} and not (run.istitle() and len(run) > 2)]
    letters = [
        run for run in runs if len(set(run.casefold())) == 1 and len(run) > 1 and (run.isupper() or run.islower())
    ]
    if text.isascii() and len(runs) == 1 and len(runs[0]) > 4:
        return True
    if not letters or len(letters) < len([run for run in runs if len(run) > 1]):
        return "年" in text
    masked = {run.casefold()[0] for run in letters}
    return len(masked) > 1 or any(part.isdigit() for part in re.split(r"\W", text)) or masked == {"x"}


def _tells_format(passage: Passage, start: int, end: int) -> bool:
    """Whether it is quoted, part of a name, or in parentheses behind what is written so: `Date (YYYY-MM-DD)`."""
    if passage.mentioned(start, end):
        return True
    opening = start - 1
    while opening >= 0 and passage.text[opening].isspace():
        opening -= 1
    is_aside = opening >= 0 and passage.text[opening] == "(" and passage.first_after(end) == ")"
    return is_aside and passage.last_before(opening).isalnum()
