"""What a shell is told to complete the words of the command with; nothing is judged for it."""

from __future__ import annotations

import os
from collections.abc import Iterable

import click
from click.shell_completion import CompletionItem, get_completion_class, shell_complete

from checker.replay import COMPLETE_VARIABLE

NAME = "closure-check"
SHELLS = ("bash", "zsh", "fish")


def source_of(shell: str, command: click.Command) -> str:
    """The script that teaches a shell to complete the command."""
    kind = get_completion_class(shell)
    if kind is None:
        raise ValueError(shell)
    return kind(command, {}, NAME, COMPLETE_VARIABLE).source()


def answer(command: click.Command) -> int:
    """Answers the script of a shell, and gives the exit code."""
    return shell_complete(command, {}, NAME, COMPLETE_VARIABLE, os.environ[COMPLETE_VARIABLE])


def criteria(context: click.Context, _: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The ids of the criteria of the policies that are named, or that the settings name; none where they are broken."""
    from pathlib import Path

    from checker.errors import ClosureCheckError
    from checker.folders import nearest
    from checker.gate.trust import ruled
    from checker.pipeline import load_policies
    from checker.sources import open_source

    given = {"policies": (), "policy_at": None, "expect_policy": None} | context.params
    try:
        folder = nearest(None, given)
        source = open_source(Path(folder) if folder is not None else None, "worktree")
        policies = load_policies(ruled(source, given | {"path": folder}).policies, source)
    except ClosureCheckError:
        return []
    found = ((one.heading.id, one.heading.title) for policy in policies for one in policy.criteria)
    return [CompletionItem(id_, help=title) for id_, title in found if id_.startswith(incomplete)]


def policies(_: click.Context, __: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The policies that ship, and files."""
    from checker.policy.shipped import shipped_policies

    return [*_beginning(shipped_policies(), incomplete), CompletionItem(incomplete, type="file")]


def kinds(_: click.Context, __: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The names of all kinds that are built in."""
    from checker.requirements import REQUIREMENT_BY_NAME
    from checker.selectors import SELECTOR_BY_NAME

    return _beginning(sorted({*SELECTOR_BY_NAME, *REQUIREMENT_BY_NAME}), incomplete)


def _beginning(names: Iterable[str], incomplete: str) -> list[CompletionItem]:
    return [CompletionItem(name) for name in names if name.startswith(incomplete)]
