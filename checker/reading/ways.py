"""Ways through data: the keys that lead from a value to those in it, with `*` for every one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from checker.model.data import Node
from checker.model.location import Location
from checker.model.observation import Observation, not_met, undecided
from checker.reading.wording import shortened

EVERY = "*"
_NAMED = re.compile(r"\{([^{}]+)\}")
_MAY_LACK = "?"


@dataclass(frozen=True, slots=True)
class Step:
    """One key of a way, `*` for every one. name: under which the key that was taken is known (`{name}`).

    may_lack: whether what does not have it is passed over (`key?`).
    """

    key: str
    name: str = ""
    may_lack: bool = False


@dataclass(frozen=True, slots=True)
class Reached:
    """A value at the end of a way. keys: those that were taken. named: those of `{name}`, with where they stand."""

    node: Node
    keys: tuple[str, ...] = ()
    named: tuple[tuple[str, str, Location], ...] = ()


@dataclass(frozen=True, slots=True)
class Missed:
    """A value that lacks what a way asks of it. wanted: the keys that lead on, `*` for entries."""

    node: Node
    keys: tuple[str, ...]
    wanted: str

    def observed(self, called: str) -> Observation:
        """called: the value at which the way began."""
        here = f"`{'.'.join(self.keys)}` of {called}" if self.keys else called
        what = "entries" if self.wanted == EVERY else f"`{self.wanted}`"
        if self.node.untold:
            why = f"is {shown(self.node)}, of which nobody here can tell whether it has {what}{self.node.aside}"
            return undecided(f"{here} {why}", self.node.location)
        said, wanted = f"{here}{_lacks(self.node, what)}", self.wanted.partition(".")[0]
        hint = None if isinstance(self.node.value, tuple) else f"write `{wanted}?` if it may be missing"
        return not_met(said, self.node.location, expected=what, found=shown(self.node), hint=hint)


@lru_cache(maxsize=512)
def way_of(written: str) -> tuple[Step, ...]:
    """The steps of a way as a policy writes it (`jobs.*.steps?.*.uses`); none for an empty one.

    An empty key is one like others: npm calls the project itself so (`packages..dependencies.*`).
    """
    return tuple(map(_step, written.split("."))) if written else ()


def way_problem(written: str) -> str | None:
    """Why a text is no way; None when it is one."""
    names = [step.name for step in way_of(written) if step.name]
    twice = next((name for name in names if names.count(name) > 1), None)
    return f"`{{{twice}}}` stands twice in `{written}`" if twice is not None else None


def walked(node: Node, steps: tuple[Step, ...], so_far: Reached | None = None) -> Iterator[Reached | Missed]:
    """What a way leads to, and what lacks the next key of it.

    A value that is neither list nor mapping counts as the only entry of a list: many formats let one stand for a list
    of one. A key that has a dot in it is found as the longest that there is.
    """
    here = so_far or Reached(node)
    if not steps:
        yield here
    elif node.untold and not isinstance(node.value, Mapping):
        yield Missed(node, here.keys, steps[0].key)
    elif steps[0].key != EVERY:
        yield from _below_key(here, steps)
    elif node.value is None:
        yield from () if steps[0].may_lack else (Missed(node, here.keys, EVERY),)
    elif isinstance(node.value, tuple | Mapping):
        for key, child in node.children():
            yield from walked(child, steps[1:], _further(here, child, key, steps[0].name))
        yield from (Missed(node, here.keys, EVERY),) if node.untold else ()
    else:
        yield from walked(node, steps[1:], here)


def _step(written: str) -> Step:
    key = written.removesuffix(_MAY_LACK) if written != _MAY_LACK else written
    named = _NAMED.fullmatch(key)
    return Step(EVERY if named else key, named[1] if named else "", key != written)


def _below_key(here: Reached, steps: tuple[Step, ...]) -> Iterator[Reached | Missed]:
    fixed = next((at for at, step in enumerate(steps) if step.key == EVERY), len(steps))
    for length in range(fixed, 0, -1):
        key = ".".join(step.key for step in steps[:length])
        child = _child(here.node, key)
        if child is not None and (child.value is not None or not steps[length - 1].may_lack or length == len(steps)):
            yield from walked(child, steps[length:], Reached(child, (*here.keys, key), here.named))
            return
        if child is not None:
            return
    if not steps[0].may_lack or here.node.untold:
        yield Missed(here.node, here.keys, ".".join(step.key for step in steps[:fixed]))


def _child(node: Node, key: str) -> Node | None:
    """What stands under a key, or at a position of a list."""
    if isinstance(node.value, tuple):
        return node.value[int(key)] if key.isdecimal() and int(key) < len(node.value) else None
    return node.get(key)


def _further(here: Reached, child: Node, key: str, name: str) -> Reached:
    named = (*here.named, (name, key, child.key or child.location)) if name else here.named
    return Reached(child, (*here.keys, key), named)


def _lacks(node: Node, what: str) -> str:
    if isinstance(node.value, Mapping):
        return f" has no {what}"
    if isinstance(node.value, tuple):
        return f" is {shown(node)} and has no {what}; `*` stands for its entries"
    return f" is {shown(node)} and has no {what}"


def shown(node: Node) -> str:
    """What stands at a place of data, in a message."""
    if isinstance(node.value, Mapping):
        return (
            shortened("the keys " + ", ".join(f"`{key}`" for key in node.value)) if node.value else "an empty mapping"
        )
    if isinstance(node.value, tuple):
        return f"a list of {len(node.value)}" if node.value else "an empty list"
    if node.value is None:
        return f"`{node.text}`" if node.text else "empty"
    return f"`{shortened(node.text)}`"
