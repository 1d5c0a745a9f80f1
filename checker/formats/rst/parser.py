"""docutils' parser, taught to say where texts stand, and to read what only Sphinx knows.

Its tree says the lines of most blocks and the columns of none. So the lines that it cuts into blocks carry their places
along (`PlacedLines`), and each run of inline text becomes one node that has them (`run`).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from docutils import frontend, nodes
from docutils.parsers.rst import Parser, states
from docutils.statemachine import StringList
from docutils.utils import new_document

from checker.classes import dataclass
from checker.formats.rst.directives import ADMONITIONS, container, directive_called
from checker.formats.rst.roles import read_role
from checker.patterns import regex

_TAB = 8
_SHOWN_AS_BLANK = str.maketrans("\v\f", "  ")
_LIKE_NO_LINE = regex(r"[\r\x1c\x1d\x1e\x85\u2028\u2029]")
_MARKS = "*`|_[:@"
_MOST_WORK = 150_000_000
"""Characters that are looked through, each time that they are: a few seconds."""
_MOST_COLUMNS = 500
_SEVERE = 3
"""From this level on, docutils leaves out what it complains of."""

Places = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Parsed:
    """document: the tree. complaints: what docutils says is wrong and leaves out."""

    document: nodes.document
    complaints: tuple[nodes.system_message, ...]


class _Column(str):
    """A column, from 1, where docutils expects the name of a file."""

    __slots__ = ()


class PlacedLines(StringList):
    """Lines that know where they stand: in place of its source, each has its column, from 1."""

    def trim_left(self, length: int, start: int = 0, end: int | None = None) -> None:
        super().trim_left(length, start, end)  # type: ignore[arg-type]
        self.moved(range(len(self.data))[start:end], length)

    def get_indented(self, start: int = 0, *args: Any, **options: Any) -> tuple[StringList, int, bool]:
        block, indent, blank_finish = super().get_indented(start, *args, **options)
        first = options.get("first_indent", options.get("block_indent"))
        if first and block.data and isinstance(block, PlacedLines):
            block.moved([0], first)
        return block, indent, blank_finish

    def get_2D_block(  # noqa: N802
        self,
        top: int,
        left: int,
        bottom: int,
        right: int,
        strip_indent: bool = True,  # noqa: FBT001, FBT002
    ) -> StringList:
        block = super().get_2D_block(top, left, bottom, right, strip_indent)
        for n, line in enumerate(block.data):
            if isinstance(block, PlacedLines):
                block.moved([n], max(self.data[top + n].find(line, left), left) if line else left)
        return block

    def moved(self, which: Iterable[int], length: int) -> None:
        """Some of the lines begin further to the right."""
        for n in which:
            column, offset = self.items[n]
            if isinstance(column, _Column):
                self.items[n] = (_Column(int(column) + length), offset)


class run(nodes.inline):  # noqa: N801  docutils names its nodes so
    """One text that was read as inline markup.

    raw: as it is written. lines: the place of each of its lines, empty where they are not known; line: about where.
    """

    def __init__(self, raw: str, children: list[nodes.Node], line: int, lines: Places) -> None:
        super().__init__(raw, "", *children)
        self.raw = raw
        self.line = line
        self.lines = lines


class TooLongError(Exception):
    """A text in which docutils would look for markup too long. line: where it stands."""

    def __init__(self, line: int) -> None:
        super().__init__()
        self.line = line


class _Inliner(states.Inliner):
    """Reads inline markup. next_lines: the places of the lines that are read next. work: what was looked through."""

    def __init__(self) -> None:
        super().__init__()
        self.next_lines: Places = ()
        self.work = 0

    def parse(self, text: str, lineno: int, memo: Any, parent: nodes.Element) -> tuple[list[nodes.Node], list[Any]]:
        lines, self.next_lines = self.next_lines, ()
        # Behind each sign that may be markup, all that is left is looked through and copied.
        self.work += len(text) * sum(map(text.count, _MARKS))
        if self.work > _MOST_WORK:
            raise TooLongError(lineno)
        children, messages = super().parse(text, lineno, memo, parent)
        return [run(text, children, lineno, lines)], messages

    def interpreted(
        self,
        rawsource: str,
        text: str,
        role: str,
        lineno: int,  # noqa: ARG002
    ) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        return [read_role(rawsource, text, role)], []


for _name, _part in vars(states.Inliner).items():
    # It composes its patterns of what its own class has, not of what that inherits.
    if isinstance(_part, str) and not _name.startswith("_"):
        setattr(_Inliner, _name, _part)


class _Placing:
    """What every state of the parser does besides."""

    nested_sm_cache: ClassVar[list[Any]] = []
    explicit: ClassVar[Any]

    def __init__(self: Any, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.nested_sm_kwargs = {"state_classes": _STATES, "initial_state": "Body"}

    def paragraph(self: Any, lines: list[str], lineno: int) -> tuple[list[nodes.Node], int]:
        """lines: of the block that is parsed, from `lineno` on."""
        block, first = self.state_machine.input_lines, lineno - self.state_machine.input_offset - 1
        items = block.items[max(first, 0) : first + len(lines)]
        if list(block.data[max(first, 0) : first + len(lines)]) == list(lines) and _are_placed(items):
            self.inliner.next_lines = tuple((offset + 1, int(column)) for column, offset in items)
        found: tuple[list[nodes.Node], int] = super().paragraph(lines, lineno)  # type: ignore[misc]
        self.inliner.next_lines = ()
        return found

    def directive(self: Any, match: Any, **presets: Any) -> tuple[list[nodes.Node], bool]:
        name, written = match.group(1), match.string[match.end() :]
        machine, has_argument = self.state_machine, bool(written.strip())
        before = machine.line_offset, machine.line
        found = self.run_directive(
            directive_called(name, self.document, has_argument=has_argument), match, name, presets
        )
        refused = [one for one in found[0] if isinstance(one, nodes.system_message) and one["level"] >= _SEVERE]
        if refused and name.lower() in ADMONITIONS:
            # An option that docutils does not know takes nothing away from what is said.
            refused[0]["level"] = 0
            machine.line_offset, machine.line = before
            found = self.run_directive(container(has_argument=has_argument), match, name, presets)
        result: tuple[list[nodes.Node], bool] = found
        return result

    def build_table_row(self: Any, rowdata: list[Any], tableline: int) -> nodes.row:
        row: nodes.row = super().build_table_row(rowdata, tableline)  # type: ignore[misc]
        cells = [cell for cell in rowdata if cell is not None]
        for entry, (_, _, offset, block) in zip(row.children, cells, strict=True):
            items = getattr(block, "items", ())
            if items and _are_placed(items) and isinstance(entry, nodes.entry):
                entry["at"] = (items[0][1] + 1, int(items[0][0]))
            elif isinstance(entry, nodes.entry):
                entry["near"] = tableline + offset
        return row


def _are_placed(items: list[Any]) -> bool:
    return all(isinstance(column, _Column) for column, _ in items)


def _placing(state: type) -> type:
    return type(state.__name__, (_Placing, state), {})


_STATES = tuple(map(_placing, states.state_classes))
_Placing.explicit = type(states.Body.explicit)(
    patterns=states.Body.explicit.patterns,
    constructs=[
        (_Placing.directive if read is states.Body.directive else read, pattern)
        for read, pattern in states.Body.explicit.constructs
    ],
)
_SETTINGS = {
    "_disable_config": True,
    "file_insertion_enabled": False,
    "raw_enabled": False,
    "halt_level": 6,
    "report_level": 6,
    "warning_stream": False,
    "syntax_highlight": "none",
}
"""Nothing is read but the text itself, and nothing that is wrong with it ends the reading or is printed."""


def parse(text: str) -> Parsed:
    """The tree of a document; references in it are left as they are written. Raises RecursionError and
    `TooLongError`.
    """
    document = _empty()
    complaints: list[nodes.system_message] = []
    document.reporter.attach_observer(complaints.append)
    lines = [
        _LIKE_NO_LINE.sub(" ", line).translate(_SHOWN_AS_BLANK).expandtabs(_TAB).rstrip() for line in text.split("\n")
    ]
    for n, line in enumerate(lines, 1):
        if line.count("+") > _MOST_COLUMNS and line.lstrip().startswith("+-"):
            raise TooLongError(n)
    machine = states.RSTStateMachine(state_classes=_STATES, initial_state="Body")
    machine.run(PlacedLines(lines, items=[(_Column(1), n) for n in range(len(lines))]), document, inliner=_Inliner())
    severe = [one for one in complaints if one["level"] >= _SEVERE]
    return Parsed(document, tuple(one for one in severe if next(iter(one.findall(nodes.literal_block)), None)))


def _empty() -> nodes.document:
    settings = frontend.get_default_settings(Parser)
    for name, value in _SETTINGS.items():
        setattr(settings, name, value)
    return new_document("document", settings)
