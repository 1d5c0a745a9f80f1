"""How a date is written: forms such as `YYYY-MM-DD`, and the moment that a text in such a form names."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from checker.patterns import regex
from checker.values.dates import as_month, in_plain_signs
from checker.values.moments import Moment

_PARTS = {
    "YYYY": r"(?P<year>[0-9]{4})",
    "MMMM": r"(?P<month>[\ue001-\ue00c]+)",
    "MM": r"(?P<month>[0-9]{2})",
    "M": r"(?P<month>[1-9]|1[0-2])",
    "DD": r"(?P<day>[0-9]{2})",
    "D": r"(?P<day>[1-9]|[12][0-9]|3[01])",
    "hh": r"(?P<hour>[0-9]{2})",
    "mm": r"(?P<minute>[0-9]{2})",
    "ss": r"(?P<second>[0-9]{2})",
}
"""What may vary in a form: digits, so many as there are letters, and for `MMMM` the month in words."""
_PART = regex("|".join(_PARTS))
_LETTERS = regex(r"[^\W\d_]+")
_LITERAL = frozenset("TZ")
NEEDED = ("YYYY", "M", "D")


def form_problem(form: str) -> str | None:
    """Why a text is no form of a date; None when it is one."""
    parts = _PART.findall(form)
    twice = next((one for one in parts if [part[:1] for part in parts].count(one[:1]) > 1), None)
    if twice is not None:
        return f"`{form}` says `{twice[:1]}` twice"
    if not all(any(part.startswith(need) for part in parts) for need in NEEDED):
        return f"`{form}` names no day: a form has a year (`YYYY`), a month (`MM`, `M`, `MMMM`) and a day (`DD`, `D`)"
    stray = next((one for one in _LETTERS.findall(_PART.sub(" ", form)) if one not in _LITERAL), None)
    if stray is not None:
        return f"`{stray}` in `{form}` is no part of a date; there are {', '.join(f'`{one}`' for one in _PARTS)}"
    return None


def read_in_form(text: str, form: str) -> Moment | None:
    """The moment that a text names which is written in a form; None where it is not, or is no day of the calendar."""
    found = _compiled(form).fullmatch(in_plain_signs(text) if "MMMM" in form else text.strip())
    if found is None:
        return None
    said = {name: value for name, value in found.groupdict().items() if value is not None}
    try:
        day = date(int(said["year"]), as_month(said["month"]), int(said["day"]))
    except ValueError:
        return None
    hour, minute, second = (int(said.get(name, 0)) for name in ("hour", "minute", "second"))
    if hour > 23 or minute > 59 or second > 60:
        return None
    clock = timedelta(hours=hour, minutes=minute, seconds=second) if "hour" in said else None
    return Moment(day, clock, timedelta() if form.endswith("Z") else None)


@lru_cache(maxsize=64)
def _compiled(form: str) -> Any:
    at, pattern = 0, ""
    for match in _PART.finditer(form):
        pattern += re.escape(form[at : match.start()]) + _PARTS[match[0]]
        at = match.end()
    return re.compile(pattern + re.escape(form[at:]))
