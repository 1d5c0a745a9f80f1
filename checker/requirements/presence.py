"""Requirements on whether something is there at all."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from checker.classes import dataclass
from checker.model.kinds import Requirement, Scope
from checker.model.observation import Observation, lacking, met
from checker.model.record import Subject
from checker.text.shown import quoted


@dataclass(frozen=True, slots=True, kw_only=True)
class Present(Requirement):
    """It is there, whatever its value: a key with `null`, an empty list or text, an empty cell.

    That it also says something is `filled`. Of a file: it is in the tree; whether it is committed says `committed`.

    ```yaml
    for_each: {block: {in: terraform, type: variable}, where: {default: present}}
    require: {description: filled}
    ```
    """

    kind: ClassVar[str] = "present"
    everyday: ClassVar[bool] = True
    judges_absence: ClassVar[bool] = True
    of_text: ClassVar[bool] = False
    of_entries: ClassVar[bool] = True

    def asks_entries(self, subject: Subject, scope: Scope) -> bool:
        """Of what a way leads to, each; a list that stands there is there."""
        return any(not one.is_there for one in subject.value.items or ())

    def observe(self, subject: Subject, scope: Scope) -> Iterator[Observation]:
        gap = subject.value.gap
        if gap is not None and not subject.value.is_there:
            yield lacking(gap, expected="something there")
            return
        yield met(f"{subject.called} is there", subject.location, found=quoted(subject.value))

    def observe_written(self, subject: Subject, scope: Scope) -> Iterator[Observation]:
        """An expression is something; of what may not be there nobody can tell."""
        return iter(()) if any(not one.is_there for one in subject.value.items or ()) else self.observe(subject, scope)
