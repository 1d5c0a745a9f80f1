"""Which members of a sequence are out of order."""

from __future__ import annotations

from collections.abc import Sequence


def misplaced(values: Sequence[int]) -> tuple[int, ...]:
    """The positions of what may have to move so that `values` ascend.

    That is every member which some longest ascending run can do without: of two neighbours that changed places both,
    of one that was moved far away only that one.
    """
    count = len(values)
    before = [1] * count
    after = [1] * count
    for n in range(count):
        before[n] = 1 + max((before[k] for k in range(n) if values[k] < values[n]), default=0)
    for n in reversed(range(count)):
        after[n] = 1 + max((after[k] for k in range(n + 1, count) if values[k] > values[n]), default=0)
    longest = max(before, default=0)
    on_some = [before[n] + after[n] - 1 == longest for n in range(count)]
    per_rank = [sum(on_some[n] and before[n] == rank for n in range(count)) for rank in range(longest + 1)]
    return tuple(n for n in range(count) if not on_some[n] or per_rank[before[n]] > 1)
