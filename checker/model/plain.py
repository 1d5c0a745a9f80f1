"""What documents contribute as plain data: lists, texts and numbers, as JSON has them, and back again.

Another process hands it over so, and so it is kept. A field is known by its position; whoever changes one of these
classes changes `FORMAT`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from checker.model.evidence import Gap, Reason, State
from checker.model.exhibits import Artifact, Exhibit, Signing
from checker.model.location import Location
from checker.model.observation import Acceptance, Observation, Outcome
from checker.model.parts import Contributed, Excerpt, Part
from checker.model.report import Heading, Result, Trace

FORMAT = 1


def plain_part(part: Part | None) -> list[Any] | None:
    """A part as plain data."""
    if part is None:
        return None
    return [
        [[one.label, _place(one.location), _all(one.observations)] for one in part.records],
        _all(part.problems),
        _place(part.place),
        part.searched,
        part.considered,
        part.wanted,
        _all(part.left_out),
        part.is_read,
        plain_excerpts(part.lines),
        list(part.evidence.items()),
        part.is_of_day,
        part.can_be_kept,
    ]


def part_from(plain: list[Any] | None) -> Part | None:
    """The part of which that is the plain data."""
    if plain is None:
        return None
    records, problems, place, searched, considered, wanted, left_out, is_read, lines, evidence, *further = plain
    return Part(
        tuple(Contributed(label, Location(*at), _observations(seen)) for label, at, seen in records),
        _observations(problems),
        Location(*place),
        searched,
        considered,
        wanted,
        _observations(left_out),
        is_read,
        excerpts_from(lines),
        dict(evidence),
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
        _all(result.observations),
        result.note,
        [
            [
                one.quantifier,
                one.searched,
                _place(one.place),
                one.considered,
                [[label, _place(place)] for label, place in one.selected],
                _all(one.observations),
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
        _observations(seen),
        note,
        policy,
        tuple(
            Trace(
                quantifier,
                searched,
                Location(*place),
                considered,
                tuple((label, Location(*at)) for label, at in selected),
                _observations(each),
            )
            for quantifier, searched, place, considered, selected, each in traces
        ),
    )


def _place(one: Location) -> list[Any]:
    return [one.path, one.line, one.column, one.pointer]


def _all(seen: Sequence[Observation]) -> list[Any]:
    return [_plain(one) for one in seen]


def _plain(one: Observation) -> list[Any]:
    head = [one.ok, one.said, _place(one.location), one.expected, one.found]
    if one.ok and not (one.hint or one.related or one.gap or one.about or one.told or one.exhibit or one.accepted):
        # Most of what is seen is met, and nothing else is said of it.
        return [*head, one.opposite, one.words]
    return [
        *head,
        one.opposite,
        one.words,
        one.hint,
        [_place(place) for place in one.related],
        _plain_gap(one.gap),
        one.about,
        one.told,
        _plain_exhibit(one.exhibit),
        _plain_acceptance(one.accepted),
    ]


def _observations(plain: list[Any]) -> tuple[Observation, ...]:
    return tuple(map(_observation, plain))


def _observation(plain: list[Any]) -> Observation:
    ok, said, place, expected, found, opposite, words, *rest = plain
    if not rest:
        return Observation(ok, said, Location(*place), expected, found, opposite=opposite, words=words)
    hint, related, gap, about, told, exhibit, accepted = rest
    return Observation(
        ok,
        said,
        Location(*place),
        expected,
        found,
        hint,
        tuple(Location(*one) for one in related),
        _gap(gap),
        about,
        told,
        _exhibit(exhibit),
        opposite,
        Acceptance(*accepted) if accepted else None,
        words,
    )


def _plain_gap(gap: Gap | None) -> list[Any] | None:
    if gap is None:
        return None
    return [gap.state.value, gap.reason.name, _place(gap.location), [list(one) for one in gap.parameters]]


def _gap(plain: list[Any] | None) -> Gap | None:
    if plain is None:
        return None
    state, reason, place, parameters = plain
    return Gap(State(state), Reason[reason], Location(*place), tuple((name, value) for name, value in parameters))


def _plain_exhibit(one: Exhibit | None) -> list[Any] | None:
    if one is None:
        return None
    if isinstance(one, Artifact):
        return ["artifact", one.name, one.path, _place(one.location), one.missing, one.size, one.files, one.blob]
    return ["signing", one.who, _place(one.location), one.verdict, one.proof, one.mark, one.role, one.date, one.reason]


def _exhibit(plain: list[Any] | None) -> Exhibit | None:
    if plain is None:
        return None
    kind, *rest = plain
    if kind == "artifact":
        name, path, place, *more = rest
        return Artifact(name, path, Location(*place), *more)
    who, place, *more = rest
    return Signing(who, Location(*place), *more)


def _plain_acceptance(one: Acceptance | None) -> list[Any] | None:
    if one is None:
        return None
    return [one.why, one.waiver, one.owner, one.approved_by, one.issue, one.until, one.since]
