"""Cases judged by several processes come out as by one, whatever becomes of the others."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from checker import witness
from checker.cases import hands
from checker.cases.find import find_suite
from checker.cases.judge import judge_suite

POLICIES = Path(__file__).parents[2] / "policies"


@pytest.fixture
def three(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hands, "processors", lambda: 3)


@pytest.mark.usefixtures("three")
def test_several_processes_say_what_one_does(monkeypatch: pytest.MonkeyPatch) -> None:
    suite = find_suite(str(POLICIES / "handover.yaml"))
    several = judge_suite(suite)
    monkeypatch.setattr(hands, "processors", lambda: 1)
    assert several == judge_suite(suite)
    assert len(several.cases) >= 2 * hands.ENOUGH


@pytest.mark.usefixtures("three")
def test_answers_come_from_several_processes_in_their_order() -> None:
    found = hands.all_of(30, lambda number: [number, os.getpid()])
    assert [number for number, _ in found] == list(range(30))
    assert len({process for _, process in found}) == 3


@pytest.mark.usefixtures("three")
def test_what_a_process_does_not_give_is_asked_for_again(capfd: pytest.CaptureFixture[str]) -> None:
    own = os.getpid()

    def one(number: int) -> list[int]:
        if os.getpid() != own and number == 10:
            os._exit(9)
        if os.getpid() != own and number == 11:
            raise ValueError("one that only the other process has")
        return [number]

    assert hands.all_of(30, one) == [[number] for number in range(30)]
    assert capfd.readouterr() == ("", "")


@pytest.mark.usefixtures("three")
def test_mistake_that_every_process_makes_is_raised() -> None:
    def one(number: int) -> list[int]:
        if number == 10:
            raise ValueError("as everywhere")
        return [number]

    with pytest.raises(ValueError, match="as everywhere"):
        hands.all_of(30, one)


@pytest.mark.usefixtures("three")
def test_what_other_processes_read_is_witnessed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(30):
        (tmp_path / f"{number}.md").write_text("text", encoding="utf-8")
    monkeypatch.setattr(witness, "_current", [witness.Witness()])

    def one(number: int) -> list[int]:
        witness.looked_at(tmp_path / f"{number}.md")
        witness.looked_for(tmp_path / f"{number}")
        return [number]

    hands.all_of(30, one)
    current = witness.witness()
    assert current is not None
    assert {Path(os.fsdecode(one)).name for one in current.files} == {f"{number}.md" for number in range(30)}
    assert {Path(os.fsdecode(one)).name for one in current.places} == {f"{number}" for number in range(30)}
