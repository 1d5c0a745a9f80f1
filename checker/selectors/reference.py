"""References in a Terraform module."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from checker.classes import dataclass
from checker.data.modules import ReferenceIn, modules_in
from checker.model.hcl import Module
from checker.model.hcl import Reference as ModelReference
from checker.model.kinds import Scope, Selector
from checker.model.language import PathSet, Selected
from checker.model.location import Location
from checker.model.record import Record, plain_value


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference(Selector):
    """Every reference in the expressions of a Terraform module, templates and heredocs included.

    ```yaml
    for_each: {reference: {in: terraform}, allow_empty: true}
    require: resolves
    ```
    """

    kind: ClassVar[str] = "reference"
    short: ClassVar[str] = "in"
    as_text: ClassVar[str] = "its `address`"
    provides: ClassVar[Mapping[str, str]] = {
        "to": "`var`, `local`, `resource`, `data`, `module`, or `file` for a file under `path.module`",
        "address": "what must be declared, or the file's path from the module's directory",
        "text": "as written",
    }
    in_: PathSet
    """Directories of Terraform modules."""

    def select(self, scope: Scope) -> Selected:
        modules, problems = modules_in(scope, self.in_)
        records = tuple(_record(module, one) for module in modules for one in module.references)
        place = Location(self.in_.paths[0].rstrip("/"))
        return Selected(records, problems, place, f"the references of {self.in_.name}", len(records))


def _record(module: Module, reference: ModelReference) -> Record:
    place = reference.location
    fields = {
        "to": plain_value(reference.kind, place),
        "address": plain_value(reference.address, place),
        "text": plain_value(reference.text, place),
    }
    return Record("reference", f"`{reference.text}`", fields["address"], fields, origin=ReferenceIn(module, reference))
