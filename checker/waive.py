"""`closure-check waive`: from a finding to an entry in the file of the waivers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from checker.errors import UsageError
from checker.files import put, read_named
from checker.model.waivers import FILE, Waiver
from checker.pipeline import load_policies
from checker.policy.waivers import read_waivers
from checker.request import day_of, judged_under, opened
from checker.waiver_file import entry_text, finding_at, next_id, place_of, with_entry
from checker.waiving import waived


def waive(
    criterion: str,
    place: str,
    path: str | None,
    given: dict[str, Any],
    tell: Callable[[str], None],
    *,
    write: bool,
) -> tuple[str, str]:
    """The entry for a finding and what became of it, and why it does not hold, empty where it does.

    given: the words of the command. tell: is told what is being done. write: whether it goes to the file, which an
    entry that does not hold never does. Raises PolicyError and UsageError.
    """
    as_of = day_of(given["as_of"])
    source, ruling = opened(path, given)
    report = judged_under(ruling, source, path, given | {"no_waivers": False}, tell)
    result, seen = finding_at(report, criterion, place)
    file = given["waivers"] or source.root / FILE
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
    policies = load_policies(ruling.policies, source)
    told = waived(report.results, [*others, one], policies, as_of, report.stage, pass_unused=True)[-1].observations[-1]
    if not told.ok:
        return entry_text(one), told.message
    if not write:
        return f"{entry_text(one)}\n`--write` adds it to {FILE}\n", ""
    added = with_entry(str(file), text, one)
    put(added, file, inside=source.root, with_folder=True)
    return f"{entry_text(one)}\n{FILE} has it now\n", ""
