"""Whose signatures commits and tags bear, as git reports it of those made with SSH keys.

Git has them checked by `ssh-keygen` of the machine, against the allowed signers that the policy names: whatever the
settings of the repository call for is overruled. Signatures in other forms are not checked.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager

from checker.classes import replace
from checker.model.history import Signature
from checker.patterns import regex
from checker.sources.git import ENVIRONMENT, Git
from checker.sources.objects import SIGNED, Stored
from checker.witness import looked_for

MOST = 2_000
"""So many signatures are checked at most; each takes two programs."""
NO_PROGRAM = "this machine has no `ssh-keygen` in /usr/bin or /bin"
NOT_ASKED = "the policy names no `signers`"
OTHER_FORM = "it is not made with an SSH key"
_SSH = f"{SIGNED}SSH SIGNATURE-----"
_STATUS = {b"G": "good", b"U": "unknown", b"B": "bad", b"N": "bad"}
_GOOD = regex(r'Good "git" signature (?:for (.*) )?with [A-Z0-9-]+ key')


def signatures(git: Git, stored: Iterable[Stored], signers: str | None, kind: str) -> Mapping[str, Signature]:
    """The signatures of commits or tags by their ids. signers: as ssh-keygen(1) reads them, None to check nothing."""
    signed = {one.id: one.signature for one in stored if one.signature}
    checkable = [id_ for id_, signature in signed.items() if signature.startswith(_SSH)]
    program = shutil.which("ssh-keygen", path=ENVIRONMENT["PATH"])
    for folder in ENVIRONMENT["PATH"].split(os.pathsep):
        looked_for(f"{folder}/ssh-keygen")
    too_many = f"there are more than {MOST:,} signatures" if len(checkable) > MOST else ""
    why = NO_PROGRAM if program is None else too_many
    found = {id_: Signature("", why=OTHER_FORM) for id_ in signed}
    if signers is None or program is None or why:
        return found | {id_: Signature("", why=NOT_ASKED if signers is None else why) for id_ in checkable}
    with _checking(git, program, signers) as checker:
        check = _of_commits if kind == "commit" else _of_tags
        return found | (dict(check(checker, checkable)) if checkable else {})


@contextmanager
def _checking(git: Git, program: str, signers: str) -> Iterator[Git]:
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", errors="surrogateescape", newline="") as file:
        file.write(signers)
        file.flush()
        settings = (
            "gpg.program=/nonexistent",
            "gpg.openpgp.program=/nonexistent",
            "gpg.x509.program=/nonexistent",
            f"gpg.ssh.program={program}",
            f"gpg.ssh.allowedSignersFile={file.name}",
            "gpg.ssh.revocationFile=/dev/null",
            "gpg.minTrustLevel=undefined",
        )
        yield replace(git, settings=settings)


def _of_commits(git: Git, ids: Sequence[str]) -> Iterator[tuple[str, Signature]]:
    given = "".join(f"{one}\n" for one in ids).encode("ascii")
    said = git.listed("log", "-z", "--no-walk=unsorted", "--stdin", "--format=%H%n%G?%n%GS", given=given)
    for answer in filter(None, said.split(b"\0")):
        id_, status, signer, *_ = [*answer.split(b"\n"), b"", b""]
        yield id_.decode("ascii"), _told(_STATUS.get(status), signer.decode("utf-8", "replace"))


def _of_tags(git: Git, ids: Sequence[str]) -> Iterator[tuple[str, Signature]]:
    for id_ in ids:
        answer = git.ask("verify-tag", id_, codes=range(256))
        good = _GOOD.search(answer.complaint.decode("utf-8", "replace"))
        status = "bad" if good is None else "good" if answer.code == 0 else "unknown"
        yield id_, _told(status, (good[1] or "") if good else "")


def _told(status: str | None, signer: str) -> Signature:
    if status is None:
        return Signature("", why="git cannot check it")
    return Signature(status, signer if status == "good" else "")
