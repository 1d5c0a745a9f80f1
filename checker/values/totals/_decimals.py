"""Whether a comma or a dot begins the decimals, as the numbers of a column show.

`5.000` and `5,000` can be read both ways. Other figures beside them decide (`7.385.265`, `12,50`, `0.125`); where none
does, both readings are possible.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal

from checker.patterns import regex

Mark = Literal[".", ","]

_FIGURE = regex(r"(?<![\w.,/:-])[0-9]+(?:[.,][0-9]+)+(?![.,/:-]?[0-9])")
_OPEN = regex(r"[1-9][0-9]{0,2}[.,][0-9]{3}")


def possible_marks(texts: Iterable[str], beside: Iterable[str] = ()) -> tuple[Mark, ...]:
    """The decimal marks that a column may have, the likelier first. beside: other cells of its table.

    Without a figure that can be read both ways it does not matter, and the dot is named; a comma before three digits
    groups thousands, where nothing shows otherwise.
    """
    texts = list(texts)
    if not any(_OPEN.fullmatch(figure) for figure in _figures(texts)):
        return (".",)
    for cells in (texts, beside):
        shown = {mark for figure in _figures(cells) if (mark := _shown(figure))}
        if len(shown) == 1:
            return tuple(shown)
    return (".", ",") if any(_OPEN.fullmatch(figure) and "." in figure for figure in _figures(texts)) else (".",)


def with_decimal_dot(text: str, mark: Mark) -> str:
    """The text with its figures that can be read both ways written so that they cannot; others stay."""
    if mark == ".":
        return text
    return _FIGURE.sub(lambda found: _rewritten(found[0]) if _OPEN.fullmatch(found[0]) else found[0], text)


def _rewritten(figure: str) -> str:
    return figure.replace(".", "") if "." in figure else figure.replace(",", ".") + "0"


def _figures(texts: Iterable[str]) -> list[str]:
    return [figure for text in texts for figure in _FIGURE.findall(text)]


def _shown(figure: str) -> Mark | None:
    """The decimal mark of a figure that can be read in one way only; None for others, also for dates and versions."""
    marks = re.sub("[0-9]", "", figure)
    whole, *groups = re.split("[.,]", figure)
    if len(marks) == 1:
        return None if _OPEN.fullmatch(figure) else _as_mark(marks)
    if len(whole) > 3 or any(len(group) != 3 for group in groups[:-1]):
        return None
    if len(set(marks)) == 1:
        return _other(marks[0]) if len(groups[-1]) == 3 else None
    return _as_mark(marks[-1]) if len(set(marks[:-1])) == 1 and marks[-1] != marks[0] else None


def _as_mark(sign: str) -> Mark:
    return "." if sign == "." else ","


def _other(sign: str) -> Mark:
    return "," if sign == "." else "."
