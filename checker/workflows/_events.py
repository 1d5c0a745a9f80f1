"""What all runs of a GitHub workflow that an event starts have in common.

https://docs.github.com/en/actions/reference/workflows-and-actions/events-that-trigger-workflows and, for the contexts,
https://docs.github.com/en/actions/reference/workflows-and-actions/contexts#github-context.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.model.data import Node
from checker.workflows.conditions import Known, Occasion, Partly
from checker.workflows.triggers import texts_of, types_of

_OF_PULL_REQUESTS = ("pull_request", "pull_request_target")
_LAST_ACTION = "closed"
_PAYLOADS = {
    "github.event.pull_request": (*_OF_PULL_REQUESTS, "pull_request_review", "pull_request_review_comment"),
    "github.event.issue": ("issues", "issue_comment"),
    "github.event.comment": ("issue_comment", "pull_request_review_comment", "commit_comment", "discussion_comment"),
    "github.event.review": ("pull_request_review",),
    "github.event.release": ("release",),
    "github.event.merge_group": ("merge_group",),
    "github.event.head_commit": ("push",),
    "github.event.schedule": ("schedule",),
    "github.event.workflow_run": ("workflow_run",),
    "github.event.inputs": ("workflow_dispatch",),
    "github.event.client_payload": ("repository_dispatch",),
}
"""Parts of `github.event`, and the events of which alone they are parts."""
_UNTOLD = ("workflow_call", "")
"""A workflow that another calls runs on the events of that."""


def occasions_of(event: str, settings: Node | None, repository: str) -> tuple[Occasion, ...]:
    """The kinds of runs that an event starts. repository: in which, empty where that is not known."""
    has_inputs = event in ("workflow_dispatch", *_UNTOLD)
    every = types_of(event, settings) if event in _OF_PULL_REQUESTS else ("",)
    return tuple(
        Occasion(event, has_inputs, known=dict(_known(event, settings, action, repository))) for action in every
    )


def _known(event: str, settings: Node | None, action: str, repository: str) -> Iterator[tuple[str, Known | Partly]]:
    if repository.count("/") == 1:
        yield "github.repository", repository
        yield "github.repository_owner", repository.partition("/")[0]
    if event in _UNTOLD:
        return
    yield from ((part, None) for part, events in _PAYLOADS.items() if event not in events)
    if event in _OF_PULL_REQUESTS:
        yield from _of_pull_request(event, settings, action)
    else:
        yield "github.head_ref", ""
        yield "github.base_ref", ""
    if event == "push":
        yield "github.event.action", None
        yield "github.ref", Partly("refs/")


def _of_pull_request(event: str, settings: Node | None, action: str) -> Iterator[tuple[str, Known | Partly]]:
    yield "github.event.pull_request", Partly()
    yield "github.event.action", action
    yield "github.event.ref", None
    yield "github.head_ref", Partly()
    if action == _LAST_ACTION:
        return
    yield "github.event.pull_request.merged", False
    yield "github.event.pull_request.state", "open"
    branches = texts_of(settings.get("branches") if settings is not None else None)
    base = branches[0] if len(branches) == 1 and not set(branches[0]) & set("*?+[]!") else ""
    yield "github.base_ref", base or Partly()
    yield "github.event.pull_request.base.ref", base or Partly()
    yield "github.ref_type", "branch"
    if event == "pull_request":
        yield "github.ref", Partly("refs/pull/", "/merge")
        yield "github.ref_name", Partly("", "/merge")
    else:
        yield "github.ref", f"refs/heads/{base}" if base else Partly("refs/heads/")
