"""Connections between the blocks of a Terraform module."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from checker.classes import dataclass
from checker.data.connections import ModelConnection, connections_of
from checker.data.modules import Around, modules_in
from checker.model.evidence import Reason, undeterminable
from checker.model.kinds import Scope, Selector
from checker.model.language import PathSet, Selected
from checker.model.location import Location
from checker.model.record import Record, plain_value


@dataclass(frozen=True, slots=True, kw_only=True)
class Connection(Selector):
    """Where one block of a Terraform module refers to another resource, data source or module, also through locals.

    So what belongs to what can be said by its ends. Nobody can tell whether there is a connection, and what rests on it
    is undecided, where the reference stands in a condition, a loop, `try` or the like, or where the `count` or
    `for_each` of the block that refers is not known, or makes none.

    ```yaml
    for_each: {block: {in: terraform, type: resource}, where: {labels: {matches: '^aws_s3_bucket[.]'}}}
    require:
      exists:
        connection: terraform/
        where: {to: {field: address}, from: {matches: '^aws_s3_bucket_public_access_block[.]'}, attribute: bucket}
    ```
    """

    kind: ClassVar[str] = "connection"
    short: ClassVar[str] = "in"
    as_text: ClassVar[str] = "its field `to`"
    provides: ClassVar[Mapping[str, str]] = {
        "from": "the address of the block that refers, `output.NAME` of an output",
        "to": "the address of what it refers to",
        "attribute": "the argument in which it does, with dots for the way inwards",
        "text": "the reference, as written",
    }
    in_: PathSet
    """Directories of Terraform modules."""

    def select(self, scope: Scope) -> Selected:
        modules, problems = modules_in(scope, self.in_)
        around = Around(scope)
        records = tuple(_record(one) for module in modules for one in connections_of(module, around))
        place = Location(self.in_.paths[0].rstrip("/"))
        return Selected(records, problems, place, f"the connections of {self.in_.name}", len(records))


def _record(one: ModelConnection) -> Record:
    place = one.location
    end = plain_value(one.end, place)
    fields = {
        "from": plain_value(one.begin, place),
        "to": end,
        "attribute": plain_value(one.attribute, place),
        "text": plain_value(one.text, place),
    }
    label = f"`{one.begin}` → `{one.end}`"
    doubt = undeterminable(Reason.MAY_NOT_BE, place, record=label, why=one.doubt) if one.doubt else None
    return Record("connection", label, end, fields, origin=one, doubt=doubt)
