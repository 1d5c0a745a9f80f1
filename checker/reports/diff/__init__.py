"""Two reports side by side: what broke, what is new, what is gone, what is still open, what was met since."""

from __future__ import annotations

from importlib import import_module

from checker.messages.comparison import Comparison
from checker.model.report import RenderOptions

FORMS = ("text", "json", "markdown", "html")


def render(form: str, comparison: Comparison, options: RenderOptions) -> str:
    """The comparison in one of the FORMS."""
    module = import_module(f"checker.reports.diff.{form}")
    return str(module.render(comparison, options))
