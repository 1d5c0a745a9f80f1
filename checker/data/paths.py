"""Ways through data: the keys that lead from a value to those in it, with `*` for every one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

from checker.classes import dataclass
from checker.model.data import Node
from checker.model.evidence import Gap, Reason, absent, unreadable
from checker.model.location import Location
from checker.model.observation import Observation, lacking
from checker.patterns import regex
from checker.text.shown import shortened

EVERY = "*"
_NAMED = regex(r"\{([^{}]+)\}")
_MAY_LACK = "?"
EMPTY = '""'
"""How the empty key is written."""
_INDEX = regex(r"\[(\*|-?\d*(?::-?\d*)?)\]|\[[?'\"(@].*")
"""A position, a slice, a filter or a key as other languages write them behind a key."""


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

    def gap(self, called: str, reason: Reason = Reason.NO_KEY) -> Gap:
        """called: the value at which the way began."""
        return absent(reason, self.node.location, here=self._here(called), lacks=_lacks(self.node, self._what))

    def doubt(self, called: str) -> Gap:
        """That nobody can tell whether an expression has it."""
        parts = {"here": self._here(called), "value": shown(self.node), "what": self._what, "aside": self.node.aside}
        return unreadable(Reason.EXPRESSION_MAY_HAVE, self.node.location, **parts)

    def observed(self, called: str) -> Observation:
        """called: the value at which the way began."""
        if self.node.undeterminable:
            return lacking(self.doubt(called))
        wanted = self.wanted.partition(".")[0]
        hint = None if isinstance(self.node.value, tuple) else f"add it, or write `{wanted}?` if it may be missing"
        return lacking(self.gap(called), expected=self._what, found=shown(self.node), hint=hint)

    def _here(self, called: str) -> str:
        return f"`{'.'.join(self.keys)}` of {called}" if self.keys else called

    @property
    def _what(self) -> str:
        return "entries" if self.wanted == EVERY else f"`{self.wanted}`"


@lru_cache(maxsize=512)
def way_of(written: str) -> tuple[Step, ...]:
    """The steps of a way as a policy writes it (`jobs.*.steps?.*.uses`); none for an empty one.

    An empty key is written `""`: npm calls the project itself so (`packages."".dependencies.*`).
    """
    return tuple(map(_step, written.split("."))) if written else ()


def way_problem(written: str) -> str | None:
    """Why a text is no way; None when it is one."""
    names = [step.name for step in way_of(written) if step.name]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        return f"`{{{twice}}}` stands twice in `{written}`"
    if written.startswith(("/", "#/")):
        return f"`{written}` is written as a JSON pointer; a way is its keys joined by dots: `{_dotted(written)}`"
    return next(filter(None, (_part_problem(part, written) for part in written.split("."))), None)


def _part_problem(part: str, way: str) -> str | None:
    """Why a part of a way is no key that data could have."""
    key = part.removesuffix(_MAY_LACK)
    if not key.strip() and part != _MAY_LACK:
        return f"`{way}` has an empty part: keys are joined by one dot each, and an empty key is written `{EMPTY}`"
    if key != key.strip():
        return f"`{way}` has a blank beside a dot; write the keys without"
    if key == "**":
        return f"`**` in `{way}` is no key: a way names every level, and `*` stands for all keys of one"
    if key in ("$", "@") and way.startswith(part):
        return f"`{key}` in `{way}` is written as in JSONPath; a way begins with the first key"
    if key.endswith(_MAY_LACK):
        return f"`{part}` in `{way}` has more than one `?`"
    index = _INDEX.search(key)
    said = "positions and keys stand between dots (`steps.0.uses`), and `*` for every entry (`steps.*.uses`)"
    return f"`{index[0]}` in `{way}` is no part of a key: {said}" if index is not None else None


def _dotted(pointer: str) -> str:
    return ".".join(pointer.lstrip("#/").rstrip("/").split("/"))


def walked(node: Node, steps: tuple[Step, ...], so_far: Reached | None = None) -> Iterator[Reached | Missed]:
    """What a way leads to, and what lacks the next key of it.

    A value that is neither list nor mapping counts as the only entry of a list: many formats let one stand for a list
    of one. A key that has a dot in it is found as the longest that there is.
    """
    here = so_far or Reached(node)
    if not steps:
        yield here
    elif node.undeterminable and not isinstance(node.value, Mapping):
        yield Missed(node, here.keys, steps[0].key)
    elif steps[0].key != EVERY:
        yield from _below_key(here, steps)
    elif node.value is None:
        yield from () if steps[0].may_lack else (Missed(node, here.keys, EVERY),)
    elif isinstance(node.value, tuple | Mapping):
        for key, child in node.children():
            yield from walked(child, steps[1:], _further(here, child, key, steps[0].name))
        yield from (Missed(node, here.keys, EVERY),) if node.undeterminable else ()
    else:
        yield from walked(node, steps[1:], here)


def _step(written: str) -> Step:
    key = written.removesuffix(_MAY_LACK) if written != _MAY_LACK else written
    key = "" if key == EMPTY else key
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
    if not steps[0].may_lack or here.node.undeterminable:
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
