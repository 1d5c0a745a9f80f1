"""Issues by number: many in one question, their older comments after that."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Protocol

from checker.data.parts import Part, WrongShapeError
from checker.model.issues import Issue, Missing
from checker.trackers.github.graphql import Answered, GraphQL, malformed
from checker.trackers.github.nodes import Unfinished, read_issue, read_older
from checker.trackers.github.queries import alias, issues_query, older_comments_query
from checker.web.exchange import UnansweredError

MOST = 50
"""Issues of one question."""

MOST_PAGES = 30
"""Pages of a hundred comments that are read of one issue."""

Found = Issue | Missing | Unfinished | None
"""What an issue turns out to be; None when GitHub does not find it."""


class Ask(Protocol):
    def __call__(self, numbers: Sequence[int], /, *, divisible: bool) -> Answered: ...


def fetch_issues(api: GraphQL, numbers: Sequence[int]) -> Iterator[tuple[int, Issue | Missing | None]]:
    """Every number with its issue, why there is none, or None when GitHub does not find it. Raises UnansweredError."""
    for batch, answered in in_batches(numbers, partial(_ask_for_issues, api)):
        found = {number: _read(api, answered, number) for number in batch}
        unfinished = {number: one for number, one in found.items() if isinstance(one, Unfinished)}
        found |= finish(api, unfinished)
        yield from ((number, one) for number, one in found.items() if not isinstance(one, Unfinished))


def finish(api: GraphQL, unfinished: Mapping[int, Unfinished]) -> dict[int, Issue | Missing]:
    """Issues with all of their comments, or why they cannot be had."""
    found: dict[int, Issue | Missing] = {}
    left = dict(unfinished)
    try:
        for _ in range(MOST_PAGES):
            for batch, answered in in_batches(sorted(left), partial(_ask_for_comments, api, dict(left))):
                for number in batch:
                    one = _read_older(api, answered, number, left.pop(number))
                    if isinstance(one, Unfinished):
                        left[number] = one
                    else:
                        found[number] = one
            if not left:
                break
    except UnansweredError as error:
        return found | dict.fromkeys(left, error.missing)
    hint = "look at its comments yourself"
    too_long = Missing("truncated", "has more comments than are read", decided=False, hint=hint)
    return found | dict.fromkeys(left, too_long)


def _ask_for_issues(api: GraphQL, numbers: Sequence[int], *, divisible: bool) -> Answered:
    return api.ask(issues_query(numbers), divisible=divisible)


def _ask_for_comments(
    api: GraphQL, left: Mapping[int, Unfinished], numbers: Sequence[int], *, divisible: bool
) -> Answered:
    cursors = {f"c{number}": left[number].before for number in numbers}
    return api.ask(older_comments_query(numbers), cursors, divisible=divisible)


def in_batches(numbers: Sequence[int], ask: Ask) -> Iterator[tuple[Sequence[int], Answered]]:
    """The answers for all numbers; what is too much at once is asked by halves."""
    waiting = [numbers[at : at + MOST] for at in range(0, len(numbers), MOST)]
    while waiting:
        batch = waiting.pop(0)
        try:
            answered = ask(batch, divisible=len(batch) > 1)
        except UnansweredError as error:
            if not error.heavy or len(batch) == 1:
                raise
            middle = len(batch) // 2
            waiting[:0] = [batch[:middle], batch[middle:]]
        else:
            yield batch, answered


def _read(api: GraphQL, answered: Answered, number: int) -> Found:
    try:
        part = part_of(answered, number)
        return read_issue(part, api.project, number) if isinstance(part, Part) else part
    except WrongShapeError as error:
        return malformed(error).missing


def _read_older(api: GraphQL, answered: Answered, number: int, unfinished: Unfinished) -> Issue | Missing | Unfinished:
    try:
        part = part_of(answered, number)
        if part is None:
            part = Missing("malformed", f"vanishes while {api.host} is asked", decided=False, hint="run it again")
        return read_older(part, unfinished) if isinstance(part, Part) else part
    except WrongShapeError as error:
        return malformed(error).missing


def part_of(answered: Answered, number: int) -> Part | Missing | None:
    """What an answer says under a number. Raises WrongShapeError when it says nothing and not why."""
    name = alias(number)
    if name in answered.faults:
        return answered.faults[name]
    return answered.repository.whole(name)
