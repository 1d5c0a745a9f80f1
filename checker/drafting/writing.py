"""A draft as a policy file that people read and change: in the order and style of the policies that ship."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping
from typing import Any

import yaml

from checker.drafting.draft import Draft, Proposal, filled
from checker.text.display import visible_line

WIDTH = 120


class _Dumper(yaml.SafeDumper):
    """Writes values that are equal each time anew: an alias is no way to say that something is the same."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002
        return True


def policy_text(draft: Draft) -> str:
    """The policy as YAML. Proposals with a reason stand there as comments, below that reason."""
    return "\n".join(_lines(draft)) + "\n"


def _lines(draft: Draft) -> Iterator[str]:
    for said in draft.head:
        yield from comment(said)
    yield from ("version: 1", *entry("policy", draft.policy), *entry("title", draft.title))
    if draft.repository:
        yield from entry("repository", draft.repository)
    for key, entries in (("people", draft.people), ("documents", draft.documents)):
        if entries:
            yield from ("", f"{key}:")
            for name, value in entries.items():
                yield from entry(name, value, 2)
    yield from ("", "criteria:")
    separator: tuple[str, ...] = ()
    for one in draft.proposals:
        yield from (*separator, *_criterion(one))
        separator = ("",)
    if draft.aside:
        yield from ("", *comment("To decide:"))
        for said in draft.aside:
            yield from comment(f"- {said}")


def _criterion(one: Proposal) -> Iterator[str]:
    for note in one.notes:
        yield from comment(note, 2)
    if one.reason:
        yield from comment(one.reason, 2)
    lines = list(_entries(one))
    yield from (f"  # {line}" if one.reason else f"  {line}" for line in lines)


def _entries(one: Proposal) -> Iterator[str]:
    said = {name: getattr(one, name) for name in ("title", "why", "fix", "source", "owner", "stage")}
    entries = {"id": one.id} | {name: value for name, value in said.items() if value} | filled(one.body, one.over)
    marker = "- "
    for key, value in entries.items():
        first, *others = entry(key, value, 0)
        yield from (f"{marker}{first}", *(f"  {line}" for line in others))
        marker = "  "


def entry(key: str, value: Any, indent: int = 0) -> Iterator[str]:
    """The lines of a key and its value: one, if it fits, else one for each part of it."""
    before = " " * indent
    if not isinstance(value, Mapping | list | tuple):
        yield f"{before}{flow(key)}: {scalar(value)}"
        return
    line = f"{before}{flow(key)}: {flow(value)}"
    if not _is_long(value, line):
        yield line
        return
    yield f"{before}{flow(key)}:"
    if isinstance(value, Mapping):
        for name, part in value.items():
            yield from entry(name, part, indent + 2)
        return
    for part in value:
        yield from _item(part, indent + 2)


def _item(part: Any, indent: int) -> Iterator[str]:
    before = " " * indent
    if not isinstance(part, Mapping) or not _is_long(part, f"{before}- {flow(part)}"):
        yield f"{before}- {flow(part)}"
        return
    marker = f"{before}- "
    for name, value in part.items():
        first, *others = entry(name, value, indent + 2)
        yield marker + first.lstrip()
        yield from others
        marker = f"{before}  "


def _is_long(value: Any, line: str) -> bool:
    """Whether a value is easier to read on several lines; sentences always are."""
    return bool(value) and (len(line) + 4 > WIDTH or (isinstance(value, Mapping) and "for_each" in value))


def scalar(value: Any) -> str:
    """A value that stands by itself on the line of its key."""
    return yaml.dump(value, Dumper=_Dumper, width=10**9, allow_unicode=True).removesuffix("...\n").rstrip("\n")


def flow(value: Any) -> str:
    """A value on one line, quoted where YAML would take it for something else."""
    said = yaml.dump([value], Dumper=_Dumper, default_flow_style=True, width=10**9, sort_keys=False, allow_unicode=True)
    return said.rstrip("\n")[1:-1]


def comment(said: str, indent: int = 0) -> Iterator[str]:
    """A sentence as comments."""
    before = " " * indent + "# "
    for line in textwrap.wrap(visible_line(said), WIDTH - len(before), break_long_words=False, break_on_hyphens=False):
        yield before + line
