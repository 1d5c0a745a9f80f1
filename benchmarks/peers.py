"""Other tools that read the same documents, each with a few rules of its own.

None of them does the same work: the ratio tells how far we are from tools that people find fast or slow.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

RULES = ("MD001", "MD024", "MD025", "MD045", "MD051")
ALINT = r"""version: 1
rules:
  - {id: report-there, level: error, kind: file_exists, paths: docs/developer-guide/FINAL-REPORT-v1.0.md}
  - {id: no-open-words, level: error, kind: file_content_forbidden, paths: "**/*.md", pattern: '\b(TBD|TODO|FIXME)\b'}
  - {id: has-a-title, level: error, kind: file_content_matches, paths: "**/*.md", pattern: '(?m)^# \S'}
  - {id: images-have-alt, level: error, kind: markdown_images_have_alt, paths: "**/*.md"}
  - {id: headings-differ, level: error, kind: markdown_no_duplicate_headings, paths: "**/*.md"}
  - id: workflow-has-a-name
    level: error
    kind: yaml_path_matches
    paths: .github/workflows/*.yml
    path: $.name
    matches: '\S'
  - id: terraform-has-a-version
    level: error
    kind: hcl_path_matches
    paths: terraform/**/versions.tf
    path: $.terraform.required_version
    matches: '\S'
"""
MDSCHEMA = """structure:
  - heading: {pattern: "# .+", regex: true}
heading_rules: {no_skip_levels: true, unique: true}
links: {validate_internal: true, validate_files: true}
"""
MARKDOWNLINT = '{"config": {"default": false, ' + ", ".join(f'"{rule}": true' for rule in RULES) + "}}"


@dataclass(frozen=True, slots=True)
class Peer:
    """A tool. arguments: in the root of what is read; `{settings}` is a file with its settings.

    most: documents, where it refuses more.
    """

    name: str
    program: str
    arguments: Sequence[str]
    work: str
    settings: Mapping[str, str] = field(default_factory=dict)
    version: str = "--version"
    most: int | None = None

    def is_there(self, path: str) -> bool:
        return shutil.which(self.program, path=path) is not None

    def command(self, folder: Path) -> list[str]:
        """The command, with its settings written into a folder."""
        for name, text in self.settings.items():
            (folder / name).write_text(text, encoding="utf-8")
        file = str(folder / next(iter(self.settings), ""))
        return [self.program, *(one.replace("{settings}", file) for one in self.arguments)]


PEERS = (
    Peer(
        "alint",
        "alint",
        ("check", "-c", "{settings}", "."),
        "7 rules: a file exists, 2 patterns, 2 of Markdown, one value of YAML, one of Terraform",
        {".alint.yml": ALINT},
    ),
    Peer(
        "rumdl",
        "rumdl",
        ("check", "--no-cache", "--isolated", "-e", ",".join(RULES), "."),
        f"5 rules ({', '.join(RULES)}), no cache",
    ),
    Peer(
        "mdschema",
        "mdschema",
        ("check", "**/*.md", "--schema", "{settings}"),
        "rules for headings, and links",
        {".mdschema.yml": MDSCHEMA},
        version="version",
        most=1_000,
    ),
    Peer("mdsmith", "mdsmith", ("check", "."), "its default rules", version="version"),
    Peer(
        "markdownlint-cli2",
        "markdownlint-cli2",
        ("--config", "{settings}", "**/*.md"),
        "the same 5 rules as rumdl",
        {".markdownlint-cli2.jsonc": MARKDOWNLINT},
        version="--help",
    ),
)
