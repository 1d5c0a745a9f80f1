"""The lines at the end of the message of a commit that say something under a name: `Signed-off-by: Mira <m@e.org>`.

Which lines those are is told as git tells it (git-interpret-trailers(1)): the last paragraph, if it is not the first,
and consists of nothing else; or for a quarter at least, where one of them is of git's own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from checker.patterns import regex

_TRAILER = regex(r"([A-Za-z0-9-]+)[ \t]*:(?s:(.*))")
_OWN = ("Signed-off-by: ", "(cherry picked from commit ")
_SHARE = 3
"""So many other lines may stand beside each of them, where one is of git's own."""


def subject_and_body(message: str) -> tuple[str, str]:
    """The first paragraph in one line, and what follows it."""
    lines = message.strip("\n").split("\n")
    end = next((n for n, line in enumerate(lines) if not line.strip()), len(lines))
    return " ".join(line.strip() for line in lines[:end]), "\n".join(lines[end:]).strip("\n")


def trailers(message: str) -> tuple[tuple[str, str], ...]:
    """Names and what is said under them, in their order."""
    lines = [line for line in message.rstrip().split("\n") if not line.startswith("#")]
    blank = next((n for n in range(len(lines) - 1, -1, -1) if not lines[n].strip()), None)
    if blank is None or not any(line.strip() for line in lines[:blank]):
        return ()
    entries = list(_joined(lines[blank + 1 :]))
    found = [(match[1], " ".join(match[2].split())) for one in entries if (match := _TRAILER.fullmatch(one))]
    own = any(one.startswith(_OWN) for one in entries)
    named = sum(_TRAILER.fullmatch(one) is not None or one.startswith(_OWN) for one in entries)
    others = len(entries) - named
    return tuple(found) if named and (not others or (own and named * _SHARE >= others)) else ()


def _joined(lines: Sequence[str]) -> Iterator[str]:
    """The lines, each with those that go on with it: they begin with a blank."""
    entry = ""
    for line in lines:
        if line[:1] in (" ", "\t") and entry:
            entry += "\n" + line
        else:
            if entry:
                yield entry
            entry = line
    if entry:
        yield entry
