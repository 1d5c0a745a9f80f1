"""What is kept beside the bytecode is never needed, and never believed when it is damaged."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from checker import kept, patterns
from checker.kept import Kept

SLOW = "import checker.patterns as p, re\nprint(p.regex('(?P<a>x)+[\\\\w-]*', re.I).fullmatch('XX-ä'))"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where things are kept, while bytecode may be written."""
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(kept.__spec__, "cached", str(tmp_path / "kept.cpython.pyc"))
    monkeypatch.setattr("atexit.register", lambda _: None)
    return tmp_path


def put(values: dict[Any, Any], made_of: str = "") -> None:
    store = Kept("test", lambda: made_of)
    for key, value in values.items():
        store.get(key)
        store.put(key, lambda value=value: value)  # type: ignore[misc]
    store._write()


def test_value_is_there_for_the_next_process(folder: Path) -> None:
    put({("a", 1): b"one"})
    put({("b", 2): ("two", None)})
    assert [Kept("test").get(one) for one in (("a", 1), ("b", 2), ("c", 3))] == [b"one", ("two", None), None]


def test_value_that_cannot_be_kept_is_not(folder: Path) -> None:
    put({"a": None, "b": 1})
    assert (Kept("test").get("a"), Kept("test").get("b")) == (None, 1)


def test_values_that_were_made_of_something_else_do_not_count(folder: Path) -> None:
    put({"a": 1}, "version 1")
    assert Kept("test", lambda: "version 2").get("a") is None


@pytest.mark.parametrize(
    "damage",
    [lambda data: data[:-1], lambda data: data[:20], lambda data: b"", lambda data: data[:-2] + b"\0" + data[-1:]],
    ids=["cut", "nearly gone", "empty", "altered"],
)
def test_damaged_values_do_not_count_and_are_written_again(folder: Path, damage: Callable[[bytes], bytes]) -> None:
    put({"a": 1, "b": "two"})
    (file,) = folder.iterdir()
    file.write_bytes(damage(file.read_bytes()))
    assert Kept("test").get("a") is None
    put({"a": 1})
    assert Kept("test").get("a") == 1


def test_nothing_is_written_where_python_writes_no_bytecode(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    put({"a": 1})
    assert not list(folder.iterdir())


def test_nothing_is_made_where_nothing_can_be_written(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept.__spec__, "cached", str(folder / "missing" / "kept.cpython.pyc"))
    store = Kept("test")
    assert store.get("a") is None
    store.put("a", lambda: pytest.fail("it was made"))
    store._write()
    assert store.get("a") is None


def test_package_that_lies_in_an_archive_keeps_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "__spec__", None)
    put({"a": 1})
    assert Kept("test").get("a") is None


def test_files_that_were_altered_or_added_are_told(tmp_path: Path) -> None:
    (tmp_path / "below").mkdir()
    (tmp_path / "below" / "a.py").write_text("a = 1")
    told = [kept.state_of(str(tmp_path), ".py")]
    (tmp_path / "b.py").write_text("")
    told.append(kept.state_of(str(tmp_path), ".py"))
    (tmp_path / "below" / "a.py").write_text("a = 12")
    told.append(kept.state_of(str(tmp_path), ".py"))
    (tmp_path / "c.txt").write_text("")
    assert len(set(told)) == 3
    assert kept.state_of(str(tmp_path), ".py") == told[-1]


@pytest.mark.parametrize(("source", "flags"), [
    (r"(?P<id>P[0-2])-\d+", re.IGNORECASE), (rb"\r?\n", 0), (r"(?x) a  b # c", 0), (r"[^\W_]+(?<!ä)", 0), ("", 0),
    (r"(?i:ſ|K)+?(?>x*)y{2,5}(?(1)a|b)|(z)", re.MULTILINE | re.DOTALL), ("[一-龥]|\\U0001F600", re.ASCII),
])  # fmt: skip
def test_pattern_of_its_parts_is_the_compiled_one(source: Any, flags: int) -> None:
    compiled = re.compile(source, flags)
    parts = patterns._parts(source, flags, compiled)
    assert parts is not None
    made = patterns._assembled(source, parts)
    assert made == compiled
    assert (made.groups, made.groupindex, made.flags) == (compiled.groups, compiled.groupindex, compiled.flags)


@pytest.mark.parametrize(
    "parts", [(0, b"\xff" * 8, 0, {}, (None,)), (0, b"abc", 0, {}, (None,)), (), (0, "", 0, {}, ())]
)
def test_parts_that_are_no_pattern_are_compiled_instead(parts: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    class Wrong:
        def get(self, key: object) -> Any:
            return parts

    monkeypatch.setattr(patterns, "_KEPT", Wrong())
    assert patterns.compiled_of("a+") == re.compile("a+")


def test_python_whose_patterns_are_unknown_compiles_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patterns, "_KEPT", None)
    assert patterns.compiled_of("a+") == re.compile("a+")


def run(package: Path, *arguments: str, **environment: str) -> str:
    """What a program prints that imports this copy of the package."""
    env = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    command = [sys.executable, *arguments]
    return subprocess.run(
        command, cwd=package, env=env | environment, check=True, capture_output=True, text=True
    ).stdout


@pytest.fixture
def package(tmp_path: Path) -> Path:
    shutil.copytree(Path(patterns.__file__).parent, tmp_path / "checker", ignore=shutil.ignore_patterns("*.pyc"))
    return tmp_path


def test_patterns_are_kept_where_python_keeps_the_bytecode(package: Path) -> None:
    first, second = run(package, "-c", SLOW), run(package, "-c", SLOW)
    assert first == second != ""
    assert [one.parent for one in package.rglob("*opt-patterns*")] == [package / "checker" / "__pycache__"]


def test_prefix_of_bytecode_holds_for_what_is_kept_too(package: Path, tmp_path: Path) -> None:
    run(package, "-c", SLOW, PYTHONPYCACHEPREFIX=str(tmp_path / "elsewhere"))
    assert not list((package / "checker").rglob("*opt-patterns*"))
    assert len(list((tmp_path / "elsewhere").rglob("*opt-patterns*"))) == 1


def test_no_bytecode_means_that_nothing_is_kept(package: Path) -> None:
    run(package, "-B", "-c", SLOW)
    assert not list(package.rglob("*.pyc"))
