"""reStructuredText, as docutils reads it and Sphinx writes it: https://docutils.sourceforge.io/docs/ref/rst/restructuredtext.html.

Nothing is inserted from other files, no role or directive of the document becomes code, and no configuration is read.
"""

from __future__ import annotations

from checker.data.source import BYTE_ORDER_MARK, source_lines
from checker.model.document import Document
from checker.model.location import Location
from checker.model.problem import Problem

_MOST = 500_000
"""docutils takes ten times as long for a text as other parsers do."""
_TOO_DEEP = "blocks are nested too deep, or a text has too many links, to be read"
_TOO_LONG = "a text is too long, with too much markup in it, to be read"
_NO_PARSER = "is reStructuredText, and docutils, which reads it, is not installed"


def read_rst(path: str, text: str) -> Document:
    r"""What a file says. text: decoded, its lines ended by `\n`. What is nested too deep is a problem."""
    lines = source_lines(text)
    if len(text) > _MOST:
        message = f"holds {len(text)} characters, more than the {_MOST} of reStructuredText that are read"
        return Document(path, problem=Problem(message, Location(path), "split it"), lines=lines)
    try:
        from checker.formats.rst.parser import TooLongError, parse
    except ModuleNotFoundError:
        hint = "install docutils, on which this program depends"
        return Document(path, problem=Problem(_NO_PARSER, Location(path), hint), lines=lines)
    from checker.formats.rst.reading import markdown_of

    shown = text.removeprefix(BYTE_ORDER_MARK)
    try:
        return Document(path, markdown_of(path, lines, parse(shown)), lines=lines)
    except RecursionError:
        problem = Problem(_TOO_DEEP, Location(path, 1, 1), "take the text out of some of its lists and quotes")
    except TooLongError as error:
        problem = Problem(_TOO_LONG, Location(path, error.line, 1), "split it")
    return Document(path, problem=problem, lines=lines)
