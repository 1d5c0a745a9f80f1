"""The picture by itself: one file without a script, that asks for nothing and follows the colours of whoever looks."""

from __future__ import annotations

from checker.model.report import RenderOptions
from checker.model.timeline import Timeline
from checker.reports.html import style_sheet, style_with_picture
from checker.reports.html.markup import style_of
from checker.reports.timeline.picture import WIDTH, picture

_BEHIND_COLORS = ".pass {"
"""What follows the colours in the style sheet of the page."""


def render(timeline: Timeline, options: RenderOptions) -> str:  # noqa: ARG001 - every renderer is called alike
    whole = style_sheet()
    colors, own = whole.partition(_BEHIND_COLORS)[0], style_with_picture().removeprefix(whole)
    style = f"{colors}svg {{ background: var(--paper); }}\n{own}"
    attributes = {"xmlns": "http://www.w3.org/2000/svg", "width": str(WIDTH)}
    return str(picture(timeline, attributes=attributes, before=style_of(style)))
