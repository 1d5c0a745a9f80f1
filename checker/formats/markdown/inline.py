"""Inline text: what people read of a block, with the place of every character."""

from __future__ import annotations

import re
from html import unescape

from markdown_it.token import Token

from checker.formats.markdown.commonmark import Surroundings, read_inlines
from checker.formats.markdown.draft import Begun, Draft
from checker.formats.markdown.stretches import Places
from checker.markdown.links import label_key
from checker.model.markdown import Comment, Inline
from checker.patterns import regex
from checker.text.html import HTML_PART

_MARKUP = regex(
    r"[\\`*~\[]|(?<![^\W_])_|_(?![^\W_])|<[a-z/!?]|&[#a-z]|://|\bwww\.",
    re.IGNORECASE,
)
"""Where this is not found, CommonMark finds no markup either, only lines."""
_MARK = regex(r"[\\`*~\[]")
_PERHAPS = regex(r"[_<&]")

_SPAN_OF_TAG = {"em": "emphasis", "strong": "strong", "s": "strike"}


def read_inline(source: str, places: Places, surroundings: Surroundings) -> Inline:
    """The inline text of a block. source: without the markers of the blocks around it; places: of its characters."""
    if _holds_markup(source):
        return _markup_draft(source, places, surroundings).finished()
    return _lines_draft(source, places).finished() if "\n" in source else verbatim(source, places)


def _holds_markup(source: str) -> bool:
    """Whether there is any; most texts that hold none have no sign that could be some."""
    if _MARK.search(source):
        return True
    may_be = _PERHAPS.search(source) is not None or "://" in source or "www." in source.lower()
    return may_be and _MARKUP.search(source) is not None


def read_html(source: str, places: Places) -> Inline:
    """The text between the tags of a block of HTML."""
    return _html_draft(source, places).finished()


def verbatim(source: str, places: Places) -> Inline:
    """A text in which nothing is markup."""
    return Inline(source, (), places)


def inline_comments(source: str, places: Places, surroundings: Surroundings) -> list[Comment]:
    """The comments in inline text."""
    return _markup_draft(source, places, surroundings).comments


def html_comments(source: str, places: Places) -> list[Comment]:
    """The comments in a block of HTML."""
    return _html_draft(source, places).comments


def _markup_draft(source: str, places: Places, surroundings: Surroundings) -> Draft:
    draft = Draft(source, places)
    _add_tokens(draft, read_inlines(source, surroundings), 0)
    return draft


def _lines_draft(source: str, places: Places) -> Draft:
    """Text without markup: blanks around the ends of its lines do not count."""
    draft = Draft(source, places)
    offset = 0
    for line in source.split("\n"):
        if offset:
            draft.say("\n", offset - 1)
        body = line.lstrip(" \t") if offset else line
        draft.say(body.rstrip(" "), offset + len(line) - len(body))
        offset += len(line) + 1
    return draft


def _html_draft(source: str, places: Places) -> Draft:
    draft = Draft(source, places)
    end = 0
    for part in HTML_PART.finditer(source):
        draft.say(source[end : part.start()], end)
        if part[0].startswith("&"):
            draft.say(unescape(part[0]), part.start())
        else:
            draft.tag(part[0], part.start())
        end = part.end()
    draft.say(source[end:], end)
    return draft


def _add_tokens(draft: Draft, tokens: list[Token], shift: int) -> None:
    """Add what tokens say. shift: the offset at which their own source begins in the source of the block."""
    begun: list[Begun] = []
    reached = 0
    for token in tokens:
        # The delimiters of one run (`***`) all claim to begin where the run does.
        at = max(token.meta["at"] + shift, reached)
        reached = at + _add_token(draft, token, at, begun)


def _add_token(draft: Draft, token: Token, at: int, begun: list[Begun]) -> int:
    """Add one token. Returns how many characters of the source are certainly behind it."""
    match token.type:
        case "text":
            draft.say(token.content, at)
            return len(token.content)
        case "softbreak" | "hardbreak":
            draft.say("\n", at)
        case "text_special":
            escape = len(token.markup) - len(token.content) if token.info == "escape" else 0
            draft.say(token.content, at + escape, escaped=token.content in "[]")
        case "code_inline":
            _add_code(draft, token, at)
        case "html_inline":
            draft.tag(token.content, at)
        case "image":
            image = draft.begin("image", at, str(token.attrs["src"]), label_key(token.meta.get("label", "")))
            _add_tokens(draft, token.children or [], at + len("!["))
            draft.image(image)
        case "link_open":
            return _begin_link(draft, token, at, begun)
        case "link_close":
            draft.end(begun.pop())
            return 0
        case _ if token.nesting > 0:
            begun.append(draft.begin(_SPAN_OF_TAG[token.tag], at))
            return len(token.markup)
        case _:
            draft.end(begun.pop())
            return len(token.markup)
    return 1


def _begin_link(draft: Draft, token: Token, at: int, begun: list[Begun]) -> int:
    """A link token begins behind its bracket, an autolink at its angle."""
    automatic = token.info == "auto"
    kind, label = "autolink" if automatic else "link", label_key(token.meta.get("label", ""))
    begun.append(draft.begin(kind, at - (not automatic), str(token.attrs["href"]), label))
    return int(automatic)


def _add_code(draft: Draft, token: Token, at: int) -> None:
    """A code span, of whose blanks one on each side may have been dropped."""
    begins = at + len(token.markup)
    span = draft.begin("code", at)
    if draft.source[begins : begins + len(token.content)].replace("\n", " ") != token.content:
        begins += 1
    draft.say(token.content, begins)
    draft.end(span)
