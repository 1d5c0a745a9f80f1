"""What a text answers: yes or no, done or not done.

People answer with words in several languages, with ticks and boxes, and with remarks (`Yes (first 20 min)`, `done?`,
`DONE, pending review`). What is not clear is neither, and the caller has to say so.
"""

from __future__ import annotations

import re

from checker.patterns import regex


def _any_of(words: str) -> str:
    """A pattern for any of the phrases, which stand one beside the other; `_` is a blank within a phrase."""
    return "(?:" + "|".join(words.split()).replace("_", r"[ -]") + r")(?![\w'’])"


_TICKS = "✓✔✅☑🗹👍🟢"
_CROSSES = "✗✘❌☒☐⬜👎🚫🔴🟡🚧⏳⌛"
_SIGN = regex(rf"[{_TICKS}{_CROSSES}]|\[\s?[xX✓✔✅]?\s?\]")
_MARKUP = regex(r"[*`]+|~~|(?<!\w)_+|_+(?!\w)|[\ufe0e\ufe0f]")

_YES = r"(?:(?:was|is|has|fully) )*" + _any_of(
    """
        yes yep yeah y true ja oui s[ií] да sim present attended attends joined participated here in_person
        remote(?:ly)? online on_?site anwesend présente? presente присутствовала?
        """
)
_NO = _any_of(
    r"""
        no nope n false nein non нет não absent abwesend missed excused apologies apologised declined cancell?ed
        away no_show on_leave unable unavailable ausente absente? отсутствовала? not never none
        (?:did|was|is|has)n['’]t (?:did|was|is|has)_not
        """
)
_IS_YES = regex(rf"\W*(?:{_YES})", re.IGNORECASE)
_IS_NO = regex(rf"\W*(?:{_NO})", re.IGNORECASE)
_ELSEWHERE_NO = regex(
    r"/\s*no?\b|(?<!\w)(?:no|nein|non|absent|excused|did ?n['’o]t|was ?n['’o]t|no[ -]show|not (?:present|there))\b",
    re.IGNORECASE,
)
_DOUBT = regex(
    r"\?|(?<!\w)n ?/ ?a\b|(?<!\w)"
    + _any_of(
        r"""
        partial\w* partly half maybe perhaps probably possibly unclear unknown unsure tentative\w* planned
        expected pending will would should to_(?:be|attend|join|confirm) t\.?b\.?[acd] awaiting if unless
        not_absent never_absent teilweise represented_by by_proxy via_proxy through_a_delegate deputi[sz]ed_by
        substituted_by vertreten_(?:durch|von) représentée?_par representad[oa]_por rappresentat[oa]_da
        """
    ),
    re.IGNORECASE,
)

_DONE = (
    _any_of(
        r"""
        done completed? finished delivered closed merged shipped resolved fixed implemented deployed released
        achieved accomplished verified accepted committed live fertig erledigt abgeschlossen geliefert terminée?
        faite? livrée? hecho completad[oa] entregad[oa] fatto completato concluíd[oa] готово выполнено сделано
        """
    )
    + r"|100(?:\.0+)? ?%(?: (?:done|completed?|delivered))?"
)
_OPEN = (
    _any_of(
        r"""
        (?:in|under|work_in)_(?:progress|review|work|arbeit) wip to_?do pending partial(?:ly)? partly blocked
        deferred postponed delayed descoped open planned proposed (?:just_)?started ongoing on_hold cancell?ed
        rejected dropped skipped abandoned won['’]?t_(?:do|fix) incomplete undone unfinished unresolved awaiting
        waiting needs? t\.?b\.?[acd] outstanding remaining missing failed failing reopened draft offen in_arbeit
        ausstehend teilweise en_cours pendiente en_curso
        """
    )
    + r"|[0-9]{1,2}(?:\.[0-9]+)? ?%"
)
_RESERVE = regex(
    r"(?<!\w)"
    + _any_of(
        r"""
        not no never none nothing neither cannot \w+n['’]t to_be be being get getting almost nearly half mostly
        part(?:ly|ially)? until once when if before unless after needs? must should will can could yet less_than
        un nicht noch kein\w* pas не
        """
    )
    + r"|(?<![\w.])[0-9]{1,2}(?:\.[0-9]+)? ?%",
    re.IGNORECASE,
)
_RESERVE_AFTER = regex(
    r"\?|(?<!\w)"
    + _any_of(
        r"but except apart without until pending soon tomorrow next partial\w* partly wait\w* not only exceptions?"
    ),
    re.IGNORECASE,
)
_EXCEPTION = regex(r"\W*(?:except|but|partial|with exceptions|not yet)", re.IGNORECASE)
_SHARE = regex(r"(?<![\w.])([0-9]+)\s*(?:/|of|out of)\s*([0-9]+)(?![\w.])", re.IGNORECASE)
_BESIDE = regex(
    r"\W*(?:(?:status|state|is|was|are|now|all|everything|both|fully|has|have|been|already|overall|still|yet|and|so|then|far"
    r"|it|mark(?:ed)?|as|[0-9]+|of|out)\b\W*)*",
    re.IGNORECASE,
)
_TAIL = regex(
    r"\W*(?:$|[0-9#@]|"
    + _any_of(
        """
        by on in at via with as for since per but and except apart without until to due because after see from
        am von le par successfully today yesterday already soon tomorrow next only waiting partially partly
        review approval verification
        """
    )
    + ")",
    re.IGNORECASE,
)
_STATUS = regex(rf"(?<![\w-])(?:(?P<done>{_DONE})|(?P<open>{_OPEN}))(?!-)", re.IGNORECASE)
_END = regex(r"\W*(?:successfully|already|today|yesterday)?\W*", re.IGNORECASE)
_SEPARATOR = regex(r"\s[-–—→]+\s|[—|;:()\[\]\n]|\.\s|,\s")


_SHORTCODES = {
    **dict.fromkeys((":white_check_mark:", ":heavy_check_mark:", ":ballot_box_with_check:", ":+1:"), "✅"),
    **dict.fromkeys((":x:", ":negative_squared_cross_mark:", ":no_entry:", ":-1:"), "❌"),
    **dict.fromkeys((":construction:", ":hourglass:", ":hourglass_flowing_sand:"), "⏳"),
}
"""What GitHub shows as a sign that ticks or crosses off."""
_SHORTCODE = regex(":[a-z0-9_+-]+:")


def _with_signs(text: str) -> str:
    return _SHORTCODE.sub(lambda code: _SHORTCODES.get(code[0], code[0]), text)


def is_yes(text: str) -> bool | None:
    """Whether a text says yes (`Yes, remotely`, `✓`, `[x]`) or no (`Absent`, `✗`); None when it does not say."""
    read = " ".join(_MARKUP.sub("", _with_signs(text)).split())
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
    read = _MARKUP.sub("", _with_signs(text)).strip()
    signs = [_ticked(sign) for sign in _SIGN.findall(read)]
    said = _status_of(_SIGN.sub(" ", read))
    if not signs:
        return said
    if said is None:
        return all(signs)
    return said if all(signs) or not said else None


def _ticked(sign: str) -> bool:
    return sign not in _CROSSES and sign.strip("[] ") != ""


def _chosen(read: str) -> bool | None:
    """The answer behind the one ticked box of several (`[x] Yes [ ] No`)."""
    signs = list(_SIGN.finditer(read))
    ends = [sign.start() for sign in signs[1:]] + [len(read)]
    ticked = [read[sign.end() : end] for sign, end in zip(signs, ends, strict=True) if _ticked(sign[0])]
    return _said(ticked[0].strip()) if len(ticked) == 1 else None


def _said(words: str) -> bool | None:
    if _DOUBT.search(words):
        return None
    if _IS_NO.match(words):
        return False
    affirmed = _IS_YES.match(words)
    return True if affirmed and not _ELSEWHERE_NO.search(words, affirmed.end()) else None


def _status_of(read: str) -> bool | None:
    segments = [" ".join(segment.split()) for segment in _SEPARATOR.split(read)]
    for status_in in (_whole_status, _status_at_end):
        found = [(at, said) for at, segment in enumerate(segments) if (said := status_in(segment)) is not None]
        if found:
            at, said = found[-1]
            return said and not any(_EXCEPTION.match(segment) for segment in segments[at + 1 :])
    return None


def _whole_status(segment: str) -> bool | None:
    """What a segment says that is nothing but a status (`not yet done`, `DONE by Arun on 2026-07-10`)."""
    status = _STATUS.search(segment)
    if status is None or not _TAIL.match(segment, status.end()):
        return None
    before = segment[: status.start()]
    if not _BESIDE.fullmatch(_RESERVE.sub(" ", _SHARE.sub(" ", before))):
        return None
    return _judged(segment, status)


def _status_at_end(segment: str) -> bool | None:
    """What a segment says that ends with a status (`SAST gate done`)."""
    found = list(_STATUS.finditer(segment))
    return _judged(segment, found[-1]) if found and _END.fullmatch(segment, found[-1].end()) else None


def _judged(segment: str, status: re.Match[str]) -> bool:
    before, after = segment[: status.start()], segment[status.end() :]
    share = _SHARE.search(before)
    incomplete = share is not None and share[1] != share[2]
    return not (status["open"] or incomplete or _RESERVE.search(before) or _RESERVE_AFTER.search(after))
