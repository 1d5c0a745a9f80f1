"""Which of two moments comes first."""

import pytest

from checker.values.moments import read_clock, read_moment


@pytest.mark.parametrize(
    ("one", "other", "order"),
    [
        ("2026-07-01 10:00", "2026-07-01 09:00", 1),
        ("2026-07-01T10:30:00+02:00", "2026-07-01T10:00:00Z", -1),
        ("2026-07-01T23:30:00-05:00", "2026-07-02T01:00:00Z", 1),
        ("2026-07-01 10:00 IST", "2026-07-01 09:30", 1),
        ("2026-07-01 10:00 UTC+2", "2026-07-01 08:00 UTC", 0),
        ("1 July 2026, 9:00 pm", "July 1, 2026 at 20:59", 1),
        ("2026-07-01 23:59", "2026-07-01", 0),
        ("2026-07-01 23:59", "2026-07-02", -1),
        ("2026-07-01 25:00", "2026-07-01 09:00", 0),
    ],
)
def test_moments_are_compared_as_instants_where_both_have_a_time(one: str, other: str, order: int) -> None:
    first, second = read_moment(one), read_moment(other)
    assert first is not None
    assert second is not None
    assert (first.against(second), second.against(first)) == (order, -order)


@pytest.mark.parametrize("text", ["10:00", "9:30 UTC", "(09:30)", "**10:00**", "9:05 pm", "10:00:05.5+02:00"])
def test_time_of_day_alone_is_read(text: str) -> None:
    assert read_clock(text) is not None


@pytest.mark.parametrize("text", ["25:00", "10:61", "10:00 Berlin", "at ten", "1:2", "2026-07-01 10:00", ""])
def test_other_text_is_no_time_of_day(text: str) -> None:
    assert read_clock(text) is None
