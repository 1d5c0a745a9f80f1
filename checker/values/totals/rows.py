"""Which row of a table is its total, and which rows it sums."""

from __future__ import annotations

import re
from collections.abc import Sequence

from checker.patterns import regex
from checker.values.totals.amounts import plain_words

_TOTAL_WORDS = (
    r"(?:total(?:s|e|t|i|en)?|totaal|totalt|sum(?!\w)|summ[ea]|somme|suma|soma|sammanlagt|gesamt(?:summe|zahl|betrag)?"
    r"|insgesamt|razem|ogółem|łącznie|celkem|spolu|összesen|ukupno|skupaj|yhteensä|toplam|jumlah|tổng(?:\ cộng)?|viso"
    r"|и́?того|всего|разом|усього|общо|сума|σύνολο|合\s?計|合\s?计|总\s?计|總\s?計|小\s?計|小\s?计|計|计|합계|총계|총합|कुल|รวม"
    r"|الإجمالي|المجموع|סה[\"״]כ|Σ|∑)"
)
TOTAL_WORDS = _TOTAL_WORDS
_TOTAL = regex(
    rf"\W*(?:(?:grand|overall|gesamt|general|final|in|suma|łącznie|iš)\W+)?{_TOTAL_WORDS}"
    r"(?:\W+(?:général|generale?|geral|general|overall|ogółem|всего))?\W*|[Σ∑]|\W*overall\W*",
    re.IGNORECASE,
)
_WITH_REMARK = regex(r"\s*(?:[(\[:–—].*|=\s*)$", re.DOTALL)
_SUB_TOTAL = regex(
    rf"""\W*(?:(?:sub|zwischen|sous|tussen|delsum|parti?al)[-\s]?{_TOTAL_WORDS}.*
      | (?!(?:grand|overall|general|final|in)\b)\w[\w\s&/-]*\s(?:sub[-\s]?)?{_TOTAL_WORDS}\W*)""",
    re.IGNORECASE | re.VERBOSE,
)
_TOTAL_OF = regex(rf"\W*{_TOTAL_WORDS}\s+(?!of\b|cost\ of\b)\w+(?:\s+\w+)?\W*", re.IGNORECASE)
_NO_SUMMAND = regex(
    r"\W*(?:average|avg|mean|median|minimum|maximum|min|max|std(?:dev)?|durchschnitt|mittelwert|moyenne|media|promedio|平均|среднее)"
    r"\b.*",
    re.IGNORECASE,
)
_PART_OF_ANOTHER = regex(
    r"\W*(?:of which|thereof|davon|dont|darunter|de los cuales|waarvan|в том числе|└|↳)", re.IGNORECASE
)
_FIELDS = regex(
    r"\W*(?:field|attribute|property|column|variable|feld|attribut|spalte|champ|campo)s?(?: name)?\W*", re.IGNORECASE
)


def is_total_label(text: str) -> bool:
    """Whether a row's label says that the row is the total of those above it."""
    return _TOTAL.fullmatch(_label(text)) is not None


def is_sub_total_label(text: str) -> bool:
    """Whether a row's label says that it sums some of the rows above it (`Subtotal`, `Car Total`)."""
    return _SUB_TOTAL.fullmatch(_label(text)) is not None


def is_total_of_something(text: str) -> bool:
    """Whether a label speaks of a total (`Total hours`), which may be one of many figures."""
    return _TOTAL_OF.fullmatch(_label(text)) is not None


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
    return not any(_NO_SUMMAND.fullmatch(plain_words(cell)) for cell in labels(row)[:1])


def is_part_of_another(row: Sequence[str]) -> bool:
    """Whether a row is counted in the one above it (`of which remote`)."""
    return any(_PART_OF_ANOTHER.match(plain_words(cell)) for cell in row[:2])


def lists_fields(titles: Sequence[str]) -> bool:
    """Whether the rows of a table are the fields of a form or record, one of which may be called *total*."""
    return any(_FIELDS.fullmatch(plain_words(title)) for title in titles[:1])


def _label(text: str) -> str:
    words = plain_words(text)
    return _WITH_REMARK.sub("", words) or words
