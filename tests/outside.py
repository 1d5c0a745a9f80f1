"""Validators that nobody here wrote, from the package registries.

What is small is a development dependency; the rest is fetched when OUTSIDE_VALIDATORS=1 is set and kept in the cache of
pytest (`make test-outside`). A test whose validator is not there is skipped and says why.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parent.parent
KEPT = PROJECT / ".pytest_cache" / "outside"
WANTED = os.environ.get("OUTSIDE_VALIDATORS") == "1"


def program(name: str) -> str:
    """The path of a program of this machine."""
    found = shutil.which(name)
    if found is None:
        pytest.skip(f"`{name}` is not on this machine")
    return found


def node_packages(*packages: str) -> Path:
    """A folder in whose `node_modules` the packages are (`name@version`); no script of theirs is run."""
    npm = program("npm")
    folder = KEPT / f"npm-{hashlib.sha256(' '.join(packages).encode()).hexdigest()[:12]}"
    options = ["--ignore-scripts", "--no-audit", "--no-fund", "--silent"]
    return _fetched(folder, [npm, "install", *options, "--prefix", "{folder}", *packages], packages)


def source_of(package: str) -> Path:
    """The unpacked source distribution of a Python package (`name==version`)."""
    pip = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--no-binary", ":all:"]
    folder = _fetched(KEPT / f"sdist-{package}", [*pip, "--dest", "{folder}", package], (package,))
    archive = next(folder.glob("*.tar.gz"))
    unpacked = folder / archive.name.removesuffix(".tar.gz")
    if not unpacked.is_dir():
        with tarfile.open(archive) as packed:
            packed.extractall(folder, filter="data")
    return unpacked


def _fetched(folder: Path, command: list[str], packages: tuple[str, ...]) -> Path:
    """The folder, filled by a command in which `{folder}` stands for it; half of it is never left behind."""
    if folder.is_dir():
        return folder
    if not WANTED:
        pytest.skip(f"{', '.join(packages)} would have to be fetched; OUTSIDE_VALIDATORS=1 allows it")
    KEPT.mkdir(parents=True, exist_ok=True)
    filling = Path(tempfile.mkdtemp(dir=KEPT))
    done = subprocess.run(
        [part.replace("{folder}", str(filling)) for part in command], capture_output=True, text=True, check=False
    )
    if done.returncode:
        shutil.rmtree(filling)
        pytest.skip(f"{', '.join(packages)} cannot be had: {done.stderr.strip()[-200:]}")
    try:
        filling.rename(folder)
    except OSError:  # another worker was faster
        shutil.rmtree(filling)
    return folder
