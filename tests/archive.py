"""Several small texts in one file, so that a case can be read from top to bottom.

The format is that of Go's txtar (https://pkg.go.dev/golang.org/x/tools/txtar): a comment, then every member behind a
line `-- name --`. With `UPDATE_EXPECTED=1` the members that a test expects are rewritten; the diff is to be read.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path

MARKER = re.compile(r"^-- (.+) --\n", re.MULTILINE)


def read_archive(path: Path) -> dict[str, str]:
    """The members by name, in the order of the file; the comment before them is left out."""
    parts = MARKER.split(path.read_text(encoding="utf-8"))
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def expect_members(path: Path, expected: Mapping[str, str]) -> None:
    """Compare members with what they are expected to be, or rewrite them."""
    if os.environ.get("UPDATE_EXPECTED"):
        comment = MARKER.split(path.read_text(encoding="utf-8"))[0]
        members = read_archive(path) | dict(expected)
        path.write_text(comment + "".join(f"-- {name} --\n{text}" for name, text in members.items()), encoding="utf-8")
    members = read_archive(path)
    assert {name: members.get(name) for name in expected} == expected
