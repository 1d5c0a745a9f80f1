"""JSON5: what it has besides JSON. Held by hand against the cases of https://github.com/json5/json5-tests."""

from __future__ import annotations

import json
from typing import Any

import pytest
from data_outline import complaint, outline
from hypothesis import given
from hypothesis import strategies as st

from checker.formats.json5 import read_json5
from checker.model.data import Node

FILE = """\
// settings
{
  plain: 'it\\'s "so" \\
here', $id_1: +0x1F, "half": .5, /* two */ 'end': 5., list: [1, -2e3, null,],
  \\u00fcber: '\\x41\\uD83D\\uDE00\\v\\0',
}
"""


def test_all_that_json5_adds_has_its_place() -> None:
    assert outline(read_json5("a.json5", FILE)) == (
        ". - 2:1 dict\n"
        "plain 3:3 3:10 'it\\'s \"so\" here' as 'it\\'s \"so\" here'\n"
        "$id_1 4:8 4:15 31 as '+0x1F'\n"
        "half 4:22 4:30 0.5 as '.5'\n"
        "end 4:44 4:51 5.0 as '5.'\n"
        "list 4:55 4:61 tuple\n"
        "list/0 - 4:62 1 as '1'\n"
        "list/1 - 4:65 -2000.0 as '-2e3'\n"
        "list/2 - 4:71 None as 'null'\n"
        "über 5:3 5:14 'A😀\\x0b\\x00' as 'A😀\\x0b\\x00'"
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{a: Infinity}", "a:1:5: `Infinity` is out of range; write it as a string"),
        ("[-NaN]", "a:1:2: `-NaN` is out of range; write it as a string"),
        ("{a: 1, 'a': 2}", "a:1:8: `a` is written twice, first on line 1; keep one of the two"),
        ("[010]", "a:1:2: `010` is no JSON5 value; write it in quotes"),
        ("[1,,2]", "a:1:4: a value is missing before `,`; remove the comma, or add a value"),
        ("[yes]", "a:1:2: `yes` is no JSON5 value; write it in quotes"),
        ("{1a: 2}", "a:1:2: a key must stand here; write `key: value`"),
        ("{a: 'b\nc'}", "a:1:7: the string holds a line break; write it as `\\n`, or put a backslash before it"),
        ("'a", "a:1:1: the string that opens here is not closed; close it"),
        (r"'\1'", "a:1:2: the string holds an unknown escape; double the backslash"),
        (r"'\ud800'", "a:1:1: the string holds half a character; write the character itself"),
        ("[1 /* a", "a:1:4: `,` or `]` is missing; add it"),
        ("/* a", "a:1:1: the comment that opens here is not closed; close it with `*/`"),
        ("", "a:1:1: the document ends where a value must stand; write the value, or close what is open"),
        ("{a: 1} b", "a:1:8: the document goes on after its value; remove what follows"),
        ("[" * 100, "a:1:65: is nested deeper than 64 levels; flatten it, or split the file"),
    ],
)
def test_what_is_no_json5_is_told_at_its_place(text: str, said: str) -> None:
    assert complaint(read_json5("a", text)) == said


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
        lambda below: st.lists(below) | st.dictionaries(st.text(), below),
        max_leaves=6,
    )
)
def test_every_json_is_json5(value: Any) -> None:
    found = read_json5("a", json.dumps(value))
    assert isinstance(found, Node)
    assert found.plain == value
