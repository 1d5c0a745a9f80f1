"""A comparison for a comment on a pull request, in GitHub Flavored Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from checker.messages.comparison import Change, Comparison, Difference
from checker.messages.findings import Finding, sentence
from checker.model.report import RenderOptions
from checker.reports.diff.words import TITLES, headline, named, outcomes, same, softenings, verdict
from checker.reports.gfm import code, fitting, joined, place_of, prose

_SIGNS: Mapping[Change, str] = {
    Change.BROKEN: "❌",
    Change.NEW: "❌",
    Change.GONE: "➖",
    Change.OPEN: "❌",
    Change.EXCUSED: "🟡",
    Change.MET: "✅",
}
MOST_SHOWN = 25
"""Findings of one criterion that are shown unless everything is asked for."""


def render(comparison: Comparison, options: RenderOptions) -> str:
    """At most so long as GitHub takes a comment; what is left out is counted."""
    return joined(fitting(list(_head(comparison)), list(_details(comparison, verbose=options.verbose))))


def _head(comparison: Comparison) -> Iterator[str]:
    yield f"## {'❌' if comparison.is_worse else '✅'} {_capital(headline(comparison))}"
    both = (("Before", comparison.before), ("After", comparison.after))
    said = [f"- {name}: {prose(verdict(one))}; {code(named(one))}" for name, one in both]
    said += [f"- Policy: {code(id_)} is not the same in both" for id_ in comparison.other_policies]
    said += [f"- Softer: {f'{code(id_)}: ' if id_ else ''}{one}" for id_, one in softenings(comparison)]
    yield "\n".join(said)


def _details(comparison: Comparison, *, verbose: bool) -> Iterator[str]:
    for change, title in TITLES.items():
        found = comparison.of(change)
        if found:
            yield f"### {title} ({len(found)})"
        for one in found:
            yield _criterion(one, verbose=verbose)
    if same(comparison):
        yield f"{_capital(same(comparison))}."


def _criterion(one: Difference, *, verbose: bool) -> str:
    about = one.result.criterion
    lines = [f"- {_SIGNS[one.change]} {code(about.id)} {prose(about.title)}: {outcomes(one)}"]
    if one.after is not None and one.change is Change.EXCUSED and one.after.note:
        lines.append(f"  - {prose(one.after.note)}")
    lines += _findings("new", one.came, verbose=verbose)
    if verbose or one.change is Change.OPEN:
        lines += _findings("mended", one.went, verbose=verbose)
    return "\n".join(lines)


def _findings(word: str, found: tuple[Finding, ...], *, verbose: bool) -> list[str]:
    shown = found if verbose else found[:MOST_SHOWN]
    lines = [f"  - {word}: {place_of(one.seen.location)}: {prose(sentence(one))}" for one in shown]
    return [*lines, f"  - {len(found) - len(shown)} more {word}"] if len(shown) < len(found) else lines


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
