"""What `make docs` writes is what is committed. `UPDATE_EXPECTED=1 pytest tests/docs` writes it, too."""

import os
import re
import runpy
from pathlib import Path

import pytest
from pages import DOCS

from checker.formats import read_document
from checker.model.markdown import Markdown
from checker.requirements import REQUIREMENT_BY_NAME
from checker.selectors import SELECTOR_BY_NAME

GENERATED: dict[Path, str] = runpy.run_path(str(DOCS / "generate.py"))["pages"]()


@pytest.mark.parametrize("path", GENERATED, ids=lambda path: path.name)
def test_generated_file_is_fresh(path: Path) -> None:
    if os.environ.get("UPDATE_EXPECTED"):
        path.write_text(GENERATED[path], encoding="utf-8")
    assert path.read_text(encoding="utf-8") == GENERATED[path]


def test_vocabulary_has_every_kind_under_its_own_heading() -> None:
    headings = re.findall(r"^### (.+)$", GENERATED[DOCS / "vocabulary.md"], re.MULTILINE)
    assert headings == [
        *(f"Selector `{name}`" for name in SELECTOR_BY_NAME),
        *(f"Requirement `{name}`" for name in REQUIREMENT_BY_NAME),
    ]


@pytest.mark.parametrize("page", sorted(DOCS.rglob("*.md")), ids=lambda page: page.relative_to(DOCS).as_posix())
def test_every_link_between_the_pages_leads_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)\s]+)\)", _without_code(page.read_text(encoding="utf-8"))):
        if "://" in target:
            continue
        path, _, anchor = target.partition("#")
        reached = (page.parent / path).resolve() if path else page
        assert reached.exists(), target
        assert not anchor or anchor in _anchors(reached), target


def _anchors(page: Path) -> frozenset[str]:
    content = read_document(page.name, page.read_bytes()).content
    assert isinstance(content, Markdown)
    return content.anchors


def _without_code(text: str) -> str:
    return re.sub(r"```.*?```|`[^`]*`", "", text, flags=re.DOTALL)
