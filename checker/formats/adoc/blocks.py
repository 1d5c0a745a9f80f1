"""The blocks of an AsciiDoc document: https://docs.asciidoctor.org/asciidoc/latest/blocks/."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from checker.classes import replace
from checker.formats.adoc.inline import read_inline
from checker.formats.adoc.tables import Piece, rows_of
from checker.formats.collected import Collected
from checker.formats.markdown.sections import Heading
from checker.formats.pieces import Place, as_one, empty_cell, verbatim_text
from checker.markdown.items import shortened
from checker.model.evidence import Reason
from checker.model.markdown import Block, Cell, Code, Comment, Item, Markdown, Table, TableRow, Text
from checker.patterns import regex

_DEEPEST = 30
_TITLE = regex(r"(?P<marks>={1,6}|#{1,6})[ \t]+(?P<title>\S.*?)(?:[ \t]+(?P=marks))?[ \t]*")
_UNDERLINED = {"=": 1, "-": 2, "~": 3, "^": 4, "+": 5}
_ATTRIBUTE = regex(r":(?P<off>!)?(?P<name>\w[\w-]*)(?P<off1>!)?:(?:[ \t]+(?P<value>.*?))?[ \t]*")
_BLOCK_ATTRIBUTES = regex(r"\[(?:|[\w.#%,\"'$&{].*)\][ \t]*")
_BLOCK_ANCHOR = regex(r"\[\[(?P<id>[\w:][\w:.-]*)(?:,.*)?\]\][ \t]*")
_BLOCK_TITLE = regex(r"\.(?P<title>\.?[^ \t.].*)")
_DELIMITER = regex(
    r"(?:(?P<rule>-{4,}|\.{4,}|\+{4,}|={4,}|\*{4,}|_{4,}|/{4,}|--)|(?P<fence>```)(?P<language>[^`\s]*.*)"
    r"|(?P<table>[|!,:]={3,}))[ \t]*"
)
_MACRO = regex(
    r"(?P<name>include|image|video|audio|toc|ifdef|ifndef|ifeval|endif)::"
    r"(?P<target>[^\s\[][^\[]*)?\[(?P<text>.*)\][ \t]*"
)
_ITEM = regex(
    r"(?P<indent>[ \t]*)"
    r"(?P<marker>\*{1,6}|-|•|\.{1,6}|[0-9]{1,6}\.|[a-zA-Z]\.|[ivxIVX]{1,5}\)|<(?:[0-9]{1,3}|\.)>)[ \t]+(?=\S)"
)
_BOX = regex(r"\[(?P<mark>[ xX*])\][ \t]+(?=\S)")
_TERM = regex(r"(?P<indent>[ \t]*)(?P<term>\S.*?)(?P<marker>:{2,4}|;;)(?:[ \t]+(?P<text>\S.*))?[ \t]*")
_RULE = regex(r"'{3,}|-{3}|- - -|\*{3}|\* \* \*")
_ADMONITION = regex(r"(?:NOTE|TIP|IMPORTANT|WARNING|CAUTION):[ \t]+(?=\S)")
_NO_ID = regex(r"<[^<>]*>|&(?:[a-z]+[0-9]{0,2}|#[0-9]{2,6}|#x[0-9a-f]{2,5});|[^\w \-.]")
_SEPARATORS = regex(r"[ .-]+")
_CODE_STYLES = frozenset(
    {
        "source",
        "listing",
        "literal",
        "stem",
        "latexmath",
        "asciimath",
        "diagram",
        "mermaid",
        "plantuml",
        "ditaa",
        "graphviz",
    }
)


def markdown_of(path: str, lines: tuple[str, ...]) -> Markdown:
    """What a document says."""
    ids = _Reading(path, lines, {})
    ids.document()
    reading = _Reading(path, lines, ids.ids_by_title)
    reading.document()
    return reading.markdown()


class _Reading(Collected):
    """Reads lines. ids: of sections, by their titles, as cross references may name them."""

    def __init__(self, path: str, lines: Sequence[str], ids: Mapping[str, str]) -> None:
        super().__init__(path, lines)
        self.ids_by_title: dict[str, str] = {}
        self._ids = ids
        self._attributes: dict[str, str] = {}
        self._namesakes: Counter[str] = Counter()
        self._given: dict[str, str] = {}
        self._kind = "paragraph"
        self._depth = 0

    def document(self) -> None:
        self._blocks(0, len(self._lines), is_top=True)

    # Lines

    def _line(self, row: int) -> str:
        return self._lines[row].rstrip()

    def _blocks(self, row: int, end: int, *, is_top: bool = False) -> None:
        """The blocks of some lines, from 0, the last one not included."""
        self._depth += 1
        if self._depth > _DEEPEST:
            self._leave_out_at(row)
            row = end
        while row < end:
            row = self._block(row, end, is_top=is_top)
        self._depth -= 1

    def _block(self, row: int, end: int, *, is_top: bool = False) -> int:
        """One block, or what stands before one. Returns the row behind it."""
        line = self._line(row)
        if not line.strip():
            return row + 1
        readers = (self._unshown, self._before_block, self._delimited, self._macro)
        for read in (*readers, self._section) if is_top else readers:
            if (behind := read(row, end)) > row:
                return behind
        if line == "<<<" or _RULE.fullmatch(line):
            self.rules.append(Block("rule", verbatim_text(line, row + 1, 1), row + 1, row + 1))
            return row + 1
        if _ITEM.match(line) or _is_term(line):
            return self._list(row, end, ())
        return self._paragraph(row, end)

    def _unshown(self, row: int, end: int) -> int:
        """Comments and attributes."""
        line = self._line(row)
        if line.startswith("//") and not line.startswith("///"):
            self.comments.append(Comment(line[2:].strip(), row + 1, 1, row + 1))
            return row + 1
        entry = _ATTRIBUTE.fullmatch(line)
        if entry is None:
            return row
        value, name = entry["value"] or "", entry["name"].lower()
        while value.endswith("\\") and row + 1 < end:
            row += 1
            value = f"{value.removesuffix(chr(92)).removesuffix('+').rstrip()} {self._line(row).strip()}"
        if entry["off"] or entry["off1"]:
            self._attributes.pop(name, None)
        else:
            self._attributes[name] = re.sub(r"\{([\w-]+)\}", lambda one: self._attributes.get(one[1], one[0]), value)[
                :1000
            ]
        return row + 1

    def _before_block(self, row: int, _end: int) -> int:
        """What stands in lines of its own above a block: its anchor, its attributes, its title."""
        line = self._line(row)
        if anchor := _BLOCK_ANCHOR.fullmatch(line):
            self.anchors.add(anchor["id"])
            self._given["id"] = anchor["id"]
            return row + 1
        if _BLOCK_ATTRIBUTES.fullmatch(line):
            self._given |= _attributes_in(line.strip()[1:-1])
            if self._given.get("id"):
                self.anchors.add(self._given["id"])
            return row + 1
        if title := _BLOCK_TITLE.fullmatch(line):
            self._say("paragraph", [title["title"]], [(row + 1, 2)])
            return row + 1
        return row

    def _take(self) -> dict[str, str]:
        given, self._given = self._given, {}
        return given

    # Sections

    def _section(self, row: int, end: int) -> int:
        found, line = _TITLE.fullmatch(self._line(row)), self._line(row)
        if found is not None:
            level, title, column, behind = len(found["marks"]), found["title"], found.start("title") + 1, row + 1
        elif row + 1 < end and (level := _underline(line, self._line(row + 1))):
            title, column, behind = line.strip(), 1, row + 2
        else:
            return row
        if self._take_style("discrete", "float"):
            self._say("heading", [title], [(row + 1, column)])
            return behind
        given = self._take()
        text = self._say("heading", [title], [(row + 1, column)])
        slug = self._name(text.plain, given.get("id", ""), level)
        self.headings.append(Heading(text, level, slug, row + 1))
        return self._header(behind, end) if level == 1 and len(self.headings) == 1 else behind

    def _header(self, row: int, end: int) -> int:
        """The lines right below the title of a document: its authors, its revision, attributes."""
        while row < end and self._line(row).strip():
            behind = self._unshown(row, end)
            if behind == row:
                self._say("paragraph", [self._line(row)], [(row + 1, 1)])
            row = max(behind, row + 1)
        return row

    def _take_style(self, *styles: str) -> bool:
        if self._given.get("style") not in styles:
            return False
        self._take()
        return True

    def _name(self, title: str, own: str, level: int) -> str:
        """The anchors of a section: its own one, else as Asciidoctor makes it, and as it does for GitHub."""
        prefixes = {(self._attributes.get("idprefix", "_"), self._attributes.get("idseparator", "_")), ("", "-")}
        made = [own] if own else [_id_of(title, *one) for one in sorted(prefixes, reverse=True)]
        for (_, separator), slug in zip(sorted(prefixes, reverse=True), made, strict=False):
            self._namesakes[slug] += 1
            count = self._namesakes[slug]
            self.anchors.add(slug if count == 1 or own else f"{slug}{separator or ''}{count}")
        self.ids_by_title.setdefault(" ".join(title.split()), made[0])
        return made[0] if level else ""

    # Blocks between delimiters

    def _delimited(self, row: int, end: int) -> int:
        line = self._line(row)
        found = _DELIMITER.fullmatch(line)
        if found is None:
            return row
        mark = found["rule"] or found["fence"] or found["table"]
        last = next((n for n in range(row + 1, end) if self._line(n) == mark), None)
        if last is None:
            self._leave_out_at(row)
        close, behind = (end, end) if last is None else (last, last + 1)
        given = self._take()
        if found["table"]:
            self._table(row, close, given, mark[0])
            return behind
        match mark[0], mark:
            case "/", _:
                self.comments.append(Comment("\n".join(self._lines[row + 1 : close]), row + 1, 1, behind))
            case ("-", "--") | ("=" | "*" | "_", _):
                if given.get("style") in _CODE_STYLES:
                    self._code(row, close, given)
                else:
                    self._blocks(row + 1, close)
            case "+", _:
                self._passed(row, close)
            case _:
                given.setdefault("language", (found["language"] or "").strip())
                self._code(row, close, given)
        return behind

    def _code(self, row: int, close: int, given: Mapping[str, str]) -> None:
        """Code between two delimiters; what it includes is not there."""
        content = "".join(f"{line}\n" for line in self._lines[row + 1 : close])
        language = given.get("language", "")
        self.codes.append(Code(language, content, row + 1, row + 2, min(close + 1, len(self._lines))))
        for n in range(row + 1, close):
            self._included(n)

    def _passed(self, row: int, close: int) -> None:
        """What is passed on as HTML."""
        content = "\n".join(self._lines[row + 1 : close])
        if content.strip():
            self.blocks.append(Block("html", self.html(content, row + 1, close), row + 2, close))

    def _leave_out_at(self, row: int) -> None:
        self.leave_out(Reason.MALFORMED_MARKUP, row + 1, line=shortened(self._line(row).strip()))

    def _included(self, row: int) -> bool:
        found = _MACRO.fullmatch(self._line(row))
        if found is None or found["name"] != "include":
            return False
        self.leave_out(Reason.INCLUDED, row + 1, target=found["target"] or "")
        return True

    def _macro(self, row: int, _end: int) -> int:
        found = _MACRO.fullmatch(self._line(row))
        if found is None:
            return row
        name = found["name"]
        if name == "include":
            self._included(row)
        elif name in ("ifdef", "ifndef", "ifeval"):
            self.leave_out(Reason.CONDITIONAL, row + 1, line=shortened(self._line(row)))
            if name != "ifeval" and found["text"]:
                self._say("paragraph", [found["text"]], [(row + 1, found.start("text") + 1)])
        elif name in ("image", "video", "audio"):
            self._take()
            self._say(self._kind, [self._line(row).replace("::", ":", 1)], [(row + 1, 1)])
        return row + 1

    # Text

    def _text(self, rows: Sequence[str], places: Sequence[Place]) -> Text:
        source = "\n".join(rows)
        return Text.read(source, read_inline(source, places, self._attributes, self._ids, self.anchors))

    def _say(self, kind: str, rows: Sequence[str], places: Sequence[Place]) -> Text:
        text = self._text(rows, places)
        self.blocks.append(Block(kind, text, places[0][0], places[-1][0]))
        return text

    def _paragraph(self, row: int, end: int) -> int:
        given, first = self._take(), self._line(row)
        behind = row + 1
        while behind < end and self._goes_on(behind):
            behind += 1
        rows = [self._line(n) for n in range(row, behind)]
        if given.get("style") in _CODE_STYLES or first.startswith((" ", "\t")):
            content = "".join(f"{line}\n" for line in rows)
            self.codes.append(Code(given.get("language", ""), content, row + 1, row + 1, behind))
            return behind
        kept = [
            (n, line) for n, line in enumerate(rows, row + 1) if not line.startswith("//") or line.startswith("///")
        ]
        start = found.end() if (found := _ADMONITION.match(first)) else 0
        places = [(n, 1 if n > row + 1 else start + 1) for n, _ in kept]
        if kept:
            self._say(self._kind, [line[start:] if n == row + 1 else line for n, line in kept], places)
        return behind

    def _goes_on(self, row: int) -> bool:
        """Whether a line belongs to the paragraph above it."""
        line = self._line(row)
        if not line.strip() or line == "+" or _MACRO.fullmatch(line):
            return False
        return not (_DELIMITER.fullmatch(line) or _BLOCK_ATTRIBUTES.fullmatch(line) or _BLOCK_ANCHOR.fullmatch(line))

    # Lists

    def _list(self, row: int, end: int, around: tuple[str, ...]) -> int:
        """A list. around: the markers of the lists in which it stands. Returns the row behind it."""
        self._take()
        marker, list_line, number = _marker_of(self._line(row)), row + 1, 0
        while row < end and _marker_of(self._line(row)) == marker:
            number += 1
            row = self._item(row, end, (*around, marker), list_line, number)
            following = self._past_blanks(row, end)
            if following < end and _marker_of(self._line(following)) == marker:
                row = following
        return row

    def _past_blanks(self, row: int, end: int) -> int:
        while row < end and (not self._line(row).strip() or self._line(row).startswith("// ")):
            row += 1
        return row

    def _item(self, row: int, end: int, markers: tuple[str, ...], list_line: int, number: int) -> int:
        line, kind = self._line(row), self._kind
        found = _ITEM.match(line)
        slot = len(self.items)
        behind = row + 1
        while behind < end and self._goes_on(behind) and not _marker_of(self._line(behind)):
            behind += 1
        rows = [(self._line(n).strip(), n) for n in range(row + 1, behind)]
        more = [(text, (n + 1, self._line(n).find(text) + 1)) for text, n in rows if not text.startswith("//")]
        if found is None:
            self._term(row, more)
        else:
            box = _BOX.match(line, found.end()) if found["marker"][0] in "*-" else None
            start = box.end() if box is not None else found.end()
            self._kind = "item" if kind != "cell" else kind
            written = [line[start:], *(text for text, _ in more)]
            text = self._say(self._kind, written, [(row + 1, start + 1), *(place for _, place in more)])
            mark = {"*": "x"}.get(box["mark"], box["mark"]) if box is not None else None
            depth = sum(_is_item(one) for one in markers) - 1
            order = number if found["marker"][0] not in "*-•<" else None
            column = len(found["indent"]) + 1
            self.items.append(Item(text, row + 1, column, behind, depth, list_line, mark, order))
        behind = self._attached(behind, end, markers)
        if found is not None:
            self.items[slot] = replace(self.items[slot], end_line=max(self._last_said(row, behind), row + 1))
        self._kind = kind
        return behind

    def _last_said(self, row: int, behind: int) -> int:
        return next((n for n in range(behind, row, -1) if self._line(n - 1).strip()), row + 1)

    def _term(self, row: int, more: Sequence[tuple[str, Place]]) -> None:
        found = _TERM.fullmatch(self._line(row))
        if found is None:
            return
        self._say("paragraph", [found["term"]], [(row + 1, found.start("term") + 1)])
        own = [(found["text"], (row + 1, found.start("text") + 1))] if found["text"] else []
        if said := [*own, *more]:
            self._say("paragraph", [text for text, _ in said], [place for _, place in said])

    def _attached(self, row: int, end: int, markers: tuple[str, ...]) -> int:
        """What else belongs to an item: blocks behind a `+`, lists in it, indented code."""
        while row < end:
            line = self._line(row)
            following = self._past_blanks(row, end)
            if line == "+" and row + 1 < end:
                row = self._attached_block(row + 1, end)
            elif following >= end:
                return row
            elif (marker := _marker_of(self._line(following))) and marker not in markers:
                row = self._list(following, end, markers)
            elif following > row and self._line(following).startswith((" ", "\t")) and not marker:
                row = self._paragraph(following, end)
            elif following == row and _is_attached(line) and markers and not _is_item(markers[-1]):
                row = self._block(row, end)
            elif not _is_item(markers[-1]) and following > row and self._is_text_of_term(row, following):
                row = self._block(following, end)
            else:
                return row
        return row

    def _is_text_of_term(self, row: int, following: int) -> bool:
        """Whether what stands below a term, and a blank line, is its text."""
        before = _TERM.fullmatch(self._line(row - 1))
        line = self._line(following)
        is_block = _TITLE.fullmatch(line) or _BLOCK_ATTRIBUTES.fullmatch(line) or _BLOCK_TITLE.fullmatch(line)
        return before is not None and not before["text"] and not is_block and not _marker_of(line)

    def _attached_block(self, row: int, end: int) -> int:
        """The block behind a `+`, with what stands right above it."""
        while row < end and (self._line(row).strip() or self._given):
            before = self._before_block(row, end)
            if before == row:
                return self._block(row, end)
            row = before
        return row

    # Tables

    def _table(self, row: int, close: int, given: Mapping[str, str], sign: str) -> None:
        body = [(self._line(n), n + 1) for n in range(row + 1, close)]
        for n in range(row + 1, close):
            self._included(n)
        found = rows_of(body, given, sign)
        if found.problem or any("!===" in line for line, _ in body if sign != "!"):
            self._leave_out_at(row)
        cells: dict[int, Cell] = {}
        rows = [self._row(one, cells, row + 1) for one in found.rows]
        if not rows:
            return
        header, rest = (rows[0], rows[1:]) if found.has_header else (None, rows)
        top = header.cells if header is not None else tuple(empty_cell(row + 1, 1) for _ in rows[0].cells)
        self.tables.append(Table(top, tuple(rest), row + 1, min(close + 1, len(self._lines)), 1))

    def _row(self, pieces: Sequence[Piece | None], cells: dict[int, Cell], line: int) -> TableRow:
        found = []
        fresh = [line]
        for piece in pieces:
            if piece is None:
                found.append(empty_cell(max(fresh), 1))
                continue
            if id(piece) not in cells:
                cells[id(piece)] = self._cell(piece)
                fresh.append(piece.place[0])
            found.append(cells[id(piece)])
        begin = min(fresh[1:], default=found[0].line)
        own = [one for one in pieces if one is not None and one.place[0] >= begin]
        ends = [place[0] for one in own for said, place in one.lines if said.strip()]
        return TableRow(tuple(found), begin, 0, 0, max([begin, *ends]))

    def _cell(self, piece: Piece) -> Cell:
        said = [(line.strip(), (n, column + len(line) - len(line.lstrip()))) for line, (n, column) in piece.lines]
        said = [(line.replace("\\|", "|"), place) for line, place in said if line and not line.startswith("//")]
        place = said[0][1] if said else piece.place
        if not said:
            return empty_cell(*place)
        if piece.style == "a":
            return self._cell_of_blocks(piece, place)
        text = self._say("cell", [line for line, _ in said], [one for _, one in said])
        return Cell(text, *place)

    def _cell_of_blocks(self, piece: Piece, place: Place) -> Cell:
        """A cell that holds blocks: lists with boxes, code."""
        kind, self._kind, begin = self._kind, "cell", len(self.blocks)
        first, last = piece.lines[0][1][0], piece.lines[-1][1][0]
        inner = _Reading(self._path, _cut(self._lines, piece), self._ids)
        inner._attributes, inner._kind, inner._depth = self._attributes, "cell", self._depth
        inner._blocks(first - 1, last)
        self.items += inner.items
        self.codes += inner.codes
        self.comments += inner.comments
        self.unread += inner.unread
        self.anchors |= inner.anchors
        self._kind = kind
        del self.blocks[begin:]
        texts = sorted((one.text for one in inner.blocks), key=lambda one: (one.line, one.column))
        if not texts:
            return empty_cell(*place)
        text = as_one(texts)
        self.blocks.append(Block("cell", text, text.line, last))
        return Cell(text, *place)


def _cut(lines: Sequence[str], piece: Piece) -> list[str]:
    """The lines with blanks for what stands outside of a cell."""
    shown = {n: " " * (column - 1) * (n != piece.place[0]) + text for text, (n, column) in piece.lines}
    first = piece.place[0]
    shown[first] = piece.lines[0][0].lstrip() if piece.lines else ""
    return [shown.get(n, "") for n in range(1, len(lines) + 1)]


def _underline(line: str, below: str) -> int:
    """The level of a title over a line of signs, 0 for none."""
    is_line = len(below) > 1 and len(set(below)) == 1 and below[0] in _UNDERLINED
    is_title = (
        line[:1].strip() and not line.startswith(".") and re.search(r"\w", line) and abs(len(line) - len(below)) < 2
    )
    return _UNDERLINED[below[0]] if is_line and is_title else 0


def _id_of(title: str, prefix: str, separator: str) -> str:
    """Source: `Section.generate_id` of Asciidoctor, https://docs.asciidoctor.org/asciidoc/latest/sections/auto-ids/."""
    kept = _NO_ID.sub("", title.lower())
    made = _SEPARATORS.sub(separator[:1], kept).strip(separator[:1] or " ") if separator else kept.replace(" ", "")
    return prefix + made


def _attributes_in(written: str) -> dict[str, str]:
    """What a line of attributes says: `style`, `language`, `id`, `options`, and what has a name."""
    found: dict[str, str] = {}
    options: list[str] = []
    for n, part in enumerate(re.findall(r"""[\w-]+=\"[^\"]*\"|[\w-]+='[^']*'|\"[^\"]*\"|[^,]+""", written)):
        name, sign, value = part.strip().partition("=")
        if sign and re.fullmatch(r"[\w-]+", name):
            said = value.strip().strip("\"'")
            if name in ("options", "opts"):
                options += said.split(",")
            else:
                found[name] = said
            continue
        for mark, word in re.findall(r"(^|[.#%])([^.#%]*)", part.strip()):
            if mark == "#" and word:
                found["id"] = word
            elif mark == "%" and word:
                options.append(word)
            elif not mark and word:
                found["style" if n == 0 else "language" if n == 1 else f"position{n}"] = word
    if options:
        found["options"] = ",".join(options)
    if found.get("language") and "style" not in found:
        found["style"] = "source"
    return found


def _is_term(line: str) -> bool:
    found = _TERM.fullmatch(line)
    return found is not None and not line.startswith("//") and not _MACRO.fullmatch(line)


def _is_attached(line: str) -> bool:
    return _DELIMITER.fullmatch(line) is not None


def _marker_of(line: str) -> str:
    """The kind of the marker with which an item or a term begins; empty for none."""
    found = _ITEM.match(line)
    if found is not None:
        marker = found["marker"]
        return re.sub(r"[0-9]+", "1", marker) if marker[0] not in "*-.•" else marker
    term = _TERM.fullmatch(line) if _is_term(line) else None
    return f"term{term['marker']}" if term is not None else ""


def _is_item(marker: str) -> bool:
    return not marker.startswith("term")
