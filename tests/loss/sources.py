"""Both example engagements as they are judged, and on which places each of their criteria rests."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date
from functools import cached_property

from commands import EXAMPLES
from kit import MemorySource

from checker.cases.memory import Foreseeing, Memory
from checker.data.parts import WrongShapeError
from checker.issues.export import read_export
from checker.model.document import Document
from checker.model.facts import Facts
from checker.model.issues import IssueKey
from checker.model.language import Column, Condition, Operand
from checker.model.location import Location
from checker.model.report import Result
from checker.pipeline import evaluate_all, load_policies
from checker.policy.rules import find_policy
from checker.policy.types import Criterion, Policy
from checker.text.titles import title_key
from checker.trackers.file import IssuesFile

ISSUES = "issues.json"
REFUSED = "refused"
NEEDS_COMMANDS = frozenset({"terraform-init-clean"})
ALSO_RESTS_ON: Mapping[str, tuple[str, ...]] = {
    "report-dora-baseline": ("baseline-numbers",),
    "inventory-summary-consistent": ("inventory-items-complete",),
    "p0-count-agreed": ("p0-issues-open",),
}
"""Criteria that look something up or count it in passing, and those whose observations stand there."""
READS: Mapping[str, frozenset[str]] = {
    "no-placeholders": frozenset({"file", "slot"}),
    "links-resolve": frozenset({"link", "target"}),
    "p0-issues-open": frozenset({"issue", "issue-state", "row", "cell", "header", "table"}),
    "p0-p1-assigned": frozenset({"issue", "issue-assignees", "row", "cell", "header", "table"}),
    "engagement-issues-closed": frozenset(
        {"issue", "issue-state", "issue-stateReason", "issue-comments", "issue-milestone", "comments"}
    ),
}
"""What alone a criterion looks at, by the first word of a change, where that is not all that stands at its places."""


READS_QUESTIONS = "walkthrough-notes-complete"
QUESTIONS = frozenset({"question", "answer"})
"""The columns of questions, which no policy declares."""


@dataclass(frozen=True)
class Engagement:
    """An example with the policy and the day of its verdict. files: every file of it, as bytes."""

    name: str
    policy: Policy
    today: date
    files: Mapping[str, bytes]
    memory: Memory = field(default_factory=Memory)

    @cached_property
    def criteria(self) -> Mapping[str, Criterion]:
        return {one.heading.id: one for one in self.policy.criteria if one.heading.id not in NEEDS_COMMANDS}

    def judge(self, ids: Iterable[str], files: Mapping[str, bytes | None] | None = None) -> Mapping[str, Result]:
        """The results of some criteria. files: what is changed, None for a file that is gone."""
        results, _ = self._judge(ids, files or {})
        return results

    def outcomes(self, ids: Sequence[str], files: Mapping[str, bytes | None]) -> Mapping[str, str]:
        """What comes out for some criteria; `refused` where the issues have a shape with which nothing is judged."""
        try:
            return {id_: str(one.outcome) for id_, one in self.judge(ids, files).items()}
        except WrongShapeError:
            return dict.fromkeys(ids, REFUSED)

    @cached_property
    def documents(self) -> Mapping[str, Document]:
        """All that the criteria read, also directories of Terraform files."""
        return self._judge(self.criteria, {})[1].documents

    def reads(self, criterion: str, kind: str) -> bool:
        """Whether a change of a kind can touch what a criterion looks at."""
        what = kind.split("/", maxsplit=1)[0]
        return what in READS[criterion] if criterion in READS else what not in ("slot", "link", "target")

    def reads_column(self, criterion: str, title: str, titles: frozenset[str]) -> bool:
        """Whether a criterion looks at a column. titles: of all columns of the table; the name comes before others."""
        there = {title_key(one) for one in titles}
        names = [[title_key(name) for name in (one.name, *one.others)] for one in self.columns[criterion]]
        taken = [next((name for name in one if name in there), "") for one in names]
        return (
            not title or title_key(title) in taken or (criterion == READS_QUESTIONS and title_key(title) in QUESTIONS)
        )

    @cached_property
    def columns(self) -> Mapping[str, tuple[Column, ...]]:
        """The columns that each criterion looks at."""
        return {id_: tuple(columns_read(one)) for id_, one in self.criteria.items()}

    @cached_property
    def issues(self) -> Mapping[str, frozenset[IssueKey]]:
        """The numbers of the issues that each criterion asks for, by its id."""
        return {id_: frozenset(self._asked(self._judge([id_], {}, Memory())[1])) for id_ in self.criteria}

    @cached_property
    def results(self) -> Mapping[str, Result]:
        return self.judge(self.criteria)

    @cached_property
    def places(self) -> Mapping[str, frozenset[Location]]:
        """Where the evidence of each criterion stands: what is observed, what is selected, what is looked up."""
        own = {id_: self._places(one) for id_, one in self.results.items()}
        return {
            id_: found.union(*(own[other] for other in ALSO_RESTS_ON.get(id_, ()) if other in own))
            for id_, found in own.items()
        }

    def _places(self, result: Result) -> frozenset[Location]:
        found = {seen.location for seen in result.observations}
        found |= {place for seen in result.observations for place in seen.related}
        found |= {place for trace in result.traces for _, place in trace.selected}
        return frozenset(place for place in found if place.path in self.files)

    def _judge(
        self, ids: Iterable[str], files: Mapping[str, bytes | None], memory: Memory | None = None
    ) -> tuple[Mapping[str, Result], Facts]:
        merged = {**self.files, **files}
        there = {path: data for path, data in merged.items() if data is not None}
        export = there.pop(ISSUES)
        entries = {one.issue.ref.key: one for one in read_export(export, ISSUES)}
        memory, source = memory or self.memory, MemorySource(there)
        tracker = IssuesFile(ISSUES, self.policy.repository, entries, "")
        gatherer = Foreseeing(source, tracker, lambda _: None, memory=memory)
        criteria = {self.policy.id: [self.criteria[id_] for id_ in ids]}
        results, facts = evaluate_all([self.policy], criteria, gatherer, self.today)
        if not files:
            memory.keep(facts, source)
        return {one.criterion.id: one for one in results}, facts

    def _asked(self, facts: Facts) -> set[IssueKey]:
        listed = {one.ref.key for found in facts.answers.lists.values() for one in found.issues}
        return {ref.key for ref in facts.answers.issues} | listed


def columns_read(criterion: Criterion) -> Iterator[Column]:
    """The columns that a criterion declares and mentions somewhere."""
    parts = tuple(_parts_of(criterion.clauses))
    names = {name for one in parts if isinstance(one, Condition) for name, _ in one.fields}
    names |= {name for one in parts if isinstance(one, Operand) for name in (one.field, one.its)}
    yield from (one for one in parts if isinstance(one, Column) and one.name in names)


def _parts_of(thing: object) -> Iterator[object]:
    """A part of a policy with all that it consists of."""
    if is_dataclass(thing):
        yield thing
        for one in fields(thing):
            yield from _parts_of(getattr(thing, one.name))
    elif isinstance(thing, Mapping):
        for value in thing.values():
            yield from _parts_of(value)
    elif isinstance(thing, tuple):
        for value in thing:
            yield from _parts_of(value)


def engagement(name: str, policy: str, today: date) -> Engagement:
    root = EXAMPLES / name
    files = {str(one.relative_to(root)): one.read_bytes() for one in root.rglob("*") if one.is_file()}
    (loaded,) = load_policies((find_policy(policy),), MemorySource({}))
    return Engagement(name, loaded, today, files)


def both() -> Sequence[Engagement]:
    ferry = EXAMPLES / "another-engagement" / "handover.yaml"
    return (
        engagement("ready-to-close", "flx-eng-rfc-008", date(2026, 7, 27)),
        engagement("another-engagement", str(ferry), date(2026, 9, 30)),
    )
