"""Reports: one module per output format, each a pure function from a report to text."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import TYPE_CHECKING, cast

from checker.errors import UsageError
from checker.text.titles import suggestion

if TYPE_CHECKING:
    from checker.model.report import RenderOptions, Report

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


def renderer_of(name: str) -> Renderer | BinaryRenderer:
    """What writes a format. Raises UsageError when there is none of that name."""
    found = BINARY_RENDERER_BY_NAME.get(name) or RENDERER_BY_NAME.get(name)
    if found is None:
        names = (*RENDERER_BY_NAME, *BINARY_RENDERER_BY_NAME)
        there = f"; there are {', '.join(names)}"
        raise UsageError(f"there is no format `{name}`{suggestion(name, names) or there}")
    return found
