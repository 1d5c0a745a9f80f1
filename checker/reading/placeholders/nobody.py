"""What people write for nobody and for nothing yet, in a cell of its own.

`None` alone is an answer (*Open risks: none*), and so are *none so far* and the same in other languages: what a field
asks for is not known here. A word for *nobody*, *not assigned* or *not yet* is none, whatever was asked.
"""

from __future__ import annotations

import re

from checker.model.record import Value

_NOBODY = """
    nobody|no-?\\ ?one|niemand|keiner|personne|nadie|nessuno|ningu[eé]m|nikt|никто|ingen|誰もいない|没有人|无人|아무도
"""
_NOT_ASSIGNED = """
    un-?assigned|not\\ (?:\\w+\\ )?assigned|no\\ (?:owner|assignee)|owner-?less
  | nicht\\ (?:zugewiesen|zugeteilt|vergeben)|non\\ (?:attribuée?|assignée?|assegnat[oa])
  | sin\\ asignar|no\\ asignad[oa]|não\\ atribuíd[oa]|sem\\ responsável|niet\\ toegewezen|nieprzypisan[ey]
  | не\\ назначен[оа]?|ej\\ tilldelad|未割り?当て?|担当者?なし|未分配|未指派|미지정
"""
_NOT_YET = """
    (?:none|nothing|not|no)\\ (?:one\\ )?yet|noch\\ (?:nichts?|niemand|keine[rs]?|nicht)
  | (?:aucune?|personne|rien)\\ encore|pas\\ encore|(?:todavía|aún)\\ (?:no|nada|nadie|ninguno)
  | (?:non\\ )?ancora\\ (?:no|nessuno|niente)|ainda\\ (?:não|nada|ninguém)|nog\\ (?:niet|niets|niemand|geen)
  | jeszcze\\ (?:nie|nikt|nic)|пока\\ (?:нет|никто|ничего)|まだ(?:なし|ない)|尚无|暂无|아직\\ 없음
"""
_TIME = r"(?:\ (?:yet|so\ far|for\ now|currently|at\ present|noch|encore|todavía|ancora|ainda))?"
_NOTHING_YET = re.compile(
    rf"(?:still\ |currently\ |as\ yet\ |noch\ |derzeit\ )?(?:(?:{_NOBODY}|{_NOT_ASSIGNED}){_TIME}|{_NOT_YET})",
    re.IGNORECASE | re.VERBOSE,
)
_AROUND = " \t\n.!()[]<>–—-"
_STRUCK = re.compile(r"~~.+?~~|<(del|s|strike)\b[^>]*>.*?</\1\s*>", re.DOTALL | re.IGNORECASE)
_SAYS = re.compile(r"[^\W_]|[✓✔✅☑]|!\[")


def says_nobody(text: str) -> bool:
    """Whether a text is a word for nobody, or for nothing yet, and nothing else; `@` is a name left out."""
    words = " ".join(text.split()).strip(_AROUND)
    return words == "@" or _NOTHING_YET.fullmatch(words) is not None


def is_struck(value: Value) -> bool:
    """Whether everything that a value says is struck through, and so taken back."""
    rest = _STRUCK.sub("", value.text)
    return rest != value.text and not _SAYS.search(rest)
