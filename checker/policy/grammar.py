"""What reading a policy needs: the names that it declares, the fields in sight, and who reads which type.

The readers of the single types stand beside this: `selections`, `conditions`, `operands`, `names`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import MISSING, fields
from typing import Any

from pydantic import TypeAdapter

from checker.classes import dataclass, field
from checker.data.paths import way_problem
from checker.model.data import NOTHING_GIVEN
from checker.model.kinds import Requirement, Selector, parameter_name
from checker.model.language import Person, Selection, Written
from checker.model.record import WHEREABOUTS
from checker.policy.mistakes import KEY, Mistakes, alternatives, did_you_mean, mistake, shown, validated
from checker.text.titles import title_key

OF_TRACKER = ("issue", "pull_request", "comment", "review")
"""Kinds of record that stand at the tracker: what they say is a document of its own."""
WITHOUT_DOCUMENT = ("", "repository", "name", "person", "project_item", *OF_TRACKER)
"""Kinds of record that do not stand in a judged document, so that they have no fields `document` and `directory`."""
NOT_LOOKED_INTO = ("", "repository", "name", "person", "commit", "tag", "project_item")
"""Those in which nothing can be looked for; all of the history of the repository counts as one document."""


@dataclass(frozen=True, slots=True)
class Fields:
    """The fields that records of a selection have. kind: of the records. open: documents decide on further ones.

    given: those that the policy names itself, such as columns and the `{name}` of a way.
    """

    kind: str
    names: Mapping[str, str]
    open: bool = False
    given: frozenset[str] = frozenset()

    def find(self, written: str) -> str | None:
        """The field that is meant, as people read names; None when there is none."""
        if written in self.names:
            return written
        key = title_key(written)
        found = next((name for name in self.names if title_key(name) == key), None)
        if found is None and written in WHEREABOUTS and self.kind not in WITHOUT_DOCUMENT:
            return written
        return found or (written if self.open else None)

    def way_problem(self, name: str) -> str | None:
        """Why a field that documents decide on cannot be in any of them."""
        return way_problem(name) if self.open and name not in self.names and name not in WHEREABOUTS else None


SELECTION_KEYS = ("where", "exactly", "at_least", "at_most", "allow_empty", "as")
"""What stands beside a selector."""
REPOSITORY_FIELDS = Fields("repository", {})


_MAPPED_TYPES = ("Selection", "Sentence", "Condition", "Operand", "Columns", "People", "Requirements", "Mapping")
"""Types that are themselves written as mappings."""
_ADAPTER_BY_KIND: dict[Any, TypeAdapter[Any]] = {}


def adapter(kind: Any) -> TypeAdapter[Any]:
    """Pydantic's reader of a kind's parameters; made when the kind is first used."""
    if kind not in _ADAPTER_BY_KIND:
        _ADAPTER_BY_KIND[kind] = TypeAdapter(kind)
    return _ADAPTER_BY_KIND[kind]


def parameters(kind: Any) -> Mapping[str, bool]:
    """The parameters of a kind by their names in YAML, with whether each must be given."""
    return {parameter_name(one.name): one.default is MISSING and one.default_factory is MISSING for one in fields(kind)}


def said_in(entry: Any, kind: type[Any]) -> dict[str, Any]:
    """The parameters of the kind that the entry says: those that were left out hold None."""
    return {name: said for name in parameters(kind) if (said := getattr(entry, name)) is not None}


@dataclass
class Grammar:
    """Reads what a policy says, with the names that it declares at hand.

    named: the selections under `records` as written; selections: those that are read; unfinished: those being read.
    broken: the mistakes in each of them.
    own: the fields of the records that a condition is about. enclosing: the fields that `{field: …}` speaks of.
    around: those of all records around, the outermost first. called: those of the ones that have a name, by it.
    is_filled: whether `{name}` in a pattern that is read is filled in.
    needs: what the requirements that were read need (`commands`); needs_by_name: those of named selections.
    """

    selectors: Mapping[str, type[Selector]]
    requirements: Mapping[str, type[Requirement]]
    documents: Mapping[str, tuple[str, ...]]
    people: Mapping[str, Person]
    named: Mapping[str, Any]
    readers: Mapping[type[Written], Callable[[Grammar, Any], Any]]
    own: Fields | None = None
    enclosing: Fields | None = None
    around: tuple[Fields, ...] = ()
    called: Mapping[str, Fields] = field(default_factory=dict)
    is_filled: bool = False
    needs: set[str] = field(default_factory=set)
    selections: dict[str, Selection] = field(default_factory=dict)
    unfinished: list[str] = field(default_factory=list)
    broken: dict[str, Mistakes] = field(default_factory=dict)
    needs_by_name: dict[str, set[str]] = field(default_factory=dict)

    def read(self, kind: type[Written], value: Any) -> Any:
        """`value` as a type of the language; raises pydantic's ValidationError with every mistake in it."""
        return self.readers[kind](self, value)

    @contextmanager
    def about(self, own: Fields, enclosing: Fields, called: str = "") -> Iterator[None]:
        """While conditions on records with the fields `own` are read. called: the name that they have."""
        before = self.own, self.enclosing, self.around, self.called
        self.own, self.enclosing, self.around = own, enclosing, (*self.around, own)
        self.called = {**self.called, called: own} if called else self.called
        try:
            yield
        finally:
            self.own, self.enclosing, self.around, self.called = before

    @contextmanager
    def filling(self, *, is_filled: bool) -> Iterator[None]:
        """While patterns are read in which `{name}` is filled in, or is not."""
        before, self.is_filled = self.is_filled, is_filled
        try:
            yield
        finally:
            self.is_filled = before

    @contextmanager
    def alone(self) -> Iterator[None]:
        """While something is read that stands by itself, with no record around it."""
        before = self.own, self.enclosing, self.around, self.called
        self.own, self.enclosing, self.around, self.called = None, None, (), {}
        try:
            yield
        finally:
            self.own, self.enclosing, self.around, self.called = before

    def kind(self, kind: type[Any], value: Any) -> Any:
        """A selector or requirement with its parameters; a bare value stands for the `short` one."""
        names = parameters(kind)
        if issubclass(kind, Requirement) and kind.needs:
            self.needs.add(kind.needs)
        if value is None or (value is True and not any(names.values())):
            value = {}
        is_short = (
            not isinstance(value, dict)
            or value == NOTHING_GIVEN
            or (value and not set(value) <= set(names) and _takes_mapping(kind))
        )
        if is_short and not kind.short:
            raise mistake(_no_short_form(kind, value, names))
        given = {kind.short: value} if is_short else value
        missing = [name for name, must in names.items() if must and name not in given]
        if missing and not given:
            raise mistake(f"`{kind.kind}` needs {alternatives(missing)}")
        mistakes = Mistakes()
        with self._looking_at(kind), self.filling(is_filled=kind.fills):
            read = mistakes.attempt((), lambda: self._with_parameters(kind, given), list(names))
        if is_short:
            mistakes.lift(kind.short)
        mistakes.settle()
        return read

    def _with_parameters(self, kind: type[Any], given: Mapping[str, Any]) -> Any:
        """A selector or requirement of parameters that say something and fit together."""
        mistakes = Mistakes()
        for name in _astray(kind, given):
            mistakes.add(f"`{name}` stands one level up, beside `{kind.kind}` and not in it", name, KEY)
        for name, value in given.items():
            if value == NOTHING_GIVEN and name not in kind.may_be_empty:
                remedy = f"`{name}` needs an entry: give one, or leave the criterion out"
                mistakes.add(f"the list that is given here is empty, and {remedy}", name)
            elif value in ([], {}):
                mistakes.add(f"{shown(value)} stands here: say what is meant, or leave it out", name)
        mistakes.settle()
        given = {name: [] if value == NOTHING_GIVEN else value for name, value in given.items()}
        read = validated(adapter(kind), given, self)
        for name, said in read.objections():
            mistakes.add(said, *filter(None, [name]))
        mistakes.settle()
        return read

    @contextmanager
    def _looking_at(self, kind: type[Any]) -> Iterator[None]:
        """While the parameters of a kind are read whose conditions are about records of another kind."""
        looks_at: Mapping[str, str] = getattr(kind, "looks_at", {})
        if not looks_at:
            yield
            return
        with self.about(Fields(kind.kind, looks_at), self.own or REPOSITORY_FIELDS):
            yield


def fields_of(selection: Selection) -> Fields:
    """The fields of the records that a selection yields."""
    selector = selection.selector
    names = selector.fields()
    return Fields(selector.yields(), names, selector.open_fields(), frozenset(names) - _provided(selector))


def _provided(selector: Selector) -> frozenset[str]:
    """The fields that its records have whatever the policy says."""
    named = getattr(selector, "selection", None)
    return _provided(named.selector) if isinstance(named, Selection) else frozenset(selector.provides)


def _astray(kind: type[Any], given: Mapping[str, Any]) -> list[str]:
    """What narrows and counts a selection, written among the parameters of its selector."""
    if not issubclass(kind, Selector):
        return []
    return [name for name in given if name in (*SELECTION_KEYS, "require") and name not in parameters(kind)]


def _no_short_form(kind: type[Any], value: Any, names: Mapping[str, bool]) -> str:
    """Why a bare value cannot stand for a kind without a `short` parameter."""
    if value is False:
        return f"`{kind.kind}: false` says nothing; the opposite is `not: {kind.kind}`"
    return f"{shown(value)} stands here, expected {'a mapping' if names else '`true`'}{did_you_mean('', names)}"


def _takes_mapping(kind: type[Any]) -> bool:
    """Whether the `short` parameter is itself written as a mapping."""
    if not kind.short:
        return False
    written = str(kind.__annotations__.get(kind.short) or kind.__annotations__[f"{kind.short}_"])
    return any(name in written for name in _MAPPED_TYPES)
