"""What the code says of itself, for the schema and the reference."""

from __future__ import annotations

import ast
import inspect
import textwrap
from collections.abc import Mapping
from dataclasses import is_dataclass
from itertools import pairwise
from typing import Any

from checker.model.kinds import parameter_name


def parameter_docs(kind: type[Any]) -> Mapping[str, str]:
    """What each parameter of a dataclass means, from the text below its line, by its name in YAML."""
    inherited = [one for one in reversed(kind.__mro__) if is_dataclass(one)]
    return {name: said for one in inherited for name, said in _own_docs(one).items()}


def _own_docs(kind: type[Any]) -> Mapping[str, str]:
    (definition,) = ast.parse(textwrap.dedent(inspect.getsource(kind))).body
    body = definition.body if isinstance(definition, ast.ClassDef) else []
    return {
        parameter_name(field.target.id): inspect.cleandoc(text.value.value)
        for field, text in pairwise(body)
        if isinstance(field, ast.AnnAssign)
        and isinstance(field.target, ast.Name)
        and isinstance(text, ast.Expr)
        and isinstance(text.value, ast.Constant)
        and isinstance(text.value.value, str)
    }


def first_paragraph(text: str) -> str:
    """The opening of a docstring, in one line."""
    return " ".join(inspect.cleandoc(text).partition("\n\n")[0].split())
