"""What people write for nobody and for nothing yet, in a cell of its own.

`None` alone is an answer (*Open risks: none*), and so are *none so far* and the same in other languages: what a field
asks for is not known here. A word for *nobody*, *not assigned*, *not yet* or *to follow* is none, whatever was asked;
neither is *none* in brackets, and what programs write for a value that is not there.
"""

from __future__ import annotations

import re

from checker.model.record import Value
from checker.patterns import regex

_NOBODY = """
nobody; no one; no-one; noone; niemand; keiner; personne; nadie; nessuno; ninguem; ninguém; nikt; никто; ingen
誰もいない; 没有人
无人; 아무도; nimeni; senki; nikdo; kimse; אף אחד; لا أحد; κανείς; ніхто; tidak ada orang; không ai
somebody; someone; anybody; jemand; irgendjemand; irgendwer; quelqu'un; alguien; qualcuno; alguém; iemand; ktoś
кто-то; кто-нибудь; någon; nogen; noen; joku; valaki; někdo; birisi; 誰か; 某人; 누군가; vacant; vakant; unbesetzt
vacante; vago; non pourvu; vacant post
"""
_NOT_ASSIGNED = """
unassigned; un-assigned; not assigned; not yet assigned; no owner; no assignee; ownerless; owner-less
nicht zugewiesen
nicht zugeteilt; nicht vergeben; non attribué; non attribuée; non assigné; non assignée; non assegnato; non assegnata
sin asignar; no asignado; no asignada; não atribuído; não atribuída; sem responsável; niet toegewezen; nieprzypisany
nieprzypisane; не назначен; не назначена; не назначено; ej tilldelad; 未割当; 未割り当て; 担当者なし; 担当なし
未分配; 未指派; 미지정; atanmadı
atanmamış; غير معين; לא הוקצה; не призначено; nepřiřazeno; nincs kijelölve; neatribuit; belum ditugaskan
chưa phân công
"""
_NOT_YET = """
none yet; nothing yet; not yet; no one yet; noch nichts; noch nicht; noch niemand; noch keine; noch keiner
noch keines
aucun encore; aucune encore; personne encore; rien encore; pas encore; todavía no; todavía nada; todavía nadie
aún no; aún nada
aún nadie; aún ninguno; non ancora; ancora no; ancora nessuno; ancora niente; ainda não; ainda nada; ainda ninguém
nog niet
nog niets; nog niemand; nog geen; jeszcze nie; jeszcze nikt; jeszcze nic; пока нет; пока никто; пока ничего; ещё нет
まだなし; まだない
尚无; 暂无; 아직 없음; inte än; ännu inte; ikke ennå; endnu ikke; ei vielä; henüz yok; henüz değil; ليس بعد
לא עדיין; עדיין לא
ще ні; ještě ne; még nem; încă nu; belum; belum ada; chưa; chưa có; όχι ακόμα
"""
_TO_FOLLOW = """
to follow; to come; will follow; not given; none given; not provided; not specified
not stated
not entered; not filled in; not recorded; undefined; undetermined; no data; no value; missing; awaited; awaiting
offen; noch offen; folgt; folgt noch; wird nachgereicht; kommt noch; in klärung; keine angabe; keine angaben
nicht angegeben
n.n.b; nnb; noch nicht bekannt; noch unbekannt; not yet known; inconnu à ce jour; ייקבע בהמשך; ייקבע; להשלמה
wip; work in progress; not started; not started yet; nicht begonnen; noch nicht begonnen; non commencé; sin empezar
non iniziato; não iniciado; niet gestart; nie rozpoczęto; не начато; не розпочато; ej påbörjad
未着手; 未開始; 未开始; 미착수
nicht festgelegt; unbestimmt; fehlt; fehlt noch; steht aus; steht noch aus; à venir; à suivre; à préciser
non renseigné
non renseignée; non précisé; non précisée; non défini; non définie; manquant; manquante; sin definir; sin datos
no especificado
no especificada; no indicado; por determinar; não informado; não definido; não especificado; sem dados
em aberto
non specificato; non specificata; non indicato; non definito; in sospeso; volgt; volgt nog; niet opgegeven
niet ingevuld
ontbreekt; nie podano; nie określono; brak danych; do ustalenia; w przygotowaniu; уточняется; ожидается; не указано
не указан
не указана; не определено; нет данных; уточнюється; очікується; не вказано; немає даних; ej klart; ej angivet
inte klart
saknas; kommer senare; mangler; ikke angivet; ikke angitt; kommer senere; ei tiedossa; puuttuu; avoin
beklemede
bekleniyor; belirlenecek; belirlenmedi; belirtilmedi; eksik; قيد الانتظار; لم يحدد; لم يحدد بعد; لم يتم التحديد
غير محدد; سيحدد لاحقا; سيحدد
معلق; טרם; טרם נקבע; ייקבע; לא נקבע; בהמתנה; נא להשלים; نامشخص; در انتظار; 未记入; 未填写; 未填; 待补充; 暂缺
未記入; 未入力
미기재; 미입력; लंबित; निर्धारित नहीं; chưa xác định; đang chờ; belum ditentukan; menunggu; menyusul; εκκρεμεί
σε αναμονή
bude doplněno; neurčeno; čeká se; chybí; függőben; hiányzik; în așteptare; de stabilit; lipsește; na čekanju
"""
_NONE = """
none; nil; nothing; keine; keiner; keines; nichts; aucun; aucune; rien; néant; ninguno; ninguna; nada; nessuno
nessuna; niente
nenhum; nenhuma; geen; niets; brak; żaden; нет; ничего; ingen; inga; inget; ingenting; ei mitään; yok; hiçbiri
لا شيء; لا يوجد; אין
なし; 無し; 无; 無; 없음; empty; blank; leer; vide; vacío; vazio; vuoto; leeg; puste; пусто
"""
"""Answers, unless they stand in brackets."""
_OF_PROGRAMS = """
null; undefined; nan; #n/a; #nv; #n/d; #null!; #ref!; #value!; #wert!; #name?; #div/0!; #num!; #error!; nul; nullptr
<null>
"""
_OPEN = frozenset({"offen", "avoin", "em aberto", "beklemede", "bekleniyor", "معلق", "menunggu", "in klärung"}) | {
    *("wip", "work in progress", "not started", "not started yet", "nicht begonnen", "noch nicht begonnen"),
    *("non commencé", "sin empezar", "non iniziato", "não iniciado", "niet gestart", "nie rozpoczęto", "не начато"),
    *(
        "не розпочато",
        "ej påbörjad",
        "未着手",
        "未開始",
        "未开始",
        "미착수",
        "vacant",
        "vakant",
        "unbesetzt",
        "vacante",
        "vago",
    ),
}
"""What may be the state of a thing as well, where a state is asked for."""


def _phrases(*lists: str) -> frozenset[str]:
    return frozenset(phrase.strip().casefold() for one in lists for phrase in re.split(r"[;\n]", one) if phrase.strip())


_NOTHING_YET = _phrases(_NOBODY, _NOT_ASSIGNED, _NOT_YET, _TO_FOLLOW, _OF_PROGRAMS)
_ANSWERS = _phrases(_NONE)
_TIME = regex(
    r"^(?:still|currently|as yet|noch|derzeit|encore|todavía|aún|ancora|ainda|nog|пока)\s+"
    r"|\s+(?:yet|so far|for now|currently|at present|noch|encore|todavía|ancora|ainda)$",
    re.IGNORECASE,
)
_AROUND = " \t\n.!…()[]<>–—-（）［］"
_BRACKETED = regex(r"\s*(?:[(\[（［<].*[)\]）］>]|[-–—].*[-–—])\s*", re.DOTALL)
_STRUCK = regex(r"(?<!~)~~(?!~).+?(?<!~)~~(?!~)|<(del|s|strike)\b[^>]*>.*?</\1\s*>", re.DOTALL | re.IGNORECASE)
"""Three tildes are a fence."""
_SAYS = regex(r"[^\W_]|[✓✔✅☑]|!\[")


def says_nobody(text: str) -> bool:
    """Whether a text is a word for nobody, or for nothing yet, and nothing else; `@` is a name left out."""
    whole = " ".join(text.split()).casefold()
    words = whole.strip(_AROUND)
    if words == "@" or not {whole, words, _TIME.sub("", words)}.isdisjoint(_NOTHING_YET):
        return True
    return words in _ANSWERS and _BRACKETED.fullmatch(text) is not None


def may_be_state(text: str) -> bool:
    """Whether such a word says how far a thing is, where that is asked (`Status: offen`)."""
    return " ".join(text.split()).casefold().strip(_AROUND) in _OPEN


def is_struck(value: Value) -> bool:
    """Whether everything that a value says is struck through, and so taken back."""
    rest = _STRUCK.sub("", value.text)
    return rest != value.text and not _SAYS.search(rest)
