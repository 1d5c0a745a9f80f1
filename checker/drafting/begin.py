"""`closure-check init`: from a repository to a first policy that holds, and what stands around it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from pathlib import Path

from checker.classes import dataclass, replace
from checker.drafting.draft import Draft, id_of
from checker.drafting.surroundings import GITHUB_GATE, GITLAB_GATE, HOOKS, Planned, origin_of_this, surroundings
from checker.drafting.survey import survey, together
from checker.drafting.trial import NAME, judged, without_mistakes
from checker.drafting.writing import policy_text
from checker.errors import UsageError
from checker.files import put
from checker.issues.forges import project_of_origin
from checker.messages.summary import counted
from checker.model.report import Stage
from checker.sources import Source, Subfolder
from checker.sources.git import Git, find_git
from checker.sources.remote import origin_url
from checker.sources.repository import find_repository
from checker.text.display import visible
from checker.trackers.file import IssuesData, read_issues

_HEAD = (
    "A first policy, drafted by `closure-check init` from what the repository is today. It is yours: change it.",
    "What stands here as a comment does not pass yet, with the reason. The language: `closure-check kinds`.",
)


@dataclass(frozen=True, slots=True)
class Beginning:
    """What is to be written where, and what is there already. draft: the policy, None where one is there.

    note: why hook and gate are not among the files, empty where they are.
    """

    root: Path
    files: tuple[Planned, ...]
    kept: tuple[Planned, ...]
    draft: Draft | None
    note: str = ""


def beginning(source: Source, today: date, issues: Path | None = None) -> Beginning:
    """What a repository would get. issues: the file with what the tracker says, None for none.

    Raises UsageError where there is nothing that a policy could speak of.
    """
    root = source.root
    reader = partial(read_issues, issues) if issues is not None else None
    draft = None if os.path.lexists(root / NAME) else _drafted(source, today, reader)
    origin = origin_url(root) or ""
    project = project_of_origin(origin)
    is_gitlab = os.path.lexists(root / GITLAB_GATE) or (project is not None and project.below.startswith("-"))
    asks = draft is not None and issues is not None
    forge, branch = "gitlab" if is_gitlab else "github", _branch(root) or "main"
    planned = list(surroundings(forge, branch, origin_of_this(), _inside(issues, root), asks_issues=asks))
    note = _why_alone(source)
    if note:
        planned = [one for one in planned if one.path not in (HOOKS, GITHUB_GATE, GITLAB_GATE)]
    if draft is not None:
        planned.insert(0, Planned(NAME, policy_text(draft), _count(draft)))
    there = [one for one in planned if os.path.lexists(root / one.path)]
    return Beginning(root, tuple(one for one in planned if one not in there), tuple(there), draft, note)


def _why_alone(source: Source) -> str:
    """Why neither hook nor gate can stand in a folder, empty where they can."""
    if isinstance(source, Subfolder):
        up = os.path.relpath(source.whole.root, source.root)
        return (
            f"hook and gate are not written here: they belong at the root of the repository ({up}), where both judge "
            "every folder that has settings when they run `closure-check check --recursive`"
        )
    if find_repository(source.root) is None:
        return "hook and gate are not written: this is no git repository yet; after `git init`, `init` writes them too"
    return ""


def _inside(file: Path | None, root: Path) -> str:
    """The path of a file from the root, empty for none and for one that lies elsewhere."""
    place = file.resolve() if file is not None else None
    return place.relative_to(root).as_posix() if place is not None and place.is_relative_to(root) else ""


def _drafted(source: Source, today: date, issues: Callable[[], IssuesData] | None) -> Draft:
    project = project_of_origin(origin_url(source.root) or "")
    name = source.root.name
    on_github = project is not None and project.host == "github.com"
    draft = survey(
        source, id_of(name), f"What {name} promises of itself", project.name if on_github and project else "", today
    )
    if not draft.proposals:
        raise UsageError(
            "there is no document, workflow or Terraform module here that git tracks; "
            "`git add` what there is, or `closure-check scaffold --policy handover` to begin with documents"
        )
    draft = judged(without_mistakes(draft, source.root), source, today, issues)
    draft = judged(together(draft), source, today, issues).used()
    if not draft.standing:
        reasons = "\n".join(f"  {one.id}: {one.reason}" for one in draft.commented)
        raise UsageError(f"nothing of what the documents show holds as it is; mend one of these first:\n{reasons}")
    return replace(draft, head=_HEAD)


def _branch(root: Path) -> str:
    """The branch that the forge merges into, else the one at hand; empty outside git and on no branch."""
    repository = find_repository(root)
    if repository is None:
        return ""
    git = Git(find_git(os.environ.get("PATH", ""), repository.root), repository.git_dir, repository.root)
    for name in ("refs/remotes/origin/HEAD", "HEAD"):
        said = git.ask("symbolic-ref", "--quiet", "--short", name, codes=(0, 1)).output.decode("utf-8", "replace")
        if said.strip():
            return said.strip().removeprefix("origin/")
    return ""


def _count(draft: Draft) -> str:
    standing = counted(len(draft.standing), "criterion that holds", "criteria that hold")
    return f"{standing}, {len(draft.commented)} commented out with the reason" if draft.commented else standing


def told(begun: Beginning, *, is_written: bool) -> Iterator[str]:
    """What is, or would be, written, and what is left as it is; one line each."""
    word = "wrote" if is_written else "to write"
    width = max((len(one.path) for one in (*begun.files, *begun.kept)), default=0)
    for one in begun.files:
        yield f"{word}  {one.path:<{width}}  {one.about}"
    for one in begun.kept:
        yield f"kept   {one.path:<{width}}  is there already and stays as it is" + (
            "; what belongs into it:" if one.piece else ""
        )
        yield from (f"         {line}" for line in one.piece.splitlines())
    if begun.note:
        yield begun.note
    if begun.draft is not None:
        yield ""
        for stage in Stage:
            for proposal in begun.draft.standing:
                if proposal.stage == stage:
                    yield visible(f"  {proposal.stage:<8} {proposal.title}")


def write(begun: Beginning) -> None:
    """Write what is not there yet. Raises UsageError."""
    for one in begun.files:
        put(one.text, begun.root / one.path, inside=begun.root, with_folder=True)


def place_in_tree(file: Path) -> str:
    """The path of a file from the root of its repository, its name where it is in none."""
    place = file.resolve()
    repository = find_repository(place.parent)
    return place.relative_to(repository.root).as_posix() if repository is not None else place.name


def refuse_existing(file: Path) -> None:
    """Raises UsageError for a file that is there: nothing is overwritten."""
    if os.path.lexists(file):
        raise UsageError(f"{file} is there already, and nothing is overwritten; name another file")
