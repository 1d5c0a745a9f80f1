"""Reaching GitHub: its addresses, the token, and where neither may be mixed with another's."""

from __future__ import annotations

from collections.abc import Mapping

from checker import __version__
from checker.classes import dataclass
from checker.errors import UsageError
from checker.trackers.github.graphql import GraphQL
from checker.trackers.github.tracker import GitHub
from checker.web.access import Access
from checker.web.address import Address, read_address
from checker.web.token import Token
from checker.web.transport import Transport

TOKEN_NAMES = ("CLOSURE_CHECK_TOKEN", "GH_TOKEN", "GITHUB_TOKEN")

_API = "https://api.github.com"
_ENTERPRISE = ("/api/v3", "/api/graphql")


@dataclass(frozen=True, slots=True)
class Addresses:
    """Of one GitHub. pages: the host of what people look at."""

    graphql: Address
    rest: Address
    pages: str


def github_addresses(environment: Mapping[str, str]) -> Addresses:
    """The addresses that GITHUB_API_URL, GITHUB_GRAPHQL_URL and GITHUB_SERVER_URL name, as GitHub Actions sets them.

    One of the first two is enough: github.com has both at one host, a GitHub Enterprise server under `/api/v3` and
    `/api/graphql`. Raises UsageError when they are of different hosts.
    """
    rest_url, graphql_url = environment.get("GITHUB_API_URL"), environment.get("GITHUB_GRAPHQL_URL")
    rest = read_address(rest_url or _rest_beside(graphql_url), "GITHUB_API_URL" if rest_url else "GITHUB_GRAPHQL_URL")
    graphql = read_address(graphql_url or _graphql_beside(rest), "GITHUB_GRAPHQL_URL")
    if rest.origin != graphql.origin:
        raise UsageError(
            f"GITHUB_API_URL leads to {rest.host} and GITHUB_GRAPHQL_URL to {graphql.host}, expected one host"
        )
    server = environment.get("GITHUB_SERVER_URL")
    return Addresses(graphql, rest, read_address(server, "GITHUB_SERVER_URL").host if server else _pages(rest))


def connect(addresses: Addresses, project: str, token: Token, access: Access) -> GitHub:
    """The tracker of one repository; nothing is sent until it is asked."""
    headers = {
        "authorization": f"Bearer {token.secret}",
        "accept": "application/vnd.github+json",
        "user-agent": f"closure-check/{__version__}",
        "x-github-api-version": "2022-11-28",
    }
    transport = Transport(addresses.graphql, token, headers, access.proxy, tell=access.tell, clock=access.clock)
    return GitHub(GraphQL(transport, addresses.graphql, project), addresses.rest, access.tell)


def _rest_beside(graphql_url: str | None) -> str:
    if not graphql_url:
        return _API
    base = graphql_url.rstrip("/")
    rest, graphql = _ENTERPRISE
    return base.removesuffix(graphql) + rest if base.endswith(graphql) else base.removesuffix("/graphql")


def _graphql_beside(rest: Address) -> str:
    enterprise, graphql = _ENTERPRISE
    is_enterprise = rest.url.endswith(enterprise)
    return rest.url.removesuffix(enterprise) + graphql if is_enterprise else rest.url + "/graphql"


def _pages(rest: Address) -> str:
    """The host of the pages: `github.com` for `api.github.com`, `x.ghe.com` for `api.x.ghe.com`, else the same."""
    is_cloud = rest.host == "api.github.com" or rest.host.endswith(".ghe.com")
    return rest.host.removeprefix("api.") if is_cloud else rest.host
