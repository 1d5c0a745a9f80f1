"""What earlier runs found never changes a verdict: a random walk, and stores that nobody should believe."""

from __future__ import annotations

import json
import os
import random
import sqlite3
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from commands import git
from kit import handed_to

from checker import ClosureCheckError, gather, judge, recall, render
from checker.policy import load
from checker.replay import Place
from checker.store import Store

STEPS = int(os.environ.get("WALK_STEPS", "60"))
"""`make walk` takes a thousand."""
POLICY = """
version: 1
policy: walk
title: Walk
tracker: {{github: acme/walk}}
people:
  ann: {{name: Ann Lee}}
documents: {{plan: docs/plan.md, gone: docs/gone.md}}
records:
  rows: {{row: {{in: plan, under: Plan, columns: [ID, Owner, Due, Issue]}}}}
criteria:
  - {{id: open, title: "{title}", for_each: {{file: 'docs/**/*.md'}}, require: no_placeholders}}
  - id: links
    title: Links
    for_each: {{link: {{in: 'docs/**/*.md'}}, where: {{to: [file, anchor, nowhere]}}, allow_empty: true}}
    require: resolves
  - {{id: tasks, title: Tasks, for_each: {{task: {{in: 'docs/**/*.md'}}, allow_empty: true}}, require: checked}}
  - id: rows
    title: Rows
    for_each: rows
    require: {{ID: {{filled: true, unique: true}}, Owner: person, Due: {{date: {{not_before: today}}}}}}
  - {{id: issues, title: Issues, for_each: rows, require: {{Issue: {{issue: {{state: open}}}}}}}}
  - {{id: there, title: There, for_each: {{file: [plan, gone]}}, require: committed}}
  - {{id: sizes, title: Sizes, for_each: {{file: 'docs/*.txt'}}, require: {{size: {{number: {{at_most: 30}}}}}}}}
  - {{id: sections, title: Sections, for_each: {{section: {{in: 'docs/*.md', titled: Plan}}}}, require: filled}}
  - {{id: commits, title: Commits, for_each: {{commit: {{}}, at_most: 2}}, require: {{subject: begin}}}}
  - {{id: changes, title: Changes, for_none: {{change: {{paths: 'docs/*.md'}}}}}}
  - {{id: decided, title: Decided, for_none: {{change: {{of: {{section: {{in: 'docs/*.md', titled: Plan}}}}}}}}}}
  - {{id: data, title: Data, for_each: {{value: {{in: data.yaml, at: owners}}}}, require: filled}}
"""


@dataclass
class Walker:
    """A repository that is changed at random, and what judges it."""

    root: Path
    chance: random.Random
    day: str = "2026-11-30"
    title: str = "Open"
    issues: str = "one.json"
    at: str = "worktree"
    log: list[str] = field(default_factory=list)

    def path(self) -> Path:
        return self.chance.choice(sorted(one for one in (self.root / "docs").rglob("*.md") if one.is_file()))

    def edit(self) -> None:
        path = self.path()
        more = [
            "TBD by Ann\n",
            "Said.\n",
            "- [ ] Do it\n",
            "- [x] Done\n",
            "[see](plan.md#plan)\n",
            "[x](nowhere.md)\n",
            "| a | b |\n",
        ]
        path.write_text(path.read_text(errors="replace") + "\n" + self.chance.choice(more))

    def shorten(self) -> None:
        path = self.path()
        lines = path.read_text(errors="replace").splitlines(keepends=True)
        path.write_text("".join(lines[: max(1, len(lines) - 2)]))

    def same_size(self) -> None:
        path = self.path()
        text = path.read_text(errors="replace")
        path.write_text(text.swapcase())

    def row(self) -> None:
        owner, due = self.chance.choice(["Ann Lee", "nobody", "TBD"]), self.chance.choice(["2026-11-29", "2026-12-24"])
        path = self.root / "docs/plan.md"
        path.write_text(
            path.read_text(errors="replace")
            + f"| P-{self.chance.randint(1, 5)} | {owner} | {due} | #{self.chance.randint(1, 3)} |\n"
        )

    def touch(self) -> None:
        os.utime(self.path())

    def chmod(self) -> None:
        path = self.path()
        path.chmod(path.stat().st_mode ^ 0o111)

    def rename(self) -> None:
        path = self.path()
        if path.name != "plan.md":
            path.rename(path.with_name(f"r{self.chance.randint(0, 99)}.md"))

    def add(self) -> None:
        name = self.chance.choice(
            ["docs/gone.md", f"docs/n{self.chance.randint(0, 30)}.md", "docs/deep/d.md", "docs/a.txt"]
        )
        (self.root / name).parent.mkdir(exist_ok=True)
        (self.root / name).write_text(self.chance.choice(["# New\n\nSaid.\n", "# New\n\nTBD\n", "", "x" * 40]))

    def remove(self) -> None:
        path = self.path()
        if path.name != "plan.md" and len(list((self.root / "docs").glob("*.md"))) > 22:
            path.unlink()

    def link(self) -> None:
        path = self.path()
        if path.name not in ("plan.md", "a.md"):
            path.unlink()
            path.symlink_to("a.md")

    def odd(self) -> None:
        self.path().write_bytes(b"# Odd \xff\r\n")

    def data(self) -> None:
        (self.root / "data.yaml").write_text(
            self.chance.choice(["owners: Ann\n", "owners: ''\n", "owners: [\n", "x: 1\n"])
        )

    def stage(self) -> None:
        git(self.root, "add", "--all")

    def unstage(self) -> None:
        git(self.root, "reset", "--quiet")

    def commit(self) -> None:
        git(self.root, "add", "--all")
        git(self.root, "commit", "--quiet", "--allow-empty", "--message", "more")

    def switch(self) -> None:
        name = f"b{self.chance.randint(0, 2)}"
        git(self.root, "add", "--all")
        git(self.root, "commit", "--quiet", "--allow-empty", "--message", "before")
        git(self.root, "switch", "--quiet", *(["--create"] if name not in git(self.root, "branch") else []), name)

    def ignore(self) -> None:
        (self.root / ".gitignore").write_text(self.chance.choice(["gone.md\n", "", "*.txt\n"]))

    def another_day(self) -> None:
        self.day = self.chance.choice(["2026-11-30", "2026-12-01", "2026-12-25"])

    def another_policy(self) -> None:
        self.title = self.chance.choice(["Open", "Nothing is open"])
        (self.root.parent / "policy.yaml").write_text(POLICY.format(title=self.title))

    def other_issues(self) -> None:
        self.issues = self.chance.choice(["one.json", "two.json"])

    def elsewhere(self) -> None:
        self.at = self.chance.choice(["worktree", "worktree", "index", "HEAD"])

    def judged(self) -> str:
        report = judge(
            self.root,
            policy=self.root.parent / "policy.yaml",
            at=self.at,
            as_of=self.day,
            issues=self.root.parent / self.issues,
        )
        return "\n".join([render(report), render(report, "text", verbose=True), render(report, "html")])


STEP_NAMES = [
    name
    for name in vars(Walker)
    if not name.startswith("_") and name not in ("path", "judged") and callable(vars(Walker)[name])
]


def issue(number: int, state: str) -> dict[str, object]:
    """As `gh issue list --json …` writes it."""
    return {
        "number": number,
        "title": f"Issue {number}",
        "state": state,
        "stateReason": "COMPLETED" if state == "CLOSED" else "",
        "labels": [],
        "assignees": [],
        "milestone": None,
        "comments": [],
        "closedAt": "2026-11-01T00:00:00Z" if state == "CLOSED" else None,
        "url": f"https://github.com/acme/walk/issues/{number}",
        "author": {"login": "ann"},
        "body": "",
        "createdAt": "2026-10-01T00:00:00Z",
        "updatedAt": "2026-11-01T00:00:00Z",
    }


@pytest.fixture
def walker(tmp_path: Path) -> Walker:
    root = tmp_path / "root"
    (root / "docs").mkdir(parents=True)
    (root / "docs/plan.md").write_text(
        "# Plan\n\n| ID | Owner | Due | Issue |\n|---|---|---|---|\n| P-1 | Ann Lee | 2026-12-24 | #1 |\n"
    )
    (root / "docs/a.md").write_text("# A\n\n## Plan\n\nAll is said, see [the plan](plan.md#plan).\n")
    (root / "data.yaml").write_text("owners: Ann\n")
    for n in range(26):
        (root / f"docs/m{n:02}.md").write_text(f"# M {n}\n\n[next](m{n + 1:02}.md#m-{n + 1})\n\n- [x] one\n")
    for name, state in (("one", "OPEN"), ("two", "CLOSED")):
        (tmp_path / f"{name}.json").write_text(json.dumps([issue(n, state) for n in (1, 2)]))
    (tmp_path / "policy.yaml").write_text(POLICY.format(title="Open"))
    git(root, "init", "--quiet")
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message", "begin")
    return Walker(root, random.Random(int(os.environ.get("WALK_SEED", "1"))))


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(str(tmp_path / "cache"), bytes(range(32)))


@pytest.fixture(autouse=True)
def nothing_stays() -> Iterator[None]:
    yield
    recall.forget()


def warm(walker: Walker, place: Place) -> str:
    """As the command judges it, with what is kept."""
    recall.use(Store(place))
    try:
        return walker.judged()
    finally:
        recall.forget()


def settle() -> None:
    """Lets the clock go on, so that what was written is not taken for new."""
    time.sleep(0.03)


def test_a_random_walk_comes_to_the_same_with_and_without_what_is_kept(walker: Walker, place: Place) -> None:
    for n in range(STEPS):
        for name in walker.chance.choices(STEP_NAMES, k=walker.chance.choice([1, 1, 1, 3])):
            walker.log.append(name)
            getattr(walker, name)()
        if walker.chance.random() < 0.7:
            settle()
        assert warm(walker, place) == walker.judged(), f"after {walker.log} ({n})"


def ask_document_by_document(walker: Walker) -> None:
    """Leaves out of the policy what has all documents seen together."""
    lines = POLICY.format(title="Open").splitlines(keepends=True)
    kept = (one for one in lines if "id: sections" not in one and "id: decided" not in one)
    (walker.root.parent / "policy.yaml").write_text("".join(kept))


def test_nothing_is_read_again_but_what_changed(walker: Walker, place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    ask_document_by_document(walker)
    settle()
    warm(walker, place)
    read = handed_to(monkeypatch, gather, "read_document")
    warm(walker, place)
    once = set(read)
    assert once <= {"docs/plan.md", "docs/gone.md"}
    read.clear()
    (walker.root / "docs/m07.md").write_text("# M 7\n\nTBD\n")
    settle()
    warm(walker, place)
    # The one before leads to a heading of it, which is still there.
    assert set(read) - once == {"docs/m07.md"}
    read.clear()
    (walker.root / "docs/m07.md").write_text("# Another\n\nTBD\n")
    settle()
    assert "m07.md#m-7" in warm(walker, place)
    assert set(read) - once == {"docs/m06.md", "docs/m07.md"}


def test_a_document_that_nobody_asks_is_read_once_for_all_that_lead_to_it(
    walker: Walker, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask_document_by_document(walker)
    for number in range(30):
        (walker.root / f"docs/m{number:02}.md").write_text(f"# M {number}\n\n[start](../README.md#start)\n")
    (walker.root / "README.md").write_text("# Start\n")
    git(walker.root, "add", "README.md")
    settle()
    warm(walker, place)
    read = handed_to(monkeypatch, gather, "read_document")
    (walker.root / "README.md").write_text("# Start\n\nMore is said here.\n")
    settle()
    said = warm(walker, place)
    assert [path for path in read if path == "README.md" or path.startswith("docs/m")] == ["README.md"]
    assert "no such heading" not in said
    assert said == walker.judged()
    (walker.root / "README.md").write_text("# Begin\n")
    settle()
    said = warm(walker, place)
    assert "no such heading" in said
    assert said == walker.judged()


def test_what_a_changed_document_leads_to_is_not_read_again(
    walker: Walker, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask_document_by_document(walker)
    settle()
    warm(walker, place)
    (walker.root / "docs/m07.md").write_text("# M 7\n\n[8](m08.md#m-8) and [9](m09.md#gone)\n")
    settle()
    read = handed_to(monkeypatch, gather, "read_document")
    said = warm(walker, place)
    assert "m07.md" in " ".join(read)
    # Of the one in which something is missing it is told what is there instead.
    assert "docs/m08.md" not in read
    assert "gone" in said
    assert said == walker.judged()
    (walker.root / "docs/m08.md").write_text("# Another\n")
    settle()
    assert "m08.md#m-8" in warm(walker, place)
    assert warm(walker, place) == walker.judged()


def keeps_the_verdict(walker: Walker, place: Place, change: Callable[[Path], object]) -> None:
    cold = walker.judged()
    settle()
    warm(walker, place)
    change(Store(place).path)
    assert warm(walker, place) == cold
    assert warm(walker, place) == cold


def poison(path: Path) -> None:
    """Has everything that is kept say that it is met."""
    with sqlite3.connect(path) as connection:
        for name, body in connection.execute("SELECT name, body FROM piece").fetchall():
            said = body.replace(b"false", b"true").replace(b"fail", b"pass").replace(b"null", b"true")
            connection.execute("UPDATE piece SET body = ? WHERE name = ?", (said, name))


def swap(path: Path) -> None:
    """Puts every piece under the name of another."""
    with sqlite3.connect(path) as connection:
        rows = connection.execute("SELECT name, body FROM piece ORDER BY name").fetchall()
        for (name, _), (_, body) in zip(rows, [*rows[1:], rows[0]], strict=True):
            connection.execute("UPDATE piece SET body = ? WHERE name = ?", (body, name))


def foreign(path: Path) -> None:
    path.unlink()
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE piece (a, b)")


def odd_rows(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE piece SET body = 7, day = 'x'")


def as_link(path: Path) -> None:
    path.rename(path.with_name("other"))
    path.symlink_to("other")


def as_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


TAMPERING: dict[str, Callable[[Path], object]] = {
    "poisoned": poison,
    "swapped": swap,
    "of another program": foreign,
    "of odd types": odd_rows,
    "no database": lambda path: path.write_bytes(b"SQLite format 3\0" + bytes(5000)),
    "cut": lambda path: path.write_bytes(path.read_bytes()[: path.stat().st_size // 2]),
    "scrambled": lambda path: path.write_bytes(
        bytes(b ^ (n % 7 == 0 and n > 4000) for n, b in enumerate(path.read_bytes()))
    ),
    "empty": lambda path: path.write_bytes(b""),
    "a link": as_link,
    "a folder": as_folder,
    "not to be read": lambda path: path.chmod(0),
    "not to be written": lambda path: path.chmod(0o444),
}


@pytest.mark.parametrize("how", TAMPERING)
def test_a_store_that_was_tampered_with_is_not_believed(walker: Walker, place: Place, how: str) -> None:
    keeps_the_verdict(walker, place, TAMPERING[how])


def test_a_store_of_another_key_is_not_believed(walker: Walker, place: Place) -> None:
    (walker.root / "docs/a.md").write_text("# A\n\nTBD\n")
    cold = walker.judged()
    settle()
    warm(walker, place)
    path = Store(place).path
    before = path.read_bytes()
    assert warm(walker, Place(place.folder, b"another key of an attacker 12345")) == cold
    path.write_bytes(before)


def test_a_store_of_another_version_is_not_used(walker: Walker, place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    settle()
    warm(walker, place)
    monkeypatch.setattr(recall, "__version__", "0.0.1")
    read = handed_to(monkeypatch, gather, "read_document")
    assert warm(walker, place) == walker.judged()
    assert "docs/m00.md" in read


def test_what_nobody_asked_for_in_a_month_goes(walker: Walker, place: Place) -> None:
    settle()
    warm(walker, place)
    with sqlite3.connect(Store(place).path) as connection:
        connection.execute("UPDATE piece SET day = day - 31")
        (before,) = connection.execute("SELECT COUNT(*) FROM piece").fetchone()
    (walker.root / "docs/m03.md").write_text("# Other\n")
    settle()
    warm(walker, place)
    with sqlite3.connect(Store(place).path) as connection:
        (after,) = connection.execute("SELECT COUNT(*) FROM piece").fetchone()
    assert 0 < after <= before + 3


def test_two_runs_that_write_at_once_are_safe(walker: Walker, place: Place) -> None:
    settle()
    cold = walker.judged()
    children = []
    for _ in range(3):
        pid = os.fork()
        if pid == 0:
            code = 1
            try:
                code = int(warm(walker, place) != cold)
            finally:
                os._exit(code)
        children.append(pid)
    assert [os.waitpid(pid, 0)[1] for pid in children] == [0, 0, 0]
    assert warm(walker, place) == cold


def test_a_policy_of_ones_own_is_read_once_and_again_when_it_is_another(
    walker: Walker, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    policy = walker.root.parent / "policy.yaml"
    # What a policy says of a tracker is no plain data, and such a policy is read each time.
    lines = POLICY.format(title="Open").splitlines(keepends=True)
    text = "".join(one for one in lines if not one.startswith("tracker") and "id: issues" not in one)
    policy.write_text(text)
    cold = walker.judged()
    read = handed_to(monkeypatch, load, "read_policy")
    assert warm(walker, place) == cold
    assert warm(walker, place) == cold
    assert len(read) == 1
    policy.write_text(text.replace("Open", "Nothing is open"))
    assert "Nothing is open" in warm(walker, place)
    assert len(read) == 2


def test_a_policy_with_a_mistake_is_told_each_time(walker: Walker, place: Place) -> None:
    warm(walker, place)
    policy = walker.root.parent / "policy.yaml"
    policy.write_text(policy.read_text().replace("no_placeholders", "no_placeholder"))
    said = []
    for _ in range(2):
        with pytest.raises(ClosureCheckError) as told:
            warm(walker, place)
        said.append(str(told.value))
    assert said[0] == said[1]
    assert "no_placeholder" in said[0]


def test_what_documents_say_of_issues_is_asked_again_when_the_issues_are_others(walker: Walker, place: Place) -> None:
    (walker.root.parent / "policy.yaml").write_text(
        "version: 1\npolicy: late\ntitle: Late\ntracker: {github: acme/walk}\ncriteria:\n"
        "  - id: late\n    title: Late\n    when: {exists: {issue: {numbers: [1]}}}\n"
        "    for_each: {link: {in: 'docs/**/*.md'}, where: {to: web}}\n    require: {text: {issue: {state: open}}}\n"
    )
    (walker.root / "docs/a.md").write_text("# A\n\n[#1](https://github.com/acme/walk/issues/1)\n")
    git(walker.root, "add", "--all")
    settle()
    for walker.issues in ("one.json", "two.json", "one.json"):
        assert warm(walker, place) == walker.judged()


def test_what_waits_to_be_kept_is_written_before_it_takes_much_memory(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("checker.store.MOST_WAITING", 100)
    kept = Store(place)
    kept.put(b"a" * 20, b"x" * 60)
    assert Store(place).get([b"a" * 20]) == {}
    kept.put(b"b" * 20, b"y" * 60)
    assert Store(place).get([b"a" * 20, b"b" * 20]) == {b"a" * 20: b"x" * 60, b"b" * 20: b"y" * 60}


def test_what_is_asked_of_a_document_later_is_kept_beside_what_was_asked_before(
    walker: Walker, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask_document_by_document(walker)
    settle()
    for only in ("open", "links", "tasks"):
        recall.use(Store(place))
        judge(walker.root, policy=walker.root.parent / "policy.yaml", as_of=walker.day, only=[only])
        recall.forget()
    read = handed_to(monkeypatch, gather, "read_document")
    warm(walker, place)
    assert not [path for path in read if path.startswith("docs/m")]
