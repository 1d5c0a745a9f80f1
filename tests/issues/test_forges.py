"""Addresses at a forge."""

import pytest

from checker.issues.forges import Project, address_of, project_of_origin
from checker.model.location import Location

FILES = "https://github.com/acme/belt/blob/0a1b"


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("git@github.com:acme/belt.git", Project("github.com", "acme/belt", "blob")),
        ("https://gitlab.com/acme/lines/belt", Project("gitlab.com", "acme/lines/belt", "-/blob")),
        ("https://git.example.org/acme/belt", None),
        ("/srv/git/belt", None),
        ("", None),
    ],
)
def test_project_is_read_from_the_origin_where_the_kind_of_forge_is_known(url: str, expected: Project | None) -> None:
    assert project_of_origin(url) == expected


def test_files_of_a_commit_are_where_each_forge_has_them() -> None:
    assert Project("github.com", "acme/belt", "blob").files("0a1b", "part/my dms") == f"{FILES}/part/my%20dms"
    assert Project("gitlab.com", "acme/belt", "-/blob").files("0a1b") == "https://gitlab.com/acme/belt/-/blob/0a1b"


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        (Location("docs/A.md", 3, 7), f"{FILES}/docs/A.md?plain=1#L3"),
        (Location("build.yml", 3), f"{FILES}/build.yml#L3"),
        (Location("terraform/dora"), f"{FILES}/terraform/dora"),
        (Location("a b#c?d.tf", 1), f"{FILES}/a%20b%23c%3Fd.tf#L1"),
        (Location("bytes\udcff.tf"), f"{FILES}/bytes%FF.tf"),
        (Location("no\ud800name"), ""),
        (Location("."), ""),
        (Location("/etc/passwd"), ""),
        (Location("https://github.com/acme/belt/issues/1"), ""),
    ],
)
def test_line_of_a_file_has_an_address(place: Location, expected: str) -> None:
    assert address_of(FILES, place) == expected


def test_nothing_has_an_address_where_no_forge_is_known() -> None:
    assert address_of("", Location("docs/A.md", 3)) == ""
