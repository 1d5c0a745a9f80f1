"""What git lists: the entries of the index and of a commit, and the commit that a revision names."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping

from checker.classes import dataclass, replace
from checker.errors import UsageError
from checker.model.tree import Entry, EntryKind
from checker.sources.blobs import blob_contents, blob_sizes
from checker.sources.git import Git
from checker.sources.source import enclosing
from checker.witness import looked_at

KINDS = {b"120000": EntryKind.SYMLINK, b"160000": EntryKind.SUBMODULE}
EMPTY_TREES = {
    "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391": "4b825dc642cb6eb9a060e54bf8d69288fbee4904",
    "473a0f4c3be8a93681a267e3b1e9a7dcda1185436fe141f7749120a303721813": (
        "6ef19b41225c5369f1c104d45d8d85efa9b057b53b14b4b9b939dd74decc5321"
    ),
}
"""The id of the empty tree by the id of empty content, in SHA-1 and SHA-256 repositories."""

SKIPPED = b"S"
"""How `git ls-files -t` marks a path that it leaves out of the work tree."""

HEX = frozenset("0123456789abcdef")
SHORTEST = 4
"""How many digits of an id git takes for one at least."""


def commit_named(git: Git, revision: str, *, shallow: bool) -> str:
    """The full id of the commit that a revision names. Raises UsageError when it names none."""
    if not can_be_asked(revision):
        raise UsageError(f"`{revision}` is no revision; name a commit, a tag or a branch")
    found = commit_of(git, revision)
    if found is not None:
        return found
    git.ask("rev-parse", "--git-dir")  # says so when git cannot work on this repository at all
    if shallow:
        raise UsageError(
            f"`{revision}` is not in this clone, whose history is shallow; "
            "fetch all of it (`git fetch --unshallow`, in GitHub Actions `fetch-depth: 0`)"
        )
    if commit_of(git, "HEAD") is None:
        raise UsageError(f"`{revision}` names no commit, the repository has none yet; commit first, or judge the index")
    raise UsageError(f"`{revision}` names no commit of `{git.work_tree}`; fetch it, or name another")


def meanings(git: Git, name: str) -> Mapping[str, str]:
    """What a name of a commit may stand for, each with its commit (gitrevisions(7), "refname" and "sha1").

    Git takes the first of them in silence: a file of that name in its folder, then a tag that anybody pushes, then a
    branch, then the beginning of an id. Empty where nothing can be mistaken: a ref by its whole name, an id as a whole.
    """
    whole = name.startswith("refs/") and git.ask("show-ref", "--verify", "--quiet", name, codes=(0, 1, 128)).code == 0
    if whole or not can_be_asked(name) or (len(name) in (40, 64) and HEX.issuperset(name)):
        return {}
    places = ("refs/", "refs/tags/", "refs/heads/", "refs/remotes/")
    refs = {place + name: commit_of(git, place + name) for place in places}
    found = {ref: commit for ref, commit in refs.items() if commit is not None}
    taken = commit_of(git, name)
    if found and taken is not None and taken not in found.values():
        found[f"{git.git_dir.name}/{name}"] = taken
    return found | ({one: one for one in _ids_from(git, name)} if found else {})


def _ids_from(git: Git, beginning: str) -> Iterator[str]:
    """The commits whose ids begin so."""
    if len(beginning) < SHORTEST or not HEX.issuperset(beginning):
        return
    for line in git.ask("rev-parse", f"--disambiguate={beginning}", codes=(0, 128)).output.decode("ascii").split():
        if commit_of(git, line) == line:
            yield line


@dataclass(frozen=True, slots=True)
class Index:
    """What the index holds, by path. A path in a merge conflict is `OTHER`; what `git add -N` announced is left out.

    sparse: the paths that git itself leaves out of the work tree (`git sparse-checkout`, skip-worktree).
    """

    entries: Mapping[str, Entry]
    sparse: frozenset[str]


def index_of(git: Git) -> Index:
    entries: dict[str, Entry] = {}
    sparse: set[str] = set()
    for entry, mark in _staged(git.ask("ls-files", "-s", "-t", "-z").output):
        entries[entry.path] = entry
        if mark == SKIPPED:
            sparse.add(entry.path)
    for path in _announced(git, entries):
        del entries[path]
    return Index(entries, frozenset(sparse))


def commit_entries(git: Git, commit: str) -> Mapping[str, Entry]:
    """What a commit holds, by path. Lines as git writes them: `MODE TYPE ID<TAB>PATH<NUL>`."""
    entries: dict[str, Entry] = {}
    for line in git.listed("ls-tree", "-r", "-z", "--full-tree", commit).split(b"\0")[:-1]:
        about, _, name = line.partition(b"\t")
        mode, _, blob = about.split()
        entry = _entry(name, mode, blob)
        entries[entry.path] = entry
    return entries


def completed(git: Git, entries: Mapping[str, Entry]) -> dict[str, Entry]:
    """The entries with the sizes of their blobs and the targets of links, None for what this clone does not have."""
    blobs = {path: entry.blob for path, entry in entries.items() if entry.blob}
    links = {path: blob for path, blob in blobs.items() if entries[path].kind is EntryKind.SYMLINK}
    sizes = blob_sizes(git, (blob for path, blob in blobs.items() if path not in links))
    targets = blob_contents(git, links.values())
    found = {path: replace(entry, size=sizes.get(entry.blob or "")) for path, entry in entries.items()}
    for path, blob in links.items():
        target = decoded(targets[blob]) if blob in targets else None
        found[path] = replace(entries[path], blob=None, target=target)
    return found


def is_ignored(git: Git, path: str) -> bool:
    """Whether a `.gitignore` of the repository names a file that is not tracked."""
    for folder in ("", *enclosing(path)):
        looked_at(git.work_tree / folder / ".gitignore")
    options = ("--others", "--ignored", "--exclude-standard", "-z", "--")
    return bool(git.ask("ls-files", *options, path.encode("utf-8", "surrogateescape")).output)


def keeps_modes(git: Git) -> bool:
    """Whether the file system says truly which files are executable (`core.fileMode`)."""
    return git.ask("config", "--type=bool", "--get", "core.fileMode", codes=(0, 1, 128)).output.strip() != b"false"


def converts_endings(git: Git) -> bool:
    """Whether the repository's settings have git turn line endings where no attribute says (`core.autocrlf`)."""
    said = git.ask("config", "--get", "core.autocrlf", codes=(0, 1))
    return said.code == 0 and said.output.strip().lower() not in (b"false", b"no", b"off", b"0")


def can_be_asked(revision: str) -> bool:
    """Whether git would take a text for a revision: not for an option, and not cut at a NUL."""
    try:
        return bool(revision) and not revision.startswith("-") and b"\0" not in os.fsencode(revision)
    except UnicodeEncodeError:
        return False


def commit_of(git: Git, revision: str) -> str | None:
    """The full id of the commit that a revision names, None when there is none."""
    asked = ("--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    said = git.ask("rev-parse", *asked, codes=(0, 1, 128)).output.decode("ascii", "replace").strip()
    return said if len(said) in (40, 64) and HEX.issuperset(said) else None


def _staged(listing: bytes) -> Iterator[tuple[Entry, bytes]]:
    """Entries and their marks, from lines as git writes them: `MARK MODE ID STAGE<TAB>PATH<NUL>`."""
    for line in listing.split(b"\0")[:-1]:
        about, _, name = line.partition(b"\t")
        mark, mode, blob, stage = about.split()
        entry = _entry(name, mode, blob)
        yield entry if stage == b"0" else Entry(entry.path, EntryKind.OTHER), mark


def _announced(git: Git, entries: Mapping[str, Entry]) -> frozenset[str]:
    """Paths of `git add -N`: listed as if they were empty files, but no commit will have them."""
    empty = {path: entry.blob for path, entry in entries.items() if entry.blob in EMPTY_TREES}
    if not empty:
        return frozenset()
    nothing = EMPTY_TREES[next(iter(empty.values())) or ""]
    options = ("--cached", "--ita-invisible-in-index", "--no-renames", "--no-ext-diff", "--name-only", "-z")
    held = git.ask("diff-index", *options, nothing).output.split(b"\0")
    return frozenset(empty) - {decoded(name) for name in held}


def _entry(name: bytes, mode: bytes, blob: bytes) -> Entry:
    kind = KINDS.get(mode, EntryKind.FILE)
    if kind is EntryKind.SUBMODULE:
        return Entry(decoded(name), kind)
    return Entry(decoded(name), kind, blob=blob.decode("ascii"), executable=mode == b"100755")


def decoded(name: bytes) -> str:
    """A path as git lists it."""
    # Not os.fsdecode: the same tree must have the same paths whatever the locale is.
    return name.decode("utf-8", "surrogateescape")


def digest_of_ids(entries: Mapping[str, Entry]) -> str:
    """By which digest a repository makes its ids, as those of its files tell."""
    return "sha256" if any(len(one.blob or "") == 64 for one in entries.values()) else "sha1"
