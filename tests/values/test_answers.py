"""What a text answers."""

from __future__ import annotations

import pytest

from checker.values.answers import is_done, is_yes


@pytest.mark.parametrize(
    "text",
    [
        "yes",
        "Y",
        "TRUE",
        "**Yes**",
        "Present",
        "attended",
        "✓",
        "✔️",
        "✅",
        ":white_check_mark:",
        ":heavy_check_mark: remotely",
        "☑",
        "[x]",
        "[X]",
        "x",
        "ja",
        "Oui",
        "sí",
        "да",
        "yes, remotely",
        "Yes (first 20 min)",
        "in person",
        "✅ Yes",
        "Was present",
        "[x] Yes [ ] No",
        "☑ Yes ☐ No",
    ],
)
def test_these_say_yes(text: str) -> None:
    assert is_yes(text) is True


@pytest.mark.parametrize(
    "text",
    [
        "no",
        "N",
        "absent",
        "✗",
        "❌",
        "[ ]",
        "☐",
        "not present",
        "No (on leave)",
        "Nein",
        "did not attend",
        "didn't join",
        "Not yet",
        "[ ] Yes [x] No",
        "excused",
        "no-show",
    ],
)
def test_these_say_no(text: str) -> None:
    assert is_yes(text) is False


@pytest.mark.parametrize(
    "text",
    [
        "",
        "-",
        "—",
        "maybe",
        "tbc",
        "yes?",
        "partially",
        "yes (absent)",
        "yes/no",
        "Y/N",
        "[ ] Yes [ ] No",
        "[x] Yes [x] No",
        "will attend",
        "n/a",
        "yes (planned)",
        "✅ ❌",
        "❌ yes",
        "✅ absent",
        "invited",
        "Maya",
        "Yesterday",
    ],
)
def test_these_say_neither(text: str) -> None:
    assert is_yes(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "DONE",
        "Done ✅",
        "Completed",
        "Delivered",
        "Closed",
        "Merged",
        "100 %",
        "✅ Secrets gate",
        "Branch protection — DONE",
        "DONE: branch protection",
        "Branch protection: **DONE**",
        "[DONE] Branch protection",
        "Secrets gate (done 2026-07-10)",
        "Secrets gate done",
        "Done (PR #12)",
        "Completed by Omar on 2026-07-10",
        "Status: Done",
        "15 of 15 done",
        "Done 15/15",
        "Done at 100 %",
        "Done at 80 % coverage",
        "Done 5/7/2026",
        "In progress, then DONE",
        "was blocked; DONE",
        "Pending orders import — DONE",
        "DONE: import of pending orders",
        "Import — completed successfully",
        "Fertig",
    ],
)
def test_these_are_done(text: str) -> None:
    assert is_done(text) is True


@pytest.mark.parametrize(
    "text",
    [
        "Not done",
        "not yet done",
        "IN PROGRESS",
        "Pending",
        "Partially done",
        "Blocked",
        "Deferred to phase 2",
        "TO DO",
        "90 %",
        "90% done",
        "14/15 done",
        "90 percent done",
        "done 90 %",
        "Done at 90%",
        "Done by 80 percent",
        "Done on 80 % of the hosts",
        "done 14/15",
        "Done by 9 of 10",
        "to be done",
        "done?",
        "Done, pending review",
        "DONE, reopened",
        "DONE. Needs review",
        "DONE (not verified)",
        "Done except the tests",
        "DONE — except the tests",
        "DONE with exceptions",
        "Done soon",
        "Closed (won't fix)",
        "Branch protection — not done",
        "Secrets gate NOT DONE",
        "Import — blocked waiting for Omar",
        "will be done by Friday",
        "isn't done",
        "❌",
        "[ ]",
        "✅ in progress",
    ],
)
def test_these_are_not_done(text: str) -> None:
    assert is_done(text) is False


@pytest.mark.parametrize(
    "text",
    ["", "—", "n/a", "Branch protection on main", "Race condition in delivered orders", "Merge queue", "❌ DONE"],
)
def test_these_have_no_clear_status(text: str) -> None:
    assert is_done(text) is None
