"""What a report rests on, found again: the tree, the policies, and the files that its caller handed over."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from checker.classes import dataclass, replace
from checker.errors import ClosureCheckError, UsageError
from checker.model.report import Judged
from checker.model.rules import Origin
from checker.piped import read_given
from checker.policy.rule_files import digest_of
from checker.policy.rules import find_policy, rules_of
from checker.policy.shipped import PolicyFile, shipped_policies
from checker.sources import Source, Subfolder, open_source
from checker.sources.opening import repository_at
from checker.sources.source import INDEX
from checker.tree.paths import why_outside, why_unfit
from checker.verify.saved import Saved


class UnseenError(Exception):
    """What a report rests on cannot be had here. why: what, and what to do."""


@dataclass(frozen=True, slots=True)
class Unseen:
    """Something that could not be looked at. criteria: the ids of those that rest on it; empty for all of them."""

    what: str
    remedy: str
    criteria: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Inputs:
    """What a report rests on. folder: what is judged, on disk.

    issues: the bytes of the file with issues, None for none.
    waivers: the bytes of the file that the caller handed over, None for none. lacks_issues: whether the file with
    issues is not here.
    """

    source: Source
    folder: Path
    policies: tuple[PolicyFile, ...] = ()
    issues: bytes | None = None
    waivers: bytes | None = None
    lacks_issues: bool = False


def find_inputs(saved: Saved, path: Path | None, given: Mapping[str, Any]) -> Inputs:
    """Raises UsageError, and UnseenError for what nothing can be judged without.

    path: of the clone, or of a folder in it. given: the words of the command: `policies`, `issues`, `waivers`,
    `allow_foreign_owner`.
    """
    judged = saved.report.judged
    source, folder = _opened(judged, path, foreign=given["allow_foreign_owner"])
    places = (Path.cwd(), folder, _root_of(source))
    _require_rules(saved, source, foreign=given["allow_foreign_owner"])
    policies = tuple(_policies(saved, given["policies"], source, places))
    waivers = saved.invocation.waivers
    accepted = None
    if waivers is not None:
        accepted = _file(given["waivers"], waivers.path, waivers.digest, places)
        if accepted is None:
            raise UnseenError(
                f"the waivers `{waivers.path}` that the report rests on are not here; give --waivers FILE"
            )
    issues = _issues(saved, given["issues"], source, places)
    has_file = judged.origin is not None and bool(judged.origin.file)
    lacks_issues = has_file and issues is None and not _is_of_revision(saved)
    return Inputs(source, folder, policies, issues, accepted, lacks_issues)


def _issues(saved: Saved, given: Path | None, source: Source, places: Sequence[Path]) -> bytes | None:
    """The bytes of the file with issues, or of one that stands for what a tracker said; None for none.

    What the settings of a revision name is read there. Raises UsageError.
    """
    origin = saved.report.judged.origin
    if given is None and (origin is None or not origin.file or _is_of_revision(saved)):
        return None
    if origin is None:
        raise UsageError("--issues: the report was made without issues; leave it out")
    found = _file(given, origin.file, origin.digest, places)
    if found is None or (given is None and digest_of(found) != origin.digest):
        content = rules_of(source).read(origin.file) if why_unfit(origin.file) is None else None
        found = content if isinstance(content, bytes) else found
    return found


def _is_of_revision(saved: Saved) -> bool:
    """Whether the issues are those that the settings of a revision name, and not those that the caller handed over."""
    rules = saved.report.rules
    return not saved.invocation.issues and rules is not None and rules.origin is Origin.REVISION


def _opened(judged: Judged, path: Path | None, *, foreign: bool) -> tuple[Source, Path]:
    repository = repository_at((path or Path()).resolve())
    if repository is None:
        if judged.commit or judged.at == INDEX:
            raise UsageError(f"`{path or '.'}` is in no git repository; name the clone that the report is of")
        source = open_source(path, judged.at)
        return source, source.root
    if judged.commit:
        # What is wrong with the repository itself is said before the commit is looked for.
        open_source(repository.root, "HEAD" if repository.is_bare else INDEX, allow_foreign_owner=foreign)
        source = _commit(repository.root, judged, foreign=foreign)
    else:
        source = open_source(repository.root, judged.at, allow_foreign_owner=foreign)
    if judged.root == ".":
        return source, repository.root
    if why_outside(judged.root) is not None or judged.root not in source.tree().directories:
        raise UnseenError(f"there is no folder `{judged.root}` in `{repository.root}`; name the clone of the report")
    return Subfolder(source, judged.root), repository.root / judged.root


def _commit(root: Path, judged: Judged, *, foreign: bool) -> Source:
    try:
        return open_source(root, judged.commit, allow_foreign_owner=foreign)
    except UsageError as error:
        raise UnseenError(f"the commit of the report is not here: {error}") from None


def _require_rules(saved: Saved, source: Source, *, foreign: bool) -> None:
    """Raises UnseenError when the revision that the rules come from is not here."""
    rules = saved.report.rules
    if rules is None or rules.origin is not Origin.REVISION:
        return
    try:
        open_source(_root_of(source), rules.commit, allow_foreign_owner=foreign)
    except UsageError as error:
        raise UnseenError(f"the commit that the rules come from is not here: {error}") from None


def _root_of(source: Source) -> Path:
    return source.whole.root if isinstance(source, Subfolder) else source.root


def _policies(saved: Saved, given: Sequence[str], source: Source, places: Sequence[Path]) -> Iterator[PolicyFile]:
    """The policies that the caller named, each from where its bytes are those of the report, if that is anywhere."""
    names = saved.invocation.policies
    if given and len(given) != len(names):
        said = f"the caller named {len(names)} policies" if names else "the settings named the policies"
        raise UsageError(f"--policy: {said} of this report; give as many, in the same order")
    digests = {one.path: one.digest for one in saved.report.rules.files} if saved.report.rules is not None else {}
    for at, name in enumerate(names):
        if name in shipped_policies() and not given:
            yield find_policy(name)
            continue
        found = list(_candidates(given[at] if given else "", name, source, places))
        if not found:
            raise UnseenError(f"the policy `{name}` that the report rests on is not here; give --policy FILE")
        yield next((one for one in found if digest_of(one.data) == digests.get(name)), found[0])


def _candidates(given: str, name: str, source: Source, places: Sequence[Path]) -> Iterator[PolicyFile]:
    """The files that a policy may be, called as the report calls it: on disk first, then in what is judged."""
    if given:
        seen_from = _seen_from(Path(given), name, places)
        found = find_policy(given, seen_from)
        yield found if seen_from is not None else replace(found, name=name)
        return
    for place in _having(name, places):
        yield find_policy(str(place / name), place)
    try:
        yield rules_of(source).policy(name)
    except ClosureCheckError:  # it is not in the tree, or not what its lock says
        return


def _having(name: str, places: Sequence[Path]) -> Iterator[Path]:
    """The folders that have a file of that name, which no report leads out of them."""
    if why_outside(name) is None:
        yield from (place for place in dict.fromkeys(places) if (place / name).is_file())


def _seen_from(file: Path, name: str, places: Sequence[Path]) -> Path | None:
    """The folder from which a file is called so; None where it is called otherwise from anywhere."""
    whole = Path(os.path.abspath(file))  # noqa: PTH100  `resolve` would follow links
    above = [*places, *whole.parents]
    return next((one for one in above if Path(os.path.normpath(one / name)) == whole), None)


def _file(given: Path | None, name: str, digest: str, places: Sequence[Path]) -> bytes | None:
    """The bytes of a file that a caller had handed over, those that have the digest before others; None for none.

    Raises UsageError.
    """
    if given is not None:
        return read_given(given, "name another file")
    found = [read_given(place / name, "name another file") for place in _having(name, places)]
    return next((one for one in found if digest_of(one) == digest), found[0] if found else None)
