"""Cases: an archive with a policy, the documents that it judges, and what is to come out of every criterion.

Members: `policy.yaml`; documents by their paths; `issues.json` when there is a tracker; `facts.yaml` with what else is
so (`git: false`, `pull_request: 12` for the one that is judged, 0 for none, `symlinks: [path -> target]`,
`submodules: [path]`, `first: {path: what it was when it was added}`, `past`: what git remembers, see `_past`);
`expected`, which `UPDATE_EXPECTED=1` rewrites.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import yaml
from archive import expect_members, read_archive
from kit import Past, outcome_line, results_of, whole_line

from checker.issues.events import AtHand
from checker.model.history import Change, Commit, Hand, Signature, Tag
from checker.model.location import Location
from checker.model.problem import Problem
from checker.model.report import Result
from checker.sources import Added

SURROUNDINGS = ("policy.yaml", "issues.json", "facts.yaml", "expected")


def expect_case(path: Path) -> None:
    """Judge a case and compare everything that came out."""
    expect_members(path, {"expected": "\n".join(map(shown, judged(path)))})


def judged(path: Path) -> tuple[Result, ...]:
    members = read_archive(path)
    documents = {name: text for name, text in members.items() if name not in SURROUNDINGS}
    facts: dict[str, Any] = yaml.safe_load(members.get("facts.yaml", "{}"))
    issues = json.loads(members["issues.json"]) if "issues.json" in members else None
    odd = {name: tuple(facts.get(name, ())) for name in ("symlinks", "submodules")}
    first = {path: _added(path, said) for path, said in facts.get("first", {}).items()}
    at_hand = AtHand(facts["pull_request"] or None) if "pull_request" in facts else None
    git, past = facts.get("git", True), _past(facts.get("past", {"untold": "this folder lies in no git repository"}))
    return results_of(
        members["policy.yaml"], documents, issues=issues, at_hand=at_hand, git=git, first=first, past=past, **odd
    )


def _past(said: dict[str, Any]) -> Past:
    """`commits`, `tags`, `changes`, with what they do not say left out; `since`; `earlier: {path: text}`; `untold`."""
    return Past(
        tuple(_commit(number, **one) for number, one in enumerate(said.get("commits", ()), 1)),
        said.get("since", {}),
        tuple(_tag(**one) for one in said.get("tags", ())),
        tuple(Change(**one) for one in said.get("changes", ())),
        {path: text.encode() for path, text in said.get("earlier", {}).items()},
        said.get("untold", ""),
    )


def _commit(
    number: int,
    message: str,
    author: str = "Mira Sato <mira@example.org>",
    committer: str = "",
    parents: int = 1,
    signature: dict[str, str] | None = None,
) -> Commit:
    made = f"2026-07-{number:02}T10:00:00Z"
    hands = _hand(author, made), _hand(committer or author, made)
    return Commit(f"{number:040}", parents, *hands, message, Signature(**(signature or {})))


def _tag(
    name: str, message: str = "", tagger: str = "", merged: bool = True, signature: dict[str, str] | None = None
) -> Tag:
    made = "2026-07-20T10:00:00Z"
    hand = _hand(tagger, made) if tagger else None
    return Tag(name, "1" * 40, hand, made, message, Signature(**(signature or {})), merged)


def _hand(written: str, at: str) -> Hand:
    name, _, email = written.removesuffix(">").partition(" <")
    return Hand(name, email, at)


def _added(path: str, said: Any) -> Added | Problem:
    """A first version as its text, as `{path, text}` where it had another name, or as what is wrong with it."""
    if isinstance(said, dict) and "problem" in said:
        return Problem(said["problem"], Location(path), said.get("hint"))
    text, name = (said["text"], said["path"]) if isinstance(said, dict) else (said, path)
    return Added(text.encode(), name, "1234567890" * 4)


def shown(result: Result) -> str:
    """`id: outcome`, then its observations."""
    lines = [f"{result.criterion.id}: {outcome_line(result)}", *(f"  {whole_line(one)}" for one in result.observations)]
    return "\n".join(lines) + "\n"
