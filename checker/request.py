"""What the caller asks for: from the words of a command to the pipeline's options, and the report that answers them."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from checker.errors import UsageError
from checker.output import progress

if TYPE_CHECKING:
    from checker.model.report import Report
    from checker.pipeline import Options
    from checker.policy.shipped import PolicyFile
    from checker.sources import Source
    from checker.web.access import Access


def judged(path: str | None, **given: Any) -> Report:
    from checker.pipeline import check as judge
    from checker.sources import open_source

    as_of = day_of(given["as_of"])
    source = open_source(Path(path) if path else None, given["at"], allow_foreign_owner=given["allow_foreign_owner"])
    tell = progress()
    return judge(options_of(source, as_of, given, tell), source, tell)


def saved_or_judged(name: str, path: str | None, given: dict[str, Any]) -> Report:
    """The report in a file of that name; without one, of what is judged there."""
    from checker.reports.json import read_report

    file = Path(name)
    if not file.is_file():
        return judged(path, **given | {"at": name})
    try:
        return read_report(file.read_bytes(), name)
    except OSError as error:
        raise UsageError(f"{name} cannot be read: {error.strerror}") from None


def _access(given: dict[str, Any], tell: Callable[[str], None]) -> Access:
    from checker.web.access import Access

    return Access(os.environ, given["token_file"], given["offline"], given["proxy"], tell)


def options_of(source: Source, as_of: date, given: dict[str, Any], tell: Callable[[str], None]) -> Options:
    """The options of the call, with the repository's own settings for what the caller leaves open."""
    from checker.model.report import Severity, Stage
    from checker.pipeline import Options
    from checker.settings import load_settings

    settings = load_settings(source)
    issues = given["issues"] or (source.root / settings.issues if settings.issues else None)
    return Options(
        policies=policies_of(given["policies"], source),
        as_of=as_of,
        issues=issues,
        stage=Stage(given["stage"]) if given["stage"] else settings.stage,
        fail_on=Severity(given["fail_on"]) if given["fail_on"] else settings.fail_on,
        only=tuple(given.get("only", ())),
        skip=(*settings.skip, *given["skip"]),
        allow_commands=given["allow_commands"],
        access=_access(given, tell),
    )


def policies_of(named: tuple[str, ...], source: Source) -> tuple[PolicyFile, ...]:
    """The policies of the call, or those that the repository names."""
    from checker.policy.shipped import find_policy, shipped_policies
    from checker.settings import FILE_NAME, load_settings, own_policies

    found = tuple(map(find_policy, named)) or own_policies(source, load_settings(source))
    if not found:
        names = ", ".join(f"`{name}`" for name in shipped_policies())
        raise UsageError(f"no policy: give --policy FILE, or a shipped one ({names}), or name it in {FILE_NAME}")
    return found


def own_cases() -> tuple[str, ...]:
    """The policy files that the settings of the repository name; shipped policies are tested where they are made."""
    from checker.policy.shipped import shipped_policies
    from checker.settings import FILE_NAME, load_settings
    from checker.sources import open_source

    source, shipped = open_source(None, "worktree"), shipped_policies()
    found = tuple(os.path.relpath(source.root / one) for one in load_settings(source).policies if one not in shipped)
    if not found:
        raise UsageError(f"no policy: name one, or name your own ones in {FILE_NAME}")
    return found


def day_of(written: str | None) -> date:
    if written is None:
        return datetime.now(UTC).date()
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise UsageError(f"--as-of: `{written}` is no date, expected YYYY-MM-DD") from None
