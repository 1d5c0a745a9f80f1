"""What changed between two runs over a fleet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from checker.classes import dataclass
from checker.fleet.book import Line
from checker.fleet.standing import OPEN, ORDER, WORDS, Standing, state_of


@dataclass(frozen=True, slots=True)
class Turned:
    """A repository that came out otherwise. broke, mended: ids of criteria that are open now, or are no more."""

    name: str
    before: str
    after: str
    broke: tuple[str, ...]
    mended: tuple[str, ...]

    @property
    def is_worse(self) -> bool:
        if self.before != self.after:
            return ORDER.index(self.after) < ORDER.index(self.before)
        return len(self.broke) > 0


@dataclass(frozen=True, slots=True)
class Difference:
    """turned: from those that became worse on. new, gone: names of repositories that one of the runs has not."""

    turned: tuple[Turned, ...]
    new: tuple[str, ...]
    gone: tuple[str, ...]

    @property
    def is_worse(self) -> bool:
        return any(one.is_worse for one in self.turned)


def difference(before: Standing, after: Standing) -> Difference:
    """What became of the repositories that both runs have."""
    old: Mapping[str, Line] = {one.place.name: one for one in before.lines}
    now: Mapping[str, Line] = {one.place.name: one for one in after.lines}
    turned = [found for name in now if name in old and (found := _turned(old[name], now[name])) is not None]
    turned.sort(key=lambda one: (not one.is_worse, one.name))
    return Difference(tuple(turned), tuple(sorted(now.keys() - old.keys())), tuple(sorted(old.keys() - now.keys())))


def _turned(old: Line, now: Line) -> Turned | None:
    was, is_ = set(_open_ids(old)), set(_open_ids(now))
    before, after = state_of(old), state_of(now)
    if before == after and was == is_:
        return None
    return Turned(now.place.name, before, after, tuple(sorted(is_ - was)), tuple(sorted(was - is_)))


def _open_ids(line: Line) -> Iterator[str]:
    return (one.id for one in line.outcome.criteria if one.outcome in OPEN)


def difference_text(found: Difference, most: int) -> Iterator[str]:
    """In lines. most: repositories of each kind that are told."""
    worse = [one for one in found.turned if one.is_worse]
    better = [one for one in found.turned if not one.is_worse]
    for word, several in (("Worse", worse), ("Better", better)):
        if several:
            yield f"{word}: {len(several):,}"
            yield from (f"  {_told(one)}" for one in several[:most])
            yield from _more(len(several), most)
    for word, names in (("New", found.new), ("Gone", found.gone)):
        if names:
            yield f"{word}: {len(names):,}"
            yield from (f"  {name}" for name in names[:most])
            yield from _more(len(names), most)
    if not (found.turned or found.new or found.gone):
        yield "Nothing changed."


def _told(one: Turned) -> str:
    said = f"{one.name}: {WORDS[one.before]} → {WORDS[one.after]}" if one.before != one.after else one.name
    parts = [f"broke {_some(one.broke)}" if one.broke else "", f"mended {_some(one.mended)}" if one.mended else ""]
    found = "; ".join(filter(None, parts))
    return f"{said} ({found})" if found else said


def _some(ids: Sequence[str], most: int = 5) -> str:
    return ", ".join(ids[:most]) + (f" and {len(ids) - most} more" if len(ids) > most else "")


def _more(count: int, most: int) -> Iterator[str]:
    if count > most:
        yield f"  … and {count - most:,} more"
