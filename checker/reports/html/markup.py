"""HTML from typed calls: text is escaped unless it is Markup, and only this module makes Markup.

So the type checker refuses a text that could inject something, and a page has no template in which a name can be
mistyped unnoticed.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from typing import Any, TypeAlias

from checker.patterns import regex
from checker.text.display import visible

_VOID = frozenset({"br", "meta"})
_INLINE = frozenset(
    {"a", "b", "bdi", "br", "circle", "code", "em", "mark", "path", "span", "strong", "svg", "text", "time"}
)
_QUOTED = regex(r"`([^`]+)`")


class Markup(str):
    """Text that is HTML already."""

    __slots__ = ()


Content: TypeAlias = "str | Iterable[Content]"
"""What stands between tags: text, markup, or several of them."""

NOTHING = Markup("")


def text(content: str) -> Markup:
    """A text of unknown origin, escaped; what does not show as itself is written out, line ends are blanks."""
    return Markup(html.escape(visible(re.sub(r"[\r\n\t]+", " ", content))))


def prose(content: str) -> Markup:
    """Running text, in which what stands in back-quotes is code."""
    parts = _QUOTED.split(content)
    return joined(tag("code", part) if at % 2 else part for at, part in enumerate(parts))


def joined(*content: Content) -> Markup:
    return Markup("".join(_pieces(content)))


def tag(name: str, /, *content: Content, **attributes: str | float | bool | None) -> Markup:
    """An element. Attributes are written `class_`, `aria_label`; one that is None or False is left out."""
    end = "" if name in _INLINE else "\n"
    opening = f"<{name}{''.join(_attributes(attributes))}>"
    if name in _VOID:
        return Markup(f"{opening}{end}")
    return Markup(f"{opening}{joined(content)}</{name}>{end}")


def document(head: Content, body: Content, style: str) -> Markup:
    """A whole page. style: its style sheet, the only text that is neither escaped nor Markup."""
    page = tag("html", tag("head", head, style_of(style)), body, lang="en")
    return Markup(f"<!doctype html>\n{page}")


def style_of(sheet: str) -> Markup:
    """A style sheet of ours."""
    return Markup(f"<style>{sheet}</style>\n")


def _pieces(content: Content) -> Iterator[str]:
    if isinstance(content, Markup):
        yield content
    elif isinstance(content, str):
        yield text(content)
    else:
        for part in content:
            yield from _pieces(part)


def _attributes(given: dict[str, Any]) -> Iterator[str]:
    for name, value in given.items():
        written = name.rstrip("_").replace("_", "-")
        if value is True:
            yield f" {written}"
        elif value is not None and value is not False:
            yield f' {written}="{text(str(value))}"'
