"""Whom a text names.

People write `Raja`, `R. Choudhary`, `Choudhary, Raja (Founder)`, `raja.choudhary@example.org` or `@raja-choudhary` for
one person, and `awaiting Raja`, `Raja Sharma` or `raja-choudhary[bot]` when they do not mean him. Accents may be left
out or spelled out (`Joerg` for `Jörg`); apart from that letters count as they are: a look-alike from another alphabet
or an invisible character inside a name makes another name.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator
from functools import cache, lru_cache

from checker import lexicon
from checker.classes import dataclass
from checker.model.language import Person
from checker.model.letters import composed
from checker.patterns import regex
from checker.text.glyphs import as_latin
from checker.values.dates import MONTHS

_GLUE = r"\w\u00ad\u0300-\u036f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff"
"""What makes a name longer when it touches it: letters, digits, combining and invisible characters."""
_BEFORE = rf"(?<![{_GLUE}@])(?<!\w[-'’.])"
_AFTER = rf"(?![{_GLUE}@])(?!-\w)(?!\.\w)(?!['’](?!s\b)\w)(?!\s?[\[(]bot[\])])"
_MAIL = r"@[\w-]+(?:\.[\w-]+)+"

_REACH = 80
"""How many characters beside a name can bear on it."""
_EMPHASIS = regex(r"[*`]+|~~|(?<!\w)_+|_+(?!\w)")
_JOINT = regex(r"\s*(?:[&+/]|,\s*&?)\s*")
_WORD_BEFORE = regex(r"([^\W\d_][\w'’.-]*) $")
_WORD_AFTER = regex(r" ([^\W\d_][\w'’-]*)\.? ?(.?)")
_SET_OFF = regex(r"(?:\s|[-–—:,;(\[])+")
_ASKED = regex(r"[\s(]*\w*\?")
_POSSESSIVE = regex(r"['’]s\s+")
_MARKS_BEHIND = regex(r"[\s:.,(–—-]*")
_NO_SURNAMES = (
    "person.beside",
    "person.title",
    "person.degree",
    "name.office",
    "name.qualifier",
    "date.weekday",
    *MONTHS,
)
"""What stands beside a name without being part of it."""
_MOST_WORDS_BY_CONCEPT = {"person.kept_out": 0, "person.not_by": 3, "person.awaited": 3}
"""What keeps a name out that follows, behind so many other words (`awaiting signature from Raja`)."""


@dataclass(frozen=True, slots=True)
class _Mention:
    """A spelling of a known name in a text. person: None when several people share the spelling."""

    person: Person | None
    start: int
    end: int
    full: bool


def names_person(text: str, person: Person, everyone: Collection[Person]) -> bool:
    """Whether a text names a person as one of those it is about.

    everyone: the people the policy knows; a first name that two of them share names neither. A name that the text takes
    back (`awaiting Raja`, `for Raja`, `Raja (absent)`, `Raja?`) does not count, nor does another person's that begins
    alike (`Raja Sharma`, `Rajat`).
    """
    known = everyone if any(other.id == person.id for other in everyone) else (*everyone, person)
    return any(named.id == person.id for named in people_named(text, known))


def people_named(text: str, everyone: Collection[Person]) -> tuple[Person, ...]:
    """The known people that a text names, in its order, each once; see `names_person` for what counts."""
    read = as_read(text)
    found: dict[str, Person] = {}
    for mention in _standing(read, list(_mentions(read, tuple(everyone)))):
        if mention.person is not None:
            found.setdefault(mention.person.id, mention.person)
    return tuple(found.values())


def people_mentioned(text: str, everyone: Collection[Person]) -> tuple[Person, ...]:
    """The known people whose names stand in a text, those that it takes back (`Raja declined`) included."""
    found = {one.person.id: one.person for one in _mentions(as_read(text), tuple(everyone)) if one.person is not None}
    return tuple(found.values())


def without_people(text: str, everyone: Collection[Person]) -> str:
    """A text without the names of known people, those that it takes back included."""
    read = as_read(text)
    for mention in reversed(list(_mentions(read, tuple(everyone)))):
        read = f"{read[: mention.start]} {read[mention.end :]}"
    return " ".join(read.split())


def as_read(text: str) -> str:
    """A text without remnants of emphasis, composed letters, blanks folded."""
    return " ".join(_EMPHASIS.sub("", composed(text)).split())


def initials_of(person: Person) -> str:
    """The initials of a name, in lower case (`rc`)."""
    return "".join(word[0] for word in _name_words(person)).lower()


def _mentions(read: str, everyone: tuple[Person, ...]) -> Iterator[_Mention]:
    if not everyone:
        return
    pattern, owners = _spellings(everyone)
    for match in pattern.finditer(_folded(read)):
        person, full = owners[int(str(match.lastgroup)[1:])]
        yield _Mention(person, match.start(), match.end(), full)


def look_alike_of(text: str, person: Person, everyone: Collection[Person]) -> bool:
    """Whether a text can be taken for a person's name by eye, and is another one letter by letter."""
    return not names_person(text, person, everyone) and names_person(as_latin(text), person, everyone)


def _folded(text: str) -> str:
    """The text in lower case without accents, as long as it was, so that positions agree; an umlaut stays one."""
    return "".join(map(_folded_letter, text))


@lru_cache(maxsize=4096)
def _folded_letter(letter: str) -> str:
    low = _BARE.get(letter) or letter.lower()
    if low in _SPELLED_OUT or low.isascii():
        return low
    parts = unicodedata.normalize("NFD", low)
    is_latin = parts[0].isascii() and all(unicodedata.combining(mark) for mark in parts[1:])
    return parts[0] if is_latin else low if len(low) == 1 else letter


_BARE = {"İ": "i", "ı": "i", "ł": "l", "Ł": "l", "đ": "d", "Đ": "d", "ð": "d", "Ð": "d"}
_SPELLED_OUT = {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "å": "aa", "ø": "oe", "æ": "ae", "þ": "th"}
"""Letters that people also spell out, in names that are typed without them."""
_SPELLINGS_BY_PART = {
    **{
        letter: f"(?:{letter}|{spelled}|{unicodedata.normalize('NFD', letter)[0]})"
        for letter, spelled in _SPELLED_OUT.items()
    },
    "ae": "(?:ae|ä|æ)",
    "oe": "(?:oe|ö|ø)",
    "ue": "(?:ue|ü)",
    "ss": "(?:ss|ß)",
    "aa": "(?:aa|å)",
    "th": "(?:th|þ)",
    "a": "[aäå]",
    "o": "[oöø]",
    "u": "[uü]",
}
"""What may stand in a folded text for a part of a folded name."""
_PART = regex("|".join(sorted(_SPELLINGS_BY_PART, key=len, reverse=True)) + "|.", re.DOTALL)


def _spelled(name: str) -> str:
    """A pattern for a name or part of one, in folded text."""
    return "".join(_SPELLINGS_BY_PART.get(part) or re.escape(part) for part in _PART.findall(_folded(name)))


def _standing(read: str, mentions: list[_Mention]) -> Iterator[_Mention]:
    """The mentions that the text does not take back and that are not the beginning of somebody else's name."""
    starts, ends = {mention.start for mention in mentions}, {mention.end for mention in mentions}
    taken_back_until = -1
    for mention in mentions:
        chained = taken_back_until >= 0 and _joins(read[taken_back_until : mention.start])
        if chained or _keeps_out(read[max(0, mention.start - _REACH) : mention.start]):
            taken_back_until = mention.end
        elif not _takes_back(read[mention.end :][:_REACH]) and not _goes_on(read, mention, starts, ends):
            yield mention


def _joins(between: str) -> bool:
    return _JOINT.fullmatch(lexicon.without(between, "person.joint", instead="&")) is not None


def _keeps_out(before: str) -> bool:
    """Whether what stands before a name says that somebody else is meant, or that it is still to come."""
    while title := lexicon.ends(before, "person.title"):
        before = before[: title.start]
    for concept, most in _MOST_WORDS_BY_CONCEPT.items():
        for match in lexicon.find(before, concept):
            rest = before[match.end :]
            words = re.findall(r"\w+", rest)
            near = len(words) <= most and not lexicon.holds(rest, "person.but")
            if near and _MARKS_BEHIND.fullmatch(re.sub(r"\w", "", rest)):
                return True
    return False


def _takes_back(after: str) -> bool:
    """Whether what stands behind a name takes it back: `?`, `(absent)`, `'s deputy`."""
    if _ASKED.match(after):
        return True
    if possessive := _POSSESSIVE.match(after):
        return lexicon.begins(after[possessive.end() :], "person.substitute") is not None
    set_off = _SET_OFF.match(after)
    rest = after[set_off.end() :] if set_off else ""
    while rest and (linking := lexicon.begins(rest, "person.linking")) and not lexicon.begins(rest, _TAKEN_BACK):
        rest = rest[linking.end :]
    return bool(rest) and lexicon.begins(rest, _TAKEN_BACK) is not None


_TAKEN_BACK = "person.taken_back"


def _goes_on(read: str, mention: _Mention, starts: set[int], ends: set[int]) -> bool:
    """Whether a word beside the mention makes it another person's name (`Raja Sharma`, `Kumar Raja`)."""
    after = _WORD_AFTER.match(read, mention.end)
    if after and mention.end + 1 not in starts:
        alone = after.end() >= len(read) or after[2] in tuple(",;:/+&|()–—")
        if _like_surname(after[1], mention, alone=alone):
            return True
    reached = max(0, mention.start - _REACH)
    before = _WORD_BEFORE.search(read[reached : mention.start])
    if before is None or mention.start - 1 in ends or mention.full:
        return False
    alone = reached + before.start() == 0 and mention.end == len(read)
    return _like_surname(before[1], mention, alone=alone)


def _like_surname(word: str, mention: _Mention, *, alone: bool) -> bool:
    """Whether a word beside a name may belong to it. alone: nothing else stands there, so that case says little."""
    plain = word.lower().rstrip(".")
    role = mention.person.role.lower().split() if mention.person else []
    if plain in role or any(lexicon.wholly(plain, concept) for concept in _NO_SURNAMES):
        return False
    return word[0].isupper() or (alone and not plain.endswith(("ed", "ing", "ly")))


@lru_cache(maxsize=64)
def _spellings(everyone: tuple[Person, ...]) -> tuple[re.Pattern[str], list[tuple[Person | None, bool]]]:
    """One pattern for all spellings of all names, the longer ones first, and whom each of its groups names."""
    owners: dict[str, tuple[bool, set[str]]] = {}
    for person in everyone:
        for spelling, given in _spellings_of(person):
            strong, ids = owners.get(spelling, (False, set()))
            if given and not strong:
                owners[spelling] = (True, {person.id})
            elif given or not strong:
                owners[spelling] = (strong, ids | {person.id})
    by_id = {person.id: person for person in everyone}
    ordered = sorted(owners, key=lambda spelling: (-spelling.count(r"\ "), -len(spelling)))
    named = [(by_id[min(owners[s][1])] if len(owners[s][1]) == 1 else None, r"\ " in s) for s in ordered]
    groups = "|".join(f"(?P<s{position}>{spelling})" for position, spelling in enumerate(ordered))
    return re.compile(f"(?:{_BEFORE}|(?=@))(?:{groups}){_AFTER}"), named


def _spellings_of(person: Person) -> Iterator[tuple[str, bool]]:
    """Patterns for a person's names, with whether the policy gives that spelling itself."""
    words = _name_words(person)
    for given in (" ".join(words), *person.aliases):
        if pattern := r"\ ".join(map(_spelled, as_read(given).split())):
            yield pattern.removesuffix(r"\.") + (r"\.?" if pattern.endswith(r"\.") else ""), True
    if person.login:
        login = re.escape(person.login.lower())
        yield from ((rf"@{login}", True), (login, True), (login + _MAIL, True))
    if words:
        yield _spelled(words[0]), False
    if len(words) > 1:
        yield from ((spelling, False) for spelling in _short_forms(words[0], words[-1]))


def _short_forms(given: str, family: str) -> Iterator[str]:
    initial, first, last = _spelled(given[0]), _spelled(given), _spelled(family)
    yield rf"{first}\ (?:\w\.?\ ?){{0,2}}(?<=\ |\.){last}"
    yield rf"{initial}(?:\.\ ?|\ ){last}"
    yield rf"{last},?\ {first}(?:\ \w\b\.?)?"
    yield rf"{last},\ ?{initial}\.?"
    yield rf"(?:{_titles()})\.?\ {last}"
    yield rf"(?:(?:{first}|{initial})[._-]?{last}|{last}[._-]?(?:{first}|{initial}))(?:\+[\w.-]+)?{_MAIL}"


def _name_words(person: Person) -> list[str]:
    words = as_read(person.name).split()
    return [word for word in words if not lexicon.wholly(word, "person.title")] or words


@cache
def _titles() -> str:
    return "|".join(map(re.escape, lexicon.phrases_for("person.title")))


def strangers_in(text: str, allowed: Collection[Person], everyone: Collection[Person]) -> tuple[list[str], list[str]]:
    """Who is named in one line of text beside some people: for certain, and what may be somebody.

    What stands between commas and the like is looked at part by part. A part with one of them in it is about them,
    with a role or a remark; so is one that says their role, an office or a day.
    """
    read = as_read(text)
    mentions = list(_mentions(read, tuple(everyone)))
    ids = {one.id for one in allowed}
    certain = [read[one.start : one.end] for one in mentions if one.person is not None and one.person.id not in ids]
    doubtful = [read[one.start : one.end] for one in mentions if one.person is None]
    for mention in reversed(mentions):
        read = f"{read[: mention.start]}{_MASK}{read[mention.end :]}"
    roles = {one.role.casefold() for one in allowed if one.role}
    for part in _ENTRY.split(lexicon.without(_BRACKETS.sub(" ", read), "person.joint", instead="&")):
        words = part.strip(" .:-–—").split()
        if _MASK in part or not words or " ".join(words).casefold() in roles or _is_no_name(words):
            continue
        is_name = len(words) <= _LONGEST_NAME and all(word[0].isupper() or "@" in word for word in words)
        (certain if is_name else doubtful).append(" ".join(words))
    return certain, doubtful


def _is_no_name(words: list[str]) -> bool:
    """Whether words are an office, a title, a day or a number, which is nobody's name."""
    return all(
        not any(sign.isalpha() for sign in word)
        or any(lexicon.wholly(word.lower().rstrip("."), concept) for concept in _NO_SURNAMES)
        for word in words
    )


_MASK = "\ufffc"
_ENTRY = regex(r"[,;/&+|\n]+")
_BRACKETS = regex(r"[(\[][^()\[\]]*[)\]]")
_LONGEST_NAME = 4
