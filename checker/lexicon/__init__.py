"""The words of the field, as data: which phrases mean what, one file to a language.

A file (`en.yaml`) has two documents. The first gives, by concept, the phrases that mean it; the second, by concept, the
texts that show it (`shows`) and that only look like it (`never`), which the tests hold the phrases to. A phrase is
written as people write it, in lower case for any case, in capitals for capitals alone and behind `=` for itself alone;
`approv*` is any word that begins so, `*datum` any that ends so, `date(s)` is both, a blank or hyphen is either. Scripts
that set no blanks between words are searched for the letters of a phrase wherever they stand.
"""

from checker.lexicon._matcher import Match
from checker.lexicon._words import (
    begins,
    begins_with_any,
    concepts,
    consists,
    ends,
    find,
    find_each,
    holds,
    languages,
    phrases_for,
    phrases_of,
    spellings_for,
    wholly,
    without,
)

__all__ = [
    "Match",
    "begins",
    "begins_with_any",
    "concepts",
    "consists",
    "ends",
    "find",
    "find_each",
    "holds",
    "languages",
    "phrases_for",
    "phrases_of",
    "spellings_for",
    "wholly",
    "without",
]
