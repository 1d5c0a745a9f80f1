"""Which repositories are meant: lists, folders, lines of standard input, and what is wrong with them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from commands import git, repository

from checker.data.yaml import read_yaml
from checker.errors import ClosureCheckError, UsageError
from checker.fleet.entries import GivenEntry
from checker.fleet.mirrors import mirror_of
from checker.fleet.places import Place, places_of
from checker.fleet.schema import fleet_schema
from checker.model.data import Node
from checker.model.report import Stage

NOTHING = GivenEntry()
LIST = """\
version: 1
defaults: {policy: handover, issues: 'issues/{name}.json', owner: raja, stage: merge}
repositories:
  - clones/belt
  - {at: https://example.org/acme/hall.git, revision: v1.2, owner: maya}
  - {at: 'git@example.org:acme/feed.git', name: feeder, policy: [rules.yaml, handover], folder: docs, tracker: ask}
  - {at: other/belt}
"""


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_list_says_what_holds_for_all_and_for_each(here: Path) -> None:
    (here / "rules.yaml").write_text("", encoding="utf-8")
    (here / "fleet.yaml").write_text(LIST, encoding="utf-8")
    said: dict[str, Any] = {"stage": Stage.MERGE, "owner": "raja", "policies": ("handover",)}
    assert places_of("fleet.yaml", NOTHING) == (
        Place("belt", f"{here}/clones/belt", issues=f"{here}/issues/belt.json", **said),
        Place(
            "hall",
            "https://example.org/acme/hall.git",
            "v1.2",
            issues=f"{here}/issues/hall.json",
            **said | {"owner": "maya"},
        ),
        Place(
            "feeder",
            "git@example.org:acme/feed.git",
            folder="docs",
            issues=f"{here}/issues/feeder.json",
            asks=True,
            **said | {"policies": (f"{here}/rules.yaml", "handover")},
        ),
        Place("belt-2", f"{here}/other/belt", issues=f"{here}/issues/belt-2.json", **said),
    )


def test_list_is_as_its_schema_says() -> None:
    node = read_yaml("fleet.yaml", LIST)
    assert isinstance(node, Node)
    jsonschema.validate(json.loads(json.dumps(node.plain)), fleet_schema())
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"version": 1, "repositories": [{"at": "x", "revison": "y"}]}, fleet_schema())


def test_what_the_caller_says_holds_where_a_list_says_nothing(here: Path) -> None:
    (here / "fleet.yaml").write_text("version: 1\nrepositories: [a, {at: b, revision: v1}]\n", encoding="utf-8")
    found = places_of("fleet.yaml", GivenEntry(revision="main", policy=("handover",)))
    assert [(one.name, one.revision, one.policies) for one in found] == [
        ("a", "main", ("handover",)),
        ("b", "v1", ("handover",)),
    ]


def test_folder_means_the_repositories_in_it(here: Path) -> None:
    repository(here / "repos" / "belt", {"a.md": "# A\n"})
    git(here, "clone", "--quiet", "--bare", "repos/belt", "repos/hall.git")
    (here / "repos" / "notes").mkdir()
    (here / "repos" / "link").symlink_to(here / "repos" / "belt")
    assert [(one.name, one.at) for one in places_of("repos", NOTHING)] == [
        ("belt", f"{here}/repos/belt"),
        ("hall", f"{here}/repos/hall.git"),
    ]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("version: 1\nrepositories: []\n", "`fleet.yaml` names no repository, so there is nothing to judge"),
        ("repositories: [a]\n", "fleet.yaml:1:1: `version` is missing"),
        (
            "version: 1\nrepositories: [{at: a, revison: b}]\n",
            "fleet.yaml:2:24: unknown key `revison`; did you mean `revision`?",
        ),
        ("version: 1\nrepositories:\n  - {name: a}\n", "fleet.yaml:3:5: `at` is missing"),
        (
            "version: 1\nrepositories: [5]\n",
            "fleet.yaml:2:16: `5` stands here, expected a place or a mapping with `at`",
        ),
        (
            "version: 1\nrepositories: [{at: a, policy: handver}]\n",
            "fleet.yaml:2:32: `handver` is neither a policy that ships nor a file, as seen from here",
        ),
        ("version: 1\ndefaults: {stage: soon}\nrepositories: [a]\n", "fleet.yaml:2:19: `soon` stands here"),
    ],
    ids=["empty", "version", "key", "at", "number", "policy", "stage"],
)
def test_mistake_in_a_list_is_named_with_its_place(here: Path, text: str, says: str) -> None:
    (here / "fleet.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(ClosureCheckError) as caught:
        places_of("fleet.yaml", NOTHING)
    assert says in str(caught.value)


def test_folder_without_repositories_is_refused(here: Path) -> None:
    (here / "repos").mkdir()
    with pytest.raises(ClosureCheckError, match="`repos` holds no git repository"):
        places_of("repos", NOTHING)


@pytest.mark.parametrize(
    ("entry", "says"),
    [
        ("{at: hall, name: ../../escaped}", "fleet.yaml:3:22: `../../escaped` is no name of a repository"),
        ("{at: hall, name: ''}", "fleet.yaml:3:22: an empty text is no name of a repository"),
        ('{at: hall, name: "nul\\0"}', "fleet.yaml:3:22: `name` holds a character that nobody sees"),
        ('{at: hall, owner: "\\e[2J"}', "fleet.yaml:3:23: `owner` holds a character that nobody sees"),
        ("{at: 'https://ann:secret@example.org/x'}", "fleet.yaml:3:10: an address with a user or a password in it"),
        ("{at: 'https://ghp_secret@example.org/x'}", "fleet.yaml:3:10: an address with a user or a password in it"),
    ],
)  # fmt: skip
def test_what_cannot_be_told_is_refused_without_telling_it(here: Path, entry: str, says: str) -> None:
    (here / "fleet.yaml").write_text(f"version: 1\nrepositories:\n  - {entry}\n", encoding="utf-8")
    with pytest.raises(ClosureCheckError) as caught:
        places_of("fleet.yaml", NOTHING)
    assert str(caught.value).startswith(says)
    assert "secret" not in str(caught.value)


def test_each_of_one_name_has_a_recording_of_its_own(here: Path) -> None:
    text = "version: 1\ndefaults: {issues: '{name}.json'}\nrepositories: [a/belt, b/belt, {at: c, name: acme/belt}]\n"
    (here / "fleet.yaml").write_text(text, encoding="utf-8")
    found = [one.issues for one in places_of("fleet.yaml", NOTHING)]
    assert found == [f"{here}/belt.json", f"{here}/belt-2.json", f"{here}/acme/belt.json"]


def test_links_and_folders_of_others_are_no_mirrors(here: Path) -> None:
    address = f"file://{here}/belt"
    repository(here / "belt", {"notes.md": "# Notes\n"})
    mirror = mirror_of(address, here / "mirrors", 60)
    victim, lock = here / "victim", mirror.with_suffix(".lock")
    victim.write_text("precious", encoding="utf-8")
    lock.unlink()
    lock.symlink_to(victim)
    with pytest.raises(UsageError, match="cannot be fetched: too many levels of symbolic links"):
        mirror_of(address, here / "mirrors", 60)
    assert victim.read_text(encoding="utf-8") == "precious"
    lock.unlink()
    mirror.rename(here / "elsewhere")
    mirror.symlink_to(here / "elsewhere")
    with pytest.raises(UsageError, match="is a symbolic link, into which nothing is fetched; take it away"):
        mirror_of(address, here / "mirrors", 60)
    (here / "mirrors").chmod(0o777)
    with pytest.raises(UsageError, match="may be written to by everybody, so its mirrors are not believed"):
        mirror_of(address, here / "mirrors", 60)
