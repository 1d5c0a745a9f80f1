"""What trackers say of a number that is no issue of the repository under judgement."""

from __future__ import annotations

from checker.model.issues import ANY_OWNER, IssueRef, Missing

PULL_REQUEST = Missing("pull_request", "is a pull request, not an issue", decided=True)
DELETED = Missing("gone", "was deleted", decided=True)


def moved(where: str) -> Missing:
    """where: the issue as people write it (`acme/other#7`), or its address."""
    return Missing("moved", f"was moved to {where}", decided=True, hint="link an issue of this repository")


def elsewhere(ref: IssueRef, repository: str) -> Missing:
    """An issue of another repository than the one under judgement (`owner/name`)."""
    message = f"is an issue of {ref.repository.removeprefix(ANY_OWNER)}, not of {repository}"
    return Missing("elsewhere", message, decided=True)


def not_here(ref: IssueRef, repository: str) -> Missing | None:
    """Why a forge has no such issue in a repository whatever its numbers, None when it may. ref: as seen there."""
    if ref.repository:
        return elsewhere(ref, repository)
    if isinstance(ref.key, int):
        return None
    return Missing("not_found", f"is no number, and {repository} has issues by their numbers", decided=True)


def unknown(repository: str) -> Missing:
    """A number that the tracker does not know; an issue that the token may not see looks the same."""
    hint = "check the number; an issue that was moved out of sight of the token looks the same"
    return Missing("not_found", f"does not exist in {repository}", decided=True, hint=hint)
