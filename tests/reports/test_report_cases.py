"""Whole reports, compared with `cases/<sample>/<rendition>`. `UPDATE_EXPECTED=1 pytest tests/reports` rewrites them."""

import os
from collections.abc import Mapping
from pathlib import Path

import pytest
from report_samples import SAMPLE_BY_NAME

from checker.model.report import RenderOptions
from checker.reports import RENDERER_BY_NAME

CASES = Path(__file__).parent / "cases"
RENDITION_BY_FILE: Mapping[str, tuple[str, RenderOptions]] = {
    "report.txt": ("text", RenderOptions()),
    "verbose.txt": ("text", RenderOptions(verbose=True)),
    "quiet.txt": ("text", RenderOptions(quiet=True)),
    "narrow.txt": ("text", RenderOptions(width=50)),
    "color.txt": ("text", RenderOptions(color=True)),
    "report.json": ("json", RenderOptions()),
    "report.md": ("markdown", RenderOptions()),
    "verbose.md": ("markdown", RenderOptions(verbose=True)),
    "quiet.md": ("markdown", RenderOptions(quiet=True)),
    "compact.txt": ("compact", RenderOptions()),
    "report.jsonl": ("jsonl", RenderOptions()),
    "report.csv": ("csv", RenderOptions()),
    "report.sarif": ("sarif", RenderOptions(folder="handover")),
    "full.sarif": ("sarif-full", RenderOptions()),
    "junit.xml": ("junit", RenderOptions()),
    "junit-gitlab.xml": ("junit-gitlab", RenderOptions(folder="handover")),
    "annotations.txt": ("github", RenderOptions(folder="handover")),
    "code-quality.json": ("gitlab", RenderOptions()),
    "report.tap": ("tap", RenderOptions()),
    "oscal.json": ("oscal", RenderOptions()),
    "badge.json": ("shields", RenderOptions()),
}
BRIEFEST = ("badge.json", "quiet.md")
"""Renditions that say only how many there are."""


def test_every_format_is_among_them() -> None:
    # The page has tests of its own, which look at it in parts.
    assert {name for name, _ in RENDITION_BY_FILE.values()} == RENDERER_BY_NAME.keys() - {"html"}


@pytest.mark.parametrize("sample", SAMPLE_BY_NAME)
@pytest.mark.parametrize("file", RENDITION_BY_FILE)
def test_report_looks_as_agreed(sample: str, file: str) -> None:
    renderer, options = RENDITION_BY_FILE[file]
    rendered = RENDERER_BY_NAME[renderer](SAMPLE_BY_NAME[sample](), options).encode()
    expected = CASES / sample / file
    if os.environ.get("UPDATE_EXPECTED"):
        expected.parent.mkdir(parents=True, exist_ok=True)
        expected.write_bytes(rendered)
    assert rendered == expected.read_bytes()


@pytest.mark.parametrize("file", RENDITION_BY_FILE)
def test_every_report_says_what_a_policy_passes_over(file: str) -> None:
    renderer, options = RENDITION_BY_FILE[file]
    said = RENDERER_BY_NAME[renderer](SAMPLE_BY_NAME["passed-over"](), options)
    assert "let pass" in said or "passed over" in said or "meant so" in said


@pytest.mark.parametrize("file", [one for one in RENDITION_BY_FILE if one not in BRIEFEST])
def test_every_report_says_what_is_waived_by_whom_and_until_when(file: str) -> None:
    renderer, options = RENDITION_BY_FILE[file]
    said = RENDERER_BY_NAME[renderer](SAMPLE_BY_NAME["waived"](), options)
    told = ("W-1", "W-2", "Raja", "2026-08-01", "2026-08-31", "incident", "last")
    assert [word for word in told if word not in said] == []


def test_every_case_is_compared() -> None:
    kept = {file.relative_to(CASES).as_posix() for file in CASES.rglob("*") if file.is_file()}
    assert kept == {f"{sample}/{file}" for sample in SAMPLE_BY_NAME for file in RENDITION_BY_FILE}
