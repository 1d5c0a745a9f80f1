"""Changes to whole files."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping

from loss.text import Page, commented, twin

SLOTS = {
    "bracket": "Ask [agreed value].",
    "word": "TBD",
    "wide": "ＴＢＤ",
    "angle": "Ask <name of the vendor>.",
    "mask": "Since YYYY-MM-DD.",
    "line": "Signed: ____",
}
LFS = b"version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n"


def changes_to_file(path: str, data: bytes) -> Iterator[tuple[str, Mapping[str, bytes | None]]]:
    """What may be done to a file as a whole."""
    folder, name = posixpath.split(path)
    other = twin(name)
    yield "file/delete", {path: None}
    yield "file/empty", {path: b""}
    yield "file/line-feed", {path: b"\n"}
    yield "file/pointer", {path: LFS}
    yield "file/moved", {path: None, posixpath.join(folder, "old", name): data}
    yield "file/case", {path: None, posixpath.join(folder, name.swapcase()): data}
    if other is not None:
        yield "file/twin", {path: None, posixpath.join(folder, other): data}
    if name.endswith(".md"):
        yield from ((kind, {path: after}) for kind, after in _changes_to_page(Page.of(data)))


def _changes_to_page(page: Page) -> Iterator[tuple[str, bytes]]:
    last = len(page.lines)
    yield "file/comment", page.instead(1, last, *commented(page.lines))
    yield "file/fence", page.instead(1, last, "`````", *page.lines, "`````")
    yield "file/wide", "\n".join(page.lines).encode("utf-16")
    for kind, text in SLOTS.items():
        yield f"slot/{kind}", page.instead(last + 1, last, "", text, "")
