"""The documents that a policy names as rules, and the digest of all that it consists of."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from checker.classes import field_names, is_dataclass
from checker.data.source import source_lines
from checker.model.kinds import Requirement, Selector, parameter_name
from checker.model.language import PathSet
from checker.model.problem import Problem
from checker.model.report import PolicyInfo
from checker.model.rules import Kind, RuleFile
from checker.policy.shipped import PolicyFile
from checker.policy.types import Criterion, Policy
from checker.sources import Source
from checker.tree.filling import fields_in
from checker.tree.paths import told
from checker.tree.places import matching_paths

UNREADABLE = "-"
"""Stands for the digest of what cannot be read."""


def digest_of(content: bytes | Problem) -> str:
    """`sha256:` of the bytes; empty for what is not there."""
    if isinstance(content, Problem):
        return "" if content.absent else UNREADABLE
    return f"sha256:{hashlib.sha256(content).hexdigest()}"


def digest_of_all(policies: Iterable[str], named: Iterable[RuleFile] = ()) -> str:
    """The digest of several files together: of the list of their own ones, one a line, without `sha256:`.

    policies: the digests of the policy files in the order in which they are read. named: the documents that they name,
    each followed by two blanks and its path, in the order of the paths. A single file has its own digest.
    """
    lines = [one.removeprefix("sha256:") for one in policies]
    lines += [f"{one.digest.removeprefix('sha256:')}  {one.path}" for one in sorted(named, key=lambda one: one.path)]
    if len(lines) == 1:
        return f"sha256:{lines[0]}"
    listed = "".join(line + "\n" for line in lines)
    return f"sha256:{hashlib.sha256(listed.encode()).hexdigest()}"


def info_of(id_: str, title: str, files: Sequence[PolicyFile], values: Mapping[str, Mapping[str, str]]) -> PolicyInfo:
    """What reports tell of a policy. files: its own first. values: of their parameters, by file."""
    ruled = tuple(RuleFile(told(one.name), one.kind, digest_of(one.data)) for one in files)
    digest = digest_of_all(one.digest for one in ruled)
    lines = {one.name: source_lines(one.data.decode("utf-8-sig")) for one in files}
    extended = tuple(told(one.name) for one in files[1:])
    return PolicyInfo(id_, title, told(files[0].name), digest, extended, lines, values, ruled)


def named_files(policies: Sequence[Policy], tree: Source) -> tuple[RuleFile, ...]:
    """The documents that policies name as rules, in the tree from which they are taken, in the order of their paths.

    A path that is filled in from a record is told as it is written: which files it stands for, only documents say.
    """
    paths = sorted({path for policy in policies for path in (*policy.trusted, *policy.required)})
    files = sorted({one for path in paths for one in _files_of(path, tree)})
    contents = tree.read(one for one in files if not fields_in(one))
    found = {one: digest_of(content) for one, content in contents.items()}
    return tuple(RuleFile(one, Kind.NAMED, found.get(one, UNREADABLE)) for one in files)


def required_by(criteria: Sequence[Criterion]) -> tuple[str, ...]:
    """The paths and globs of the documents that criteria take for rules."""
    sentences = [one.said.value for one in criteria]
    return tuple(sorted({path for paths in _named(sentences, set()) for path in paths.paths}))


def _files_of(path: str, tree: Source) -> tuple[str, ...]:
    if fields_in(path):
        return (path,)
    return tuple(matching_paths(tree.tree(), PathSet(path, (path,))))


def _named(value: Any, seen: set[int]) -> Iterator[PathSet]:
    """Everything below a value that a selector or requirement takes for a rule. seen: what was looked at already."""
    if isinstance(value, Mapping):
        value = tuple(value.values())
    if isinstance(value, tuple | list | frozenset):
        for one in value:
            yield from _named(one, seen)
    elif is_dataclass(type(value)) and id(value) not in seen:
        seen.add(id(value))
        ruled = value.rules if isinstance(value, Requirement | Selector) else ()
        for name in field_names(type(value)):
            below = getattr(value, name)
            if parameter_name(name) in ruled and isinstance(below, PathSet):
                yield below
            yield from _named(below, seen)
