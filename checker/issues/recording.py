"""Recordings of what a tracker answered, with time and source, so that a run can be repeated without it.

The format is ours and has a version. Its issues have the keys that `gh issue list --json` gives them, with `closedBy`
and `closer` beside those; where the tracker has keys (`ABC-12`) and no numbers, `key` is in the place of `number`.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from datetime import UTC, datetime
from typing import Any, TypeVar, get_args

from checker.classes import dataclass, field, replace
from checker.data.parts import Part, shown
from checker.errors import UsageError
from checker.issues.absences import elsewhere
from checker.issues.export import read_entry, read_key
from checker.issues.facets import facet_known, plain_facets, with_more
from checker.issues.lists import answers as is_answer
from checker.issues.pulls import answers, plain_pull, plain_query, query_of, read_pull
from checker.model.issues import (
    COMMENTS,
    Answers,
    Facet,
    FacetQuery,
    Issue,
    IssueComment,
    IssueKey,
    IssueList,
    IssueQuery,
    IssueRef,
    Missing,
    MissingKind,
    NearName,
    PullList,
    PullQuery,
    PullRequest,
    key_of,
    key_order,
    key_text,
    place_of_key,
)
from checker.model.references import at_home

K = TypeVar("K")
V = TypeVar("V")

FORMAT = "closure-check issues"
VERSION = 1
KEY_BY_FIELD = {
    "assignees": "assignees",
    "author": "author",
    "closed": "closedAt",
    "closed by": "closedBy",
    "closer": "closer",
    COMMENTS: "comments",
    "created": "createdAt",
    "labels": "labels",
    "milestone": "milestone",
    "reason": "stateReason",
    "text": "body",
    "updated": "updatedAt",
}
"""The keys of the fields that a tracker may not tell."""

RECORD_AGAIN = "record again with `closure-check issues fetch -o FILE`"


@dataclass(frozen=True, slots=True)
class Recording:
    """What one tracker said of one project (`owner/name`, `ABC`).

    source: where it came from, for people. fetched: when, UTC. issues: by number or key. lists: the keys that answer
    each query, or why there is no list. near: what looks like that which a query asks for. pulls: the pull requests
    that answer each query.
    """

    project: str
    source: str
    fetched: datetime
    issues: Mapping[IssueKey, Issue | Missing]
    lists: Mapping[IssueQuery, tuple[IssueKey, ...] | Missing]
    near: Mapping[IssueQuery, tuple[NearName, ...]] = field(default_factory=dict)
    pulls: Mapping[PullQuery, PullList] = field(default_factory=dict)

    def answer(self, issues: Collection[IssueRef], queries: Collection[IssueQuery]) -> Answers:
        return Answers({ref: self._find(ref) for ref in issues}, {query: self._list(query) for query in queries})

    def pull_requests(self, queries: Collection[PullQuery]) -> Mapping[PullQuery, PullList]:
        unknown = PullList((), _not_recorded(self.fetched))
        return {query: self.pulls.get(query, unknown) for query in queries}

    def facets(self, queries: Collection[FacetQuery]) -> Mapping[FacetQuery, Facet | Missing]:
        otherwise = _not_recorded(self.fetched)
        return {query: facet_known(self.issues.get(query.ref.key), query, otherwise) for query in queries}

    def _find(self, ref: IssueRef) -> Issue | Missing:
        home = at_home(ref, self.project)
        if home.repository:
            return elsewhere(home, self.project)
        return self.issues.get(home.key) or _not_recorded(self.fetched)

    def _list(self, query: IssueQuery) -> IssueList:
        keys = self.lists.get(query)
        if keys is None:
            return IssueList((), _not_recorded(self.fetched))
        if isinstance(keys, Missing):
            return IssueList((), keys)
        found = [self.issues[key] for key in keys]
        return IssueList(tuple(one for one in found if isinstance(one, Issue)), near=self.near.get(query, ()))


def _not_recorded(fetched: datetime) -> Missing:
    said = f"was not asked for when the issues were recorded on {fetched:%Y-%m-%d}"
    return Missing("not_recorded", said, decided=False, hint=RECORD_AGAIN)


def record(answers: Answers, project: str, source: str, fetched: datetime) -> Recording:
    """The recording of everything that was answered. Every answer must be one: nothing undecided is recorded."""
    issues: dict[IssueKey, Issue | Missing] = {}
    for ref, one in answers.issues.items():
        home = at_home(ref, project)
        if not home.repository:
            issues[home.key] = one
    lists: dict[IssueQuery, tuple[IssueKey, ...] | Missing] = {}
    for query, listed in answers.lists.items():
        issues |= {one.ref.key: with_more(issues, one.ref.key, one) for one in listed.issues}
        lists[query] = listed.problem or tuple(one.ref.key for one in listed.issues)
    near = {query: listed.near for query, listed in answers.lists.items() if listed.near}
    for asked, said in answers.facets.items():
        known = issues.get(asked.ref.key)
        if isinstance(known, Issue) and not isinstance(said, Missing):
            told: dict[str, Any] = {asked.name: said}
            issues[asked.ref.key] = replace(known, **told)
    in_order = {key: issues[key] for key in sorted(issues, key=key_order)}
    pulls = {
        _by_number(query, listed): listed for query, listed in answers.pulls.items() if not _is_none(query, listed)
    }
    return Recording(project, source, fetched, in_order, lists, near, pulls)


def _by_number(query: PullQuery, listed: PullList) -> PullQuery:
    """The query under which an answer is kept: which pull request is judged, the caller says each time."""
    return PullQuery(listed.pulls[0].number) if query.current and listed.pulls else query


def _is_none(query: PullQuery, listed: PullList) -> bool:
    """Whether the answer is the caller's, that no pull request is judged."""
    return query.current and not listed.pulls


def unrecorded(answers: Answers) -> tuple[str, ...]:
    """What is undecided among the answers and keeps them from being recorded, one line for each cause."""
    named = [(str(ref), one) for ref, one in answers.issues.items() if isinstance(one, Missing)]
    named += [(f"the list of {_called(query)}", one.problem) for query, one in answers.lists.items() if one.problem]
    named += [(_pulls_called(query), one.problem) for query, one in answers.pulls.items() if one.problem]
    named += [
        (f"the {one.name} of {one.ref}", said) for one, said in answers.facets.items() if isinstance(said, Missing)
    ]
    causes: dict[str, list[str]] = {}
    for name, missing in named:
        # What this tracker tells of no issue, a recording of it need not tell either.
        if not missing.decided and missing.kind != "untold":
            causes.setdefault(missing.message + (f"; {missing.hint}" if missing.hint else ""), []).append(name)
    return tuple(f"{', '.join(sorted(names))} {cause}" for cause, names in causes.items())


def _called(query: IssueQuery) -> str:
    return "issues with " + ", ".join(f"{name} {said}" for name, said in _plain_query(query).items() if said)


def _plain_query(query: IssueQuery) -> dict[str, str]:
    """The parts of a query as a recording has them; those that came later only where they are asked for."""
    always = {"milestone": query.milestone, "label": query.label, "state": query.state}
    later = {"type": query.type, "parent": str(query.parent) if query.parent is not None else ""}
    return always | {name: said for name, said in later.items() if said}


def _pulls_called(query: PullQuery) -> str:
    if query.number or query.current:
        return f"pull request #{query.number}" if query.number else "the pull request that is judged"
    named = ((name, said) for name, said in plain_query(query).items() if said)
    return "the list of pull requests with " + ", ".join(f"{name} {said}" for name, said in named)


# Writing


def recording_text(recording: Recording) -> str:
    """The recording as a file."""
    lists = sorted(recording.lists.items(), key=lambda one: tuple(_plain_query(one[0]).values()))
    issues = recording.issues
    written = {
        "format": FORMAT,
        "version": VERSION,
        "project": recording.project,
        "source": recording.source,
        "fetched": f"{recording.fetched:%Y-%m-%dT%H:%M:%SZ}",
        "issues": [_issue(one) for one in issues.values() if isinstance(one, Issue)],
        "absent": [_keyed(key) | _absent(one) for key, one in issues.items() if isinstance(one, Missing)],
        "lists": [_list(query, found, recording.near.get(query, ())) for query, found in lists],
    } | _plain_pulls(recording.pulls)
    return json.dumps(written, indent=2, ensure_ascii=False) + "\n"


def _plain_pulls(pulls: Mapping[PullQuery, PullList]) -> dict[str, Any]:
    """What is recorded of pull requests; nothing where none was asked for."""
    if not pulls:
        return {}
    every = {one.number: one for listed in pulls.values() for one in listed.pulls}
    lists = [
        {**plain_query(query), **_pull_numbers(listed), **_alike(listed.near)}
        for query, listed in sorted(pulls.items(), key=lambda one: str(plain_query(one[0])))
    ]
    requests = [
        plain_pull(every[number], [_comment(one) for one in every[number].comments]) for number in sorted(every)
    ]
    return {"pullRequests": requests, "pullRequestLists": lists}


def _pull_numbers(listed: PullList) -> dict[str, Any]:
    if listed.problem is not None:
        return {"absent": _absent(listed.problem)}
    return {"numbers": [one.number for one in listed.pulls]}


def _alike(near: tuple[NearName, ...]) -> dict[str, Any]:
    return {"near": [{"field": one.field, "name": one.name} for one in near]} if near else {}


def _keyed(key: IssueKey) -> dict[str, Any]:
    return {"number" if isinstance(key, int) else "key": key}


def _issue(issue: Issue) -> dict[str, Any]:
    closing = {"closedBy": issue.closed_by, "closer": issue.closer}
    written = {
        **_keyed(issue.ref.key),
        "title": issue.title,
        "state": issue.state.upper(),
        "stateReason": issue.reason.upper(),
        "url": issue.url,
        "labels": [{"name": name} for name in issue.labels],
        "assignees": [{"login": login} for login in issue.assignees],
        "milestone": {"title": issue.milestone} if issue.milestone else None,
        "author": {"login": issue.author},
        "body": issue.body,
        "createdAt": issue.created_at,
        "updatedAt": issue.updated_at,
        "closedAt": issue.closed_at or None,
        **closing,
        "comments": [_comment(one) for one in issue.comments],
        **plain_facets(issue),
    }
    return {
        key: value for key, value in written.items() if key not in {KEY_BY_FIELD[name] for name in issue.unavailable}
    }


def _comment(comment: IssueComment) -> dict[str, Any]:
    edited = {} if comment.edited is None else {"includesCreatedEdit": comment.edited}
    return {
        "author": {"login": comment.author, "is_bot": comment.bot},
        "authorAssociation": comment.role.upper(),
        "createdAt": comment.created,
        **edited,
        "isMinimized": comment.hidden,
        "url": comment.url,
        "body": comment.body,
    }


def _absent(missing: Missing) -> dict[str, Any]:
    return {"kind": missing.kind, "message": missing.message, "hint": missing.hint}


def _list(query: IssueQuery, found: tuple[IssueKey, ...] | Missing, near: tuple[NearName, ...]) -> dict[str, Any]:
    return (
        _plain_query(query)
        | ({"absent": _absent(found)} if isinstance(found, Missing) else {"keys": list(found)})
        | _alike(near)
    )


# Reading


def is_recording(value: Any) -> bool:
    """Whether a JSON value is meant to be a recording."""
    return isinstance(value, dict) and "format" in value


def read_recording(value: Mapping[str, Any], name: str) -> Recording:
    """The recording in a JSON object. name: of the file, for messages. Raises UsageError when it cannot be used."""
    top = Part(value, name, RECORD_AGAIN)
    if top.text("format") != FORMAT:
        top.refuse(f"`format` is {shown(value['format'])}, expected `{FORMAT}`")
    if top.number("version") != VERSION:
        raise UsageError(f"{name}: is in version {value['version']} of the format, this closure-check reads {VERSION}")
    entries = [read_entry(part.values, part.place, recorded=True) for part in top.parts("issues")]
    if any(entry.pull_request for entry in entries):
        top.refuse("holds a pull request among its issues")
    issues: dict[IssueKey, Issue | Missing] = {entry.issue.ref.key: entry.issue for entry in entries}
    absent = [(read_key(part), _read_absent(part)) for part in top.parts("absent")]
    if len(issues | dict(absent)) < len(entries) + len(absent):
        top.refuse("says two things about one number")
    asked = ((_query(part), part) for part in top.parts("lists"))
    lists = _each_once(top, ((query, _keys(part, query, issues)) for query, part in asked), "list")
    near = {_query(part): _near(part) for part in top.parts("lists") if part.has("near")}
    return Recording(
        top.text("project"), top.text("source"), _moment(top), issues | dict(absent), lists, near, _read_pulls(top)
    )


def _each_once(top: Part, said: Iterable[tuple[K, V]], what: str) -> dict[K, V]:
    """What is said of each, refused where it is said twice: nobody could tell which of both counts."""
    pairs = list(said)
    if len(found := dict(pairs)) < len(pairs):
        top.refuse(f"says two things about one {what}; {RECORD_AGAIN}")
    return found


def _read_pulls(top: Part) -> dict[PullQuery, PullList]:
    if not top.has("pullRequestLists"):
        return {}
    project = top.text("project")
    every = ((one.number, one) for one in (read_pull(part, project) for part in top.parts("pullRequests")))
    pulls = _each_once(top, every, "pull request")
    lists = (
        (query, _pull_list(part, query, pulls)) for part in top.parts("pullRequestLists") for query in [query_of(part)]
    )
    return _each_once(top, lists, "list of pull requests")


def _pull_list(part: Part, query: PullQuery, pulls: Mapping[int, PullRequest]) -> PullList:
    near = _near(part) if part.has("near") else ()
    if part.has("absent"):
        return PullList((), _read_absent(part.whole("absent")), near)
    numbers = part.get("numbers")
    if not isinstance(numbers, list) or not all(type(one) is int and one in pulls for one in numbers):
        part.refuse("`numbers` is not a list of pull requests that the recording holds")
    other = next((one for one in numbers if not answers(pulls[one], query)), None)
    if other is not None:
        part.refuse(f"holds #{other}, which is none of those that were asked for; {RECORD_AGAIN}")
    if query.number and not numbers:
        part.refuse(f"says neither what #{query.number} is nor that it is absent; {RECORD_AGAIN}")
    return PullList(tuple(pulls[one] for one in dict.fromkeys(numbers)), near=near)


def _near(part: Part) -> tuple[NearName, ...]:
    return tuple(NearName(one.text("field"), one.text("name")) for one in part.parts("near"))


def _moment(top: Part) -> datetime:
    written = top.text("fetched")
    try:
        return datetime.strptime(written, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    except ValueError:
        top.refuse(f"`fetched` is {shown(written)}, expected a moment such as `2026-07-26T10:00:00Z`")


def _read_absent(part: Part) -> Missing:
    kind = part.text("kind")
    known = next((one for one in get_args(MissingKind) if one == kind), None)
    if known is None:
        part.refuse(f"`kind` is {shown(kind)}, which this version does not know")
    return Missing(known, part.text("message"), decided=True, hint=part.text("hint") or None)


def _query(part: Part) -> IssueQuery:
    type_, parent = (part.text(name, default="") for name in ("type", "parent"))
    asked = IssueQuery(part.text("milestone"), part.text("label"), part.text("state"), type_)
    return replace(asked, parent=_parent(part, parent)) if parent else asked


def _parent(part: Part, written: str) -> IssueRef:
    place, key = place_of_key(written), key_of(written)
    if place is None and key is None:
        part.refuse(f"`parent` is {shown(written)}, expected an issue such as `#62` or `owner/name#62`")
    return IssueRef(*place) if place is not None else IssueRef("", key or 0)


def _keys(part: Part, query: IssueQuery, issues: Mapping[IssueKey, Issue | Missing]) -> tuple[IssueKey, ...] | Missing:
    absent = part.part("absent") if part.has("absent") else None
    if absent is not None:
        return _read_absent(absent)
    keys = part.get("keys")
    if not isinstance(keys, list) or not all(type(one) in (int, str) and one in issues for one in keys):
        part.refuse("`keys` is not a list of issues that the recording holds")
    for key in keys:
        issue = issues[key]
        # Milestones and labels were compared as the tracker has them.
        if not isinstance(issue, Issue) or not is_answer(issue, replace(query, milestone="", label="")):
            part.refuse(f"holds {key_text(key)}, which is none of those that were asked for; {RECORD_AGAIN}")
    return tuple(keys)
