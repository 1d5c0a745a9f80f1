"""Which format a file is of, as far as its name says it."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping

from checker.patterns import regex

TEXT = "text"
FORMAT_BY_SUFFIX: Mapping[str, str] = {
    ".md": "markdown",
    ".markdown": "markdown",
    ".mdx": "mdx",
    ".qmd": "markdown",
    ".rmd": "markdown",
    ".rst": "rst",
    ".adoc": "asciidoc",
    ".asciidoc": "asciidoc",
    ".yml": "yaml",
    ".yaml": "yaml",
    ".cff": "yaml",
    ".json": "json",
    ".sarif": "json",
    ".geojson": "json",
    ".ipynb": "json",
    ".webmanifest": "json",
    ".jsonc": "jsonc",
    ".json5": "json5",
    ".toml": "toml",
    **dict.fromkeys((".xml", ".xsd", ".pom", ".csproj", ".nuspec"), "xml"),
    ".csv": "csv",
    ".tsv": "tsv",
    ".ini": "ini",
    ".cfg": "ini",
    ".tf": "hcl",
    ".tofu": "hcl",
    ".tfvars": "tfvars",
}
"""The format of a file, by the end of its name in lower case; all others are plain text."""
FORMAT_BY_NAME: Mapping[str, str] = {
    **dict.fromkeys(("OWNERS", "OWNERS_ALIASES", ".clang-format", ".clang-tidy", ".yamllint"), "yaml"),
    **dict.fromkeys(("poetry.lock", "uv.lock", "pdm.lock", "Cargo.lock", "Gopkg.lock", "Pipfile"), "toml"),
    **dict.fromkeys(("Pipfile.lock", "composer.lock", "flake.lock", ".prettierrc", ".babelrc"), "json"),
    **dict.fromkeys((".editorconfig", ".flake8", ".pylintrc", ".coveragerc"), "ini"),
    **dict.fromkeys(("devcontainer.json", ".devcontainer.json", "deno.json", "angular.json"), "jsonc"),
}
"""Files that are data and whose ending does not say so, or not all of it: who owns what
(https://www.kubernetes.dev/docs/guide/owners), what package managers locked, settings with comments."""
_SETTINGS_OF_COMPILER = regex(r"(?:ts|js)config(?:\.[\w-]+)?\.json")
"""https://www.typescriptlang.org/tsconfig: comments and a comma at the end are allowed."""


def format_by_name(path: str) -> str:
    """The built-in format of a file by its name; empty where that says nothing."""
    name = posixpath.basename(path)
    found = FORMAT_BY_NAME.get(name) or FORMAT_BY_SUFFIX.get(posixpath.splitext(name)[1].lower(), "")
    if found == "json" and (_SETTINGS_OF_COMPILER.fullmatch(name) or "/.vscode/" in f"/{path}"):
        return "jsonc"
    return found
