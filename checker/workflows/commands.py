"""The commands that a code block tells its reader to run."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from checker.classes import replace
from checker.patterns import regex
from checker.workflows.runs import Run, runs_in

_SHELLS = frozenset(
    ("", "sh", "bash", "shell", "zsh", "ksh", "dash", "fish", "ash", "nu", "shellscript", "text", "txt", "plaintext")
)
_SESSIONS = frozenset(("console", "shell-session", "shellsession", "sh-session", "bash-session", "terminal", "session"))
_OF_WINDOWS = frozenset(("powershell", "pwsh", "ps", "ps1", "posh", "cmd", "bat", "batch", "batchfile", "dosbatch"))
_PROMPT = regex(r"[ \t]*(?:\([\w.-]+\)[ \t]*)?(?:[\w.-]+@[^$#%>]*|PS(?: [^>]*)?|[A-Z]:\\[^>]*)?[$%>❯➜][ \t]+(?=\S)")


def told_in(code: str, language: str) -> Iterator[Run]:
    """The commands in a code block. language: of the block, empty for none."""
    if language not in _SHELLS | _SESSIONS | _OF_WINDOWS:
        return
    lines = code.split("\n")
    if any(map(_PROMPT.match, lines)):
        for at, text, is_prompted in _entered(lines):
            yield from (replace(one, is_certain=one.is_certain and is_prompted) for one in runs_in(text, at))
    else:
        yield from runs_in(code)


def _entered(lines: Sequence[str]) -> Iterator[tuple[int, str, bool]]:
    """What is entered behind prompts, and the other lines, which may be output; with the line and which of both."""
    at = 0
    while at < len(lines):
        prompt, start = _PROMPT.match(lines[at]), at
        text = lines[at][prompt.end() :] if prompt else lines[at]
        while text.endswith("\\") and at + 1 < len(lines):
            at += 1
            text += "\n" + lines[at].removeprefix("> ")
        yield start, text, prompt is not None
        at += 1
