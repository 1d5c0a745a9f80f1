"""Markdown: CommonMark with GitHub's tables, tasks, strikethrough, bare URLs, footnotes and YAML front matter."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple, TypeVar

from checker.classes import dataclass, replace
from checker.data.source import BYTE_ORDER_MARK, MAX_BYTES
from checker.formats.markdown.blocks import Blocks
from checker.formats.markdown.commonmark import DEEPEST, first_too_deep, read_blocks
from checker.formats.markdown.inline import verbatim
from checker.formats.markdown.passages import Passage
from checker.formats.markdown.passed_over import passed_over_in
from checker.formats.markdown.sections import Heading, sections_of
from checker.model.data import Node
from checker.model.document import Document
from checker.model.later import Later
from checker.model.location import Location
from checker.model.markdown import Block, Code, Item, Markdown, Table
from checker.model.problem import Problem
from checker.patterns import regex

ReadFrontMatter = Callable[[str, str, int, str], Node | Problem]
"""What reads front matter: its path, its text, its first line, and how it is written (`yaml`, `toml`, `json`)."""
"""Reads YAML: (path of the file, the YAML, the line of the file on which it begins)."""

Part = TypeVar("Part", Block, Code, Heading, Item, Table)
_LINE_END = regex(r"\r\n?|\n")


@dataclass(frozen=True, slots=True)
class _Form:
    """How front matter is written. has_ends: whether the lines that open and close it are part of it."""

    name: str
    opening: re.Pattern[str]
    closing: re.Pattern[str]
    has_ends: bool = False


_FORMS = (
    _Form("yaml", regex(r"---[ \t]*"), regex(r"(?:---|\.\.\.)[ \t]*")),
    _Form("toml", regex(r"\+\+\+[ \t]*"), regex(r"\+\+\+[ \t]*")),
    _Form("json", regex(r"\{[ \t]*"), regex(r"\}[ \t]*"), has_ends=True),
)
"""As Jekyll and Hugo have it: https://gohugo.io/content-management/front-matter"""


class _FrontMatter(NamedTuple):
    """lines: how many lines of the file it takes, 0 for no front matter."""

    lines: int = 0
    node: Node | None = None
    problem: Problem | None = None


def read_markdown(path: str, text: str, read_front_matter: ReadFrontMatter | None = None) -> Document:
    r"""What a Markdown file says. text: decoded; a byte order mark at its start, `\r\n` and `\r` are understood.

    A file that is too large, or nested so deep that the parser leaves something out, is a problem.
    read_front_matter: without it there is none, and what stands between two thematic breaks is Markdown.
    """
    lines = _source_lines(text)
    if problem := _too_large(path, text):
        return Document(path, problem=problem, lines=lines)
    front = _front_matter(path, lines, read_front_matter)
    # Blank lines in its place keep the line numbers.
    shown = ("",) * front.lines + lines[front.lines :]
    tokens, surroundings = read_blocks("".join(f"{line}\n" for line in shown))
    if (row := first_too_deep(tokens)) is not None:
        return Document(path, problem=_too_deep(path, row + 1), lines=lines)
    blocks = Blocks(lines, surroundings)
    blocks.read(tokens)
    content = _markdown(path, lines, blocks, front)
    return Document(path, replace(content, odd=Later(lambda: passed_over_in(content))), lines=lines)


def _source_lines(text: str) -> tuple[str, ...]:
    """The lines as CommonMark counts and reads them: NUL is shown as the replacement character."""
    shown = text.removeprefix(BYTE_ORDER_MARK).replace("\0", "\ufffd")
    lines = _LINE_END.split(shown) if "\r" in shown else shown.split("\n")
    return tuple(lines if lines[-1] else lines[:-1])


def _too_large(path: str, text: str) -> Problem | None:
    size = len(text.encode(errors="surrogatepass"))
    if size <= MAX_BYTES:
        return None
    return Problem(f"holds {size} bytes, more than the {MAX_BYTES} that are read", Location(path), "split the file")


def _too_deep(path: str, line: int) -> Problem:
    message = f"blocks are nested deeper than {DEEPEST} levels at line {line}, what stands there cannot be read"
    return Problem(message, Location(path, line, 1), "take the text out of some of its lists and quotes")


def _front_matter(path: str, lines: tuple[str, ...], read: ReadFrontMatter | None) -> _FrontMatter:
    """What stands at the top: YAML, TOML between lines of `+++`, or a mapping of JSON whose braces stand alone.

    What stands between two thematic breaks but is no mapping is Markdown, and so is JSON that is none.
    """
    form = next((one for one in _FORMS if lines and one.opening.fullmatch(lines[0])), None)
    if read is None or form is None:
        return _FrontMatter()
    end = next((row for row in range(1, len(lines)) if form.closing.fullmatch(lines[row])), None)
    if end is None:
        return _FrontMatter()
    first, last = (0, end + 1) if form.has_ends else (1, end)
    found = read(path, "".join(f"{line}\n" for line in lines[first:last]), first + 1, form.name)
    if isinstance(found, Problem):
        return _FrontMatter() if form.has_ends else _FrontMatter(end + 1, problem=found)
    if found and found.value is not None and not isinstance(found.value, Mapping):
        return _FrontMatter()
    return _FrontMatter(end + 1, found)


def _markdown(path: str, lines: tuple[str, ...], blocks: Blocks, front: _FrontMatter) -> Markdown:
    def there(parts: Iterable[Part]) -> tuple[Part, ...]:
        return tuple(one for one in parts if not blocks.is_struck(one.line))

    return Markdown(
        path=path,
        lines=lines,
        sections=sections_of(there(blocks.headings), Passage("", "", 1, 1).text(verbatim), len(lines)),
        blocks=there(blocks.blocks),
        tables=there(blocks.tables),
        items=there(blocks.lists.items),
        codes=there(blocks.codes),
        comments=tuple(blocks.comments),
        anchors=frozenset(blocks.anchors | {*blocks.anchors_of_sites()}),
        front_matter=front.node,
        front_matter_problem=front.problem,
        front_matter_lines=front.lines,
        definitions=tuple(blocks.definitions),
        rules=there(blocks.rules),
        footnotes=tuple(blocks.footnotes),
    )
