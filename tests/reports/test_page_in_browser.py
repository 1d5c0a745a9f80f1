"""The page in a headless Chromium: axe-core finds nothing, nothing is asked for, nothing overflows, no script runs.

Opt-in: `pytest -m browser`, after `npm install puppeteer-core axe-core` in the folder that NODE_PACKAGES names (the
project's own without it). Skipped with the reason where something of that is not there.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from commands import PROJECT
from report_samples import SAMPLE_BY_NAME, hostile, not_ready, ready

from checker.messages.comparison import compare
from checker.model.report import RenderOptions
from checker.reports.diff.html import render as render_changes
from checker.reports.html import render

pytestmark = pytest.mark.browser

PAGES = Path(__file__).parent / "pages"
LOOK = Path(__file__).parent / "look_at_pages.cjs"
PACKAGES = Path(os.environ.get("NODE_PACKAGES", PROJECT)) / "node_modules"
FLAWLESS = {"violations": [], "undecided": [], "requests": 1, "dialogs": 0, "overflow": 0}

BROKEN = """<!doctype html><html><head><title>x</title></head><body><img src="a.png">
<p style="color:#ccc;width:900px">faint
<script>alert(1)</script></body></html>"""


def look_at(pages: dict[str, str], folder: Path) -> dict[str, Any]:
    """What the browser saw of each page, at every width and in both colour schemes."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    lacking = [name for name in ("puppeteer-core", "axe-core") if not (PACKAGES / name).is_dir()]
    if chromium is None or shutil.which("node") is None or lacking:
        pytest.skip(f"needs node and chromium{''.join(f', and {name} in {PACKAGES}' for name in lacking)}")
    files = []
    for name, page in pages.items():
        files.append(folder / f"{name}.html")
        files[-1].write_text(page, encoding="utf-8")
    seen = subprocess.run(
        ["node", LOOK, chromium, PACKAGES, *files], stdin=subprocess.DEVNULL, capture_output=True, check=False
    )
    assert seen.returncode == 0, seen.stderr.decode()
    found: dict[str, Any] = json.loads(seen.stdout)
    return found


def test_broken_page_is_rejected(tmp_path: Path) -> None:
    (seen,) = look_at({"broken": BROKEN}, tmp_path).values()
    assert {"html-has-lang", "image-alt", "color-contrast", "landmark-one-main"} <= set(seen["violations"])
    assert seen["requests"] > 1
    assert seen["dialogs"] > 0
    assert seen["overflow"] > 0


def test_pages_have_no_flaw_in_any_width_or_colour_scheme(tmp_path: Path) -> None:
    pages = {file.stem: file.read_text(encoding="utf-8") for file in sorted(PAGES.glob("*.html"))}
    pages |= {f"sample-{name}": render(sample(), RenderOptions()) for name, sample in SAMPLE_BY_NAME.items()}
    comparisons = {"worse": compare(ready(), not_ready()), "better": compare(not_ready(), ready())}
    comparisons["hostile"] = compare(not_ready(), hostile())
    pages |= {f"changes-{name}": render_changes(one, RenderOptions()) for name, one in comparisons.items()}
    assert look_at(pages, tmp_path) == dict.fromkeys(pages, FLAWLESS)
