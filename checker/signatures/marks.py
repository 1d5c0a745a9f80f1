"""Whether somebody has signed in a cell.

A signature is a mark of one's own: the typed name (`Raja Choudhary`, `/s/ R. Choudhary`), or an image of the written
one. A tick or the word `Signed` is a mark that anybody can make for anybody: whether it counts is for a policy to say.
Blanks, lines, slots, `pending` and other people's names are no signature.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Literal
from urllib.parse import unquote

from checker.markdown.links import PICTURES
from checker.model.language import Person
from checker.model.record import Link, Value
from checker.patterns import regex
from checker.signatures.signing_words import EAST_ASIAN_MARKS, EAST_ASIAN_PENDING, MARKS, PENDING
from checker.values.people import as_read, initials_of, names_person, people_named

Verdict = Literal["signed", "unsigned", "ambiguous"]
Proof = Literal["typed", "image", "mark", "none"]

_TICK = regex(r"[✓✔✅☑🗹👍🟢✍🖊🖋🔏㊞\ufe0f]|\[\s?[xX✓✔✅]\s?\]|\+1\b")
_CROSS = regex(r"[✗✘❌☐☒⬜🚫👎⏳⌛🔴🟡🚧]|\[\s?\]")
_NOTHING = regex(r"\W*(?:x+|n\s?/\s?a|nil|none|no|not applicable)\W*", re.IGNORECASE)
_LINE = regex(r"(?<!\w)_{3,}(?!\w)")
_SLOT = regex(
    r"\{\{.{0,200}?\}\}|\{%.{0,200}?%\}|\$\{.{0,200}?\}|<[^<>@]*>|\[(?!\s?[xX✓✔✅]?\s?\])[^\[\]]*\]|\{[^{}]{0,200}\}|%[A-Z_]+%|\.{4,}"
)
_ASKED = regex(
    r"\W*(?:(?:your|my|insert|add|enter) )?(?:signatures?|sign(?: here)?|initials?|name|unterschrift|firma|assinatura"
    r"|name\W+(?:title|role)|y ?/ ?n|yes ?/ ?no|ja ?/ ?nein|oui ?/ ?non|s[ií] ?/ ?no|sim ?/ ?não"
    r"|handtekening|podpis|paraphe|visa|подпись|签名|签字|署名|서명)\W*",
    re.IGNORECASE,
)
_NOT_SIGNED = regex(rf"(?<!\w)(?:{PENDING})(?!\w)|{EAST_ASIAN_PENDING.strip()}", re.IGNORECASE | re.VERBOSE)
_FOR_ANOTHER = regex(
    r"(?<!\w)(?:on behalf of|in place of|in lieu of|behalf|p\.\s?p\.|pp|for|i\.\s?a\.|i\.\s?v\.|proxy)(?!\w)",
    re.IGNORECASE,
)
_MARK_WORDS = regex(rf"\W*(?:(?:{MARKS}|{EAST_ASIAN_MARKS})\W*)+", re.IGNORECASE | re.VERBOSE)
_SAYS_SIGNATURE = regex(
    r"(?<![a-z])(?:e-?)?(?:signed|signatures?|sig|sign|autograph|unterschrift|firma|assinatura|handtekening|podpis)(?![a-z])"
    r"|签名|签字|署名|印鑑|서명|подпись",
    re.IGNORECASE,
)
_OF_SOMEBODY = regex(r"(?<!\w)(?:signature|signed|sign|sig)\W+(?:of|by|from)\s+\w+", re.IGNORECASE)
_NO_IMAGE = regex(
    r"placeholder|template|blank|empty|sample|dummy|line|todo|tbd|sign[-_ ]?here|pending|missing|unsigned",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Signature:
    """What a signature cell says. proof: what kind of mark there is.

    reason: what was seen, as it reads after the cell's name (`is empty`, `names Arun Singh`).
    image: the target of the image that stands for the signature, as written, else empty.
    """

    verdict: Verdict
    proof: Proof
    reason: str
    image: str = ""

    @property
    def is_mere_mark(self) -> bool:
        """Whether it is nothing but a mark that anybody can make, with no other doubt about it."""
        return self.verdict == "ambiguous" and self.proof == "mark"


def read_signature(value: Value, person: Person | None, everyone: Collection[Person]) -> Signature:
    """Whether a cell holds the signature of `person`, or of anybody when `person` is None.

    A mark that is nobody's own (`Signed`, a tick) and initials are ambiguous. An image counts when its text or file
    name names the person or says that it is a signature and names nobody else; whether the file exists is for the
    caller to see.
    """
    images = [link for link in value.links if _is_image(link)]
    written = _without_images(value.plain, images)
    text = as_read(written)
    shown = next(iter(sorted((_of_image(image, person, everyone) for image in images), key=_doubt)), None)
    if shown and (_is_blank(text) or is_mere_mark(text)):
        return shown
    if refused := refusal(written):
        return Signature("unsigned", "none", refused)
    signature = _of_text(text, person, everyone)
    if shown and shown.verdict == "unsigned" and signature.verdict == "signed":
        return Signature("ambiguous", "typed", f"{signature.reason}, but {shown.reason}")
    return signature


def _doubt(signature: Signature) -> int:
    """How much one of several images tells against a signature, most first."""
    return ("unsigned", "signed", "ambiguous").index(signature.verdict)


def _is_blank(text: str) -> bool:
    return not re.search(r"[^\W_]", text) and not _TICK.search(text) and not _CROSS.search(text)


def is_mere_mark(text: str) -> bool:
    """Whether a text is a mark that anybody can make: ticks and words such as `Digitally signed`."""
    words = _TICK.sub(" ", text)
    return _MARK_WORDS.fullmatch(words) is not None or (not words.strip() and words != text)


def refusal(written: str) -> str:
    """Why a text is no signature, name or approval, whoever should give it; empty when it may be one."""
    text = as_read(written)
    if _is_blank(text):
        return "is empty"
    if _LINE.search(written):
        return f"is a line that is not filled in: {' '.join(written.split())}"
    if _SLOT.search(text) or _ASKED.fullmatch(text):
        return f"is an unfilled slot: {text}"
    if found := _NOT_SIGNED.search(text):
        return f"says `{found[0]}`: {text}"
    if "?" in text:
        return f"is a question: {text}"
    crossed = _CROSS.search(text) or _NOTHING.fullmatch(_TICK.sub("", text))
    return f"is no signature: {text}" if crossed else ""


def _of_text(text: str, person: Person | None, everyone: Collection[Person]) -> Signature:
    if is_mere_mark(text):
        return Signature("ambiguous", "mark", f"has a mark that names nobody: {text}")
    if person is None:
        return Signature("signed", "typed", f"reads {text}")
    others = ", ".join(other.name for other in people_named(text, everyone) if other.id != person.id)
    if not names_person(text, person, everyone):
        return _of_stranger(text, person, others)
    if others:
        return Signature("ambiguous", "typed", f"names {person.name} and {others}")
    return Signature("signed", "typed", f"names {person.name}")


def _of_stranger(text: str, person: Person, others: str) -> Signature:
    """What a text is that does not name the person. others: the known people it names."""
    initials = initials_of(person)
    if len(initials) > 1 and re.sub(r"[\s.]", "", text).lower() == initials:
        return Signature("ambiguous", "mark", f"has initials only: {text}")
    if _FOR_ANOTHER.search(text):
        return Signature("unsigned", "none", f"is signed for somebody else: {text}")
    return Signature("unsigned", "none", f"names {others}" if others else f"does not name {person.name}: {text}")


def _of_image(image: Link, person: Person | None, everyone: Collection[Person]) -> Signature:
    target = image.target
    said = [as_read(image.text), as_read(_file_words(target))]
    if any(_NO_IMAGE.search(words) for words in said):
        return Signature("unsigned", "none", f"is an image of no signature: {target}")
    if person is not None and any(names_person(words, person, everyone) for words in said):
        return Signature("signed", "image", f"is an image that names {person.name}: {target}", target)
    others = [other.name for words in said for other in people_named(words, everyone)]
    if person is not None and others:
        return Signature("unsigned", "none", f"is an image that names {others[0]}: {target}")
    if person is not None and any(_OF_SOMEBODY.search(words) for words in said):
        return Signature("unsigned", "none", f"is an image that does not name {person.name}: {target}")
    if any(_SAYS_SIGNATURE.search(words) for words in said):
        return Signature("signed", "image", f"is an image of a signature: {target}", target)
    return Signature("ambiguous", "mark", f"is an image that does not say what it shows: {target}", target)


def _is_image(link: Link) -> bool:
    return link.kind == "image" or _path_of(link.target).lower().endswith(PICTURES)


def _without_images(text: str, images: list[Link]) -> str:
    for image in images:
        text = text.replace(image.text, " ", 1) if image.text else text
    return text


def _file_words(target: str) -> str:
    """The words of a file name: `sig_rajaChoudhary-2.png` reads `sig raja Choudhary`."""
    stem = PurePosixPath(_path_of(target)).stem
    return re.sub(r"[\W_0-9]+", " ", re.sub(r"(?<=[a-z])(?=[A-Z])", " ", stem))


def _path_of(target: str) -> str:
    return unquote(re.split(r"[?#]", target, maxsplit=1)[0])
