"""Which row of a table is its total, and which rows it sums."""

from __future__ import annotations

import re
from collections.abc import Sequence

from checker import lexicon
from checker.patterns import regex
from checker.values.totals.amounts import plain_words

_WITH_REMARK = regex(r"\s*(?:[(\[:–—].*|=\s*)$", re.DOTALL)
_SIGN = regex(r"[Σ∑]")
_PART_OF_ANOTHER = regex(r"\W*[└↳]")


def is_total_label(text: str) -> bool:
    """Whether a row's label says that the row is the total of those above it."""
    label = _label(text)
    if lexicon.wholly(label, "total.overall"):
        return True
    total = lexicon.holds(label, "total.label") or _SIGN.search(label) is not None
    part = lexicon.holds(label, "total.part")
    return total and not part and not _other_words(lexicon.without(label, "total.label", "total.whole"))


def is_sub_total_label(text: str) -> bool:
    """Whether a row's label says that it sums some of the rows above it (`Subtotal`, `Car Total`)."""
    label = _label(text)
    if lexicon.begins(label, "total.part"):
        return True
    ending = lexicon.ends(label, "total.part") or lexicon.ends(label, "total.label")
    before = label[: ending.start] if ending else ""
    named = _other_words(before) and not lexicon.begins(before, "total.whole") and before[-1:].isspace()
    return bool(named) and re.fullmatch(r"[\w\s&/-]*", before) is not None


def is_total_of_something(text: str) -> bool:
    """Whether a label speaks of a total (`Total hours`), which may be one of many figures."""
    label = _label(text)
    total = lexicon.begins(label, "total.label")
    rest = label[total.end :] if total else ""
    words = re.findall(r"\w+", rest)
    return rest[:1].isspace() and 0 < len(words) <= _MOST_WORDS and not lexicon.holds(rest, "number.of")


_MOST_WORDS = 2
"""Of a label behind *total*."""


def _other_words(text: str) -> bool:
    return re.search(r"\w", text.translate(_NO_SIGNS)) is not None


_NO_SIGNS = str.maketrans("", "", "Σ∑_")


def total_at(rows: Sequence[Sequence[str]]) -> int | None:
    """Which row is the total: the one labelled so, or the only subtotal, or a last row that speaks of a total."""
    totals = totals_among(rows)
    if totals:
        return totals[0]
    subs = [at for at, row in enumerate(rows) if any(is_sub_total_label(cell) for cell in labels(row))]
    if len(subs) == 1 and subs[0] > 0:
        return subs[0]
    filled = [at for at, row in enumerate(rows) if any(plain_words(cell) for cell in row)]
    last = filled[-1] if filled and not subs else 0
    return last if last and any(is_total_of_something(cell) for cell in labels(rows[last])) else None


def totals_among(rows: Sequence[Sequence[str]]) -> list[int]:
    return [at for at, row in enumerate(rows) if any(is_total_label(cell) for cell in labels(row))]


def labels(row: Sequence[str]) -> list[str]:
    """The cells in which the label of a row may stand: the first two, and the first that is filled."""
    filled = next((cell for cell in row if plain_words(cell)), "")
    return [*row[:2], *([filled] if filled not in row[:2] else [])]


def is_summand(row: Sequence[str]) -> bool:
    """Whether a row counts in a sum: an average does not."""
    return not any(lexicon.begins(plain_words(cell), "total.average") for cell in labels(row)[:1])


def is_part_of_another(row: Sequence[str]) -> bool:
    """Whether a row is counted in the one above it (`of which remote`)."""
    words = [plain_words(cell) for cell in row[:2]]
    return any(_PART_OF_ANOTHER.match(cell) or lexicon.begins(cell, "total.of_which") for cell in words)


def lists_fields(titles: Sequence[str]) -> bool:
    """Whether the rows of a table are the fields of a form or record, one of which may be called *total*."""
    return any(lexicon.begins(title, "column.field") for title in titles[:1])


def _label(text: str) -> str:
    words = plain_words(text)
    return _WITH_REMARK.sub("", words) or words
