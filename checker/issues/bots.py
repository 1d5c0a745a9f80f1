"""Programs that comment like people."""

from __future__ import annotations

_BOTS = frozenset({
    "allcontributors", "claude", "codecov", "codecov-commenter", "coderabbitai", "copilot", "copilot-swe-agent",
    "dependabot", "dependabot-preview", "github-actions", "gitguardian", "greenkeeper", "imgbot", "linear", "mergify",
    "netlify", "pre-commit-ci", "renovate", "sentry-io", "snyk-bot", "sonarcloud", "sonarqubecloud", "stale", "vercel",
})  # fmt: skip
_ENDINGS = ("[bot]", "-bot")


def is_bot_name(login: str) -> bool:
    """Whether a login is a known program's. `gh` drops the `[bot]` of an app's name, so common ones are known by it."""
    name = login.casefold()
    return name in _BOTS or name.startswith("app/") or name.endswith(_ENDINGS)
