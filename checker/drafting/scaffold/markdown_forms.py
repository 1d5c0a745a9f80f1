"""What selectors ask of a Markdown document, each by its name: the least in which they find what they look for."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from checker.classes import replace
from checker.drafting.scaffold.example import example_of
from checker.drafting.scaffold.files import MARKDOWN, Files
from checker.drafting.scaffold.pages import OPEN, OPEN_DAY, OPEN_SIGNATURE, Part, columns_with
from checker.drafting.scaffold.wanted import Inside, Wanted
from checker.requirements.records import Checked, Done
from checker.requirements.totals import AddsUp

Provided = Iterator[Inside]
"""The records that are there then, for what is nested in a requirement."""

TOTAL = "Total"
SIGN_OFF = {"Name": OPEN, "Signature": OPEN_SIGNATURE, "Date": OPEN_DAY}


def places_of(wanted: Wanted, files: Files) -> Iterator[tuple[str, Part]]:
    """Where a selector looks: the sections of its documents, else the record at hand."""
    selector: Any = wanted.selector
    paths, under = getattr(selector, "in_", None), getattr(selector, "under", ())
    if paths is None:
        if wanted.inside.part is None:
            return
        places = [(wanted.inside.path, wanted.inside.part)]
    else:
        named = files.paths_of(paths, wanted.inside.fields)
        for path in named:
            if not path.endswith(MARKDOWN):
                files.begin(path)
        places = [(path, files.part(path)) for path in named if path.endswith(MARKDOWN)]
    titles = (under,) if isinstance(under, str) and under else tuple(under)
    for path, part in places:
        if titles:
            yield from ((path, part.under(title)) for title in titles)
        else:
            yield path, part


def _file(wanted: Wanted, files: Files) -> Provided:
    selector: Any = wanted.selector
    for path in files.paths_of(selector.in_, wanted.inside.fields):
        files.begin(path)
        part = files.part(path) if path.endswith(MARKDOWN) else None
        yield replace(wanted.inside, path=path, part=part, node=files.data.get(path), fields=_of_path(path))


def _of_path(path: str) -> dict[str, str]:
    """The fields of a file that its path tells."""
    name, directory = posixpath.basename(path), posixpath.dirname(path) or "."
    stem, extension = posixpath.splitext(name)
    parts = {"name": name, "stem": stem, "extension": extension.lstrip("."), "directory": directory}
    return {"path": path, "document": path, **parts}


def _section(wanted: Wanted, files: Files) -> Provided:
    selector: Any = wanted.selector
    titles = (selector.titled,) if isinstance(selector.titled, str) and selector.titled else tuple(selector.titled)
    if not titles and wanted.count:
        title = wanted.known("title") or (example_of(selector.matching).capitalize() if selector.matching else "")
        if selector.matching is not None and selector.matching.search(title) is None:
            title = example_of(selector.matching)
        titles = (title or "Section",)
        if selector.matching is not None and not title:
            files.leave(f"a section whose title matches `{selector.matching.source}`")
            return
    for path, part in places_of(wanted, files):
        behind = ""
        for title in titles:
            found = part.under(title, behind)
            behind = title
            yield replace(wanted.inside, path=path, part=found, fields={"title": title})


def _row(wanted: Wanted, files: Files) -> Provided:
    selector: Any = wanted.selector
    names = tuple(one.name for one in selector.columns.columns) or wanted.names() or ("Item", OPEN)
    blanks = {name: wanted.blank(name) for name in names}
    listed = {name: said for name in names if (said := wanted.listed(name))}
    row = wanted.row(names)
    for path, part in places_of(wanted, files):
        grid = part.grid(columns_with(names, blanks))
        if row and (wanted.count or not wanted.is_choice):
            grid.add(row)
        for number in range(wanted.count if listed else 0):
            grid.add({name: said[number] for name, said in listed.items()})
        grid.least = max(grid.least, wanted.count)
        yield replace(wanted.inside, path=path, part=None, fields=row)


def _table(wanted: Wanted, files: Files) -> Provided:
    selector: Any = wanted.selector
    sums = [one for one in wanted.require.each() if isinstance(one, AddsUp)]
    summed = tuple(column for one in sums for column in one.columns)
    for path, part in places_of(wanted, files):
        if selector.columns:
            grid = part.grid(columns_with(selector.columns, {}))
        else:
            grid = part.any_grid(("Item", *(summed or ("Value",))))
        grid.least = max(grid.least, 1)
        grid.total = TOTAL if sums else grid.total
        yield replace(wanted.inside, path=path, part=part, fields={})


def _task(wanted: Wanted, files: Files) -> Provided:
    for path, part in places_of(wanted, files):
        part.listed("- [ ]", wanted.known("text") or wanted.itself() or OPEN, wanted.count)
        yield replace(wanted.inside, path=path, part=part, fields={})


def _entry(wanted: Wanted, files: Files) -> Provided:
    has_boxes = any(isinstance(one, Checked | Done) for one in wanted.require.each())
    for path, part in places_of(wanted, files):
        tasks = any(block[0].startswith("- [ ]") for block in part.blocks if block)
        if not part.grids:
            part.listed("- [ ]" if has_boxes or tasks else "1.", wanted.known("text") or OPEN, wanted.count)
        else:
            part.grids[0].least = max(part.grids[0].least, wanted.count)
        yield replace(wanted.inside, path=path, part=part, fields={})


def _list(wanted: Wanted, files: Files) -> Provided:
    marker = "1." if wanted.known("ordered") == "true" else "-"
    for path, part in places_of(wanted, files):
        part.listed(marker, OPEN, 3 if wanted.count else 0)
        yield replace(wanted.inside, path=path, part=part, fields={})


def _question(wanted: Wanted, files: Files) -> Provided:
    for path, part in places_of(wanted, files):
        grid = part.grid({"Question": OPEN, "Answer": OPEN})
        grid.least = max(grid.least, wanted.count)
        yield replace(wanted.inside, path=path, part=None, fields={})


def _signature(wanted: Wanted, files: Files) -> Provided:
    name = wanted.known("name")
    for path, part in places_of(wanted, files):
        grid = part.grid(SIGN_OFF)
        if name:
            grid.add({"Name": name})
        # A table for signatures without a row is one that nobody has signed.
        grid.least = max(grid.least, wanted.count, 1)
        yield replace(wanted.inside, path=path, part=None, fields={})


def _code(wanted: Wanted, files: Files) -> Provided:
    for path, part in places_of(wanted, files):
        if wanted.count:
            part.block(f"```{wanted.known('language') or 'text'}", OPEN, "```", times=wanted.count)
        yield replace(wanted.inside, path=path, part=part, fields={})


def _command(wanted: Wanted, files: Files) -> Provided:
    said = wanted.known("text") or " ".join(filter(None, (wanted.known("program"), wanted.known("subcommand"))))
    for path, part in places_of(wanted, files):
        if wanted.count and (line := said or OPEN) not in part.commands:
            part.commands.append(line)
        yield replace(wanted.inside, path=path, part=part, fields={})


def _link(wanted: Wanted, files: Files) -> Provided:
    for path, part in places_of(wanted, files):
        if wanted.count:
            part.block(f"[{OPEN}](./{OPEN}.md)", times=wanted.count)
        yield replace(wanted.inside, path=path, part=part, fields={})


def _passage(wanted: Wanted, files: Files) -> Provided:
    for path, part in places_of(wanted, files):
        if wanted.count:
            part.block(wanted.known("text") or wanted.itself() or OPEN)
        yield replace(wanted.inside, path=path, part=part, fields={})


def _mention(wanted: Wanted, files: Files) -> Provided:
    selector: Any = wanted.selector
    said = example_of(selector.pattern)
    for path, part in places_of(wanted, files):
        if wanted.count and said:
            part.block(f"{OPEN}: {said}")
        elif wanted.count:
            files.leave(f"a text in {path} that matches `{selector.pattern.source}`")
        yield replace(wanted.inside, path=path, part=part, fields={})


def _region(wanted: Wanted, files: Files) -> Provided:
    selector: Any = wanted.selector
    for path, part in places_of(wanted, files):
        part.block(f"<!-- {selector.begins} -->", "", OPEN, "", f"<!-- {selector.ends} -->")
        yield replace(wanted.inside, path=path, part=part, fields={})


def _definition(wanted: Wanted, files: Files) -> Provided:
    label = wanted.known("label") or "label"
    for path, part in places_of(wanted, files):
        if wanted.count:
            part.block(f"[{label}]: ./{OPEN}.md")
        yield replace(wanted.inside, path=path, part=part, fields={})


def _line(wanted: Wanted, files: Files) -> Provided:
    """A file is enough: lines are in it."""
    for path, part in places_of(wanted, files):
        yield replace(wanted.inside, path=path, part=part, fields={})


FORM_BY_SELECTOR: Mapping[str, Callable[[Wanted, Files], Provided]] = {
    "cell": _row,
    "code": _code,
    "command": _command,
    "definition": _definition,
    "entry": _entry,
    "file": _file,
    "line": _line,
    "link": _link,
    "list": _list,
    "mention": _mention,
    "passage": _passage,
    "question": _question,
    "region": _region,
    "row": _row,
    "section": _section,
    "signature": _signature,
    "table": _table,
    "task": _task,
}
