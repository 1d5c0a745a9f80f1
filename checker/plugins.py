"""What installed distributions add: found by their entry points, and loaded when somebody names it.

Only what is installed can add something, and never out of the tree that is judged: whoever writes there would otherwise
choose what is run. Nothing is imported before that is known.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from checker.classes import dataclass
from checker.errors import UsageError
from checker.model.plugins import Plugin
from checker.patterns import regex

if TYPE_CHECKING:
    from importlib.metadata import Distribution, EntryPoint

PREFIX = "closure_check."
SELECTORS, REQUIREMENTS, FORMATS = f"{PREFIX}selectors", f"{PREFIX}requirements", f"{PREFIX}formats"
TRACKERS, REPORTS = f"{PREFIX}trackers", f"{PREFIX}reports"
WORD_BY_GROUP = {
    SELECTORS: "selector",
    REQUIREMENTS: "requirement",
    FORMATS: "format",
    TRACKERS: "tracker",
    REPORTS: "report",
}
"""What the groups of entry points add, each in a word."""
_NAME = regex(r"[a-z][a-z0-9_-]*")


@dataclass(frozen=True, slots=True)
class Added:
    """Something that a plugin adds. group: of its entry point. name: as it is called. home: where it is in the code."""

    group: str
    name: str
    value: Any
    home: str
    plugin: Plugin

    def __str__(self) -> str:
        return f"the {WORD_BY_GROUP[self.group]} `{self.name}` of {self.plugin} ({self.home})"


def load_plugin(name: str, outside: Path | None) -> tuple[Plugin, tuple[Added, ...]]:
    """All that an installed distribution adds. outside: the tree in which none of it may be, None for none.

    Raises UsageError when it is not installed, lies in that tree, or cannot be loaded.
    """
    from importlib.metadata import PackageNotFoundError, distribution

    try:
        found = distribution(name)
    except (PackageNotFoundError, ValueError):
        raise UsageError(f"`{name}` is not installed; install it beside closure-check") from None
    entries = [one for one in found.entry_points if one.group.startswith(PREFIX)]
    if not entries:
        raise UsageError(f"{_called(found)} adds nothing to closure-check; name another one, or leave it out")
    plugin = Plugin(found.name, found.version, frozenset(_package(one) for one in entries))
    _refuse_judged(found, plugin, outside)
    return plugin, tuple(_loaded(one, plugin) for one in sorted(entries, key=lambda one: (one.group, one.name)))


def plugins_installed() -> tuple[str, ...]:
    """The names of all distributions that add something, in their order."""
    from importlib.metadata import entry_points

    found = (one for group in WORD_BY_GROUP for one in entry_points(group=group))
    return tuple(sorted({one.dist.name for one in found if one.dist is not None}))


def owners_of(group: str, name: str) -> tuple[str, ...]:
    """The installed distributions that add something of a name; nothing of them is loaded."""
    from importlib.metadata import entry_points

    return tuple(sorted({one.dist.name for one in entry_points(group=group, name=name) if one.dist is not None}))


def undeclared(group: str, name: str) -> str:
    """What is said behind the name of a kind that there is not, where something installed has it; else nothing."""
    owners = owners_of(group, name) if _NAME.fullmatch(name) else ()
    return f"; {owners[0]} has one, which counts where the policy names it: `plugins: [{owners[0]}]`" if owners else ""


def refuse_doubles(added: Sequence[Added], built_in: dict[str, str], group: str) -> None:
    """Raises UsageError for a name that is given twice, with both places. built_in: where each is that is built in."""
    seen: dict[str, str] = {}
    for one in added:
        if one.group != group:
            continue
        if one.name in built_in:
            home = built_in[one.name]
            raise UsageError(f"{one} is built in as well ({home}); one of the two needs another name")
        if one.name in seen:
            raise UsageError(f"{one} and {seen[one.name]} bear one name; leave one of the two out")
        seen[one.name] = str(one)


def home_of(value: Any) -> str:
    """Where something is in the code, as entry points write it."""
    return f"{value.__module__}:{value.__qualname__}"


def failed(one: Added | Plugin, error: BaseException) -> str:
    """What is said of code of a plugin that has raised something."""
    said = " ".join(str(error).split())
    return f"{one} fails with {type(error).__name__}{f' ({said})' if said else ''}"


def _called(found: Distribution) -> str:
    return f"{found.name} {found.version}"


def _package(entry: EntryPoint) -> str:
    """The top of the package in which an entry point is."""
    return entry.module.partition(".")[0]


def _loaded(entry: EntryPoint, plugin: Plugin) -> Added:
    """Raises UsageError."""
    if entry.group not in WORD_BY_GROUP:
        there = ", ".join(f"`{group}`" for group in WORD_BY_GROUP)
        raise UsageError(f"{plugin} adds `{entry.name}` to `{entry.group}`, which there is not; there are {there}")
    one = Added(entry.group, entry.name, None, entry.value, plugin)
    if not _NAME.fullmatch(entry.name):
        raise UsageError(f"{one} has no name that a policy could write; use small letters, digits, `_` and `-`")
    try:
        return Added(one.group, one.name, entry.load(), one.home, plugin)
    except (Exception, SystemExit) as error:  # noqa: BLE001  whatever the code of somebody else raises
        raise UsageError(f"{failed(one, error)} when it is imported; mend or update it, or leave it out") from None


def _refuse_judged(found: Distribution, plugin: Plugin, outside: Path | None) -> None:
    """Raises UsageError when something of a distribution is in a tree, before any of it is imported."""
    if outside is None:
        return
    tree = outside.resolve()
    for place in _places(found, plugin):
        if place.resolve().is_relative_to(tree):
            said = f"{plugin} lies in what is judged ({place.resolve().relative_to(tree)}), of which nothing is run"
            raise UsageError(f"{said}; install it, with closure-check, outside of {tree}")


def _places(found: Distribution, plugin: Plugin) -> Iterator[Path]:
    """Where the files of a distribution are, and where Python would take its packages from."""
    from importlib.util import find_spec

    yield Path(str(found.locate_file("")))
    for module in sorted(plugin.modules):
        try:
            spec = find_spec(module)
        except (ImportError, ValueError):
            continue  # importing it says what is wrong
        if spec is not None:
            yield from map(Path, [*([spec.origin] if spec.has_location and spec.origin else []), *_folders(spec)])


def _folders(spec: Any) -> list[str]:
    return list(spec.submodule_search_locations or ())
