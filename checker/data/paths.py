"""Ways through data: the keys that lead from a value to those in it, with `*` for every one and `**` for any depth."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache

from checker.classes import dataclass, replace
from checker.data.embedded import read_in
from checker.model.data import Node
from checker.model.evidence import Gap, Reason, absent, unreadable
from checker.model.location import Location
from checker.model.observation import Observation, lacking
from checker.patterns import regex
from checker.text.shown import shortened

EVERY = "*"
ANY_DEPTH = "**"
"""Stands for any keys that lead inwards, or none."""
AS_JSON, AS_YAML = EMBEDDED = ("@json", "@yaml")
"""Stand behind a text: what it holds as JSON or YAML."""
MANY = (EVERY, ANY_DEPTH)
"""What may lead to several values."""
_NAMED = regex(r"\{([^{}]+)\}")
_MAY_LACK = "?"
EMPTY = '""'
"""How the empty key is written."""
_INDEX = regex(r"\[(\*|-?\d*(?::-?\d*)?)\]|\[[?'\"(@].*")
"""A position, a slice, a filter or a key as other languages write them behind a key."""


Follow = Callable[[Node], Node | Gap]
"""What a reference leads to, any other value itself; why it leads nowhere."""
_NO_DATA = ("@toml", "@xml", "@hcl", "@csv", "@ini")


@dataclass(frozen=True, slots=True)
class Step:
    """One key of a way, `*` for every one, `**` for any depth, `@json` and `@yaml` for what a text holds.

    name: under which the key that was taken is known (`{name}`).
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
    """A value that lacks what a way asks of it. wanted: the keys that lead on, `*` for entries.

    deep: whether they may stand at any depth. why: what is in the way, where it is not that a key is missing.
    """

    node: Node
    keys: tuple[str, ...]
    wanted: str
    deep: bool = False
    why: Gap | None = None

    def gap(self, called: str, reason: Reason = Reason.NO_KEY) -> Gap:
        """Why it cannot be reached. called: the value at which the way began."""
        if self.why is not None:
            return self.why
        if self.node.undeterminable:
            return self._doubt(called)
        return absent(reason, self.node.location, here=self._here(called), lacks=_lacks(self.node, self._what))

    def _doubt(self, called: str) -> Gap:
        """That nobody can tell whether an expression has it."""
        parts = {"here": self._here(called), "value": shown(self.node), "what": self._what, "aside": self.node.aside}
        return unreadable(Reason.EXPRESSION_MAY_HAVE, self.node.location, **parts)

    def observed(self, called: str) -> Observation:
        """called: the value at which the way began."""
        if self.why is not None or self.node.undeterminable:
            return lacking(self.gap(called))
        wanted = self.wanted.partition(".")[0]
        hint = None if isinstance(self.node.value, tuple) else f"add it, or write `{wanted}?` if it may be missing"
        return lacking(self.gap(called), expected=self._what, found=shown(self.node), hint=hint)

    def _here(self, called: str) -> str:
        return f"`{'.'.join(self.keys)}` of {called}" if self.keys else called

    @property
    def _what(self) -> str:
        if self.wanted == EVERY:
            return "entries"
        return f"`{self.wanted}`" + (" at any depth" if self.deep else "")


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
    parts = written.split(".")
    return next(filter(None, (_part_problem(part, written) for part in parts)), None) or _depth_problem(parts, written)


def _depth_problem(parts: list[str], way: str) -> str | None:
    """Why `**` cannot stand where it does."""
    if parts.count(ANY_DEPTH) > 1:
        return f"`**` stands twice in `{way}`: say the second part of the way inside `exists` or `each`"
    behind = parts[parts.index(ANY_DEPTH) + 1 :][:1] if ANY_DEPTH in parts else []
    if behind and behind[0] in EMBEDDED:
        return f"`{behind[0]}` in `{way}` stands behind `**`, which is every text: name the key that holds it"
    return None


def _part_problem(part: str, way: str) -> str | None:
    """Why a part of a way is no key that data could have."""
    key = part.removesuffix(_MAY_LACK)
    if not key.strip() and part != _MAY_LACK:
        return f"`{way}` has an empty part: keys are joined by one dot each, and an empty key is written `{EMPTY}`"
    if key != key.strip():
        return f"`{way}` has a blank beside a dot; write the keys without"
    return _sign_problem(part, key, way)


def _sign_problem(part: str, key: str, way: str) -> str | None:
    """Why a part of a way has a sign that does not mean there what was meant."""
    if ANY_DEPTH in key and part != ANY_DEPTH:
        return f"`{part}` in `{way}` is no key: `**` stands alone between dots, for any depth (`**.$ref`)"
    if part.removesuffix(_MAY_LACK) in _NO_DATA or (key in EMBEDDED and part != key):
        return (
            f"`{part}` in `{way}` is none: what a text holds is read as JSON or YAML, with `{AS_JSON}` or `{AS_YAML}`"
        )
    if key in ("$", "@") and way.startswith(part):
        return f"`{key}` in `{way}` is written as in JSONPath; a way begins with the first key"
    if key.endswith(_MAY_LACK):
        return f"`{part}` in `{way}` has more than one `?`"
    index = _INDEX.search(key)
    said = "positions and keys stand between dots (`steps.0.uses`), and `*` for every entry (`steps.*.uses`)"
    return f"`{index[0]}` in `{way}` is no part of a key: {said}" if index is not None else None


def _dotted(pointer: str) -> str:
    return ".".join(pointer.lstrip("#/").rstrip("/").split("/"))


def walked(
    node: Node, steps: tuple[Step, ...], so_far: Reached | None = None, follow: Follow | None = None
) -> Iterator[Reached | Missed]:
    """What a way leads to, and what lacks the next key of it.

    A value that is neither list nor mapping counts as the only entry of a list: many formats let one stand for a list
    of one. A key that has a dot in it is found as the longest that there is. follow: how references are followed, None
    where they stand for themselves.
    """
    here = so_far or Reached(node)
    if follow is not None:
        target = follow(node)
        if isinstance(target, Gap):
            yield Missed(node, here.keys, steps[0].key if steps else "", why=target)
            return
        here = here if target is node else replace(here, node=target)
    if here.node.several:
        yield from _from_each(here, steps, follow)
    elif not steps:
        yield here
    elif steps[0].key == ANY_DEPTH:
        yield from _at_any_depth(here, steps[1:], follow)
    elif steps[0].key in EMBEDDED and _child(here.node, steps[0].key) is None:
        yield from _within_text(here, steps[0].key, steps[1:])
    else:
        yield from _one_level_in(here, steps, follow)


def _from_each(here: Reached, steps: tuple[Step, ...], follow: Follow | None) -> Iterator[Reached | Missed]:
    """From each of several that bear one name, or from the one at a position."""
    if steps and _child(here.node, steps[0].key) is not None:
        yield from _one_level_in(here, steps, follow)
        return
    for position, child in here.node.children():
        yield from walked(child, steps, _further(here, child, position, ""), follow)


def _one_level_in(here: Reached, steps: tuple[Step, ...], follow: Follow | None) -> Iterator[Reached | Missed]:
    node = here.node
    if node.undeterminable and not isinstance(node.value, Mapping):
        yield Missed(node, here.keys, steps[0].key)
    elif steps[0].key != EVERY:
        yield from _below_key(here, steps, follow)
    elif node.value is None:
        yield from () if steps[0].may_lack else (Missed(node, here.keys, EVERY),)
    elif isinstance(node.value, tuple | Mapping):
        for key, child in node.children():
            yield from walked(child, steps[1:], _further(here, child, key, steps[0].name), follow)
        yield from (Missed(node, here.keys, EVERY),) if node.undeterminable else ()
    else:
        yield from walked(node, steps[1:], here, follow)


def _step(written: str) -> Step:
    key = written.removesuffix(_MAY_LACK) if written != _MAY_LACK else written
    key = "" if key == EMPTY else key
    named = _NAMED.fullmatch(key)
    return Step(EVERY if named else key, named[1] if named else "", key != written)


def _within_text(here: Reached, form: str, steps: tuple[Step, ...]) -> Iterator[Reached | Missed]:
    """What stands in the data that a text holds; references in it lead to nothing of the file."""
    found = read_in(here.node, ".".join(here.keys), is_yaml=form == AS_YAML)
    if found is None:
        yield Missed(here.node, here.keys, form)
    elif isinstance(found, Gap):
        yield Missed(here.node, here.keys, form, why=found)
    else:
        yield from walked(found, steps, Reached(found, (*here.keys, form), here.named))


def _at_any_depth(here: Reached, steps: tuple[Step, ...], follow: Follow | None) -> Iterator[Reached | Missed]:
    """What the way leads to from a value and from everything in it. Somewhere there must be what it names first."""
    named = next((at for at, step in enumerate(steps) if step.key != EVERY), len(steps))
    # A `*` right behind is one of the keys that lead inwards: only what has the next key is meant.
    lenient = tuple(replace(step, may_lack=step.may_lack or at == named) for at, step in enumerate(steps))
    found = False
    for one in _inwards(here, follow):
        if isinstance(one, Missed):
            found = True
            yield one
        elif not steps or _goes_on(one.node, steps):
            for reached in walked(one.node, lenient, one, follow):
                found = True
                yield reached
        elif one.node.undeterminable:
            found = True
            yield Missed(one.node, one.keys, steps[0].key)
    if not found and named < len(steps) and not steps[named].may_lack:
        yield Missed(here.node, here.keys, _joined(steps[named:]), deep=True)


def _goes_on(node: Node, steps: tuple[Step, ...]) -> bool:
    """Whether a value has what the way names next. Here a single value is no list of one, it would be found twice."""
    if steps[0].key == EVERY:
        return isinstance(node.value, tuple | Mapping)
    keys = (".".join(step.key for step in steps[:length]) for length in range(1, _fixed(steps) + 1))
    return any(_child(node, key) is not None for key in keys)


def _fixed(steps: tuple[Step, ...]) -> int:
    """How many keys stand before what is none, and may be one key with dots in it."""
    return next((at for at, step in enumerate(steps) if step.key in (*MANY, *EMBEDDED)), len(steps))


def _joined(steps: tuple[Step, ...]) -> str:
    return ".".join(step.key for step in steps[: _fixed(steps)])


def _inwards(here: Reached, follow: Follow | None) -> Iterator[Reached | Missed]:
    """A value and all that is in it, from above; then, where references are followed, each value to which they lead."""
    entered = {id(here.node)}
    waiting, referred = [here], deque[Reached]()
    while waiting or referred:
        one = waiting.pop() if waiting else _target(referred.popleft(), follow, entered)
        if one is None:
            continue
        if isinstance(one, Missed) or not one.node.several:
            yield one
        if isinstance(one, Reached):
            entered.add(id(one.node))
            below = [_further(one, child, key, "") for key, child in one.node.children()]
            refers = [follow is not None and follow(child.node) is not child.node for child in below]
            referred += [child for child, is_reference in zip(below, refers, strict=True) if is_reference]
            waiting += [child for child, is_one in zip(reversed(below), reversed(refers), strict=True) if not is_one]


def _target(one: Reached, follow: Follow | None, entered: set[int]) -> Reached | Missed | None:
    """What a reference leads to; None where that was looked into already."""
    found = follow(one.node) if follow is not None else one.node
    if isinstance(found, Gap):
        return Missed(one.node, one.keys, one.keys[-1], why=found)
    return None if id(found) in entered else replace(one, node=found)


def _below_key(here: Reached, steps: tuple[Step, ...], follow: Follow | None) -> Iterator[Reached | Missed]:
    for length in range(max(1, _fixed(steps)), 0, -1):
        key = ".".join(step.key for step in steps[:length])
        child = _child(here.node, key)
        if child is not None and (child.value is not None or not steps[length - 1].may_lack or length == len(steps)):
            yield from walked(child, steps[length:], Reached(child, (*here.keys, key), here.named), follow)
            return
        if child is not None:
            return
    if not steps[0].may_lack or here.node.undeterminable:
        yield Missed(here.node, here.keys, _joined(steps))


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
