import pytest

from checker.issues.remotes import project_of_remote


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://github.com/acme/belt.git", ("github.com", "acme/belt")),
        ("https://github.com/acme/belt/", ("github.com", "acme/belt")),
        ("https://token@GitHub.com/acme/belt", ("github.com", "acme/belt")),
        ("https://user:pass@git.acme.org:8443/acme/belt.git", ("git.acme.org:8443", "acme/belt")),
        ("ssh://git@github.com/acme/belt.git", ("github.com", "acme/belt")),
        ("ssh://git@git.acme.org:2222/acme/belt.git", ("git.acme.org", "acme/belt")),
        ("ssh://git@ssh.github.com:443/acme/belt.git", ("github.com", "acme/belt")),
        ("git@github.com:acme/belt.git", ("github.com", "acme/belt")),
        ("github.com:acme/belt", ("github.com", "acme/belt")),
        ("git@gitlab.com:acme/sub/belt.git", ("gitlab.com", "acme/sub/belt")),
        ("https://github.com.evil.example/acme/belt", ("github.com.evil.example", "acme/belt")),
        ("https://github.com@evil.example/acme/belt", ("evil.example", "acme/belt")),
        ("https://github.com", None),
        ("https://github.com/acme", None),
        ("/srv/git/belt.git", None),
        ("../belt.git", None),
        ("file:///srv/git/belt.git", None),
        ("C:/git/belt", None),
        ("--upload-pack=evil", None),
        ("", None),
    ],
)
def test_remote_names_host_and_project(url: str, expected: tuple[str, str] | None) -> None:
    assert project_of_remote(url) == expected
