"""Requirements on the issues that a value refers to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import ClassVar

from checker.classes import dataclass
from checker.issues.records import ISSUE_FIELDS, issue_record
from checker.issues.references import references
from checker.model.causes import missing_issue
from checker.model.issues import IssueRef, Missing, key_of, key_text
from checker.model.kinds import Requirement, Scope
from checker.model.language import Condition, Operand
from checker.model.observation import Observation, met, not_met, undecided
from checker.model.record import Subject, Value
from checker.model.references import Notation, References, at_home
from checker.text.shown import quoted


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueReference(Requirement):
    """The value refers to an issue: `#62`, `GH-62`, `owner/name#62`, a URL, a link; the tracker is not asked.

    Where the policy's tracker gives its issues keys, `ABC-62` and its page are such references.

    A pull request is no issue, nor is a rank, step or colour (`the #1 cause`, `step #2`, `#333333` beside `#ffffff`),
    nor an entry of another tracker (`AB#123`), nor what is quoted in code, unless nothing else stands there. What the
    issue is like is for `issue` to say. With a number or key, it is that issue of this repository which must be among
    those referred to, so that the tracker can be held against a document.

    ```yaml
    for_each: {issue: {label: P0, state: open}}
    require:
      exists:
        row: {in: inventory, under: Defect Catalog, columns: [Issue]}
        where: {Issue: {issue_reference: {field: key}}}
    ```
    """

    kind: ClassVar[str] = "issue_reference"
    of_text: ClassVar[bool] = False
    short: ClassVar[str] = "key"
    key: Operand | None = None
    """The number or key of the issue that is meant; any issue without it."""

    def observe(self, subject: Subject, scope: Scope) -> Iterator[Observation]:
        named = references(subject.value, scope.notation).of(scope.repository)
        if not named.issues:
            yield _no_issue(subject, named, scope.notation)
            return
        found = ", ".join(str(ref) for ref in named.issues)
        if self.key is None and all(ref.by_name_alone for ref in named.issues):
            yield _whose(subject, found)
        elif self.key is None:
            yield met(f"{subject.called} refers to {found}", subject.location, expected="an issue", found=found)
        else:
            yield _held_against(scope.resolve(self.key, subject.location), subject, named, scope.repository)
        yield from _at_odds(subject, named)


def _held_against(wanted: Value | Observation, subject: Subject, named: References, repository: str) -> Observation:
    """Whether one of the issues that are named is the one that is wanted."""
    if isinstance(wanted, Observation):
        return wanted
    found, key = ", ".join(str(ref) for ref in named.issues), key_of(wanted.plain.strip())
    expected = wanted.plain if key is None else key_text(key)
    if any(at_home(ref, repository) == IssueRef("", key) for ref in named.issues if key is not None):
        return met(f"{subject.called} refers to {found}", subject.location, expected=expected, found=found)
    if not repository and any(ref.by_name_alone and ref.key == key for ref in named.issues):
        return _whose(subject, found)
    said = f"{subject.called} refers to {found}, expected {expected}"
    return not_met(said, subject.location, expected=expected, found=found)


def _at_odds(subject: Subject, named: References) -> Iterator[Observation]:
    """That a link says one issue and leads to another."""
    for one in named.mismatches:
        if one.leads_to is not None:
            said = f"{subject.called} says {one.named} and leads to {one.leads_to}, so nobody can tell which is meant"
            yield undecided(said, subject.location, hint="let the text and the destination of the link name one issue")


def _whose(subject: Subject, found: str) -> Observation:
    """That a word stands before the number, and nobody says whether this repository is called so."""
    said = f"{subject.called} is {found}, which names an issue here only if this repository is called so"
    return undecided(said, subject.location, hint="say in the policy which `repository` is judged")


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue(Requirement):
    """Every issue of this repository that the value refers to exists and is like this; at least one there must be.

    Its fields are those of the selector [`issue`](#selector-issue). A pull request, another repository's issue, a
    deleted or unknown one is not met; without a tracker it is undecided.

    ```yaml
    for_each: p0
    require: {Issue: {issue: {state: open}}}
    ```
    """

    kind: ClassVar[str] = "issue"
    everyday: ClassVar[bool] = True
    of_text: ClassVar[bool] = False
    short: ClassVar[str] = "that"
    looks_at: ClassVar[Mapping[str, str]] = ISSUE_FIELDS
    that: Condition | None = None
    """What each of the issues must be like."""

    def observe(self, subject: Subject, scope: Scope) -> Iterator[Observation]:
        named = references(subject.value, scope.notation).of(scope.repository)
        if not named.issues:
            yield _no_issue(subject, named, scope.notation)
        for ref in named.issues:
            yield from self._observe_issue(at_home(ref, scope.repository), subject, scope)
        yield from _at_odds(subject, named)

    def _observe_issue(self, ref: IssueRef, subject: Subject, scope: Scope) -> Iterator[Observation]:
        answer = scope.inquiry.issue(ref)
        if isinstance(answer, Missing):
            said = f"{subject.called}: issue {ref} {answer.message}"
            place, found = subject.location, quoted(subject.value)
            expected = f"an issue of this {'repository' if isinstance(ref.key, int) else 'tracker'}"
            blocked = missing_issue(f"issue {ref}", answer)
            yield (
                not_met(said, place, expected=expected, found=found, hint=answer.hint, implied=True, blocked=blocked)
                if answer.decided
                else undecided(said, place, hint=answer.hint, blocked=blocked)
            )
        elif self.that is None:
            yield met(f"{subject.called}: issue {ref} exists", subject.location, found=answer.title)
        else:
            yield from scope.check(self.that, issue_record(answer, subject.location, scope.inquiry))


def _no_issue(subject: Subject, named: References, notation: Notation) -> Observation:
    found = quoted(subject.value)
    if named.pulls:
        said = f"{subject.called} is {found}, which is a pull request, expected an issue"
    elif named.strays:
        said = f"{subject.called} is {found}, which leads to {named.strays[0]}, expected an issue of this forge"
    elif named.strangers:
        said = f"{subject.called} is {found}, which names no issue of this repository"
    else:
        said = f"{subject.called} is {found}, expected a link to an issue"
    expected = f"an issue such as `{notation.example}`"
    return not_met(said, subject.location, expected=expected, found=found, implied=True)
