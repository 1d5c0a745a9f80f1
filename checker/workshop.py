"""Where documents are asked one by one: read, asked everything at once, and let go.

A run over many documents does that in several processes. What each says is plain data (`checker.model.parts`), so that
none of them hands over a document. A process that dies costs what was asked of the document at which it died, and
nothing else.
"""

from __future__ import annotations

import gc
import json
import os
import selectors
import struct
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from contextlib import suppress

from checker.classes import dataclass, field, replace
from checker.evaluate import trusted_by
from checker.evaluate.limit import Limit, OutOfTimeError
from checker.evaluate.parts import asked_of_each
from checker.evaluate.scope import Named
from checker.gather import Gatherer
from checker.model.document import Document
from checker.model.evidence import Reason, undeterminable
from checker.model.facts import Facts, Inquiry
from checker.model.location import Location
from checker.model.observation import lacking
from checker.model.packed import NO_RECORDS
from checker.model.parts import Anchors, Part, Question, anchors_in
from checker.model.plain_parts import part_from, plain_part
from checker.model.problem import Problem
from checker.policy.types import Policy
from checker.recall import Recalling
from checker.shelf import Shelf
from checker.witness import Apart, spoil, told

ENOUGH = 1_000_000
"""Bytes of documents that are worth a second process: to start one takes as long as reading some hundred thousand."""
AT_ONCE = 16
"""How many documents a process is handed together."""
KEPT = 500_000
"""Bytes of documents that are kept at hand because others ask for them: links lead to what lies beside."""
MOST_ROUNDS = 20
LOST = "cannot be read: the process that read it came to an end"
LOST_HINT = "look at what is odd about the file, or give it more memory"
Answers = dict[Question, Part | None]


@dataclass(frozen=True, slots=True)
class Workplace:
    """What is needed to ask documents: the facts at hand, the policies, where documents come from, the time.

    recall: of earlier runs, None for of none.
    """

    facts: Facts
    policies: Sequence[Policy]
    gatherer: Gatherer
    limit: Limit | None
    recall: Recalling | None = None


def answers_of(questions: Iterable[Question], at: Workplace) -> Answers:
    """What documents contribute; None where that cannot be told of one by itself."""
    wanted, recall = frozenset(questions), at.recall
    if recall is None:
        return _asked(wanted, at)
    reading = at.gatherer.reading
    known, waiting = recall.parts(wanted, at.policies, reading)
    found = _asked(wanted - known.keys() - waiting.keys(), at)
    if waiting:
        changed = {path for paths in waiting.values() for path in paths}
        for path, document in at.gatherer.each(sorted(changed - recall.anchors(changed, reading).keys())):
            if (anchors := anchors_in(document)) is not None:
                recall.keep_anchors(path, anchors, reading)
        known |= recall.parts(waiting, at.policies, reading)[0]
        found |= _asked(waiting.keys() - known.keys(), at)
    recall.keep_parts(found, at.policies)
    return {**known, **found}


def _asked(questions: Iterable[Question], at: Workplace) -> Answers:
    """What documents say that are read now."""
    asked: dict[str, list[Question]] = {}
    for one in sorted(questions, key=lambda one: (one.path, one.policy, one.criterion, one.clause)):
        asked.setdefault(one.path, []).append(one)
    size = sum(_size(at.facts, path) for path in asked)
    at.gatherer.tell(f"reading {len(asked)} documents")
    bench = _Bench(at, asked)
    count = min(processors(), len(asked) // AT_ONCE) if size >= ENOUGH else 1
    if count > 1 and at.gatherer.can_be_split and hasattr(os, "fork"):
        return _Hands(bench, count).answers(list(asked))
    paths, found = list(asked), Answers()
    for start in range(0, len(paths), AT_ONCE):
        for answers in bench.answers(paths[start : start + AT_ONCE]):
            found |= answers
    _keep(bench.read, at)
    return found


def _keep(read: Mapping[str, Anchors], at: Workplace) -> None:
    if at.recall is not None:
        for path, anchors in read.items():
            at.recall.keep_anchors(path, anchors, at.gatherer.reading)


def _size(facts: Facts, path: str) -> int:
    entry = facts.tree.entries.get(path)
    return entry.size or 0 if entry is not None else 0


def processors() -> int:
    """How many processes can run at the same time here."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@dataclass
class _Bench:
    """One place of work. shelf: the documents at hand. anchors: of all that were.

    read: the same of those that were read here, until somebody is told. looked_for: of which it was asked whether an
    earlier run knew it.
    """

    at: Workplace
    asked: Mapping[str, Sequence[Question]]
    shelf: Shelf[str] = field(default_factory=lambda: Shelf(KEPT))
    named: dict[str, dict[str, Named]] = field(default_factory=dict)
    anchors: dict[str, Anchors] = field(default_factory=dict)
    read: dict[str, Anchors] = field(default_factory=dict)
    looked_for: set[str] = field(default_factory=set)

    def answers(self, paths: Sequence[str]) -> Iterator[Answers]:
        """What is asked of each of some documents, which are got together."""
        # Of what is at hand now, some may have gone when it is its turn.
        there = {path: one for path in paths if (one := self.shelf.documents.get(path)) is not None}
        read = self.at.gatherer.each([path for path in paths if path not in there])
        for path in paths:
            self._take(path, there.pop(path) if path in there else next(read)[1])
            yield {one: self._answer_in_time(one) for one in self.asked[path]}

    def _answer_in_time(self, question: Question) -> Part | None:
        """The answer, or that there was no time for it. The limit of a criterion holds for each document by itself."""
        try:
            return self._answer(question)
        except OutOfTimeError as error:
            place = Location(question.path)
            gap = undeterminable(Reason.OUT_OF_TIME, place, seconds=f"{error.seconds:g}")
            return Part(NO_RECORDS, (lacking(gap),), place, question.path, is_read=False, can_be_kept=False)

    def answers_of_lost(self, path: str) -> Answers:
        """What is asked of a document that cannot be read, since that ends the process that reads it."""
        spoil("a process died")
        self.shelf.put(path, Document(path, problem=Problem(LOST, Location(path), LOST_HINT)))
        found = next(self.answers([path]))
        self.shelf.take(path)
        return found

    def _take(self, path: str, document: Document) -> None:
        """Takes a document to hand."""
        self.shelf.put(path, document)
        found = anchors_in(document)
        if found is not None:
            self.anchors[path] = self.read[path] = found

    def _recalled(self, paths: Set[str]) -> Set[str]:
        """Those of some documents of which is known now what a link can reach, without reading them.

        What more than that is asked of them, they have to be read for: they come up again.
        """
        if self.at.recall is None:
            return frozenset()
        found = self.at.recall.anchors(paths - self.anchors.keys() - self.looked_for, self.at.gatherer.reading)
        self.looked_for |= paths
        self.anchors |= found
        return found.keys()

    def _answer(self, question: Question) -> Part | None:
        policy = next(one for one in self.at.policies if one.id == question.policy)
        criterion = next(one for one in policy.criteria if one.heading.id == question.criterion)
        end = self.at.limit.begin() if self.at.limit is not None else None
        facts = replace(self.at.facts, documents=dict(self.shelf.documents), anchors=self.anchors)
        for _ in range(MOST_ROUNDS):
            named = dict(self.named.get(policy.id, {}))
            try:
                inquiry = Inquiry(facts, trusted_by(policy, facts))
                part, wanted = asked_of_each(question, criterion, policy, inquiry, named=named, end=end)
            except (OutOfTimeError, MemoryError):
                raise
            except Exception:  # noqa: BLE001  it is judged as a whole then, where a bug is told
                return None
            if not wanted:
                self.named[policy.id] = {name: one for name, one in named.items() if not one.inquiry.wanted}
                return part
            if not wanted.is_of_files:
                return None
            wanted = replace(wanted, documents=wanted.documents - self._recalled(wanted.documents))
            if wanted:
                facts = self.at.gatherer.gather(facts, wanted)
            for path in wanted.documents:
                if path in facts.documents:
                    self._take(path, facts.documents[path])
        return None


@dataclass
class _Hand:
    """Another process. waiting: what it was handed and has not answered yet."""

    pid: int
    output: int
    input: int
    waiting: deque[str] = field(default_factory=deque)
    buffer: bytearray = field(default_factory=bytearray)


class _Hands:
    """Several processes, each of which asks some documents at a time."""

    def __init__(self, bench: _Bench, count: int) -> None:
        self.bench = bench
        self.count = count

    def answers(self, paths: Sequence[str]) -> Answers:
        waiting = deque(paths)
        found = Answers()
        hands: list[_Hand] = []
        try:
            with selectors.DefaultSelector() as ready:
                for _ in range(self.count):
                    hands.append(self._hire(hands))
                    ready.register(hands[-1].input, selectors.EVENT_READ, hands[-1])
                    self._give(hands[-1], waiting)
                while any(hand.waiting for hand in hands):
                    for key, _ in ready.select():
                        hand = key.data
                        data = os.read(hand.input, 1 << 20)
                        if data:
                            hand.buffer += data
                            self._take(hand, found)
                            if not hand.waiting:
                                self._give(hand, waiting)
                            continue
                        # It died at the document that it did not answer any more.
                        ready.unregister(hand.input)
                        self._dismiss(hand)
                        hands.remove(hand)
                        if hand.waiting:
                            found |= self.bench.answers_of_lost(hand.waiting.popleft())
                            waiting.extendleft(reversed(hand.waiting))
                        if waiting:
                            other = self._hire(hands)
                            hands.append(other)
                            ready.register(other.input, selectors.EVENT_READ, other)
                            self._give(other, waiting)
        finally:
            for hand in hands:
                self._dismiss(hand)
        return found

    def _hire(self, others: Iterable[_Hand]) -> _Hand:
        orders, answers = os.pipe(), os.pipe()
        pid = os.fork()
        if pid == 0:
            code = 1
            try:
                for one in (
                    orders[1],
                    answers[0],
                    *(number for hand in others for number in (hand.output, hand.input)),
                ):
                    os.close(one)
                gc.freeze()
                _work(self.bench, orders[0], answers[1])
                code = 0
            finally:
                # Nothing of what the run has open, or would do at its end, is done here.
                os._exit(code)
        os.close(orders[0])
        os.close(answers[1])
        return _Hand(pid, orders[1], answers[0])

    def _give(self, hand: _Hand, waiting: deque[str]) -> None:
        some = [waiting.popleft() for _ in range(min(AT_ONCE, len(waiting)))]
        if some:
            hand.waiting.extend(some)
            with suppress(OSError):  # it died, which is seen where it is read
                _send(hand.output, json.dumps(some).encode())

    def _take(self, hand: _Hand, found: Answers) -> None:
        while (message := _received(hand.buffer)) is not None:
            path = hand.waiting.popleft()
            parts, news, read = json.loads(message)
            _keep({one: Anchors(frozenset(names), blob) for one, names, blob in read}, self.bench.at)
            found |= zip(self.bench.asked[path], map(part_from, parts), strict=True)
            told(news)

    def _dismiss(self, hand: _Hand) -> None:
        for number in (hand.output, hand.input):
            with suppress(OSError):
                os.close(number)
        os.waitpid(hand.pid, 0)


def _work(bench: _Bench, orders: int, answers: int) -> None:
    """What another process does, until there are no more orders."""
    apart = Apart()
    with os.fdopen(orders, "rb") as given:
        while head := given.read(4):
            paths = json.loads(given.read(struct.unpack("!I", head)[0]))
            for found in bench.answers(paths):
                parts = [plain_part(part) for part in found.values()]
                read = [[path, list(one.names), one.blob] for path, one in bench.read.items()]
                bench.read.clear()
                _send(answers, json.dumps([parts, apart.news(), read if bench.at.recall is not None else []]).encode())


def _send(number: int, message: bytes) -> None:
    data = memoryview(struct.pack("!I", len(message)) + message)
    while data:
        data = data[os.write(number, data) :]


def _received(buffer: bytearray) -> bytes | None:
    """The first message in a buffer, taken out of it; None where it is not whole yet."""
    if len(buffer) < 4:
        return None
    end = 4 + struct.unpack("!I", buffer[:4])[0]
    if len(buffer) < end:
        return None
    message = bytes(buffer[4:end])
    del buffer[:end]
    return message
