"""Formats: from the bytes of a file to a document. One package or module per format, registered here.

A parser is imported when the first document of its kind is read, so that a run pays for no format it does not meet.
"""

from __future__ import annotations

import codecs
import posixpath
from collections.abc import Callable, Mapping, Sequence
from typing import ClassVar

from checker.classes import dataclass, field, replace
from checker.data.source import BYTE_ORDER_MARK, MAX_BYTES, RefusedError, line_endings, source_lines
from checker.formats.pointers import pointer_problem
from checker.markdown.links import PICTURES
from checker.model.data import Node, Stream
from checker.model.document import Document
from checker.model.letters import with_line_feeds
from checker.model.location import Location
from checker.model.markdown import Markdown
from checker.model.plugins import Plugin
from checker.model.problem import Problem
from checker.patterns import regex

_BY_NAME = ("svg", "pdf")
WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def _markdown(path: str, text: str) -> Document:
    from checker.formats.markdown import read_markdown

    return read_markdown(path, text, _front_matter)


def _front_matter(path: str, text: str, first_line: int, form: str) -> Node | Problem:
    if form == "yaml":
        from checker.formats.yaml import read_yaml

        return read_yaml(path, text, first_line=first_line)
    # Blank lines before it give what stands in it the places that it has in the file.
    placed = "\n" * (first_line - 1) + text
    if form == "toml":
        from checker.formats.toml import read_toml

        return read_toml(path, placed)
    from checker.formats.json import read_json

    return read_json(path, placed)


def _mdx(path: str, text: str) -> Document:
    from checker.formats.markdown.mdx import without_code

    document = _markdown(path, without_code(text))
    # Evidence is shown as it stands in the file.
    return replace(document, lines=source_lines(text))


def _rst(path: str, text: str) -> Document:
    from checker.formats.rst import read_rst

    return read_rst(path, text)


def _adoc(path: str, text: str) -> Document:
    from checker.formats.adoc import read_adoc

    return read_adoc(path, text)


def _yaml(path: str, text: str) -> Document:
    from checker.formats.yaml import read_yaml_file

    return _data(path, text, read_yaml_file(path, text))


def _json(path: str, text: str) -> Document:
    from checker.formats.json import read_json

    return _data(path, text, read_json(path, text))


def _json_with_comments(path: str, text: str) -> Document:
    from checker.formats.json import read_json

    return _data(path, text, read_json(path, text, comments=True))


def _toml(path: str, text: str) -> Document:
    from checker.formats.toml import read_toml

    return _data(path, text, read_toml(path, text))


def _terraform(path: str, text: str) -> Document:
    from checker.formats.hcl import read_terraform

    module = read_terraform(posixpath.dirname(path) or ".", {path: text})
    return replace(module, path=path, lines=source_lines(text), files={})


def _text(path: str, text: str) -> Document:
    from checker.formats.text import read_text

    return read_text(path, text)


def _data(path: str, text: str, content: Markdown | Node | Stream | Problem) -> Document:
    lines = source_lines(text)
    if isinstance(content, Problem):
        return Document(path, problem=content, lines=lines)
    return Document(path, content, lines=lines)


READER_BY_SUFFIX: Mapping[str, Callable[[str, str], Document]] = {
    ".md": _markdown,
    ".markdown": _markdown,
    ".mdx": _mdx,
    ".qmd": _markdown,
    ".rmd": _markdown,
    ".rst": _rst,
    ".adoc": _adoc,
    ".asciidoc": _adoc,
    ".yml": _yaml,
    ".yaml": _yaml,
    ".cff": _yaml,
    ".json": _json,
    ".sarif": _json,
    ".geojson": _json,
    ".ipynb": _json,
    ".webmanifest": _json,
    ".jsonc": _json_with_comments,
    ".toml": _toml,
    ".tf": _terraform,
    ".tofu": _terraform,
}
"""Who reads a file, by the end of its name in lower case; all others are plain text."""
READER_BY_NAME: Mapping[str, Callable[[str, str], Document]] = {
    **dict.fromkeys(("OWNERS", "OWNERS_ALIASES", ".clang-format", ".clang-tidy", ".yamllint"), _yaml),
    **dict.fromkeys(("poetry.lock", "uv.lock", "pdm.lock", "Cargo.lock", "Gopkg.lock", "Pipfile"), _toml),
    **dict.fromkeys(("Pipfile.lock", "composer.lock", "flake.lock", ".prettierrc", ".babelrc"), _json),
    **dict.fromkeys(("devcontainer.json", ".devcontainer.json", "deno.json", "angular.json"), _json_with_comments),
}
"""Files that are data and whose ending does not say so, or not all of it: who owns what
(https://www.kubernetes.dev/docs/guide/owners), what package managers locked, settings with comments."""
_CR_ENDS_LINES = (_markdown, _mdx, _yaml)
"""Formats in which a carriage return alone ends a line: https://spec.commonmark.org/0.31.2/#line-ending,
https://yaml.org/spec/1.2.2/#54-line-break-characters."""
_SETTINGS_OF_COMPILER = regex(r"(?:ts|js)config(?:\.[\w-]+)?\.json")
"""https://www.typescriptlang.org/tsconfig: comments and a comma at the end are allowed."""


class Format:
    """A format of documents that a plugin adds. A subclass is a class without parameters.

    The docstring of a subclass is its page in the reference.
    kind: its name. suffixes: the ends of the names of its files, in lower case and with their dot. names: whole names
    of files. Files that a built-in format reads it never gets.
    """

    kind: ClassVar[str]
    suffixes: ClassVar[tuple[str, ...]] = ()
    names: ClassVar[tuple[str, ...]] = ()

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
            return _data(path, text, _content(self.format.read(path, text)))
        except Exception as error:  # noqa: BLE001  a mistake in it must not hide what can be judged
            hint = "tell whoever makes it"
            return Document(path, problem=Problem(self.failed(error), Location(path), hint), lines=source_lines(text))


def _content(said: object) -> Markdown | Node | Stream | Problem:
    """What the code of a plugin says of a file. Raises TypeError for what is none of it."""
    if isinstance(said, Document):
        said = said.problem or said.content
    if not isinstance(said, Markdown | Node | Stream | Problem):
        expected = "a Node, a Stream, Markdown or a Problem"
        raise TypeError(f"it gives {type(said).__name__}, expected {expected}")
    return said


def read_document(path: str, data: bytes, added: Sequence[AddedFormat] = ()) -> Document:
    """The document in the bytes of a file. A byte order mark at the start is allowed, any encoding but UTF-8 is not.

    added: formats for files that are of none of the built-in ones.
    """
    pointer = pointer_problem(path, data)
    if pointer is not None:
        return Document(path, problem=pointer)
    picture = _picture(path, data)
    try:
        written = _decoded(path, data)
    except RefusedError as refused:
        return Document(path, problem=refused.problem, picture=picture, size=len(data))
    name = posixpath.basename(path)
    read = READER_BY_NAME.get(name) or READER_BY_SUFFIX.get(posixpath.splitext(name)[1].lower())
    read = read or next((one.read for one in added if one.reads(name)), _text)
    if _SETTINGS_OF_COMPILER.fullmatch(name) or "/.vscode/" in f"/{path}":
        read = _json_with_comments if read is _json else read
    is_cr_an_end = read in _CR_ENDS_LINES
    text = with_line_feeds(written)
    text = text.replace("\r", "\n") if is_cr_an_end else text
    endings = line_endings(written, cr=is_cr_an_end)
    return replace(read(path, text), text=text, endings=endings, picture=picture, size=len(data))


def read_page(name: str, text: str | None) -> Document:
    """What was written at a tracker, which shows it as Markdown without front matter.

    name: how messages call it. text: None where the tracker does not tell it.
    """
    if text is None:
        return Document(name, problem=Problem("has a text that its source does not tell", Location(name)))
    from checker.formats.markdown import read_markdown

    ended = with_line_feeds(text).replace("\r", "\n")
    return replace(read_markdown(name, ended), text=ended, endings=line_endings(ended, cr=False))


def _picture(path: str, data: bytes) -> str | None:
    """The kind of picture in a file that is called one, None for any other."""
    suffix = posixpath.splitext(path)[1].lower()
    if suffix not in (*PICTURES, ".pdf"):
        return None
    from checker.formats.picture import picture_in

    kind = picture_in(data)
    # Programs tell raster formats apart by their bytes, and pages and drawings by the name.
    return kind if (kind in _BY_NAME) == (suffix.removeprefix(".") in _BY_NAME) else ""


def read_module(path: str, files: Mapping[str, bytes]) -> Document:
    """The Terraform module in a directory. files: the bytes of its files by their own paths."""
    from checker.formats.hcl import read_terraform
    from checker.formats.json import read_json

    pointer = next(filter(None, (pointer_problem(name, files[name]) for name in sorted(files))), None)
    if pointer is not None:
        return Document(path, problem=pointer)
    try:
        texts = {name: with_line_feeds(_decoded(name, files[name])) for name in sorted(files)}
    except RefusedError as refused:
        return Document(path, problem=refused.problem)
    data = {name: read_json(name, text) for name, text in texts.items() if name.endswith(".json")}
    return read_terraform(path, texts, data)


def _decoded(path: str, data: bytes) -> str:
    """The text of a file. Raises `RefusedError` when there is none to judge."""
    if len(data) > MAX_BYTES:
        raise RefusedError(
            f"holds {len(data)} bytes, more than the {MAX_BYTES} that are read", Location(path), "split it"
        )
    if data.startswith(WIDE):
        raise RefusedError("is encoded in UTF-16", Location(path, 1, 1), "save it as UTF-8", of_file=True)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _no_text(path, data, error.start + len(data) - len(error.object), "is no UTF-8") from None
    zero = data.find(b"\0")
    if zero >= 0:
        raise _no_text(path, data, zero, "is no text")
    return text


def _no_text(path: str, data: bytes, offset: int, what: str) -> RefusedError:
    """offset: of the byte that cannot stand in a text."""
    start = data.rfind(b"\n", 0, offset) + 1
    line = data.count(b"\n", 0, offset) + 1
    column = len(data[start:offset].decode("utf-8-sig", errors="replace")) + 1
    message = f"{what}: byte {offset} is 0x{data[offset]:02X}"
    return RefusedError(message, Location(path, line, column), "save it as UTF-8 text", malformed=True, of_file=True)
