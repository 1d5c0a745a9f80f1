"""How lines end, which an archive of text cannot hold."""

import pytest
from kit import judge_one

ENDS_WITH_A_BREAK = "for_each: {line: {in: a.txt}, where: {document: last}}\nrequire: {ending: lf}"
LF_ALONE = "for_none: {line: {in: a.txt}, where: {ending: crlf}}"


@pytest.mark.parametrize(
    ("text", "ends", "alone"),
    [
        ("one\ntwo\n", "pass", "pass"),
        ("one\ntwo", "fail", "pass"),
        ("one\r\ntwo\n", "pass", "fail"),
        ("\ufeffone\ntwo\r\n", "fail", "fail"),
        ("\n", "pass", "pass"),
        ("", "fail", "pass"),
    ],
)
def test_ending_of_a_line_is_known(text: str, ends: str, alone: str) -> None:
    outcomes = [judge_one(said, {"a.txt": text})[0] for said in (ENDS_WITH_A_BREAK, LF_ALONE)]
    assert outcomes == [ends, alone]
