"""References in data: what `$ref` leads to, in its file or in another one of the tree.

JSON Reference (draft-pbryan-zyp-json-ref-03), as OpenAPI, AsyncAPI and JSON Schema have it: a file, relative to the one
in which it stands, and a JSON pointer (RFC 6901) behind `#`.
"""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from urllib.parse import unquote

from checker.classes import dataclass, field, replace
from checker.model.data import Node, Stream
from checker.model.evidence import Gap, Reason, absent, unreadable
from checker.model.facts import Inquiry
from checker.model.location import Location
from checker.model.markdown import Markdown
from checker.patterns import regex

KEY = "$ref"
_WEB = regex(r"[A-Za-z][A-Za-z0-9+.-]*:|//")


@dataclass(frozen=True, slots=True, eq=False)
class References:
    """Follows references. inquiry: for the files to which they lead. known: the targets that were looked up.

    joined: by the value that refers, what it comes to with what stands beside the reference: one value, however often
    somebody comes by.
    """

    inquiry: Inquiry
    known: dict[tuple[str, int, str], Node | Gap] = field(default_factory=dict)
    joined: dict[int, tuple[Node, Node]] = field(default_factory=dict)

    def __call__(self, node: Node) -> Node | Gap:
        """What a value refers to, through all references on the way; the value itself, where it is no reference."""
        passed: set[tuple[str, str]] = set()
        said = reference_in(node)
        while said is not None:
            if (node.location.path, said) in passed:
                return absent(Reason.NO_TARGET, node.location, ref=said, why="it leads in a circle")
            passed.add((node.location.path, said))
            found = self._target(node, said)
            if isinstance(found, Gap):
                return found
            node, said = self._with_what_stands_beside(node, found), reference_in(found)
        return node

    def _target(self, node: Node, said: str) -> Node | Gap:
        place = node.location
        key = (place.path, place.line or 0, said)
        if key not in self.known:
            found = self._looked_up(place, said)
            if isinstance(found, Gap) and not self._is_read(place, said):
                return found
            self.known[key] = found
        return self.known[key]

    def _with_what_stands_beside(self, node: Node, target: Node) -> Node:
        """The target, with what stands beside the reference; that counts before what the target says."""
        beside = {key: child for key, child in node.children() if key != KEY}
        if not beside or not isinstance(target.value, Mapping):
            return target
        known = self.joined.get(id(node))
        if known is None or known[0] is not node:
            known = self.joined[id(node)] = node, replace(target, value={**target.value, **beside})
        return known[1]

    def _is_read(self, place: Location, said: str) -> bool:
        """Whether the file is at hand; else it is going to be gathered, and looked into again."""
        path = _file_of(place.path, said.partition("#")[0])
        return path is None or path in self.inquiry.facts.documents

    def _looked_up(self, place: Location, said: str) -> Node | Gap:
        file, _, pointer = said.partition("#")
        if _WEB.match(file):
            return unreadable(Reason.UNREAD_TARGET, place, ref=said, why="it is not in the repository")
        path = _file_of(place.path, file)
        if path is None:
            return absent(Reason.NO_TARGET, place, ref=said, why="it leads out of the repository")
        document = self.inquiry.document(path)
        if document.problem is not None:
            why = f"{path} {document.problem.message}"
            reason = Reason.NO_TARGET if document.problem.absent else Reason.UNREAD_TARGET
            make = absent if document.problem.absent else unreadable
            return make(reason, place, ref=said, why=why)
        root = _root(document.content, place if not file else None)
        if root is None:
            return unreadable(Reason.UNREAD_TARGET, place, ref=said, why=f"{path} is no YAML, JSON or TOML document")
        if pointer and not pointer.startswith("/"):
            return unreadable(Reason.UNREAD_TARGET, place, ref=said, why="anchors are not looked up")
        found = _below(root, pointer)
        return found or absent(Reason.NO_TARGET, place, ref=said, why=f"there is no such value in {path}")


def reference_in(node: Node) -> str | None:
    """The reference that a value is; None for any other value."""
    said = node.get(KEY)
    return said.value if said is not None and isinstance(said.value, str) else None


def _file_of(path: str, file: str) -> str | None:
    """The path of the file that a reference names; None where it leads out of the tree."""
    if not file:
        return path
    found = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(file)))
    return None if found == ".." or found.startswith(("../", "/")) else found


def _root(content: object, place: Location | None) -> Node | None:
    """The data of a file. place: that of a reference in it, where the file may hold several documents."""
    if isinstance(content, Markdown):
        return content.front_matter
    if isinstance(content, Stream):
        line = place.line if place is not None else None
        above = [one for one in content.documents if line is None or (one.location.line or 1) <= line]
        return (above or content.documents)[-1] if line is not None else content.documents[0]
    return content if isinstance(content, Node) else None


def _below(node: Node, pointer: str) -> Node | None:
    """What a JSON pointer leads to."""
    for part in unquote(pointer).split("/")[1:]:
        key = part.replace("~1", "/").replace("~0", "~")
        entries = node.value if isinstance(node.value, tuple) else ()
        is_entry = key.isdecimal() and key.isascii() and int(key) < len(entries)
        found = entries[int(key)] if is_entry else node.get(key)
        if found is None:
            return None
        node = found
    return node
