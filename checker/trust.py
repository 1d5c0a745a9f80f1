"""What the judged change makes of the rules: each of their files compared, and the verdict under both sets of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from checker.errors import ClosureCheckError, UsageError
from checker.model.report import Report
from checker.model.rules import Kind, Origin, OwnRules, RuleFile, RulesInfo
from checker.pipeline import Options, check, load_policies
from checker.policy.rule_files import digest_of, digest_of_all, named_files
from checker.policy.rules import Rules, rules_of
from checker.policy.types import Policy
from checker.reading.filled_paths import fields_in
from checker.ruling import Ruling, own_ruling
from checker.settings import FILE_NAME, issues_path
from checker.sources import Source

ORDER = list(Kind)


def judged_by(ruling: Ruling, source: Source, make: Callable[[Ruling], Options], tell: Callable[[str], None]) -> Report:
    """The report by the rules that count, with what is to be said of them.

    make: the options of the call under a ruling. Where the judged tree alters the rules, it is judged by its own ones
    too; the exit code stays that of the rules that count. Raises PolicyError and UsageError.
    """
    policies = load_policies(ruling.policies)
    files = files_of(ruling, policies, ruling.tree or source)
    report = check(make(ruling), source, tell)
    info = RulesInfo(ruling.origin, _digest(files), files, disregarded=ruling.disregarded)
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
    found += [replace(one, path=ruling.rules.seen(one.path)) for one in named_files(policies, tree)]
    return tuple(dict.fromkeys(found))


def _digest(files: tuple[RuleFile, ...]) -> str:
    policies = [one.digest for one in files if one.kind in (Kind.POLICY, Kind.SHIPPED)]
    return digest_of_all(policies, (one for one in files if one.kind is Kind.NAMED))


def _compared(
    info: RulesInfo, ruling: Ruling, source: Source, make: Callable[[Ruling], Options], tell: Callable[[str], None]
) -> RulesInfo:
    """The rules of a revision held against those of the judged tree."""
    mine: tuple[RuleFile, ...] = ()
    own: Ruling | None = None
    problem = ""
    try:
        own = own_ruling(source, ruling.named)
        mine = files_of(own, load_policies(own.policies), source)
    except ClosureCheckError as error:
        problem = str(error)
    files = tuple(_beside(info.files, mine, ruling.rules, rules_of(source)))
    info = replace(info, files=files)
    if not info.altered and not problem:
        return info
    if own is None or problem:
        return replace(info, own=OwnRules(problem=problem))
    return replace(info, own=_judged_by_own(own, source, make, tell))


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


def refuse_other(digest: str, expected: str, files: tuple[RuleFile, ...]) -> None:
    """Raises UsageError when the rules are not those that the caller expects."""
    if any(one.digest in ("", "-") for one in files):
        paths = ", ".join(f"`{one.path}`" for one in files if one.digest in ("", "-"))
        raise UsageError(f"--expect-policy: {paths} has no digest that can be expected; use --policy-at instead")
    if digest != expected:
        raise UsageError(f"--expect-policy: the policy is {digest}, expected {expected}")
