"""Values of which one will do, held against one value after another."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence

from checker.model.kinds import Scope
from checker.model.language import Operand
from checker.model.record import Subject, Value
from checker.text.shown import alternatives, quoted
from checker.values.marks import Marks

FEWEST = 8
"""Of fewer values each is held against."""


class Choices:
    """all: the values. marks, aims: of a value, and of one of these, as `Requirement` has them."""

    __slots__ = ("_aims", "_by_mark", "_marks", "_words", "all")

    def __init__(
        self,
        known: tuple[Value, ...],
        marks: Callable[[Subject], Marks | None] = lambda _: None,
        aims: Callable[[Sequence[Value]], Marks | None] = lambda _: None,
    ) -> None:
        self.all = known
        self._marks, self._aims = marks, aims
        self._by_mark: dict[Hashable, list[int]] | None = None
        self._words: dict[str, str] = {}

    @property
    def one_of(self) -> str:
        return f"one of {self._names}"

    @property
    def none_of(self) -> str:
        return f"none of {self._names}"

    @property
    def _names(self) -> str:
        if "names" not in self._words:
            self._words["names"] = ", ".join(map(quoted, self.all))
        return self._words["names"]

    @property
    def alternatives(self) -> str:
        if "alternatives" not in self._words:
            self._words["alternatives"] = alternatives(self.all)
        return self._words["alternatives"]

    def near(self, subject: Subject) -> Sequence[Value]:
        """Those of which it is not plain that a value neither is one nor is taken for one, in their order."""
        marks = self._marks(subject)
        if marks is None:
            return self.all
        index = self._index()
        places = {n for mark in (*marks, None) for n in index.get(mark, ())}
        return [self.all[n] for n in sorted(places)]

    def _index(self) -> dict[Hashable, list[int]]:
        """The places of the values by their marks; under None those that have to be looked at in any case."""
        if self._by_mark is None:
            self._by_mark = {}
            for n, one in enumerate(self.all):
                aims = self._aims((one,))
                for mark in (None,) if aims is None else aims:
                    self._by_mark.setdefault(mark, []).append(n)
        return self._by_mark


def choices(
    operands: Operand | tuple[Operand, ...],
    known: tuple[Value, ...],
    scope: Scope,
    marks: Callable[[Subject], Marks | None],
    aims: Callable[[Sequence[Value]], Marks | None],
) -> Choices:
    """The values that operands stand for, as choices; a list that is looked up is so once, for all who look."""
    if len(known) < FEWEST or isinstance(operands, tuple) or operands.list is None:
        return Choices(known)
    return scope.once(("choices", marks.__qualname__), known, lambda: Choices(known, marks, aims))
