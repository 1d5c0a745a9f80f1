"""Whether what stands in the place of a name names somebody: `approved`, `the team` and `QA Lead` do not."""

from __future__ import annotations

import re

from checker import lexicon
from checker.patterns import regex
from checker.values.people import as_read

_PROGRAM = regex(r"\S+\.(?:sh|py|js|ts|exe|rb|ya?ml)\b|(?<!\w)--?[a-z][\w-]*|\[bot\]", re.IGNORECASE)
_WORD = regex(r"[^\W\d_][\w.'’-]*")
_EAST_ASIAN_NAME = regex(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af·・\s]{2,12}")
_HANDLE = regex(r"@[\w.-]+")
_LONGEST = 6
"""Words of a name."""


def is_title(text: str) -> bool:
    """Whether a text is nothing but what somebody does, or a group (`Security Lead`, `the team`).

    A handle with a hyphen (`devops-lead`) is an account, whatever its words.
    """
    office = "-" not in text.strip() and lexicon.holds(text, "name.office")
    return office and lexicon.consists(text, "name.office", "name.qualifier")


def is_office(text: str) -> bool:
    """The same, or the words of one without what makes it one (`the user`, `QA`, `Legal`)."""
    return is_title(text) or lexicon.consists(text, "name.office", "name.qualifier", "name.group")


def is_program(text: str) -> bool:
    """Whether a name is that of a program."""
    called = lexicon.ends(text, "name.program") or lexicon.holds(text, "name.automaton")
    return bool(called) or _PROGRAM.search(text) is not None


def is_stock_name(text: str) -> bool:
    """Whether a name is one of those that samples are filled with."""
    return lexicon.consists(text, "slot.sample_person", "slot.filler")


def is_organisation(text: str) -> bool:
    """Whether a text is the name of a company, by its end."""
    return lexicon.ends(text, "name.company") is not None and len(text.split()) > 1


def without_organisations(text: str) -> str:
    """A text without the names of companies, as far as they have capitals."""
    for match in reversed(lexicon.find(text, "name.company")):
        words = re.findall(r"\S+\s+", text[: match.start])
        named = [word for word in words[-_MOST_WORDS:] if _is_capitalised(word)]
        text = text[: match.start].removesuffix("".join(named)) + " " + text[match.end :] if named else text
    return text


_MOST_WORDS = 4


def looks_like_name(text: str) -> bool:
    """Whether a text has the form of a name, with titles and a mark of signing perhaps (`/s/ Dr. Ann Lee, CTO`)."""
    bare = re.sub(r"[(（].*?[)）]|/+s/+", " ", as_read(text)).strip()
    if _HANDLE.fullmatch(bare) or _EAST_ASIAN_NAME.fullmatch(bare):
        return True
    words = re.split(r"[\s,]+", bare)
    return 0 < len(words) <= _LONGEST and all(
        (_WORD.fullmatch(word) and _is_capitalised(word)) or lexicon.wholly(word, "name.particle") for word in words
    )


def _is_capitalised(word: str) -> bool:
    """Whether a word begins with a letter that is no small one; letters of many scripts are neither."""
    return word[0].isalpha() and not word[0].islower()


def is_prose(text: str) -> bool:
    """Whether a text is several plain words (`certificates cited inline`): names have capitals, digits or an `@`."""
    return len(text.split()) > 2 and text.islower() and not re.search(r"[@\d_]", text)
