"""Where links lead in sources of a site, which is made of them: other pages and labels than files have."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping, Set

from checker.markdown.links import LABEL, PAGE, path_from
from checker.model.kinds import Scope
from checker.model.markdown import Markdown
from checker.model.observation import Observation, met, not_met, undecided
from checker.model.record import Subject
from checker.model.tree import Tree
from checker.patterns import regex
from checker.text.anchors import docutils_id, named_by

PAGES = (".md", ".markdown", ".rst", ".adoc", ".asciidoc")
"""How the names of documents end whose anchors are read."""
_MADE_INTO_HTML = (".rst", ".adoc", ".asciidoc")
_SPHINX = "conf.py"
_SOURCES = (".rst", ".md", ".txt", ".ipynb")
_OF_SPHINX = frozenset({"genindex", "modindex", "py-modindex", "search"})
"""Labels that every project of Sphinx has."""
_MORE_LABELS = ("intersphinx", "autosectionlabel")
"""Extensions that know further labels."""


_SITES: Mapping[str, tuple[str, ...]] = {
    "mkdocs": ("mkdocs.yml", "mkdocs.yaml"),
    "vitepress": tuple(f".vitepress/config.{end}" for end in ("ts", "mts", "js", "mjs", "cjs")),
    "hugo": (
        *(f"hugo.{end}" for end in ("toml", "yaml", "yml", "json")),
        *(f"config/_default/{name}.{end}" for name in ("hugo", "config") for end in ("toml", "yaml", "yml", "json")),
    ),
    "jekyll": ("_config.yml", "_config.yaml"),
    "sphinx": (_SPHINX,),
    "gitlab": (".gitlab-ci.yml",),
}
"""The files that say which program makes a site of the documents in their directory and below it."""
_FURTHER: Mapping[str, tuple[str, re.Pattern[str]]] = {
    "mkdocs": ("mkdocs-unicode", regex(r"\bslugify\b")),
    "jekyll": ("kramdown", regex(r"(?m)^\s*input:\s*[\"']?kramdown\b")),
}
"""Anchors that a program gives where its settings say so, and what they say then."""


def site_with(anchor: str, anchors: Set[str], path: str, scope: Scope) -> str | None:
    """The settings of a site on whose pages a document has an anchor, None for none."""
    for site, settings in _sites_of(path, scope.facts.tree):
        if named_by(site, anchor) in anchors:
            return settings
        other, said = _FURTHER.get(site, ("", None))
        if said is not None and named_by(other, anchor) in anchors:
            text = scope.inquiry.document(settings).text
            if text is None or said.search(text):
                return settings
    return None


def _sites_of(path: str, tree: Tree) -> Iterator[tuple[str, str]]:
    """The sites to which a document may belong, each with its settings."""
    for folder in _above(path):
        for site, names in _SITES.items():
            found = (posixpath.join(folder, name) for name in names)
            yield from ((site, one) for one in found if one in tree.entries)


def _above(path: str) -> Iterator[str]:
    """The directories above a file, the nearest first, the root as an empty path."""
    while path:
        path = posixpath.dirname(path)
        yield path


def source_of_page(path: str, document: str, tree: Tree) -> str | None:
    """The document from which a page `x.html` is made, as seen from another one; None where there is none."""
    stem, suffix = posixpath.splitext(path)
    if suffix != ".html" or not document.lower().endswith(_MADE_INTO_HTML):
        return None
    return next((stem + one for one in _MADE_INTO_HTML if stem + one in tree.entries), None)


def of_sphinx(target: str, subject: Subject, scope: Scope) -> Observation:
    """Where `:doc:` and `:ref:` lead: to a page by its name without ending, and to a label of the whole project."""
    root = _root_above(subject.location.path, scope.facts.tree)
    return _page(target, root, subject, scope) if target.startswith(PAGE) else _label(target, root, subject, scope)


def _root_above(path: str, tree: Tree) -> str | None:
    """The directory of the project of Sphinx to which a document belongs, None for none."""
    return next((folder for folder in _above(path) if posixpath.join(folder, _SPHINX) in tree.entries), None)


def _page(target: str, root: str | None, subject: Subject, scope: Scope) -> Observation:
    name, place, entries = target.removeprefix(PAGE), subject.location, scope.facts.tree.entries
    said = f":doc:`{name}`"
    if name.startswith("/") and root is None:
        return undecided(
            f"{said} begins at the root of a project of Sphinx, and no `{_SPHINX}` says where that is", place
        )
    path = path_from(posixpath.join(root or "", "x") if name.startswith("/") else place.path, name.lstrip("/"))
    found = next((one for one in _names(path) if one in entries), None) if path is not None else None
    if found is not None:
        return met(f"{said} leads to {found}", place)
    expected = f"the file `{path}{_SOURCES[0]}`"
    return not_met(
        f"{said} leads to {path}, which is not there", place, expected=expected, found="no such file", implied=True
    )


def _names(path: str) -> Iterator[str]:
    yield from (path + suffix for suffix in _SOURCES)
    yield path


def _label(target: str, root: str | None, subject: Subject, scope: Scope) -> Observation:
    name, place = target.removeprefix(LABEL), subject.location
    said, wanted = f":ref:`{name}`", docutils_id(name)
    if ":" in name or name.lower() in _OF_SPHINX:
        return met(f"{said} leads out of the documents and is not followed", place)
    # All are asked for together: each is read before any of them answers.
    within = (place.path, *_documents(root, place.path, scope.facts.tree))
    holding = [path for path in within if _has(path, wanted, scope)]
    if holding:
        return met(f"{said} leads to a label of {holding[0]}", place)
    if root is None:
        return undecided(
            f"no `{_SPHINX}` says to which project {said} belongs, and its document has no such label", place
        )
    settings = scope.inquiry.document(posixpath.join(root, _SPHINX))
    if settings.text is None or any(one in settings.text for one in _MORE_LABELS):
        said = f"no document has the label of {said}; an extension that `{settings.path}` names may know it"
        return undecided(said, place)
    expected = f"a label `.. _{name}:`"
    return not_met(
        f"no document has the label of {said}", place, expected=expected, found="no such label", implied=True
    )


def _documents(root: str | None, own: str, tree: Tree) -> tuple[str, ...]:
    """The other documents of a project; no project has none."""
    below = root + "/" if root else ""
    return tuple(
        path
        for path in tree.entries
        if root is not None and path.startswith(below) and path.endswith(PAGES) and path != own
    )


def _has(path: str, anchor: str, scope: Scope) -> bool:
    known = scope.inquiry.anchors(path)
    if known is None:
        content = scope.inquiry.document(path).content
        known = content.anchors if isinstance(content, Markdown) else frozenset()
    return anchor in known or named_by("sphinx", anchor) in known
