"""Sentences of a template that tell the writer what to do, or that say that something is still to come."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.patterns import regex
from checker.slots.kinds import Hit, Kind
from checker.slots.passage import Passage


def _either(*patterns: str) -> str:
    return "(?:" + "|".join(patterns) + ")"


_DONE = _either(
    r"completed|determined|decided|defined|added|filled(?: in| out)?|done|confirmed|announced|scheduled|provided",
    r"updated|written|specified|documented|discussed|assigned|agreed(?: (?:up)?on)?|finali[sz]ed|clarified|supplied",
    r"inserted|named|nominated|set|continued|established|advised|arranged|drafted|described|fleshed out|worked out",
    r"resolved|answered|reviewed|figured out",
)
_TO_BE = regex(rf"(?i)(?<!\w)(?:(?:still|yet) )?to be {_DONE}(?!\w)")

_WHAT = _either("(?:more )?(?:details|information|text|content|results|numbers|data|figures|more)", "this section|link")
_TO_COME = regex(
    rf"(?i)(?<!\w)(?:{_WHAT} )?"
    + _either(
        r"to follow|to come|will follow|coming soon|(?:this (?:page|section|document|chapter|part) is (?:currently "
        r"|still )?)?under construction",
        r"will be (?:added|provided|completed|filled in|written)(?: here)?(?: later| soon| shortly)?",
    )
    + r"(?!\w)"
)

_WILL_BE = regex(
    r"(?<!\w)(?:Will|To) be (?:updated|announced|confirmed|determined|decided|published|documented|specified|defined"
    r"|finali[sz]ed)(?!\w)"
)

_SPACED = _either(
    r"(?:wird|werden) (?:noch )?(?:ergänzt|nachgereicht|nachgetragen|ausgefüllt|festgelegt|bestimmt|benannt"
    r"|entschieden|geklärt)",
    r"folgt in kürze|in arbeit|noch nicht (?:ausgefüllt|bearbeitet|definiert|festgelegt|bekannt|beschrieben)",
    r"en cours de (?:rédaction|définition|validation|construction)|(?:em|en) (?:construção|elaboração|construcción"
    r"|elaboración|redacción)",
    r"noch (?:offen|zu klären|zu ergänzen|festzulegen|zu bestimmen|zu definieren|zu benennen|zu vereinbaren"
    r"|zu entscheiden|auszufüllen)",
    r"à (?:compléter|définir|déterminer|préciser|confirmer|renseigner|venir|remplir|rédiger|décider|convenir|fixer"
    r"|désigner"
    r"|nommer|choisir)",
    r"por (?:definir|determinar|confirmar|completar|rellenar|decidir|acordar|designar|asignar|anunciar|concretar"
    r"|especificar)",
    r"(?:pendiente|pendente) de \w{1,40}",
    r"a (?:definir|determinar|confirmar|completar|preencher|decidir|combinar|acordar|designar|anunciar|ser definido"
    r"|ser preenchido)",
    r"da (?:definire|completare|compilare|determinare|confermare|decidere|stabilire|concordare|nominare|scegliere)",
    r"nader te bepalen|nog (?:te bepalen|in te vullen|aan te vullen)|n\.t\.b\.",
    r"do (?:uzupełnienia|ustalenia|potwierdzenia)",
    r"уточняется|будет (?:добавлено|дополнено|определено|заполнено)|подлежит уточнению|заполнить",
    r"(?:daha sonra )?belirlenecek|doldurulacak|bude doplněno|doplní se|kommer senare|att fylla i|udfyldes",
    r"täydennetään|i'w gadarnhau",
    r"(?:texte?|contenu|texto|contenido|conteúdo|inhalt|testo) (?:à venir|folgt|pendiente|em breve|próximamente"
    r"|in arrivo)",
)
_FOREIGN_SIGNS = (
    *(
        "benannt",
        "entsch",
        "geklärt",
        "decid",
        "décid",
        "acord",
        "combin",
        "design",
        "désign",
        "anunc",
        "concret",
        "stabil",
        "nomin",
        "ergänz",
        "nachge",
        "ausgef",
        "ausz",
        "festg",
        "festz",
        "bestimm",
        "offen",
        "klären",
        "in kürze",
        "in arbeit",
    ),
    *(
        "noch nicht",
        "folgt",
        "compl",
        "defin",
        "détermin",
        "définir",
        "précis",
        "confirm",
        "renseign",
        "à venir",
        "rempl",
    ),
    *("rédig", "en cours", "determin", "rellen", "pendi", "pendente", "preench", "compilare", "conferm", "decidere"),
    *(
        "em constr",
        "em elab",
        "en constr",
        "en elab",
        "en redac",
        "em breve",
        "próxim",
        "in arrivo",
        "bepalen",
        "vullen",
    ),
    *(
        "n.t.b.",
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
    ),
    *(
        "udfyld",
        "täyden",
        "gadarnhau",
        "待",
        "未",
        "追って",
        "要確認",
        "後日",
        "記入",
        "填写",
        "추후",
        "미정",
        "예정",
        "中",
    ),
)
_UNSPACED = _either(
    "待(?:定|补充|補充|填写|填寫|确认|確認|完善|更新|整理|编写|撰写|核实|讨论)|此处填写",
    "未定|未記入|未入力|(?:作成|編集|準備|執筆|調整|検討|選定)中|要確認|追って(?:連絡|記載)|後日(?:記載|記入)|記入してください",
    "미정|추후 (?:결정|작성|기재|공지)|작성 예정",
)
_FOREIGN = regex(rf"(?i)(?<!\w){_SPACED}(?!\w)|{_UNSPACED}")

_HERE = regex(
    r"(?i)(?:(?<=^)|(?<=[(\[.:–—>] )|(?<=[(\[*_>]))(?:please )?"
    r"(?:insert|enter|put|type|write|paste|place|add|describe|provide|list|your)\b[^.\n:;]{0,60} here\b"
    r"|(?<![\w-])(?:add|put|list|include|attach|insert|paste|describe|write|mention) (?:it|them|these|those|any"
    r"|the details) here\b"
    r"|\b(?:insertar|inserte|inserir|insira|insérer|insérez|inserire|inserisci|escriba|escribir|escreva) (?:aquí"
    r"|aqui|ici|qui)\b"
    r"|\bhier (?:[\w-]+ ){0,4}(?:einfügen|eintragen|einsetzen)\b"
    r"|\bgoes here\b|\b(?:(?:may|can|should|must|will) )?go here[.!]?$"
)
_WRITE = regex(
    r"(?i)\b"
    + _either(
        r"fill (?:me|this|these) (?:in|out)",
        r"(?:click|tap) (?:or tap )?here to (?:enter|add|edit)[^.\n]{0,30}",
        r"replace (?:this|the) (?:text|paragraph|section|line|sentence|placeholder|heading)\b[^.\n]{0,60}",
        r"delete (?:this|the) (?:text|paragraph|line|sentence|note|instructions?)\b[^.\n]{0,60}",
        r"(?:delete|remove) (?:all |any |these |the )?(?:guidance|hints|help text|instructions|italic text"
        r"|text in (?:italics|brackets))\b[^.\n]{0,60}",
        r"(?:fill in|fill out|complete) (?:every|each|all(?: of)? the|the) (?:sections?|placeholders?|blanks?"
        r"|brackets?)\b",
        r"please (?:list|describe|explain|specify|elaborate on|provide) (?:them|it|details)[.!]?$",
        r"(?:remove|delete) (?:this|these|the) (?:section|block|template|comment|guidance|example|instruction|note)s? "
        r"(?:before|once|when|after)\b[^.\n]{0,60}",
        r"(?:remove|delete) (?:this|these) (?:section|sections|lines)? ?if\b[^.\n]{0,60}",
        r"(?<![\w-] )placeholder (?:text|for the)\b",
    )
)
_TITLE = regex(r"(?<![^\s:])Your (?:[\w-]+,? ){0,3}(?i:title|name|text|description|summary|address|company)\W*$")

_NOTE = regex(
    r"(?i)(?<![\w\"“'])(?:"
    r"this (?:document|file|page|report|form|is|text)(?: is)? (?:just |only )?(?:an? "
    r"|the )?(?:\w+ )?template(?=[.,;:!]|$|\n| (?:and|only|to be filled|for you to))"
    r"|(?:est[ea] (?:es|documento es|é|arquivo é)|questo è) (?:un[ao]?|uma?) (?:template|plantilla|modelo|modello)\b"
    r"|(?:dies(?:e datei|es dokument)?|das) ist (?:nur )?eine vorlage\b|(?:ceci|ce document) est un (?:modèle"
    r"|gabarit)\b"
    r"|dit is een sjabloon\b|это шаблон\b|これはテンプレート|这是(?:一个)?模板|本文档为模板)"
)
_OPENS = regex(r"(?:[,.;:!?–—|(\[\]{*/=：，；（「、]|\s-)\s*$|^[\s>#*•☐⏳⚠️-]*$")
_CLOSES = regex(r"\s*(?:$|[.,;:!?)\]}*–—。，；：！？）」、|\n(/-])")
_CIRCUMSTANCE = regex(
    r"(?i)\s(?:by|before|after|with|in|on|at|par|avant|lors|avec|durch|von|vor|bis|por|antes|con|da|entro|door|przez)\b"
    r"[^.!?\n]{1,60}[.!?]?\s*"
)
_LAST_WORDS = regex(r"\s*(?:[\w.-]{1,40}\s+){0,7}[\w.-]{0,40}[.!…)\]]*\s*$")
_SOMEONE = regex(r"(?i)\b(?:will|can|may|should|must|you|users?|they|to|also|that|which|is|are|the|a)\s+$")
_LONGEST_REMARK = 12
"""Words of a line that may be nothing but `to be …` and its circumstances."""

_ONES: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...] = (
    (_TO_COME, ("follow", "to come", "coming soon", "will be ", "construction")),
    (_WILL_BE, ("will be ", "to be ")),
    (_FOREIGN, _FOREIGN_SIGNS),
)
"""Sentences of their own, each with what a text in lower case holds that holds one."""
_ORDERS: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...] = (
    (_HERE, (" here", "inser", "insira", "escrib", "escrev", "einfügen", "eintragen", "einsetzen")),
    (
        _WRITE,
        (
            "fill ",
            "replace th",
            "delete th",
            "remove th",
            "placeholder ",
            "click ",
            "tap ",
            "delete ",
            "remove ",
            "complete ",
            "please ",
        ),
    ),
    (_TITLE, ("your ",)),
    (
        _NOTE,
        (
            "template",
            "plantilla",
            "modelo",
            "modello",
            "vorlage",
            "modèle",
            "gabarit",
            "sjabloon",
            "шаблон",
            "テンプレ",
            "模板",
        ),
    ),
)
"""Orders and notes to the writer, likewise."""
SIGNS = ("to be ", *(sign for _, signs in (*_ONES, *_ORDERS) for sign in signs))
"""Without any of these, in lower case, a text holds no such sentence."""


def find_instructions(passage: Passage) -> Iterator[Hit]:
    """Template sentences, where they are a sentence, a value or a remark of their own."""
    lower = passage.text.lower()
    for found in _TO_BE.finditer(passage.text) if "to be " in lower else ():
        if _opens(passage, found) and _is_sentence(passage, found):
            yield Hit(Kind.INSTRUCTION, *found.span())
    for pattern, signs in _ONES:
        for found in pattern.finditer(passage.text) if any(sign in lower for sign in signs) else ():
            if _opens(passage, found) and _closes(passage, found):
                yield Hit(Kind.INSTRUCTION, *found.span())
    for pattern, signs in _ORDERS:
        for found in pattern.finditer(passage.text) if any(sign in lower for sign in signs) else ():
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
