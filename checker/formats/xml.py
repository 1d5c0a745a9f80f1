"""XML: elements by their names as written, attributes as `@name`, and text as `#text` where it does not stand alone.

Read with expat (https://docs.python.org/3/library/pyexpat.html), which fetches nothing. Entities that a document
declares are refused, whatever they stand for; a DTD is passed over.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NoReturn
from xml.parsers import expat

from checker.classes import dataclass, field, replace
from checker.data.source import (
    MAX_DEPTH,
    MAX_VALUES,
    RefusedError,
    Source,
    child_pointer,
    read_source,
    shown,
    too_deep,
    too_many,
)
from checker.model.data import Node
from checker.model.location import Location
from checker.model.problem import Problem
from checker.patterns import regex

_ATTRIBUTE = regex(r"\s+([^\s=<>]+)\s*=\s*(\"[^\"]*\"|'[^']*')")
_ENTITY = regex(r"&(?!#|(?:amp|lt|gt|quot|apos);)")
_UTF_8 = ("utf-8", "utf8", "us-ascii", "ascii")
_MISTAKES = {
    3: ("there is no element", "write one, which holds all others"),
    5: ("what begins here is not closed", "close it"),
    8: ("an attribute is written twice in one element", "keep one of the two"),
    9: ("the document goes on after its element", "remove what follows, or put one element around all"),
    11: ("an entity is not declared", "write the character itself"),
    14: ("a reference stands for a character that XML does not allow", "write another one"),
    15: ("a reference to a file stands in an attribute", "write the text itself"),
    17: ("the declaration `<?xml …?>` stands elsewhere than at the very beginning", "remove what is before it"),
    20: ("a section `<![CDATA[` is not closed", "close it with `]]>`"),
}
"""By the codes of `xml.parsers.expat.errors`: what is wrong, and what to do."""
_NOT_WELL_FORMED = ("this is no well-formed XML", "write `<` and `&` of a text as `&lt;` and `&amp;`, and close tags")


def read_xml(path: str, text: str) -> Node | Problem:
    """The element of a document under its name; or why it cannot be read."""
    return read_source(path, text, lambda source: _Reader(source).document())


@dataclass
class _Element:
    """An element. children: by name, several of one name in the order of the file. begins: where its text does."""

    name: str
    place: Location
    attributes: Mapping[str, tuple[str, Location]]
    children: dict[str, list[_Element]] = field(default_factory=dict)
    texts: list[str] = field(default_factory=list)
    begins: Location | None = None

    def node(self, pointer: str) -> Node:
        """The element as data: a text where there is nothing but that, else a mapping."""
        key = replace(self.place, pointer=pointer)
        said = "".join(self.texts).strip()
        nodes = {
            f"@{name}": _text(one, at, child_pointer(pointer, f"@{name}"))
            for name, (one, at) in self.attributes.items()
        }
        nodes |= {name: _together(several, child_pointer(pointer, name)) for name, several in self.children.items()}
        if said and not nodes:
            return replace(_text(said, self.begins or self.place, pointer), key=key)
        if said:
            nodes["#text"] = _text(said, self.begins or self.place, child_pointer(pointer, "#text"))
        return Node(nodes, key, key=key)


def _text(said: str, place: Location, pointer: str) -> Node:
    return Node(said, replace(place, pointer=pointer), said, replace(place, pointer=pointer), untyped=True)


def _together(several: Sequence[_Element], pointer: str) -> Node:
    """What bears one name: a single one by itself."""
    if len(several) == 1:
        return several[0].node(pointer)
    nodes = tuple(one.node(child_pointer(pointer, position)) for position, one in enumerate(several))
    return Node(nodes, nodes[0].location, key=nodes[0].key, several=True)


class _Reader:
    """Builds the elements while expat tells of them."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._open: list[_Element] = []
        self._root: _Element | None = None
        self._count = 0
        self._parser = parser = expat.ParserCreate("utf-8")
        parser.ordered_attributes = True
        parser.XmlDeclHandler = self._declared
        parser.EntityDeclHandler = self._entity
        parser.SkippedEntityHandler = self._skipped
        parser.StartElementHandler = self._begin
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._said

    def document(self) -> Node:
        try:
            self._parser.Parse(self._source.text.encode(errors="surrogatepass"), True)  # noqa: FBT003
        except expat.ExpatError as error:
            self._explain(error)
        root = self._root
        if root is None:
            self._refuse(*_MISTAKES[3], self._source.at(0))
        top = self._source.at(0)
        return Node({root.name: root.node(child_pointer("", root.name))}, top)

    @property
    def _place(self) -> Location:
        return Location(self._source.path, self._parser.CurrentLineNumber, self._parser.CurrentColumnNumber + 1)

    def _refuse(self, message: str, hint: str, place: Location) -> NoReturn:
        raise RefusedError(message, place, hint, malformed=True)

    def _explain(self, error: expat.ExpatError) -> NoReturn:
        place = Location(self._source.path, error.lineno, error.offset + 1)
        if self._open and error.code in (3, 7):
            one = self._open[-1]
            said = f"the element `{shown(one.name)}` that opens on line {one.place.line} is not closed"
            self._refuse(said, f"close it with `</{shown(one.name)}>`", place)
        self._refuse(*_MISTAKES.get(error.code, _NOT_WELL_FORMED), place)

    def _declared(self, _version: str, encoding: str | None, _standalone: int) -> None:
        if encoding is not None and encoding.lower() not in _UTF_8 and not self._source.text.isascii():
            said = f"says that it is encoded in {shown(encoding)}"
            raise RefusedError(said, self._place, "save it as UTF-8, and say so", of_file=True)

    def _entity(self, name: str, *_: object) -> None:
        said = f"the entity `{shown(name)}` is declared, and entities are not read"
        raise RefusedError(said, self._place, "write where it is used what it stands for")

    def _skipped(self, name: str, *_: object) -> NoReturn:
        said = f"the entity `{shown(name)}` is declared elsewhere, and nothing is fetched"
        raise RefusedError(said, self._place, "write the character itself")

    def _begin(self, name: str, attributes: Sequence[str]) -> None:
        place = self._place
        self._count += 1 + len(attributes) // 2
        if self._count > MAX_VALUES:
            raise too_many(place)
        if len(self._open) >= MAX_DEPTH:
            raise too_deep(place)
        places = dict(self._attribute_places(name, place)) if attributes else {}
        values = zip(attributes[::2], attributes[1::2], strict=True)
        one = _Element(name, place, {key: (value, places.get(key, place)) for key, value in values})
        if self._open:
            self._open[-1].children.setdefault(name, []).append(one)
        else:
            self._root = one
        self._open.append(one)

    def _attribute_places(self, name: str, place: Location) -> Iterator[tuple[str, Location]]:
        """Where the values of the attributes of the tag at a place begin. Raises `RefusedError` for an entity."""
        at = self._source.offset(place) + 1 + len(name)
        while (one := _ATTRIBUTE.match(self._source.text, at)) is not None:
            entity = _ENTITY.search(one[2])
            if entity is not None:
                self._skipped(one[2][entity.end() :].partition(";")[0])
            yield one[1], self._source.at(one.start(2) + 1)
            at = one.end()

    def _end(self, _name: str) -> None:
        self._open.pop()

    def _said(self, text: str) -> None:
        one = self._open[-1]
        if one.begins is None and text.strip():
            place = self._place
            column = (place.column or 1) + len(text) - len(text.lstrip())
            one.begins = replace(place, column=column)
        one.texts.append(text)
