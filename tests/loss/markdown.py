"""Changes to Markdown: rows, cells, tables, sections, items, links, code blocks and paragraphs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from checker.model.location import Location
from checker.model.markdown import Cell, Code, Item, Markdown, Section, Table, TableRow, Text
from checker.model.record import Link
from loss.text import INVISIBLE, WORDINGS, Page, another, commented, twin, with_invisible


@dataclass(frozen=True, slots=True)
class Change:
    """where: `line` or `line:column`. kind: `row/delete`. column: the header above a cell, empty for anything else.

    titles: of all columns of its table.
    """

    where: str
    kind: str
    after: bytes
    column: str = ""
    titles: frozenset[str] = frozenset()


ELSEWHERE = "Elsewhere"
_SPLITS: dict[str, tuple[str, ...]] = {
    "blank": ("",),
    "comment": ("<!-- to be continued -->",),
    "remark": ("", "And these:", ""),
    "rule": ("---",),
    "fence": ("```", "```"),
    "html": ("<div></div>", ""),
}
"""What comes between two rows, by the kind of split."""


def changes_to_markdown(page: Page, markdown: Markdown, places: Iterable[tuple[int, int]]) -> Iterator[Change]:
    """What may be done to that which stands at some places (line, column)."""
    for line, column in sorted(places):
        found = tuple(_changes_at(page, markdown, line, column))
        yield from found or _of_lines(page, markdown, line, _paragraph_end(markdown, line), "paragraph")


def _changes_at(page: Page, markdown: Markdown, line: int, column: int) -> Iterator[Change]:
    yield from (one for table in markdown.tables if table.line == line for one in _of_table(page, markdown, table))
    for table in markdown.tables:
        for row in table.rows:
            yield from _of_row(page, markdown, table, row, column) if row.line == line else ()
    yield from (one for at in markdown.sections if at.level and at.line == line for one in _of_section(page, at))
    yield from (one for item in markdown.items if item.line == line for one in _of_item(page, markdown, item))
    yield from (
        one for code in markdown.codes if code.line <= line <= code.end_line for one in _of_code(page, markdown, code)
    )
    for block in markdown.blocks:
        for link in markdown.links_of(block.text) if block.line <= line <= block.end_line else ():
            yield from _of_link(page, link) if link.location == Location(markdown.path, line, column) else ()


def _paragraph_end(markdown: Markdown, line: int) -> int:
    return next((one.end_line for one in markdown.blocks if one.line <= line <= one.end_line), line)


def _level_of(markdown: Markdown, line: int) -> int:
    """The level of the heading above a line."""
    return next((one.level for one in reversed(markdown.sections) if one.level and one.line < line), 1)


def _elsewhere(markdown: Markdown, line: int) -> str:
    """A heading that ends the section of a line."""
    return "#" * min(_level_of(markdown, line), 2) + f" {ELSEWHERE}"


def _of_lines(page: Page, markdown: Markdown, first: int, last: int, what: str) -> Iterator[Change]:
    """What may be done to whole lines, whatever they are."""
    where, lines = str(first), page.between(first, last)
    yield Change(where, f"{what}/delete", page.instead(first, last))
    yield Change(where, f"{what}/comment", page.instead(first, last, *commented(lines)))
    yield Change(where, f"{what}/fence", page.instead(first, last, "", "````", *lines, "````", ""))
    yield Change(where, f"{what}/strike", page.instead(first, last, *map(_struck, lines)))
    yield Change(where, f"{what}/moved", page.instead(first, last, "", _elsewhere(markdown, first), "", *lines))


def _struck(line: str) -> str:
    """A line whose text is struck through, behind the markers of its block."""
    text = line.lstrip("#-*+0123456789.) \t")
    box = text[:4] if text[:3] in ("[ ]", "[x]", "[X]") else ""
    marker = line[: len(line) - len(text)] + box
    return f"{marker}~~{text[len(box) :]}~~" if text[len(box) :] else line


def _of_row(page: Page, markdown: Markdown, table: Table, row: TableRow, column: int) -> Iterator[Change]:
    line, where = row.line, str(row.line)
    written = page.lines[line - 1]
    cells = [_written(page, cell) for cell in row.cells]
    yield Change(where, "row/delete", page.instead(line, line))
    yield Change(where, "row/comment", page.instead(line, line, f"<!-- {written} -->"))
    yield Change(where, "row/fence", page.instead(line, line, "```", written, "```"))
    yield Change(where, "row/indent", page.instead(line, line, f"    {written}"))
    yield Change(where, "row/strike", page.instead(line, line, _row([f"~~{one}~~" if one else "" for one in cells])))
    yield Change(where, "row/empty", page.instead(line, line, _row(["" for _ in cells])))
    yield Change(where, "row/short", page.instead(line, line, _row(cells[:1])))
    yield Change(where, "row/shifted", page.instead(line, line, _row(["", *cells])))
    yield Change(
        where, "row/moved", page.instead(line, line) + page.written(("", *_small_table(page, markdown, table, written)))
    )
    for kind, between in _SPLITS.items():
        yield Change(where, f"row/split-{kind}", page.instead(line, line, *between, written))
    chosen = row.cells if column == row.cells[0].column else [one for one in row.cells if one.column == column]
    for cell in chosen:
        yield from _of_cell(page, table, row, cell, cells)


def _small_table(page: Page, markdown: Markdown, table: Table, row: str) -> tuple[str, ...]:
    """A section of its own with the row under the same header."""
    return (_elsewhere(markdown, table.line), "", *page.between(table.line, table.line + 1), row, "")


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _written(page: Page, cell: Cell) -> str:
    """A cell as it is written, escapes of pipes included."""
    rest = page.lines[cell.line - 1][cell.column - 1 :]
    end = next((n for n, sign in enumerate(rest) if sign == "|" and rest[n - 1 : n] != "\\"), len(rest))
    return rest[:end].strip() if cell.text.source else ""


def _of_cell(page: Page, table: Table, row: TableRow, cell: Cell, cells: Sequence[str]) -> Iterator[Change]:
    written, at = _written(page, cell), row.cells.index(cell)
    where, column, titles = f"{cell.line}:{cell.column}", table.header[at].text.plain, _titles(table)
    if not written:
        return
    for kind, change in WORDINGS.items():
        text = change(written)
        if text is not None:
            yield Change(
                where, f"cell/{kind}", page.spliced(cell.line, cell.column, len(written), text), column, titles
            )
    again = [another(one) if n == at else one for n, one in enumerate(cells)]
    yield Change(where, "row/repeat", page.instead(row.line + 1, row.line, _row(again)), column, titles)


def _of_table(page: Page, markdown: Markdown, table: Table) -> Iterator[Change]:
    first, last, where = table.line, table.end_line, str(table.line)
    lines = page.between(first, last)
    yield from _of_lines(page, markdown, first, last, "table")
    yield Change(where, "table/no-delimiter", page.instead(first + 1, first + 1))
    yield Change(where, "table/no-header", page.instead(first, first + 1))
    yield Change(where, "table/blank-delimiter", page.instead(first + 1, first, ""))
    yield Change(where, "table/indent", page.instead(first, last, *(f"    {one}" for one in lines)))
    yield Change(where, "table/empty", page.instead(first, last, *lines[:2]))
    yield Change(where, "table/repeat", page.instead(last + 1, last, "", *lines[:2], _changed_row(page, table)))
    yield Change(where, "table/html", page.instead(first, last, *_in_html(page, table)))
    for cell in table.header:
        yield from _of_header(page, table, cell)


def _changed_row(page: Page, table: Table) -> str:
    return _row([another(_written(page, cell)) for cell in table.rows[0].cells])


def _in_html(page: Page, table: Table) -> Iterator[str]:
    yield "<table>"
    for tag, cells in (("th", table.header), *(("td", row.cells) for row in table.rows)):
        yield "<tr>" + "".join(f"<{tag}>{_written(page, cell)}</{tag}>" for cell in cells) + "</tr>"
    yield "</table>"


def _titles(table: Table) -> frozenset[str]:
    return frozenset(cell.text.plain for cell in table.header)


def _of_header(page: Page, table: Table, cell: Cell) -> Iterator[Change]:
    written, where = _written(page, cell), f"{cell.line}:{cell.column}"
    column, titles = cell.text.plain, _titles(table)
    for kind in ("empty", "strike", "twin", "invisible", "other") if written else ():
        text = WORDINGS[kind](written)
        if text is not None:
            yield Change(
                where, f"header/{kind}", page.spliced(cell.line, cell.column, len(written), text), column, titles
            )
    first = table.header[0]
    if written and cell is not first:
        twice = page.spliced(first.line, first.column, len(_written(page, first)), written)
        yield Change(where, "header/repeat", twice, column, titles)


def _of_section(page: Page, section: Section) -> Iterator[Change]:
    line, where = section.line, str(section.line)
    is_setext = not page.lines[line - 1].lstrip().startswith("#")
    end = line + is_setext
    heading, body = page.between(line, end), page.between(end + 1, section.end_line)
    title = section.title
    text = _source(page, title)
    mark = "#" * section.level
    yield Change(where, "section/delete", page.instead(line, section.end_line))
    yield Change(where, "section/comment", page.instead(line, section.end_line, *commented((*heading, *body))))
    yield Change(where, "section/fence", page.instead(line, section.end_line, "````", *heading, *body, "````"))
    yield Change(where, "section/empty", page.instead(end + 1, section.end_line, ""))
    yield Change(where, "section/body-comment", page.instead(end + 1, section.end_line, "", *commented(body), ""))
    yield Change(where, "section/body-strike", page.instead(end + 1, section.end_line, "", "~~nothing left~~", ""))
    yield Change(where, "section/body-slot", page.instead(end + 1, section.end_line, "", "TBD", ""))
    yield Change(where, "section/moved", page.instead(end + 1, end, "", f"{mark} {ELSEWHERE}", ""))
    yield Change(
        where, "section/repeat", page.instead(section.end_line + 1, section.end_line, "", f"{mark} {text}", "")
    )
    yield Change(where, "heading/delete", page.instead(line, end))
    yield Change(where, "heading/comment", page.instead(line, end, *commented(heading)))
    yield Change(where, "heading/fence", page.instead(line, end, "```", *heading, "```"))
    yield Change(where, "heading/paragraph", page.instead(line, end, f"**{text}**"))
    yield Change(where, "heading/escaped", page.instead(line, end, f"\\{mark} {text}"))
    for kind in ("empty", "strike", "del", "twin", "invisible", "other"):
        changed = WORDINGS[kind](text)
        if changed is not None:
            yield Change(where, f"heading/{kind}", page.instead(line, end, f"{mark} {changed}"))


def _source(page: Page, text: Text) -> str:
    """The first line of a text as it is written."""
    return text.source.split("\n")[0]


def _of_item(page: Page, markdown: Markdown, item: Item) -> Iterator[Change]:
    line, where = item.line, str(item.line)
    first, text = page.lines[line - 1], _source(page, item.text)
    head = first[: first.rfind(text)] if text else first
    yield from _of_lines(page, markdown, line, item.end_line, "item")
    for kind in ("empty", "comment", "strike", "del", "slot", "twin", "invisible", "other"):
        changed = WORDINGS[kind](text)
        if changed is not None:
            yield Change(where, f"item/text-{kind}", page.instead(line, line, head + changed))
    if item.mark is None:
        return
    box = f"[{item.mark}]"
    other = "[x]" if item.mark == " " else "[ ]"
    boxes = {
        "other": other,
        "twin": "[х]",
        "invisible": f"[{INVISIBLE}{item.mark}]",
        "wide": f"［{item.mark}］",
        "none": "",
        "empty": "[]",
        "escaped": f"\\{box}",
        "struck": f"~~{box}~~",
        "code": f"`{box}`",
    }
    for kind, changed in boxes.items():
        yield Change(where, f"box/{kind}", page.instead(line, line, first.replace(box, changed, 1)))
    yield Change(where, "item/repeat", page.instead(item.end_line + 1, item.end_line, first.replace(box, other, 1)))


def _of_code(page: Page, markdown: Markdown, code: Code) -> Iterator[Change]:
    first, last, where = code.line, code.end_line, str(code.line)
    fence, *body, end = page.between(first, last)
    yield Change(where, "code/delete", page.instead(first, last))
    yield Change(where, "code/comment", page.instead(first, last, *commented(page.between(first, last))))
    yield Change(where, "code/empty", page.instead(first, last, fence, end))
    yield Change(where, "code/struck", page.instead(first, last, *(f"~~{one}~~" for one in body)))
    yield Change(where, "code/moved", page.instead(first, last, _elsewhere(markdown, first), "", fence, *body, end))
    for n, text in enumerate(body):
        if not text.strip():
            continue
        changed = {
            "delete": "",
            "comment": f"# {text}",
            "twin": twin(text),
            "invisible": with_invisible(text),
            "other": "something else",
            "echo": f"echo '{text}'",
            "never": f"false && {text}",
            "perhaps": f"make ready || {text}",
            "heredoc": f"cat <<EOF\n{text}\nEOF",
        }
        for kind, new in changed.items():
            if new is not None:
                at = first + 1 + n
                yield Change(str(at), f"code-line/{kind}", page.instead(at, at, new))


def _of_link(page: Page, link: Link) -> Iterator[Change]:
    line, column = link.location.line or 1, link.location.column or 1
    where = f"{line}:{column}"
    rest = page.lines[line - 1][column - 1 :]
    at = rest.find(f"({link.target}") + 1 or rest.find(f"<{link.target}") + 1
    if not at:
        return
    targets = {
        "empty": "",
        "twin": twin(link.target),
        "invisible": with_invisible(link.target),
        "other": "something-else.md",
        "slot": "TBD",
        "case": link.target.swapcase(),
    }
    for kind, target in targets.items():
        if target is not None:
            yield Change(where, f"link/{kind}", page.spliced(line, column + at, len(link.target), target))
    length = at + len(link.target) + 1
    for kind, written in {"delete": "", "comment": f"<!-- {rest[:length]} -->", "code": f"`{rest[:length]}`"}.items():
        yield Change(where, f"link/{kind}", page.spliced(line, column, length, written))
    yield Change(where, "link/reference", page.spliced(line, column, length, f"[{link.text}][nowhere]"))
