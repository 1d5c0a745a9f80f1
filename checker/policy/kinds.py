"""The kinds that a policy can name: those that are built in, and those of the plugins that it names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import is_dataclass
from functools import partial
from pathlib import Path
from typing import Any

from checker.classes import dataclass, field
from checker.errors import UsageError
from checker.formats import READER_BY_FORMAT
from checker.formats.names import FORMAT_BY_NAME, FORMAT_BY_SUFFIX
from checker.formats.reading import AddedFormat, Format
from checker.model.kinds import Requirement, Selector
from checker.model.plugins import Plugin
from checker.plugins import (
    FORMATS,
    REQUIREMENTS,
    SELECTORS,
    TRACKERS,
    WORD_BY_GROUP,
    Added,
    failed,
    home_of,
    load_plugin,
    plugins_installed,
    refuse_doubles,
)
from checker.requirements import REQUIREMENT_BY_NAME
from checker.selectors import SELECTOR_BY_NAME
from checker.trackers import TrackerKind
from checker.trackers.kinds import TRACKER_BY_NAME

TYPE_BY_GROUP: Mapping[str, type[Any]] = {
    SELECTORS: Selector,
    REQUIREMENTS: Requirement,
    FORMATS: Format,
    TRACKERS: TrackerKind,
}
RESERVED = frozenset((
    "all", "all_of", "allow_empty", "any_of", "at_least", "at_most", "count", "exactly", "field", "fields", "for_any",
    "for_each", "for_none", "host", "its", "list", "lookup", "max_age", "not", "parameter", "part", "plus", "record",
    "require", "sum", "when", "where",
))  # fmt: skip
"""Words of the grammar, which are the names of no kind."""


@dataclass(frozen=True, slots=True)
class Kinds:
    """What a policy can name. plugins: whose kinds are among them. formats: those that plugins add.

    added: all that plugins add, with what no policy names.
    """

    selectors: Mapping[str, type[Selector]] = field(default_factory=lambda: SELECTOR_BY_NAME)
    requirements: Mapping[str, type[Requirement]] = field(default_factory=lambda: REQUIREMENT_BY_NAME)
    trackers: Mapping[str, type[TrackerKind]] = field(default_factory=lambda: TRACKER_BY_NAME)
    formats: tuple[AddedFormat, ...] = ()
    plugins: tuple[Plugin, ...] = ()
    added: tuple[Added, ...] = ()


BUILT_IN = Kinds()


def kinds_with(names: Sequence[str], outside: Path | None) -> Kinds:
    """The built-in kinds and those of plugins, by their names, each perhaps with the version that it has to have.

    outside: the tree in which no plugin may lie. Raises UsageError.
    """
    if not names:
        return BUILT_IN
    loaded = [_of_version(name, outside) for name in dict.fromkeys(names)]
    added = [one for _, several in loaded for one in several]
    selectors = _joined(SELECTOR_BY_NAME, SELECTORS, added)
    requirements = _joined(REQUIREMENT_BY_NAME, REQUIREMENTS, added)
    trackers = _joined(TRACKER_BY_NAME, TRACKERS, added)
    plugins = tuple(plugin for plugin, _ in loaded)
    return Kinds(selectors, requirements, trackers, _formats(added), plugins, tuple(added))


def every_kind(outside: Path | None) -> Kinds:
    """The built-in kinds and those of all that is installed. Raises UsageError."""
    return kinds_with(plugins_installed(), outside)


def _of_version(name: str, outside: Path | None) -> tuple[Plugin, tuple[Added, ...]]:
    plain, _, version = name.partition("==")
    plugin, added = load_plugin(plain.strip(), outside)
    if version and version.strip() != plugin.version:
        raise UsageError(f"{plugin} is installed, and the policy asks for {version.strip()}; install that one")
    for one in added:
        if one.group in TYPE_BY_GROUP:
            _check(one)
    return plugin, added


def _check(one: Added) -> None:
    """Raises UsageError for what is no kind that could be used."""
    kind, word = TYPE_BY_GROUP[one.group], WORD_BY_GROUP[one.group]
    if not isinstance(one.value, type) or not issubclass(one.value, kind):
        raise UsageError(f"{one} is no class below `{kind.__name__}`; see the page on extending")
    if getattr(one.value, "kind", None) != one.name:
        raise UsageError(f"{one} calls itself `{getattr(one.value, 'kind', '')}` in `kind`; let both names be the same")
    if one.name in RESERVED:
        raise UsageError(f"{one} bears a word of the language; give it another name")
    if not (one.value.__doc__ or "").strip() or (is_dataclass(one.value) and _is_generated(one.value)):
        raise UsageError(f"{one} has no docstring, which is the page of a {word}; write one")
    if issubclass(one.value, Selector | Requirement) and not is_dataclass(one.value):
        raise UsageError(f"{one} is no dataclass, so that nobody knows its parameters; make it a frozen one")
    if issubclass(one.value, Selector) and bool(one.value.as_text) == bool(one.value.instead):
        raise UsageError(f"{one} has to say what a record is as a text, in either `as_text` or `instead`")


def _is_generated(kind: type[Any]) -> bool:
    """Whether the docstring is the one that a dataclass without one gets."""
    return (kind.__doc__ or "").startswith(f"{kind.__name__}(")


def _joined(built_in: Mapping[str, Any], group: str, added: Sequence[Added]) -> Mapping[str, Any]:
    refuse_doubles(added, {name: home_of(kind) for name, kind in built_in.items()}, group)
    return {**built_in, **{one.name: one.value for one in added if one.group == group}}


def _formats(added: Sequence[Added]) -> tuple[AddedFormat, ...]:
    """The formats, none of which reads what another one does. Raises UsageError."""
    formats = [one for one in added if one.group == FORMATS]
    homes = {name: home_of(read) for name, read in READER_BY_FORMAT.items()}
    built_in = {ending: homes[form] for ending, form in {**FORMAT_BY_SUFFIX, **FORMAT_BY_NAME}.items()}
    refuse_doubles(formats, homes, FORMATS)
    taken: dict[str, str] = {}
    for one in formats:
        for ending in (*one.value.suffixes, *one.value.names):
            other = built_in.get(ending) or taken.setdefault(ending, str(one))
            if other != str(one):
                raise UsageError(f"{one} reads `{ending}`, which {other} reads as well; leave it to one of the two")
        wrong = [suffix for suffix in one.value.suffixes if suffix != suffix.lower() or suffix[:1] != "."]
        if wrong:
            raise UsageError(f"{one} has the suffix `{wrong[0]}`; write it in small letters, with its dot")
    return tuple(AddedFormat(one.value(), one.plugin, partial(failed, one)) for one in formats)
