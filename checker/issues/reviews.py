"""Which of the reviews of a pull request count."""

from __future__ import annotations

from collections.abc import Iterable

from checker.classes import replace
from checker.model.issues import Review

GHOST = "ghost"
"""What GitHub calls everybody whose account is gone."""


def with_latest(reviews: Iterable[Review]) -> tuple[Review, ...]:
    """The same, each with whether its author came to nothing else later.

    reviews: from the first to the last; where each says when it was given, that counts.
    Whose account is gone may be one of several, of whom nobody can tell which came to what.
    """
    several = tuple(reviews)
    known = all(one.created for one in several)
    order = sorted(range(len(several)), key=lambda at: several[at].created) if known else range(len(several))
    ranks = {at: rank for rank, at in enumerate(order)}
    # Logins are the same in capitals.
    opinions = {several[at].author.casefold(): ranks[at] for at in order if several[at].state != "commented"}
    return tuple(
        replace(
            one,
            latest=None if one.author in ("", GHOST) else ranks[at] >= opinions.get(one.author.casefold(), 0),
        )
        for at, one in enumerate(several)
    )
