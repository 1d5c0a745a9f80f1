"""What a run looks at, writes and says, for whoever asks the same again (`checker.replay`).

The process has at most one witness; the library has none. It hears of every file that is opened and every folder that
is listed from the interpreter's own audit events (https://docs.python.org/3/library/audit_events.html), modules
included, and of what is only looked at from those who look (`checker.sources`). What cannot be seen on disk, such as
the network or a program that runs, spoils it: then nothing is kept.
"""

from __future__ import annotations

import os
import stat
import sys
import time

from checker.replay import FORMAT, LARGEST, blake2b, contents, digest_of, packed, sight, today, whereabouts

TYPE_CHECKING = False  # `typing` takes longer to import than this module
if TYPE_CHECKING:
    from typing import Any

    Named = str | bytes | os.PathLike[str]
    Sight = Any
    """What was seen of a path; None where nothing is."""

FINE, COARSE = 20_000_000, 2_100_000_000
"""Nanoseconds for which a file may be written to again without getting another time of change: where the file system
keeps fractions of seconds, and where it keeps none (a tick of the kernel is 1 to 10 ms; FAT has two seconds).
"""
SPOILING = ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "os.system", "os.exec", "os.posix_spawn")
"""Audit events after which what was said may rest on more than what stands on disk."""
GIT_FILES = (
    "HEAD",
    "config",
    "config.worktree",
    "commondir",
    "index",
    "info/attributes",
    "info/exclude",
    "info/grafts",
    "info/sparse-checkout",
    "objects/info/alternates",
    "packed-refs",
    "shallow",
)
GIT_FOLDERS = ("refs", "reftable", "objects/pack")
ELSEWHERE = (b"include", b"excludesfile", b"attributesfile")
"""Words by which the settings of a repository name other files."""


class Witness:
    """What was seen since it was made. Paths are absolute, in bytes."""

    def __init__(self) -> None:
        self.day = today()
        self.spoiled = ""
        self.said: list[tuple[int, bytes]] = []
        self._size = 0
        self.written: dict[bytes, bytes] = {}
        self.files: dict[bytes, Sight] = {}
        self.places: dict[bytes, Sight] = {}
        self._repositories: set[tuple[bytes, Named | None]] = set()
        self._here = os.fsencode(os.getcwd())
        # What is installed is changed by installing, and then the folder of all packages gets another time.
        self._installed = tuple(os.fsencode(folder) + b"/" for folder in sys.path if _holds_packages(folder))
        self._own = os.fsencode(os.path.dirname(__file__)) + b"/"

    def file(self, path: Named) -> None:
        """Something that may not have been written to since: a file, a folder that was listed, or nothing."""
        name = self._absolute(path)
        if name not in self.files:
            seen = self.files[name] = sight(name)
            self._spoil_if_new(seen)

    def listed(self, path: Named) -> None:
        """A folder that is listed."""
        name = self._absolute(path)
        is_own = name.startswith(self._own)
        if not (is_own and name.endswith(b"__pycache__")) and (is_own or not name.startswith(self._installed)):
            self.file(name)

    def place(self, path: Named) -> None:
        """Something of which only counts whether it is a folder, a link or nothing, and which one."""
        name = self._absolute(path)
        if name not in self.places:
            self.places[name] = whereabouts(name)

    def git(self, git_dir: str | os.PathLike[str], index: str | os.PathLike[str] | None) -> None:
        """All of a repository on which the answers of git rest, besides what has an id of its content."""
        own = os.fsencode(git_dir)
        if (own, index) in self._repositories:
            return
        self._repositories.add((own, index))
        folders = [own]
        pointer = self._text_of(own + b"/commondir")
        if pointer:
            folders.append(os.path.normpath(os.path.join(own, pointer.strip())))
        for folder in folders:
            for name in GIT_FILES:
                self.file(folder + b"/" + name.encode())
            for name in GIT_FOLDERS:
                self._below(folder + b"/" + name.encode())
            if any(word in self._text_of(folder + b"/config").lower() for word in ELSEWHERE):
                self.spoil("the settings of the repository name other files")
        if index is not None:
            self.file(index)

    def spoil(self, why: str) -> None:
        self.spoiled = self.spoiled or why

    def wrote(self, path: str | os.PathLike[str], digest: bytes) -> None:
        """A file that is written as a whole; it is no evidence. digest: of what is in it (`written_digest`)."""
        self.written[self._absolute(path)] = digest

    def hear_said(self, number: int, text: bytes) -> None:
        """What is written to a stream, as far as an answer has room for it."""
        self._size += len(text)
        if self._size > LARGEST:
            self.spoil("more was said than is kept")
            self.said.clear()
        else:
            self.said.append((number, text))

    def hear(self, event: str, details: tuple[Any, ...]) -> None:
        """One audit event."""
        if not _current:
            return
        if event == "open":
            path, _, flags = details
            if isinstance(path, str | bytes) and not flags & (os.O_WRONLY | os.O_RDWR):
                self.opened(path)
        elif event in ("os.listdir", "os.scandir"):
            path = details[0]
            if isinstance(path, int):
                self.spoil("a folder was listed that has no name")
            else:
                self.listed("." if path is None else path)
        elif event == "subprocess.Popen":
            if os.path.basename(os.fsdecode(details[0])) != "git":
                self.spoil("a program was run")
        elif event in SPOILING:
            self.spoil(event)

    def answer(self, code: int) -> bytes | None:
        """All of it as an answer, None where it can be none: spoiled, too large, or something changed meanwhile."""
        for folder in sys.path:
            self.file(folder or ".")
        files = {name: seen for name, seen in self.files.items() if name not in self.written}
        places = {name: seen for name, seen in self.places.items() if name not in self.written}
        if self.spoiled or self.day != today():
            return None
        sights = [*map(sight, files), *map(whereabouts, places)]
        if sights != [*files.values(), *places.values()]:
            return None
        said = [part for number, text in self.said for part in (b"%d" % number, text)]
        written = packed(digest + b"\0" + name for name, digest in self.written.items())
        head = (FORMAT, b"%d" % self.day, b"%d" % code, b"\0".join(files), b"\0".join(places))
        body = packed((*head, digest_of(sights), written, *said))
        return body if len(body) <= LARGEST else None

    def opened(self, path: Named) -> None:
        """A file that is read."""
        name = self._absolute(path)
        is_own, is_code = name.startswith(self._own), name.endswith((b".py", b".pyc", b".so"))
        if name == b"/dev/null" or (is_code and not is_own and name.startswith(self._installed)):
            return
        if is_own and not is_code and b"/__pycache__/" in name:
            return  # kept beside the bytecode, and made of what is looked at anyway
        if name.endswith(b".pyc"):
            # What Python looks at before it believes its own cache.
            folder, _, module = name.rpartition(b"/__pycache__/")
            name = folder + b"/" + module.split(b".")[0] + b".py" if module else name
        self.file(name)
        try:
            mode = os.stat(name).st_mode
        except OSError:
            return
        if os.path.islink(name):
            self.file(os.path.realpath(name))
        if not stat.S_ISREG(mode):
            self.spoil("what was read is no file")

    def _below(self, folder: bytes) -> None:
        self.file(folder)
        for place, folders, files in os.walk(folder):
            for one in (*folders, *files):
                self.file(place + b"/" + one)

    def _text_of(self, path: bytes) -> bytes:
        """What a file of a repository says, nothing where there is none; one that says it elsewhere spoils it."""
        self.file(path)
        text, status = contents(path, LARGEST)
        if status is None and self.files[path] is not None:
            self.spoil("a file of the repository cannot be looked at")
        return text

    def _spoil_if_new(self, seen: Sight) -> None:
        """Spoils it where a file was written to so shortly before that it could be written to again unseen."""
        if seen is not None and not is_settled(seen[1], time.time_ns()):
            self.spoil("something was written just before it was read")

    def _absolute(self, path: Named) -> bytes:
        # Not normalised: `a/../b` leads elsewhere where `a` is a link.
        name = os.fsencode(path)
        return name if name.startswith(b"/") else self._here + b"/" + name


def written_digest() -> Any:
    """Takes the digest of what is written to a file; in hexadecimal it is what `Witness.wrote` is told."""
    return blake2b(digest_size=32)


def is_settled(changed: int, since: int) -> bool:
    """Whether a file would have got another time of change, had it been written to again after some moment."""
    return since - changed >= (FINE if changed % 1_000_000_000 else COARSE)


def _holds_packages(folder: str) -> bool:
    """Whether a folder of modules is one into which only installing writes."""
    return folder.endswith(("site-packages", "dist-packages")) or folder.startswith(os.path.dirname(os.__file__))


_current: list[Witness] = []


def begin() -> Witness:
    """Has the process witnessed from now on."""
    found = Witness()
    for module in list(sys.modules.values()):
        file = getattr(module, "__file__", None)
        if file:
            found.opened(file)
    _current.append(found)
    sys.addaudithook(found.hear)
    return found


def witness() -> Witness | None:
    """The witness of this process, None where there is none."""
    return _current[0] if _current else None


def end() -> None:
    """Nothing is witnessed any more."""
    _current.clear()


def looked_at(path: Named) -> None:
    """Tells the witness, if there is one, of what is looked at without being opened, as `Witness.file`."""
    if _current:
        _current[0].file(path)


def looked_for(path: Named) -> None:
    """Tells the witness, if there is one, of what is looked for, as `Witness.place`."""
    if _current:
        _current[0].place(path)


class Apart:
    """What a process sees that another one has begun, for the witness of that one; made when it begins."""

    def __init__(self) -> None:
        self._known: set[bytes] = set()
        self._places: set[bytes] = set()
        self.news()

    def news(self) -> list[Any]:
        """What was seen since it was asked last, as plain data."""
        if not _current:
            return [[], [], ""]
        current = _current[0]
        files, places = current.files.keys() - self._known, current.places.keys() - self._places
        self._known |= files
        self._places |= places
        return [[os.fsdecode(one) for one in files], [os.fsdecode(one) for one in places], current.spoiled]


def told(news: list[Any]) -> None:
    """Tells the witness, if there is one, what another process has seen."""
    files, places, spoiled = news
    for path in files:
        looked_at(path)
    for path in places:
        looked_for(path)
    if spoiled:
        spoil(spoiled)


def spoil(why: str) -> None:
    """Tells the witness, if there is one, that the same question may be answered otherwise the next time."""
    if _current:
        _current[0].spoil(why)
