"""What rules a run: whose policies and settings count, and which settings of the judged tree do not."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any

from checker.classes import dataclass, replace
from checker.errors import ClosureCheckError, UsageError
from checker.gate.revision import opened, refuse_judged
from checker.gate.settings import FILE_NAME, Settings, load_settings, own_issues, own_policies
from checker.model.problem import Problem
from checker.model.report import Severity, Stage
from checker.model.rules import Disregarded, Narrowed, Narrower, Origin
from checker.model.waivers import FILE as WAIVERS
from checker.model.waivers import Waiver
from checker.piped import called, read_given
from checker.policy.rules import Rules, find_policy, rules_of
from checker.policy.shipped import PolicyFile, shipped_policies, shipped_policy
from checker.sources import Source
from checker.trackers.file import IssuesData, given_issues
from checker.tree.paths import told

_NAMED = 3
"""Folders that a message names."""


@dataclass(frozen=True, slots=True)
class Ruling:
    """What counts. rules: where settings and policies are read. settings: those that count.

    tree: of the revision that the rules come from, None where that is what is judged. disregarded: what the settings
    of the judged tree say, and does not count. named: the policies as the caller names them.
    """

    origin: Origin
    rules: Rules
    settings: Settings
    policies: tuple[PolicyFile, ...]
    tree: Source | None = None
    disregarded: tuple[Disregarded, ...] = ()
    named: tuple[str, ...] = ()

    @property
    def at(self) -> str:
        return self.rules.at

    def stage(self, given: str | None) -> Stage:
        return Stage(given) if given else self.settings.stage

    def fail_on(self, given: str | None) -> Severity:
        return Severity(given) if given else self.settings.fail_on

    def narrowed(self, given: Mapping[str, Any]) -> tuple[Narrowed, ...]:
        """What the settings say of the moment and of the severity that counts, where the caller says nothing."""
        whole, said = Settings(), (("stage", self.settings.stage), ("fail_on", self.settings.fail_on))
        found = (one for one in said if one[1] != getattr(whole, one[0]) and not given.get(one[0]))
        return tuple(Narrowed(key, value, self._by) for key, value in found)

    @property
    def _by(self) -> Narrower:
        return Narrower.BASE if self.origin is Origin.REVISION else Narrower.SETTINGS

    def skip(self, given: tuple[str, ...]) -> Mapping[str, Narrower]:
        """The criteria that are left out, each with who asks for it; the caller before the settings."""
        return dict.fromkeys(self.settings.skip, self._by) | dict.fromkeys(given, Narrower.CALLER)

    def waivers(self, given: Path | None) -> tuple[Waiver, ...]:
        """What is accepted for a time: in a file of the caller, else where the rules come from. Raises PolicyError.

        What the judged tree says of itself counts only where its own rules do.
        """
        if given is not None:
            return _read_waivers(told(called(str(given))), read_given(given, "name another file"))
        if self.origin is Origin.CALLER:
            return ()
        path = self.rules.in_folder(WAIVERS)
        content = self.rules.read_if_there(path)
        return () if content is None else _read_waivers(path, content)

    def issues(self, given: Path | None) -> Callable[[], IssuesData] | None:
        """Reads the issues that are given, else those of the settings; None when neither names some."""
        if given is not None:
            return lambda: given_issues(given)
        return (lambda: own_issues(self.rules, self.settings)) if self.settings.issues else None


def _read_waivers(path: str, content: bytes) -> tuple[Waiver, ...]:
    from checker.policy.waivers import read_waivers

    return read_waivers(path, content)


def ruling_of(source: Source, given: Mapping[str, Any]) -> Ruling:
    """What rules a run on `source`. Raises UsageError and PolicyError.

    given: the words of the command: `policies`, and where it has them `policy_at`, `expect_policy`, `path` and
    `allow_foreign_owner`. Without a revision, `policies` may be found already. A caller who says which policy it must
    be takes no settings from what is judged either.
    """
    if given.get("policy_at"):
        return _of_revision(source, given)
    own = rules_of(source)
    if given["policies"]:
        policies = tuple(one if isinstance(one, PolicyFile) else find_policy(one) for one in given["policies"])
    elif given.get("expect_policy"):
        policies = _required(own, load_settings(own), source)
    else:
        return own_ruling(source, ())
    return Ruling(Origin.CALLER, own, Settings(), policies, None, _disregarded(own, Settings(), given))


def own_ruling(source: Source, named: tuple[str, ...]) -> Ruling:
    """What rules a tree by its own settings. named: policies, by their paths in it, in place of those of the settings.

    Raises UsageError and PolicyError.
    """
    rules = rules_of(source)
    settings = load_settings(rules)
    return Ruling(Origin.JUDGED, rules, settings, _named(rules, named) or _required(rules, settings, source))


def _of_revision(source: Source, given: Mapping[str, Any]) -> Ruling:
    """What rules a run by the settings and policies of a revision."""
    tree = opened(given)
    if not given.get("compared"):
        refuse_judged(source, tree, given["policy_at"])
    rules = rules_of(tree, given["policy_at"])
    settings = load_settings(rules)
    policies = _named(rules, given["policies"]) or _required(rules, settings, tree)
    disregarded = _disregarded(rules_of(source), settings, given)
    return Ruling(Origin.REVISION, rules, settings, policies, tree, disregarded, tuple(given["policies"]))


def _named(rules: Rules, names: tuple[str, ...]) -> tuple[PolicyFile, ...]:
    """Policies by the names of shipped ones, or by their paths from the root of the repository."""
    return tuple(shipped_policy(one) if one in shipped_policies() else rules.policy(one) for one in names)


def _required(rules: Rules, settings: Settings, source: Source) -> tuple[PolicyFile, ...]:
    found = own_policies(rules, settings)
    if not found:
        names = ", ".join(f"`{name}`" for name in shipped_policies())
        where = f"{FILE_NAME} at `{rules.at}`" if rules.at else FILE_NAME
        said = f"no policy: give --policy FILE, or a shipped one ({names}), or name it in {where}"
        raise UsageError(f"{said}{_those_below(source)}")
    return found


def _those_below(source: Source) -> str:
    """What there is to say of folders below that have settings of their own."""
    ending = f"/{FILE_NAME}"
    found = sorted(path.removesuffix(ending) for path in source.tree().entries if path.endswith(ending))
    if not found:
        return ""
    named = ", ".join(f"`{one}`" for one in found[:_NAMED]) + (", …" if len(found) > _NAMED else "")
    have = "has" if len(found) == 1 else "have"
    return f"; {named} {have} one: name the folder to judge, or judge all with --recursive"


def _disregarded(own: Rules, counted: Settings, given: Mapping[str, Any]) -> tuple[Disregarded, ...]:
    """What the settings of the judged tree say otherwise than those that count, where the caller does not say it."""
    try:
        settings = load_settings(own)
    except ClosureCheckError:
        return (Disregarded(FILE_NAME, "it cannot be read"),)
    if not own.at and not counted.policies:
        settings = replace(settings, policies=())
    waivers = () if given.get("policy_at") or given.get("waivers") else _own_waivers(own)
    return waivers + tuple(
        Disregarded(one.name, _as_text(said))
        for one in fields(Settings)
        if (said := getattr(settings, one.name)) != getattr(counted, one.name)
        and (one.name in ("policies", "skip") or not given.get(one.name))
    )


def _own_waivers(own: Rules) -> tuple[Disregarded, ...]:
    """That the judged tree has waivers, which do not count where its rules do not."""
    content = own.read(own.in_folder(WAIVERS))
    is_there = not isinstance(content, Problem) or not content.absent
    return (Disregarded("waivers", own.in_folder(WAIVERS)),) if is_there else ()


def _as_text(value: Any) -> str:
    return f"[{', '.join(value)}]" if isinstance(value, tuple) else str(value)
