"""Installing the project as its users do: built, from a package index, into an environment of its own."""

from __future__ import annotations

import functools
import os
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from commands import CLEAN, PROJECT, committed, run

OF_THE_TESTS = ("PYTHON", "VIRTUAL_ENV", "GIT_", "PRE_COMMIT")
FOREIGN: Mapping[str, str] = {
    **{name: value for name, value in os.environ.items() if not name.startswith(OF_THE_TESTS)},
    **{name: value for name, value in CLEAN.items() if name.startswith("GIT_")},
}
"""An environment that knows the machine's package index and nothing of this checkout."""


OF_NO_USE = ("tests/", "benchmarks/")
"""What nothing is installed from."""


def clone_checkout(folder: Path) -> Path:
    """This checkout as it is now, in a folder: a clone of one commit, as a user has it, without its tests."""
    listed = run(PROJECT, ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"])
    assert listed.code == 0, listed.err
    for name in listed.out.split("\0"):
        if (PROJECT / name).is_file() and not name.startswith(OF_NO_USE):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            _ = shutil.copy(PROJECT / name, folder / name, follow_symlinks=False)
    return committed(folder)


def build_wheel(folder: Path) -> Path:
    """The wheel of this checkout."""
    options = ("--wheel", "--no-isolation", "--outdir")
    built = run(folder, [sys.executable, "-m", "build", *options, folder, PROJECT], FOREIGN)
    assert built.code == 0, built.out + built.err
    (wheel,) = folder.glob("*.whl")
    return wheel


@functools.cache
def index_answers() -> bool:
    """Whether packages can be had: a small one is asked for."""
    pip = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--no-cache-dir", "--retries", "0"]
    with TemporaryDirectory() as folder:
        return run(Path(folder), [*pip, "--timeout", "15", "--dest", folder, "iniconfig"], FOREIGN).code == 0


def require_index() -> None:
    """Skips the test when the machine is offline."""
    if not index_answers():
        pytest.skip("no package index")
