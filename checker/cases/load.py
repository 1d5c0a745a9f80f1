"""Loading cases: the bytes of their file in, a suite out, or every mistake at once with its place."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

from checker.cases.entries import CaseEntry, CasesEntry, GivenEntry, PairEntry
from checker.cases.expectations import ANYTHING, read_expectation, read_others
from checker.cases.files import Names, names_of, with_file, with_files
from checker.cases.issues import Issues, read_issues, tracker_of
from checker.cases.pulls import Pulls, read_pulls, with_pulls
from checker.cases.types import Case, Expectation, Suite
from checker.classes import dataclass, field, replace
from checker.errors import PolicyError, UsageError
from checker.model.data import Node
from checker.model.location import Location
from checker.model.observation import Outcome
from checker.model.report import Stage
from checker.policy.files import parsed, placed
from checker.policy.grammar import adapter, parameters
from checker.policy.mistakes import KEY, Mistakes, did_you_mean, mistake, shown, validated
from checker.policy.mistakes import Place as Way
from checker.policy.types import Policy
from checker.sources.disk import Disk
from checker.sources.folder import Folder
from checker.sources.memory import InMemory

T = TypeVar("T")

MOST_FILES = 20_000
"""How many files a start may have; a folder with more is not meant."""
SOME_DAY = date(2026, 1, 1)
"""As of which cases are judged that do not say: the same day for everybody and for ever.

The day of the commit of the file would be another one behind a rebase or a squash, and there is none before the first.
"""
OUTCOME_BY_SIDE: Mapping[str, Outcome] = {"pass": Outcome.PASS, "fail": Outcome.FAIL}


@dataclass(frozen=True, slots=True)
class Ground:
    """What a case is about before its own words."""

    today: date = SOME_DAY
    stage: Stage = Stage.CLOSURE
    source: InMemory = field(default_factory=InMemory)
    issues: Issues = field(default_factory=Issues)
    pulls: Pulls = field(default_factory=Pulls)
    commands: bool | None = None


def load_suite(name: str, data: bytes, folder: Path, policy: Policy) -> Suite:
    """The cases in `data`. name: how messages call their file, which is in `folder`.

    Raises PolicyError with every mistake.
    """
    return read_suite(parsed_cases(name, data), folder, policy)


def read_suite(root: Node, folder: Path, policy: Policy) -> Suite:
    """The same of a file that is parsed already."""
    reader = _Reader(root, folder, policy, names_of(policy))
    cases = reader.cases()
    found = reader.mistakes.found
    if found:
        raise PolicyError([placed(root, way, said) for way, said in dict.fromkeys(found)])
    return Suite(root.location.path, policy, cases)


def parsed_cases(name: str, data: bytes) -> Node:
    """The YAML of a file of cases. Raises PolicyError."""
    return parsed(name, data, "a file of cases", "`version`, `as_of` and `cases`")


@dataclass
class _Reader:
    """Reads one file of cases from top to bottom. paths: those of the policy's documents, by their names.

    names: where the cases are that were read.
    """

    root: Node
    folder: Path
    policy: Policy
    paths: Names
    mistakes: Mistakes = field(default_factory=Mistakes)
    names: dict[str, Location] = field(default_factory=dict)

    def cases(self) -> tuple[Case, ...]:
        top = self._entry((), CasesEntry, self.root.plain)
        if top is None:
            # What is wrong at the top does not keep the cases from being read, so that their mistakes come along.
            top = self._salvaged()
        elif not top.criteria and not top.cases:
            self.mistakes.add("there are no cases here; write `criteria` or `cases`")
        ground = self._ground(top, Ground(), ())
        others = self.mistakes.attempt(("others",), partial(read_others, top.others))
        found = [one for id_, said in top.criteria.items() for one in self._pair(id_, said, ground)]
        found += [one for n, said in enumerate(top.cases) for one in self._case(n, said, ground, others)]
        return tuple(found)

    def _salvaged(self) -> CasesEntry:
        """What of a top with mistakes can still be read."""
        plain = self.root.plain
        start, files, criteria, cases = (plain.get(name) for name in ("start", "files", "criteria", "cases"))
        return CasesEntry(
            version=1,
            as_of=date.min,
            start=start if isinstance(start, str) else None,
            files=files if isinstance(files, dict) else {},
            criteria=criteria if isinstance(criteria, dict) else {},
            cases=cases if isinstance(cases, list) else [],
        )

    def _pair(self, id_: str, said: Any, above: Ground) -> list[Case]:
        """The two cases of one criterion."""
        way: Way = ("criteria", id_)
        self._known(id_, way)
        entry = self._entry(way, PairEntry, said)
        if entry is None:
            return []
        if not {"pass", "fail"}.intersection(said):
            self.mistakes.add("`pass` and `fail` are missing", *way, KEY)
        ground = self._ground(entry, above, way)
        return [
            one
            for side, outcome in OUTCOME_BY_SIDE.items()
            if side in said
            for one in self._side(id_, entry, side, outcome, ground)
        ]

    def _side(self, id_: str, entry: PairEntry, side: str, outcome: Outcome, ground: Ground) -> list[Case]:
        way: Way = ("criteria", id_, side)
        said = entry.pass_ if side == "pass" else entry.fail
        if entry.at is not None:
            source = self.mistakes.attempt(
                way, partial(with_file, ground.source, self.paths.get(entry.at, entry.at), said)
            )
        elif isinstance(said, dict):
            source = with_files(ground.source, said, self.paths, self.mistakes, way)
        else:
            self.mistakes.add(f"{shown(said)} stands here, expected files (or say `at` which file it is)", *way)
            return []
        way = (*way, KEY)
        name = f"{id_} {'passes' if side == 'pass' else 'fails'}"
        expected = {id_: Expectation(outcome, self._where(way))}
        return self._judgeable(name, way, replace(ground, source=source or ground.source), expected)

    def _case(self, n: int, said: Any, above: Ground, others: Outcome | None) -> list[Case]:
        way: Way = ("cases", n)
        entry = self._entry(way, CaseEntry, said)
        if entry is None:
            return []
        where = self._where((*way, "case"))
        first = self.names.setdefault(entry.case, where)
        if first != where:
            self.mistakes.add(f"`{entry.case}` is a case in line {first.line} already", *way, "case")
        ground = self._ground(entry, above, way)
        if entry.others is not None:
            others = self.mistakes.attempt((*way, "others"), partial(read_others, entry.others))
        if not entry.expect and others is None:
            self.mistakes.add(f"nothing is expected here; name criteria, or say `others` and not `{ANYTHING}`", *way)
        expected = {}
        for id_, outcome in entry.expect.items():
            place: Way = (*way, "expect", id_)
            self._known(id_, place)
            read = self.mistakes.attempt(place, partial(read_expectation, ground.source, self.paths, outcome))
            if read is not None:
                expected[id_] = Expectation(read[0], self._where((*place, KEY)), read[1])
        return self._judgeable(entry.case, (*way, "case"), ground, expected, others)

    def _judgeable(
        self, name: str, way: Way, ground: Ground, expected: Mapping[str, Expectation], others: Outcome | None = None
    ) -> list[Case]:
        """The case that stands at `way`, when it can be judged."""
        try:
            tracker = with_pulls(tracker_of(ground.issues, self.policy, ground.today), ground.pulls)
        except UsageError as error:
            self.mistakes.add(str(error), *way[:2], "issues")
            return []
        where, commands = self._where(way), ground.commands
        return [Case(name, where, ground.today, ground.stage, ground.source, tracker, expected, others, commands)]

    def _ground(self, entry: GivenEntry, above: Ground, way: Way) -> Ground:
        """What is judged: what stands above, with an entry's own words in place of that."""
        source = above.source
        if entry.start is not None:
            start = self.mistakes.attempt((*way, "start"), partial(self._folder, entry.start))
            source = InMemory(start)
        return Ground(
            today=entry.as_of or above.today,
            stage=entry.stage or above.stage,
            source=with_files(source, entry.files, self.paths, self.mistakes, (*way, "files")),
            issues=read_issues(entry.issues, above.issues, self.folder, self.mistakes, (*way, "issues")),
            pulls=read_pulls(entry.pull_requests, entry.pull_request, above.pulls, self.mistakes, way),
            commands=above.commands if entry.commands is None else entry.commands == "succeed",
        )

    def _folder(self, written: str) -> Folder:
        """The folder of a start, with all that is in it. Raises pydantic's ValidationError."""
        path = self.folder / written
        if Path(written).is_absolute() or not path.is_dir():
            raise mistake(f"`{written}` is no folder, as seen from this file")
        disk = Disk(path.resolve())
        try:
            if sum(1 for _ in islice(disk.files(), MOST_FILES + 1)) > MOST_FILES:
                raise mistake(f"`{written}` has more than {MOST_FILES:,} files; name a smaller folder")
        except UsageError as error:
            raise mistake(str(error)) from None
        return Folder(path.resolve(), disk)

    def _entry(self, way: Way, kind: type[T], said: Any) -> T | None:
        read: Callable[[], T] = lambda: validated(adapter(kind), said, None)  # noqa: E731
        return self.mistakes.attempt(way, read, list(parameters(kind)))

    def _known(self, id_: str, way: Way) -> None:
        ids = [one.heading.id for one in self.policy.criteria]
        if id_ not in ids:
            self.mistakes.add(f"no criterion `{id_}`{did_you_mean(id_, ids)}", *way, KEY)

    def _where(self, way: Way) -> Location:
        found = placed(self.root, way, "")
        return Location(found.path, found.line, found.column)
