"""Reports to render: one per situation that a reader can be in."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from checker.evaluate.meant import as_meant
from checker.model.evidence import Reason, undeterminable
from checker.model.language import Meant
from checker.model.location import Location
from checker.model.observation import Acceptance, Observation, Outcome, lacking, met, not_met, undecided
from checker.model.report import Heading, Judged, PolicyInfo, Report, Result, Severity, Stage, Verdict
from checker.model.rules import Disregarded, Kind, Narrowed, Narrower, Origin, OwnRules, RuleFile, RulesInfo

INVENTORY = "docs/handover/ISSUE-INVENTORY.md"
CHECKLIST = "docs/handover/CHECKLIST.md"
FINAL = "docs/handover/FINAL-REPORT.md"
POLICY = PolicyInfo("belt-handover", "Handover of the belt controller", "policies/belt.yaml", f"sha256:{'ab' * 32}")
COMMIT = "1f2e3d4c5b6a79880f1e2d3c4b5a69788f0e1d2c"
LINES: Mapping[str, tuple[str, ...]] = {
    INVENTORY: (
        "# Inventory",
        "",
        "| ID | Priority | Defect | Issue | Owner |",
        "|---|---|---|---|---|",
        "| P0-001 | P0 | Race on infeed | #62 | Arun |",
        "| P0-002 | P0 | Vulnerable parser in the image that the line controllers load | | Rahul |",
        "| P0-003 | P0 | 漏洞 in the 镜像 | #71 | Rahul |",
    ),
    CHECKLIST: ("# Checklist", "", "- [ ]\tP0-001 merged before [agreed value]", "- [ ] CI gates"),
    FINAL: (
        "# Final report",
        "",
        "The engagement began in June and ended in July; "
        + "much was done, " * 12
        + "see [the plan](../plan.md#weeks).",
    ),
}


def _result(outcome: Outcome, ident: str, title: str, *seen: Observation, note: str = "", **about: str) -> Result:
    stage = Stage(about.pop("stage", "merge"))
    severity = Severity(about.pop("severity", "error"))
    heading = Heading(
        ident, title, severity=severity, stage=stage, location=Location("policies/belt.yaml", 40, 5), **about
    )
    return Result(heading, outcome, seen, note, POLICY.id)


def _report(verdict: Verdict, exit_code: int, *results: Result, fail_on: Severity = Severity.ERROR) -> Report:
    return Report(
        policies=(POLICY,),
        judged=Judged(".", "HEAD", "2026-07-26", COMMIT, "issues.json (23 issues, sha256:0123456789ab)"),
        results=results,
        verdict=verdict,
        exit_code=exit_code,
        stage=Stage.CLOSURE,
        fail_on=fail_on,
        tool_version="1.2.3",
        lines=LINES,
    )


def _issue(row: int, column: int, ident: str) -> Location:
    return Location(INVENTORY, row, column, f"Defect Catalog/{ident}/Issue")


ARTIFACTS = _result(
    Outcome.PASS,
    "artifacts-committed",
    "Every document of the handover is committed",
    met(f"`{INVENTORY}` is committed", Location(INVENTORY)),
    met(f"`{CHECKLIST}` is committed", Location(CHECKLIST)),
    owner="Arun Singh",
    stage="merge",
)
P0_OPEN = _result(
    Outcome.FAIL,
    "p0-issues-open",
    "Every P0 links an open issue",
    met("#62 of P0-001 is open", _issue(5, 34, "P0-001"), found="#62"),
    not_met(
        "`Issue` is empty for P0-002",
        _issue(6, 81, "P0-002"),
        expected="a link to an open issue",
        found="",
    ),
    not_met(
        "#71 of P0-003 is closed",
        _issue(7, 32, "P0-003"),
        expected="open",
        found="#71",
        hint="reopen it, or leave P0-003 out of the inventory",
        related=(Location(CHECKLIST, 3, 7),),
    ),
    why="an open P0 without an issue is forgotten on the day the consultant leaves",
    fix="link the issue in the Issue column; reopen it if it was closed before the fix was merged",
    source="US-4.1",
    owner="Arun Singh",
)
PLACEHOLDERS = _result(
    Outcome.FAIL,
    "no-placeholders",
    "No unfilled slot in a document",
    not_met("`[agreed value]` is an unfilled slot", Location(CHECKLIST, 3, 28), found="[agreed value]"),
    fix="write what was agreed",
    severity="warning",
    stage="commit",
)
LINKS = _result(
    Outcome.FAIL,
    "links-resolve",
    "Every link reaches its target",
    not_met(
        "the link leads to no heading",
        Location(FINAL, 3, 233),
        expected="a heading of `docs/plan.md`; there are `week-1`, `week-2`, `week-3` and `closing-the-engagement`",
        found="[the plan](../plan.md#weeks)",
    ),
    owner="Arun Singh",
    stage="commit",
)
ATTENDED = _result(
    Outcome.UNKNOWN,
    "walkthrough-attended",
    "Rahul, Tushar and Shrikant were at the walkthrough",
    undecided("is not UTF-8 from byte 37 on", Location("docs/handover/NOTES.md"), hint="save it as UTF-8"),
    fix="let the missing person walk through it once more",
)
WAIVED = _result(
    Outcome.WAIVED,
    "baseline-numbers",
    "The five metrics have a baseline",
    not_met("no baseline for MTTR", Location("docs/BASELINE.md", 12, 3)),
    note="waived until 2026-08-31 by Raja Choudhary: no incident happened in June (#81)",
)
NOT_DUE = _result(
    Outcome.NOT_DUE, "report-signed", "The report is signed by all three", note="due at closure", stage="closure"
)
NOT_APPLICABLE = _result(
    Outcome.NOT_APPLICABLE,
    "terraform-sound",
    "The Terraform module parses and declares everything that it refers to, and its providers are pinned",
    note="there is no Terraform module",
)


def ready() -> Report:
    return _report(
        Verdict.MET, 0, ARTIFACTS, _result(Outcome.PASS, "ci-gates", "CI blocks", met("10 jobs", Location("ci.yml")))
    )


def passed_over() -> Report:
    """A row outside its table, which the policy says is meant so."""
    gap = undeterminable(Reason.ROW_OUTSIDE_TABLE, Location(INVENTORY, 9, 1, "Defect Catalog"), row="| P0-009 | … |")
    meant = Meant(Reason.ROW_OUTSIDE_TABLE.id, (INVENTORY,), "an example of how rows are written")
    seen = as_meant(lacking(gap), [meant])
    return _report(Verdict.MET, 0, ARTIFACTS, _result(Outcome.PASS, "rows-owned", "Every row has an owner", seen))


def waived() -> Report:
    """Of two findings of a criterion one is waived, and the only one of another."""
    given = ("Raja Choudhary", "#81")
    first = Acceptance("no incident happened in June", "W-1", "Arun Singh", *given, "2026-08-01")
    second = Acceptance("the name is known on the last day", "W-2", "Arun Singh", *given, "2026-08-31")
    slots = [
        not_met(f"`[{name}]` is an unfilled slot", Location(CHECKLIST, 3, 28, f"Checklist/[{name}]"), expected="words")
        for name in ("agreed value", "name")
    ]
    seen = [replace(slots[0], accepted=second, words="- [ ] P0-001 merged before [agreed value]"), slots[1]]
    baseline = not_met("no baseline for MTTR", Location("docs/BASELINE.md", 12, 3, "Metrics/MTTR"))
    results = (
        ARTIFACTS,
        _result(Outcome.FAIL, "no-placeholders", "No unfilled slot in a document", *seen),
        _result(
            Outcome.WAIVED,
            "baseline-numbers",
            "The five metrics have a baseline",
            replace(baseline, accepted=first),
            note=first.words,
        ),
    )
    return _report(Verdict.NOT_MET, 1, *results)


def not_ready() -> Report:
    return _report(
        Verdict.NOT_MET,
        1,
        ARTIFACTS,
        P0_OPEN,
        PLACEHOLDERS,
        LINKS,
        WAIVED,
        NOT_DUE,
        NOT_APPLICABLE,
        fail_on=Severity.WARNING,
    )


def undecided_in_part() -> Report:
    return _report(Verdict.UNDECIDED, 3, ARTIFACTS, ATTENDED, PLACEHOLDERS)


def only_warnings() -> Report:
    return _report(Verdict.MET, 0, ARTIFACTS, PLACEHOLDERS)


def many_findings() -> Report:
    """One criterion with more findings than a reader wants to see, under two policies, without tracker and commit."""
    seen = [
        not_met(f"row {n} has no owner", Location("plan.yaml", None, None, f"tasks/{n}/owner")) for n in range(1, 15)
    ]
    result = _result(Outcome.FAIL, "tasks-owned", "Every task has an owner", *seen, owner="Raja Choudhary")
    report = _report(Verdict.NOT_MET, 1, result)
    return Report(
        policies=(POLICY, PolicyInfo("house-rules", "", "policies/house.yaml", f"sha256:{'cd' * 32}")),
        judged=Judged("/srv/belt", "worktree", "2026-07-26"),
        results=report.results,
        verdict=report.verdict,
        exit_code=1,
        stage=Stage.MERGE,
        fail_on=Severity.ERROR,
        tool_version="1.2.3",
    )


RULES = RulesInfo(
    Origin.REVISION,
    f"sha256:{'0a' * 32}",
    (
        RuleFile(".closure-check.yaml", Kind.SETTINGS, f"sha256:{'1a' * 32}", f"sha256:{'1b' * 32}"),
        RuleFile("policies/belt.yaml", Kind.POLICY, f"sha256:{'ab' * 32}", f"sha256:{'ab' * 32}"),
        RuleFile("docs/new.md", Kind.NAMED, "", f"sha256:{'2b' * 32}"),
        RuleFile("docs/template.md", Kind.NAMED, f"sha256:{'3a' * 32}", ""),
    ),
    "origin/main",
    COMMIT[::-1],
    (Disregarded("skip", "[p0-issues-open]"), Disregarded("stage", "commit")),
    (Narrowed("fail_on", "warning", Narrower.BASE),),
    OwnRules("met", 0),
)


def left_out() -> Report:
    """All that is judged is met; others are left out by the caller and by the settings of the base."""
    named = (
        replace(NOT_APPLICABLE, note="left out by the caller", left_out_by=Narrower.CALLER),
        replace(P0_OPEN, outcome=Outcome.NOT_APPLICABLE, observations=(), left_out_by=Narrower.BASE),
        replace(LINKS, outcome=Outcome.NOT_APPLICABLE, observations=(), left_out_by=Narrower.SETTINGS),
    )
    skip = {"p0-issues-open": Narrower.BASE, "links-resolve": Narrower.SETTINGS, "terraform-sound": Narrower.CALLER}
    return replace(_report(Verdict.MET_IN_PART, 0, ARTIFACTS, *named), skip=skip)


def altered_rules() -> Report:
    """The change alters the rules, by which it would be met."""
    return replace(_report(Verdict.NOT_MET, 1, ARTIFACTS, P0_OPEN), rules=RULES, only=("p0-issues-open",))


def unusable_rules() -> Report:
    """The rules that the change brings cannot be used."""
    own = OwnRules(problem="policies/belt.yaml:3:1: `criteria` is missing")
    return replace(_report(Verdict.MET, 0, ARTIFACTS), rules=replace(RULES, own=own, disregarded=(), narrowed=()))


HOSTILE = (
    "\x1b[2J\x1b]8;;http://evil.example\x07x\r\u202egnp.exe\u200b @acme/everyone ![](http://track.example/a.png)"
    " <script>\n::error::x ##[error] | \ud800 ``` `a` | *b* _c_ #62 www.evil.example\x9b31m\u2028\U000e0041end"
)


def hostile() -> Report:
    """Every text that a document or a policy can bring in holds an attack."""
    place = Location(f"docs/{HOSTILE}.md", 1, 3, HOSTILE)
    seen = not_met(HOSTILE, place, expected=f"e{HOSTILE}", found=f"f{HOSTILE}", hint=f"h{HOSTILE}", related=(place,))
    heading = Heading(HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE)
    policy = PolicyInfo(HOSTILE, HOSTILE, HOSTILE, HOSTILE)
    results = tuple(
        Result(heading, outcome, (seen, undecided(HOSTILE, place), met(HOSTILE, place)), HOSTILE, HOSTILE)
        for outcome in Outcome
    )
    return Report(
        policies=(policy,),
        judged=Judged(HOSTILE, HOSTILE, "2026-07-26", HOSTILE, HOSTILE),
        results=results,
        verdict=Verdict.NOT_MET,
        exit_code=1,
        stage=Stage.CLOSURE,
        fail_on=Severity.ERROR,
        tool_version="1.2.3",
        lines={place.path: (f"ab{HOSTILE}",)},
        only=(HOSTILE,),
        skip={HOSTILE: Narrower.BASE},
        rules=RulesInfo(
            Origin.REVISION,
            HOSTILE,
            (RuleFile(HOSTILE, Kind.POLICY, HOSTILE, "other"),),
            HOSTILE,
            HOSTILE,
            (Disregarded(HOSTILE, HOSTILE),),
            (Narrowed(HOSTILE, HOSTILE, Narrower.SETTINGS),),
            OwnRules(problem=HOSTILE),
        ),
    )


SAMPLE_BY_NAME: Mapping[str, Callable[[], Report]] = {
    "ready": ready,
    "passed-over": passed_over,
    "waived": waived,
    "not-ready": not_ready,
    "undecided-in-part": undecided_in_part,
    "only-warnings": only_warnings,
    "many-findings": many_findings,
    "left-out": left_out,
    "altered-rules": altered_rules,
    "unusable-rules": unusable_rules,
    "hostile": hostile,
}
