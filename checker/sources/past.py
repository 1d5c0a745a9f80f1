"""What git remembers, as `checker.model.history` has it, or why it cannot be told; bounded in number, bytes, time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from checker.classes import dataclass
from checker.model.history import ChangeQuery, Commit, CommitQuery, History, HistoryQuery, Signature, Tag, TagQuery
from checker.model.location import Location
from checker.model.problem import Problem
from checker.sources.changes import base_of, changes, empty_tree
from checker.sources.git import Git, GitError
from checker.sources.listing import commit_of
from checker.sources.objects import Stored, stored_objects
from checker.sources.revisions import UntoldError, require_whole, revision
from checker.sources.signed import signatures
from checker.sources.source import Source

if TYPE_CHECKING:
    from checker.sources.git_tree import GitTree
    from checker.sources.worktree import Worktree

MOST = 20_000
"""So many commits or tags are looked at at most."""
TAGS = "refs/tags/"
UNSOUND = "see that the clone is whole (`git fsck`)"
UNSIGNED = Signature()


def history_of(git: Git, judged: str | None, query: HistoryQuery, source: Source) -> History | Problem:
    """What git answers. judged: the commit that is judged, None for the work tree and the index, which stand on HEAD.

    source: of what is judged itself.
    """
    try:
        if isinstance(query, ChangeQuery):
            return changes(git, judged, query, source)
        tip = judged or commit_of(git, "HEAD")
        return _commits(git, tip, query) if isinstance(query, CommitQuery) else _tags(git, tip, query)
    except UntoldError as error:
        return error.problem
    except GitError as error:
        return Problem(error.why, Location("."), UNSOUND)


def earlier_of(source: Worktree | GitTree, judged: str | None, since: str) -> Source | Problem:
    """The files where a revision and what is judged parted."""
    from checker.sources.git_tree import GitTree

    try:
        start = base_of(source.git, judged, since)
        length = 64 if source.tree().digest == "sha256" else 40
        return GitTree(source.git, source.disk, since or "HEAD", start or empty_tree(length))
    except UntoldError as error:
        return error.problem
    except GitError as error:
        return Problem(error.why, Location("."), UNSOUND)


def _commits(git: Git, tip: str | None, query: CommitQuery) -> tuple[Commit, ...]:
    require_whole(git)
    if tip is None:
        return ()
    without = (f"^{revision(git, query.since)}",) if query.since else ()
    options = (
        "--topo-order",
        "--reverse",
        "--boundary",
        f"--max-count={MOST + 1}",
        *["--first-parent"] * query.first_parent,
    )
    ids = git.listed("rev-list", *options, tip, *without, "--").decode("ascii").split()
    behind = {one.removeprefix("-") for one in ids if one.startswith("-")}
    ids = [one for one in ids if not one.startswith("-")]
    if len(ids) > MOST:
        raise UntoldError(f"there are more than {MOST:,} commits", "say with `since` from where on they count")
    stored = stored_objects(git, ids, "commit").values()
    behind.update(ids)
    for one in stored:
        parents = one.headers.get("parent", ())
        if not behind.issuperset(parents[:1] if query.first_parent else parents):
            raise GitError(f"git leaves out what the commit {one.id[:12]} stands on", git.work_tree)
    signed = signatures(git, stored, query.signers, "commit")
    return tuple(
        Commit(
            one.id,
            len(one.headers.get("parent", ())),
            one.hand("author"),
            one.hand("committer"),
            one.message,
            signed.get(one.id, UNSIGNED),
        )
        for one in stored
    )


def _tags(git: Git, tip: str | None, query: TagQuery) -> tuple[Tag, ...]:
    require_whole(git)
    if git.ask("config", "--get-regexp", r"^remote\..*\.tagopt$", "^--no-tags$", codes=(0, 1)).output:
        raise UntoldError("the clone was made without tags", "fetch them (`git fetch --tags`)")
    listing = git.listed("for-each-ref", "--format=%(refname) %(objectname) %(objecttype)", TAGS)
    refs = [_Ref(*line.split(" ")) for line in listing.decode("utf-8", "replace").splitlines()]
    if len(refs) > MOST:
        raise UntoldError(f"there are more than {MOST:,} tags", "judge a clone with fewer")
    known = _tag_objects(git, [one.id for one in refs if one.kind == "tag"])
    leads_to = {one.name: _end_of(one, known) for one in refs}
    commits = stored_objects(git, [*dict.fromkeys(filter(None, leads_to.values()))], "commit")
    signed = signatures(git, [known[one.id] for one in refs if one.id in known], query.signers, "tag")
    merged = _merged(git, tip)
    return tuple(
        _tag(one, known.get(one.id), commits.get(leads_to[one.name]), signed.get(one.id, UNSIGNED), one.name in merged)
        for one in refs
    )


@dataclass(frozen=True, slots=True)
class _Ref:
    """name: in full. kind: of the object with that id."""

    name: str
    id: str
    kind: str


def _merged(git: Git, tip: str | None) -> frozenset[str]:
    """The tags that are in the history of a commit."""
    if tip is None:
        return frozenset()
    said = git.listed("for-each-ref", "--format=%(refname)", f"--merged={tip}", TAGS)
    return frozenset(said.decode("utf-8", "replace").splitlines())


def _tag_objects(git: Git, ids: Sequence[str]) -> Mapping[str, Stored]:
    """The tags with these ids, and those to which they lead."""
    found: dict[str, Stored] = {}
    while ids:
        fresh = stored_objects(git, [*dict.fromkeys(ids)], "tag")
        found |= fresh
        further = (one.first("object") for one in fresh.values() if one.first("type") == "tag")
        ids = [one for one in further if one not in found]
    return found


def _end_of(ref: _Ref, tags: Mapping[str, Stored]) -> str:
    """The commit to which a tag leads, perhaps through others; empty for what is no commit."""
    id_, kind = ref.id, ref.kind
    while kind == "tag":
        id_, kind = tags[id_].first("object"), tags[id_].first("type")
    return id_ if kind == "commit" else ""


def _tag(ref: _Ref, one: Stored | None, commit: Stored | None, signature: Signature, merged: bool) -> Tag:  # noqa: FBT001
    name, at = ref.name.removeprefix(TAGS), commit.id if commit is not None else ""
    made = commit.hand("committer").at if commit is not None else ""
    if one is None:
        return Tag(name, at, None, made, "", signature, merged)
    tagger = one.hand("tagger")
    return Tag(name, at, tagger, tagger.at or made, one.message, signature, merged)
