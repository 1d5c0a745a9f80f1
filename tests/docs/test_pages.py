"""The documentation does what it says. `UPDATE_EXPECTED=1 pytest tests/docs` writes the answers into the pages."""

import os
from pathlib import Path

import pytest
from pages import DOCS, fences, followed, install_command

PAGES = sorted(
    path for path in DOCS.rglob("*.md") if any(one.language == "console" for one in fences(path.read_text()))
)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_page_can_be_followed_in_an_empty_folder(page: Path, tmp_path: Path) -> None:
    text = page.read_text(encoding="utf-8")
    folder = tmp_path / "pump"
    folder.mkdir()
    shown = followed(text, folder, install_command(tmp_path / "bin"))
    if os.environ.get("UPDATE_EXPECTED"):
        page.write_text(shown, encoding="utf-8")
        text = shown
    assert shown == text
