"""What one document contributes to a sentence of a criterion, where that can be told from it alone."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, overload

from checker.classes import dataclass, field
from checker.model.document import Document
from checker.model.location import NOWHERE, Location
from checker.model.markdown import Markdown
from checker.model.observation import Observation
from checker.model.packed import NO_RECORDS, Records

if TYPE_CHECKING:
    from checker.model.looked import Looked


@dataclass(frozen=True, slots=True)
class Question:
    """A sentence of a criterion, asked of one document. clause: its position in the criterion. path: the document."""

    policy: str
    criterion: str
    clause: int
    path: str


@dataclass(frozen=True, slots=True)
class Part:
    """The answer to a question; the fields are those of `Selected`, for this document alone.

    searched: with the path of the document in it. is_read: whether there was a document in which to look.
    lines: those of documents in which something is open, by path. evidence: git's ids of all files that were read.
    reached: the digests of what a link can reach in those of them of which nothing else counts, by path.
    is_of_day: it rests on the day that is judged. can_be_kept: it rests on nothing but that and those files.
    looked: what was asked of a tree that is followed; None for another tree, and where that is not all.
    """

    records: Records = NO_RECORDS
    problems: tuple[Observation, ...] = ()
    place: Location = NOWHERE
    searched: str = ""
    considered: int = 0
    wanted: str = ""
    left_out: tuple[Observation, ...] = ()
    is_read: bool = True
    lines: Mapping[str, Excerpt] = field(default_factory=dict)
    evidence: Mapping[str, str] = field(default_factory=dict)
    reached: Mapping[str, str] = field(default_factory=dict)
    is_of_day: bool = False
    can_be_kept: bool = True
    looked: Looked | None = None


@dataclass(frozen=True, slots=True)
class Footing:
    """On what a result rests that an earlier run found: the files that were read, and the lines where it is open."""

    evidence: Mapping[str, str]
    lines: Mapping[str, Excerpt]


@dataclass(frozen=True)
class Anchors:
    """What of a Markdown document a link can reach. blob: git's id of the bytes that say so."""

    names: frozenset[str]
    blob: str

    @cached_property
    def digest(self) -> str:
        """The same for all documents in which a link can reach the same."""
        # An `id` of HTML may go over a line.
        said = repr(sorted(self.names)).encode("utf-8", "surrogatepass")
        return hashlib.blake2b(said, digest_size=16).hexdigest()


def anchors_in(document: Document) -> Anchors | None:
    """Those of a document of the tree; None where it is not read as Markdown, or its bytes have no id."""
    content, blob = document.content, document.blobs.get(document.path)
    if not isinstance(content, Markdown) or document.problem is not None or blob is None:
        return None
    return Anchors(content.anchors, blob)


class Excerpt(Sequence[str]):
    """Some lines of a document, which has so many; the others are taken for empty."""

    __slots__ = ("known", "size")

    def __init__(self, size: int, known: Mapping[int, str]) -> None:
        self.size = size
        self.known = known

    def __len__(self) -> int:
        return self.size

    @overload
    def __getitem__(self, at: int) -> str: ...

    @overload
    def __getitem__(self, at: slice) -> Sequence[str]: ...

    def __getitem__(self, at: int | slice) -> str | Sequence[str]:
        if isinstance(at, slice):
            return [self.known.get(n, "") for n in range(*at.indices(self.size))]
        if not -self.size <= at < self.size:
            raise IndexError(at)
        return self.known.get(at % self.size, "")

    def __iter__(self) -> Iterator[str]:
        return (self.known.get(n, "") for n in range(self.size))

    def __or__(self, other: Excerpt) -> Excerpt:
        """Both of one document."""
        return Excerpt(self.size, {**self.known, **other.known})
