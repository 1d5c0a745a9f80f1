"""Which number a text holds.

People write counts and amounts with signs, thousands separators, currencies, units and remarks (`**1,250** hrs`,
`$12,500`, `~301`, `3 defects (was 5)`). A field that holds two numbers, a range (`3–4`), a fraction (`14/14`) or a
bound (`< 7 days`) holds no single number. Arithmetic is decimal, so that 6.4 % and 18.1 % add up as they do on paper.
"""

from __future__ import annotations

import re
from decimal import Decimal
from enum import StrEnum

from checker import lexicon
from checker.classes import dataclass
from checker.patterns import regex

SHARE = regex(r"(100(?:\.0+)?|[0-9]{1,2}(?:\.[0-9]+)?) ?%")
"""A share as a policy writes it."""
_GROUPED = r"[1-9][0-9]{0,2}(?:[,'’\u00a0\u202f ][0-9]{3})+(?:\.[0-9]+)?|[0-9]{1,2}(?:,[0-9]{2})+,[0-9]{3}(?:\.[0-9]+)?"
_CONTINENTAL = (
    r"[0-9]{1,3}(?:\.[0-9]{3})+,[0-9]+|[0-9]{1,3}(?:\.[0-9]{3}){2,}|[0-9]{1,3}(?:['’\u00a0\u202f ][0-9]{3})+,[0-9]+"
    r"|(?:0|[0-9]{4,}),[0-9]+(?!,)|[0-9]+,[0-9]{1,2}(?![0-9])"
)
_FIGURE = rf"(?:{_CONTINENTAL}|{_GROUPED}|[0-9]+(?:\.[0-9]+)?)"
_CURRENCY = r"[$€£¥₹]|Rs\.?|(?:USD|EUR|GBP|INR|CHF)\b"
_WHOLE = regex(
    rf"""(?P<about>[~≈±])?\s*(?P<bound><=|>=|[<>≤≥])?\s*
    =?\s*(?P<sign>[+-])?\s?(?P<currency>{_CURRENCY})?\s?(?P<figure>{_FIGURE})(?P<more>\+(?!\s*[0-9]))?
    (?P<unit>\s*(?![-/.,:]?[0-9]|[a-z]+[0-9])[^()\[\]]*?)\s*(?:[(\[].*)?""",
    re.IGNORECASE | re.VERBOSE | re.DOTALL,
)
_STANDING = regex(rf"(?<![\w#@.-]){_FIGURE}(?!\w*[-/.][0-9])")
_FRACTION = regex(r"[0-9][0-9.,]*\s*/\s*[0-9][0-9.,]*\b.*", re.DOTALL)
_RANGE = regex(r"[^\w#]{0,3}[0-9][0-9.,]*\s*[^\d\s]{0,4}\s*(?:-|\.\.\.?|…)\s*\D{0,3}[0-9][0-9.,]*(?![0-9-]).*")
_MASK = regex(r"(?![nN]\s?/\s?[aA])(?:[NMXYnx]{1,3}|#{1,3}(?!\w)|_+)(?:\s*-\s*(?:[NMXY]|_+))?(?![A-Za-z]).*")
_LEAD = regex(r"\D*[^\W\d_]\D*(?=[0-9])")
"""What stands before the first figure, with a letter."""
_SIGN_BY_CONCEPT = {
    "number.about": "~",
    "number.at_least": "≥",
    "number.at_most": "≤",
    "number.over": ">",
    "number.under": "<",
}
_EMPHASIS = regex(r"[*`]+|~~|(?<!\w)_+(?=\w)|(?<=\w)_+(?!\w)")
_SIGNS = str.maketrans({"\u2212": "-", "\u2010": "-", "\u2011": "-", "\u2012": "-", "\u2013": "-", "\u2014": "-"})


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as people write it.

    unit: what stands with it, as written (`%`, `°C`, `hrs`, `$`, `P0 defects`), empty for none.
    approximate: the text says about (`~301`).
    bound: `<`, `≤`, `>` or `≥` where it says a limit only (`< 7 days`, `10+`), else empty.
    """

    value: Decimal
    unit: str = ""
    approximate: bool = False
    bound: str = ""


class NumberProblem(StrEnum):
    """What a field is that holds no single number."""

    EMPTY = "is empty"
    NONE = "is no number"
    MASK = "is not filled in"
    FRACTION = "is a fraction"
    RANGE = "is a range"
    SEVERAL = "is no single number"
    LIMIT = "is only a limit"

    @property
    def holds_numbers(self) -> bool:
        """Whether there are numbers in it all the same, so that it may be beyond a bound."""
        return self in (NumberProblem.FRACTION, NumberProblem.RANGE, NumberProblem.SEVERAL, NumberProblem.LIMIT)


@dataclass(frozen=True, slots=True)
class NotOneNumber:
    """Why a field holds no single number. read: what it holds."""

    kind: NumberProblem
    read: str

    def __str__(self) -> str:
        return self.kind.value if self.kind is NumberProblem.EMPTY else f"{self.kind.value}: {self.read}"


def read_number(text: str) -> Decimal | None:
    """The number that a field holds, about or exactly; None when it holds none or only a limit."""
    quantity = read_quantity(text)
    return None if quantity is None or quantity.bound else quantity.value


def read_quantity(text: str) -> Quantity | None:
    """The one number of a field with what is said about it; remarks in brackets do not count."""
    read = _cleaned(text)
    match = _WHOLE.fullmatch(_with_signs(read.removesuffix(".")))
    if match is None or _problem(read) or _STANDING.search(match["unit"]) or "?" in match["unit"]:
        return None
    value = _decimal(match["figure"])
    unit = (match["currency"] or match["unit"]).strip()
    bound = _bound(match["bound"]) or ("≥" if match["more"] else "")
    return Quantity(-value if match["sign"] == "-" else value, unit, bool(match["about"]), bound)


def number_problem(text: str) -> NotOneNumber | None:
    """Why a field holds no single number; None when it does."""
    quantity, read = read_quantity(text), _cleaned(text)
    if quantity is None:
        kind = _problem(read) or (NumberProblem.SEVERAL if _STANDING.search(read) else NumberProblem.NONE)
        return NotOneNumber(kind, read)
    return NotOneNumber(NumberProblem.LIMIT, read) if quantity.bound else None


def _cleaned(text: str) -> str:
    return " ".join(_EMPHASIS.sub("", text).translate(_SIGNS).split())


def _problem(read: str) -> NumberProblem | None:
    if not re.search(r"[^\W_]", read):
        return NumberProblem.EMPTY
    if not re.search(r"[0-9]", read):
        return NumberProblem.MASK if _MASK.fullmatch(read) else None
    joined = lexicon.without(lexicon.without(read, "number.of", instead="/"), "number.to", instead="-")
    return next((kind for pattern, kind in _KIND_BY_PATTERN if pattern.fullmatch(joined)), None)


def _with_signs(read: str) -> str:
    """A text with the sign for a word in front of its figure that says about how much it is, or a limit."""
    lead = _LEAD.match(read)
    if lead is None:
        return read
    signed = lead[0]
    for concept, sign in _SIGN_BY_CONCEPT.items():
        signed = lexicon.without(signed, concept, instead=sign)
    return re.sub(r"([~≥≤<>])\.", r"\1", signed) + read[lead.end() :]


_KIND_BY_PATTERN = (
    (_FRACTION, NumberProblem.FRACTION),
    (_RANGE, NumberProblem.RANGE),
    (_MASK, NumberProblem.MASK),
)


def _decimal(figure: str) -> Decimal:
    plain = re.sub(r"['’\s]", "", figure)
    if re.fullmatch(_CONTINENTAL, plain) and not re.fullmatch(_GROUPED, plain):
        plain = plain.replace(".", "").replace(",", ".")
    return Decimal(plain.replace(",", ""))


def _bound(written: str | None) -> str:
    return {"<=": "≤", ">=": "≥"}.get(written or "", written or "")
