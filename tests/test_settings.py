"""Settings that are read at once are those that the reader of mistakes gives."""

from __future__ import annotations

import pytest

from checker.errors import PolicyError
from checker.gate.settings import FILE_NAME, Settings, _plain
from checker.policy.files import parsed, read_entry

GOOD = [
    "policies: [a.yaml, handover]",
    "policies: []\nskip: [a, b]",
    "issues: issues.json\nstage: commit\nfail_on: warning",
    "stage: merge",
    "skip: ['']",
]
WITH_MISTAKES = [
    "policies: a.yaml",
    "policies: [1]",
    "policies: [[a]]",
    "policy: [a]",
    "stage: never",
    "stage: COMMIT",
    "stage: 1",
    "fail_on: null",
    "issues: 1",
    "issues: [a]",
    "skip: {a: b}",
    "stage: [merge]",
]


@pytest.mark.parametrize("written", GOOD)
def test_settings_are_read_at_once_as_they_are_with_care(written: str) -> None:
    found = _plain(parsed(FILE_NAME, written.encode()).plain)
    assert found == read_entry(FILE_NAME, written.encode(), Settings)


@pytest.mark.parametrize("written", WITH_MISTAKES)
def test_settings_with_mistakes_are_left_to_who_tells_them(written: str) -> None:
    assert _plain(parsed(FILE_NAME, written.encode()).plain) is None
    with pytest.raises(PolicyError):
        read_entry(FILE_NAME, written.encode(), Settings)
