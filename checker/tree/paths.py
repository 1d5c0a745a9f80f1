"""Paths of a tree: relative, with `/` between names, and never out of it. One rule for all that name a file."""

from __future__ import annotations

import posixpath
import unicodedata

from checker.patterns import regex

_DRIVE = regex(r"[A-Za-z]:")
_UNSHOWN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
REMEDY = "name a file of the tree, relative to its root"


def why_outside(path: str) -> str | None:
    """Why a path, as git names it, would be written outside of a folder or into git's own, None when it would not."""
    names = path.split("/")
    if "\0" in path or ".." in names or path.startswith("/") or _DRIVE.match(path):
        return f"`{shown(path)}` leads out of the tree"
    if not {"", "."}.isdisjoint(names):
        return f"`{shown(path)}` is no plain path"
    if "\\" in path:
        return f"`{shown(path)}` holds a backslash, which parts names on some systems"
    if any(map(_is_git_folder, names)):
        return f"`{shown(path)}` lies in git's own folder"
    return None


def _is_git_folder(name: str) -> bool:
    """Whether a name is that of git's own folder, for some file system: git knows the same forms (`is_hfs_dotgit`)."""
    plain = "".join(sign for sign in name if unicodedata.category(sign) not in _UNSHOWN).rstrip(" .").casefold()
    return plain in (".git", "git~1") or plain.startswith(".git:")


def why_unfit(path: str) -> str | None:
    """Why what somebody wrote is no path of a file in a tree, None when it is one; `./` may stand before it."""
    if "\\" in path or _DRIVE.match(path) or path.startswith("/"):
        said = f"`{shown(path)}` is no relative path with `/` between its names"
    elif any(unicodedata.category(sign) in _UNSHOWN for sign in path):
        said = f"`{shown(path)}` holds a character that nobody sees"
    elif not path.removeprefix("./"):
        said = "an empty path names no file"
    else:
        said = why_outside(path.removeprefix("./")) or ""
    return f"{said}; {REMEDY}" if said else None


def beside(path: str, other: str) -> str:
    """The path in a tree that a file of it calls `other`. Raises ValueError with what is wrong with that."""
    if "\\" in other or _DRIVE.match(other) or other.startswith("/"):
        raise ValueError(why_unfit(other) or other)
    there = posixpath.normpath(posixpath.join(posixpath.dirname(path), other))
    said = f"`{shown(other)}` leads out of the tree; {REMEDY}" if there.startswith("../") else why_unfit(there)
    if said is not None:
        raise ValueError(said)
    return there


def shown(path: str) -> str:
    """A path with its unseen characters told apart."""
    return "".join(f"\\x{ord(sign):02x}" if unicodedata.category(sign) in _UNSHOWN else sign for sign in path)


def told(path: str) -> str:
    """A path as reports name it: where it is not relative, its last name alone, since no report tells of a machine."""
    names = path.split("/")
    return names[-1] if path.startswith("/") or ".." in names else path
