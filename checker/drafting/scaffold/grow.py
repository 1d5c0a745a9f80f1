"""`closure-check scaffold`: from policies to files."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from checker.classes import replace
from checker.drafting.scaffold import data_forms, markdown_forms
from checker.drafting.scaffold.files import Files
from checker.drafting.scaffold.wanted import Inside, Wanted, literal, nested, wanted_of
from checker.model.kinds import Requirement
from checker.model.language import Condition, PathSet, Selection
from checker.model.tree import Tree
from checker.policy.types import Clause, Criterion, Policy, Quantifier
from checker.requirements.commands import RunsClean
from checker.tree.filling import fields_in
from checker.tree.globs import is_glob

FORM_BY_SELECTOR: Mapping[str, Callable[[Wanted, Files], Iterator[Inside]]] = {
    **markdown_forms.FORM_BY_SELECTOR,
    **data_forms.FORM_BY_SELECTOR,
}
"""What each selector asks of a tree; what is not here, no file can give, or nobody here can lay out."""
_WHY_NOT = {
    **dict.fromkeys(("issue", "comment", "project_item", "pull_request", "review"), "is in the tracker"),
    **dict.fromkeys(("commit", "tag", "change"), "is in the history of git"),
}


def grown(policies: Sequence[Policy], tree: Tree) -> Files:
    """The files that policies ask for. tree: what is there, so that globs are known to match."""
    files = Files(tree)
    for policy in policies:
        # Documents of which each is there come first, so that a glob takes them.
        for criterion in sorted(policy.criteria, key=_globs):
            for clause in criterion.clauses:
                _clause(clause, criterion, Inside(policy.people), files)
    return files


def _globs(criterion: Criterion) -> bool:
    paths = [getattr(one.selection.selector, "in_", None) for one in criterion.clauses if one.selection is not None]
    return any("*" in path for one in paths if one is not None for path in one.paths)


def _clause(clause: Clause, criterion: Criterion, inside: Inside, files: Files) -> None:
    if clause.require is not None and any(isinstance(one, RunsClean) for one in clause.require.each()):
        files.leave(f"{criterion.heading.id}: commands are run, not written")
    if clause.selection is None:
        _nested(clause.require, inside, files)
    elif clause.quantifier is Quantifier.NONE:
        # What must not be there is not laid out; the document in which it must not stand is.
        _provide(replace(clause.selection, allow_empty=True), None, inside, files, is_choice=True, criterion=criterion)
    else:
        _provide(clause.selection, clause.require, inside, files, is_choice=True, criterion=criterion)


def _nested(condition: Condition | None, inside: Inside, files: Files) -> None:
    for one in condition.each() if condition is not None else ():
        _leave_rules(one, files)
    for selection, require, is_found in nested(condition) if condition is not None else ():
        _provide(selection, require, inside, files, is_choice=not is_found)


def _leave_rules(one: Requirement, files: Files) -> None:
    """Tell of documents that belong to the rules, such as a template: what is held against them is no form for them."""
    for paths in (getattr(one, name) for name in one.rules):
        for path in paths.paths if isinstance(paths, PathSet) else ():
            if path not in files.tree.entries and not is_glob(path) and not fields_in(path):
                files.leave(f"{path} belongs to the rules; whoever makes them writes it")


def _provide(
    selection: Selection,
    require: Condition | None,
    inside: Inside,
    files: Files,
    *,
    is_choice: bool,
    criterion: Criterion | None = None,
) -> None:
    wanted = wanted_of(selection, require, inside, is_choice=is_choice)
    kind = wanted.selector.kind
    if kind in _LISTED:
        records: Iterator[Inside] = _LISTED[kind](wanted)
    elif kind in FORM_BY_SELECTOR:
        records = FORM_BY_SELECTOR[kind](wanted, files)
    else:
        about = f"{criterion.heading.id}: " if criterion is not None else ""
        files.leave(f"{about}`{kind}` {_WHY_NOT.get(kind, 'cannot be laid out here')}")
        return
    for record in list(records):
        one = replace(record, fields={**_whereabouts(record.path), **record.fields}) if record.path else record
        for condition in (wanted.where, wanted.require):
            _nested(condition, one, files)


def _whereabouts(path: str) -> dict[str, str]:
    """The fields that every record in a document has."""
    return {"document": path, "directory": posixpath.dirname(path) or "."}


def _people(wanted: Wanted) -> Iterator[Inside]:
    """Each person of a selection, with what the policy says of them."""
    selector: Any = wanted.selector
    for one in selector.who.people or tuple(wanted.inside.people.values()):
        yield replace(wanted.inside, fields={"id": one.id, "name": one.name, "role": one.role, "login": one.login})


def _names(wanted: Wanted) -> Iterator[Inside]:
    selector: Any = wanted.selector
    several = selector.of if isinstance(selector.of, tuple) else (selector.of,)
    for one in several:
        if said := literal(one, wanted.inside):
            yield replace(wanted.inside, fields={"name": said})


_LISTED: Mapping[str, Callable[[Wanted], Iterator[Inside]]] = {"person": _people, "name": _names}
"""Selectors whose records the policy itself lists."""
