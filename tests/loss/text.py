"""Changes to a stretch of text and to whole lines, of which the changes to documents are made."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

BOM = "\ufeff"
INVISIBLE = "\u200b"
_TWINS = dict(zip("aceopxyABCEHIKMOPTXi", "асеорхуАВСЕНІКМОРТХі", strict=True)) | {
    "v": "ν",
    "u": "υ",
    "N": "Ν",
    "Z": "Ζ",
}
_DATE = re.compile(r"\b20[0-9]{2}(?=-[0-9]{2}-[0-9]{2})|(?<=[a-z] )20[0-9]{2}$")
_OPPOSITES = {
    "yes": "no",
    "no": "yes",
    "Yes": "No",
    "No": "Yes",
    "High": "Low",
    "Medium": "Elite",
    "P0": "P1",
    "P1": "P2",
    "P2": "P1",
}


@dataclass(frozen=True, slots=True)
class Page:
    """The lines of a file, with what is not shown of them. newline: how its lines end."""

    lines: tuple[str, ...]
    newline: str
    bom: str

    @classmethod
    def of(cls, data: bytes) -> Page:
        text = data.decode("utf-8")
        bom, text = text[: text.startswith(BOM)], text.removeprefix(BOM)
        newline = "\r\n" if "\r\n" in text else "\n"
        return cls(tuple(text.split(newline)), newline, bom)

    def written(self, lines: Sequence[str]) -> bytes:
        return (self.bom + self.newline.join(lines)).encode()

    def instead(self, first: int, last: int, *lines: str) -> bytes:
        """The file with other lines in the place of some. first, last: 1-based, nothing is replaced if last < first."""
        return self.written([*self.lines[: first - 1], *lines, *self.lines[last:]])

    def between(self, first: int, last: int) -> tuple[str, ...]:
        return self.lines[first - 1 : last]

    def spliced(self, line: int, column: int, length: int, text: str) -> bytes:
        old = self.lines[line - 1]
        return self.instead(line, line, old[: column - 1] + text + old[column - 1 + length :])


def commented(lines: Iterable[str]) -> tuple[str, ...]:
    """Lines in a comment, which those inside them must not end."""
    return ("<!--", *(one.replace("-->", "").replace("<!--", "") for one in lines), "-->")


def twin(text: str) -> str | None:
    """The text with its first letter that has a look-alike replaced by that; None where there is none."""
    at = next((n for n, sign in enumerate(text) if sign in _TWINS), None)
    return None if at is None else text[:at] + _TWINS[text[at]] + text[at + 1 :]


def with_invisible(text: str) -> str | None:
    """The text with a zero-width space behind its first letter or digit."""
    at = next((n for n, sign in enumerate(text) if sign.isalnum()), None)
    return None if at is None else text[: at + 1] + INVISIBLE + text[at + 1 :]


def another(text: str) -> str:
    """Another value of the same kind."""
    plain = text.strip("*` ")
    if plain in _OPPOSITES:
        return _OPPOSITES[plain]
    if _DATE.search(text):
        return _DATE.sub("2031", text)
    if plain.isdigit():
        return str(int(plain) + 1)
    return "something else"


WORDINGS: dict[str, Callable[[str], str | None]] = {
    "empty": lambda _: "",
    "comment": "<!-- {} -->".format,
    "strike": "~~{}~~".format,
    "del": "<del>{}</del>".format,
    "dash": lambda _: "–",
    "slot": lambda _: "TBD",
    "twin": twin,
    "invisible": with_invisible,
    "other": another,
}
"""What a text that is read becomes, by the kind of change."""
