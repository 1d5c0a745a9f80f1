"""What the caller asks for: from the words of a command to the pipeline's options, and the report that answers them."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from checker.classes import replace
from checker.errors import UsageError
from checker.files import read_named
from checker.piped import called, is_piped, read_given
from checker.tree.paths import told
from checker.witness import looked_for

if TYPE_CHECKING:
    from checker.gate.ruling import Ruling
    from checker.issues.events import AtHand
    from checker.model.report import Report
    from checker.model.rules import Invocation
    from checker.pipeline import Options
    from checker.sources import Source
    from checker.trackers.opening import Reached
    from checker.web.access import Access

_MOST_PULLS = 10**9
"""No pull request has such a number."""
LARGEST_REPORT = 256 * 1024 * 1024
"""Bytes of a saved report that is read."""


def judged(path: str | None, given: dict[str, Any], tell: Callable[[str], None]) -> Report:
    """The report on what is judged. tell: is told what is being done. Raises UsageError and PolicyError."""
    source, ruling = opened(path, given)
    return judged_under(ruling, source, path, given, tell)


def opened(path: str | None, given: dict[str, Any]) -> tuple[Source, Ruling]:
    """What is judged, and what rules that. Raises UsageError and PolicyError."""
    from checker.gate.trust import ruled
    from checker.sources import open_source

    source = open_source(Path(path) if path else None, given["at"], allow_foreign_owner=given["allow_foreign_owner"])
    return source, ruled(source, given | {"path": path})


def judged_under(
    ruling: Ruling, source: Source, path: str | None, given: dict[str, Any], tell: Callable[[str], None]
) -> Report:
    from checker.gate.trust import judged_by

    as_of = day_of(given["as_of"])
    reached: Reached = {}
    report = judged_by(ruling, source, given, lambda one: options_of(one, as_of, given, tell, reached), tell)
    invocation = _invocation(given)
    if not given.get("no_worse_than"):
        return replace(report, invocation=invocation)
    from checker.known import without_known
    from checker.model.rules import NamedRevision
    from checker.pipeline import check

    before = _before(given["no_worse_than"], report, path, allow_foreign_owner=given["allow_foreign_owner"])
    options = options_of(ruling, as_of, given, tell, reached)
    report = without_known(report, check(options, before, tell), given["no_worse_than"])
    known = NamedRevision(given["no_worse_than"], before.tree().commit or "")
    return replace(report, invocation=replace(invocation, no_worse_than=known))


def _invocation(given: dict[str, Any]) -> Invocation:
    """What a report tells of how it was asked for; the revision that nothing may be worse than is not among it."""
    from checker.model.rules import Handed, Invocation
    from checker.pipeline import SECONDS
    from checker.policy.rule_files import digest_of

    waivers, at_hand = given.get("waivers"), _at_hand(given)
    content = read_given(waivers, "name another file") if waivers is not None else b""
    return Invocation(
        policies=tuple(_told(one) for one in given["policies"]),
        stage=given["stage"] or "",
        fail_on=given["fail_on"] or "",
        expect_policy=given.get("expect_policy") or "",
        issues=_told(given["issues"]) if given["issues"] is not None else "",
        pull_request=_named(at_hand) if at_hand is not None else "",
        event=Handed(at_hand.event, at_hand.digest) if at_hand is not None and at_hand.event else None,
        waivers=Handed(_told(waivers), digest_of(content)) if waivers is not None else None,
        no_waivers=bool(given.get("no_waivers")),
        pass_unused_waivers=bool(given.get("pass_unused_waivers")),
        allow_commands=given["allow_commands"],
        time_limit=float(given.get("time_limit") or SECONDS),
    )


def _named(at_hand: AtHand) -> str:
    return str(at_hand.number or "none")


def _told(name: str | Path) -> str:
    """What reports call a file that a caller hands over."""
    return told(called(str(name)))


def _before(at: str, report: Report, path: str | None, *, allow_foreign_owner: bool) -> Source:
    """The tree of a revision, if it is another than what is judged. Raises UsageError."""
    from checker.sources import open_source

    source = open_source(Path(path) if path else None, at, allow_foreign_owner=allow_foreign_owner)
    if report.judged.commit and source.tree().commit == report.judged.commit:
        raise UsageError(f"--no-worse-than: `{at}` is what is judged, so nothing could be worse; name one before it")
    return source


def saved_or_judged(name: str, path: str | None, given: dict[str, Any], tell: Callable[[str], None]) -> Report:
    """The report in a file of that name; without one, of what is judged there.

    What is compared may be the revision itself that the rules come from.
    """
    return _saved(name) or judged(path, _of_revision(name, given), tell)


def _saved(name: str) -> Report | None:
    """The report in a file, None where there is no such file."""
    from checker.reports.json import read_report

    file = Path(name)
    looked_for(file)
    return read_report(read_named(file, "compare revisions instead", LARGEST_REPORT), name) if file.is_file() else None


def _of_revision(name: str, given: dict[str, Any]) -> dict[str, Any]:
    return given | {"at": name, "compared": True}


def earlier(names: Sequence[str], path: str | None, given: dict[str, Any], tell: Callable[[str], None]) -> list[Report]:
    """Reports of what was judged before: those of files, and of revisions, each as of the day of its commit."""
    return [_saved(name) or _on_its_day(path, _of_revision(name, given), tell) for name in names]


def _on_its_day(path: str | None, given: dict[str, Any], tell: Callable[[str], None]) -> Report:
    from checker.sources.git_tree import GitTree
    from checker.sources.subfolder import whole_of

    source, ruling = opened(path, given)
    whole = whole_of(source)
    day = whole.day() if isinstance(whole, GitTree) else None
    as_of = day.isoformat() if day is not None else given["as_of"]
    return judged_under(ruling, source, path, given | {"as_of": as_of}, tell)


def _access(given: dict[str, Any], tell: Callable[[str], None]) -> Access:
    from checker.web.access import Access

    clock = None if given["as_of"] else lambda: datetime.now(UTC)
    return Access(os.environ, given["token_file"], given["offline"], given["proxy"], tell, clock)


def options_of(
    ruling: Ruling, as_of: date, given: dict[str, Any], tell: Callable[[str], None], reached: Reached
) -> Options:
    """The options of the call, with the settings that count for what the caller leaves open.

    reached: the trackers that its runs share.
    """
    from checker.pipeline import SECONDS, Options

    return Options(
        policies=ruling.policies,
        as_of=as_of,
        issues=ruling.issues(given["issues"]),
        stage=ruling.stage(given["stage"]),
        fail_on=ruling.fail_on(given["fail_on"]),
        only=tuple(given.get("only", ())),
        skip=ruling.skip(given["skip"]),
        allow_commands=given["allow_commands"],
        access=_access(given, tell),
        waivers=() if given.get("no_waivers") else ruling.waivers(given.get("waivers")),
        pass_unused_waivers=given.get("pass_unused_waivers", False),
        seconds=given.get("time_limit") or SECONDS,
        rules_at=ruling.at,
        rules=ruling.tree,
        reached=reached,
        at_hand=_at_hand(given),
    )


def _at_hand(given: dict[str, Any]) -> AtHand | None:
    """The pull request that is judged, as the caller says: its number, an event, or none. Raises UsageError."""
    name = given.get("pull_request")
    if name is None:
        return None
    from checker.issues.events import EVENT_REMEDY, NONE, AtHand, at_hand_of

    written = name.strip().removeprefix("#")
    if written == NONE:
        return AtHand(None)
    if written.isascii() and written.isdecimal() and 0 < int(written) < _MOST_PULLS:
        return AtHand(int(written))
    if is_piped(name) or Path(name).is_file():
        return at_hand_of(read_given(Path(name), EVENT_REMEDY), _told(name))
    raise UsageError(f"--pull-request: `{name}` is no number, no file with the event of a workflow, and not `{NONE}`")


def own_cases() -> tuple[str, ...]:
    """The policy files that the settings of the repository name; shipped policies are tested where they are made."""
    from checker.folders import nearest
    from checker.gate.settings import FILE_NAME, load_settings
    from checker.policy.rules import rules_of
    from checker.policy.shipped import shipped_policies
    from checker.sources import open_source

    folder = nearest(None, {})
    rules, shipped = rules_of(open_source(Path(folder) if folder else None, "worktree")), shipped_policies()
    own = (one for one in load_settings(rules).policies if one not in shipped)
    found = tuple(os.path.relpath(rules.on_disk(rules.in_folder(one))) for one in own)
    if not found:
        raise UsageError(f"no policy: name one, or name your own ones in {FILE_NAME}")
    return found


def day_of(written: str | None) -> date:
    if written is None:
        return datetime.now(UTC).date()
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise UsageError(f"--as-of: `{written}` is no date, expected YYYY-MM-DD") from None
