"""YAML: bytes to values with places, by the core schema of YAML 1.2.

`on`, `yes`, `12:30:45` and `2026-07-26` stay the text that people wrote (https://yaml.org/spec/1.2.2/, section 10.3).
The values are built from the parser's events, one at a time, because PyYAML's own composer recurses: a file of
100,000 `[` ends the process inside libyaml's binding, and no `except` can catch that.
"""

from __future__ import annotations

import re

import yaml

from checker.formats.yaml.builder import Builder
from checker.formats.yaml.messages import translated
from checker.model.data import Node
from checker.model.problem import Problem
from checker.reading.source import RefusedError, Source

UNREADABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that YAML does not allow (section 5.1), written out or not."""


def read_yaml(path: str, text: str, *, strict: bool = False, first_line: int = 1) -> Node | Problem:
    """The value of a YAML text, or why it has none.

    A file may hold one document: of several only the first would count, so they are refused. A key may stand once.
    Aliases share their node, its children keep the places where they are written; merge keys (`<<`) are applied, own
    keys win. strict, for policies: no anchors, aliases, tags or merge keys. first_line: of the text in its file.
    """
    source = Source(path, text, first_line)
    try:
        source.refuse_if_large()
        _refuse_unreadable(source)
        return Builder(source, strict=strict).document()
    except RefusedError as refused:
        return refused.problem
    except yaml.MarkedYAMLError as error:
        return translated(error, source)
    except yaml.reader.ReaderError:
        return Problem("holds characters that YAML does not allow", source.at(0), "save the file as UTF-8 text")


def _refuse_unreadable(source: Source) -> None:
    found = UNREADABLE.search(source.text)
    if found:
        message = f"holds the character U+{ord(found[0]):04X}, which YAML does not allow"
        raise RefusedError(message, source.at(found.start()), "remove it or escape it")
