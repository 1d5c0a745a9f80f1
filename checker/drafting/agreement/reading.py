"""What an agreement speaks of: documents by their paths, and forms of documents in its code blocks."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from functools import cached_property

from checker.classes import dataclass, field
from checker.drafting.columns import ColumnFound, columns_of, holds_paths, is_path, path_in
from checker.drafting.draft import free_name, id_of
from checker.formats import read_document
from checker.model.markdown import Block, Code, Markdown, Section, Table
from checker.patterns import regex
from checker.signatures import is_responsible
from checker.slots import DEFAULT_SEARCH, is_unfilled
from checker.slots.find import find_slots
from checker.slots.passage import Passage
from checker.text.titles import title_key

MARKDOWN_CODE = ("markdown", "md")
TERRAFORM_CODE = ("hcl", "terraform", "tf")
MARKDOWN = (".md", ".markdown")
QUOTED = regex(r"[\"“]([^\"“”]{3,80})[\"”]")


@dataclass(frozen=True, slots=True)
class Mention:
    """A path that the agreement names."""

    path: str
    line: int


@dataclass(frozen=True, slots=True)
class Artifact:
    """A row of a table of documents. owner: as written, empty for none."""

    title: str
    path: str
    owner: str
    line: int


@dataclass(frozen=True, slots=True)
class Label:
    """A bold label and what stands behind it (`**Owner:** Ann Lee`), or a row of a table of fields."""

    label: str
    value: str
    line: int


@dataclass(frozen=True, slots=True)
class Form:
    """A form that the agreement shows of a document. code: where; None for the agreement itself."""

    markdown: Markdown
    path: str
    code: Code | None = None


@dataclass(frozen=True)
class Agreement:
    """An agreement as it is read. path: from the root of the repository, else its name."""

    path: str
    markdown: Markdown
    names: dict[str, str] = field(default_factory=dict)

    def name_of(self, path: str) -> str:
        """The name under which the policy has a document; it is given one when it is asked for first."""
        for name, known in self.names.items():
            if known == path:
                return name
        titled = next((one.title for one in self.artifacts if one.path == path), "")
        bare = path.rstrip("/")
        stem = posixpath.basename(bare).partition(".")[0] or posixpath.basename(bare).strip(".").partition(".")[0]
        of_folder = posixpath.basename(posixpath.dirname(bare)) if stem.upper() == "README" else ""
        name = free_name(id_of(titled or f"{of_folder} {stem}".strip()), self.names)
        self.names[name] = path
        return name

    @cached_property
    def artifact_tables(self) -> tuple[tuple[Table, ColumnFound, ColumnFound], ...]:
        """Tables that list documents, each with the column that names them and the one of their paths."""
        found = []
        for table in self.markdown.tables:
            columns = columns_of(self.markdown, table)
            paths = next((one for one in columns if holds_paths(one)), None)
            named = next((one for one in columns if one is not paths), None)
            if paths is not None and named is not None:
                found.append((table, named, paths))
        return tuple(found)

    @cached_property
    def artifacts(self) -> tuple[Artifact, ...]:
        found = []
        for table, named, paths in self.artifact_tables:
            owners = next((one for one in columns_of(self.markdown, table) if is_responsible(one.title)), None)
            for number, row in enumerate(table.rows):
                path = path_in(paths.values[number])
                owner = owners.values[number] if owners is not None else None
                said = owner.plain if owner is not None and is_unfilled(owner) is None else ""
                if path and not holds_slot(path):
                    found.append(Artifact(named.values[number].plain, path, said, row.line))
        return tuple(found)

    @cached_property
    def mentions(self) -> tuple[Mention, ...]:
        """The paths in code spans; a name beside a folder is in that folder, and one that is agreed lies there."""
        agreed = {posixpath.basename(one.path.rstrip("/")): one.path for one in self.artifacts}
        found = []
        for block in self.markdown.blocks:
            said = [one for one in block.text.code if is_path(one) and not holds_slot(one)]
            folders = [one for one in said if one.endswith("/")]
            for path in said:
                whole = path
                if "/" not in path:
                    whole = posixpath.join(folders[0], path) if folders else agreed.get(path, "")
                elif not path.endswith("/"):
                    whole = agreed.get(posixpath.basename(path), path)
                if whole:
                    found.append(Mention(whole, block.line))
        return tuple(found)

    @cached_property
    def astray(self) -> tuple[str, ...]:
        """Paths that the agreement names otherwise elsewhere."""
        agreed = {posixpath.basename(one.path.rstrip("/")): one.path for one in self.artifacts}
        said = {one for block in self.markdown.blocks for one in block.text.code if is_path(one) and "/" in one}
        return tuple(
            f"`{one}` is named as well; the table says `{agreed[posixpath.basename(one)]}`"
            for one in sorted(said)
            if agreed.get(posixpath.basename(one), one) != one
        )

    @cached_property
    def paths(self) -> tuple[str, ...]:
        """All documents that it speaks of, each once; of names of folders those alone that are agreed."""
        agreed = [one.path for one in self.artifacts]
        return tuple(dict.fromkeys((*agreed, *(one.path for one in self.mentions if not one.path.endswith("/")))))

    @cached_property
    def forms(self) -> tuple[Form, ...]:
        """The forms in its code blocks, each with the document that it is most likely the form of."""
        found = []
        for code in self.markdown.codes:
            if code.language in MARKDOWN_CODE:
                content = read_document("form.md", code.content.encode()).content
                if isinstance(content, Markdown):
                    found.append(Form(content, self._path_for(content, code), code))
        return tuple(found)

    def _path_for(self, form: Markdown, code: Code) -> str:
        """The document whose name shares most words with the form's title; near it in the text, where that is even."""
        section = self.section_at(code.line)
        near = {one.path: one.line for one in self.mentions if section.line <= one.line <= section.end_line}
        title = next((one.title.plain for one in form.sections if one.level), "")
        words = words_of(f"{title} {section.title.plain}")
        named = [path for path in dict.fromkeys((*near, *self.paths)) if path.endswith(MARKDOWN)]
        scores = {
            path: len(words & self.words_for(path)) + (2 if near.get(path, 0) > code.line else path in near)
            for path in named
        }
        best = max(named, key=lambda path: scores[path], default="")
        return best if best and scores[best] > 0 else ""

    def words_for(self, path: str) -> frozenset[str]:
        """The words by which people call a document: of its name, and of its row in a table of documents."""
        titled = " ".join(one.title for one in self.artifacts if one.path == path)
        return words_of(f"{posixpath.basename(path.rstrip('/')).partition('.')[0]} {titled}")

    def section_at(self, line: int) -> Section:
        """The innermost section in which a line stands."""
        sections = self.markdown.sections
        return next(one for one in reversed(sections) if one.line <= line <= one.end_line or one.level == 0)

    @cached_property
    def labels(self) -> tuple[Label, ...]:
        """Its labels with their values, and the rows of tables of two columns that list fields."""
        found = [one for block in self.markdown.blocks if block.kind != "cell" for one in labels_in(block)]
        for table in self.markdown.tables:
            if len(table.header) == 2 and not any(table is one for one, _, _ in self.artifact_tables):
                rows = [row for row in table.rows if row.cells[0].text.plain]
                found += [Label(row.cells[0].text.plain, row.cells[1].text.plain, row.line) for row in rows]
        return tuple(found)


def labels_in(block: Block) -> Iterator[Label]:
    """The labels of a text: what is bold and ends in a colon, or has one behind it."""
    inline = block.text.inline
    bold = [one for one in inline.spans if one.kind == "strong"]
    starts = [
        one
        for one in bold
        if inline.plain[one.start : one.end].rstrip().endswith(":")
        or inline.plain[one.end :].lstrip(" ").startswith(":")
    ]
    for one, after in zip(starts, [*starts[1:], None], strict=False):
        end = after.start if after is not None else len(inline.plain)
        value = " ".join(inline.plain[one.end : end].split()).strip(" |:·")
        yield Label(inline.plain[one.start : one.end].strip(" :"), value, block.line)


def words_of(text: str) -> frozenset[str]:
    """The words of a title, without the numbers; a plural is its singular."""
    words = "".join(sign if sign.isalnum() else " " for sign in title_key(text)).split()
    return frozenset(word.removesuffix("s") for word in words if not word.isdigit() and len(word) > 2)


def holds_slot(text: str) -> bool:
    """Whether something is left to be filled in, as in `catalog-YYYY-MM-DD.md`."""
    return bool(find_slots(Passage(text, cell=True), DEFAULT_SEARCH))


def source_of(section: Section) -> str:
    """How a criterion names the part of the agreement from which it comes."""
    return " ".join(section.title.plain.split()[:8]) if section.level else ""
