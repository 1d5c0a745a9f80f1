"""Sentences about many documents, document by document: what each contributes can be told from it alone.

`for_each: {link: {in: 'docs/**/*.md'}}` comes to the links of every document by itself, and what is required of a link
looks at nothing but its document, and at what is asked for on the way. So a document may be let go when its part is
known, several processes may read them, and what a document contributed is known as long as nothing of that changes.
Sentences whose records have to be seen together (`unique`, a section that one of the documents must have) are judged
as a whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, cast

from checker.classes import replace
from checker.evaluate.joins import MOST_WANTED
from checker.evaluate.limit import End
from checker.evaluate.logic import as_loss, distinct, joined
from checker.evaluate.scope import Evaluation, Named
from checker.evaluate.sentences import observe_number, observe_record
from checker.messages.naming import Places
from checker.model.evidence import Reason
from checker.model.facts import Facts, Inquiry, Wanted
from checker.model.kinds import Selector
from checker.model.language import PathSet, Selected, Selection, Unfit
from checker.model.observation import Observation, lacking
from checker.model.packed import Contributed, Each, Records
from checker.model.parts import Excerpt, Part, Question
from checker.model.record import NO_PEERS, Record, plain_value
from checker.model.report import Trace
from checker.policy.types import Clause, Criterion, Policy, Quantifier
from checker.tree.filling import fields_in
from checker.tree.globs import is_glob
from checker.tree.hidden import path_doubts
from checker.tree.places import matching_paths

FEWEST = 20
"""Of fewer documents a sentence is judged as a whole: they are all at hand."""


def divided(clause: Clause, policy: Policy, facts: Facts) -> tuple[str, ...]:
    """The documents of which each may be asked by itself, none for a sentence that is judged as a whole."""
    selection = clause.selection
    if selection is None or clause.quantifier is not Quantifier.EACH or policy.kinds.plugins:
        return ()
    paths = getattr(selection.selector, "in_", None)
    if not isinstance(paths, PathSet) or not selection.selector.by_document() or not all(map(is_glob, paths.paths)):
        return ()
    if any(map(fields_in, paths.paths)) or any(path.endswith("/") or path in policy.trusted for path in paths.paths):
        return ()
    conditions = (one for one in (selection.where, clause.require) if one is not None)
    if any(one.of_peers for condition in conditions for one in condition.each()):
        return ()
    found = tuple(dict.fromkeys(matching_paths(facts.tree, paths)))
    return () if len(found) < FEWEST or any(map(is_glob, found)) else found


def asked_of_each(
    question: Question,
    criterion: Criterion,
    policy: Policy,
    inquiry: Inquiry,
    *,
    named: dict[str, Named],
    end: End | None,
) -> tuple[Part | None, Wanted]:
    """What a document contributes to a sentence, None where that is not known yet, and what is wanted for it.

    inquiry: into facts among which the document is. named: selections that were made before, and are made now.
    """
    clause = criterion.clauses[question.clause]
    selection = clause.selection
    if selection is None:
        raise ValueError(question)
    scope = Evaluation(
        inquiry,
        policy.people,
        policy.repository,
        criterion.heading.location,
        named,
        notation=policy.notation,
        meant=policy.meant,
        end=end,
    )
    within: Selector = replace(cast("Any", selection.selector), in_=PathSet(question.path, (question.path,)))
    found = scope.select(replace(selection, selector=within, name=""))
    records = [
        (one, tuple(observe_record(clause.require, one, NO_PEERS, scope, selection.as_))) for one in found.records
    ]
    wanted = inquiry.wanted
    if wanted:
        return None, wanted
    return _part(question.path, found, records, inquiry), wanted


def _part(
    path: str,
    found: Selected,
    records: Sequence[tuple[Record, tuple[Observation, ...]]],
    inquiry: Inquiry,
) -> Part:
    facts = inquiry.facts
    places = Places(facts)
    problems = tuple(map(places.named, found.problems))
    said: set[Observation] = set()
    contributed = []
    for record, observed in records:
        fresh = [one for one in distinct(observed) if one not in said]
        said.update(fresh)
        contributed.append(Contributed(record.label, record.location, tuple(map(places.named, fresh))))
    seen = [*problems, *(one for record in contributed for one in record.observations)]
    own, unfit = facts.documents.get(path), found.unfit()
    return Part(
        Records.packed(path, contributed),
        problems,
        found.place,
        found.searched,
        found.considered,
        unfit.wanted,
        unfit.seen,
        is_read=own is None or own.problem is None,
        lines=excerpts_of(seen, facts),
        evidence=inquiry.evidence(),
        reached=inquiry.reached(),
        is_of_day=inquiry.is_of_day,
        can_be_kept=inquiry.can_be_told and not inquiry.is_of_issues,
        looked=inquiry.looked(),
    )


def excerpts_of(seen: Iterable[Observation], facts: Facts) -> Mapping[str, Excerpt]:
    """The lines at which something is not met, and no more of a document."""
    found: dict[str, dict[int, str]] = {}
    for one in seen:
        document, line = facts.documents.get(one.location.path), one.location.line
        if one.ok or document is None or not document.lines:
            continue
        known = found.setdefault(one.location.path, {})
        if line is not None and 0 < line <= len(document.lines):
            known[line - 1] = document.lines[line - 1]
    return {path: Excerpt(len(facts.documents[path].lines), known) for path, known in found.items()}


def put_together(clause: Clause, selection: Selection, parts: Mapping[str, Part], scope: Evaluation) -> Trace:
    """What the parts come to, by the paths of their documents."""
    every = list(parts.values())
    paths: PathSet = getattr(selection.selector, "in_")  # noqa: B009  a selector that looks in documents has it
    doubts = map(lacking, path_doubts(scope.facts.tree, paths, tuple(parts)))
    records = [part.records for part in every]
    left_out = sum(part.considered - part.records.size for part in every)
    wanted = dict.fromkeys(one for part in every for one in part.wanted.split("; ") if one)
    told = tuple(one for part in every for one in part.left_out) if left_out <= MOST_WANTED else ()
    read = [part for part in every if part.is_read]
    problems = [one for part in (*(one for one in every if not one.is_read), *read) for one in part.problems]
    found = Selected(
        Each(records, lambda one: Record("", one.label, plain_value("", one.location))),
        distinct([*(scope.accepted(as_loss(one)) for one in doubts), *sorted(problems, key=_turn)]),
        (read or every)[0].place,
        _searched(parts, paths, len(read), is_within=selection.selector.kind != "file"),
        sum(part.considered for part in every),
        unfit=lambda: Unfit("; ".join(wanted) if len(wanted) <= MOST_WANTED else "", told),
    )
    seen = joined([distinct(tuple(observe_number(selection, found, scope))), *records])
    selected = Each(records, lambda one: (one.label, one.location))
    considered = max(found.considered, len(selected))
    return Trace(clause.quantifier.value, found.searched, found.place, considered, selected, seen)


def trace_of(clause: Clause, found: Selected, records: Sequence[Record], seen: Sequence[Observation]) -> Trace:
    """How a sentence was judged. records: those of what was found that it is about."""
    selected = tuple((record.label, record.location) for record in records)
    considered = max(found.considered, len(selected))
    return Trace(clause.quantifier.value, found.searched, found.place, considered, selected, distinct(seen))


def _turn(problem: Observation) -> int:
    """When it is told, as of all documents at once: what cannot be looked at, what was passed over, the rest."""
    gap = problem.gap
    if gap is None or gap.reason not in (Reason.DOCUMENT, Reason.NO_MARKDOWN):
        return 2 if gap is not None and gap.is_passed_over else 3
    return int(gap.reason is Reason.NO_MARKDOWN)


def _searched(parts: Mapping[str, Part], paths: PathSet, read: int, *, is_within: bool) -> str:
    """Where was searched, in words, as for all documents at once. is_within: it looks into documents."""
    path, first = next(((path, part) for path, part in parts.items() if part.is_read), next(iter(parts.items())))
    before, _, after = first.searched.rpartition(path)
    words = first.searched if read == 1 and is_within else f"{before}{paths.name}{after}"
    without = sum(not part.considered for part in parts.values())
    return f"{words} ({without} of {len(parts)} documents have none)" if 0 < without < len(parts) else words
