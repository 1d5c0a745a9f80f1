"""How a fleet stands, as text and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator

from checker.fleet.book import Line
from checker.fleet.judging import FAILED
from checker.fleet.standing import WORDS, Standing, in_words, open_in, state_of
from checker.text.display import cut, visible
from checker.text.shown import shortened

MOST = 20
"""Repositories that the text names; the page and the book have all."""


def text_of(standing: Standing, *, verbose: bool = False) -> str:
    """The text: counts, the worst repositories, the criteria that are open in the most of them."""
    return "".join(f"{visible(line)}\n" for line in _lines(standing, verbose=verbose))


def _lines(standing: Standing, *, verbose: bool) -> Iterator[str]:
    run = standing.run
    yield f"{len(standing.lines):,} of {run.places:,} repositories judged as of {run.day}: {in_words(standing.counts)}"
    if standing.unjudged:
        yield f"{standing.unjudged:,} are not judged yet; the same command goes on with them"
    bad = [one for one in standing.lines if state_of(one) not in ("met", "met-in-part")]
    shown = bad if verbose else bad[:MOST]
    if shown:
        yield ""
        width = min(max(len(one.place.name) for one in shown), 40)
        yield from (_line(one, width) for one in shown)
        if len(shown) < len(bad):
            yield f"… and {len(bad) - len(shown):,} more; -v names all of them"
    criteria = standing.by_criterion()
    if criteria:
        yield ""
        yield "Open in the most repositories:"
        told = criteria if verbose else criteria[:10]
        width = max(len(id_) for id_, *_ in told)
        yield from (
            f"  {id_:<{width}}  {bad_:,} of {every:,}  {shortened(title, 60)}" for id_, title, bad_, every in told
        )
        if len(told) < len(criteria):
            yield f"  … and {len(criteria) - len(told):,} more"


def _line(line: Line, width: int) -> str:
    name, state = cut(line.place.name, width), WORDS[state_of(line)]
    said = shortened(line.outcome.message, 200) if line.outcome.state == FAILED else f"{open_in(line)} open"
    owner = f"  {line.place.owner}" if line.place.owner else ""
    return f"  {name:<{width}}  {state:<9}  {said}{owner}"


def json_of(standing: Standing) -> str:
    """The same for programs: every repository with what its verdict rests on."""
    run = standing.run
    said = {
        "version": 1,
        "run": run.number,
        "begun": run.begun,
        "ended": run.ended or None,
        "as_of": run.day,
        "tool": run.tool,
        "places": run.places,
        "counts": dict(standing.counts),
        "repositories": [_plain(one) for one in standing.lines],
    }
    return json.dumps(said, indent=2, ensure_ascii=False) + "\n"


def _plain(line: Line) -> dict[str, object]:
    place, outcome = line.place, line.outcome
    return {
        "name": place.name,
        "at": place.at,
        "revision": place.revision,
        "owner": place.owner,
        "state": outcome.state,
        "message": outcome.message,
        "commit": outcome.key.commit if outcome.key else "",
        "policy": outcome.key.policy if outcome.key else "",
        "evidence": outcome.key.evidence if outcome.key else "",
        "verdict": outcome.verdict,
        "exit_code": outcome.exit_code,
        "judged": outcome.done,
        "seconds": outcome.seconds,
        "issues": outcome.issues,
        "issues_moment": outcome.moment,
        "criteria": {one.id: one.outcome for one in outcome.criteria},
    }
