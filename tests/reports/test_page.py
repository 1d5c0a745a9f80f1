"""The page for the sign-off meeting. `UPDATE_EXPECTED=1 pytest tests/reports/test_page.py` rewrites both pages."""

from __future__ import annotations

import base64
import hashlib
import os
import re
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from commands import CLEAN, DAY_BY_EXAMPLE, POLICY, Ran, closure_check, copy_example, run
from hypothesis import example, given
from hypothesis import strategies as st
from page_reading import read_page
from report_samples import HOSTILE, SAMPLE_BY_NAME, hostile, not_ready, ready

import checker
from checker.messages.verdicts import verdict_of
from checker.model.exhibits import Artifact, Signing
from checker.model.location import Location
from checker.model.observation import Outcome, met, not_met, undecided
from checker.model.report import Heading, Judged, PolicyInfo, RenderOptions, Report, Result, Severity, Stage, Verdict
from checker.reports.html import render, style_sheet
from checker.text.display import visible

PAGES = Path(__file__).parent / "pages"
SAFE = r"#[A-Za-z0-9.-]+|https://forge\.example/o/r(?:/.*)?"
ATTACKS = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "javascript:alert(1)",
    "</style><style>*{background:url(//evil.example)}</style>",
    "</title><meta http-equiv=refresh content=0;url=//evil.example>",
    "<!--",
    "]]>",
    "&lt;b&gt; &#60;i&#62; &amp;amp;",
    "\x00\x1b[2J\u202egnp.exe\u2028\ud800",
)
texts = st.text(min_size=1).filter(lambda text: "`" not in text and text.strip() != "")


@pytest.fixture(scope="module", params=sorted(DAY_BY_EXAMPLE))
def example_page(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Ran, str]:
    """The name of an example, what the command said, and the page that it wrote for the example's only commit."""
    name: str = request.param
    folder = copy_example(name, tmp_path_factory.mktemp(name) / "dms")
    noon = dict.fromkeys(("GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"), f"{DAY_BY_EXAMPLE[name]}T12:00:00Z")
    for arguments in ("init --quiet --initial-branch=main", "add --all --force", "commit --quiet --message=day"):
        assert run(folder, ["git", *arguments.split()], {**CLEAN, **noon}).code == 0
    asked = ["--policy", POLICY, "--as-of", DAY_BY_EXAMPLE[name], "--issues", "issues.json", "--at", "HEAD"]
    ran = closure_check(folder, "report", *asked)
    return name, ran, (folder / "closure-report.html").read_text(encoding="utf-8")


def test_page_of_an_example_looks_as_agreed(example_page: tuple[str, Ran, str]) -> None:
    name, _, page = example_page
    page = page.replace(f"closure-check {checker.__version__}", "closure-check VERSION")
    expected = PAGES / f"{name}.html"
    if os.environ.get("UPDATE_EXPECTED"):
        expected.parent.mkdir(exist_ok=True)
        expected.write_text(page, encoding="utf-8")
    assert page == expected.read_text(encoding="utf-8")


def test_command_answers_as_check_does(example_page: tuple[str, Ran, str]) -> None:
    name, ran, _ = example_page
    code, verdict = {"a-week-before": (1, "NOT MET"), "ready-to-close": (0, "MET IN PART")}[name]
    assert (ran.code, ran.out.split("  ")[0], ran.err) == (code, verdict, "")


def test_links_of_an_example_lead_to_lines_of_the_judged_commit(example_page: tuple[str, Ran, str]) -> None:
    reader = read_page(example_page[2])
    away = {value for value in reader.values("href") if not value.startswith("#")}
    forge = r"https://github\.com/Flexli-Technologies/dms"
    known = re.compile(rf"{forge}(/(blob|commit)/[0-9a-f]{{40}}(/[^?#]+(\?plain=1)?(#L[0-9]+)?)?|/issues/[0-9]+)?")
    assert away
    assert [value for value in away if not known.fullmatch(value)] == []


def test_page_goes_to_the_output_when_asked(tmp_path: Path) -> None:
    folder = copy_example("ready-to-close", tmp_path / "dms")
    ran = closure_check(folder, "report", "--policy", POLICY, "--as-of", "2026-07-27", "-o", "-")
    assert ran.out.startswith("<!doctype html>")
    assert ran.err.startswith("UNDECIDED  ")


def test_what_the_caller_leaves_out_is_in_the_answer(tmp_path: Path) -> None:
    folder = copy_example("ready-to-close", tmp_path / "dms")
    asked = ["--policy", POLICY, "--as-of", "2026-07-27", "--skip", "report-signed", "--stage", "commit", "-o", "-"]
    banner = " ".join(read_page(closure_check(folder, "report", *asked).out).texts["section"][0].split())
    assert "Can we commit?" in banner
    assert "; 1 criterion is left out;" in banner
    assert "The final report is signed by all three left out by the caller" in banner


@pytest.mark.parametrize("sample", SAMPLE_BY_NAME)
def test_page_allows_its_own_style_and_nothing_else(sample: str) -> None:
    page = render(SAMPLE_BY_NAME[sample](), RenderOptions())
    ((style),) = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    (policy,) = re.findall(r'Content-Security-Policy" content="([^"]*)"', page)
    assert policy.replace("&#x27;", "'") == (
        f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    )
    assert not re.search(r"url\(|@import|expression", style)
    assert {name for name, _ in read_page(page).tags}.isdisjoint({"script", "img", "link", "iframe", "form", "object"})


@pytest.mark.parametrize("sample", SAMPLE_BY_NAME)
def test_links_within_a_page_reach_something(sample: str) -> None:
    reader = read_page(render(SAMPLE_BY_NAME[sample](), RenderOptions()))
    ids = Counter(reader.values("id"))
    assert [id_ for id_, times in ids.items() if times > 1] == []
    named = {value[1:] for value in reader.values("href") if value.startswith("#")} | {
        *reader.values("aria-labelledby")
    }
    assert named <= set(ids)


@pytest.mark.parametrize("sample", SAMPLE_BY_NAME)
def test_same_report_gives_the_same_page(sample: str) -> None:
    one, other = (render(SAMPLE_BY_NAME[sample](), RenderOptions()) for _ in range(2))
    assert one == other


def test_waived_and_undecided_and_undue_are_in_the_answer() -> None:
    banner = read_page(render(not_ready(), RenderOptions())).texts["section"][0]
    for said in ("waived until 2026-08-31 by Raja Choudhary", "not due yet: due at closure", "there is no Terraform"):
        assert said in " ".join(banner.split())


def test_go_is_said_only_when_everything_that_counts_is_met() -> None:
    said = {
        name: read_page(render(SAMPLE_BY_NAME[name](), RenderOptions())).texts["strong"][0] for name in SAMPLE_BY_NAME
    }
    assert said == {
        "ready": "Go",
        "passed-over": "Go",
        "waived": "No-go",
        "not-ready": "No-go",
        "undecided-in-part": "Undecided",
        "only-warnings": "Go",
        "many-findings": "No-go",
        "left-out": "Go in part",
        "altered-rules": "No-go",
        "unusable-rules": "Go",
        "hostile": "No-go",
    }


def test_points_beyond_the_limit_are_counted() -> None:
    seen = tuple(not_met(f"row {n} has no owner", Location("plan.yaml", n)) for n in range(1, 151))
    result = replace(ready().results[0], outcome=Outcome.FAIL, observations=seen)
    page = render(replace(ready(), results=(result,)), RenderOptions())
    assert page.count("50 more like these; the JSON report has them all") == 1
    assert "1 action: Arun Singh 1" in page
    assert "and 148 more" in page


def test_work_tree_is_named_as_such_and_nothing_is_linked() -> None:
    report = replace(
        not_ready(), judged=Judged("belt", "worktree", "2026-07-26", repository="https://forge.example/o/r")
    )
    reader = read_page(render(report, RenderOptions()))
    assert {value for value in reader.values("href") if value[0] != "#"} == {"https://forge.example/o/r"}
    assert "the work tree was judged" in " ".join(" ".join(reader.texts["section"]).split())


def test_artifacts_and_signatures_say_what_is_wrong_with_them() -> None:
    place = Location("docs/REPORT.md", 9, 3)
    report = replace(
        ready(),
        artifacts=(
            Artifact("Runbook", "docs/RUN.md", place, "docs/RUN.md is empty"),
            Artifact("Terraform", "tf", place, files=6),
        ),
        signings=(Signing("Raja", place, "ambiguous", "a mark that names nobody", "[x]", reason="names nobody"),),
    )
    cells = [" ".join(cell.split()) for cell in read_page(render(report, RenderOptions())).texts["td"]]
    assert cells[5:] + cells[:5] == [
        "ArtifactRunbookdocs/RUN.md",
        "Statemissing is empty",
        "Size–",
        "Git object–",
        "ArtifactTerraformtf",
        "Statecommitted",
        "Size6 files",
        "Git object–",
        "WhoRajaREPORT.md:9",
        "Stateambiguous names nobody",
        "Mark[x]",
        "Proofa mark that names nobody",
        "Date–",
    ]


@given(texts)
@example("<b>x</b>")
def test_text_changes_no_element_of_a_page(text: str) -> None:
    assert skeleton(text) == skeleton("x")


@pytest.mark.parametrize("text", [*ATTACKS, HOSTILE.replace("`", "")])
def test_attack_is_shown_as_text_wherever_it_stands(text: str) -> None:
    page = read_page(render(filled_with(text), RenderOptions()))
    shown = visible(re.sub(r"[\r\n\t]+", " ", text))
    assert page.texts["h1"] == [shown]
    assert [h4 for h4 in page.texts["h4"] if shown not in h4] == []
    assert page.values("title") == [shown] * len(Outcome)
    assert [value for value in page.values("href") if not re.fullmatch(SAFE, value, re.DOTALL)] == []


def test_hostile_report_brings_in_no_element() -> None:
    page = read_page(render(hostile(), RenderOptions()))
    assert {name for name, _ in page.tags} <= {name for name, _ in skeleton("`x`")}
    assert [value for value in page.values("href") if not value.startswith("#")] == []


def skeleton(text: str) -> list[tuple[str, tuple[str, ...]]]:
    """The elements of a page in which every text is this one."""
    return read_page(render(filled_with(text), RenderOptions())).tags


def filled_with(text: str) -> Report:
    """A report in which a document and a policy have put this text wherever they can."""
    place = Location(f"docs/{text}.md", 1, 3, text)
    bad = not_met(text, place, expected=f"e{text}", found=f"f{text}", hint=f"h{text}", related=(place,))
    heading = Heading("id", text, text, text, text, text, Severity.ERROR, Stage.CLOSURE)
    seen = (bad, undecided(text, place), met(text, place))
    return Report(
        policies=(PolicyInfo("id", text, text, text),),
        judged=Judged(
            text, "HEAD", "2026-07-26", "0" * 40, text, "https://forge.example/o/r", "https://forge.example/o/r/blob/0"
        ),
        results=tuple(Result(heading, outcome, seen, text, "id") for outcome in Outcome),
        verdict=Verdict.NOT_MET,
        exit_code=1,
        stage=Stage.CLOSURE,
        fail_on=Severity.ERROR,
        tool_version="1.2.3",
        lines={place.path: (f"ab{text}",)},
        artifacts=(Artifact(text, f"p/{text}", place, size=3, blob="0" * 40), Artifact(text, f"q/{text}", place, text)),
        signings=(Signing(text, place, "partial", text, text, text, text, text),),
    )


def test_go_is_never_said_bare_where_something_was_not_run() -> None:
    first, *others = ready().results
    results = (replace(first, outcome=Outcome.NOT_RUN, observations=()), *others)
    verdict, code = verdict_of(results, Severity.ERROR)
    report = replace(ready(), results=results, verdict=verdict, exit_code=code)
    assert (verdict, code) == (Verdict.MET_IN_PART, 0)
    answer = read_page(render(report, RenderOptions())).texts["p"]
    assert " ".join(next(one for one in answer if "Go" in one).split()) == "Go in part 1 check not run"


@pytest.mark.parametrize(
    ("due", "said"),
    [
        ("2026-07-30", "4 days left, due 30 July 2026"),
        ("2026-07-27", "1 day left, due 27 July 2026"),
        ("2026-07-26", "due today, 26 July 2026"),
        ("2026-07-24", "2 days overdue, due 24 July 2026"),
    ],
)
def test_days_that_are_left_are_told(due: str, said: str) -> None:
    report = ready()
    policies = (replace(report.policies[0], due=due), *report.policies[1:])
    page = read_page(render(replace(report, policies=policies), RenderOptions()))
    assert said in [" ".join(one.split()) for one in page.texts["p"]]


def test_sections_bear_the_names_that_the_policy_gives() -> None:
    report = not_ready()
    source = next(one.criterion.source for one in report.results if one.criterion.source)
    policies = tuple(replace(one, sections={source: "What it is called"}) for one in report.policies)
    page = read_page(render(replace(report, policies=policies), RenderOptions()))
    assert f"{source} What it is called" in page.texts["dt"]


def test_what_changed_since_is_told_with_a_picture_of_all_days() -> None:
    first, *others = ready().results
    seen = (not_met("it is not", Location("a.md", 1)),)
    open_ = replace(ready(), results=(replace(first, outcome=Outcome.FAIL, observations=seen), *others))
    before = [replace(open_, judged=replace(open_.judged, as_of=day)) for day in ("2026-07-20", "2026-07-13")]
    page = read_page(render(ready(), RenderOptions(earlier=tuple(before))))
    section = next(one for one in page.texts["section"] if one.startswith("Since 20 July 2026"))
    told = " ".join(section.split())
    assert f"1 of {len(ready().results)} criteria stood open then, 0 do now." in told
    assert f"met: {first.criterion.title} met since" in told
    label = next(one for one in page.values("aria-label") if one.startswith("Criteria that stood open"))
    assert label.endswith("1 on 13 July 2026, 1 on 20 July 2026, 0 on 26 July 2026")


def test_reports_of_one_day_are_one_point_and_no_picture_alone() -> None:
    same = replace(not_ready(), judged=replace(not_ready().judged, as_of=ready().judged.as_of))
    page = render(ready(), RenderOptions(earlier=(same,)))
    assert ("Since 26 July 2026" in page, "<figure" in page) == (True, False)
    before = replace(same, judged=replace(same.judged, as_of="2026-07-20"))
    labels = read_page(render(ready(), RenderOptions(earlier=(before, same)))).values("aria-label")
    opened = len([one for one in not_ready().results if one.outcome in (Outcome.FAIL, Outcome.UNKNOWN)])
    assert f"Criteria that stood open: {opened} on 20 July 2026, 0 on 26 July 2026" in labels


def test_evidence_is_folded_and_what_is_folded_is_not_printed() -> None:
    page = read_page(render(not_ready(), RenderOptions()))
    folded = [names for tag, names in page.tags if tag == "details"]
    assert len(folded) > len(not_ready().results)
    assert not [names for names in folded if "open" in names]
    assert "details:not([open])" in style_sheet().partition("@media print")[2]


def test_page_is_compared_with_a_saved_report_and_with_revisions_on_their_own_days(tmp_path: Path) -> None:
    folder = copy_example("a-week-before", tmp_path / "dms")
    for n, day in enumerate(("2026-07-11", "2026-07-18")):
        noon = dict.fromkeys(("GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"), f"{day}T23:30:00-08:00")
        (folder / "note.md").write_text(f"{n}\n", encoding="utf-8")
        for arguments in ("init --quiet --initial-branch=main", "add --all --force", "commit --quiet --message=day"):
            assert run(folder, ["git", *arguments.split()], {**CLEAN, **noon}).code == 0
    judged = ["--policy", POLICY, "--issues", "issues.json"]
    saved = closure_check(folder, "check", *judged, "--as-of", "2026-07-05", "--format", "json:saved.json", "--quiet")
    assert saved.code == 1
    asked = [*judged, "--as-of", "2026-07-20", "--since", "HEAD~1", "--since", "saved.json", "--since", "HEAD"]
    assert closure_check(folder, "report", *asked).code == 1
    page = read_page((folder / "closure-report.html").read_text(encoding="utf-8"))
    label = next(one for one in page.values("aria-label") if one.startswith("Criteria that stood open"))
    assert re.sub("[0-9]+ on ", "", label) == (
        "Criteria that stood open: 5 July 2026, 12 July 2026, 19 July 2026, 20 July 2026; due 26 July 2026"
    )
    lost = closure_check(folder, "report", *judged, "--since", "nowhere")
    assert (lost.code, lost.out, lost.err.count("\n")) == (2, "", 1)


def test_page_links_to_no_file_of_a_policy_that_only_ships(example_page: tuple[str, Ran, str]) -> None:
    _, _, page = example_page
    assert "handover.yaml" in page
    assert not re.search(r'href="[^"]*policies/(?:handover|flx-eng-rfc-008)\.yaml', page)


def test_issues_in_the_table_of_actions_are_links(example_page: tuple[str, Ran, str]) -> None:
    name, _, page = example_page
    table = page.partition('<h2 id="todo">')[2].partition("</table>")[0]
    linked = 'href="https://github.com/Flexli-Technologies/dms/issues/5" rel="noopener noreferrer"><b>#5</b>'
    assert (linked in table) == (name == "a-week-before")
