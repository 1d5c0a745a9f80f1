"""Addresses of git remotes."""

from __future__ import annotations

import re

from checker.patterns import regex

_URL = regex(
    r"(?:https?|ssh|git)://(?:[^@/?#]*@)?(?P<host>[\w.-]+)(?P<port>:[0-9]{1,5})?/(?P<project>[\w./-]+)", re.ASCII
)
_SCP = regex(r"(?:[\w.-]+@)?(?P<host>[\w.-]{2,}):(?!/)(?P<project>[\w./-]+)", re.ASCII)


def project_of_remote(url: str) -> tuple[str, str] | None:
    """Host and `owner/name` that a remote's address names (`git@github.com:owner/name.git`), None for a local path."""
    match = _URL.fullmatch(url) or _SCP.fullmatch(url)
    if match is None:
        return None
    project = match["project"].strip("/").removesuffix(".git")
    # The port of ssh is not that of the pages.
    is_page = url.startswith("http")
    host = match["host"].casefold() + ((match["port"] or "") if is_page else "")
    return (host.removeprefix("ssh."), project) if "/" in project else None
