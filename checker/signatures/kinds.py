"""What the columns and labels of a sign-off are about, in the languages in which people head them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Literal

from checker.patterns import regex
from checker.signatures.lexicon import ENDINGS_BY_CONCEPT, PHRASES_BY_CONCEPT, Concept

Kind = Literal["name", "role", "signature", "decision", "by", "date", "organisation", "remark"]
"""`by`: who did it (`Approved by`), which names the signer and is the mark at once. `remark`: anything else."""

_KIND_BY_CONCEPT: dict[Concept, Kind] = {"approver": "name", "status": "decision", "comment": "remark"}
_EAST_ASIAN = regex(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_WORDS = {concept: re.sub(r"\s*\n\s*", "", phrases) for concept, phrases in PHRASES_BY_CONCEPT.items()}
_AND = "and|und|et|y|e|en|i|og|och"
_NO_SIGNING_DATE = regex(
    r"\b(?:due|target|planned|effective|expected|start|end|next|expiry|valid)\b|\b(?:end|start|ziel|fälligkeits|gültigkeits|geburts|eind|slut)dat|期限|截止|予定|计划|計画"
)
_SIGNATURE = regex(rf"(?:\w+ ){{0,2}}(?:{_WORDS['signature']})(?:\s*[/&+]\s*.*| and .*| \w+)?")
_DATE = regex(rf"(?:\w+ ){{0,2}}(?:{_WORDS['date']})(?: \w+){{0,2}}")
_BY = regex(rf"(?:.* )?(?:{_WORDS['by']})(?: \w+)?")
_DECISION = regex(
    rf"(?:final |formal )?(?:{_WORDS['decision']})(?: (?:y n|yes no))?|(?:\w+ )?status|{_WORDS['status']}"
)
_APPROVER = regex(rf"(?:\w+ ){{0,2}}(?:{_WORDS['approver']})(?: \w+)?")
_NAME = regex(rf"(?:.* )?(?:{_WORDS['name']}|{_WORDS['approver']})(?: .*)?")
_ROLE = regex(rf"(?:.* )?(?:{_WORDS['role']})(?: .*)?")
_ORGANISATION = regex(rf"(?:\w+ )?(?:{_WORDS['organisation']})(?: name)?")
_COMMENT = regex(rf"(?:[\w/&]+ ){{0,2}}(?:{_WORDS['comment']})(?: .*)?")
_DATE_AND_SIGNATURE = regex(rf"(?:{_WORDS['date']})\s*(?:[/&+,]|{_AND})\s*(?:{_WORDS['signature']})")
_NAME_AND_SIGNATURE = regex(
    rf"(?:\w+ )?(?:{_WORDS['name']})\s*(?:[/&+,]|{_AND})\s*(?:{_WORDS['signature']})(?: .*)?"
    rf"|(?:{_WORDS['signature']})\s*(?:[/&+,]|{_AND})\s*(?:{_WORDS['name']})(?: .*)?"
)
_PATTERNS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("remark", _COMMENT),
    ("by", _BY),
    ("signature", _DATE_AND_SIGNATURE),
    ("date", _DATE),
    ("signature", _SIGNATURE),
    ("decision", _DECISION),
    ("name", _NAME),
    ("role", _ROLE),
    ("organisation", _ORGANISATION),
)
"""What a label is about, in the order in which it is tried."""


@lru_cache(maxsize=1024)
def kind_of(label: str) -> Kind:
    """What a column's heading or a line's label is about; the name of a constant (`MAX_DATA`) is about nothing here."""
    words = _words(label)
    if "_" in label and label.isupper():
        return "remark"
    if _NAME_AND_SIGNATURE.fullmatch(words):
        return "by"
    return next((kind for part in _readings(words) if (kind := _kind(part)) != "remark"), "remark")


def kind_of_line(label: str) -> Kind:
    """The same of a label in front of its value, where `By` alone asks for a signature; over a column it does not."""
    return "signature" if _words(label) in ("by", "par", "door", "von") else kind_of(label)


def is_status(label: str) -> bool:
    """Whether a label asks how far a thing is, which is nobody's decision yet (`Status`)."""
    return re.fullmatch(_WORDS["status"], _words(label)) is not None


def is_approver(label: str) -> bool:
    """Whether a label asks for somebody whose part is to approve, so that a name there is meant as an approval."""
    words = _words(label)
    return _east_asian(words) == "approver" or _APPROVER.fullmatch(words) is not None


def is_responsible(label: str) -> bool:
    """Whether a label says whose task something is (`Owner`); who signs, where there is a place for a signature."""
    return re.fullmatch(rf"(?:\w+ )?(?:{_WORDS['responsible']})", _words(label)) is not None


def _words(label: str) -> str:
    return " ".join(
        re.sub(r"[^\w/&+,()（）-]|_", " ", label.lower().replace("㊞", "印")).replace("-", " ").split()
    ).strip(", ")


def _readings(words: str) -> Iterator[str]:
    """The label without what stands in brackets, then what stands there, then what it says in a second language."""
    bare = " ".join(re.sub(r"[(（][^()（）]*[)）]|[()（），,]", " ", words).split())
    yield bare
    yield from re.findall(r"[(（]([^()（）]+)[)）]", words)
    yield from (part.strip() for part in bare.split("/")[:-1])
    if _EAST_ASIAN.search(bare):
        yield from bare.split()
        yield " ".join(_EAST_ASIAN.sub(" ", bare).split())


def _kind(words: str) -> Kind:
    concept = _east_asian(words)
    if concept is not None:
        return _KIND_BY_CONCEPT.get(concept) or _as_kind(concept)
    fitting = (kind for kind, pattern in _PATTERNS if pattern.fullmatch(words))
    return next((kind for kind in fitting if kind != "date" or not _NO_SIGNING_DATE.search(words)), "remark")


def _as_kind(concept: Concept) -> Kind:
    return next(kind for kind in _KINDS if kind == concept)


_KINDS: tuple[Kind, ...] = ("name", "role", "signature", "decision", "by", "date", "organisation", "remark")


def _east_asian(words: str) -> Concept | None:
    """What a Chinese, Japanese or Korean label is about, by its end; None when it is no such label."""
    bare = re.sub(r"\s|[欄栏]$", "", words)
    if not _EAST_ASIAN.search(bare) or re.search(r"[a-z]", bare) or _NO_SIGNING_DATE.search(bare):
        return None
    return next((concept for concept, ends in ENDINGS_BY_CONCEPT.items() if re.search(rf"(?:{ends})$", bare)), None)
