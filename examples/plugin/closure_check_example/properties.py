"""A format of documents."""

from __future__ import annotations

from typing import ClassVar

from checker.extending import Format, Location, Node, Problem


class Properties(Format):
    """Properties as Java writes them: a key, `=` or `:`, and a value in each line; `#` and `!` begin comments."""

    kind: ClassVar[str] = "properties"
    suffixes: ClassVar[tuple[str, ...]] = (".properties",)

    def read(self, path: str, text: str) -> Node | Problem:
        nodes: dict[str, Node] = {}
        for number, line in enumerate(text.splitlines(), 1):
            if not line.strip() or line.lstrip()[0] in "#!":
                continue
            at = min((line.find(sign) for sign in "=:" if sign in line), default=-1)
            key = line[:at].strip()
            if at < 0 or not key:
                return Problem("has neither `=` nor `:` behind a key", Location(path, number, 1), malformed=True)
            if key in nodes:
                return Problem(f"has the key `{key}` a second time", Location(path, number, 1), malformed=True)
            value = line[at + 1 :].strip()
            column = len(line) - len(line[at + 1 :].lstrip()) + 1
            nodes[key] = Node(value, Location(path, number, column, key), value, key=Location(path, number, 1, key))
        return Node(nodes, Location(path, 1, 1))
