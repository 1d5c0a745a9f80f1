"""Where in a policy a key belongs that stands at another level: what narrows beside the selector, and so on."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache

from checker.classes import dataclass
from checker.policy.criteria import CLAUSE_KEYS, CriterionEntry
from checker.policy.entries import PolicyEntry
from checker.policy.grammar import SELECTION_KEYS, parameters
from checker.requirements import REQUIREMENT_BY_NAME
from checker.selectors import SELECTOR_BY_NAME


@dataclass(frozen=True, slots=True)
class Level:
    """Keys that stand beside each other. place: where, in words. depth: how far below the top.

    known: those that are offered where another stands among them.
    """

    place: str
    depth: int
    keys: frozenset[str]
    known: frozenset[str]


@cache
def _levels() -> tuple[Level, ...]:
    top, about = frozenset(parameters(PolicyEntry)), frozenset((*parameters(CriterionEntry), *CLAUSE_KEYS, "all"))
    clause, narrowing = frozenset(map(str, CLAUSE_KEYS)), frozenset(SELECTION_KEYS)
    return (
        Level("in a criterion", 1, about, about),
        Level("in a clause", 1, clause, clause),
        Level("beside the selector in `for_each`", 2, narrowing | SELECTOR_BY_NAME.keys(), narrowing),
        Level("in `require`", 2, frozenset(REQUIREMENT_BY_NAME), frozenset()),
        Level("at the top of the policy", 0, top, top),
    )


def home_of(key: str, names: Collection[str]) -> str:
    """`; it belongs one level down, …` for a key of another level, else empty. names: what may stand where it is."""
    own = next((one for one in _levels() if one.known == frozenset(map(str, names))), None)
    home = next((one for one in _levels() if key in one.keys), None) if own is not None else None
    if own is None or home is None:
        return ""
    steps = {1: "one level down, ", -1: "one level up, "}.get(home.depth - own.depth, "")
    return f"; it belongs {steps}{home.place}"
