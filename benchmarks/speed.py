"""How fast it is, beside its peers: `python benchmarks/speed.py [FOLDER]`, with `--write` into docs/performance.md.

Three repositories are made in a temporary folder: A12 is the finished example with its policy (ten handover documents,
a workflow, a Terraform module, issues), B200 the same with 200 documents and C5000 with 5,000, of which `library.yaml`
asks five more things. The documents are made (`documents.py`), or taken from FOLDER.

Every case is a whole process. All cases of a size run in turn, after runs of each that do not count, so that what slows
the machine down slows all of them down; of each the median counts. What takes longer than `--patience` runs once, and
that counts. Peers (`peers.py`) take part if they are on the PATH or in a folder that `--path` names.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from documents import SEED, copy_documents, write_documents
from peers import PEERS, Peer
from processes import MEGABYTE, Ran, environment_of, in_another_process, measure, own_memory, said

PROJECT = Path(__file__).resolve().parent.parent
PAGE = PROJECT / "docs" / "performance.md"
BEGIN, END = "<!-- figures: make performance writes them -->\n", "<!-- end of figures -->\n"
EXAMPLE = PROJECT / "examples" / "ready-to-close"
COUNTS = {"A12": 0, "B200": 200, "C5000": 5_000}
RUNS = {"A12": 15, "B200": 7, "C5000": 3}
TOLD_APART = 0.03
"""Seconds after which a file that was just written is no longer taken for one that may be written to again unseen."""
SETTLED = 1.1
"""Seconds after which git believes its index without reading the files again."""
FLOOR, COLD, FIRST, LINTER = "python -c pass", "cold, no cache", "first run", "markdownlint-cli2"
POLICIES = ("flx-eng-rfc-008.yaml", "handover.yaml")


@dataclass(frozen=True, slots=True)
class Goal:
    """What is to be reached: at most so many times as long as another case, or so many seconds, or megabytes."""

    most: float
    of: str = FLOOR
    then: float | None = None

    def __str__(self) -> str:
        unit = {"s": " s", "MB": " MB"}.get(self.of, f" × {self.of}")
        return f"≤ {self.most:g}{unit}" + (f", then {self.then:g}" if self.then is not None else "")

    def is_reached(self, ran: Ran, others: dict[str, Ran]) -> bool | None:
        """Whether it is, by the median; None where there is nothing to compare it with."""
        if self.of == "MB":
            return ran.memory <= self.most * MEGABYTE
        if self.of != "s" and self.of not in others:
            return None
        return ran.wall <= self.most * (1 if self.of == "s" else others[self.of].wall)


@dataclass(frozen=True, slots=True)
class Case:
    """Something that is run. prepare: what is done before each run, which has a number. before: runs that do not count.

    The first run with an empty home makes the key of the user, so that its answer is not kept yet.
    """

    name: str
    command: Sequence[str]
    folder: Path
    home: Path
    goals: tuple[Goal, ...] = ()
    prepare: Callable[[int], None] = lambda _: None
    is_peer: bool = False
    is_kept: bool = True
    before: int = 1

    @property
    def environment(self) -> dict[str, str]:
        return environment_of(self.home) | ({} if self.is_kept else {"CLOSURE_CHECK_NO_CACHE": "1"})

    def run(self, number: int) -> Ran:
        self.prepare(number)
        return measure(self.command, self.folder, self.environment, watch=self.name in (COLD, FIRST) and number < 0)


@dataclass(frozen=True, slots=True)
class Size:
    """A repository twice: one in which nothing changes, and one in which documents do."""

    name: str
    root: Path

    @property
    def same(self) -> Path:
        return self.root / "same"

    @property
    def changing(self) -> Path:
        return self.root / "changing"

    def home(self, name: str) -> Path:
        folder = self.root / "homes" / name.replace(" ", "-").replace(",", "").replace("/", "-")
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    def build(self, source: Path | None, seed: int) -> None:
        shutil.copytree(EXAMPLE, self.same)
        if count := COUNTS[self.name]:
            library = self.same / "docs" / "library"
            if source is None:
                write_documents(library, count, seed)
            else:
                copy_documents(source, library, count, seed)
        (self.same / ".closure-check").mkdir()
        shutil.copy(Path(__file__).with_name("library.yaml"), self.same / ".closure-check")
        shutil.copytree(self.same, self.changing)
        for folder in (self.same, self.changing):
            _git(folder, "init", "--quiet")
            _git(folder, "add", "--all", "--force")
            _git(folder, "commit", "--quiet", "--message", "the state of the day")
        time.sleep(SETTLED)
        for folder in (self.same, self.changing):
            _git(folder, "update-index", "--refresh")

    def written(self) -> str:
        """What it has, in words."""
        sizes = [path.stat().st_size for path in self.same.rglob("*.md")]
        return f"{len(sizes):,} documents, {sum(sizes) / MEGABYTE:.2f} MB of Markdown"

    def change(self, number: int) -> None:
        """Writes a line at the end of another document each time, from the smallest to the largest and again."""
        below = self.changing / "docs" / ("library" if COUNTS[self.name] else "")
        there = sorted(below.rglob("*.md"), key=lambda path: (path.stat().st_size, path))
        path = there[(number * 7 + 3) * len(there) // 24 % len(there)]
        with path.open("a", encoding="utf-8") as file:
            file.write(f"\nRead again in round {number}.\n")
        time.sleep(TOLD_APART)

    def cases(self, command: Sequence[str]) -> Iterator[Case]:
        judged = ("--policy", "flx-eng-rfc-008", "--issues", "issues.json", "--as-of", "2026-07-27")
        if COUNTS[self.name]:
            judged = ("--policy", ".closure-check/library.yaml", *judged)
        check = (*command, "check", *judged)
        cold = {"A12": (Goal(20, then=10),), "B200": (Goal(0.25, LINTER),)}
        cold |= {"C5000": (Goal(0.12, LINTER), Goal(200, "MB"))}
        again = Goal(2.5 if self.name == "C5000" else 1.5)
        yield Case(FLOOR, (sys.executable, "-c", "pass"), self.same, self.home("floor"))
        yield Case(COLD, (*check, "--no-cache"), self.same, self.home("cold"), cold[self.name])
        # Where a first run takes so long that it is run once, the next cases go on from it.
        first = self.home("worktree" if COUNTS[self.name] > 1_000 else "first")
        yield Case(FIRST, check, self.same, first, prepare=lambda _: _empty(first))
        for at in ("worktree", "index", "HEAD"):
            yield Case(f"nothing changed, {at}", (*check, "--at", at), self.same, self.home(at), (again,), before=2)
        page = self.home("report") / "page.html"
        report = (*command, "report", *judged, "--output", str(page))
        yield Case("nothing changed, report", report, self.same, self.home("worktree"), (again,), before=2)
        changed = (Goal(8, then=4),) if self.name == "B200" else ()
        yield Case("one document changed", check, self.changing, self.home("changed"), changed, self.change, before=2)

    def commands(self, command: Sequence[str]) -> Iterator[Case]:
        """What is asked of the policies."""
        judged = ("--policy", "flx-eng-rfc-008")
        files = [str(PROJECT / "policies" / name) for name in POLICIES]
        explain = ("explain", "report-signed", *judged, "--issues", "issues.json", "--as-of", "2026-07-27")
        asked = {
            "--help": (("--help",), Goal(3)),
            "list": (("list", *judged), Goal(10)),
            "lint": (("lint", *files), Goal(10)),
            "explain": (explain, Goal(10)),
            "test": (("test", *files), Goal(1, "s")),
        }
        for name, (words, goal) in asked.items():
            yield Case(name, (*command, *words), self.same, self.home("commands"), (goal,), is_kept=False)
        for name, (words, _) in asked.items():
            if name != "--help":
                yield Case(f"{name}, nothing changed", (*command, *words), self.same, self.home(name), before=2)


@dataclass
class Result:
    """What was measured of a case. runs: those that count. together: bytes of all its processes at a time."""

    case: Case
    runs: list[Ran] = field(default_factory=list)
    spent: float = 0.0
    together: int = 0

    @property
    def median(self) -> Ran:
        walls, cpus = [one.wall for one in self.runs], [one.cpu for one in self.runs]
        return Ran(median(walls), median(cpus), max(one.memory for one in self.runs), self.runs[-1].code)


def measured(cases: Sequence[Case], runs: int, patience: float) -> list[Result]:
    """All cases in turn, so many times."""
    results = [Result(case) for case in cases]
    for result in results:
        for number in range(-result.case.before, 0):
            ran = _run(result, number)
            result.spent = ran.wall
        if result.spent > patience / 2:
            result.runs = [ran]
    for number in range(runs):
        for result in results:
            if not result.runs or result.spent <= patience:
                result.runs = [*result.runs, _run(result, number)]
    return results


def _run(result: Result, number: int) -> Ran:
    ran = result.case.run(number)
    result.together = max(result.together, ran.together)
    result.spent += ran.wall
    _tell(f"{result.case.name}: {ran.wall:.3f} s, exit code {ran.code}")
    return ran


def table(results: Sequence[Result]) -> Iterator[str]:
    """The table of one size, in Markdown."""
    by_name = {result.case.name: result.median for result in results}
    compared = {FLOOR: "floor"} | {one.case.name: one.case.name for one in results if one.case.is_peer}
    yield (
        "| case | n | wall ms | CPU ms | MB | "
        + " | ".join(f"× {one}" for one in compared.values())
        + " | to reach | |"
    )
    yield "|---|--:|--:|--:|--:|" + "--:|" * len(compared) + "---|---|"
    for result in results:
        ran, goals = result.median, result.case.goals
        memory = f"{'≤ ' if ran.memory < 1.1 * own_memory() else ''}{ran.memory / MEGABYTE:.0f}"
        if result.together:
            memory += f" ({result.together / MEGABYTE:.0f})"
        ratios = [_ratio(ran.wall / by_name[other].wall) for other in compared]
        marks = {True: "yes", False: "no", None: "–"}
        reached = ", ".join(marks[goal.is_reached(ran, by_name)] for goal in goals)
        cells = [result.case.name, str(len(result.runs)), f"{ran.wall * 1000:.1f}", f"{ran.cpu * 1000:.1f}", memory]
        yield "| " + " | ".join([*cells, *ratios, "; ".join(map(str, goals)).replace(FLOOR, "floor"), reached]) + " |"


def report(asked: argparse.Namespace) -> Iterator[str]:
    """All that is printed, line by line."""
    command = _command()
    path = os.pathsep.join([*(str(one.resolve()) for one in asked.path), os.environ["PATH"]])
    os.environ["PATH"] = path
    with TemporaryDirectory(prefix="closure-check-speed-") as folder:
        yield from _circumstances(command, asked, Path(folder))
        for name in asked.sizes:
            size = Size(name, Path(folder) / name)
            _tell(f"making {name}")
            in_another_process(size.build, asked.documents, asked.seed)
            cases = [*size.cases(command), *(size.commands(command) if name == "A12" else ())]
            cases = [one for one in cases if one.name == FLOOR or not asked.cases or one.name in asked.cases]
            cases += _peer_cases(size, asked.peers, path)
            results = measured(cases, asked.runs or RUNS[name], asked.patience)
            yield from ("", f"### {name}: {size.written()}", "", *table(results))
            shutil.rmtree(size.root)


def _peer_cases(size: Size, wanted: Sequence[str], path: str) -> Iterator[Case]:
    for peer in PEERS:
        if peer.name in wanted and peer.is_there(path) and (peer.most is None or COUNTS[size.name] < peer.most):
            home = size.home(peer.name)
            yield Case(peer.name, peer.command(home), size.same, home, is_peer=True)


def _circumstances(command: Sequence[str], asked: argparse.Namespace, folder: Path) -> Iterator[str]:
    environment = environment_of(folder)
    git = said(("git", "--version"), environment)
    yield f"{_processor()}, {_cores()} cores, {platform.system()}, Python {platform.python_version()}, git {git}."
    documents = f"The documents are made (seed {asked.seed})" if asked.documents is None else "The documents were given"
    yield f"closure-check {said((*command, '--version'), environment)}. {documents}."
    yield ""
    yield "| peer | version | what it does here |"
    yield "|---|---|---|"
    for peer in (one for one in PEERS if one.name in asked.peers):
        yield f"| {peer.name} | {_version(peer, environment)} | {peer.work} |"


def _version(peer: Peer, environment: dict[str, str]) -> str:
    there = peer.is_there(environment["PATH"])
    return said((peer.program, peer.version), environment) if there else "not installed, not measured"


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.machine()
    return next((line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), platform.machine())


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _command() -> list[str]:
    """The command of this environment, as a user calls it."""
    there = Path(sys.executable).with_name("closure-check")
    return [str(there)] if there.exists() else [sys.executable, "-P", "-m", "checker"]


def _ratio(ratio: float) -> str:
    return f"{ratio:.3f}" if ratio < 0.1 else f"{ratio:.2f}" if ratio < 10 else f"{ratio:.0f}"


def _empty(home: Path) -> None:
    shutil.rmtree(home)
    home.mkdir()


def _git(folder: Path, *arguments: str) -> None:
    who = ("-c", "user.name=speed", "-c", "user.email=speed@example.org")
    subprocess.run(["git", *who, *arguments], cwd=folder, env=environment_of(folder), check=True, capture_output=True)


def _tell(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def _write(lines: Sequence[str]) -> None:
    before, rest = PAGE.read_text(encoding="utf-8").split(BEGIN)
    after = rest.split(END)[1]
    PAGE.write_text(before + BEGIN + "\n" + "\n".join(lines) + "\n\n" + END + after, encoding="utf-8")


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("documents", nargs="?", type=Path, metavar="FOLDER", help="Markdown to take instead")
    parser.add_argument("--sizes", nargs="+", choices=COUNTS, default=list(COUNTS))
    parser.add_argument("--cases", nargs="+", help="those alone, by their names in the tables, beside the floor")
    parser.add_argument("--runs", type=int, help=f"of each case; {RUNS} when not said")
    parser.add_argument("--peers", nargs="*", choices=[one.name for one in PEERS], default=[one.name for one in PEERS])
    parser.add_argument("--path", action="append", type=Path, default=[], help="a folder with peers; repeatable")
    parser.add_argument(
        "--patience", type=float, default=60, help="seconds that a case may take before it runs no more"
    )
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--write", action="store_true", help="write the figures into docs/performance.md")
    return parser.parse_args()


def main() -> None:
    asked = _asked()
    lines = []
    for line in report(asked):
        print(line, flush=True)
        lines.append(line)
    if asked.write:
        _write(lines)


if __name__ == "__main__":
    main()
