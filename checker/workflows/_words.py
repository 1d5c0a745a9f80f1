"""The command in a line of words, without what only says how it is run (`sudo -u ops env X=1 timeout 5m make`)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from checker.classes import dataclass
from checker.patterns import regex

_ASSIGNMENT = regex(r"[A-Za-z_]\w*=")


_SUBGROUPS = ("compose", "container")


@dataclass(frozen=True, slots=True)
class Runner:
    """A program that runs another. valued: its options that take the next word. operands: words before the command.

    instead: options with which it runs nothing. below: the command of its own (`exec` of `docker exec`) that does it.
    """

    valued: tuple[str, ...] = ()
    operands: int = 0
    instead: tuple[str, ...] = ()
    below: str = ""


_CONTAINERS = (
    *("-a", "-c", "-e", "-h", "-l", "-m", "-p", "-u", "-v", "-w", "-n", "-f"),
    *("--add-host", "--cap-add", "--cap-drop", "--cpus", "--device", "--dns", "--entrypoint", "--env", "--env-file"),
    *("--expose", "--gpus", "--group-add", "--hostname", "--ipc", "--label", "--link", "--log-driver", "--log-opt"),
    *("--memory", "--mount", "--name", "--network", "--net", "--pid", "--platform", "--publish", "--pull", "--restart"),
    *("--security-opt", "--shm-size", "--stop-signal", "--tmpfs", "--ulimit", "--user", "--userns", "--volume"),
    *("--volumes-from", "--workdir", "--context", "--host", "--log-level", "--file", "--project-name", "--profile"),
)
"""https://docs.docker.com/reference/cli/docker/container/run/ and what stands before it; other options are switches."""
_IN_CONTAINERS = (
    Runner(_CONTAINERS, below="run"),
    Runner(_CONTAINERS, operands=1, below="run"),
    Runner(_CONTAINERS, operands=1, below="exec"),
)
"""An image is a program itself, or has one in it."""
HERE: Mapping[str, tuple[Runner, ...]] = {
    "sudo": (Runner(("-u", "-g", "-h", "-p", "-C", "-T", "-R", "-D", "-U", "-r", "-t", "--user", "--group")),),
    "doas": (Runner(("-u", "-C")),),
    "env": (Runner(("-u", "-C", "--unset", "--chdir")),),
    "time": (Runner(("-f", "-o")),),
    "nice": (Runner(("-n",)),),
    "ionice": (Runner(("-c", "-n", "-p")),),
    "nohup": (Runner(),),
    "setsid": (Runner(),),
    "stdbuf": (Runner(("-i", "-o", "-e")),),
    "exec": (Runner(("-a",)),),
    "builtin": (Runner(),),
    "command": (Runner(instead=("-v", "-V")),),
    "timeout": (Runner(("-s", "-k", "--signal", "--kill-after"), operands=1),),
}
"""What runs another program as it stands."""
ELSEWHERE: Mapping[str, tuple[Runner, ...]] = {
    "xargs": (Runner(("-I", "-n", "-P", "-L", "-d", "-a", "-E", "-s")),),
    "watch": (Runner(("-n",)),),
    "chroot": (Runner(operands=1),),
    "ssh": (Runner(tuple(f"-{one}" for one in "BbcDEeFIiJLlmOopQRSWw"), operands=1),),
    **dict.fromkeys(("docker", "podman", "nerdctl", "docker-compose"), _IN_CONTAINERS),
}
"""What runs one again and again, on another machine or in a container."""


def program_of(words: list[str]) -> str:
    """The name of the program, without its directory; a script of the own directory keeps it (`./run`)."""
    if not words or words[0].startswith("./"):
        return words[0] if words else ""
    return words[0].rpartition("/")[2]


def run_here(words: list[str]) -> list[str]:
    """The words of a command without the programs that only run it; where those run nothing, with them."""
    while inner := next(run_by(words, HERE), []):
        words = inner
    return words


def run_by(words: list[str], runners: Mapping[str, tuple[Runner, ...]]) -> Iterator[list[str]]:
    """What the program of a command runs, if it is one of these."""
    for runner in runners.get(program_of(words), ()):
        inner = _behind(words[1:], runner)
        if inner:
            yield inner


def _behind(words: list[str], runner: Runner) -> list[str]:
    """The command behind the options and operands of what runs it; none where there is no command."""
    below, operands = runner.below, runner.operands
    at = 0
    while at < len(words):
        word = words[at]
        if word in runner.instead:
            break
        if word.startswith("-") or _ASSIGNMENT.match(word):
            at += word in runner.valued
        elif below and word in (below, *_SUBGROUPS):
            below = "" if word == below else below
        elif below:
            break
        elif operands:
            operands -= 1
        else:
            return words[at:]
        at += 1
    return []
