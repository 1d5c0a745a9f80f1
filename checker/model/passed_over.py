"""What a document holds that could have been meant as a record, and is read as none."""

from __future__ import annotations

from checker.classes import dataclass
from checker.model.evidence import Gap
from checker.model.later import Later

KINDS_PASSED_OVER = frozenset({
    "cell", "code", "command", "entry", "line", "link", "list", "passage", "question", "row", "section", "signature",
    "table", "task",
})  # fmt: skip
"""The kinds of records that something in a Markdown document may be meant as."""


@dataclass(frozen=True, slots=True)
class PassedOver:
    """kinds: of the records that it could have been meant as (`row`, `task` …).

    gap: what it is, and where. after: the line of the table that it seems to belong to, 0 for none. cells: of what
    looks like a row, as they read.
    """

    kinds: frozenset[str]
    gap: Gap
    after: int = 0
    cells: tuple[str, ...] = ()

    @property
    def line(self) -> int:
        return self.gap.location.line or 0


NOTHING_PASSED_OVER = Later[tuple[PassedOver, ...]](tuple)
