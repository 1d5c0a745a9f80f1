"""CSV and TSV: one table, as selectors see those of Markdown."""

from __future__ import annotations

import csv
import io

import pytest
from data_outline import complaint
from hypothesis import given
from hypothesis import strategies as st
from kit import judge

from checker.formats.csv import TAB, read_csv
from checker.model.markdown import Sheet

FILES = {
    "a.csv": '\ufeffID,Owner,Note\n1,Ann,"a ""b"" [insert note]"\n2,,"*x*\ny"\n',
    "totals.csv": "Item;Cost\r\na;1\r\nb;2\r\nTotal;4\r\n",
    "ragged.csv": "ID,N\n1\n2,3,4\n",
    "two.csv": "ID;Name,x\n1;2\n",
    "empty.csv": "\n",
    "a.tsv": 'ID\tSize\n1\t5" pipe\n',
}
POLICY = """\
version: 1
policy: trial
criteria:
  - {id: rows, for_each: {row: {in: a.csv, columns: [ID, owner]}}, require: {owner: filled}}
  - {id: cells, for_each: {cell: {in: a.csv, columns: [Note]}}, require: {text: {not: {matches: '^x'}}}}
  - {id: table, for_each: {table: {in: a.csv}}, require: {rows: 2, columns: [ID, Owner, Note]}}
  - {id: slots, for_each: {file: a.csv}, require: no_placeholders}
  - {id: no-headings, for_each: {section: {in: a.csv}}, require: filled}
  - {id: no-column, for_each: {row: {in: a.csv, columns: [Due]}}, require: {Due: filled}}
  - {id: totals, for_each: {file: totals.csv}, require: adds_up}
  - {id: ragged, for_each: {row: {in: ragged.csv, columns: [ID]}}, require: {ID: filled}}
  - {id: two, for_each: {row: {in: two.csv, columns: [ID]}}, require: {ID: filled}}
  - {id: empty, for_each: {row: {in: empty.csv, columns: [ID]}, allow_empty: true}, require: {ID: filled}}
  - {id: tabs, for_each: {row: {in: a.tsv, columns: [Size]}}, require: {Size: {contains: '5" pipe'}}}
"""


def test_rows_cells_and_tables_are_those_of_a_table() -> None:
    assert judge(POLICY, FILES) == {
        "rows": ["fail", "ok a.csv:2:3 `owner` of 1 is filled", "no a.csv:3:3 `owner` of 2 is not filled: empty"],
        "cells": [
            "pass",
            'ok a.csv:2:7 `text` of `Note` of 1 is `a "b" [insert note]`',
            "ok a.csv:3:4 `text` of `Note` of 2 is `*x* y`",
        ],
        "table": [
            "pass",
            "ok a.csv:1:1 `rows` of the table in line 1 is `2`",
            "ok a.csv:1:1 `columns` of the table in line 1 is `ID`",
            "ok a.csv:1:1 `columns` of the table in line 1 is `Owner`",
            "ok a.csv:1:1 `columns` of the table in line 1 is `Note`",
        ],
        "slots": ["fail", "no a.csv:2:16 `[insert note]` is a noun or an instruction in square brackets"],
        "no-headings": ["unknown", "?? a.csv:1:1 a.csv is no Markdown, expected a document with headings"],
        "no-column": ["fail", "no a.csv:1:1 no table in a.csv has the columns that are expected"],
        "totals": ["fail", "no totals.csv:4:7 the total of `Cost`: the rows add up to 3, the total says 4 (not equal)"],
        "ragged": [
            "fail",
            "?? ragged.csv:2:1 the row has 1 cells, and the table has 2 columns",
            "no ragged.csv:3:1 the row has 3 cells, and the table has 2 columns",
            "ok ragged.csv:2:1 `ID` of 1 is filled",
            "ok ragged.csv:3:1 `ID` of 2 is filled",
        ],
        "two": [
            "unknown",
            (
                "?? two.csv:1:1 two.csv has a header in which nobody can tell what parts the names: several of `,`, "
                "`;` and a tab stand in it"
            ),
        ],
        "empty": [
            "unknown",
            "?? empty.csv:1:1 empty.csv is empty: the names of its columns must stand in its first line",
        ],
        "tabs": ["pass", 'ok a.tsv:2:3 `Size` of 5" pipe contains `5" pipe`'],
    }


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('a,b\n1,"2', 'a:2:3: the field that opens here is not closed; close it with `"`'),
        ('a,b\n"1" 2,3', "a:2:4: the field goes on after its quotes; put all of it in quotes, and double those in it"),
        (
            'a,b\n1,5" pipe',
            (
                "a:2:4: a quotation mark stands in a field that does not begin with one; put the field in quotes, and "
                "double those in it"
            ),
        ),
        ("a\n" * 100_001, "a:100001:1: holds more than 100000 values; split the file"),
    ],
)
def test_what_is_no_csv_is_told_at_its_place(text: str, said: str) -> None:
    assert complaint(read_csv("a", text)) == said


PIECES = ["a", "b", ",", ",", '"', '""', "\n", '"x"', "é", " ", '"q,r"', '"l\nm"', '"s""t"']


@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=12).map("".join), st.sampled_from([",", TAB]))
def test_what_is_read_is_what_pythons_reader_reads_and_stands_where_it_says(text: str, separator: str) -> None:
    text = text.replace(",", separator).rstrip("\n") + "\n"
    found = read_csv("a", text, separator)
    if not isinstance(found, Sheet):
        return
    (table,) = found.markdown.tables
    cells = [list(table.header)]
    cells += [list(row.cells[: len(row.cells) - row.missing]) for row in table.rows]
    known = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=separator == ","))
    width = len(known[0] or [""])
    assert [[one.text.source for one in row] for row in cells] == [row[:width] or [""] for row in known]
    lines = text.split("\n")
    for one in (one for row in cells for one in row):
        for sign, (line, column) in zip(one.text.inline.plain, one.text.inline.places, strict=False):
            assert f"{lines[line - 1]}\n"[column - 1] == sign
