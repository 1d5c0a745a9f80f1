"""What a policy says of things that are passed over: that they are meant so."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from checker.model.evidence import PASSED_OVER
from checker.model.language import Meant
from checker.policy.entries import MeantEntry
from checker.policy.grammar import adapter
from checker.policy.mistakes import mistake, shown, validated
from checker.policy.names import checked_path
from checker.text.titles import suggestion

KINDS = tuple(sorted(one.id for one in PASSED_OVER))
"""The ids of what can be passed over."""


def read_meant(documents: Mapping[str, tuple[str, ...]], written: Any) -> Meant:
    """One entry under `meant`. documents: the paths of each name. Raises ValidationError."""
    one = validated(adapter(MeantEntry), written, None)
    if one.kind not in KINDS:
        meant = suggestion(one.kind, KINDS) or f"; there is {', '.join(KINDS)}"
        raise mistake(f"nothing is passed over as {shown(one.kind)}{meant}", "kind")
    if not one.why.strip():
        raise mistake("`why` is empty: say why it is meant so", "why")
    names = [one.in_] if isinstance(one.in_, str) else one.in_
    paths = tuple(path for name in names for path in documents.get(name) or (checked_path(name),))
    under = (one.under,) if isinstance(one.under, str) else tuple(one.under)
    return Meant(one.kind, paths, one.why, under)
