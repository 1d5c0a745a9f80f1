"""YAML files that people write for us: reading them with care, and placing what is wrong in them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, TypeVar
from unicodedata import category

from checker.data.yaml import read_yaml
from checker.errors import Mistake, PolicyError
from checker.model.data import Node

if TYPE_CHECKING:
    from pydantic import TypeAdapter

    from checker.policy.mistakes import Place

T = TypeVar("T")

LINE_ENDS = frozenset("\x85\u2028\u2029")
"""What some readers of YAML take for the end of a line, and editors do not show."""
JOINERS = frozenset("\u200c\u200d")
"""What Persian, Indic scripts and emoji need between their letters."""
LARGEST_POLICY = 1 << 20
"""Bytes. A policy is read by people; a larger file is something else."""


def read_entry(path: str, data: bytes, kind: type[T]) -> T:
    """Any small YAML file of ours as a dataclass, with the same care as a policy. Raises PolicyError."""
    from checker.policy.grammar import adapter, parameters
    from checker.policy.mistakes import Mistakes, validated

    root = parsed(path, data)
    mistakes = Mistakes()
    reader: TypeAdapter[T] = adapter(kind)
    entry = mistakes.attempt((), lambda: validated(reader, root.plain, None), list(parameters(kind)))
    if entry is None:
        raise PolicyError([placed(root, place, said) for place, said in mistakes.found])
    return entry


def parsed(path: str, data: bytes, what: str = "a policy", keys: str = "criteria") -> Node:
    """The YAML, under the limits that a policy has to keep. what, keys: what the file is, and what it has to have."""
    if len(data) > LARGEST_POLICY:
        raise PolicyError(
            [Mistake(path, None, None, f"is {len(data):,} bytes, more than the {LARGEST_POLICY:,} {what} may have")]
        )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise PolicyError([Mistake(path, line, None, f"is not UTF-8 (byte {error.start}); save it as UTF-8")]) from None
    unseen = unseen_characters(path, text)
    if unseen:
        raise PolicyError(unseen)
    node = read_yaml(path, text, strict=True)
    if not isinstance(node, Node):
        said = f"{node.message}; {node.hint}" if node.hint else node.message
        raise PolicyError([Mistake(path, node.location.line, node.location.column, said)])
    if node.value is None:
        raise PolicyError([Mistake(path, 1, 1, f"is empty; {what} has {keys}")])
    if not isinstance(node.value, Mapping):
        said = f"is no mapping; the top of {what} has keys such as `version` and `criteria`"
        raise PolicyError([Mistake(path, 1, 1, said)])
    return node


def unseen_characters(path: str, text: str) -> list[Mistake]:
    """Characters that nobody sees, and that may end a line, hide a key or turn the order of what is read around."""
    found = []
    for row, line in enumerate(text.split("\n"), 1):
        for column, sign in enumerate(line, 1):
            if sign in LINE_ENDS or (category(sign) == "Cf" and sign not in JOINERS):
                said = f"holds the invisible character U+{ord(sign):04X}; remove it, or write it as an escape in quotes"
                found.append(Mistake(path, row, column, said))
    return found


def placed(root: Node, place: Place, said: str) -> Mistake:
    """A mistake with line and column: of the value at `place`, of its key, or of the nearest that there is."""
    from checker.policy.mistakes import KEY

    node, keys = root, [part for part in place if part != KEY]
    for position, part in enumerate(keys):
        below = dict(node.children()).get(str(part))
        if below is None:
            continue  # written in a short form, without this key
        node = below
        if place[-1] == KEY and position == len(keys) - 1 and node.key is not None:
            return Mistake(node.key.path, node.key.line, node.key.column, said)
    return Mistake(node.location.path, node.location.line, node.location.column, said)
