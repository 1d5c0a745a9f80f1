"""Fields of tables and front matter that hold nothing, or only say what belongs there."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from checker import lexicon
from checker.model.markdown import Table, TableRow
from checker.patterns import regex
from checker.slots._kinds import Kind, Placeholder
from checker.slots._names import names_role, names_thing, thing_of

LONGEST_LABEL = 4
"""Words of a label; what is longer is a sentence that leads to what follows."""
_ELLIPSIS = regex(r"[*_]?[(\[]?(?:\.{3,}|…+)[)\]]?[*_]?")
_LONGEST_STEP = 3
_FEWEST_FIELDS = 2
_FACTS = regex(r"[\d`@/:\[]")


def empty_fields(table: Table) -> Iterator[Placeholder]:
    """Rows of a table of fields whose field asks for a person, a date or a number and got none: `| Approver |  |`."""
    if len(table.header) > 2:
        yield from _unsigned(table)
    for row in table.rows if len(table.header) == 2 else ():
        field, value = row.cells
        name = field.text.plain.strip()
        if not name or field.text.source.strip().startswith("`") or not name[0].isupper():
            continue
        if value.text.source.strip() in ("", "?") and len(name.split()) <= LONGEST_LABEL and _asks(name):
            yield Placeholder(Kind.EMPTY_LABEL, name, field.line, field.column)
        elif repeats_label(name, value.text.plain) and not lexicon.holds(table.header[1].text.plain, "slot.explains"):
            yield Placeholder(Kind.INSTRUCTION, value.text.plain, value.line, value.column)


def empty_forms(table: Table) -> Iterator[Placeholder]:
    """The rows of a table in which no row says more than its name or number: a form that nobody filled in."""
    if len(table.header) < 3 or len(table.rows) < _FEWEST_FIELDS:
        return
    given = {at for at in range(1, len(table.header)) if len({row.cells[at].text.plain for row in table.rows}) == 1}
    given = {at for at in given if table.rows[0].cells[at].text.plain}
    if all(_is_blank(row, given) for row in table.rows):
        for row in table.rows:
            yield Placeholder(Kind.EMPTY_ROW, row.cells[0].text.plain, row.cells[0].line, row.cells[0].column)


def _is_blank(row: TableRow, given: Collection[int]) -> bool:
    """Whether a row says nothing but its name, and what the form gives out in every row (`Open`)."""
    others = [cell.text.source.strip() for at, cell in enumerate(row.cells) if at and at not in given]
    return bool(others) and not any(others) and bool(row.cells[0].text.source.strip())


def _unsigned(table: Table) -> Iterator[Placeholder]:
    """Rows that name a role and nothing else: `| Project Manager | | | |`."""
    for row in table.rows:
        name, *others = (cell.text.plain.strip() for cell in row.cells)
        is_role = name[:1].isupper() and len(name.split()) <= LONGEST_LABEL and names_role(name.split()[-1])
        if is_role and not any(others):
            yield Placeholder(Kind.EMPTY_LABEL, name, row.cells[0].line, row.cells[0].column)


def _asks(label: str) -> bool:
    """Whether a label asks for a person, a date or a number: `Approver`, `Prepared by`."""
    return names_thing(label.rsplit(maxsplit=1)[-1]) or names_role(label)


def repeats_label(label: str, value: str) -> bool:
    """Whether a value only says what its label says: `Start date` with `Date of the first drill`."""
    if _FACTS.search(value):
        return False
    words = value.casefold().split()
    if len(words) == 2 and words[0] in label.casefold().split() and names_thing(words[1]):
        return True
    said = thing_of(value)
    return said is not None and said.casefold() in label.casefold().split() and names_thing(said)


def elided_cells(table: Table) -> Iterator[Placeholder]:
    """Cells with nothing but an ellipsis beside filled ones: `| 4 | Restore drill | … |`."""
    elided = {position for position, cell in enumerate(table.header) if _ELLIPSIS.fullmatch(cell.text.source.strip())}
    for row in table.rows:
        dotted = [bool(_ELLIPSIS.fullmatch(cell.text.source.strip())) for cell in row.cells]
        if not any(dotted) or dotted[0] or _counts(row) or not row.cells[0].text.source.strip():
            continue
        for position, cell in enumerate(row.cells):
            if dotted[position] and position not in elided:
                yield Placeholder(Kind.BLANK, cell.text.source.strip(), cell.line, cell.column)


def _counts(row: TableRow) -> bool:
    """Whether a row is a sequence that goes on: `| 1 | 2 | 3 | … |`."""
    return max(len(cell.text.source.strip()) for cell in row.cells) <= _LONGEST_STEP
