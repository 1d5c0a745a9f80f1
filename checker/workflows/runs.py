"""The commands that a shell script runs, and those of which nobody can tell whether it does.

A command that another only prints or looks up (`echo terraform init`) is a word of that other, as a shell reads it. One
behind a condition that never holds (`false && …`) is none; behind any other it may be run. That a command succeeds is
taken for granted: what stands behind `&&` is run, what stands behind `||` may be.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from enum import Enum

from checker.classes import dataclass, replace
from checker.patterns import regex
from checker.workflows._words import ELSEWHERE, program_of, run_by, run_here
from checker.workflows.shell import (
    Chain,
    Choice,
    Command,
    Function,
    Group,
    Loop,
    NotUnderstoodError,
    Pipeline,
    Script,
    Simple,
    commands_in,
    parse_script,
)

_SLOT = regex(r"(?<![<\w])<(?=[A-Za-z])([^<>|&;\n]*[^<>|&;\s])>")
"""What a reader fills in (`<your token>`), and no redirection."""
_INTO_WORD = str.maketrans({"<": "\ue000", ">": "\ue001", " ": "\ue002"})
_OUT_OF_WORD = str.maketrans({"\ue000": "<", "\ue001": ">", "\ue002": " "})
_HELP = frozenset(("--help", "-help"))
_INNER_SHELLS = frozenset(("sh", "bash", "zsh", "dash", "ksh", "ash"))
_LEAVING = frozenset(("exit", "return", "logout"))
_MOST_SHELLS = 5


@dataclass(frozen=True, slots=True)
class Run:
    """A command that is run, with its arguments. line: in which it stands, from 0.

    is_certain: else nobody can tell whether it is run.
    """

    words: tuple[str, ...]
    line: int
    is_certain: bool = True

    @property
    def program(self) -> str:
        """The name of the program, or of the image that it is run from, without directory, version and `.exe`."""
        return program_of(list(self.words)).partition(":")[0].removesuffix(".exe")

    @property
    def subcommand(self) -> str:
        """The first argument that is no option; empty for none."""
        return next((word for word in self.words[1:] if not word.startswith("-")), "")


def runs_in(text: str, first: int = 0, depth: int = 0) -> Iterator[Run]:
    """The commands of a script, those in doubt included. first: its line. depth: of shells in shells."""
    try:
        script = parse_script(_SLOT.sub(lambda slot: slot[0].translate(_INTO_WORD), text))
    except NotUnderstoodError:
        yield from _line_by_line(text, first)
        return
    for run in _Reader(_functions(script), depth).all_of(script):
        words = tuple(word.translate(_OUT_OF_WORD) for word in run.words)
        yield replace(run, words=words, line=run.line + first)


def _line_by_line(text: str, first: int) -> Iterator[Run]:
    """What may be commands in a script that nobody here understands."""
    lines = text.split("\n")
    for at, line in enumerate(lines):
        if len(lines) > 1:
            yield from (replace(one, is_certain=False) for one in runs_in(line, first + at))
        elif line.split() and not line.lstrip().startswith("#"):
            yield Run(tuple(line.split()), first, is_certain=False)


def _functions(script: Script) -> Mapping[str, Script]:
    return {one.name: one.body for one in commands_in(script) if isinstance(one, Function)}


class _Status(Enum):
    """How a command ends. expected: well, if nothing goes wrong; an answer: nobody can tell."""

    SUCCESS = "success"
    FAILURE = "failure"
    EXPECTED = "expected"
    ANSWER = "answer"


_STATUS = {
    **dict.fromkeys(("true", ":"), _Status.SUCCESS),
    **dict.fromkeys(("[", "[[", "test", "grep", "egrep", "diff", "cmp"), _Status.ANSWER),
    "false": _Status.FAILURE,
}
"""Commands whose end is known, or is an answer."""
_NEGATED = {
    _Status.SUCCESS: _Status.FAILURE,
    _Status.FAILURE: _Status.SUCCESS,
    _Status.EXPECTED: _Status.ANSWER,
    _Status.ANSWER: _Status.ANSWER,
}


class _Reader:
    """Goes through a script in its order. functions: those that it defines, by name. depth: of shells in shells."""

    def __init__(self, functions: Mapping[str, Script], depth: int = 0) -> None:
        self._functions = functions
        self._called: set[str] = set()
        self._depth = depth

    def all_of(self, script: Script) -> Iterator[Run]:
        yield from self._script(script, is_certain=True)
        for name, body in self._functions.items():
            if name not in self._called:
                yield from self._script(body, is_certain=False)

    def _script(self, script: Script, *, is_certain: bool) -> Iterator[Run]:
        for chain in script.chains:
            has_left = False
            for pipeline, is_sure in _course(chain)[0]:
                for command in pipeline.commands:
                    for run in self._command(command, is_certain=is_certain and is_sure):
                        has_left = has_left or (run.is_certain and _leaves(run))
                        yield run
            # Who leaves may come back to another shell, from which this one was started.
            is_certain = is_certain and not has_left

    def _command(self, command: Command, *, is_certain: bool) -> Iterator[Run]:
        if isinstance(command, Simple):
            yield from self._simple(command, is_certain=is_certain)
        elif isinstance(command, Choice):
            yield from self._choice(command, is_certain=is_certain)
        elif isinstance(command, Loop):
            yield from self._loop(command, is_certain=is_certain)
        elif isinstance(command, Group):
            inner = self._script(command.body, is_certain=is_certain)
            yield from (run for run in inner if not (command.is_subshell and _leaves(run)))

    def _choice(self, choice: Choice, *, is_certain: bool) -> Iterator[Run]:
        is_case = all(branch.condition is None for branch in choice.branches)
        for branch in choice.branches:
            status = _Status.ANSWER if is_case else _Status.SUCCESS
            if branch.condition is not None:
                yield from self._script(branch.condition, is_certain=is_certain)
                status = _status_of(branch.condition)
            if status is not _Status.FAILURE:
                yield from self._script(branch.body, is_certain=is_certain and status is _Status.SUCCESS)
            if status is _Status.SUCCESS:
                break
            is_certain = is_certain and (is_case or status is _Status.FAILURE)

    def _loop(self, loop: Loop, *, is_certain: bool) -> Iterator[Run]:
        if loop.condition is not None:
            yield from self._script(loop.condition, is_certain=is_certain)
            status = _status_of(loop.condition)
            goes, stops = (_Status.SUCCESS, _Status.FAILURE)[:: -1 if loop.is_until else 1]
            if status is not stops:
                yield from self._script(loop.body, is_certain=is_certain and status is goes)
        elif not loop.is_idle:
            yield from self._script(loop.body, is_certain=is_certain)

    def _simple(self, command: Simple, *, is_certain: bool) -> Iterator[Run]:
        for word in (*command.assigned, *command.words):
            for script in word.inner:
                inner = self._script(script, is_certain=is_certain)
                yield from (replace(run, line=run.line + word.line) for run in inner if not _leaves(run))
        if command.words:
            run = Run(tuple(word.text for word in command.words), command.words[0].line, is_certain)
            yield from self._run(run, command.heredocs)

    def _run(self, run: Run, heredocs: Sequence[str] = (), depth: int = 0) -> Iterator[Run]:
        """A command, and those that it runs. depth: of commands that run others."""
        words = run_here(list(run.words))
        run = replace(run, words=tuple(words))
        if not _HELP.isdisjoint(words):
            return
        yield replace(run, is_certain=run.is_certain and words[-1] != "-h")
        handed_on = [*((inner, True) for inner in run_by(words, ELSEWHERE)), *_handed_on(words)]
        for inner, is_sure in handed_on if depth < _MOST_SHELLS else ():
            yield from self._run(replace(run, words=tuple(inner), is_certain=run.is_certain and is_sure), (), depth + 1)
        for text in (*_texts_of(run), *(heredocs if run.program in _INNER_SHELLS | {"ssh"} else ())):
            yield from self._inner(text, run)
        if run.program in self._functions and run.program not in self._called:
            self._called.add(run.program)
            inside = self._script(self._functions[run.program], is_certain=run.is_certain)
            yield from (one for one in inside if one.program != "return")

    def _inner(self, text: str, around: Run) -> Iterator[Run]:
        """What a shell runs that is started by a command."""
        if self._depth < _MOST_SHELLS:
            for run in runs_in(text, around.line, self._depth + 1):
                if not _leaves(run):
                    yield replace(run, line=around.line, is_certain=run.is_certain and around.is_certain)


def _course(chain: Chain) -> tuple[list[tuple[Pipeline, bool]], _Status]:
    """The pipelines of a chain that are run, or may be, with whether they certainly are; and how the chain ends."""
    taken: list[tuple[Pipeline, bool]] = []
    status = _Status.EXPECTED
    for joint, pipeline in zip(("&&", *chain.joints), chain.pipelines, strict=True):
        own = _how_it_ends(pipeline)
        if status is (_Status.FAILURE if joint == "&&" else _Status.SUCCESS):
            continue
        is_sure = status is not _Status.ANSWER if joint == "&&" else status is _Status.FAILURE
        taken.append((pipeline, is_sure))
        if is_sure:
            status = own
        elif joint == "||" and (status is _Status.EXPECTED or own is not _Status.FAILURE):
            status = _Status.EXPECTED if own is not _Status.ANSWER else _Status.ANSWER
        else:
            status = _Status.ANSWER
    return taken, status


def _status_of(script: Script) -> _Status:
    return _course(script.chains[-1])[1] if script.chains else _Status.ANSWER


def _how_it_ends(pipeline: Pipeline) -> _Status:
    command = pipeline.commands[-1]
    if isinstance(command, Group):
        status = _status_of(command.body)
    elif isinstance(command, Simple):
        program = program_of(run_here([word.text for word in command.words]))
        status = _STATUS.get(program, _Status.EXPECTED)
    else:
        status = _Status.EXPECTED
    return _NEGATED[status] if pipeline.is_negated else status


def _leaves(run: Run) -> bool:
    """Whether nothing behind it is run in this shell."""
    return run.program in _LEAVING or run.words[:2] == ("set", "-n")


def _handed_on(words: list[str]) -> Iterator[tuple[list[str], bool]]:
    """What a command may run: behind `--` (`op run -- terraform plan`), or behind its own `run` or `exec`."""
    at = next((n for n, word in enumerate(words) if word == "--"), len(words))
    below = next((n for n, word in enumerate(words[1:at], 1) if word in ("run", "exec")), None)
    if words[at + 1 :]:
        yield words[at + 1 :], below is not None
    elif below is not None and program_of(words) not in ELSEWHERE and words[below + 1 :]:
        yield words[below + 1 :], False


def _texts_of(run: Run) -> Iterator[str]:
    """The scripts that a command is given in its words."""
    words = run.words[1:]
    if run.program == "eval":
        yield " ".join(words)
    elif run.program in _INNER_SHELLS and any(re.fullmatch(r"-\w*c\w*", word) for word in words):
        yield next((word for word in words if not word.startswith(("-", "+"))), "")
