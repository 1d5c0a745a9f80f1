"""Fields of tables and front matter that hold nothing, or only say what belongs there."""

from __future__ import annotations

from collections.abc import Iterator

from checker.model.markdown import Table, TableRow
from checker.patterns import regex
from checker.slots.kinds import Kind, Placeholder
from checker.slots.words import names_slot, word_set

LONGEST_LABEL = 4
"""Words of a label; what is longer is a sentence that leads to what follows."""
NAMED = regex(r"(?:[Tt]he )?(\w+) (?:of|for|to|when|on which|in which|at which)\b")
"""`Name of the project`: what belongs there, and of what."""
_ELLIPSIS = regex(r"[*_]?[(\[]?(?:\.{3,}|…+)[)\]]?[*_]?")
_LONGEST_STEP = 3
_ROLES = word_set("""
    lead head chief secretary treasurer on-call shepherd champion steward manager director officer supervisor owner
    approver reviewer sponsor engineer architect tester coordinator representative analyst administrator commander
    """)
_DONE_BY = regex(r"(?i)^\w+(?:ed|en|né|ado|t) (?:by|on|at|to|par|por|von|am)$")
_SHORT = regex(
    r"(?i)(?:(?:an?|the|your|one|one-line|one-sentence|short|brief|concise|descriptive|human-readable|clear"
    r"|meaningful|succinct|helpful),? )+(?=\w)"
)
_FACTS = regex(r"[\d`@/:\[]")
_DICTIONARY = regex(r"(?i)\b(?:descriptions?|meaning|definition|explanation|notes?|details|purpose|comments?)\b")
"""Headers of a column that says what things are, instead of which they are."""


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
        elif repeats_label(name, value.text.plain) and not _DICTIONARY.search(table.header[1].text.plain):
            yield Placeholder(Kind.INSTRUCTION, value.text.plain, value.line, value.column)


def _unsigned(table: Table) -> Iterator[Placeholder]:
    """Rows that name a role and nothing else: `| Project Manager | | | |`."""
    for row in table.rows:
        name, *others = (cell.text.plain.strip() for cell in row.cells)
        is_role = name[:1].isupper() and len(name.split()) <= LONGEST_LABEL and name.split()[-1].casefold() in _ROLES
        if is_role and not any(others):
            yield Placeholder(Kind.EMPTY_LABEL, name, row.cells[0].line, row.cells[0].column)


def _asks(label: str) -> bool:
    """Whether a label asks for a person, a date or a number: `Approver`, `Prepared by`."""
    last = label.rsplit(maxsplit=1)[-1]
    return names_slot(last) or last.casefold() in _ROLES or bool(_DONE_BY.search(label))


def repeats_label(label: str, value: str) -> bool:
    """Whether a value only says what its label says: `Start date` with `Date of the first drill`."""
    if _FACTS.search(value):
        return False
    if _SHORT.match(value):
        first = _SHORT.sub("", value, count=1).split(maxsplit=1)[0]
        return first.casefold().rstrip(".") == label.casefold()
    said = NAMED.match(value.strip())
    return said is not None and said[1].casefold() in label.casefold().split() and names_slot(said[1])


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
