"""A policy as it is judged: plain data, without its YAML."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from checker.classes import dataclass, field
from checker.formats.reading import Reading
from checker.issues.forge_notation import GITHUB
from checker.issues.forges import Project
from checker.model.language import Condition, Meant, Person, Selection
from checker.model.later import Later
from checker.model.references import Notation
from checker.model.report import Heading, PolicyInfo
from checker.model.waivers import WaiverRules
from checker.policy.kinds import BUILT_IN, Kinds
from checker.trackers import TrackerSetting


class Quantifier(StrEnum):
    """How many of the selected records must meet the requirement."""

    EACH = "for_each"
    ANY = "for_any"
    NONE = "for_none"


@dataclass(frozen=True, slots=True)
class Clause:
    """One sentence of a criterion. selection: None when something is required of the repository as a whole."""

    selection: Selection | None
    quantifier: Quantifier
    require: Condition | None


@dataclass(frozen=True, slots=True)
class Sentences:
    """What a criterion says: all its clauses must hold, where it applies."""

    clauses: tuple[Clause, ...]
    when: Condition | None = None


@dataclass(frozen=True, slots=True)
class Criterion:
    """One criterion. needs_commands: some requirement runs a program.

    said: what it says, which has to be known only where it is judged: most runs recall what came out.
    """

    heading: Heading
    said: Later[Sentences]
    needs_commands: bool = False

    @property
    def clauses(self) -> tuple[Clause, ...]:
        return self.said.value.clauses

    @property
    def when(self) -> Condition | None:
        return self.said.value.when


@dataclass(frozen=True, slots=True)
class Policy:
    """A policy without mistakes. repository: `owner/name`, empty when it does not say. tracker: None for none.

    documents: the paths and globs that each of its names stands for. meant: what may be passed over. trusted: paths
    and globs of documents that belong to the rules. waivers: who may accept findings; None for nobody. kinds: those
    that it can name. formats: paths and globs, each with the format in which such files are read. required: paths and
    globs that its criteria take for rules.
    """

    info: PolicyInfo
    criteria: tuple[Criterion, ...]
    people: Mapping[str, Person]
    repository: str = ""
    tracker: TrackerSetting | None = None
    documents: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    meant: tuple[Meant, ...] = ()
    trusted: tuple[str, ...] = ()
    waivers: WaiverRules | None = None
    kinds: Kinds = BUILT_IN
    formats: tuple[tuple[str, str], ...] = ()
    required: tuple[str, ...] = ()

    @property
    def reading(self) -> Reading:
        """How files are read for it."""
        return Reading(self.kinds.formats, self.formats)

    @property
    def notation(self) -> Notation:
        """How documents write the issues."""
        return self.tracker.notation if self.tracker else GITHUB

    @property
    def project(self) -> Project | None:
        """The repository at its forge, None when the policy does not say."""
        if not self.repository:
            return None
        if self.tracker is None:
            return Project("github.com", self.repository, "blob")
        below = self.tracker.kind.files
        return Project(self.tracker.pages, self.repository, below) if below else None

    @property
    def id(self) -> str:
        return self.info.id
