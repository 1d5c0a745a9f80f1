"""Tasks that need not be done, and why."""

from __future__ import annotations

import pytest

from checker.formats.markdown import read_markdown
from checker.markdown.exemptions import Waiver, waiver_of
from checker.model.markdown import Markdown


def waiver_in(text: str) -> Waiver:
    content = read_markdown("list.md", f"- [ ] {text}\n").content
    assert isinstance(content, Markdown)
    return waiver_of(content.items[0].text.written)


@pytest.mark.parametrize(
    ("text", "struck", "not_applicable", "reason"),
    [
        ("Rotate the keys", False, False, ""),
        ("~~Rotate the keys~~", True, False, ""),
        ("~~Rotate the keys~~ (there are none)", True, False, "there are none"),
        ("~~Rotate the keys~~ – there are none", True, False, "there are none"),
        ("~~Rotate the keys~~ because there are none", True, False, "there are none"),
        ("~~Rotate the keys~~ N/A: there are none", True, True, "there are none"),
        ("~~Rotate monthly~~ Rotate weekly", False, False, ""),
        ("Rotate ~~all~~ the keys", False, False, ""),
        ("N/A", False, True, ""),
        ("N/A – there are none", False, True, "there are none"),
        ("Not applicable because there are none", False, True, "there are none"),
        ("N/A rotate the keys", False, True, ""),
        ("[n/a] Rotate the keys", False, True, ""),
        ("[n/a] Rotate the keys (there are none)", False, True, "there are none"),
        ("Rotate the keys (N/A: there are none)", False, True, "there are none"),
        ("Rotate the keys — n/a, there are none", False, True, "there are none"),
        ("Rotate the keys (n/a)", False, True, ""),
        ("Schlüssel wechseln – entfällt, es gibt keine", False, True, "es gibt keine"),
        ("Check that N/A is a value of the field", False, False, ""),
        ("Rotate the keys N/A: there are none", False, True, "there are none"),
        ("Rotate the keys N/A (there are none)", False, True, "there are none"),
        ("not-applicable: there are none", False, True, "there are none"),
        ("N/A (reason)", False, True, ""),
        ("N/A: [why]", False, True, ""),
        ("N/A – [state the reason here]", False, True, ""),
        ("N/A: [no keys here]", False, True, "[no keys here]"),
        ("~~Rotate the keys~~ [agreed reason]", True, False, ""),
        ("~~Rotate the keys~~ not part of this release", True, False, "not part of this release"),
        ("~~Rotate the keys~~ see #12", True, False, "see #12"),
        ("~~Rotate the keys~~ #12", True, False, "#12"),
        ("~~Rotate the keys~~ → moved to 2.1", True, False, "moved to 2.1"),
        ("~~Rotate the keys~~ *there are none*", True, False, "there are none"),
        ("~~Rotate the keys~~\n  there are none", True, False, "there are none"),
        ("~~Rotate the keys~~ not yet done", False, False, ""),
    ],
)
def test_a_task_says_whether_it_is_waived_and_why(text: str, struck: bool, not_applicable: bool, reason: str) -> None:
    assert waiver_in(text) == Waiver(struck=struck, not_applicable=not_applicable, reason=reason)
