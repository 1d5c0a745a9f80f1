"""What is packed is the same sequence as what is not."""

from __future__ import annotations

import json
from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from checker.classes import replace
from checker.evaluate.logic import conclude, distinct, joined
from checker.model.evidence import Reason, absent
from checker.model.location import Location
from checker.model.observation import Acceptance, Observation, lacking
from checker.model.packed import (
    Chunk,
    Contributed,
    Each,
    Records,
    Seen,
    every_met,
    number_met,
    open_points,
    paths_of,
    standing_out,
    with_instead,
)

PATHS = ("docs/a.md", "docs/b.md", "docs/\udcff.md")
places = st.builds(Location, st.sampled_from(PATHS), st.sampled_from([None, 1, 2]))
plain = st.builds(Observation, ok=st.just(value=True), said=st.sampled_from(["is there", "is 3"]), location=places)
bad = st.builds(Observation, ok=st.sampled_from([False, None]), said=st.just("is not"), location=places)
gaps = st.builds(lambda at: absent(Reason.NO_FILE, at, path=at.path), places)
lost = st.builds(lambda gap, expected: lacking(gap, expected=expected), gaps, st.sampled_from([None, "a file"]))
accepted = st.builds(lambda one: replace(one, accepted=Acceptance("why")), plain)
observations = st.lists(st.one_of(plain, bad, lost, accepted), max_size=6)


@st.composite
def documents(draw: st.DrawFn) -> tuple[str, list[Contributed]]:
    """What one document contributes: nothing is said of it twice (`checker.evaluate.parts`)."""
    path, said, records = draw(st.sampled_from(PATHS)), set[Observation](), []
    for n in range(draw(st.integers(0, 3))):
        seen = [one for one in dict.fromkeys(draw(observations)) if one not in said]
        said.update(seen)
        records.append(Contributed(f"record {n}", Location(path, n + 1), tuple(seen)))
    return path, records


def flat(records: Sequence[Contributed]) -> list[Observation]:
    return [one for record in records for one in record.observations]


@given(st.lists(documents(), max_size=4))
def test_records_come_out_as_they_were_packed(every: list[tuple[str, list[Contributed]]]) -> None:
    packed = [Records.packed(path, records) for path, records in every]
    again = [Records.from_plain(json.loads(json.dumps(one.plain()))) for one in packed]
    for one in (packed, again):
        assert [list(records) for records in one] == [records for _, records in every]
        labels = Each(one, lambda record: record.label)
        told = [record.label for _, records in every for record in records]
        assert (list(labels), len(labels), [labels[n] for n in range(len(labels))]) == (told, len(told), told)


@given(st.lists(st.one_of(observations, documents()), max_size=5))
def test_what_is_seen_together_is_what_it_is_unpacked(
    every: list[list[Observation] | tuple[str, list[Contributed]]],
) -> None:
    chunks: list[Chunk] = [Records.packed(*one) if isinstance(one, tuple) else distinct(one) for one in every]
    whole = distinct([seen for one in every for seen in (flat(one[1]) if isinstance(one, tuple) else one)])
    seen = joined(chunks)
    assert tuple(seen) == whole
    told = tuple(seen)
    assert (len(seen), seen[:], [seen[n] for n in range(-len(seen), 0)]) == (len(told), told, list(told))
    assert conclude(seen) is conclude(told)
    assert open_points(seen) == open_points(told)
    assert (number_met(seen), list(every_met(seen))) == (number_met(told), [one for one in told if one.ok])
    assert set(paths_of(seen)) == set(paths_of(told))
    assert all(told[n] == one for n, one in standing_out(seen))
    assert {n for n, one in enumerate(told) if not is_plain(one)} <= {n for n, _ in standing_out(seen)}


@given(st.lists(documents(), min_size=1, max_size=4), st.data())
def test_something_stands_in_the_place_of_something_else(
    every: list[tuple[str, list[Contributed]]], data: st.DataObject
) -> None:
    seen = Seen([Records.packed(*one) for one in every])
    at = dict(standing_out(seen))
    chosen = data.draw(st.sets(st.sampled_from(sorted(at)))) if at else set()
    others = {n: replace(at[n], said="is another") for n in chosen}
    gone = data.draw(st.sets(st.sampled_from(range(len(seen))))) if len(seen) else set()
    expected = with_instead(tuple(seen), others)
    changed = seen.with_instead(others)
    assert changed == expected
    assert changed.without(gone) == tuple(one for n, one in enumerate(expected) if n not in gone)
    assert dict(standing_out(changed)) == {n: expected[n] for n in at}


def is_plain(seen: Observation) -> bool:
    return seen.ok is True and seen.accepted is None
