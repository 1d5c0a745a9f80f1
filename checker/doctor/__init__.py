"""What would let a change past the gate: workflows, hooks and settings of a repository, looked at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from checker.classes import dataclass
from checker.doctor import github, gitlab, hooks, plugins, settings
from checker.doctor.advice import Advice
from checker.doctor.include import included, pipeline_of
from checker.gather import read_documents
from checker.model.data import Node
from checker.model.document import Document
from checker.model.facts import Facts, Inquiry
from checker.model.tree import Tree
from checker.policy.shipped import shipped_policies
from checker.sources import Source
from checker.verdict import SETTINGS

_NO_GATE = "no workflow judges a change before it is merged"
_ADD_ONE = "add one, as the page on the gate shows"


@dataclass(frozen=True, slots=True)
class Examined:
    """What was looked at, and what would let a change past the gate."""

    files: tuple[str, ...]
    advice: tuple[Advice, ...]


def examine(source: Source) -> Examined:
    """Look at everything that has a say in whether a change is judged."""
    tree = source.tree()
    paths = {one for one in (gitlab.FILE, hooks.FILE, SETTINGS) if one in tree.entries}
    paths |= {one.path for one in tree.below(github.FOLDER) if _is_workflow(one.path)}
    documents: dict[str, Document] = {}
    while paths - documents.keys():
        documents |= read_documents(paths - documents.keys(), source)
        named = documents[SETTINGS].content if SETTINGS in documents else None
        paths |= set(plugins.policies_in(named if isinstance(named, Node) else None)) & tree.entries.keys()
        paths |= {other for path, one in _read(documents).items() for other in _named_in(path, one, tree)}
    facts = Facts(tree, date.min, documents=documents)
    return Examined(tuple(sorted(paths)), tuple(sorted(set(_advice(documents, facts)))))


def _read(documents: Mapping[str, Document]) -> dict[str, Node]:
    return {path: one.content for path, one in documents.items() if isinstance(one.content, Node)}


def _named_in(path: str, document: Node, tree: Tree) -> Iterator[str]:
    """The files of the tree that belong to what a file says: each is read once, and so there is an end to them."""
    yield from github.actions_in(document, tree)
    if path not in (hooks.FILE, SETTINGS) and not path.startswith(f"{github.FOLDER}/"):
        yield from included(document, tree)


def _is_workflow(path: str) -> bool:
    return path.endswith((".yml", ".yaml")) and path.count("/") == github.FOLDER.count("/") + 1


def _advice(documents: dict[str, Document], facts: Facts) -> Iterator[Advice]:
    shipped, tree = frozenset(shipped_policies()), facts.tree
    read = _read(documents)
    for path, one in documents.items():
        if one.problem is not None:
            line, column = one.problem.location.line or 0, one.problem.location.column or 0
            yield Advice(
                path, line, column, f"cannot be read: {one.problem.message}", "mend it, so that it can be judged"
            )
    whole = github.repository_of(read, tree, shipped)
    gates = github.gates_in(whole)
    pipeline = pipeline_of(gitlab.FILE, read, tree) if gitlab.FILE in read else None
    found = [one for gate in gates for one in github.advice_on(gate, Inquiry(facts), whole)]
    is_gated = bool(gates)
    if pipeline is not None:
        found += gitlab.advice_on(pipeline, tree, shipped)
        is_gated = is_gated or bool(gitlab.gates_in(pipeline) or gitlab.components_in(pipeline))
    yield from found
    for path, document in read.items():
        if path.startswith(f"{github.FOLDER}/"):
            yield from github.with_rights_on_a_change(document)
    for path in sorted(set(plugins.policies_in(read.get(SETTINGS))) & read.keys()):
        yield from plugins.advice_on(read[path])
    if hooks.FILE in read:
        yield from hooks.advice_on(read[hooks.FILE])
    if not is_gated:
        yield Advice(gitlab.FILE if pipeline is not None else github.FOLDER, 0, 0, _NO_GATE, _ADD_ONE)
    if SETTINGS in read and (not is_gated or any("--policy-at" in one.remedy for one in found)):
        yield from settings.advice_on(read[SETTINGS], tree)
