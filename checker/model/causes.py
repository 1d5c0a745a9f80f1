"""What keeps criteria from being met: one thing that is missing or in the way, which may be the same for several."""

from __future__ import annotations

from enum import StrEnum

from checker.classes import dataclass, field, replace
from checker.model.evidence import Gap, Reason, State
from checker.model.issues import Missing


class Lack(StrEnum):
    """What is missing, where reports have more to say of it than that: what is there, and what became of it."""

    FILE = "missing-file"
    SECTION = "missing-section"
    ANCHOR = "missing-anchor"
    DECLARATION = "missing-declaration"
    COLUMN = "missing-column"
    TABLE = "missing-table"
    FRONT_MATTER = "missing-front-matter"
    ISSUE = "missing-issue"
    ANSWER = "missing-answer"


@dataclass(frozen=True, slots=True)
class Cause:
    """One thing that is missing or in the way; equal for all criteria that stumble over it.

    kind: a `Lack`, else the id of the reason for which evidence is missing or in doubt. path: the document, empty where
    it is in none. name: what is missing in it, as it was asked for. line: of the table, or of what is in the way.
    said: what is missing, in words. near: what is there and nearly called so. there: what is there instead, in words.
    """

    kind: str
    path: str = ""
    name: str = ""
    line: int | None = None
    said: str = field(default="", compare=False)
    near: str = field(default="", compare=False)
    there: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Instead:
    """What is to be said of something that is missing by who can see all of the tree, and the last commit.

    near: what is there and may have been meant. twin: near differs in case alone, or in how its letters are composed.
    was_there: whether the last commit has it, so that the judged change takes it away. became: what stands in its
    place now, as far as that is told. astray: why it is not in the tree although it is on disk.
    """

    near: str = ""
    twin: bool = False
    was_there: bool = False
    became: str = ""
    astray: str = ""


_LACK_BY_REASON = {
    Reason.NO_SECTION: (Lack.SECTION, "title"),
    Reason.NO_COLUMN: (Lack.COLUMN, "column"),
    Reason.NO_TABLE: (Lack.TABLE, "where"),
    Reason.NO_SUCH_TABLE: (Lack.TABLE, "where"),
    Reason.NO_FRONT_MATTER: (Lack.FRONT_MATTER, ""),
    Reason.NO_ISSUE: (Lack.ISSUE, "called"),
}
_OF_FILES = (Reason.NO_FILE, Reason.FILE_GONE, Reason.NO_CONTENT, Reason.DOCUMENT)
_OF_ONE = (Reason.UNMET_SEARCH, Reason.READ_OTHERWISE, Reason.OUT_OF_TIME)
"""Reasons that say of one criterion what it did not find: no other stumbles over the same."""


def missing_file(path: str) -> Cause:
    """That there is no such file or directory in the judged tree."""
    return Cause(Lack.FILE, path.rstrip("/"), said=f"{path} is not there")


def missing_anchor(path: str, anchor: str, near: str) -> Cause:
    """That a document has no heading to which links with an anchor lead. near: the anchor that is nearly so, if any."""
    said = f"{path} has no heading with the anchor `#{anchor}`"
    return Cause(Lack.ANCHOR, path, f"#{anchor}", said=said, near=f"#{near}" if near else "")


def missing_declaration(path: str, name: str, near: str = "") -> Cause:
    """That a Terraform module does not declare what it refers to. near: the address that is nearly so, if any."""
    return Cause(Lack.DECLARATION, path, name, said=f"{path} does not declare `{name}`", near=near)


def missing_issue(called: str, missing: Missing) -> Cause:
    """That there is no such issue, or that the tracker answers for none. called: `issue #63`."""
    return _missing_issue(called, missing.message, is_of_tracker=missing.is_of_tracker)


def _missing_issue(called: str, why: str, *, is_of_tracker: bool) -> Cause:
    if is_of_tracker:
        return Cause(Lack.ANSWER, name=why, said=f"what the issues say is not known: {why}")
    return Cause(Lack.ISSUE, name=called, said=f"{called} {why}")


def cause_of(gap: Gap) -> Cause | None:
    """What a gap in the evidence comes from; None where it is told of one criterion alone."""
    if gap.reason in _OF_FILES and gap.state is State.ABSENT:
        return missing_file(gap["path"])
    if gap.reason in _OF_ONE:
        return None
    place = gap.location
    lack, called = _LACK_BY_REASON.get(gap.reason, (None, ""))
    if lack is None:
        return Cause(gap.reason.id, place.path, gap.message, place.line, gap.message)
    said = replace(gap, parameters=tuple(one for one in gap.parameters if one[0] != "near")).message
    if lack is Lack.ISSUE:
        return _missing_issue(gap[called], gap["why"], is_of_tracker=bool(gap["of_tracker"]))
    line = place.line if lack in (Lack.COLUMN, Lack.TABLE) else None
    path = gap["path"] or place.path
    return Cause(lack, path, gap[called], line, said, gap["near"], gap["there"])
