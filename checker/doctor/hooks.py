"""The hooks of pre-commit: what in their configuration lets a commit past them."""

from __future__ import annotations

from collections.abc import Iterator

from checker.doctor.advice import Advice, advice, entries, named
from checker.doctor.calls import calls_in
from checker.model.data import Node
from checker.patterns import regex

FILE = ".pre-commit-config.yaml"
_ID = "closure-check"
_COMMIT = regex(r"[0-9a-f]{40}")


def advice_on(document: Node) -> Iterator[Advice]:
    """Everything in a configuration that lets a commit past the hook."""
    skipped = named(document.get("ci")).get("skip")
    for one in entries(skipped):
        if one.text == _ID:
            yield advice(one, "pre-commit.ci leaves the hook out", "take it off the list, or run the gate elsewhere")
    for repo in entries(document.get("repos")):
        for hook in entries(repo.get("hooks")):
            yield from _hook(hook, repo)


def _hook(hook: Node, repo: Node) -> Iterator[Advice]:
    id_, entry = hook.get("id"), hook.get("entry")
    source, rev = repo.get("repo"), repo.get("rev")
    is_local = source is not None and source.text == "local"
    is_ours = not is_local and id_ is not None and id_.text == _ID
    if not is_ours and not (entry is not None and calls_in(entry.text)):
        return
    if rev is not None and not _COMMIT.fullmatch(rev.text):
        yield advice(
            rev, f"`{rev.text}` may become something else tomorrow", "name the full id of a commit that you know"
        )
    always, at = hook.get("always_run"), id_ or hook
    if (always is not None and always.value is False) or (always is None and not is_ours):
        said = "the hook is skipped when no file fits, as for a commit that only deletes the evidence"
        yield advice(always or at, said, "write `always_run: true`")
    stages = named(hook.get("stages"))
    if stages and not set(stages) - {"manual"}:
        yield advice(next(iter(stages.values())), "the hook runs only by hand", "add `pre-commit`")
