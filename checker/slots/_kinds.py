"""What is reported, how certain it is, where it is looked for, and how a search is narrowed or widened."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum
from types import MappingProxyType

from checker.classes import dataclass


class Certainty(StrEnum):
    """How sure it is that something is left to be filled in.

    sure: its form says so, whatever stands beside it. likely: it reads like what a template says, and a finished
    document may say it too.
    """

    SURE = "sure"
    LIKELY = "likely"


class Kind(StrEnum):
    """The shapes in which people leave a slot open."""

    BRACKET = "bracket"
    PARENTHESIS = "parenthesis"
    ANGLE = "angle"
    BRACE = "brace"
    MUSTACHE = "mustache"
    VARIABLE = "variable"
    CHOICE = "choice"
    MASK = "mask"
    BLANK = "blank"
    EMPTY_LINK = "empty_link"
    EMPTY_ROW = "empty_row"
    EMPTY_LABEL = "empty_label"
    TOKEN = "token"
    INSTRUCTION = "instruction"
    PROMPT = "prompt"
    QUESTION = "question"
    UNRESOLVED = "unresolved"
    FILLER = "filler"
    SAMPLE_PERSON = "sample_person"
    PENDING = "pending"


MEANING_BY_KIND: Mapping[str, str] = MappingProxyType(
    {
        Kind.BRACKET: "a noun or an instruction in square brackets: `[agreed value]`, `[Insert date]`",
        Kind.PARENTHESIS: "a noun or an instruction in parentheses: `(team name)`, `(insert the date)`",
        Kind.ANGLE: "a name in angle brackets: `<owner>`, `<link to coverage>`",
        Kind.BRACE: "a name or phrase in single braces: `{title of option 1}`",
        Kind.MUSTACHE: "a template expression: `{{ customer.name }}`",
        Kind.VARIABLE: "an unreplaced variable in running text: `$PROJECT`, `%CUSTOMER_NAME%`, `__OWNER_NAME__`",
        Kind.CHOICE: "alternatives of which none was chosen: `High / Medium / Low`, `☐ Pass ☐ Fail`",
        Kind.MASK: "a mask for a date, a number or an id: `YYYY-MM-DD`, `CVE-XXXX`, `N-M days`",
        Kind.BLANK: "a line to write on: `____`, `......`",
        Kind.EMPTY_LINK: "a link without a destination: `[report]()`, `[report](#)`, `[report][r]` beside other labels",
        Kind.EMPTY_ROW: "a table row with nothing in it, or with nothing but `...`, at the end of its table",
        Kind.EMPTY_LABEL: "a label with nothing behind it, beside labels: `**Owner:**` above `**Date:** 2026-07-01`",
        Kind.TOKEN: "a word that says something is missing: `TBD`, `TODO`, `???`",
        Kind.INSTRUCTION: "a promise instead of a text: `To be completed`, `Coming soon`",
        Kind.PROMPT: "an order to whoever fills the template in: `Describe the impact on users.`",
        Kind.QUESTION: "a question to whoever fills the template in: `What went well?`",
        Kind.UNRESOLVED: "a marker around what is not agreed: `<<[UNRESOLVED who pays]>>`",
        Kind.FILLER: "text that only fills space: `lorem ipsum`",
        Kind.SAMPLE_PERSON: "a person of the examples: `John Doe`, `Max Mustermann`",
        Kind.PENDING: "a marker that something is outstanding: `⏳ PENDING`",
    }
)
"""Every kind, with what it means and what it looks like."""


class Scope(StrEnum):
    """The parts of a document in which slots are looked for.

    `inline_code` is code inside other text; a code span that is a whole cell or value is that value and is in the scope
    of its cell or text. `data` is a document of YAML, JSON, TOML or HCL, of
    which the literal strings are read.
    """

    PROSE = "prose"
    TABLE = "table"
    HEADING = "heading"
    FRONT_MATTER = "front_matter"
    INLINE_CODE = "inline_code"
    CODE_BLOCK = "code_block"
    COMMENT = "comment"
    DATA = "data"


DEFAULT_SCOPES = frozenset({Scope.PROSE, Scope.TABLE, Scope.HEADING, Scope.FRONT_MATTER, Scope.DATA})
ALL_KINDS = frozenset(Kind)


@dataclass(frozen=True, slots=True)
class Placeholder:
    """One unfilled slot. kind: a key of `MEANING_BY_KIND`. text: as it stands. line, column: 1-based, code points;
    None where the format gives none (TOML).
    """

    kind: Kind
    text: str
    line: int | None
    column: int | None
    certainty: Certainty = Certainty.SURE


@dataclass(frozen=True, slots=True)
class Hit:
    """A slot found in a passage: `text[start:end]`. text: what stands there when it is not the passage's own text.

    features: by what is weighed whether it is likely, where it is not sure; None where it is.
    """

    kind: Kind
    start: int
    end: int
    text: str = ""
    features: frozenset[str] | None = None


def _nothing(_: str) -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Search:
    """What to look for and what to let pass.

    allowed: slots that may stand, as written or without their brackets, in any case.
    permits: the same as a test, for patterns. words: further words that say something is missing.
    """

    scopes: frozenset[Scope] = DEFAULT_SCOPES
    kinds: frozenset[Kind] = ALL_KINDS
    allowed: frozenset[str] = frozenset()
    permits: Callable[[str], bool] = _nothing
    words: tuple[str, ...] = ()

    def lets_pass(self, text: str) -> bool:
        """Whether a slot may stand because the caller said so."""
        if self.permits(text):
            return True
        if not self.allowed:
            return False
        folded = {word.casefold() for word in self.allowed}
        return bool({text.casefold(), text.strip("[]<>{}()\\ ").casefold()} & folded)


DEFAULT_SEARCH = Search()
