"""Choosing the tracker that is asked over the network, or saying why none is."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from checker.classes import dataclass
from checker.errors import UsageError
from checker.issues.remotes import project_of_remote
from checker.trackers import LiveTracker, NoTracker, TrackerSetting, guarded
from checker.trackers.asked import Asked
from checker.trackers.kinds import TRACKER_BY_NAME
from checker.web.access import Access
from checker.web.address import checked_proxy
from checker.web.token import Token, find_token

INSTEAD = "give --issues FILE"


@dataclass(frozen=True, slots=True)
class Forge:
    """A kind of tracker as the environment configures it. pages: the host of what people look at.

    token_names: variables that may hold its token, first ones first.
    """

    kind: str
    pages: str
    token_names: tuple[str, ...]
    connect: Callable[[str, Token, Access], LiveTracker]


Reached = dict[tuple[str, str], Asked]
"""Trackers that are reached already, by the host of their pages (what a policy names, for a plugin) and the project."""


def open_tracker(
    setting: TrackerSetting | None, repository: str, origin: Callable[[], str | None], access: Access, reached: Reached
) -> LiveTracker | NoTracker:
    """The tracker of the policy, else that of the repository (`owner/name`) or of the remote `origin`.

    repository: empty when the policy does not say. origin: gives the remote's address; asked only when it is needed.
    reached: takes what is reached; whoever comes again gets the same tracker, with what it has said.
    A token goes to the host of the environment alone, whatever policy and remote say. Raises UsageError.
    """
    if access.proxy:
        checked_proxy(access.proxy)
    if access.offline:
        return NoTracker("no tracker was asked (--offline)", INSTEAD)
    meant = setting or _beside(repository, origin, access)
    if meant is None or isinstance(meant, NoTracker):
        return meant or NoTracker()
    forge = FORGE_BY_KIND.get(meant.kind.kind)
    key = (forge(access.environment).pages if forge and not meant.host else meant.host, meant.project.casefold())
    if key not in reached:
        is_own = type(meant.kind) in TRACKER_BY_NAME.values()
        made = meant.kind.connect(meant, access) if is_own else guarded(meant, access)
        if isinstance(made, NoTracker):
            return made
        reached[key] = Asked(made)
    return reached[key]


def connect_forge(meant: TrackerSetting, access: Access) -> LiveTracker | NoTracker:
    """The tracker of GitHub or GitLab, if the environment names its host and there is a token. Raises UsageError."""
    name = meant.kind.kind
    forge = FORGE_BY_KIND[name](access.environment)
    if meant.host not in ("", forge.pages):
        said = f"no tracker was asked: the policy's is at {meant.host}, the environment names {forge.pages}"
        return NoTracker(said, f"name the API of {meant.host} in {_ADDRESS_NAMES[name]}, or {INSTEAD}")
    try:
        token = find_token(access.token_file, forge.token_names, access.environment)
    except UsageError as error:
        if access.token_file is not None:
            raise
        # A variable that is set for something else must not stop a run that may need no issues at all.
        return NoTracker(f"no tracker was asked: {error}", f"set {forge.token_names[1]}, or {INSTEAD}")
    if token is None:
        said = f"no tracker was asked: there is no token for {forge.pages}"
        return NoTracker(said, f"set {forge.token_names[1]}, give --token-file FILE, or {INSTEAD}")
    return forge.connect(meant.project, token, access)


def _beside(repository: str, origin: Callable[[], str | None], access: Access) -> TrackerSetting | NoTracker | None:
    """The tracker of the repository or of the clone's origin, when there is a token for it. Raises UsageError."""
    forges = [make(access.environment) for make in FORGE_BY_KIND.values()]
    able = [one for one in forges if access.token_file or any(access.environment.get(n) for n in one.token_names)]
    if repository and able and able[0].kind == "github":
        return TrackerSetting(TRACKER_BY_NAME["github"](), repository)
    found = project_of_remote(origin() or "") if able else None
    if found is None:
        if access.token_file is not None:
            raise UsageError("--token-file: nothing says which tracker it is for; name it as `tracker` in the policy")
        return None
    host, project = found
    forge = next((one for one in able if one.pages == host), None)
    if forge is None:
        said = f"no tracker was asked: `origin` is at {host}, the token is for {able[0].pages}"
        return NoTracker(said, f"name the tracker in the policy, or {INSTEAD}")
    return TrackerSetting(TRACKER_BY_NAME[forge.kind](), project)


def _github(environment: Mapping[str, str]) -> Forge:
    from checker.trackers.github.connect import TOKEN_NAMES, connect, github_addresses

    addresses = github_addresses(environment)
    return Forge("github", addresses.pages, TOKEN_NAMES, lambda *rest: connect(addresses, *rest))


def _gitlab(environment: Mapping[str, str]) -> Forge:
    from checker.trackers.gitlab import TOKEN_NAMES, connect, gitlab_address

    address = gitlab_address(environment)
    return Forge("gitlab", address.host, TOKEN_NAMES, lambda *rest: connect(address, *rest))


FORGE_BY_KIND: Mapping[str, Callable[[Mapping[str, str]], Forge]] = {"github": _github, "gitlab": _gitlab}
_ADDRESS_NAMES = {"github": "GITHUB_API_URL", "gitlab": "GITLAB_API_URL"}
