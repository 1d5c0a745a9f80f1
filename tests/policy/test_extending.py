"""Policies that build on others: what is taken over, changed and set, and every mistake in it."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest

from checker.errors import PolicyError
from checker.policy.load import load_policy
from checker.policy.rules import find_policy
from checker.policy.shipped import shipped_policies
from checker.policy.types import Policy

BASE = """\
version: 1
policy: base
repository: octo/base
parameters:
  lead: person
  parts: {type: integer, description: how many parts there are}
  sections: {type: texts, default: [Scope, Sign-Off], description: of the report}
  more: {type: documents, description: further documents}
people: {ann: {name: Ann Arbor}, bo: {name: Bo Beam}}
documents: {report: docs/report.md, other: docs/other.md}
records:
  parts: {row: {in: report, under: Parts, columns: [Name]}}
  unused: {row: {in: other, under: Parts, columns: [Name]}}
criteria:
  - id: parts-named
    title: Every part has a name
    owner: {parameter: lead}
    stage: merge
    for_each: {of: parts, exactly: {parameter: parts}}
    require: {Name: filled}
  - id: sections-there
    for_each: {section: {in: report, titled: {parameter: sections}}}
    require: filled
  - id: links-resolve
    for_each: {link: {in: [report, {parameter: more}]}, allow_empty: true}
    require: resolves
"""


def built(folder: Path, child: str, **others: str) -> Policy:
    """The policy `child.yaml` in a folder with `base.yaml` and others."""
    for name, text in {"base": BASE, "child": child, **others}.items():
        (folder / f"{name}.yaml").write_text(dedent(text), encoding="utf-8")
    file = find_policy(str(folder / "child.yaml"))
    return load_policy("child.yaml", file.data, file.beside)


def mistakes(folder: Path, child: str, **others: str) -> list[str]:
    """The mistakes in such a policy, each with its place, the folder left out."""
    with pytest.raises(PolicyError) as caught:
        built(folder, child, **others)
    return [str(one).replace(f"{folder}/", "") for one in caught.value.mistakes]


def child(extends: str = "./base.yaml", rest: str = "") -> str:
    return f"version: 1\npolicy: child\nextends: {extends}\n{rest}"


def ids(policy: Policy) -> list[str]:
    return [one.heading.id for one in policy.criteria]


def test_criteria_are_taken_over_with_everything_that_they_name(tmp_path: Path) -> None:
    policy = built(tmp_path, child())
    assert ids(policy) == ["parts-named", "sections-there", "links-resolve"]
    assert (policy.id, policy.repository, sorted(policy.people)) == ("child", "octo/base", ["ann", "bo"])


def test_the_day_and_the_names_of_sections_are_taken_over_unless_it_says_its_own(tmp_path: Path) -> None:
    base = BASE + "due: 2026-07-26\nsections: {US-1: Inventory}\n"
    taken = built(tmp_path, child(), base=base).info
    assert (taken.due, taken.sections) == ("2026-07-26", {"US-1": "Inventory"})
    own = built(tmp_path, child(rest="due: 2026-08-01\nsections: {US-2: Runbook}\n"), base=base).info
    assert (own.due, own.sections) == ("2026-08-01", {"US-2": "Runbook"})
    assert mistakes(tmp_path, child(rest="due: soon\n")) == [
        "child.yaml:4:6: `soon` stands here, expected a date such as `2026-07-26`"
    ]


def test_own_criteria_come_last(tmp_path: Path) -> None:
    rest = "criteria: [{id: report-there, require: {exists: {file: report}}}]\n"
    assert ids(built(tmp_path, child(rest=rest)))[-1] == "report-there"


def test_only_the_named_criteria_are_taken_over(tmp_path: Path) -> None:
    assert ids(built(tmp_path, child("{policy: ./base.yaml, only: [links-resolve]}"))) == ["links-resolve"]


def test_criteria_can_be_left_out(tmp_path: Path) -> None:
    assert ids(built(tmp_path, child("{policy: ./base.yaml, without: [links-resolve, parts-named]}"))) == [
        "sections-there"
    ]


def test_what_a_criterion_says_about_itself_can_be_changed(tmp_path: Path) -> None:
    change = "{parts-named: {severity: warning, stage: closure, owner: bo, title: Three parts have names}}"
    heading = built(tmp_path, child(f"{{policy: ./base.yaml, change: {change}}}")).criteria[0].heading
    said = (heading.severity.value, heading.stage.value, heading.owner, heading.title, heading.location.line)
    assert said == ("warning", "closure", "Bo Beam", "Three parts have names", 15)


def test_a_value_stands_wherever_its_parameter_does(tmp_path: Path) -> None:
    given = "{lead: ann, parts: 3, sections: [Alpha], more: [other]}"
    parts, sections, links = built(tmp_path, child(f"{{policy: ./base.yaml, with: {given}}}")).criteria
    assert parts.heading.owner == "Ann Arbor"
    assert parts.clauses[0].selection.exactly.literal == 3  # type: ignore[union-attr]
    assert sections.clauses[0].selection.selector.titled == ("Alpha",)  # type: ignore[union-attr]
    assert links.clauses[0].selection.selector.in_.paths == ("docs/report.md", "docs/other.md")  # type: ignore[union-attr]


def test_without_a_value_the_default_stands_and_else_nothing(tmp_path: Path) -> None:
    parts, sections, links = built(tmp_path, child()).criteria
    assert parts.heading.owner == ""
    assert parts.clauses[0].selection.exactly is None  # type: ignore[union-attr]
    assert sections.clauses[0].selection.selector.titled == ("Scope", "Sign-Off")  # type: ignore[union-attr]
    assert links.clauses[0].selection.selector.in_.paths == ("docs/report.md",)  # type: ignore[union-attr]


def test_own_documents_people_and_records_count_before_those_taken_over(tmp_path: Path) -> None:
    rest = """\
documents: {report: REPORT.md}
people: {ann: {name: Ann Other}}
records: {parts: {row: {in: report, under: Pieces, columns: [Name]}}}
"""
    policy = built(tmp_path, child(rest=rest))
    selection = policy.criteria[0].clauses[0].selection
    assert policy.people["ann"].name == "Ann Other"
    assert selection.selector.selection.selector.under == "Pieces"  # type: ignore[union-attr]
    assert selection.selector.selection.selector.in_.paths == ("REPORT.md",)  # type: ignore[union-attr]


def test_policies_build_on_each_other_over_several_levels(tmp_path: Path) -> None:
    middle = """\
version: 1
policy: middle
extends: {policy: ./base.yaml, only: [parts-named], with: {parts: {parameter: pieces}}}
parameters: {pieces: {type: integer, default: 4}}
"""
    policy = built(tmp_path, child("{policy: ./middle.yaml, with: {pieces: 7}}"), middle=middle)
    assert policy.criteria[0].clauses[0].selection.exactly.literal == 7  # type: ignore[union-attr]
    assert policy.criteria[0].heading.location.path.endswith("base.yaml")


def test_a_policy_builds_on_several(tmp_path: Path) -> None:
    second = "version: 1\npolicy: second\ncriteria: [{id: licence-there, require: {exists: {file: ./LICENSE}}}]\n"
    policy = built(tmp_path, child("[./base.yaml, {policy: ./second.yaml}]"), second=second)
    assert ids(policy) == ["parts-named", "sections-there", "links-resolve", "licence-there"]


def test_the_digest_is_that_of_all_files(tmp_path: Path) -> None:
    before = built(tmp_path, child())
    (tmp_path / "base.yaml").write_text(BASE + "\n", encoding="utf-8")
    file = find_policy(str(tmp_path / "child.yaml"))
    after = load_policy("child.yaml", file.data, file.beside)
    assert before.info.digest != after.info.digest
    assert [Path(one).name for one in after.info.extends] == ["base.yaml"]


def test_every_mistake_in_extending_is_told_at_once_where_it_stands(tmp_path: Path) -> None:
    extends = """
  policy: ./base.yaml
  only: [parts-named, links-resolv]
  with: {part: 2, sections: Scope, parts: ten, more: [../up.md]}
  change:
    parts-named: {severity: warn, require: filled, onwer: bo}
    sections-there: {stage: merge}"""
    rest = "criteria:\n  - {id: parts-named, require: {exists: {file: report}}}\n"
    assert mistakes(tmp_path, child(extends, rest)) == [
        "child.yaml:5:23: `./base.yaml` has no criterion `links-resolv`; did you mean `links-resolve`?",
        "child.yaml:6:10: `./base.yaml` has no parameter `part`; did you mean `parts`?",
        "child.yaml:6:29: `Scope` stands here, expected a list",
        "child.yaml:6:43: `ten` stands here, expected a whole number",
        "child.yaml:6:55: `../up.md` must be relative to the root, without `..`, backslash or drive",
        "child.yaml:8:29: `warn` stands here, expected `error`, `warning` or `note`",
        "child.yaml:8:35: `require` cannot be changed; leave the criterion out (`without`) and write one of your own",
        "child.yaml:8:52: `onwer` cannot be changed; did you mean `owner`?",
        "child.yaml:9:5: `sections-there` is changed here but not taken over",
        (
            "child.yaml:11:10: a criterion `parts-named` is taken over from base.yaml; `change` it there, "
            "or leave it out with `without`"
        ),
    ]


@pytest.mark.parametrize(
    ("extends", "said"),
    [
        ("./bsae.yaml", "child.yaml:3:10: ./bsae.yaml: there is no such policy file"),
        ("handovr", "child.yaml:3:10: no policy `handovr`; did you mean `handover`?"),
        ("./child.yaml", "child.yaml:3:10: policies build on each other in a circle, or too deep: "),
        ("{policy: ./base.yaml, onyl: [x]}", "child.yaml:3:32: unknown key `onyl`; did you mean `only`?"),
        ("{only: [x]}", "child.yaml:3:1: `policy` is missing"),
        ("[]", "child.yaml:3:10: an empty list stands here, expected the policy that this one builds on"),
        ("7", "child.yaml:3:10: `7` stands here, expected a mapping"),
    ],
)
def test_what_cannot_be_built_on_is_told(tmp_path: Path, extends: str, said: str) -> None:
    assert mistakes(tmp_path, child(extends))[0].startswith(said)


def test_mistake_in_a_policy_that_is_built_on_is_told_there(tmp_path: Path) -> None:
    base = BASE.replace("repository:", "repositry:").replace("filled", "filed", 1)
    assert mistakes(tmp_path, child("./other.yaml"), other=base) == [
        "other.yaml:3:1: unknown key `repositry`; did you mean `repository`?"
    ]


@pytest.mark.parametrize(
    ("parameters", "use", "said"),
    [
        (
            "{size: {type: integer, default: big}}",
            "{parameter: size}",
            "2:46: `big` stands here, expected a whole number",
        ),
        ("{size: whole}", "2", "2:21: `whole` stands here, expected `text`"),
        ("{size: integer}", "{parameter: siz}", "3:94: unknown parameter `siz`; did you mean `size`?"),
        ("{size: {type: date, default: soon}}", "2", "2:43: `soon` stands here, expected a date such as `2026-07-26`"),
    ],
)
def test_mistake_in_a_parameter_is_told(parameters: str, use: str, said: str) -> None:
    policy = (
        "{version: 1, policy: p,\n"
        f" parameters: {parameters},\n"
        f" criteria: [{{id: a, for_each: {{file: '*.md'}}, require: {{size: {{number: {{at_most: {use}}}}}}}}}]}}"
    )
    with pytest.raises(PolicyError) as caught:
        load_policy("p.yaml", policy.encode())
    assert str(caught.value.mistakes[0]).startswith(f"p.yaml:{said}")


def test_a_field_may_be_called_parameter() -> None:
    policy = """\
version: 1
policy: p
criteria:
  - id: a
    for_each: {row: {in: docs/a.md, columns: [parameter]}}
    require: {fields: {parameter: filled}}
"""
    (criterion,) = load_policy("p.yaml", policy.encode()).criteria
    assert [name for name, _ in criterion.clauses[0].require.fields] == ["parameter"]  # type: ignore[union-attr]


def test_two_policies_that_name_a_document_differently_need_a_word(tmp_path: Path) -> None:
    second = """\
version: 1
policy: second
documents: {report: docs/second.md}
criteria: [{id: second-there, require: {exists: {file: report}}}]
"""
    said = "`report` stands under `documents` of more than one policy; say under `documents` which one is meant"
    assert mistakes(tmp_path, child("[./base.yaml, ./second.yaml]"), second=second) == [f"child.yaml:3:24: {said}"]
    policy = built(tmp_path, child("[./base.yaml, ./second.yaml]", "documents: {report: R.md}\n"), second=second)
    assert ids(policy)[-1] == "second-there"


@pytest.mark.parametrize("name", shipped_policies())
def test_shipped_policy_stands_on_its_own(name: str) -> None:
    file = find_policy(name)
    assert load_policy(file.name, file.data, file.beside).criteria
