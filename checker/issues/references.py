"""References to issues: which issues a cell or a text names, in the notation of their tracker.

A link leads where its target leads, and its text is held against that. What stands in code is quoted and no reference,
unless it stands there alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

from checker.issues.forge_notation import GITHUB
from checker.model.issues import IssueKey, IssueRef
from checker.model.record import Link, Value
from checker.model.references import Found, Mismatch, Named, Notation, Pull, References, Stray, is_same_repository
from checker.patterns import regex
from checker.text.glyphs import visible

_AFTER_URL = ".,;:!?*_~"
_ONLY_SEPARATORS = regex(r"(?:[\W_]|\band\b)*")


def references(value: Value, notation: Notation = GITHUB) -> References:
    """Everything that a value says about issues."""
    return _collected(_of_value(value, notation))


def references_in(text: str, notation: Notation = GITHUB) -> References:
    """The same for a text without places; Markdown's inline links in it are understood."""
    return _collected(_scan(text, notation))


def _collected(found: Iterable[Found]) -> References:
    found = tuple(found)
    named = [each for each in found if isinstance(each, Named)]
    exact = {each.ref.key: each.ref for each in reversed(named) if each.exact}
    return References(
        issues=tuple(dict.fromkeys(each.ref if each.exact else _spelled_out(each.ref, exact) for each in named)),
        pulls=tuple(dict.fromkeys(each.ref for each in found if isinstance(each, Pull))),
        strays=tuple(dict.fromkeys(each.target for each in found if isinstance(each, Stray))),
        mismatches=tuple(dict.fromkeys(each for each in found if isinstance(each, Mismatch))),
    )


def _spelled_out(ref: IssueRef, exact: Mapping[IssueKey, IssueRef]) -> IssueRef:
    """The full reference beside which `ref` is a short form (`#62 (https://github.com/o/r/issues/62)`)."""
    full = exact.get(ref.key, ref)
    return full if _may_mean(ref, full) else ref


def _may_mean(short: IssueRef, full: IssueRef) -> bool:
    return short.key == full.key and (not full.repository or is_same_repository(short.repository, full.repository))


def _of_value(value: Value, notation: Notation) -> Iterator[Found]:
    if value.items is not None:
        return chain.from_iterable(_of_value(item, notation) for item in value.items)
    plain = value.plain if _is_only_code(value, notation) else _without_code(value, notation)
    return _between_links(plain, value.links, notation)


def _is_only_code(value: Value, notation: Notation) -> bool:
    """Whether references are all there is, some of them in code spans."""
    return (
        bool(value.code)
        and _is_only_separators(notation.token.sub("", _without(value.plain, value.code)))
        and all(_is_only_separators(notation.token.sub("", code)) for code in value.code)
    )


def _is_only_separators(text: str) -> bool:
    return _ONLY_SEPARATORS.fullmatch(text) is not None


def _without_code(value: Value, notation: Notation) -> str:
    return _without(value.plain, [code for code in value.code if notation.token.search(code)])


def _without(plain: str, parts: Iterable[str]) -> str:
    """The text with one whole occurrence of each part blanked."""
    for part in parts:
        folded = " ".join(part.split())
        plain = re.sub(rf"{re.escape(folded)}(?!\w)", " ", plain, count=1) if folded else plain
    return plain


def _between_links(plain: str, links: Iterable[Link], notation: Notation) -> Iterator[Found]:
    """What stands in the text, with every link read where its text stands."""
    cursor = 0
    for link in links:
        text = " ".join(link.text.split())
        start = plain.find(text, cursor)
        if start >= 0:
            yield from _scan(plain[cursor:start], notation)
            cursor = start + len(text)
        if link.kind != "image":
            yield from _follow(text, link.target, notation)
    yield from _scan(plain[cursor:], notation)


def _follow(text: str, target: str, notation: Notation) -> Iterator[Found]:
    """What a link says: where its target leads counts, what its text names is compared with that."""
    goal = notation.goal(target)
    if goal:
        yield goal
    if isinstance(goal, Stray):
        return
    leads_to = goal.ref if goal else None
    for each in _scan(visible(text), notation):
        if isinstance(each, Named) and not (leads_to and _may_mean(each.ref, leads_to)):
            yield Mismatch(each.ref, target, leads_to)


def _scan(text: str, notation: Notation) -> Iterator[Found]:
    """References in running text, links in Markdown's inline form among them."""
    for token in notation.token.finditer(text):
        if token["target"] is not None:
            yield from _follow(token["label"], token["target"], notation)
        elif token["url"]:
            goal = notation.goal(token["url"].rstrip(_AFTER_URL))
            yield from (goal,) if goal else ()
        else:
            yield from notation.named(token)
