"""Globs over the paths of the judged tree: `*` and `?` stay within a name, `**` spans directories."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache

GLOB_SIGNS = frozenset("*?[")


def is_glob(path: str) -> bool:
    return not GLOB_SIGNS.isdisjoint(path)


def is_sound_glob(glob: str) -> bool:
    """Whether every set of characters is closed and its ranges ascend; a bracket is written `[[]`."""
    try:
        glob_pattern(glob)
    except re.error:
        return False
    return "[" not in re.sub(r"\[!?[^\]/]+\]", "", glob)


@cache
def glob_pattern(glob: str) -> re.Pattern[str]:
    """A glob as a regular expression for whole paths; `a/**/b` also means `a/b`."""
    pattern = ""
    parts = glob.split("/")
    for position, part in enumerate(parts):
        last = position == len(parts) - 1
        if part == "**":
            pattern += ".*" if last else "(?:.*/)?"
        else:
            pattern += _part_pattern(part) + ("" if last else "/")
    return re.compile(pattern, re.DOTALL)


def may_match_below(glob: str, folder: str) -> bool:
    """Whether a glob could match some path below a folder, whatever there is."""
    parts = glob.rstrip("/").split("/")
    reached = {0}
    for name in folder.split("/"):
        at = _with_none(parts, reached)
        reached = {n for n in at if parts[n] == "**"} | {n + 1 for n in at if _fits(parts[n], name)}
    return bool(_with_none(parts, reached))


def _with_none(parts: Sequence[str], reached: Iterable[int]) -> set[int]:
    """The parts at which one may be: those reached, and those behind a `**` that stands for no folder."""
    found = set(reached)
    for n in range(len(parts)):
        if n in found and parts[n] == "**":
            found.add(n + 1)
    return found - {len(parts)}


def _fits(part: str, name: str) -> bool:
    return part != "**" and glob_pattern(part).fullmatch(name) is not None


def _part_pattern(part: str) -> str:
    """One name of a glob; `[…]` is a set of characters, `[!…]` its complement."""
    tokens = re.findall(r"\[!?[^\]/]+\]|.", part, re.DOTALL)
    return "".join(_token_pattern(token) for token in tokens)


def _token_pattern(token: str) -> str:
    if token == "*":
        return "[^/]*"
    if token == "?":
        return "[^/]"
    if len(token) > 2 and token[0] == "[":
        negated, inside = token[1] == "!", token[1:-1].removeprefix("!")
        return f"[{'^/' if negated else ''}{_set_of(inside)}]"
    return re.escape(token)


def _set_of(inside: str) -> str:
    return inside.replace("\\", r"\\").replace("^", r"\^").replace("[", r"\[")
