"""Whose a path is, as the file CODEOWNERS says it.

GitHub's documentation, "About code owners", and https://docs.gitlab.com/user/project/codeowners: the last line whose
pattern matches counts, one without owners takes them away. Patterns are those of gitignore(5), without `!` and sets of
characters. Of GitLab's sections each has a say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from checker.patterns import regex
from checker.tree.globs import name_pattern, path_pattern

PLACES = (".github/CODEOWNERS", ".gitlab/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS")
"""Where forges look for it; the first that is there counts."""
_SECTION = regex(r"\^?\[[^\]]+\](?:\[[0-9]+\])?")
_WORD = regex(r"(?:\\.|[^\s\\])+")


def owners_of(path: str, text: str) -> tuple[str, ...]:
    """The owners of a path, as they are written (`@acme/belts`, `maya@example.org`), each once. text: of the file."""
    found: list[str] = []
    for rules in _rules(text):
        said = next((owners for pattern, owners in reversed(rules) if pattern.fullmatch(path)), ())
        found += said
    return tuple(dict.fromkeys(found))


@lru_cache(maxsize=4)
def _rules(text: str) -> Sequence[Sequence[tuple[re.Pattern[str], tuple[str, ...]]]]:
    """The rules of each section, those before the first one among them."""
    sections: list[list[tuple[re.Pattern[str], tuple[str, ...]]]] = [[]]
    usual: tuple[str, ...] = ()
    # Forges know no other ends of lines.
    for line in re.split(r"\r?\n", text):
        words = list(_words(line))
        head = _SECTION.match(line.strip())
        if head is not None:
            usual = tuple(_words(line.strip()[head.end() :]))
            sections.append([])
        elif words:
            sections[-1].append((_pattern(words[0]), tuple(words[1:]) or usual))
    return sections


def _words(line: str) -> Iterator[str]:
    """The words of a line up to its comment; a backslash keeps a blank or a `#` in a word."""
    for found in _WORD.finditer(line):
        if found[0].startswith("#"):
            return
        yield re.sub(r"\\(.)", r"\1", found[0])


def _pattern(written: str) -> re.Pattern[str]:
    is_at_root = "/" in written.rstrip("/")
    parts = [one for one in written.split("/") if one]
    names = [None if one == "**" else _name(one) for one in parts]
    pattern = path_pattern(names if is_at_root else [None, *names])
    # A folder owns what is in it; `docs/*` does not reach below.
    ends_open = parts and parts[-1] not in ("*", "**")
    below = "/.*" if written.endswith("/") else "(?:/.*)?" if ends_open else ""
    return re.compile(pattern + below, re.DOTALL)


def _name(part: str) -> str:
    return name_pattern([None if sign == "*" else "[^/]" if sign == "?" else re.escape(sign) for sign in part])
