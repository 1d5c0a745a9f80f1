"""Which of the texts of a document may hold a slot, told in one pass over all of them.

Most texts hold none. To look for each sign in each of them takes long; one automaton that knows all signs passes over
the texts of a whole document in the time in which one sign is looked for. What it lets pass holds none for sure; what
it points out is looked at. So it may be coarser than the signs, and never finer: a sign that is added has to be added
here, and `tests/slots/test_triggers.py` holds that.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import accumulate
from typing import Any

from checker import lexicon
from checker.slots._likely import OPENINGS
from checker.slots._signs import ANYWHERE, AS_VALUE
from checker.slots.passage import HIDDEN, Passage

_END = "\0"
"""Stands before, between and behind the texts."""
_NOT_READ = "\x01"
"""Stands for what is hidden."""
_BLANK = r"\x09-\x0d\x1c-\x20"
"""What is a blank, in a class."""
_EDGE = r"[^a-zA-Z0-9]"
_BEGINS = r"[\x00:][^a-zA-Z0-9\x00]*"
"""Before the first word of a text, or of what stands behind its label."""
_VALUE = rf"[\x00\n:=|(\[-][{_BLANK}\"'(\[*_#>-]*"
"""Before the first word of a value."""
_STOP = rf"[{_BLANK}.;,!)*_]*[\n\x00]"
"""Behind the last word of a line."""
_PIECE = rf"[^{_BLANK},/|:=\x00]+"
_PART = rf"[{_BLANK}\"'*_]*(?:{_PIECE}(?:[{_BLANK}]+{_PIECE}){{0,2}})?[{_BLANK}\"'*_]*"
"""One of several alternatives: three words at most."""
_LETTERS, _ANY_WORD = "[a-zA-Z0-9']*", "[a-zA-Z0-9']+"
_BY_FORM = (
    r"\?", r"\{", r"\[", r"<", r"@", r"\$", r"://", "UNRESOLVED", r"\( ?\)",
    # lines to write on
    "__", r"\.\.", r"\. \.", rf"\x00[{_BLANK}]*\.[{_BLANK}]*\x00",
    # variables and numbers without a number
    r"%[A-Z]", r"##", r"#[NXxn0_]", r"# {0,2}[\n\x00(]",
    # masks of dates
    r"(?i:[^a-z](?:y{2,4}|j{2,4}|a{2,4}|r{4}|g{2,4}|m{2,4}|d{2}|t{2}|x{2,4}|v{4}|k{2}|p{2})(?:[^a-z]|[mxdtjhs]))",
    r"YYYY", r"JJJJ", r"AAAA", r"202[XY]", r"20(?:xx|yy|YY)", r"DD[./-]MM", r"(?i:hh[:.]|mm:ss|mm[./-]dd)", r"TT\.MM",
    # masks of numbers, ids, versions and amounts
    r"XX", r"NN", r"xxx", r"-nnnn", r"0000", r"[A-Z]yyy", r"\.xx", r"\.[XYZ]\.[XYZ]", r"X\.[XY]", r"X[.,]X",
    r"[XN]\s?%", r"[QHYW]_", rf"{_EDGE}nn(?:{_EDGE}|per)", rf"{_EDGE}[XNYM](?:{_EDGE}|per)",
    rf"[{_BLANK}](?:to|->)[{_BLANK}][YM]",
    # a text in parentheses
    rf"[\x00:][{_BLANK}*_#>-]*\(",
)  # fmt: skip


_WORTH_WHILE = 100_000
"""Characters that a run has read when it pays to build the automaton, which takes as long as to look at so many."""
_read_so_far = [0]


def texts_to_look_at(passages: Sequence[Passage]) -> Sequence[bool]:
    """Of each passage whether it may hold a slot."""
    _read_so_far[0] += sum(len(passage.text) for passage in passages)
    if _read_so_far[0] < _WORTH_WHILE:
        return [True] * len(passages)
    return pointed_out(passages)


def pointed_out(passages: Sequence[Passage]) -> Sequence[bool]:
    """The same, by the automaton. A text with letters behind those of ASCII is always looked at, and so is a title."""
    texts = [passage.text.replace(HIDDEN, _NOT_READ) for passage in passages]
    known = [at for at, text in enumerate(texts) if text.isascii() and _END not in text]
    found = _positions([texts[at] for at in known])
    looked_at = [True] * len(passages)
    for position, at in enumerate(known):
        passage = passages[at]
        looked_at[at] = position in found or passage.top or bool(passage.tags) or _in_italics(passage)
    return looked_at


def _in_italics(passage: Passage) -> bool:
    """Whether italics reach the end of a text."""
    end = len(passage.text.rstrip()) - 1
    return any(last >= end for _, last in passage.italics)


def _positions(texts: Sequence[str]) -> frozenset[int]:
    """The positions of the texts in which something is found."""
    data = f"{_END}{_END.join(texts)}{_END}".encode("ascii")
    # Where each text begins, and where one behind the last would.
    starts = list(accumulate((len(text) + 1 for text in texts), initial=1))
    search, found, at = _automaton().search, set[int](), 0
    while at < len(texts) and (match := search(data, starts[at] - 1)) is not None:
        at = bisect_right(starts, match.start() + 1) - 1
        found.add(at)
        at += 1
    return frozenset(found)


@cache
def _automaton() -> Any:
    import re2

    options = re2.Options()
    options.log_errors = False
    options.max_mem = 256 << 20
    return re2.compile(_source(), options)


def _source() -> str:
    anywhere, as_value, opening = _phrases(ANYWHERE), _phrases(AS_VALUE), _phrases(OPENINGS)
    thing, here, either, asked = (_phrases((f"slot.{name}",)) for name in ("thing", "here", "or", "ask"))
    between = rf"[{_BLANK},]*(?:[/|,]|[{_BLANK}](?i:{either})[{_BLANK}])"
    parts = (
        *_BY_FORM,
        rf"{_EDGE}(?i:{anywhere}){_EDGE}",
        rf"{_VALUE}(?i:{as_value}){_EDGE}",
        rf"{_BEGINS}(?i:{opening}){_EDGE}",
        rf"{_BEGINS}(?i:{thing}){_EDGE}+(?i:{thing}){_EDGE}",
        rf"{_EDGE}(?i:{here})[^a-zA-Z0-9\x00]*\x00",
        rf"\([^a-zA-Z0-9()\x00]*(?i:{asked}){_EDGE}",
        rf"{_EDGE}(?i:{thing})[^a-zA-Z0-9()\x00]*\)",
        rf"[\x00\n:=|-][{_BLANK}]*{_PART}(?:{between}{_PART})+{_STOP}",
    )
    return "|".join(f"(?:{part})" for part in parts)


def _phrases(concepts: Iterable[str]) -> str:
    """The phrases of some concepts that a text of ASCII letters may hold, as a pattern."""
    written = {one for concept in concepts for one in lexicon.spellings_for(concept) if one.isascii()}
    return "|".join(sorted(map(_pattern_of, written)))


def _pattern_of(written: str) -> str:
    """A phrase; between its words stands what may stand there, or a little more."""
    words = re.findall(r"\*?[A-Za-z0-9]+(?:'[A-Za-z0-9]+)*\*?|\*", written)
    if not words:
        return re.escape(written.lower())
    return r"[^a-zA-Z0-9\x00]{1,4}".join(map(_word_of, words))


def _word_of(word: str) -> str:
    """A word of a phrase: itself, how it begins or ends, or any."""
    if word == "*":
        return _ANY_WORD
    before, after = (_LETTERS if one else "" for one in (word.startswith("*"), word.endswith("*")))
    return f"{before}{re.escape(word.strip('*').lower())}{after}"
