"""The kinds that there are, as `closure-check kinds` lists them: built in, and added by what is installed."""

from __future__ import annotations

import inspect
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from checker.classes import dataclass
from checker.errors import UsageError
from checker.formats import READER_BY_FORMAT
from checker.formats.names import FORMAT_BY_SUFFIX
from checker.plugins import FORMATS, REPORTS, REQUIREMENTS, SELECTORS, TRACKERS, WORD_BY_GROUP
from checker.policy.docstrings import first_paragraph
from checker.policy.kinds import every_kind
from checker.reports import BINARY_RENDERER_BY_NAME, RENDERER_BY_NAME, reports_of
from checker.text.titles import suggestion


@dataclass(frozen=True, slots=True)
class Listed:
    """One kind. page: its docstring, empty for none. owner: the plugin that adds it, empty for a built-in one."""

    group: str
    name: str
    page: str
    owner: str = ""


def all_kinds(outside: Path) -> Iterator[str]:
    """One line for each. outside: the tree in which no plugin may lie. Raises UsageError."""
    listed = list(_kinds(outside))
    width = max(len(one.name) for one in listed)
    for group, word in WORD_BY_GROUP.items():
        yield f"{word}s"
        for one in listed:
            if one.group == group:
                owner = f" ({one.owner})" if one.owner else ""
                yield f"  {one.name:<{width}}  {first_paragraph(one.page)}{owner}".rstrip()


def page_of(name: str, outside: Path) -> Iterator[str]:
    """The pages of all kinds of a name. Raises UsageError when there is none."""
    listed = list(_kinds(outside))
    found = [one for one in listed if one.name == name]
    if not found:
        raise UsageError(f"there is no kind `{name}`{suggestion(name, [one.name for one in listed])}")
    for one in found:
        yield f"{WORD_BY_GROUP[one.group]} `{one.name}`, {f'of {one.owner}' if one.owner else 'built in'}"
        yield from ("", *inspect.cleandoc(one.page).splitlines(), "")


def _kinds(outside: Path) -> Iterator[Listed]:
    kinds = every_kind(outside)
    owner = {(one.group, one.name): str(one.plugin) for one in kinds.added}
    several = ((SELECTORS, kinds.selectors), (REQUIREMENTS, kinds.requirements), (TRACKERS, kinds.trackers))
    for group, by_name in several:
        for name, kind in by_name.items():
            yield Listed(group, name, kind.__doc__ or "", owner.get((group, name), ""))
    for name, suffixes in _built_in_formats().items():
        yield Listed(FORMATS, name, ", ".join(suffixes))
    for one in kinds.formats:
        yield Listed(FORMATS, one.format.kind, one.format.__doc__ or "", str(one.plugin))
    for name in (*RENDERER_BY_NAME, *BINARY_RENDERER_BY_NAME):
        yield Listed(REPORTS, name, "")
    for report in reports_of(kinds.added):
        yield Listed(REPORTS, report.name, getattr(report.value, "__doc__", "") or "", str(report.plugin))


def _built_in_formats() -> Mapping[str, Sequence[str]]:
    """The suffixes of each format, by its name."""
    found: dict[str, list[str]] = {name: [] for name in READER_BY_FORMAT}
    for suffix, form in FORMAT_BY_SUFFIX.items():
        found[form].append(suffix)
    return found
