"""A report."""

from __future__ import annotations

from collections import Counter

from checker.extending import Outcome, RenderOptions, Report


def render(report: Report, options: RenderOptions) -> str:
    """The verdict in one line, for a chat: how many criteria are met, and who has to do something."""
    asked = report.asked
    fine = sum(one.outcome is Outcome.PASS for one in asked)
    owners = Counter(one.criterion.owner or "nobody" for one in asked if one.outcome in (Outcome.FAIL, Outcome.UNKNOWN))
    todo = ", ".join(f"{owner} ({count})" for owner, count in sorted(owners.items()))
    return f"{report.verdict}: {fine} of {len(asked)} met" + (f"; up to {todo}" if todo else "") + "\n"
