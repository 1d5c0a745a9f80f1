"""The site that `make site` makes of the pages: all of them, as a forge shows them, and nothing that leads nowhere."""

from __future__ import annotations

import re
import runpy
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from commands import PROJECT, Ran, run
from pages import DOCS

BRING_TOGETHER: Callable[[Path], None] = runpy.run_path(str(DOCS / "site_pages.py"))["bring_together"]
CONFIG = (PROJECT / "mkdocs.yml").read_text(encoding="utf-8")
IN_ORDER = re.findall(r"(?m)^ +- (?:.*: )?(\S+\.md)$", CONFIG[CONFIG.index("\nnav:") :])


@pytest.fixture(scope="module")
def together(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site") / "pages"
    BRING_TOGETHER(folder)
    return folder


def test_every_page_is_in_the_site_once_and_the_readme_first(together: Path) -> None:
    assert IN_ORDER[0] == "README.md"
    assert sorted(IN_ORDER) == sorted(path.relative_to(together).as_posix() for path in together.rglob("*.md"))


def test_file_that_a_fence_holds_is_its_title(together: Path) -> None:
    assert '```yaml title=".closure-check.yaml"\npolicies: [' in (together / "docs/ci.md").read_text(encoding="utf-8")


def test_bar_in_the_code_of_a_cell_has_no_backslash(together: Path) -> None:
    assert "`--stage [commit|merge|closure]`" in (together / "docs/options.md").read_text(encoding="utf-8")


def test_what_a_page_shows_and_links_is_beside_it(together: Path) -> None:
    assert (together / "docs/images/page-no-go.png").read_bytes() == (DOCS / "images/page-no-go.png").read_bytes()
    assert "[`handover.yaml`](handover.yaml)" in (together / "examples/another-engagement/README.md").read_text()
    assert (together / "examples/another-engagement/handover.yaml").exists()


def test_what_leads_nowhere_stops_the_site(tmp_path: Path) -> None:
    ran = built(tmp_path, "# A page\n\n[a page](rest.md), [a heading](#rest) and ![a picture](it.png)\n")
    assert ran.code != 0
    assert "contains a link 'rest.md', but the target is not found" in ran.err
    assert "contains a link '#rest', but there is no such anchor on this page" in ran.err
    assert "contains a link 'it.png', but the target is not found" in ran.err


def test_headings_have_the_anchors_of_a_forge(tmp_path: Path) -> None:
    headings = "## What `first` & last say …\n\n## C# 12: a - b\n\n## Über uns\n"
    ran = built(tmp_path, f"# A page\n\n{headings}\n[1](#what-first--last-say-) [2](#c-12-a---b) [3](#über-uns)\n")
    assert ran.code == 0, ran.err


def built(folder: Path, page: str) -> Ran:
    """A site of one page, with the settings of the real one."""
    if not (mkdocs := Path(sys.executable).parent / "mkdocs").exists():
        pytest.skip("mkdocs is not installed; make site installs it")
    (folder / "build/pages").mkdir(parents=True)
    (folder / "build/pages/README.md").write_text(page, encoding="utf-8")
    (folder / "mkdocs.yml").write_text(CONFIG[: CONFIG.index("\nnav:")] + "\n", encoding="utf-8")
    return run(folder, [mkdocs, "build"])
