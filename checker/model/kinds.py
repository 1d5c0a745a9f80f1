"""What a selector and a requirement are, and what they can reach while they are at work."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Protocol, TypeVar

from checker.model.facts import Facts, Inquiry
from checker.model.location import Location
from checker.model.observation import Observation
from checker.model.passed_over import PassedOver
from checker.model.problem import Problem
from checker.model.record import NO_PEERS, Peers, Record, Subject, Value
from checker.model.references import Notation

if TYPE_CHECKING:
    from checker.model.language import Condition, Looked, Operand, Person, Requirements, Selected, Selection

T = TypeVar("T")


def parameter_name(attribute: str) -> str:
    """The name in YAML of a dataclass attribute: `in_` is written `in`."""
    return attribute.rstrip("_")


PARAMETERS: Mapping[str, Any] = {"extra": "forbid", "strict": True, "alias_generator": parameter_name}
"""How pydantic reads the parameters of selectors and requirements: typed, nothing unknown."""


class Scope(Protocol):
    """What a selector or requirement can reach while it is at work."""

    @property
    def facts(self) -> Facts: ...

    @property
    def inquiry(self) -> Inquiry:
        """Documents, issues and the like; what is asked for in vain is gathered before the criterion is asked again."""

    @property
    def rules(self) -> Scope:
        """The same scope, with the tree and the documents that the rules come from."""

    def earlier(self, since: str) -> Scope | Problem:
        """The same scope, with the files as they were where a revision and what is judged parted."""

    @property
    def people(self) -> Mapping[str, Person]: ...

    @property
    def repository(self) -> str:
        """`owner/name` of the repository under judgement, empty when the policy does not say."""

    @property
    def notation(self) -> Notation:
        """How documents write the issues of the tracker: as GitHub's, unless the policy names another."""

    @property
    def place(self) -> Location:
        """Where the criterion stands in its policy, for what the policy itself provides."""

    @property
    def record(self) -> Record | None:
        """The record that is being looked at; a selector without `in` looks inside it."""

    @property
    def enclosing(self) -> Record | None:
        """The record that `{field: …}` speaks of: the one on whose behalf `record` is looked at, else `record`."""

    @property
    def around(self) -> Mapping[str, Record]:
        """The records around the one that is looked at, itself among them, by the names that the policy gives them."""

    @property
    def negated(self) -> bool:
        """Whether what is observed must not hold."""

    @property
    def peers(self) -> Peers:
        """The records that were selected together with the one that is looked at, itself among them."""

    def go_on(self) -> None:
        """To be called again and again by what may take long; ends the criterion when its time is over."""

    def select(self, selection: Selection) -> Selected:
        """The records of a selection, narrowed by `where`; its counts are not judged here."""

    def accepted(self, seen: Observation) -> Observation:
        """The same, which is fine where it was passed over and the policy says that it is meant so."""

    def look_for(self, where: Condition | None, every: Selected, called: str = "") -> Looked:
        """Whether a record of a selection meets a condition, and what was seen of those that might."""

    def once(self, question: Hashable, about: object, answer: Callable[[], T]) -> T:
        """What is asked about one object, this very one, worked out once for the criterion."""

    def count(self, selection: Selection) -> Iterator[Observation]:
        """Whether a selection has as many records as it says, and what kept it from being counted."""

    def each(self, selection: Selection, require: Condition) -> Iterator[Observation]:
        """What is observed when each record of a selection must be like this, on behalf of `self.record`."""

    def resolve(self, operand: Operand, location: Location) -> Value | Observation:
        """The value an operand stands for; an observation when it cannot be had."""

    def check(
        self,
        condition: Condition,
        record: Record,
        peers: Peers = NO_PEERS,
        *,
        negated: bool = False,
        choosing: bool = False,
        doubting: bool = False,
        called: str = "",
    ) -> Iterator[Observation]:
        """What a condition observes of a record, on behalf of `self.record` if there is one.

        peers: the records that were selected together with it. negated: it must not hold, and so of no entry of a list.
        choosing: it says which records are meant; one entry of a list will do. doubting: a record that is left out by a
        slip of the pen leaves it open. called: the name that the policy gives to the record (`as`).
        """

    def observe(self, requirements: Requirements, subject: Subject) -> Iterator[Observation]:
        """What requirements observe of a subject."""


class Selector:
    """A kind of record and how to find it. A subclass is a frozen dataclass of its parameters.

    The docstring of a subclass is its page in the reference: the promise, then why, then an example in YAML.
    kind: its name in a policy. short: the parameter that a bare value stands for. provides: the fields that every
    record has, with what each means. inside: the kinds of record in which alone it can look, none for any.
    rules, fills, may_be_empty: as of a requirement.
    as_text: what a record is where a text is asked for, as `filled` and `contains` do; empty when that is nothing
    anyone would expect, `instead` then says what to write.
    """

    __slots__ = ()
    __pydantic_config__: ClassVar[Any] = PARAMETERS

    kind: ClassVar[str]
    short: ClassVar[str] = ""
    provides: ClassVar[Mapping[str, str]] = {}
    inside: ClassVar[tuple[str, ...]] = ()
    as_text: ClassVar[str] = ""
    instead: ClassVar[str] = ""
    rules: ClassVar[tuple[str, ...]] = ()
    may_be_empty: ClassVar[tuple[str, ...]] = ()
    fills: ClassVar[bool] = False

    def yields(self) -> str:
        """The kind of the records."""
        return self.kind

    def fields(self) -> Mapping[str, str]:
        """The fields of the records, with what each means."""
        return self.provides

    def open_fields(self) -> bool:
        """Whether documents decide which further fields there are."""
        return False

    def objections(self) -> Iterable[tuple[str, str]]:
        """What is wrong with the parameters although each has the right type: the parameter and a message.

        An empty parameter stands for all of them.
        """
        return ()

    def concerns(self, passed: PassedOver, found: Selected) -> bool:  # noqa: ARG002  some look at what was found
        """Whether something that was passed over, where it looked, could have been what it looks for."""
        return self.kind in passed.kinds

    def by_document(self) -> bool:
        """Whether what it finds in several documents is what it finds in each of them, one after the other."""
        return False

    def select(self, scope: Scope) -> Selected:
        raise NotImplementedError


class Requirement:
    """Something that must hold of a subject. A subclass is a frozen dataclass of its parameters.

    Yields at least one observation; none at all is not a pass. The docstring is its page in the reference.
    kind: its name in a policy. short: the parameter that a bare value stands for (`matches: '^P0'`).
    needs: `commands` when it runs a program and so is due only where the caller allows that.
    looks_at: the fields of the records that its own conditions are about, when those are not the subject's.
    needs_record: it looks at a record; only what does not can be required of the repository as a whole.
    judges_absence: it says of what is not there that it is not there; anything else that is required of it is not met.
    of_text: it reads its subject; what looks at a file as a file, or into a section, does not.
    of_entries: of a list value it is asked of every entry; other requirements speak of the list as a whole.
    everyday: its name is also what people call a field, so that in front of data nobody can tell which is meant.
    of_value: it compares what stands there, so that of an empty cell nobody can tell whether it is the record meant.
    of_peers: it looks at the records that were selected together with the one at hand.
    rules: the parameters that name documents which belong to the rules, such as a template: they are read where the
    policy comes from (`Scope.rules`), and are part of its digest.
    may_be_empty: the parameters for which an empty list means none, when a parameter of a policy gives it.
    fills: whether `{name}` in its pattern stands for a field of the enclosing record.
    """

    __slots__ = ()
    __pydantic_config__: ClassVar[Any] = PARAMETERS

    kind: ClassVar[str]
    short: ClassVar[str] = ""
    needs: ClassVar[str] = ""
    looks_at: ClassVar[Mapping[str, str]] = {}
    needs_record: ClassVar[bool] = True
    judges_absence: ClassVar[bool] = False
    of_text: ClassVar[bool] = True
    of_entries: ClassVar[bool] = False
    everyday: ClassVar[bool] = False
    of_value: ClassVar[bool] = False
    of_peers: ClassVar[bool] = False
    rules: ClassVar[tuple[str, ...]] = ()
    may_be_empty: ClassVar[tuple[str, ...]] = ()
    fills: ClassVar[bool] = False

    def objections(self) -> Iterable[tuple[str, str]]:
        """What is wrong with the parameters although each has the right type: the parameter and a message.

        An empty parameter stands for all of them.
        """
        return ()

    def nearly(self, subject: Subject, scope: Scope) -> str:  # noqa: ARG002  most compare with nothing
        """What the value reads nearly like, in words; empty when it is not met for certain."""
        return ""

    def asks_entries(self, subject: Subject, scope: Scope) -> bool:  # noqa: ARG002  some look at the other side
        """Whether, of a list, it asks the entries, here where one is known with what it is compared."""
        return self.of_entries

    def held_against(self) -> tuple[Operand, ...]:
        """What it holds a value against, if `marks` tell when the answer is a plain no."""
        return ()

    def marks(self, subject: Subject) -> frozenset[Hashable] | None:  # noqa: ARG002  most compare with nothing
        """Marks of a value: without one in common with those of `aims`, it is not met, not nearly, and nothing is lost.

        Where it has no such mark it observes one thing, whose `expected` is the same for all values. None, where no
        marks can tell.
        """
        return None

    def aims(self, wanted: Sequence[Value]) -> frozenset[Hashable] | None:  # noqa: ARG002
        """The marks of that which it is held against, for `marks`."""
        return None

    def observe(self, subject: Subject, scope: Scope) -> Iterable[Observation]:
        raise NotImplementedError

    def observe_written(self, subject: Subject, scope: Scope) -> Iterable[Observation]:  # noqa: ARG002  few can tell
        """What it can tell of a value in doubt (`var.port`, `[var.port, 22]`), from what is written there.

        Nothing, where it is about what the value comes to: that is then undecided, whatever else is asked of it.
        """
        return ()
