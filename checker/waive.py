"""`closure-check waive`: from a finding to an entry in the file of the waivers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from checker.errors import UsageError
from checker.files import put, read_named
from checker.model.waivers import Waiver
from checker.pipeline import load_policies
from checker.policy.waivers import FILE, read_waivers
from checker.request import day_of, judged
from checker.sources import open_source
from checker.trust import ruled
from checker.waiver_file import entry_text, finding_at, next_id, place_of, with_entry
from checker.waiving import waived


def waive(criterion: str, place: str, path: str | None, given: dict[str, Any], *, write: bool) -> tuple[str, str]:
    """The entry for a finding and what became of it, and why it does not hold, empty where it does.

    given: the words of the command. write: whether it goes to the file, which an entry that does not hold never does.
    Raises PolicyError and UsageError.
    """
    as_of = day_of(given["as_of"])
    report = judged(path, **given | {"no_waivers": False})
    result, seen = finding_at(report, criterion, place)
    root = open_source(Path(path) if path else None, "worktree").root
    file = given["waivers"] or root / FILE
    data = read_named(file, "name another file") if file.is_file() else b""
    others = read_waivers(str(file), data) if data else ()
    text = data.decode("utf-8-sig")
    one = Waiver(
        id=given["id_"] or next_id(others),
        criterion=criterion,
        at=place_of(result, seen),
        reason=given["reason"],
        issue=given["issue"],
        owner=given["owner"],
        approved_by=given["approved_by"],
        approved=day_of(given["approved"]) if given["approved"] else as_of,
        until=day_of(given["until"]),
    )
    if any(other.id == one.id for other in others):
        raise UsageError(f"{file} has a waiver `{one.id}` already; give another --id")
    source = open_source(Path(path) if path else None, given["at"], allow_foreign_owner=given["allow_foreign_owner"])
    policies = load_policies(ruled(source, given | {"path": path}).policies)
    told = waived(report.results, [*others, one], policies, as_of, report.stage, pass_unused=True)[-1].observations[-1]
    if not told.ok:
        return entry_text(one), told.message
    if not write:
        return f"{entry_text(one)}\n`--write` adds it to {FILE}\n", ""
    added = with_entry(str(file), text, one)
    file.parent.mkdir(parents=True, exist_ok=True)
    put(added, file, inside=root)
    return f"{entry_text(one)}\n{FILE} has it now\n", ""
