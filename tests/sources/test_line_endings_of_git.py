"""Line endings in the work tree: those that git would store, whatever a checkout wrote."""

from __future__ import annotations

from pathlib import Path

import pytest
from source_repositories import Repo, everything


def checked_out(repo: Repo, *settings: str) -> None:
    """Has git write every file anew, as the settings of that one command say."""
    for path in repo.root.iterdir():
        if path.is_file():
            path.unlink()
    given = [part for setting in settings for part in ("-c", setting)]
    repo.git(*given, "checkout", "--quiet", "--", ".")


@pytest.mark.parametrize(
    ("attributes", "setting"),
    [
        ("* text eol=crlf", None),
        ("* eol=crlf", None),
        ("* text=auto eol=crlf", None),
        ("* text=auto", "core.eol=crlf"),
        ("* crlf", "core.eol=crlf"),
        ("", "core.autocrlf=true"),
    ],
)
def test_checkout_with_other_line_endings_is_read_as_git_stores_it(
    tmp_path: Path, attributes: str, setting: str | None
) -> None:
    repo = Repo(tmp_path, {".gitattributes": f"{attributes}\n", "a.md": "a\nb\n"})
    if setting:
        repo.git("config", *setting.split("="))
    checked_out(repo)
    assert (tmp_path / "a.md").read_bytes() == b"a\r\nb\r\n"
    assert everything(repo.open("worktree")) == everything(repo.open("index"))


def test_setting_that_the_repository_does_not_have_is_seen_from_what_git_remembers(tmp_path: Path) -> None:
    repo = Repo(tmp_path, {"a b.md": "a\nb\n", "c.md": "c\n"})
    checked_out(repo, "core.autocrlf=true")
    assert (tmp_path / "a b.md").read_bytes() == b"a\r\nb\r\n"
    assert everything(repo.open("worktree")) == {"a b.md": b"a\nb\n", "c.md": b"c\n"}


def test_line_endings_that_were_changed_on_disk_are_those_on_disk(tmp_path: Path) -> None:
    repo = Repo(tmp_path, {"a.md": "a\nb\n"})
    repo.write({"a.md": "a\r\nb\r\n"})
    assert everything(repo.open("worktree")) == {"a.md": b"a\r\nb\r\n"}


@pytest.mark.parametrize(
    ("attributes", "content"),
    [
        ("* -text", "a\r\n"),
        ("* binary", "a\r\n"),
        ("* text=auto", "a\r\nb\rc\n"),
        ("* text=auto", "a\0\r\n"),
        ("* text=auto", "\x01\x02\r\n"),
    ],
)
def test_what_git_would_keep_is_kept(tmp_path: Path, attributes: str, content: str) -> None:
    repo = Repo(tmp_path, {".gitattributes": f"{attributes}\n", "a.bin": "a\n"})
    repo.git("config", "core.autocrlf", "input")
    repo.write({"a.bin": content})
    assert everything(repo.open("worktree"))["a.bin"] == content.encode()
    repo.git("add", "a.bin")
    assert everything(repo.open("index"))["a.bin"] == content.encode()


@pytest.mark.parametrize(
    ("attributes", "content"),
    [
        ("* text", "a\r\nb\rc\r\n"),
        ("* text=input", "a\r\nb\n"),
        ("* text=auto", "a\r\nb\n\x1a"),
        ("* text=auto", "a\r\nb\tc\x1b\x0c\b\r\n"),
        ("*.md text\n*.x -text", "\r\n"),
        ("* nothing", "é\r\n"),
    ],
)
def test_what_was_changed_on_disk_is_read_as_git_would_add_it(tmp_path: Path, attributes: str, content: str) -> None:
    repo = Repo(tmp_path, {".gitattributes": f"{attributes}\n", "a.md": "a\n"})
    repo.git("config", "core.autocrlf", "input")
    repo.write({"a.md": content})
    before = everything(repo.open("worktree"))
    repo.git("add", "a.md")
    assert before == everything(repo.open("index"))
    assert before["a.md"] != content.encode()


def test_text_that_git_holds_with_crlf_keeps_it_where_git_only_guesses(tmp_path: Path) -> None:
    repo = Repo(tmp_path, {"a.md": "a\r\n"})
    repo.write({".gitattributes": "* text=auto\n"})
    repo.git("add", ".gitattributes")
    repo.write({"a.md": "a\r\nmore\r\n"})
    before = everything(repo.open("worktree"))
    repo.git("add", "a.md")
    assert before["a.md"] == b"a\r\nmore\r\n" == everything(repo.open("index"))["a.md"]


def test_attributes_that_nobody_has_added_say_nothing(tmp_path: Path) -> None:
    repo = Repo(tmp_path, {"a.md": "a\n"})
    repo.write({".gitattributes": "* text\n", "a.md": "a\r\n"})
    assert everything(repo.open("worktree")) == {"a.md": b"a\r\n"}


def test_names_of_any_bytes_are_asked_about(tmp_path: Path) -> None:
    names = ["a\nb.md", " c.md", "ü.md"]
    repo = Repo(tmp_path, {".gitattributes": "* text=auto eol=crlf\n", **dict.fromkeys(names, "x\n")})
    checked_out(repo)
    found = everything(repo.open("worktree"))
    assert [found[name] for name in names] == [b"x\n"] * 3
