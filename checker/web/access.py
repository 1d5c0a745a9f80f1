"""What the caller allows and provides for reaching a service."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path

from checker.classes import dataclass, field


@dataclass(frozen=True, slots=True)
class Access:
    """offline: nothing is ever sent. token_file: None to take the token of the environment. proxy: empty for none.

    environment: variables, as in `os.environ`. tell: is told what is being done.
    clock: this machine's, UTC, where the day that is judged is taken from it; None where somebody says the day.
    """

    environment: Mapping[str, str] = field(default_factory=dict, repr=False)
    token_file: Path | None = None
    offline: bool = False
    proxy: str = field(default="", repr=False)
    tell: Callable[[str], None] = lambda _: None
    clock: Callable[[], datetime] | None = None
