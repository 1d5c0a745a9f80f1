from pathlib import Path

from commands import git

from checker.sources.remote import origin_url


def test_origin_is_the_one_of_the_clone(tmp_path: Path) -> None:
    assert origin_url(tmp_path) is None
    git(tmp_path, "init", "--quiet")
    assert origin_url(tmp_path) is None
    git(tmp_path, "remote", "add", "upstream", "https://github.com/other/belt")
    git(tmp_path, "remote", "add", "origin", "git@github.com:acme/belt.git")
    assert origin_url(tmp_path) == "git@github.com:acme/belt.git"
    (tmp_path / "below").mkdir()
    assert origin_url(tmp_path / "below") == "git@github.com:acme/belt.git"


def test_configuration_elsewhere_does_not_name_the_origin(tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet")
    (tmp_path / "more").write_text('[remote "origin"]\n\turl = https://github.com/evil/belt\n', encoding="utf-8")
    git(tmp_path, "config", "include.path", str(tmp_path / "more"))
    assert origin_url(tmp_path) is None


def test_reading_the_origin_runs_nothing_of_the_repository(tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet")
    git(tmp_path, "remote", "add", "origin", "git@github.com:acme/belt.git")
    canary = f"touch '{tmp_path}/canary'"
    for key in ("core.fsmonitor", "core.pager", "core.editor", "core.sshCommand", "alias.config", "credential.helper"):
        git(tmp_path, "config", key, f"!{canary}" if key.startswith(("alias", "cred")) else canary)
    git(tmp_path, "config", "pager.config", canary)
    assert origin_url(tmp_path) == "git@github.com:acme/belt.git"
    assert not (tmp_path / "canary").exists()
