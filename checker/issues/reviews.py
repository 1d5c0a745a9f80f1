"""Which of the reviews of a pull request count."""

from __future__ import annotations

from collections.abc import Iterable

from checker.classes import replace
from checker.model.issues import Review

GHOST = "ghost"
"""What GitHub calls everybody whose account is gone."""


def with_latest(reviews: Iterable[Review]) -> tuple[Review, ...]:
    """The same, each with whether its author came to nothing else later. reviews: from the first to the last.

    Whose account is gone may be one of several, of whom nobody can tell which came to what.
    """
    several = tuple(reviews)
    opinions = {one.author: at for at, one in enumerate(several) if one.state != "commented"}
    return tuple(
        replace(one, latest=None if one.author in ("", GHOST) else at >= opinions.get(one.author, 0))
        for at, one in enumerate(several)
    )
