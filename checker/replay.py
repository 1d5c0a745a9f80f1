"""Saying again what a command said, where nothing is changed of all that it looked at.

What is kept of a run is an answer: what it wrote, its exit code, the day, and what stood on disk where it looked
(`checker.witness`). It is found by the question: the words of the command, the folder, what the environment says, the
interpreter. It is believed only if it bears the mark of the key of whoever asks, so that nobody who can merely write to
the folder can put words into it, and only if everything stands on disk as it did, by what the system tells of each file
without opening it. Any write to a file gives it another time of change, which no program can set.

This runs before anything else is imported, and is most of what a run costs when nothing is changed. So it uses what
every interpreter has loaded already, and takes the digest from where `hashlib` has it.
"""

import marshal
import os
import sys
import time

try:
    from _blake2 import blake2b as blake2b
except ImportError:  # another interpreter than CPython
    from hashlib import blake2b as blake2b

TYPE_CHECKING = False  # `typing` takes longer to import than all of this
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

FORMAT = b"closure-check answer 1"
NO_CACHE, CACHE_DIR = "--no-cache", "--cache-dir"
KEY_VARIABLE, DIR_VARIABLE, OFF_VARIABLE = (
    "CLOSURE_CHECK_CACHE_KEY",
    "CLOSURE_CHECK_CACHE_DIR",
    "CLOSURE_CHECK_NO_CACHE",
)
COMPLETE_VARIABLE = "_CLOSURE_CHECK_COMPLETE"
"""Set by a shell that asks how the words of a command go on."""
GATE = ("--policy-at", "--expect-policy")
"""Whoever gives one of these judges a change by rules that its author does not own."""
OTHERS = ("vendor", "waive", "issues", "cache", "fleet", "init", "derive", "scaffold", "verify", "lsp")
"""The commands that do more than read and say what they see, say what is kept, or believe nothing of it."""
AT_HAND = ("-h", "--help", "--version")
"""Words whose answer needs nothing that is kept of a run (`checker.answers`)."""
VARIABLES = ("PATH", "HOME", "LANG", "LANGUAGE", "COLUMNS", "LINES", "NO_COLOR", "TERM", "TZ", "CI", "SUDO_UID")
COLORS = ("FORCE_COLOR", "CLICOLOR", "CLICOLOR_FORCE")
"""What a run may depend on besides those whose names begin in one of these ways."""
BEGINNINGS = ("CLOSURE_CHECK_", "LC_", "XDG_", "PYTHON", "GITHUB_", "GITLAB_", "GH_", "CI_")
GIT_VARIABLES = ("GIT_DIR", "GIT_INDEX_FILE", "GIT_WORK_TREE", "GIT_COMMON_DIR")
"""All that git gets of the environment; the rest of it, such as the day of a commit, is not handed on."""
LARGEST = 64 * 1024 * 1024
"""Bytes of an answer that is kept or read at most."""
SHORTEST_KEY = 16
"""Characters of a key in the environment at least; a shorter one can be guessed."""


class Place:
    """Where answers are kept, and the key that marks them; None for a user's own key that is not made yet.

    folder: there or not.
    """

    __slots__ = ("folder", "key")

    def __init__(self, folder: str, key: bytes | None) -> None:
        self.folder = folder
        self.key = key

    def mark(self, name: str, body: bytes) -> bytes:
        """The mark under which a body is believed to be the answer of that name."""
        return blake2b(name.encode("ascii") + b"\0" + body, key=self.key or b"", digest_size=32).digest()

    def read(self, name: str) -> bytes | None:
        """The body of that name, None where there is none that can be believed."""
        if self.key is None:
            return None
        data, _ = contents(self.path(name), LARGEST)
        body = data[32:]
        return body if data[:32] == self.mark(name, body) else None

    def path(self, name: str) -> str:
        return self.folder + "/answers/" + name


def place_of(arguments: "Sequence[str]", environment: "Mapping[str, str]") -> Place | None:
    """Where answers are kept for a command, None where none may be believed or nothing is to be kept.

    Who judges a change by other rules than its own, or in CI, where that change may have run programs before, has to
    hand over the key; nothing that lies on that machine is believed.
    """
    folder = environment.get(DIR_VARIABLE, "")
    handed = environment.get(KEY_VARIABLE, "")
    is_gate = bool(environment.get("CI"))
    rest = iter(arguments)
    for word in rest:
        if word == "--":
            break
        if word == NO_CACHE:
            return None
        if word == CACHE_DIR:
            folder = next(rest, "")
        elif word.startswith(CACHE_DIR + "="):
            folder = word[len(CACHE_DIR) + 1 :]
        elif word.startswith(GATE):
            is_gate = True
    if environment.get(OFF_VARIABLE) or environment.get(COMPLETE_VARIABLE):
        return None
    found = os.path.abspath(folder) if folder else below(environment, "XDG_CACHE_HOME", "/.cache")
    if found is None:
        return None
    if handed:
        key = blake2b(handed.encode("utf-8", "surrogateescape"), digest_size=32).digest()
        return Place(found, key) if len(handed) >= SHORTEST_KEY else None
    return None if is_gate else Place(found, own_key(environment))


def below(environment: "Mapping[str, str]", variable: str, usual: str) -> str | None:
    """The folder of this program in one of the user's, None where there is none."""
    found = environment.get(variable, "")
    if not os.path.isabs(found):
        home = environment.get("HOME", "")
        if not os.path.isabs(home):
            return None
        found = home + usual
    return found + "/closure-check"


def key_path(environment: "Mapping[str, str]") -> str | None:
    """Where the key of the user lies, None where there is no place for it."""
    folder = below(environment, "XDG_STATE_HOME", "/.local/state")
    return folder and folder + "/key"


def own_key(environment: "Mapping[str, str]") -> bytes | None:
    """The key of the user, None where there is none, or anybody else could have read or written it."""
    path = key_path(environment)
    key, status = contents(path, 32) if path is not None else (b"", None)
    is_own = status is not None and status.st_uid == os.geteuid() and not status.st_mode & 0o077
    return key if is_own and len(key) == 32 else None


def contents(path: "str | bytes", most: int) -> tuple[bytes, os.stat_result | None]:
    """The bytes of a file and what the system says of it; nothing of what is none, a link, larger, or being written."""
    try:
        number = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC | os.O_NONBLOCK)
    except (OSError, ValueError):
        return b"", None
    try:
        status = os.fstat(number)
        data = b"" if status.st_size > most else os.read(number, status.st_size + 1)
    except OSError:
        return b"", None
    finally:
        os.close(number)
    return (data, status) if len(data) == status.st_size else (b"", None)


def is_answerable(arguments: "Sequence[str]") -> bool:
    """Whether a command only reads, and says what it sees."""
    return not (arguments and arguments[0] in OTHERS) and not any(word in AT_HAND for word in arguments)


def question(arguments: "Sequence[str]", environment: "Mapping[str, str]") -> str | None:
    """The name under which the answer to a command is kept, None where what it says depends on more than that."""
    try:
        folder = os.getcwd()
        shown = [os.get_terminal_size(number) if os.isatty(number) else () for number in (1, 2)]
    except OSError:
        return None
    said = sorted(
        (name, value)
        for name, value in environment.items()
        if name in VARIABLES or name in COLORS or name in GIT_VARIABLES or name.startswith(BEGINNINGS)
    )
    asked = repr((sys.version, sys.executable, sys.flags, sys.path, arguments, folder, shown, said, os.geteuid()))
    return blake2b(FORMAT + asked.encode("utf-8", "surrogateescape"), digest_size=20).hexdigest()


def today() -> int:
    """The day in UTC, as a number."""
    return int(time.time()) // 86400


def sight(path: bytes) -> tuple[tuple[int, ...], int] | None:
    """What the system tells of a path without opening it, None where nothing is.

    The time is that of the last change, in nanoseconds: of what is written to, renamed, or given another mode, and of a
    folder in which something is made or taken away.
    """
    try:
        found = os.lstat(path)
    except (OSError, ValueError):
        return None
    return found[:7], found.st_ctime_ns


def whereabouts(path: bytes) -> tuple[object, ...] | None:
    """Whether there is a folder, a link or nothing, and which one."""
    try:
        return os.lstat(path)[:3]
    except (OSError, ValueError):
        return None


def digest_of(sights: list[tuple[object, ...] | None]) -> bytes:
    """One digest of what was seen of several paths, in their order."""
    # Version 2 writes the same values in the same way; later ones do not.
    return blake2b(marshal.dumps(sights, 2), digest_size=32).digest()


def packed(parts: "Iterable[bytes]") -> bytes:
    """Several parts in one, each behind its length."""
    return b"".join([b"%d:" % len(one) + one for one in parts])


def unpacked(body: bytes) -> list[bytes]:
    """The parts again."""
    found: list[bytes] = []
    start = 0
    while start < len(body):
        colon = body.index(b":", start)
        end = colon + 1 + int(body[start:colon])
        found.append(body[colon + 1 : end])
        start = end
    return found


def names_of(part: bytes) -> list[bytes]:
    """The paths in a part."""
    return part.split(b"\0") if part else []


def replay(place: Place, name: str) -> int | None:
    """Says again what was said, and gives the exit code; None, and nothing said, where that is not known any more.

    Raises OSError where the output takes nothing.
    """
    body = place.read(name)
    if body is None:
        return None
    form, day, code, files, places, seen, written, *said = unpacked(body)
    if form != FORMAT or int(day) != today():
        return None
    if digest_of([*map(sight, names_of(files)), *map(whereabouts, names_of(places))]) != seen:
        return None
    if not all(is_written(*one.split(b"\0", 1)) for one in unpacked(written)):
        return None
    for path in unpacked(written):
        os.utime(path.split(b"\0", 1)[1])
    for number, text in zip(said[::2], said[1::2], strict=True):
        write(int(number), text)
    return int(code)


def is_written(digest: bytes, path: bytes) -> bool:
    """Whether a file that the run wrote is still what it wrote."""
    content, status = contents(path, LARGEST)
    return status is not None and blake2b(content, digest_size=32).hexdigest().encode() == digest


def write(number: int, text: bytes) -> None:
    """Writes all of it. Raises OSError where the output takes nothing; of the error stream that is no matter."""
    while text:
        try:
            text = text[os.write(number, text) :]
        except OSError:
            if number == 2:
                return
            raise
