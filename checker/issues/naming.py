"""What selectors of issues and pull requests have in common: how they are named, and why some are not shown."""

from __future__ import annotations

from collections.abc import Iterator

from checker.model.evidence import Reason, absent, undeterminable, unreadable
from checker.model.issues import IssueKey, IssueQuery, Missing, NearName, PullQuery, key_of
from checker.model.kinds import Scope
from checker.model.language import Operand
from checker.model.observation import Observation, lacking
from checker.model.record import Value
from checker.text.likeness import odd_sign
from checker.text.shown import quoted


def operands_of(given: Operand | tuple[Operand, ...]) -> tuple[Operand, ...]:
    """Each of what stands there, one or several."""
    return given if isinstance(given, tuple) else (given,)


def values_of(given: Operand | tuple[Operand, ...], scope: Scope, problems: list[Observation]) -> Iterator[Value]:
    """Each of the values that they stand for; what stands for none becomes a problem."""
    for operand in operands_of(given):
        value = scope.resolve(operand, scope.place)
        if isinstance(value, Observation):
            problems.append(value)
        else:
            yield from value.items if value.items is not None else (value,)


def keys_asked(
    given: Operand | tuple[Operand, ...], kind: type[IssueKey], scope: Scope, problems: list[Observation]
) -> Iterator[IssueKey]:
    """The numbers or keys that are asked for; what is none of an issue becomes a problem. kind: which of the two."""
    for one in values_of(given, scope, problems):
        key = key_of(one.plain.strip())
        if isinstance(key, kind):
            yield key
        else:
            what, example = ("number", "62") if kind is int else ("key", "ABC-62")
            gap = absent(Reason.NO_NUMBER_OF_ISSUE, one.location, value=quoted(one), what=what)
            problems.append(lacking(gap, expected=f"a {what} such as `{example}`", found=quoted(one)))


def narrowing(milestone: str, label: str, state: str) -> Iterator[str]:
    """What narrows a list of either, in words; empty for nothing."""
    words = {"of milestone": milestone, "labelled": label, "that are": state}
    return (f"{word} {said}" for word, said in words.items() if said)


def missing_of_tracker(called: str, missing: Missing, scope: Scope) -> Observation:
    """Why the tracker shows no such issue, pull request or list. called: in words (`issue #62`)."""
    gap = absent if missing.decided else unreadable
    of_tracker = "yes" if missing.is_of_tracker else ""
    said = {"called": called, "why": missing.message, "of_tracker": of_tracker}
    return lacking(gap(Reason.NO_ISSUE, scope.place, **said), hint=missing.hint)


def near_name(near: NearName, query: IssueQuery | PullQuery, scope: Scope) -> Observation:
    """That some are left out for a name that only looks like the one that is asked for."""
    wanted = getattr(query, near.field)
    named = {"field": near.field, "value": near.name, "wanted": f"`{wanted}`", "sign": odd_sign(near.name)}
    return lacking(undeterminable(Reason.NEAR_VALUE, scope.place, record="an issue", **named))
