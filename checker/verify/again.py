"""Judging again what a report says was judged, in the way in which it was asked for."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from checker.classes import dataclass, replace
from checker.errors import UsageError
from checker.gate.ruling import Ruling
from checker.gate.trust import judged_by, ruled
from checker.known import without_known
from checker.messages.verdicts import verdict_of
from checker.model.causes import Lack
from checker.model.exhibits import Signing
from checker.model.packed import open_points
from checker.model.report import Judged, RenderOptions, Report, Result
from checker.model.rules import Handed, Invocation, Narrower, Origin
from checker.model.waivers import CRITERION
from checker.pipeline import Options, check, load_policies
from checker.policy.rule_files import digest_of
from checker.policy.types import Policy
from checker.policy.waivers import read_waivers
from checker.reports.json import render
from checker.request import day_of, options_of
from checker.sources import Source, Subfolder, open_source
from checker.sources.subfolder import whole_of
from checker.trackers import NoTracker
from checker.trackers.file import IssuesData
from checker.verify.inputs import Inputs, Unseen, UnseenError
from checker.verify.saved import Saved

Key = tuple[str, str]
"""A criterion by its policy and its id."""
STAND_IN = "<the file that stands for the tracker>"


@dataclass(frozen=True, slots=True)
class Again:
    """What comes out. written: as JSON has it; of criteria that rest on something unseen, as the report has them."""

    written: Mapping[str, Any]
    report: Report
    unseen: tuple[Unseen, ...]


def judge_again(saved: Saved, inputs: Inputs, given: Mapping[str, Any], tell: Callable[[str], None]) -> Again:
    """Raises UsageError, PolicyError, and UnseenError for what nothing can be judged without."""
    words, silent = _words(saved, inputs, given), _silent(saved, inputs)
    ruling = ruled(inputs.source, words)
    if saved.report.rules is not None and ruling.tree is not None:
        ruling = replace(ruling, rules=replace(ruling.rules, at=saved.report.rules.at))
    as_of = day_of(words["as_of"])

    def make(one: Ruling) -> Options:
        # The files that were handed over are found already, wherever they were.
        options = options_of(one, as_of, words | {"issues": None, "waivers": None}, tell, {})
        options = replace(options, silent=silent)
        return _with_files(options, saved, inputs)

    report = judged_by(ruling, inputs.source, words, make, tell)
    report = _no_worse(report, saved, inputs.source, make(ruling), tell)
    judged = replace(report.judged, at=saved.report.judged.at)
    report = replace(report, judged=judged, invocation=_invocation(saved.invocation, report, inputs))
    policies = load_policies(ruling.policies, inputs.source)
    unseen = tuple(_unseen(report, saved, policies, inputs, allow_commands=words["allow_commands"]))
    report = _completed(report, saved, inputs, unseen)
    return Again(json.loads(render(report, RenderOptions())), report, unseen)


def _words(saved: Saved, inputs: Inputs, given: Mapping[str, Any]) -> dict[str, Any]:
    """The words of the command that gave the report."""
    report, asked = saved.report, saved.invocation
    is_revision = report.rules is not None and report.rules.origin is Origin.REVISION
    return {
        "path": str(inputs.folder),
        "compared": True,
        "policies": asked.policies if is_revision else inputs.policies,
        "policy_at": report.rules.commit if report.rules is not None and is_revision else None,
        "expect_policy": asked.expect_policy or None,
        "stage": asked.stage or None,
        "fail_on": asked.fail_on or None,
        "as_of": report.judged.as_of,
        "only": report.only,
        "skip": tuple(id_ for id_, by in report.skip.items() if by is Narrower.CALLER),
        "issues": Path(asked.issues) if asked.issues else None,
        "pull_request": _event(asked) or asked.pull_request or None,
        "waivers": Path(asked.waivers.path) if asked.waivers is not None else None,
        "no_waivers": asked.no_waivers,
        "pass_unused_waivers": asked.pass_unused_waivers,
        "time_limit": asked.time_limit,
        "allow_commands": asked.allow_commands and given["allow_commands"],
        "allow_foreign_owner": given["allow_foreign_owner"],
        "offline": True,
        "token_file": None,
        "proxy": "",
    }


def _event(asked: Invocation) -> str:
    """The event that said which pull request is judged, where it is still there as it was; else empty."""
    event = asked.event
    if event is None or not Path(event.path).is_file():
        return ""
    return event.path if digest_of(Path(event.path).read_bytes()) == event.digest else ""


def _with_files(options: Options, saved: Saved, inputs: Inputs) -> Options:
    """The options with the files that the caller had handed over, called as the report calls them."""
    origin, waivers = saved.report.judged.origin, saved.invocation.waivers
    if inputs.waivers is not None and waivers is not None and not saved.invocation.no_waivers:
        options = replace(options, waivers=read_waivers(waivers.path, inputs.waivers))
    if options.silent is not None:
        return replace(options, issues=None)
    if inputs.issues is None or origin is None:
        return options
    data = IssuesData(origin.file or STAND_IN, inputs.issues)
    return replace(options, issues=lambda: data)


def _silent(saved: Saved, inputs: Inputs) -> NoTracker | None:
    """Stands for a tracker that was not asked, or cannot be asked again; None where a file answers."""
    judged = saved.report.judged
    if inputs.issues is not None or (_has_file(judged) and not inputs.lacks_issues):
        return None
    if judged.issues:
        return NoTracker("is not known any more")
    every = (seen for one in saved.report.results for seen in open_points(one.observations))
    unanswered = next((one for one in every if one.cause is not None and one.cause.kind == Lack.ANSWER), None)
    if unanswered is None or unanswered.cause is None:
        return NoTracker()
    return NoTracker(unanswered.cause.name, unanswered.hint or "")


def _has_file(judged: Judged) -> bool:
    return judged.origin is not None and bool(judged.origin.file)


def _no_worse(report: Report, saved: Saved, source: Source, options: Options, tell: Callable[[str], None]) -> Report:
    """The report, with what was known at the revision that the caller named."""
    known = saved.invocation.no_worse_than
    if known is None:
        return report
    try:
        whole = open_source(whole_of(source).root, known.commit)
    except UsageError as error:
        raise UnseenError(f"the commit that nothing may be worse than is not here: {error}") from None
    before = Subfolder(whole, source.folder) if isinstance(source, Subfolder) else whole
    return without_known(report, check(options, before, tell), known.at)


def _invocation(asked: Invocation, report: Report, inputs: Inputs) -> Invocation:
    """How it was asked for, with what can be told of it here."""
    origin = report.judged.origin
    waivers = asked.waivers
    if waivers is not None and inputs.waivers is not None:
        waivers = Handed(waivers.path, digest_of(inputs.waivers))
    issues = origin.file if asked.issues and origin is not None else asked.issues
    return replace(asked, waivers=waivers, issues=issues)


def _unseen(
    report: Report, saved: Saved, policies: Sequence[Policy], inputs: Inputs, *, allow_commands: bool
) -> Iterator[Unseen]:
    """What could not be looked at, with the criteria that rest on it."""
    if saved.invocation.allow_commands and not allow_commands:
        programs = tuple(_with_programs(report, policies))
        if programs:
            yield Unseen("what programs say, which were not run", "give --allow-commands", programs)
    judged, asked = saved.report.judged, saved.invocation
    if asked.event is not None and not _event(asked):
        said = f"the event in `{asked.event.path}`, which is not here"
        yield Unseen(said, "put it there", tuple(_unanswered(report)))
    if inputs.lacks_issues and judged.origin is not None:
        said = f"the issues in `{judged.origin.file}`, which is not here"
        yield Unseen(said, "give --issues FILE", tuple(_unanswered(report)))
    if not judged.issues or _has_file(judged):
        return
    when = f" at {judged.origin.moment}" if judged.origin is not None and judged.origin.moment else ""
    said = f"what the tracker said{when} ({judged.issues})"
    if inputs.issues is not None:
        yield Unseen(f"{said}; the file that is given stands for it", "")
        return
    remedy = "give --issues FILE with what it said then, if it was recorded (`closure-check issues fetch`)"
    yield Unseen(said, remedy, tuple(_unanswered(report)))


def _with_programs(report: Report, policies: Sequence[Policy]) -> Iterator[str]:
    out = {(one.policy, one.criterion.id) for one in report.left_out}
    for policy in policies:
        for one in policy.criteria:
            is_due = one.heading.stage.due_at(report.stage)
            if one.needs_commands and is_due and (policy.id, one.heading.id) not in out:
                yield one.heading.id


def _unanswered(report: Report) -> Iterator[str]:
    """The criteria that ask for issues, of which nothing is known."""
    for one in report.results:
        if any(seen.cause is not None and seen.cause.kind == Lack.ANSWER for seen in open_points(one.observations)):
            yield one.criterion.id


def _completed(report: Report, saved: Saved, inputs: Inputs, unseen: Sequence[Unseen]) -> Report:
    """The report, in which criteria that rest on something unseen come out as they are reported.

    So do waivers, of which these criteria may leave something or nothing. What it all amounts to is reckoned again.
    """
    names = {id_ for one in unseen for id_ in one.criteria} | ({CRITERION} if unseen else set())
    if not unseen:
        return report
    told = {(one.policy, one.criterion.id): one for one in saved.report.results}
    results = tuple(_told(one, told) if one.criterion.id in names else one for one in report.results)
    verdict, code = verdict_of(results, report.fail_on)
    judged = report.judged
    if not _has_file(saved.report.judged) or inputs.lacks_issues:
        said = saved.report.judged
        judged = replace(judged, issues=said.issues, origin=said.origin)
    report = replace(report, judged=judged, results=results, verdict=verdict, exit_code=code)
    return replace(report, signings=_signings(report, saved), evidence=_evidence(report, saved, inputs.source))


def _told(result: Result, told: Mapping[Key, Result]) -> Result:
    found = told.get((result.policy, result.criterion.id))
    return result if found is None else replace(found, criterion=result.criterion)


def _signings(report: Report, saved: Saved) -> tuple[Signing, ...]:
    """The signatures that were seen, and those of the report that nobody looked at now, in the order of the report."""
    seen = {one.location: one for one in report.signings}
    told = {one.location: one for one in saved.report.signings}
    return tuple(({**told} | seen).values())


def _evidence(report: Report, saved: Saved, source: Source) -> Mapping[str, str]:
    """The files that were read, and those of the report that were not and have the bytes that it says."""
    further = sorted({*saved.report.evidence} - {*report.evidence})
    contents = source.read([one for one in further if one in source.tree().entries])
    same = {
        path: saved.report.evidence[path]
        for path, content in contents.items()
        if isinstance(content, bytes) and source.tree().blob_of(content) == saved.report.evidence[path]
    }
    return dict(sorted({**report.evidence, **same}.items()))
