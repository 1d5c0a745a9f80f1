"""The page as PDF; needs the extra `pdf`, without which the command says so."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import pytest
from commands import POLICY, closure_check, copy_example
from report_samples import hostile, not_ready

from checker.model.report import RenderOptions

needs_weasyprint = pytest.mark.skipif(find_spec("weasyprint") is None, reason="needs the extra `pdf` (WeasyPrint)")


@needs_weasyprint
@pytest.mark.filterwarnings("default")
def test_same_report_gives_the_same_pdf() -> None:
    from checker.reports.html.paper import render

    one, other = (render(not_ready(), RenderOptions()) for _ in range(2))
    assert one == other
    assert one.startswith(b"%PDF-1.7")


@needs_weasyprint
@pytest.mark.filterwarnings("default")
def test_hostile_report_asks_for_nothing_on_paper_either() -> None:
    from checker.reports.html.paper import render

    assert render(hostile(), RenderOptions()).startswith(b"%PDF-")


@pytest.mark.skipif(find_spec("weasyprint") is not None, reason="WeasyPrint is installed")
def test_command_says_which_extra_a_pdf_needs(tmp_path: Path) -> None:
    folder = copy_example("ready-to-close", tmp_path / "dms")
    ran = closure_check(folder, "report", "--policy", POLICY, "--as-of", "2026-07-27", "-o", "report.pdf")
    said = "--format pdf needs WeasyPrint: pip install 'weasyprint>=66' beside closure-check\n"
    assert (ran.code, ran.err) == (2, said)
    assert not (folder / "report.pdf").exists()
