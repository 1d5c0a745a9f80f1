"""AsciiDoc, as far as `docs/documents.md` states it: https://docs.asciidoctor.org/asciidoc/latest/.

There is no parser of it as a wheel, so the subset that documents are made of is read here. What could hide something
and is not read, such as an `include::`, is said to be so.
"""

from __future__ import annotations

from checker.data.source import BYTE_ORDER_MARK, source_lines
from checker.model.document import Document


def read_adoc(path: str, text: str) -> Document:
    r"""What a file says. text: decoded, its lines ended by `\n`."""
    from checker.formats.adoc.blocks import markdown_of

    lines = source_lines(text.removeprefix(BYTE_ORDER_MARK))
    return Document(path, markdown_of(path, lines), lines=lines)
