"""Fetching a revision of another repository, for `closure-check vendor` alone. Judging never does.

It is fetched into an empty repository of ours, so that nothing but the configuration of whoever calls has a say.
"""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from checker.errors import UsageError
from checker.patterns import regex
from checker.sources.git import SECONDS, find_git
from checker.sources.listing import can_be_asked

_KEPT = ("PATH", "HOME", "USER", "SSH_AUTH_SOCK", "HTTPS_PROXY", "https_proxy", "SSL_CERT_FILE", "XDG_CONFIG_HOME")
_ENVIRONMENT = {"LC_ALL": "C", "GIT_TERMINAL_PROMPT": "0", "GIT_ALLOW_PROTOCOL": "https:ssh:file"}
_ADDRESS = regex(r"(?:https|ssh|file)://\S+|[\w.-]+@[\w.-]+:\S+")
_PASSWORD = regex(r"://[^/@]*:[^/@]*@")
_WHOLE = ("+refs/heads/*:refs/remotes/origin/*", "+refs/tags/*:refs/tags/*")


def is_address(source: str) -> bool:
    """Whether a repository is named by an address and not by a folder."""
    return "://" in source or _ADDRESS.fullmatch(source) is not None


def fetch_into(folder: Path, address: str, revision: str) -> str:
    """Fetches a revision into an empty folder; how it is called there. Raises UsageError."""
    if not _ADDRESS.fullmatch(address):
        raise UsageError(f"`{address}` is no address of a git repository; name one that begins with https:// or ssh://")
    if _PASSWORD.search(address):
        raise UsageError("an address with a password in it would stand in the lock; leave it to git's credentials")
    if not can_be_asked(revision):
        raise UsageError(f"`{revision}` is no revision; name a commit, a tag or a branch")
    _git(folder, "init", "--quiet", "--template=")
    if _git(folder, "fetch", "--quiet", "--depth=1", "--no-tags", address, revision) is None:
        return "FETCH_HEAD"
    # Some servers hand out a commit only with the branch that it lies on.
    failed = _git(folder, "fetch", "--quiet", address, *_WHOLE)
    if failed is not None:
        raise UsageError(f"{address} cannot be fetched: {failed}")
    return revision


def _git(folder: Path, *arguments: str) -> str | None:
    """What git says when it fails, None when it does not."""
    environment = {name: os.environ[name] for name in _KEPT if name in os.environ} | _ENVIRONMENT
    program = find_git(os.environ.get("PATH", ""), folder)
    try:
        done = subprocess.run(  # noqa: S603  the program is the machine's, the command ours, there is no shell
            [str(program), *arguments],
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return f"no answer within {SECONDS} s"
    lines = [line for line in done.stderr.decode("utf-8", "backslashreplace").splitlines() if line.strip()]
    return None if done.returncode == 0 else (lines[-1] if lines else f"exit code {done.returncode}")
