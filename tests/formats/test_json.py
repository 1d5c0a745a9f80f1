from __future__ import annotations

import json

import pytest
from data_outline import complaint, outline
from hypothesis import given
from hypothesis import strategies as st

from checker.formats.json import read_json
from checker.model.data import Node
from checker.model.problem import Problem


def test_every_value_and_key_has_its_place() -> None:
    text = '\ufeff{"a": [1, -2.5e1, "x\\u00e9"],\r\n  "b/c~d": {"é": null, "t": true}, "": {}}\n'
    assert (
        outline(read_json("f", text))
        == """\
. - 1:1 dict
a 1:2 1:7 tuple
a/0 - 1:8 1 as '1'
a/1 - 1:11 -25.0 as '-2.5e1'
a/2 - 1:19 'xé' as 'xé'
b~1c~0d 2:3 2:12 dict
b~1c~0d/é 2:13 2:18 None as 'null'
b~1c~0d/t 2:24 2:29 True as 'true'
. 2:36 2:40 dict"""
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "1:1: the document ends where a value must stand; write the value, or close what is open"),
        ("[1,]", "1:4: a value is missing before `]`; remove the comma before it, or add a value"),
        ("[1 2]", "1:4: `,` or `]` is missing; add it"),
        ("[1", "1:3: `,` or `]` is missing; add it"),
        ('{"a": 1,}', "1:9: a key is missing before `}`; remove the comma before it"),
        ('{"a" 1}', '1:6: `:` is missing after the key `a`; write `"key": value`'),
        ("{a: 1}", '1:2: a key must stand here, in double quotes; write `"key": value`'),
        ("{'a': 1}", "1:2: keys are written in double quotes; replace the single quotes"),
        ('{"a": 1', "1:8: `,` or `}` is missing; add it"),
        ("{", "1:2: the document ends inside an object; close it with `}`"),
        ("['a']", "1:2: strings are written in double quotes; replace the single quotes"),
        ("[NaN]", "1:2: `NaN` is no JSON value; write it in double quotes"),
        ("-Infinity", "1:1: `-Infinity` is no JSON value; write it in double quotes"),
        ("True", "1:1: `True` is no JSON value; write it in double quotes"),
        ("1e999", "1:1: `1e999` is out of range; write it as a string"),
        ("1" * 5000, "1:1: a number of 5000 digits stands here; write it as a string"),
        ("01", "1:2: the document goes on after its value; remove what follows"),
        ("{} {}", "1:4: the document goes on after its value; remove what follows"),
        ("// a\n{}", "1:1: comments are not allowed in JSON; remove the comment"),
        ('{"a": 1,\n "a": 2}', "2:2: `a` is written twice, first on line 1; keep one of the two"),
        ('"a', "1:1: the string that opens here is not closed; close it on its line"),
        ('"a\nb"', "1:3: the string holds a line break or control character; write it as an escape"),
        ('"\\q"', "1:2: the string holds an unknown escape; double the backslash"),
        ('"\\u12"', "1:2: the escape lacks hexadecimal digits; write four of them"),
        ('"\\ud800"', "1:1: the string holds half a character; write the character itself"),
        ("[" * 100_000, "1:65: is nested deeper than 64 levels; flatten it, or split the file"),
        ('{"a":' * 100_000, "1:321: is nested deeper than 64 levels; flatten it, or split the file"),
        ("[" + "1," * 100_000 + "1]", "1:200000: holds more than 100000 values; split the file"),
        (" " * 1_048_577, "1:1: holds 1048577 bytes, more than the 1048576 that are read; split the file"),
        ("[undefined]", "1:2: `undefined` is no JSON value; write it in double quotes"),
        ("[*]", "1:2: no JSON value begins here; write text in double quotes"),
    ],
)
def test_what_is_no_json_is_told_in_plain_words(text: str, expected: str) -> None:
    assert complaint(read_json("f", text)) == f"f:{expected}"


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@given(value=VALUES, indent=st.none() | st.integers(0, 3), ascii_only=st.booleans())
def test_what_json_writes_is_read_back(value: object, indent: int | None, ascii_only: bool) -> None:
    content = read_json("f", json.dumps(value, indent=indent, ensure_ascii=ascii_only))
    assert isinstance(content, Node)
    assert content.plain == value


@given(text=st.text() | st.text(st.sampled_from('{}[]",:0123eE+-.\\utrfalsn \n\t/*é'), max_size=40))
def test_any_text_is_read_as_the_standard_library_reads_it_or_is_a_problem(text: str) -> None:
    content = read_json("f", text)
    if isinstance(content, Problem):
        assert (content.location.line or 0) >= 1
    else:
        assert json.dumps(content.plain) == json.dumps(json.loads(text.removeprefix("\ufeff")))
