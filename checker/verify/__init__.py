"""Whether a saved report is what comes out when the same is judged again, and what is different."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from checker.classes import dataclass
from checker.errors import UsageError
from checker.model.report import Report
from checker.sources import open_source
from checker.sources.subfolder import whole_of
from checker.verify.again import judge_again
from checker.verify.differences import Difference, differences
from checker.verify.inputs import Inputs, Unseen, UnseenError, find_inputs
from checker.verify.saved import Saved, read_saved


@dataclass(frozen=True, slots=True)
class Verification:
    """Whether a report is so. differences: where it is not. unseen: what could not be looked at.

    again: what comes out now, None where nothing could be judged. head: the commit that is checked out, empty where
    that is not known.
    """

    saved: Saved
    differences: tuple[Difference, ...] = ()
    unseen: tuple[Unseen, ...] = ()
    again: Report | None = None
    head: str = ""

    @property
    def exit_code(self) -> int:
        """0 it is so, 1 it differs, 3 something could not be looked at."""
        return 1 if self.differences else 3 if self.unseen else 0


def verify(
    file: Path, path: Path | None, given: Mapping[str, Any], tell: Callable[[str], None] = lambda _: None
) -> Verification:
    """Judges again what a saved report says was judged, and compares. Raises UsageError and PolicyError.

    path: of the clone, or of a folder in it. given: the words of the command: `policies`, `issues`, `waivers`, `at`,
    `allow_commands`, `allow_foreign_owner`.
    """
    saved = read_saved(file)
    try:
        inputs = find_inputs(saved, path, given)
        head = _commit_at(inputs, "HEAD")
        again = judge_again(saved, inputs, given, tell)
    except UnseenError as error:
        return Verification(saved, unseen=(Unseen(str(error), ""),))
    found = (*_of_another_commit(saved, inputs, given["at"]), *differences(saved.written, again.written))
    return Verification(saved, found, again.unseen, again.report, head)


def _of_another_commit(saved: Saved, inputs: Inputs, at: str | None) -> tuple[Difference, ...]:
    """That the report is of another commit than the caller says. Raises UsageError for what names none."""
    if at is None:
        return ()
    commit, judged = _commit_at(inputs, at), saved.report.judged.commit
    if not commit:
        raise UsageError(f"--at: `{at}` names no commit here; name a commit, a tag or a branch")
    return () if commit == judged else (Difference(("judged", "commit"), judged, commit),)


def _commit_at(inputs: Inputs, at: str) -> str:
    """The full id of a commit by its name, empty for none."""
    try:
        return open_source(whole_of(inputs.source).root, at, allow_foreign_owner=True).tree().commit or ""
    except UsageError:
        return ""
