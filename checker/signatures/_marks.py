"""What a text says that stands where somebody signs: a mark, a refusal, a name with more than a name.

A signature is a mark of one's own: the typed name (`Raja Choudhary`, `/s/ R. Choudhary`), or an image of the written
one. A tick or the word `Signed` is a mark that anybody can make for anybody: whether it counts is for a policy to say.
Blanks, lines, slots, `pending` and other people's names are no signature. A mark is simply a signature when nothing is
left of it but what is explained: the name, the day, words for signing, a title or role, a company. Whatever else
somebody wrote there was meant, and only a person can say how.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from pathlib import PurePosixPath
from typing import Literal
from urllib.parse import unquote

from checker import lexicon
from checker.classes import dataclass
from checker.markdown.links import PICTURES
from checker.model.language import Person
from checker.model.record import Link, Value
from checker.patterns import regex
from checker.signatures._names import is_prose, is_title, looks_like_name, without_organisations
from checker.text.glyphs import disguise_in
from checker.values.dates import find_dates, without_dates
from checker.values.people import (
    as_read,
    initials_of,
    look_alike_of,
    names_person,
    people_named,
    without_people,
)

Verdict = Literal["signed", "unsigned", "ambiguous"]
Proof = Literal["typed", "image", "mark", "none"]

PARTS = regex(r"[(),;/\[\]<>|·•+&]|\s[-–—]\s|[:：]")
_TICK = regex(r"[✓✔✅☑🗹👍🟢✍🖊🖋🔏㊞\ufe0f]|\[\s?[xX✓✔✅]\s?\]|\+1\b|/+s/+|[（(][印㊞][）)]")
_CROSS = regex(r"[✗✘❌☐☒⬜🚫👎⏳⌛🔴🟡🚧]|\[\s?\]")
_LETTER_X = regex(r"\W*[xX]+\W*")
_LINE = regex(r"(?<!\w)_{3,}(?!\w)")
_SLOT = regex(
    r"\{\{.{0,200}?\}\}|\{%.{0,200}?%\}|\$\{.{0,200}?\}|<[^<>@]*>|\[(?!\s?[xX✓✔✅]?\s?\])[^\[\]]*\]|\{[^{}]{0,200}\}"
    r"|%[A-Z_]+%|\.{4,}"
)
_NOTE_SIGN = regex(r"[^*†‡§¹²³⁴]*\w\W?\s?(?:[*†‡§]+|[¹²³⁴⁵]|\[\^?\w+\])")
"""A name with the sign of a note behind it, and no emphasis around."""
_TECHNICAL = regex(
    r"(?<!\w)(?:0x)?[0-9a-fA-F]{8,}(?:\.{3}|…)?(?!\w)|[\w.+-]+@[\w-]+(?:\.[\w-]+)+|@[\w-]+|(?<![#\w.-])\d+(?![\w.-]*\w)"
)
_IDENTIFIER = regex(r"[\s:#]*[\w:.-]*\d[\w:.-]*")
_WORD = regex(r"[^\W_][\w.'’-]*")
_SENTENCE = regex(r"[^.;]+[.;]?")
_MARKS = ("signature.signed_by", "signature.stated", "signature.approved", "signature.mark")
"""What consists of words for signing."""


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


def read_mark(value: Value, person: Person | None, everyone: Collection[Person], beside: str = "") -> Signature:
    """What a cell for a signature says, with all that stands in it; see `read_signature` for what a mark is.

    beside: what else stands in its row, which explains words of the mark.
    """
    read = as_read(value.plain)
    if disguise := disguise_in(value.plain):
        return Signature("ambiguous", "typed", f"holds {disguise}, which may hide or imitate a name: {read}")
    if person is not None and look_alike_of(value.plain, person, everyone):
        return Signature(
            "ambiguous", "typed", f"only looks like {person.name}, letter by letter it is another name: {read}"
        )
    found = read_signature(value, person, everyone)
    doubt = _doubt_about(value.plain, everyone, beside) if found.verdict != "unsigned" and not found.image else ""
    return Signature("ambiguous", "typed", doubt) if doubt else found


def read_signature(value: Value, person: Person | None, everyone: Collection[Person]) -> Signature:
    """Whether a cell holds the signature of `person`, or of anybody when `person` is None.

    A mark that is nobody's own (`Signed`, a tick) and initials are ambiguous. An image counts when its text or file
    name names the person or says that it is a signature and names nobody else; whether the file exists is for the
    caller to see.
    """
    images = [link for link in value.links if link.kind == "image" or _path_of(link.target).lower().endswith(PICTURES)]
    written = value.plain
    for image in images:
        written = written.replace(image.text, " ", 1) if image.text else written
    text = as_read(written)
    seen = [_of_image(image, person, everyone) for image in images]
    shown = min(seen, key=lambda one: ("unsigned", "signed", "ambiguous").index(one.verdict), default=None)
    if shown and (_is_blank(text) or is_mere_mark(text)):
        return shown
    if refused := refusal(written):
        return Signature("unsigned", "none", refused)
    signature = _of_text(text, person, everyone)
    if shown and shown.verdict == "unsigned" and signature.verdict == "signed":
        return Signature("ambiguous", "typed", f"{signature.reason}, but {shown.reason}")
    return signature


def is_mere_mark(text: str) -> bool:
    """Whether a text is a mark that anybody can make: ticks and words such as `Digitally signed`."""
    words = _TICK.sub(" ", text)
    ticked = words != text and not re.search(r"\S", words.replace("-", ""))
    return ticked or lexicon.consists(words, "signature.approved", "signature.mark")


def refusal(written: str) -> str:
    """Why a text is no signature, name or approval, whoever should give it; empty when it may be one."""
    text = as_read(written)
    if _is_blank(text):
        return "is empty"
    if _LINE.search(written):
        return f"is a line that is not filled in: {' '.join(written.split())}"
    asked = re.sub(r"\s*/\s*", "/", text)
    if _SLOT.search(text) or lexicon.wholly(asked, "signature.asked"):
        return f"is an unfilled slot: {text}"
    if pending := lexicon.find(text, "signature.pending"):
        said = text[pending[0].start : pending[0].end]
        return f"says `{said}`" if said == text else f"says `{said}`: {text}"
    if "?" in text:
        return f"is a question: {text}"
    nothing = lexicon.consists(_TICK.sub("", text), "answer.not_applicable", "answer.no", "slot.nothing")
    return f"is no signature: {text}" if nothing or _LETTER_X.fullmatch(text) or _CROSS.search(text) else ""


def why_nobody(text: str) -> str:
    """Why a text names no person, as it reads after the name's place; empty when it may name one."""
    read = as_read(text).strip(" .,;()")
    bare = without_dates(read) if find_dates(read) else read
    if is_mere_mark(read) or is_mere_mark(bare):
        return f"is a mark, no name: {read}"
    if is_title(bare):
        return f"is a role, no name: {read}"
    return f"is no name: {read}" if is_prose(bare) else ""


def without_marks(text: str) -> str:
    """A text without words for signing, titles before a name, and words that say nothing of their own."""
    bare = lexicon.without(_TICK.sub(" ", text), *_MARKS, "person.title", "person.degree", "signature.filler")
    return " ".join(bare.split()).strip(" ,;.–—-")


def condition_in(text: str) -> str:
    """The words of a mark that tie it to something; empty for none."""
    return _first(_without_unconditional(text), "signature.condition")


def taken_back_in(text: str) -> str:
    """The words of a text that take an approval back or refuse it; empty for none."""
    return _first(_without_unconditional(text), "signature.taken_back")


def reserve_in(remark: str) -> str:
    """The words of a remark that tie what it stands beside to something, or take it back; empty for none.

    `after` and `only` may be said of anything in a remark, and `rejected` of what is not the approval.
    """
    read = _without_unconditional(remark)
    if found := _first(read, "signature.strong_condition"):
        return found
    if lexicon.holds(read, "signature.approval"):
        return _first(read, "signature.taken_back")
    for match in lexicon.find(read, "signature.taken_back"):
        after = read[match.end :]
        if not re.match(r"\s*\w", after) or re.match(r"\s*\d", after) or lexicon.begins(after, "signature.about"):
            return read[match.start : match.end]
    return ""


def ahead_in(text: str) -> str:
    """The words of a ticked box that say that it is still to be done; empty for none."""
    return _first(as_read(text), "signature.ahead")


def unexplained_in(text: str, everyone: Collection[Person], beside: str = "") -> str:
    """What a mark says besides a name, a day, words for signing, titles and companies; empty for nothing."""
    known = {word.casefold() for word in _WORD.findall(beside)}
    known |= {word.casefold() for one in everyone for word in _WORD.findall(f"{one.role} {one.name}")}
    undated = without_dates(as_read(text))
    bare = without_people(undated, everyone)
    named = bare != undated
    bare = _SENTENCE.sub(lambda one: "" if lexicon.holds(one[0], "signature.declares") else one[0], bare)
    bare = _TECHNICAL.sub(" ", _without_identifiers(without_organisations(_TICK.sub(" ", bare))))
    bare = lexicon.without(bare, "signature.unconditional", *_MARKS, "person.title", "person.degree")
    for part in map(str.strip, PARTS.split(bare)):
        words = _WORD.findall(lexicon.without(part, "signature.filler"))
        rest = [word for word in words if word.casefold().rstrip(".") not in known]
        left = " ".join(rest)
        if not left or is_title(left) or is_mere_mark(left):
            continue
        # What is added to the name of the row (`Ann Lee Vänta`) is no name; a part of it may be spelled otherwise.
        added = len(rest) < len(words) and not all(_is_part_of(word.casefold().rstrip("."), known) for word in rest)
        if named or added or not looks_like_name(left):
            return left
        named = True
    return ""


def _doubt_about(text: str, everyone: Collection[Person], beside: str) -> str:
    """Why a mark may not be meant as a plain signature, as it reads after its place; empty when it is."""
    if _NOTE_SIGN.fullmatch(text.strip()):
        return f"refers to a note: {text.strip()}"
    if found := condition_in(text):
        return f"is signed with a condition, `{found}`: {as_read(text)}"
    rest = unexplained_in(text, everyone, beside)
    return f"says more than a signature, `{rest}`: {as_read(text)}" if rest else ""


def _is_part_of(word: str, known: Collection[str]) -> bool:
    """Whether a word is short for one that is known, or the other way round (`J`, `Max` and `Maximilian`)."""
    return len(word) == 1 or any(one.startswith(word) or (len(one) > 1 and word.startswith(one)) for one in known)


def _first(text: str, concept: str) -> str:
    found = next(iter(lexicon.find(text, concept)), None)
    return text[found.start : found.end] if found else ""


def _without_unconditional(text: str) -> str:
    return lexicon.without(as_read(text), "signature.unconditional")


def _without_identifiers(text: str) -> str:
    """A text without the numbers of envelopes and certificates (`Envelope ID: 4F-12`)."""
    for match in reversed(lexicon.find(text, "signature.certificate")):
        behind = _IDENTIFIER.match(text, match.end)
        text = f"{text[: match.start]} {text[behind.end() if behind else match.end :]}"
    return text


def _is_blank(text: str) -> bool:
    return not re.search(r"[^\W_]", text) and not _TICK.search(text) and not _CROSS.search(text)


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
    if lexicon.holds(text, "person.kept_out"):
        return Signature("unsigned", "none", f"is signed for somebody else: {text}")
    return Signature("unsigned", "none", f"names {others}" if others else f"does not name {person.name}: {text}")


def _of_image(image: Link, person: Person | None, everyone: Collection[Person]) -> Signature:
    target = image.target
    said = [as_read(image.text), as_read(_file_words(target))]
    if _any_holds(said, "signature.no_image"):
        return Signature("unsigned", "none", f"is an image of no signature: {target}")
    if person is not None and any(names_person(words, person, everyone) for words in said):
        return Signature("signed", "image", f"is an image that names {person.name}: {target}", target)
    others = [other.name for words in said for other in people_named(words, everyone)]
    if person is not None and others:
        return Signature("unsigned", "none", f"is an image that names {others[0]}: {target}")
    if person is not None and _any_holds(said, "signature.of_somebody"):
        return Signature("unsigned", "none", f"is an image that does not name {person.name}: {target}")
    if _any_holds(said, "signature.image"):
        return Signature("signed", "image", f"is an image of a signature: {target}", target)
    return Signature("ambiguous", "mark", f"is an image that does not say what it shows: {target}", target)


def _any_holds(texts: Collection[str], concept: str) -> bool:
    return any(lexicon.holds(text, concept) for text in texts)


def _file_words(target: str) -> str:
    """The words of a file name: `sig_rajaChoudhary-2.png` reads `sig raja Choudhary`."""
    stem = PurePosixPath(_path_of(target)).stem
    return re.sub(r"[\W_0-9]+", " ", re.sub(r"(?<=[a-z])(?=[A-Z])", " ", stem))


def _path_of(target: str) -> str:
    return unquote(re.split(r"[?#]", target, maxsplit=1)[0])
