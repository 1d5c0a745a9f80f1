"""A walk from commit to commit along the first parents, as sources of which each is what `check --at COMMIT` judges.

Nothing is asked of git twice: two trees are held against each other where they differ, and files are read by their ids.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from checker.classes import dataclass, field
from checker.errors import UsageError
from checker.model.looked import Followed, TreeChange, change_of
from checker.model.problem import Problem
from checker.model.tree import Entry, EntryKind, Tree
from checker.sources.blobs import NOT_STORED
from checker.sources.git import Git, GitError
from checker.sources.git_tree import GitTree
from checker.sources.history import FETCH_ALL
from checker.sources.listing import commit_named, commit_of, digest_of_ids, meanings
from checker.sources.objects import Stored, read_object
from checker.sources.revisions import is_shallow
from checker.sources.source import Added, Source, misfit, not_listed, problem, refusal
from checker.sources.stored import Objects
from checker.sources.subfolder import Subfolder
from checker.values.trailers import subject_and_body

if TYPE_CHECKING:
    from checker.model.history import Hand, History, HistoryQuery
    from checker.sources.disk import Disk

MOST = 200_000
"""So many commits are walked along at most."""
TAGS = "refs/tags/"


@dataclass(frozen=True, slots=True)
class Step:
    """A commit on the way. parent: its first one, empty for none. at: when it was committed, in UTC (ISO 8601).

    author: who wrote it. subject: the first line of its message. tags: the names of those that lead to it.
    """

    commit: str
    tree: str
    parent: str
    author: Hand
    at: str
    subject: str
    tags: tuple[str, ...] = ()

    @property
    def day(self) -> date:
        """The day on which it was committed, in UTC: as of that it is judged."""
        return date.fromisoformat(self.at[:10])


@dataclass(frozen=True, slots=True)
class Stretch:
    """The commits of a range, the oldest first, and the one before them, None for the beginning of all."""

    said: str
    before: Step | None
    steps: tuple[Step, ...]


def stretch_of(git: Git, objects: Objects, said: str) -> Stretch:
    """The commits that a range names: `A..B`, or `B` for all that lead to it. Raises UsageError.

    It follows first parents: what a merge brings in counts with the merge.
    """
    begin, dots, end = said.partition("..")
    if dots and end.startswith("."):
        raise UsageError(f"--over: `{said}` is a symmetric difference, which has no order; write `A..B`")
    tip = _named(git, end if dots else begin)
    without = (f"^{_named(git, begin)}",) if dots else ()
    options = ("--first-parent", "--topo-order", "--reverse", f"--max-count={MOST + 1}")
    ids = git.listed("rev-list", *options, tip, *without, "--").decode("ascii").split()
    if len(ids) > MOST:
        raise UsageError(f"--over: `{said}` has more than {MOST:,} commits; name a later beginning")
    if not ids:
        raise UsageError(f"--over: there is no commit in `{said}`; the first end has to be the older one")
    tags = _tags(git)
    steps = [_step(objects, one, tags) for one in ids]
    before = _before(git, objects, steps[0], said, is_whole=not without)
    for former, one in pairwise(steps):
        if one.parent != former.commit:
            raise GitError(f"git leaves out what the commit {one.commit[:12]} stands on", git.work_tree)
    return Stretch(said, before, tuple(steps))


def _named(git: Git, name: str) -> str:
    """The commit that an end of a range names. Raises UsageError when that is none, or could be several."""
    name = name or "HEAD"
    bare = name.partition("~")[0].partition("^")[0]
    known = meanings(git, bare) if bare and "@{" not in bare and ":" not in bare else {}
    if len(set(known.values())) > 1:
        raise UsageError(
            f"--over: `{name}` may be {' or '.join(f'`{one}`' for one in known)}; write which one is meant"
        )
    try:
        return commit_named(git, name, shallow=is_shallow(git))
    except GitError:
        raise
    except UsageError as error:
        raise UsageError(f"--over: {error}") from None


def _before(git: Git, objects: Objects, first: Step, said: str, *, is_whole: bool) -> Step | None:
    """The commit before the first of a range, which has to be here, unless there is none."""
    if not first.parent:
        return None
    if is_shallow(git) and (is_whole or commit_of(git, f"{first.commit}^1") is None):
        raise UsageError(
            f"--over: the history of `{said}` is cut off, since the clone is shallow; {FETCH_ALL}"
            + ("" if is_whole else ", or name a later beginning")
        )
    return _step(objects, first.parent, {})


def _step(objects: Objects, commit: str, tags: Mapping[str, Sequence[str]]) -> Step:
    """A commit as it is stored. Raises GitError when it is not here, or damaged."""
    content = objects.get(commit, "commit")
    if content is None:
        raise GitError(f"the commit {commit[:12]} is not in this clone, or damaged", objects.git.work_tree)
    stored: Stored = read_object(commit, content, "commit")
    made = stored.hand("committer").at
    if not made:
        raise UsageError(f"--over: the commit {commit[:12]} does not say when it was made, so it has no day")
    subject, _ = subject_and_body(stored.message)
    named = tuple(tags.get(commit, ()))
    return Step(commit, stored.first("tree"), stored.first("parent"), stored.hand("author"), made, subject, named)


def _tags(git: Git) -> Mapping[str, list[str]]:
    """The names of tags, by the commits to which they lead."""
    found: dict[str, list[str]] = {}
    said = git.listed("for-each-ref", "--format=%(objectname) %(*objectname) %(refname)", TAGS)
    for line in said.decode("utf-8", "replace").splitlines():
        own, peeled, name = line.split(" ", 2)
        found.setdefault(peeled or own, []).append(name.removeprefix(TAGS))
    return found


class Walk:
    """A walk through the trees of commits. folder: what is judged of them, empty for all."""

    def __init__(self, git: Git, disk: Disk, objects: Objects, folder: str = "") -> None:
        self.git = git
        self.objects = objects
        self.folder = folder
        self._disk = disk
        self._at = ""
        self._entries: dict[str, Entry] = {}
        self._folders: Counter[str] = Counter()
        self._tree: Tree | None = None
        self._unknown: set[str] = set()

    def to(self, step: Step) -> tuple[Moment, TreeChange]:
        """The source of a commit, and what is different in it from where the walk was before."""
        tree = self.objects.folder(step.tree, self.folder)
        entries = dict(self._entries)
        changed: dict[str, tuple[Entry | None, Entry | None]] = {}
        for path, after in self.objects.changes(self._at, tree):
            changed[path] = entries.get(path), after
            entries.pop(path, None)
            if after is not None:
                entries[path] = after
        before = frozenset(self._folders)
        for path, (old, new) in changed.items():
            (self._unknown.add if _is_unknown(new) else self._unknown.discard)(path)
            self._count(path, (new is not None) - (old is not None))
        folders = frozenset(self._folders) if changed else before
        self._at, self._entries = tree, entries
        change = change_of(changed, before, folders)
        found = Followed(entries, git=True, commit=step.commit, digest=digest_of_ids(entries))
        self._hand_on(found, change, folders)
        self._tree = found
        return Moment(self, step, found), change

    def unknown(self) -> TreeChange:
        """What of the tree at hand is not in this clone: another clone would show it otherwise."""
        entries = {path: self._entries.get(path) for path in self._unknown}
        return TreeChange({path: (one, one) for path, one in entries.items()})

    def beside(self, step: Step) -> Source:
        """The same commit as git is asked for it by itself: its history, and what it stands on."""
        whole = GitTree(self.git, self._disk, step.commit, step.commit)
        return Subfolder(whole, self.folder) if self.folder else whole

    @property
    def root(self) -> Path:
        return self.git.work_tree / self.folder if self.folder else self.git.work_tree

    def _count(self, path: str, by: int) -> None:
        """Counts what is in each folder above a path."""
        while by and path:
            path = path.rpartition("/")[0]
            if path:
                self._folders[path] += by
                if not self._folders[path]:
                    del self._folders[path]

    def _hand_on(self, tree: Tree, change: TreeChange, folders: Set[str]) -> None:
        """Gives a tree what is worked out already, and what the one before has worked out, where that is the same."""
        vars(tree)["directories"] = folders | {"."}
        if self._tree is None or change.listed:
            return
        known = vars(self._tree)
        names = ("_folded", "collisions", *(() if change.is_of_gates else ("gates",)))
        vars(tree).update({name: known[name] for name in names if name in known})


def _is_unknown(entry: Entry | None) -> bool:
    """Whether something is there that this clone does not have."""
    if entry is None:
        return False
    is_file = entry.kind is EntryKind.FILE and entry.size is None
    return is_file or (entry.kind is EntryKind.SYMLINK and entry.target is None)


@dataclass(frozen=True, slots=True)
class Moment:
    """A commit on a walk, as a source."""

    walk: Walk = field(repr=False)
    step: Step
    listed: Tree = field(repr=False)

    @property
    def root(self) -> Path:
        return self.walk.root

    @property
    def at(self) -> str:
        return self.step.commit

    def tree(self) -> Tree:
        return self.listed

    def read(self, paths: Iterable[str]) -> Mapping[str, bytes | Problem]:
        return dict(self._contents(paths))

    def _contents(self, paths: Iterable[str]) -> Iterator[tuple[str, bytes | Problem]]:
        for path in paths:
            entry = self.listed.entries.get(path)
            why = refusal(entry) if entry is not None else None
            if entry is None:
                yield path, not_listed(self, path)
            elif why is not None:
                yield path, problem(path, why)
            else:
                content = self.walk.objects.get(entry.blob, "blob") if entry.blob and entry.size is not None else None
                yield path, problem(path, NOT_STORED) if content is None else content

    def first_versions(self, paths: Iterable[str]) -> Mapping[str, Added | Problem]:
        return self.walk.beside(self.step).first_versions(paths)

    def history(self, query: HistoryQuery) -> History | Problem:
        return self.walk.beside(self.step).history(query)

    def earlier(self, since: str) -> Source | Problem:
        return self.walk.beside(self.step).earlier(since)

    def astray(self, path: str) -> str | None:
        # What the index and the disk hold today says nothing of that day.
        return misfit(self.listed, path) if path not in self.listed.entries else None
