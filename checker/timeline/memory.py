"""What was concluded of the commit before, as long as nothing of what that rests on is another one.

With each conclusion stands what was asked of the tree for it (`checker.model.looked`), the day and the issues. What
rests on more than these (the history, an earlier state) is judged anew at every commit.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from datetime import date
from typing import ClassVar

from checker.classes import dataclass, field, replace
from checker.formats.reading import Reading
from checker.gather import Gatherer
from checker.model.document import Document
from checker.model.facts import Facts, Inquiry, Wanted
from checker.model.hcl import is_module_file
from checker.model.looked import Index, TreeChange
from checker.model.parts import Anchors, Excerpt, Footing, Part, Question
from checker.model.report import Result
from checker.model.timeline import Cause, Key
from checker.model.tree import Tree
from checker.policy.types import Criterion, Policy
from checker.shelf import Shelf

ROOM = 2_000_000
"""Bytes of documents that are kept at hand from commit to commit; a byte of them takes a hundred."""


class Memory:
    """What is known at one commit of a walk, as `checker.recall.Recalling` has it. why: what became of the rest."""

    def __init__(self) -> None:
        self.why: dict[Key, Cause] = {}
        self._results: dict[Key, Result] = {}
        self._parts: dict[Question, Part] = {}
        self._of_results: Index[Key] = Index()
        self._of_parts: Index[Question] = Index()
        self._shelf: Shelf[tuple[Reading, str]] = Shelf(ROOM)
        self._known: tuple[date | None, str, str, tuple[str, ...]] = (None, "", "", ())

    def move(self, change: TreeChange, day: date, issues: str, rules: str, homes: tuple[str, ...]) -> None:
        """Goes on to another commit: forgets what rests on something that is another one there.

        issues: what tells what the tracker says from what it said elsewhere. rules: what tells policies apart. homes:
        the repository of each policy at the tracker, which the tracker says where the policy does not.
        """
        before, self._known = self._known, (day, issues, rules, homes)
        if before[2:] != (rules, homes):
            self.why = dict.fromkeys(self._results, Cause.POLICY if before[2] != rules else Cause.ISSUES)
            self._results, self._parts, self._of_results, self._of_parts = {}, {}, Index(), Index()
            return
        parts, results = self._of_parts.touched(change), self._of_results.touched(change)
        self.why = dict.fromkeys(results | self._of_results.resting_on(parts), Cause.COMMIT)
        if before[1] != issues:
            self.why |= dict.fromkeys(self._of_results.of_issues() - self.why.keys(), Cause.ISSUES)
        if before[0] != day:
            aged = self._of_parts.of_day() - parts
            older = self._of_results.of_day() | self._of_results.resting_on(aged)
            self.why |= dict.fromkeys(older - self.why.keys(), Cause.DAY)
            parts |= aged
        for question in parts:
            self._parts.pop(question, None)
            self._of_parts.drop(question)
        for key in self.why:
            self._results.pop(key, None)
            self._of_results.drop(key)

    def knows(self, keys: Iterable[Key]) -> bool:
        """Whether all of these criteria come out as they did before."""
        return all(key in self._results for key in keys)

    def looks_at(self, some: TreeChange) -> bool:
        """Whether something that is known rests on some of a tree."""
        return bool(some.entries) and bool(self._of_results.touched(some) or self._of_parts.touched(some))

    def documents_at(self, tree: Tree, reading: Reading) -> dict[str, Document]:
        """The documents that are known as they are read here, and are the same in a tree."""
        return {path: one for path, one in self._read(reading) if _is_same(one, path, tree)}

    def stale_documents_at(self, tree: Tree, reading: Reading) -> frozenset[str]:
        """Those that are known otherwise than they stand in a tree: whoever asked for them will ask again."""
        known = self.documents_at(tree, reading)
        paths = (path for path, _ in self._read(reading) if path not in known)
        return frozenset(path for path in paths if path in tree.entries or path in tree.directories)

    def _read(self, reading: Reading) -> Iterator[tuple[str, Document]]:
        return ((path, one) for (how, path), one in self._shelf.documents.items() if how == reading)

    def keep_document(self, path: str, reading: Reading, document: Document) -> None:
        """Keeps a document that was read."""
        if document.blobs:
            self._shelf.put((reading, path), document)

    def parts(
        self,
        questions: Iterable[Question],
        policies: Sequence[Policy],  # noqa: ARG002  they are those of the walk
        reading: Reading,  # noqa: ARG002
    ) -> tuple[dict[Question, Part | None], Mapping[Question, Set[str]]]:
        return {one: self._parts[one] for one in questions if one in self._parts}, {}

    def keep_parts(self, found: Mapping[Question, Part | None], policies: Sequence[Policy]) -> None:  # noqa: ARG002
        for question, part in found.items():
            if part is not None and part.looked is not None:
                self._parts[question] = part
                self._of_parts.put(question, part.looked)

    def anchors(self, paths: Iterable[str], reading: Reading) -> dict[str, Anchors]:  # noqa: ARG002  documents are at hand
        return {}

    def keep_anchors(self, path: str, anchors: Anchors, reading: Reading) -> None:
        """Documents are at hand."""

    def conclusions(
        self,
        policies: Iterable[Policy],
        criteria: Mapping[str, Sequence[Criterion]],
        reading: Reading,  # noqa: ARG002
    ) -> dict[Key, tuple[Result, Footing]]:
        keys = ((policy.id, one.heading.id) for policy in policies for one in criteria[policy.id])
        nothing = Footing({}, {})
        return {key: (self._results[key], nothing) for key in keys if key in self._results}

    def keep_conclusion(
        self,
        policy: str,
        result: Result,
        inquiry: Inquiry | None,
        lines: Callable[[], Mapping[str, Excerpt]],  # noqa: ARG002  nobody is shown them
    ) -> None:
        looked = inquiry.looked() if inquiry is not None and not inquiry.wanted else None
        if inquiry is None or looked is None:
            return
        # A document of which nothing can be told by itself was read for the criterion, which then rests on that.
        looked.parts = {one for one in looked.parts if inquiry.facts.parts.get(one) is not None}
        if looked.parts <= self._parts.keys():
            self._results[policy, result.criterion.id] = result
            self._of_results.put((policy, result.criterion.id), looked)

    def close(self, facts: Facts, *, since: int) -> None:
        """Nothing is written anywhere."""


@dataclass(frozen=True, slots=True)
class WalkGatherer(Gatherer):
    """Where facts come from on a walk: documents that are known are not read again."""

    memory: Memory = field(default_factory=Memory)
    can_be_split: ClassVar[bool] = False

    def begin(self, today: date) -> Facts:
        facts = Gatherer.begin(self, today)
        facts = replace(facts, documents=self.memory.documents_at(facts.tree, self.reading))
        # To read them now saves asking every criterion twice that looks into one of them.
        stale = self.memory.stale_documents_at(facts.tree, self.reading)
        return self.gather(facts, Wanted(documents=stale)) if stale else facts

    def gather(self, facts: Facts, wanted: Wanted) -> Facts:
        found = Gatherer.gather(self, facts, wanted)
        for path in wanted.documents & (found.documents.keys() - facts.documents.keys()):
            self.memory.keep_document(path, self.reading, found.documents[path])
        return found

    def each(self, paths: Sequence[str]) -> Iterator[tuple[str, Document]]:
        known = self.memory.documents_at(self.source.tree(), self.reading)
        fresh = Gatherer.each(self, [path for path in paths if path not in known])
        for path in paths:
            if path in known:
                yield path, known[path]
            else:
                _, document = next(fresh)
                self.memory.keep_document(path, self.reading, document)
                yield path, document


def _is_same(document: Document, path: str, tree: Tree) -> bool:
    """Whether a document, a file or a module of several, is what stands in a tree."""
    entries = tree.entries
    if not all(one in entries and entries[one].blob == blob for one, blob in document.blobs.items()):
        return False
    if path in entries:
        return True
    names = {one.path for one in tree.below(path) if (one.path.rpartition("/")[0] or ".") == path}
    return {one for one in names if is_module_file(one)} == document.blobs.keys()
