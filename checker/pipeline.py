"""The line from a policy to a report: load, gather, evaluate, judge."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import date
from functools import partial, reduce
from operator import or_
from pathlib import Path
from typing import TYPE_CHECKING

from checker import __version__
from checker.classes import dataclass, field, replace
from checker.errors import UsageError
from checker.evaluate import Evaluated, evaluate
from checker.evaluate.limit import Limit
from checker.evaluate.parts import excerpts_of
from checker.gather import Gatherer
from checker.issues.forges import project_of_origin
from checker.messages.naming import named
from checker.messages.verdicts import verdict_of
from checker.model.causes import Cause, Instead
from checker.model.exhibits import Artifact, Exhibit, Signing
from checker.model.facts import NOTHING_WANTED, Facts
from checker.model.location import Location
from checker.model.packed import open_points, standing_out
from checker.model.parts import Excerpt
from checker.model.report import Judged, Report, Result, Severity, Stage
from checker.model.rules import Kind, Narrower
from checker.model.waivers import Waiver
from checker.policy.keeping import BesideBytecode, Store, kept_policy
from checker.policy.shipped import PolicyFile
from checker.policy.types import Criterion, Policy
from checker.recall import Recalling, footings_of, kept_policies, recall_of
from checker.sources import Source, Subfolder
from checker.sources.remote import origin_url
from checker.sources.subfolder import whole_of
from checker.text.titles import suggestion
from checker.trackers import LiveTracker, NoTracker, Tracker, TrackerSetting
from checker.verdict import is_judged, left_out, not_judged
from checker.waiving import waived
from checker.web.access import Access
from checker.workshop import Workplace, answers_of

if TYPE_CHECKING:
    from checker.issues.events import AtHand
    from checker.issues.recording import Recording
    from checker.trackers.file import IssuesData
    from checker.trackers.opening import Reached

SECONDS = 60.0
"""What judging one criterion may take, where nobody says otherwise."""
MOST_ROUNDS = 20
"""Asking for facts ends: documents name documents and issues, and no policy goes deeper than that."""


@dataclass(frozen=True, slots=True)
class Options:
    """What holds for a run. only: ids of criteria. skip: ids of others, and who leaves them out.

    issues: reads an export or a recording of the tracker, None to reach it by `access`. as_of: the day that is judged.
    waivers: what is accepted for a time. pass_unused_waivers: whether one that names nothing any more may stay.
    seconds: what one criterion may take.
    rules_at, rules: the revision that policies and settings come from, and its tree; empty and None for none.
    reached: trackers that runs of one command share, so that they are asked once. silent: stands for the tracker when
    none is to be reached. at_hand: the pull request that is judged, None where nobody says which.
    """

    policies: tuple[PolicyFile, ...]
    as_of: date
    issues: Callable[[], IssuesData] | None = None
    stage: Stage = Stage.CLOSURE
    fail_on: Severity = Severity.ERROR
    only: tuple[str, ...] = ()
    skip: Mapping[str, Narrower] = field(default_factory=dict)
    allow_commands: bool = False
    access: Access = field(default_factory=Access)
    waivers: tuple[Waiver, ...] = ()
    pass_unused_waivers: bool = False
    rules_at: str = ""
    rules: Source | None = None
    seconds: float = SECONDS
    reached: Reached = field(default_factory=dict)
    silent: NoTracker | None = None
    at_hand: AtHand | None = None


def check(
    options: Options,
    source: Source,
    tell: Callable[[str], None] = lambda _: None,
    policies: tuple[Policy, ...] | None = None,
) -> Report:
    """Judge what is in `source` against the policies. Raises PolicyError and UsageError.

    policies: those of the options, where they are loaded already.
    """
    policies = load_policies(options.policies, source) if policies is None else policies
    chosen = choose_criteria(policies, options.only, options.skip)
    due = due_in(chosen, options.stage, allow_commands=options.allow_commands)
    said = options.issues() if options.issues is not None else None
    tracker = open_tracker(options, policies, source, said)
    policies = tuple(at_home(one, tracker) for one in policies)
    gatherer = Gatherer(source, tracker, tell, rules=options.rules, at_hand=options.at_hand)
    digest = hashlib.sha256(said.data + repr(options.at_hand).encode()).hexdigest() if said is not None else None
    recalling = partial(recall_of, source, issues=digest)
    limit = Limit(options.seconds, time.monotonic)
    found, facts = evaluate_all(policies, due, gatherer, options.as_of, limit, recalling=recalling)
    results = in_order(policies, chosen, found, stage=options.stage, skip=options.skip, rules_at=options.rules_at)
    waivers = options.waivers
    results = waived(results, waivers, policies, options.as_of, options.stage, pass_unused=options.pass_unused_waivers)
    verdict, code = verdict_of(results, options.fail_on)
    return Report(
        policies=tuple(policy.info for policy in policies),
        judged=_judged(options, policies, source, facts.tree.commit or "", tracker),
        results=results,
        verdict=verdict,
        exit_code=code,
        stage=options.stage,
        fail_on=options.fail_on,
        tool_version=__version__,
        lines=_lines_of_findings(results, facts),
        artifacts=artifacts_of(results),
        signings=signings_of(results),
        only=options.only,
        skip=options.skip,
        evidence=facts.evidence(),
        plugins=tuple(dict.fromkeys(plugin for policy in policies for plugin in policy.kinds.plugins)),
        instead=_instead(results, source, policies),
    )


def _instead(results: Sequence[Result], source: Source, policies: Sequence[Policy]) -> Mapping[Cause, Instead]:
    """What there is to say of what is missing; most runs miss nothing."""
    if not any(seen.cause is not None for one in results for seen in open_points(one.observations)):
        return {}
    from checker.instead import instead_of

    return instead_of(results, source, {one.id: one.reading for one in policies})


def _judged(options: Options, policies: Sequence[Policy], source: Source, commit: str, tracker: Tracker) -> Judged:
    """What was judged, with its addresses at the forge where a policy or the clone's origin tells them."""
    project = next((one.project for one in policies if one.project is not None), None)
    if project is None and commit:
        project = project_of_origin(origin_url(source.root) or "")
    folder = source.folder if isinstance(source, Subfolder) else ""
    page, files = (project.page, project.files(commit, folder) if commit else "") if project else ("", "")
    # What the folder is called in which a clone lies is no part of what is judged.
    root, day = folder or ".", options.as_of.isoformat()
    return Judged(root, source.at, day, commit, tracker.source, page, files, tracker.origin)


def record_issues(
    options: Options, source: Source, tell: Callable[[str], None] = lambda _: None
) -> Recording | tuple[str, ...]:
    """What the tracker says about everything that a run wants to know; else what it does not say, one line each.

    Raises PolicyError and UsageError.
    """
    from checker.issues.recording import record, unrecorded

    policies = load_policies(options.policies, source)
    chosen = choose_criteria(policies, options.only, options.skip)
    due = due_in(chosen, options.stage, allow_commands=options.allow_commands)
    tracker = reach_tracker(options, policies, source)
    if isinstance(tracker, NoTracker):
        raise UsageError(f"{tracker.message}; name it in the policy (`tracker`) and give a token")
    gatherer = Gatherer(source, tracker, tell, rules=options.rules, at_hand=options.at_hand)
    at_homes = [at_home(one, tracker) for one in policies]
    answers = evaluate_all(at_homes, due, gatherer, options.as_of)[1].answers
    lacking, moment = unrecorded(answers), tracker.asked_at
    if not lacking and moment is None:
        raise UsageError("the criteria ask for no issues, so there is nothing to record")
    return record(answers, tracker.project, tracker.source, moment) if moment and not lacking else lacking


def evaluate_all(
    policies: Sequence[Policy],
    criteria: Mapping[str, Sequence[Criterion]],
    gatherer: Gatherer,
    today: date,
    limit: Limit | None = None,
    *,
    recalling: Callable[[Facts], Recalling | None] = lambda _: None,
) -> tuple[tuple[Result, ...], Facts]:
    """The results of the given criteria of each policy, and the facts on which they rest.

    Each policy sees files read as it says, whatever others say that are judged with it. recalling: gives who knows what
    was found before, None for nobody.
    """
    begun, recall = time.time_ns(), None
    facts: Facts | None = None
    results: dict[tuple[str, str], Result] = {}
    for reading in dict.fromkeys(policy.reading for policy in policies):
        alike = [policy for policy in policies if policy.reading == reading]
        own = replace(gatherer, reading=reading)
        here = own.begin(today) if facts is None else facts.read_otherwise(own.begin(today))
        recall = recalling(here) if facts is None else recall
        found, here = _of_one_reading(criteria, Workplace(here, alike, own, limit, recall))
        results |= found
        facts = here if facts is None else facts.beside(here)
    if facts is None:
        raise ValueError(policies)
    if recall is not None:
        recall.close(facts, since=begun)
    return tuple(results[policy.id, one.heading.id] for policy in policies for one in criteria[policy.id]), facts


def _of_one_reading(
    criteria: Mapping[str, Sequence[Criterion]], at: Workplace
) -> tuple[dict[tuple[str, str], Result], Facts]:
    """The results for policies that read files alike, by policy and criterion: those that are known, and new ones."""
    policies, recall = at.policies, at.recall
    known = recall.conclusions(policies, criteria, at.gatherer.reading) if recall is not None else {}
    fresh = {one.id: [each for each in criteria[one.id] if (one.id, each.heading.id) not in known] for one in policies}
    facts = replace(at.facts, footings=footings_of(known))
    judged, facts = _evaluated(fresh, replace(at, facts=facts))
    results = dict(zip(judged, named((one.result for one in judged.values()), facts), strict=True))
    if recall is not None:
        for key, result in results.items():
            lines = partial(excerpts_of, result.observations, facts)
            recall.keep_conclusion(key[0], result, judged[key].inquiry, lines)
    return results | {key: result for key, (result, _) in known.items()}, facts


def _evaluated(
    criteria: Mapping[str, Sequence[Criterion]], at: Workplace
) -> tuple[dict[tuple[str, str], Evaluated], Facts]:
    """What comes out for criteria, by their policy and id.

    What they ask for in vain is gathered, and those that asked are asked again, until nothing is wanted any more.
    """
    asked = {policy.id: tuple(criteria[policy.id]) for policy in at.policies}
    found: dict[tuple[str, str], Evaluated] = {}
    facts = at.facts
    for _ in range(MOST_ROUNDS):
        wanted = NOTHING_WANTED
        for policy in at.policies:
            judged = evaluate(policy, facts, asked[policy.id], at.limit)
            found |= {(policy.id, one.result.criterion.id): one for one in judged}
            pairs = zip(asked[policy.id], judged, strict=True)
            asked[policy.id] = tuple(criterion for criterion, one in pairs if one.wanted)
            wanted = reduce(or_, (one.wanted for one in judged), wanted)
        if not wanted:
            break
        if wanted.parts:
            parts = answers_of(wanted.parts, replace(at, facts=facts))
            facts = replace(facts, parts={**facts.parts, **parts})
        else:
            facts = at.gatherer.gather(facts, wanted)
    return found, facts


def load_policies(files: Sequence[PolicyFile], judged: Source, store: Store | None = None) -> tuple[Policy, ...]:
    """The policies, each of its own id. judged: where no plugin may lie. store: keeps what does not ship with us.

    Raises PolicyError with the mistakes of the first that has some.
    """
    tree = whole_of(judged).root
    policies = [_loaded(one, tree, store) for one in files]
    ids = [policy.id for policy in policies]
    for id_ in ids:
        if ids.count(id_) > 1:
            raise UsageError(f"two of the policies have the id `{id_}`")
    return tuple(policies)


def _loaded(file: PolicyFile, tree: Path, store: Store | None) -> Policy:
    keep = BesideBytecode() if file.kind is Kind.SHIPPED else store or kept_policies()
    file = PolicyFile(file.name, file.data, file.beside, kind=file.kind)
    if keep is not None:
        return kept_policy(file, tree, keep)
    from checker.policy.extending import composed
    from checker.policy.load import read_policy

    return read_policy(composed(file), tree)


def choose_criteria(
    policies: Sequence[Policy], only: Sequence[str], skip: Collection[str]
) -> Mapping[str, tuple[Criterion, ...]]:
    """The criteria of each policy that are asked for.

    Raises UsageError with every id that there is not, and when nothing is left to judge.
    """
    ids = [criterion.heading.id for policy in policies for criterion in policy.criteria]
    unknown = [f"no criterion `{id_}`{suggestion(id_, ids)}" for id_ in dict.fromkeys((*only, *skip)) if id_ not in ids]
    if unknown:
        raise UsageError("\n".join(unknown))
    chosen = {
        policy.id: tuple(
            one for one in policy.criteria if (not only or one.heading.id in only) and one.heading.id not in skip
        )
        for policy in policies
    }
    if not any(chosen.values()):
        raise UsageError("no criterion is left to judge; skip less, or name other ones")
    return chosen


def open_tracker(options: Options, policies: Sequence[Policy], source: Source, said: IssuesData | None) -> Tracker:
    """What the file of the options says, else the tracker that is reached over the network. Raises UsageError."""
    if said is None:
        return reach_tracker(options, policies, source)
    from checker.trackers.file import issues_tracker

    setting, repository = tracker_of(policies)
    project = setting.project if setting else repository
    return issues_tracker(said, project, options.as_of, setting.max_age if setting else None)


def reach_tracker(options: Options, policies: Sequence[Policy], source: Source) -> LiveTracker | NoTracker:
    if options.silent is not None:
        return options.silent
    from checker.trackers.opening import open_tracker as reach

    return reach(*tracker_of(policies), lambda: origin_url(source.root), options.access, options.reached)


def tracker_of(policies: Sequence[Policy]) -> tuple[TrackerSetting | None, str]:
    """The tracker and the repository of all policies together. Raises UsageError when they name several."""
    settings = [policy.tracker for policy in policies if policy.tracker]
    repository = next((policy.repository for policy in policies if policy.repository), "")
    if len({(one.kind, one.project.casefold(), one.host) for one in settings}) > 1:
        raise UsageError("the policies name different trackers; judge them one by one")
    ages = [one.max_age for one in settings if one.max_age is not None]
    return (replace(settings[0], max_age=min(ages, default=None)) if settings else None), repository


def at_home(policy: Policy, tracker: Tracker) -> Policy:
    """The policy, with the tracker's repository where it does not say which one, and the tracker keeps one."""
    if policy.repository or (policy.tracker is not None and not policy.tracker.kind.files):
        return policy
    return replace(policy, repository=tracker.project)


def due_in(
    chosen: Mapping[str, Sequence[Criterion]], stage: Stage, *, allow_commands: bool
) -> Mapping[str, Sequence[Criterion]]:
    """The criteria that are judged at a moment, by their policy."""
    return {
        id_: [one for one in criteria if is_judged(one, stage, allow_commands=allow_commands)]
        for id_, criteria in chosen.items()
    }


def in_order(
    policies: Sequence[Policy],
    chosen: Mapping[str, Sequence[Criterion]],
    results: Sequence[Result],
    *,
    stage: Stage,
    skip: Mapping[str, Narrower],
    rules_at: str,
) -> tuple[Result, ...]:
    """One result per criterion in the order of the policies, those that are not due or left out among them."""
    found = {(result.policy, result.criterion.id): result for result in results}

    def result_of(policy: Policy, one: Criterion) -> Result:
        if one not in chosen[policy.id]:
            by = skip.get(one.heading.id, Narrower.CALLER)
            return left_out(one, policy.id, by, rules_at)
        return found.get((policy.id, one.heading.id)) or not_judged(one, policy.id, stage)

    return tuple(result_of(policy, one) for policy in policies for one in policy.criteria)


def artifacts_of(results: Sequence[Result]) -> tuple[Artifact, ...]:
    """What criteria require to be committed; several names of one path count as one, the first that is asked for."""
    found: dict[str, Artifact] = {}
    for one in exhibits_of(results):
        if isinstance(one, Artifact):
            found.setdefault(one.path, one)
    return tuple(found.values())


def signings_of(results: Sequence[Result]) -> tuple[Signing, ...]:
    """What criteria require to be signed; a place that several look at is signed when one of them finds it so."""
    found: dict[Location, Signing] = {}
    for one in exhibits_of(results):
        if isinstance(one, Signing) and (one.location not in found or found[one.location].verdict != "signed"):
            found[one.location] = one
    return tuple(found.values())


def exhibits_of(results: Sequence[Result]) -> Iterator[Exhibit]:
    every = (seen for result in results for _, seen in standing_out(result.observations))
    return (seen.exhibit for seen in every if seen.exhibit is not None)


def _lines_of_findings(results: Sequence[Result], facts: Facts) -> Mapping[str, Sequence[str]]:
    """The source lines of the documents in which something was found, for showing them."""
    paths = {seen.location.path for result in results for _, seen in standing_out(result.observations) if not seen.ok}
    lines: dict[str, Sequence[str]] = {}
    for excerpts in (
        *(one.lines for one in facts.parts.values() if one is not None),
        *(one.lines for one in facts.footings),
    ):
        for path, one in excerpts.items():
            known = lines.get(path)
            lines[path] = known | one if isinstance(known, Excerpt) else one
    lines |= {path: document.lines for path, document in facts.documents.items() if document.lines}
    for document in facts.documents.values():
        lines |= document.files
    return {path: lines[path] for path in sorted(paths) if path in lines}
