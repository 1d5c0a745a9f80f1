"""Records: what selectors yield and requirements look at."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Literal, TypeVar

from checker.classes import dataclass, field, replace
from checker.model.evidence import Gap, Reason, State, undeterminable
from checker.model.location import Location

T = TypeVar("T")
TypedIn = Literal["", "data", "front matter", "texts"]
WHEREABOUTS = ("document", "directory")
"""Fields of every record that stands in a document: its path, and the directory in which it lies."""
NO_FIELDS: Mapping[str, Value] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Link:
    """A link or image as written. target: the destination, unescaped, as the author meant it (`../a.md#b`, `#b`, a
    URL).

    kind: `link`, `image`, `autolink` (`<https://…>` or a bare URL) or `html` (`<a href>`, `<img src>`).
    text: what a reader sees; for an image its alternative text.
    label: of the definition that it uses, as labels are compared; empty when it has its destination itself.
    """

    kind: str
    target: str
    text: str
    location: Location
    label: str = ""


@dataclass(frozen=True, slots=True)
class Value:
    """One cell, field or text.

    text: as written, markup included. plain: as people read it (no markup, blanks folded, comments gone).
    links: the links and images in it. code: the contents of its code spans.
    data: the typed value where the format has types (str, int, float, bool, None, tuple, dict), else `plain`.
    items: the parts of a list-valued field (assignees, labels), None for a single value. keys: of a mapping, else None.
    gap: why there is no such value, or why nobody here can tell what it comes to; None for a value as it stands.
    otherwise: what other readers take the value for, where that is another; None where all agree.
    typed_in: `data` or `front matter` where the document gives values a type, so that a text there is no number;
    `texts` for data of a format that knows no types.
    origin: what it was worked out from, with places; empty for what is written as it is.
    """

    text: str
    plain: str
    location: Location
    links: tuple[Link, ...] = ()
    code: tuple[str, ...] = ()
    data: Any = None
    items: tuple[Value, ...] | None = None
    gap: Gap | None = None
    typed_in: TypedIn = ""
    keys: tuple[str, ...] | None = None
    otherwise: Any = None
    origin: str = ""

    @property
    def is_typed(self) -> bool:
        """Whether its document gives it a type."""
        return self.typed_in in ("data", "front matter")

    @property
    def in_doubt(self) -> bool:
        """Whether nobody here can tell what it, or one of its parts, comes to, or whether such a part is there."""
        doubtful = self.state in (State.UNREADABLE, State.UNDETERMINABLE)
        return doubtful or any(one.in_doubt for one in self.items or ())

    @property
    def state(self) -> State:
        return self.gap.state if self.gap is not None else State.PRESENT

    @property
    def is_there(self) -> bool:
        """Whether something stands there, though perhaps nobody can tell what it comes to."""
        return self.state in (State.PRESENT, State.UNDETERMINABLE)


@dataclass(frozen=True, slots=True)
class Record:
    """One thing that a selector found.

    kind: the selector's name for it (`row`, `task`, `issue` …). label: how people call it (`P0-002`).
    value: the record itself as text. fields: named parts, under the names that the policy uses.
    end_line: the last line it reaches. origin: the document's own node behind it, for selectors that look inside.
    as_text: the field that it is when it is read as a text; empty when that is its value.
    page: the document that it has and that is no file of the tree, by the name under which `Inquiry.page` knows it.
    doubt: why nobody can tell whether there is such a record at all; None for one that is there for certain. Where it
    would count, it is undecided.
    """

    kind: str
    label: str
    value: Value
    fields: Mapping[str, Value] = field(default_factory=lambda: NO_FIELDS)
    end_line: int | None = None
    origin: Any = None
    as_text: str = ""
    page: str = ""
    doubt: Gap | None = None

    @property
    def location(self) -> Location:
        return self.value.location

    def get(self, name: str) -> Value | None:
        """A field; the document in which the record stands, and its directory, are fields of every record."""
        found = self.fields.get(name)
        if found is None and name in WHEREABOUTS:
            path = self.location.path
            return plain_value(path if name == "document" else posixpath.dirname(path) or ".", self.location)
        return found


@dataclass(frozen=True, slots=True)
class Subject:
    """What a requirement looks at: a field of a record, or the record itself (`name` is then empty)."""

    record: Record
    value: Value
    name: str = ""

    @property
    def location(self) -> Location:
        return self.value.location

    def as_text(self) -> Subject:
        """The same as what is read of it: of a file its content."""
        name = self.record.as_text if not self.name else ""
        return Subject(self.record, self.record.fields[name], name) if name else self

    @property
    def called(self) -> str:
        """How a message names it: `Issue` of P0-002, or the record's own label."""
        called = f"`{self.name}` of {self.record.label}" if self.name else self.record.label
        return f"{called} (from {self.value.origin})" if self.value.origin else called


class Group:
    """Records that were selected together, and what was found out about all of them at once."""

    __slots__ = ("_known", "records")

    def __init__(self, records: Sequence[Record]) -> None:
        self.records = tuple(records)
        self._known: dict[Hashable, Any] = {}

    def once(self, question: Hashable, answer: Callable[[], T]) -> T:
        """The answer to a question about all of the records; it is worked out when it is asked for the first time."""
        if question not in self._known:
            self._known[question] = answer()
        found: T = self._known[question]
        return found

    def each(self) -> Iterator[tuple[Record, Peers]]:
        """Every record, and it among its peers."""
        return ((record, Peers(self, position)) for position, record in enumerate(self.records))


@dataclass(frozen=True, slots=True)
class Peers:
    """One of the records that were selected together, by its position among them; None where it was selected alone."""

    group: Group
    position: int | None = None


NO_PEERS = Peers(Group(()))


def in_doubt(value: Value, aside: str = "") -> Value:
    """The same as something of which nobody here can tell what it comes to. aside: what else is known of it."""
    return replace(value, gap=undeterminable(Reason.EXPRESSION, value.location, value=value.plain, aside=aside))


def missing_value(gap: Gap) -> Value:
    """The value that stands for one that is not there, or cannot be read."""
    return Value("", "", gap.location, gap=gap)


def listed(values: Sequence[Value], location: Location) -> Value:
    """A value that consists of several."""
    joined = ", ".join(one.plain for one in values)
    return Value(joined, joined, location, data=joined, items=tuple(values))


def plain_value(text: str, location: Location, data: Any = None) -> Value:
    """A value whose written and read forms are the same."""
    return Value(text=text, plain=text, location=location, data=text if data is None else data)
