from __future__ import annotations

import pytest
from data_outline import complaint
from hypothesis import given
from hypothesis import strategies as st

from checker.data.yaml import read_yaml
from checker.model.data import Node
from checker.model.problem import Problem

ALIAS_BOMB = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{name}: &{name} [{','.join([f'*{before}'] * 9)}]\n" for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)
MERGE_BOMB = "a: &a {" + ",".join(f"k{n}: 1" for n in range(1000)) + "}\n" + "b: {<<: [" + "*a," * 200 + "]}\n"
LADDER = "a0: &a0 []\n" + "".join(f"a{n}: &a{n} [*a{n - 1}]\n" for n in range(1, 70))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: 1\nb: 2\n'a': 3", "3:1: `a` is written twice, first on line 1; keep one of the two"),
        ("1: a\n'1': b", "2:1: `1` is written twice, first on line 1; keep one of the two"),
        ("a: 1\n---\nb: 2", "2:1: a second document begins here, only one is read; keep one document in a file"),
        ("&a [*a]", "1:5: the alias `*a` stands inside its own anchor; write the value out"),
        ("a: *b", "1:4: the alias `*b` has no anchor `&b` before it; write the value out"),
        ("[a]: 1", "1:1: a list or mapping stands where a key must be; put the key in quotes"),
        ("a: &a [b]\n*a : 1", "2:1: a list or mapping stands where a key must be; write the key as text"),
        ("<<: 1", "1:1: `<<` merges something that is no mapping; quote the key to keep it as text"),
        ("n: " + "1" * 10_000, "1:4: a number of 10000 digits stands here; put it in quotes to keep it as text"),
        ("[" * 100_000, "1:65: is nested deeper than 64 levels; flatten it, or split the file"),
        ("{a: " * 100_000, "1:257: is nested deeper than 64 levels; flatten it, or split the file"),
        ("- " * 3_000, "1:129: is nested deeper than 64 levels; flatten it, or split the file"),
        (LADDER, "64:12: is nested deeper than 64 levels; flatten it, or split the file"),
        (ALIAS_BOMB, "6:8: holds more than 100000 values; split the file"),
        (MERGE_BOMB, "2:304: holds more than 100000 values; split the file"),
        ("- 1\n" * 100_001, "100000:3: holds more than 100000 values; split the file"),
        ("#" * 1_048_577, "1:1: holds 1048577 bytes, more than the 1048576 that are read; split the file"),
        ("a: 1\nb: \x07", "2:4: holds the character U+0007, which YAML does not allow; remove it or escape it"),
        ("a: \ud800", "1:4: holds the character U+D800, which YAML does not allow; remove it or escape it"),
    ],
)
def test_what_would_mislead_or_exhaust_is_refused(text: str, expected: str) -> None:
    assert complaint(read_yaml("f", text)) == f"f:{expected}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: [1\nb: 2", "1:4: the list that `[` opens here has no `]`; close it, or add a comma"),
        ("a: {b: 1", "1:4: the mapping that `{` opens here has no `}`; close it, or add a comma"),
        ('a: "x', "1:4: the quotes that open here are not closed; close them"),
        ("a:\n\tb: 1", "2:1: a tab stands where only spaces may indent; indent with spaces"),
        ("a: @b", "1:4: a value may not begin with this character; put it in quotes"),
        ("a: b: c", "1:5: `: ` stands inside a value; put the value in quotes, or mend its indent"),
        ("a: 1\nfoo\nb: 2", "2:1: the line is no `key: value`; put `: ` after the key"),
        ("- a\nb: 1", "2:1: an entry is indented unlike those above; mend the indent"),
        ("a: 'b' c", "1:8: stands where a key must be; mend the indent or the line before"),
        ("a: - b", "1:4: `- ` stands where no list may begin; put it on a line of its own"),
        (r'a: "\q"', "1:5: the quotes hold an unknown escape; double the backslash"),
        (r'a: "\x4"', "1:7: the escape lacks hexadecimal digits; write the character itself"),
        ("a: *", "1:5: the name after `*` has a character that no name has; put the text in quotes"),
        ("%YAML 3.1\n---\na: 1", "1:1: asks for a version of YAML that is not read; remove the `%YAML` line"),
        ("a: !x!y 1", "1:4: the tag has no `%TAG` line that explains it; remove the tag"),
        ("a: |0\n x", "1:5: the indent after `|` or `>` is out of range; write a digit from 1 to 9, or none"),
        ("'a' 'b'", "1:5: stands after the end of the document; remove the line"),
        (",", "1:1: a value is missing; write one, or quote the text"),
    ],
)
def test_what_is_no_yaml_is_told_in_plain_words(text: str, expected: str) -> None:
    assert complaint(read_yaml("f", text)) == f"f:{expected}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: &x 1", "1:4: the anchor `&x` is not allowed; write the value out where it is used"),
        ("&x a: 1", "1:1: the anchor `&x` is not allowed; write the value out where it is used"),
        ("a: *x", "1:4: the alias `*x` is not allowed; write the value out"),
        ("a: !Ref x", "1:4: tags are not allowed; remove the tag; quotes make a text"),
        ("a: !!python/object/apply:os.system [id]", "1:4: tags are not allowed; remove the tag; quotes make a text"),
        ("!!str a: 1", "1:1: tags are not allowed; remove the tag; quotes make a text"),
        ("a:\n  <<: {b: 1}", "2:3: the merge key `<<` is not allowed; write the entries out"),
    ],
)
def test_a_policy_has_no_anchors_aliases_tags_or_merge_keys(text: str, expected: str) -> None:
    assert complaint(read_yaml("f", text, strict=True)) == f"f:{expected}"


def test_a_problem_in_front_matter_is_at_the_line_of_the_file() -> None:
    assert complaint(read_yaml("f", "a: 1\na: 2", first_line=5)).startswith(
        "f:6:1: `a` is written twice, first on line 5"
    )


YAML_LIKE = st.text(st.sampled_from("ab01:-?,[]{}#&*!|>'\"%@`~<= \t\n\r\\.\ufeff\x85é😀"), max_size=60)


@given(text=st.text() | YAML_LIKE, strict=st.booleans())
def test_any_text_is_a_value_or_a_problem_with_a_place(text: str, strict: bool) -> None:
    content = read_yaml("f", text, strict=strict)
    if isinstance(content, Problem):
        assert (content.location.line or 0) >= 1
        assert (content.location.column or 0) >= 1
    else:
        assert isinstance(content, Node)
        assert content.plain is not ...
