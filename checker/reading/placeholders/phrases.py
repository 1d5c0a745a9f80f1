"""Sentences of a template that tell the writer what to do, or that say that something is still to come."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.reading.placeholders.kinds import Hit, Kind
from checker.reading.placeholders.passage import Passage


def _either(*patterns: str) -> str:
    return "(?:" + "|".join(patterns) + ")"


_DONE = _either(
    r"completed|determined|decided|defined|added|filled(?: in| out)?|done|confirmed|announced|scheduled|provided",
    r"updated|written|specified|documented|discussed|assigned|agreed(?: (?:up)?on)?|finali[sz]ed|clarified|supplied",
    r"inserted|named|nominated|set|continued|established|advised|arranged|drafted|described|fleshed out|worked out",
    r"resolved|answered|reviewed|figured out",
)
_TO_BE = re.compile(rf"(?i)(?<!\w)(?:(?:still|yet) )?to be {_DONE}(?!\w)")

_WHAT = _either("(?:more )?(?:details|information|text|content|results|numbers|data|figures|more)", "this section|link")
_TO_COME = re.compile(
    rf"(?i)(?<!\w)(?:{_WHAT} )?"
    + _either(
        r"to follow|to come|will follow|coming soon|under construction",
        r"will be (?:added|provided|completed|filled in|written)(?: here)?(?: later| soon| shortly)?",
    )
    + r"(?!\w)"
)

_SPACED = _either(
    r"(?:wird|werden) (?:noch )?(?:ergänzt|nachgereicht|nachgetragen|ausgefüllt|festgelegt|bestimmt)",
    r"folgt in kürze|in arbeit",
    r"noch (?:offen|zu klären|zu ergänzen|festzulegen|zu bestimmen|auszufüllen)",
    r"à (?:compléter|définir|déterminer|préciser|confirmer|renseigner|venir|remplir|rédiger)",
    r"por (?:definir|determinar|confirmar|completar|rellenar)|(?:pendiente|pendente) de \w{1,40}",
    r"a (?:definir|determinar|confirmar|completar|preencher|ser definido|ser preenchido)",
    r"da (?:definire|completare|compilare|determinare|confermare|decidere)",
    r"nader te bepalen|nog (?:te bepalen|in te vullen|aan te vullen)|n\.t\.b\.",
    r"do (?:uzupełnienia|ustalenia|potwierdzenia)",
    r"уточняется|будет (?:добавлено|дополнено|определено|заполнено)|подлежит уточнению|заполнить",
    r"(?:daha sonra )?belirlenecek|doldurulacak|bude doplněno|doplní se|kommer senare|att fylla i|udfyldes",
    r"täydennetään|i'w gadarnhau",
)
_UNSPACED = _either(
    "待定|待补充|待補充|待填写|待填寫|待确认|待確認|此处填写",
    "未定|要確認|追って(?:連絡|記載)|後日(?:記載|記入)|記入してください",
    "미정|추후 (?:결정|작성|기재|공지)|작성 예정",
)
_FOREIGN = re.compile(rf"(?i)(?<!\w){_SPACED}(?!\w)|{_UNSPACED}")

_HERE = re.compile(
    r"(?i)(?:(?<=^)|(?<=[(\[.:–—>] )|(?<=[(\[*_>]))(?:please )?"
    r"(?:insert|enter|put|type|write|paste|place|add|describe|provide|list|your)\b[^.\n:;]{0,60} here\b"
    r"|\bgoes here\b|\bgo here[.!]?$"
)
_WRITE = re.compile(
    r"(?i)\b"
    + _either(
        r"fill (?:me|this|these) (?:in|out)",
        r"(?:click|tap) (?:or tap )?here to (?:enter|add|edit)[^.\n]{0,30}",
        r"replace (?:this|the) (?:text|paragraph|section|line|sentence|placeholder|heading)\b[^.\n]{0,60}",
        r"delete (?:this|the) (?:text|paragraph|line|sentence|note|instructions?)\b[^.\n]{0,60}",
        r"(?:remove|delete) (?:this|these|the) (?:section|block|template|comment|guidance|example|instruction|note)s? "
        r"(?:before|once|when|after)\b[^.\n]{0,60}",
        r"(?:remove|delete) (?:this|these) (?:section|sections|lines)? ?if\b[^.\n]{0,60}",
        r"placeholder (?:text|for the)\b",
    )
)
_TITLE = re.compile(r"(?<![^\s:])Your (?:[\w-]+,? ){0,3}(?i:title|name|text|description|summary|address|company)\W*$")

_OPENS = re.compile(r"(?:[,.;:!?–—|(\[{*/=]|\s-)\s*$|^[\s>#*•☐⏳⚠️-]*$")
_CLOSES = re.compile(r"\s*(?:$|[.,;:!?)\]}*–—|\n(/-])")
_CIRCUMSTANCE = re.compile(
    r"(?i)\s(?:by|before|after|with|in|on|at|par|avant|lors|avec|durch|von|vor|bis|por|antes|con|da|entro|door|przez)\b"
    r"[^.!?\n]{1,60}[.!?]?\s*"
)
_LAST_WORDS = re.compile(r"\s*(?:[\w.-]{1,40}\s+){0,7}[\w.-]{0,40}[.!…)\]]*\s*$")
_SOMEONE = re.compile(r"(?i)\b(?:will|can|may|should|must|you|users?|they|please|to|also|that|which|is|are|the|a)\s+$")
_LONGEST_REMARK = 12
"""Words of a line that may be nothing but `to be …` and its circumstances."""

SIGNS = (
    *(
        "to be ",
        " here",
        "fill ",
        "follow",
        "to come",
        "coming soon",
        "will be ",
        "construction",
        "replace th",
        "delete th",
    ),
    *(
        "remove th",
        "placeholder ",
        "your ",
        "ergänz",
        "nachge",
        "ausgef",
        "ausz",
        "festg",
        "festz",
        "bestimm",
        "offen",
        "klären",
    ),
    *(
        "in kürze",
        "in arbeit",
        "compl",
        "defin",
        "détermin",
        "définir",
        "précis",
        "confirm",
        "renseign",
        "à venir",
        "rempl",
        "rédig",
    ),
    *(
        "determin",
        "rellen",
        "pendi",
        "pendente",
        "preench",
        "compilare",
        "conferm",
        "decidere",
        "bepalen",
        "vullen",
        "n.t.b.",
    ),
    *(
        "do u",
        "do p",
        "уточ",
        "будет ",
        "подлежит",
        "заполн",
        "belirle",
        "doldur",
        "dopln",
        "kommer ",
        "att fylla",
        "udfyld",
    ),
    *("täyden", "gadarnhau", "待", "未定", "追って", "要確認", "後日", "記入", "填写", "추후", "미정", "예정"),
)
"""Without any of these, in lower case, a text holds no such sentence."""


def find_instructions(passage: Passage) -> Iterator[Hit]:
    """Template sentences, where they are a sentence, a value or a remark of their own."""
    for found in _TO_BE.finditer(passage.text):
        if _opens(passage, found) and _is_sentence(passage, found):
            yield Hit(Kind.INSTRUCTION, *found.span())
    for pattern in (_TO_COME, _FOREIGN):
        for found in pattern.finditer(passage.text):
            if _opens(passage, found) and _closes(passage, found):
                yield Hit(Kind.INSTRUCTION, *found.span())
    for pattern in (_HERE, _WRITE, _TITLE):
        for found in pattern.finditer(passage.text):
            linked = passage.in_link(found.end() - 1, found.end())
            if (
                not linked
                and not passage.mentioned(*found.span())
                and not _SOMEONE.search(passage.line_before(found.start())[-12:])
            ):
                yield Hit(Kind.INSTRUCTION, *found.span())


def _opens(passage: Passage, found: re.Match[str]) -> bool:
    """Whether a sentence, a value or a remark begins here."""
    before = passage.line_before(found.start())
    return bool(_OPENS.search(before[-40:])) and not passage.mentioned(*found.span())


def _closes(passage: Passage, found: re.Match[str]) -> bool:
    """Whether the sentence ends here, or says only by whom or when; such a sentence begins with a capital letter."""
    if _CLOSES.match(passage.text, found.end()):
        return True
    return found.group()[0].isupper() and bool(_CIRCUMSTANCE.fullmatch(passage.line_after(found.end())))


def _is_sentence(passage: Passage, found: re.Match[str]) -> bool:
    """Whether `to be …` is what is said, and not the rest of a sentence that runs over from the line before."""
    if found.group()[0].isupper() or passage.cell or passage.labelled(found.start()):
        return True
    is_short = len(passage.text.split(maxsplit=_LONGEST_REMARK)) <= _LONGEST_REMARK
    return is_short and bool(_LAST_WORDS.match(passage.line_after(found.end())))
