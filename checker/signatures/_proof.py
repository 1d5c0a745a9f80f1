"""Which proof there is that somebody signed an entry, from the weakest kind: `typed`, `image`.

A mark that names nobody (a tick, `Signed`) proves less than nothing of who made it; it is called `mark`.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from checker.classes import dataclass
from checker.markdown.links import destination_of, path_from, split_target
from checker.model.facts import Inquiry
from checker.model.language import Person
from checker.signatures._entries import Entry
from checker.signatures._marks import Proof, is_mere_mark, read_signature
from checker.values.people import people_named

PROOF_WORDS: Mapping[Proof, str] = {
    "typed": "typed, the weakest kind",
    "image": "image",
    "mark": "a mark that names nobody",
    "none": "none",
}
"""The kinds of proof as messages name them."""


@dataclass(frozen=True, slots=True)
class EntryProof:
    """kind: of the mark. image: the target of the image that stands for the signature, as written, else empty."""

    kind: Proof
    image: str = ""


def proof_of(entry: Entry, everyone: Collection[Person]) -> EntryProof:
    """The proof that an entry holds, whatever its verdict."""
    if entry.form == "box":
        if not entry.ticked:
            return EntryProof("none")
        return EntryProof("typed" if entry.first("name") is not None else "mark")
    signature, name = entry.first("signature"), entry.first("name")
    if signature is not None and (signature.plain.strip() or signature.links):
        named = people_named(name.plain, everyone) if name is not None else ()
        read = read_signature(signature, named[0] if len(named) == 1 else None, everyone)
        return EntryProof(read.proof, read.image)
    decision = entry.first("decision")
    if decision is not None and decision.plain.strip():
        return EntryProof("mark")
    by = entry.first("by") or (name if signature is None else None)
    if by is None or not by.plain.strip():
        return EntryProof("none")
    return EntryProof("mark" if is_mere_mark(by.plain) else "typed")


def doubt_about_image(target: str, document: str, inquiry: Inquiry) -> tuple[str, bool] | None:
    """Why an image proves nothing, and whether that is sure; None for a file of the tree that shows something.

    document: the path of the document that shows it.
    """
    if destination_of(target) != "file":
        return f"is an image that is not in the repository: {target}", False
    path = path_from(document, split_target(target)[0])
    entry = inquiry.facts.tree.entries.get(path) if path is not None else None
    if path is None or entry is None:
        return f"is an image that is not there: {path or target}", True
    if entry.size == 0:
        return f"is an image that is empty: {path}", True
    file = inquiry.document(path)
    if file.picture is None:
        why = file.problem.message if file.problem is not None else "is not called like one"
        return f"is an image that cannot be looked at, it {why}: {path}", False
    return None if file.picture else (f"is an image by name only, its bytes show none: {path}", True)
