"""The entries of a policy file, as they are written."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar, Literal

from checker.classes import dataclass, field
from checker.model.kinds import PARAMETERS


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyEntry:
    """The top of a policy file. Its parts that need each other's names are read one after the other."""

    __pydantic_config__: ClassVar[Any] = PARAMETERS
    version: Literal[1]
    """The version of the language; there is one."""
    policy: str
    """The policy's id."""
    criteria: list[Any]
    """What must hold, in the order in which the report lists it. A policy that extends another may have none."""
    extends: Any = None
    """The policy that this one builds on: a shipped one by its name, a file by its path from here, or several."""
    parameters: dict[str, Any] = field(default_factory=dict)
    """What a policy that builds on this one may set; `{parameter: name}` stands for the value."""
    title: str = ""
    """What the policy is called in reports."""
    due: date | None = None
    """The day by which all of it is to hold; reports tell how many days are left."""
    sections: dict[str, str] = field(default_factory=dict)
    """What the sections are called that `source` of criteria names: `US-4.1: Issue inventory`."""
    description: str = ""
    """For readers of the policy; nothing depends on it."""
    repository: str = ""
    """`owner/name` at the issue tracker, so that a link to another repository's issue is noticed."""
    tracker: Any = None
    """Where the issues are; it says what `repository` is too."""
    people: dict[str, Any] = field(default_factory=dict)
    """Who is spoken of, each under a short key."""
    documents: dict[str, Any] = field(default_factory=dict)
    """Names for paths: one path or glob from the root each, or a list of them."""
    formats: dict[str, Any] = field(default_factory=dict)
    """In which format files are read whose name does not say it: a document, path or glob, and `ini`, `json5` …"""
    records: dict[str, Any] = field(default_factory=dict)
    """Names for selections that several criteria use."""
    plugins: list[Any] = field(default_factory=list)
    """Installed distributions whose kinds it names, each by its name, or with the version it must have: `name==1.2`."""
    waivers: Any = None
    """Who may accept a finding for a time, and for how long; without it, nothing can be waived."""
    meant: list[Any] = field(default_factory=list)
    """What is passed over in documents and may stay so, each with the reason; every report shows it."""
    trusted: list[Any] = field(default_factory=list)
    """Documents that belong to the rules, by name, path or glob: they are read where the policy comes from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MeantEntry:
    """Something under `meant`: what could be meant as a row, a task, a column and the like, and is none on purpose."""

    __pydantic_config__: ClassVar[Any] = PARAMETERS
    kind: str
    """What it is, by the id that `explain` and the reports give (`row-outside-table`, `blank-field` …)."""
    in_: str | list[str]
    """The documents in which it may be: names of the policy, paths or globs."""
    why: str
    """Why it is meant so."""
    under: str | list[str] = field(default_factory=list)
    """Titles of the sections in which it may be; anywhere without it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonEntry:
    """A person under `people`."""

    __pydantic_config__: ClassVar[Any] = PARAMETERS
    name: str
    """The full name."""
    role: str = ""
    """What the person is here, such as `Founder`."""
    aliases: tuple[str, ...] = ()
    """Other spellings of the name that documents use."""
    login: str = ""
    """The person's login at the issue tracker."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtendsEntry:
    """A policy that another one builds on, and what is different there."""

    __pydantic_config__: ClassVar[Any] = PARAMETERS
    policy: str
    """A shipped policy by its name, or a file by its path from the file that says so."""
    only: tuple[str, ...] = ()
    """The criteria that are taken over; all of them when nothing is said."""
    without: tuple[str, ...] = ()
    """The criteria that are not taken over."""
    with_: dict[str, Any] = field(default_factory=dict)
    """Values for the parameters of that policy."""
    change: dict[str, dict[str, Any]] = field(default_factory=dict)
    """By the id of a criterion: what is said of it here instead, such as its `severity`, `stage` or `owner`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ParameterEntry:
    """Something that a policy which builds on this one may set."""

    __pydantic_config__: ClassVar[Any] = PARAMETERS
    type: Literal[
        "text",
        "texts",
        "integer",
        "integers",
        "number",
        "boolean",
        "date",
        "person",
        "people",
        "document",
        "documents",
    ]
    """What kind of value it is; the plural ones are lists."""
    default: Any = None
    """The value where nothing is set. Without one, what the parameter stands for is left out."""
    description: str = ""
    """What it is for."""
