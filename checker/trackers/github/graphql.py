"""Asking GitHub's GraphQL API, and what its answers say besides data.

A reply with status 200 may hold errors, for parts of the question or for all of it, beside data that looks complete
(https://docs.github.com/en/graphql/overview/rate-limits-and-query-limits-for-the-graphql-api).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from checker.classes import dataclass, field
from checker.data.parts import Part, WrongShapeError, parse_json
from checker.model.issues import Missing
from checker.web.address import Address
from checker.web.exchange import Reply, Request, UnansweredError
from checker.web.failures import rate_limited, unanswered
from checker.web.transport import Transport

_TOO_MUCH = frozenset({"RESOURCE_LIMITS_EXCEEDED", "MAX_NODE_LIMIT_EXCEEDED", "EXCESSIVE_PAGINATION"})
_UNKNOWN = frozenset({"UNDEFINEDFIELD", "UNDEFINEDTYPE", "ARGUMENTNOTACCEPTED"})
_FORBIDDEN = frozenset({"FORBIDDEN", "INSUFFICIENT_SCOPES"})
_LONGEST_QUOTE = 160


@dataclass(frozen=True, slots=True)
class Answered:
    """The repository's part of an answer. faults: why parts of it are missing, by alias; None for not found."""

    repository: Part
    faults: Mapping[str, Missing | None]


@dataclass(slots=True)
class GraphQL:
    """The API of one repository. project: `owner/name`. cost: points that the questions cost so far."""

    transport: Transport
    address: Address
    project: str
    cost: int = field(default=0)

    @property
    def host(self) -> str:
        return self.address.host

    def ask(self, query: str, variables: Mapping[str, Any] | None = None, *, divisible: bool = False) -> Answered:
        """The answer. divisible: a question that is too much is not repeated, because the caller asks for less.

        Raises UnansweredError when nothing of it can be used.
        """
        owner, _, name = self.project.partition("/")
        said = {"query": query, "variables": {"owner": owner, "name": name, **(variables or {})}}
        reply = self.transport.send(Request(self.address.url, json.dumps(said).encode(), divisible=divisible))
        try:
            envelope = self._envelope(reply)
            faults = self._faults(envelope, reply)
            return Answered(self._repository(envelope, of_issues="hasIssuesEnabled" in query), faults)
        except WrongShapeError as error:
            raise malformed(error) from None

    def _envelope(self, reply: Reply) -> Part:
        if reply.status != 200:
            said = f"{self.host} answers with status {reply.status}"
            hint = "no redirect is followed; check GITHUB_API_URL and GITHUB_GRAPHQL_URL"
            raise unanswered("unreachable", said, hint)
        values = parse_json(reply.content, self.host)
        if not isinstance(values, dict):
            raise WrongShapeError(f"{self.host}: holds no object")
        return Part(values, self.host)

    def _faults(self, envelope: Part, reply: Reply) -> Mapping[str, Missing | None]:
        """Errors that concern one alias; any other error is raised."""
        faults: dict[str, Missing | None] = {}
        for error in envelope.parts("errors") if envelope.has("errors") else ():
            kind, path = _kind(error), error.values.get("path")
            way = path if isinstance(path, list) else []
            if len(way) >= 2 and way[0] == "repository" and isinstance(way[1], str) and kind not in _TOO_MUCH:
                gone = kind == "NOT_FOUND" and len(way) == 2
                faults[way[1]] = None if gone else self._fault(kind, error).missing
            elif kind == "RATE_LIMITED":
                raise rate_limited(reply.headers, self.host)
            else:
                raise self._fault(kind, error)
        return faults

    def _fault(self, kind: str, error: Part) -> UnansweredError:
        said = " ".join(error.text("message", default="").split())[:_LONGEST_QUOTE]
        if kind in _TOO_MUCH:
            return unanswered("unreachable", f"{self.host} finds the question too large", heavy=True)
        if kind == "NOT_FOUND":
            hint = "check `tracker` in the policy, and that the token may read the repository"
            return unanswered("forbidden", f"{self.project} does not exist, or the token may not see it", hint)
        if kind in _UNKNOWN:
            hint = "ask a newer version of it, or leave that out of the policy"
            return unanswered("untold", f"{self.host} does not know what is asked ({said})", hint)
        if kind in _FORBIDDEN:
            hint = f"let the token of {self.transport.token.origin} read the issues of {self.project}"
            return unanswered("forbidden", f"{self.host} refuses access ({said})", hint)
        return unanswered("unreachable", f"{self.host} reports `{said or kind or 'an error'}`")

    def _repository(self, envelope: Part, *, of_issues: bool) -> Part:
        """The repository, after making sure that it is the one that was asked for.

        of_issues: whether issues were asked for, which it must have then.
        """
        data = envelope.whole("data")
        spent = data.part("rateLimit")
        self.cost += spent.count("cost") if spent else 0
        repository = data.whole("repository")
        name = repository.text("nameWithOwner")
        if name.casefold() != self.project.casefold():
            raise unanswered("moved", f"{self.project} is now called {name}", f"write `{name}` in the policy")
        if of_issues and repository.get("hasIssuesEnabled") is False:
            raise unanswered("forbidden", f"issues are switched off in {name}", "switch them on in its settings")
        return repository


def malformed(error: WrongShapeError) -> UnansweredError:
    """An answer that is not what GitHub's schema promises."""
    hint = "check that the address is GitHub's; otherwise please report it"
    return unanswered("malformed", f"the answer cannot be used ({error})", hint)


def _kind(error: Part) -> str:
    """The type of an error; GitHub writes it at one of two places."""
    extensions = error.values.get("extensions")
    inner = extensions if isinstance(extensions, dict) else {}
    found = error.values.get("type") or inner.get("type") or inner.get("code")
    return found.upper() if isinstance(found, str) else ""
