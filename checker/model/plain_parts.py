"""What documents contribute, and what comes out for criteria, as plain data (`checker.model.plain`)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from checker.model.location import Location
from checker.model.observation import Outcome
from checker.model.packed import Records
from checker.model.parts import Excerpt, Part
from checker.model.plain import observations_from, plain_observations, plain_place
from checker.model.report import Heading, Result, Trace


def plain_part(part: Part | None) -> list[Any] | None:
    """A part as plain data."""
    if part is None:
        return None
    return [
        part.records.plain(),
        plain_observations(part.problems),
        plain_place(part.place),
        part.searched,
        part.considered,
        part.wanted,
        plain_observations(part.left_out),
        part.is_read,
        plain_excerpts(part.lines),
        list(part.evidence.items()),
        list(part.reached.items()),
        part.is_of_day,
        part.can_be_kept,
    ]


def part_from(plain: list[Any] | None) -> Part | None:
    """The part of which that is the plain data."""
    if plain is None:
        return None
    records, problems, place, searched, considered, wanted, left_out, is_read, lines, *rest = plain
    evidence, reached, *further = rest
    return Part(
        Records.from_plain(records),
        observations_from(problems),
        Location(*place),
        searched,
        considered,
        wanted,
        observations_from(left_out),
        is_read,
        excerpts_from(lines),
        dict(evidence),
        dict(reached),
        *further,
    )


def plain_excerpts(lines: Mapping[str, Excerpt]) -> list[Any]:
    """Lines of documents as plain data."""
    return [[path, one.size, list(one.known.items())] for path, one in lines.items()]


def excerpts_from(plain: list[Any]) -> dict[str, Excerpt]:
    """The lines of which that is the plain data."""
    return {path: Excerpt(size, dict(known)) for path, size, known in plain}


def plain_result(result: Result) -> list[Any]:
    """A result as plain data, without its criterion, which the policy says."""
    return [
        result.outcome.value,
        plain_observations(result.observations),
        result.note,
        [
            [
                one.quantifier,
                one.searched,
                plain_place(one.place),
                one.considered,
                [[label, plain_place(place)] for label, place in one.selected],
                plain_observations(one.observations),
            ]
            for one in result.traces
        ],
    ]


def result_from(plain: list[Any], heading: Heading, policy: str) -> Result:
    """The result of which that is the plain data, for the criterion of that heading."""
    outcome, seen, note, traces = plain
    return Result(
        heading,
        Outcome(outcome),
        observations_from(seen),
        note,
        policy,
        tuple(
            Trace(
                quantifier,
                searched,
                Location(*place),
                considered,
                tuple((label, Location(*at)) for label, at in selected),
                observations_from(each),
            )
            for quantifier, searched, place, considered, selected, each in traces
        ),
    )
