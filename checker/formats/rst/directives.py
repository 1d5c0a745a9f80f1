"""Directives: those of docutils that make blocks, and what is read of all others.

A directive that only Sphinx or an extension knows is a neutral container: its argument is text and its content is
read as it stands, so that nothing in it is passed over. https://docutils.sourceforge.io/docs/ref/rst/directives.html,
https://www.sphinx-doc.org/en/master/usage/restructuredtext/directives.html.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import Directive, directives
from docutils.parsers.rst.directives.tables import CSVTable

ADMONITIONS = frozenset(
    {
        "admonition", "attention", "caution", "class", "compound", "container", "danger", "epigraph", "error",
        "footer", "header", "highlights", "hint", "important", "note", "pull-quote", "rubric", "sidebar", "tip",
        "topic", "warning",
    }
)  # fmt: skip
"""Directives of docutils that say what their content says."""
_OF_DOCUTILS = ADMONITIONS | {
    "figure", "image", "line-block", "list-table", "parsed-literal", "replace", "table", "unicode"
}  # fmt: skip
"""Those that are read by docutils' own code, which makes nothing of them but nodes."""
_CODE = frozenset(
    {
        "code", "code-block", "sourcecode", "math", "doctest", "testcode", "testoutput", "testsetup", "testcleanup",
        "productionlist", "prompt", "graphviz", "digraph", "graph", "inheritance-diagram", "mermaid", "plantuml",
        "uml", "jupyter-execute", "ipython", "code-cell", "parsed-code", "highlightlang",
    }
)  # fmt: skip
"""Directives whose content is code."""
_UNSHOWN = frozenset(
    {
        "contents", "sectnum", "target-notes", "meta", "role", "default-role", "title", "highlight", "index",
        "module", "currentmodule", "default-domain", "tabularcolumns", "codeauthor", "sectionauthor", "acks",
        "program",
    }
)  # fmt: skip
"""Directives of which a page shows nothing, or nothing that their document says."""
_SIGNED = frozenset(
    {
        "function", "class", "method", "classmethod", "staticmethod", "attribute", "property", "data", "exception",
        "decorator", "object", "describe", "option", "cmdoption", "envvar", "confval", "directive", "role", "type",
        "macro", "var", "member", "struct", "enum", "automodule", "autoclass", "autofunction", "automethod",
        "autodata", "autoexception", "autoattribute", "autosummary", "toctree", "literalinclude", "tabs", "rst-class",
    }
)  # fmt: skip
"""Directives whose argument is a signature or a name."""


class _Any(dict[str, Callable[[str | None], str]]):
    """Takes every option as it is written."""

    def __missing__(self, _name: str) -> Callable[[str | None], str]:
        return lambda written: written or ""


class _Own(Directive):
    """A directive that is read here."""

    has_content = True
    final_argument_whitespace = True
    option_spec: ClassVar[Any] = _Any({"class": lambda written: written or ""})

    def placed(self, node: nodes.Element) -> nodes.Element:
        node.line = self.lineno
        return node


class _Container(_Own):
    def run(self) -> list[nodes.Node]:
        node = self.placed(nodes.container(self.block_text))
        name = self.name.lower()
        if self.arguments and name not in _UNSHOWN:
            if ":" in name or name in _SIGNED:
                said: list[nodes.Node] = [self.placed(nodes.literal_block(self.arguments[0], self.arguments[0]))]
            else:
                children, messages = self.state.inline_text(self.arguments[0], self.lineno)
                said = [self.placed(nodes.paragraph(self.arguments[0], "", *children)), *messages]
            node += said
        self.state.nested_parse(self.content, self.content_offset, node)
        return [node]


class _Code(_Own):
    def run(self) -> list[nodes.Node]:
        content = "\n".join(self.content)
        argument = self.arguments[0] if self.arguments else ""
        if self.name.lower() == "math" and argument:
            content, argument = f"{argument}\n\n{content}".strip(), "math"
        node = self.placed(nodes.literal_block(content, content))
        node["info"] = argument or ("math" if self.name.lower() == "math" else "")
        caption = self.options.get("caption", "")
        if not caption:
            return [node]
        children, messages = self.state.inline_text(caption, self.lineno)
        return [self.placed(nodes.paragraph(caption, "", *children)), node, *messages]


class _Unshown(_Own):
    def run(self) -> list[nodes.Node]:
        return []


class _Unknown(_Own):
    """A text that only who makes the page knows, as the day of that."""

    def run(self) -> list[nodes.Node]:
        return [nodes.inline(self.block_text, "", kind="unknown")]


class _Raw(_Own):
    def run(self) -> list[nodes.Node]:
        content = "\n".join(self.content)
        node = self.placed(nodes.raw(content, content))
        node["format"] = self.arguments[0] if self.arguments else ""
        node["unread"] = self.options.get("file", "") or self.options.get("url", "")
        return [node]


class _Unread(_Own):
    """What another file would say. Nobody here reads it at this place."""

    def run(self) -> list[nodes.Node]:
        node = self.placed(nodes.comment(self.block_text))
        node["unread"] = self.arguments[0] if self.arguments else self.name
        return [node]


class _Toctree(_Own):
    """A table of contents: names of documents, each perhaps with a title."""

    def run(self) -> list[nodes.Node]:
        from checker.formats.rst.roles import read_role

        found: list[nodes.Node] = []
        for n, line in enumerate(self.content):
            name = line.strip()
            if name and name != "self" and not any(sign in name for sign in "*?["):
                node = self.placed(nodes.paragraph(name, "", read_role(name, name, "doc")))
                node.line = self.content_offset + n + 1
                found.append(node)
        return found


class _CsvTable(CSVTable):
    """A table whose rows stand in the document; those of another file are not read."""

    def parse_csv_data_into_rows(self, csv_data: Any, dialect: Any, _source: Any) -> Any:
        # What is cut out of such rows has lost its place.
        return super().parse_csv_data_into_rows(csv_data, dialect, "")  # type: ignore[no-untyped-call]

    def run(self) -> Sequence[nodes.Node]:  # type: ignore[override]
        elsewhere = self.options.get("file") or self.options.get("url")
        if not elsewhere:
            found = super().run()
            for table in found:
                if isinstance(table, nodes.table):
                    table["begins"] = self.lineno
            return found
        node = nodes.comment(self.block_text)
        node.line = self.lineno
        node["unread"] = elsewhere
        return [node]


_OWN: dict[str, type[Directive]] = {
    **dict.fromkeys(_CODE, _Code),
    **dict.fromkeys(_UNSHOWN, _Unshown),
    "csv-table": _CsvTable,
    "date": _Unknown,
    "include": _Unread,
    "raw": _Raw,
    "toctree": _Toctree,
}


def directive_called(name: str, document: nodes.document, *, has_argument: bool) -> type[Directive]:
    """Who reads a directive. has_argument: whether something stands behind its `::`."""
    name = name.lower()
    if name in _OF_DOCUTILS and name not in _OWN:
        found: type[Directive] | None
        found, _ = directives.directive(name, _english(), document)
        if found is not None:
            return found
    own = _OWN.get(name, _Container)
    return _with(own, has_argument=has_argument) if issubclass(own, _Own) else own


def container(*, has_argument: bool) -> type[Directive]:
    """Who reads a directive as what its argument and its content say."""
    return _with(_Container, has_argument=has_argument)


def _with(own: type[_Own], *, has_argument: bool) -> type[Directive]:
    """The same, with what stands behind its `::` as its argument; else all of its block is content."""
    return type(own.__name__, (own,), {"optional_arguments": int(has_argument)})


def _english() -> Any:
    from docutils.parsers.rst.languages import en

    return en
