"""Requirements on the judged tree: what is committed, where links lead."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Sequence, Set
from difflib import get_close_matches
from typing import ClassVar

from checker.classes import dataclass, replace
from checker.data.modules import ReferenceIn
from checker.data.source import MAX_BYTES
from checker.markdown.links import LABEL, PAGE, destination_of, leads_to_forge, path_from, paths_named_by, split_target
from checker.model.causes import missing_anchor, missing_declaration, missing_file
from checker.model.document import Document
from checker.model.evidence import Reason
from checker.model.exhibits import Artifact
from checker.model.facts import Facts
from checker.model.hcl import Module, directory_called
from checker.model.kinds import Requirement, Scope
from checker.model.letters import composed
from checker.model.location import Location
from checker.model.markdown import Markdown
from checker.model.observation import Observation, met, not_met, undecided
from checker.model.record import Subject
from checker.model.tree import Entry, EntryKind
from checker.patterns import regex
from checker.requirements.sites import PAGES, of_sphinx, site_with, source_of_page
from checker.text.anchors import is_of_site
from checker.text.glyphs import visible
from checker.text.shown import quoted
from checker.tree.places import problem_of

TOP = "top"
"""The anchor of every page."""
_LIKE = 0.75
"""How much of two names has to be the same, from 0 to 1, for one to be taken for a slip of the pen for the other."""
_LINES = regex(r"L([0-9]{1,9})(?:C[0-9]+)?(?:-L?([0-9]{1,9})(?:C[0-9]+)?)?")
"""Lines as GitHub and GitLab name them."""
_PLAIN = regex(r"[?&]plain=1\b")
"""A query with which a page is shown as it is written."""
_HAS_ANCHORS = regex(
    r".*\.(x?html?|pdf|svg|xml|org|ipynb|textile|mdx|[qr]md|mdown|mkd|pod|(media)?wiki|creole|rdoc)",
    re.IGNORECASE | re.DOTALL,
)
"""Pages whose anchors are not read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Committed(Requirement):
    """The path that the value names is committed: in the judged tree under exactly that name, and not empty.

    It is a question to git, not to the disk: an untracked, ignored, empty, dangling or otherwise cased file is not
    committed, nor is a symbolic link. A directory counts when it holds a file that is not empty. In the work tree and
    in the index, what is staged counts. Outside git this cannot be decided.

    ```yaml
    for_each: {row: {in: rfc, under: Handover Artifact Checklist, columns: [Document]}}
    require: {Document: committed}
    ```
    """

    kind: ClassVar[str] = "committed"
    of_entries: ClassVar[bool] = True
    of_text: ClassVar[bool] = False
    judges_absence: ClassVar[bool] = True

    def observe(self, subject: Subject, scope: Scope) -> Iterator[Observation]:
        paths = paths_named_by(subject.value)
        found = quoted(subject.value)
        if not paths:
            said = f"{subject.called} is {found}, expected a path of the repository"
            yield not_met(said, subject.location, expected="a committed file", found=found)
            return
        reasons = [why_not_there(scope, path) for path in paths]
        exhibit = _artifact(paths[reasons.index(None) if None in reasons else 0], reasons, subject, scope.facts)
        yield replace(_committed(subject, paths, reasons, scope.facts), exhibit=exhibit)


def _committed(subject: Subject, paths: Sequence[str], reasons: Sequence[str | None], facts: Facts) -> Observation:
    if None not in reasons:
        astray = next((one for one in reasons if one), "")
        said = f"{subject.called}: {astray}" if subject.name else astray
        expected, blocked = f"`{paths[0]}` committed", missing_file(paths[0]) if is_nowhere(facts, paths[0]) else None
        return not_met(said, subject.location, expected=expected, found=astray, implied=True, blocked=blocked)
    path = paths[reasons.index(None)]
    if not facts.tree.git:
        said = f"{path} is there, but whether it is committed is a question to git, and this is no git repository"
        return undecided(said, subject.location, hint="judge a git repository")
    return met(f"{path} is committed", subject.location, expected=f"`{path}` committed", found=_size(facts, path))


def _artifact(path: str, reasons: Sequence[str | None], subject: Subject, facts: Facts) -> Artifact:
    """The artifact for the report."""
    path = path.rstrip("/")
    entry = facts.tree.entries.get(path)
    missing = "" if None in reasons else next((one for one in reasons if one), "")
    files = sum(1 for _ in facts.tree.below(path)) if entry is None and not missing else None
    size = _bytes_of(facts, entry) if entry is not None and not missing else None
    blob = (entry.blob or "") if entry is not None and not missing else ""
    return Artifact(subject.record.label, path, subject.location, missing, size, files, blob)


def why_not_there(scope: Scope, path: str) -> str | None:
    """Why a path is no file or directory with content of the tree; None when it is."""
    path, facts = path.rstrip("/"), scope.facts
    entry = facts.tree.entries.get(path)
    if entry is None:
        return _why_no_directory(scope, path)
    if entry.kind is EntryKind.SYMLINK:
        return f"{path} is a symbolic link, expected a regular file"
    if entry.kind is not EntryKind.FILE:
        return f"{path} is a {entry.kind.value}, expected a regular file"
    return f"{path} is empty" if entry.size == 0 or _says_nothing(scope, path, entry.size) else None


def is_nowhere(facts: Facts, path: str) -> bool:
    """Whether nothing of that name is in the tree, under no link and in no submodule either."""
    path, tree = path.rstrip("/"), facts.tree
    return path not in tree.entries and path not in tree.directories and tree.gate_above(path) is None


def _says_nothing(scope: Scope, path: str, size: int | None) -> bool:
    """Whether a text file holds blanks and invisible signs only, or a Markdown document nothing that is shown."""
    if size is not None and size > MAX_BYTES:
        return False
    document = scope.inquiry.document(path)
    if document.text is None:
        return False
    content = document.content
    if isinstance(content, Markdown) and content.front_matter is None:
        return not (content.blocks or content.codes or content.rules or content.definitions)
    return not visible(document.text).strip()


def _why_no_directory(scope: Scope, path: str) -> str | None:
    facts = scope.facts
    if path in facts.tree.directories:
        filled = any(entry.kind is EntryKind.FILE and entry.size for entry in facts.tree.below(path))
        return None if filled else f"{path}/ holds no file with content"
    near = facts.tree.otherwise_cased(path)
    if near is not None:
        return f"{path} is not there under that name, but `{near}` is{_how_alike(path, near)}"
    problem = scope.inquiry.document(path).problem
    return f"{path} {problem.message if problem is not None and problem.absent else 'is not there'}"


def _how_alike(path: str, near: str) -> str:
    """What nobody sees of two names that look the same, in words; empty for others."""
    return ", whose letters are composed otherwise" if composed(path) == composed(near) else ""


def _bytes_of(facts: Facts, entry: Entry) -> int | None:
    """How large a file is: as it was read, since on disk git may have written it with other line endings."""
    document = facts.documents.get(entry.path)
    if document is not None and document.problem is not None and document.problem.reason is Reason.LFS_POINTER:
        return None
    return entry.size if document is None or document.size is None else document.size


def _size(facts: Facts, path: str) -> str:
    entry = facts.tree.entries.get(path.rstrip("/"))
    if entry is not None:
        size = _bytes_of(facts, entry)
        return f"{size:,} bytes" if size is not None else "a file"
    return f"a directory with {sum(1 for _ in facts.tree.below(path.rstrip('/')))} files"


@dataclass(frozen=True, slots=True, kw_only=True)
class InTree(Requirement):
    """The path that the value names is in the judged tree, as a file or directory under exactly that name.

    Whether it is committed, and not empty, is for `committed` to say.

    ```yaml
    for_each: {row: {in: report, under: Handover Artifacts, columns: [Location]}}
    require: {Location: in_tree}
    ```
    """

    kind: ClassVar[str] = "in_tree"
    of_entries: ClassVar[bool] = True
    of_text: ClassVar[bool] = False
    judges_absence: ClassVar[bool] = True

    def observe(self, subject: Subject, scope: Scope) -> Iterator[Observation]:
        facts, found = scope.facts, quoted(subject.value)
        paths = [path.rstrip("/") for path in paths_named_by(subject.value)]
        there = [path for path in paths if path in facts.tree.entries or path in facts.tree.directories]
        if there:
            yield met(f"{there[0]} is there", subject.location, expected=f"`{there[0]}`", found="there")
        else:
            reason = why_not_there(scope, paths[0]) if paths else "no path"
            said = f"{subject.called} is {found}, which is not in the repository: {reason}"
            blocked = missing_file(paths[0]) if paths and is_nowhere(facts, paths[0]) else None
            expected = "a path of the repository"
            yield not_met(said, subject.location, expected=expected, found=found, implied=True, blocked=blocked)


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolves(Requirement):
    """A link or reference leads somewhere.

    A relative link reaches a file or directory of the judged tree, and its `#anchor` a heading as GitHub names it, an
    HTML anchor, or lines that are there (`main.py#L10-L12`, `guide.md?plain=1#L3`); `#` and `#top` lead to the top.
    What `[text][label]` shows when nothing defines the label leads nowhere. A Terraform reference is declared in its
    module, an output in the module of the tree that is called; a file under `path.module` is in the tree. Links to the
    web are not followed.

    ```yaml
    for_each: {link: {in: runbook}, where: {to: [file, anchor]}, allow_empty: true}
    require: resolves
    ```
    """

    kind: ClassVar[str] = "resolves"
    of_text: ClassVar[bool] = False

    def observe(self, subject: Subject, scope: Scope) -> Iterator[Observation]:
        origin = subject.record.origin
        if isinstance(origin, ReferenceIn):
            yield _reference(origin, subject, scope)
            return
        targets = [link.target for link in subject.value.links] or [subject.value.plain]
        for target in targets:
            if target.startswith((PAGE, LABEL)):
                yield of_sphinx(target, subject, scope)
            else:
                yield _of_page(target, subject, scope) or _target(target, subject, scope)


def _reference(origin: ReferenceIn, subject: Subject, scope: Scope) -> Observation:
    module, reference, facts = origin.module, origin.reference, scope.facts
    said, place = f"`{reference.text}`", subject.location
    if reference.kind != "file":
        if reference.address not in module.declared:
            return _undeclared(reference.address, module.path, module.declared, place)
        return _output(origin, subject, scope) or met(
            f"{said} is declared", place, expected=f"`{reference.address}` declared"
        )
    path = posixpath.normpath(posixpath.join(module.path, reference.address))
    if path in facts.tree.entries or path in facts.tree.directories:
        return met(f"{path} is there", place, expected=f"the file `{path}`")
    gone = missing_file(path) if is_nowhere(facts, path) else None
    what, expected = f"{said} names {path}, which is not there", f"the file `{path}`"
    return not_met(what, place, expected=expected, found="no such file", implied=True, blocked=gone)


def _output(origin: ReferenceIn, subject: Subject, scope: Scope) -> Observation | None:
    """That the module of the tree that a reference leads to does not give it; None for one that does, or for others."""
    module, reference, place = origin.module, origin.reference, subject.location
    output = _OUTPUT.match(reference.text) if reference.kind == "module" else None
    call = next((one for one in module.blocks if one.address == reference.address), None)
    path = directory_called(call, module) if output is not None and call is not None else None
    if output is None or path is None:
        return None
    if path not in scope.facts.tree.directories:
        said = f"`{reference.text}` is of {path}, which is not there"
        gone = missing_file(path) if is_nowhere(scope.facts, path) else None
        return not_met(said, place, expected=f"`{path}`", found="no such directory", implied=True, blocked=gone)
    callee = scope.inquiry.document(path).content
    if not isinstance(callee, Module):
        return undecided(f"whether {path} gives `{reference.text}` cannot be told: it cannot be read", place)
    outputs = {f"output.{one.labels[0]}" for one in callee.blocks if one.type == "output" and one.labels}
    address = f"output.{output[1]}"
    return _undeclared(address, path, outputs, place) if address not in outputs else None


_OUTPUT = regex(r"module\.[\w-]+(?:\[[^\]]*\])?\.([A-Za-z_][\w-]*)")


def _undeclared(address: str, path: str, declared: Set[str], place: Location) -> Observation:
    """That a module does not declare what a reference leads to. path: of the module."""
    near = _declared_nearly_so(address, declared)
    blocked = missing_declaration(path, address, near)
    what = f"{blocked.said}; the nearest is `{blocked.near}`" if near else blocked.said
    expected = f"`{address}` declared"
    return not_met(what, place, expected=expected, found="no such declaration", implied=True, blocked=blocked)


def _declared_nearly_so(address: str, declared: Set[str]) -> str:
    """The address of the same kind whose name is nearly the same, empty for none."""
    kind, dot, name = address.rpartition(".")
    names = sorted(one.removeprefix(kind + dot) for one in declared if one.rpartition(".")[0] == kind)
    return next((f"{kind}{dot}{one}" for one in get_close_matches(name, names, n=1, cutoff=_LIKE)), "")


def _of_page(target: str, subject: Subject, scope: Scope) -> Observation | None:
    """That nobody can tell where a link leads that is relative to a page of the tracker; None for any other."""
    page = subject.location.path
    if page not in scope.facts.pages or destination_of(target) not in ("file", "anchor"):
        return None
    said = f"`{target}` is relative to {page}, which is no file of the repository"
    return undecided(said, subject.location, hint="write the whole address")


def _target(target: str, subject: Subject, scope: Scope) -> Observation:
    kind, place, facts = destination_of(target), subject.location, scope.facts
    if kind in ("web", "mail", "other"):
        return met(f"`{target}` leads out of the repository and is not followed", place)
    if kind == "nowhere":
        return _nowhere(target, subject)
    path, anchor = split_target(target)
    reached = subject.location.path if kind == "anchor" else path_from(subject.location.path, path)
    if reached is None:
        if leads_to_forge(target):
            return met(f"`{target}` leads to a page of the forge and is not followed", place)
        return not_met(
            f"`{target}` leads out of the repository", place, expected="a file of the repository", found=target
        )
    if reached not in facts.tree.entries and reached not in facts.tree.directories:
        reached = source_of_page(reached, subject.location.path, facts.tree) or reached
    if reached not in facts.tree.entries and reached not in facts.tree.directories:
        near = facts.tree.otherwise_cased(reached)
        also = f", but `{near}` is{_how_alike(reached, near)}" if near else ""
        said = f"`{target}` leads to {reached}, which is not there{also}"
        expected, blocked = f"the file `{reached}`", missing_file(reached) if is_nowhere(facts, reached) else None
        return not_met(said, place, expected=expected, found="no such file", implied=True, blocked=blocked)
    return _anchor(target, reached, anchor, subject, scope)


def _nowhere(target: str, subject: Subject) -> Observation:
    """A destination that is empty: that of the page itself, of a label that nothing defines, or none."""
    place, label = subject.location, subject.record.fields.get("label")
    if target == "#":
        return met("`#` leads to the top of the page", place)
    if target:
        said = f"`{target}` is a path on the disk of who wrote it, and leads no reader anywhere"
        return not_met(said, place, expected="a file of the repository", found=target)
    if subject.record.kind == "link" and label is not None and label.plain:
        return _undefined(label.plain, place)
    return not_met(
        "the link leads nowhere, its target is empty", place, expected="a target", found="empty", implied=True
    )


def _undefined(label: str, place: Location) -> Observation:
    """That nothing defines a label by which a link refers to its destination."""
    if place.path.lower().endswith(".rst"):
        said = f"`{label}` is defined nowhere, so it leads nowhere"
        expected = f"a footnote `.. {label.rstrip('_')}`" if label.startswith("[") else f"a target `.. _{label}:`"
    else:
        said = f"`[{label}]` is defined nowhere, so its brackets are shown and lead nowhere"
        expected = f"a definition `[{label}]: …`"
    return not_met(said, place, expected=expected, found="none", implied=True)


def _anchor(target: str, path: str, anchor: str, subject: Subject, scope: Scope) -> Observation:
    """Whether the anchor of a link is there: a heading of Markdown, or lines of anything that is shown by lines."""
    place, is_markdown = subject.location, path.lower().endswith(PAGES)
    if not anchor or (is_markdown and anchor.lower() == TOP):
        return met(f"`{target}` leads to {path}", place)
    if path not in scope.facts.tree.entries:
        return undecided(f"`{target}` leads to a directory, of which nobody can tell whether it has `#{anchor}`", place)
    lines = _LINES.fullmatch(anchor)
    is_shown_by_lines = not is_markdown or _PLAIN.search(target) is not None
    if lines is None and not is_markdown:
        return _other_anchor(target, path, anchor, subject)
    anchors: Set[str] | None = scope.inquiry.anchors(path) if is_markdown and not is_shown_by_lines else None
    if anchors is None:
        document = scope.inquiry.document(path)
        if document.text is None and document.problem is not None:
            problem = problem_of(document)
            return undecided(f"whether `{target}` has its anchor cannot be told: {problem.message}", place)
        if lines is not None and is_shown_by_lines:
            return _line_anchor(target, document, lines, subject)
        anchors = document.content.anchors if isinstance(document.content, Markdown) else None
    return _heading_anchor(target, path, anchors, subject, scope)


def _other_anchor(target: str, path: str, anchor: str, subject: Subject) -> Observation:
    """A named anchor of what is no Markdown: pages have them, source code has none."""
    if _HAS_ANCHORS.fullmatch(path):
        said = f"`{target}`: whether {path} has the anchor `#{anchor}` cannot be told, it is no Markdown"
        return undecided(said, subject.location)
    said = f"`{target}`: {path} is no page with headings, and `#{anchor}` names no line"
    return not_met(said, subject.location, expected="a line such as `#L10`", found=f"`#{anchor}`")


def _line_anchor(target: str, document: Document, lines: re.Match[str], subject: Subject) -> Observation:
    last = max(int(number) for number in lines.group(1, 2) if number)
    first = min(int(number) for number in lines.group(1, 2) if number)
    count = len(document.lines)
    if first >= 1 and last <= count:
        return met(f"`{target}` leads to a line of {document.path}", subject.location)
    said = f"`{target}`: {document.path} has {count} line{'' if count == 1 else 's'}"
    return not_met(said, subject.location, expected=f"line {last}", found=f"{count} lines", implied=True)


def _heading_anchor(target: str, path: str, anchors: Set[str] | None, subject: Subject, scope: Scope) -> Observation:
    """anchors: None where the document is not read as one that has headings."""
    _, anchor = split_target(target)
    place = subject.location
    if anchors is None:
        return undecided(f"`{target}`: which headings {path} has cannot be told, it is not read as Markdown", place)
    wanted = anchor.removeprefix("user-content-")
    if wanted in anchors and not is_of_site(wanted):
        return met(f"`{target}` leads to a heading", place)
    site = site_with(wanted, anchors, path, scope)
    if site is not None:
        return met(f"`{target}` leads to a heading on the site that {site} makes, and not on a forge", place)
    there = sorted(one for one in anchors if not is_of_site(one))
    near = next((one for one in there if one.casefold() == wanted.casefold()), None)
    near = near or next(iter(get_close_matches(wanted, there, n=1, cutoff=_LIKE)), None)
    blocked = missing_anchor(path, wanted, near or "")
    said = f"`{target}`: {blocked.said}{f'; the nearest is `{blocked.near}`' if near else ''}"
    found = f"`#{near}`" if near else "no such heading"
    return not_met(said, place, expected=f"the anchor `#{anchor}`", found=found, implied=True, blocked=blocked)
