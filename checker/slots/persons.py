"""Persons and accounts of the examples."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.patterns import regex
from checker.slots.kinds import Hit, Kind
from checker.slots.passage import Passage

_PERSON = regex(
    r"(?i)(?<![\w.-])@?(?:"
    r"(?:john|jane|jack|janet|alice|bob|joe|jim|jill|mary|foo|oscar)[ ._]doe|(?:jane|john)[ ._](?:smith|public|bloggs)"
    r"|john q\.? public|(?:joe|fred) bloggs|(?:max|erika) mustermann|(?:max|martina) musterfrau"
    r"|jean dupont|mario rossi|jan kowalski|juan pérez"
    r"|fulano de tal|jan modaal|(?:kari|ola) nordmann|иван(?:ов)? иван(?:ов|ович)?"
    r")(?![\w-])|山田[ 　]?(?:太郎|花子)|홍길동|张三|張三"
)
_ACCOUNT = regex(
    r"(?i)@(?:user[-_]?name|(?:github|gitlab)?[-_]?(?:user|login|id)|[\w-]{0,20}(?:handle|username)|your[-_\w]{0,40}"
    r"|some(?:one|body)|mention|name)"
    r"|(?:e-?mail|username|user)@(?:e-?mail|mail|domain|company|your|client)[\w-]*\.[a-z]{2,10}"
    r"|(?:vorname|prenom|prénom|nombre|nome|name|imie)[._-](?:nachname|nom|apellidos?|cognome|surname"
    r"|nazwisko)@[\w-]{2,40}\.[a-z]{2,10}"
    r"|[\w.+-]{1,64}@(?:example|(?:your)?[-_]?(?:domain|company|organi[sz]ation))\.\w{2,4}"
    r"|(?:your|first|last|user|full)?[-_.]?name(?:[-_.](?:last|sur)?name)?@[\w-]{2,40}\.[a-z]{2,10}"
)
_NAMELESS = regex(
    r"(?i)(?:first ?name,? (?:last ?name|surname)|name,? surname|first (?:and )?last name|vorname,? nachname"
    r"|prénom,? nom|nom,? prénom|nombre y? ?apellidos?|nome e? ?cognome|your (?:full )?name)"
)
_BESIDE_NAME = regex(r"\s*(?:\s[-–—|]\s|[,(<\[@])")
_WORD = regex(r"[\w.+-]{0,64}@[\w.-]{1,64}")

SIGNS = (
    *(
        "doe",
        "smith",
        "public",
        "bloggs",
        "muster",
        "dupont",
        "rossi",
        "kowalski",
        "pérez",
        "de tal",
        "modaal",
        "nordmann",
    ),
    *("иван", "山田", "홍길동", "张三", "張三"),
)
"""Without any of these, in lower case, a text names no sample person."""

NAMELESS_SIGNS = ("name", "vorname", "nom", "nombre")


def find_persons(passage: Passage) -> Iterator[Hit]:
    """John Doe, Max Mustermann, `@alice.doe`."""
    for found in _PERSON.finditer(passage.text):
        if not passage.mentioned(*found.span()) and not passage.in_link(*found.span()):
            yield Hit(Kind.SAMPLE_PERSON, *found.span())


def find_sample_accounts(passage: Passage) -> Iterator[Hit]:
    """An account or address of the examples that is a whole value: `@username`, `jane@example.com`."""
    for found in _WORD.finditer(passage.text):
        is_value = passage.cell or passage.labelled(found.start())
        if is_value and _ACCOUNT.fullmatch(found[0]) and passage.stands_alone(*found.span()):
            yield Hit(Kind.SAMPLE_PERSON, *found.span())


def _signs(passage: Passage, found: re.Match[str]) -> bool:
    """`Your Name - role`: it stands where the name of a person begins a line."""
    if not passage.begins_line(found.start()) or passage.mentioned(*found.span()) or not found[0].istitle():
        return False
    return bool(_BESIDE_NAME.match(passage.text, found.end()))


def find_nameless(passage: Passage) -> Iterator[Hit]:
    """`Firstname Lastname` where a name belongs."""
    for found in _NAMELESS.finditer(passage.text) if not passage.label else ():
        is_value = passage.cell or passage.labelled(found.start())
        if (is_value and passage.stands_alone(*found.span())) or _signs(passage, found):
            yield Hit(Kind.SAMPLE_PERSON, *found.span())
