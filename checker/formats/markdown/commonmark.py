"""CommonMark with GitHub's tables and strikethrough, by markdown-it, taught to say where everything stands.

Blocks and inline text are read apart: blocks at once, the inline text of a block only when somebody looks.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, MutableMapping
from functools import cache
from typing import Any, Literal, cast

from markdown_it import MarkdownIt, rules_inline
from markdown_it.parser_inline import ParserInline
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import StateBlock, reference, table
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

DEEPEST = 60
"""How many levels of blocks are read; a list counts twice, once for itself and once for its item."""

Surroundings = MutableMapping[str, Any]
"""What inline text needs to know of its document: the reference definitions (`references`).

`rows`: the column, from 0, at which each line of a table begins, by line from 0.
"""

_INTERRUPTS: RuleOptionsType = {"alt": ["paragraph", "reference"]}
_OPTIONS = {"maxNesting": DEEPEST, "inline_definitions": True}


def read_blocks(text: str) -> tuple[list[Token], Surroundings]:
    r"""The block tokens of a document whose lines end in `\n`; their inline text is not read yet."""
    tokens: list[Token] = []
    surroundings: Surroundings = {"rows": {}}
    parser = _block_parser()
    parser.block.parse(text, parser, surroundings, tokens)
    return tokens, surroundings


def read_inlines(source: str, surroundings: Surroundings) -> list[Token]:
    """The tokens of one inline text; `meta["at"]` is the offset in `source` at which each begins."""
    parser = _inline_parser()
    return parser.inline.parse(source, parser, surroundings, [])


def first_too_deep(tokens: list[Token]) -> int | None:
    """The line, from 0, of the first block whose inside is nested too deep and therefore missing from the tokens."""
    for token in tokens:
        if token.level >= DEEPEST - 1 and token.nesting == 1 and token.map and token.type in _CONTAINERS:
            return token.map[0]
    return None


_CONTAINERS = frozenset({"blockquote_open", "bullet_list_open", "ordered_list_open", "list_item_open"})


@cache
def _block_parser() -> MarkdownIt:
    parser = _Parser("commonmark", _OPTIONS).enable("table")
    parser.block.ruler.at("table", _table, _INTERRUPTS)
    parser.block.ruler.at("reference", _reference)
    return parser


@cache
def _inline_parser() -> MarkdownIt:
    parser = _Parser("commonmark", {"strikethrough_single_tilde": True, "store_labels": True})
    inline = _PlacedInline()
    inline.ruler.enableOnly([*parser.inline.ruler.get_active_rules(), "strikethrough"])
    inline.ruler2.enableOnly(["balance_pairs", "strikethrough", "emphasis"])
    parser.inline = inline
    return parser


def _table(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001
    found = table(state, start, end, silent)
    if found and not silent:
        for line in range(start, state.line):
            begins = state.bMarks[line] + state.tShift[line]
            state.env["rows"][line] = begins - (state.src.rfind("\n", 0, begins) + 1)
    return found


def _reference(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001
    """A footnote (`[^1]: text`) is text that people read, not the definition of a link."""
    begins = state.bMarks[start] + state.tShift[start]
    return not state.src.startswith("[^", begins) and reference(state, start, end, silent)


class _Parser(MarkdownIt):
    """Leaves link targets as their author wrote them, whatever they point to."""

    def validateLink(self, url: str) -> bool:  # noqa: N802, ARG002
        return True

    def normalizeLink(self, url: str) -> str:  # noqa: N802
        return url

    def normalizeLinkText(self, link: str) -> str:  # noqa: N802
        return link


class _Light:
    """A token with what is asked of one; the parser's own takes longer to make than most tokens to find."""

    content = markup = info = ""
    children: list[Token] | None = None

    def __init__(self, ttype: str, tag: str, nesting: Literal[-1, 0, 1], level: int, at: int) -> None:
        self.type, self.tag, self.nesting, self.level = ttype, tag, nesting, level
        self.meta: dict[str, Any] = {"at": at}

    def attrSet(self, name: str, value: str | float) -> None:  # noqa: N802
        self.attrs[name] = value

    attrs: dict[str, str | float]


class _PlacedState(StateInline):
    """Notes in every token where it begins. All rules push a token while `pos` still is at its first character."""

    _pending_at = 0

    def append_pending(self, text: str) -> None:
        if not (self._pending_buffer or self._pending):
            self._pending_at = self.pos
        self._pending_buffer.append(text)

    def pushPending(self) -> Token:  # noqa: N802
        token = cast("Token", _Light("text", "", 0, self.pendingLevel, self._pending_at))
        token.content = self.pending
        self._pending = ""
        self.tokens.append(token)
        return token

    def push(self, ttype: str, tag: str, nesting: Literal[-1, 0, 1]) -> Token:
        if self._pending_buffer or self._pending:
            self.pushPending()
        meta = None
        if nesting < 0:
            self.level -= 1
            self.delimiters = self._prev_delimiters.pop()
        token = cast("Token", _Light(ttype, tag, nesting, self.level, self.pos))
        if nesting > 0:
            self.level += 1
            self._prev_delimiters.append(self.delimiters)
            self.delimiters = []
            meta = {"delimiters": self.delimiters}
        self.pendingLevel = self.level
        self.tokens.append(token)
        self.tokens_meta.append(meta)
        return token


_MARK = re.compile(r"[\n\\`~*_\[!<&]")
"""Where a rule may find something; all else is text."""
_PAIRED = re.compile(r"[~*_]")
_RULES_BY_MARK: Mapping[str, tuple[Callable[[StateInline, bool], bool], ...]] = {
    "\n": (rules_inline.newline,),
    "\\": (rules_inline.escape,),
    "`": (rules_inline.backtick,),
    "~": (rules_inline.strikethrough.tokenize,),
    "*": (rules_inline.emphasis.tokenize,),
    "_": (rules_inline.emphasis.tokenize,),
    "[": (rules_inline.link,),
    "!": (rules_inline.image,),
    "<": (rules_inline.autolink, rules_inline.html_inline),
    "&": (rules_inline.entity,),
}
"""The rules of CommonMark and of strikethrough by the character at which they begin, in their order."""


class _PlacedInline(ParserInline):
    def parse(self, src: str, md: MarkdownIt, env: Surroundings, tokens: list[Token]) -> list[Token]:
        state = _PlacedState(src, md, env, tokens)
        self.tokenize(state)
        if _PAIRED.search(src):
            for rule in self.ruler2.getRules(""):
                rule(state)
        return state.tokens

    def tokenize(self, state: StateInline) -> None:
        """What the parser does, asking at each mark only the rules that know it."""
        src, end, deepest = state.src, state.posMax, state.md.options["maxNesting"]
        while state.pos < end:
            found = _MARK.search(src, state.pos, end)
            stop = found.start() if found is not None else end
            if stop > state.pos:
                state.append_pending(src[state.pos : stop])
                state.pos = stop
            if found is None:
                break
            if state.level < deepest and any(rule(state, False) for rule in _RULES_BY_MARK[found[0]]):  # noqa: FBT003
                continue
            state.append_pending(found[0])
            state.pos += 1
        if state.pending:
            state.pushPending()
