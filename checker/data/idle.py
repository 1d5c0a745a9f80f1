"""Parameters of a selection that say nothing where it stands."""

from __future__ import annotations

from checker.model.language import Selection


def idle_bounds(selection: Selection) -> tuple[str, ...]:
    """The numbers of a selection that is only looked through: nobody counts there, so nothing would ever be wrong.

    One with a name says them where it is counted.
    """
    if selection.name:
        return ()
    said = {"exactly": selection.exactly, "at_least": selection.at_least, "at_most": selection.at_most}
    return tuple(name for name, bound in said.items() if bound is not None)
