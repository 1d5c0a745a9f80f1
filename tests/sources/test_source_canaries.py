"""Nothing that a repository plants is executed while it is read.

Every key of git's configuration that names a program gets one that leaves a file behind, as do all hooks.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from source_repositories import ISOLATED, Repo, said

from checker.model.history import ChangeQuery, CommitQuery, TagQuery
from checker.model.problem import Problem
from checker.sources import Added, open_source
from checker.sources.stored import Objects
from checker.sources.walk import Walk, stretch_of
from checker.sources.worktree import Worktree

PROGRAM_KEYS = """
alias.cat-file alias.check-attr alias.config alias.diff-index alias.ls-files alias.ls-tree alias.rev-parse
browser.planted.cmd core.alternateRefsCommand core.askPass core.editor core.fsmonitor core.gitProxy core.pager
core.sshCommand core.virtualFilesystem credential.helper credential.https://example.org.helper
diff.external diff.planted.command diff.read.textconv difftool.planted.cmd
filter.planted.clean filter.planted.smudge filter.served.process
gpg.openpgp.program gpg.program gpg.ssh.defaultKeyCommand gpg.ssh.program gpg.x509.program
hook.planted.command instaweb.httpd interactive.diffFilter man.planted.cmd merge.planted.driver mergetool.planted.cmd
pager.cat-file pager.config pager.diff-index pager.ls-files pager.ls-tree pager.rev-parse
remote.origin.receivepack remote.origin.uploadpack sendemail.sendmailCmd sequence.editor submodule.lib.update
tar.planted.command trailer.planted.command trailer.planted.cmd uploadpack.packObjectsHook web.browser
"""

OTHER_KEYS = {
    "diff.tool": "planted",
    "core.commentChar": "auto",
    "core.preloadIndex": "true",
    "core.repositoryFormatVersion": "1",
    "core.splitIndex": "true",
    "core.untrackedCache": "true",
    "extensions.partialClone": "origin",
    "feature.manyFiles": "true",
    "gpg.format": "ssh",
    "hook.planted.event": "post-index-change",
    "log.showSignature": "true",
    "merge.tool": "planted",
    "protocol.allow": "always",
    "protocol.ext.allow": "always",
    "protocol.file.allow": "always",
    "remote.origin.partialCloneFilter": "blob:none",
    "remote.origin.promisor": "true",
    "remote.origin.vcs": "ext",
    "status.submoduleSummary": "true",
    "submodule.lib.active": "true",
    "submodule.recurse": "true",
}

HOOKS = """
applypatch-msg commit-msg fsmonitor-watchman p4-pre-submit post-applypatch post-checkout post-commit post-index-change
post-merge post-receive post-rewrite post-update pre-applypatch pre-auto-gc pre-commit pre-merge-commit pre-push
pre-rebase pre-receive prepare-commit-msg proc-receive push-to-checkout query-watchman reference-transaction
sendemail-validate update virtual-filesystem
"""

QUIET = ("-c", "core.fsmonitor=false")
"""Without the file system monitor, which would be the only one to run: it fails and git stops."""


class Trap:
    """A repository full of programs that leave a file in a folder when they run."""

    def __init__(self, folder: Path) -> None:
        self.sprung_in = folder / "sprung"
        self.sprung_in.mkdir()
        self.folder = folder
        self.repo = Repo(folder / "repo", {"a.md": "a\n", "empty.md": "", "gone.md": "gone\n", "docs/b.md": "b\n"})
        self._plant_in_the_tree()
        self._lose("gone.md")
        self._plant_in_the_configuration()

    def sprung(self) -> set[str]:
        return {path.name for path in self.sprung_in.iterdir()}

    def _plant_in_the_tree(self) -> None:
        evil = Repo(self.folder / "evil", {"a.md": "a"})
        evil.git("config", "core.fsmonitor", self._program("bare"))
        evil.git("config", "core.worktree", "..")
        shutil.copytree(evil.root / ".git", self.repo.root / "docs/handover", ignore=shutil.ignore_patterns("hooks"))
        self.repo.write(
            {
                ".gitattributes": (
                    "* filter=planted diff=planted merge=planted ident text\n"
                    "plain.md !filter !diff\nserved.md filter=served !diff\nread.md !filter diff=read\n"
                    "unsaid.md !text\n"
                ),
                "served.md": "a",
                "read.md": "a",
                "plain.md": "a",
                "unsaid.md": "a",
                ".gitignore": "*.log\n",
                ".gitmodules": f'[submodule "lib"]\n\tpath = lib\n\turl = ext::{self._program("url")}\n',
                "run.sh": "x",
            }
        )
        self.repo.commit()
        self.repo.git("update-index", "--add", "--cacheinfo", f"160000,{'1' * 40},lib")
        self.repo.git("commit", "--quiet", "--message", "x")
        # Changed, ignored and untracked files, and a mode that differs, make git look closer.
        self.repo.write(
            {"a.md": "b\r\n", "unsaid.md": "b\r\n", "served.md": "b", "plain.md": "b", "x.log": "x", "new.md": "new"}
        )
        (self.repo.root / "run.sh").chmod(0o755)

    def _lose(self, path: str) -> None:
        blob = self.repo.git("rev-parse", f":{path}")
        (self.repo.root / ".git/objects" / blob[:2] / blob[2:]).unlink()
        pack = self.repo.git("pack-objects", "--quiet", ".git/objects/pack/pack", given=self._stored().encode())
        (self.repo.root / f".git/objects/pack/pack-{pack}.promisor").touch()

    def _stored(self) -> str:
        said = self.repo.git("cat-file", "--batch-all-objects", "--batch-check=%(objectname)")
        return said + "\n"

    def _plant_in_the_configuration(self) -> None:
        hooks = self.repo.root / ".git/hooks"
        shutil.rmtree(hooks, ignore_errors=True)
        hooks.mkdir()
        for name in HOOKS.split():
            (hooks / name).write_text(f"#!/bin/sh\n{self._program(f'hook-{name}')}\n")
            (hooks / name).chmod(0o755)
        programs = {key: self._program(key) for key in PROGRAM_KEYS.split()}
        shell = {key: f"!{programs[key]}" for key in programs if key.startswith(("alias.", "submodule."))}
        places = {"core.hooksPath": str(hooks), "remote.origin.url": f"ext::{self._program('url')}"}
        lines = [setting(*item) for item in (programs | shell | places | OTHER_KEYS).items()]
        (self.repo.root / ".git/planted").write_text("".join(lines))
        with (self.repo.root / ".git/config").open("a") as config:
            config.write("".join([setting("include.path", "planted"), *lines]))

    def _program(self, name: str) -> str:
        return f"touch {self.sprung_in}/{name.replace('/', '_')} #"


def setting(key: str, value: str) -> str:
    """A line of git's configuration file for a dotted key."""
    section, _, rest = key.partition(".")
    part, _, name = rest.rpartition(".")
    return f'[{section} "{part}"]\n\t{name} = "{value}"\n' if part else f'[{section}]\n\t{name} = "{value}"\n'


@pytest.mark.parametrize("at", ["worktree", "index", "HEAD", "HEAD~1"])
def test_nothing_planted_runs(tmp_path: Path, at: str) -> None:
    trap = Trap(tmp_path)
    assert open_source(trap.repo.root / "docs/handover", at).tree().git
    source = open_source(trap.repo.root, at)
    contents = source.read([*source.tree().entries, "x.log", "new.md", "nowhere.md", "lib/a.md"])
    assert contents["docs/b.md"] == b"b\n"
    assert contents["a.md"] == (b"b\n" if at == "worktree" else b"a\n")
    assert contents["unsaid.md"] == {"worktree": b"b\r\n", "HEAD~1": b"a", "HEAD": b"a", "index": b"a"}[at]
    assert all(isinstance(one, Added) for one in source.first_versions(["a.md", "docs/b.md", "read.md"]).values())
    for query in (
        CommitQuery(signers=""),
        CommitQuery("HEAD"),
        TagQuery(""),
        ChangeQuery("HEAD~1", ("a.md", "docs/b.md")),
    ):
        assert isinstance(source.history(query), tuple)
    assert not isinstance(source.earlier("HEAD"), Problem)
    assert source.astray("x.log") == "is ignored by git; take it out of .gitignore and git add it"
    assert source.astray("new.md") == "is on disk but not tracked by git; git add it"
    assert trap.sprung() == set()


def test_nothing_planted_runs_on_a_walk_through_the_past(tmp_path: Path) -> None:
    trap = Trap(tmp_path)
    source = open_source(trap.repo.root, "worktree")
    assert isinstance(source, Worktree)
    with Objects(source.git) as objects:
        walk = Walk(source.git, source.disk, objects)
        for step in stretch_of(source.git, objects, "HEAD").steps:
            moment, _ = walk.to(step)
            contents = moment.read([*moment.tree().entries, "nowhere.md", "lib/a.md"])
            assert contents["docs/b.md"] == b"b\n"
            assert isinstance(contents["gone.md"], Problem)
    assert trap.sprung() == set()


def test_missing_object_with_a_planted_remote_is_a_problem(tmp_path: Path) -> None:
    trap = Trap(tmp_path)
    not_stored = "is not in this clone, or its object is damaged; fetch all objects (`git fetch --refetch`)"
    for at in ("index", "HEAD"):
        source = open_source(trap.repo.root, at)
        assert source.read(["gone.md", "docs/b.md"]) == {"gone.md": said("gone.md", not_stored), "docs/b.md": b"b\n"}
    assert trap.sprung() == set()


@pytest.mark.parametrize(
    ("command", "planted"),
    [
        (["status"], {"core.fsmonitor"}),
        (["ls-files"], {"core.fsmonitor"}),
        (["-C", "docs/handover", "status"], {"bare"}),
        ([*QUIET, "diff", "--", "a.md", "plain.md"], {"filter.planted.clean", "diff.planted.command", "diff.external"}),
        ([*QUIET, "diff", "--", "served.md"], {"filter.served.process"}),
        ([*QUIET, "log", "--patch", "--", "read.md"], {"diff.read.textconv"}),
        ([*QUIET, "read-tree", "HEAD"], {"hook-post-index-change"}),
        ([*QUIET, "update-ref", "refs/heads/x", "HEAD"], {"hook-reference-transaction"}),
        ([*QUIET, "ls-remote"], {"url"}),
        ([*QUIET, "show", "HEAD:gone.md"], {"url"}),
    ],
)
def test_control_plain_git_runs_what_is_planted(tmp_path: Path, command: list[str], planted: set[str]) -> None:
    trap = Trap(tmp_path)
    subprocess.run(["git", *command], cwd=trap.repo.root, env=ISOLATED, capture_output=True, check=False)
    assert planted <= trap.sprung()


def test_nothing_in_the_repository_is_written(tmp_path: Path) -> None:
    trap = Trap(tmp_path)
    before = snapshot(trap.repo.root)
    for at in ("worktree", "index", "HEAD"):
        source = open_source(trap.repo.root, at)
        source.read(source.tree().entries)
    assert snapshot(trap.repo.root) == before


def snapshot(root: Path) -> dict[str, tuple[int, int]]:
    """Size and time of change of every file below a folder."""
    found = {}
    for folder, _, names in os.walk(root):
        for name in names:
            status = os.lstat(Path(folder) / name)
            found[f"{folder}/{name}"] = (status.st_size, status.st_mtime_ns)
    return found
