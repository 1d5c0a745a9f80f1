"""Loading a policy: bytes in, a `Policy` out, or every mistake at once with its place."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any, ClassVar, Literal

from checker.errors import PolicyError
from checker.model.data import Node
from checker.model.kinds import PARAMETERS
from checker.model.language import (
    Columns,
    Condition,
    Operand,
    PathSet,
    Pattern,
    People,
    Person,
    Requirements,
    Selection,
    Written,
)
from checker.model.location import Location
from checker.model.report import PolicyInfo
from checker.policy.conditions import read_condition, read_requirements
from checker.policy.criteria import read_criterion
from checker.policy.files import parsed, placed
from checker.policy.grammar import Grammar, adapter, parameters
from checker.policy.mistakes import Mistakes, shown, validated
from checker.policy.names import checked_path, read_columns, read_paths, read_people, read_person
from checker.policy.operands import read_operand
from checker.policy.patterns import read_pattern
from checker.policy.selections import read_named_selection, read_selection
from checker.policy.trackers import read_tracker
from checker.policy.types import Policy
from checker.reading.source import source_lines
from checker.requirements import REQUIREMENT_BY_NAME
from checker.selectors import SELECTOR_BY_NAME

READER_BY_TYPE: Mapping[type[Written], Callable[[Grammar, Any], Any]] = {
    Columns: read_columns,
    Condition: read_condition,
    Operand: read_operand,
    PathSet: read_paths,
    Pattern: read_pattern,
    People: read_people,
    Person: read_person,
    Requirements: read_requirements,
    Selection: read_selection,
}
"""Who reads which type of the language."""


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
class PolicyEntry:
    """The top of a policy file. Its parts that need each other's names are read one after the other."""

    __pydantic_config__: ClassVar[Any] = PARAMETERS
    version: Literal[1]
    """The version of the language; there is one."""
    policy: str
    """The policy's id."""
    criteria: list[Any]
    """What must hold, in the order in which the report lists it."""
    title: str = ""
    """What the policy is called in reports."""
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
    records: dict[str, Any] = field(default_factory=dict)
    """Names for selections that several criteria use."""


def load_policy(path: str, data: bytes) -> Policy:
    """The policy in `data`; `path` is how messages name it. Raises PolicyError with every mistake."""
    root = parsed(path, data)
    mistakes = Mistakes()
    names = list(parameters(PolicyEntry))
    entry = mistakes.attempt((), lambda: validated(adapter(PolicyEntry), root.plain, None), names)
    if entry is not None and entry.policy.split() != [entry.policy]:
        mistakes.add(f"{shown(entry.policy)} stands here, expected an id without blanks", "policy")
    # What is wrong at the top does not keep the rest from being read, so that its mistakes come along.
    policy = _Reader(path, root, mistakes).policy(entry or _salvaged(root), data)
    if mistakes.found:
        raise PolicyError([placed(path, root, place, said) for place, said in dict.fromkeys(mistakes.found)])
    return policy


def _salvaged(root: Node) -> PolicyEntry:
    """What of a policy with mistakes at its top can still be read."""
    plain = root.plain
    mappings = {name: plain[name] for name in ("people", "documents", "records") if isinstance(plain.get(name), dict)}
    criteria = plain.get("criteria")
    return PolicyEntry(version=1, policy="", criteria=criteria if isinstance(criteria, list) else [], **mappings)


@dataclass
class _Reader:
    """Reads the parts of one policy in the order in which they need each other."""

    path: str
    root: Node
    mistakes: Mistakes

    def policy(self, entry: PolicyEntry, data: bytes) -> Policy:
        people = self._people(entry.people)
        documents = self._documents(entry.documents)
        grammar = Grammar(
            SELECTOR_BY_NAME, REQUIREMENT_BY_NAME, documents, people, named=entry.records, readers=READER_BY_TYPE
        )
        for name in entry.records:
            read_named_selection(grammar, name)
            self.mistakes.attempt(("records", name), grammar.broken[name].settle)
        criteria = [
            self.mistakes.attempt(("criteria", n), partial(read_criterion, grammar, said, self._place("criteria", n)))
            for n, said in enumerate(entry.criteria)
        ]
        if isinstance(self.root.plain.get("criteria"), list) and not criteria:
            self.mistakes.add("the policy has no criteria", "criteria")
        self._unique_ids(entry.criteria)
        digest = "sha256:" + hashlib.sha256(data).hexdigest()
        info = PolicyInfo(entry.policy, entry.title, self.path, digest, source_lines(data.decode("utf-8-sig")))
        tracker = read_tracker(entry.tracker, entry.repository, self.mistakes)
        repository = tracker.project if tracker else entry.repository
        return Policy(info, tuple(one for one in criteria if one is not None), people, repository, tracker)

    def _place(self, *way: str | int) -> Location:
        """Where something of the policy stands: its key, or itself in a list."""
        node = self.root
        for part in way:
            node = dict(node.children()).get(str(part), node)
        return node.key or node.location

    def _people(self, entries: Mapping[str, Any]) -> Mapping[str, Person]:
        """The people by id; one with mistakes stays known, so that references to it are not mistakes too."""
        found = {}
        names = list(parameters(PersonEntry))
        for id_, written in entries.items():
            read = partial(validated, adapter(PersonEntry), written, None)
            one = self.mistakes.attempt(("people", id_), read, names) or PersonEntry(name=id_)
            found[id_] = Person(id_, one.name, one.role, one.aliases, one.login, self._place("people", id_))
        return found

    def _documents(self, entries: Mapping[str, Any]) -> Mapping[str, tuple[str, ...]]:
        """The paths of every named document; a name stands for several when it is given a list."""
        found = {}
        for name, written in entries.items():
            paths = written if isinstance(written, list) else [written]
            found[name] = self.mistakes.each(("documents", name), paths, checked_path)
        return found

    def _unique_ids(self, criteria: Sequence[Any]) -> None:
        first: dict[str, int] = {}
        for position, one in enumerate(criteria):
            written = one.get("id") if isinstance(one, dict) else None
            if isinstance(written, str) and first.setdefault(written, position) != position:
                line = self._place("criteria", first[written]).line
                self.mistakes.add(f"the id `{written}` is used twice, first in line {line}", "criteria", position, "id")
