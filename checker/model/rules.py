"""Where the rules of a verdict come from, and what the judged change does to them."""

from __future__ import annotations

from enum import StrEnum

from checker.classes import dataclass


class Origin(StrEnum):
    """Whose the rules are."""

    JUDGED = "judged"
    """The tree's that is judged: its settings name the policies, and all that they say counts."""
    CALLER = "caller"
    """The caller's, who names the policies; of the settings of the judged tree nothing counts."""
    REVISION = "revision"
    """Those of a revision that the caller trusts, with its settings."""


class Narrower(StrEnum):
    """Who says that less is judged."""

    CALLER = "caller"
    SETTINGS = "settings"
    """The settings of what is judged."""
    BASE = "base"
    """The settings at the revision that the rules come from."""


class Kind(StrEnum):
    """What a file is to a run."""

    SETTINGS = "settings"
    POLICY = "policy"
    SHIPPED = "shipped"
    NAMED = "named"
    """A template, a schema or another document that a policy trusts."""
    ISSUES = "issues"
    WAIVERS = "waivers"
    LOCK = "lock"


class Alteration(StrEnum):
    """What the judged tree makes of a file of the rules."""

    SAME = "same"
    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class RuleFile:
    """A file of the rules. digest: `sha256:` of its bytes where the rules come from, empty where it is not there.

    own: the same in the judged tree; None where they were not compared. What cannot be read has `-` for a digest.
    """

    path: str
    kind: Kind
    digest: str
    own: str | None = None

    @property
    def alteration(self) -> Alteration:
        if self.own is None or self.own == self.digest:
            return Alteration.SAME
        if not self.digest:
            return Alteration.ADDED
        return Alteration.CHANGED if self.own else Alteration.REMOVED


@dataclass(frozen=True, slots=True)
class Disregarded:
    """A setting of the judged tree that does not count. value: as text."""

    key: str
    value: str


@dataclass(frozen=True, slots=True)
class Narrowed:
    """A stage or severity that settings say, so that less counts. value: as text."""

    key: str
    value: str
    by: Narrower


@dataclass(frozen=True, slots=True)
class OwnRules:
    """What the judged tree would come to under its own rules.

    verdict, exit_code: empty and None where its rules cannot be used; problem: why, else empty.
    """

    verdict: str = ""
    exit_code: int | None = None
    problem: str = ""


@dataclass(frozen=True, slots=True)
class RulesInfo:
    """The rules of a verdict. digest: of all of them together, as the documentation defines it.

    at, commit: the revision that they come from, as named and in full; empty where they come from none.
    narrowed: what settings, and not the caller, say of the moment and of the severity that counts.
    own: only where the judged tree alters them.
    """

    origin: Origin
    digest: str = ""
    files: tuple[RuleFile, ...] = ()
    at: str = ""
    commit: str = ""
    disregarded: tuple[Disregarded, ...] = ()
    narrowed: tuple[Narrowed, ...] = ()
    own: OwnRules | None = None

    @property
    def altered(self) -> tuple[RuleFile, ...]:
        return tuple(one for one in self.files if one.alteration is not Alteration.SAME)


@dataclass(frozen=True, slots=True)
class Handed:
    """A file that a caller hands over. digest: `sha256:` of its bytes."""

    path: str
    digest: str


@dataclass(frozen=True, slots=True)
class NamedRevision:
    """A revision as a caller names it, and its full id."""

    at: str
    commit: str


@dataclass(frozen=True, slots=True)
class Invocation:
    """What the caller asked for besides what a report says elsewhere, so that it can be asked again.

    policies: as named, empty for those of the settings. stage, fail_on: empty where the caller does not say.
    expect_policy: the digest that the policies must have, else empty.
    issues: the file that was handed over, empty for that of the settings. waivers: the file that was handed over.
    pull_request: the number of the one that is judged, `none` where the caller says that there is none, empty where
    nobody says. event: the file that said so.
    no_worse_than: the revision of which what was not met there already may stay. time_limit: seconds for a criterion.
    """

    policies: tuple[str, ...] = ()
    stage: str = ""
    fail_on: str = ""
    expect_policy: str = ""
    issues: str = ""
    waivers: Handed | None = None
    pull_request: str = ""
    event: Handed | None = None
    no_waivers: bool = False
    pass_unused_waivers: bool = False
    no_worse_than: NamedRevision | None = None
    allow_commands: bool = False
    time_limit: float = 60.0
