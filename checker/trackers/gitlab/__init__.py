"""GitLab's issues and merge requests over its REST API."""

from checker.trackers.gitlab.tracker import TOKEN_NAMES, GitLab, connect, gitlab_address

__all__ = ["TOKEN_NAMES", "GitLab", "connect", "gitlab_address"]
