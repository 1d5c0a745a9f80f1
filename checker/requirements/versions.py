"""Requirements on versions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from checker.classes import dataclass
from checker.model.kinds import Requirement, Scope
from checker.model.observation import Observation, met, not_met
from checker.model.record import Subject
from checker.text.shown import quoted
from checker.values.versions import is_constraint

_EXPECTED = "a text such as `~> 1.44` or `>= 1.5, < 2`"


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionConstraint(Requirement):
    """The value is a text that says which versions will do, as Terraform reads it: `~> 1.44`, `>= 1.5, < 2`, `1.5.7`.

    Where data has types, a number is none: Terraform refuses `version = 1`, and `1.10` would be `1.1`.

    ```yaml
    for_each: {attribute: {in: terraform, block: terraform.required_providers}}
    require: {version: version_constraint}
    ```
    """

    kind: ClassVar[str] = "version_constraint"
    of_value: ClassVar[bool] = True
    of_entries: ClassVar[bool] = True

    def observe(self, subject: Subject, scope: Scope) -> Iterator[Observation]:
        value, found = subject.value, quoted(subject.value)
        said = f"{subject.called} is {found}"
        if not isinstance(value.data, str | None):
            yield not_met(f"{said}, which is no text", value.location, expected=_EXPECTED, found=found, told=True)
        elif not is_constraint(value.plain):
            yield not_met(said, value.location, expected=_EXPECTED, found=found, told=True)
        else:
            yield met(said, value.location, expected=_EXPECTED, found=found)
