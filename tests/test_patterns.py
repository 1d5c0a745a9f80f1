"""Patterns that are compiled when they are used."""

import os
import pkgutil
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import Any

import pytest

import checker
from checker.patterns import regex


def test_pattern_finds_what_a_compiled_one_finds() -> None:
    lazy, compiled = regex(r"(?P<id>P[0-2])-\d+", re.IGNORECASE), re.compile(r"(?P<id>P[0-2])-\d+", re.IGNORECASE)
    text = "p0-1 and P2-22"
    assert [one.span() for one in lazy.finditer(text)] == [one.span() for one in compiled.finditer(text)]
    assert (lazy.sub("x", text), lazy.split(text), lazy.groupindex) == (
        compiled.sub("x", text),
        compiled.split(text),
        compiled.groupindex,
    )
    assert (lazy.pattern, lazy.flags) == (compiled.pattern, compiled.flags)


def test_pattern_of_bytes_finds_bytes() -> None:
    found = regex(rb"\r?\n").search(b"a\r\nb")
    assert found is not None
    assert found.span() == (1, 3)


def test_mistake_in_a_pattern_is_raised_when_it_is_used() -> None:
    wrong = regex("(")
    with pytest.raises(re.error):
        wrong.search("")


def patterns_in(value: Any, depth: int = 0) -> Iterator[Any]:
    """The patterns of this module's kind in a value, and in what it holds."""
    if type(value) is type(regex("")):
        yield value
    elif isinstance(value, Mapping) and depth < 4:
        yield from (one for pair in value.items() for part in pair for one in patterns_in(part, depth + 1))
    elif isinstance(value, tuple | list | frozenset) and depth < 4:
        yield from (one for part in value for one in patterns_in(part, depth + 1))


def test_every_pattern_of_the_package_is_well_formed() -> None:
    names = [one.name for one in pkgutil.walk_packages(checker.__path__, "checker.") if one.name != "checker.__main__"]
    found = [one for name in names for value in vars(import_module(name)).values() for one in patterns_in(value)]
    assert len(found) > 400
    for one in found:
        re.compile(one.pattern, one.flags)


def test_patterns_are_written_alike_in_every_process() -> None:
    """One that is written in the order of a set would be another one each time, and would be kept each time."""
    told = (
        "import pkgutil, importlib, checker, checker.patterns as p; found = []; made = p._Uncompiled.__init__;\n"
        "p._Uncompiled.__init__ = lambda self, *said: (found.append(said), made(self, *said))[1]\n"
        "for one in pkgutil.walk_packages(checker.__path__, 'checker.'):\n"
        "    one.name.endswith('__main__') or importlib.import_module(one.name)\n"
        "print(sorted(map(str, found)))"
    )
    runs = {
        subprocess.run(
            [sys.executable, "-c", told], env=os.environ | {"PYTHONHASHSEED": seed}, check=True, capture_output=True
        ).stdout
        for seed in ("1", "2")
    }
    assert len(runs) == 1
