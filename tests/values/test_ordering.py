"""What a value stands after, found in one pass, is what every pair says."""

import random

import pytest

from checker.model.location import Location
from checker.model.record import Value, plain_value
from checker.text.shown import natural
from checker.values.moments import read_moment
from checker.values.ordering import placed

PLACE = Location("a.md", 1, 1)


def values(*texts: str) -> list[Value]:
    return [plain_value(text, PLACE) for text in texts]


def first_wrong(texts: list[str], *, is_beyond: object) -> list[int | None]:
    assert callable(is_beyond)
    return [next((k for k in range(n) if is_beyond(texts[k], texts[n])), None) for n in range(len(texts))]


def is_later(one: str, other: str) -> bool:
    first, second = read_moment(one), read_moment(other)
    return first is not None and second is not None and first.against(second) > 0


@pytest.mark.parametrize("seed", range(20))
def test_moments_with_a_time_and_without_are_held_against_each_other(seed: int) -> None:
    chosen = random.Random(seed)
    texts = [
        f"2026-07-0{chosen.randint(1, 4)}" + chosen.choice(["", " 09:00 UTC", " 23:00 UTC", " 22:00 UTC-05:00"])
        for _ in range(12)
    ]
    assert [one.wrong for one in placed(values(*texts), None, descending=False)] == first_wrong(
        texts, is_beyond=is_later
    )


@pytest.mark.parametrize("seed", range(20))
def test_numbered_names_are_held_against_each_other(seed: int) -> None:
    chosen = random.Random(seed)
    texts = [f"P{chosen.randint(0, 2)}-{chosen.randint(1, 12)}" for _ in range(12)]
    found = [one.wrong for one in placed(values(*texts), None, descending=True)]
    assert found == first_wrong(texts, is_beyond=lambda one, other: natural(one) < natural(other))
