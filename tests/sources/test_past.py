"""What git remembers beside the judged files: held against what git itself says, and never told where it cannot be."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from commands import PROJECT
from source_repositories import Repo, run_git

from checker.model.history import Change, ChangeQuery, Commit, CommitQuery, HistoryQuery, Signature, Tag, TagQuery
from checker.model.problem import Problem
from checker.sources import open_source, past, signed
from checker.sources.history import FETCH_ALL
from checker.sources.revisions import SHALLOW
from checker.values.trailers import subject_and_body, trailers

EVERYWHERE = pytest.mark.parametrize("at", ["worktree", "index", "HEAD"])
MESSAGES = (
    "One\n",
    "Two lines\nof a subject\n\nBody.\n\nSigned-off-by: Arun <a@e.org>\nReviewed-by : Mira\n  Sato <m@e.org>\n",
    "Only: this\n",
    "Three\n\nA: b\nno trailer at all\n",
    "Four\n\nSigned-off-by: A <a@e>\nx\ny\nz\n",
    "Five\n\nSigned-off-by: A <a@e>\nx\ny\nz\nzz\n",
    "Six\n\n(cherry picked from commit 1234)\nFixes: #7\n",
    "Seven\n\nFixes: #7\n\n\n",
    "Eight\n\nFixes: #7\n\nNo trailer.\n",
    "Nine\n\nnot a token: x\nFixes: #7\n",
    "Ten\n\nFixes:\nFixes: a\n",
    "Eleven\n\n\u00e9\u00e8\n\nCo-authored-by: J\u00f6rg <j@e>\n",
)


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    return Repo(tmp_path / "r", {"docs/a.md": "a\n" * 9, "src/x.py": "x\n"})


def said(repo: Repo | Path, query: HistoryQuery, at: str = "HEAD") -> Any:
    return open_source(repo.root if isinstance(repo, Repo) else repo, at).history(query)


def commits(repo: Repo, at: str = "HEAD", **asked: Any) -> list[str]:
    return [one.id for one in said(repo, CommitQuery(**asked), at)]


def changes(repo: Repo, at: str = "HEAD", since: str = "") -> list[Change]:
    source = repo.open(at)
    found = source.history(ChangeQuery(since, tuple(source.tree().entries)))
    assert isinstance(found, tuple), found
    return [one for one in found if isinstance(one, Change)]


def empty_commit(repo: Repo, message: str, **environment: str) -> str:
    repo.git(
        "commit", "--quiet", "--allow-empty", "--cleanup=verbatim", "--file=-", given=message.encode(), **environment
    )
    return repo.git("rev-parse", "HEAD")


def merged(repo: Repo) -> None:
    """A branch with one commit, and its merge."""
    repo.git("switch", "--quiet", "--create", "side")
    empty_commit(repo, "Aside\n")
    repo.git("switch", "--quiet", "main")
    repo.git("merge", "--quiet", "--no-ff", "--message", "Merge", "side")


@EVERYWHERE
def test_commits_are_those_of_git(repo: Repo, at: str) -> None:
    merged(repo)
    assert commits(repo, at) == repo.git("rev-list", "--topo-order", "--reverse", "HEAD").split()
    assert commits(repo, at, since="HEAD~1") == repo.git("rev-list", "--reverse", "HEAD~1..HEAD").split()
    assert len(commits(repo, at, since="HEAD~1", first_parent=True)) == 1
    assert [one.parents for one in said(repo, CommitQuery(), at)] == [0, 1, 2]


def test_commits_end_at_the_judged_revision(repo: Repo) -> None:
    first = repo.git("rev-parse", "HEAD")
    empty_commit(repo, "Later\n")
    assert commits(repo, "HEAD~1") == [first]


@pytest.mark.parametrize("message", MESSAGES)
def test_a_message_is_read_as_git_reads_it(repo: Repo, message: str) -> None:
    empty_commit(repo, message)
    found = said(repo, CommitQuery())[-1]
    listed = repo.git("log", "-1", "--format=%(trailers:only=true,unfold=true)").splitlines()
    parted = [line.partition(":") for line in listed if line]
    assert list(trailers(found.message)) == [(name.strip(), text.strip()) for name, _, text in parted]
    subject, body = subject_and_body(found.message)
    assert [subject, body.strip()] == [repo.git("log", "-1", f"--format={form}") for form in ("%s", "%b")]


def test_the_projects_own_history_is_read_as_git_reads_it() -> None:
    if not (PROJECT / ".git").exists():
        pytest.skip("no clone")
    found = said(PROJECT, CommitQuery(first_parent=True))
    if isinstance(found, Problem):
        assert found.hint == FETCH_ALL
        return
    form = "--format=%H%x00%an%x00%ae%x00%cn%x00%ce%x00%ct%x00%s"
    listed = run_git(PROJECT, "log", "--first-parent", "--topo-order", "--reverse", form, TZ="UTC")
    lines = [line.split("\0") for line in listed.split("\n")]
    assert [_as_listed(one) for one in found] == [[*line[:5], line[6]] for line in lines]


def _as_listed(one: Commit) -> list[str]:
    hands = one.author.name, one.author.email, one.committer.name, one.committer.email
    return [one.id, *hands, subject_and_body(one.message)[0]]


def test_commit_in_another_encoding_is_decoded(repo: Repo) -> None:
    repo.git(
        "-c",
        "i18n.commitEncoding=ISO-8859-1",
        "commit",
        "-q",
        "--allow-empty",
        "-F-",
        given="Grüße\n".encode("latin-1"),
    )
    assert said(repo, CommitQuery())[-1].message == "Grüße\n"


def test_moments_are_told_in_utc(repo: Repo) -> None:
    empty_commit(repo, "x\n", GIT_AUTHOR_DATE="2026-03-01T00:30:00+02:00", GIT_COMMITTER_DATE="2026-03-01T12:00:00Z")
    found = said(repo, CommitQuery())[-1]
    assert (found.author.at, found.committer.at) == ("2026-02-28T22:30:00Z", "2026-03-01T12:00:00Z")


@EVERYWHERE
def test_shallow_clone_tells_nothing_that_rests_on_what_it_lacks(repo: Repo, tmp_path: Path, at: str) -> None:
    repo.write({"docs/a.md": "b\n"})
    repo.commit()
    run_git(tmp_path, "clone", "--quiet", "--depth=1", f"file://{repo.root}", "shallow")
    for query in (CommitQuery(), CommitQuery("HEAD"), TagQuery()):
        found = said(tmp_path / "shallow", query, at)
        assert (found.message, found.hint) == (SHALLOW, FETCH_ALL)
    found = said(tmp_path / "shallow", ChangeQuery(), at)
    assert (found.message == SHALLOW) if at == "HEAD" else found == ()


def test_what_names_no_one_commit_is_a_problem(repo: Repo) -> None:
    for name in ("nowhere", "-x", "a..b", "HEAD:docs", "main@{0}", ""):
        assert name == "" or isinstance(said(repo, CommitQuery(name)), Problem)
        assert name == "" or isinstance(said(repo, ChangeQuery(name)), Problem)
    repo.git("tag", "twice")
    empty_commit(repo, "x\n")
    repo.git("branch", "twice")
    found = said(repo, CommitQuery("twice"))
    assert found.message == "`twice` may be `refs/tags/twice` or `refs/heads/twice`"
    assert len(said(repo, CommitQuery("refs/tags/twice"))) == 1


def test_repository_without_commits_has_none(tmp_path: Path) -> None:
    repo = Repo(tmp_path / "r")
    repo.write({"new.md": "x\n"})
    repo.git("add", "new.md")
    for at in ("worktree", "index"):
        assert (said(repo, CommitQuery(), at), said(repo, TagQuery(), at)) == ((), ())
        assert changes(repo, at) == [Change("added", "new.md")]


def test_folder_outside_git_has_no_history(tmp_path: Path) -> None:
    assert said(tmp_path, CommitQuery(), "worktree").message == "this folder lies in no git repository"


def test_more_commits_or_tags_than_are_looked_at_are_a_problem(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(past, "MOST", 1)
    empty_commit(repo, "x\n")
    assert said(repo, CommitQuery()).message == "there are more than 1 commits"
    assert len(said(repo, CommitQuery("HEAD~1"))) == 1
    repo.git("tag", "a")
    repo.git("tag", "b")
    assert said(repo, TagQuery()).message == "there are more than 1 tags"


@pytest.mark.parametrize("by", ["one without parents", "its own child"])
def test_commit_in_whose_place_another_is_stored_is_a_problem(repo: Repo, by: str) -> None:
    id_ = empty_commit(repo, "x\n")
    child = empty_commit(repo, "y\n")
    forged = child if by == "its own child" else repo.git("commit-tree", "HEAD^{tree}", "-m", by)
    places = [repo.root / ".git/objects" / one[:2] / one[2:] for one in (id_, forged)]
    places[0].chmod(0o644)
    shutil.copyfile(places[1], places[0])
    assert isinstance(said(repo, CommitQuery()), Problem)


def test_tags_are_those_of_git(repo: Repo) -> None:
    repo.git("tag", "light")
    repo.git("tag", "--annotate", "--message", "Ten\n\nAll of it.", "v1.10.0")
    repo.git("tag", "--annotate", "--message", "of a tag", "nested", "v1.10.0")
    repo.git("tag", "tree", "HEAD^{tree}")
    repo.git("switch", "--quiet", "--create", "side")
    other = empty_commit(repo, "Aside\n")
    repo.git("tag", "aside")
    repo.git("switch", "--quiet", "main")
    here = repo.git("rev-parse", "HEAD")
    found: Mapping[str, Tag] = {one.name: one for one in said(repo, TagQuery(), "worktree")}
    assert sorted(found) == repo.git("for-each-ref", "--format=%(refname:short)", "refs/tags").split()
    assert {name: one.commit for name, one in found.items()} == {
        "aside": other,
        "light": here,
        "nested": here,
        "tree": "",
        "v1.10.0": here,
    }
    assert {name for name, one in found.items() if one.merged} == {"light", "nested", "v1.10.0"}
    assert {name for name, one in found.items() if one.tagger} == {"nested", "v1.10.0"}
    assert found["v1.10.0"].message == "Ten\n\nAll of it.\n"
    assert found["light"].created == "2026-03-01T12:00:00Z"


def test_clone_made_without_tags_tells_none(repo: Repo, tmp_path: Path) -> None:
    repo.git("tag", "v1")
    run_git(tmp_path, "clone", "--quiet", "--no-tags", f"file://{repo.root}", "bare-of-tags")
    found = said(tmp_path / "bare-of-tags", TagQuery())
    assert (found.message, found.hint) == ("the clone was made without tags", "fetch them (`git fetch --tags`)")


@EVERYWHERE
def test_changes_are_those_of_git(repo: Repo, at: str) -> None:
    repo.git("tag", "v1")
    repo.git("mv", "docs/a.md", "docs/b.md")
    repo.write({"docs/b.md": "a\n" * 9 + "b\n", "new.md": "n\n", "src/y.py": "y\n"})
    (repo.root / "src/x.py").unlink()
    repo.commit()
    (repo.root / "new.md").chmod(0o755)
    repo.commit()
    found = changes(repo, at, "v1")
    listed = repo.git("diff", "--name-status", "-M", "v1").split("\n")
    letters = {"A": "added", "M": "modified", "D": "deleted", "R": "renamed"}
    parts = [line.split("\t") for line in listed]
    assert found == sorted(
        (Change(letters[kind[0]], names[-1], names[0] if len(names) > 1 else "") for kind, *names in parts),
        key=lambda one: one.path,
    )


def test_without_since_a_commit_is_held_against_its_parent_and_the_rest_against_head(repo: Repo) -> None:
    assert [one.kind for one in changes(repo)] == ["added", "added"]
    repo.write({"docs/a.md": "b\n"})
    repo.commit()
    repo.write({"src/x.py": "staged\n"})
    repo.git("add", "src/x.py")
    repo.write({"src/x.py": "x\n", "docs/a.md": "on disk\n"})
    assert changes(repo) == [Change("modified", "docs/a.md")]
    assert changes(repo, "index") == [Change("modified", "src/x.py")]
    assert changes(repo, "worktree") == [Change("modified", "docs/a.md")]


def test_what_is_deleted_on_disk_is_deleted_in_the_work_tree_alone(repo: Repo) -> None:
    repo.git("mv", "docs/a.md", "docs/b.md")
    repo.write({"new.md": "n\n"})
    repo.git("add", "new.md")
    for path in ("docs/b.md", "new.md", "src/x.py"):
        (repo.root / path).unlink()
    assert changes(repo, "worktree") == [Change("deleted", "docs/a.md"), Change("deleted", "src/x.py")]
    assert changes(repo, "index") == [Change("renamed", "docs/b.md", "docs/a.md"), Change("added", "new.md")]


@EVERYWHERE
def test_a_commit_changed_what_git_says_whatever_is_judged(repo: Repo, at: str) -> None:
    first = repo.git("rev-parse", "HEAD")
    repo.git("mv", "docs/a.md", "docs/b.md")
    repo.write({"src/x.py": "y\n"})
    second = repo.commit()
    repo.write({"src/x.py": "x\n"})
    repo.commit()
    assert [said(repo, ChangeQuery(commit=one), at) for one in (first, second)] == [
        (Change("added", "docs/a.md"), Change("added", "src/x.py")),
        (Change("renamed", "docs/b.md", "docs/a.md"), Change("modified", "src/x.py")),
    ]


def test_a_branch_changed_what_it_changed_whatever_became_of_main(repo: Repo) -> None:
    repo.git("switch", "--quiet", "--create", "side")
    repo.write({"src/x.py": "side\n"})
    repo.commit()
    repo.git("switch", "--quiet", "main")
    repo.write({"docs/a.md": "main\n"})
    repo.commit()
    assert changes(repo, "side", "main") == [Change("modified", "src/x.py")]


def test_revisions_without_one_origin_are_a_problem(repo: Repo) -> None:
    repo.git("switch", "--quiet", "--orphan", "other")
    empty_commit(repo, "x\n")
    found = said(repo, ChangeQuery("main"))
    assert found.message == "`main` and what is judged have no commit from which they parted"


def test_a_folder_has_its_own_changes_and_the_commits_of_all(repo: Repo) -> None:
    repo.git("mv", "docs/a.md", "src/a.md")
    repo.write({"docs/b.md": "new\n"})
    repo.commit()
    docs, src = (open_source(repo.root / name, "HEAD") for name in ("docs", "src"))
    assert docs.history(ChangeQuery()) == (Change("added", "b.md"), Change("deleted", "a.md"))
    assert src.history(ChangeQuery()) == (Change("added", "a.md"),)
    assert docs.history(CommitQuery()) == said(repo, CommitQuery())


@EVERYWHERE
def test_files_as_they_were_are_those_of_the_commit(repo: Repo, at: str) -> None:
    repo.git("tag", "v1")
    repo.write({"docs/a.md": "b\n"})
    repo.commit()
    before = repo.open(at).earlier("v1")
    assert not isinstance(before, Problem)
    assert before.read(["docs/a.md"]) == {"docs/a.md": b"a\n" * 9}
    assert isinstance(repo.open(at).earlier("nowhere"), Problem)


@pytest.fixture
def keys(tmp_path: Path) -> Path:
    if shutil.which("ssh-keygen", path="/usr/bin:/bin") is None:
        pytest.skip("no ssh-keygen")
    for name in ("mira", "tayo"):
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(tmp_path / name)], check=True)
    return tmp_path


def signing(keys: Path, name: str) -> list[str]:
    return ["-c", "gpg.format=ssh", "-c", f"user.signingKey={keys / name}"]


def test_signatures_are_told_as_git_tells_them(repo: Repo, keys: Path) -> None:
    allowed = f"mira@example.org {(keys / 'mira.pub').read_text()}"
    for name in ("mira", "tayo"):
        repo.git(*signing(keys, name), "commit", "--quiet", "--allow-empty", "--gpg-sign", "--message", name)
        repo.git(*signing(keys, name), "tag", "--sign", "--message", name, name)
    forged = repo.git("cat-file", "commit", "mira").replace("\n\nmira", "\n\nforged") + "\n"
    id_ = repo.git("hash-object", "-t", "commit", "-w", "--stdin", given=forged.encode())
    repo.git("update-ref", "HEAD", id_)
    good = Signature("good", "mira@example.org")
    assert [one.signature for one in said(repo, CommitQuery(signers=allowed))] == [Signature(), Signature("bad")]
    repo.git("update-ref", "HEAD", "tayo^{commit}")
    # The settings of the repository do not count: neither its signers nor its programs.
    (repo.root / ".git/allowed").write_text(allowed + f"tayo@example.org {(keys / 'tayo.pub').read_text()}")
    repo.git("config", "gpg.ssh.allowedSignersFile", str(repo.root / ".git/allowed"))
    repo.git("config", "gpg.ssh.program", f"touch {repo.root}/sprung #")
    repo.git("config", "gpg.ssh.revocationFile", str(keys / "mira.pub"))
    found = said(repo, CommitQuery(signers=allowed))
    assert [one.signature for one in found] == [Signature(), good, Signature("unknown")]
    assert {one.name: one.signature for one in said(repo, TagQuery(allowed))} == {
        "mira": good,
        "tayo": Signature("unknown"),
    }
    assert not (repo.root / "sprung").exists()
    assert said(repo, CommitQuery())[1].signature == Signature("", why=signed.NOT_ASKED)


def test_signatures_that_are_too_many_or_of_another_form_are_not_checked(
    repo: Repo, keys: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(signed, "MOST", 0)
    repo.git(*signing(keys, "mira"), "commit", "--quiet", "--allow-empty", "--gpg-sign", "--message", "x")
    assert said(repo, CommitQuery(signers=""))[-1].signature.why == "there are more than 0 signatures"
    text = repo.git("cat-file", "commit", "HEAD").replace("SSH SIGNATURE", "PGP SIGNATURE") + "\n"
    repo.git("update-ref", "HEAD", repo.git("hash-object", "-t", "commit", "-w", "--stdin", given=text.encode()))
    assert said(repo, CommitQuery(signers=""))[-1].signature == Signature("", why=signed.OTHER_FORM)
