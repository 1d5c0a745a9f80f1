"""The files that are laid out, by path, and how each becomes text."""

from __future__ import annotations

import json
import posixpath
from collections.abc import Iterator, Mapping
from typing import Any

import yaml

from checker.classes import dataclass, field
from checker.drafting.scaffold.pages import OPEN, Page, Part, page_for
from checker.formats.names import FORMAT_BY_SUFFIX
from checker.model.language import PathSet
from checker.model.tree import Tree
from checker.tree.filling import fields_in
from checker.tree.globs import glob_pattern, is_glob

MARKDOWN = (".md", ".markdown")
YAML = (".yaml", ".yml")
_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".svg", ".pdf")


@dataclass
class Files:
    """What is laid out. pages: Markdown. data: YAML, JSON and TOML. blocks: of Terraform, by folder. texts: the rest.

    aside: what no file can give, or nobody here can lay out, one line each.
    """

    tree: Tree
    pages: dict[str, Page] = field(default_factory=dict)
    data: dict[str, Any] = field(default_factory=dict)
    blocks: dict[str, list[str]] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    folders: dict[str, None] = field(default_factory=dict)
    aside: dict[str, None] = field(default_factory=dict)

    def leave(self, said: str) -> None:
        self.aside[said] = None

    def paths_of(self, paths: PathSet, fields: Mapping[str, str]) -> tuple[str, ...]:
        """The paths of a set: those it names; of a glob that matches nothing yet, one that it matches.

        fields: of the enclosing record, for paths that take names from there.
        """
        found: list[str] = []
        for written in paths.paths:
            path = written
            for name in fields_in(written):
                path = path.replace(f"{{{name}}}", fields.get(name, f"{{{name}}}"))
            if fields_in(path):
                self.leave(f"`{path}` depends on records that are not there yet")
            elif not is_glob(path):
                found.append(path)
            elif not any(glob_pattern(path.rstrip("/")).fullmatch(one) for one in self._known(path)):
                example = example_path(path)
                if example:
                    found.append(example)
                else:
                    self.leave(f"`{path}` names no file; write one that it matches")
            else:
                pattern = glob_pattern(path.rstrip("/"))
                found += [one for one in sorted(self._known(path)) if pattern.fullmatch(one)]
        return tuple(found[:1] if paths.any_of else found)

    def _known(self, path: str) -> set[str]:
        if path.endswith("/"):
            return {*self.tree.directories, *(one.rstrip("/") for one in self.folders)}
        return {*self.tree.entries, *self.pages, *self.data, *self.texts}

    def begin(self, path: str) -> None:
        """A file of whose content nothing is known yet."""
        if path.endswith("/"):
            self.folders[path] = None
        elif path.endswith(MARKDOWN):
            self.page(path)
        elif path in self.data or path in self.texts:
            return
        elif path.endswith(_PICTURES):
            self.leave(f"{path} is a picture, which is drawn and not written")
        elif posixpath.splitext(path)[1] in FORMAT_BY_SUFFIX and not path.endswith(".tf"):
            self.data[path] = {}
        else:
            self.texts[path] = f"{OPEN}\n"

    def page(self, path: str) -> Page:
        if path not in self.pages:
            self.pages[path] = page_for(path)
        return self.pages[path]

    def part(self, path: str) -> Part:
        return self.page(path).root

    def written(self) -> Iterator[tuple[str, str]]:
        """Every file with its text, in the order of their paths."""
        texts = {path: page.text() for path, page in self.pages.items()}
        texts |= {path: _data_text(path, value) for path, value in self.data.items()}
        for folder, blocks in self.blocks.items():
            texts[posixpath.join(folder, "main.tf")] = "\n\n".join(dict.fromkeys(blocks)) + "\n"
        texts |= self.texts
        for folder in self.folders:
            if not any(path.startswith(folder) for path in texts):
                texts[posixpath.join(folder, "README.md")] = page_for(folder.rstrip("/")).text() + f"\n{OPEN}\n"
        yield from sorted(texts.items())


def example_path(glob: str) -> str:
    """A path that a glob matches; empty where none is found."""
    parts = [part for part in glob.rstrip("/").split("/") if part != "**"]
    path = "/".join(_example_name(part) for part in parts)
    return path + ("/" if glob.endswith("/") else "") if glob_pattern(glob.rstrip("/")).fullmatch(path) else ""


def _example_name(part: str) -> str:
    said, rest = "", part
    while rest:
        if rest[0] == "[" and "]" in rest:
            inside, rest = rest[1 : rest.index("]")], rest[rest.index("]") + 1 :]
            said += inside[:1]
        else:
            said += {"*": "example", "?": "x"}.get(rest[0], rest[0])
            rest = rest[1:]
    return said


def _data_text(path: str, value: Any) -> str:
    if path.endswith(YAML):
        return yaml.safe_dump(value or {OPEN.lower(): OPEN}, sort_keys=False, allow_unicode=True)
    if path.endswith((".toml", ".lock")):
        return (
            "".join(f"{_toml_key(key)} = {_toml(one)}\n" for key, one in value.items())
            or f'{OPEN.lower()} = "{OPEN}"\n'
        )
    return json.dumps(value or {OPEN.lower(): OPEN}, indent=2, ensure_ascii=False) + "\n"


def _toml(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_toml_key(key)} = {_toml(one)}" for key, one in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_toml, value)) + "]"
    return json.dumps(value, ensure_ascii=False)


def _toml_key(key: str) -> str:
    return (
        key
        if key.replace("-", "").replace("_", "").isalnum() and key.isascii()
        else json.dumps(key, ensure_ascii=False)
    )
