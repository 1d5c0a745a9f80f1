"""What a run says by itself inside GitHub Actions: annotations, and the job summary.

Annotations are written to the error stream, which the runner reads for commands too; so the output stays what was
asked for, and can be piped.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from checker.classes import replace
from checker.model.report import RenderOptions, Report

MOST_BYTES = 1024 * 1024
"""Of the summary of a step; GitHub refuses one that is longer, whole
(https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands#adding-a-job-summary).
"""


def is_github_actions(environment: Mapping[str, str]) -> bool:
    return environment.get("GITHUB_ACTIONS") == "true"


def workflow_commands(report: Report, options: RenderOptions) -> str:
    """The annotations."""
    from checker.reports.github import render

    return render(report, options)


def add_summary(report: Report, options: RenderOptions, environment: Mapping[str, str]) -> str | None:
    """Appends the Markdown report to the summary of this step; why it could not be, None when it is there."""
    from checker.reports.markdown import render

    name = environment.get("GITHUB_STEP_SUMMARY")
    if not name:
        return None
    text = f"{render(report, replace(options, quiet=False))}\n".encode()
    try:
        with Path(name).open("ab") as file:
            if file.tell() + len(text) > MOST_BYTES:
                return f"the summary of this step is full: {len(text)} bytes of the report are left out"
            file.write(text)
    except OSError as error:
        return f"the job summary cannot be written: {error.strerror}"
    return None
