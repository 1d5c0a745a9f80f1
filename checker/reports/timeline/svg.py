"""The picture by itself: one file without a script, that asks for nothing and follows the colours of whoever looks."""

from __future__ import annotations

from checker.model.report import RenderOptions
from checker.model.timeline import Timeline
from checker.reports.html import style_sheet
from checker.reports.html.markup import style_of
from checker.reports.timeline.html import own_style
from checker.reports.timeline.picture import WIDTH, picture

_BEHIND_COLORS = ".pass {"
"""What follows the colours in the style sheet of the page."""


def render(timeline: Timeline, options: RenderOptions) -> str:  # noqa: ARG001 - every renderer is called alike
    colors = style_sheet().partition(_BEHIND_COLORS)[0]
    style = f"{colors}svg {{ background: var(--paper); }}\n{own_style()}"
    attributes = {"xmlns": "http://www.w3.org/2000/svg", "width": str(WIDTH)}
    return str(picture(timeline, attributes=attributes, before=style_of(style)))
