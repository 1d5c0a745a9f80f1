"""Files of gigabytes that hold nothing: each is measured before it is read, whoever names it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from bounded import IMPORTS, bounded, small_house

SIZE = 3 << 30
MEMORY = 600 << 20
READ_AT_MOST = (
    "has 3,221,225,472 bytes, more than the 16,777,216 that are read; split it, or leave it out of the policy"
)
JUDGING = ("check", ".", "--policy", "policy.yaml")

NAMED = [
    (("check", ".", "--policy", "big.yaml"), f"big.yaml {READ_AT_MOST}\n"),
    (("lint", "big.yaml"), f"big.yaml {READ_AT_MOST}\n"),
    ((*JUDGING, "--issues", "big.yaml"), "big.yaml: is larger than 64 MiB; export fewer issues\n"),
    ((*JUDGING, "--waivers", "big.yaml"), "big.yaml: is larger than 64 MiB; name another file\n"),
    (("diff", "big.yaml", "big.yaml"), "big.yaml: is larger than 256 MiB; compare revisions instead\n"),
]


@pytest.fixture
def house(tmp_path: Path) -> Path:
    return small_house(tmp_path)


def sparse(path: Path) -> None:
    path.parent.mkdir(exist_ok=True)
    path.touch()
    os.truncate(path, SIZE)


@pytest.mark.parametrize(("command", "said"), NAMED, ids=lambda one: "-".join(one) if isinstance(one, tuple) else "")
def test_file_that_the_caller_names_is_measured_first(house: Path, command: tuple[str, ...], said: str) -> None:
    sparse(house / "big.yaml")
    ran = bounded(house, *command, memory=MEMORY)
    assert (ran.code, ran.out, ran.err) == (2, "", said)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        (".closure-check.yaml", f".closure-check.yaml: {READ_AT_MOST}\n"),
        (".closure-check/waivers.yaml", f".closure-check/waivers.yaml {READ_AT_MOST}\n"),
        (".closure-check/vendor.lock.yaml", f".closure-check/vendor.lock.yaml {READ_AT_MOST}\n"),
    ],
)
def test_file_of_the_rules_is_measured_first(house: Path, name: str, said: str) -> None:
    (house / ".closure-check.yaml").write_text("policies: [policy.yaml]\n")
    sparse(house / name)
    ran = bounded(house, "check", ".", memory=MEMORY)
    assert (ran.code, ran.out, ran.err) == (2, "", said)


def test_lock_that_is_checked_is_measured_first(house: Path) -> None:
    sparse(house / ".closure-check" / "x.lock.yaml")
    ran = bounded(house, "lint", ".closure-check/x.lock.yaml", memory=MEMORY)
    said = ".closure-check/x.lock.yaml: is larger than 64 MiB; write it again with `closure-check vendor`\n"
    assert (ran.code, ran.out, ran.err) == (2, "", said)


def test_cases_are_measured_first(house: Path) -> None:
    sparse(house / "policy.cases.yaml")
    said = "policy.cases.yaml: is larger than 64 MiB; split it\n"
    for command in (("test", "policy.yaml"), ("lint", "policy.cases.yaml")):
        ran = bounded(house, *command, memory=MEMORY)
        assert (ran.code, ran.out, ran.err) == (2, "", said)


def test_evidence_is_measured_first(house: Path) -> None:
    sparse(house / "a.md")
    ran = bounded(house, *JUDGING, "--format", "compact", memory=MEMORY)
    assert ran.code == 3
    assert READ_AT_MOST.partition(";")[0] in ran.out


def test_token_file_is_measured_first(house: Path) -> None:
    (house / "policy.yaml").write_text(
        "version: 1\npolicy: small\ntracker: {github: acme/house}\ncriteria:\n"
        "  - {id: closed, for_each: {issue: {numbers: [1]}}, require: {state: closed}}\n"
    )
    sparse(house / "token")
    environment = {**IMPORTS, "GITHUB_API_URL": "http://127.0.0.1:9"}
    ran = bounded(house, *JUDGING, "--token-file", "token", memory=MEMORY, environment=environment)
    assert (ran.code, ran.err) == (2, "token: holds no token, expected one word of at least 8 letters and digits\n")


@pytest.mark.parametrize("kind", ["fifo", "folder", "device"])
def test_what_is_no_file_is_never_opened(house: Path, kind: str) -> None:
    place = house / "odd.yaml"
    if kind == "fifo":
        os.mkfifo(place)
    elif kind == "folder":
        place.mkdir()
    else:
        place.symlink_to("/dev/zero")
    for command in (
        ("check", ".", "--policy", "odd.yaml"),
        ("lint", "odd.yaml"),
        (*JUDGING, "--issues", "odd.yaml"),
        (*JUDGING, "--waivers", "odd.yaml"),
        (*JUDGING, "--token-file", "odd.yaml"),
    ):
        assert bounded(house, *command, memory=MEMORY).code == 2
