"""What titles are called."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.text.titles import github_slug, nearest, same_title, title_key


@pytest.mark.parametrize(
    "written",
    [
        "Defect Catalog",
        "defect  catalog",
        "**Defect Catalog**",
        "_Defect_ `Catalog`:",
        "Defect\u00a0Catalog",
        "Ｄｅｆｅｃｔ Catalog",
        "✅ Defect Catalog",
        "Defect Catalog ⚠️",
        "👩‍💻 Defect Catalog 👍🏽",
        ":warning: Defect Catalog",
        "## Defect Catalog ##",
        "[Defect Catalog]",
        '"Defect Catalog"',
        "“Defect Catalog”",
        "Defect Catalog —",
        "1. Defect Catalog",
        "1.2 Defect Catalog",
        "2.3.1) Defect Catalog",
        "12: Defect Catalog",
        "3 - Defect Catalog",
        "(4) Defect Catalog",
        "§3 Defect Catalog",
        "A. Defect Catalog",
        "IV. Defect Catalog",
        "Section 3: Defect Catalog",
        "Step 2 — Defect Catalog",
        "Task 1 · Defect Catalog",
        "Appendix B: Defect Catalog",
        "1️⃣ Defect Catalog",
        "✅ 1. **Defect Catalog:**",
        "Defect\u200b Catalog",
    ],
)
def test_dress_does_not_make_another_title(written: str) -> None:
    assert title_key(written) == "defect catalog"


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("Top 5 Recommendations", "top 5 recommendations"),
        ("2026 goals", "2026 goals"),
        ("3-month target", "3-month target"),
        ("10 items", "10 items"),
        (".NET 8 port", ".net 8 port"),
        ("99.99% uptime", "99.99% uptime"),
        ("99.99 % uptime", "99.99 % uptime"),
        ("P0: open", "p0: open"),
        ("Phase 1: Discovery", "phase 1: discovery"),
        ("Step 2", "step 2"),
        ("1.", "1"),
        ("C#", "c#"),
        ("C++", "c++"),
        ("Est. Fix Effort", "est. fix effort"),
        ("no_placeholders", "no_placeholders"),
        ("Issue(s)", "issue(s)"),
        ("A–Z", "a-z"),
        ("-", "-"),
        ("", ""),
    ],
)
def test_what_belongs_to_a_name_stays(written: str, key: str) -> None:
    assert title_key(written) == key


def test_signs_for_words_are_the_words() -> None:
    assert same_title("Risks & Issues", "risks and issues")
    assert same_title("CI / CD", "CI/CD")
    assert same_title("What’s next?", "What's next")
    assert not same_title("Risks", "Issues")


@given(st.text())
def test_blanks_around_a_title_do_not_count(text: str) -> None:
    assert title_key(f" \t{text}  ") == title_key(text)


def test_the_nearest_name_is_the_one_that_was_meant() -> None:
    assert nearest("no_placeholder", ["placeholders", "no_placeholders", "filled"]) == "no_placeholders"
    assert nearest("Defect Catalogue", ["Summary", "2. Defect Catalog"]) == "2. Defect Catalog"
    assert nearest("defect catalog", ["Defect Catalogs", "**Defect Catalog**"]) == "**Defect Catalog**"
    assert nearest("Defect Catalog", ["Attendees", "Budget"]) is None
    assert nearest("Defect Catalog", []) is None


@pytest.mark.parametrize(
    ("plain", "slug"),
    [
        ("Top 5 Recommendations", "top-5-recommendations"),
        ("What's *new* in v1.2?", "whats-new-in-v12"),
        ("a  b - c", "a--b---c"),
        ("snake_case & kebab-case", "snake_case--kebab-case"),
        ("Über die Straße", "über-die-straße"),
        ("日本語 テスト", "日本語-テスト"),
        ("हिन्दी", "हिन्दी"),
        ("🚀 Features", "-features"),
        ("⚠️ Risks", "\ufe0f-risks"),
        ("x² ½ Ⅳ ‿", "x--ⅳ-‿"),
        ("", ""),
    ],
)
def test_anchors_are_made_as_github_makes_them(plain: str, slug: str) -> None:
    assert github_slug(plain) == slug
