"""The blocks of a Markdown document: headings, paragraphs, lists, tables, code, HTML, each with its lines."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial

from markdown_it.token import Token

from checker.formats.markdown.commonmark import Surroundings
from checker.formats.markdown.inline import html_comments, inline_comments, read_html, read_inline, verbatim
from checker.formats.markdown.lists import BOX, Lists, OpenItem
from checker.formats.markdown.passages import Passage, Reader, block_passage, cell_passage, heading_passage
from checker.formats.markdown.rows import Piece, pieces_of
from checker.formats.markdown.sections import Heading
from checker.model.markdown import Block, Cell, Code, Comment, Inline, Table, TableRow, Text
from checker.patterns import regex
from checker.text.anchors import docutils_id, named_by, site_anchors
from checker.text.html import anchors_of, element_of
from checker.text.titles import github_slug

_ONLY_COMMENTS = regex(r"\s*(?:(?><!--(?:-?>|.*?(?:-->|\Z)))\s*)+\Z", re.DOTALL)
_NAMED = regex(r"\{[ \t]*#([\w.:-]+)[^{}\n]*\}[ \t]*#*[ \t]*$")
"""The name that a heading gives itself (`## Goals {#goals}`), as Pandoc, kramdown and the like read it."""
_ATTRIBUTES = regex(r"\{:[^{}\n]*#([\w.:-]+)[^{}\n]*\}[ \t]*#*[ \t]*$")
"""The name that a text has in MkDocs and in kramdown (`{: #goals}` at its end, or in a line of its own below it)."""
_MYST_LABEL = regex(r"\(([^()\n]+)\)=[ \t]*$", re.MULTILINE)
"""A label that stands before what it names: https://myst-parser.readthedocs.io/en/latest/syntax/cross-referencing.html."""
_MAY_ANCHOR = regex(r"<[a-z][^<>]*\b(?:id|name)\s*=|<h[1-6]", re.IGNORECASE)
_STRIKES = regex(r"<(/?)(?:del|s|strike)\b[^<>]*>", re.IGNORECASE)
_HTML_HEADING = regex(r"h[1-6]")


class Blocks:
    """Everything that the block tokens of one document say. lines: of the document.

    All methods count lines from 0 and stop before `last`, as the tokens do; what they collect counts from 1.
    """

    def __init__(self, lines: Sequence[str], surroundings: Surroundings) -> None:
        self.blocks: list[Block] = []
        self.tables: list[Table] = []
        self.codes: list[Code] = []
        self.comments: list[Comment] = []
        self.rules: list[Block] = []
        self.headings: list[Heading] = []
        self.definitions: list[tuple[str, str, int]] = []
        self.footnotes: list[tuple[str, int]] = []
        self.anchors: set[str] = set()
        self.lists = Lists()
        self._lines = lines
        self._surroundings = surroundings
        # One for all texts; it knows nothing of what is collected here, which goes when the document is read.
        self._reader: Reader = partial(read_inline, surroundings=surroundings)
        self._titles: list[tuple[str, str]] = []
        self._namesakes: Counter[str] = Counter()
        self._struck: list[tuple[int, int]] = []
        self._struck_from: list[int] = []

    def read(self, tokens: Sequence[Token]) -> None:
        """Read the tokens of the whole document. What opens a heading or paragraph is followed by its text."""
        for position, token in enumerate(tokens):
            if token.map and (reader := _READERS.get(token.type)):
                first, last = token.map
                content = tokens[position + 1].content if token.nesting else token.content
                reader(self, token, content, first, last)
                self.lists.reach(token.level, first + 1 if token.type in _CONTAINERS else last)
            elif token.type == "list_item_close":
                self.lists.end_item()
            elif token.type in _LIST_ENDS:
                self.lists.end_list()

    def heading(self, token: Token, content: str, first: int, last: int) -> None:
        if token.markup.startswith("#"):
            passage = heading_passage(content, self._lines[first], first)
        else:
            passage = block_passage(content, self._lines, first, last)
        text = self._text(passage)
        self.blocks.append(Block("heading", text, first + 1, last))
        words = _words_in_anchor(text.inline)
        slug = self._slug(words)
        if named := _NAMED.search(content):
            self.anchors.add(named[1])
        else:
            self._note_attributes(content)
            self._titles.append((words, content))
        if token.level == 0:
            self.headings.append(Heading(text, int(token.tag[1]), slug, first + 1))

    def paragraph(self, token: Token, content: str, first: int, last: int) -> None:
        kind = "item" if self.lists.inside else "paragraph"
        if item := self.lists.awaiting(token.level):
            text = self._item_text(item, content, first, last)
        else:
            text = self._text(block_passage(content, self._lines, first, last))
        self.blocks.append(Block(kind, text, first + 1, last))
        if label := _MYST_LABEL.match(content):
            self.anchors |= {named_by("sphinx", label[1]), named_by("sphinx", docutils_id(label[1]))}
        self._note_attributes(content)

    def rule(self, token: Token, _content: str, first: int, last: int) -> None:
        """A line of underscores may be one to sign on; other thematic breaks hold no text."""
        line = self._lines[first]
        at = line.index(token.markup[0])
        written = line[at:].rstrip()
        rule = Block("rule", Passage(written, written, first + 1, at + 1).text(verbatim), first + 1, last)
        (self.blocks if written.startswith("_") else self.rules).append(rule)

    def html(self, _token: Token, content: str, first: int, last: int) -> None:
        passage = block_passage(content.rstrip("\n"), self._lines, first, last)
        if "<!--" in content:
            self.comments += html_comments(passage.source, passage.places())
            if _ONLY_COMMENTS.match(content):
                return
        self._strike(content, first, last)
        text = passage.text(read_html)
        if _MAY_ANCHOR.search(content):
            self._note_anchors(text.inline)
        self.blocks.append(Block("html", text, first + 1, last))

    def _strike(self, content: str, first: int, last: int) -> None:
        """Blocks of HTML that begin or end a stretch of the document that is struck through."""
        for tag in _STRIKES.finditer(content):
            if not tag[1]:
                self._struck_from.append(first + 1)
            elif self._struck_from:
                self._struck.append((self._struck_from.pop(), last))

    def is_struck(self, line: int) -> bool:
        """Whether a line stands between the tags of a strike that goes over several blocks."""
        closed = any(first <= line <= last for first, last in self._struck)
        return closed or any(first <= line for first in self._struck_from)

    def code(self, token: Token, content: str, first: int, last: int) -> None:
        fence = token.type == "fence"
        self.codes.append(Code(token.info.strip(), content, first + 1, first + 1 + fence, last))

    def table(self, _token: Token, _content: str, first: int, last: int) -> None:
        begins: Mapping[int, int] = self._surroundings["rows"]
        header = pieces_of(self._lines[first], begins[first])
        cells = self._cells(header, first)
        rows = [self._row(pieces_of(self._lines[row], begins[row]), row, len(cells)) for row in range(first + 2, last)]
        there = tuple(row for row in rows if not row.is_struck)
        self.tables.append(Table(cells, there, first + 1, last, begins[first] + 1))

    def definition(self, token: Token, _content: str, first: int, _last: int) -> None:
        self.definitions.append((token.meta["label"], token.meta["url"], first + 1))

    def begin_footnote(self, token: Token, _content: str, first: int, _last: int) -> None:
        """What stands in it are blocks of their own."""
        label = token.meta["label"]
        self.footnotes.append((label, first + 1))
        self.anchors.add(f"fn-{label.lower()}")

    def begin_list(self, _token: Token, _content: str, first: int, _last: int) -> None:
        self.lists.begin_list(first + 1)

    def begin_item(self, token: Token, _content: str, first: int, _last: int) -> None:
        number = int(token.info) if token.info else None
        self.lists.begin_item(token.info + token.markup, number, first + 1, self._lines[first], token.level)

    def begin_quote(self, _token: Token, _content: str, _first: int, _last: int) -> None:
        """A quote says nothing itself; what stands in it are blocks of their own."""

    def _item_text(self, item: OpenItem, content: str, first: int, last: int) -> Text:
        if not item.begun and (box := BOX.match(content)):
            item.mark = box[1]
            content = content[box.end() :]
            first = min(first + box[0].count("\n"), last - 1)
        item.text = self._text(block_passage(content, self._lines, first, last))
        item.titled = True
        return item.text

    def _row(self, pieces: list[Piece], row: int, width: int) -> TableRow:
        end = len(self._lines[row].rstrip())
        missing = [Piece(end, "")] * (width - len(pieces))
        cells = self._cells([*pieces[:width], *missing], row)
        return TableRow(cells, row + 1, max(0, len(pieces) - width), len(missing))

    def _cells(self, pieces: list[Piece], row: int) -> tuple[Cell, ...]:
        cells = []
        for piece in pieces:
            text = self._text(cell_passage(piece, row + 1))
            self.blocks.append(Block("cell", text, row + 1, row + 1))
            cells.append(Cell(text, row + 1, piece.offset + 1))
        return tuple(cells)

    def _text(self, passage: Passage) -> Text:
        text = passage.text(self._reader)
        if "<" in passage.source:
            if "<!--" in passage.source:
                self.comments += inline_comments(passage.source, passage.places(), self._surroundings)
            if _MAY_ANCHOR.search(passage.source):
                self._note_anchors(text.inline)
        return text

    def _note_anchors(self, inline: Inline) -> None:
        """The anchors that HTML in a text makes: `id` and `name` of tags, and headings between tags."""
        begins = 0
        for span in inline.spans:
            if span.kind != "html":
                continue
            self.anchors.update(anchors_of(span.target))
            if _HTML_HEADING.fullmatch(element_of(span.target)):
                if span.target.startswith("</"):
                    self._slug(inline.plain[begins : span.start])
                begins = span.start

    def _note_attributes(self, content: str) -> None:
        """The name that a text has by a list of attributes behind it."""
        if "{:" in content and (named := _ATTRIBUTES.search(content)):
            self.anchors |= {named_by(site, named[1]) for site in ("mkdocs", "jekyll")}

    def anchors_of_sites(self) -> Iterator[str]:
        """Those that programs which make sites give to the headings; see `named_by`."""
        return site_anchors(self._titles, self.anchors)

    def _slug(self, words: str) -> str:
        slug = github_slug(words)
        self._namesakes[slug] += 1
        numbered = f"{slug}-{self._namesakes[slug] - 1}" if self._namesakes[slug] > 1 else slug
        if slug and numbered in self.anchors:
            # A heading named like another's numbered anchor: github-slugger goes on numbering where GitHub does not.
            self.anchors.add(f"{numbered}-1")
        if slug:
            self.anchors.add(numbered)
        return numbered


def _words_in_anchor(inline: Inline) -> str:
    """A heading's text without the alternative texts of images, which GitHub leaves out of anchors."""
    words, end = "", 0
    for span in inline.spans:
        if span.kind == "image" and span.start >= end:
            words += inline.plain[end : span.start]
            end = span.end
    return words + inline.plain[end:]


_CONTAINERS = frozenset({"blockquote_open", "bullet_list_open", "footnote_open", "list_item_open", "ordered_list_open"})
_LIST_ENDS = frozenset({"bullet_list_close", "ordered_list_close"})
_READERS: Mapping[str, Callable[[Blocks, Token, str, int, int], None]] = {
    "blockquote_open": Blocks.begin_quote,
    "bullet_list_open": Blocks.begin_list,
    "code_block": Blocks.code,
    "definition": Blocks.definition,
    "fence": Blocks.code,
    "footnote_open": Blocks.begin_footnote,
    "heading_open": Blocks.heading,
    "hr": Blocks.rule,
    "html_block": Blocks.html,
    "list_item_open": Blocks.begin_item,
    "ordered_list_open": Blocks.begin_list,
    "paragraph_open": Blocks.paragraph,
    "table_open": Blocks.table,
}
