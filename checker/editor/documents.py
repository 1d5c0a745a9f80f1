"""Findings in documents as they stand in an editor, saved or not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from checker.editor.overlay import Overlay
from checker.editor.told import Told, Weight, told_at
from checker.folders import nearest
from checker.gate.settings import FILE_NAME
from checker.messages.findings import findings
from checker.model.causes import Lack
from checker.model.report import Report, Severity
from checker.pipeline import check, load_policies
from checker.policy.types import Policy
from checker.request import day_of, opened, options_of
from checker.sources import Source, Subfolder

_WEIGHTS: Mapping[Severity, Weight] = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note"}
_ASKED: Mapping[str, Any] = {
    "at": "worktree",
    "policies": (),
    "policy_at": None,
    "expect_policy": None,
    "issues": None,
    "waivers": None,
    "stage": None,
    "fail_on": None,
    "skip": (),
    "as_of": None,
    "allow_commands": False,
    "allow_foreign_owner": False,
    "offline": True,
    "token_file": None,
    "proxy": "",
}
"""As `check` asks when nothing is said, but that no tracker is asked."""


def policies_near(path: Path) -> tuple[Policy, ...]:
    """The policies that the settings name which are nearest to a file. Raises UsageError and PolicyError."""
    folder = nearest(str(path.parent), dict(_ASKED))
    source, ruling = opened(folder, {**_ASKED, "path": folder})
    return load_policies(ruling.policies, source)


def findings_in(path: Path, text: str, others: Mapping[Path, str]) -> Iterator[Told]:
    """What the policies of the nearest settings find in a document; nothing where there are none.

    others: further texts of the editor by their files. What issues would have to say is left out.
    Raises UsageError and PolicyError where the settings or a policy are wrong.
    """
    folder = nearest(str(path.parent), dict(_ASKED))
    if folder is None or not (Path(folder) / FILE_NAME).is_file():
        return
    given = {**_ASKED, "path": folder}
    source, ruling = opened(folder, given)
    root = source.root.resolve()
    texts = {_path_in(root, one): said for one, said in {**others, path: text}.items() if one.is_relative_to(root)}
    own = _path_in(root, path)
    if own not in source.tree().entries:
        return
    overlay = _overlaid(source, {name: said.encode("utf-8", "surrogatepass") for name, said in texts.items()})
    report = check(options_of(ruling, day_of(None), given, lambda _: None, {}), overlay)
    yield from _told(report, own, text.split("\n"))


def _path_in(root: Path, path: Path) -> str:
    return path.relative_to(root).as_posix()


def _overlaid(source: Source, texts: Mapping[str, bytes]) -> Source:
    if not isinstance(source, Subfolder):
        return Overlay(source, texts)
    return Subfolder(
        Overlay(source.whole, {f"{source.folder}/{name}": one for name, one in texts.items()}), source.folder
    )


def _told(report: Report, path: str, lines: list[str]) -> Iterator[Told]:
    for one in findings(report):
        seen, criterion = one.seen, one.result.criterion
        is_of_tracker = seen.cause is not None and seen.cause.kind == Lack.ANSWER
        if seen.location.path != path or not seen.is_open or is_of_tracker:
            continue
        weight: Weight = _WEIGHTS[criterion.severity] if seen.ok is False else "warning"
        hint = seen.hint or criterion.fix
        said = f"{seen.message}; {hint}" if hint else seen.message
        yield told_at(lines, seen.location.line, seen.location.column, said, weight=weight, code=criterion.id)
