"""The book of a fleet: one SQLite file with what became of every repository, written while it goes on.

Each run has one line for each repository. What is known already for the same commit, policy and evidence is written
down for the new run without being judged again. Whoever is killed loses what is under way and nothing else.
"""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from checker.classes import dataclass, replace
from checker.data.parts import shown
from checker.errors import UsageError
from checker.fleet.judging import FAILED, KNOWN, Criterion, Key, Outcome
from checker.fleet.places import Place
from checker.model.report import Verdict
from checker.request import LARGEST_REPORT

VERSION = 1
_PROGRAM = 0x636C666C
"""The `application_id` of a book, by which it is told from the SQLite files of other programs."""
_TABLES = """
CREATE TABLE IF NOT EXISTS runs (
  run INTEGER PRIMARY KEY, begun TEXT NOT NULL, ended TEXT, day TEXT NOT NULL, tool TEXT NOT NULL,
  digest TEXT NOT NULL, places INTEGER NOT NULL
);
CREATE TABLE IF NOT EXISTS results (
  run INTEGER NOT NULL REFERENCES runs, name TEXT NOT NULL, at TEXT NOT NULL, revision TEXT NOT NULL,
  owner TEXT NOT NULL, state TEXT NOT NULL, message TEXT NOT NULL, "commit" TEXT NOT NULL, policy TEXT NOT NULL,
  evidence TEXT NOT NULL, verdict TEXT NOT NULL, exit_code INTEGER NOT NULL, title TEXT NOT NULL,
  issues TEXT NOT NULL, issues_moment TEXT NOT NULL, judged TEXT NOT NULL, seconds REAL NOT NULL,
  criteria TEXT NOT NULL, report INTEGER REFERENCES reports,
  PRIMARY KEY (run, name)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS reports (report INTEGER PRIMARY KEY, body BLOB NOT NULL);
CREATE INDEX IF NOT EXISTS known ON results (name, "commit", policy, evidence);
"""
_PATIENCE = 60.0
"""Seconds for which one that writes waits for another one."""
_NAMES = (
    "run", "name", "at", "revision", "owner", "state", "message", "commit", "policy", "evidence", "verdict",
    "exit_code", "title", "issues", "issues_moment", "judged", "seconds", "criteria", "report",
)  # fmt: skip
_LINES = "SELECT * FROM results WHERE run = ? ORDER BY name"
_PUT = "INSERT OR IGNORE INTO results VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_KNOWN = (
    "SELECT verdict, exit_code, title, issues, issues_moment, judged, criteria, report FROM results"
    ' WHERE name = ? AND "commit" = ? AND policy = ? AND evidence = ? AND state != ? ORDER BY run DESC LIMIT 1'
)


@dataclass(frozen=True, slots=True)
class Run:
    """One time that a fleet was judged. ended: empty while it goes on, and where it was given up. places: how many.

    digest: of the list and of what the caller said, so that a run that was given up can be gone on with.
    """

    number: int
    begun: str
    ended: str
    day: str
    tool: str
    digest: str
    places: int


@dataclass(frozen=True, slots=True)
class Line:
    """What became of a repository in a run."""

    place: Place
    outcome: Outcome


class Book:
    """An open book. Raises UsageError for what is none, cannot be read, or has no more room."""

    def __init__(self, path: Path, *, is_new: bool) -> None:
        self.path = path
        if not is_new and not path.is_file():
            raise UsageError(f"`{path}` is not there; `closure-check fleet LIST --book {path}` writes it")
        with self._asked():
            self._base = sqlite3.connect(path, isolation_level=None, timeout=_PATIENCE)
            # What is another program's is left as it is.
            is_empty = self._is_empty()
            self._base.execute("PRAGMA journal_mode = WAL")
            self._base.execute("PRAGMA synchronous = NORMAL")
            if is_empty:
                marks = f"PRAGMA application_id = {_PROGRAM}; PRAGMA user_version = {VERSION};"
                self._base.executescript(f"BEGIN IMMEDIATE; {_TABLES} {marks} COMMIT;")

    def _is_empty(self) -> bool:
        """Whether nothing stands in it yet. Raises UsageError for what is no book."""
        names = ("application_id", "user_version")
        found = tuple(self._base.execute(f"PRAGMA {name}").fetchone()[0] for name in names)
        if found == (0, 0) and self._base.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0:
            return True
        if found != (_PROGRAM, VERSION):
            self._base.close()
            raise UsageError(f"`{self.path}` is no book of a fleet in version {VERSION}; name another file")
        return False

    def close(self) -> None:
        with self._asked():
            self._base.close()

    @contextmanager
    def _asked(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.DatabaseError as error:
            raise UsageError(f"{self.path}: {error}; what is written so far is whole") from None

    # Writing

    def begin(self, *, day: str, tool: str, digest: str, places: int, now: str) -> Run:
        """The run that goes on: the last one, where it was given up and asks for the same, else a new one."""
        with self._asked(), self._alone():
            found = self.runs()
            last = found[-1] if found else None
            if last is not None and not last.ended and (last.day, last.tool, last.digest) == (day, tool, digest):
                return last
            number = (last.number if last is not None else 0) + 1
            self._base.execute(
                "INSERT INTO runs VALUES (?, ?, NULL, ?, ?, ?, ?)", (number, now, day, tool, digest, places)
            )
            return Run(number, now, "", day, tool, digest, places)

    def end(self, run: Run, now: str) -> None:
        with self._asked():
            self._base.execute("UPDATE runs SET ended = ? WHERE run = ?", (now, run.number))

    def put(self, run: Run, place: Place, outcome: Outcome) -> None:
        """Writes down what became of a repository, once for each run."""
        with self._asked(), self._alone():
            self._put(run, place, self._with_known(place, outcome) if outcome.state == KNOWN else (outcome, None))

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """What is done within is done as a whole or not at all, and by nobody else meanwhile."""
        self._base.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            if self._base.in_transaction:
                self._base.execute("ROLLBACK")
            raise
        self._base.execute("COMMIT")

    def _put(self, run: Run, place: Place, said: tuple[Outcome, int | None]) -> None:
        outcome, report = said
        if outcome.report:
            report = self._base.execute("INSERT INTO reports (body) VALUES (?)", (outcome.report,)).lastrowid
        key = outcome.key or Key("", "", "")
        criteria = [[one.policy, one.id, one.title, one.outcome, one.severity, one.owner] for one in outcome.criteria]
        values = (
            *(run.number, place.name, place.at, place.revision, place.owner, outcome.state, outcome.message),
            *(key.commit, key.policy, key.evidence, outcome.verdict, outcome.exit_code, outcome.title),
            *(outcome.issues, outcome.moment, outcome.done, outcome.seconds, json.dumps(criteria), report),
        )
        self._base.execute(_PUT, values)

    def _with_known(self, place: Place, outcome: Outcome) -> tuple[Outcome, int | None]:
        """What was known of it, with when it was judged and where its report is."""
        key = outcome.key or Key("", "", "")
        found = self._base.execute(_KNOWN, (place.name, key.commit, key.policy, key.evidence, FAILED)).fetchone()
        verdict, exit_code, title, issues, moment, judged, criteria, report = found
        told = replace(
            outcome,
            verdict=verdict,
            exit_code=exit_code,
            title=title,
            issues=issues,
            moment=moment,
            done=judged,
            criteria=_criteria(criteria),
        )
        return told, report

    # Reading

    def runs(self) -> Sequence[Run]:
        """From the first to the last."""
        with self._asked():
            rows = self._base.execute("SELECT run, begun, ended, day, tool, digest, places FROM runs ORDER BY run")
            return [Run(number, begun, ended or "", *rest) for number, begun, ended, *rest in rows]

    def done(self, run: Run) -> frozenset[str]:
        """The names of the repositories that a run has a line for."""
        with self._asked():
            rows = self._base.execute("SELECT name FROM results WHERE run = ?", (run.number,))
            return frozenset(name for (name,) in rows)

    def known(self, name: str) -> frozenset[Key]:
        """On what the verdicts rest that are known of a repository."""
        with self._asked():
            rows = self._base.execute(
                'SELECT DISTINCT "commit", policy, evidence FROM results WHERE name = ? AND state != ?', (name, FAILED)
            )
            return frozenset(Key(*row) for row in rows if all(row))

    def lines(self, run: Run) -> Iterator[Line]:
        """What became of every repository of a run, by name."""
        with self._asked():
            rows = self._base.execute(_LINES, (run.number,))
            for row in rows:
                try:
                    yield _line(row)
                except (KeyError, TypeError, ValueError):
                    said = "is nothing that this program writes; judge again, with another book"
                    raise UsageError(f"{self.path}: line {run.number} {shown(row[1])} {said}") from None

    def report(self, run: Run, name: str) -> bytes | None:
        """The report on a repository, as JSON; None where there is none."""
        body = self._body(run, name)
        if body is None:
            return None
        inflate = zlib.decompressobj()
        try:
            found = inflate.decompress(body, LARGEST_REPORT)
        except (TypeError, zlib.error):
            found = b""
        if not inflate.eof:
            raise UsageError(f"{self.path}: the report on {name} is damaged; judge again, with another book")
        return found

    def _body(self, run: Run, name: str) -> bytes | None:
        with self._asked():
            found = self._base.execute(
                "SELECT body FROM results JOIN reports USING (report) WHERE run = ? AND name = ?", (run.number, name)
            ).fetchone()
            return found[0] if found is not None else None

    def counts(self, run: Run) -> Mapping[str, int]:
        """How many repositories came out how: verdicts, and `failed`."""
        with self._asked():
            rows = self._base.execute(
                "SELECT CASE state WHEN ? THEN state ELSE verdict END, count(*) FROM results WHERE run = ? GROUP BY 1",
                (FAILED, run.number),
            )
            return dict(rows)


def _line(row: Sequence[object]) -> Line:
    """One row, whose values are as `_NAMES`."""
    named = dict(zip(_NAMES, row, strict=True))
    text = {name: value for name, value in named.items() if isinstance(value, str)}
    seconds, exit_code = named["seconds"], named["exit_code"]
    key = Key(text["commit"], text["policy"], text["evidence"])
    if text["state"] != FAILED:
        Verdict(text["verdict"])
    outcome = Outcome(
        name=text["name"],
        state=text["state"],
        message=text["message"],
        key=key if key.policy else None,
        verdict=text["verdict"],
        exit_code=exit_code if isinstance(exit_code, int) else 3,
        title=text["title"],
        criteria=_criteria(text["criteria"]),
        issues=text["issues"],
        moment=text["issues_moment"],
        done=text["judged"],
        seconds=seconds if isinstance(seconds, float) else 0.0,
    )
    return Line(Place(text["name"], text["at"], text["revision"], owner=text["owner"]), outcome)


def _criteria(written: str) -> tuple[Criterion, ...]:
    return tuple(Criterion(*one) for one in json.loads(written))
