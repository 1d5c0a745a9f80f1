"""Requirements on values that read the same: whether there is another one, and which of them is the first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import ClassVar

from checker.classes import dataclass
from checker.model.kinds import Requirement, Scope
from checker.model.language import Pattern
from checker.model.location import Location
from checker.model.observation import Observation, met, not_met, undecided
from checker.model.record import Group, Record, Subject, Value
from checker.text.shown import folded, quoted
from checker.text.titles import title_key
from checker.values.siblings import Peer, Within, part_of, peers_in


@dataclass(frozen=True, slots=True, kw_only=True)
class Unique(Requirement):
    """No other record of the selection has the same value here, in whatever document it stands.

    Values are the same as people read them: case, how letters are composed and blanks do not count, and of the titles
    of sections neither does what else does not make another title. In YAML, JSON and TOML case counts. With
    `within: document` it may stand again in another document: no heading twice in a file. Of a list value, the whole
    list is the value.

    ```yaml
    for_each: {row: {in: inventory, under: Defect Catalog, columns: [ID]}}
    require: {ID: unique}
    ```
    """

    kind: ClassVar[str] = "unique"
    of_peers: ClassVar[bool] = True
    everyday: ClassVar[bool] = True
    within: Within = "selection"
    """Whether no other record of the `document`, or of the whole `selection`, has the value."""
    part: Pattern | None = None
    """Compares only what it matches of each value, or its first group: the number in the name of a file."""

    def observe(self, subject: Subject, scope: Scope) -> Iterator[Observation]:
        value = part_of(subject.value, self.part)
        if value is None:
            said = f"{subject.called} is {quoted(subject.value)}, which has no part that the pattern matches"
            yield not_met(
                said, subject.location, expected="a value of its own", found=quoted(subject.value), implied=True
            )
            return
        place, found = subject.location, quoted(value)
        group, position = scope.peers.group, scope.peers.position
        question = (Unique.kind, subject.name, self.within, self.part)
        alike = group.once(question, lambda: _alike(group, subject.name, self.within, self.part))
        same = alike.get(_key(subject.record, value, self.within), {})
        if position not in same:
            yield undecided(f"{subject.called} was not selected together with others", place)
            return
        other = next((location for peer, location in same.items() if peer != position), None)
        if other is None:
            yield met(f"{subject.called} is {found}, once", place, found=found)
            return
        said = f"{subject.called} is {found}, which stands also at {other}"
        yield not_met(said, place, expected="a value of its own", found=found, related=(other,), implied=True)


Key = tuple[str, str]
"""The document, or nothing where all of them count, and what stands there."""
Places = Mapping[int | None, Location]
"""Where something stands in records, by their position among their peers."""


def _alike(group: Group, name: str, within: Within, part: Pattern | None) -> Mapping[Key, Places]:
    """Of each text that the field has, the records that have it, by their position, and where it stands in them."""
    found: dict[Key, dict[int | None, Location]] = {}
    for peer in peers_in(group, name):
        value = part_of(peer.value, part)
        if value is not None:
            found.setdefault(_key(peer.record, value, within), {})[peer.position] = value.location
    return found


def _ends(group: Group, name: str, within: Within) -> Mapping[Key, tuple[Peer, Peer]]:
    """Of each text that the field has, the first record and the last one."""
    found: dict[Key, tuple[Peer, Peer]] = {}
    for peer in peers_in(group, name):
        key = _key(peer.record, peer.value, within)
        found[key] = found.get(key, (peer, peer))[0], peer
    return found


def _key(record: Record, value: Value, within: Within) -> Key:
    return record.location.path if within == "document" else "", _reading(record, value)


def _reading(record: Record, value: Value) -> str:
    """What a value reads, in a form that is the same for all that reads the same."""
    if record.kind == "section" and value is record.fields.get("title"):
        return title_key(value.plain)
    read = folded(value.plain)
    return read if value.typed_in in ("data", "texts") else read.casefold()


@dataclass(frozen=True, slots=True, kw_only=True)
class First(Requirement):
    """No record above has the same value here, in the order of reading of one document.

    In `where`, it keeps the first record of each value: the first mention of every name. So the first record of each
    document is `where: {document: first}`. It looks at all records of the selection, whether the other conditions keep
    them or not; to look at those alone, give the narrowed selection a name under `records` and write
    `{of: name, where: {document: first}}`. That no value stands twice is for `unique` to say.

    ```yaml
    for_each: {mention: {in: 'docs/proposals/*.md', pattern: 'RFC-[0-9]+'}, where: {text: first}}
    require: {link: filled}
    ```
    """

    kind: ClassVar[str] = "first"
    of_peers: ClassVar[bool] = True
    everyday: ClassVar[bool] = True
    within: Within = "document"
    """Whether the records of its `document` count, or those of the whole `selection`."""

    def observe(self, subject: Subject, scope: Scope) -> Iterator[Observation]:
        yield _at_an_end(subject, scope, self.within, "first", "above it")


@dataclass(frozen=True, slots=True, kw_only=True)
class Last(Requirement):
    """No record below has the same value here, in the order of reading of one document.

    In `where`, it keeps the last record of each value: the last section of every level. So the last record of each
    document is `where: {document: last}`. Like `first`, it looks at all records of the selection.

    ```yaml
    for_each: {section: {in: 'docs/proposals/*.md'}, where: {level: {equals: 2, last: true}}}
    require: {title: Copyright}
    ```
    """

    kind: ClassVar[str] = "last"
    of_peers: ClassVar[bool] = True
    everyday: ClassVar[bool] = True
    within: Within = "document"
    """Whether the records of its `document` count, or those of the whole `selection`."""

    def observe(self, subject: Subject, scope: Scope) -> Iterator[Observation]:
        yield _at_an_end(subject, scope, self.within, "last", "below it")


def _at_an_end(subject: Subject, scope: Scope, within: Within, which: str, where: str) -> Observation:
    """Whether a value is the first, or the last, of those that read the same."""
    group = scope.peers.group
    ends = group.once((First.kind, subject.name, within), lambda: _ends(group, subject.name, within))
    both = ends.get(_key(subject.record, subject.value, within))
    if both is None:
        return undecided(f"{subject.called} was not selected together with others", subject.location)
    found, end = quoted(subject.value), both[0] if which == "first" else both[1]
    if end.position == scope.peers.position:
        return met(f"{subject.called} is the {which} {found}", subject.location, expected=f"the {which}", found=found)
    said = f"{subject.called} is not the {which} {found}, the same stands {where}"
    return not_met(said, subject.location, expected=f"the {which}", found=found, related=(end.record.location,))
