"""What the YAML parsers complain about, in our words."""

from __future__ import annotations

import yaml

from checker.classes import dataclass
from checker.data.source import Source
from checker.model.problem import Problem


@dataclass(frozen=True, slots=True)
class Wording:
    """theirs: a part of what libyaml or PyYAML say. at_start: the place is where the construct begins.

    of_file: the message says what the file is.
    """

    theirs: str
    message: str
    hint: str
    at_start: bool = False
    of_file: bool = False


TAB = Wording("", "a tab stands where only spaces may indent", "indent with spaces")

OTHER_VERSION = "incompatible YAML document"
"""What may well be right in a version of YAML that is not read."""

WORDINGS = (
    Wording("<document start>", "stands after the end of the document", "remove the line"),
    Wording("tab character", TAB.message, TAB.hint),
    Wording("cannot start any token", "a value may not begin with this character", "put it in quotes"),
    Wording(
        "mapping values are not allowed", "`: ` stands inside a value", "put the value in quotes, or mend its indent"
    ),
    Wording("mapping keys are not allowed", "a key stands where none may stand", "mend its indent"),
    Wording("sequence entries are not allowed", "`- ` stands where no list may begin", "put it on a line of its own"),
    Wording("could not find expected ':'", "the line is no `key: value`", "put `: ` after the key", at_start=True),
    Wording(
        "expected ',' or ']'", "the list that `[` opens here has no `]`", "close it, or add a comma", at_start=True
    ),
    Wording(
        "expected ',' or '}'", "the mapping that `{` opens here has no `}`", "close it, or add a comma", at_start=True
    ),
    Wording("unknown escape character", "the quotes hold an unknown escape", "double the backslash"),
    Wording("hexdecimal number", "the escape lacks hexadecimal digits", "write the character itself"),
    Wording("escape sequence of", "the escape lacks hexadecimal digits", "write the character itself"),
    Wording("invalid Unicode character escape", "the escape stands for no character", "write the character itself"),
    Wording("unexpected end of stream", "the quotes that open here are not closed", "close them", at_start=True),
    Wording("unexpected document indicator", "the quotes that open here are not closed", "close them", at_start=True),
    Wording("undefined tag handle", "the tag has no `%TAG` line that explains it", "remove the tag"),
    Wording(OTHER_VERSION, "asks for a version of YAML that is not read", "remove the `%YAML` line", of_file=True),
    Wording("unexpected ':'", "`:` stands inside a value", "put the value in quotes"),
    Wording("did not find expected '-'", "an entry is indented unlike those above", "mend the indent"),
    Wording("did not find expected key", "stands where a key must be", "mend the indent or the line before"),
    Wording("expected <block end>", "stands where a key must be", "mend the indent or the line before"),
    Wording("node content", "a value is missing", "write one, or quote the text"),
    Wording(
        "indentation indicator", "the indent after `|` or `>` is out of range", "write a digit from 1 to 9, or none"
    ),
    Wording("comment or line break", "stands where the line must end", "move it to the next line"),
    Wording("anchor", "the name after `&` has a character that no name has", "put the text in quotes"),
    Wording("alias", "the name after `*` has a character that no name has", "put the text in quotes"),
    Wording("directive", "the line that begins with `%` is no directive", "put the text in quotes"),
    Wording("tag", "the tag is not well formed", "put the text in quotes"),
)
"""The first that fits counts."""

UNKNOWN = Wording("", "is no valid YAML", "mend this line or the one before", of_file=True)


def translated(error: yaml.MarkedYAMLError, source: Source) -> Problem:
    """The problem that an error of the parser stands for, at a place of the source."""
    said = f"{error.problem} {error.context}"
    wording = next((wording for wording in WORDINGS if wording.theirs in said), UNKNOWN)
    broke = error.problem_mark or error.context_mark
    mark = error.context_mark if wording.at_start and error.context_mark else broke
    at = min(mark.index, len(source.text)) if mark else 0
    if source.text.startswith("\t", at):
        wording = TAB
    malformed = wording.theirs != OTHER_VERSION
    return Problem(wording.message, source.at(at), wording.hint, malformed=malformed, of_file=wording.of_file)
