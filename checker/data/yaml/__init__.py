"""YAML: bytes to values with places, by the core schema of YAML 1.2.

`on`, `yes`, `12:30:45` and `2026-07-26` stay the text that people wrote (https://yaml.org/spec/1.2.2/, section 10.3).
The values are built from the parser's events, one at a time, because PyYAML's own composer recurses: a file of
100,000 `[` ends the process inside libyaml's binding, and no `except` can catch that.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import yaml

from checker.data.source import RefusedError, Source, TooDeepError, read_source
from checker.data.yaml.builder import Builder
from checker.data.yaml.messages import translated
from checker.model.data import Node, Stream
from checker.model.problem import Problem
from checker.patterns import regex

T = TypeVar("T")
UNREADABLE = regex("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that YAML does not allow (section 5.1), written out or not."""


def read_yaml(path: str, text: str, *, strict: bool = False, first_line: int = 1) -> Node | Problem:
    """The value of a YAML text, or why it has none.

    The text may hold one document: of several only the first would count, so they are refused. A key may stand once.
    Aliases share their node, its children keep the places where they are written; merge keys (`<<`) are applied, own
    keys win. strict, for policies: no anchors, aliases, tags or merge keys. first_line: of the text in its file.
    """
    return _read(path, text, lambda source: Builder(source, strict=strict).document(), first_line)


def read_yaml_file(path: str, text: str) -> Node | Stream | Problem:
    """The value of a YAML file; several where it holds several documents. One that is empty says nothing."""
    found = _read(path, text, lambda source: Builder(source, strict=False).documents())
    if isinstance(found, Problem):
        return found
    said = [node for node in found if node.value is not None] or found[:1]
    if not said:
        return read_yaml(path, text)
    return said[0] if len(said) == 1 else Stream(tuple(said))


def _read(path: str, text: str, build: Callable[[Source], T], first_line: int = 1) -> T | Problem:
    return read_source(path, text, lambda source: _built(source, build), first_line)


def _built(source: Source, build: Callable[[Source], T]) -> T | Problem:
    try:
        _refuse_unreadable(source)
        return build(source)
    except yaml.MarkedYAMLError as error:
        return _too_deep_before(error, source, build) or translated(error, source)
    except yaml.reader.ReaderError:
        message, hint = "holds characters that YAML does not allow", "save the file as UTF-8 text"
        return Problem(message, source.at(0), hint, malformed=True, of_file=True)


def _too_deep_before(error: yaml.MarkedYAMLError, source: Source, build: Callable[[Source], T]) -> Problem | None:
    """That the text before the place of an error is nested too deep already.

    A parser looks ahead of its events, and one with a limit of its own may give up before ours is seen.
    """
    mark = error.problem_mark or error.context_mark
    if mark is None:
        return None
    try:
        build(Source(source.path, source.text[: mark.index], source.first_line))
    except TooDeepError as refused:
        return refused.problem
    except (RefusedError, yaml.YAMLError):
        return None
    return None


def _refuse_unreadable(source: Source) -> None:
    found = UNREADABLE.search(source.text)
    if found:
        message = f"holds the character U+{ord(found[0]):04X}, which YAML does not allow"
        raise RefusedError(message, source.at(found.start()), "remove it or escape it", malformed=True, of_file=True)
