"""Where a script judges a change: the calls of closure-check in it, and by whose rules they judge."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterator, Mapping
from functools import lru_cache

from checker.classes import dataclass
from checker.doctor.advice import Advice, advice
from checker.model.data import Node
from checker.model.tree import Tree
from checker.patterns import regex
from checker.workflows.shell import NotUnderstoodError, Simple, commands_in, parse_script

JUDGING = ("check", "report")
COMMANDS = frozenset(
    ("check", "report", "explain", "diff", "list", "lint", "test", "issues", "schema", "vendor", "doctor")
)
_LAUNCHERS = frozenset(("pipx", "uvx", "uv", "poetry", "hatch", "sudo", "time", "env", "timeout", "nice", "exec"))
_VALUE = regex(r"--policy-at(?:=|\s+)((?:\$\{\{.*?\}\}|\"[^\"]*\"|'[^']*'|[^\s\"'])+)")
_VARIABLE = regex(r"\$\{?(\w+)")
_INPUT = regex(r"\binputs(?:\.([A-Za-z_][\w-]*)|\[\s*'([^']+)'\s*\])")
_OWNED = regex(
    r"\b(?:base_ref|head_ref|github\.sha|github\.ref|github_sha|github_ref|github_head_ref|github_base_ref)\b"
    r"|\b(?:base|head)\.(?:ref|sha)\b|merge_request_(?:target|source)_branch|merge_request_diff_base|commit_sha|commit_ref"
    r"|^[\"']?(?:HEAD|@)[\"']?$",
    re.IGNORECASE,
)
"""What names the judged commit, or the base that a pull request chooses itself."""
TRUSTED = "take the rules from the default branch: `--policy-at origin/BRANCH`"
PINNED = regex(r"@[0-9a-f]{40}$|@sha256:[0-9a-f]{64}$")
"""How an action, a workflow or an image is named that nobody can put another in the place of."""


@dataclass(frozen=True, slots=True)
class Call:
    """A command that judges. words: behind the name of the program."""

    words: tuple[str, ...]

    def values(self, option: str) -> Iterator[str]:
        """What is given with an option."""
        for at, word in enumerate(self.words):
            if word == option and at + 1 < len(self.words):
                yield self.words[at + 1]
            elif word.startswith(f"{option}="):
                yield word.removeprefix(f"{option}=")


@lru_cache(maxsize=4096)
def calls_in(script: str) -> tuple[Call, ...]:
    """The commands of a script that judge. Of a script that is not understood, what its lines look like."""
    try:
        commands = [
            tuple(word.text for word in one.words)
            for one in commands_in(parse_script(script))
            if isinstance(one, Simple)
        ]
    except NotUnderstoodError:
        commands = [tuple(line.split()) for line in script.replace("\\\n", " ").splitlines()]
    found = (_behind_program(words) for words in commands)
    return tuple(Call(words) for words in found if words is not None and _judges(words))


def _behind_program(words: tuple[str, ...]) -> tuple[str, ...] | None:
    """What is given to closure-check, None for a command that is another one."""
    for at, word in enumerate(words):
        is_module = word == "checker" and at > 1 and words[at - 1] == "-m"
        if posixpath.basename(word) != "closure-check" and not is_module:
            continue
        before = words[:at]
        is_launched = not before or is_module or posixpath.basename(before[0]) in _LAUNCHERS
        return words[at + 1 :] if is_launched and "install" not in before else None
    return None


def _judges(words: tuple[str, ...]) -> bool:
    return (
        not words or words[0] in JUDGING or (words[0] not in COMMANDS and words[0] not in ("--help", "-h", "--version"))
    )


def by_whose_rules(
    at: Node, script: str, variables: Mapping[str, str], tree: Tree, shipped: Collection[str]
) -> Iterator[Advice]:
    """What is wrong with where the calls of a script take their rules from.

    variables: the environment of the script as it is written. shipped: the names of the policies that ship.
    """
    calls = calls_in(script)
    for call in calls:
        named = tuple(call.values("--policy"))
        is_pinned = any(call.values("--expect-policy")) or (bool(named) and set(named) <= set(shipped))
        if "--policy-at" not in script and not is_pinned:
            yield advice(at, "judges a change by the rules that it brings along, without `--policy-at`", TRUSTED)
        for issues in call.values("--issues"):
            if issues.removeprefix("./") in tree.entries:
                said = f"takes what the tracker says from `{issues}`, which the change can bring along"
                yield advice(at, said, "record the issues outside of the tree, or ask the tracker")
    for value in _VALUE.findall(script) if calls else ():
        yield from of_revision(at, value, variables)


def inputs_that_rule(script: str, variables: Mapping[str, str]) -> Iterator[str]:
    """The inputs of an action or workflow by which a script is told where to take the rules from."""
    for value in _VALUE.findall(script) if calls_in(script) else ():
        for one in _meant(value, variables):
            yield from inputs_in(one)


def inputs_in(text: str) -> Iterator[str]:
    """The inputs that expressions in a text look at."""
    return (plain or quoted for plain, quoted in _INPUT.findall(text))


def _meant(value: str, variables: Mapping[str, str]) -> Iterator[str]:
    """What a value says, with the variables in it: what they hold, and how they are called."""
    names = _VARIABLE.findall(value)
    yield from (value, *(variables.get(name, "") for name in names), *names)


def of_revision(at: Node, value: str, variables: Mapping[str, str]) -> Iterator[Advice]:
    """What is wrong with the revision that rules are taken from."""
    if any(_OWNED.search(one) for one in _meant(value, variables)):
        said = f"takes the rules from `{value.strip(chr(34))}`, which the author of a change can own"
        yield advice(at, said, TRUSTED)
