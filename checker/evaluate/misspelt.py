"""Fields that no record has although one is called nearly so: what is negated would be met by the slip of a pen.

Where other records have the field, those are told that have it in another case, or with other signs between its words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from difflib import get_close_matches
from itertools import islice

from checker.model.evidence import Reason, undeterminable
from checker.model.language import Condition, Requirements, Selected
from checker.model.observation import Observation, lacking
from checker.model.record import Record
from checker.text.glyphs import as_latin
from checker.text.shown import folded

NEAR = 0.8
"""How much of two names must be the same, as difflib counts it."""
LOOKED_AT = 200
"""So many records tell which fields there are."""


def misspelt(names: Iterable[str], found: Selected) -> Iterator[Observation]:
    """Names of fields that documents decide on, which no record has, and one that is nearly the same."""
    for name in dict.fromkeys(names):
        is_way = "*" in name or "?" in name
        if is_way or not found.records:
            continue
        without = [record for record in found.records if record.get(name) is None]
        if len(without) < len(found.records):
            yield from _otherwise_written(name, without)
            continue
        near = _nearest(name, found.records)
        if near is not None:
            gap = undeterminable(Reason.MISSPELT, near[1].location, where=found.searched, field=name, near=near[0])
            yield lacking(gap, hint=f"write `{near[0]}`, or `{name}?` if it may well be missing")


def _otherwise_written(name: str, without: Sequence[Record]) -> Iterator[Observation]:
    """Records that have a field of the same letters in its stead."""
    for record in islice(without, LOOKED_AT):
        near = next((one for one in record.fields if one != name and _letters(one) == _letters(name)), None)
        if near is not None:
            gap = undeterminable(Reason.OTHERWISE_WRITTEN, record.location, record=record.label, field=name, near=near)
            yield lacking(gap, hint=f"write `{name}`")


def _letters(name: str) -> str:
    return "".join(sign for sign in as_latin(name).casefold() if sign not in " -_\t")


def negated_names(condition: Condition) -> Iterator[str]:
    """The fields of which something must not hold."""
    yield from (name for name, requirements in condition.fields if _negates(requirements))
    for part in (*condition.all_of, *condition.any_of):
        yield from negated_names(part)
    yield from condition.not_.field_names() if condition.not_ is not None else ()


def _negates(requirements: Requirements) -> bool:
    parts = [one for one in requirements.all_of if isinstance(one, Requirements)]
    return requirements.not_ is not None or any(map(_negates, (*parts, *requirements.any_of)))


def _nearest(name: str, records: Sequence[Record]) -> tuple[str, Record] | None:
    having: dict[str, Record] = {}
    for record in islice(records, LOOKED_AT):
        for known in record.fields:
            having.setdefault(known, record)
    by_key = {folded(known).casefold(): known for known in having}
    near = get_close_matches(folded(name).casefold(), by_key, n=1, cutoff=NEAR)
    return (by_key[near[0]], having[by_key[near[0]]]) if near else None
