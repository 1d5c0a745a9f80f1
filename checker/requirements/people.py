"""Requirements on who is named."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Literal, cast

from checker.classes import dataclass, replace
from checker.model.exhibits import Signing
from checker.model.kinds import Requirement, Scope
from checker.model.language import ANYONE, Operand, People
from checker.model.language import Person as PolicyPerson
from checker.model.location import Location
from checker.model.markdown import Markdown
from checker.model.observation import Observation, met, not_met, undecided
from checker.model.record import Subject
from checker.signatures import (
    PROOF_WORDS,
    Proof,
    Sheet,
    doubt_about_image,
    doubt_in_section,
    kind_of,
    read_mark,
    reserve_in,
)
from checker.text.glyphs import disguise_in
from checker.text.shown import compared, quoted, shortened
from checker.values.people import look_alike_of, names_person, people_named, strangers_in
from checker.values.splitting import LINES, parts_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Person(Requirement):
    """The value names this person of the policy, or one of these, in a spelling that people use.

    Full name, first name, initial with surname, alias or login; a role beside it does not count, and several people in
    one cell are read one by one. With `only`, everyone who is named is one of these: another name, known to the policy
    or not, is not met, and what may be a name is undecided. Someone with the same first name and
    another surname is someone else.

    ```yaml
    for_each: {row: {in: notes, under: Reviews, columns: [Reviewed with]}}
    require: {Reviewed with: {person: raja}}
    ```
    """

    kind: ClassVar[str] = "person"
    of_value: ClassVar[bool] = True
    everyday: ClassVar[bool] = True
    short: ClassVar[str] = "who"
    who: People = ANYONE
    """The person, or the people of whom one must be named; anyone of the policy when nothing is said."""
    only: bool = False
    """Whether everyone who is named must be one of these."""

    def observe(self, subject: Subject, scope: Scope) -> Iterator[Observation]:
        people = people_meant(self.who, subject.location, scope)
        if isinstance(people, Observation):
            yield people
            return
        expected = " or ".join(one.name for one in people) + (" and nobody else" if self.only else "")
        everyone = tuple(scope.people.values())
        named = any(names_person(subject.value.plain, one, everyone) for one in people)
        if not named and (
            alike := next((one for one in people if look_alike_of(subject.value.plain, one, everyone)), None)
        ):
            yield _look_alike(subject, alike)
            return
        if not named or not self.only:
            yield compared(named, subject, expected)
            return
        lines = [one.plain for one in parts_of(subject.value, LINES)]
        told = [strangers_in(line, people, everyone) for line in lines]
        others = [name for certain, _ in told for name in certain]
        unclear = [name for _, doubtful in told for name in doubtful]
        if unclear and not others:
            said = f"{subject.called} is {quoted(subject.value)}, and `{unclear[0]}` may be somebody else"
            yield undecided(said, subject.location, hint="write the names alone, with commas between them")
        else:
            yield compared(not others, subject, expected)


def _look_alike(subject: Subject, person: PolicyPerson) -> Observation:
    holds = disguise_in(subject.value.plain)
    said = f"{subject.called} is {quoted(subject.value)}, which only looks like {person.name}"
    said += f": it holds {holds}" if holds else ": its letters are of another alphabet"
    return undecided(said, subject.location, hint="type the name anew")


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed(Requirement):
    """The value is a person's own signature: the name typed, `/s/ name`, an initial with the surname, or an image of
    it.

    Somebody else's name, a blank line, `pending` or a slot is no signature. A name beside which more is written than a
    day, a title, a company and words for signing (`once D-4 is closed`) is undecided, and so is one with a letter that
    hides or imitates another. A mark that could be anybody's, a tick or the word *signed*, is undecided unless
    `ambiguous` says `signed` or `unsigned`. Every answer names the proof; a typed name is the weakest there is: anyone
    who can write the file can write it. An image has to be a file of the repository that shows something. Of a record
    of the selector `signature` the whole is judged, its name and its date with it.

    ```yaml
    for_each: {row: {in: report, under: Sign-Off, columns: [Name, Signature]}, where: {Name: {person: raja}}}
    require: {Signature: {signed: {by: raja}}}
    ```
    """

    kind: ClassVar[str] = "signed"
    everyday: ClassVar[bool] = True
    short: ClassVar[str] = "by"
    by: People | None = None
    """Who must have signed; without it, somebody."""
    ambiguous: Literal["undecided", "signed", "unsigned"] = "undecided"
    """What a mark counts as that could be anybody's."""

    def observe(self, subject: Subject, scope: Scope) -> Iterator[Observation]:
        people = people_meant(self.by, subject.location, scope) if self.by is not None else (None,)
        if isinstance(people, Observation):
            yield people
            return
        for person in people:
            yield self._signature_of(person, subject, scope)

    def _signature_of(self, person: PolicyPerson | None, subject: Subject, scope: Scope) -> Observation:
        whole = subject.record.kind == "signature" and subject.name in ("", "verdict")
        seen = _of_record(person, subject, scope) if whole else _of_value(person, subject, scope)
        exhibit = _signing(person, seen, subject, scope)
        who = person.name if person is not None else "the one who is to sign"
        expected = f"a signature of {person.name}" if person is not None else "a signature"
        found = quoted(subject.record.fields["signature"] if whole else subject.value)
        # The label of a sign-off names its proof.
        proof = "" if whole or seen.proof == "none" else f" (proof: {PROOF_WORDS[seen.proof]})"
        said = f"{subject.called} is {found}{proof}"
        # What somebody typed beside a name is not made plain by a policy that takes ticks for signatures.
        could_be_anybodys = seen.verdict == "ambiguous" and seen.proof in ("mark", "image")
        if seen.verdict == "ambiguous" and (
            self.ambiguous == "undecided" or (self.ambiguous == "signed" and not could_be_anybodys)
        ):
            hint = f"let {who} sign with the name"
            return replace(undecided(f"{said}: it {seen.reason}", subject.location, hint=hint), exhibit=exhibit)
        if seen.verdict == "signed" or (could_be_anybodys and self.ambiguous == "signed"):
            return replace(met(said, subject.location, expected=expected, found=found), exhibit=exhibit)
        said = f"{said}: it {seen.reason}"
        unsigned = not_met(said, subject.location, expected=expected, found=found, implied=True)
        return replace(unsigned, exhibit=exhibit)


@dataclass(frozen=True, slots=True)
class _Seen:
    """What a signature amounts to: of one value, or of all that belongs to a sign-off."""

    verdict: str
    proof: Proof
    reason: str


def _of_value(person: PolicyPerson | None, subject: Subject, scope: Scope) -> _Seen:
    others = (
        one.plain for name, one in subject.record.fields.items() if name != subject.name and kind_of(name) != "remark"
    )
    signature = read_mark(subject.value, person, tuple(scope.people.values()), " ".join(others))
    if signature.image and signature.verdict == "signed":
        doubt = doubt_about_image(signature.image, subject.location.path, scope.inquiry)
        if doubt is not None:
            return _Seen("unsigned" if doubt[1] else "ambiguous", signature.proof, doubt[0])
    beside = _doubt_beside(subject, scope) if signature.verdict == "signed" else ""
    return _Seen("ambiguous" if beside else signature.verdict, signature.proof, beside or signature.reason)


def _doubt_beside(subject: Subject, scope: Scope) -> str:
    """What tells against a signature in its row or elsewhere in its section, as the selector `signature` sees it."""
    for name, one in subject.record.fields.items():
        if name != subject.name and kind_of(name) == "remark" and (found := reserve_in(one.plain)):
            return f"stands beside `{found}`: {shortened(one.plain)}"
    place = subject.location
    document = scope.inquiry.document(place.path) if place.line is not None else None
    if document is None or not isinstance(document.content, Markdown):
        return ""
    sheet = Sheet(document.text or "", document.content)
    return doubt_in_section(sheet, place.line or 1, tuple(scope.people.values()), scope.inquiry.today)


def _of_record(person: PolicyPerson | None, subject: Subject, scope: Scope) -> _Seen:
    fields = subject.record.fields
    verdict, proof, reason = fields["verdict"].plain, cast("Proof", fields["proof"].plain), fields["reason"].plain
    if person is None or verdict == "unsigned":
        return _Seen(verdict, proof, reason)
    signers = [fields[name].plain for name in ("name", "signature") if fields[name].is_there]
    if not any(names_person(one, person, tuple(scope.people.values())) for one in signers):
        return _Seen("unsigned", proof, f"does not name {person.name}")
    return _Seen(verdict, proof, reason)


def _signing(person: PolicyPerson | None, seen: _Seen, subject: Subject, scope: Scope) -> Signing | None:
    """The place for a signature, for the report; None when it is somebody else's."""
    said = {kind_of(name): value for name, value in subject.record.fields.items() if value.is_there}
    name = said.get("name") or said.get("by")
    named = people_named(name.plain, tuple(scope.people.values())) if name is not None else ()
    if named and person is not None and person not in named:
        return None
    who = name.plain if name is not None and name.plain.strip() else person.name if person is not None else ""
    whole = subject.record.kind == "signature" and subject.value is subject.record.value
    mark = said.get("signature") if whole else subject.value
    role, date = said.get("role"), said.get("date")
    return Signing(
        who or subject.record.label,
        subject.location,
        seen.verdict,
        PROOF_WORDS[seen.proof],
        mark.plain if mark is not None else "",
        role.plain if role is not None else "",
        date.plain if date is not None else "",
        "" if seen.verdict == "signed" else seen.reason,
    )


def people_meant(people: People, location: Location, scope: Scope) -> tuple[PolicyPerson, ...] | Observation:
    """The people of the policy whom a requirement is about."""
    if people.operand is None:
        return people.people or tuple(scope.people.values())
    return _person_called(people.operand, location, scope)


def _person_called(operand: Operand, location: Location, scope: Scope) -> tuple[PolicyPerson, ...] | Observation:
    """The person whose id, or else whose name, an operand gives."""
    wanted = scope.resolve(operand, location)
    if isinstance(wanted, Observation):
        return wanted
    if wanted.plain in scope.people:
        return (scope.people[wanted.plain],)
    everyone = tuple(scope.people.values())
    named = tuple(one for one in everyone if names_person(wanted.plain, one, everyone))
    return named or not_met(f"{quoted(wanted)} is nobody whom the policy knows", wanted.location)
