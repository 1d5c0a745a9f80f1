"""What a text answers: yes or no, done or not done.

People answer with words in several languages (`lexicon`), with ticks and boxes, and with remarks (`Yes (first 20 min)`,
`done?`, `DONE, pending review`). What is not clear is neither, and the caller has to say so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from checker import lexicon
from checker.patterns import regex

_TICKS = "✓✔✅☑🗹👍🟢"
_CROSSES = "✗✘❌☒☐⬜👎🚫🔴🟡🚧⏳⌛"
_SIGN = regex(rf"[{_TICKS}{_CROSSES}]|\[\s?[xX✓✔✅]?\s?\]")
_MARKUP = regex(r"[*`]+|~~|(?<!\w)_+|_+(?!\w)|[\ufe0e\ufe0f]")
_PERCENTAGE = r"(?<![\w.])(?P<number>[0-9]{1,3}(?:\.[0-9]+)?) ?%"
_PERCENT = regex(_PERCENTAGE)
_PERCENT_BY_ITSELF = regex(rf"{_PERCENTAGE}(?!\s*[^\W_])")
"""None that measures something else (`done at 80 % coverage`); `of` is a stroke by then."""
_SHARE = regex(r"(?<![\w./])([0-9]+)\s*/\s*([0-9]+)(?![\w./])")
_SEPARATOR = regex(r"\s[-–—→]+\s|[—|;:()\[\]\n]|\.\s|,\s")
_WORD_OR_NUMBER = regex(r"[^\W_]|[#@]")
_SHORTCODES = {
    **dict.fromkeys((":white_check_mark:", ":heavy_check_mark:", ":ballot_box_with_check:", ":+1:"), "✅"),
    **dict.fromkeys((":x:", ":negative_squared_cross_mark:", ":no_entry:", ":-1:"), "❌"),
    **dict.fromkeys((":construction:", ":hourglass:", ":hourglass_flowing_sand:"), "⏳"),
}
"""What GitHub shows as a sign that ticks or crosses off."""
_IN_IDENTIFIER = regex(r"(?<=\w)_+(?=\w)")
_SHORTCODE = regex(":[a-z0-9_+-]+:")


class _Status(NamedTuple):
    """A word or share in a text that says how far a thing is."""

    start: int
    end: int
    is_done: bool


def is_yes(text: str) -> bool | None:
    """Whether a text says yes (`Yes, remotely`, `✓`, `[x]`) or no (`Absent`, `✗`); None when it does not say."""
    read = " ".join(_cleaned(text).split())
    signs = _SIGN.findall(read)
    words = _SIGN.sub(" ", read).strip()
    if len(signs) > 1 and words:
        return _chosen(read)
    said = True if words in ("x", "X") else _said(words)
    if not signs:
        return said
    ticked = all(_ticked(sign) for sign in signs)
    if words and said is not ticked:
        return None if ticked or said else False
    return ticked if ticked or not any(map(_ticked, signs)) else None


def is_done(text: str) -> bool | None:
    """Whether a status, or an item with its status before or behind it, says that the thing is done.

    The last status counts (`Delivered, then reopened` is not done), a reservation makes it not done (`done?`,
    `90 % done`, `to be done`). None when there is no status.
    """
    read = _cleaned(text).strip()
    signs = [_ticked(sign) for sign in _SIGN.findall(read)]
    said = _status_of(_SIGN.sub(" ", read))
    if not signs:
        return said
    if said is None:
        return all(signs)
    return said if all(signs) or not said else None


def _cleaned(text: str) -> str:
    """A text without markup, with signs for shortcodes; the words of an identifier (`is_done`) are one."""
    shown = _SHORTCODE.sub(lambda code: _SHORTCODES.get(code[0], code[0]), text)
    return _IN_IDENTIFIER.sub("x", _MARKUP.sub("", shown))


def _ticked(sign: str) -> bool:
    return sign not in _CROSSES and sign.strip("[] ") != ""


def _chosen(read: str) -> bool | None:
    """The answer behind the one ticked box of several (`[x] Yes [ ] No`)."""
    signs = list(_SIGN.finditer(read))
    ends = [sign.start() for sign in signs[1:]] + [len(read)]
    ticked = [read[sign.end() : end] for sign, end in zip(signs, ends, strict=True) if _ticked(sign[0])]
    return _said(ticked[0].strip()) if len(ticked) == 1 else None


def _said(words: str) -> bool | None:
    if "?" in words or lexicon.holds(words, "answer.doubt"):
        return None
    if lexicon.begins(words, "answer.no"):
        return False
    return True if lexicon.begins(words, "answer.yes") and not lexicon.holds(words, "answer.no") else None


def _status_of(read: str) -> bool | None:
    segments = [" ".join(segment.split()) for segment in _SEPARATOR.split(read)]
    for status_in in (_whole_status, _status_at_end):
        found = [(at, said) for at, segment in enumerate(segments) if (said := status_in(segment)) is not None]
        if found:
            at, said = found[-1]
            return said and not any(lexicon.begins(segment, "status.except") for segment in segments[at + 1 :])
    return None


def _whole_status(segment: str) -> bool | None:
    """What a segment says that is nothing but a status (`not yet done`, `DONE by Arun on 2026-07-10`)."""
    status = next(_statuses(segment), None)
    if status is None or not _ends_with(segment[status.end :]):
        return None
    before = lexicon.without(segment[: status.start], "status.reserve", "status.beside")
    return None if re.search(r"[^\W\d_]", before) else _judged(segment, status)


def _status_at_end(segment: str) -> bool | None:
    """What a segment says that ends with a status (`SAST gate done`)."""
    found = list(_statuses(segment))
    at_end = found and not re.search(r"\w", lexicon.without(segment[found[-1].end :], "status.ending"))
    return _judged(segment, found[-1]) if at_end else None


def _statuses(segment: str) -> Iterator[_Status]:
    """The statuses in a segment, the longest of those that begin alike."""
    words = ((match, name == "status.done") for name in _STATUSES for match in lexicon.find(segment, name))
    found = [_Status(match.start, match.end, is_done) for match, is_done in words]
    shares = [(share, float(share["number"])) for share in _PERCENT.finditer(segment)]
    found += [_Status(*share.span(), number == _WHOLE) for share, number in shares if number <= _WHOLE]
    reached = 0
    for status in sorted(found, key=lambda one: (one.start, -one.end)):
        part_of_word = segment[status.start - 1 : status.start] == "-" or segment[status.end : status.end + 1] == "-"
        if status.start >= reached and not part_of_word:
            reached = status.end
            yield status


_STATUSES = ("status.done", "status.open")
_WHOLE = 100


def _ends_with(after: str) -> bool:
    """Whether what stands behind a status goes with it: nothing, a number, a name, or words such as `by`."""
    first = _WORD_OR_NUMBER.search(after)
    if first is None or first[0] in "#@" or first[0].isdigit():
        return True
    return lexicon.begins(after, "status.tail") is not None


def _judged(segment: str, status: _Status) -> bool:
    before, after = segment[: status.start], segment[status.end :]
    reserved = lexicon.holds(before, "status.reserve") or "?" in after or lexicon.holds(after, "status.except")
    partly = _is_short(before, _PERCENT) or _is_short(after, _PERCENT_BY_ITSELF)
    return status.is_done and not (reserved or partly)


def _is_short(beside: str, percent: re.Pattern[str]) -> bool:
    """Whether a share beside a status is not the whole (`14/15`, `9 of 10`, `90 %`)."""
    read = lexicon.without(lexicon.without(beside, "number.of", instead="/"), "unit.percent", instead="%")
    shares = any(int(share[1]) != int(share[2]) for share in _SHARE.finditer(read))
    return shares or any(float(one["number"]) < _WHOLE for one in percent.finditer(read))
