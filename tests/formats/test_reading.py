"""In which format files are read: as a policy says it, each policy for itself, and the same with what is kept."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from commands import git
from kit import judge as judge_text
from kit import mistakes_in

from checker import judge, recall, render
from checker.replay import Place
from checker.store import Store

POLICY = """\
version: 1
policy: trial
documents: {{settings: config/app.conf}}
formats: {formats}
criteria:
  - {{id: level, for_each: {{value: {{in: settings, at: level}}}}, require: {{text: [info, warn]}}}}
"""
NO_DATA = "?? config/app.conf config/app.conf is not read as data, such as YAML, JSON, TOML, INI or XML"


@pytest.mark.parametrize(
    ("formats", "said"),
    [
        ("{settings: yaml}", ["pass", "ok config/app.conf:1:8 `text` of `level` is `info`"]),
        ("{config/app.conf: toml, 'config/*': yaml}", ["??", "is missing after the key"]),
        ("{'config/*.conf': yaml, '**/*.json': jsonc}", ["pass", "ok config/app.conf:1:8 `text` of `level` is `info`"]),
        (
            "{'config/*.conf': yaml, '**/app.*': toml}",
            ["unknown", "is to be read as `yaml` (`config/*.conf`) and `toml` (`**/app.*`)"],
        ),
        ("{'*.conf': yaml}", ["unknown", NO_DATA]),
        ("{}", ["unknown", NO_DATA]),
    ],
)
def test_policy_says_in_which_format_a_file_is_read(formats: str, said: list[str]) -> None:
    (found,) = judge_text(POLICY.format(formats=formats), {"config/app.conf": "level: info\n"}).values()
    if said[0] == "??":
        assert found[0] == "unknown"
        assert "yaml" not in found[1]
    else:
        assert (found[0], said[1] in found[1]) == (said[0], True), found


@pytest.mark.parametrize(
    ("formats", "said"),
    [
        ("{settings: jaml}", ["4:21: `jaml` stands here, expected a format; did you mean `yaml`?"]),
        ("{config/: yaml}", ["4:11: `config/` is a folder; for all files in it, write `config/**`"]),
        ("{setings: yaml}", ["4:11: unknown document `setings`; did you mean `settings`?"]),
        (
            "{settings: yaml, config/app.conf: text}",
            ["4:44: `config/app.conf` is to be read as `yaml` already; say it once"],
        ),
        ("{../a: yaml}", ["4:11: `../a` must be relative to the root, without `..`, backslash or drive"]),
        ("[yaml]", ["4:10: a list stands here, expected a mapping"]),
    ],
)  # fmt: skip
def test_mistake_in_a_format_is_told_at_its_place(formats: str, said: list[str]) -> None:
    assert mistakes_in(POLICY.format(formats=formats)) == said


def test_handover_without_a_suffix_is_read_as_markdown() -> None:
    policy = """\
version: 1
policy: trial
formats: {./Handover: markdown}
criteria:
  - {id: it, for_each: {row: {in: ./Handover, columns: [Owner]}}, require: {Owner: filled}}
"""
    text = "# Handover\n\n| Owner |\n|---|\n| Ann |\n"
    assert judge_text(policy, {"Handover": text}) == {
        "it": ["pass", "ok Handover:5:3 `Owner` of Ann is filled"],
    }


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "root"
    (folder / "docs").mkdir(parents=True)
    (folder / "app.conf").write_text("level: info\n")
    for n in range(22):
        (folder / f"docs/a{n:02}.md").write_text(f"# A\n\n[other](b{n:02}.md#b)\n")
        (folder / f"docs/b{n:02}.md").write_text("# B\n")
    git(folder, "init", "--quiet")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "begin")
    return folder


@pytest.fixture(autouse=True)
def nothing_stays() -> Iterator[None]:
    yield
    recall.forget()


LINKS = "{id: links, for_each: {link: {in: 'docs/a*.md'}}, require: resolves}"
LEVEL = "{id: level, for_each: {value: {in: ./app.conf, at: level}}, require: {text: info}}"


def written(root: Path, name: str, formats: str, *criteria: str) -> Path:
    path = root.parent / f"{name}.yaml"
    listed = "\n".join(f"  - {one}" for one in criteria)
    path.write_text(f"version: 1\npolicy: {name}\nformats: {formats}\ncriteria:\n{listed}\n")
    return path


def outcomes(root: Path, *policies: Path, store: Place | None = None) -> dict[str, str]:
    if store is not None:
        recall.use(Store(store))
    try:
        report = judge(root, policy=policies, as_of="2026-11-30")
        assert render(report)
        return {f"{one.policy}/{one.criterion.id}": str(one.outcome) for one in report.results}
    finally:
        recall.forget()


def test_each_policy_of_a_run_sees_files_as_it_says(root: Path) -> None:
    yaml = written(root, "yaml", "{./app.conf: yaml}", LEVEL)
    toml = written(root, "toml", "{./app.conf: toml}", LEVEL)
    plain = written(root, "plain", "{}", LEVEL, LINKS)
    by_itself = {**outcomes(root, yaml), **outcomes(root, toml), **outcomes(root, plain)}
    assert by_itself == {
        "yaml/level": "pass",
        "toml/level": "unknown",
        "plain/level": "unknown",
        "plain/links": "pass",
    }
    assert outcomes(root, plain, toml, yaml) == by_itself


def test_what_is_kept_of_files_read_one_way_is_not_said_of_another(root: Path) -> None:
    store = Place(str(root.parent / "cache"), bytes(range(32)))
    time.sleep(0.03)
    # What links can reach is known of the documents beside by then.
    assert outcomes(root, written(root, "links", "{}", LINKS), store=store) == {"links/links": "pass"}
    as_text = written(root, "links", "{'docs/b*.md': text}", LINKS)
    assert outcomes(root, as_text, store=store) == outcomes(root, as_text) == {"links/links": "unknown"}
    as_named = written(root, "links", "{}", LINKS, LEVEL)
    assert outcomes(root, as_named, store=store) == {"links/links": "pass", "links/level": "unknown"}
    level = written(root, "links", "{./app.conf: yaml}", LINKS, LEVEL)
    assert outcomes(root, level, store=store) == {"links/links": "pass", "links/level": "pass"}


def test_what_a_policy_builds_on_says_formats_for_it_too(root: Path) -> None:
    base = written(root, "base", "{./app.conf: yaml}", LEVEL)
    own = root.parent / "own.yaml"
    own.write_text(f"version: 1\npolicy: own\nextends: ./{base.name}\n")
    assert outcomes(root, own) == {"own/level": "pass"}
    own.write_text(f"version: 1\npolicy: own\nextends: ./{base.name}\nformats: {{./app.conf: toml}}\n")
    assert outcomes(root, own) == {"own/level": "unknown"}


def test_what_became_of_a_heading_is_told_of_a_file_that_the_policy_calls_markdown(root: Path) -> None:
    (root / "Handover").write_text("# Handover\n\n## Open\n\nNothing.\n")
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message", "hand over")
    (root / "Handover").write_text("# Handover\n\n## Still to do\n\nNothing.\n")
    section = "{id: open, for_each: {section: {in: ./Handover, titled: Open}}, require: filled}"
    report = judge(root, policy=written(root, "handover", "{./Handover: markdown}", section), as_of="2026-11-30")
    assert "Still to do" in render(report)
