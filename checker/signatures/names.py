"""Whether what stands in the place of a name names somebody: `approved`, `the team` and `QA Lead` do not."""

from __future__ import annotations

import re

from checker.patterns import regex
from checker.signatures.marks import is_mere_mark
from checker.values.dates import find_dates, without_dates
from checker.values.people import as_read

_STOCK_NAME = regex(
    r"(?:john|jane|joe)[ .](?:doe|smith|roe|bloggs)|oscar[ .]doe|(?:max|erika)[ .]mustermann|juan[ .]pérez"
    r"|ivan[ .]ivanov|foo(?:[ .]bar)?|test[ .]user|lorem ipsum|your[ .]name|first[ .]?name[ .]last[ .]?name"
    r"|jan kowalski|mario rossi|jean dupont|fulano(?: de tal)?|joão da silva|иван(?:ов)? иван(?:ов)?"
    r"|(?:dr\.? )?\w+ (?:beispiel|muster)"
    r"|山田太郎|张三|李四|王五|홍길동|ann? other|a\.? ?n\.? other",
    re.IGNORECASE,
)
_PROGRAM = regex(
    r"\S+\.(?:sh|py|js|ts|exe|rb|ya?ml)\b|(?<!\w)--?[a-z][\w-]*|\[bot\]|\bbot\b"
    r"|github[- ]actions|jenkins|sonarqube|renovate$|\bautomated\b|\bautomation$"
    r"|\b(?:test suite|unit tests|ci(?:/cd)?(?: pipeline)?|pipeline|linter|scanner|workflow|script|cron(?: ?job)?)$",
    re.IGNORECASE,
)
_OFFICE = r"""
    lead|leads|leader|leadership|managers?|director|directors|officer|head|chief|engineers?|architects?|owners?|sponsors?|president|chair(?:man|woman|person)?
    |coordinator|administrator|admin|supervisor|analysts?|developers?|designer|testers?|auditors?|counsel|attorney
    |secretary|treasurer|consultant|specialist|representative|approvers?|reviewers?|authors?|maintainers?|stakeholders?
    |partner|founder|co-?founder|c[te]o|cfo|coo|ciso|cio|cpo|dpo|pm|po|vp|board|committee|management|team|teams|department
    |group|staff|self|myself|everyone|everybody|somebody|someone|anyone|signatory|witness|client|customer|vendor|supplier|ba|sre|dba
    |leiter(?:in)?|projektleiter(?:in)?|geschäftsführer(?:in)?|geschäftsführung|teamleiter(?:in)?|auftraggeber(?:in)?
    |directeur|directrice|responsable|chef|gerente|jefe|jefa|director|directora|diretor|diretora|coordinador|coordenador
    |direttore|responsabile|projectleider|kierownik|dyrektor|директор|руководитель|经理|总监|负责人|主管|部長|課長|社長|責任者|担当者|팀장|부장
"""
_QUALIFIER = r"""
    the|our|a|an|of|and|for|qa|qc|product|projects?|program(?:me)?|technical|tech|engineering|security|information|data|protection
    |quality|assurance|tests?|testing|risk|compliance|legal|finance|financial|operations?|ops|devops|it|hr|ux|ui|senior|sr
    |junior|vice|deputy|assistant|associate|executive|managing|general|business|development|dev|software|systems?|platform
    |infrastructure|release|delivery|scrum|master|change|clinical|validation|account|design|research|marketing|sales
    |core|frontend|backend|front|back|end|full|stack|principal|staff|solutions?|enterprise|application|service|services|accountable|responsible
    |process|site|plant|lab|laboratory|department|regulatory|affairs|privacy|security|medical|safety|accounting|accountant|external|internal
    |independent|authori[sz]ed|accountable|whole|entire|all|der|die|das|le|la|el|il|o|de|du|des|do|da|del|di
"""
_TITLE = regex(
    rf"\W*(?:(?:{_QUALIFIER})\W+)*(?:{_OFFICE})(?:\W+(?:{_QUALIFIER}|{_OFFICE}))*\W*", re.IGNORECASE | re.VERBOSE
)

_OFFICES = regex(
    rf"(?:\W*\b(?:{_QUALIFIER}|{_OFFICE}|users?|customers?|business|crew|squad|tribe|guild)\b)+\W*",
    re.IGNORECASE | re.VERBOSE,
)
NAME_WORD = r"(?:[^\W\d_a-zß-ÿ][\w.'’-]*|von|van|de|da|del|der|den|di|la|bin|al|y|e)"
"""A word of a name: with a capital, or one that stands between others (`van`)."""


def why_nobody(text: str) -> str:
    """Why a text names no person, as it reads after the name's place; empty when it may name one.

    A handle with a hyphen (`devops-lead`) is an account, whatever its words.
    """
    read = as_read(text).strip(" .,;()")
    bare = without_dates(read) if find_dates(read) else read
    if is_mere_mark(read) or is_mere_mark(bare):
        return f"is a mark, no name: {read}"
    if is_title(bare):
        return f"is a role, no name: {read}"
    return f"is no name: {read}" if is_prose(bare) else ""


def is_title(text: str) -> bool:
    """Whether a text is nothing but what somebody does, or a group (`Security Lead`, `the team`)."""
    return "-" not in text.strip() and _TITLE.fullmatch(text) is not None


def is_office(text: str) -> bool:
    """The same, or the words of one without what makes it one (`the user`, `QA`, `Legal`)."""
    return is_title(text) or _OFFICES.fullmatch(text) is not None


def is_program(text: str) -> bool:
    """Whether a name is that of a program."""
    return _PROGRAM.search(text) is not None


def is_stock_name(text: str) -> bool:
    """Whether a name is one of those that samples are filled with."""
    return _STOCK_NAME.fullmatch(text.strip("@ ")) is not None


def looks_like_name(text: str) -> bool:
    """Whether a text has the form of a name, with titles and a mark of signing perhaps (`/s/ Dr. Ann Lee, CTO`)."""
    words = re.sub(r"[(（].*?[)）]|/+s/+|\bgez\.", " ", as_read(text)).strip()
    east_asian = re.fullmatch(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af·・\s]{2,12}", words)
    return bool(east_asian) or bool(
        re.fullmatch(
            rf"@[\w.-]+|{NAME_WORD}(?:[\s,]+{NAME_WORD}){{0,5}}",
            words,
        )
    )


def is_prose(text: str) -> bool:
    """Whether a text is several plain words (`certificates cited inline`): names have capitals, digits or an `@`."""
    return len(text.split()) > 2 and text.islower() and text.isascii() and not re.search(r"[@\d_]", text)
