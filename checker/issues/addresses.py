"""Addresses of issues and pull requests, of their pages and in the API of GitHub."""

from __future__ import annotations

import re

from checker.patterns import regex

ADDRESS = regex(
    r"https?://[^/?#]+/(?:api/v3/)?(?:repos/)?([^/?#]+(?:/[^/?#]+)+?)(?:/-)?"
    r"/(issues|work_items|pulls?|merge_requests)/([0-9]{1,9})/?",
    re.ASCII,
)


def place_of_address(url: str) -> str:
    """`owner/name#7` for the address of an issue's page, empty for any other."""
    address = ADDRESS.fullmatch(url)
    return f"{address[1]}#{address[3]}" if address else ""
