"""Finding a git repository on disk without asking git, and deciding whether to trust it.

Git's own search would take up a bare repository that somebody committed into a folder, and it stops checking owners
as soon as it is told which git directory to use; so both are done here.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from checker.classes import dataclass
from checker.errors import UsageError
from checker.witness import looked_for

POINTER_BYTES = 4096
"""How much is read of a `.git` or `commondir` file; each holds one path."""


@dataclass(frozen=True, slots=True)
class Repository:
    """root: the top of the work tree. git_dir: where its HEAD and index are. common_dir: where objects and refs are.

    In a linked work tree they are two folders, else one.
    """

    root: Path
    git_dir: Path
    common_dir: Path

    @property
    def is_bare(self) -> bool:
        """Whether there is no work tree."""
        return self.root == self.git_dir

    @property
    def shallow(self) -> bool:
        """Whether the history is cut off."""
        return (self.common_dir / "shallow").is_file()


def find_repository(start: Path) -> Repository | None:
    """The repository whose work tree holds a folder, None when there is none.

    The nearest `.git` above decides, as a folder or as the file of a linked work tree or submodule. Raises UsageError
    when that one is broken: going on would judge the folder as if git did not matter.
    """
    for folder in (start, *start.parents):
        looked_for(folder / ".git")
        if os.path.lexists(folder / ".git"):
            return _opened(folder)
    return None


def bare_repository(folder: Path) -> Repository | None:
    """The bare repository that a folder is, None when it is none. It has no work tree: its root is the folder itself.

    Somebody may have committed such a folder to be taken for one; see `checker.sources.opening.repository_at`.
    """
    looked_for(folder / "HEAD")
    if _lacks(folder, folder) is not None:
        return None
    return Repository(folder, folder, folder)


def require_own(repository: Repository, caller: int, sudo_caller: str | None) -> None:
    """Raises UsageError for a repository of another user, by git's own rule (`safe.directory`)."""
    own = (repository.root,) if repository.is_bare else (repository.root, repository.root / ".git")
    for path in (*own, repository.git_dir, repository.common_dir):
        owner = path.lstat().st_uid
        if not is_own(owner, caller, sudo_caller):
            raise UsageError(
                f"`{path}` belongs to user id {owner}, but you are {caller}; "
                "take it over with chown, or pass --allow-foreign-owner if you trust that user"
            )


def is_own(owner: int, caller: int, sudo_caller: str | None) -> bool:
    """Whether an owner is the caller; root by way of sudo is also whoever called sudo."""
    return owner == caller or (caller == 0 and str(owner) == sudo_caller)


def inherited_index(repository: Repository, environment: Mapping[str, str]) -> Path | None:
    """The index that git tells its hooks to use, None when it is not about this repository.

    `git commit -a` and `git commit FILE` prepare what they commit in an index of their own and name it in
    GIT_INDEX_FILE, in a linked work tree together with GIT_DIR. Raises UsageError for an index of which nobody can say
    to which repository it belongs.
    """
    named, git_dir = environment.get("GIT_INDEX_FILE"), environment.get("GIT_DIR")
    if not named:
        return None
    index = Path(named).parent.resolve() / Path(named).name
    if git_dir:
        return index if Path(git_dir).resolve() == repository.git_dir else None
    if index.parent == repository.git_dir:
        return index
    if _lacks(index.parent, _common_dir(index.parent)) is None:
        return None
    raise UsageError(
        f"GIT_INDEX_FILE names `{index}`, which is not in `{repository.git_dir}`; unset it, or set GIT_DIR as well"
    )


def _opened(root: Path) -> Repository:
    dot_git = root / ".git"
    git_dir = dot_git.resolve() if dot_git.is_dir() else _pointed_at(dot_git)
    common_dir = _common_dir(git_dir)
    lacking = _lacks(git_dir, common_dir)
    if lacking is not None:
        raise UsageError(f"`{dot_git}` is no working git repository: `{lacking}` is missing; repair or remove it")
    return Repository(root, git_dir, common_dir)


def _pointed_at(dot_git: Path) -> Path:
    """The git directory that a `.git` file names: `gitdir: PATH`, relative to the file."""
    keyword, _, target = _first_line(dot_git).partition(":")
    if keyword != "gitdir" or not target.strip():
        raise UsageError(f"`{dot_git}` is neither a git directory nor a file that names one; repair or remove it")
    return _reached(dot_git, dot_git.parent / target.strip())


def _common_dir(git_dir: Path) -> Path:
    pointer = git_dir / "commondir"
    return _reached(pointer, git_dir / _first_line(pointer)) if pointer.is_file() else git_dir


def _reached(pointer: Path, named: Path) -> Path:
    """The folder that a file names, whether it is there or not. Raises UsageError when it can be none."""
    try:
        found = named.resolve()
        found.is_dir()
    except (OSError, ValueError, RuntimeError):  # a loop of links is either of two, depending on Python
        raise UsageError(f"`{pointer}` names what can be no folder; repair or remove it") from None
    return found


def _lacks(git_dir: Path, common_dir: Path) -> Path | None:
    """What a git directory lacks to be one, None when it is complete."""
    if not os.path.lexists(git_dir / "HEAD"):
        return git_dir / "HEAD"
    return next((folder for folder in (common_dir / "objects", common_dir / "refs") if not folder.is_dir()), None)


def _first_line(path: Path) -> str:
    if not path.is_file():
        return ""
    with path.open("rb") as file:
        return os.fsdecode(file.read(POINTER_BYTES)).removesuffix("\n")


def whole_tree() -> Path:
    """The folder of which somebody else may have said what lies in it: the repository around, else the one at hand."""
    repository = find_repository(Path.cwd())
    return repository.root if repository is not None else Path.cwd()
