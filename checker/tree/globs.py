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
    parts = [None if part == "**" else name_pattern(_tokens(part)) for part in glob.split("/")]
    return re.compile(path_pattern(parts), re.DOTALL)


def path_pattern(parts: Sequence[str | None]) -> str:
    """Names of a path by their patterns, None for any number of folders, as one that is matched in little time.

    What stands between two of those is looked for from the left and stays where it is found: a later place could not
    do better, and to try them all would take a power of the length.
    """
    first, *others = _between(parts)
    if not others:
        return "/".join(first)
    *middle, last = others
    begin = "".join(f"{name}/" for name in first)
    found = "".join(f"(?>(?:[^/]*/)*?{''.join(f'{name}/' for name in one)})" for one in middle if one)
    return begin + found + ("(?:.*/)?" + "/".join(last) if last else ".*")


def _between(parts: Sequence[str | None]) -> list[list[str]]:
    found: list[list[str]] = [[]]
    for part in parts:
        if part is None:
            found.append([])
        else:
            found[-1].append(part)
    return found


def name_pattern(tokens: Sequence[str | None]) -> str:
    """One name by the patterns of its characters, None for any number of them; what stands between as above."""
    first, *others = _between(tokens)
    if not others:
        return "".join(first)
    *middle, last = others
    found = "".join(f"(?>[^/]*?{''.join(one)})" for one in middle if one)
    return f"{''.join(first)}{found}[^/]*{''.join(last)}"


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


def _tokens(part: str) -> list[str | None]:
    """One name of a glob; `[…]` is a set of characters, `[!…]` its complement."""
    return [None if one == "*" else _token(one) for one in re.findall(r"\[!?[^\]/]+\]|.", part, re.DOTALL)]


def _token(token: str) -> str:
    if token == "?":
        return "[^/]"
    if len(token) > 2 and token[0] == "[":
        negated, inside = token[1] == "!", token[1:-1].removeprefix("!")
        return f"[{'^/' if negated else ''}{_set_of(inside)}]"
    return re.escape(token)


def _set_of(inside: str) -> str:
    return inside.replace("\\", r"\\").replace("^", r"\^").replace("[", r"\[")
