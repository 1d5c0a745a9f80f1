"""What the judged change makes of the rules: each of their files compared, and the verdict under both sets of them."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from checker.classes import replace
from checker.errors import ClosureCheckError, UsageError
from checker.gate.ruling import Ruling, own_ruling, ruling_of
from checker.gate.settings import FILE_NAME, issues_path
from checker.model.report import Report
from checker.model.rules import Kind, Origin, OwnRules, RuleFile, RulesInfo
from checker.model.waivers import FILE as WAIVERS
from checker.patterns import regex
from checker.pipeline import Options, check, load_policies
from checker.policy.rule_files import UNREADABLE, digest_of, digest_of_all, named_files
from checker.policy.rules import Rules, rules_of
from checker.policy.types import Policy
from checker.policy.vendored import LOCK, why_other
from checker.sources import Source, open_source
from checker.sources.source import WORKTREE
from checker.sources.subfolder import whole_of
from checker.tree.filling import fields_in
from checker.tree.paths import why_unfit

ORDER = list(Kind)
DIGEST = regex("sha256:[0-9a-f]{64}")


def judged_by(
    ruling: Ruling,
    source: Source,
    given: Mapping[str, Any],
    make: Callable[[Ruling], Options],
    tell: Callable[[str], None],
) -> Report:
    """The report by the rules that count, with what is to be said of them.

    given: the words of the command. make: the options of the call under a ruling. Where the judged tree alters the
    rules, it is judged by its own ones too; the exit code stays that of the rules that count. Raises PolicyError and
    UsageError.
    """
    policies = load_policies(ruling.policies, source)
    files = files_of(ruling, policies, ruling.tree or source)
    report = check(make(ruling), source, tell, policies)
    digest = digest_of_files(files, ruling.rules)
    if ruling.origin is Origin.CALLER and source.at != WORKTREE:
        files = tuple(_beside_judged(files, source))
    info = RulesInfo(ruling.origin, digest, files, disregarded=ruling.disregarded)
    info = replace(info, narrowed=ruling.narrowed(given))
    if ruling.origin is Origin.REVISION and ruling.tree is not None:
        info = replace(info, at=ruling.at, commit=ruling.tree.tree().commit or "")
        info = _compared(info, ruling, source, make, tell)
    return replace(report, rules=info)


def files_of(ruling: Ruling, policies: tuple[Policy, ...], tree: Source) -> tuple[RuleFile, ...]:
    """All files that rule a run. tree: where documents that policies name are taken from."""
    path = ruling.rules.in_folder(FILE_NAME)
    settings = digest_of(ruling.rules.read(path)) if ruling.origin is not Origin.CALLER else ""
    found = [RuleFile(path, Kind.SETTINGS, settings)] if settings else []
    found += [one for policy in policies for one in policy.info.files]
    if ruling.origin is not Origin.CALLER and ruling.settings.issues:
        path = issues_path(ruling.rules, ruling.settings)
        found.append(RuleFile(path, Kind.ISSUES, digest_of(ruling.rules.read(path))))
    waivers = ruling.rules.in_folder(WAIVERS)
    accepted = digest_of(ruling.rules.read(waivers)) if ruling.origin is not Origin.CALLER else ""
    found += [RuleFile(waivers, Kind.WAIVERS, accepted)] if accepted else []
    found += [replace(one, path=ruling.rules.seen(one.path)) for one in named_files(policies, tree)]
    found += [RuleFile(LOCK, Kind.LOCK, digest)] if (digest := _locked(ruling, tree, found)) else []
    return tuple(dict.fromkeys(found))


def _locked(ruling: Ruling, tree: Source, files: Sequence[RuleFile]) -> str:
    """The digest of the lock, empty for none. Raises UsageError when a document that policies name is another one.

    The policies themselves are held against it where they are read.
    """
    lock = ruling.rules.lock()
    named = [ruling.rules.unseen(one.path) for one in files if one.kind is Kind.NAMED and one.path in lock]
    for path, content in tree.read(named).items():
        said = why_other(ruling.rules.seen(path), content, lock) if isinstance(content, bytes) else None
        if said is not None:
            raise UsageError(said)
    return digest_of(ruling.rules.read(LOCK)) if ruling.origin is not Origin.CALLER else ""


def ruled(source: Source, given: Mapping[str, Any]) -> Ruling:
    """What rules a run on `source`, if it is what the caller expects. Raises UsageError and PolicyError."""
    ruling = ruling_of(source, given)
    if given.get("expect_policy"):
        _require_expected(ruling, source, given["expect_policy"])
    if ruling.tree is not None:
        for option in ("issues", "waivers"):
            if given.get(option) is not None:
                _refuse_altered(option, given[option], source, ruling)
    return ruling


def _refuse_altered(option: str, path: Path, source: Source, ruling: Ruling) -> None:
    """Raises UsageError when the change itself says what is recorded or waived, in a file of its own."""
    root, place = (Path(os.path.realpath(one)) for one in (ruling.rules.shelf.root, path))
    if not place.is_relative_to(root):
        return
    name = place.relative_to(root).as_posix()
    whole = whole_of(source)
    if name not in whole.tree().entries or whole.read([name]) == ruling.rules.shelf.read([name]):
        return
    said = f"--{option}: `{name}` is part of what is judged, and not what it is at `{ruling.at}`"
    raise UsageError(f"{said}; keep it outside of the tree, or bring it there first")


def digest_lines(names: Sequence[str]) -> Iterator[str]:
    """The digest of every file of policies, then that of all together, as `--expect-policy` takes it.

    The documents that they name are those of the work tree. Raises UsageError and PolicyError.
    """
    source = open_source(None, "worktree")
    ruling = ruling_of(source, {"policies": tuple(names)})
    files = files_of(ruling, load_policies(ruling.policies, source), source)
    width = len("sha256:") + 64
    yield from (f"{one.digest or 'not there':<{width}}  {one.path}" for one in files)
    yield f"{digest_of_files(files, ruling.rules):<{width}}  the whole"


def digest_of_files(files: tuple[RuleFile, ...], rules: Rules) -> str:
    """The digest of the policies among the files of the rules, with all that they build on and name."""
    policies = [one.digest for one in files if one.kind in (Kind.POLICY, Kind.SHIPPED)]
    named = (replace(one, path=rules.unseen(one.path)) for one in files if one.kind is Kind.NAMED)
    return digest_of_all(policies, named)


def _compared(
    info: RulesInfo, ruling: Ruling, source: Source, make: Callable[[Ruling], Options], tell: Callable[[str], None]
) -> RulesInfo:
    """The rules of a revision held against those of the judged tree."""
    mine: tuple[RuleFile, ...] = ()
    own: Ruling | None = None
    problem = ""
    try:
        own = own_ruling(source, ruling.named)
        mine = files_of(own, load_policies(own.policies, source), source)
    except ClosureCheckError as error:
        problem = str(error)
    files = tuple(_beside(info.files, mine, ruling.rules, rules_of(source)))
    info = replace(info, files=files)
    if not info.altered and not problem:
        return info
    if own is None or problem:
        return replace(info, own=OwnRules(problem=problem))
    return replace(info, own=_judged_by_own(own, source, make, tell))


def _beside_judged(files: Sequence[RuleFile], source: Source) -> Iterator[RuleFile]:
    """Policy files of the caller, which are read from disk, each with what the judged tree has under its name."""
    tree = rules_of(source)
    for one in files:
        if one.kind is Kind.POLICY and why_unfit(one.path) is None:
            contents = (tree.read(path) for path in dict.fromkeys((one.path, tree.seen(one.path))))
            own = next((digest_of(content) for content in contents if isinstance(content, bytes)), None)
            yield replace(one, own=own)
        else:
            yield one


def _judged_by_own(
    own: Ruling, source: Source, make: Callable[[Ruling], Options], tell: Callable[[str], None]
) -> OwnRules:
    """What comes out under the rules of the judged tree. Nothing is run for them: nobody has allowed what they name."""
    try:
        report = check(replace(make(own), allow_commands=False), source, tell)
    except ClosureCheckError as error:
        return OwnRules(problem=str(error))
    return OwnRules(report.verdict, report.exit_code)


def _beside(
    counted: tuple[RuleFile, ...], own: tuple[RuleFile, ...], rules: Rules, own_rules: Rules
) -> Iterator[RuleFile]:
    """Every file of either set, with both digests."""
    kinds: Mapping[str, RuleFile] = {one.path: one for one in (*own, *counted)}
    for one in sorted(kinds.values(), key=lambda one: (ORDER.index(one.kind), one.path)):
        if one.kind is Kind.SHIPPED or fields_in(one.path):
            yield replace(one, own=one.digest)
        else:
            there, here = (digest_of(each.read(one.path)) for each in (rules, own_rules))
            yield replace(one, digest=there, own=here)


def _require_expected(ruling: Ruling, source: Source, expected: str) -> None:
    """Raises UsageError when the policies are not those that the caller expects."""
    if not DIGEST.fullmatch(expected):
        raise UsageError(f"--expect-policy: `{expected}` is no digest, expected `sha256:` and 64 hexadecimal digits")
    files = files_of(ruling, load_policies(ruling.policies, source), ruling.tree or source)
    unknown = [f"`{one.path}`" for one in files if one.digest in ("", UNREADABLE)]
    if unknown:
        raise UsageError(f"--expect-policy: {', '.join(unknown)} has no digest; take it from a revision (--policy-at)")
    found = digest_of_files(files, ruling.rules)
    if found != expected:
        said = f"--expect-policy: the policy has the digest {found}, expected {expected}"
        raise UsageError(f"{said}; read what is new in it, then say `{found}`")
