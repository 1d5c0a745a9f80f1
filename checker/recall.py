"""What earlier runs found out, as long as all on which it rests is the same.

Two things are kept: what a document contributes to sentences about many (`Part`), under the document's bytes, and what
a criterion concluded (`Result`). With each stand the files that were read for it, by git's ids of their bytes, and what
else it rests on: the list of files, the day, the issues. Both hold for one tool, one policy and one repository. What
rests on something that cannot be told (a live tracker, the history, a program, plugins) is not kept.

That a file has the bytes that it had is believed without reading it where the system says that nothing was written to
it since (`checker.replay.sight`); for the index and for commits git says it.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from functools import cache, cached_property
from pathlib import Path
from typing import Any, Protocol

from checker import __version__
from checker.classes import replace
from checker.data.source import MAX_BYTES
from checker.formats.reading import Reading
from checker.kept import state_of
from checker.model.facts import Facts, Inquiry
from checker.model.parts import Anchors, Excerpt, Footing, Part, Question
from checker.model.plain import FORMAT
from checker.model.plain_parts import (
    excerpts_from,
    part_from,
    plain_excerpts,
    plain_part,
    plain_result,
    result_from,
)
from checker.model.report import Result
from checker.model.tree import Tree
from checker.policy.shipped import PACKAGE
from checker.policy.types import Criterion, Policy
from checker.replay import sight
from checker.sources import Source
from checker.sources.source import WORKTREE
from checker.store import Store
from checker.witness import is_settled

AT_ONCE = 200
"""Of so many documents at a time is looked what is kept, so that no more of that is in memory than has to be."""
_store: list[Store] = []


def use(store: Store) -> None:
    """Has the runs of this process recall what is kept there."""
    _store.append(store)


def forget() -> None:
    """Has them recall nothing any more, and writes what they found out."""
    while _store:
        _store.pop().close()


class KeptPolicies:
    """Policies as they were read before, in the store of this process; see `checker.policy.keeping.Store`."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def get(self, key: str) -> bytes | None:
        """None for what is not there."""
        name = self._name(key)
        return self._store.get([name]).get(name)

    def put(self, key: str, value: bytes) -> None:
        """Keeps a policy."""
        self._store.put(self._name(key), value)

    def _name(self, key: str) -> bytes:
        return _digest("policy", state_of_tool(), key).digest()


def kept_policies() -> KeptPolicies | None:
    """Where policies are kept that do not ship with this package, None where nothing is to be recalled."""
    return KeptPolicies(_store[0]) if _store else None


def kept_pieces() -> tuple[Store, Callable[..., bytes]] | None:
    """Where pieces are kept, and what names them by all that they rest on besides this tool; None for nowhere."""
    return (_store[0], lambda *said: _digest(__version__, state_of_tool(), *said).digest()) if _store else None


def recall_of(source: Source, facts: Facts, issues: str | None) -> Recall | None:
    """What is known of a source; None where nothing is to be recalled. issues: a digest of all that a tracker says."""
    if not _store or facts.rules is not None:
        return None
    return Recall(_store[0], source, facts, issues)


class Recalling(Protocol):
    """What is known of what is judged, and keeps what comes out."""

    def parts(
        self, questions: Iterable[Question], policies: Sequence[Policy], reading: Reading
    ) -> tuple[dict[Question, Part | None], Mapping[Question, Set[str]]]: ...

    def keep_parts(self, found: Mapping[Question, Part | None], policies: Sequence[Policy]) -> None: ...

    def anchors(self, paths: Iterable[str], reading: Reading) -> dict[str, Anchors]: ...

    def keep_anchors(self, path: str, anchors: Anchors, reading: Reading) -> None: ...

    def conclusions(
        self, policies: Iterable[Policy], criteria: Mapping[str, Sequence[Criterion]], reading: Reading
    ) -> dict[tuple[str, str], tuple[Result, Footing]]: ...

    def keep_conclusion(
        self, policy: str, result: Result, inquiry: Inquiry | None, lines: Callable[[], Mapping[str, Excerpt]]
    ) -> None: ...

    def close(self, facts: Facts, *, since: int) -> None: ...


class Recall:
    """What is known of one source on one day."""

    def __init__(self, store: Store, source: Source, facts: Facts, issues: str | None) -> None:
        self._store = store
        self._source = source
        self._facts = facts
        # What an issues file says may be too old by another day.
        self._issues = f"{issues} {facts.today.isoformat()}" if issues else None
        self._known_rules: dict[str, str] = {}
        self._blobs: dict[str, str | None] = {}
        self._anchors: dict[tuple[str, str], Anchors] = {}

    def parts(
        self, questions: Iterable[Question], policies: Sequence[Policy], reading: Reading
    ) -> tuple[dict[Question, Part | None], Mapping[Question, Set[str]]]:
        """The answers that are known, and the questions of which that depends on documents that were not read yet.

        In those a link has to reach what it could reach before.
        """
        rules = {policy.id: self._rules(policy) for policy in policies}
        asked: dict[bytes, list[Question]] = {}
        for one in questions:
            if rules[one.policy] and (blob := self.blob(one.path)) is not None:
                asked.setdefault(self._name_of_parts(one, rules[one.policy], blob), []).append(one)
        found: dict[Question, Part | None] = {}
        waiting: dict[Question, Set[str]] = {}
        names = list(asked)
        for start in range(0, len(names), AT_ONCE):
            kept: dict[Question, list[Any]] = {}
            for name, body in self._store.get(names[start : start + AT_ONCE]).items():
                known = {(criterion, clause): said for criterion, clause, *said in json.loads(body)}
                kept |= {one: known[key] for one in asked[name] if (key := (one.criterion, one.clause)) in known}
            reached = self.anchors(self._changed(rest for rest, _ in kept.values()), reading)
            for question, (rest, plain) in kept.items():
                evidence, unread = self._evidence(rest, reached)
                if unread:
                    waiting[question] = unread
                elif evidence is not None and (part := part_from(plain)) is not None:
                    found[question] = replace(part, evidence=evidence)
        return found, waiting

    def keep_parts(self, found: Mapping[Question, Part | None], policies: Sequence[Policy]) -> None:
        """Keeps answers, all that one document contributes to one policy together."""
        rules = {policy.id: self._rules(policy) for policy in policies}
        fresh: dict[bytes, list[tuple[Question, Part]]] = {}
        for question, part in found.items():
            if part is not None and part.can_be_kept and rules[question.policy]:
                blob = part.evidence.get(question.path) or self.blob(question.path)
                if blob:
                    name = self._name_of_parts(question, rules[question.policy], blob)
                    fresh.setdefault(name, []).append((question, part))
        names = list(fresh)
        for start in range(0, len(names), AT_ONCE):
            some = names[start : start + AT_ONCE]
            known = self._store.get(some)
            for name in some:
                said = {(one.criterion, one.clause): self._said(one, part) for one, part in fresh[name]}
                others = (one for one in json.loads(known.get(name, b"[]")) if (one[0], one[1]) not in said)
                self._store.put(name, _encoded([*others, *said.values()]))

    def _said(self, question: Question, part: Part) -> list[Any]:
        rest = self._rest(part.evidence, part.reached, is_of_day=part.is_of_day, is_of_issues=False)
        return [question.criterion, question.clause, rest, plain_part(part)]

    def anchors(self, paths: Iterable[str], reading: Reading) -> dict[str, Anchors]:
        """What a link can reach in documents, as far as it is known of them as they are read here."""
        forms = {path: form for path in paths if (form := reading.built_in_of(path))}
        names = {
            self._name("anchors", form, path, blob): (path, form, blob)
            for path, form in forms.items()
            if (path, form) not in self._anchors and (blob := self.blob(path))
        }
        for name, body in self._store.get(list(names)).items():
            path, form, blob = names[name]
            self._anchors[path, form] = Anchors(frozenset(json.loads(body)), blob)
        return {path: self._anchors[path, form] for path, form in forms.items() if (path, form) in self._anchors}

    def keep_anchors(self, path: str, anchors: Anchors, reading: Reading) -> None:
        """Keeps what a link can reach in a document."""
        form = reading.built_in_of(path)
        if form:
            self._anchors[path, form], self._blobs[path] = anchors, anchors.blob
            self._store.put(self._name("anchors", form, path, anchors.blob), _encoded(sorted(anchors.names)))

    def _name_of_parts(self, question: Question, rules: str, blob: str) -> bytes:
        return self._name("parts", rules, question.policy, question.path, blob)

    def conclusions(
        self, policies: Iterable[Policy], criteria: Mapping[str, Sequence[Criterion]], reading: Reading
    ) -> dict[tuple[str, str], tuple[Result, Footing]]:
        """What is known of criteria, by their policy and id."""
        names = {
            self._name("result", rules, policy.id, one.heading.id): (policy.id, one.heading)
            for policy in policies
            if (rules := self._rules(policy))
            for one in criteria[policy.id]
        }
        found: dict[tuple[str, str], tuple[Result, Footing]] = {}
        kept = {name: json.loads(body) for name, body in self._store.get(list(names)).items()}
        reached = self.anchors(self._changed(rest for rest, _, _ in kept.values()), reading)
        for name, (rest, plain, lines) in kept.items():
            evidence, unread = self._evidence(rest, reached)
            if evidence is not None and not unread:
                policy, heading = names[name]
                footing = Footing(evidence, excerpts_from(lines))
                found[policy, heading.id] = result_from(plain, heading, policy), footing
        return found

    def keep_conclusion(
        self, policy: str, result: Result, inquiry: Inquiry | None, lines: Callable[[], Mapping[str, Excerpt]]
    ) -> None:
        """Keeps a result, if all on which it rests can be told. inquiry: what was asked for it."""
        rules = self._known_rules.get(policy, "")
        if not rules or inquiry is None or not inquiry.can_be_told or (inquiry.is_of_issues and self._issues is None):
            return
        is_of_day, is_of_issues = inquiry.is_of_day, inquiry.is_of_issues
        rest = self._rest(inquiry.evidence(), inquiry.reached(), is_of_day=is_of_day, is_of_issues=is_of_issues)
        body = _encoded([rest, plain_result(result), plain_excerpts(lines())])
        self._store.put(self._name("result", rules, policy, result.criterion.id), body)

    def blob(self, path: str) -> str | None:
        """Git's id of the bytes of a file, None where that is not known without reading it; looked up once."""
        if path not in self._blobs:
            self._blobs[path] = self._looked_up(path)
        return self._blobs[path]

    def _looked_up(self, path: str) -> str | None:
        entry = self._facts.tree.entries.get(path)
        if entry is None:
            return None
        if entry.blob is not None:
            return entry.blob
        known = self._known.get(path)
        return known[1] if known is not None and known[0] == self._sight(path) else None

    def close(self, facts: Facts, *, since: int) -> None:
        """Keeps which bytes files have that were read. since: when reading began, in nanoseconds."""
        if self._source.at != WORKTREE:
            return
        fresh: dict[str, list[Any]] = {}
        for path, blob in facts.evidence().items():
            seen = self._sight(path)
            if seen is not None and is_settled(seen[-1], since):
                fresh[path] = [seen, blob]
        there = {path: one for path, one in self._known.items() if path in self._facts.tree.entries}
        if any(there.get(path) != one for path, one in fresh.items()):
            self._store.put(self._sights_name, _encoded({**there, **fresh}))

    @cached_property
    def _known(self) -> Mapping[str, list[Any]]:
        body = self._store.get([self._sights_name]).get(self._sights_name) if self._source.at == WORKTREE else None
        return json.loads(body) if body is not None else {}

    @cached_property
    def _sights_name(self) -> bytes:
        return self._name("sights")

    def _sight(self, path: str) -> list[int] | None:
        found = sight(os.fsencode(self._source.root) + b"/" + path.encode("utf-8", "surrogateescape"))
        return [*found[0], found[1]] if found is not None else None

    def _rest(
        self, evidence: Mapping[str, str], reached: Mapping[str, str], *, is_of_day: bool, is_of_issues: bool
    ) -> list[Any]:
        """On what something rests: files, the list of files, the day, the issues, what a link can reach in files."""
        day = self._facts.today.isoformat() if is_of_day else ""
        return [dict(evidence), self._list, day, self._issues if is_of_issues else "", dict(reached)]

    def _changed(self, rests: Iterable[list[Any]]) -> set[str]:
        """The files that are other ones now, or may be, and of which only counts what a link can reach."""
        return {path for rest in rests for path in rest[4] if self.blob(path) != rest[0][path]}

    def _evidence(self, rest: list[Any], reached: Mapping[str, Anchors]) -> tuple[dict[str, str] | None, Set[str]]:
        """The files on which something rests that still holds, None for what does not.

        reached: what a link can reach in changed files. Beside it those of which that has to be known first.
        """
        evidence, files, day, issues, reaching = rest
        if files != self._list or day not in ("", self._facts.today.isoformat()) or issues not in ("", self._issues):
            return None, frozenset()
        changed = {path for path, blob in evidence.items() if self.blob(path) != blob}
        known = {path: reached[path] for path in changed & reached.keys()}
        if changed - reaching.keys() or any(one.digest != reaching[path] for path, one in known.items()):
            return None, frozenset()
        return {**evidence, **{path: one.blob for path, one in known.items()}}, changed - known.keys()

    @cached_property
    def _list(self) -> str:
        return digest_of_list(self._facts.tree)

    def _rules(self, policy: Policy) -> str:
        """A digest of all that a policy says; empty where that cannot be told."""
        if policy.id not in self._known_rules:
            self._known_rules[policy.id] = digest_of_rules(policy)
        return self._known_rules[policy.id]

    def _name(self, *parts: str) -> bytes:
        at = self._source.at if parts[0] != "sights" else ""
        name = self._root.copy()
        name.update(_bytes_of((at, parts)))
        return name.digest()

    @cached_property
    def _root(self) -> hashlib.blake2b:
        """What the names of everything begin with that is kept of this source by this tool."""
        return _digest(FORMAT, __version__, state_of_tool(), str(self._source.root))


def footings_of(known: Mapping[tuple[str, str], tuple[Result, Footing]]) -> tuple[Footing, ...]:
    """On what it rests that is known."""
    return tuple(footing for _, footing in known.values())


def digest_of_rules(policy: Policy) -> str:
    """A digest of all that a policy says; empty where that cannot be told."""
    files = [(one.path, one.kind, one.digest) for one in policy.info.files]
    if policy.kinds.plugins or not files or any(not one[2].startswith("sha256:") for one in files):
        return ""
    info, notation = policy.info, repr(policy.notation)
    return _digest(policy.id, info.path, info.digest, files, policy.repository, notation).hexdigest()


def digest_of_list(tree: Tree) -> str:
    """A digest of which files there are and of what kind, without what they hold."""
    said = [
        # What is too large to be looked into is known by its size.
        (one.path, one.kind.value, one.executable, one.target, one.size if not one.size or one.size > MAX_BYTES else 1)
        for one in tree.entries.values()
    ]
    return _digest(sorted(said, key=lambda one: one[0]), tree.git, tree.commit, tree.digest).hexdigest()


@cache
def state_of_tool() -> str:
    """Which Python and which files of this package these are, and when something was installed beside it."""
    installed = (f"{folder} {_changed(folder)}" for folder in sys.path if folder.endswith("-packages"))
    return "\n".join((sys.version, state_of(str(PACKAGE), ".py", ".yaml"), *installed))


def _changed(folder: str) -> int:
    try:
        return Path(folder).stat().st_ctime_ns
    except OSError:
        return 0


def _digest(*said: object) -> hashlib.blake2b:
    return hashlib.blake2b(_bytes_of(said), digest_size=20)


def _bytes_of(said: object) -> bytes:
    return repr(said).encode("utf-8", "surrogateescape")


def _encoded(plain: object) -> bytes:
    return json.dumps(plain, separators=(",", ":")).encode("ascii")
