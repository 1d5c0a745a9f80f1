"""Roles of inline text, those of docutils and of Sphinx: https://www.sphinx-doc.org/en/master/usage/restructuredtext/roles.html."""

from __future__ import annotations

from docutils import nodes
from docutils.utils import unescape

from checker.patterns import regex

CODE = frozenset(
    {
        "", "code", "literal", "command", "cpp", "data", "envvar", "file", "kbd", "keyword", "makevar", "mailheader",
        "math", "mimetype", "option", "program", "regexp", "samp", "token", "title-reference", "func", "class",
        "meth", "mod", "attr", "obj", "exc", "const", "any", "eq", "raw", "ctype", "cfunc",
    }
)  # fmt: skip
"""Roles whose text is code or the name of something in it; a text between single backquotes is one, too."""
_PAGES = {"doc": "doc:", "ref": "ref:", "numref": "ref:", "download": ""}
"""Roles that lead to a document, a label, a file, and what stands before their targets in `Link.target`."""
_WEB = {
    "pep": "https://peps.python.org/pep-{:0>4}",
    "rfc": "https://datatracker.ietf.org/doc/html/rfc{}",
}
_MARKS = {"emphasis": nodes.emphasis, "strong": nodes.strong}
_TITLED = regex(r"(?s)(?P<title>.+?)\s*<(?P<target>[^<>]*)>\s*")


def read_role(raw: str, text: str, role: str) -> nodes.Element:
    """The node of a text in a role; `kind` says what it is where that is no node of docutils. text: escapes as NUL."""
    name = role.lower()
    shown, domain = unescape(text), ":" in name
    if name in _MARKS:
        return _MARKS[name](raw, shown)
    titled = _TITLED.fullmatch(shown)
    title, target = (titled["title"], titled["target"]) if titled is not None else (shown, shown)
    if name in _PAGES:
        return nodes.inline(
            raw, title, kind="link", target=_PAGES[name] + " ".join(target.split()), titled=titled is not None
        )
    if name in _WEB:
        number, hash_, anchor = target.strip().partition("#")
        return nodes.inline(raw, title, kind="link", target=_WEB[name].format(number) + hash_ + anchor, titled=True)
    if domain or name in CODE:
        code = title if domain and titled is not None else shown
        return nodes.inline(raw, code.lstrip("~!") if domain else code, kind="code")
    return nodes.inline(raw, title if titled is not None else shown)
