"""Issues of the tracker."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import ClassVar

from checker.classes import dataclass
from checker.issues.records import ISSUE_FIELDS, issue_record
from checker.model.evidence import Reason, absent, undeterminable, unreadable
from checker.model.issues import Issue as ModelIssue
from checker.model.issues import IssueKey, IssueQuery, IssueRef, Missing, NearName, is_key, key_of, key_text
from checker.model.kinds import Scope, Selector
from checker.model.language import Operand, Selected
from checker.model.location import Location
from checker.model.observation import Observation, lacking
from checker.model.record import Record
from checker.text.likeness import odd_sign
from checker.text.shown import quoted


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
        for one in _operands(self.numbers):
            if one.literal is not None and (type(one.literal) is not int or one.literal < 1):
                yield "numbers", f"`{one.literal}` is no number of an issue"
        for one in _operands(self.keys):
            if one.literal is not None and not (isinstance(one.literal, str) and is_key(one.literal)):
                yield "keys", f"`{one.literal}` is no key of an issue, expected one such as `ABC-62`"
        if self.state not in ("", "open", "closed"):
            yield "state", f"`{self.state}` stands here, expected `open` or `closed`"

    def select(self, scope: Scope) -> Selected:
        problems: list[Observation] = []
        found: dict[IssueKey, Record] = {}
        keys = [*_asked(self.numbers, int, scope, problems), *_asked(self.keys, str, scope, problems)]
        for key in keys:
            answer = scope.inquiry.issue(IssueRef("", key))
            if isinstance(answer, Missing):
                problems.append(missing_issue(f"issue {key_text(key)}", answer, scope))
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


def _operands(given: Operand | tuple[Operand, ...]) -> tuple[Operand, ...]:
    return given if isinstance(given, tuple) else (given,)


def _asked(
    given: Operand | tuple[Operand, ...], kind: type[IssueKey], scope: Scope, problems: list[Observation]
) -> Iterator[IssueKey]:
    """The numbers or keys that are asked for; what is none of an issue becomes a problem. kind: which of the two."""
    for operand in _operands(given):
        value = scope.resolve(operand, scope.place)
        if isinstance(value, Observation):
            problems.append(value)
            continue
        for one in value.items if value.items is not None else (value,):
            key = key_of(one.plain.strip())
            if isinstance(key, kind):
                yield key
            else:
                what, example = ("number", "62") if kind is int else ("key", "ABC-62")
                gap = absent(Reason.NO_NUMBER_OF_ISSUE, one.location, value=quoted(one), what=what)
                problems.append(lacking(gap, expected=f"a {what} such as `{example}`", found=quoted(one)))


def missing_issue(called: str, missing: Missing, scope: Scope) -> Observation:
    gap = absent if missing.decided else unreadable
    of_tracker = "yes" if missing.is_of_tracker else ""
    said = {"called": called, "why": missing.message, "of_tracker": of_tracker}
    return lacking(gap(Reason.NO_ISSUE, scope.place, **said), hint=missing.hint)
