"""How files are read: as a policy says it, else as their names do, in formats that are built in or that plugins add."""

from __future__ import annotations

import posixpath
from collections.abc import Callable
from typing import ClassVar

from checker.classes import dataclass, field
from checker.data.source import BYTE_ORDER_MARK, source_lines
from checker.formats.names import TEXT, format_by_name
from checker.model.data import Node, Stream
from checker.model.document import Document
from checker.model.location import Location
from checker.model.markdown import Markdown, Sheet
from checker.model.plugins import Plugin
from checker.model.problem import Problem
from checker.tree.globs import glob_pattern, is_glob


class Format:
    """A format of documents that a plugin adds. A subclass is a class without parameters.

    The docstring of a subclass is its page in the reference.
    kind: its name. suffixes: the ends of the names of its files, in lower case and with their dot. names: whole names
    of files. Files that a built-in format reads it gets where a policy says so under `formats`.
    """

    kind: ClassVar[str]
    suffixes: ClassVar[tuple[str, ...]] = ()
    names: ClassVar[tuple[str, ...]] = ()

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other)

    def __hash__(self) -> int:
        return hash(type(self))

    def read(self, path: str, text: str) -> Document | Markdown | Node | Stream | Problem:
        r"""What a file says, with places; or why it cannot be read. A document is what `read_markdown` gives.

        path: relative to the judged root. text: decoded, its lines ended by `\n`, without a byte order mark.
        """
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class AddedFormat:
    """A format of a plugin. failed: what is said when its code raises something."""

    format: Format
    plugin: Plugin
    failed: Callable[[Exception], str] = field(compare=False)

    def reads(self, name: str) -> bool:
        """Whether a file of a name is of the format."""
        return name in self.format.names or posixpath.splitext(name)[1].lower() in self.format.suffixes

    def read(self, path: str, text: str) -> Document:
        text = text.removeprefix(BYTE_ORDER_MARK)
        try:
            return as_document(path, text, _content(self.format.read(path, text)))
        except Exception as error:  # noqa: BLE001  a mistake in it must not hide what can be judged
            hint = "tell whoever makes it"
            return Document(path, problem=Problem(self.failed(error), Location(path), hint), lines=source_lines(text))


def as_document(path: str, text: str, content: Markdown | Sheet | Node | Stream | Problem) -> Document:
    """What a reader says of a text, as a document."""
    lines = source_lines(text)
    if isinstance(content, Problem):
        return Document(path, problem=content, lines=lines)
    return Document(path, content, lines=lines)


def _content(said: object) -> Markdown | Node | Stream | Problem:
    """What the code of a plugin says of a file. Raises TypeError for what is none of it."""
    if isinstance(said, Document):
        said = said.problem or said.content
    if not isinstance(said, Markdown | Node | Stream | Problem):
        expected = "a Node, a Stream, Markdown or a Problem"
        raise TypeError(f"it gives {type(said).__name__}, expected {expected}")
    return said


@dataclass(frozen=True, slots=True)
class Reading:
    """Who reads which file. added: formats of plugins. said: paths and globs with the format that a policy says."""

    added: tuple[AddedFormat, ...] = ()
    said: tuple[tuple[str, str], ...] = ()

    def of(self, path: str, now: str = "") -> str | AddedFormat | Problem:
        """The format in which a file is read, a built-in one by its name; a problem where two are said.

        now: the path that it has today, where the file at `path` is an earlier state of it.
        """
        said = self._said_of(now or path)
        if isinstance(said, Problem):
            return said
        if said:
            return next((one for one in self.added if one.format.kind == said), said)
        name = posixpath.basename(path)
        return format_by_name(path) or next((one for one in self.added if one.reads(name)), TEXT)

    def built_in_of(self, path: str) -> str:
        """The same; empty where that is none of the built-in ones."""
        found = self.of(path)
        return found if isinstance(found, str) else ""

    def _said_of(self, path: str) -> str | Problem:
        """What the policy says of a file, nothing where it says none. A path that is named counts before globs."""
        named = dict(self.said).get(path)
        if named is not None:
            return named
        found = {form: glob for glob, form in self.said if is_glob(glob) and glob_pattern(glob).fullmatch(path)}
        if len(found) > 1:
            each = " and ".join(f"`{form}` (`{glob}`)" for form, glob in found.items())
            return Problem(f"is to be read as {each}", Location(path), "name the file itself under `formats`")
        return next(iter(found), "")


AS_NAMED = Reading()
"""As their names say."""
