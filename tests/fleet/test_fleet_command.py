"""`closure-check fleet` as its users run it: on real repositories, with real faults, killed in the middle."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from clusters import Cluster, free_port
from commands import CLEAN, PROJECT, Ran, closure_check, git, run
from fleets import BAD, GOOD, changed, made

from checker.text.shown import shortened

DAY = ("--as-of", "2026-07-26")


@pytest.fixture
def here(tmp_path: Path) -> Path:
    return made(tmp_path / "repos", {"belt": GOOD, "feed": BAD, "hall": GOOD}).parent


def fleet(folder: Path, *arguments: str | Path) -> Ran:
    return closure_check(
        folder, "fleet", *arguments, *(DAY if arguments[0] not in ("diff", "report", "export") else ())
    )


def states(ran: Ran) -> dict[str, tuple[str, str]]:
    """What became of each, by `--format json`: its state and verdict."""
    return {one["name"]: (one["state"], one["verdict"]) for one in json.loads(ran.out)["repositories"]}


def test_every_repository_is_judged_as_check_would(here: Path) -> None:
    ran = fleet(here, "repos", "--format", "json")
    assert (ran.code, ran.err) == (1, "")
    for one in json.loads(ran.out)["repositories"]:
        alone = closure_check(here / "repos" / one["name"], "check", "--at", "HEAD", *DAY, "--format", "json")
        said = json.loads(alone.out)
        assert (one["verdict"], one["commit"]) == (said["verdict"], said["judged"]["commit"])
        assert one["criteria"] == {each["id"]: each["outcome"] for each in said["criteria"]}


def test_text_tells_the_worst_first(here: Path) -> None:
    (here / "list.yaml").write_text(
        "version: 1\ndefaults: {owner: raja}\nrepositories: [repos/belt, repos/feed, {at: repos/hall, revision: v9}]\n",
        encoding="utf-8",
    )
    ran = fleet(here, "list.yaml")
    assert ran.code == 3
    said = shortened(f"`v9` names no commit of `{here}/repos/hall`; fetch it, or name another", 200)
    assert (
        ran.out
        == f"""\
3 of 3 repositories judged as of 2026-07-26: 1 failed, 1 not met, 1 met

  hall  failed     {said}  raja
  feed  not met    1 open  raja

Open in the most repositories:
  finished  1 of 2  The notes are finished
"""
    )


def test_what_a_terminal_would_obey_is_shown(here: Path) -> None:
    fleet(here, "repos")
    with closing(sqlite3.connect(here / "closure-fleet.sqlite")) as base:
        base.execute("UPDATE results SET state = 'failed', message = ?, owner = ?", ("x\x1b[2Jy", "o\u202e"))
        base.commit()
    assert "  belt  failed     x\\x1b[2Jy  o\\u202e\n" in fleet(here, "report").out


def test_repository_that_vanished_is_named(here: Path) -> None:
    (here / "list.yaml").write_text("version: 1\nrepositories: [repos/belt, repos/gone]\n", encoding="utf-8")
    (gone, _) = json.loads(fleet(here, "list.yaml", "--format", "json").out)["repositories"]
    assert (gone["name"], gone["message"]) == ("gone", f"`{here}/repos/gone` does not exist; name a folder")


def test_what_is_known_is_not_judged_again(here: Path) -> None:
    fleet(here, "repos", "--format", "json")
    changed(here / "repos" / "feed", GOOD)
    ran = fleet(here, "repos", "--format", "json")
    assert (ran.code, states(ran)) == (
        0,
        {"belt": ("known", "met"), "feed": ("judged", "met"), "hall": ("known", "met")},
    )
    other_day = closure_check(here, "fleet", "repos", "--format", "json", "--as-of", "2026-07-27")
    assert {state for state, _ in states(other_day).values()} == {"judged"}


def test_tag_that_went_is_seen_though_the_commit_is_known(here: Path) -> None:
    text = "version: 1\npolicy: p\ncriteria:\n  - {id: tagged, for_each: {tag: {}}, require: {name: {matches: '^v'}}}\n"
    (here / "tagged.yaml").write_text(text, encoding="utf-8")
    git(here / "repos" / "belt", "tag", "v1")
    (here / "list.yaml").write_text("version: 1\nrepositories: [{at: repos/belt, policy: tagged.yaml}]\n", "utf-8")
    seen = [states(fleet(here, "list.yaml", "--format", "json"))["belt"] for _ in range(2)]
    git(here / "repos" / "belt", "tag", "--delete", "v1")
    seen.append(states(fleet(here, "list.yaml", "--format", "json"))["belt"])
    assert seen == [("judged", "met"), ("known", "met"), ("judged", "not-met")]


def test_other_rules_are_judged_anew(here: Path) -> None:
    fleet(here, "repos", "--format", "json")
    policy = here / "repos" / "belt" / "house.yaml"
    policy.write_text(policy.read_text(encoding="utf-8").replace("House rules", "Other rules"), encoding="utf-8")
    git(here / "repos" / "belt", "commit", "--quiet", "--all", "--message", "other rules")
    assert states(fleet(here, "repos", "--format", "json"))["belt"] == ("judged", "met")
    alone = here / "mine.yaml"
    shutil.copy(policy, alone)
    given = ("--policy", "mine.yaml")
    assert {state for state, _ in states(fleet(here, "repos", "--format", "json", *given)).values()} == {"judged"}


def test_what_changed_between_two_runs_is_told(here: Path) -> None:
    fleet(here, "repos")
    shutil.copy(here / "closure-fleet.sqlite", here / "last.sqlite")
    changed(here / "repos" / "feed", GOOD)
    changed(here / "repos" / "hall", BAD)
    made(here / "repos", {"yard": GOOD})
    fleet(here, "repos")
    told = """\
Worse: 1
  hall: met → not met (broke finished)
Better: 1
  feed: not met → met (mended finished)
New: 1
  yard
"""
    for ran in (fleet(here, "diff"), fleet(here, "diff", "last.sqlite")):
        assert (ran.code, ran.out) == (1, told)


def test_page_links_to_the_page_of_each(here: Path) -> None:
    fleet(here, "repos")
    changed(here / "repos" / "hall", BAD)
    ran = fleet(here, "repos", "--page", "pages/index.html")
    page = (here / "pages" / "index.html").read_text(encoding="utf-8")
    assert ran.code == 1
    assert sorted(one.name for one in (here / "pages" / "reports").iterdir()) == ["belt.html", "feed.html", "hall.html"]
    assert 'href="reports/feed.html"' in page
    assert "<script" not in page
    assert "1 of 3 are met" in page
    assert "hall: met → not met (broke finished)" in page
    assert page.index("reports/feed.html") < page.index("reports/belt.html")


def test_page_of_a_repository_stays_in_its_folder_whatever_it_is_called(here: Path) -> None:
    text = "version: 1\nrepositories: [{at: repos/belt, name: acme/belt}, {at: repos/hall, name: hall}]\n"
    (here / "list.yaml").write_text(text, encoding="utf-8")
    fleet(here, "list.yaml")
    with closing(sqlite3.connect(here / "closure-fleet.sqlite")) as base:
        base.execute("UPDATE results SET name = '../../out' WHERE name = 'hall'")
        base.commit()
    fleet(here, "report", "--page", "pages/index.html")
    page = (here / "pages" / "index.html").read_text(encoding="utf-8")
    found = sorted(one.name for one in (here / "pages" / "reports").iterdir())
    assert [one.rpartition("-")[0] for one in found] == ["acme-belt", "out"]
    assert all(f'href="reports/{one}"' in page for one in found)
    assert not list(here.glob("**/out.html"))


def test_book_is_exported_as_parquet(here: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet", reason="Parquet needs pyarrow")
    fleet(here, "repos")
    ran = fleet(here, "export", "out")
    assert ran.out.splitlines() == ["out/repositories.parquet", "out/criteria.parquet"]
    rows = parquet.read_table(here / "out" / "repositories.parquet").to_pylist()
    assert [(one["name"], one["verdict"]) for one in rows] == [("feed", "not-met"), ("belt", "met"), ("hall", "met")]
    criteria = parquet.read_table(here / "out" / "criteria.parquet").to_pylist()
    assert sorted((one["name"], one["criterion"], one["outcome"]) for one in criteria)[:2] == [
        ("belt", "dated", "pass"),
        ("belt", "finished", "pass"),
    ]


def test_nothing_is_written_through_links_or_into_what_is_no_folder(here: Path) -> None:
    fleet(here, "repos")
    (here / "pages").mkdir()
    (here / "other").mkdir()
    (here / "pages" / "reports").symlink_to(here / "other")
    ran = fleet(here, "report", "--page", "pages/index.html")
    assert (ran.code, ran.out) == (2, "")
    assert "lies behind the symbolic link reports, through which nothing is written" in ran.err
    assert not list((here / "other").iterdir())
    pytest.importorskip("pyarrow.parquet", reason="Parquet needs pyarrow")
    (here / "file").write_text("", encoding="utf-8")
    ran = fleet(here, "export", "file")
    assert (ran.code, ran.err) == (2, "file/repositories.parquet cannot be written: File exists\n")


def test_places_come_from_standard_input_as_well(here: Path) -> None:
    command = [sys.executable, "-P", "-m", "checker", "fleet", "-", "--format", "json", *DAY]
    done = subprocess.run(
        command,
        cwd=here,
        env={**CLEAN, "PYTHONPATH": str(PROJECT)},
        input=b"repos/belt\n\nrepos/hall\n",
        capture_output=True,
        check=False,
    )
    assert sorted(states(Ran(done.returncode, done.stdout.decode(), done.stderr.decode()))) == ["belt", "hall"]


def test_hostile_repository_runs_nothing_and_costs_itself(here: Path) -> None:
    feed, mark = here / "repos" / "feed", here / "it-ran"
    for name in ("core.fsmonitor", "core.hooksPath", "core.sshCommand", "filter.x.smudge"):
        git(feed, "config", name, f"touch {mark}")
    (feed / ".closure-check.yaml").write_text("policies: [../../../etc/passwd]\n", encoding="utf-8")
    git(feed, "-c", "core.fsmonitor=", "-c", "core.hooksPath=", "commit", "--quiet", "--all", "--message", "x")
    mark.unlink(missing_ok=True)
    ran = fleet(here, "repos", "--format", "json")
    assert states(ran) == {"belt": ("judged", "met"), "feed": ("failed", ""), "hall": ("judged", "met")}
    assert not mark.exists()


# --- killed in the middle


def begun(here: Path, *arguments: str, environment: Mapping[str, str] = CLEAN) -> subprocess.Popen[bytes]:
    """A run in a group of its own, so that it can be killed with all that it has begun."""
    command = [sys.executable, "-P", "-m", "checker", "fleet", *arguments, *DAY]
    given = {**environment, "PYTHONPATH": str(PROJECT)}
    return subprocess.Popen(
        command, cwd=here, env=given, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )


def written(book: Path) -> int:
    """How many lines a book has."""
    try:
        with closing(sqlite3.connect(f"file:{book}?mode=ro", uri=True)) as base:
            count: int = base.execute("SELECT count(*) FROM results").fetchone()[0]
            return count
    except sqlite3.Error:
        return 0


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_run_that_is_killed_loses_nothing_and_is_gone_on_with(tmp_path: Path, number: int) -> None:
    made(tmp_path / "repos", {f"belt-{n}": GOOD for n in range(30)})
    process, book = begun(tmp_path, "repos", "--jobs", "2"), tmp_path / "closure-fleet.sqlite"
    end = time.monotonic() + 60
    while written(book) < 5 and process.poll() is None and time.monotonic() < end:
        time.sleep(0.01)
    os.killpg(process.pid, number) if number == signal.SIGKILL else process.send_signal(number)
    process.wait(60)
    there = written(book)
    assert 5 <= there < 30
    ran = fleet(tmp_path, "repos", "--format", "json")
    said = json.loads(ran.out)
    assert (ran.code, said["run"], said["counts"], len(said["repositories"])) == (0, 1, {"met": 30}, 30)
    with closing(sqlite3.connect(book)) as base:
        assert base.execute("SELECT count(*), count(DISTINCT name) FROM results").fetchone() == (30, 30)
        assert base.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_killed_worker_costs_nothing(tmp_path: Path) -> None:
    made(tmp_path / "repos", {f"belt-{n}": GOOD for n in range(20)})
    process, book = begun(tmp_path, "repos", "--jobs", "2"), tmp_path / "closure-fleet.sqlite"
    killed, end = 0, time.monotonic() + 60
    while process.poll() is None and time.monotonic() < end:
        if killed < 2 and written(book) > 3 * (killed + 1):
            below = run(tmp_path, ["pgrep", "-P", str(process.pid)]).out.split()
            if below:
                os.kill(int(below[-1]), signal.SIGKILL)
                killed += 1
        time.sleep(0.02)
    assert (process.wait(60), killed) == (0, 2)
    assert written(book) == 20


# --- repositories that lie elsewhere


@contextmanager
def git_daemon(folder: Path) -> Iterator[str]:
    """A real `git daemon` on loopback; the address of what it serves."""
    port = free_port()
    command = ["git", "daemon", "--reuseaddr", "--listen=127.0.0.1", f"--port={port}", f"--base-path={folder}"]
    process = subprocess.Popen(
        [*command, "--export-all", str(folder)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        address = f"git://127.0.0.1:{port}"
        name = next(folder.iterdir()).name
        for _ in range(100):
            if run(folder, ["git", "ls-remote", f"{address}/{name}"]).code == 0:
                break
            time.sleep(0.1)
        yield address
    finally:
        process.terminate()
        process.wait()


def test_mirrors_are_fetched_once_and_brought_up_to_date(here: Path) -> None:
    git(here / "repos" / "feed", "config", "uploadpack.allowFilter", "true")
    (here / "repos" / "feed" / "film.bin").write_bytes(os.urandom(2_000_000))
    git(here / "repos" / "feed", "add", "--all")
    git(here / "repos" / "feed", "commit", "--quiet", "--message", "a film")
    with git_daemon(here / "repos") as address:
        (here / "list.yaml").write_text(
            f"version: 1\nrepositories: ['{address}/belt', '{address}/feed', '{address}/gone']\n", encoding="utf-8"
        )
        given = ("list.yaml", "--mirrors", "mirrors", "--format", "json")
        first = fleet(here, *given)
        assert states(first) == {"belt": ("judged", "met"), "feed": ("judged", "not-met"), "gone": ("failed", "")}
        mirrors = sorted((here / "mirrors").glob("*.git"))
        assert len(mirrors) == 2
        # What is larger than any file that is read is left where it is.
        assert max(sum(each.stat().st_size for each in one.rglob("*.pack")) for one in mirrors) < 1_000_000
        changed(here / "repos" / "feed", GOOD)
        assert states(fleet(here, *given))["feed"] == ("judged", "met")
    lost = fleet(here, *given)
    assert {state for state, _ in states(lost).values()} == {"failed"}
    assert "cannot be fetched" in json.loads(lost.out)["repositories"][0]["message"]


def test_mirror_is_at_the_commit_at_which_the_server_is(here: Path) -> None:
    hall = here / "repos" / "hall"
    with git_daemon(here / "repos") as address:
        (here / "list.yaml").write_text(f"version: 1\nrepositories: ['{address}/hall']\n", encoding="utf-8")
        given = ("list.yaml", "--mirrors", "mirrors", "--format", "json")
        assert states(fleet(here, *given))["hall"] == ("judged", "met")
        git(hall, "checkout", "--quiet", "--detach")
        changed(hall, BAD)
        assert states(fleet(here, *given))["hall"] == ("judged", "not-met")
        git(hall, "checkout", "--quiet", "-")
        assert states(fleet(here, *given))["hall"] == ("judged", "met")


def test_server_that_never_answers_costs_one_repository(here: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = f"git://127.0.0.1:{server.getsockname()[1]}/hall"
        (here / "list.yaml").write_text(f"version: 1\nrepositories: [repos/belt, '{address}']\n", encoding="utf-8")
        ran = fleet(here, "list.yaml", "--mirrors", "mirrors", "--format", "json", "--repository-limit", "3")
    assert {one["name"]: one["message"] for one in json.loads(ran.out)["repositories"]} == {
        "belt": "",
        "hall": f"{address} cannot be fetched: it takes longer than 2.7 s",
    }


@pytest.mark.filterwarnings("ignore")
def test_dask_tells_the_same(here: Path) -> None:
    alone = states(fleet(here, "repos", "--format", "json", "--book", "alone.sqlite"))
    with closing(Cluster(here)) as cluster:
        ran = Ran(2, "", "")
        for _ in range(50):
            ran = fleet(
                here, "repos", "--format", "json", "--engine", f"dask://{cluster.address}", "--book", "d.sqlite"
            )
            if ran.code != 2:
                break
            time.sleep(0.2)
        assert states(ran) == alone
        assert all(one.poll() is None for one in cluster.processes)
