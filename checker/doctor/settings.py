"""The settings of a repository: what in them lets a change past a gate that takes its rules from the change."""

from __future__ import annotations

from collections.abc import Iterator

from checker.doctor.advice import Advice, advice, entries
from checker.model.data import Node
from checker.model.tree import Tree

_REMEDY = "judge with `--policy-at`, or leave it out"


def advice_on(document: Node, tree: Tree) -> Iterator[Advice]:
    """What counts on every run that does not take its rules from elsewhere."""
    for one in entries(document.get("skip")):
        yield advice(one, f"`skip` leaves `{one.text}` out of every run", _REMEDY)
    stage = document.get("stage")
    if stage is not None and stage.text != "closure":
        yield advice(stage, f"`stage: {stage.text}` leaves out what is due later, on every run", _REMEDY)
    issues = document.get("issues")
    if issues is not None and issues.text.removeprefix("./") in tree.entries:
        yield advice(issues, f"`{issues.text}` says what the tracker says, and a change can bring it along", _REMEDY)
