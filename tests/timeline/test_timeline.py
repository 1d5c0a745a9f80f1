"""What is told of a range of commits: who turned what, since when it is open, and what nobody knows."""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from past_repositories import BEGUN, WORDS, Past, begun, checked, states_of, summary, told

from checker.errors import UsageError
from checker.model.observation import Outcome
from checker.model.timeline import Cause, Timeline
from checker.recall import forget, use
from checker.replay import Place
from checker.store import Store
from checker.timeline.along import Walker
from checker.timeline.ask import timeline, trial_of

SMALL = """\
version: 1
policy: small
title: Small
due: 2026-03-06
criteria:
  - {id: filled, title: Filled, for_each: {file: 'docs/*.md'}, require: no_placeholders}
  - id: in-time
    title: In time
    for_each: {row: {in: docs/plan.md, columns: [ID, Due]}}
    require: {Due: {date: {not_before: today}}}
"""
ISSUES = """\
version: 1
policy: issues
tracker: {github: acme/past}
criteria:
  - {id: open, for_each: {issue: {numbers: [1]}}, require: {state: open}}
"""


@pytest.fixture
def past(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Past:
    found = begun(tmp_path / "past", SMALL)
    monkeypatch.chdir(found.root)
    return found


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[None]:
    """What is found out is kept in a place of its own."""
    use(Store(Place(str(tmp_path / "kept"), b"0" * 32)))
    yield
    forget()


def turns(found: Timeline, id_: str) -> list[tuple[str, str, str | None, str | None, str]]:
    """Subject, author, outcomes and the place of every turn of a criterion."""
    return [
        (
            one.made.subject,
            one.made.author,
            one.before.value if one.before is not None else None,
            one.after.value if one.after is not None else None,
            str(one.place) if one.place is not None else "",
        )
        for one in found.turns
        if one.key[1] == id_
    ]


def outcomes(found: Timeline, id_: str) -> str:
    """The outcomes of a criterion at each point: `.` met, `x` not met, `?` undecided, a blank for a gap."""
    signs = {Outcome.PASS: ".", Outcome.FAIL: "x", Outcome.UNKNOWN: "?", None: " "}
    return next("".join(signs[each] for each in one.outcomes) for one in found.courses if one.key[1] == id_)


def recorded(place: Path, moment: str, state: str) -> None:
    """A recording of issue 1."""
    url = "https://github.com/acme/past/issues/1"
    issue = {"number": 1, "title": "One", "state": state, "stateReason": "", "url": url, "labels": [], "assignees": []}
    said = {
        "format": "closure-check issues",
        "version": 1,
        "project": "acme/past",
        "source": "GitHub",
        "fetched": moment,
        "issues": [issue | {"milestone": None, "author": None, "body": "", "createdAt": moment, "comments": []}],
        "absent": [],
        "lists": [],
    }
    place.parent.mkdir(exist_ok=True)
    place.write_text(json.dumps(said))


def test_who_broke_and_mended_a_criterion_is_told_with_the_place(past: Past) -> None:
    past.commit({"docs/b.md": "# B\n\nTBD\n"}, message="break it", author="Bob")
    past.commit({"docs/c.md": "# C\n\nSaid.\n"}, message="beside it", author="Cem")
    past.commit({"docs/b.md": "# B\n\nSaid.\n"}, message="mend it", author="Dan")
    found = told(past, "main~3..main")
    assert outcomes(found, "filled") == "xx."
    assert turns(found, "filled") == [
        ("break it", "Bob", "pass", "fail", "docs/b.md:3:1"),
        ("mend it", "Dan", "fail", "pass", "docs/b.md:3:1"),
    ]
    assert [one.cause for one in found.turns] == [Cause.COMMIT, Cause.COMMIT]
    assert [(one.came, one.went) for one in found.points] == [(1, 0), (0, 0), (0, 1)]
    assert (found.open_points, found.exit_code) == ((), 0)


def test_of_a_criterion_that_the_day_turns_nobody_is_said_to_have_broken_it(past: Past) -> None:
    past.commit({"notes.txt": "1"}, hours=24 * 8, message="a week later")
    found = told(past, "main~1..main")
    assert turns(found, "in-time") == [("a week later", "Bob", "pass", "fail", "docs/plan.md:7:19")]
    assert [one.cause for one in found.turns] == [Cause.DAY]
    assert not found.turns[0].is_of_author


def test_how_long_something_is_open_counts_from_the_commit_that_brought_it(past: Past) -> None:
    past.commit({"docs/b.md": "# B\n\nTBD\n"}, message="first")
    past.commit({"docs/c.md": "# C\n\nTBD\n"}, hours=48, message="second")
    past.commit({"docs/b.md": "# B\n\nSaid before.\n\nTBD\n"}, hours=24, message="third")
    found = told(past, "main~3..main")
    assert [(str(one.location), one.since.subject if one.since else "", one.days) for one in found.open_points] == [
        ("docs/b.md:5:1", "first", 3),
        ("docs/c.md:3:1", "second", 1),
    ]
    older = told(past, "main~1..main")
    assert [(one.since, one.days) for one in older.open_points] == [(None, 0), (None, 0)]


def test_what_is_open_in_a_file_that_is_moved_stays_as_old_as_it_is(past: Past) -> None:
    text = "# B\n\nTBD\n\n" + "A line that stays.\n" * 20
    past.commit({"docs/b.md": text}, message="first")
    past.commit({"docs/b.md": None, "docs/moved.md": text + "More.\n"}, hours=72, message="move")
    found = told(past)
    assert [(str(one.location), one.since.subject if one.since else "", one.days) for one in found.open_points] == [
        ("docs/moved.md:3:1", "first", 3)
    ]
    assert [(one.came, one.went) for one in found.points[-1:]] == [(0, 0)]


def test_a_merge_stands_for_what_it_brings_in(past: Past) -> None:
    past.git("checkout", "--quiet", "-b", "side")
    past.commit({"docs/b.md": "# B\n\nTBD\n"}, message="on the side", author="Bob")
    past.commit({"docs/b.md": "# B\n\nTBD by Bob\n"}, message="on the side again", author="Bob")
    past.git("checkout", "--quiet", "main")
    past.commit({"notes.txt": "1"}, message="meanwhile")
    past.merge("side")
    found = told(past, "main~2..main")
    assert [one.made.subject for one in found.points] == ["meanwhile", "merge side"]
    assert [one[0] for one in turns(found, "filled")] == ["merge side"]


@pytest.mark.parametrize(
    ("every", "subjects"),
    [
        ("commit", ["more", "a", "b", "c", "d", "e"]),
        ("day", ["a", "b", "d", "e"]),
        ("week", ["d", "e"]),
        ("tag", ["b", "d", "e"]),
    ],
)
def test_days_weeks_and_tags_are_told_by_their_last_commit(past: Past, every: str, subjects: list[str]) -> None:
    past.commit(hours=2, message="a")
    past.commit(hours=24, message="b")
    past.git("tag", "v1")
    past.commit(hours=20, message="c")
    past.commit(hours=2, message="d")
    past.git("tag", "-a", "-m", "two", "v2")
    past.commit(hours=24 * 7, message="e")
    found = told(past, every=every)
    assert [one.made.subject for one in found.points] == subjects
    if every == "tag":
        assert [one.made.tags for one in found.points] == [("v1",), ("v2",), ()]


def test_the_commit_between_two_points_that_turned_a_criterion_is_found(past: Past) -> None:
    past.commit({"notes.txt": "1"}, hours=1, message="before")
    past.commit({"docs/b.md": "# B\n\nTBD\n"}, hours=1, message="break it", author="Bob")
    past.commit({"notes.txt": "2"}, hours=1, message="after", author="Cem")
    found = told(past, "main~3..main", every="day")
    assert [one.made.subject for one in found.points] == ["after"]
    assert turns(found, "filled") == [("break it", "Bob", "pass", "fail", "docs/b.md:3:1")]
    assert found.open_points[0].since is not None
    assert found.open_points[0].since.subject == "break it"


def test_a_day_between_two_points_is_told_as_the_day(past: Past) -> None:
    past.commit({"notes.txt": "1"}, hours=24, message="in time")
    past.commit({"notes.txt": "2"}, hours=24 * 7, message="too late")
    past.commit({"docs/b.md": "# B\n\nTBD\n"}, hours=1, message="break it")
    past.git("tag", "v1")
    found = told(past, "main~3..main", every="tag")
    assert [(one.made.subject, one.key[1], one.cause) for one in found.turns] == [
        ("too late", "in-time", Cause.DAY),
        ("break it", "filled", Cause.COMMIT),
    ]


def test_each_commit_can_be_judged_by_the_policy_of_its_time(past: Past, monkeypatch: pytest.MonkeyPatch) -> None:
    past.commit({"docs/b.md": "# B\n\nTBD\n"}, message="a slot, which nobody minds yet")
    lenient = SMALL.replace("require: no_placeholders", "require: committed")
    past.commit({"policy.yaml": lenient}, message="mind it no more", author="Bob")
    past.commit({"policy.yaml": "version: 1\npolicy: small\ncriteria: [\n"}, message="a broken policy")
    past.commit({"policy.yaml": SMALL}, message="mind it", author="Cem")
    past.commit({"notes.txt": "1"}, message="beside it")
    found = told(past, own_policy=True)
    assert outcomes(found, "filled") == ".x. xx"
    assert ("mind it no more", "Bob", "fail", "pass") in {one[:4] for one in turns(found, "filled")}
    assert [bool(one.gap) for one in found.points] == [False, False, False, True, False, False]
    assert next(one.cause for one in found.turns if one.made.subject == "mind it no more") is Cause.POLICY
    seen = states_of(past, monkeypatch, own_policy=True)
    for commit, states in seen.items():
        if states:
            assert states == summary(checked(past, commit, own_policy=True)), commit


def test_before_there_is_a_policy_there_is_a_gap_and_no_zero(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = Past(tmp_path)
    found.git("init", "--quiet", "--initial-branch=main")
    monkeypatch.chdir(tmp_path)
    found.commit({"docs/b.md": "# B\n\nTBD\n", "docs/plan.md": "| ID | Due |\n|---|---|\n| 1 | 2026-12-01 |\n"})
    found.commit({"policy.yaml": SMALL, ".closure-check.yaml": "policies: [policy.yaml]\n"})
    line = told(found, own_policy=True)
    assert outcomes(line, "filled") == " x"
    assert line.points[0].gap.startswith("no policy: give --policy FILE")
    assert (line.points[0].exit_code, line.points[0].verdict, line.points[0].counts) == (3, None, {})


def test_recordings_count_from_their_day_on_and_never_before(past: Past) -> None:
    past.commit({"policy.yaml": ISSUES})
    for number in range(5):
        past.commit({"notes.txt": str(number)}, hours=24)
    issues = past.root.parent / "issues"
    days = [told(past, "main~5..main").points[n].made.at for n in range(5)]
    recorded(issues / "a.json", days[1].replace(days[1][11:16], "00:05"), "OPEN")
    recorded(issues / "b.json", days[3].replace(days[3][11:16], "23:55"), "CLOSED")
    found = told(past, "main~5..main", issues=issues)
    assert outcomes(found, "open") == "?..xx"
    assert [Path(one.issues).name for one in found.points] == ["", "a.json", "a.json", "b.json", "b.json"]
    assert [(one.before, one.after, one.cause) for one in found.turns] == [
        (Outcome.UNKNOWN, Outcome.PASS, Cause.ISSUES),
        (Outcome.PASS, Outcome.FAIL, Cause.ISSUES),
    ]
    assert outcomes(told(past, "main~5..main", issues=issues / "b.json"), "open") == "???xx"


def test_of_the_recordings_of_a_day_the_first_after_the_commit_counts(past: Past) -> None:
    past.commit({"policy.yaml": ISSUES})
    past.commit({"notes.txt": "1"}, hours=1)
    at = told(past, "main~1..main").points[0].made.at
    issues = past.root.parent / "issues"
    hour = int(at[11:13])
    for name, moment, state in (("a", hour - 1, "CLOSED"), ("b", hour + 1, "OPEN"), ("c", hour + 2, "CLOSED")):
        recorded(issues / f"{name}.json", f"{at[:11]}{moment:02}:00:00Z", state)
    assert outcomes(told(past, "main~1..main", issues=issues), "open") == "."


def test_an_export_says_nothing_of_the_past(past: Past) -> None:
    export = past.root.parent / "export.json"
    export.write_text("[]")
    with pytest.raises(UsageError, match="is an export, which does not say when it was made"):
        told(past, issues=export)


def test_when_a_text_came_and_went_is_when_git_says_so(past: Past) -> None:
    for number in range(12):
        text = "# B\n\nTBD\n" if number % 4 in (1, 2) else "# B\n\nSaid.\n"
        past.commit({"docs/b.md": text} if number % 2 else {"notes.txt": str(number), "docs/b.md": text})
    found = told(past, "main~12..main")
    said = past.git("log", "--first-parent", "--reverse", "--format=%H", "-STBD", "main~12..main", "--", "docs").split()
    assert [one.made.commit for one in found.turns if one.key[1] == "filled"] == said
    assert said


def test_a_folder_is_judged_by_itself(past: Past) -> None:
    past.commit({"part/policy.yaml": SMALL, "part/.closure-check.yaml": "policies: [policy.yaml]\n"})
    past.commit({"part/docs/plan.md": "| ID | Due |\n|---|---|\n| 1 | 2026-12-01 |\n"})
    past.commit({"part/docs/b.md": "# B\n\nTBD\n"}, message="in it")
    past.commit({"docs/b.md": "# B\n\nTBD\n"}, message="beside it")
    found = told(past, "main~3..main", "part")
    assert outcomes(found, "filled") == ".xx"
    assert turns(found, "filled")[-1][0::4] == ("in it", "docs/b.md:3:1")
    assert found.folder == "part"


def test_waivers_hold_as_long_as_they_hold(past: Past) -> None:
    rules = "waivers: {approvers: [ann], longest: 30}\npeople: {ann: {name: Ann Lee}, bob: {name: Bob Ray}}\n"
    waiver = """\
version: 1
waivers:
  - id: W-1
    criterion: filled
    at: {file: docs/b.md, pointer: B/TBD, words: TBD}
    reason: it is written next week
    issue: '#81'
    owner: bob
    approved_by: ann
    approved: 2026-03-02
    until: 2026-03-04
"""
    past.commit({"policy.yaml": SMALL + rules, ".closure-check/waivers.yaml": waiver, "docs/b.md": "# B\n\nTBD\n"})
    for number in range(3):
        past.commit({"notes.txt": str(number)}, hours=24)
    states = [summary(checked(past, one, policies=()))["filled"][0] for one in past.commits[1:]]
    found = next(one for one in told(past, "main~4..main").courses if one.key[1] == "filled")
    assert [one.value if one else "" for one in found.outcomes] == states
    assert states == ["waived", "waived", "waived", "fail"]


@pytest.mark.parametrize(
    ("over", "message"),
    [
        ("main~99..main", "`main~99` names no commit"),
        ("nowhere", "`nowhere` names no commit"),
        ("main...main~1", "is a symmetric difference, which has no order; write `A..B`"),
        ("main..main~1", "there is no commit in `main..main~1`; the first end has to be the older one"),
        ("..main", "there is no commit in `..main`"),
        ("--all", "`--all` is no revision"),
    ],
)
def test_a_range_that_is_none_is_told(past: Past, over: str, message: str) -> None:
    past.commit()
    with pytest.raises(UsageError, match=message.replace(".", "\\.")):
        told(past, over)


def test_a_name_with_two_meanings_is_refused(past: Past) -> None:
    past.git("tag", "main")
    past.commit()
    with pytest.raises(UsageError, match="write which one is meant"):
        told(past, "main")


def test_a_repository_without_a_commit_has_no_history(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    past = Past(tmp_path)
    past.git("init", "--quiet", "--initial-branch=main")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UsageError, match="the repository has none yet"):
        told(past, "HEAD")


def test_a_bare_repository_is_told_to_be_cloned(past: Past, monkeypatch: pytest.MonkeyPatch) -> None:
    past.git("clone", "--quiet", "--bare", ".", "../bare.git")
    monkeypatch.chdir(past.root.parent / "bare.git")
    with pytest.raises(UsageError, match="is a bare repository"):
        timeline(None, {**WORDS, "over": "main"}, lambda _: None)


def test_a_folder_outside_of_git_has_no_history(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UsageError, match="is in no git repository, so it has no history"):
        timeline(None, {**WORDS, "over": "main"}, lambda _: None)


def test_a_shallow_clone_is_told_to_be_fetched(past: Past, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(4):
        past.commit({"notes.txt": str(number)})
    past.git("clone", "--quiet", "--depth", "3", f"file://{past.root}", "../shallow")
    shallow = Past(past.root.parent / "shallow")
    monkeypatch.chdir(shallow.root)
    assert len(told(shallow, "main~2..main").points) == 2
    for over in ("main", "main~3..main"):
        with pytest.raises(UsageError, match="shallow"):
            told(shallow, over)


def test_what_replaces_objects_and_grafts_is_not_followed(past: Past) -> None:
    past.commit({"docs/b.md": "# B\n\nTBD\n"})
    past.commit({"docs/b.md": "# B\n\nSaid.\n"})
    before = told(past)
    past.git("replace", "main~1", "main")
    past.git("replace", "main~1:docs/b.md", "main:docs/b.md")
    (past.root / ".git/info").mkdir(exist_ok=True)
    (past.root / ".git/info/grafts").write_text(f"{past.commits[-1]}\n")
    assert told(past) == before


def test_an_interrupt_tells_what_is_known_and_the_next_run_goes_on(
    past: Past, kept: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(8):
        past.commit({"docs/b.md": f"# B\n\n{'TBD' if number % 3 else 'Said'} {number}\n"}, hours=9)
    whole = told(past)

    def ended(message: str) -> None:
        if "5 of 9" in message:
            os.kill(os.getpid(), signal.SIGINT)

    judged = count_judged(monkeypatch)
    forget()
    use(Store(Place(str(past.root.parent / "another"), b"0" * 32)))
    part = timeline(None, {**WORDS, "over": "main"}, ended)
    assert (len(part.points), part.left, part.exit_code, part.trial_code) == (5, 4, 130, 130)
    assert part.points == whole.points[:5]
    assert judged() == 5
    assert told(past) == whole
    assert judged() == 4
    assert told(past) == whole
    assert judged() == 0


def test_what_is_kept_changes_nothing(past: Past, kept: None, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(9):
        past.commit({"docs/b.md": f"# B\n\n{'TBD' if number % 3 else 'Said'}\n" * (number + 1)}, hours=17)
    anew = told(past, "main~4..main"), told(past), told(past, every="day")
    judged = count_judged(monkeypatch)
    assert (told(past, "main~4..main"), told(past), told(past, every="day")) == anew
    assert judged() == 0
    past.write({"policy.yaml": SMALL.replace("no_placeholders", "committed")})
    assert told(past) != anew[1]


def test_a_clone_without_an_object_is_judged_and_nothing_of_it_is_kept(
    past: Past, kept: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    past.commit({"docs/b.md": "# B\n\nSaid.\n"})
    blob = past.git("rev-parse", "main:docs/b.md")
    (past.root / f".git/objects/{blob[:2]}/{blob[2:]}").unlink()
    judged = count_judged(monkeypatch)
    assert outcomes(told(past), "filled") == ".?"
    assert judged() == 2
    assert outcomes(told(past), "filled") == ".?"
    assert judged() == 1


def count_judged(monkeypatch: pytest.MonkeyPatch) -> Callable[[], int]:
    """Gives how many commits were judged since it was asked last."""
    count = [0]
    go = Walker.go

    def counting(self: Walker, *given: object) -> object:
        before = self.judged
        found = go(self, *given)  # type: ignore[arg-type]
        count[0] += self.judged - before
        return found

    monkeypatch.setattr(Walker, "go", counting)

    def since() -> int:
        found, count[0] = count[0], 0
        return found

    return since


def test_a_new_policy_is_told_what_it_would_have_stopped(past: Past) -> None:
    past.commit({"docs/b.md": "# B\n\nSay it again.\n"}, author="Bob", message="one")
    past.commit({"docs/c.md": "# C\n\nAgain and again.\n"}, author="Cem", message="two")
    past.commit({"notes.txt": "1"}, author="Dan", message="three")
    new = past.root.parent / "new.yaml"
    new.write_text(
        "version: 1\npolicy: new\ncriteria:\n"
        "  - {id: once, for_none: {line: {in: 'docs/*.md'}, where: {text: {contains: again}}}}\n"
    )
    words = {**WORDS, **trial_of(str(new)), "over": "main~3..main"}
    found = timeline(None, words, lambda _: None, with_brought=True)
    stopped = {
        point.made.subject: [str(one.location) for one in found.brought.get(point.made.commit, ())]
        for point in found.points
    }
    assert stopped == {"one": ["docs/b.md:3:1"], "two": ["docs/c.md:3:1"], "three": []}
    assert found.trial_code == 1


def test_the_past_begins_on_a_monday() -> None:
    assert BEGUN.weekday() == 0
