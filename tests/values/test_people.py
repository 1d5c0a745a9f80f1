"""Whom a text names."""

from __future__ import annotations

import pytest

from checker.model.language import Person
from checker.values.people import initials_of, look_alike_of, names_person, people_named

MAYA = Person("maya", "Maya Fernandes", "Sponsor", ("M. Fernandes",), "maya-f")
OMAR = Person("omar", "Omar Haddad", "Platform Engineer")
LINA = Person("lina", "Lina", "Observer")
EVERYONE = (MAYA, OMAR, LINA)


@pytest.mark.parametrize(
    "text",
    [
        "Maya",
        "Maya Fernandes",
        "MAYA FERNANDES",
        "maya",
        "M. Fernandes",
        "M.Fernandes",
        "M Fernandes",
        "Fernandes, Maya",
        "Fernandes, M.",
        "Maya J. Fernandes",
        "Ms Fernandes",
        "Dr. Maya Fernandes",
        "@maya-f",
        "maya-f",
        "Maya Fernandes (Sponsor)",
        "Maya Fernandes, Sponsor",
        "Maya – sign-off",
        "Maya Sponsor",
        "Sponsor Maya",
        "Maya + Omar",
        "Omar/Maya",
        "Omar & Maya",
        "Omar, Maya and Lina",
        "Omar Maya",
        "Maya's",
        "Maya’s review",
        "**Maya**",
        "__Maya__",
        "Maya\u00a0Fernandes",
        "/s/ Maya",
        "Signed by Maya on 2026-07-26",
        "Maya reviewed it",
        "Maya (optional)",
        "not Omar but Maya",
        "maya.fernandes@example.org",
        "m.fernandes@example.org",
        "Maya Fernandes <mf@example.org>",
        "maya-f@example.org",
        "Màya Fernándes",
        "Prof. Dr. Maya Fernandes",
    ],
)
def test_these_name_the_person(text: str) -> None:
    assert names_person(text, MAYA, EVERYONE)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Mayank",
        "maya-f[bot]",
        "@maya-f[bot]",
        "maya.fernandez@example.org",
        "\u202eMaya Fernandes",
        "Amaya",
        "Fernandes",
        "MF",
        "Maya Kapoor",
        "maya kapoor",
        "Maya K.",
        "Kumari Maya",
        "Maya Fernandes Jr",
        "Maya-Lena",
        "O'Maya",
        "@maya",
        "@maya-f2",
        "maya@example.org",
        "T. Fernandes",
        "Omar Fernandes",
        "M\u0430ya",
        "Ma\u200bya",
        "Maya\u200bnk",
        "Maya\u0338",
    ],
)
def test_these_name_somebody_else_or_nobody(text: str) -> None:
    assert not names_person(text, MAYA, EVERYONE)


@pytest.mark.parametrize(
    "text",
    [
        "awaiting Maya",
        "Awaiting signature from Maya",
        "pending Maya",
        "waiting for Omar and Maya",
        "not Maya",
        "Not signed by Maya",
        "on behalf of Maya",
        "for Maya",
        "p.p. Maya Fernandes",
        "except Maya",
        "Maya (absent)",
        "Maya – absent",
        "Maya: not present",
        "Maya (pending)",
        "Maya Fernandes (tbc)",
        "Maya?",
        "Maya's deputy",
    ],
)
def test_a_name_that_is_taken_back_does_not_count(text: str) -> None:
    assert not names_person(text, MAYA, EVERYONE)


def test_a_surname_that_the_policy_does_not_know_makes_another_person() -> None:
    assert not names_person("Lina Berg", LINA, EVERYONE)


def test_people_are_named_in_the_order_of_the_text() -> None:
    assert people_named("Lina (Observer), O. Haddad / Maya, Lina", EVERYONE) == (LINA, OMAR, MAYA)


def test_only_those_for_whom_nobody_acts_are_named() -> None:
    assert people_named("Omar (for Maya)", EVERYONE) == (OMAR,)


def test_a_first_name_that_two_people_share_names_neither() -> None:
    other = Person("maya2", "Maya Kapoor")
    assert people_named("Maya", (MAYA, other)) == ()
    assert people_named("Maya Kapoor, M. Fernandes", (MAYA, other)) == (other, MAYA)


def test_an_alias_decides_who_is_meant_by_a_shared_first_name() -> None:
    chief = Person("chief", "Maya Kapoor", aliases=("Maya",))
    assert people_named("Maya", (MAYA, chief)) == (chief,)


def test_a_person_outside_the_known_people_can_be_asked_for() -> None:
    assert names_person("Maya", MAYA, ())


def test_nobody_is_named_where_nobody_is_known() -> None:
    assert people_named("Maya", ()) == ()


def test_initials_are_of_all_words_of_the_name() -> None:
    assert initials_of(MAYA) == "mf"


JOERG = Person("joerg", "Jörg Müßig", "", (), "")


@pytest.mark.parametrize(
    "text",
    [
        "Joerg Muessig",
        "JÖRG MÜSSIG",
        "Jorg Mussig",
        "Müßig, Jörg",
        "J. Muessig",
        "Jörg K. Müßig",
        "joerg.muessig@example.org",
    ],
)
def test_accents_may_be_left_out_or_spelled_out(text: str) -> None:
    assert names_person(text, JOERG, [JOERG])
    assert names_person("Jörg Müßig", Person("joerg", "Joerg Muessig"), [])


@pytest.mark.parametrize("text", ["M\u0430ya Fernandes", "Maya\u200b Fernandes", "\u202eMaya Fernandes"])
def test_what_only_looks_like_a_name_is_told_from_it(text: str) -> None:
    assert look_alike_of(text, MAYA, EVERYONE)
    assert not look_alike_of("Maya Fernandes", MAYA, EVERYONE)
    assert not look_alike_of("Mayank", MAYA, EVERYONE)
