"""References in data: what `$ref` leads to, in its file or in another one of the tree.

JSON Reference (draft-pbryan-zyp-json-ref-03), as OpenAPI, AsyncAPI and JSON Schema have it: a file, relative to the one
in which it stands, and a JSON pointer (RFC 6901) behind `#`. `$id` and `$anchor` are those of JSON Schema 2020-12
(https://json-schema.org/draft/2020-12/json-schema-core#section-8.2): what stands below an `$id` is a resource of its
own, to which references in it are relative.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from urllib.parse import quote, unquote, urldefrag, urljoin, urlsplit

from checker.classes import dataclass, field, replace
from checker.data.source import pointer_steps
from checker.model.data import Node, Stream
from checker.model.evidence import Gap, Reason, absent, unreadable
from checker.model.facts import Inquiry
from checker.model.location import Location
from checker.model.markdown import Markdown
from checker.patterns import regex

KEY = "$ref"
ID, ANCHORS = "$id", ("$anchor", "$dynamicAnchor")
_NO_SCHEMAS = ("const", "enum")
"""What stands under these keys is data, whatever its keys are called."""
_WEB = regex(r"[A-Za-z][A-Za-z0-9+.-]*:|//")
_TREE = "http://tree.invalid/"
"""Stands for the root of the tree, where a resource has no address of its own."""


@dataclass(frozen=True, slots=True)
class Resources:
    """What a document can be referred to by. address: of its root. roots: of resources in it, by their addresses.

    anchors: values by the address of their resource and their name. doubtful: what two of them claim to be.
    are_named: whether any of them gives itself an address.
    """

    address: str
    roots: Mapping[str, Node]
    anchors: Mapping[tuple[str, str], Node]
    doubtful: frozenset[str]
    are_named: bool


@dataclass(frozen=True, slots=True, eq=False)
class References:
    """Follows references. inquiry: for the files to which they lead. known: the targets that were looked up.

    joined: by the value that refers, what it comes to with what stands beside the reference: one value, however often
    somebody comes by. resources: of documents, by their root.
    """

    inquiry: Inquiry
    known: dict[tuple[str, str, str], Node | Gap] = field(default_factory=dict)
    joined: dict[int, tuple[Node, Node]] = field(default_factory=dict)
    resources: dict[int, tuple[Node, Resources]] = field(default_factory=dict)

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
        base = self._base(place)
        # Of a stream, each document is searched by itself.
        key = (place.path, base or f"{place.line}", said)
        if key not in self.known:
            found = self._found(place, base or _address(place.path), said)
            if isinstance(found, Gap) and self.inquiry.wanted.documents:
                # It is going to be gathered, and looked into again.
                return found
            self.known[key] = found
        return self.known[key]

    def _base(self, place: Location) -> str:
        """The address to which references at a place are relative; empty where that is the path of the file."""
        node = self._root_at(place)
        if node is None or not self._resources_of(node, place.path).are_named:
            return ""
        base = urljoin(_address(place.path), _id_in(node))
        for step in pointer_steps(place.pointer) if place.pointer else ():
            node = _child(node, step)
            if node is None:
                break
            base = urljoin(base, _id_in(node))
        return base

    def _root_at(self, place: Location) -> Node | None:
        document = self.inquiry.document(place.path)
        return _root(document.content, place) if document.problem is None else None

    def _resources_of(self, root: Node, path: str) -> Resources:
        known = self.resources.get(id(root))
        if known is None:
            known = self.resources[id(root)] = root, _resources(root, _address(path))
        return known[1]

    def _found(self, place: Location, base: str, said: str) -> Node | Gap:
        """What a reference leads to. base: the address of the resource in which it stands."""
        address, fragment = urldefrag(urljoin(base, said) if said else base)
        root = self._root_at(place)
        if root is not None:
            here = self._resources_of(root, place.path)
            if address in here.roots:
                return _within(here, address, fragment, place, said)
        if base.startswith(_TREE) and not _WEB.match(said):
            path = _file_of(place.path if base == _address(place.path) else _path_of(base), said.partition("#")[0])
            if path is None:
                return absent(Reason.NO_TARGET, place, ref=said, why="it leads out of the repository")
            return self._in_file(path, fragment, place, said)
        path = self._file_with(address, place, root)
        if not path:
            return unreadable(Reason.UNREAD_TARGET, place, ref=said, why="it is not in the repository")
        return self._in_file(path, fragment, place, said)

    def _in_file(self, path: str, fragment: str, place: Location, said: str) -> Node | Gap:
        document = self.inquiry.document(path)
        if document.problem is not None:
            why = f"{path} {document.problem.message}"
            reason = Reason.NO_TARGET if document.problem.absent else Reason.UNREAD_TARGET
            make = absent if document.problem.absent else unreadable
            return make(reason, place, ref=said, why=why)
        root = _root(document.content, place if path == place.path else None)
        if root is None:
            return unreadable(Reason.UNREAD_TARGET, place, ref=said, why=f"{path} is not read as data")
        there = self._resources_of(root, path)
        return _within(there, there.address, fragment, place, said)

    def _file_with(self, address: str, place: Location, root: Node | None) -> str:
        """The file of the tree that bears an address, where the addresses say that it lies; empty where none does."""
        own = self._resources_of(root, place.path).address if root is not None else _TREE
        there, here = urlsplit(address), urlsplit(own)
        if own.startswith(_TREE) or (there.scheme, there.netloc) != (here.scheme, here.netloc):
            return ""
        way = posixpath.relpath(there.path or "/", posixpath.dirname(here.path) or "/")
        path = _file_of(place.path, way) or ""
        for one in (path, path + posixpath.splitext(place.path)[1]):
            if one in self.inquiry.facts.tree.entries:
                document = self.inquiry.document(one)
                found = _root(document.content, None)
                if found is None or self._resources_of(found, one).address == address:
                    return one
        return ""

    def _with_what_stands_beside(self, node: Node, target: Node) -> Node:
        """The target, with what stands beside the reference; that counts before what the target says."""
        beside = {key: child for key, child in node.children() if key != KEY}
        if not beside or not isinstance(target.value, Mapping):
            return target
        known = self.joined.get(id(node))
        if known is None or known[0] is not node:
            known = self.joined[id(node)] = node, replace(target, value={**target.value, **beside})
        return known[1]


def _within(resources: Resources, address: str, fragment: str, place: Location, said: str) -> Node | Gap:
    """What a fragment leads to in a resource of a document."""
    path = resources.roots[resources.address].location.path
    if address in resources.doubtful or f"{address}#{fragment}" in resources.doubtful:
        return unreadable(Reason.UNREAD_TARGET, place, ref=said, why=f"{path} has several of them")
    root = resources.roots[address]
    is_anchor = bool(fragment) and not fragment.startswith("/")
    found = resources.anchors.get((address, unquote(fragment))) if is_anchor else _below(root, fragment)
    what = "anchor" if is_anchor else "value"
    return found or absent(Reason.NO_TARGET, place, ref=said, why=f"there is no such {what} in {path}")


def _resources(root: Node, address: str) -> Resources:
    """All that is named in a document. address: of its file."""
    roots, anchors, doubtful = dict[str, Node](), dict[tuple[str, str], Node](), set[str]()
    for node, base in _based(root, address):
        if (_id_in(node) or node is root) and roots.setdefault(base, node) is not node:
            doubtful.add(base)
        for name in _anchors_in(node):
            if anchors.setdefault((base, name), node) is not node:
                doubtful.add(f"{base}#{name}")
    are_named = len(roots) > 1 or bool(doubtful or _id_in(root))
    return Resources(urljoin(address, _id_in(root)), roots, anchors, frozenset(doubtful), are_named)


def _based(node: Node, base: str) -> Iterator[tuple[Node, str]]:
    """Each value in another one and itself, with the address of the resource in which it stands."""
    waiting = [(node, base)]
    while waiting:
        one, above = waiting.pop()
        here = urljoin(above, _id_in(one))
        yield one, here
        waiting += [(child, here) for key, child in one.children() if key not in _NO_SCHEMAS]


def _id_in(node: Node) -> str:
    """The address that a value gives itself, without a fragment; empty for none."""
    said = node.get(ID)
    return urldefrag(said.value)[0] if said is not None and isinstance(said.value, str) else ""


def _anchors_in(node: Node) -> Iterator[str]:
    """The names by which a value can be referred to in its resource; earlier drafts have them in `$id` and `id`."""
    for key in (*ANCHORS, ID, "id"):
        said = node.get(key)
        if said is not None and isinstance(said.value, str):
            name = said.value if key in ANCHORS else said.value.partition("#")[2] if said.value[:1] == "#" else ""
            yield from (name,) if name else ()


def _address(path: str) -> str:
    return _TREE + quote(path)


def _path_of(address: str) -> str:
    return unquote(address.removeprefix(_TREE))


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
        found = _child(node, part.replace("~1", "/").replace("~0", "~"))
        if found is None:
            return None
        node = found
    return node


def _child(node: Node, key: str) -> Node | None:
    """What stands under a key, or at a position of a list."""
    entries = node.value if isinstance(node.value, tuple) else ()
    is_entry = key.isdecimal() and key.isascii() and int(key) < len(entries)
    return entries[int(key)] if is_entry else node.get(key)
