"""Whether a shell script can go on, or end well, although a command of it failed.

What the shell does is in its manual (https://www.gnu.org/software/bash/manual/bash.html#The-Set-Builtin): with `-e` it
ends at a command that fails, unless that is a condition, stands before `&&` or `||`, is negated by `!`, or is not the
last of a pipeline without `pipefail`. Commands that only prepare, look something up or tell something are no checks;
that one of them fails unnoticed harms nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from checker.classes import dataclass, replace
from checker.patterns import regex
from checker.workflows._words import program_of, run_here
from checker.workflows.shell import (
    PLACEHOLDER,
    Chain,
    Choice,
    Command,
    Function,
    Group,
    Loop,
    NotUnderstoodError,
    Pipeline,
    Script,
    Simple,
    commands_in,
    parse_script,
    scripts_in,
)

_SUCCEEDING = frozenset(("true", ":"))
_TELLING = frozenset(("echo", "printf"))
_TESTS = frozenset(
    (
        "[",
        "[[",
        "test",
        "command",
        "which",
        "type",
        "hash",
        "read",
        "let",
        "false",
        "grep",
        "egrep",
        "pg_isready",
        "mysqladmin",
        "redis-cli",
        "ping",
    )
)
"""Commands that are asked as conditions; `false` fails on purpose."""
_PREPARING = frozenset(
    (
        *("cd", "pushd", "popd", "export", "set", "unset", "shopt", "umask", "ulimit", "local", "declare", "readonly"),
        *("mkdir", "rm", "rmdir", "cp", "mv", "ln", "touch", "chmod", "chown", "install", "sleep", "date", "pwd"),
        *("cat", "head", "tail", "sort", "uniq", "cut", "tr", "wc", "ls", "find", "sed", "awk", "tee", "xargs", "jq"),
        *("yq", "basename", "dirname", "realpath", "readlink", "mktemp", "env", "id", "whoami", "hostname", "uname"),
        *("nproc", "df", "du", "free", "ps", "kill", "pkill", "killall", "wait", "curl", "wget", "tar", "unzip", "zip"),
        *(
            "gzip",
            "gunzip",
            "base64",
            "sha256sum",
            "md5sum",
            "shasum",
            "seq",
            "trap",
            "exit",
            "return",
            "break",
            "continue",
            "shift",
            "eval",
            "source",
        ),
        *(".", "gh", "ifconfig", "ip", "nc", "sync", "tput", "yes", "rev", "column", "dos2unix", "hostnamectl"),
    )
)
"""Commands that prepare something, move it about or show it."""
_IDLE = frozenset(
    (
        *("true", ":", "echo", "printf", "cd", "pushd", "popd", "export", "set", "unset", "shopt", "umask", "ulimit"),
        *("local", "declare", "readonly", "mkdir", "touch", "sleep", "date", "pwd", "cat", "ls", "env", "id", "whoami"),
        *("hostname", "uname", "nproc", "df", "du", "free", "ps", "exit", "return", "trap", "shift", "wait"),
    )
)
"""Commands that a script is as good as empty with."""
_ASKING = {
    "git": None,
    "docker": ("ps", "images", "inspect", "logs", "rm", "rmi", "stop", "kill", "network", "volume", "pull", "login"),
    "kubectl": ("get", "describe", "logs", "delete", "config"),
    "terraform": ("show", "output", "version"),
    "npm": ("ls", "view", "config", "version", "pkg", "root"),
    "go": ("env", "list", "version"),
    "pip": ("list", "show", "freeze"),
    "dotnet": ("--version", "--info", "nuget"),
    "node": ("--version", "-v", "-p"),
    "python": ("--version",),
    "service": None,
    "systemctl": None,
    "brew": None,
}
"""Programs of which some commands, or all, do the same."""
_SHELLS = frozenset(("sh", "bash", "zsh", "dash"))
_ENDING_WELL = frozenset(
    ("--exit-zero", "--exit-code=0", "--soft-fail", "--no-fail", "--fail-never", "--if-present", "--ignore-errors")
)
"""Options of flake8, pylint, ruff, trivy, checkov, tfsec, mvn, npm and make that hide what they find."""
_FAILING_EXIT = regex(r"(?:[1-9][0-9]*|\$\??\w*|\$\{\w+\}|-1)?")
_OWN_STATUS = regex(r"\$\?|PIPESTATUS")


@dataclass(frozen=True, slots=True)
class Weakness:
    """How a failure can go unnoticed. is_certain: it does; else nobody here can tell whether it does."""

    why: str
    is_certain: bool = True


@dataclass(frozen=True, slots=True)
class Settings:
    """How a shell runs. errexit: it ends at the first failure. pipefail: all of a pipeline counts."""

    errexit: bool = True
    pipefail: bool = False


def weaknesses_of(text: str, settings: Settings) -> tuple[Weakness, ...]:
    """The ways in which a failure of a script goes unnoticed, certain ones first."""
    try:
        script = parse_script(text)
    except NotUnderstoodError as error:
        return (Weakness(f"a script holds {error.what}, which is not understood here", is_certain=False),)
    judge = _Judge(looks_at_status=_OWN_STATUS.search(text) is not None, functions=_functions(script))
    seen = (
        *judge.script(script, settings, is_last=True),
        *_tests_ignored(script),
        *_unreached(script),
        *_set_elsewhere(script),
    )
    found = dict.fromkeys(seen)
    return tuple(sorted(found, key=lambda one: not one.is_certain))


def does_something(text: str) -> bool:
    """Whether a script has a command whose failure would tell anything; one that is not understood may."""
    try:
        script = parse_script(text)
    except NotUnderstoodError:
        return True
    every = [one for one in commands_in(_reached(script)) if isinstance(one, Simple) and one.words]
    return any((_name(one) not in _IDLE and not _is_told_to_succeed(one)) or _fails(one) for one in every)


def _reached(script: Script) -> Script:
    """A script without what stands behind an `exit`, and without the functions that nothing calls."""
    end = next((at + 1 for at, chain in enumerate(script.chains) if _leaves(chain)), len(script.chains))
    called = {_name(one) for one in commands_in(script) if isinstance(one, Simple)}
    kept = (chain for chain in script.chains[:end] if not _is_idle_function(chain, called))
    return Script(tuple(kept))


def _leaves(chain: Chain) -> bool:
    """Whether a chain is an `exit` and nothing else."""
    command = _plain(chain)
    return command is not None and _name(command) == "exit"


def _is_idle_function(chain: Chain, called: Collection[str]) -> bool:
    first = chain.pipelines[0].commands[0]
    return isinstance(first, Function) and len(chain.pipelines) == 1 and first.name not in called


def _is_told_to_succeed(command: Simple) -> bool:
    """Whether an option of a program makes it end well, whatever it finds."""
    return any(word.text in _ENDING_WELL for word in command.words[1:])


def _unreached(script: Script) -> Iterator[Weakness]:
    """That a script leaves with success above what could fail."""
    for at, chain in enumerate(script.chains):
        behind = Script(script.chains[at + 1 :])
        command = _plain(chain)
        leaves = command is not None and _words(command) in (["exit"], ["exit", "0"])
        if leaves and _script_matters(behind):
            yield Weakness(f"a script leaves with `{_named(chain.pipelines[0])}` above `{_first(behind)}`")
            return


def _functions(script: Script) -> Mapping[str, Script]:
    """The functions by name; of one that is defined twice all that it may do."""
    found: dict[str, Script] = {}
    for one in commands_in(script):
        if isinstance(one, Function):
            before = found[one.name].chains if one.name in found else ()
            found[one.name] = Script((*before, *one.body.chains))
    return found


def _tests_ignored(script: Script) -> Iterator[Weakness]:
    """That a script does nothing but ask, and takes any answer (`grep -q x file || true`)."""
    for chain in script.chains if not _script_matters(script) else ():
        for at, joint in enumerate(chain.joints):
            asked, instead = chain.pipelines[at], chain.pipelines[at + 1]
            if joint == "||" and _is_test(asked.commands[-1]) and not _exits(instead) and _always_succeeds(instead):
                yield Weakness(f"a step ignores the failure of `{_named(asked)}` with `|| {_named(instead)}`")


def _always_succeeds(pipeline: Pipeline) -> bool:
    return all(isinstance(one, Simple) and _name(one) in _SUCCEEDING | _TELLING | {"exit"} for one in pipeline.commands)


@dataclass(frozen=True, slots=True)
class _Judge:
    """looks_at_status: the script asks `$?` itself. functions: those that it defines."""

    looks_at_status: bool
    functions: Mapping[str, Script]

    def script(self, script: Script, settings: Settings, *, is_last: bool) -> Iterator[Weakness]:
        """is_last: whether the status of its last command is that of what is around it."""
        for at, chain in enumerate(script.chains):
            ends_it = at == len(script.chains) - 1
            following = script.chains[at + 1 :]
            yield from self._chain(chain, settings, following, is_last=is_last and ends_it)
            settings = _changed(chain, settings)

    def _chain(
        self, chain: Chain, settings: Settings, following: Sequence[Chain], *, is_last: bool
    ) -> Iterator[Weakness]:
        if chain.ends == "&":
            yield from self._background(chain, following)
            return
        yield from self._joined(chain, is_last=is_last)
        unnoticed = not is_last and not settings.errexit
        for at, pipeline in enumerate(chain.pipelines):
            is_guarded = at < len(chain.joints)
            inner = replace(settings, errexit=False) if is_guarded or pipeline.is_negated else settings
            yield from self._pipeline(pipeline, inner, is_last=is_last or is_guarded)
            yield from self._called(pipeline) if not inner.errexit else ()
            is_checked = not is_guarded and not pipeline.is_negated
            if pipeline.is_negated and _matters(pipeline):
                said = f"a script takes a failure of `{_named(pipeline)}` for a success (`!`)"
                yield Weakness(said, not is_last and not self.looks_at_status)
            elif unnoticed and is_checked and _matters(pipeline):
                said = f"a script goes on after a failure of `{_named(pipeline)}` (`set +e`)"
                yield Weakness(said, not self.looks_at_status)
        if chain.ends == ";" and len(following) == 1 and _matters(chain.pipelines[-1]) and _is_success(following[0]):
            # `-e` ends the script before; who adds this means to hide the failure, and with other shells does.
            said = f"a script ends in `; {_named(following[0].pipelines[-1])}`, which is to hide a failure"
            yield Weakness(said, is_certain=False)

    def _joined(self, chain: Chain, *, is_last: bool) -> Iterator[Weakness]:
        """What `&&` and `||` make of failures."""
        pending: list[Pipeline] = []
        for at, pipeline in enumerate(chain.pipelines[:-1]):
            pending += [pipeline] if _matters(pipeline) else []
            if chain.joints[at] == "||" and pending:
                yield from self._caught(pending, chain.pipelines[at + 1])
                pending = pending if _is_false(chain.pipelines[at + 1]) else []
        if pending and not is_last:
            yield Weakness(
                f"a script goes on after a failure of `{_named(pending[0])}` (`&&`)", not self.looks_at_status
            )

    def _caught(self, failing: Sequence[Pipeline], instead: Pipeline) -> Iterator[Weakness]:
        """What runs behind `||` when something failed."""
        if _always_fails(instead):
            return
        said = f"a step ignores the failure of `{_named(failing[0])}` with `|| {_named(instead)}`"
        is_own = any(isinstance(one, Simple) and _name(one) in self.functions for one in instead.commands)
        is_certain = not _matters(instead) and not is_own and not self.looks_at_status and not _exits(instead)
        yield Weakness(said, is_certain)

    def _called(self, pipeline: Pipeline) -> Iterator[Weakness]:
        """A function that is called where `-e` does not hold: in it neither, so that it goes on after a failure."""
        for name in (_name(one) for one in pipeline.commands if isinstance(one, Simple)):
            body = self.functions.get(name, Script(()))
            inner = replace(self, functions={other: one for other, one in self.functions.items() if other != name})
            if any(inner.script(body, Settings(errexit=False), is_last=True)):
                yield Weakness(
                    f"a script calls `{name}` where `-e` does not hold, so that it may go on", is_certain=False
                )

    def _background(self, chain: Chain, following: Sequence[Chain]) -> Iterator[Weakness]:
        if any(map(_matters, chain.pipelines)):
            is_certain = not any(_matters(one) for later in following for one in later.pipelines)
            said = f"a script does not wait for `{_named(chain.pipelines[0])}` (`&`)"
            waits = any(_name(one) == "wait" for later in following for one in _simple_of(later))
            yield Weakness(said, is_certain and not waits)

    def _pipeline(self, pipeline: Pipeline, settings: Settings, *, is_last: bool) -> Iterator[Weakness]:
        for command in pipeline.commands[:-1]:
            if not settings.pipefail and not _is_harmless(command):
                said = f"a step pipes `{_named(Pipeline((command,)))}` into another command without `pipefail`"
                yield Weakness(said)
        for command in pipeline.commands:
            yield from self._command(command, settings, is_last=is_last)

    def _command(self, command: Command, settings: Settings, *, is_last: bool) -> Iterator[Weakness]:
        if isinstance(command, Simple):
            yield from self._simple(command)
        elif isinstance(command, Choice):
            yield from self._choice(command, settings, is_last=is_last)
        elif isinstance(command, Loop):
            yield from self._condition(command.condition, settings)
            if command.condition is not None and _script_matters(command.condition):
                yield Weakness(f"a loop goes by the failure of `{_first(command.condition)}`", is_certain=False)
            yield from self.script(command.body, settings, is_last=False)
        elif isinstance(command, Group):
            yield from self.script(
                command.body, settings, is_last=is_last or (command.is_subshell and settings.errexit)
            )
        else:
            yield from self.script(command.body, settings, is_last=True)

    def _choice(self, choice: Choice, settings: Settings, *, is_last: bool) -> Iterator[Weakness]:
        for at, branch in enumerate(choice.branches):
            yield from self._condition(branch.condition, settings)
            yield from self.script(branch.body, settings, is_last=is_last)
            if branch.condition is not None and _script_matters(branch.condition):
                yield from self._asked(choice, at)

    def _condition(self, condition: Script | None, settings: Settings) -> Iterator[Weakness]:
        """What goes unnoticed inside a condition, where `-e` does not hold; its own answer is looked at elsewhere."""
        if condition is None or not condition.chains:
            return
        inner = replace(settings, errexit=False)
        *before, last = condition.chains
        yield from self.script(Script(tuple(before)), inner, is_last=False)
        plain = tuple(replace(one, is_negated=False) for one in last.pipelines)
        yield from self._chain(replace(last, pipelines=plain), inner, (), is_last=True)

    def _asked(self, choice: Choice, at: int) -> Iterator[Weakness]:
        """A check that is a condition: what runs when it fails must fail, too."""
        condition = choice.branches[at].condition
        if condition is None:
            return
        is_negated = condition.chains[-1].pipelines[-1].is_negated
        after = at if is_negated else at + 1
        taken = choice.branches[after] if after < len(choice.branches) else None
        if taken is not None and (is_negated or taken.condition is None):
            if _ends_in_failure(taken.body):
                return
            certain = not any(_exits(one) for chain in taken.body.chains for one in chain.pipelines)
        else:
            certain = taken is None
        said = f"a script asks `if {_first(condition)}` and goes on when that fails"
        yield Weakness(said, certain and not self.looks_at_status and not _may_reckon(taken.body if taken else None))

    def _simple(self, command: Simple) -> Iterator[Weakness]:
        name = _name(command)
        if PLACEHOLDER in name:
            yield Weakness("a script runs a command that an expression of GitHub puts in", is_certain=False)
        if name == "trap" and any("exit" in word.text for word in command.words[1:2]):
            yield Weakness("a `trap` of a script exits by itself", is_certain=False)
        if name == "eval":
            yield Weakness("a script runs what `eval` makes of a text", is_certain=False)
        if name in _SHELLS:
            yield from _inner_shell(command)
        for inner in _discarded(command):
            yield Weakness(f"a script does not look at the failure of `$({_first(inner)})`", is_certain=False)


def _discarded(command: Simple) -> Iterator[Script]:
    """The substitutions whose failure nothing tells of: those in the words of a command, not those of assignments.

    What is asked of their output (`[ -n "$(gofmt -l .)" ]`) is what is looked at.
    """
    if _name(command) in ("[", "[[", "test"):
        return
    yield from (inner for word in command.words for inner in word.inner if _script_matters(inner))


def _inner_shell(command: Simple) -> Iterator[Weakness]:
    """`bash -c '…'`, a shell of its own that goes on after a failure, and `bash <<EOF`."""
    words = [word.text for word in command.words[1:]]
    flags = "".join(word.lstrip("-") for word in words if word.startswith("-") and not word.startswith("--"))
    if "c" in flags and words[-1:]:
        text = next((word for word in words if not word.startswith(("-", "+"))), "")
        settings = Settings("e" in flags, "pipefail" in words)
        yield from weaknesses_of(text, settings)
    for text in command.heredocs:
        yield from weaknesses_of(text, Settings("e" in flags, "pipefail" in words))


def _changed(chain: Chain, settings: Settings) -> Settings:
    """What `set` makes of the settings; inside of something else it is told by `_set_elsewhere`."""
    command = _plain(chain)
    return _set(command, settings) if command is not None else settings


def _plain(chain: Chain) -> Simple | None:
    """The command of a chain that is nothing else."""
    first = chain.pipelines[0].commands[0]
    is_alone = len(chain.pipelines) == len(chain.pipelines[0].commands) == 1
    return first if isinstance(first, Simple) and is_alone else None


def _set_elsewhere(script: Script) -> Iterator[Weakness]:
    """That `-e` or `pipefail` is taken back inside of something else, so that nobody can tell where it holds."""
    strict = Settings(errexit=True, pipefail=True)
    plain = [_plain(chain) for chain in script.chains]
    for command in commands_in(script):
        if isinstance(command, Simple) and _set(command, strict) != strict and all(command is not one for one in plain):
            yield Weakness("a script takes `-e` back where it may not be come by", is_certain=False)


def _set(command: Simple, settings: Settings) -> Settings:
    words = [word.text for word in command.words] if _name(command) == "set" else []
    for at, word in enumerate(words):
        on = word.startswith("-")
        if word[:1] in ("-", "+"):
            if "e" in word[1:] or (word[1:] == "o" and words[at + 1 : at + 2] == ["errexit"]):
                settings = replace(settings, errexit=on)
            if "o" in word[1:] and "pipefail" in words[at + 1 : at + 2]:
                settings = replace(settings, pipefail=on)
    return settings


def _simple_of(chain: Chain) -> Iterator[Simple]:
    yield from (one for pipeline in chain.pipelines for one in pipeline.commands if isinstance(one, Simple))


def _words(command: Simple) -> list[str]:
    """The words of a command without what only says how it is run."""
    return run_here([word.text for word in command.words])


def _name(command: Simple) -> str:
    return program_of(_words(command))


def _is_harmless(command: Command) -> bool:
    """Whether nothing is lost when its failure goes unnoticed."""
    if not isinstance(command, Simple):
        return all(not _script_matters(inner) for inner in scripts_in(command))
    words, name = _words(command), _name(command)
    if not words:
        return all(not _script_matters(inner) for word in command.assigned for inner in word.inner)
    if name == "xargs":
        return len(words) < 2 or all(word.startswith("-") or word in _PREPARING for word in words[1:])
    if name in _SUCCEEDING | _TELLING | _TESTS | _PREPARING:
        return True
    asking = _ASKING.get(name, ())
    return asking is None or any(word in asking for word in words[1:2])


def _is_test(command: Command) -> bool:
    """Whether a condition is asked that ends the script when it does not hold."""
    return isinstance(command, Simple) and _name(command) in ("[", "[[", "test", "grep", "egrep", "jq", "git", "curl")


def _fails(command: Command) -> bool:
    """Whether it ends what it stands in with a failure."""
    if isinstance(command, Group):
        return _ends_in_failure(command.body)
    words = _words(command) if isinstance(command, Simple) else []
    if words[:1] == ["false"]:
        return True
    return bool(words) and words[0] in ("exit", "return") and _FAILING_EXIT.fullmatch(" ".join(words[1:])) is not None


def _ends_in_failure(script: Script) -> bool:
    """Whether it comes to its end, and that is a failure; what it says before cannot keep it from it."""
    if not script.chains or any(_succeeds_early(one) for one in commands_in(script)):
        return False
    last = script.chains[-1]
    says = all(_tells(one) for pipeline in last.pipelines[:-1] for one in pipeline.commands)
    return says and "||" not in last.joints and _always_fails(last.pipelines[-1])


def _tells(command: Command) -> bool:
    return isinstance(command, Simple) and _name(command) in _TELLING | _SUCCEEDING


def _succeeds_early(command: Command) -> bool:
    return isinstance(command, Simple) and _words(command) in (["exit", "0"], ["return", "0"])


def _always_fails(pipeline: Pipeline) -> bool:
    return not pipeline.is_negated and _fails(pipeline.commands[-1])


def _is_false(pipeline: Pipeline) -> bool:
    """Whether it fails, and what stands behind it goes on all the same."""
    return _always_fails(pipeline) and not _ends(pipeline)


def _ends(pipeline: Pipeline) -> bool:
    """Whether it ends the script that it stands in, and not only a shell of its own."""
    command = pipeline.commands[0]
    if len(pipeline.commands) > 1:
        return False
    if isinstance(command, Group):
        return not command.is_subshell and bool(command.body.chains) and _ends(command.body.chains[-1].pipelines[-1])
    return isinstance(command, Simple) and _name(command) in ("exit", "return")


def _exits(pipeline: Pipeline) -> bool:
    """Whether somewhere in it the script may be ended with a failure."""
    every = (one for command in pipeline.commands for one in commands_in(Script((Chain((Pipeline((command,)),), ()),))))
    return any(_fails(one) for one in every)


def _may_reckon(script: Script | None) -> bool:
    """Whether it keeps in mind that something failed (`failed=1`), to say so later."""
    every = commands_in(script) if script is not None else iter(())
    return any(isinstance(one, Simple) and bool(one.assigned) and not one.words for one in every)


def _is_success(chain: Chain) -> bool:
    command = chain.pipelines[-1].commands[-1]
    words = _words(command) if isinstance(command, Simple) else []
    return len(chain.pipelines) == 1 and (words[:1] in (["true"], [":"]) or words == ["exit", "0"])


def _matters(pipeline: Pipeline) -> bool:
    return any(not _is_harmless(one) for one in pipeline.commands)


def _script_matters(script: Script) -> bool:
    return any(_matters(one) for chain in script.chains for one in chain.pipelines)


def _first(script: Script) -> str:
    """The first command that matters, as a message names it."""
    every = [one for chain in script.chains for one in chain.pipelines]
    return _named(next((one for one in every if _matters(one)), every[0])) if every else ""


def _named(pipeline: Pipeline) -> str:
    command = next((one for one in pipeline.commands if not _is_harmless(one)), pipeline.commands[-1])
    if not isinstance(command, Simple):
        return next((_first(inner) for inner in scripts_in(command)), "…")
    text = " ".join(word.text for word in (*command.assigned, *command.words)).replace(PLACEHOLDER, "${{ … }}")
    line = " ".join(text.split())
    return line if len(line) <= 40 else line[:39] + "…"
