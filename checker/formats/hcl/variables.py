"""A file that gives variables their values (`.tfvars`), as data: https://developer.hashicorp.com/terraform/language/values/variables.

It holds arguments alone, each of which is a literal, a list or an object; of anything else nobody can tell what it is.
"""

from __future__ import annotations

from checker.data.modules import expression_node
from checker.data.source import RefusedError, Source, read_source
from checker.formats.hcl.blocks import attributes
from checker.formats.hcl.expressions import read_expression
from checker.formats.hcl.mistakes import mistakes
from checker.formats.hcl.syntax import HclFile, named
from checker.model.data import Node
from checker.model.location import Location
from checker.model.problem import Problem


def read_variables(path: str, text: str) -> Node | Problem:
    """What variables are set to, by their names; or the first mistake, such as a block."""
    return read_source(path, text, _variables)


def _variables(source: Source) -> Node | Problem:
    file = HclFile(source.path, source.text)
    for problem in mistakes(file):
        return problem
    _refuse_blocks(file)
    found = {
        name: expression_node(read_expression(file, node, name))
        for name, node in attributes(file, file.root, "").items()
    }
    return Node(found, Location(source.path, 1, 1))


def _refuse_blocks(file: HclFile) -> None:
    for body in named(file.root, "body"):
        for block in named(body, "block"):
            said = "a block stands in a file that only gives variables their values"
            raise RefusedError(said, file.at(block), "move it into a `.tf` file", malformed=True)
