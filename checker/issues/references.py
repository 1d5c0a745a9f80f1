"""References to issues: which issues a cell or a text names.

Read are the forms that GitHub and GitLab link
(https://docs.github.com/en/get-started/writing-on-github/working-with-advanced-formatting/autolinked-references-and-urls)
and those that people write beside them (`gh-#62`, `name#62`). What is glued to the `#` says whose it is: a repository,
or another tracker (`AB#123`, `JIRA#4`), of which nothing is a reference here. A `#` that people do not mean as an issue
is none: a colour, an anchor, a directive, a rank, an unfilled `#0000`, a number with a leading zero (`GH-05`). Ranges
are not expanded, their two ends are references. What stands in code is quoted and none, unless it stands there alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain

from checker.issues.reference_words import (
    REACH,
    is_colour,
    is_issue_word,
    is_ordinal,
    is_other_word,
    is_pull_before,
    is_pull_word,
)
from checker.model.issues import ANY_OWNER, IssueRef
from checker.model.record import Link, Value
from checker.patterns import regex
from checker.text.glyphs import visible

HOST_BY_TRACKER = {"github": "github.com", "gitlab": "gitlab.com"}
GITHUB, GITLAB = HOST_BY_TRACKER["github"], HOST_BY_TRACKER["gitlab"]

_NUMBER = r"(?P<{}>[1-9][0-9]{{0,8}})(?![A-Za-z0-9_]|[-\u2011][A-Za-z0-9_]|[–—][0-9]|\.[0-9])"
_TOKEN = regex(
    r"\[(?P<label>[^\[\]]*)\]\((?P<target>[^()\s]*)\)"
    r"|(?P<url>https?://[^\s<>()\[\]{}|\"'`]+)"
    r"|(?<![A-Za-z0-9_/.-])[gG][hH]-#?" + _NUMBER.format("gh") + "|"
    r"(?<![A-Za-z0-9_/.#&@-])(?P<where>(?:[A-Za-z0-9][\w.-]*/)*[A-Za-z0-9_][\w.-]*)(?<=[A-Za-z0-9_])#"
    + _NUMBER.format("there")
    + "|"
    r"(?<![A-Za-z0-9_#&.])(?<![^0-9]/)#" + _NUMBER.format("here"),
    re.ASCII,
)
_PLACE = regex(
    r"https://(?P<host>[^/?#]*)/(?:(?P<nested>[\w.-]+(?:/[\w.-]+)+?)/-|(?P<repository>[\w.-]+/[\w.-]+))/", re.ASCII
)
_UPWARDS = regex(r"(?:\.\./)+")
_ISSUE = regex(r"(?:issues|work_items)/([1-9][0-9]{0,8})/?(?:[?#].*)?", re.ASCII | re.DOTALL)
_PULL = regex(r"(?:pull|merge_requests)/([1-9][0-9]{0,8})(?:[/?#].*)?", re.ASCII | re.DOTALL)
_ISSUE_SOMEWHERE = regex(r"https?://.*/(?:issues|work_items)/[0-9]", re.DOTALL)
_AFTER_URL = ".,;:!?*_~"

_FILE_NAME = regex(r"\.(?:md|mdx|markdown|html?|txt|rst|adoc|pdf|ya?ml|json|toml|tf|ipynb)$", re.IGNORECASE)
_ONLY_SEPARATORS = regex(r"(?:[\W_]|\band\b)*")


@dataclass(frozen=True, slots=True)
class Mismatch:
    """A link whose text names one issue while its target leads to another place.

    named: what the text says. target: as written. leads_to: the issue or pull request behind it, None for neither.
    """

    named: IssueRef
    target: str
    leads_to: IssueRef | None


@dataclass(frozen=True, slots=True)
class References:
    """What a text says about issues, each in order and once.

    issues: the issues it names; where text and target of a link disagree, the target counts.
    pulls: pull requests that it links or calls so. strays: issue links that lead to another host, or not over https.
    strangers: what looks like a reference and bears another name than the repository (`AB#123`).
    """

    issues: tuple[IssueRef, ...]
    pulls: tuple[IssueRef, ...] = ()
    strays: tuple[str, ...] = ()
    mismatches: tuple[Mismatch, ...] = ()
    strangers: tuple[str, ...] = ()

    def of(self, repository: str) -> References:
        """The same for the repository under judgement; where that is not known, every name may be its own."""
        strange = [ref for ref in self.issues if repository and at_home(ref, repository).by_name_alone]
        issues = tuple(ref for ref in self.issues if ref not in strange)
        return replace(self, issues=issues, strangers=tuple(map(str, strange)))


@dataclass(frozen=True, slots=True)
class _Named:
    """A reference as found. exact: by its address, so that a bare number beside it means the same issue."""

    ref: IssueRef
    exact: bool = False


@dataclass(frozen=True, slots=True)
class _Pull:
    ref: IssueRef


@dataclass(frozen=True, slots=True)
class _Stray:
    target: str


_Found = _Named | _Pull | _Stray | Mismatch


def issue_refs(value: Value, host: str = GITHUB) -> tuple[IssueRef, ...]:
    """The issues that a cell, field or text names, in order, each once."""
    return references(value, host).issues


def references(value: Value, host: str = GITHUB) -> References:
    """Everything that a value says about issues. What stands in code spans
    counts only where the value holds nothing but references.
    """
    return _collected(_of_value(value, host))


def references_in(text: str, host: str = GITHUB) -> References:
    """The same for a text without places; Markdown's inline links in it are understood."""
    return _collected(_scan(text, host))


def at_home(ref: IssueRef, repository: str) -> IssueRef:
    """The reference without its repository when that is the one under judgement (`owner/name`, case does not count)."""
    return IssueRef("", ref.number) if _is_same_repository(ref.repository, repository) else ref


def _is_same_repository(written: str, repository: str) -> bool:
    owner, _, name = written.casefold().rpartition("/")
    own, _, own_name = repository.casefold().rpartition("/")
    return not written or (bool(repository) and name == own_name and owner in (ANY_OWNER.rstrip("/"), own))


def _collected(found: Iterable[_Found]) -> References:
    found = tuple(found)
    named = [each for each in found if isinstance(each, _Named)]
    exact = {each.ref.number: each.ref for each in reversed(named) if each.exact}
    return References(
        issues=tuple(dict.fromkeys(each.ref if each.exact else _spelled_out(each.ref, exact) for each in named)),
        pulls=tuple(dict.fromkeys(each.ref for each in found if isinstance(each, _Pull))),
        strays=tuple(dict.fromkeys(each.target for each in found if isinstance(each, _Stray))),
        mismatches=tuple(dict.fromkeys(each for each in found if isinstance(each, Mismatch))),
    )


def _spelled_out(ref: IssueRef, exact: Mapping[int, IssueRef]) -> IssueRef:
    """The full reference beside which `ref` is a short form (`#62 (https://github.com/o/r/issues/62)`)."""
    full = exact.get(ref.number, ref)
    return full if _may_mean(ref, full) else ref


def _may_mean(short: IssueRef, full: IssueRef) -> bool:
    return short.number == full.number and (
        not full.repository or _is_same_repository(short.repository, full.repository)
    )


def _of_value(value: Value, host: str) -> Iterator[_Found]:
    if value.items is not None:
        return chain.from_iterable(_of_value(item, host) for item in value.items)
    plain = value.plain if _is_only_code(value) else _without_code(value)
    return _between_links(plain, value.links, host)


def _is_only_code(value: Value) -> bool:
    """Whether references are all there is, some of them in code spans."""
    return (
        bool(value.code)
        and _is_only_separators(_TOKEN.sub("", _without(value.plain, value.code)))
        and all(_is_only_separators(_TOKEN.sub("", code)) for code in value.code)
    )


def _is_only_separators(text: str) -> bool:
    return _ONLY_SEPARATORS.fullmatch(text) is not None


def _without_code(value: Value) -> str:
    return _without(value.plain, [code for code in value.code if _TOKEN.search(code)])


def _without(plain: str, parts: Iterable[str]) -> str:
    """The text with one whole occurrence of each part blanked."""
    for part in parts:
        folded = " ".join(part.split())
        plain = re.sub(rf"{re.escape(folded)}(?!\w)", " ", plain, count=1) if folded else plain
    return plain


def _between_links(plain: str, links: Iterable[Link], host: str) -> Iterator[_Found]:
    """What stands in the text, with every link read where its text stands."""
    cursor = 0
    for link in links:
        text = " ".join(link.text.split())
        start = plain.find(text, cursor)
        if start >= 0:
            yield from _scan(plain[cursor:start], host)
            cursor = start + len(text)
        if link.kind != "image":
            yield from _follow(text, link.target, host)
    yield from _scan(plain[cursor:], host)


def _follow(text: str, target: str, host: str) -> Iterator[_Found]:
    """What a link says: where its target leads counts, what its text names is compared with that."""
    goal = _read_target(target, host)
    if goal:
        yield goal
    if isinstance(goal, _Stray):
        return
    leads_to = goal.ref if goal else None
    for each in _scan(visible(text), host):
        if isinstance(each, _Named) and not (leads_to and _may_mean(each.ref, leads_to)):
            yield Mismatch(each.ref, target, leads_to)


def _read_target(target: str, host: str) -> _Named | _Pull | _Stray | None:
    """What a link's target or a URL leads to; None when that is neither an issue nor a pull request."""
    place = _PLACE.match(target)
    if place and place["host"].casefold() == host.casefold():
        return _read_path(place["nested"] or place["repository"], target[place.end() :])
    if upwards := _UPWARDS.match(target):
        return _read_path("", target[upwards.end() :])
    return _Stray(target) if _ISSUE_SOMEWHERE.match(target) else None


def _read_path(repository: str, path: str) -> _Named | _Pull | None:
    if issue := _ISSUE.fullmatch(path):
        return _Named(IssueRef(repository, int(issue[1])), exact=True)
    if pull := _PULL.fullmatch(path):
        return _Pull(IssueRef(repository, int(pull[1])))
    return None


def _scan(text: str, host: str) -> Iterator[_Found]:
    """References in running text, links in Markdown's inline form among them."""
    for token in _TOKEN.finditer(text):
        if token["target"] is not None:
            yield from _follow(token["label"], token["target"], host)
        elif token["url"]:
            goal = _read_target(token["url"].rstrip(_AFTER_URL), host)
            yield from (goal,) if goal else ()
        else:
            yield from _short_form(token, text, host)


def _short_form(token: re.Match[str], text: str, host: str) -> Iterator[_Found]:
    before = text[max(0, token.start() - REACH) : token.start()]
    if token["there"]:
        yield from _with_word(token["where"], int(token["there"]), host)
    elif token["gh"] and host == GITLAB:
        return
    elif token["gh"] or not _is_no_issue(token["here"], before, text, token.end()):
        ref = IssueRef("", int(token["gh"] or token["here"]))
        yield _Pull(ref) if is_pull_before(before) else _Named(ref)


def _is_no_issue(digits: str, before: str, text: str, end: int) -> bool:
    after = text[end : end + REACH]
    return is_ordinal(digits, before, after) or is_colour(digits, before, f"{before} {after}")


def _with_word(where: str, number: int, host: str) -> Iterator[_Found]:
    """What `where#62` names: a repository, or a word that was written without a blank (`Issue#62`, `PR#62`, `C#7`)."""
    is_path = where.count("/") > 1 and host == GITHUB  # only GitLab has groups in groups
    if is_path or _FILE_NAME.search(where) or is_other_word(where):
        return
    if is_pull_word(where):
        yield _Pull(IssueRef("", number))
    elif is_issue_word(where):
        yield _Named(IssueRef("", number))
    else:
        yield _Named(IssueRef(where if "/" in where else f"{ANY_OWNER}{where}", number))
