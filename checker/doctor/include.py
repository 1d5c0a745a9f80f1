"""A pipeline of GitLab as a whole: the file with those of the tree that it includes, and jobs with what they extend.

https://docs.gitlab.com/ci/yaml/includes/. What is included comes first, and what includes it has the last word;
mappings are merged, anything else is replaced. Every part keeps its place, so that what is said of it is said there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from checker.classes import dataclass, replace
from checker.doctor.advice import entries
from checker.model.data import Node
from checker.model.tree import Tree
from checker.tree.globs import glob_pattern, is_glob, is_sound_glob

MOST_INCLUDED = 150
"""Files that GitLab includes in one another."""
MOST_EXTENDED = 11
"""Levels of `extends` that GitLab follows."""


@dataclass(frozen=True, slots=True)
class Pipeline:
    """whole: all files as one. files: each by itself, the one that begins first."""

    whole: Node
    files: tuple[Node, ...]

    def includes(self) -> Iterator[Node]:
        """Everything that any of the files includes."""
        return (one for document in self.files for one in entries(document.get("include")))


def included(document: Node, tree: Tree) -> Iterator[str]:
    """The files of the tree that a file of a pipeline includes."""
    return (path for one in entries(document.get("include")) for path in local_files(one, tree))


def local_files(entry: Node, tree: Tree) -> tuple[str, ...]:
    """The files of the tree that one entry of `include` stands for; a path that only a run can tell names none."""
    local = entry.get("local") if isinstance(entry.value, Mapping) else entry
    path = local.text.removeprefix("/").removeprefix("./") if local is not None else ""
    if path in tree.entries:
        return (path,)
    if not is_glob(path) or not is_sound_glob(path):
        return ()
    pattern = glob_pattern(path)
    return tuple(name for name in sorted(tree.entries) if pattern.fullmatch(name))


def pipeline_of(path: str, documents: Mapping[str, Node], tree: Tree) -> Pipeline:
    """The pipeline that begins with the file at `path`. documents: what is read, by path."""
    reached: dict[str, Node] = {}
    whole = _with_included(path, documents, tree, reached, 0)
    jobs = whole.value if isinstance(whole.value, Mapping) else {}
    told: dict[str, Node] = {}
    for name in jobs:
        _extended(name, jobs, told, ())
    return Pipeline(replace(whole, value=told) if told else whole, tuple(reached.values()))


def _with_included(path: str, documents: Mapping[str, Node], tree: Tree, reached: dict[str, Node], depth: int) -> Node:
    """A file with what it includes, each once. reached: takes what came across."""
    document = reached.setdefault(path, documents[path])
    found: Node | None = None
    for other in included(document, tree) if depth < MOST_INCLUDED else ():
        if other in documents and other not in reached:
            part = _with_included(other, documents, tree, reached, depth + 1)
            found = part if found is None else _merged(found, part)
    return document if found is None else _merged(found, document)


def _extended(name: str, jobs: Mapping[str, Node], told: dict[str, Node], above: tuple[str, ...]) -> Node:
    """A job with what it extends, of which the last named has the last word. told: takes it, each once."""
    if name in told or name in above or len(above) >= MOST_EXTENDED:
        return told.get(name, jobs[name])
    found: Node | None = None
    for one in entries(jobs[name].get("extends")):
        if one.text in jobs:
            part = _extended(one.text, jobs, told, (*above, name))
            found = part if found is None else _merged(found, part)
    told[name] = jobs[name] if found is None else _merged(found, jobs[name])
    return told[name]


def _merged(below: Node, above: Node) -> Node:
    """Two values of which the second has the last word."""
    if not isinstance(below.value, Mapping) or not isinstance(above.value, Mapping):
        return above
    both = {name: _merged(below.value[name], one) if name in below.value else one for name, one in above.value.items()}
    return replace(above, value={**below.value, **both})
