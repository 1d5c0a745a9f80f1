"""The plugins that policies name: what is not held to one version may be another one tomorrow."""

from __future__ import annotations

from collections.abc import Iterator

from checker.doctor.advice import Advice, advice, entries
from checker.model.data import Node


def advice_on(policy: Node) -> Iterator[Advice]:
    for one in entries(policy.get("plugins")):
        if "==" not in one.text:
            said = f"`{one.text}` names no version of the plugin, so whichever is installed decides"
            yield advice(one, said, f"write `{one.text}==VERSION`, the one that the gate installs")


def policies_in(settings: Node | None) -> tuple[str, ...]:
    """The files of policies that settings name."""
    return tuple(one.text.removeprefix("./") for one in entries(settings.get("policies") if settings else None))
