"""Issues of the tracker."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import ClassVar

from checker.classes import dataclass
from checker.issues.naming import keys_asked, missing_of_tracker, narrowing, near_name, operands_of
from checker.issues.records import ISSUE_FIELDS, issue_record
from checker.issues.references import references
from checker.model.evidence import Reason, absent
from checker.model.issues import Issue as ModelIssue
from checker.model.issues import IssueKey, IssueQuery, IssueRef, Missing, is_key, key_of, key_text
from checker.model.kinds import Scope, Selector
from checker.model.language import Operand, Selected
from checker.model.location import Location
from checker.model.observation import Observation, lacking
from checker.model.record import Record
from checker.model.references import at_home
from checker.text.shown import quoted


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue(Selector):
    """Issues of the policy's tracker: those with the given `numbers` or `keys`, and those of a `milestone`, `label`, ….

    What is named by number or key must exist: a number that is a pull request, or that the tracker does not know, is
    not met; when the tracker cannot be asked, that is undecided. `numbers` and `keys` add to the others, which narrow
    each other. A milestone, label or type that only looks like the one that is named leaves it open which are meant.

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
    """`open` or `closed`."""
    type: str = ""
    """The name of a type."""
    parent: Operand | None = None
    """The issue whose sub-issues are meant: `5`, `{field: key}`, `owner/name#5`."""

    def objections(self) -> Iterator[tuple[str, str]]:
        if not (self.numbers or self.keys or self._is_narrowed):
            yield "", "`issue` needs `numbers`, `keys`, `milestone`, `label`, `state`, `type` or `parent`"
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
        query = self._query(scope, problems) if self._is_narrowed else None
        for issue in self._listed(query, scope, problems) if query is not None else ():
            found.setdefault(issue.ref.key, self._record(issue, scope))
        named = [", ".join(map(key_text, keys))] if keys else []
        words = "the issues " + " and ".join([*named, *_words(query or self._asked())])
        return Selected(tuple(found.values()), tuple(problems), scope.place, words, len(found))

    def _record(self, issue: ModelIssue, scope: Scope) -> Record:
        # An issue stands at the tracker: its page is its place.
        place = Location(issue.url or f"issue {key_text(issue.ref.key)}", pointer=f"issues/{issue.ref.key}")
        return issue_record(issue, place, scope.inquiry)

    @property
    def _is_narrowed(self) -> bool:
        return bool(self.milestone or self.label or self.state or self.type or self.parent is not None)

    def _asked(self, parent: IssueRef | None = None) -> IssueQuery:
        return IssueQuery(self.milestone, self.label, self.state, self.type, parent)

    def _query(self, scope: Scope, problems: list[Observation]) -> IssueQuery | None:
        """The question for the list; None where what it says of the parent names no issue, which is a problem."""
        value = scope.resolve(self.parent, scope.place) if self.parent is not None else None
        if value is None:
            return self._asked()
        if isinstance(value, Observation):
            problems.append(value)
            return None
        key = key_of(value.plain.strip())
        named = (IssueRef("", key),) if key is not None else references(value, scope.notation).issues
        if len(named) != 1 or named[0].by_name_alone:
            gap = absent(Reason.NO_NUMBER_OF_ISSUE, value.location, value=quoted(value), what="number or key")
            problems.append(lacking(gap, expected=f"an issue such as `{scope.notation.example}`", found=quoted(value)))
            return None
        return self._asked(at_home(named[0], scope.repository))

    def _listed(self, query: IssueQuery, scope: Scope, problems: list[Observation]) -> Iterator[ModelIssue]:
        listed = scope.inquiry.issue_list(query)
        if listed.problem is not None:
            problems.append(missing_of_tracker(f"the list of issues {' '.join(_words(query))}", listed.problem, scope))
        problems += [near_name(one, query, scope) for one in listed.near]
        yield from listed.issues


def _words(query: IssueQuery) -> Iterator[str]:
    yield from narrowing(query.milestone, query.label, query.state)
    if query.type:
        yield f"of type {query.type}"
    if query.parent is not None:
        yield f"below {query.parent}"
