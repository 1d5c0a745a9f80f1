"""MDX: Markdown with code between it (https://mdxjs.com/docs/what-is-mdx). The code is no text that a reader sees."""

from __future__ import annotations

import re

from checker.patterns import regex

_FENCE = r"(?P<fence>^ {0,3}(?P<marks>`{3,}|~{3,})[^\n]*\n.*?(?:^ {0,3}(?P=marks)[`~]*[ \t]*$|\Z))"
_CODE = regex(
    _FENCE + r"|(?P<module>(?:(?<=\n\n)|\A)(?:import|export)\b(?:[^\n]+\n?)+)|(?P<comment>\{/\*.*?\*/\})",
    re.MULTILINE | re.DOTALL,
)
"""Fenced code, which stays, or what goes: `import` and `export` up to the next blank line, and comments."""


def without_code(text: str) -> str:
    r"""The same with as many lines, blank where the code was. text: its lines ended by `\n`."""

    def kept(found: re.Match[str]) -> str:
        return found[0] if found["fence"] else re.sub(r"[^\n]", " ", found[0])

    return _CODE.sub(kept, text)
