"""Which pull request is judged, as the caller says: by its number, or with the event of the workflow.

GitHub writes the event that started a workflow as JSON to a file and names it in GITHUB_EVENT_PATH
(https://docs.github.com/en/webhooks/webhook-events-and-payloads); what GitLab sends to hooks is in TRIGGER_PAYLOAD
(https://docs.gitlab.com/user/project/integrations/webhook_events). An event is what was so when the workflow began.
"""

from __future__ import annotations

import hashlib

from checker.classes import dataclass, replace
from checker.data.parts import Part, WrongShapeError, parse_json, shown
from checker.issues.export import labels_of
from checker.model.issues import COMMENTS, REVIEWS, PullRequest

NONE = "none"
EVENT_REMEDY = "give the number of the pull request"
_STATES = {"opened": "open", "reopened": "open", "locked": "open"}
"""What events call states otherwise than tracker and policy."""
_OF_SEVERAL = ("merge_group", "workflow_run", "workflow_job", "check_run", "check_suite", "deployment", "branches")
"""What stands in events of GitHub that may be of pull requests that they do not name, or name in part."""
_OF_NONE = ("push", "tag_push", "release")
"""Events of GitLab that are of no merge request."""


@dataclass(frozen=True, slots=True)
class AtHand:
    """Which pull request is judged. number: None where there is none. pull: what an event tells of it, else None.

    project: whose it is (`owner/name`), empty where that is not said. event, digest: the file of the event as reports
    call it, and `sha256:` of its bytes; both empty without one.
    """

    number: int | None
    pull: PullRequest | None = None
    project: str = ""
    event: str = ""
    digest: str = ""


def at_hand_of(data: bytes, name: str) -> AtHand | None:
    """What the event of a workflow says; None where it leaves open of which pull requests it is, as a merge queue's.

    name: of its file, for messages and reports. Raises WrongShapeError, also for JSON that is no event.
    """
    values = parse_json(data, name)
    if not isinstance(values, dict):
        raise WrongShapeError(f"{name}: holds {shown(values)}, expected the event of a workflow")
    top, digest = Part(values, name, EVENT_REMEDY), f"sha256:{hashlib.sha256(data).hexdigest()}"
    found = _in_gitlab(top) if "object_kind" in values else _in_github(top)
    return None if found is None else replace(found, event=name, digest=digest)


def _in_github(top: Part) -> AtHand | None:
    if not top.has("repository") and not top.has("schedule"):
        top.refuse(f"is no event of a workflow; {EVENT_REMEDY}, or `{NONE}` where there is none")
    project = top.whole("repository").text("full_name") if top.has("repository") else ""
    if "pull_request" in top.values:
        pull = _of_github(top.whole("pull_request"))
        return AtHand(pull.number, pull, project)
    if any(name in top.values for name in _OF_SEVERAL):
        return None
    issue = top.whole("issue") if top.has("issue") else None
    return AtHand(issue.number("number") if issue is not None and issue.has("pull_request") else None, None, project)


def _in_gitlab(top: Part) -> AtHand | None:
    kind, project = top.text("object_kind"), top.whole("project").text("path_with_namespace")
    if kind == "merge_request":
        pull = _of_gitlab(top)
        return AtHand(pull.number, pull, project)
    if top.has("merge_request"):
        return AtHand(top.whole("merge_request").number("iid"), None, project)
    return AtHand(None, None, project) if kind in _OF_NONE else None


def _of_github(part: Part) -> PullRequest:
    is_merged = part.has("merged_at")
    state = "merged" if is_merged else part.text("state")
    milestone, untold = part.part("milestone") if part.has("milestone") else None, [COMMENTS, REVIEWS]
    # The events of a review tell less of it than its own.
    untold += [name for name, key in (("draft", "draft"), ("merged by", "merged_by")) if key not in part.values]
    return PullRequest(
        number=part.number("number"),
        title=part.text("title"),
        state=_STATES.get(state, state),
        draft=part.flag("draft"),
        url=part.text("html_url"),
        author=_login(part, "user"),
        body=part.text("body"),
        labels=labels_of(part),
        assignees=_logins(part, "assignees"),
        milestone=milestone.text("title") if milestone else "",
        base=part.whole("base").text("ref"),
        head=part.whole("head").text("ref"),
        commit=part.whole("head").text("sha"),
        reviewers=_logins(part, "requested_reviewers"),
        created_at=part.text("created_at"),
        updated_at=part.text("updated_at"),
        closed_at="" if is_merged else part.text("closed_at"),
        merged_at=part.text("merged_at"),
        merged_by=_login(part, "merged_by") if part.has("merged_by") else "",
        unavailable=tuple(untold),
    )


def _login(part: Part, name: str) -> str:
    person = part.part(name)
    return person.text("login") if person else "ghost"


def _logins(part: Part, name: str) -> tuple[str, ...]:
    return tuple(person.text("login") for person in part.parts(name))


def _of_gitlab(top: Part) -> PullRequest:
    part, labels = top.whole("object_attributes"), top.parts("labels") if top.has("labels") else ()
    state = part.text("state")
    people = {name: top.parts(name) if top.has(name) else () for name in ("assignees", "reviewers")}
    # A hook tells people, milestone and who merged by numbers that mean nothing outside GitLab.
    untold = (COMMENTS, REVIEWS, "author", "merged", "merged by", "milestone", "closed")
    return PullRequest(
        number=part.number("iid"),
        title=part.text("title"),
        state=_STATES.get(state, state),
        draft=part.flag("draft", "work_in_progress"),
        url=part.text("url"),
        body=part.text("description"),
        labels=tuple(label.text("title") for label in labels),
        assignees=tuple(person.text("username") for person in people["assignees"]),
        reviewers=tuple(person.text("username") for person in people["reviewers"]),
        base=part.text("target_branch"),
        head=part.text("source_branch"),
        commit=part.whole("last_commit").text("id"),
        created_at=part.text("created_at"),
        updated_at=part.text("updated_at"),
        unavailable=untold,
    )
