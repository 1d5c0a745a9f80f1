"""What goes out and what comes back."""

from __future__ import annotations

from collections.abc import Mapping

from checker.classes import dataclass
from checker.model.issues import Missing


@dataclass(frozen=True, slots=True)
class Request:
    """url: at the service's own address. body: JSON, None for a GET.

    divisible: not sent again when it is too much for the service, because less will be asked then.
    """

    url: str
    body: bytes | None = None
    divisible: bool = False


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back, the token blotted out of it. headers: by lower-case names."""

    status: int
    headers: Mapping[str, str]
    content: bytes


class UnansweredError(Exception):
    """There is no answer to be had.

    missing: why, for the report. again: whether another try may help. pause: seconds that the service asks to wait
    first, None when it does not say. heavy: whether asking for less at once may help.
    """

    def __init__(
        self, missing: Missing, *, again: bool = False, pause: float | None = None, heavy: bool = False
    ) -> None:
        super().__init__(missing.message)
        self.missing = missing
        self.again = again
        self.pause = pause
        self.heavy = heavy
