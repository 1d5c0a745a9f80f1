"""How GitHub and GitLab write issues: `#62`, `owner/name#62`, addresses.

Read are the forms that they link
(https://docs.github.com/en/get-started/writing-on-github/working-with-advanced-formatting/autolinked-references-and-urls)
and those that people write beside them (`gh-#62`, `name#62`). What is glued to the `#` says whose it is: a repository,
or another tracker (`AB#123`, `JIRA#4`), of which nothing is a reference here. A `#` that people do not mean as an issue
is none: a colour, an anchor, a directive, a rank, an unfilled `#0000`, a number with a leading zero (`GH-05`). Ranges
are not expanded, their two ends are references.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from checker.classes import dataclass
from checker.issues._reference_words import (
    REACH,
    is_colour,
    is_issue_word,
    is_ordinal,
    is_other_word,
    is_pull_before,
    is_pull_word,
)
from checker.model.issues import ANY_OWNER, IssueRef
from checker.model.references import LINK, Named, Pull, Stray
from checker.patterns import regex

_NUMBER = r"(?P<{}>[1-9][0-9]{{0,8}})(?![A-Za-z0-9_]|[-\u2011][A-Za-z0-9_]|[–—][0-9]|\.[0-9])"
_TOKEN = regex(
    LINK + r"|(?<![A-Za-z0-9_/.-])[gG][hH]-#?" + _NUMBER.format("gh") + "|"
    r"(?<![A-Za-z0-9_/.#&@-])(?P<where>(?:[A-Za-z0-9][\w.-]*/)*[A-Za-z0-9_][\w.-]*)(?<=[A-Za-z0-9_])#"
    + _NUMBER.format("there")
    + "|"
    r"(?<![A-Za-z0-9_#&.])(?<![^0-9]/)#" + _NUMBER.format("here") + r"|(?<![\w!#&.])!" + _NUMBER.format("merge"),
    re.ASCII,
)
_PLACE = regex(
    r"https://(?P<host>[^/?#]*)/(?:(?P<nested>[\w.-]+(?:/[\w.-]+)+?)/-|(?P<repository>[\w.-]+/[\w.-]+))/", re.ASCII
)
_UPWARDS = regex(r"(?:\.\./)+")
_ISSUE = regex(r"(?:issues|work_items)/([1-9][0-9]{0,8})/?(?:[?#].*)?", re.ASCII | re.DOTALL)
_PULL = regex(r"(?:pull|merge_requests)/([1-9][0-9]{0,8})(?:[/?#].*)?", re.ASCII | re.DOTALL)
_ISSUE_SOMEWHERE = regex(r"https?://.*/(?:issues|work_items)/[0-9]", re.DOTALL)
_FILE_NAME = regex(r"\.(?:md|mdx|markdown|html?|txt|rst|adoc|pdf|ya?ml|json|toml|tf|ipynb)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ForgeNotation:
    """Issues of a forge. host: of its pages. groups: whether projects are in groups of groups (`a/b/c`), as GitLab's.

    gh: whether `GH-62` is an issue, as it is on GitHub.
    """

    host: str
    gh: bool = True
    groups: bool = False
    example: ClassVar[str] = "#62"
    token: ClassVar[re.Pattern[str]] = _TOKEN

    def named(self, token: re.Match[str]) -> Iterator[Named | Pull]:
        before = token.string[max(0, token.start() - REACH) : token.start()]
        if token["merge"]:
            yield from (Pull(IssueRef("", int(token["merge"]))),) if self.groups else ()
        elif token["there"]:
            yield from self._with_word(token["where"], int(token["there"]))
        elif token["gh"] and not self.gh:
            return
        elif token["gh"] or not _is_no_issue(token["here"], before, token.string, token.end()):
            ref = IssueRef("", int(token["gh"] or token["here"]))
            yield Pull(ref) if is_pull_before(before) else Named(ref)

    def goal(self, target: str) -> Named | Pull | Stray | None:
        place = _PLACE.match(target)
        if place and place["host"].casefold() == self.host.casefold():
            return _read_path(place["nested"] or place["repository"], target[place.end() :])
        if upwards := _UPWARDS.match(target):
            return _read_path("", target[upwards.end() :])
        return Stray(target) if _ISSUE_SOMEWHERE.match(target) else None

    def _with_word(self, where: str, number: int) -> Iterator[Named | Pull]:
        """What `where#62` names: a repository, or a word that was written without a blank (`Issue#62`, `C#7`)."""
        is_path = where.count("/") > 1 and not self.groups
        if is_path or _FILE_NAME.search(where) or is_other_word(where):
            return
        if is_pull_word(where):
            yield Pull(IssueRef("", number))
        elif is_issue_word(where):
            yield Named(IssueRef("", number))
        else:
            yield Named(IssueRef(where if "/" in where else f"{ANY_OWNER}{where}", number))


GITHUB = ForgeNotation("github.com")
"""How issues are written where no policy says which tracker they are of."""


def _read_path(repository: str, path: str) -> Named | Pull | None:
    if issue := _ISSUE.fullmatch(path):
        return Named(IssueRef(repository, int(issue[1])), exact=True)
    if pull := _PULL.fullmatch(path):
        return Pull(IssueRef(repository, int(pull[1])))
    return None


def _is_no_issue(digits: str, before: str, text: str, end: int) -> bool:
    after = text[end : end + REACH]
    return is_ordinal(digits, before, after) or is_colour(digits, before, f"{before} {after}")
