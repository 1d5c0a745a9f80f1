"""HTML as it stands in Markdown: its parts, the names of its elements, the attributes of a tag."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from checker.patterns import regex

HTML_PART = regex(
    r"""<!--(?:-?>|.*?(?:-->|\Z))
      | <\?.*?(?:\?>|\Z)
      | <!\[CDATA\[.*?(?:\]\]>|\Z)
      | <![A-Za-z][^>]*>
      | </?[A-Za-z][^\s<>/"']*[^<>"']*(?:(?:"[^"]*"|'[^']*')[^<>"']*)*>
      | &(?:\#[0-9]{1,7}|\#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});""",
    re.VERBOSE | re.DOTALL,
)
"""A comment, processing instruction, CDATA section, declaration, tag or character reference."""

_NAME = regex(r"</?([A-Za-z][^\s<>/\"']*)")
_ATTRIBUTE = regex(
    r"""\s([A-Za-z_:][\w:.-]*)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+)))?""",
)

_LINE_ENDING = regex(
    """address|article|aside|blockquote|body|br|caption|center|col|colgroup|dd|details|dialog|dir|div|dl|dt|fieldset
    |figcaption|figure|footer|form|h[1-6]|head|header|hgroup|hr|html|legend|li|main|menu|nav|ol|optgroup|option|p|pre
    |search|section|select|summary|table|tbody|td|textarea|tfoot|th|thead|title|tr|ul""",
    re.VERBOSE,
)
"""Elements whose tags end a line of text; the others stand within it."""


def element_of(tag: str) -> str:
    """The name in a tag, in lower case: `br` for `<br/>`; empty for a comment or declaration."""
    found = _NAME.match(tag)
    return found[1].lower() if found else ""


def ends_line(tag: str) -> bool:
    """Whether the text before a tag and the text behind it are apart when they are shown."""
    return bool(_LINE_ENDING.fullmatch(element_of(tag)))


def attributes_of(tag: str) -> dict[str, str]:
    """The attributes of a tag by lower-case name, values without quotes and character references."""
    found: dict[str, str] = {}
    for name, double, single, bare in _ATTRIBUTE.findall(tag):
        found.setdefault(name.lower(), unescape(double or single or bare))
    return found


def anchors_of(tag: str) -> Iterator[str]:
    """The fragments that an opening tag makes reachable."""
    attributes = {} if tag.startswith("</") else attributes_of(tag)
    return (attributes[name] for name in ("id", "name") if attributes.get(name))


def comment_content(comment: str) -> str:
    """What stands between `<!--` and `-->`."""
    return "" if comment in ("<!-->", "<!--->") else comment[4:].removesuffix("-->")
