from __future__ import annotations

import subprocess
import sys

import pytest
from commands import PROJECT
from data_outline import complaint, outline

from checker.formats import read_document, read_module
from checker.formats.names import FORMAT_BY_NAME, FORMAT_BY_SUFFIX
from checker.model.data import Node
from checker.model.document import Document
from checker.model.hcl import Module
from checker.model.markdown import Markdown


def test_the_registry_imports_no_parser() -> None:
    program = "import sys; before = set(sys.modules); import checker.formats; print(*set(sys.modules) - before)"
    loaded = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, text=True).stdout.split()
    parsers = {"docutils", "yaml", "markdown_it", "tomllib", "tree_sitter", "tree_sitter_hcl", "json"}
    assert not parsers & {name.partition(".")[0] for name in loaded}


@pytest.mark.parametrize(
    ("path", "data", "kind"),
    [
        ("a.md", b"# Title\n", Markdown),
        ("a.markdown", b"# Title\n", Markdown),
        ("docs/README.MD", b"# Title\n", Markdown),
        ("docs/index.rst", b"Title\n=====\n", Markdown),
        ("docs/index.adoc", b"= Title\n", Markdown),
        (".github/workflows/ci.yml", b"a: 1\n", Node),
        ("a.yaml", b"a: 1\n", Node),
        ("a.json", b'{"a": 1}\n', Node),
        ("pyproject.toml", b"a = 1\n", Node),
        ("infra/prod.tfvars", b'env = "prod"\n', Node),
        ("infra/main.tf", b"locals {}\n", Module),
        ("LICENSE", b"MIT\n", str),
        (".yaml", b"a\n", str),
        ("a.py", b"a: b: c\n", str),
    ],
)
def test_the_end_of_the_name_says_who_reads_a_file(path: str, data: bytes, kind: type) -> None:
    document = read_document(path, data)
    assert isinstance(document.content, kind)
    assert (document.path, document.problem) == (path, None)
    assert document.lines == tuple(data.decode().splitlines())


def test_the_documentation_names_every_file_that_is_read() -> None:
    page = (PROJECT / "docs" / "language.md").read_text() + (PROJECT / "docs" / "data-files.md").read_text()
    assert [name for name in (*FORMAT_BY_SUFFIX, *FORMAT_BY_NAME) if f"`{name}`" not in page] == []


@pytest.mark.parametrize("suffix", FORMAT_BY_SUFFIX)
@pytest.mark.parametrize(
    "text", ['a,b\n"x\n', '"', "{", "[1", "a: b: c", "a = ", "= 1", "\x01", "'''", "<!--", "---\na"]
)
def test_whatever_a_file_holds_is_a_document_or_a_problem(suffix: str, text: str) -> None:
    document = read_document(f"a{suffix}", text.encode())
    assert (document.content is None) is not (document.problem is None)


def test_plain_text_is_kept_as_it_stands_but_for_the_ends_of_lines() -> None:
    assert read_document("a.txt", b"\xef\xbb\xbfa\r\nb \rc\n\nd") == Document(
        "a.txt",
        "a\nb \rc\n\nd",
        lines=("a", "b \rc", "", "d"),
        text="a\nb \rc\n\nd",
        endings=("crlf", "lf", "lf", "none"),
        size=13,
    )


def test_an_empty_file_is_a_document() -> None:
    assert read_document("a.txt", b"") == Document("a.txt", "", text="", size=0)


def test_front_matter_is_read_at_its_lines() -> None:
    content = read_document("a.md", b"---\nstatus: draft\nday: 2026-07-26\n---\n# Title\n").content
    assert isinstance(content, Markdown)
    assert content.front_matter is not None
    assert outline(content.front_matter) == (
        ". - 2:1 dict\nstatus 2:1 2:9 'draft' as 'draft'\nday 3:1 3:6 '2026-07-26' as '2026-07-26'"
    )


def test_one_terraform_file_is_a_module_of_its_directory() -> None:
    document = read_document("infra/main.tf", b"locals {\n  a = 1\n}\n")
    assert isinstance(document.content, Module)
    assert (document.content.path, document.content.files) == ("infra", ("infra/main.tf",))
    assert document.lines == ("locals {", "  a = 1", "}")


def test_the_files_of_a_directory_are_one_module() -> None:
    document = read_module("infra", {"infra/b.tf": b"locals {\n  a = var.a\n}\n", "infra/a.tf": b'variable "a" {}\n'})
    assert isinstance(document.content, Module)
    assert document.content.files == ("infra/a.tf", "infra/b.tf")
    assert document.content.declared == {"var.a", "local.a"}


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"ok\nab\xc3\xa9 \xff", "f:2:5: is no UTF-8: byte 8 is 0xFF; save it as UTF-8 text"),
        (b"\xef\xbb\xbfa\xff", "f:1:2: is no UTF-8: byte 4 is 0xFF; save it as UTF-8 text"),
        (b"a\xe9b", "f:1:2: is no UTF-8: byte 1 is 0xE9; save it as UTF-8 text"),
        ("Grüße\n".encode("utf-16"), "f:1:1: is encoded in UTF-16; save it as UTF-8"),
        (b"a\n\0", "f:2:1: is no text: byte 2 is 0x00; save it as UTF-8 text"),
        (
            b"version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12\n",
            "f: is a Git LFS pointer, its content was not fetched; run `git lfs pull`",
        ),
        (b"a" * 1_048_577, "f: holds 1048577 bytes, more than the 1048576 that are read; split it"),
    ],
)
def test_bytes_that_are_no_text_are_a_problem(data: bytes, expected: str) -> None:
    assert complaint(read_document("f", data).problem) == expected
    assert complaint(read_module("m", {"f": data}).problem) == expected


@pytest.mark.parametrize(
    ("path", "data"),
    [("a.yml", b"a: [\n"), ("a.json", b"{\n"), ("a.toml", b"a\n"), ("a.tf", b"a {\n")],
)
def test_what_does_not_parse_is_a_problem_and_keeps_its_lines(path: str, data: bytes) -> None:
    document = read_document(path, data)
    assert document.content is None
    assert document.problem is not None
    assert document.problem.location.path == path
    assert document.lines == (data.decode().strip(),)


def test_suffixes_are_in_lower_case() -> None:
    assert all(suffix == suffix.lower() for suffix in FORMAT_BY_SUFFIX)
