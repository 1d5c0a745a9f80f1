"""The page as PDF, for a meeting on paper: the same HTML, set by WeasyPrint."""

from __future__ import annotations

import logging
from typing import Any, NoReturn

from checker.errors import UsageError
from checker.model.report import RenderOptions, Report
from checker.reports.html import render as render_page


def render(report: Report, options: RenderOptions) -> bytes:
    """A PDF/UA file. The same report gives the same bytes. Raises UsageError where WeasyPrint is not installed."""
    try:
        from weasyprint import HTML
    except (ImportError, OSError):  # OSError: its C libraries are not there
        raise UsageError("--format pdf needs WeasyPrint: pip install 'weasyprint>=66' beside closure-check") from None
    # It warns of every rule of the style sheet that is for screens.
    logging.getLogger("weasyprint").setLevel(logging.ERROR)
    page: Any = HTML(string=render_page(report, options), url_fetcher=_fetch_nothing)
    written: bytes = page.write_pdf(pdf_variant="pdf/ua-1")
    return written


def _fetch_nothing(url: str, *_: object, **__: object) -> NoReturn:
    raise ValueError(f"a report asks for nothing, but {url} was asked for")
