r"""Text in the one form in which it is compared: lines end in `\n`."""

from __future__ import annotations


def with_line_feeds(text: str) -> str:
    r"""A text whose lines end in `\n`, whatever system they were written on."""
    return text.replace("\r\n", "\n") if "\r" in text else text
