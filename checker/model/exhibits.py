"""What a reader wants to see in one place beside the criteria: artifacts and signatures."""

from __future__ import annotations

from checker.classes import dataclass
from checker.model.location import Location


@dataclass(frozen=True, slots=True)
class Artifact:
    """A file or directory that a criterion requires to be committed.

    name: as the document that asks for it calls it. location: where it is asked for. missing: why it is not there,
    empty for one that is. size: bytes of a file, None where it is not known. files: how many a directory holds, None
    for a file. blob: git's object id of the content, empty where there is none to name (a work tree, a directory).
    """

    name: str
    path: str
    location: Location
    missing: str = ""
    size: int | None = None
    files: int | None = None
    blob: str = ""


@dataclass(frozen=True, slots=True)
class Signing:
    """A place for a signature, and what stands there. who: who is to sign, or did; role, date: as written, or empty.

    mark: what stands where the signature belongs. verdict: `signed`, `unsigned`, `partial` or `ambiguous`. proof: its
    kind in words. reason: why it is not simply signed.
    """

    who: str
    location: Location
    verdict: str
    proof: str
    mark: str = ""
    role: str = ""
    date: str = ""
    reason: str = ""


Exhibit = Artifact | Signing
"""What an observation is about and a report shows beside the criteria."""
