"""Where links lead: which kind of destination, and which path of the tree."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from urllib.parse import unquote

from checker.model.location import Location
from checker.model.record import Link, Value, plain_value
from checker.patterns import regex

_SCHEME = regex(r"[A-Za-z][A-Za-z0-9+.-]*:")
_FORGE_PAGE = regex(
    r"(\.\./)+(issues|pull|pulls|discussions|wiki|releases|actions|milestone|milestones|commit|compare|projects)(/|$|\?|#)"
)
_OWN_DISK = regex(r"file:|[A-Za-z]:[\\/]|[A-Za-z]:%5C", re.IGNORECASE)
"""Paths on the machine of the writer, which lead no reader anywhere."""
PICTURES = (".png", ".jpg", ".jpeg", ".svg", ".gif", ".webp", ".bmp", ".tif", ".tiff", ".heic", ".avif")
"""How the names of pictures end, in lower case."""


PAGE, LABEL = "doc:", "ref:"
"""What stands before the name of a page, or a label, that only Sphinx knows how to find."""


def label_key(label: str) -> str:
    """A label as CommonMark compares them: case and the length of blanks do not count."""
    return " ".join(label.split()).lower().upper().lower()


def destination_of(target: str) -> str:
    """`file`, `anchor`, `web`, `mail`, `other` or `nowhere`."""
    if not target or target == "#" or _OWN_DISK.match(target):
        return "nowhere"
    if target.startswith(("#", LABEL)):
        return "anchor"
    if target.startswith("//") or re.match(r"https?:", target, re.IGNORECASE):
        return "web"
    if target.lower().startswith("mailto:"):
        return "mail"
    return "other" if _SCHEME.match(target) and not target.startswith(PAGE) else "file"


def split_target(target: str) -> tuple[str, str]:
    """Path and anchor of a relative link, percent signs decoded; a query is dropped."""
    if target.startswith(LABEL):
        return "", target.removeprefix(LABEL)
    path, _, anchor = target.removeprefix(PAGE).partition("#")
    return unquote(path.partition("?")[0]), unquote(anchor)


def target_fields(link: Link, place: Location) -> Mapping[str, Value]:
    """Where a link, or the definition of one, leads: the fields of its record."""
    to = destination_of(link.target)
    return {
        "to": Value(link.target, to, place, data=to),
        "target": Value(link.target, link.target, place, links=(link,), data=link.target),
        "path": plain_value(_path(link.target, place), place),
        "anchor": plain_value(split_target(link.target)[1], place),
        "label": plain_value(link.label, place),
    }


def _path(target: str, place: Location) -> str:
    """From the root; empty when the target leaves the repository."""
    to = destination_of(target)
    if target.startswith((PAGE, LABEL)):
        return ""
    if to == "anchor":
        return place.path
    return path_from(place.path, split_target(target)[0]) or "" if to == "file" else ""


def leads_to_forge(target: str) -> bool:
    """Whether a relative link climbs out of the tree to a page of the forge, such as `../../issues/12`."""
    return _FORGE_PAGE.match(target) is not None


def path_from(document: str, target: str) -> str | None:
    """The path of the tree that a relative link in `document` reaches; `/…` begins at the root. None above the root."""
    base = "" if target.startswith("/") else posixpath.dirname(document)
    path = posixpath.normpath(posixpath.join(base, target.lstrip("/")))
    return None if path == ".." or path.startswith("../") else path


def paths_named_by(value: Value) -> tuple[str, ...]:
    """The paths of the tree that a cell or field may mean, likeliest first.

    A link means its target, seen from its document and, as people often write it, from the root; a code span or the
    text means a path from the root.
    """
    found: list[str] = []
    for link in value.links:
        if destination_of(link.target) == "file":
            target, _ = split_target(link.target)
            found += [path for path in (path_from(value.location.path, target), path_from("", target)) if path]
    if not found:
        written = value.code[0] if len(value.code) == 1 else value.plain
        path = path_from("", written.strip()) if destination_of(written.strip()) == "file" else None
        found += [path] if path is not None else []
    return tuple(dict.fromkeys(found))
