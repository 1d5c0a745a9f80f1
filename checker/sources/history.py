"""What git remembers of a file: the commit that first added it, and the file as it was there.

A file that no commit has yet is its own first version, so that committing it changes no verdict. What the index adds
is held against HEAD as a commit is held against its parent.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from checker.classes import dataclass, field, replace
from checker.model.location import Location
from checker.model.problem import Problem
from checker.model.tree import Entry, EntryKind
from checker.sources.blobs import blob_sizes, stored_contents
from checker.sources.git import Git, GitError
from checker.sources.listing import KINDS, commit_of
from checker.sources.raw_diff import RAW, RawChange, raw_changes
from checker.sources.source import Added, Source, problem

AT_ONCE = 500
"""How many paths git is asked for in one call."""
MOST_MOVES = 16
"""How often a file may have been moved; whoever moved it more often is not followed."""
MOST_COMPARED = 500
"""How many files that one commit takes away, or adds, git compares by their content to tell which was moved."""

SHALLOW = "has no whole history here, since the clone is shallow"
FETCH_ALL = "fetch all of it (`git fetch --unshallow`, in GitHub Actions `fetch-depth: 0`)"
NAME_IT = "name the template from which it was made"
_UNKNOWN = "so that nobody can tell what it was first"
Contents = Mapping[str, bytes | Problem]


def first_versions(git: Git, judged: str | None, paths: Iterable[str], source: Source) -> Mapping[str, Added | Problem]:
    """Each file as it was where it was first added, or why that cannot be told.

    judged: the commit that is judged, None for what the index adds to HEAD. source: of what is judged itself.
    """
    wanted = tuple(dict.fromkeys(paths))
    try:
        if git.ask("rev-parse", "--is-shallow-repository").output.strip() == b"true":
            return {path: Problem(SHALLOW, Location(path), FETCH_ALL) for path in wanted}
        added = _Searcher(git, judged or commit_of(git, "HEAD")).additions(wanted)
        changes = {path: one for path, one in added.items() if isinstance(one, RawChange)}
        contents = _contents(git, {path: one for path, one in changes.items() if one.commit})
    except GitError as error:
        unread = f"has a history that cannot be read: {error.why}"
        return {path: Problem(unread, Location(path), NAME_IT) for path in wanted}
    judged_now = source.read(path for path, one in changes.items() if not one.commit)
    return {path: _version(path, added[path], contents, judged_now) for path in wanted}


def _contents(git: Git, added: Mapping[str, RawChange]) -> Contents:
    sizes = blob_sizes(git, (one.blob for one in added.values()))
    kinds = {path: KINDS.get(one.mode, EntryKind.FILE) for path, one in added.items()}
    return stored_contents(
        git, [Entry(path, kinds[path], sizes.get(one.blob), one.blob) for path, one in added.items()]
    )


def _version(path: str, added: RawChange | Problem, contents: Contents, judged_now: Contents) -> Added | Problem:
    if isinstance(added, Problem):
        return added
    if not added.commit:
        content = judged_now[path]
        return content if isinstance(content, Problem) else Added(content, path)
    content = contents[path]
    if isinstance(content, Problem):
        return problem(path, f"cannot be compared with its first version, which {content.message}")
    return Added(content, added.path, added.commit)


@dataclass
class _Searcher:
    """Looks through the history of a commit. tip: None where there is none yet.

    known: what each commit took away and added, each under its path; the index under an empty id.
    """

    git: Git
    tip: str | None
    known: dict[str, tuple[dict[str, RawChange], dict[str, RawChange]]] = field(default_factory=dict)

    def additions(self, paths: Sequence[str]) -> Mapping[str, RawChange | Problem]:
        """Where each file was first added, through every move that leaves no doubt."""
        found: dict[str, RawChange | Problem] = {}
        names = {path: path for path in paths}
        for _ in range(MOST_MOVES):
            added = self._oldest(frozenset(names.values()))
            moved = {path: self._moved_from(added[name]) for path, name in names.items()}
            for path, source in moved.items():
                if source is None:
                    found[path] = added[names[path]]
                elif isinstance(source, Problem):
                    found[path] = replace(source, location=Location(path))
            names = {path: source for path, source in moved.items() if isinstance(source, str)}
            if not names:
                return found
        return found | {path: _unknown(path, "was moved too often") for path in names}

    def _oldest(self, names: frozenset[str]) -> Mapping[str, RawChange]:
        """What first added each file: a commit, or the index for one that no commit has."""
        found: dict[str, RawChange] = {}
        for start in range(0, len(names), AT_ONCE):
            for change in self._additions_of(sorted(names)[start : start + AT_ONCE]):
                found.setdefault(change.path, change)
        return found | {name: RawChange("", b"", "", "A", name) for name in names - found.keys()}

    def _additions_of(self, names: Sequence[str]) -> Iterator[RawChange]:
        """Every addition of the files in the history, parents before children."""
        if self.tip is None:
            return
        paths = _arguments(names)
        commits = self.git.listed("rev-list", "--topo-order", "--reverse", "--full-history", self.tip, *paths)
        options = ("--stdin", "--root", "-m", "--no-renames", "--diff-filter=A", *RAW)
        yield from raw_changes(self.git.listed("diff-tree", *options, *paths, given=commits))

    def _moved_from(self, added: RawChange) -> str | Problem | None:
        """The name that a file had before the change that added it under this one, None when it was new there.

        First by the whole content, then by most of it, as git does; only among files of the same format.
        """
        if self.tip is None:
            return None
        all_gone, all_new = self._taken_away_and_added(added.commit)
        ending = _ending(added.path)
        gone = {path: one for path, one in all_gone.items() if _ending(path) == ending}
        new = {path: one for path, one in all_new.items() if _ending(path) == ending}
        if not gone or added.path not in new:
            return None
        same = sorted(path for path, one in gone.items() if one.blob == new[added.path].blob)
        if same:
            name = added.path.rpartition("/")[2]
            alike = [path for path in same if path.rpartition("/")[2] == name] or same
            return alike[0] if len(alike) == 1 else _rivals(added.path, alike)
        blobs = {one.blob for one in gone.values()} & {one.blob for one in new.values()}
        sources = {path for path, one in gone.items() if one.blob not in blobs}
        targets = {path for path, one in new.items() if one.blob not in blobs}
        if max(len(sources), len(targets)) > MOST_COMPARED:
            many = f"was added by a change that takes away {len(sources):,} files and adds {len(targets):,}"
            return _unknown(added.path, many)
        moves = {one.path: one.source for one in self._moves(added.commit, sources | targets)}
        if added.path not in moves:
            return None
        rest = self._moves(added.commit, (sources - set(moves.values())) | {added.path})
        rivals = [one.source for one in rest if one.path == added.path]
        return _rivals(added.path, [moves[added.path], *rivals]) if rivals else moves[added.path]

    def _taken_away_and_added(self, commit: str) -> tuple[dict[str, RawChange], dict[str, RawChange]]:
        if commit not in self.known:
            changes = list(self._compared(commit, "--no-renames", "--diff-filter=AD"))
            self.known[commit] = (
                {one.path: one for one in changes if one.status == "D"},
                {one.path: one for one in changes if one.status == "A"},
            )
        return self.known[commit]

    def _moves(self, commit: str, among: set[str]) -> Iterator[RawChange]:
        """Which of some files were moved, by git's own measure (half of the content is the same)."""
        return self._compared(commit, "-M", f"-l{MOST_COMPARED}", "--diff-filter=R", among=sorted(among))

    def _compared(self, commit: str, *options: str, among: Sequence[str] = ()) -> Iterator[RawChange]:
        """The changes of a commit against its parent (none of a merge), or of the index against HEAD."""
        names = _arguments(among) if among else ()
        if commit:
            listing = self.git.listed("diff-tree", "--root", *options, *RAW, commit, *names)
        else:
            listing = self.git.listed("diff-index", "--cached", *options, *RAW, self.tip or "", *names)
        return raw_changes(listing)


def _rivals(path: str, sources: Sequence[str]) -> Problem:
    return _unknown(path, f"may have been {' or '.join(f'`{one}`' for one in sources)} before")


def _unknown(path: str, why: str) -> Problem:
    return Problem(f"{why}, {_UNKNOWN}", Location(path), NAME_IT)


def _arguments(paths: Iterable[str]) -> tuple[str | bytes, ...]:
    return ("--", *(path.encode("utf-8", "surrogateescape") for path in paths))


def _ending(path: str) -> str:
    return path.rpartition("/")[2].rpartition(".")[2].casefold()
