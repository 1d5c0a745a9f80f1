"""What a file was when it was first added."""

from __future__ import annotations

from pathlib import Path

import pytest
from source_repositories import Repo, absent, run_git

from checker import judge
from checker.model.location import Location
from checker.model.problem import Problem
from checker.sources import Added, open_source
from checker.sources.history import FETCH_ALL, NAME_IT

FORM = "".join(f"Say {word}.\n" for word in ["who", "when", "where", "why", "how", "whence", "whither", "wherefore"])
FILLED = FORM.replace("Say who.", "Rahul.").replace("Say when.", "On Monday.")


def first(repo: Repo, path: str = "docs/a.md", at: str = "worktree") -> Added | Problem:
    return repo.open(at).first_versions([path])[path]


def unknown(why: str, path: str = "docs/a.md") -> Problem:
    return Problem(f"{why}, so that nobody can tell what it was first", Location(path), NAME_IT)


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    return Repo(tmp_path / "r", {"docs/a.md": FORM, "other.md": "x\n"})


@pytest.mark.parametrize("at", ["worktree", "index", "HEAD"])
def test_first_version_is_that_of_the_commit_that_added_the_file(repo: Repo, at: str) -> None:
    added = repo.git("rev-parse", "HEAD")
    repo.write({"docs/a.md": FILLED})
    repo.commit()
    repo.write({"docs/a.md": FILLED * 2})
    repo.commit()
    assert first(repo, at=at) == Added(FORM.encode(), "docs/a.md", added)


def test_file_that_no_commit_has_is_its_own_first_version(repo: Repo) -> None:
    repo.write({"new.md": "staged\n"})
    repo.git("add", "new.md")
    repo.write({"new.md": "on disk\n"})
    assert first(repo, "new.md", "index") == Added(b"staged\n", "new.md")
    assert first(repo, "new.md") == Added(b"on disk\n", "new.md")


def test_repository_without_commits_has_only_what_is_staged(tmp_path: Path) -> None:
    repo = Repo(tmp_path / "r")
    repo.write({"new.md": "staged\n"})
    repo.git("add", "new.md")
    assert first(repo, "new.md") == Added(b"staged\n", "new.md")


def test_history_is_that_of_the_judged_revision(repo: Repo) -> None:
    repo.git("mv", "docs/a.md", "b.md")
    repo.commit()
    repo.git("rm", "--quiet", "b.md")
    repo.commit()
    repo.write({"docs/a.md": "Later.\n"})
    repo.commit()
    added = repo.git("rev-parse", "HEAD~3")
    assert first(repo, at="HEAD~3") == Added(FORM.encode(), "docs/a.md", added)
    assert first(repo, "b.md", "HEAD~2") == Added(FORM.encode(), "docs/a.md", added)


def test_file_that_was_taken_away_and_added_again_is_what_it_was_first(repo: Repo) -> None:
    added = repo.git("rev-parse", "HEAD")
    repo.git("rm", "--quiet", "docs/a.md")
    repo.commit()
    repo.write({"docs/a.md": "Something else.\n"})
    repo.commit()
    assert first(repo) == Added(FORM.encode(), "docs/a.md", added)


@pytest.mark.parametrize("text", [FORM, FILLED], ids=["as it was", "changed"])
@pytest.mark.parametrize("committed", [True, False], ids=["committed", "staged"])
def test_moves_are_followed(repo: Repo, text: str, committed: bool) -> None:
    added = repo.git("rev-parse", "HEAD")
    repo.git("mv", "docs/a.md", "b.md")
    repo.commit()
    repo.git("mv", "b.md", "c.md")
    repo.write({"c.md": text})
    repo.git("add", "c.md")
    if committed:
        repo.commit()
    assert first(repo, "c.md") == Added(FORM.encode(), "docs/a.md", added)


def test_what_was_copied_from_a_template_is_new(repo: Repo) -> None:
    repo.write({"b.md": FILLED})
    added = repo.commit()
    assert first(repo, "b.md") == Added(FILLED.encode(), "b.md", added)


def test_what_replaces_a_file_of_another_content_is_new(repo: Repo) -> None:
    repo.git("rm", "--quiet", "docs/a.md")
    repo.write({"b.md": "Nothing that stood there before.\n"})
    added = repo.commit()
    assert first(repo, "b.md") == Added(b"Nothing that stood there before.\n", "b.md", added)


def test_move_from_one_of_several_is_in_doubt(repo: Repo) -> None:
    repo.write({"docs/b.md": FORM, "docs/c.md": FORM + "Say more.\n"})
    repo.commit()
    repo.git("rm", "--quiet", "docs/a.md", "docs/b.md", "docs/c.md")
    repo.write({"same.md": FORM, "alike.md": FILLED})
    repo.commit()
    assert first(repo, "same.md") == unknown("may have been `docs/a.md` or `docs/b.md` before", "same.md")
    assert first(repo, "alike.md") == Added(
        FORM.encode() + b"Say more.\n", "docs/c.md", repo.git("rev-parse", "HEAD~1")
    )
    repo.git("mv", "same.md", "d.md")
    repo.git("rm", "--quiet", "alike.md")
    repo.write({"d.md": FORM.replace("why", "for what")})
    repo.commit()
    assert first(repo, "d.md") == unknown("may have been `same.md` or `alike.md` before", "d.md")


def test_same_name_tells_files_of_the_same_content_apart(repo: Repo) -> None:
    repo.write({"docs/b.md": FORM})
    repo.commit()
    repo.git("mv", "docs", "papers")
    repo.commit()
    assert first(repo, "papers/b.md") == Added(FORM.encode(), "docs/b.md", repo.git("rev-parse", "HEAD~1"))


def test_change_that_moves_too_much_is_not_looked_into(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("checker.sources.history.MOST_COMPARED", 1)
    repo.git("rm", "--quiet", "docs/a.md")
    repo.write({"b.md": "1\n", "c.md": "2\n"})
    repo.commit()
    assert first(repo, "b.md") == unknown("was added by a change that takes away 1 files and adds 2", "b.md")


def test_file_that_was_moved_too_often_is_in_doubt(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("checker.sources.history.MOST_MOVES", 2)
    for before, after in (("docs/a.md", "b.md"), ("b.md", "c.md")):
        repo.git("mv", before, after)
        repo.commit()
    assert first(repo, "c.md") == unknown("was moved too often", "c.md")


def test_branches_that_are_merged_are_looked_into(repo: Repo) -> None:
    repo.git("checkout", "--quiet", "-b", "side")
    repo.write({"b.md": FORM})
    added = repo.commit()
    repo.git("checkout", "--quiet", "main")
    repo.write({"other.md": "y\n"})
    repo.commit()
    repo.git("merge", "--quiet", "--no-edit", "side")
    repo.write({"b.md": FILLED})
    repo.commit()
    assert first(repo, "b.md") == Added(FORM.encode(), "b.md", added)


def test_what_a_merge_itself_adds_is_added_there(repo: Repo) -> None:
    repo.git("checkout", "--quiet", "-b", "side")
    repo.write({"side.md": "x\n"})
    repo.commit()
    repo.git("checkout", "--quiet", "main")
    repo.git("merge", "--quiet", "--no-ff", "--no-commit", "side")
    repo.write({"b.md": FORM})
    added = repo.commit()
    repo.write({"b.md": FILLED})
    repo.commit()
    assert first(repo, "b.md") == Added(FORM.encode(), "b.md", added)


def test_shallow_clone_cannot_tell(repo: Repo, tmp_path: Path) -> None:
    repo.write({"docs/a.md": FILLED})
    repo.commit()
    run_git(tmp_path, "clone", "--quiet", "--depth=1", f"file://{repo.root}", "shallow")
    path = "docs/a.md"
    said = Problem("has no whole history here, since the clone is shallow", Location(path), FETCH_ALL)
    assert open_source(tmp_path / "shallow", "worktree").first_versions([path]) == {path: said}


def test_lost_first_version_is_a_problem(repo: Repo) -> None:
    blob = repo.git("rev-parse", "HEAD:docs/a.md")
    repo.write({"docs/a.md": FILLED})
    repo.commit()
    (repo.root / ".git/objects" / blob[:2] / blob[2:]).unlink()
    lost = "is not in this clone, or its object is damaged; fetch all objects (`git fetch --refetch`)"
    assert first(repo) == Problem(f"cannot be compared with its first version, which {lost}", Location("docs/a.md"))


def test_lost_history_is_a_problem_and_no_end_of_the_run(repo: Repo) -> None:
    tree = repo.git("rev-parse", "HEAD:docs")
    repo.write({"docs/a.md": FILLED})
    repo.commit()
    (repo.root / ".git/objects" / tree[:2] / tree[2:]).unlink()
    found = first(repo)
    assert isinstance(found, Problem)
    assert found.message.startswith("has a history that cannot be read: git ")
    assert str(repo.root) not in found.message
    assert found.hint == NAME_IT


def test_link_that_became_a_file_is_a_problem(repo: Repo) -> None:
    (repo.root / "b.md").symlink_to("other.md")
    repo.commit()
    (repo.root / "b.md").unlink()
    repo.write({"b.md": FILLED})
    repo.commit()
    why = "is a symbolic link, which is never followed; put the file itself here"
    assert first(repo, "b.md") == Problem(f"cannot be compared with its first version, which {why}", Location("b.md"))


def test_folder_of_a_repository_has_the_history_of_the_whole(repo: Repo) -> None:
    added = repo.git("rev-parse", "HEAD")
    repo.git("mv", "docs/a.md", "docs/b.md")
    repo.commit()
    found = open_source(repo.root / "docs", "worktree").first_versions(["b.md", "none.md"])
    assert found == {
        "b.md": Added(FORM.encode(), "docs/a.md", added),
        "none.md": absent("none.md"),
    }


def test_plain_folder_has_no_history(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(FORM)
    said = Problem("lies in no git repository, so that nothing tells what it was first", Location("a.md"), NAME_IT)
    assert open_source(tmp_path, "worktree").first_versions(["a.md"]) == {"a.md": said}


def test_odd_names_are_asked_for_as_they_are(tmp_path: Path) -> None:
    names = ["*.md", ":(top)x.md", "-x.md", "ä ö\n.md", b"\xff.md".decode("utf-8", "surrogateescape")]
    repo = Repo(tmp_path / "r")
    for name in names:
        (repo.root / name).write_bytes(FORM.encode())
    added = repo.commit()
    assert repo.open("HEAD").first_versions(names) == {name: Added(FORM.encode(), name, added) for name in names}


def test_verdict_on_a_form_is_told_from_the_history_and_recorded(repo: Repo) -> None:
    form = "# A\n\n[what]\n\nSay it in two lines.\n\n# B\n\n[who]\n\n# C\n\n[when]\n"
    repo.write({"form.md": form})
    added = repo.commit()
    repo.write({"form.md": "# A\n\nA belt. Say it in two lines.\n\n# B\n\nRahul\n\n# C\n\nMonday\n"})
    clause = "for_each: {file: form.md}\n    require: {no_template_text: {first_version: true}}"
    repo.write({"policy.yaml": f"version: 1\npolicy: p\ncriteria:\n  - id: it\n    {clause}\n"})
    repo.commit()
    report = judge(repo.root, policy=repo.root / "policy.yaml", at="HEAD", as_of="2026-07-26")
    (seen,) = report.results[0].observations
    said = f"a sentence in line 5 of the first version of form.md ({added[:10]})"
    assert (str(seen.location), seen.message) == ("form.md:3:9", f"`Say it in two lines.` is {said}")
    assert report.evidence[f"{added}:form.md"] == repo.git("rev-parse", f"{added}:form.md")
