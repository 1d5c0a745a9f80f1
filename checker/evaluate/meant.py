"""What is passed over and meant so, as a policy says."""

from __future__ import annotations

from collections.abc import Iterable

from checker.classes import replace
from checker.model.evidence import Gap
from checker.model.language import Meant
from checker.model.observation import Acceptance, Observation
from checker.text.titles import same_title
from checker.tree.globs import glob_pattern


def as_meant(seen: Observation, meant: Iterable[Meant]) -> Observation:
    """The same, which is fine where the policy says that it is meant so; the reason stands behind it."""
    if seen.ok or seen.gap is None or not seen.gap.is_passed_over:
        return seen
    gap = seen.gap
    said = next((one for one in meant if one.kind == gap.reason.id and _is_there(one, gap)), None)
    if said is None:
        return seen
    words = f"{gap.message}; the policy says that it is meant so: {said.why}"
    return replace(seen, ok=True, said=words, hint=None, accepted=Acceptance(said.why))


def _is_there(meant: Meant, gap: Gap) -> bool:
    place = gap.location
    if not any(glob_pattern(path).fullmatch(place.path) for path in meant.in_):
        return False
    titles = place.pointer.split("/")
    return not meant.under or any(same_title(title, under) for title in titles for under in meant.under)
