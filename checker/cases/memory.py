"""What the cases of a suite have in common is read once and asked for once; most differ in one file."""

from __future__ import annotations

from datetime import date

from checker.cases.concluded import Conclusions
from checker.classes import dataclass, field, replace
from checker.formats.reading import Reading
from checker.gather import Gatherer, read_documents
from checker.model.document import Document
from checker.model.facts import Facts
from checker.model.issues import Answers, IssueQuery, IssueRef
from checker.sources import Source
from checker.trackers import Tracker


@dataclass
class Memory:
    """What the cases so far wanted to know, and concluded. held: of documents, what was read from which bytes."""

    paths: set[str] = field(default_factory=set)
    issues: set[IssueRef] = field(default_factory=set)
    queries: set[IssueQuery] = field(default_factory=set)
    held: dict[str, dict[bytes, Document]] = field(default_factory=dict)
    conclusions: Conclusions = field(default_factory=Conclusions)

    def keep(self, facts: Facts, source: Source) -> None:
        self.paths.update(facts.documents)
        self.issues.update(facts.answers.issues)
        self.queries.update(facts.answers.lists)
        contents = source.read(path for path in facts.documents if path in facts.tree.entries)
        for path, content in contents.items():
            if isinstance(content, bytes):
                self.held.setdefault(path, {})[content] = facts.documents[path]

    def documents(self, source: Source, reading: Reading) -> dict[str, Document]:
        """All that was wanted, as it is in a source."""
        contents = source.read(self.held)
        same = {
            path: known[content]
            for path, known in self.held.items()
            if isinstance(content := contents[path], bytes) and content in known
        }
        return same | read_documents(self.paths - same.keys(), source, reading)

    def answers(self, tracker: Tracker) -> Answers:
        return tracker.answer(self.issues, self.queries)


@dataclass(frozen=True, slots=True)
class Foreseeing(Gatherer):
    """Gathers at once what cases before have wanted, so that criteria need not be asked again for its sake."""

    memory: Memory = field(default_factory=Memory)

    def begin(self, today: date) -> Facts:
        facts = Gatherer.begin(self, today)
        documents = self.memory.documents(self.source, self.reading)
        return replace(facts, documents=documents, answers=self.memory.answers(self.tracker))
