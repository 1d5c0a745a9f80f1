"""Bare words in conditions: which are a value to compare with, and which can only be a requirement that is not there.

A bare word is compared as text when no requirement has its name. Under `not`, `for_none`, `where` and `when` a word
that was meant as a requirement would then hold, or choose, in silence. So

- of a record itself a bare word is a requirement's name, never a value;
- of a field it is a value, unless it is written as requirements are, in lower case, and says one: the opposite of a
  requirement (`empty`, `unsigned`), or one with words of grammar around it (`is_checked`, `not filled`).

`equals:` before the word makes it a value in every case.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from checker.classes import dataclass
from checker.patterns import regex

MEANINGS: Mapping[str, str] = {
    "empty": "not filled",
    "blank": "not filled",
    "missing": "not filled",
    "absent": "not present",
    "nonempty": "filled",
    "placeholder": "not no_placeholders",
    "placeholders": "not no_placeholders",
    "unticked": "not checked",
    "ticked": "checked",
    "broken": "not resolves",
    "dangling": "not resolves",
    "dead": "not resolves",
    "duplicate": "not unique",
    "duplicated": "not unique",
    "repeated": "not unique",
    "malformed": "not well_formed",
    "invalid": "not well_formed",
    "valid": "well_formed",
    "untracked": "not committed",
    "tracked": "committed",
    "unsorted": "not in_order",
    "sorted": "in_order",
    "complete": "done",
    "incomplete": "not done",
    "finished": "done",
    "unfinished": "not done",
    "dated": "date",
    "undated": "not date",
}
"""What people say, and the requirement that means it; everything that follows from the names is worked out."""

OF_RECORD: Mapping[str, Mapping[str, str]] = {
    "task": dict.fromkeys(("open", "pending", "todo"), "not checked") | {"closed": "checked", "complete": "checked"},
    "entry": dict.fromkeys(("open", "pending", "todo"), "not checked") | {"closed": "checked", "complete": "checked"},
    "file": {"missing": "not committed", "absent": "not committed", "there": "present"},
}
"""The same by the kind of the record that it is said of; it comes first."""

VALUES = frozenset(("valid", "complete", "finished", "tracked", "ticked", "sorted", "dated", "dead"))
"""Those that a field may well hold, as a status does; of a record they are none all the same."""

_NEGATIONS = frozenset(("not", "no", "non", "never", "without", "isnt", "arent"))
_VERBS = frozenset(("is", "are", "be", "been", "being", "has", "have", "must", "should", "shall"))
_GRAMMAR = _VERBS | frozenset(("it", "a", "an", "the", "all", "requirement", "required"))
_WORD = regex(r"[a-z]+")
_ENDING = regex(r"(?<=...)(?:ing|ed|es|s|d|e)$")


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a word says: a requirement, whether it must not hold. name: empty when no requirement is known."""

    name: str
    negated: bool

    def __str__(self) -> str:
        return f"not: {self.name}" if self.negated else self.name


def misused_of_record(word: str, kind: str, requirements: Iterable[str]) -> str | None:
    """What to write instead of a bare word that is asked of a record itself; None when nobody knows what is meant."""
    meaning = _meaning(word.lower(), requirements, OF_RECORD.get(kind, {}), stands_alone=False)
    if meaning is not None and meaning.name:
        return f"`{word}` is no requirement; write `{meaning}` ({_itself(word)})"
    return None


def misused_of_field(word: str, requirements: Iterable[str]) -> str | None:
    """Why a bare word cannot be the value of a field, None when it can."""
    if word in VALUES or word != word.lower():
        return None
    meaning = _meaning(word, requirements, {}, stands_alone=True)
    if meaning is not None and meaning.name:
        return f"`{word}` is no requirement; write `{meaning}` ({_itself(word)})"
    if meaning is not None or re.match(r"(is|has|must|no)_", word):
        rest = re.sub(r"^not[ _]", "", word)
        other = f"write `not: {rest}` for what must not be so; " if rest != word else ""
        return f"`{word}` is no requirement; {other}{_itself(word)}"
    return None


def is_negated(word: str) -> bool:
    """Whether a word begins as one that says no; a requirement that begins otherwise would be its opposite."""
    return re.match(r"(un|non|not|no[_ -]|in(?=complete|valid))", word.lower()) is not None


def _itself(word: str) -> str:
    return f"the word itself is `equals: {word}`"


def _meaning(
    word: str, requirements: Iterable[str], special: Mapping[str, str], *, stands_alone: bool
) -> Meaning | None:
    """What a word says of a requirement; one without a name where it only negates something else.

    special: what words mean of the record at hand. stands_alone: a requirement in another form, such as `resolved`, is
    a value when no word of grammar stands beside it.
    """
    tokens = _WORD.findall(word.replace("n't", "nt"))
    negations = sum(token in _NEGATIONS for token in tokens)
    rest = [token for token in tokens if token not in _NEGATIONS | _GRAMMAR]
    inflected = not (stands_alone and rest == tokens)
    said = _derived("_".join(rest), requirements, {**MEANINGS, **special}, inflected=inflected)
    if said is not None:
        return Meaning(said.name, said.negated ^ bool(negations % 2))
    return Meaning("", negated=True) if tokens[:1] == ["not"] and len(tokens) > 1 else None


def _derived(word: str, requirements: Iterable[str], meanings: Mapping[str, str], *, inflected: bool) -> Meaning | None:
    """A requirement that a word names, in another form where that counts, negates by its prefix, or is said to mean."""
    if word in meanings:
        return _stated(meanings[word])
    names = {_stem(name): name for name in requirements}
    if inflected and _stem(word) in names:
        return Meaning(names[_stem(word)], negated=False)
    bare = re.sub(r"^(un|non_?)", "", word)
    found = _derived(bare, requirements, meanings, inflected=True) if bare != word else None
    return Meaning(found.name, not found.negated) if found is not None else None


def _stated(said: str) -> Meaning:
    """The meaning that a table writes as `filled` or `not filled`."""
    name = said.removeprefix("not ")
    return Meaning(name, name != said)


def _stem(word: str) -> str:
    """A word without the endings that verbs and nouns take: `resolved`, `resolves` and `resolve` are one."""
    return _ENDING.sub("", word)
