"""Brings together what `mkdocs` makes the site of: python docs/site_pages.py FOLDER

The pages keep the paths that they have in the repository, so that the links between them hold. What differs is what the
Markdown of mkdocs does otherwise than that of a forge.
"""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
PAGES = (
    "*.md",
    "docs/**/*.md",
    "benchmarks/README.md",
    "examples/README.md",
    *(f"examples/{name}/README.md" for name in ("another-engagement", "eips", "plugin")),
)
FENCED = re.compile(r"(?ms)^ *```.*?^ *```$")
OPENING = re.compile(r"(?m)^( *```\w+) (?:file|add)=(\S+)$")
ROW = re.compile(r"(?m)^\|.*$")
IN_CODE = re.compile(r"`[^`]+`")
LINK = re.compile(r"\[(?P<text>[^\]]*)\]\((?P<path>[^)#\s:]+)(?:#[^)\s]*)?\)")


def bring_together(folder: Path) -> None:
    """Writes the pages, and what they link or show, into a folder, which is emptied before."""
    shutil.rmtree(folder, ignore_errors=True)
    pages = {path for pattern in PAGES for path in PROJECT.glob(pattern)}
    for page in sorted(pages):
        _place(folder, page).write_text(_as_page(page, pages, folder), encoding="utf-8")


def _as_page(page: Path, pages: set[Path], folder: Path) -> str:
    def link(found: re.Match[str]) -> str:
        target = (page.parent / found["path"]).resolve()
        if target in pages or not target.exists():  # mkdocs says what leads nowhere
            return found[0]
        if target.is_dir():
            return found["text"]
        # A document of an example is shown as it is, and is no page.
        shown = ".txt" if target.suffix == ".md" else ""
        place = _place(folder, target)
        shutil.copy(target, place.with_name(place.name + shown))
        return f"[{found['text']}]({found['path']}{shown})"

    return "".join(
        OPENING.sub(r'\1 title="\2"', part) if is_code else ROW.sub(_unescaped, LINK.sub(link, part))
        for is_code, part in _parts(page.read_text(encoding="utf-8"))
    )


def _parts(text: str) -> Iterator[tuple[bool, str]]:
    """Fenced blocks, and what stands between them."""
    end = 0
    for block in FENCED.finditer(text):
        yield False, text[end : block.start()]
        yield True, block[0]
        end = block.end()
    yield False, text[end:]


def _unescaped(row: re.Match[str]) -> str:
    """A row in whose code `|` has no backslash before it; to a forge it would end the cell, to mkdocs it does not."""
    return IN_CODE.sub(lambda code: code[0].replace(r"\|", "|"), row[0])


def _place(folder: Path, path: Path) -> Path:
    place = folder / path.relative_to(PROJECT)
    place.parent.mkdir(parents=True, exist_ok=True)
    return place


if __name__ == "__main__":
    bring_together(Path(sys.argv[1]))
