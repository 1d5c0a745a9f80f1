"""After every change to evidence a criterion passes no more, or a list says why it may. `make loss` tries them all."""

from __future__ import annotations

import pytest

from loss.judging import (
    Group,
    Tried,
    count,
    every_mutation,
    ids_of,
    outdated,
    read_groups,
    sample_of,
    silent,
    tried,
)
from loss.mutations import Mutation

SOURCES = {
    "attribute", "block", "box", "cell", "code", "code-line", "comments", "file", "header", "heading", "issue",
    "issue-assignees", "issue-comments", "issue-milestone", "issue-state", "issue-stateReason", "item", "job",
    "job-name", "key", "line", "link", "paragraph", "reference", "row", "section", "slot", "table", "target",
}  # fmt: skip
"""What changes are made to, by the first words of their kinds."""


@pytest.fixture(scope="module")
def mutations() -> tuple[Mutation, ...]:
    return every_mutation()


@pytest.fixture(scope="module")
def groups() -> tuple[Group, ...]:
    return read_groups()


@pytest.fixture(scope="module")
def sampled(mutations: tuple[Mutation, ...], groups: tuple[Group, ...]) -> tuple[Tried, ...]:
    found = tuple(tried(sample_of(mutations), groups))
    print(*count(found, groups), sep="\n")  # noqa: T201
    return found


def test_no_change_to_evidence_passes_in_silence(sampled: tuple[Tried, ...], groups: tuple[Group, ...]) -> None:
    assert silent(sampled, groups) == []


def test_what_is_listed_still_passes_or_is_caught_by_the_criteria_that_are_named(
    sampled: tuple[Tried, ...], groups: tuple[Group, ...]
) -> None:
    assert outdated(sampled, groups) == []


def test_every_listed_change_exists_and_is_listed_once(
    mutations: tuple[Mutation, ...], groups: tuple[Group, ...]
) -> None:
    listed = [id_ for group in groups for id_ in group.ids]
    assert sorted(set(listed) - ids_of(mutations)) == []
    assert len(listed) == len(set(listed))


def test_every_kind_of_source_is_changed(mutations: tuple[Mutation, ...]) -> None:
    assert {one.change.kind.split("/")[0] for one in mutations} == SOURCES


def test_every_criterion_is_held_against_changes(mutations: tuple[Mutation, ...]) -> None:
    tried_by = {(one.engagement.name, criterion) for one in mutations for criterion in one.criteria}
    assert tried_by == {(one.engagement.name, id_) for one in mutations for id_ in one.engagement.criteria}


def test_examples_pass_as_they_are(mutations: tuple[Mutation, ...]) -> None:
    for engagement in {one.engagement.name: one.engagement for one in mutations}.values():
        assert set(engagement.outcomes(tuple(engagement.criteria), {}).values()) == {"pass"}
