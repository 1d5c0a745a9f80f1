"""INI: what configparser reads, with places, and what programs do not agree about."""

from __future__ import annotations

from configparser import Error, RawConfigParser

import pytest
from data_outline import complaint, outline
from hypothesis import given
from hypothesis import strategies as st
from kit import judge_one

from checker.formats.ini import read_ini
from checker.model.data import Node

FILE = """\
root = true

[*.{js,py}]
# said
indent_size = 2 ; two
[options.x]
list =
  a
  # not this

  b = 1
Name: "é"
"""


def test_sections_and_the_keys_before_them_have_their_places() -> None:
    assert outline(read_ini("a.ini", FILE)) == (
        ". - 1:1 dict\n"
        "root 1:1 1:8 'true' as 'true'\n"
        "*.{js,py} 3:1 3:1 dict\n"
        "*.{js,py}/indent_size 5:1 5:15 '2 ; two' as '2 ; two'\n"
        "options.x 6:1 6:1 dict\n"
        "options.x/list 7:1 7:7 'a\\n\\nb = 1' as 'a\\n\\nb = 1'\n"
        "options.x/Name 12:1 12:7 '\"é\"' as '\"é\"'"
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "[a]\nlevel info\n",
            (
                "a.ini:2:1: `level info` has no `=` or `:`; write `key = value`; of a file of another kind, say under "
                "`formats` that it is `text`"
            ),
        ),
        (
            "[a\n",
            (
                "a.ini:1:1: `[a` is no header of a section; close it with `]`; of a file of another kind, say under "
                "`formats` that it is `text`"
            ),
        ),
        ("[a]\n[b]\n [a] ; again\n", "a.ini:3:2: `a` is written twice, first on line 1; keep one of the two"),
        ("[a]\nKey = 1\nkey = 2\n", "a.ini:3:1: `key` is written twice, first on line 2; keep one of the two"),
        ("a = 1\n[a]\n", "a.ini:2:1: `a` is written twice, first on line 1; keep one of the two"),
        ("= 1\n", "a.ini:1:1: a key is missing before the sign; write `key = value`"),
        (
            "x = 1\n  y = 2\n",
            (
                "a.ini:2:3: `y = 2` is indented, so it goes on with the value of `x` for some programs and is a key of "
                "its own for others; begin it where the line above begins"
            ),
        ),
    ],
)
def test_what_is_no_ini_or_is_read_in_two_ways_is_not_read(text: str, said: str) -> None:
    assert complaint(read_ini("a.ini", text)) == said


PIECES = ["[a]", "[b.c]", "k", "K", " = ", ":", "1", "two words", "; c", '"q"', "\n", "\n", "\n  ", "[x", "é", "%(x)s"]


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_what_is_read_is_what_configparser_reads(text: str) -> None:
    found = read_ini("a.ini", text)
    if not isinstance(found, Node):
        return
    parser = RawConfigParser(default_section="\0")
    parser.optionxform = lambda optionstr: optionstr  # type: ignore[method-assign]
    try:
        parser.read_string("[\1]\n" + text)
    except Error as error:
        pytest.fail(f"{text!r}: {error}")
    top = {key: value for key, value in found.plain.items() if not isinstance(value, dict)}
    sections = {"\1": top, **{key: value for key, value in found.plain.items() if isinstance(value, dict)}}
    if "]" not in text.replace("[a]", "").replace("[b.c]", "") and "; c" not in text:
        assert sections == {name: {key: said.strip() for key, said in parser.items(name)} for name in parser.sections()}


@pytest.mark.parametrize(
    ("requirement", "outcome"),
    [
        ("{port: {number: {at_most: 80}}, on: true, n: 5}", "pass"),
        ("{port: 81}", "fail"),
        ("{on: false}", "fail"),
        ("{quoted: x}", "fail"),
        ("{not: {quoted: x}}", "fail"),
        ("{noted: s}", "fail"),
        ("{not: {noted: s}}", "fail"),
        ("{not: {noted: other}}", "pass"),
        ("{limit: {number: {at_most: 9}}}", "unknown"),
        ("{empty: filled}", "fail"),
    ],
)
def test_texts_stand_for_numbers_and_truth_values_unless_programs_disagree(requirement: str, outcome: str) -> None:
    text = '[a]\nport=80\non = True\nn=5\nquoted="x"\nnoted = s ; note\nlimit = 8 # or 9\nempty=\n'
    said = judge_one(f"for_each: {{value: {{in: app.ini, at: a}}}}\nrequire: {requirement}", {"app.ini": text})
    assert said[0] == outcome, said
