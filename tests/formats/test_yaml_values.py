from __future__ import annotations

from typing import Any

import pytest
from data_outline import outline

from checker.data.yaml import read_yaml
from checker.model.data import Node


def plain(text: str) -> Any:
    content = read_yaml("file.yaml", text)
    assert isinstance(content, Node), content
    return content.plain


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("on", "on"),
        ("yes", "yes"),
        ("no", "no"),
        ("NO", "NO"),
        ("true", True),
        ("FALSE", False),
        ("tRue", "tRue"),
        ("010", 10),
        ("-7", -7),
        ("+7", 7),
        ("0o17", 15),
        ("0x1F", 31),
        ("0b11", "0b11"),
        ("1_000", "1_000"),
        ("1.10", 1.1),
        (".5", 0.5),
        ("1e3", 1000.0),
        ("-.inf", float("-inf")),
        ("+.INF", float("inf")),
        ("1.2.3", "1.2.3"),
        ("12:30:45", "12:30:45"),
        ("2026-07-26", "2026-07-26"),
        ("2026-02-30", "2026-02-30"),
        ("~", None),
        ("null", None),
        ("Null", None),
        ("", None),
        ("'010'", "010"),
        ('"true"', "true"),
        ('""', ""),
        ("٣", "٣"),
        ("=", "="),
    ],
)
def test_plain_scalars_follow_the_core_schema_and_quoted_ones_are_text(written: str, meant: Any) -> None:
    assert plain(f"key: {written}") == {"key": meant}


def test_not_a_number_is_a_number() -> None:
    assert str(plain(".nan")) == "nan"


def test_every_value_and_key_has_its_place_text_and_comment() -> None:
    text = """\
name: CI # the only one
on: [push, pull_request]
jobs:
  build/é:
    timeout~: 10
    steps:
      - uses: actions/checkout@08c6903 # v5
      - run: | # tests
          make test
        empty:
      - {a: 1, b: "#2"} # last
"é": 'it''s'
"""
    assert (
        outline(read_yaml("ci.yml", text))
        == """\
. - 1:1 dict
name 1:1 1:7 'CI' as 'CI' # the only one
on 2:1 2:5 tuple
on/0 - 2:6 'push' as 'push'
on/1 - 2:12 'pull_request' as 'pull_request'
jobs 3:1 4:3 dict
jobs/build~1é 4:3 5:5 dict
jobs/build~1é/timeout~0 5:5 5:15 10 as '10'
jobs/build~1é/steps 6:5 7:7 tuple
jobs/build~1é/steps/0 - 7:9 dict
jobs/build~1é/steps/0/uses 7:9 7:15 'actions/checkout@08c6903' as 'actions/checkout@08c6903' # v5
jobs/build~1é/steps/1 - 8:9 dict
jobs/build~1é/steps/1/run 8:9 8:14 'make test\\n' as 'make test\\n' # tests
jobs/build~1é/steps/1/empty 10:9 10:15 None as ''
jobs/build~1é/steps/2 - 11:9 dict
jobs/build~1é/steps/2/a 11:10 11:13 1 as '1'
jobs/build~1é/steps/2/b 11:16 11:19 '#2' as '#2' # last
é 12:1 12:6 "it's" as "it's\""""
    )


def test_places_count_from_the_line_where_front_matter_begins() -> None:
    assert outline(read_yaml("a.md", "a: 1\nb: 2\n", first_line=2)) == (
        ". - 2:1 dict\na 2:1 2:4 1 as '1'\nb 3:1 3:4 2 as '2'"
    )


def test_only_line_feeds_end_a_line() -> None:
    text = "a: 1\r\nb: '\u2028 \x85'\r\nc: 3\r\n"
    assert outline(read_yaml("a.yaml", text)).splitlines()[-1] == "c 3:1 3:4 3 as '3'"


def test_a_byte_order_mark_does_not_count() -> None:
    assert outline(read_yaml("a.yaml", "\ufeffa: 1")) == ". - 1:1 dict\na 1:1 1:4 1 as '1'"


@pytest.mark.parametrize("text", ["", "\n\n", "# only a comment\n", "---\n", "---\n...\n"])
def test_a_text_without_a_value_is_nothing(text: str) -> None:
    assert plain(text) is None


def test_an_alias_stands_where_it_is_written_and_shares_what_is_in_it() -> None:
    assert outline(read_yaml("a.yaml", "x: &env {A: 1}\ny: *env\n")) == (
        ". - 1:1 dict\nx 1:1 1:4 dict\nx/A 1:10 1:13 1 as '1'\ny 2:1 2:4 dict\nx/A 1:10 1:13 1 as '1'"
    )


def test_merge_keys_bring_in_what_is_not_there() -> None:
    text = "a: &a {x: 1, y: 1}\nb: &b {y: 2, z: 2}\nc:\n  <<: [*a, *b]\n  x: 3\nd:\n  <<: *a\n"
    assert plain(text) == {
        "a": {"x": 1, "y": 1},
        "b": {"y": 2, "z": 2},
        "c": {"x": 3, "y": 1, "z": 2},
        "d": {"x": 1, "y": 1},
    }


def test_a_merge_key_in_quotes_is_a_key() -> None:
    assert plain('"<<": 1') == {"<<": 1}


def test_unknown_tags_do_not_count_and_known_ones_do() -> None:
    text = "a: !Ref 1\nb: !!str 1\nc: ! 1\nd: !!int '1'\ne: !Sub [x]\nf: !GetAtt {g: 1}\nh: !!python/name:os.system x"
    assert plain(text) == {"a": 1, "b": "1", "c": "1", "d": 1, "e": ["x"], "f": {"g": 1}, "h": "x"}


def test_keys_are_their_text() -> None:
    assert plain("1: a\ntrue: b\n~: c\n'': d\n") == {"1": "a", "true": "b", "~": "c", "": "d"}


def test_an_anchor_may_name_a_key_and_an_alias_be_one() -> None:
    assert plain("&k a: 1\nb: {*k : 2}\nc: *k\n") == {"a": 1, "b": {"a": 2}, "c": "a"}
