"""The files of a case: what a folder has, with what the case says is different."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from pydantic import ValidationError

from checker.cases.entries import ChangeEntry
from checker.classes import replace
from checker.model.problem import Problem
from checker.policy.grammar import adapter, parameters
from checker.policy.mistakes import KEY, Mistakes, Place, did_you_mean, mistake, shown, validated
from checker.policy.names import checked_path
from checker.policy.types import Policy
from checker.sources.memory import InMemory
from checker.sources.source import enclosing
from checker.text.shown import shortened
from checker.tree.globs import is_glob

FORMS = ("text", "replace", "add")
"""What a change can do to what a file holds; each excludes the others."""


Names = Mapping[str, str]
"""The documents of the policy that are one file each: its path by their name."""


def names_of(policy: Policy) -> Names:
    """The names that may stand for paths in cases."""
    return {name: paths[0] for name, paths in policy.documents.items() if len(paths) == 1 and not is_glob(paths[0])}


def with_files(
    source: InMemory, written: Mapping[str, Any], names: Names, mistakes: Mistakes, place: Place
) -> InMemory:
    """The source with what is said of files; what is wrong with it is noted below `place`, and left out."""
    for name, said in written.items():
        changed = mistakes.attempt((*place, name), partial(with_file, source, names.get(name, name), said))
        source = source if changed is None else changed
    return source


def with_file(source: InMemory, written: str, said: Any) -> InMemory:
    """The source with what is said of one file: a text, a change or a list of them, or None for one that is not there.

    written: its path. Raises pydantic's ValidationError.
    """
    path = Mistakes().must((KEY,), partial(checked_path, written))
    if is_glob(path) or path in (".", ""):
        raise mistake(f"`{path}` stands here, expected the path of one file", KEY)
    if said is None:
        return _without(source, path)
    _refuse_folder(source, path)
    if not isinstance(said, list):
        return _changed(source, path, said)
    mistakes = Mistakes()
    for position, step in enumerate(said):
        source = mistakes.must((position,), partial(_changed, source, path, step))
    return source


def text_of(source: InMemory, path: str) -> str:
    """The text of a file on disk. Raises pydantic's ValidationError when there is none."""
    if path not in source.paths:
        raise mistake(f"there is no file `{path}` here{did_you_mean(path, source.paths)}")
    content = source.content(path)
    if isinstance(content, Problem):
        raise mistake(f"`{path}` {content.message}")
    try:
        return content.decode()
    except UnicodeDecodeError as error:
        raise mistake(f"`{path}` is no text in UTF-8 (byte {error.start})") from None


def line_with(text: str, part: str, path: str) -> int:
    """The number, from 1, of the one line in which a part stands. Raises pydantic's ValidationError."""
    found = list(dict.fromkeys(_lines_with(text, part)))
    if len(found) != 1:
        raise _not_once(path, part, found, "line")
    return found[0]


def _lines_with(text: str, part: str) -> list[int]:
    """The number of a line for every time that a part stands, or begins, in it."""
    lines, at = [], text.find(part)
    while at != -1:
        lines.append(text.count("\n", 0, at) + 1)
        at = text.find(part, at + 1)
    return lines


def _not_once(path: str, part: str, found: Sequence[int], *place: str) -> ValidationError:
    if not found:
        return mistake(f"`{shortened(part)}` stands nowhere in `{path}`", *place)
    lines = ", ".join(map(str, found[:5])) + (" …" if len(found) > 5 else "")
    said = f"`{shortened(part)}` stands {len(found)} times in `{path}` (lines {lines}), expected once; write more of it"
    return mistake(said, *place)


def _refuse_folder(source: InMemory, path: str) -> None:
    """Raises where a file cannot be because of what else there is."""
    if path.endswith("/"):
        raise mistake(f"`{path}` is a folder, of which can only be said that it is not there", KEY)
    above = next((one for one in enclosing(path) if one in source.paths), None)
    if above is not None:
        raise mistake(f"`{above}` is a file, so there can be no `{path}`", KEY)
    if any(one.startswith(f"{path}/") for one in source.paths):
        raise mistake(f"`{path}` is a folder", KEY)


def _without(source: InMemory, path: str) -> InMemory:
    """The source without a file, or without all that is in a folder."""
    gone = [one for one in source.paths if one == path or (path.endswith("/") and one.startswith(path))]
    if not gone:
        raise mistake(f"there is no `{path}` that could be taken away{did_you_mean(path, source.paths)}", KEY)
    return replace(source, contents={**source.contents, **dict.fromkeys(gone)})


def _changed(source: InMemory, path: str, said: Any) -> InMemory:
    """The source with one step of what is said of a file."""
    if isinstance(said, str):
        return _with_text(source, path, said)
    if not isinstance(said, dict):
        raise mistake(f"{shown(said)} stands here, expected the text of the file, or what is changed in it")
    entry = _change(said)
    if entry.text is not None:
        source = _with_text(source, path, entry.text)
    elif entry.add is not None:
        source = _with_text(source, path, text_of(source, path) + entry.add)
    elif entry.replace is not None:
        source = _replaced(source, path, entry.replace, entry.by or "")
    return _tracked(source, path, entry)


def _change(said: Mapping[str, Any]) -> ChangeEntry:
    """A change that says one thing. Raises pydantic's ValidationError."""
    mistakes = Mistakes()
    names = list(parameters(ChangeEntry))
    entry: ChangeEntry | None = mistakes.attempt((), lambda: validated(adapter(ChangeEntry), said, None), names)
    mistakes.settle()
    given = [name for name in FORMS if name in said]
    if not said:
        raise mistake("nothing is changed here")
    if len(given) > 1:
        raise mistake(f"`{given[0]}` and `{given[1]}` exclude each other; write a list of changes", given[1], KEY)
    if ("replace" in said) != ("by" in said):
        raise mistake("`by` is missing" if "replace" in said else "`replace` is missing", KEY)
    if entry is None:
        raise AssertionError
    return entry


def _replaced(source: InMemory, path: str, old: str, new: str) -> InMemory:
    if not old:
        raise mistake("an empty text stands here, expected one that stands in the file", "replace")
    text = text_of(source, path)
    found = _lines_with(text, old)
    if len(found) != 1:
        raise _not_once(path, old, found, "replace")
    return _with_text(source, path, text.replace(old, new))


def _with_text(source: InMemory, path: str, text: str) -> InMemory:
    return replace(source, contents={**source.contents, path: text.encode()})


def _tracked(source: InMemory, path: str, entry: ChangeEntry) -> InMemory:
    """The source with what git says of a file."""
    if path not in source.paths:
        raise mistake(f"there is no file `{path}` here{did_you_mean(path, source.paths)}")
    if entry.committed is None:
        return source
    uncommitted = source.uncommitted - {path} if entry.committed else source.uncommitted | {path}
    return replace(source, uncommitted=uncommitted)
