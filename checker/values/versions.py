"""Which version a text names, and which of two comes later.

Numbers joined by dots, with `v` before them or not, and what comes before a release behind a hyphen
(https://semver.org/spec/v2.0.0.html, 9 to 11; fewer or more numbers than three are understood too).
"""

from __future__ import annotations

import re
from functools import total_ordering

from checker.classes import dataclass
from checker.patterns import regex

_VERSION = regex(
    r"[vV]?(?P<numbers>[0-9]{1,9}(?:\.[0-9]{1,9}){0,9})(?:-(?P<before>[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*))?"
    r"(?:\+[0-9A-Za-z.-]+)?",
    re.ASCII,
)


_STANDING = regex(
    r"(?<![\w.])(?:[vV][0-9]{1,9}(?:\.[0-9]{1,9}){0,9}|[0-9]{1,9}(?:\.[0-9]{1,9}){1,9})"
    r"(?:-(?:[0-9]*[A-Za-z][0-9A-Za-z-]*|[0-9]+\.[0-9]+)(?:\.[0-9A-Za-z-]+)*)?(?:\+[0-9A-Za-z.-]+)?(?![\w])",
    re.ASCII,
)


_CONSTRAINT = regex(
    r"\s*(?:=|!=|>=?|<=?|~>)?\s*v?[0-9]{1,9}(?:\.[0-9]{1,9}){0,9}(?:-[0-9A-Za-z.-]+)?(?:\+[0-9A-Za-z.-]+)?\s*", re.ASCII
)
"""https://developer.hashicorp.com/terraform/language/expressions/version-constraints"""


@total_ordering
@dataclass(frozen=True, slots=True)
class Version:
    """numbers: without zeros at the end, so that 1.2 and 1.2.0 are the same. before: empty for a release."""

    numbers: tuple[int, ...]
    before: tuple[str, ...] = ()

    def __lt__(self, other: Version) -> bool:
        return (self.numbers, not self.before, self._steps()) < (other.numbers, not other.before, other._steps())

    def _steps(self) -> list[tuple[bool, int, str]]:
        """Numbers come before words, and among themselves in their order as numbers."""
        return [(False, int(one), "") if one.isdigit() else (True, 0, one) for one in self.before]


def read_version(text: str) -> Version | None:
    """The version that a text is, None when it is none."""
    found = _VERSION.fullmatch(text.strip())
    if found is None:
        return None
    numbers = [int(one) for one in found["numbers"].split(".")]
    while len(numbers) > 1 and not numbers[-1]:
        numbers.pop()
    return Version(tuple(numbers), tuple(found["before"].split(".")) if found["before"] else ())


def is_constraint(text: str) -> bool:
    """Whether a text says which versions will do: some with `=`, `!=`, `<`, `~>` … before them and commas between."""
    return all(_CONSTRAINT.fullmatch(one) for one in text.split(","))


def find_version(text: str) -> Version | None:
    """The version that a text is, else the first one that stands in it: numbers joined by dots, or with `v`."""
    whole = read_version(text)
    found = _STANDING.search(text) if whole is None else None
    return read_version(found[0]) if found is not None else whole
