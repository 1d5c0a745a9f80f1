"""Pull requests of the tracker."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import ClassVar

from checker.classes import dataclass
from checker.issues.forge_notation import ForgeNotation
from checker.issues.naming import missing_of_tracker, narrowing, near_name, operands_of, values_of
from checker.issues.pages import name_of_pull
from checker.issues.records import PULL_FIELDS, pull_record
from checker.issues.references import references
from checker.model.evidence import Reason, absent
from checker.model.issues import PullList, PullQuery, key_of
from checker.model.kinds import Scope, Selector
from checker.model.language import Operand, Selected
from checker.model.location import Location
from checker.model.observation import Observation, lacking
from checker.model.record import Record, Value
from checker.model.references import at_home
from checker.text.shown import quoted

_JUDGED = "the pull request that is judged"


@dataclass(frozen=True, slots=True, kw_only=True)
class PullRequest(Selector):
    """Pull requests of the policy's tracker, on GitLab merge requests: those with the given `numbers`, the `current`
    one, and those of a `milestone`, `label`, `state` or `base`.

    Which one is `current` the caller says with `--pull-request`: a number, or the event of the workflow. Where nobody
    says it, that is undecided; where the caller says that there is `none`, there is no such record, so that
    `when: {exists: {pull_request: {current: true}}}` lets a criterion apply to pull requests alone.

    Inside a requirement, selectors without `in` look into what it says below its title.

    ```yaml
    for_each: {pull_request: {current: true}}
    require:
      title: {matches: '^(feat|fix|docs): '}
      each: {task: {}, at_least: 1, require: checked}
    ```
    """

    kind: ClassVar[str] = "pull_request"
    instead: ClassVar[str] = "write `title: {…}` or `text: {…}`"
    provides: ClassVar[Mapping[str, str]] = PULL_FIELDS
    numbers: Operand | tuple[Operand, ...] = ()
    """Numbers of pull requests, each of which must exist; what is looked up may name them as documents do (`#62`, on
    GitLab `!62`, their pages), one or several."""
    current: bool = False
    """Whether the one that is judged is meant."""
    milestone: str = ""
    """The title of a milestone."""
    label: str = ""
    """A label."""
    state: str = ""
    """`open`, `closed` or `merged`; what is merged is not closed."""
    base: str = ""
    """The branch into which they go."""

    def objections(self) -> Iterator[tuple[str, str]]:
        if not (self.numbers or self.current or self._is_narrowed):
            named = "`numbers`, `current`, `milestone`, `label`, `state` or `base`"
            yield "", f"`pull_request` needs {named}"
        for one in operands_of(self.numbers):
            if one.literal is not None and (type(one.literal) is not int or one.literal < 1):
                yield "numbers", f"`{one.literal}` is no number of a pull request"
        if self.state not in ("", "open", "closed", "merged"):
            yield "state", f"`{self.state}` stands here, expected `open`, `closed` or `merged`"

    @property
    def _is_narrowed(self) -> bool:
        return bool(self.milestone or self.label or self.state or self.base)

    def select(self, scope: Scope) -> Selected:
        problems: list[Observation] = []
        numbers = list(dict.fromkeys(self._numbers(scope, problems)))
        asked = [(f"pull request #{number}", PullQuery(number)) for number in numbers]
        if self.current:
            asked.append((_JUDGED, PullQuery(current=True)))
        if self._is_narrowed:
            query = PullQuery(milestone=self.milestone, label=self.label, state=self.state, base=self.base)
            asked.append((f"the list of pull requests {' '.join(self._words())}", query))
        found: dict[int, Record] = {}
        for called, query in asked:
            listed = scope.inquiry.pulls(query)
            problems += self._problems(called, query, listed, scope)
            for pull in listed.pulls:
                place = Location(name_of_pull(pull), pointer=f"pull requests/{pull.number}")
                found.setdefault(pull.number, pull_record(pull, place))
        named = [*([", ".join(f"#{number}" for number in numbers)] if numbers else []), *self._words()]
        words = f"the pull requests {' and '.join(named)}" if named else ""
        words = " and ".join(filter(None, [words, "the pull requests that are judged" if self.current else ""]))
        return Selected(tuple(found.values()), tuple(problems), scope.place, words, len(found))

    def _numbers(self, scope: Scope, problems: list[Observation]) -> Iterator[int]:
        """The numbers that are asked for; what names no pull request of this repository becomes a problem."""
        for one in values_of(self.numbers, scope, problems):
            named = _numbers_in(one, scope)
            yield from named
            if not named:
                gap = absent(Reason.NO_NUMBER_OF_PULL, one.location, value=quoted(one))
                expected = "a number such as `62`, or the address of one"
                problems.append(lacking(gap, expected=expected, found=quoted(one)))

    def _problems(self, called: str, query: PullQuery, listed: PullList, scope: Scope) -> Iterator[Observation]:
        if listed.problem is not None:
            yield missing_of_tracker(called, listed.problem, scope)
        yield from (near_name(one, query, scope) for one in listed.near)

    def _words(self) -> Iterator[str]:
        yield from narrowing(self.milestone, self.label, self.state)
        if self.base:
            yield f"into {self.base}"


def _numbers_in(value: Value, scope: Scope) -> tuple[int, ...]:
    """The pull requests of this repository that a value names: by numbers alone, in its notation, by their pages."""
    number = key_of(value.plain.strip())
    if isinstance(number, int):
        return (number,)
    named = references(value, scope.notation).of(scope.repository)
    # Only where issues and pull requests are numbered together may `#62` be either.
    is_shared = isinstance(scope.notation, ForgeNotation) and scope.notation.gh
    refs = (at_home(ref, scope.repository) for ref in (*named.pulls, *(named.issues if is_shared else ())))
    return tuple(ref.key for ref in refs if not ref.repository and isinstance(ref.key, int))
