"""Square brackets: telling a slot from a link label, a tag, a box, an index, a citation or a remark.

The rules are asked one after the other; the first that has an opinion decides.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from checker.patterns import regex
from checker.slots.bracket import Bracket
from checker.slots.choices import is_choice
from checker.slots.innocent import EDITORIAL, NUMBERED_PARTS, REMARKS, TAGS
from checker.slots.kinds import Hit, Kind
from checker.slots.masks import UNIT, holds_mask
from checker.slots.passage import Passage
from checker.slots.tokens import is_named
from checker.slots.words import (
    FIRST_ONLY_IN_VALUES,
    INSTRUCTIONS,
    NOUNS,
    PLAIN_NOUNS,
    is_foreign_noun,
    names_slot,
    parts_of,
    word_set,
)

_BRACKET = regex(r"\[([^\[\]]{0,400})\]")
_WORD = regex(r"[^\W\d_]{2}|[^\x00-\u2e7f]")
_MISSING = regex(
    r"(?<!\w)(?:TB[ADC]|tbd|TO[ -]?DO|FIXME|X{3,}|N{3,}|\?{3,})(?!\w)|^\s*(?:tb[ac]|\?{2,3}|…|\.{3})\s*$|_{3,}|\d\.X+$"
)
_OPEN_END = regex(r"\w(?:…|\.{3})\s*$|[^\W\d_][^.…]*(?:…|\.{3})\s*$")
_SYNOPSIS = regex(r"[A-Z_]+ ?\.{3}|--?\w.*|[\"'].*[\"']")
_REMARK = regex(r"(?i)\b(?:to be \w+|fill(?:ed)? in|to follow|coming soon|goes here|if known|if any)\b")
_EXAMPLE = regex(r"(?i)(?:e\.g\.|eg[., ]|ex[.:]|z\.\s?b\.|p\. ?ex\.|p\. ?ej\.|np\.|например|bijv\.|例)")
_CALCULATED = regex(r"(?i)\b[^\W\d_]{1,40} ?[+±] ?\d+ [a-z]+$")
_ENUMERATED = regex(r"(?:[^\W\d_]{3,}|\w*[^\x00-\x7f]\w*) (?:\d{1,2}|[a-zA-Z])")
_NUMBERED = regex(r"[^\W\d_]{2,}\d{1,2}")
_CONSTANT = regex(r"[^\W\d_]+(?:_[^\W_]+)+")
_TARGET = regex(r"(?:https?:|www\.|mailto:|#\w|\.{0,2}/|[\w./-]+\.(?:md|html?|pdf|png)\b)")
_CODE = regex(r"[=;{}\\`&$^]|::|\(\)|->|\"\"|^[?!^:*]|^@[\w-]+(?:/|\])|^\w+://|\*$")
_BLANK = regex(r" {3,}|[●•]+|_{2,}|\.{4,}")
_LETTERS_FOR_NUMBERS = frozenset({"X", "N", "Y", "XX", "NN", "x", "n", "y", "#", "##"})
_UNKNOWN = regex(r"\?{2,}|TB[ADC]")
"""Content that leaves no doubt, wherever it stands (`cx[??]`)."""
_MASKED_DIGITS = regex(r"(?=[^xXnN]*[xXnN])\d{0,6}[xXnN\d]{0,4}[.,][xXnN]{1,3}\s?%?")
_ZEROS = regex(r"0{3,8}")
_COUNTED = regex(
    r"\s?(?:%|(?!(?:in|on|of|to|at|is|are|was|and|or|by|as|the|for|with|from|if|means?)\b)[^\W\d_]{1,12}\b)"
)
_FACT = regex(r"(?<![\w.])(?:(?:19|20)\d\d|v?\d{1,3}\.\d{1,3}\.\d{1,3})(?!\w)")
"""A year or a version: nobody writes one where it is to be replaced."""
_UNIT_WORD = regex(rf"(?i){UNIT}|[kmgt]i?b|bytes?|bits?|gwei|wei|eth")
_DOTTED = regex(r"[a-z]{2,}(?:[._-][a-z]{2,})+")
_IS = regex(r"(?i)\b(?:is|are|was|be)\s$")
_VERB = regex(r" (?:is|are|was|were|has|have|had|will|shall|must|may|can|agrees?|confirms?|accepts?|hereby|and|or)\b")
"""What follows a bracket that is the subject of its sentence, and no tag before it."""
_SIGNS_BEFORE = ("#", "@", "$", "€", "£", "/")
_NUMBERED_THINGS = word_set("issue ticket number pr id nr")
_TAGGING = regex(r"(?i)\b(?:tags?|keywords?|labels?|categor(?:y|ies)|types?|topics?|scopes?|areas?)\W*$")
"""Labels behind which words in brackets are what they say."""
_OPENING_PARTS = word_set("your insert enter some my")
_CLOSING_PARTS = word_set(
    "name names date number id title url link email address version value description code handle path"
)
_PART_OF = regex(
    r"(?i)(?:name|names|date|title|number|nom|noms|nombre|nome|naam|datum|titre|título|titolo|titel|fecha|data"
    r"|numéro|número)"
    r" (?:of|der|des|du|de|del|della|do|da|van)\b"
)
"""`[Name of the project]` is no tag, wherever it stands."""
_STATUS_WORDS = TAGS | word_set("in not to and won't only")
_GROUPS = word_set("sig wg")
_AMOUNT = regex(
    r"(?i)(?:(?:max(?:imum|\.)?|up to|about|ca\.|at (?:most|least)|approx\.?) )?(?:\d+(?: ?[-–] ?\d+)?|an?|one|two"
    r"|three|half an?|a few|ein[e]?|zwei"
    r"|une?|deux|una?|dos|uma?|dois)[ -](?:A4 )?(?:pages?|lines?|sentences?|para(?:graph)?s?|words?"
    r"|bullets?(?: points?)?|slides?"
    r"|seiten?|sätze?|absätze?|absatz|zeilen?|wörter|phrases?|lignes?|páginas?|frases?|líneas?|parágrafos?|pagine"
    r"|righe|zinnen)"
    r"(?:\b.{0,3}$|[:,;]| (?:on|of|that|about|summary|describing|explaining|max|über|zu|sur|sobre)\b)"
)
"""How much belongs there: `[1 page: what was done]`."""
_CONTENT_ASKED = regex(
    r"(?i)(?:^|[:;,–—-] ?)(?:what|why|how|who|which|where|when)\s+(?:\w+\s+){0,3}(?:is|are|was|were|do|does|did|has"
    r"|have|had|went|will|should|can"
    r"|happened|to)\b"
)
"""`[what was done, what was found]`"""
_SUBJECT = regex(
    r"(?!(?:The|An?|This|These|Your?|Any|Each|All|Every|No|Insert|Please|If|It|There)\b)(?:[^\W\d_]+ ){1,2}"
    r"(?:may|might|is|was|are|were|has|have|had|will|would|can|could|did|does|joined|left|asked|said|agreed|came"
    r"|went)\b"
)
_FEWEST_OF_SENTENCE = 5
_FEWEST_OF_LEAD = 2
_WIDE = regex(r"【([^【】\n]{1,40})】")
"""Brackets in which Japanese and Chinese write headings and labels too."""


def find_brackets(passage: Passage) -> Iterator[Hit]:
    """Square brackets that hold a noun, an instruction, alternatives or a mask instead of a value."""
    for found in _WIDE.finditer(passage.text):
        labelled = passage.labelled(found.start()) and passage.stands_alone(*found.span())
        if labelled and found[1] not in TAGS and not passage.mentioned(*found.span()):
            yield Hit(Kind.BRACKET, *found.span())
    for found in _BRACKET.finditer(passage.text):
        bracket = Bracket(passage, *found.span())
        if _is_slot(bracket):
            yield Hit(Kind.CHOICE if is_choice(bracket.content) else Kind.BRACKET, *found.span())


def _is_slot(bracket: Bracket) -> bool:
    if bracket.passage.called(bracket.end):
        return False
    return next((verdict for rule in _RULES if (verdict := rule(bracket)) is not None), False)


def _by_place(bracket: Bracket) -> bool | None:
    if _UNKNOWN.fullmatch(bracket.content) and not bracket.passage.code:
        return None
    return False if bracket.is_syntax else None


def _by_emptiness(bracket: Bracket) -> bool | None:
    """Boxes and numbers are none; a wide empty pair, a dot of a contract and an X before a unit are slots."""
    if _BLANK.fullmatch(bracket.inside):
        return True
    if bracket.content in ("...", "…"):
        return bracket.alone and not bracket.passage.code
    if bracket.inside in _LETTERS_FOR_NUMBERS:
        return _stands_for_number(bracket)
    if _ZEROS.fullmatch(bracket.content):
        return bracket.labelled and bracket.alone
    if _MASKED_DIGITS.fullmatch(bracket.content):
        return bracket.alone and not bracket.passage.heading and not bracket.passage.code
    says_something = _WORD.search(bracket.inside) or _MISSING.search(bracket.inside) or is_choice(bracket.content)
    return None if says_something else False


def _stands_for_number(bracket: Bracket) -> bool:
    """`[X] days`, `[XX]%`, `Week [#]`, and not a ticked box."""
    if bracket.begins_line or "[ ]" in bracket.passage.text:
        return False
    is_counted = bool(_COUNTED.match(bracket.passage.text, bracket.end))
    return is_counted or bracket.content in ("XX", "NN", "#", "##")


def _by_list(bracket: Bracket) -> bool | None:
    """`[chain_id, nonce, data]`: a list of identifiers, not alternatives."""
    parts = [part.strip() for part in bracket.content.split(",")]
    if len(parts) < 2 or is_choice(bracket.content) or _EXAMPLE.match(bracket.content):
        return None
    if all(part.istitle() and names_slot(part.split()[-1]) for part in parts if part):
        return None
    names = [part for part in parts if part not in ("...", "…")]
    is_list = all(len(part.split()) == 1 for part in names)
    return False if is_list or any("_" in part or "‘" in part for part in names) else None


def _by_lead(bracket: Bracket) -> bool | None:
    """`[1 page: what was done, what was found] The work …`: what a template says before the text that it asks for."""
    if not bracket.begins_line or bracket.in_link or len(bracket.words) < _FEWEST_OF_LEAD:
        return None
    return True if _AMOUNT.match(bracket.content) or _CONTENT_ASKED.search(bracket.content) else None


def _is_remark(bracket: Bracket) -> bool:
    """`[Ann may be late next week]`: a sentence about somebody, which nobody is asked for."""
    return len(bracket.words) >= _FEWEST_OF_SENTENCE and _SUBJECT.match(bracket.content) is not None


def _by_marks(bracket: Bracket) -> bool | None:
    """A token, a mask, `e.g.`, `to be …`: the content itself says that it is not the value."""
    content = bracket.content
    if content in ("Y/n", "y/N") or _TARGET.match(content) or _SYNOPSIS.fullmatch(content):
        return False
    if bracket.in_link and not bracket.alone:
        return None
    if _UNKNOWN.fullmatch(content) and is_named(bracket.label) and not bracket.alone:
        return False
    if _MISSING.search(content) or _OPEN_END.search(content) or _REMARK.search(content):
        return True
    return True if _EXAMPLE.match(content) or _CALCULATED.search(content) or holds_mask(content) else None


def _by_code(bracket: Bracket) -> bool | None:
    if bracket.in_link:
        return len(bracket.words) > 1 and (_instructs(bracket) or bracket.words[-1].casefold() in PLAIN_NOUNS)
    return False if _CODE.search(bracket.content) or bracket.holds_link else None


def _by_fact(bracket: Bracket) -> bool | None:
    """`[November 1, 2025]`: what is in the brackets is the value."""
    return False if _FACT.search(bracket.content) and not _instructs(bracket) else None


def _by_choice(bracket: Bracket) -> bool | None:
    return True if is_choice(bracket.content) else None


def _by_word(bracket: Bracket) -> bool | None:
    """A single word is a tag, an identifier or a label, unless it names what belongs there."""
    if len(bracket.words) != 1:
        return None
    word = bracket.content
    if word.isupper() and (_CONSTANT.fullmatch(word) or (word.isalpha() and _IS.search(bracket.label[-6:]))):
        return word.casefold() not in TAGS
    if _NUMBERED.fullmatch(word):
        return names_slot(word.rstrip("0123456789")) or (bracket.alone and not word.isascii())
    if any(letter.isdigit() for letter in word) or "/" in word:
        return bracket.alone and bracket.labelled and word.count("/") == 1 and all(map(names_slot, word.split("/")))
    if names_slot(word) and not bracket.alone and not _is_addressed(bracket):
        is_noun_only = word.casefold() in PLAIN_NOUNS or (is_foreign_noun(word) and word.casefold() not in TAGS)
        return word.startswith("@") or is_noun_only or not bracket.is_tag
    return names_slot(word) or _is_compound(word) or _is_addressed(bracket) or _is_unknown_value(bracket)


def _is_compound(word: str) -> bool:
    """`[project-name]`, `[ProjectName]`, `[your-team]`."""
    parts = parts_of(word)
    return len(parts) > 1 and (parts[0] in _OPENING_PARTS or parts[-1] in _CLOSING_PARTS)


def _is_addressed(bracket: Bracket) -> bool:
    """`#[team-channel]`, `@[team-lead]`: an identifier behind the sign of a channel, an account or an amount."""
    parts = parts_of(bracket.content)
    if bracket.label.endswith("-") and bracket.label[:-1][-1:].isalnum() and names_slot(bracket.content):
        return True
    if bracket.label.endswith(" #") and bracket.content.casefold() in _NUMBERED_THINGS:
        return True
    return bracket.label.endswith(_SIGNS_BEFORE) and len(parts) > 1 and any(map(names_slot, parts))


def _is_unknown_value(bracket: Bracket) -> bool:
    """A word of letters that is the whole value behind a label is a slot, in whatever language."""
    word = bracket.content
    if word.casefold() in TAGS | REMARKS or not bracket.alone or _TAGGING.search(bracket.label):
        return False
    if not word.isalpha():
        return bracket.labelled and bool(_DOTTED.fullmatch(word))
    if not word.isascii():
        return len(word) > 1
    in_cell = bracket.passage.cell and not bracket.passage.data and word.islower() and len(word) > 3
    return (bracket.labelled and not word.isupper()) or (in_cell and not _UNIT_WORD.fullmatch(word))


def _by_phrase(bracket: Bracket) -> bool | None:
    """Several words: an instruction, a noun, a numbered option; else a slot only when they are the whole value."""
    if _is_status(bracket) or _is_tag_phrase(bracket):
        return False
    if bracket.alone:
        return bracket.first not in REMARKS and not _is_remark(bracket)
    if bracket.first in EDITORIAL:
        return _names_a_part(bracket)
    return _instructs(bracket) or _names_something(bracket) or bool(_ENUMERATED.fullmatch(bracket.content))


def _names_a_part(bracket: Bracket) -> bool:
    """`[section number]`, `[page title]`: what the reference to a part of a text is made of."""
    return bracket.first in NUMBERED_PARTS and len(bracket.words) == 2 and names_slot(bracket.words[1])


def _is_status(bracket: Bracket) -> bool:
    """`[In Progress]`, `[Not started]`, `[Won't fix]`."""
    words = [word.casefold().strip(",.:") for word in bracket.words]
    return all(word in _STATUS_WORDS for word in words) or (len(words) == 2 and words[0] in ("in", "not"))


def _is_tag_phrase(bracket: Bracket) -> bool:
    """`[SIG Network and Node]`, `[Feature Request] …`: begins with a word that labels."""
    if bracket.first in _GROUPS:
        return True
    return bracket.is_tag and bracket.first in TAGS and bracket.first not in INSTRUCTIONS


def _instructs(bracket: Bracket) -> bool:
    if bracket.first not in INSTRUCTIONS:
        return False
    return bracket.first not in FIRST_ONLY_IN_VALUES or len(bracket.words) > 2 or names_slot(bracket.words[-1])


def _names_something(bracket: Bracket) -> bool:
    """Whether the phrase is built on a noun of the templates; a long one only when its last word is."""
    if _PART_OF.match(bracket.content):
        return True
    if bracket.is_tag and bracket.begins_line:
        is_subject = len(bracket.words) > 1 and _VERB.match(bracket.passage.text, bracket.end)
        return bracket.words[-1].casefold() in PLAIN_NOUNS or (bool(is_subject) and names_slot(bracket.words[-1]))
    if names_slot(bracket.words[-1]):
        return True
    is_short = len(bracket.words) < 4
    return any(names_slot(word) and (is_short or word.casefold() not in NOUNS) for word in bracket.words)


_RULES: tuple[Callable[[Bracket], bool | None], ...] = (
    *(_by_place, _by_emptiness, _by_lead, _by_list, _by_marks, _by_code, _by_choice, _by_fact, _by_word, _by_phrase),
)
