"""Sign-offs: who was to sign, and what stands there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import ClassVar

from checker.classes import dataclass, replace
from checker.markdown.items import shortened
from checker.model.data import Node
from checker.model.evidence import Reason, absent
from checker.model.kinds import Scope, Selector
from checker.model.language import PathSet, Selected
from checker.model.location import Location
from checker.model.record import Record, Value, missing_value, plain_value
from checker.signatures import (
    PROOF_WORDS,
    Entry,
    EntryVerdict,
    Kind,
    SignOff,
    doubt_about_image,
    judge_signoff,
    proof_of,
)
from checker.tree.places import documents_in, regions_in

_KINDS_BY_FIELD: Mapping[str, tuple[Kind, ...]] = {
    "role": ("role",),
    "name": ("name", "by"),
    "signature": ("signature", "by", "decision"),
    "date": ("date",),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature(Selector):
    """What there is to sign in a document, one record for each signer, in whatever form people gave it.

    Tables with their columns under any usual heading, in several languages, in any order, upright or transposed,
    Markdown or HTML, with headings or with labels in front of the values; label lines (`Signature: ____`); boxes
    (`[x] Approved by …`, `[x] @ann 2026-03-02`); sentences (`Ann Lee approved this on …`); keys such as `approvers`
    of YAML. The verdict looks at all of an entry: it is `signed` when somebody is named (a role or a team is nobody),
    has made a mark of their own and dated it, no later than the day of the check, and nothing of it is a slot, a
    dash, `pending` or a target date; `partial` when some of it is there; `ambiguous` where only a person can say. So
    it is where more stands there than a name, a mark and a day, where another column holds a condition, and where the
    same person refuses, withdraws or has yet to sign elsewhere in what is searched, unless that is dated before. A
    key of data alone (`approver: Ann`) says who is to sign, not that it was done. An image counts when it is a file
    of the repository that shows something. `proof` is `typed`, the weakest kind (whoever can write the file can type
    the name), `image`, `mark` for a tick or a word that names nobody, or `none`.

    ```yaml
    for_each: {person: [raja, arun]}
    require: {exists: {signature: {in: report, under: Sign-Off}, where: {name: {person: {field: id}}, record: signed}}}
    ```
    """

    kind: ClassVar[str] = "signature"
    short: ClassVar[str] = "in"
    as_text: ClassVar[str] = "all that belongs to it, with ` | ` between its cells"
    provides: ClassVar[Mapping[str, str]] = {
        "role": "as whom it is to be signed",
        "name": "who is to sign, or who did",
        "signature": "what stands where the mark belongs",
        "date": "when it was signed",
        "verdict": "`signed`, `unsigned`, `partial` or `ambiguous`",
        "proof": "`typed`, `image`, `mark` or `none`",
        "reason": "why the verdict is what it is",
    }
    in_: PathSet | None = None
    """Documents to look in; inside a requirement it may be left out, and the record at hand is searched."""
    under: tuple[str, ...] | str = ()
    """Titles of the sections to look in; without it, all of the document."""

    def select(self, scope: Scope) -> Selected:
        under = (self.under,) if isinstance(self.under, str) else self.under
        everyone = tuple(scope.people.values())
        if not under and (data := self._data(scope)):
            records = tuple(
                one
                for node in data
                for one in _records(judge_signoff(node, everyone, today=scope.inquiry.today), "", scope)
            )
            return Selected(records, (), data[0].location, f"the signatures of {data[0].location.path}", len(records))
        found = regions_in(scope, self.in_, under)
        judged = [(one, judge_signoff(one.markdown, everyone, one.holds, scope.inquiry.today)) for one in found.regions]
        records = tuple(record for one, said in judged for record in _records(said, one.pointer, scope))
        return Selected(records, found.problems, found.place, f"the signatures of {found.words}", len(records))

    def _data(self, scope: Scope) -> list[Node]:
        """The documents, when all of them are data."""
        if self.in_ is None and scope.record is not None and scope.record.location.line is not None:
            return []
        documents, problems = documents_in(scope, self.in_)
        data = [one.content for one in documents if isinstance(one.content, Node)]
        return data if len(data) == len(documents) and not problems else []


def _records(said: SignOff, pointer: str, scope: Scope) -> Iterator[Record]:
    """One record for each thing to be signed; what contradicts all marks (`Status: Proposed`) makes them doubtful."""
    doubted = said.verdict == "ambiguous" and all(one.verdict in ("signed", "partial") for one in said.entries)
    for judged in said.entries:
        yield _record(judged, pointer, scope, said.reason if doubted else "")


def _record(judged: EntryVerdict, pointer: str, scope: Scope, doubt: str) -> Record:
    place = _place(judged, pointer)
    entry = judged.entry or Entry("empty", judged.label, judged.location)
    proof = proof_of(entry, tuple(scope.people.values()))
    verdict, reason = ("ambiguous", doubt) if doubt else (judged.verdict, judged.reason)
    if proof.image and verdict in ("signed", "partial"):
        seen = doubt_about_image(proof.image, place.path, scope.inquiry)
        if seen is not None:
            verdict, reason = "unsigned" if seen[1] else "ambiguous", seen[0]
    fields = {name: _cell(entry, name, place) for name in _KINDS_BY_FIELD}
    found = {"verdict": verdict, "proof": proof.kind, "reason": reason}
    fields |= {name: plain_value(text, place) for name, text in found.items()}
    said = " | ".join(value.plain for _, value in entry.cells) if entry.form != "box" else ""
    value = plain_value(said or judged.label, place)
    label = f"the signature of {judged.label}"
    if proof.kind != "none":
        label += f" (proof: {PROOF_WORDS[proof.kind]})"
    return Record("signature", label, value, fields, place.line, judged)


def _place(judged: EntryVerdict, pointer: str) -> Location:
    place = judged.location
    return place if place.pointer else replace(place, pointer=pointer).pointing(shortened(judged.label))


def _cell(entry: Entry, name: str, place: Location) -> Value:
    found = [value for kind in _KINDS_BY_FIELD[name] if (value := entry.first(kind)) is not None]
    if found:
        return found[0]
    if entry.form == "box" and name == "signature":
        return plain_value("[ ]" if entry.ticked is False else "[x]" if entry.ticked else "[–]", place)
    return missing_value(absent(Reason.NO_CELL, place, record=entry.label, name=name))
