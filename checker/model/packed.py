"""What was seen of the records of many documents, packed: a run over thousands of them sees a million things.

Nearly all of that is met, and nobody looks at it one by one. So what documents contribute stays the bytes in which it
came from another process or from an earlier run, except what stands out. It is unpacked, a document at a time, for
those that want to see everything (`--verbose`, the JSON report, `explain`).
"""

from __future__ import annotations

import binascii
import json
import zlib
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, chain
from typing import Any, Generic, TypeVar, overload

from checker.classes import dataclass
from checker.model.location import Location
from checker.model.observation import Observation
from checker.model.plain import observation_from, plain_observation, plain_place

T = TypeVar("T")
_STANDS_OUT = 0
"""Stands in packed records for an observation that is at hand unpacked."""
_FAST = 1


@dataclass(frozen=True, slots=True)
class Contributed:
    """A record that is meant. observations: what is required of it and was seen."""

    label: str
    location: Location
    observations: tuple[Observation, ...] = ()


def stands_out(seen: Observation) -> bool:
    """Whether there is more to it than that something is met."""
    return not seen.ok or bool(seen.gap or seen.exhibit or seen.accepted or seen.words)


class Records:
    """The records that one document contributes. path: of the document. size: how many there are; observed: how much
    was seen of them together. standing_out: what of that stands out, or is seen in another file, by its position.
    """

    __slots__ = ("body", "observed", "path", "size", "standing_out")

    def __init__(
        self, path: str, size: int, observed: int, standing_out: Mapping[int, Observation], body: bytes
    ) -> None:
        self.path = path
        self.size = size
        self.observed = observed
        self.standing_out = standing_out
        self.body = body

    @classmethod
    def packed(cls, path: str, records: Sequence[Contributed]) -> Records:
        """The records of a document."""
        standing_out: dict[int, Observation] = {}
        observed, plain = 0, []
        for record in records:
            seen: list[Any] = []
            for one in record.observations:
                if stands_out(one) or one.location.path != path:
                    standing_out[observed] = one
                    seen.append(_STANDS_OUT)
                else:
                    seen.append(plain_observation(one))
                observed += 1
            plain.append([record.label, plain_place(record.location), seen])
        said = json.dumps(plain, separators=(",", ":")).encode("ascii")
        return cls(path, len(records), observed, standing_out, zlib.compress(said, _FAST))

    def plain(self) -> list[Any]:
        """The same as plain data."""
        others = [[n, plain_observation(one)] for n, one in self.standing_out.items()]
        return [self.path, self.size, self.observed, others, binascii.b2a_base64(self.body, newline=False).decode()]

    @classmethod
    def from_plain(cls, plain: list[Any]) -> Records:
        """The records of which that is the plain data."""
        path, size, observed, others, body = plain
        return cls(path, size, observed, {n: observation_from(one) for n, one in others}, binascii.a2b_base64(body))

    def __iter__(self) -> Iterator[Contributed]:
        n = 0
        for label, place, plain in json.loads(zlib.decompress(self.body)):
            seen = tuple(
                self.standing_out[at] if one == _STANDS_OUT else observation_from(one)
                for at, one in enumerate(plain, start=n)
            )
            n += len(plain)
            yield Contributed(label, Location(*place), seen)

    def without(self, gone: Collection[int]) -> Records:
        """The same without what was seen at some positions."""
        n, records = 0, []
        for record in self:
            seen = tuple(one for at, one in enumerate(record.observations, start=n) if at not in gone)
            n += len(record.observations)
            records.append(Contributed(record.label, record.location, seen))
        return Records.packed(self.path, records)

    def observations(self) -> Iterator[Observation]:
        """All that was seen of them."""
        return (seen for record in self for seen in record.observations)


NO_RECORDS = Records.packed("", ())


class _Unpacking(Sequence[T], Generic[T]):
    """A sequence that is the same as a tuple of what it yields."""

    __slots__ = ()

    @overload
    def __getitem__(self, at: int) -> T: ...

    @overload
    def __getitem__(self, at: slice) -> Sequence[T]: ...

    def __getitem__(self, at: int | slice) -> T | Sequence[T]:
        if isinstance(at, slice):
            return tuple(self)[at]
        size = len(self)
        if not -size <= at < size:
            raise IndexError(at)
        return self._at(at % size)

    def _at(self, position: int) -> T:
        raise NotImplementedError

    def __eq__(self, other: object) -> bool:
        return tuple(self) == tuple(other) if isinstance(other, Sequence) else NotImplemented

    def __hash__(self) -> int:
        return hash(tuple(self))


class Each(_Unpacking[T]):
    """Something that is made of each record that documents contribute."""

    __slots__ = ("_ends", "_make", "_records")

    def __init__(self, records: Sequence[Records], make: Callable[[Contributed], T]) -> None:
        self._records = records
        self._make = make
        self._ends = list(accumulate(one.size for one in records))

    def __len__(self) -> int:
        return self._ends[-1] if self._ends else 0

    def __iter__(self) -> Iterator[T]:
        return map(self._make, chain.from_iterable(self._records))

    def _at(self, position: int) -> T:
        n = bisect_right(self._ends, position)
        before = self._ends[n] - self._records[n].size
        return self._make(list(self._records[n])[position - before])


Chunk = tuple[Observation, ...] | Records


class Seen(_Unpacking[Observation]):
    """Everything that was seen for a sentence or a criterion. chunks: some of it unpacked, and some packed."""

    __slots__ = ("_ends", "_found", "_instead", "chunks")

    def __init__(self, chunks: Sequence[Chunk], instead: Mapping[int, Observation] | None = None) -> None:
        """instead: what takes the place of an observation, by its position."""
        self.chunks = chunks
        self._instead = instead or {}
        self._ends = list(accumulate(map(_length, chunks)))
        self._found: list[tuple[int, Observation]] | None = None

    def __len__(self) -> int:
        return self._ends[-1] if self._ends else 0

    def __iter__(self) -> Iterator[Observation]:
        every = chain.from_iterable(one.observations() if isinstance(one, Records) else one for one in self.chunks)
        if not self._instead:
            return every
        return (self._instead.get(n, one) for n, one in enumerate(every))

    def _at(self, position: int) -> Observation:
        if position in self._instead:
            return self._instead[position]
        n = bisect_right(self._ends, position)
        chunk, within = self.chunks[n], position - (self._ends[n - 1] if n else 0)
        if not isinstance(chunk, Records):
            return chunk[within]
        known = chunk.standing_out.get(within)
        return known if known is not None else list(chunk.observations())[within]

    def standing_out(self) -> Sequence[tuple[int, Observation]]:
        """That to which there is more than that something is met, and its position."""
        if self._found is None:
            found: list[tuple[int, Observation]] = []
            begin = 0
            for end, chunk in zip(self._ends, self.chunks, strict=True):
                some = chunk.standing_out.items() if isinstance(chunk, Records) else enumerate(chunk)
                found += ((begin + n, self._instead.get(begin + n, one)) for n, one in some)
                begin = end
            self._found = found
        return self._found

    def begun(self) -> Iterator[tuple[int, Chunk]]:
        """The chunks, each with the position of the first thing in it."""
        return zip([0, *self._ends], self.chunks, strict=False)

    def without(self, gone: Collection[int]) -> Seen:
        """The same without what is at some positions."""
        chunks: list[Chunk] = []
        begin = 0
        for end, chunk in zip(self._ends, self.chunks, strict=True):
            within = {n - begin for n in gone if begin <= n < end}
            if not within:
                chunks.append(chunk)
            elif isinstance(chunk, Records):
                chunks.append(chunk.without(within))
            else:
                chunks.append(tuple(one for n, one in enumerate(chunk) if n not in within))
            begin = end
        order = sorted(gone)
        return Seen(chunks, {n - bisect_left(order, n): one for n, one in self._instead.items() if n not in gone})

    def with_instead(self, others: Mapping[int, Observation]) -> Seen:
        """The same with something else at some positions."""
        return Seen(self.chunks, {**self._instead, **others})

    def paths(self) -> Iterator[str]:
        """Every file in which something was seen; one may be told more than once."""
        yield from (one.location.path for _, one in self.standing_out())
        yield from (
            one.path for one in self.chunks if isinstance(one, Records) and one.observed > len(one.standing_out)
        )


def _length(chunk: Chunk) -> int:
    return chunk.observed if isinstance(chunk, Records) else len(chunk)


def standing_out(seen: Sequence[Observation]) -> Iterable[tuple[int, Observation]]:
    """All of what was seen to which there may be more than that it is met, with its position."""
    return seen.standing_out() if isinstance(seen, Seen) else enumerate(seen)


def with_instead(seen: Sequence[Observation], others: Mapping[int, Observation]) -> Sequence[Observation]:
    """What was seen, with something else at some positions."""
    if not others:
        return seen
    if isinstance(seen, Seen):
        return seen.with_instead(others)
    return tuple(others.get(n, one) for n, one in enumerate(seen))


def paths_of(seen: Sequence[Observation]) -> Iterable[str]:
    """The files in which something was seen."""
    return seen.paths() if isinstance(seen, Seen) else (one.location.path for one in seen)


def open_points(seen: Sequence[Observation]) -> list[Observation]:
    """What stands in the way: what is not met, then what is undecided."""
    still = [one for _, one in standing_out(seen) if one.is_open]
    return [one for ok in (False, None) for one in still if one.ok is ok]


def number_met(seen: Sequence[Observation]) -> int:
    """How much of what was seen is met."""
    return len(seen) - sum(not one.ok for _, one in standing_out(seen))


def every_met(seen: Sequence[Observation]) -> Iterator[Observation]:
    """All of it that is met, unpacked."""
    return (one for one in seen if one.ok)
