"""Searches in several documents: each that is named is meant; of what a glob matches, what there is."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Sequence
from typing import Any, cast

from checker.classes import replace
from checker.evaluate.logic import as_loss, distinct
from checker.model.evidence import Gap, Reason, absent
from checker.model.kinds import Scope, Selector
from checker.model.language import PathSet, Selected
from checker.model.markdown import Markdown
from checker.model.observation import Observation, lacking
from checker.model.passed_over import KINDS_PASSED_OVER, PassedOver
from checker.tree.globs import is_glob
from checker.tree.places import documents_in, members_of, no_section, paths_in, regions_in, sections_called

_ONE_WILL_DO = "a list of documents means each of them; write `in: {any_of: […]}` where one of them will do"


def searched(selector: Selector, scope: Scope) -> Selected:
    """What a selector finds, in each document of a list by itself; what the search lacks is lost evidence."""
    paths = getattr(selector, "in_", None)
    if not isinstance(paths, PathSet):
        return _as_losses(_with_passed_over(selector, selector.select(scope), scope))
    members = members_of(scope, paths)
    if len(members) < 2:
        found = _with_passed_over(selector, selector.select(scope), scope)
        apart = (*found.apart, *_without_section(selector, paths, scope))
        return _as_losses(replace(_with_share(found, paths, scope), apart=apart))
    return _joined(paths.name, [(one, searched(_within(selector, one), scope)) for one in members])


def _within(selector: Selector, paths: PathSet) -> Selector:
    """The same selector, looking elsewhere."""
    found: Selector = replace(cast("Any", selector), in_=paths)
    return found


def _joined(name: str, parts: Sequence[tuple[PathSet, Selected]]) -> Selected:
    """What was found in the documents of a list, one after the other."""
    every = [found for _, found in parts]
    first = next((found for found in every if found.records), every[0])
    missing: dict[str, Gap] = {}
    for found in every:
        missing = {**found.missing, **missing}
    return Selected(
        tuple(record for found in every for record in found.records),
        distinct([seen for found in every for seen in found.problems]),
        first.place,
        _words(name, parts),
        sum(found.considered for found in every),
        missing=missing,
        without=tuple(seen for paths, found in parts for seen in _without(paths, found)),
        apart=tuple(seen for found in every for seen in found.apart),
    )


def _words(name: str, parts: Sequence[tuple[PathSet, Selected]]) -> str:
    """Where the search looked: what the first part says, of the whole list."""
    paths, found = parts[0]
    before, is_said, after = found.searched.rpartition(paths.name)
    return f"{before}{name}{after}" if is_said else ", ".join(dict.fromkeys(one.searched for _, one in parts))


def _without(paths: PathSet, found: Selected) -> tuple[Observation, ...]:
    """Why a document of a list has nothing of what is looked for; nothing where it has something."""
    if found.records:
        return ()
    if not found.is_whole:
        return tuple(seen for seen in found.problems if seen.ok is not True)
    gap = absent(Reason.NOTHING_HERE, found.place, where=found.searched or paths.name)
    return (lacking(gap, expected="at least 1", hint=_ONE_WILL_DO),)


def _without_section(selector: Selector, paths: PathSet, scope: Scope) -> Iterator[Observation]:
    """That a document of a glob lacks a section under which the selector looks, and others have."""
    under = getattr(selector, "under", ())
    titles = (under,) if isinstance(under, str) else under
    if not any(titles) or paths.any_of:
        return
    regions = regions_in(scope, paths).regions
    for title in titles if len(regions) > 1 else ():
        without = [region for region in regions if not sections_called(region, title)]
        yield from (no_section((one,), title) for one in without if len(without) < len(regions))


def _with_passed_over(selector: Selector, found: Selected, scope: Scope) -> Selected:
    """The same with what could have been meant, where the selector looked, and was not taken.

    Nobody can tell what it would have been, so it leaves the criterion undecided, unless the policy says otherwise.
    """
    passed = [one.gap for one in _passed_over(selector, scope) if selector.concerns(one, found)]
    return replace(found, problems=(*found.problems, *map(lacking, dict.fromkeys(passed)))) if passed else found


def _passed_over(selector: Selector, scope: Scope) -> Iterator[PassedOver]:
    if not hasattr(selector, "in_") or selector.kind not in KINDS_PASSED_OVER:
        return
    documents, _ = documents_in(scope, selector.in_)
    odd = [one.content for one in documents if isinstance(one.content, Markdown)]
    if any(selector.kind in passed.kinds for one in odd for passed in one.odd.value):
        for region in regions_in(scope, selector.in_, getattr(selector, "under", ())).regions:
            yield from (one for one in region.markdown.odd.value if region.holds(one.line))


def _with_share(found: Selected, paths: PathSet, scope: Scope) -> Selected:
    """The same; where one document will do, with how many of them have nothing of what is looked for."""
    if not found.records or not (paths.any_of or any(map(is_glob, paths.paths))):
        return found
    looked_in, _ = paths_in(scope, paths)
    places = {place for record in found.records for place in _around(record.location.path)}
    without = len(looked_in) - len(places.intersection(looked_in))
    said = f"{found.searched} ({without} of {len(looked_in)} documents have none)"
    return replace(found, searched=said) if without else found


def _around(path: str) -> tuple[str, ...]:
    """A path, and the directory that may be what was looked in."""
    return path, posixpath.dirname(path) or "."


def _as_losses(found: Selected) -> Selected:
    """The same; what the search lacked is lost evidence, whose opposite is not met either."""
    return replace(found, problems=tuple(map(as_loss, found.problems)))
