"""What the columns and labels of a sign-off are about, in the languages in which people head them."""

from __future__ import annotations

import re
from typing import Literal

Kind = Literal["name", "role", "signature", "decision", "by", "date", "remark"]
"""`by`: who did it (`Approved by`), which names the signer and is the mark at once. `remark`: anything else."""

_DATE = "date|dated|datum|fecha|data|when|timestamp|дата|日付|日期|ngày"
_SIGNATURE = (
    "signatures?|sign|signed|sign here|e-?signature|initials|unterschrift|firma|assinatura|handtekening|podpis|подпись"
    "|署名|签名|chữ ký"
)
_NO_SIGNING_DATE = re.compile(r"\b(?:due|target|planned|effective|expected|start|end|next|expiry|valid)\b")
_BY = re.compile(
    r".*\b(?:approved|signed(?: off)?|authori[sz]ed|reviewed|accepted|confirmed|verified|endorsed|acknowledged"
    r"|witnessed|agreed|ratified|countersigned) by|freigegeben von|genehmigt von|approuvé par"
    r"|aprobado por|approvato da|утвердил"
)
_DECISION = re.compile(
    r"(?:final )?(?:decisions?|approv(?:al|ed)(?: status)?|sign off(?: status)?|signed off|status|outcome|verdict"
    r"|result|vote|consent|confirm(?:ed|ation)|accept(?:ed|ance)|agreed|go no go|entscheidung|freigabe|décision"
    r"|decisión|decisão|decisione|решение|статус|quyết định)"
)
_ROLE = re.compile(
    r".*\b(?:role|title|position|function|action|team|department|capacity|responsibility|rolle|funktion|rôle|rol|cargo|ruolo"
    r"|роль|должность|vai trò)\b.*"
)
_NAME = re.compile(
    r".*\b(?:name|approvers?|reviewers?|signator(?:y|ies)|signers?|signees?|agent|person|who|stakeholder|participant|member"
    r"|witness|nombre|nom|nome|имя|фио|họ tên)\b.*|姓名|氏名"
)


def kind_of(label: str) -> Kind:
    """What a column's heading or a line's label is about."""
    words = " ".join(re.sub(r"[^\w/&+-]|_", " ", label.lower()).replace("-", " ").split())
    if kind := _date_or_signature(words):
        return kind
    for kind, pattern in _PATTERN_BY_KIND.items():
        if pattern.fullmatch(words):
            return kind
    return "remark"


_PATTERN_BY_KIND: dict[Kind, re.Pattern[str]] = {"by": _BY, "decision": _DECISION, "name": _NAME, "role": _ROLE}


def _date_or_signature(words: str) -> Kind | None:
    """A date of signing, or a signature; `Signature / Date` is a signature whose cell may hold the date as well."""
    dated = re.fullmatch(rf"(?:[\w]+ ){{0,2}}(?:{_DATE})(?: \w+){{0,2}}", words) and not _NO_SIGNING_DATE.search(words)
    if re.fullmatch(rf"(?:[\w]+ ){{0,2}}(?:{_SIGNATURE})(?:\s*[/&+]\s*.*| and .*| \w+)?", words) and not dated:
        return "signature"
    return "date" if dated else None
