"""Shell scripts as far as it matters whether they tell of a failure: commands and how they are joined.

A small grammar of bash (https://www.gnu.org/software/bash/manual/bash.html#Shell-Commands): lists, pipelines, `if`,
loops, `case`, groups, functions, quotes, substitutions, heredocs. What it does not know it refuses, and nobody can tell
of such a script; it never guesses.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from checker.classes import dataclass
from checker.patterns import regex

PLACEHOLDER = "\x00"
"""Stands for an expression that GitHub puts into a script before a shell reads it."""
_OPERATOR = regex(r";;&|;;|;&|&&|\|\||\|&|&>>|&>|<<<|<<-|<<|>>|>&|<&|>\||<>|[;&|()<>\n]")
_REDIRECTIONS = frozenset(("&>>", "&>", "<<<", "<<-", "<<", ">>", ">&", "<&", ">|", "<>", "<", ">"))
_MOST_NESTED = 40
_LONGEST = 100_000
"""Characters of a script that is read."""


class NotUnderstoodError(Exception):
    """A script that this grammar does not know. what: the part of it."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


@dataclass(frozen=True, slots=True)
class Word:
    """text: as written, quotes removed. inner: the scripts of `$(…)` in it. is_quoted: it is no operator or keyword.

    line: in which it begins, from 0; inside `$(…)` from there.
    """

    text: str
    inner: tuple[Script, ...] = ()
    is_quoted: bool = False
    line: int = 0


@dataclass(frozen=True, slots=True)
class Simple:
    """A command with its arguments; no words for one that is only assignments. heredocs: what it is given to read."""

    words: tuple[Word, ...]
    assigned: tuple[Word, ...] = ()
    heredocs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Branch:
    """What runs when a condition holds; None for what runs otherwise."""

    condition: Script | None
    body: Script


@dataclass(frozen=True, slots=True)
class Choice:
    """`if`, or `case` (whose branches have no condition)."""

    branches: tuple[Branch, ...]


@dataclass(frozen=True, slots=True)
class Loop:
    """`for`, `while` or `until`. condition: None for `for`. is_until: it runs as long as the condition does not hold.

    is_idle: there is nothing that it runs for.
    """

    condition: Script | None
    body: Script
    is_until: bool = False
    is_idle: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """`( … )`, a shell of its own, or `{ … }`."""

    body: Script
    is_subshell: bool = False


@dataclass(frozen=True, slots=True)
class Function:
    name: str
    body: Script


Command = Simple | Choice | Loop | Group | Function


@dataclass(frozen=True, slots=True)
class Pipeline:
    commands: tuple[Command, ...]
    is_negated: bool = False


@dataclass(frozen=True, slots=True)
class Chain:
    """Pipelines joined by `&&` and `||`. ends: what stands behind it: `;`, `&` or a line end."""

    pipelines: tuple[Pipeline, ...]
    joints: tuple[str, ...]
    ends: str = "\n"


@dataclass(frozen=True, slots=True)
class Script:
    chains: tuple[Chain, ...]


Token = str | Word
"""An operator, or a word."""


def parse_script(text: str) -> Script:
    """The commands of a script. Raises `NotUnderstoodError`."""
    if len(text) > _LONGEST:
        raise NotUnderstoodError(f"{len(text)} characters")
    return _parsed(_masked(text.replace("\r\n", "\n")), 0)


def _masked(text: str) -> str:
    """A script with a placeholder for each `${{ … }}`."""
    parts: list[str] = []
    at = 0
    while (start := text.find("${{", at)) >= 0 and (end := text.find("}}", start)) >= 0:
        parts += [text[at:start], PLACEHOLDER]
        at = end + 2
    return "".join((*parts, text[at:]))


def _parsed(text: str, depth: int) -> Script:
    if depth > _MOST_NESTED:
        raise NotUnderstoodError("its nesting")
    tokens, heredocs = _Lexer(text, depth).tokens()
    parser = _Parser(tokens, heredocs, depth)
    script = parser.script(())
    if parser.peek() is not None:
        raise NotUnderstoodError(f"`{_shown(parser.peek())}`")
    return script


def _shown(token: Token | None) -> str:
    return token.text if isinstance(token, Word) else repr(token)[1:-1]


class _Lexer:
    """From text to operators and words."""

    def __init__(self, text: str, depth: int) -> None:
        self._text = text
        self._breaks = [at for at, sign in enumerate(text) if sign == "\n"]
        self._at = 0
        self._depth = depth
        self._tokens: list[Token] = []
        self._waiting: list[tuple[str, bool]] = []
        self._heredocs: list[str] = []

    def tokens(self) -> tuple[list[Token], list[str]]:
        while self._at < len(self._text):
            sign = self._text[self._at]
            if sign in " \t":
                self._at += 1
            elif self._goes_on():
                self._at += 2
            elif sign == "#":
                self._at = self._end_of_line()
            else:
                self._next()
        return self._tokens, self._heredocs

    def _goes_on(self) -> bool:
        """Whether the line goes on behind its end."""
        return self._text.startswith("\\\n", self._at)

    def _end_of_line(self) -> int:
        end = self._text.find("\n", self._at)
        return len(self._text) if end < 0 else end

    def _next(self) -> None:
        if self._text.startswith("((", self._at):
            self._arithmetic()
            return
        operator = _OPERATOR.match(self._text, self._at)
        if operator is None:
            self._tokens.append(self._word())
            return
        self._at = operator.end()
        self._tokens.append(operator[0])
        if operator[0] in ("<<", "<<-"):
            self._heredoc(strip=operator[0] == "<<-")
        elif operator[0] == "\n":
            self._read_heredocs()

    def _arithmetic(self) -> None:
        """`(( … ))`, a command that only reckons."""
        end = self._text.find("))", self._at)
        if end < 0:
            raise NotUnderstoodError("`((`")
        self._at = end + 2
        self._tokens.append(Word("[[", is_quoted=True))

    def _heredoc(self, *, strip: bool) -> None:
        while self._text.startswith((" ", "\t"), self._at):
            self._at += 1
        self._waiting.append((self._word().text, strip))

    def _read_heredocs(self) -> None:
        for marker, strip in self._waiting:
            lines: list[str] = []
            while True:
                if self._at >= len(self._text):
                    raise NotUnderstoodError(f"the heredoc `{marker}`, which has no end")
                end = self._end_of_line()
                line = self._text[self._at : end]
                self._at = end + 1
                if (line.lstrip("\t") if strip else line) == marker:
                    break
                lines.append(line)
            self._heredocs.append("\n".join(lines))
        self._waiting = []

    def _word(self) -> Word:
        line = bisect_left(self._breaks, self._at)
        text: list[str] = []
        inner: list[Script] = []
        quoted = False
        while self._at < len(self._text):
            sign = self._text[self._at]
            if sign in " \t" or _OPERATOR.match(self._text, self._at):
                break
            if self._goes_on():
                self._at += 2
            elif sign == "\\":
                text.append(self._text[self._at + 1 : self._at + 2])
                self._at += 2
                quoted = True
            elif sign == "'":
                text.append(self._single())
                quoted = True
            elif sign == '"':
                self._double(text, inner)
                quoted = True
            elif sign in "$`":
                self._dollar(text, inner)
            else:
                text.append(sign)
                self._at += 1
        return Word("".join(text), tuple(inner), quoted, line)

    def _single(self) -> str:
        end = self._text.find("'", self._at + 1)
        if end < 0:
            raise NotUnderstoodError("a quote that is not closed")
        found, self._at = self._text[self._at + 1 : end], end + 1
        return found

    def _double(self, text: list[str], inner: list[Script]) -> None:
        self._at += 1
        while not self._text.startswith('"', self._at):
            if self._at >= len(self._text):
                raise NotUnderstoodError("a quote that is not closed")
            sign = self._text[self._at]
            if self._goes_on():
                self._at += 2
            elif sign == "\\":
                text.append(self._text[self._at + 1 : self._at + 2])
                self._at += 2
            elif sign in "$`":
                self._dollar(text, inner)
            else:
                text.append(sign)
                self._at += 1
        self._at += 1

    def _dollar(self, text: list[str], inner: list[Script]) -> None:
        """`$(…)`, `` `…` ``, `$((…))`, `${…}`, `$'…'`, `$name`."""
        if self._text.startswith("$((", self._at):
            self._balanced("((", "))", 1)
        elif self._text.startswith("$(", self._at):
            inner.append(_parsed(self._substitution(), self._depth + 1))
        elif self._text[self._at] == "`":
            end = self._text.find("`", self._at + 1)
            if end < 0:
                raise NotUnderstoodError("a quote that is not closed")
            inner.append(_parsed(self._text[self._at + 1 : end], self._depth + 1))
            self._at = end + 1
        elif self._text.startswith("${", self._at):
            text.append("${" + self._balanced("{", "}", 1) + "}")
        elif self._text.startswith("$'", self._at):
            self._at += 1
            text.append(self._single())
        else:
            text.append("$")
            self._at += 1

    def _balanced(self, opens: str, closes: str, skip: int) -> str:
        """What stands between brackets, as written. skip: the signs before the first."""
        start = self._at = self._at + skip + len(opens)
        level = 1
        while level:
            if self._at >= len(self._text):
                raise NotUnderstoodError(f"`{opens}` that is not closed")
            if self._text.startswith(closes, self._at):
                level, step = level - 1, len(closes)
            elif self._text.startswith(opens, self._at):
                level, step = level + 1, len(opens)
            else:
                step = 1
            self._at += step
        return self._text[start : self._at - len(closes)]

    def _substitution(self) -> str:
        """What stands between `$(` and its `)`, quotes in it observed."""
        start = at = self._at + 2
        around = ["("]
        while around:
            if at >= len(self._text):
                raise NotUnderstoodError("`$(` that is not closed")
            sign, step = self._text[at], 1
            if sign == "\\":
                step = 2
            elif around[-1] == '"':
                if sign == '"':
                    around.pop()
                elif self._text.startswith("$(", at):
                    around.append("(")
                    step = 2
            elif sign == "'":
                step = max(self._text.find("'", at + 1) - at, 0) + 1
            elif sign in '("':
                around.append(sign)
            elif sign == ")":
                around.pop()
            at += step
        self._at = at
        return self._text[start : at - 1]


_ASSIGNMENT = regex(r"[A-Za-z_]\w*(?:\[[^\]]*\])?\+?=")
_NAME = regex(r"[A-Za-z_][\w.-]*")
_ENDS = frozenset(("then", "elif", "else", "fi", "do", "done", "esac", "}"))


class _Parser:
    """From tokens to commands. heredocs: the bodies, in the order of their operators."""

    def __init__(self, tokens: Sequence[Token], heredocs: Sequence[str], depth: int) -> None:
        self._tokens = tokens
        self._heredocs = iter(heredocs)
        self._at = 0
        self._depth = depth

    def peek(self, ahead: int = 0) -> Token | None:
        at = self._at + ahead
        return self._tokens[at] if at < len(self._tokens) else None

    def script(self, ends: tuple[str, ...]) -> Script:
        """Chains up to one of the words or operators that end them, which stays."""
        self._depth += 1
        if self._depth > _MOST_NESTED:
            raise NotUnderstoodError("its nesting")
        chains: list[Chain] = []
        self._skip("\n", ";")
        while self.peek() is not None and not self._stands(*ends) and not self._stands(*_ENDS, ")", ";;", ";&", ";;&"):
            chains.append(self._chain())
            self._skip("\n", ";")
        self._depth -= 1
        return Script(tuple(chains))

    def _skip(self, *operators: str) -> None:
        while self.peek() in operators:
            self._at += 1

    def _stands(self, *texts: str) -> bool:
        """Whether one of these operators or words stands here, unquoted."""
        token = self.peek()
        return token in texts if isinstance(token, str) else token is not None and _is_bare(token, texts)

    def _take(self, *texts: str) -> None:
        if not self._stands(*texts):
            raise NotUnderstoodError(f"`{_shown(self.peek())}`" if self.peek() is not None else "its end")
        self._at += 1

    def _chain(self) -> Chain:
        pipelines = [self._pipeline()]
        joints: list[str] = []
        while self._stands("&&", "||"):
            joints.append(str(self.peek()))
            self._at += 1
            self._skip("\n")
            pipelines.append(self._pipeline())
        ends = str(self.peek()) if self.peek() in (";", "&") else "\n"
        if ends == "&":
            self._at += 1
        return Chain(tuple(pipelines), tuple(joints), ends)

    def _pipeline(self) -> Pipeline:
        is_negated = False
        while self._stands("!", "time"):
            is_negated = is_negated != self._stands("!")
            self._at += 1
        commands = [self._command()]
        while self._stands("|", "|&"):
            self._at += 1
            self._skip("\n")
            commands.append(self._command())
        return Pipeline(tuple(commands), is_negated)

    def _command(self) -> Command:
        if self._stands("if"):
            return self._choice()
        if self._stands("for", "select", "while", "until"):
            return self._loop()
        if self._stands("case"):
            return self._case()
        if self._stands("(", "{"):
            return self._group()
        if self._stands("function") or (isinstance(self.peek(), Word) and (self.peek(1), self.peek(2)) == ("(", ")")):
            return self._function()
        return self._simple()

    def _choice(self) -> Choice:
        branches: list[Branch] = []
        while self._stands("if", "elif"):
            self._at += 1
            condition = self.script(("then",))
            self._take("then")
            branches.append(Branch(condition, self.script(())))
        if self._stands("else"):
            self._at += 1
            branches.append(Branch(None, self.script(())))
        self._take("fi")
        self._redirections()
        return Choice(tuple(branches))

    def _loop(self) -> Loop:
        is_for, is_until = self._stands("for", "select"), self._stands("until")
        self._at += 1
        condition = None if is_for else self.script(("do",))
        start = self._at
        while is_for and not self._stands("do"):
            if self.peek() is None or self._stands("(", ")", "|"):
                raise NotUnderstoodError("a `for`")
            self._at += 1
        words = [token for token in self._tokens[start : self._at] if isinstance(token, Word)]
        self._take("do")
        body = self.script(())
        self._take("done")
        self._redirections()
        return Loop(condition, body, is_until, is_idle=len(words) == 2 and _is_bare(words[1], ("in",)))

    def _case(self) -> Choice:
        self._at += 1
        self._word()
        self._skip("\n")
        self._take("in")
        self._skip("\n")
        branches: list[Branch] = []
        while not self._stands("esac"):
            while not self._stands(")"):
                if self.peek() is None:
                    raise NotUnderstoodError("a `case` that is not closed")
                self._at += 1
            self._at += 1
            branches.append(Branch(None, self.script(())))
            self._skip(";;", ";&", ";;&", "\n")
        self._at += 1
        self._redirections()
        return Choice(tuple(branches))

    def _group(self) -> Group:
        closes = ")" if self._stands("(") else "}"
        self._at += 1
        body = self.script(())
        self._take(closes)
        self._redirections()
        return Group(body, is_subshell=closes == ")")

    def _function(self) -> Function:
        if self._stands("function"):
            self._at += 1
        name = self._word()
        if self._stands("("):
            self._at += 2
        self._skip("\n")
        return Function(name.text, self._group().body)

    def _word(self) -> Word:
        token = self.peek()
        if not isinstance(token, Word):
            raise NotUnderstoodError(f"`{_shown(token)}`" if token is not None else "its end")
        self._at += 1
        return token

    def _simple(self) -> Simple:
        words: list[Word] = []
        assigned: list[Word] = []
        heredocs: list[str] = []
        while True:
            heredocs += self._redirections()
            token = self.peek()
            if not isinstance(token, Word):
                break
            self._at += 1
            if not words and _ASSIGNMENT.match(token.text):
                assigned.append(token)
                if token.text.endswith("=") and self._stands("("):
                    self._array()
            else:
                words.append(token)
            if len(words) == 1 and _is_bare(words[0], ("[[",)):
                self._test()
        if not words and not assigned and not heredocs:
            raise NotUnderstoodError(f"`{_shown(self.peek())}`" if self.peek() is not None else "its end")
        return Simple(tuple(words), tuple(assigned), tuple(heredocs))

    def _array(self) -> None:
        while not self._stands(")"):
            if self.peek() is None:
                raise NotUnderstoodError("a list that is not closed")
            self._at += 1
        self._at += 1

    def _test(self) -> None:
        """The inside of `[[ … ]]`, where operators join tests and no commands."""
        while not self._stands("]]"):
            if self.peek() is None:
                raise NotUnderstoodError("`[[` that is not closed")
            self._at += 1
        self._at += 1

    def _redirections(self) -> list[str]:
        found: list[str] = []
        while self.peek() in _REDIRECTIONS or self._is_number_of_redirection():
            if isinstance(self.peek(), Word):
                self._at += 1
            operator = self.peek()
            self._at += 1
            if operator in ("<<", "<<-"):
                found.append(next(self._heredocs, ""))
            elif self._stands("(") or (self._stands("<", ">") and self.peek(1) == "("):
                self._at += not self._stands("(")
                self._group()
            else:
                self._word()
        return found

    def _is_number_of_redirection(self) -> bool:
        token = self.peek()
        return isinstance(token, Word) and token.text.isdigit() and self.peek(1) in _REDIRECTIONS


def _is_bare(word: Word, texts: Sequence[str]) -> bool:
    return word.text in texts and not word.is_quoted and not word.inner


def commands_in(script: Script) -> Iterator[Command]:
    """Every command of a script, those inside others and in substitutions included."""
    for chain in script.chains:
        for pipeline in chain.pipelines:
            for command in pipeline.commands:
                yield command
                yield from (one for inner in scripts_in(command) for one in commands_in(inner))


def scripts_in(command: Command) -> Iterator[Script]:
    """The scripts that a command consists of, or that are put into its words."""
    if isinstance(command, Simple):
        yield from (inner for word in (*command.words, *command.assigned) for inner in word.inner)
    elif isinstance(command, Choice):
        for branch in command.branches:
            yield from (branch.condition, branch.body) if branch.condition is not None else (branch.body,)
    elif isinstance(command, Loop) and command.condition is not None:
        yield from (command.condition, command.body)
    else:
        yield command.body
