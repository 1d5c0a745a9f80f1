"""One repository judged, wherever that is done: plain data in, plain data out."""

from __future__ import annotations

import hashlib
import json
import os
import time
import zlib
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from checker import __version__
from checker.classes import dataclass, field, replace
from checker.errors import ClosureCheckError
from checker.files import read_named
from checker.fleet.mirrors import mirror_of, usual_folder
from checker.fleet.places import Place
from checker.model.report import RenderOptions, Report
from checker.sources.git_tree import GitTree
from checker.sources.source import Source

JUDGED, KNOWN, FAILED = "judged", "known", "failed"
"""What becomes of a repository: judged now, known from an earlier run, or not judged for a reason of its own."""


@dataclass(frozen=True, slots=True)
class Key:
    """What a verdict rests on, besides whose it is. policy: of all files of the rules. evidence: of the day, the issues
    and the tool; empty for what nobody can repeat, a live tracker.
    """

    commit: str
    policy: str
    evidence: str


@dataclass(frozen=True, slots=True)
class Task:
    """What has to be judged. day: as of which. known: on what the verdicts rest that are known of it already.

    mirrors: where mirrors lie, empty for where they usually do on the machine that judges. seconds: what judging one
    criterion may take. fetching: what each step of git may take that fetches, in seconds.
    """

    place: Place
    day: date
    mirrors: str
    known: frozenset[Key] = frozenset()
    seconds: float = 60.0
    keeps: bool = True
    fetching: float = 60.0


@dataclass(frozen=True, slots=True)
class Criterion:
    """What came out for one criterion."""

    policy: str
    id: str
    title: str
    outcome: str
    severity: str
    owner: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a repository. state: one of `JUDGED`, `KNOWN`, `FAILED`. message: why it failed.

    key: None where it failed before it was known. verdict, exit_code, title, criteria, report: of what was judged; the
    report is that of `--format json`, deflated. issues: where what the tracker says is from. moment: when it said so.
    done: when it was judged, ISO 8601 in UTC. seconds: that it took.
    """

    name: str
    state: str
    message: str = ""
    key: Key | None = None
    verdict: str = ""
    exit_code: int = 3
    title: str = ""
    criteria: tuple[Criterion, ...] = ()
    report: bytes = field(default=b"", repr=False)
    issues: str = ""
    moment: str = ""
    done: str = ""
    seconds: float = 0.0


def judge(task: Task) -> Outcome:
    """Judges a repository. Whatever is wrong with it costs this one alone."""
    begun = time.monotonic()
    try:
        found = _judged(task)
    except ClosureCheckError as error:
        found = failed(task.place.name, str(error))
    except MemoryError:
        found = failed(task.place.name, "takes more memory than a repository may")
    except Exception as error:  # noqa: BLE001  one repository must not cost the others
        found = failed(task.place.name, f"closure-check has a bug: {type(error).__name__}: {error}; please report it")
    return replace(found, seconds=round(time.monotonic() - begun, 3), done=f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}")


def failed(name: str, message: str) -> Outcome:
    """That a repository could not be judged."""
    return Outcome(name, FAILED, message)


def _judged(task: Task) -> Outcome:
    from checker.gate.trust import files_of, ruled
    from checker.pipeline import load_policies
    from checker.recall import forget
    from checker.request import judged_under
    from checker.sources import Subfolder, open_source
    from checker.sources.subfolder import whole_of

    place = task.place
    mirrors = Path(task.mirrors) if task.mirrors else usual_folder()
    folder = mirror_of(place.at, mirrors, task.fetching) if place.is_elsewhere else Path(place.at)
    given = _words(task, folder)
    if task.keeps:
        _keep()
    try:
        whole = open_source(folder, place.revision)
        source = Subfolder(whole, place.folder.strip("/")) if place.folder else whole
        ruling = ruled(source, given)
        policies = load_policies(ruling.policies, source)
        rules = files_of(ruling, policies, source)
        key = Key(
            source.tree().commit or "",
            _digest([[one.path, str(one.kind), one.digest] for one in rules]),
            _evidence(task, whole_of(source), {one.path: one.digest for one in rules}),
        )
        if key.commit and key.evidence and key in task.known:
            return Outcome(place.name, KNOWN, key=key)
        report = judged_under(ruling, source, str(folder), given, lambda _: None)
    finally:
        forget()
    return _told(place.name, key, report)


def _words(task: Task, folder: Path) -> dict[str, Any]:
    """What a caller of the command would have said."""
    place = task.place
    return {
        "path": str(folder),
        "policies": place.policies,
        "at": place.revision,
        "as_of": task.day.isoformat(),
        "stage": place.stage,
        "fail_on": None,
        "issues": Path(place.issues) if place.issues else None,
        "expect_policy": place.digest or None,
        "skip": (),
        "only": (),
        "offline": not place.asks,
        "token_file": None,
        "proxy": "",
        "allow_commands": False,
        "allow_foreign_owner": False,
        "time_limit": task.seconds,
    }


def _keep() -> None:
    """Has what documents and criteria come to recalled and kept, as the command does."""
    from checker.cache import make_key
    from checker.recall import use
    from checker.replay import Place as Kept
    from checker.replay import place_of
    from checker.store import Store

    place = place_of([], os.environ)
    key = place.key or make_key(os.environ) if place is not None else None
    if place is not None and key is not None:
        use(Store(Kept(place.folder, key)))


def _evidence(task: Task, whole: Source, rules: Mapping[str, str]) -> str:
    """A digest of all that is said beside commit and rules; empty where nobody can repeat it, as with a live tracker.

    Tags and branches are evidence as well: they come and go while the commit stays.
    """
    if task.place.asks or not isinstance(whole, GitTree):
        return ""
    issues = read_named(Path(task.place.issues), "name another file") if task.place.issues else None
    said = [__version__, task.day.isoformat(), str(task.place.stage or ""), task.place.folder, sorted(rules)]
    told = [hashlib.sha256(one).hexdigest() for one in (issues, whole.refs()) if one is not None]
    return _digest([*said, *told])


def _digest(said: Any) -> str:
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()


def _told(name: str, key: Key, report: Report) -> Outcome:
    from checker.reports import RENDERER_BY_NAME

    body = RENDERER_BY_NAME["json"](report, RenderOptions()).encode()
    origin = report.judged.origin
    return Outcome(
        name=name,
        state=JUDGED,
        key=key,
        verdict=str(report.verdict),
        exit_code=report.exit_code,
        title=", ".join(one.title or one.id for one in report.policies),
        criteria=tuple(
            Criterion(
                one.policy,
                one.criterion.id,
                one.criterion.title,
                str(one.outcome),
                str(one.criterion.severity),
                one.criterion.owner,
            )
            for one in report.results
        ),
        report=zlib.compress(body, 6),
        issues=report.judged.issues,
        moment=origin.moment if origin is not None else "",
    )
