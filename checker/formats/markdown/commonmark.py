"""CommonMark with GitHub's tables and strikethrough, by markdown-it, taught to say where everything stands.

Blocks and inline text are read apart: blocks at once, the inline text of a block only when somebody looks.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, MutableMapping, Sequence
from functools import cache
from typing import Any, Literal, cast

from markdown_it import MarkdownIt, rules_block, rules_inline
from markdown_it.parser_block import ParserBlock
from markdown_it.parser_inline import ParserInline
from markdown_it.ruler import RuleOptionsType, Ruler
from markdown_it.rules_block import StateBlock, lheading, reference, table
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


_CONTAINERS = frozenset({"blockquote_open", "footnote_open", "bullet_list_open", "ordered_list_open", "list_item_open"})


@cache
def _block_parser() -> MarkdownIt:
    parser = _Parser("commonmark", _OPTIONS).enable("table")
    parser.block.ruler.at("table", _table, _INTERRUPTS)
    parser.block.ruler.at("reference", _reference)
    parser.block.ruler.before(
        "reference", "footnote", _footnote, {"alt": ["paragraph", "reference", "blockquote", "list"]}
    )
    parser.block.ruler.at("lheading", _underlined)
    parser.block = _LightBlocks(parser.block.ruler)
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


_FOOTNOTE = re.compile(r"\[\^([^\]\s\0]+)\]:[ \t]*")
_FOOTNOTE_INDENT = 4


def _footnote(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001
    """A footnote: a container whose further lines are indented. Source: cmark-gfm, in blocks.c."""
    begins = state.bMarks[start] + state.tShift[start]
    found = _FOOTNOTE.match(state.src, begins, state.eMarks[start]) if not state.is_code_block(start) else None
    if found is None or silent:
        return found is not None
    opened = state.push("footnote_open", "", 1)
    opened.meta = {"label": found[1]}
    kept = state.bMarks[start], state.tShift[start], state.sCount[start], state.parentType
    state.bMarks[start], state.tShift[start] = found.end(), 0
    state.blkIndent += _FOOTNOTE_INDENT
    state.sCount[start] = state.blkIndent
    state.parentType = "footnote"
    state.md.block.tokenize(state, start, end)
    state.blkIndent -= _FOOTNOTE_INDENT
    state.bMarks[start], state.tShift[start], state.sCount[start], state.parentType = kept
    opened.map = [start, state.line]
    state.push("footnote_close", "", -1)
    return True


class _Light:
    """A token with what is asked of one; the parser's own takes longer to make than most tokens to find."""

    content = markup = info = ""
    map: list[int] | None = None
    attrs: dict[str, str | int | float]
    children: list[Token] | None = None
    hidden = False

    def __init__(self, ttype: str, tag: str, nesting: Literal[-1, 0, 1], level: int) -> None:
        self.type, self.tag, self.nesting, self.level = ttype, tag, nesting, level
        self.meta: dict[str, Any]

    def attrSet(self, name: str, value: str | float) -> None:  # noqa: N802
        self.attrs[name] = value


def _underlined(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001
    """A heading over `---` or `===`; a paragraph without such a line is not gone through for nothing."""
    for line in range(start + 1, end):
        begins = state.bMarks[line] + state.tShift[line]
        if begins >= state.eMarks[line]:
            break
        if state.src[begins] in "-=":
            return lheading(state, start, end, silent)
    # What the rule leaves behind where it finds none.
    state.parentType = "paragraph"
    return False


_BlockRule = Callable[[StateBlock, int, int, bool], bool]
_MARKS_BY_RULE: Mapping[_BlockRule, str] = {
    rules_block.fence: "`~",
    rules_block.blockquote: ">",
    rules_block.hr: "*-_",
    rules_block.list_block: "*-+0123456789",
    rules_block.html_block: "<",
    rules_block.heading: "#",
    _footnote: "[",
    _reference: "[",
}
"""The characters with which a line begins in which a rule may find something; other rules may in any."""


class _RulesByMark(Ruler[_BlockRule]):
    """Asks of a line only the rules that know the character with which it begins."""

    def __init__(self, rules: Ruler[_BlockRule]) -> None:
        super().__init__()
        self._rules = rules
        self._chains: dict[str, list[_BlockRule]] = {}

    def get_active_rules(self) -> list[str]:
        return self._rules.get_active_rules()

    def getRules(self, chainName: str = "") -> list[_BlockRule]:  # noqa: N802, N803
        found = self._chains.get(chainName)
        if found is None:
            found = self._chains[chainName] = [_first_of(self._rules.getRules(chainName))]
        return found


def _first_of(rules: Sequence[_BlockRule]) -> _BlockRule:
    """One rule for several: the first that finds something."""
    marks = {mark for known in _MARKS_BY_RULE.values() for mark in known}
    others = [rule for rule in rules if rule not in (_table, rules_block.code)]
    by_mark = {mark: [one for one in others if mark in _MARKS_BY_RULE.get(one, mark)] for mark in marks}
    of_any = [rule for rule in others if rule not in _MARKS_BY_RULE]
    has_tables, has_code = _table in rules, rules_block.code in rules

    def found(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001
        if has_tables and start + 2 <= end:
            below = state.bMarks[start + 1] + state.tShift[start + 1]
            if state.src[below : below + 1] in _DELIMITERS and _table(state, start, end, silent):
                return True
        if has_code and state.is_code_block(start):
            return rules_block.code(state, start, end, silent)
        begins = state.bMarks[start] + state.tShift[start]
        for rule in by_mark.get(state.src[begins : begins + 1], of_any):  # noqa: SIM110  any() takes twice as long
            if rule(state, start, end, silent):
                return True
        return False

    return found


_DELIMITERS = frozenset("|-:")
"""What the line below the header of a table begins with."""


class _LightState(StateBlock):
    def push(self, ttype: str, tag: str, nesting: Literal[-1, 0, 1]) -> Token:
        if nesting < 0:
            self.level -= 1
        token = cast("Token", _Light(ttype, tag, nesting, self.level))
        if nesting > 0:
            self.level += 1
        self.tokens.append(token)
        return token


class _LightBlocks(ParserBlock):
    def __init__(self, rules: Ruler[_BlockRule]) -> None:
        super().__init__()
        self.ruler = _RulesByMark(rules)

    def parse(self, src: str, md: MarkdownIt, env: Surroundings, outTokens: list[Token]) -> list[Token]:  # noqa: N803
        state = _LightState(src, md, env, outTokens)
        self.tokenize(state, state.line, state.lineMax)
        return state.tokens


class _Parser(MarkdownIt):
    """Leaves link targets as their author wrote them, whatever they point to."""

    def validateLink(self, url: str) -> bool:  # noqa: N802, ARG002
        return True

    def normalizeLink(self, url: str) -> str:  # noqa: N802
        return url

    def normalizeLinkText(self, link: str) -> str:  # noqa: N802
        return link


class _PlacedState(StateInline):
    """Notes in every token where it begins. All rules push a token while `pos` still is at its first character."""

    _pending_at = 0

    def append_pending(self, text: str) -> None:
        if not (self._pending_buffer or self._pending):
            self._pending_at = self.pos
        self._pending_buffer.append(text)

    def pushPending(self) -> Token:  # noqa: N802
        token = cast("Token", _Light("text", "", 0, self.pendingLevel))
        token.meta = {"at": self._pending_at}
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
        token = cast("Token", _Light(ttype, tag, nesting, self.level))
        token.meta = {"at": self.pos}
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
            if state.level < deepest and _is_marked(state, found[0]):
                continue
            state.append_pending(found[0])
            state.pos += 1
        if state.pending:
            state.pushPending()


def _is_marked(state: StateInline, mark: str) -> bool:
    """Whether a rule finds something at a mark."""
    for rule in _RULES_BY_MARK[mark]:  # noqa: SIM110  any() takes twice as long
        if rule(state, False):  # noqa: FBT003
            return True
    return False
