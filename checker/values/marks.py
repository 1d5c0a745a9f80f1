"""Marks of values: what two of them have in common whenever a comparison could say anything but a plain no.

Whoever holds many values against many others needs to look at those pairs alone that share a mark. A mark too many
costs time; a mark too few would change a verdict, so each comparison of `equality` and `likeness` has its marks here.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any

from checker.classes import replace
from checker.model.letters import composed
from checker.model.record import Subject, Value
from checker.patterns import regex
from checker.text.glyphs import as_latin
from checker.text.likeness import marks_of_aim, marks_of_likeness
from checker.text.shown import folded
from checker.values.equality import is_filled_in, quantity_of

Marks = frozenset[Hashable]
_WORD = regex(r"\w+")
_DOTTED = str.maketrans({"İ": "i", "ı": "i"})
"""Letters that are an `i` to a pattern that ignores case, and to nobody else."""
MOST_WORDS = 3
_IOTA_BELOW = "\u0345"
"""The one sign that is no letter of a word, and the same as one to a pattern that ignores case."""
_FLAGS = ("0", "1", "true", "false")


def content_of(value: Value | None) -> Hashable:
    """All that a comparison can see of a value but where it stands; None for a list, and for what is not there."""
    if value is None or value.gap is not None or value.items is not None or value.keys is not None:
        return None
    if value.data is not None and not isinstance(value.data, str | int | float | Decimal):
        return None
    links = tuple((one.kind, one.target, one.text) for one in value.links)
    data = (type(value.data), str(value.data))
    otherwise = (type(value.otherwise), str(value.otherwise))
    return value.text, value.plain, data, otherwise, value.typed_in, links, value.code


def entries_of(value: Value) -> tuple[Value, ...] | None:
    """What is compared of a value: itself, or its entries; None where one of them is not there, or a list itself."""
    if value.items is None:
        return (value,)
    plain = all(one.items is None and one.gap is None for one in value.items)
    return value.items if value.items and plain else None


def marks_of_equal(subject: Subject) -> Marks | None:
    """Marks of a value that is held against others by `equal`, and by what reads nearly like them."""
    entries = entries_of(subject.value)
    if entries is None or any(map(is_filled_in, entries)):
        return None
    return frozenset(mark for one in entries for mark in _marks_of_equal(replace(subject, value=one)))


def _marks_of_equal(subject: Subject) -> Iterator[Hashable]:
    value = subject.value
    yield from _marks_of_text(value)
    yield from marks_of_likeness(subject)
    for data in (value.data, value.otherwise):
        yield from _marks_of_data(data)
    yield from _marks_of_amount(value)
    if value.otherwise is not None:
        yield from _marks_of_amount(replace(value, data=value.otherwise))
    if isinstance(value.otherwise, str):
        yield from _marks_of_text(replace(value, plain=value.otherwise))


def aims_of_equal(wanted: Sequence[Value]) -> Marks | None:
    """The marks of that which is wanted, for `marks_of_equal`; of a list, one of its entries will do."""
    entries = [one for value in wanted for one in (value.items if value.items is not None else (value,))]
    if not entries or any(one.items is not None for one in entries):
        return None
    return frozenset(mark for one in entries for mark in _aims_of_equal(one))


def _aims_of_equal(wanted: Value) -> Iterator[Hashable]:
    yield from _marks_of_text(wanted)
    yield from marks_of_aim(wanted.plain)
    yield from _marks_of_data(wanted.data)
    if isinstance(wanted.data, bool):
        yield from (("flag", flag) for flag in _FLAGS)
        yield "flag", wanted.plain
    elif isinstance(wanted.data, int | float | Decimal):
        amount = quantity_of(wanted)
        if amount is not None:
            yield "amount", "in some unit" if amount.unit else amount.value


def _marks_of_text(value: Value) -> Iterator[Hashable]:
    yield "text", folded(value.plain)
    yield "flag", value.plain.casefold()
    yield "flag", value.plain.strip().casefold()


def _marks_of_data(data: Any) -> Iterator[Hashable]:
    if isinstance(data, bool):
        yield "truth", data
    elif isinstance(data, int | float | Decimal):
        number = Decimal(str(data))
        yield "amount", number if number.is_finite() else str(number)


def marks_of_words(subject: Subject) -> Marks | None:
    """Marks of a text in which words are looked for; of a list, marks of entries of which one is."""
    value = subject.value
    if value.items is not None:
        entries = entries_of(value)
        return None if entries is None else frozenset(mark for one in entries for mark in _marks_of_entry(one))
    texts = dict.fromkeys((composed(value.plain), composed(as_latin(value.plain))))
    if any(_IOTA_BELOW in text for text in texts):
        return None
    return frozenset(mark for text in texts for mark in _marks_of_words(_words(text)))


def _marks_of_words(words: Sequence[str]) -> Iterator[Hashable]:
    """Up to so many words as follow each other, from every one; a version may stand there with its `v`."""
    for n, first in enumerate(words):
        for form in (first, first[1:]) if first.startswith("v") else (first,):
            yield from (("words", form, *words[n + 1 : n + length]) for length in range(1, MOST_WORDS + 1))


def aims_of_words(wanted: Value) -> Marks | None:
    """The marks of words that are looked for: some that follow each other, or the entry that they are."""
    words = _words(composed(wanted.plain))[:MOST_WORDS]
    if wanted.items is not None or (not words and wanted.plain.strip()) or _IOTA_BELOW in wanted.plain:
        return None
    return frozenset((*_aims_of_equal(wanted), _as_entry(wanted), ("words", *words)))


def _words(text: str) -> list[str]:
    """The words of a text in the form that they share with all that a pattern takes for them which ignores case."""
    return [word.translate(_DOTTED).casefold() for word in _WORD.findall(text)]


def _marks_of_entry(value: Value) -> Iterator[Hashable]:
    yield from _marks_of_text(value)
    yield from _marks_of_data(value.data)
    yield _as_entry(value)
    yield from _marks_of_amount(value)


def _marks_of_amount(value: Value) -> Iterator[Hashable]:
    amount = quantity_of(value)
    if amount is not None:
        yield "amount", amount.value
        yield "amount", "in some unit"


def _as_entry(value: Value) -> Hashable:
    return "entry", folded(value.plain).casefold()


def marks_read(subject: Subject, forms: Callable[[Value], Iterable[str]]) -> Marks | None:
    """Marks of a value that is held against others by forms of which one has to be the same."""
    entries = entries_of(subject.value)
    return None if entries is None else frozenset(form for one in entries for form in forms(one))


def aims_read(wanted: Sequence[Value], forms: Callable[[Value], Iterable[str]]) -> Marks | None:
    """The marks of that which is wanted, for `marks_read`; of a list, one of its entries will do."""
    entries = [one for value in wanted for one in (value.items if value.items is not None else (value,))]
    return frozenset(form for one in entries for form in forms(one)) if entries else None
