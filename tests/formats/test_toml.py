from __future__ import annotations

import tomllib

import pytest
from data_outline import complaint, outline
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.formats.toml import read_toml
from checker.model.data import Node
from checker.model.problem import Problem


def test_every_value_and_key_has_its_place() -> None:
    text = '''\
# a project
title = "x"  # not the content
"q.\\u0041" = 'y'
a.b = 1_000
day = 1979-05-27 07:32:00Z # a day
list = [ 1, # one
  "two", {x = 1, y.z = [true]},
]
long = """
a = 1 ""x"" """""
[t]
x = 1.50
[[p.q]]
n = 1
[p.q.sub]
k = 0xFF
[[p.q]]
[z . 'w']
v=false
'''
    assert (
        outline(read_toml("f", text))
        == """\
. - 1:1 dict
title 2:1 2:9 'x' as 'x'
q.A 3:1 3:14 'y' as 'y'
a 4:1 4:1 dict
a/b 4:3 4:7 1000 as '1_000'
day 5:1 5:7 '1979-05-27 07:32:00Z' as '1979-05-27 07:32:00Z'
list 6:1 6:8 tuple
list/0 - 6:10 1 as '1'
list/1 - 7:3 'two' as 'two'
list/2 - 7:10 dict
list/2/x 7:11 7:15 1 as '1'
list/2/y 7:18 7:18 dict
list/2/y/z 7:20 7:24 tuple
list/2/y/z/0 - 7:25 True as 'true'
long 9:1 9:8 'a = 1 ""x"" ""' as 'a = 1 ""x"" ""'
t 11:2 11:2 dict
t/x 12:1 12:5 1.5 as '1.50'
p 13:3 13:3 dict
p/q 13:5 13:5 tuple
p/q/0 - 13:5 dict
p/q/0/n 14:1 14:5 1 as '1'
p/q/0/sub 15:6 15:6 dict
p/q/0/sub/k 16:1 16:5 255 as '0xFF'
p/q/1 - 17:5 dict
z 18:2 18:2 dict
z/w 18:6 18:6 dict
z/w/v 19:1 19:3 False as 'false'"""
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a = 1\na = 2", "2:1: `a` is written twice, first on line 1; keep one of the two"),
        ("a.b = 1\na = 2", "2:1: `a` is written twice, first on line 1; keep one of the two"),
        ("a = {x = 1, x = 2}", "1:13: `x` is written twice, first on line 1; keep one of the two"),
        ("[a]\n[a]", "2:3: the key or table is written twice; keep one of the two"),
        ("a", "1:2: `=` is missing after the key; write `key = value`"),
        ("a =", "1:4: no value begins here; put text in double quotes"),
        ("a = yes", "1:5: no value begins here; put text in double quotes"),
        ("a = 1 b = 2", "1:7: stands where the line must end; put it on a line of its own"),
        ("= 1", "1:1: the line is neither a table nor `key = value`; write one of them"),
        ("[a", "1:3: the table's name is not closed by `]`; close it"),
        ("a = [1", "1:7: the list is not closed, or lacks a comma; close it with `]`"),
        ("a = {b = 1", "1:11: the inline table is not closed, or lacks a comma; close it with `}`"),
        ('a = "x', "1:7: the quotes are not closed; close them"),
        ('a = "\\q"', "1:8: the quotes hold an unknown escape; double the backslash, or use single quotes"),
        ('a = "\\u12"', "1:8: the escape lacks hexadecimal digits; write the character itself"),
        ('a = "\\ud800"', "1:12: the escape stands for no character; write the character itself"),
        ("a = 2026-02-30", "1:5: a day or time does not exist; mend the date"),
        ("a = 1\x00", "1:6: stands where the line must end; put it on a line of its own"),
        ("n = " + "1" * 5_000, "1:5005: a number has more digits than are read; write it in quotes"),
        ("a = " + "[" * 100_000, "1:69: is nested deeper than 64 levels; flatten it, or split the file"),
        (".".join("a" * 100_000) + " = 1", "1:129: is nested deeper than 64 levels; flatten it, or split the file"),
        ("a = [" + "1," * 100_001 + "]", "1:200004: holds more than 100000 values; split the file"),
        ("#" * 1_048_577, "1:1: holds 1048577 bytes, more than the 1048576 that are read; split the file"),
    ],
)
def test_what_is_no_toml_is_told_in_plain_words(text: str, expected: str) -> None:
    assert complaint(read_toml("f", text)) == f"f:{expected}"


PIECES = [
    "[a]",
    "[[a]]",
    "[a.b]",
    "a",
    "b.c",
    "'q'",
    '"r"',
    "=",
    "=1",
    '="x"',
    "='y'",
    "=[1,2]",
    "={x=1}",
    "=1979-05-27",
]
TRICKY = [*PIECES, *",.[]{}# ", "\n", "\n", "\r\n", " ", "='''\n'''", '="""z"""', '"r s"=']
TOML_LIKE = st.lists(st.sampled_from(TRICKY), max_size=14).map("".join)


@settings(max_examples=300)
@given(text=st.text() | TOML_LIKE)
def test_any_text_is_read_as_the_standard_library_reads_it_or_is_a_problem(text: str) -> None:
    content = read_toml("f", text)
    if isinstance(content, Problem):
        with pytest.raises(tomllib.TOMLDecodeError):
            tomllib.loads(text.removeprefix("\ufeff"))
    else:
        _assert_in_place(content, text.removeprefix("\ufeff").split("\n"))


def _assert_in_place(node: Node, lines: list[str]) -> None:
    """Every key and every value has a place, and what stands there is what is meant."""
    for name, child in node.children():
        if child.key is not None:
            written = lines[(child.key.line or 0) - 1][(child.key.column or 0) - 1 :]
            assert written.startswith((name, f"'{name}'", f'"{name}"'))
        written = lines[(child.location.line or 0) - 1][(child.location.column or 0) - 1 :]
        if isinstance(child.value, int):
            assert written.startswith(child.text)
        if isinstance(child.value, str):
            assert written.startswith(('"', "'", child.text))
        _assert_in_place(child, lines)
