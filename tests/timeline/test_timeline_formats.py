"""How a past is told: on a terminal, for programs, for spreadsheets, as a picture and as a page."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from commands import closure_check
from jsonschema import Draft202012Validator
from past_repositories import Past, begun

from checker.model.location import Location
from checker.model.observation import Outcome
from checker.model.report import Heading, RenderOptions, Severity, Verdict
from checker.model.timeline import Brought, Cause, Course, Made, OpenPoint, Point, Timeline, Turn
from checker.reports.timeline import render, render_trial
from checker.reports.timeline.json import history_schema, trial_schema

SVG = "{http://www.w3.org/2000/svg}"
PASS, FAIL, UNKNOWN = Outcome.PASS, Outcome.FAIL, Outcome.UNKNOWN
FIRST = datetime(2026, 3, 2, 12, tzinfo=UTC)
SMALL = """\
version: 1
policy: small
title: Small
due: 2026-03-06
criteria:
  - {id: filled, title: Filled, for_each: {file: 'docs/*.md'}, require: no_placeholders}
"""


def made(n: int) -> Made:
    at = (FIRST + timedelta(days=n)).strftime("%Y-%m-%dT%H:%M:%SZ")
    who, tags = ("Ann", "Bob")[n % 2], ("v1",) if n == 1 else ()
    return Made(f"{n + 1}" * 40, at, who, f"{n}@example.org", f"=Change {n} <b>", tags)


def sample(*, left: int = 0) -> Timeline:
    """Two criteria at four points, of which one is a gap."""
    outcomes = {"slots-filled": (FAIL, FAIL, None, PASS), "issues-open": (PASS, UNKNOWN, None, UNKNOWN)}
    points = tuple(
        Point(made(n), gap="no policy: name one")
        if n == 2
        else Point(
            made(n),
            {one: [each[n] for each in outcomes.values()].count(one) for one in (PASS, FAIL, UNKNOWN)},
            Verdict.UNDECIDED,
            3,
            "",
            n,
            1,
            "recorded/a.json",
        )
        for n in range(4)
    )
    place = Location("docs/a.md", 3, 1, "A/TBD")
    key, other = ("small", "slots-filled"), ("small", "issues-open")
    turns = (
        Turn(key, made(2), FAIL, None, Cause.POLICY),
        Turn(key, made(3), None, PASS, Cause.POLICY),
    )
    others = (
        Turn(other, made(1), PASS, UNKNOWN, Cause.ISSUES, place, "`#1` is not known of that day", 2),
        Turn(other, made(2), UNKNOWN, None, Cause.POLICY),
        Turn(other, made(3), None, UNKNOWN, Cause.POLICY, place, "`#1` is not known of that day"),
    )
    return Timeline(
        "Small & <sound>",
        ("small",),
        "main~4..main",
        "commit",
        "the policy of the work tree",
        ".",
        4,
        made(0),
        points,
        (
            Course(key, Heading(key[1], "Slots", severity=Severity.WARNING), outcomes[key[1]], turns),
            Course(other, Heading(other[1], "Issues"), outcomes[other[1]], others),
        ),
        (
            OpenPoint(other, None, place, "`#1` is not known of that day", "f" * 64, None, 0),
            OpenPoint(other, False, place, "TBD", "e" * 64, made(1), 2),
        ),
        date(2026, 3, 8),
        "1.0",
        left,
        {made(1).commit: (Brought(key, False, place, "TBD"), Brought(other, None, place, "#1"))},
    )


def test_text() -> None:
    assert (
        render("text", sample(), RenderOptions())
        == """\
UNDECIDED  0 of 2 criteria are not met, 1 could not be decided, as of 2026-03-05

  policy    Small & <sound>, the policy of the work tree
  over      main~4..main, 4 commits, 2026-03-02 to 2026-03-05, each as of its
            own day
  due       2026-03-08, in 3 days
  gaps      1 point could not be judged, the last at 333333333: no policy: name
            one

  ██╌_
  not met: _ none, █ 1; up to 1 more could not be decided; ╌ where nothing could
  be judged

── When it turned ────────────────────────────────────────────────────────── 1 ─

? issues-open undecided, the tracker was recorded again
  seen at 222222222 of 2026-03-03
  docs/a.md:3:1 `#1` is not known of that day (and 2 more)

── Where each criterion stands ───────────────────────────────────────────── 1 ─

? issues-open  could not be decided for 0 days, since 444444444 of 2026-03-05,
               Bob

── What is open, the oldest first ────────────────────────────────────────── 2 ─

? longer  docs/a.md:3:1 `#1` is not known of that day
✗ 2 days  docs/a.md:3:1 TBD · 222222222 Bob
"""
    )


def test_text_says_where_it_was_ended() -> None:
    assert "  ended     before 3 points that are still to be judged\n" in render(
        "text", sample(left=3), RenderOptions()
    )


def test_json_is_as_its_schema_says() -> None:
    written = json.loads(render("json", sample(), RenderOptions()))
    Draft202012Validator(history_schema()).validate(written)
    assert [one["outcomes"] for one in written["criteria"]] == [
        ["fail", "fail", None, "pass"],
        ["pass", "unknown", None, "unknown"],
    ]
    assert (written["points"][2]["verdict"], written["points"][2]["counts"]) == (None, {})
    assert [one["days"] for one in written["open"]] == [None, 2]


def test_csv_has_a_row_for_each_criterion_at_each_point_and_no_formula() -> None:
    rows = list(csv.DictReader(io.StringIO(render("csv", sample(), RenderOptions()))))
    assert [(one["day"], one["criterion"], one["outcome"], one["turned"]) for one in rows[:6]] == [
        ("2026-03-02", "slots-filled", "fail", ""),
        ("2026-03-02", "issues-open", "pass", ""),
        ("2026-03-03", "slots-filled", "fail", ""),
        ("2026-03-03", "issues-open", "unknown", "yes"),
        ("2026-03-04", "slots-filled", "", "yes"),
        ("2026-03-04", "issues-open", "", "yes"),
    ]
    assert {one["subject"][:2] for one in rows} == {"'="}
    assert rows[4]["gap"] == "no policy: name one"


def test_the_picture_is_sound_says_what_it_shows_and_runs_nothing() -> None:
    text = render("svg", sample(), RenderOptions())
    root = ET.fromstring(text)
    assert (root.get("role"), root.get("aria-labelledby")) == ("img", "timeline-title timeline-desc")
    assert [one.text for one in root.findall(f"{SVG}title")] == ["How it went: Small & <sound>"]
    assert root.findtext(f"{SVG}desc") == (
        "From 2026-03-02 to 2026-03-05: 1 were not met at the beginning; at the end 0 of 2 criteria are not met, "
        "1 could not be decided; due 2026-03-08, in 3 days; a gap where nothing could be judged, at 1 point. Below, "
        "each criterion by itself."
    )
    assert not re.search(r"<script|\bon\w+=|href|url\((?!#hatch)", text)


def test_a_gap_is_drawn_as_a_gap_and_what_is_undecided_is_hatched() -> None:
    root = ET.fromstring(render("svg", sample(), RenderOptions()))
    gaps = [one for one in root.iter(f"{SVG}rect") if one.get("class") == "gap"]
    assert [one.findtext(f"{SVG}title") for one in gaps] == ["nothing could be judged: no policy: name one"]
    edges = [one.get("d") or "" for one in root.iter(f"{SVG}path") if one.get("class") == "edge"]
    assert len(edges) == 2  # the line stops at the gap, and begins again behind it
    begin, end = float(gaps[0].get("x") or 0), float(gaps[0].get("x") or 0) + float(gaps[0].get("width") or 0)
    assert edges[0].endswith(f"H{begin}")
    assert edges[1].startswith(f"M{end} ")
    doubts = [one for one in root.iter(f"{SVG}rect") if one.get("class") == "doubt"]
    assert {one.get("fill") for one in doubts} == {"url(#hatch)"}
    assert len(doubts) == 2


def test_the_page_holds_the_same_picture() -> None:
    page = render("html", sample(), RenderOptions())
    assert "<script" not in page
    assert "Small &amp; &lt;sound&gt;" in page
    drawn = re.search(r"<svg.*?</svg>", page, re.DOTALL)
    alone = render("svg", sample(), RenderOptions())
    assert drawn is not None
    inside = drawn[0].partition("</desc>")[2]
    assert inside.strip().removesuffix("</svg>") in alone.replace("\n\n", "\n") or inside.strip() in alone


@pytest.mark.parametrize("form", ["text", "json", "csv"])
def test_a_trial_tells_only_what_is_not_met(form: str) -> None:
    said = render_trial(form, sample(), RenderOptions())
    if form == "text":
        assert said.startswith(
            "STOPS  1 of 4 commits would have been stopped; at 3 of them not everything could\n       be decided\n"
        )
        assert "\n  authors   Bob 1\n  criteria  slots-filled 1\n" in said
    elif form == "json":
        written = json.loads(said)
        Draft202012Validator(trial_schema()).validate(written)
        assert [each["criterion"] for one in written["stopped"] for each in one["brought"]] == ["slots-filled"]
    else:
        assert [one["message"] for one in csv.DictReader(io.StringIO(said))] == ["TBD"]


@pytest.fixture
def past(tmp_path: Path) -> Past:
    found = begun(tmp_path / "past", SMALL)
    found.commit({"docs/b.md": "# B\n\nTBD\n"}, message="break it", author="Bob")
    found.commit({"docs/b.md": "# B\n\nSaid.\n"}, message="mend it", author="Cem")
    return found


def test_the_command_tells_a_past_in_several_forms_at_once(past: Past) -> None:
    forms = ("svg:h.svg", "html:h.html", "json:h.json", "csv:h.csv", "text")
    ran = closure_check(past.root, "history", "--over", "main", *(f"--format={one}" for one in forms))
    assert (ran.code, ran.out.splitlines()[0]) == (0, "MET  1 of 1 criterion is met, as of 2026-03-03")
    assert {one.name for one in past.root.glob("h.*")} == {"h.svg", "h.html", "h.json", "h.csv"}
    assert closure_check(past.root, "history", "--over", "main~1").code == 1
    assert closure_check(past.root, "history", "--over", "main", "--every", "day").code == 0


def test_the_page_for_the_meeting_shows_it_too(past: Past) -> None:
    ran = closure_check(past.root, "report", "--at", "HEAD", "--as-of", "2026-03-03", "--over", "main")
    page = (past.root / "closure-report.html").read_text()
    assert ran.code == 0
    assert '<li><a href="#way">How it went</a></li>' in page
    assert "main, 3 commits, 2026-03-02 to 2026-03-03, each as of its own day, by the policy of the work tree." in page
    assert page.count('class="timeline"') == 1
    closure_check(past.root, "report", "--at", "HEAD", "--as-of", "2026-03-03")
    without = (past.root / "closure-report.html").read_text()
    assert "timeline" not in without
    assert "How it went" not in without


def test_the_command_tries_a_policy(past: Past) -> None:
    (past.root / "new.yaml").write_text(SMALL.replace("policy: small", "policy: new"))
    ran = closure_check(past.root, "try", "new.yaml", "--over", "main~2..main")
    assert (ran.code, ran.out.splitlines()[0]) == (1, "STOPS  1 of 2 commits would have been stopped")
    assert "\n    break it" in ran.out or "Bob: break it" in ran.out
    nothing = closure_check(past.root, "try", "new.yaml", "--over", "main~1..main")
    assert (nothing.code, nothing.out.splitlines()[0]) == (0, "STOPS NOTHING  0 of 1 commit would have been stopped")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("history",), "Missing option '--over'"),
        (("history", "--over", ""), "it is empty; say what is meant"),
        (("history", "--over", "main", "--format", "sgv"), "--format: there is no format `sgv`; did you mean `svg`?"),
        (("history", "--over", "main", "--issues", "nowhere"), "nowhere: does not exist"),
        (("history", "--over", "main", "--issues", "docs"), "--issues: there is no recording in `docs`"),
        (("history", "--over", "main", "--own-policy", "--policy-at", "main"), "so there is none for --policy-at"),
        (("try", "nowhere.yaml", "--over", "main"), "nowhere.yaml: there is no such policy file"),
    ],
)
def test_what_is_wrong_with_the_words_is_told(past: Past, words: tuple[str, ...], said: str) -> None:
    ran = closure_check(past.root, *words)
    assert ran.code == 2
    assert said in ran.err
