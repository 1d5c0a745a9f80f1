"""How the regular expressions of policies are compiled: RE2's syntax, so that no text can make them slow."""

from __future__ import annotations

from typing import Any

from checker.model.letters import composed

MEMORY = 8 << 20
"""Bytes that RE2 may spend on one pattern."""


def compiled_pattern(source: str) -> Any:
    """Raises `re2.error` for what is no pattern."""
    import re2

    options = re2.Options()
    options.log_errors = False
    options.max_mem = MEMORY
    return re2.compile(composed(source), options)
