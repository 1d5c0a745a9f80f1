"""A report as the page speaks of it: criteria with the names of their places on the page, links to lines, dates."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date

from checker.classes import dataclass
from checker.issues.forges import address_of
from checker.messages.findings import is_address
from checker.messages.summary import OUTCOME_WORDS
from checker.model.location import Location
from checker.model.observation import NOT_JUDGED, Observation, Outcome
from checker.model.packed import open_points
from checker.model.report import Report, Result
from checker.patterns import regex
from checker.reports.html.markup import Content, Markup, tag

OPEN = (Outcome.FAIL, Outcome.UNKNOWN)
NO_SECTION = "Other criteria"
"""What stands for the section of criteria that do not say what they come from."""

_NUMBERS = regex(r"([0-9]+)")
_ISSUE = regex(r"/(?:issues|pull|merge_requests)/([0-9]+)$")
_PLAIN = regex(r"[a-z0-9]+(?:-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Shown:
    """A criterion's result. anchor: its name on the page. section: what it comes from in the agreement."""

    result: Result
    anchor: str
    section: str

    @property
    def outcome(self) -> Outcome:
        return self.result.outcome

    @property
    def open_points(self) -> tuple[Observation, ...]:
        """What is not met, then what is undecided."""
        return tuple(open_points(self.result.observations))


def shown(report: Report) -> tuple[Shown, ...]:
    """Every result once, in the order of the report."""
    times = Counter(result.criterion.id for result in report.results)
    return tuple(
        Shown(result, _anchor(result.criterion.id, n, times), _section(report, result))
        for n, result in enumerate(report.results, start=1)
    )


def sections(all_: Iterable[Shown]) -> Mapping[str, tuple[Shown, ...]]:
    """The criteria by section of the agreement, in the order of their numbers; what names none is last."""
    found: dict[str, tuple[Shown, ...]] = {}
    for one in all_:
        found[one.section] = (*found.get(one.section, ()), one)
    return {name: found[name] for name in sorted(found, key=_by_number)}


def _by_number(name: str) -> tuple[bool, list[tuple[int, str]]]:
    """A key that puts 4.10 after 4.9, and `§2` before `Story 1`."""
    parts = _NUMBERS.split(name.replace("§", " "))
    return name.endswith(NO_SECTION), [(int(one), "") if one.isdecimal() else (-1, one) for one in parts]


def place(report: Report, location: Location, *, is_there: bool = True, is_short: bool = False) -> Markup:
    """A place as `path:line`, with a link to it where the forge and the commit are known.

    is_there: whether there is such a place to look at. is_short: without the folders, and an issue by its number.
    """
    if location.path in ("", "."):
        return tag("span", "the repository", class_="place")
    folder = location.path.rsplit("/", 1)[0] + "/" if "/" in location.path and not is_short else ""
    words: Content = [folder, tag("b", _file(location))]
    if is_address(location.path):
        number = _ISSUE.search(location.path) if is_short else None
        words = tag("b", f"#{number[1]}") if number else location.path
    address = location.path if location.path.startswith("https://") else address_of(report.judged.files, location)
    if not address or not is_there or location.path in report.shipped:
        return tag("span", words, class_="place")
    return tag("a", words, class_="place", href=address, rel="noopener noreferrer")


def outside(words: Content, address: str) -> Markup:
    """A link that leads away from the page, or the bare words where there is no address."""
    return tag("a", words, href=address, rel="noopener noreferrer") if address else tag("span", words)


def day(written: str) -> str:
    """`20 July 2026` for an ISO date; anything else as it is."""
    try:
        found = date.fromisoformat(written)
    except ValueError:
        return written
    return f"{found.day} {_MONTHS[found.month - 1]} {found.year}"


def tallied(all_: Iterable[Shown]) -> str:
    """`2 of 5 met, 1 waived`: the rest of what is not simply met in words too."""
    number = Counter(one.outcome for one in all_)
    others = [f"{number[each]} {OUTCOME_WORDS[each]}" for each in _ASIDE if number[each]]
    return ", ".join([f"{number[Outcome.PASS]} of {number.total()} met", *others])


_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_ASIDE = (Outcome.UNKNOWN, Outcome.WAIVED, *NOT_JUDGED)


def _anchor(id_: str, nth: int, times: Counter[str]) -> str:
    return f"c-{id_}" if times[id_] == 1 and _PLAIN.fullmatch(id_) else f"c.{nth}"


def _section(report: Report, result: Result) -> str:
    source = result.criterion.source or NO_SECTION
    policy = next((one for one in report.policies if one.id == result.policy), None)
    if policy is not None and source in policy.sections:
        source = f"{source} {policy.sections[source]}"
    return f"{result.policy}: {source}" if len(report.policies) > 1 else source


def _file(location: Location) -> str:
    name = location.path.rsplit("/", 1)[-1]
    if location.line is not None:
        return f"{name}:{location.line}"
    return f"{name} ({location.pointer})" if location.pointer else name
