"""A selector."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar

from checker.extending import (
    Document,
    Location,
    PathSet,
    Record,
    Scope,
    Selected,
    Selector,
    documents_in,
    plain_value,
    words_for,
)

ABBREVIATION = re.compile(r"(?<![\w-])[A-Z]{2,6}(?![\w-])")
BEFORE = re.compile(r"((?:\w+[ -]){1,6})\($")


@dataclass(frozen=True, slots=True, kw_only=True)
class Abbreviation(Selector):
    """The abbreviations that documents use (`SLA`), each once for every document.

    What stands for it is what is written before it in brackets, where its words begin with its letters.

    ```yaml
    for_each: {abbreviation: {in: docs/RUNBOOK.md}}
    require: {long: filled}
    ```
    """

    kind: ClassVar[str] = "abbreviation"
    short: ClassVar[str] = "in"
    as_text: ClassVar[str] = "its letters"
    provides: ClassVar[Mapping[str, str]] = {
        "letters": "the abbreviation",
        "long": "what it stands for, empty where the document does not say",
    }
    in_: PathSet
    """Documents to look in."""

    def select(self, scope: Scope) -> Selected:
        documents, problems = documents_in(scope, self.in_)
        records = tuple(record for one in documents for record in _records(one))
        place = Location(documents[0].path, 1, 1) if documents else Location(".")
        words = f"the abbreviations of {words_for(self.in_, documents)}"
        return Selected(records, problems, place, words, len(records))


def _records(document: Document) -> Iterator[Record]:
    first: dict[str, Location] = {}
    long: dict[str, str] = {}
    for number, line in enumerate(document.lines, 1):
        for found in ABBREVIATION.finditer(line):
            first.setdefault(found[0], Location(document.path, number, found.start() + 1, found[0]))
            spelled = _spelled_out(found[0], line[: found.start()])
            if spelled:
                long.setdefault(found[0], spelled)
    for letters, place in first.items():
        fields = {"letters": plain_value(letters, place), "long": plain_value(long.get(letters, ""), place)}
        yield Record("abbreviation", letters, plain_value(letters, place), fields, place.line)


def _spelled_out(letters: str, before: str) -> str:
    """The words before a bracket that begin with the letters, empty for none."""
    found = BEFORE.search(before)
    words = found[1].split()[-len(letters) :] if found else []
    return " ".join(words) if "".join(word[0] for word in words).upper() == letters else ""
