"""`make release` in a clone, up to the upload: what it makes, and that it leaves nothing behind when it is refused."""

from __future__ import annotations

import re
import sys
import tarfile
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from zipfile import ZipFile

import pytest
import yaml
from commands import Ran, commit_all, git, run
from installs import FOREIGN, clone_checkout, require_index

HIGHER = "97.0.0"
MACHINE: Mapping[str, str] = {**FOREIGN, "CHECKS": "git diff --quiet"}
"""The environment of a release whose checks take no time."""


@pytest.fixture(scope="module")
def origin(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return clone_checkout(tmp_path_factory.mktemp("origin") / "closure-check")


@pytest.fixture
def clone(origin: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "closure-check"
    git(tmp_path, "clone", "--quiet", str(origin), str(folder))
    git(folder, "config", "user.name", "Arun")
    git(folder, "config", "user.email", "arun@example.org")
    return folder


def release(folder: Path, version: str, **variables: str) -> Ran:
    make = ["make", "--no-print-directory", "release", f"VERSION={version}", f"PYTHON={sys.executable}"]
    return run(folder, make, {**MACHINE, **variables})


def test_release_is_everything_up_to_the_upload(clone: Path) -> None:
    require_index()
    told = (clone / "CHANGELOG.md").read_text(encoding="utf-8")
    before = git(clone, "rev-parse", "HEAD")
    ran = release(clone, HIGHER)
    said = f"v{HIGHER} is tagged, and dist/ holds it; `git push --atomic origin main v{HIGHER}` publishes it\n"
    assert (ran.code, ran.out, ran.err) == (0, said, "")
    # One commit, which the tag names, and nothing beside it.
    assert git(clone, "rev-parse", f"v{HIGHER}^{{commit}}", "main").split() == [git(clone, "rev-parse", "HEAD")] * 2
    assert git(clone, "log", "--format=%s %an", f"{before}..") == f"Release {HIGHER} Arun"
    assert git(clone, "diff", "--name-only", before).split() == ["CHANGELOG.md", "checker/__init__.py"]
    assert git(clone, "status", "--porcelain") == ""
    changes = told.partition("## Unreleased\n")[2].strip()
    assert git(clone, "tag", "--list", "--format=%(contents)", f"v{HIGHER}") == f"closure-check {HIGHER}\n\n{changes}"
    day = datetime.now(UTC).date()
    assert (clone / "CHANGELOG.md").read_text() == told.replace("## Unreleased\n", f"## {HIGHER}, {day}\n", 1)
    # What is uploaded is of that version.
    names = sorted(path.name for path in (clone / "dist").iterdir())
    wheel, source = f"closure_check-{HIGHER}-py3-none-any.whl", f"closure_check-{HIGHER}.tar.gz"
    assert names == ["closure-check.pyz", wheel, source]
    written = f'__version__ = "{HIGHER}"'
    assert written in ZipFile(clone / "dist" / wheel).read("checker/__init__.py").decode()
    with tarfile.open(clone / "dist" / source) as archive:
        assert f"closure_check-{HIGHER}/checker/__init__.py" in archive.getnames()
    # The hook can be pinned to it, the same version cannot be released twice, and the next has nothing to tell yet.
    assert newest_hook(clone) == f"v{HIGHER}"
    assert release(clone, HIGHER).err.startswith(f"release: version {HIGHER} is released already; name a higher one\n")
    assert release(clone, "98.0.0").err.startswith("release: CHANGELOG.md has nothing under `## Unreleased`; ")


def newest_hook(clone: Path) -> str:
    """The revision to which pre-commit brings a repository that uses the hooks of the clone."""
    folder = clone.parent / "user"
    folder.mkdir()
    git(folder, "init", "--quiet")
    config = folder / ".pre-commit-config.yaml"
    config.write_text(f"repos: [{{repo: {clone}, rev: main, hooks: [{{id: closure-check}}]}}]\n", encoding="utf-8")
    home = {"PRE_COMMIT_HOME": str(clone.parent / "pre-commit")}
    ran = run(folder, [sys.executable, "-P", "-m", "pre_commit", "autoupdate"], {**FOREIGN, **home})
    assert ran.code == 0, ran.out + ran.err
    return str(yaml.safe_load(config.read_text(encoding="utf-8"))["repos"][0]["rev"])


def leave_open(clone: Path) -> None:
    (clone / "new.md").write_text("x")


def check_no_branch_out(clone: Path) -> None:
    git(clone, "checkout", "--quiet", "--detach")


def release_a_higher_one(clone: Path) -> None:
    git(clone, "tag", "v100.0.0")


def tell_nothing(clone: Path) -> None:
    path = clone / "CHANGELOG.md"
    path.write_text(re.sub(r"(?s)## Unreleased\n.*", "## Unreleased\n", path.read_text()))
    commit_all(clone)


@pytest.mark.parametrize("version", ["", "1.2", "v1.2.3", "1.2.3rc1"])
def test_release_of_no_version_is_refused(clone: Path, version: str) -> None:
    assert_refused(clone, version, f"`{version}` is no version; name one such as 1.2.3: make release VERSION=1.2.3\n")


@pytest.mark.parametrize(
    ("spoil", "why"),
    [
        (leave_open, "there are changes that are not committed:\n?? new.md\ncommit or discard them\n"),
        (check_no_branch_out, "no branch is checked out; check out the one that is released\n"),
        (release_a_higher_one, "version 100.0.0 is released already; name a higher one\n"),
        (tell_nothing, "CHANGELOG.md has nothing under `## Unreleased`; say there what the version changes\n"),
    ],
)
def test_release_that_lacks_something_says_what(clone: Path, spoil: Callable[[Path], None], why: str) -> None:
    spoil(clone)
    assert_refused(clone, HIGHER, why)


def test_release_whose_checks_fail_leaves_everything_as_it_was(clone: Path) -> None:
    checks = "git rev-parse --verify no-such-thing"
    why = f"fatal: Needed a single revision\n`{checks}` failed; nothing is released\n"
    assert_refused(clone, HIGHER, why, CHECKS=checks)


def assert_refused(clone: Path, version: str, why: str, **variables: str) -> None:
    before = git(clone, "for-each-ref"), git(clone, "status", "--porcelain")
    ran = release(clone, version, **variables)
    assert ran.code != 0
    assert (ran.out, ran.err.startswith(f"release: {why}")) == ("", True), ran.err
    assert (git(clone, "for-each-ref"), git(clone, "status", "--porcelain")) == before
    assert not (clone / "dist").exists()
