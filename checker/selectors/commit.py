"""Commits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, ClassVar, cast

from checker.classes import dataclass
from checker.model.history import CommitQuery
from checker.model.kinds import Scope, Selector
from checker.model.language import Operand, PathSet, Selected
from checker.model.location import Location
from checker.model.observation import Observation
from checker.model.problem import Problem
from checker.model.record import Record, Value, listed, plain_value
from checker.text.shown import shortened
from checker.tree.past import hand_fields, revision_of, signature_fields, signers_text, truth, untold
from checker.values.trailers import subject_and_body, trailers

if TYPE_CHECKING:
    from checker.model import history


@dataclass(frozen=True, slots=True, kw_only=True)
class Commit(Selector):
    """The commits that lead to what is judged, each before those that build on it.

    Work tree and index have no commits of their own: there they are those of `HEAD`. `since` leaves out those that a
    tag, branch or commit has already, and may be looked up: the last release, say.

    What a commit says at its end under a name is a field of that name, a list of all that stands under it:
    `Signed-off-by`, `Reviewed-by`. `author` and `committer` are written as such lines write people. Only a
    `signature` that is made with an SSH key is checked, against the allowed signers (ssh-keygen(1)) in the file that
    `signers` names: `good`, `bad`, `unknown` for a key that is not among them, or was not on the day that the commit
    gives itself, and `none`.

    In a shallow clone, outside git, and where there is no such revision, commits are undecided.

    ```yaml
    for_each: {commit: {since: origin/main}, where: {merge: "no"}}
    require: {Signed-off-by: {contains: {field: author}}, subject: {length: {at_most: 72}}}
    ```
    """

    kind: ClassVar[str] = "commit"
    short: ClassVar[str] = "since"
    as_text: ClassVar[str] = "its message"
    rules: ClassVar[tuple[str, ...]] = ("signers",)
    provides: ClassVar[Mapping[str, str]] = {
        "id": "its full id",
        "author": "who wrote it: `Mira Sato <mira@example.org>`; `author name` and `author email` are the parts",
        "author name": "the name alone",
        "author email": "the address alone",
        "committer": "who made it; `committer name` and `committer email` are the parts",
        "committer name": "the name alone",
        "committer email": "the address alone",
        "authored": "when it was written, in UTC",
        "created": "when it was made, in UTC",
        "message": "all of its message",
        "subject": "the first paragraph of the message in one line",
        "body": "what follows it, may be empty",
        "trailers": "a list of the lines at its end: `Signed-off-by: Mira Sato <mira@example.org>`",
        "merge": "`yes` when it has several parents, `no` otherwise",
        "signature": "`good`, `bad`, `unknown` or `none`",
        "signer": "whose key it is, as the allowed signers say; empty unless the signature is good",
    }
    since: Operand | None = None
    """A tag, branch or commit whose commits are left out; without it, all are meant."""
    first_parent: bool = False
    """Whether a merge stands for all that it brings in."""
    signers: PathSet | None = None
    """The file with the allowed signers; it belongs to the rules."""

    def open_fields(self) -> bool:
        return True

    def select(self, scope: Scope) -> Selected:
        since, signers = revision_of(scope, self.since), signers_text(scope, self.signers)
        words = "the commits" + (f" since {since}" if since and isinstance(since, str) else "")
        for problem in (since, signers):
            if isinstance(problem, Observation):
                return Selected((), (problem,), scope.place, words)
        query = CommitQuery(cast("str", since), self.first_parent, cast("str | None", signers))
        found = scope.inquiry.history(query)
        if isinstance(found, Problem):
            return Selected((), (untold(found, words, scope.place),), scope.place, words)
        records = tuple(map(_record, cast("tuple[history.Commit, ...]", found)))
        return Selected(records, (), scope.place, words, len(records))


def _record(one: history.Commit) -> Record:
    place = Location(".", pointer=f"commits/{one.id}")
    subject, body = subject_and_body(one.message)
    called = f"commit {one.id[:12]}" + (f" ({shortened(subject, 50)})" if subject else "")
    said = {
        "id": one.id,
        "authored": one.author.at,
        "created": one.committer.at,
        "message": one.message,
        "subject": subject,
        "body": body,
    }
    ending = trailers(one.message)
    known = {
        **{name: plain_value(text, place.pointing(name)) for name, text in said.items()},
        **hand_fields("author", one.author, place),
        **hand_fields("committer", one.committer, place),
        "trailers": _list([f"{name}: {text}" for name, text in ending], place.pointing("trailers")),
        "merge": truth(is_so=one.parents > 1, place=place.pointing("merge")),
        **signature_fields(one.signature, called, place),
    }
    named: dict[str, list[str]] = {}
    for name, text in ending:
        named.setdefault(name.casefold(), []).append(text)
    under = {name: _list(texts, place.pointing(name)) for name, texts in named.items()}
    spelled = {name.casefold(): name for name, _ in reversed(ending)}
    value = plain_value(one.message, place)
    return Record("commit", called, value, _Fields(known, under, tuple(spelled.values())), as_text="message")


def _list(texts: list[str], place: Location) -> Value:
    return listed([plain_value(text, place) for text in texts], place)


@dataclass(frozen=True, slots=True)
class _Fields(Mapping[str, Value]):
    """What every commit has, and what this one says under names of its own, in whatever case.

    spelled: those names as they stand there.
    """

    known: Mapping[str, Value]
    named: Mapping[str, Value]
    spelled: tuple[str, ...]

    def __getitem__(self, name: str) -> Value:
        return self.known[name] if name in self.known else self.named[name.casefold()]

    def __iter__(self) -> Iterator[str]:
        yield from self.known
        yield from (name for name in self.spelled if name not in self.known)

    def __len__(self) -> int:
        return sum(1 for _ in self)
