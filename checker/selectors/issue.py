"""Issues of the tracker."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar

from checker.issues.records import ISSUE_FIELDS, issue_record
from checker.model.evidence import Reason, absent, undeterminable, unreadable
from checker.model.issues import Issue as ModelIssue
from checker.model.issues import IssueQuery, IssueRef, Missing, NearName
from checker.model.kinds import Scope, Selector
from checker.model.language import Operand, Selected
from checker.model.location import Location
from checker.model.observation import Observation, lacking
from checker.model.record import Record
from checker.patterns import regex
from checker.text.likeness import odd_sign
from checker.text.shown import quoted

_NUMBER = regex(r"#?([1-9][0-9]{0,8})", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue(Selector):
    """Issues of the repository under judgement: those with the given `numbers`, and those of a `milestone` or `label`.

    What is named by number must exist: a number that is a pull request, or that the tracker does not know, is not met;
    when the tracker cannot be asked, that is undecided. Several ways to name issues add up. A milestone or label that
    only looks like the one that is named leaves it open which issues are meant.

    ```yaml
    for_each: {issue: {numbers: [5, 46, 47], milestone: MS#4}}
    require: {state: closed, reason: completed}
    ```
    """

    kind: ClassVar[str] = "issue"
    instead: ClassVar[str] = "write `title: {…}` or `text: {…}`"
    provides: ClassVar[Mapping[str, str]] = ISSUE_FIELDS
    numbers: Operand | tuple[Operand, ...] = ()
    """Numbers of issues, each of which must exist; one that is looked up may be a list of them."""
    milestone: str = ""
    """The title of a milestone."""
    label: str = ""
    """A label."""
    state: str = ""
    """`open` or `closed`; narrows milestone and label."""

    def objections(self) -> Iterator[tuple[str, str]]:
        if not (self.numbers or self.milestone or self.label or self.state):
            yield "", "`issue` needs `numbers`, `milestone`, `label` or `state`"
        for one in self._operands:
            if one.literal is not None and (type(one.literal) is not int or one.literal < 1):
                yield "numbers", f"`{one.literal}` is no number of an issue"
        if self.state not in ("", "open", "closed"):
            yield "state", f"`{self.state}` stands here, expected `open` or `closed`"

    def select(self, scope: Scope) -> Selected:
        problems: list[Observation] = []
        found: dict[int, Record] = {}
        numbers = list(self._numbers(scope, problems))
        for number in numbers:
            answer = scope.inquiry.issue(IssueRef("", number))
            if isinstance(answer, Missing):
                problems.append(missing_issue(f"issue #{number}", answer, scope))
            else:
                found[number] = self._record(answer, scope)
        for issue in self._listed(scope, problems):
            found.setdefault(issue.ref.number, self._record(issue, scope))
        named = [", ".join(f"#{number}" for number in numbers)] if numbers else []
        words = "the issues " + " and ".join([*named, *self._words()])
        return Selected(tuple(found.values()), tuple(problems), scope.place, words, len(found))

    @property
    def _operands(self) -> tuple[Operand, ...]:
        return self.numbers if isinstance(self.numbers, tuple) else (self.numbers,)

    def _numbers(self, scope: Scope, problems: list[Observation]) -> Iterator[int]:
        """The numbers that are asked for; what is none of an issue becomes a problem."""
        for operand in self._operands:
            value = scope.resolve(operand, scope.place)
            if isinstance(value, Observation):
                problems.append(value)
                continue
            for one in value.items if value.items is not None else (value,):
                number = _NUMBER.fullmatch(one.plain.strip())
                if number is not None:
                    yield int(number[1])
                else:
                    gap = absent(Reason.NO_NUMBER_OF_ISSUE, one.location, value=quoted(one))
                    problems.append(lacking(gap, expected="a number such as `62`", found=quoted(one)))

    def _record(self, issue: ModelIssue, scope: Scope) -> Record:
        # An issue stands at the tracker: its page is its place.
        pointer = f"issues/{issue.ref.number}"
        return issue_record(issue, Location(issue.url or f"issue #{issue.ref.number}", pointer=pointer))

    def _listed(self, scope: Scope, problems: list[Observation]) -> Iterator[ModelIssue]:
        if not (self.milestone or self.label or self.state):
            return
        listed = scope.inquiry.issue_list(IssueQuery(self.milestone, self.label, self.state))
        if listed.problem is not None:
            problems.append(missing_issue(f"the list of issues {' '.join(self._words())}", listed.problem, scope))
        problems += [self._near(one, scope) for one in listed.near]
        yield from listed.issues

    def _near(self, near: NearName, scope: Scope) -> Observation:
        """That issues are left out for a name that only looks like the one that is asked for."""
        wanted = self.milestone if near.field == "milestone" else self.label
        named = {"field": near.field, "value": near.name, "wanted": f"`{wanted}`", "sign": odd_sign(near.name)}
        return lacking(undeterminable(Reason.NEAR_VALUE, scope.place, record="an issue", **named))

    def _words(self) -> Iterator[str]:
        if self.milestone:
            yield f"of milestone {self.milestone}"
        if self.label:
            yield f"labelled {self.label}"
        if self.state:
            yield f"that are {self.state}"


def missing_issue(called: str, missing: Missing, scope: Scope) -> Observation:
    gap = absent if missing.decided else unreadable
    return lacking(gap(Reason.NO_ISSUE, scope.place, called=called, why=missing.message), hint=missing.hint)
