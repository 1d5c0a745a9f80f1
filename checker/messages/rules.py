"""Where the rules come from and what the judged tree makes of them, in words that every format shares."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from checker.messages.summary import VERDICT_WORDS, counted
from checker.model.report import Report, Verdict
from checker.model.rules import Alteration, Disregarded, Narrower, Origin, OwnRules, RuleFile, RulesInfo

_BRIEF = len("sha256:") + 12
SETTINGS = ".closure-check.yaml"


def rules_said(report: Report) -> Iterator[tuple[str, str]]:
    """What is to be said of the rules, each under a label; nothing where they are the judged tree's own."""
    info = report.rules
    if info is None:
        return
    if info.origin is Origin.REVISION:
        yield "rules", f"of {revision(info)}; {altered(info)}"
        if info.own is not None:
            yield "own", own_verdict(info.own)
    if info.origin is Origin.CALLER and info.altered:
        yield "rules", from_disk(info)
    if info.narrowed:
        yield "narrowed", narrowed(info)
    if info.disregarded:
        yield "ignored", ignored(info.disregarded)


def rules_alert(report: Report) -> str:
    """The same on one line for formats that have no more: empty where the rules are not altered and nothing ignored."""
    info = report.rules
    if info is None or not (info.altered or info.own or info.disregarded or info.narrowed):
        return ""
    return "; ".join(f"{words}" if label != "rules" else f"rules {words}" for label, words in rules_said(report))


def rules_properties(report: Report) -> Mapping[str, str]:
    """The same as names and values, for formats that have properties; only what is to be said."""
    info = report.rules
    found = {"only": ", ".join(report.only), "skip": ", ".join(report.skip)}
    if info is not None:
        found |= {"rules": info.origin, "rules-at": info.at, "rules-commit": info.commit, "rules-digest": info.digest}
        found |= {"rules-altered": ", ".join(f"{one.path} {one.alteration}" for one in info.altered)}
        found |= {"rules-narrowed": narrowed(info) if info.narrowed else ""}
        found |= {"rules-ignored": ignored(info.disregarded) if info.disregarded else ""}
        found |= {"own-verdict": own_verdict(info.own) if info.own is not None else ""}
    return {name: value for name, value in found.items() if value}


def revision(info: RulesInfo) -> str:
    """The revision that the rules come from."""
    commit = f", commit `{info.commit[:12]}`" if info.commit and info.commit != info.at else ""
    return f"`{info.at}`{commit}"


def from_disk(info: RulesInfo) -> str:
    """Which files of the caller are not what the judged tree has under their names."""
    names = ", ".join(f"`{one.path}`" for one in info.altered)
    verb, other = ("is", "another one") if len(info.altered) == 1 else ("are", "other ones")
    return f"{names} {verb} taken from disk; what is judged has {other}"


def altered(info: RulesInfo) -> str:
    """How many of the files of the rules the judged tree alters."""
    number, total = len(info.altered), len(info.files)
    if not number:
        return f"what is judged alters none of their {counted(total, 'file')}"
    return f"what is judged alters {number} of their {counted(total, 'file')}"


def own_verdict(own: OwnRules) -> str:
    """What the judged tree would come to under its own rules."""
    if not own.verdict:
        return f"its own rules cannot be used: {own.problem}"
    return f"under its own rules it would be {VERDICT_WORDS[Verdict(own.verdict)]}, which does not count"


def ignored(disregarded: tuple[Disregarded, ...]) -> str:
    """Which settings of the judged tree do not count."""
    said = ", ".join(f"`{one.key}: {one.value}`" for one in disregarded)
    return f"{said} of the judged tree {'does' if len(disregarded) == 1 else 'do'} not count"


def narrowed(info: RulesInfo) -> str:
    """Which stage and severity settings say, and whose settings those are."""
    said = ", ".join(f"`{one.key}: {one.value}`" for one in info.narrowed)
    return f"{said}, {left_out_words(info.narrowed[0].by, info)}"


def change(one: RuleFile) -> str:
    """What became of one file, with the beginnings of its digests."""
    if one.alteration is Alteration.ADDED:
        return f"added, {_brief(one.own or '')}"
    if one.alteration is Alteration.REMOVED:
        return f"removed, was {_brief(one.digest)}"
    return f"changed, {_brief(one.digest)} → {_brief(one.own or '')}"


def left_out_words(by: Narrower, info: RulesInfo | None) -> str:
    """As whom a criterion is left out."""
    words: Mapping[Narrower, str] = {
        Narrower.CALLER: "as the caller asked",
        Narrower.SETTINGS: f"as {SETTINGS} says",
        Narrower.BASE: f"as {SETTINGS} says at {info.at if info is not None and info.at else 'the base'}",
    }
    return words[by]


def _brief(digest: str) -> str:
    return digest[:_BRIEF] if digest != "-" else "unreadable"
