"""What the sentences of an agreement may speak of: documents, people, issues, classes of defects."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property

from checker.classes import dataclass
from checker.drafting.agreement.reading import QUOTED, Agreement, Form, words_of
from checker.drafting.agreement.sentences import Statement
from checker.drafting.columns import columns_of, is_path
from checker.issues.references import references_in
from checker.model.language import Person
from checker.model.markdown import Section
from checker.patterns import regex
from checker.text.titles import title_key

CLASS = regex(r"\b([A-Z]{1,2}\d)(?:s\b|\b)(?!-\d)")
"""A class of defects, as in *all P0s*; `P0-001` is one of them, and none."""
DEFECT = regex(r"([A-Z]{1,2}\d)-\d+\b")
"""A defect by its id, with its class."""


@dataclass(frozen=True)
class Known:
    """What the sentences of an agreement may speak of."""

    agreement: Agreement
    people: Mapping[str, Person]
    milestone: str
    listed: str = ""
    """The id of the criterion that asks for the listed documents."""

    @cached_property
    def issues(self) -> tuple[int, ...]:
        """The issues that its headings and fields name: those of the work itself."""
        texts = [one.title.plain for one in self.agreement.markdown.sections]
        texts += [one.value for one in self.agreement.labels]
        found = (ref.key for text in texts for ref in references_in(text).issues if not ref.repository)
        return tuple(sorted({one for one in found if isinstance(one, int)}))

    @cached_property
    def _common(self) -> frozenset[str]:
        """Words that many documents share, and that tell none of them."""
        paths = self.agreement.paths
        all_ = [word for path in paths for word in self.agreement.words_for(path)]
        return frozenset(word for word in all_ if all_.count(word) * 3 > max(len(paths), 6))

    @cached_property
    def _by_title(self) -> Mapping[str, str]:
        """The documents by the titles of the sections that their forms have."""
        forms = [one for one in self.agreement.forms if one.path]
        return {title_key(each.title.plain): one.path for one in forms for each in one.markdown.sections if each.level}

    def local(self, section: Section) -> list[str]:
        """The documents of a part of the agreement: what it has a form of, then what it names."""
        inside = [one for one in self.agreement.forms if one.code and section.line <= one.code.line <= section.end_line]
        near = [one.path for one in self.agreement.mentions if section.line <= one.line <= section.end_line]
        return list(dict.fromkeys([one.path for one in inside if one.path] + near))

    def documents_of(self, one: Statement) -> list[str]:
        """The documents that a sentence is about, likeliest first: those that it names, else the one of its part."""
        pages = [path for path in self.local(one.section) if not path.endswith("/")]
        is_about_one = not one.id_ and self._is_about_one(one.section, pages)
        return self.named_in(one) or (pages[:1] if is_about_one else [])

    def named_in(self, one: Statement) -> list[str]:
        """The documents that a sentence names: by path, by the title of a section, by their words."""
        named = [path for path in one.code if is_path(path) and path in self.agreement.paths]
        named += [self._by_title[key] for key in map(title_key, QUOTED.findall(one.text)) if key in self._by_title]
        if named:
            return named
        local, words = self.local(one.section), words_of(one.text)
        telling = {
            path: len((self.agreement.words_for(path) - self._common) & words)
            for path in (*local, *self.agreement.paths)
        }
        best = max(telling.values(), default=0)
        if best:
            return sorted((path for path in telling if telling[path] == best), key=lambda path: path not in local)[:1]
        return []

    def _is_about_one(self, section: Section, pages: Sequence[str]) -> bool:
        """Whether a part of the agreement is about one document: the only one it names, or has a form of."""
        formed = {
            one.path for one in self.agreement.forms if one.code and section.line <= one.code.line <= section.end_line
        }
        return len(pages) == 1 or (len(formed) == 1 and pages[0] in formed)

    def form_of(self, path: str) -> Form | None:
        return next((one for one in self.agreement.forms if one.path == path), None)

    def ranked(self, section: Section, but: str = "") -> tuple[str, str] | None:
        """The document with a table of classes such as P0, and the title of its column; that of the part first.

        but: the path of a document that is not meant.
        """
        forms = sorted(self.agreement.forms, key=lambda one: one.path not in self.local(section))
        for form in forms:
            for table in form.markdown.tables:
                for column in columns_of(form.markdown, table):
                    if form.path not in ("", but) and any(CLASS.fullmatch(value.plain) for value in column.values):
                        return form.path, column.title
        return None
