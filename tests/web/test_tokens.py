from pathlib import Path

import pytest

from checker.errors import UsageError
from checker.web.access import Access
from checker.web.address import read_address
from checker.web.token import LONGEST, Token, find_token
from checker.web.transport import Transport

SECRET = "ghp_f4k3T0k3nTh4tMustNeverBeSeen"
NAMES = ("FIRST", "SECOND")


def test_first_variable_that_is_set_is_taken() -> None:
    environment = {"FIRST": "  ", "SECOND": f"{SECRET}\n"}
    token = find_token(None, NAMES, environment)
    assert token is not None
    assert (token.secret, token.origin) == (SECRET, "SECOND")
    assert find_token(None, NAMES, {}) is None


def test_file_comes_before_variables(tmp_path: Path) -> None:
    (tmp_path / "token").write_text(f"{SECRET}\n", encoding="utf-8")
    token = find_token(tmp_path / "token", NAMES, {"FIRST": "another-token"})
    assert token is not None
    assert token.secret == SECRET


@pytest.mark.parametrize(
    "written", ["", "short", "two words", f"{SECRET}\n{SECRET}", "tökentoken", "to\x00kentoken", "a" * (LONGEST + 1)]
)
def test_what_is_no_token_is_refused_without_quoting_it(tmp_path: Path, written: str) -> None:
    (tmp_path / "token").write_text(written, encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        find_token(tmp_path / "token", (), {})
    assert str(caught.value) == "token: holds no token, expected one word of at least 8 letters and digits"


def test_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be read: no such file or directory"):
        find_token(tmp_path / "none", (), {})


def test_secret_is_in_no_representation() -> None:
    token = Token(SECRET, "GH_TOKEN")
    headers = {"authorization": f"Bearer {SECRET}"}
    transport = Transport(read_address("https://api.github.com", "X"), token, headers)
    access = Access({"GH_TOKEN": SECRET}, proxy=f"http://user:{SECRET}@proxy")
    assert SECRET not in f"{token!r} {token} {transport!r} {access!r}"


def test_secret_is_blotted_out_of_what_comes_back() -> None:
    assert Token(SECRET, "GH_TOKEN").blot(f"a {SECRET} b {SECRET}".encode()) == b"a (token) b (token)"
