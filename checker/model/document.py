"""Documents: what one file (or one Terraform directory) says."""

from __future__ import annotations

from collections.abc import Mapping

from checker.classes import dataclass, field
from checker.model.data import Node, Stream
from checker.model.hcl import Module
from checker.model.markdown import Markdown, Sheet
from checker.model.problem import Problem


@dataclass(frozen=True, slots=True)
class Document:
    r"""The content of one file, or the problem that kept it from being read.

    path: relative to the judged root. lines: the source lines without their ends, for showing evidence.
    content: Markdown, a table (CSV), data (YAML, JSON, TOML …), several documents of it, a Terraform module, or plain
    text where the format has no structure.
    files: the source lines of every file of a directory, by path; empty for a document that is one file.
    text: all of it, its lines ended by `\n`; None for a directory and for what is no text.
    endings: how each of its lines is ended in the file (`lf`, `crlf`, `cr`, `none`).
    picture: the kind of picture that its bytes show (`png`), empty for none; None where they are not at hand.
    size: of the file in bytes, None where they are not at hand.
    blobs: git's object ids of the bytes that were read, by path.
    """

    path: str
    content: Markdown | Sheet | Node | Stream | Module | str | None = None
    problem: Problem | None = None
    lines: tuple[str, ...] = ()
    files: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    text: str | None = field(default=None, repr=False)
    endings: tuple[str, ...] = field(default=(), repr=False)
    picture: str | None = None
    size: int | None = None
    blobs: Mapping[str, str] = field(default_factory=dict, repr=False)
