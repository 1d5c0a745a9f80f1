"""The people of an agreement: who signs, owns, reviews and attends."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from checker.classes import dataclass
from checker.drafting.agreement.reading import Agreement
from checker.drafting.columns import columns_of
from checker.drafting.draft import free_name, id_of
from checker.model.language import Person
from checker.model.markdown import Markdown
from checker.patterns import regex
from checker.signatures import is_office, is_responsible, kind_of, looks_like_name
from checker.values.people import people_mentioned

_BETWEEN = regex(r"\s*[;,+&/]\s*|\s+and\s+")
_BRACKET = regex(r"\s*\(([^()]*)\)")


@dataclass(frozen=True, slots=True)
class Named:
    """A name as it stands somewhere, with what is said of it there. role: empty for none."""

    name: str
    role: str = ""


def parties_of(agreement: Agreement) -> Mapping[str, Person]:
    """The people by id, those in tables for signatures first: there they stand with their full names and roles."""
    found: dict[str, Person] = {}
    for one in _named(agreement):
        known = people_mentioned(one.name, tuple(found.values()))
        if known:
            first = known[0]
            if one.role and not first.role:
                found[first.id] = Person(first.id, first.name, one.role)
            continue
        id_ = free_name(id_of(one.name.split()[0]), found)
        found[id_] = Person(id_, one.name, one.role)
    return found


def entries_of(people: Mapping[str, Person]) -> dict[str, dict[str, str]]:
    """The people as a policy has them."""
    return {id_: {"name": one.name, **({"role": one.role} if one.role else {})} for id_, one in people.items()}


def _named(agreement: Agreement) -> Iterator[Named]:
    texts = (agreement.markdown, *(one.markdown for one in agreement.forms))
    lower = _words_in_lower_case(texts)
    several = [
        *(one for text in texts for one in _in_tables(text)),
        *(one for label in agreement.labels if _asks_for_people(label.label) for one in names_in(label.value)),
        *(one for artifact in agreement.artifacts for one in names_in(artifact.owner)),
    ]
    return (one for one in several if not any(word.casefold() in lower for word in one.name.split()))


def _asks_for_people(label: str) -> bool:
    return is_responsible(label) or kind_of(label) in ("name", "by")


def _in_tables(markdown: Markdown) -> Iterator[Named]:
    """The names in tables that are there to be signed, or list people."""
    for table in markdown.tables:
        columns = columns_of(markdown, table)
        names = next((one for one in columns if kind_of(one.title) == "name"), None)
        roles = next((one for one in columns if kind_of(one.title) == "role"), None)
        for number in range(len(table.rows)):
            said = names.values[number].plain if names is not None else ""
            role = roles.values[number].plain if roles is not None else ""
            if looks_like_name(said) and not is_office(said):
                yield Named(said, role)


def names_in(value: str) -> Iterator[Named]:
    """The names in a list of people, each with an office that stands in brackets behind it."""
    for part in _BETWEEN.split(value):
        bracket = _BRACKET.search(part)
        role = bracket[1] if bracket is not None and is_office(bracket[1]) else ""
        name = " ".join(_BRACKET.sub("", part).split())
        if looks_like_name(name) and not is_office(name) and len(name.split()) <= 3:
            yield Named(name, role)


def _words_in_lower_case(texts: Sequence[Markdown]) -> frozenset[str]:
    """The words that stand somewhere without a capital, so that they are nobody's name."""
    said = (word for text in texts for block in text.blocks for word in re.findall(r"[\w-]+", block.text.plain))
    return frozenset(word for word in said if word.islower())
