"""Requirements on the form of a file as a whole."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from checker.classes import dataclass
from checker.markdown.links import paths_named_by
from checker.model.causes import missing_file
from checker.model.document import Document
from checker.model.evidence import Reason
from checker.model.kinds import Requirement, Scope
from checker.model.location import Location
from checker.model.markdown import Markdown
from checker.model.observation import Observation, met, not_met, undecided
from checker.model.record import Subject
from checker.text.shown import quoted
from checker.tree.places import problem_of


@dataclass(frozen=True, slots=True, kw_only=True)
class WellFormed(Requirement):
    """The file keeps the rules of its format, which its name says, or the policy under `formats`.

    Elsewhere a document that cannot be read leaves things undecided; here the mistake in it is what is not met, at its
    place. A key that stands twice is one, in front matter too. A directory is the Terraform module in it. What is well
    formed but not read here (a file that is too large, a Git LFS pointer), and any other format, is undecided.

    ```yaml
    for_each: {file: ['**/*.json', '**/*.yaml']}
    require: well_formed
    ```
    """

    kind: ClassVar[str] = "well_formed"
    of_text: ClassVar[bool] = False

    def observe(self, subject: Subject, scope: Scope) -> Iterator[Observation]:
        tree, found = scope.facts.tree, quoted(subject.value)
        paths = [path.rstrip("/") for path in paths_named_by(subject.value)]
        there = next((path for path in paths if path in tree.entries or path in tree.directories), None)
        if there is None:
            said = f"{subject.called} is {found}, which is not in the repository"
            blocked = missing_file(paths[0]) if paths else None
            expected = "a file of the repository"
            yield not_met(said, subject.location, expected=expected, found=found, implied=True, blocked=blocked)
        else:
            yield _judged(scope.inquiry.document(there))


def _judged(document: Document) -> Observation:
    content, path = document.content, document.path
    if isinstance(content, Markdown) and content.front_matter_problem is not None:
        document = Document(path, problem=content.front_matter_problem)
    unread = content.unread if isinstance(content, Markdown) else ()
    broken = [gap for gap in unread if gap.reason is Reason.MALFORMED_MARKUP]
    if broken:
        return not_met(broken[0].message, broken[0].location, expected="a well-formed document")
    problem = document.problem
    if problem is not None:
        seen = problem_of(document)
        said, place = seen.message, problem.location
        if problem.malformed:
            return not_met(said, place, expected="a well-formed document", found=problem.message, hint=problem.hint)
        return seen
    at_its_top = next(iter(document.files), path)
    if isinstance(content, str):
        hint = "name files of a format, or say it under `formats`"
        return undecided(f"{path} is read as plain text, of which no rules are known", Location(path), hint=hint)
    return met(f"{path} is well formed", Location(at_its_top, 1, 1), expected="a well-formed document")
