"""Whether text still holds an unfilled slot, and whether a value counts as filled."""

from checker.slots._data import placeholders_in_data, placeholders_in_module, placeholders_in_value
from checker.slots._kinds import (
    ALL_KINDS,
    DEFAULT_SCOPES,
    DEFAULT_SEARCH,
    MEANING_BY_KIND,
    Certainty,
    Kind,
    Placeholder,
    Scope,
    Search,
)
from checker.slots._markdown import placeholders_in_markdown
from checker.slots.filled import is_left_open, is_struck, is_unfilled, is_unset, may_be_state

__all__ = [
    "ALL_KINDS",
    "DEFAULT_SCOPES",
    "DEFAULT_SEARCH",
    "MEANING_BY_KIND",
    "Certainty",
    "Kind",
    "Placeholder",
    "Scope",
    "Search",
    "is_left_open",
    "is_struck",
    "is_unfilled",
    "is_unset",
    "may_be_state",
    "placeholders_in_data",
    "placeholders_in_markdown",
    "placeholders_in_module",
    "placeholders_in_value",
]
