"""How it went over a range of commits: one module for each form, each a pure function from a timeline to text."""

from __future__ import annotations

from importlib import import_module

from checker.model.report import RenderOptions
from checker.model.timeline import Timeline

FORMS = ("text", "json", "csv", "svg", "html")
TRIAL_FORMS = ("text", "json", "csv")


def render(form: str, timeline: Timeline, options: RenderOptions) -> str:
    """The timeline in one of the FORMS."""
    return str(import_module(f"checker.reports.timeline.{form}").render(timeline, options))


def render_trial(form: str, timeline: Timeline, options: RenderOptions) -> str:
    """What a policy would have stopped, in one of the TRIAL_FORMS."""
    return str(import_module(f"checker.reports.timeline.{form}").render_trial(timeline, options))
