"""How many repositories are judged in a second: `python benchmarks/fleet.py [N]`, with `--write` into docs/fleet.md.

N repositories are made from the finished example, each with notes of its own; one in fifty has a fault: it is gone, it
is no repository, its policy is wrong, its documents are broken. They are judged by a plain loop, by one and by two
processes, by two workers of Dask, and once more when everything is known. All of it runs on one machine, one after the
other, with an empty home each time.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

PROJECT = Path(__file__).resolve().parent.parent
PAGE = PROJECT / "docs" / "fleet.md"
BEGIN, END = "<!-- figures: python benchmarks/fleet.py --write -->\n", "<!-- end of figures -->\n"
EXAMPLE = PROJECT / "examples" / "ready-to-close"
GIVEN = ("--policy", "flx-eng-rfc-008", "--as-of", "2026-07-27")
FAULT = 50
GROWTH = (10, 4, 1)
"""Parts of N at which it is looked how the time grows."""
LOOP = """
import sys, datetime
from pathlib import Path
from checker.fleet.entries import GivenEntry
from checker.fleet.judging import judge, Task
from checker.fleet.places import places_of
given = GivenEntry(policy="flx-eng-rfc-008")
for place in places_of(sys.argv[1], given):
    judge(Task(place, datetime.date(2026, 7, 27), "", keeps=False))
"""


def build(folder: Path, count: int) -> int:
    """Makes the repositories, and gives how many bytes of documents they have together."""
    size = 0
    environment = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    for number in range(count):
        root = folder / f"belt-{number:05}"
        shutil.copytree(EXAMPLE, root)
        (root / "NOTES.md").write_text(f"# Belt {number}\n\nIt is number {number}.\n", encoding="utf-8")
        if number % FAULT == 7:
            _break(root, number // FAULT)
        size += sum(path.stat().st_size for path in root.rglob("*") if path.is_file())
        identity = ("-c", "user.name=Ann", "-c", "user.email=ann@example.org")
        for command in (("init", "--quiet"), ("add", "--all", "--force"), ("commit", "--quiet", "--message", "all")):
            subprocess.run(["git", *identity, *command], cwd=root, env=environment, check=True)
        if number % FAULT == 7 and number // FAULT % 3 == 0:
            shutil.rmtree(root / ".git" / "refs")
    return size


def _break(root: Path, number: int) -> None:
    if number % 3 == 1:
        (root / "docs" / "broken.md").write_bytes(b"\xff\xfe\x00")
    elif number % 3 == 2:
        (root / ".closure-check.yaml").write_text("policies: [none.yaml]\n", encoding="utf-8")


def run(command: list[str], home: Path) -> float:
    """Seconds that a command takes with an empty home."""
    environment = {**os.environ, "HOME": str(home), "XDG_CACHE_HOME": str(home / "cache"), "XDG_STATE_HOME": str(home)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    begun = time.perf_counter()
    done = subprocess.run(command, cwd=home, env=environment, capture_output=True, text=True, check=False)
    if done.returncode not in (0, 1, 3):
        sys.exit(f"{' '.join(command)} ends with {done.returncode}: {done.stderr[-2000:]}")
    return time.perf_counter() - begun


def measured(folder: Path, count: int) -> list[tuple[str, int, float]]:
    """What was run, on how many repositories, and the seconds that it took."""
    command = [sys.executable, "-P", "-m", "checker", "fleet", str(folder), *GIVEN]
    rows: list[tuple[str, int, float]] = []
    with TemporaryDirectory() as name:
        home = Path(name)

        def timed(words: str, *arguments: str, keeps: bool = False) -> None:
            book = home / f"{len(rows)}.sqlite"
            further = () if keeps else ("--no-cache",)
            rows.append((words, count, run([*command, *further, "--book", str(book), *arguments], home)))

        rows.append(("a plain loop, one process", count, run([sys.executable, "-P", "-c", LOOP, str(folder)], home)))
        timed("the pool, 1 process", "--jobs", "1")
        timed("the pool, 2 processes", "--jobs", "2")
        timed("Dask, 2 workers", "--engine", "dask", "--jobs", "2")
        timed("the pool, 2 processes, with what is kept by blob", "--jobs", "2", keeps=True)
        book = str(home / "known.sqlite")
        run([*command, "--no-cache", "--jobs", "2", "--book", book], home)
        rows.append(("everything known, 2 processes", count, run([*command, "--jobs", "2", "--book", book], home)))
        with sqlite3.connect(book) as base:
            size = Path(book).stat().st_size
            print(json.dumps({"book bytes per repository": size // (2 * count), "runs": base.total_changes}))
    return rows


def growth(folder: Path, count: int) -> list[tuple[int, float]]:
    """Seconds for parts of the fleet, with two processes."""
    found = []
    places = sorted(one for one in folder.iterdir() if one.is_dir())
    for part in GROWTH:
        with TemporaryDirectory() as name:
            home = Path(name)
            listed = home / "list.yaml"
            some = places[: count // part]
            listed.write_text(json.dumps({"version": 1, "repositories": [str(one) for one in some]}), encoding="utf-8")
            command = [sys.executable, "-P", "-m", "checker", "fleet", str(listed), *GIVEN, "--no-cache", "--jobs", "2"]
            found.append((len(some), run(command, home)))
    return found


def page(rows: list[tuple[str, int, float]], grown: list[tuple[int, float]], size: int) -> str:
    """The figures as Markdown."""
    loop = rows[0][2]
    count = rows[0][1]
    lines = [
        f"{count:,} repositories of {size / count / 1000:.0f} KB each, one in {FAULT} with a fault.",
        "",
        "| | seconds | repositories a second | × the plain loop |",
        "|---|--:|--:|--:|",
        *(
            f"| {words} | {seconds:.1f} | {many / seconds:.1f} | {seconds / loop:.2f} |"
            for words, many, seconds in rows
        ),
        "",
        "| repositories, 2 processes | seconds | a second |",
        "|--:|--:|--:|",
        *(f"| {many:,} | {seconds:.1f} | {many / seconds:.1f} |" for many, seconds in grown),
    ]
    return "\n".join(lines) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", nargs="?", type=int, default=200)
    parser.add_argument("--write", action="store_true")
    asked = parser.parse_args()
    with TemporaryDirectory() as name:
        folder = Path(name)
        size = build(folder, asked.count)
        said = page(measured(folder, asked.count), growth(folder, asked.count), size)
    print(said)
    if asked.write:
        text = PAGE.read_text(encoding="utf-8")
        before, _, rest = text.partition(BEGIN)
        PAGE.write_text(before + BEGIN + "\n" + said + "\n" + END + rest.partition(END)[2], encoding="utf-8")


if __name__ == "__main__":
    main()
