"""Loading a policy: bytes in, a `Policy` out, or every mistake at once with its place."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from checker.classes import dataclass, replace
from checker.errors import PolicyError, UsageError
from checker.model.data import Node
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
    Sentence,
    Written,
)
from checker.model.location import Location
from checker.model.waivers import CRITERION, WaiverRules
from checker.policy.conditions import read_condition, read_requirements
from checker.policy.criteria import read_criterion
from checker.policy.entries import PersonEntry, PolicyEntry
from checker.policy.extending import NAMED_PARTS, Composition, composed
from checker.policy.files import placed
from checker.policy.formats import read_format, read_formatted
from checker.policy.grammar import Grammar, adapter, parameters
from checker.policy.kinds import Kinds, kinds_with
from checker.policy.meant import read_meant
from checker.policy.mistakes import KEY, Mistakes, shown, validated
from checker.policy.names import checked_path, read_columns, read_paths, read_people, read_person
from checker.policy.operands import read_operand
from checker.policy.patterns import read_pattern
from checker.policy.rule_files import info_of, required_by
from checker.policy.selections import read_named_selection, read_selection, read_sentence
from checker.policy.shipped import Beside, PolicyFile, nothing_beside
from checker.policy.trackers import read_tracker
from checker.policy.types import Policy
from checker.policy.waivers import read_waiver_rules

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
    Sentence: read_sentence,
}
"""Who reads which type of the language."""


def load_policy(path: str, data: bytes, beside: Beside = nothing_beside, outside: Path | None = None) -> Policy:
    """The policy in `data`; `path` is how messages name it. Raises PolicyError with every mistake.

    beside: finds the policies that it builds on. outside: the tree in which no plugin may lie, None for any.
    """
    return read_policy(composed(PolicyFile(path, data, beside)), outside)


def read_policy(composition: Composition, outside: Path | None = None) -> Policy:
    """A policy with all that it builds on. Raises PolicyError with every mistake.

    Without a plugin that it names, nobody knows what the rest says, and nothing is said of that.
    """
    root = composition.root
    mistakes = Mistakes()
    names = list(parameters(PolicyEntry))
    entry = mistakes.attempt((), lambda: validated(adapter(PolicyEntry), root.plain, None), names)
    if entry is not None and entry.policy.split() != [entry.policy]:
        mistakes.add(f"{shown(entry.policy)} stands here, expected an id without blanks", "policy")
    kinds = _kinds(root, outside)
    # What is wrong at the top does not keep the rest from being read, so that its mistakes come along.
    policy = _Reader(composition, root, mistakes, kinds).policy(entry or _salvaged(root))
    # What is wrong with a value is said where it is given, so that it is not said again of where it is used.
    known = {(one.path, one.line, one.column) for one in composition.mistakes}
    read = [placed(root, place, said) for place, said in dict.fromkeys(mistakes.found)]
    found = (*composition.mistakes, *(one for one in read if (one.path, one.line, one.column) not in known))
    if found:
        raise PolicyError(found)
    return policy


def _kinds(root: Node, outside: Path | None) -> Kinds:
    """The kinds that a policy can name. Raises PolicyError, with every plugin that cannot be used."""
    written = root.plain.get("plugins")
    names = written if isinstance(written, list) else []
    found = [placed(root, ("plugins", n), said) for n, name in enumerate(names) if (said := _unusable(name, outside))]
    if found:
        raise PolicyError(found)
    try:
        return kinds_with(names, outside)
    except UsageError as error:  # of two that do not go together
        raise PolicyError([placed(root, ("plugins",), str(error))]) from None


def _unusable(name: Any, outside: Path | None) -> str:
    """Why a plugin cannot be used; empty when it can."""
    if not isinstance(name, str) or not name.strip():
        return f"{shown(name)} stands here, expected the name of an installed distribution"
    try:
        kinds_with([name], outside)
    except UsageError as error:
        return str(error)
    return ""


def _salvaged(root: Node) -> PolicyEntry:
    """What of a policy with mistakes at its top can still be read."""
    plain = root.plain
    mappings = {name: plain[name] for name in NAMED_PARTS if isinstance(plain.get(name), dict)}
    criteria = plain.get("criteria")
    return PolicyEntry(version=1, policy="", criteria=criteria if isinstance(criteria, list) else [], **mappings)


@dataclass
class _Reader:
    """Reads the parts of one policy in the order in which they need each other."""

    composition: Composition
    root: Node
    mistakes: Mistakes
    kinds: Kinds

    def policy(self, entry: PolicyEntry) -> Policy:
        people = self._people(entry.people)
        documents = self._documents(entry.documents)
        kinds = self.kinds
        grammar = Grammar(
            kinds.selectors, kinds.requirements, documents, people, named=entry.records, readers=READER_BY_TYPE
        )
        formats = self._formats(entry.formats, grammar)
        # What is taken over is read when it is used: of what stands unused there, a document may be missing here.
        for name in (one for one in entry.records if one in self.composition.own_records):
            read_named_selection(grammar, name)
            self.mistakes.attempt(("records", name), grammar.broken[name].settle)
        criteria = [
            self.mistakes.attempt(("criteria", n), partial(read_criterion, grammar, said, self._place("criteria", n)))
            for n, said in enumerate(entry.criteria)
        ]
        if isinstance(self.root.plain.get("criteria"), list) and not criteria:
            self.mistakes.add("the policy has no criteria", "criteria")
        self._unique_ids(entry.criteria)
        info = info_of(entry.policy, entry.title, self.composition.files, self.composition.values)
        info = replace(info, due=entry.due.isoformat() if entry.due is not None else "", sections=entry.sections)
        tracker = read_tracker(entry.tracker, entry.repository, kinds.trackers, self.mistakes)
        repository = tracker.project if tracker and tracker.kind.files else entry.repository
        found = tuple(one for one in criteria if one is not None)
        meant = self.mistakes.each(("meant",), entry.meant, partial(read_meant, documents))
        placed_meant = tuple(replace(one, location=self._place("meant", n)) for n, one in enumerate(meant))
        trusted = self._trusted(entry.trusted, grammar)
        waivers = self._waivers(entry, people)
        return Policy(
            info,
            found,
            people,
            repository,
            tracker,
            documents,
            placed_meant,
            trusted,
            waivers,
            kinds,
            formats,
            required_by(found),
        )

    def _waivers(self, entry: PolicyEntry, people: Mapping[str, Person]) -> WaiverRules | None:
        if entry.waivers is None:
            return None
        ids = [one["id"] for one in entry.criteria if isinstance(one, dict) and isinstance(one.get("id"), str)]
        read = partial(read_waiver_rules, people, ids, entry.waivers)
        return self.mistakes.attempt(("waivers",), read, list(parameters(WaiverRules)))

    def _trusted(self, written: Sequence[Any], grammar: Grammar) -> tuple[str, ...]:
        """The documents that belong to the rules, each once."""
        found = self.mistakes.each(("trusted",), written, partial(read_paths, grammar))
        return tuple(dict.fromkeys(path for paths in found for path in paths.paths))

    def _formats(self, entries: Mapping[str, Any], grammar: Grammar) -> tuple[tuple[str, str], ...]:
        """The format of every path and glob of which one is said, each once."""
        found: dict[str, str] = {}
        for name, written in entries.items():
            paths = self.mistakes.attempt(("formats", name, KEY), partial(read_formatted, grammar, name)) or ()
            form = self.mistakes.attempt(("formats", name), partial(read_format, self.kinds, written)) or ""
            for path in paths:
                if found.setdefault(path, form) != form:
                    said = f"`{path}` is to be read as `{found[path]}` already; say it once"
                    self.mistakes.add(said, "formats", name)
        return tuple(found.items())

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
            if written == CRITERION:
                said = f"the id `{CRITERION}` belongs to what is told of the waivers; give it another one"
                self.mistakes.add(said, "criteria", position, "id")
            if isinstance(written, str) and first.setdefault(written, position) != position:
                place = self._place("criteria", first[written])
                where = f"line {place.line}" + (f" of {place.path}" if place.path != self.root.location.path else "")
                self.mistakes.add(f"the id `{written}` is used twice, first in {where}", "criteria", position, "id")
