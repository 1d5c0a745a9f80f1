"""Why something cannot be read."""

from __future__ import annotations

from checker.classes import dataclass
from checker.model.evidence import Gap, Reason, State
from checker.model.location import Location


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a document, or a part of it, cannot be read. message: cause and remedy, as in `Observation.message`.

    state: `absent` when there is no such document, `unreadable` when something else keeps it from being read.
    malformed: it breaks the rules of its own format, whoever reads it. of_file: the message says what the file is
    (`is no UTF-8`), not what stands at a place in it; so does every one whose location has no line. reason: of the gap
    that it leaves, where it is a kind of its own.
    """

    message: str
    location: Location
    hint: str | None = None
    state: State = State.UNREADABLE
    malformed: bool = False
    of_file: bool = False
    reason: Reason | None = None

    def gap(self, path: str, usual: Reason = Reason.DOCUMENT) -> Gap:
        """What stands for evidence in a document that it keeps from being read. usual: the reason of most."""
        return Gap(self.state, self.reason or usual, self.location, (("path", path), ("why", self.why)))

    @property
    def absent(self) -> bool:
        return self.state is State.ABSENT

    @property
    def why(self) -> str:
        """The message as it goes on behind the path of the document."""
        whole = self.of_file or self.location.line is None
        return self.message if whole else f"cannot be read: {self.message}"


def not_there(message: str, location: Location, hint: str | None = None) -> Problem:
    """That there is no such document."""
    return Problem(message, location, hint, State.ABSENT)
