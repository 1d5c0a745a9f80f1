"""Reports: one module per output format, each a pure function from a report to text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, cast

from checker.errors import UsageError
from checker.text.titles import suggestion

if TYPE_CHECKING:
    from pathlib import Path

    from checker.model.report import RenderOptions, Report
    from checker.plugins import Added

    Renderer = Callable[[Report, RenderOptions], str]
    BinaryRenderer = Callable[[Report, RenderOptions], bytes]


def _renderer(module: str, function: str = "render") -> Renderer:
    """The renderer of a module that is imported when something is rendered."""

    def render(report: Report, options: RenderOptions) -> str:
        return cast("Renderer", getattr(import_module(f"checker.reports.{module}"), function))(report, options)

    return render


RENDERER_BY_NAME: Mapping[str, Renderer] = {
    "text": _renderer("text"),
    "compact": _renderer("compact"),
    "json": _renderer("json"),
    "jsonl": _renderer("jsonl"),
    "csv": _renderer("csv"),
    "markdown": _renderer("markdown"),
    "html": _renderer("html"),
    "sarif": _renderer("sarif"),
    "sarif-full": _renderer("sarif", "render_in_full"),
    "junit": _renderer("junit"),
    "junit-gitlab": _renderer("junit", "render_for_gitlab"),
    "github": _renderer("github"),
    "gitlab": _renderer("gitlab"),
    "tap": _renderer("tap"),
    "oscal": _renderer("oscal"),
    "shields": _renderer("shields"),
}
"""Every output format under the name that the command line knows; a format is imported when it is asked for."""


def _pdf(report: Report, options: RenderOptions) -> bytes:
    from checker.reports.html.paper import render

    return render(report, options)


BINARY_RENDERER_BY_NAME: Mapping[str, BinaryRenderer] = {"pdf": _pdf}
"""The formats that are no text."""


def rendered(name: str, report: Report, options: RenderOptions, outside: Path | None) -> bytes | Iterable[str]:
    """A report in a format, in pieces where it grows with all that was observed. outside: see `renderer_of`."""
    if name == "json":
        from checker.reports.json import pieces

        return pieces(report, options)
    found = renderer_of(name, outside)(report, options)
    return found if isinstance(found, bytes) else (found,)


def renderer_of(name: str, outside: Path | None) -> Renderer | BinaryRenderer:
    """What writes a format: a built-in one, else that of the one installed distribution that adds it.

    outside: the tree in which none of that may be, None for any. Raises UsageError when there is no such format.
    """
    found = BINARY_RENDERER_BY_NAME.get(name) or RENDERER_BY_NAME.get(name)
    if found is not None:
        return found
    from checker.plugins import REPORTS, load_plugin, owners_of

    owners = owners_of(REPORTS, name)
    if len(owners) > 1:
        raise UsageError(f"the format `{name}` is added by {' and by '.join(owners)}; uninstall one of them")
    if owners:
        _, added = load_plugin(owners[0], outside)
        return _added(next(one for one in added if (one.group, one.name) == (REPORTS, name)))
    names = (*RENDERER_BY_NAME, *BINARY_RENDERER_BY_NAME)
    there = f"; there are {', '.join(names)}"
    raise UsageError(f"there is no format `{name}`{suggestion(name, names) or there}")


def reports_of(added: Sequence[Added]) -> Sequence[Added]:
    """The reports among what plugins add. Raises UsageError for one that is built in as well, or is no function."""
    from checker.plugins import REPORTS, refuse_doubles

    homes = dict.fromkeys((*RENDERER_BY_NAME, *BINARY_RENDERER_BY_NAME), "checker.reports")
    refuse_doubles(added, homes, REPORTS)
    found = [one for one in added if one.group == REPORTS]
    for one in found:
        _added(one)
    return found


def _added(one: Added) -> Renderer:
    """The function of a plugin, of which every failure is a UsageError. Raises UsageError when it is none."""
    from checker.plugins import failed

    if not callable(one.value):
        raise UsageError(f"{one} is no function of a report and options; see the page on extending")

    def render(report: Report, options: RenderOptions) -> str:
        try:
            written = one.value(report, options)
        except Exception as error:  # noqa: BLE001  whatever the code of somebody else raises
            raise UsageError(f"{failed(one, error)}; tell whoever makes it") from None
        if not isinstance(written, str | bytes):
            raise UsageError(f"{one} gives a {type(written).__name__}, expected text or bytes")
        return cast("str", written)

    return render
