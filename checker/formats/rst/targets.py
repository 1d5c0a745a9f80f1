"""Where references lead: to a target of the same document, a label, an address."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from docutils import nodes

_MOST_HOPS = 50


class Targets:
    """What the references of one tree lead to. Source: docutils' transforms `references`, in one pass."""

    def __init__(self, document: nodes.document) -> None:
        self._document = document
        targets = (one for one in document.findall(nodes.target) if one.get("anonymous"))
        references = (one for one in document.findall(nodes.reference) if one.get("anonymous"))
        self._of_anonymous = {id(one): target for one, target in zip(references, targets, strict=False)}
        self.addresses = {id(one): self._address_of(one) for one in document.findall(nodes.target)}

    def has_note(self, mark: nodes.Element) -> bool:
        """Whether the footnote or citation to which a mark belongs is there; those without a name are counted."""
        if name := mark.get("refname"):
            return isinstance(self._named(name), nodes.footnote | nodes.citation)
        document = self._document
        symbols = mark.get("auto") == "*"
        marks = document.symbol_footnote_refs if symbols else document.autofootnote_refs
        notes = document.symbol_footnotes if symbols else document.autofootnotes
        nameless = [one for one in marks if not one.get("refname")]
        return any(one is mark for one in nameless[: sum(not one["names"] for one in notes)])

    def of(self, reference: nodes.Element) -> str | None:
        """The destination of a reference, None where nothing defines its name."""
        if reference.get("refuri"):
            return str(reference["refuri"])
        node = self._of_anonymous.get(id(reference)) or self._named(reference.get("refname", ""))
        return self._destination(node) if node is not None else None

    def _named(self, name: str) -> nodes.Element | None:
        found = self._document.ids.get(self._document.nameids.get(name) or "")
        return found if isinstance(found, nodes.Element) else None

    def _destination(self, node: nodes.Element) -> str | None:
        for _ in range(_MOST_HOPS):
            if not isinstance(node, nodes.target):
                break
            if address := self.addresses.get(id(node)):
                return address
            if "refname" not in node:
                break
            further = self._named(node["refname"])
            if further is None:
                return None
            node = further
        return f"#{node['ids'][0]}" if node["ids"] else None

    def _address_of(self, target: nodes.target) -> str:
        """The address that a target names itself, or that of the one which follows at once; empty for none."""
        for one in (target, *_following(target)):
            if one.get("refuri"):
                return str(one["refuri"])
            if "refname" in one:
                return ""
        return ""


def _following(target: nodes.target) -> Iterator[nodes.target]:
    """The targets right below an empty one, which name the same."""
    parent = target.parent
    if parent is None or target.children:
        return
    siblings: Iterable[nodes.Node] = parent.children[parent.index(target) + 1 : parent.index(target) + 1 + _MOST_HOPS]
    for one in siblings:
        if not isinstance(one, nodes.target):
            return
        yield one
