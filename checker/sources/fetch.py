"""Fetching from another repository, for `closure-check vendor` and the mirrors of a fleet. Judging never does.

It is fetched into a repository of ours, so that nothing but the configuration of whoever calls has a say.
"""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

from checker.data.source import MAX_BYTES
from checker.errors import UsageError
from checker.patterns import regex
from checker.sources.git import SECONDS, find_git
from checker.sources.listing import can_be_asked

_KEPT = ("PATH", "HOME", "USER", "SSH_AUTH_SOCK", "HTTPS_PROXY", "https_proxy", "SSL_CERT_FILE", "XDG_CONFIG_HOME")
_ENVIRONMENT = {"LC_ALL": "C", "GIT_TERMINAL_PROMPT": "0", "GIT_ALLOW_PROTOCOL": "https:ssh:file:git"}
_ADDRESS = regex(r"(?:https|ssh|file)://\S+|[\w.-]+@[\w.-]+:\S+")
_MIRRORED = regex(r"(?:https|ssh|file|git)://\S+|[\w.-]+@[\w.-]+:\S+")
_PASSWORD = regex(r"://[^/@]*:[^/@]*@|https?://[^/@]*@", re.IGNORECASE)
"""Over HTTP, what stands before the host alone is a token as a rule."""
_MIRROR = ("+refs/heads/*:refs/heads/*", "+refs/tags/*:refs/tags/*")
_REMOTE = {"promisor": "true", "partialclonefilter": f"blob:limit={MAX_BYTES + 1}"}
_HEAD = regex(r"^ref: (refs/heads/\S+)\tHEAD$", re.MULTILINE)
_DETACHED = regex(r"^([0-9a-f]{40,64})\tHEAD$", re.MULTILINE)
_WHOLE = ("+refs/heads/*:refs/remotes/origin/*", "+refs/tags/*:refs/tags/*")


def is_address(source: str) -> bool:
    """Whether a repository is named by an address and not by a folder."""
    return "://" in source or _ADDRESS.fullmatch(source) is not None


def has_secret(source: str) -> bool:
    """Whether an address holds what must not be told: a password, or a user of HTTP, in whose place tokens stand."""
    return _PASSWORD.search(source) is not None


def fetch_into(folder: Path, address: str, revision: str) -> str:
    """Fetches a revision into an empty folder; how it is called there. Raises UsageError."""
    if not _ADDRESS.fullmatch(address):
        raise UsageError(f"`{address}` is no address of a git repository; name one that begins with https:// or ssh://")
    if has_secret(address):
        raise UsageError(
            "an address with a user or a password in it would stand in the lock; leave it to git's credentials"
        )
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


def mirror_into(folder: Path, address: str, seconds: float) -> None:
    """Makes a bare repository of what another one has now: all branches and tags, and of files those that are read.

    What is larger than any file that is read is left there. folder: a mirror of before, or one that is not there yet.
    seconds: what each step may take. Raises UsageError.
    """
    if not _MIRRORED.fullmatch(address):
        raise UsageError(f"`{address}` is no address of a git repository; name one that begins with https:// or ssh://")
    if has_secret(address):
        raise UsageError(
            "an address with a user or a password in it would be told in reports; leave it to git's credentials"
        )
    if not (folder / "HEAD").is_file():
        folder.mkdir(parents=True, exist_ok=True)
        _must(address, _git(folder, "init", "--quiet", "--bare", "--template=", seconds=seconds))
    said = _asked(folder, "ls-remote", "--symref", address, "HEAD", seconds=seconds)
    if isinstance(said, str):
        raise UsageError(f"{address} cannot be fetched: {said}")
    remote = [part for name, value in _REMOTE.items() for part in ("-c", f"remote.origin.{name}={value}")]
    remote += ["-c", f"remote.origin.url={address}"]
    fetch = ("fetch", "--quiet", "--prune", "--force", "--no-tags", f"--filter=blob:limit={MAX_BYTES + 1}", "origin")
    head = said.decode("utf-8", "backslashreplace")
    branch, commit = _HEAD.search(head), _DETACHED.search(head)
    # A commit that the server's HEAD names by itself may lie on no branch.
    further = ("+HEAD:refs/detached",) if branch is None and commit is not None else ()
    _must(address, _git(folder, *remote, *fetch, *_MIRROR, *further, seconds=seconds))
    # Who reads it must not be sent to fetch what was left there.
    for name in ("promisor", "partialclonefilter", "url"):
        _git(folder, "config", "--unset-all", f"remote.origin.{name}", seconds=seconds)
    if branch is not None:
        _must(address, _git(folder, "symbolic-ref", "HEAD", branch[1], seconds=seconds))
    elif commit is not None:
        _must(address, _git(folder, "update-ref", "--no-deref", "HEAD", commit[1], seconds=seconds))


def _must(address: str, failed: str | None) -> None:
    if failed is not None:
        raise UsageError(f"{address} cannot be fetched: {failed}")


def _git(folder: Path, *arguments: str, seconds: float = SECONDS) -> str | None:
    """What git says when it fails, None when it does not."""
    said = _asked(folder, *arguments, seconds=seconds)
    return said if isinstance(said, str) else None


def _asked(folder: Path, *arguments: str, seconds: float) -> bytes | str:
    """What git says; why it does not, as a text."""
    environment = {name: os.environ[name] for name in _KEPT if name in os.environ} | _ENVIRONMENT
    program = find_git(os.environ.get("PATH", ""), folder)
    try:
        done = subprocess.run(  # noqa: S603  the program is the machine's, the command ours, there is no shell
            [str(program), *arguments],
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return f"it takes longer than {seconds:g} s"
    except OSError as error:
        return f"git cannot be started ({(error.strerror or 'unknown cause').lower()})"
    lines = [line for line in done.stderr.decode("utf-8", "backslashreplace").splitlines() if line.strip()]
    return done.stdout if done.returncode == 0 else (lines[-1] if lines else f"exit code {done.returncode}")
