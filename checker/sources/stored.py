"""The objects of a repository, asked for one by one of processes that stay: for a walk through many commits.

What git answers is held against the id, as wherever objects are read (`checker.sources.blobs`). Trees are read as git
stores them (gitformat-pack, "tree": `MODE NAME<NUL>` and the bytes of an id, one entry after the other).
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator, Mapping
from types import TracebackType

from checker.classes import dataclass
from checker.model.tree import Entry, EntryKind
from checker.sources.git import Conversation, Git, GitError
from checker.sources.listing import KINDS, decoded
from checker.sources.objects import id_of
from checker.witness import spoil

MOST_ENTRIES = 2_000_000
"""How many files of one commit are looked at; trees that hold each other name more than there is memory for."""
MOST_ROWS = 100_000
"""How many rows of trees are kept at hand; a row takes some 300 bytes."""
FOLDER = b"40000"


@dataclass(frozen=True, slots=True)
class _Row:
    """What a tree says of one name."""

    mode: bytes
    id: str


_Rows = Mapping[bytes, _Row]


class Objects:
    """What a repository has stored. lost: whether content was asked for that is not in this clone, or is damaged."""

    def __init__(self, git: Git) -> None:
        self.git = git
        self.lost = False
        self._contents: Conversation | None = None
        self._headers: Conversation | None = None
        self._trees: OrderedDict[str, _Rows] = OrderedDict()
        self._rows_kept = 0

    def __enter__(self) -> Objects:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        for one in (self._contents, self._headers):
            if one is not None:
                one.close()
        self._contents = self._headers = None

    def get(self, id_: str, kind: str) -> bytes | None:
        """The content of an object of some kind; None where there is none here, or it is damaged."""
        if self._contents is None:
            self._contents = self.git.conversation("cat-file", "--batch")
        talk = self._contents
        head = talk.line() if talk.ask(id_.encode("ascii")) else None
        words = head.split() if head is not None else []
        content = talk.exactly(int(words[2]) + 1) if len(words) == 3 else None
        if head is None or (len(words) == 3 and content is None):
            # It stumbled over a damaged object; the next one is asked of another process.
            talk.close()
            self._contents = None
        if content is None or words[1] != kind.encode("ascii") or id_of(kind, content[:-1], len(id_)) != id_:
            self._lose()
            return None
        return content[:-1]

    def size(self, blob: str) -> int | None:
        """The bytes of a blob, None where it is not here."""
        if self._headers is None:
            self._headers = self.git.conversation("cat-file", "--batch-check")
        talk = self._headers
        head = talk.line() if talk.ask(blob.encode("ascii")) else None
        words = head.split() if head is not None else []
        if head is None:
            # In a partial clone git gives up at what it may not fetch.
            talk.close()
            self._headers = None
        return int(words[2]) if len(words) == 3 and words[1] == b"blob" else None

    def entry(self, path: str, row: _Row) -> Entry:
        """What stands at a path, as `checker.sources.listing.completed` has it."""
        kind = KINDS.get(row.mode, EntryKind.FILE)
        if kind is EntryKind.SUBMODULE:
            return Entry(path, kind)
        if kind is EntryKind.SYMLINK:
            content = self.get(row.id, "blob")
            return Entry(path, kind, target=decoded(content) if content is not None else None)
        return Entry(path, kind, self.size(row.id), row.id, executable=row.mode == b"100755")

    def folder(self, tree: str, path: str) -> str:
        """The tree of a folder in a tree, empty where it has none. path: empty for the tree itself."""
        for name in path.split("/") if path else ():
            tree = _folder(self._rows(tree).get(name.encode("utf-8", "surrogateescape")))
        return tree

    def id_at(self, tree: str, path: str) -> str:
        """The id of what stands at a path of a tree, with its mode; empty for nothing."""
        folder, _, name = path.rpartition("/")
        row = self._rows(self.folder(tree, folder)).get(name.encode("utf-8", "surrogateescape"))
        return f"{row.mode.decode('ascii', 'replace')} {row.id}" if row is not None else ""

    def changes(self, before: str, after: str) -> Iterator[tuple[str, Entry | None]]:
        """The paths at which two trees are different, each with what is there after, None where nothing is.

        before, after: empty for nothing. Raises GitError for a tree that is not here, and for too much.
        """
        count = 0
        waiting = [(b"", before, after)]
        while waiting:
            above, old, new = waiting.pop()
            mine, theirs = self._rows(old), self._rows(new)
            for name in {**mine, **theirs}:
                was, has = mine.get(name), theirs.get(name)
                if was == has:
                    continue
                count += 1
                if count > MOST_ENTRIES:
                    many = f"a commit changes more than {MOST_ENTRIES:,} files"
                    raise GitError(many, self.git.work_tree, ", more than can be judged; look at what was committed")
                left, right = _folder(was), _folder(has)
                if left or right:
                    waiting.append((above + name + b"/", left, right))
                path = decoded(above + name)
                if has is not None and has.mode != FOLDER:
                    yield path, self.entry(path, has)
                elif was is not None and was.mode != FOLDER:
                    yield path, None

    def _rows(self, tree: str) -> _Rows:
        if not tree:
            return {}
        known = self._trees.get(tree)
        if known is not None:
            self._trees.move_to_end(tree)
            return known
        content = self.get(tree, "tree")
        if content is None:
            raise GitError(f"the tree {tree[:12]} is not in this clone, or damaged", self.git.work_tree)
        found = dict(_rows_in(content, len(tree) // 2))
        self._trees[tree] = found
        self._rows_kept += len(found)
        while self._rows_kept > MOST_ROWS and len(self._trees) > 1:
            _, oldest = self._trees.popitem(last=False)
            self._rows_kept -= len(oldest)
        return found

    def _lose(self) -> None:
        self.lost = True
        spoil("an object is not in this clone")


def _folder(row: _Row | None) -> str:
    """The tree of a folder, empty for what is none."""
    return row.id if row is not None and row.mode == FOLDER else ""


def _rows_in(content: bytes, length: int) -> Iterator[tuple[bytes, _Row]]:
    """The rows of a tree. length: of the bytes of an id."""
    start = 0
    while start < len(content):
        end = content.index(b"\0", start)
        mode, _, name = content[start:end].partition(b" ")
        start = end + 1 + length
        yield name, _Row(mode.lstrip(b"0"), content[end + 1 : start].hex())
