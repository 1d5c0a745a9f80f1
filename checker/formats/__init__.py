"""Formats: from the bytes of a file to a document. One package or module per format, registered here.

A parser is imported when the first document of its kind is read, so that a run pays for no format it does not meet.
"""

from __future__ import annotations

import codecs
import posixpath
from collections.abc import Callable, Mapping

from checker.classes import replace
from checker.data.source import MAX_BYTES, RefusedError, line_endings, source_lines
from checker.formats.names import TEXT
from checker.formats.pointers import pointer_problem
from checker.formats.reading import AS_NAMED, AddedFormat, Reading, as_document
from checker.markdown.links import PICTURES
from checker.model.data import Node
from checker.model.document import Document
from checker.model.letters import with_line_feeds
from checker.model.location import Location
from checker.model.problem import Problem

_BY_NAME = ("svg", "pdf")
WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def _markdown(path: str, text: str) -> Document:
    from checker.formats.markdown import read_markdown

    return read_markdown(path, text, _front_matter)


def _front_matter(path: str, text: str, first_line: int, form: str) -> Node | Problem:
    if form == "yaml":
        from checker.data.yaml import read_yaml

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
    from checker.data.yaml import read_yaml_file

    return as_document(path, text, read_yaml_file(path, text))


def _json(path: str, text: str) -> Document:
    from checker.formats.json import read_json

    return as_document(path, text, read_json(path, text))


def _json_with_comments(path: str, text: str) -> Document:
    from checker.formats.json import read_json

    return as_document(path, text, read_json(path, text, comments=True))


def _json5(path: str, text: str) -> Document:
    from checker.formats.json5 import read_json5

    return as_document(path, text, read_json5(path, text))


def _ini(path: str, text: str) -> Document:
    from checker.formats.ini import read_ini

    return as_document(path, text, read_ini(path, text))


def _csv(path: str, text: str) -> Document:
    from checker.formats.csv import read_csv

    return as_document(path, text, read_csv(path, text))


def _tsv(path: str, text: str) -> Document:
    from checker.formats.csv import TAB, read_csv

    return as_document(path, text, read_csv(path, text, TAB))


def _xml(path: str, text: str) -> Document:
    from checker.formats.xml import read_xml

    return as_document(path, text, read_xml(path, text))


def _toml(path: str, text: str) -> Document:
    from checker.formats.toml import read_toml

    return as_document(path, text, read_toml(path, text))


def _terraform(path: str, text: str) -> Document:
    from checker.formats.hcl import read_terraform

    module = read_terraform(posixpath.dirname(path) or ".", {path: text})
    return replace(module, path=path, lines=source_lines(text), files={})


def _tfvars(path: str, text: str) -> Document:
    from checker.formats.hcl.variables import read_variables

    return as_document(path, text, read_variables(path, text))


def _text(path: str, text: str) -> Document:
    from checker.formats.text import read_text

    return read_text(path, text)


READER_BY_FORMAT: Mapping[str, Callable[[str, str], Document]] = {
    "markdown": _markdown,
    "mdx": _mdx,
    "rst": _rst,
    "asciidoc": _adoc,
    "yaml": _yaml,
    "json": _json,
    "jsonc": _json_with_comments,
    "json5": _json5,
    "toml": _toml,
    "ini": _ini,
    "xml": _xml,
    "csv": _csv,
    "tsv": _tsv,
    "hcl": _terraform,
    "tfvars": _tfvars,
    TEXT: _text,
}
"""Who reads a file of a format, by the name that a policy gives it."""
_CR_ENDS_LINES = ("markdown", "mdx", "yaml", "xml")
"""Formats in which a carriage return alone ends a line: https://spec.commonmark.org/0.31.2/#line-ending,
https://yaml.org/spec/1.2.2/#54-line-break-characters, https://www.w3.org/TR/xml/#sec-line-ends."""


def read_document(path: str, data: bytes, reading: Reading = AS_NAMED, now: str = "") -> Document:
    """The document in the bytes of a file. A byte order mark at the start is allowed, any encoding but UTF-8 is not.

    now: the path that it has today, where this is an earlier state of it.
    """
    pointer = pointer_problem(path, data)
    if pointer is not None:
        return Document(path, problem=pointer)
    picture = _picture(path, data)
    try:
        written = _decoded(path, data)
    except RefusedError as refused:
        return Document(path, problem=refused.problem, picture=picture, size=len(data))
    form = reading.of(path, now)
    is_cr_an_end = form in _CR_ENDS_LINES
    text = with_line_feeds(written)
    text = text.replace("\r", "\n") if is_cr_an_end else text
    endings = line_endings(written, cr=is_cr_an_end)
    return replace(_read(path, text, form), text=text, endings=endings, picture=picture, size=len(data))


def _read(path: str, text: str, form: str | AddedFormat | Problem) -> Document:
    if isinstance(form, Problem):
        return as_document(path, text, form)
    return READER_BY_FORMAT[form](path, text) if isinstance(form, str) else form.read(path, text)


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
