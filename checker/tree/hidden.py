"""What a policy may mean of a tree and nobody looks at: behind links and submodules, and names that collide."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from checker.model.evidence import Gap, Reason, undeterminable, unreadable
from checker.model.language import PathSet
from checker.model.location import Location
from checker.model.tree import Entry, EntryKind, Tree
from checker.text.glyphs import disguise_in
from checker.tree.globs import glob_pattern, is_glob, may_match_below

_WHAT = {EntryKind.SYMLINK: "a symbolic link", EntryKind.SUBMODULE: "a submodule"}


def path_doubts(tree: Tree, paths: PathSet, found: Iterable[str]) -> Iterator[Gap]:
    """What leaves it open which files are meant. found: the paths of the tree for which `paths` stands."""
    for glob in filter(is_glob, paths.paths):
        for gate in tree.gates:
            if _may_hide(tree, gate, glob):
                named = {"path": gate.path, "what": _WHAT[gate.kind], "paths": glob}
                yield undeterminable(Reason.NOT_ENTERED, Location(gate.path), **named)
    for path in found:
        sign = disguise_in(path)
        if sign:
            yield undeterminable(Reason.DISGUISED_PATH, Location(path), path=path, sign=sign)
        others = [one for one in tree.colliding(path) if one != path]
        if others:
            yield undeterminable(Reason.COLLIDING_PATHS, Location(path), path=path, others=" and ".join(others))


def hidden_gap(tree: Tree, path: str) -> Gap | None:
    """What stands for a file behind a link or submodule, None for a path that lies behind none."""
    gate = tree.gate_above(path)
    if gate is None:
        return None
    return unreadable(Reason.BEHIND, Location(path), path=path, gate=gate.path, what=_WHAT[gate.kind])


def _may_hide(tree: Tree, gate: Entry, glob: str) -> bool:
    """Whether something may lie behind a link or submodule that a glob means, and that is not looked at elsewhere."""
    is_itself = glob.endswith("/") and glob_pattern(glob.rstrip("/")).fullmatch(gate.path) is not None
    if not is_itself and not may_match_below(glob, gate.path):
        return False
    folder = _folder_behind(tree, gate)
    return folder is None or any(_is_missed(tree, glob, one, gate, folder) for one in _inside(tree, glob, folder))


def _folder_behind(tree: Tree, gate: Entry) -> str | None:
    """The folder of the tree to which a link leads, empty for none; None where nobody can tell what is behind."""
    reached = tree.leads_to(gate)
    return reached if reached is None or reached in tree.directories else ""


def _inside(tree: Tree, glob: str, folder: str) -> Iterator[str]:
    """What of a folder a glob can mean: its files, or for one that ends in `/` the folder and those below it."""
    if not folder:
        return
    if glob.endswith("/"):
        yield from (one for one in tree.directories if one == folder or _lies_below(one, folder))
    else:
        yield from (entry.path for entry in tree.below(folder))


def _is_missed(tree: Tree, glob: str, path: str, link: Entry, folder: str) -> bool:
    """Whether a path in the folder is meant as it is called behind the link, and not as it is called in the tree."""
    behind = path if folder == "." else path[len(folder) + 1 :]
    seen_as = f"{link.path}/{behind}" if behind else link.path
    entry = tree.entries.get(path)
    if entry is not None and entry in tree.gates and _folder_behind(tree, entry) != "":
        return may_match_below(glob, seen_as) and not may_match_below(glob, path)
    pattern = glob_pattern(glob.rstrip("/"))
    return pattern.fullmatch(seen_as) is not None and pattern.fullmatch(path) is None


def _lies_below(path: str, folder: str) -> bool:
    return folder == "." or path.startswith(f"{folder}/")
