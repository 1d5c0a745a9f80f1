"""The page on security names tests that there are."""

from __future__ import annotations

import ast
import re

import pytest
from pages import DOCS

PAGE = (DOCS / "security.md").read_text(encoding="utf-8")
ROWS = [line for line in PAGE.splitlines() if line.startswith("| ") and not line.startswith("| Threat")]
NAMED = re.compile(r"`((?:tests/\S+\.py)?)::(test_\w+)`")


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.split("|")[1].strip()[:40])
def test_each_promise_is_held_by_a_test_that_there_is(row: str) -> None:
    held_by = row.split("|")[3]
    named = NAMED.findall(held_by)
    assert NAMED.sub("", held_by).strip(" ,") == ""
    assert named
    file = ""
    for path, test in named:
        file = path or file
        tree = ast.parse((DOCS.parent / file).read_text(encoding="utf-8"))
        assert test in {one.name for one in tree.body if isinstance(one, ast.FunctionDef)}
