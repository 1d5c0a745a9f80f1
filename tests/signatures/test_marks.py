"""Whether somebody has signed in a cell."""

from __future__ import annotations

import pytest

from checker.model.language import Person
from checker.model.location import Location
from checker.model.record import Link, Value
from checker.signatures._marks import Signature, read_mark, read_signature

MAYA = Person("maya", "Maya Fernandes", "Sponsor")
OMAR = Person("omar", "Omar Haddad", "Platform Engineer")
LINA = Person("lina", "Lina", "Observer")
PLACE = Location("report.md", 3, 5)


def signature(text: str, *links: Link, person: Person | None = MAYA) -> Signature:
    return read_signature(Value(text, text, PLACE, links), person, (MAYA, OMAR, LINA))


def image(target: str, text: str = "", kind: str = "image") -> Link:
    return Link(kind, target, text, PLACE)


@pytest.mark.parametrize(
    "text",
    [
        "Maya Fernandes",
        "Maya",
        "M. Fernandes",
        "Fernandes, Maya",
        "/s/ Maya Fernandes",
        "//Maya Fernandes//",
        "*Maya Fernandes*",
        "___Maya Fernandes___",
        "Signed: Maya Fernandes",
        "Maya Fernandes (digitally signed)",
        "Digitally signed by Maya Fernandes",
        "✅ Maya Fernandes, Sponsor",
        "Maya Fernandes 2026-07-26",
    ],
)
def test_a_typed_name_is_a_signature(text: str) -> None:
    assert signature(text) == Signature("signed", "typed", "names Maya Fernandes")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "is empty"),
        ("___________", "is empty"),
        ("—", "is empty"),
        ("Maya Fernandes ______", "is a line that is not filled in: Maya Fernandes ______"),
        ("[Signature]", "is an unfilled slot: [Signature]"),
        ("{{sig}}", "is an unfilled slot: {{sig}}"),
        ("Signature", "is an unfilled slot: Signature"),
        ("x", "is no signature: x"),
        ("n/a", "is no signature: n/a"),
        ("❌", "is no signature: ❌"),
        ("[ ] Maya", "is no signature: [ ] Maya"),
        ("Pending", "says `Pending`"),
        ("NOT SIGNED", "says `NOT SIGNED`"),
        ("awaiting Maya", "says `awaiting`: awaiting Maya"),
        ("Maya will sign", "says `will`: Maya will sign"),
        ("Maya (to be signed)", "says `to be`: Maya (to be signed)"),
        ("Omar Haddad", "names Omar Haddad"),
        ("Omar for Maya", "is signed for somebody else: Omar for Maya"),
        ("Mayank Rao", "does not name Maya Fernandes: Mayank Rao"),
        ("Maya Kapoor", "does not name Maya Fernandes: Maya Kapoor"),
        ("M\u0430ya", "does not name Maya Fernandes: M\u0430ya"),
        ("2026-07-26", "does not name Maya Fernandes: 2026-07-26"),
    ],
)
def test_what_is_no_signature_says_why(text: str, reason: str) -> None:
    assert signature(text) == Signature("unsigned", "none", reason)


@pytest.mark.parametrize(
    "text", ["✓", "✅ SIGNED", "*Signed*", "[x] Approved", "Digitally signed", "OK", "/s/", "sd/-"]
)
def test_a_mark_that_is_nobodys_own_is_ambiguous(text: str) -> None:
    found = signature(text)
    assert (found.verdict, found.proof) == ("ambiguous", "mark")


def test_initials_are_ambiguous() -> None:
    assert signature("M.F.") == Signature("ambiguous", "mark", "has initials only: M.F.")


def test_a_name_beside_another_is_ambiguous() -> None:
    assert signature("Maya, Omar") == Signature("ambiguous", "typed", "names Maya Fernandes and Omar Haddad")


def test_anybodys_name_will_do_where_no_person_is_asked_for() -> None:
    assert signature("Ada Smith", person=None) == Signature("signed", "typed", "reads Ada Smith")


@pytest.mark.parametrize("text", ["Мая Иванова", "Νίκη Παππά", "Şule Öz", "مايا حداد", "माया राव", "마야", "佐藤"])
def test_a_name_is_one_in_any_script(text: str) -> None:
    assert signature(text, person=None) == Signature("signed", "typed", f"reads {text}")


@pytest.mark.parametrize(
    "text", ["maya fernandes", "изпратено вчера", "ждём ответа от юриста", "στάλθηκε χθες", "šlé včera"]
)
def test_words_without_a_capital_are_no_name(text: str) -> None:
    found = read_mark(Value(text, text, PLACE), None, ())
    assert found == Signature("ambiguous", "typed", f"says more than a signature, `{text}`: {text}")


@pytest.mark.parametrize(
    ("link", "reason"),
    [
        (image("sig.png", "Maya Fernandes"), "is an image that names Maya Fernandes: sig.png"),
        (image("img/maya-fernandes.svg"), "is an image that names Maya Fernandes: img/maya-fernandes.svg"),
        (image("img/mayaFernandes%202.png"), "is an image that names Maya Fernandes: img/mayaFernandes%202.png"),
        (image("a.png", "signature"), "is an image of a signature: a.png"),
        (image("maya.png", "signed", "link"), "is an image that names Maya Fernandes: maya.png"),
    ],
)
def test_an_image_of_it_is_a_signature(link: Link, reason: str) -> None:
    assert signature(link.text, link) == Signature("signed", "image", reason, link.target)


@pytest.mark.parametrize(
    ("link", "reason"),
    [
        (image("omar-haddad.png", "signature"), "is an image that names Omar Haddad: omar-haddad.png"),
        (image("b.png", "signature of Ada Smith"), "is an image that does not name Maya Fernandes: b.png"),
        (image("sign-here.png", "Maya"), "is an image of no signature: sign-here.png"),
    ],
)
def test_an_image_of_something_else_is_none(link: Link, reason: str) -> None:
    assert signature(link.text, link) == Signature("unsigned", "none", reason)


def test_an_image_that_does_not_say_what_it_shows_is_ambiguous() -> None:
    found = signature("", image("logo.png"))
    assert found == Signature("ambiguous", "mark", "is an image that does not say what it shows: logo.png", "logo.png")


def test_words_beside_an_image_can_take_it_back() -> None:
    assert signature("maya pending", image("maya.png", "maya")) == Signature("unsigned", "none", "says `pending`")


def test_a_name_beside_another_persons_image_is_ambiguous() -> None:
    found = signature("Maya omar", image("omar.png", "omar"))
    reason = "names Maya Fernandes, but is an image that names Omar Haddad: omar.png"
    assert found == Signature("ambiguous", "typed", reason)
