"""What a further commit costs: `python benchmarks/past.py [COMMITS]`.

The example a week before its end is committed, and then changed so many times: three commits of four change a document
that the policy speaks of, the fourth one another file; six commits are on one day. It prints the milliseconds for each
commit after the first, as time passes and as time of the processor, and the same of a second run that reads what the
first has kept.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from shutil import copytree

from checker.recall import forget, use
from checker.replay import Place
from checker.store import Store
from checker.timeline.ask import timeline, trial_of

EXAMPLE = Path(__file__).resolve().parent.parent / "examples" / "a-week-before"
POLICY = "flx-eng-rfc-008"
COMMITS = 200
BEGUN = datetime(2026, 6, 28, 12, tzinfo=UTC)
WORDS = {"issues": None, "stage": None, "only": (), "skip": (), "fail_on": None, "time_limit": 60}


def grown(folder: Path, commits: int) -> None:
    """Commits the example, and changes it."""
    copytree(EXAMPLE, folder)
    _git(folder, 0, "init", "--quiet", "--initial-branch=main")
    documents = sorted(one for one in folder.rglob("*") if one.suffix in (".md", ".tf", ".yaml"))
    _commit(folder, 0)
    for number in range(1, commits + 1):
        changed = folder / "notes.txt" if number % 4 == 0 else documents[number % len(documents)]
        mark = "\nA remark of turn" if changed.suffix == ".md" else "#"
        with changed.open("a", encoding="utf-8") as file:
            file.write(f"{mark} {number}\n")
        _commit(folder, number)


def _commit(folder: Path, number: int) -> None:
    _git(folder, number, "add", "--all")
    _git(folder, number, "commit", "--quiet", "--message", f"Change {number}")


def _git(folder: Path, number: int, *arguments: str) -> None:
    when = (BEGUN + timedelta(hours=4 * number)).isoformat()
    who = {f"GIT_{one}_{what}": "Arun" for one in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    environment = {"PATH": os.environ["PATH"], "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", **who}
    environment |= {"GIT_AUTHOR_DATE": when, "GIT_COMMITTER_DATE": when}
    subprocess.run(["git", *arguments], cwd=folder, env=environment, check=True)


def main(commits: int) -> None:
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "example"
        grown(folder, commits)
        words = {**WORDS, **trial_of(POLICY), "allow_foreign_owner": True}
        use(Store(Place(f"{place}/kept", b"0" * 32)))
        for title in ("judged", "read again"):
            moments: list[tuple[float, float]] = []
            timeline(
                str(folder),
                {**words, "over": "main"},
                lambda _, to=moments: to.append((time.time(), time.process_time())),
            )
            (wall, cpu), (last, last_cpu) = moments[2], (time.time(), time.process_time())
            each = ((last - wall) / commits * 1000, (last_cpu - cpu) / commits * 1000)
            print(f"{title}: {each[0]:.1f} ms for each of {commits} further commits, {each[1]:.1f} ms of the processor")
        forget()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else COMMITS)
