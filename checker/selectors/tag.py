"""Tags."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar, cast

from checker.classes import dataclass
from checker.model.history import TagQuery
from checker.model.kinds import Scope, Selector
from checker.model.language import PathSet, Pattern, Selected
from checker.model.location import Location
from checker.model.observation import Observation
from checker.model.problem import Problem
from checker.model.record import Record, plain_value
from checker.tree.past import hand_fields, signature_fields, signers_text, truth, untold
from checker.values.trailers import subject_and_body
from checker.values.versions import Version, find_version

if TYPE_CHECKING:
    from checker.model import history


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag(Selector):
    """The tags of the repository, lower versions before higher ones; those that name no version come first.

    They are all that this clone has, whatever is judged; `merged` says which are in the history of that. The last of
    several is `where: {document: last}`, since all of them stand in one place. Signatures are told as of
    [commits](#selector-commit).

    In a shallow clone, one that was made without tags, and outside git, tags are undecided.

    ```yaml
    for_each: {tag: {matching: '^v[0-9]', signers: .github/allowed_signers}}
    require: {annotated: "yes", signature: good, message: filled}
    ```
    """

    kind: ClassVar[str] = "tag"
    short: ClassVar[str] = "matching"
    as_text: ClassVar[str] = "its name"
    rules: ClassVar[tuple[str, ...]] = ("signers",)
    provides: ClassVar[Mapping[str, str]] = {
        "name": "its name",
        "annotated": "`yes` when it is an object of its own, `no` for a mere name",
        "tagger": "who made it: `Mira Sato <mira@example.org>`; empty for a mere name",
        "tagger name": "the name alone",
        "tagger email": "the address alone",
        "created": "when it was made, in UTC; of a mere name, when its commit was",
        "message": "what it says, empty for a mere name",
        "subject": "the first paragraph of the message in one line",
        "commit": "the full id of its commit; empty where it leads to something else",
        "merged": "`yes` when its commit is in the history of what is judged, `no` otherwise",
        "signature": "`good`, `bad`, `unknown` or `none`",
        "signer": "whose key it is, as the allowed signers say; empty unless the signature is good",
    }
    matching: Pattern | None = None
    """Keeps the tags in whose name the pattern is found."""
    signers: PathSet | None = None
    """The file with the allowed signers; it belongs to the rules."""

    def select(self, scope: Scope) -> Selected:
        signers = signers_text(scope, self.signers)
        words = "the tags" + (f" that match `{self.matching.source}`" if self.matching else "")
        if isinstance(signers, Observation):
            return Selected((), (signers,), scope.place, words)
        found = scope.inquiry.history(TagQuery(signers))
        if isinstance(found, Problem):
            return Selected((), (untold(found, words, scope.place),), scope.place, words)
        tags = cast("tuple[history.Tag, ...]", found)
        meant = [one for one in tags if self.matching is None or self.matching.search(one.name)]
        records = tuple(map(_record, sorted(meant, key=_rank)))
        return Selected(records, (), scope.place, words, len(records))


def _rank(one: history.Tag) -> tuple[bool, Version, str]:
    version = find_version(one.name)
    return version is not None, version or Version(()), one.name


def _record(one: history.Tag) -> Record:
    place = Location(".", pointer=f"tags/{one.name}")
    said = {
        "name": one.name,
        "created": one.created,
        "message": one.message,
        "subject": subject_and_body(one.message)[0],
        "commit": one.commit,
    }
    called = f"tag {one.name}"
    fields = {
        **{name: plain_value(text, place.pointing(name)) for name, text in said.items()},
        **hand_fields("tagger", one.tagger, place),
        "annotated": truth(is_so=one.tagger is not None, place=place.pointing("annotated")),
        "merged": truth(is_so=one.merged, place=place.pointing("merged")),
        **signature_fields(one.signature, called, place),
    }
    return Record("tag", called, plain_value(one.name, place), fields)
