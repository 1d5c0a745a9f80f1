"""The files that give variables their values (https://developer.hashicorp.com/terraform/language/values/variables).

`terraform.tfvars`, `terraform.tfvars.json`, then `*.auto.tfvars` and `*.auto.tfvars.json` in the order of their names
are read by themselves, the later ones over the earlier. Any other is read when somebody names it, which nobody here can
tell: what it says counts as long as nothing else is said.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Mapping, Sequence

from checker.classes import dataclass
from checker.data.source import RefusedError
from checker.formats.hcl.expressions import read_expression
from checker.formats.hcl.syntax import HclFile, named
from checker.model.data import Node
from checker.model.document import Document
from checker.model.hcl import Expression


@dataclass(frozen=True, slots=True)
class Setting:
    """What a variable is set to. doubt: why nobody can tell what that is, `{}` for the variable; empty for nothing."""

    value: Expression | None = None
    doubt: str = ""


def read_settings(directory: str, documents: Sequence[Document]) -> dict[str, Setting]:
    """What variables are set to, by name. Under an empty name stands what holds for those that are not named."""
    own = [one for one in documents if _is_automatic(directory, one.path)]
    found: dict[str, Setting] = {}
    for document in sorted(own, key=_rank):
        values = _values(document)
        if values is None:
            found[""] = Setting(doubt=f"{document.path} cannot be read, which may set {{}}")
        else:
            found |= {name: Setting(value) for name, value in values.items()}
    for document in documents:
        if document not in own:
            found |= _doubted(document, found)
    return found


def _doubted(document: Document, found: Mapping[str, Setting]) -> Mapping[str, Setting]:
    """What a file leaves open that somebody may name."""
    values = _values(document)
    if values is None:
        return {"": Setting(doubt=f"{document.path} cannot be read, which may set {{}}")}
    doubts: dict[str, Setting] = {}
    for name, value in values.items():
        there = found.get(name)
        if there is None or there.doubt or there.value is None or there.value.shown != value.shown:
            said = f"{value.location.path}:{value.location.line} may set {{}} to `{value.shown}`"
            doubts[name] = Setting(doubt=said)
    return doubts


def _is_automatic(directory: str, path: str) -> bool:
    if (posixpath.dirname(path) or ".") != directory:
        return False
    name = posixpath.basename(path).removesuffix(".json")
    return name == "terraform.tfvars" or name.endswith(".auto.tfvars")


def _rank(document: Document) -> tuple[bool, str]:
    name = posixpath.basename(document.path)
    return not name.startswith("terraform.tfvars"), name


def _values(document: Document) -> Mapping[str, Expression] | None:
    """The values in a file by the names of the variables; None where it cannot be read."""
    if document.path.endswith(".json"):
        return _of_json(document.content) if isinstance(document.content, Node) else None
    if document.text is None:
        return None
    file = HclFile(document.path, document.text)
    if file.root.has_error:
        return None
    try:
        return dict(_assigned(file))
    except RefusedError:
        return None


def _assigned(file: HclFile) -> Iterable[tuple[str, Expression]]:
    for body in named(file.root, "body"):
        for attribute in named(body, "attribute"):
            key, expression = named(attribute, "identifier", "expression")
            yield file.text(key), read_expression(file, expression, file.text(key))


def _of_json(root: Node) -> Mapping[str, Expression] | None:
    return {name: _expression(node) for name, node in root.children()} if isinstance(root.value, Mapping) else None


def _expression(node: Node) -> Expression:
    if isinstance(node.value, Mapping):
        return Expression("", node.location, keys={name: _expression(one) for name, one in node.children()})
    if isinstance(node.value, tuple):
        return Expression("", node.location, elements=tuple(_expression(one) for one in node.value))
    return Expression("", node.location, is_literal=True, literal=node.value)
