"""A page taken apart as a browser would, by the standard library's parser, for comparing what it holds."""

from __future__ import annotations

from html.parser import HTMLParser


class PageReader(HTMLParser):
    """tags: every element with the names of its attributes, in order. texts: what stands between them, by element."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, tuple[str, ...]]] = []
        self.attributes: list[tuple[str, str, str]] = []
        self.texts: dict[str, list[str]] = {}
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, tuple(name for name, _ in attrs)))
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        if tag not in ("meta", "br"):
            self._open.append(tag)
            self.texts.setdefault(tag, []).append("")

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        for tag in set(self._open):
            self.texts[tag][-1] += data

    def handle_decl(self, decl: str) -> None:
        assert decl == "doctype html"

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a page has no comments: {data}")

    def unknown_decl(self, data: str) -> None:
        raise AssertionError(f"a page has no sections: {data}")

    def values(self, name: str) -> list[str]:
        """The values of an attribute, wherever it stands."""
        return [value for _, known, value in self.attributes if known == name]


def read_page(page: str) -> PageReader:
    """The page taken apart; every element must be closed in its turn."""
    reader = PageReader()
    reader.feed(page)
    reader.close()
    assert reader._open == []
    return reader
