"""Issues of the tracker."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import ClassVar

from checker.classes import dataclass
from checker.issues.naming import keys_asked, missing_of_tracker, near_name, operands_of
from checker.issues.records import ISSUE_FIELDS, issue_record
from checker.model.issues import Issue as ModelIssue
from checker.model.issues import IssueKey, IssueQuery, IssueRef, Missing, is_key, key_text
from checker.model.kinds import Scope, Selector
from checker.model.language import Operand, Selected
from checker.model.location import Location
from checker.model.observation import Observation
from checker.model.record import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue(Selector):
    """Issues of the policy's tracker: those with the given `numbers` or `keys`, and those of a `milestone` or `label`.

    What is named by number or key must exist: a number that is a pull request, or that the tracker does not know, is
    not met; when the tracker cannot be asked, that is undecided. Several ways to name issues add up. A milestone or
    label that only looks like the one that is named leaves it open which issues are meant.

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
    keys: Operand | tuple[Operand, ...] = ()
    """The same by their keys (`ABC-62`), where the tracker gives its issues such."""
    milestone: str = ""
    """The title of a milestone."""
    label: str = ""
    """A label."""
    state: str = ""
    """`open` or `closed`; narrows milestone and label."""

    def objections(self) -> Iterator[tuple[str, str]]:
        if not (self.numbers or self.keys or self.milestone or self.label or self.state):
            yield "", "`issue` needs `numbers`, `keys`, `milestone`, `label` or `state`"
        for one in operands_of(self.numbers):
            if one.literal is not None and (type(one.literal) is not int or one.literal < 1):
                yield "numbers", f"`{one.literal}` is no number of an issue"
        for one in operands_of(self.keys):
            if one.literal is not None and not (isinstance(one.literal, str) and is_key(one.literal)):
                yield "keys", f"`{one.literal}` is no key of an issue, expected one such as `ABC-62`"
        if self.state not in ("", "open", "closed"):
            yield "state", f"`{self.state}` stands here, expected `open` or `closed`"

    def select(self, scope: Scope) -> Selected:
        problems: list[Observation] = []
        found: dict[IssueKey, Record] = {}
        keys = [*keys_asked(self.numbers, int, scope, problems), *keys_asked(self.keys, str, scope, problems)]
        for key in keys:
            answer = scope.inquiry.issue(IssueRef("", key))
            if isinstance(answer, Missing):
                problems.append(missing_of_tracker(f"issue {key_text(key)}", answer, scope))
            else:
                found[key] = self._record(answer, scope)
        for issue in self._listed(scope, problems):
            found.setdefault(issue.ref.key, self._record(issue, scope))
        named = [", ".join(map(key_text, keys))] if keys else []
        words = "the issues " + " and ".join([*named, *self._words()])
        return Selected(tuple(found.values()), tuple(problems), scope.place, words, len(found))

    def _record(self, issue: ModelIssue, scope: Scope) -> Record:
        # An issue stands at the tracker: its page is its place.
        place = Location(issue.url or f"issue {key_text(issue.ref.key)}", pointer=f"issues/{issue.ref.key}")
        return issue_record(issue, place)

    def _listed(self, scope: Scope, problems: list[Observation]) -> Iterator[ModelIssue]:
        if not (self.milestone or self.label or self.state):
            return
        listed = scope.inquiry.issue_list(IssueQuery(self.milestone, self.label, self.state))
        if listed.problem is not None:
            problems.append(missing_of_tracker(f"the list of issues {' '.join(self._words())}", listed.problem, scope))
        problems += [near_name(one, self.milestone, self.label, scope) for one in listed.near]
        yield from listed.issues

    def _words(self) -> Iterator[str]:
        if self.milestone:
            yield f"of milestone {self.milestone}"
        if self.label:
            yield f"labelled {self.label}"
        if self.state:
            yield f"that are {self.state}"
