"""Criteria that hold of every file of a kind: pages, Terraform modules, workflows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from checker.drafting.draft import OVER, Proposal

_ADDRESS = r"^[\w.-]+(/[\w.-]+){1,2}$"
"""Of a provider: https://developer.hashicorp.com/terraform/language/providers/requirements#source-addresses."""


def nothing_left(over: Sequence[str] = ()) -> Proposal:
    return Proposal(
        "nothing-left-to-fill-in",
        "No page has a slot that was left to be filled in",
        {"for_each": {"file": OVER}, "require": "no_placeholders"},
        "commit",
        fix="fill in the value, or say that there is none",
        over=tuple(over),
    )


def links_resolve(over: Sequence[str] = ()) -> Proposal:
    where = {"to": ["file", "anchor", "nowhere"]}
    return Proposal(
        "links-resolve",
        "Every link between pages leads somewhere",
        {"for_each": {"link": {"in": OVER}, "where": where, "allow_empty": True}, "require": "resolves"},
        "commit",
        fix="correct the path or the anchor",
        over=tuple(over),
    )


def tasks_done(over: Sequence[str] = (), *, may_be_none: bool = False) -> Proposal:
    excused = [{"struck": True, "reason": "filled"}, {"not_applicable": True, "reason": "filled"}]
    selection: dict[str, Any] = {"task": {"in": OVER}, "where": {"not": {"any_of": excused}}}
    return Proposal(
        "tasks-done",
        "Every task is done, or does not apply for a reason",
        {"for_each": selection | ({"allow_empty": True} if may_be_none else {}), "require": "checked"},
        "closure",
        fix="do it and tick it, or strike it through and say why it does not apply",
        over=tuple(over),
    )


def terraform_sound(*over: str) -> Proposal:
    return Proposal(
        "terraform-sound",
        "The Terraform module names its providers with their versions, and all it refers to is declared",
        {
            "all": [
                {
                    "for_each": {"attribute": {"in": OVER, "block": "terraform.required_providers"}},
                    "require": {"source": {"matches": _ADDRESS}, "version": "version_constraint"},
                },
                {"for_each": {"reference": {"in": OVER}, "allow_empty": True}, "require": "resolves"},
            ]
        },
        "commit",
        fix="name source and version of every provider; declare what is referred to",
        over=over,
    )


def actions_pinned(*over: str) -> Proposal:
    return Proposal(
        "actions-pinned",
        "Every action of the workflows is pinned to a commit",
        {
            "for_each": {"value": {"in": OVER, "at": "jobs.*"}},
            "require": {
                "each": {
                    "value": {"at": "steps?.*"},
                    "where": {"uses": {"filled": True, "not": {"matches": "^[.]/"}}},
                    "allow_empty": True,
                    "require": {"uses": {"matches": "@(sha256:)?[0-9a-f]{40}"}},
                }
            },
        },
        "commit",
        why="a tag can be moved to other code",
        fix="write the full id of the commit behind the @, and the tag as a comment",
        over=over,
    )


def workflow_gates(*over: str) -> Proposal:
    return Proposal(
        "workflow-gates",
        "The workflow runs on pull requests, and no job of it may fail in silence",
        {
            "all": [
                {"require": {"exists": {"trigger": {"in": OVER}, "where": {"event": "pull_request"}}}},
                {"for_each": {"job": {"in": OVER, "event": "pull_request"}}, "require": {"may_fail": "no"}},
            ]
        },
        "commit",
        fix="add the job, or remove what lets it fail",
        over=over,
        notes=("Say how many jobs there must be with `at_least`, and which ones with `where: {title: …}`.",),
    )
