"""Which members are out of order."""

import pytest

from checker.values.sequence import misplaced


@pytest.mark.parametrize(
    ("values", "positions"),
    [
        ([], ()),
        ([5], ()),
        ([1, 4, 9], ()),
        ([2, 1], (0, 1)),
        ([1, 3, 2, 4], (1, 2)),
        ([9, 1, 2, 3], (0,)),
        ([2, 3, 4, 1], (3,)),
        ([1, 5, 2, 3, 4], (1,)),
        ([3, 2, 1], (0, 1, 2)),
        ([1, 1], (0, 1)),
    ],
)
def test_what_may_have_to_move(values: list[int], positions: tuple[int, ...]) -> None:
    assert misplaced(values) == positions
