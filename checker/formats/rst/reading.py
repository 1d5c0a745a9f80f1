"""From docutils' tree to what a document says."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from docutils import nodes

from checker.classes import replace
from checker.formats.collected import Collected
from checker.formats.markdown.lists import BOX
from checker.formats.markdown.sections import Heading
from checker.formats.pieces import Pieces, Place, as_one, empty_cell, empty_text, joined, verbatim_text
from checker.formats.rst.inline import RunReader
from checker.formats.rst.parser import Parsed, run
from checker.formats.rst.targets import Targets
from checker.markdown.items import shortened
from checker.model.evidence import Reason, undeterminable
from checker.model.location import Location
from checker.model.markdown import Block, Cell, Code, Comment, Inline, Item, Markdown, Table, TableRow, Text
from checker.model.passed_over import PassedOver
from checker.patterns import regex

_TAB = 8
_FAR = 500
"""Lines around that where something is said to stand in which it is looked for."""
_OPTIONS = 12
"""Lines below a directive in which its options stand."""
_TABLE_BY_PIPES = regex(r"\|(?:[^|\n]*\|)+")
_SUBSTITUTION = regex(r"\|[^|\s](?:[^|\n]*[^|\s])?\|_{0,2}")
_ROWS = frozenset({"cell", "entry", "question", "row", "table"})


def markdown_of(path: str, lines: tuple[str, ...], parsed: Parsed) -> Markdown:
    """What a document says. lines: of the file."""
    reading = _Reading(path, lines, parsed.document)
    reading.all_of(parsed.document)
    reading.note_complaints(parsed.complaints)
    return reading.markdown(_rows_of_markdown)


def _rows_of_markdown(content: Markdown) -> Iterable[PassedOver]:
    """Lines that are rows of a table in Markdown, and here a text between bars."""
    for block in content.blocks:
        if block.kind not in ("paragraph", "item") or "|" not in block.text.source:
            continue
        for number in range(block.line, block.end_line + 1):
            written = content.lines[number - 1].strip()
            if _TABLE_BY_PIPES.fullmatch(written) and "|" in _SUBSTITUTION.sub("", written).replace("||", ""):
                cells = tuple(cell.strip() for cell in written.strip("|").split("|"))
                place = Location(content.path, number, content.lines[number - 1].find("|") + 1)
                gap = undeterminable(Reason.ROW_OUTSIDE_TABLE, place, row=written)
                yield PassedOver(_ROWS, gap, 0, cells)


class _Reading(Collected):
    """Reads the nodes of one tree."""

    def __init__(self, path: str, lines: Sequence[str], document: nodes.document) -> None:
        super().__init__(path, lines)
        self.anchors.update(id_ for id_, node in document.ids.items() if not _leads_away(node))
        self._document = document
        self._targets = Targets(document)
        self._level = 0
        self._depth = 0
        self._list_line = 0
        self._reached: Place = (1, 1)
        self._kind = "paragraph"
        self._is_csv = False

    # What stands where

    def _lines_of(self, found: run) -> list[Place]:
        """Where the lines of a run stand: as they are known, if the text is there, else where it is found next."""
        rows = found.raw.split("\n")
        if found.lines and len(found.lines) >= len(rows):
            known = [self._in_file(*place) for place in found.lines]
            if all(self._stands(row, *place) for row, place in zip(rows, known, strict=False)):
                return known
        return self._searched(rows, found.line or 1)

    def _in_file(self, line: int, column: int) -> Place:
        """A place of the text whose tabs are blanks, as a place of the file."""
        written = self._lines[line - 1] if line <= len(self._lines) else ""
        if "\t" not in written:
            return line, column
        width = 0
        for at, sign in enumerate(written):
            if width >= column - 1:
                return line, at + 1
            width += _TAB - width % _TAB if sign == "\t" else 1
        return line, len(written) + 1

    def _stands(self, row: str, line: int, column: int) -> bool:
        written = self._lines[line - 1] if 0 < line <= len(self._lines) else ""
        return written.startswith(row.lstrip(), column - 1 + len(row) - len(row.lstrip())) or "\t" in written

    def _searched(self, rows: Sequence[str], near: int) -> list[Place]:
        """The places of lines by what they say: from a line on, behind what was read last, or anywhere."""
        body = rows[0].strip()
        if self._is_csv:
            # The rows of a list have no lines of their own: they come one behind the other.
            near = self._reached[0]
            ahead = range(near, min(near + _FAR, len(self._lines)) + 1)
            near = next((n for n in ahead if body in self._lines[n - 1][self._column_reached(n) :]), near)
        line = next((n for n in self._candidates(near) if body in self._lines[n - 1]), 0)
        if not body or not line:
            line = min(max(near, 1), max(len(self._lines), 1))
            return [(min(line + n, max(len(self._lines), 1)), 1) for n in range(len(rows))]
        found = []
        for n, row in enumerate(rows):
            written = self._lines[line + n - 1] if line + n <= len(self._lines) else ""
            at = written.find(row.strip(), self._column_reached(line + n))
            at = at if at >= 0 else max(written.find(row.strip()), 0)
            found.append((line + n, at + 1 - (len(row) - len(row.lstrip()))))
        return [(line, max(column, 1)) for line, column in found]

    def _column_reached(self, line: int) -> int:
        """How much of a line was read, from 0."""
        return self._reached[1] - 1 if self._reached[0] == line else 0

    def _candidates(self, near: int) -> Iterable[int]:
        count, near = len(self._lines), min(max(near, 1), len(self._lines))
        for distance in range(min(count, _FAR)):
            for line in dict.fromkeys((near + distance, near - distance)):
                if 0 < line <= count:
                    yield line

    # Texts

    def _text(self, node: nodes.Element) -> Text | None:
        """The text of a node that holds inline markup, None for one that is empty."""
        runs = [child for child in node.children if isinstance(child, run)]
        if not runs:
            return None
        inlines = [self._inline(one) for one in runs]
        inline = inlines[0] if len(inlines) == 1 else joined(inlines, inlines[0].places[0])
        self._reached = inline.places[len(inline.plain)]
        return Text.read("\n".join(one.raw for one in runs), inline)

    def _inline(self, found: run) -> Inline:
        return RunReader(found, self._lines_of(found), self).read()

    def substituted(self, name: str) -> nodes.Element | None:
        """What a substitution stands for; case counts only where there are several."""
        document = self._document
        exact = document.substitution_defs.get(name)
        return exact or document.substitution_defs.get(document.substitution_names.get(name.lower(), ""))

    def has_note(self, mark: nodes.Element) -> bool:
        return self._targets.has_note(mark)

    def destination(self, reference: nodes.Element) -> str | None:
        return self._targets.of(reference)

    def _say(self, kind: str, text: Text) -> int:
        """A block of text. Returns its last line."""
        last = text.written.places[len(text.written.plain)][0]
        last = max(last, text.line + text.source.count("\n"))
        last = min(last, max(len(self._lines), 1))
        self.blocks.append(Block(kind, text, text.line, last))
        return last

    # Blocks

    def all_of(self, node: nodes.Element) -> int:
        """Everything in a node. Returns the last line that it reaches, 0 for none."""
        return max((self.one(child) for child in node.children if isinstance(child, nodes.Element)), default=0)

    def one(self, node: nodes.Element) -> int:
        read = next((read for kind, read in _READERS.items() if isinstance(node, kind)), None)
        return read(self, node) if read is not None else self.all_of(node)

    def section(self, node: nodes.Element) -> int:
        title = node.children[0]
        text = self._text(title) if isinstance(title, nodes.title) else None
        self._level += 1
        if text is not None:
            self._say("heading", text)
            slug = node["ids"][0] if node["ids"] else ""
            self.headings.append(Heading(text, self._level, slug, text.line))
        last = max((self.one(child) for child in node.children[1:] if isinstance(child, nodes.Element)), default=0)
        self._level -= 1
        return max(last, text.line if text is not None else 0)

    def paragraph(self, node: nodes.Element) -> int:
        if link := next(
            (child for child in node.children if isinstance(child, nodes.inline) and child.get("kind")), None
        ):
            return self._entry_of_contents(link, node.line or 1)
        text = self._text(node)
        return self._say(self._kind, text) if text is not None else 0

    def _entry_of_contents(self, link: nodes.Element, line: int) -> int:
        written = self._lines[line - 1] if line <= len(self._lines) else ""
        place = (line, max(written.find(link.rawsource), 0) + 1)
        pieces = Pieces()
        with pieces.span("link", place, link["target"]):
            pieces.say(link.astext(), place)
        return self._say("paragraph", Text.read(link.rawsource, pieces.finished(place)))

    def items_of(self, node: nodes.Element) -> int:
        outer, self._depth, last = self._list_line, self._depth + 1, 0
        number = node.get("start", 1) if isinstance(node, nodes.enumerated_list) else None
        self._list_line = 0
        for item in node.children:
            if isinstance(item, nodes.list_item):
                last = max(last, self._item(item, number))
                number = number + 1 if number is not None else None
        self._list_line, self._depth = outer, self._depth - 1
        return last

    def _item(self, node: nodes.Element, number: int | None) -> int:
        kind, self._kind = self._kind, "item" if self._kind != "cell" else "cell"
        slot, children = len(self.items), [one for one in node.children if isinstance(one, nodes.Element)]
        text, mark, last = None, None, 0
        line = 0
        if children and isinstance(children[0], nodes.paragraph) and (whole := self._text(children[0])):
            mark, text = _box_and_text(whole)
            line = whole.line
            last = self._say(self._kind, text) if self._kind == "item" else line
            children = children[1:]
        line = line or self._marker_line(node)
        column = self._marker(line)
        text = text or empty_text(line, column)
        self._list_line = self._list_line or line
        own, list_line = Item(text, line, column, line, self._depth - 1, self._list_line, mark, number), self._list_line
        self.items.append(own)
        for child in children:
            self._list_line = 0
            last = max(last, self.one(child))
        self._list_line = list_line
        self.items[slot] = replace(own, end_line=max(last, line))
        self._kind = kind
        return max(last, line)

    def _marker_line(self, node: nodes.Element) -> int:
        return next((one.line for one in node.findall(nodes.Element) if one.line), self._reached[0])

    def _marker(self, line: int) -> int:
        """The column of the marker of the item that begins in a line."""
        written = self._lines[line - 1] if line <= len(self._lines) else ""
        return len(written) - len(written.lstrip()) + 1

    def definition(self, node: nodes.Element) -> int:
        text = self._text(node)
        return self._say(self._kind, text) if text is not None else 0

    def field(self, node: nodes.Element) -> int:
        """A field (`:Owner: Ada`), as a line `Owner: Ada`."""
        name, body = node.children[0], node.children[1]
        label = self._text(name) if isinstance(name, nodes.Element) else None
        if label is None or not isinstance(body, nodes.Element):
            return self.all_of(node)
        children = [one for one in body.children if isinstance(one, nodes.Element)]
        value = self._text(children[0]) if children and isinstance(children[0], nodes.paragraph) else None
        pieces = Pieces()
        pieces.add(label.written)
        end = label.written.places[len(label.written.plain)]
        pieces.say(": " if value is not None else ":", end)
        if value is not None:
            pieces.add(value.written)
            children = children[1:]
        source = f":{label.source}:" + (f" {value.source}" if value is not None else "")
        last = self._say(self._kind, Text.read(source, pieces.finished((label.line, label.column))))
        return max([last, *map(self.one, children)])

    def option(self, node: nodes.Element) -> int:
        """An option of a command line and what it means."""
        return max((self.all_of(one) for one in node.findall(nodes.description)), default=0)

    def image(self, node: nodes.Element) -> int:
        uri, line = str(node.get("uri", "")), node.line or self._reached[0]
        while 0 < line <= len(self._lines) and uri not in self._lines[line - 1] and line > self._reached[0]:
            line -= 1
        return self._image(node, self._next_line_with(uri, line), None)

    def _next_line_with(self, words: str, near: int) -> int:
        first = words.split("\n", maxsplit=1)[0]
        return next((n for n in self._candidates(near) if first in self._lines[n - 1]), min(near, len(self._lines)))

    def _image(self, node: nodes.Element, line: int, link: str | None) -> int:
        uri, alt = str(node.get("uri", "")), str(node.get("alt", ""))
        place = (line, max(self._lines[line - 1].find(uri), 0) + 1)
        pieces = Pieces()
        start = pieces.size
        for n, row in enumerate(alt.split("\n")):
            place_of_row = self._place_of(row, line) or place
            pieces.say(f"\n{row}" if n else row, (place_of_row[0], max(place_of_row[1] - bool(n), 1)))
        pieces.mark("image", start, uri, place)
        if link:
            pieces.mark("link", start, link, place)
        return self._say(self._kind, Text.read(self._lines[line - 1].strip(), pieces.finished(place)))

    def _place_of(self, words: str, line: int) -> Place | None:
        """Where words stand in a line or in those right below."""
        for number in range(line, min(line + _OPTIONS, len(self._lines)) + 1):
            if (at := self._lines[number - 1].find(words)) >= 0:
                return number, at + 1
        return None

    def linked(self, node: nodes.Element) -> int:
        """An image that is a link."""
        image = next(iter(node.findall(nodes.image)), None)
        if image is None:
            return self.all_of(node)
        line = self._next_line_with(str(image.get("uri", "")), node.line or image.line or self._reached[0])
        return self._image(image, line, self.destination(node))

    def code(self, node: nodes.Element) -> int:
        content = node.astext()
        rows = content.split("\n")
        near = node.line or self._reached[0]
        first = self._next_line_with(rows[0].strip(), near) if content.strip() else near
        last = min(first + len(rows) - 1, max(len(self._lines), 1))
        line = min(near, first) if node.get("info") is not None else first
        self.codes.append(Code(node.get("info", ""), content + "\n" if content else "", line, first, last))
        self._reached = (last, 1)
        return last

    def raw(self, node: nodes.Element) -> int:
        if node.get("unread"):
            return self.unreadable(node)
        if "html" not in node.get("format", ""):
            return self.code(node)
        content = node.astext()
        first = self._next_line_with(content.split("\n")[0].strip(), node.line or 1)
        last = min(first + content.count("\n"), len(self._lines))
        return self._say("html", self.html(content, first - 1, last))

    def comment(self, node: nodes.Element) -> int:
        if node.get("unread"):
            return self.unreadable(node)
        content = node.astext()
        if not content.strip():
            return 0
        rows = content.split("\n")
        first = self._next_line_with(rows[0].strip(), node.line or self._reached[0])
        line, last = min(first, node.line or first), min(first + len(rows) - 1, len(self._lines))
        column = max(self._lines[line - 1].find(".."), 0) + 1
        self.comments.append(Comment(content, line, column, last))
        return last

    def unreadable(self, node: nodes.Element) -> int:
        """What another file says at this place."""
        line = min(node.line or 1, len(self._lines))
        self.leave_out(Reason.INCLUDED, line, max(self._lines[line - 1].find(".."), 0) + 1, target=node["unread"])
        return line

    def target(self, node: nodes.Element) -> int:
        if node.get("refuri") and node["names"]:
            line = self._next_line_with(node["names"][0].split()[0], node.line or 1) if node.line is None else node.line
            self.definitions.append((node["names"][0], node["refuri"], line))
        return node.line or 0

    def note(self, node: nodes.Element) -> int:
        """A footnote or citation: what it says."""
        begin = len(self.blocks)
        last = self.all_of(node)
        line = self.blocks[begin].line if len(self.blocks) > begin else node.line or self._reached[0]
        self.footnotes.append((node["names"][0] if node["names"] else str(node.get("auto", "")), line))
        return max(last, line)

    def nothing(self, _node: nodes.Element) -> int:
        return 0

    def rule(self, node: nodes.Element) -> int:
        line = node.line or self._reached[0]
        near = [n for n in (line, line - 1, line + 1) if 0 < n <= len(self._lines) and self._lines[n - 1].strip()]
        line = next(iter(near), line)
        written = self._lines[line - 1].strip()
        self.rules.append(Block("rule", verbatim_text(written, line, 1), line, line))
        return line

    # Tables

    def table(self, node: nodes.Element) -> int:
        last = max((self.definition(one) for one in node.children if isinstance(one, nodes.title)), default=0)
        group = next(iter(node.findall(nodes.tgroup)), None)
        if group is None:
            return last
        width = int(group.get("cols", 0))
        self._is_csv = "begins" in node
        self._reached = (max(node.get("begins", 0), self._reached[0]), 1) if self._is_csv else self._reached
        heads = [row for part in group.children if isinstance(part, nodes.thead) for row in part.children]
        bodies = [row for part in group.children if isinstance(part, nodes.tbody) for row in part.children]
        header = self._rows(heads, width)
        rows = self._rows(bodies, width)
        self._is_csv = False
        if not header and not rows:
            return last
        line = min(row.line for row in (*header, *rows))
        top = header[-1].cells if header else tuple(empty_cell(cell.line, cell.column) for cell in rows[0].cells)
        if len(header) > 1:
            top = tuple(_over_each_other([row.cells[n] for row in header]) for n in range(width))
        end = max(row.last_line for row in (*header, *rows))
        first = header[0].line if header else max(line - 1, 1)
        self.tables.append(Table(top, tuple(rows), first, end, top[0].column if top else 1))
        self._reached = (end, 1)
        return max(last, end)

    def _rows(self, rows: Iterable[nodes.Node], width: int) -> list[TableRow]:
        """The rows of a part of a table; a cell that reaches over several stands in each of them."""
        found: list[TableRow] = []
        spanned: dict[int, tuple[int, Cell]] = {}
        for row in rows:
            cells: list[Cell] = []
            entries = [one for one in getattr(row, "children", ()) if isinstance(one, nodes.entry)]
            last = 0
            while len(cells) < width and (entries or len(cells) in spanned):
                if (position := len(cells)) in spanned:
                    left, cell = spanned.pop(position)
                    if left > 1:
                        spanned[position] = (left - 1, cell)
                    cells.append(cell)
                    continue
                entry = entries.pop(0)
                cell, end = self._cell(entry)
                last = max(last, end)
                for at in range(position, min(position + 1 + entry.get("morecols", 0), width)):
                    cells.append(cell)
                    if entry.get("morerows"):
                        spanned[at] = (entry["morerows"], cell)
            missing = width - len(cells)
            own = [one.line for one in cells if not found or one.line > found[-1].line]
            begin = min(own or [one.line for one in cells], default=self._reached[0])
            cells += [empty_cell(begin, 1)] * missing
            found.append(TableRow(tuple(cells), begin, 0, missing, max(last, begin)))
        return found

    def _cell(self, entry: nodes.Element) -> tuple[Cell, int]:
        """A cell: all its texts, in lines of their own. Returns its last line, too."""
        kind, self._kind = self._kind, "cell"
        begin, blocks = len(self.blocks), len(self.items)
        line, column = (
            self._in_file(*entry["at"])
            if "at" in entry
            else (min(entry.get("near", self._reached[0]), len(self._lines)), 1)
        )
        if "at" in entry:
            self._reached = (line, column)
        last = max(self.all_of(entry), line)
        self._kind = kind
        texts = [block.text for block in self.blocks[begin:]] + [item.text for item in self.items[blocks:]]
        del self.blocks[begin:]
        texts.sort(key=lambda one: (one.line, one.column))
        if not texts:
            return empty_cell(line, column), last
        whole = as_one(texts)
        self._say("cell", whole)
        return Cell(whole, whole.line, whole.column), last

    def note_complaints(self, complaints: Iterable[nodes.system_message]) -> None:
        for one in complaints:
            said = next(iter(one.findall(nodes.literal_block))).astext().strip()
            line = self._next_line_with(said.partition("\n")[0], max(int(one.get("line") or 1), 1))
            self.leave_out(Reason.MALFORMED_MARKUP, line, line=shortened(said.partition("\n")[0]))


def _leads_away(node: nodes.Node) -> bool:
    """Whether it is the name of an address, at which a page has no anchor."""
    return isinstance(node, nodes.target) and "refuri" in node


def _box_and_text(whole: Text) -> tuple[str | None, Text]:
    """The mark in the box at the beginning of an item, and the text behind it."""
    box = BOX.match(whole.source)
    inline = whole.written
    if box is None or not inline.plain.startswith(box[0].rstrip()):
        return None, whole
    at = len(inline.plain) - len(inline.plain[len(box[0].rstrip()) :].lstrip())
    spans = tuple(replace(one, start=one.start - at, end=one.end - at) for one in inline.spans if one.start >= at)
    places: Any = inline.places
    stretches = [
        (max(offset - at, 0), line, column + max(at - offset, 0))
        for offset, line, column in _from(places.stretches, at)
    ]
    rest = Inline(inline.plain[at:], spans, type(places)(stretches, len(inline.plain) - at))
    return box[1], Text.read(whole.source[box.end() :], rest)


def _from(stretches: Sequence[tuple[int, int, int]], at: int) -> list[tuple[int, int, int]]:
    """The stretches that reach behind an offset."""
    behind = [n for n, one in enumerate(stretches) if one[0] <= at]
    return list(stretches[behind[-1] if behind else 0 :])


def _over_each_other(cells: Sequence[Cell]) -> Cell:
    """The cells of a header with several rows as one."""
    texts = list({id(cell.text): cell.text for cell in cells if cell.text.source}.values())
    if len(texts) < 2:
        return next((cell for cell in cells if cell.text.source), cells[-1])
    whole = as_one(texts)
    return Cell(whole, whole.line, whole.column)


_READERS: Mapping[type, Callable[[_Reading, Any], int]] = {
    nodes.section: _Reading.section,
    nodes.paragraph: _Reading.paragraph,
    nodes.bullet_list: _Reading.items_of,
    nodes.enumerated_list: _Reading.items_of,
    nodes.term: _Reading.definition,
    nodes.title: _Reading.definition,
    nodes.subtitle: _Reading.definition,
    nodes.rubric: _Reading.definition,
    nodes.caption: _Reading.definition,
    nodes.attribution: _Reading.definition,
    nodes.line: _Reading.definition,
    nodes.field: _Reading.field,
    nodes.option_list_item: _Reading.option,
    nodes.image: _Reading.image,
    nodes.reference: _Reading.linked,
    nodes.table: _Reading.table,
    nodes.literal_block: _Reading.code,
    nodes.doctest_block: _Reading.code,
    nodes.math_block: _Reading.code,
    nodes.raw: _Reading.raw,
    nodes.comment: _Reading.comment,
    nodes.target: _Reading.target,
    nodes.footnote: _Reading.note,
    nodes.citation: _Reading.note,
    nodes.transition: _Reading.rule,
    nodes.substitution_definition: _Reading.nothing,
    nodes.system_message: _Reading.nothing,
    nodes.pending: _Reading.nothing,
    nodes.label: _Reading.nothing,
    nodes.meta: _Reading.nothing,
}
