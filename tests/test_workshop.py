"""Sentences about many documents come to the same, whether documents are seen together, one by one, or by others."""

from __future__ import annotations

import gc
import json
import os
import signal
from pathlib import Path
from typing import Any

import pytest
from kit import handed_to

from checker import Report, gather, judge, render, shelf, workshop
from checker.evaluate import parts
from checker.evaluate.limit import OutOfTimeError
from checker.messages.naming import as_found
from checker.messages.verdicts import without_waivers
from checker.model.document import Document
from checker.model.markdown import Markdown
from checker.model.observation import Outcome
from checker.model.packed import open_points
from checker.model.parts import Question

SENTENCES = {
    "files": "for_each: {file: docs/*.md}\n    require: no_placeholders",
    "files that are chosen": "for_each: {file: docs/*.md, where: {stem: {matches: '^[ab]'}}, exactly: 3}\n"
    "    require: {text: filled}",
    "links": "for_each: {link: {in: docs/*.md}, where: {to: file}}\n    require: resolves",
    "links, or none": "for_each: {link: {in: docs/*.md}, where: {to: mail}, allow_empty: true}\n    require: resolves",
    "links, of which there are none": "for_each: {link: {in: docs/*.md}, where: {to: mail}}\n    require: resolves",
    "tasks": "for_each: {task: {in: docs/*.md}}\n    require: checked",
    "tasks, so many": "for_each: {task: {in: docs/*.md}, at_most: 3}\n    require: checked",
    "sections": "for_each: {section: {in: docs/*.md}}\n    require: filled",
    "sections by their title": "for_each: {section: {in: docs/*.md, matching: '^St'}}\n    require: filled",
    "sections that must be there": "for_each: {section: {in: docs/*.md, titled: Status}}\n    require: filled",
    "code": "for_each: {code: {in: docs/*.md}}\n    require: {language: filled}",
    "lists": "for_each: {list: {in: [docs/*.md, more/*.md]}}\n    require: filled",
    "what is listed": "for_each: {entry: {in: docs/*.md}}\n    require: filled",
    "rows": "for_each: {row: {in: docs/*.md, columns: [Name]}}\n    require: {Name: filled}",
    "what is alike": "for_each: {link: {in: docs/*.md}}\n    require: {target: unique}",
    "what there is of each": "for_each: {file: docs/*.md}\n    require: {exists: {task: {}}}",
    "another document": "for_each: {file: docs/*.md}\n    require: {exists: {row: {in: docs/a.md, columns: [Name]}}}",
    "a template": "for_each: {file: docs/*.md}\n    require: {no_template_text: {template: docs/a.md}}",
    "none": "for_none: {task: {in: docs/*.md}}\n    require: {text: {contains: open}}",
    "any": "for_any: {task: {in: docs/*.md}}\n    require: checked",
    "a size": "for_each: {file: docs/*.md}\n    require: {size: {number: {at_most: 150}}}",
    "a sentence twice": "all:\n      - for_each: {link: {in: docs/*.md}}\n        require: resolves\n"
    "      - for_each: {link: {in: docs/*.md}}\n        require: resolves",
    "two sentences": "all:\n      - for_each: {task: {in: docs/*.md}}\n        require: checked\n"
    "      - for_each: {file: docs/*.md}\n        require: committed",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = tmp_path / "root"
    (root / "docs").mkdir(parents=True)
    (root / "more").mkdir()
    for n in range(30):
        name = "abcd"[n] if n < 4 else f"n{n:02}"
        text = f"# Document {n}\n\n## Status\n\nSee [the other](n{n + 1:02}.md#status) and [this](#document-{n}).\n"
        text += f"\n- [{'x' if n % 3 else ' '}] Step {n}, *open*\n- more\n" if n % 2 else ""
        text += "\nTBD by [name]\n" if n % 7 == 0 else ""
        text += "\n```\nrun\n```\n" if n % 5 == 0 else ""
        text += "\n| Name |\n|---|\n| Ann |\n" if n % 4 == 0 else ""
        text += "\n**Standing**\n" if n % 11 == 0 else ""
        (root / ("more" if n > 26 else "docs") / f"{name}.md").write_text(text)
    (root / "docs/odd.md").write_bytes(b"# Odd \xff\n")
    criteria = "".join(
        f"  - id: c{n}\n    title: {name}\n    {said}\n" for n, (name, said) in enumerate(SENTENCES.items())
    )
    (tmp_path / "policy.yaml").write_text(f"version: 1\npolicy: many\ntitle: Many\ncriteria:\n{criteria}")
    return root


def ask_only(folder: Path, name: str) -> None:
    """Has the policy be this sentence."""
    text = f"version: 1\npolicy: many\ntitle: Many\ncriteria:\n  - id: one\n    title: One\n    {SENTENCES[name]}\n"
    (folder.parent / "policy.yaml").write_text(text)


def judged(folder: Path) -> Report:
    return judge(folder, policy=folder.parent / "policy.yaml", as_of="2026-11-30")


def together(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Report:
    with monkeypatch.context() as patch:
        patch.setattr(parts, "FEWEST", 10_000)
        return judged(folder)


def test_one_by_one_it_is_the_same_to_the_byte(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        asked = handed_to(patch, workshop, "asked_of_each")
        one_by_one = judged(folder)
    whole = together(folder, monkeypatch)
    for form in ("json", "text", "html"):
        assert render(one_by_one, form, verbose=True) == render(whole, form, verbose=True)
    apart = {name for n, name in enumerate(SENTENCES) if f"c{n}" in {one.criterion for one in asked}}
    assert set(SENTENCES) - apart == {"sections that must be there", "rows", "what is alike", "none", "any"}


def test_several_processes_come_to_the_same_to_the_byte(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workshop, "ENOUGH", 1)
    monkeypatch.setattr(workshop, "AT_ONCE", 4)
    monkeypatch.setattr(workshop, "processors", lambda: 3)
    began = handed_to(monkeypatch, os, "fork")
    assert render(judged(folder), "json") == render(together(folder, monkeypatch), "json")
    assert len(began) == 3


@pytest.mark.parametrize("processes", [1, 2])
def test_a_document_that_was_at_hand_and_is_let_go_is_read_again(
    folder: Path, monkeypatch: pytest.MonkeyPatch, processes: int
) -> None:
    for n in range(4, 25):
        with (folder / f"docs/n{n:02}.md").open("a") as file:
            file.write(f"\nSee [further](n{n + 2:02}.md#status).\n")
    monkeypatch.setattr(workshop, "ENOUGH", 1)
    monkeypatch.setattr(workshop, "AT_ONCE", 4)
    monkeypatch.setattr(workshop, "KEPT", 400)
    monkeypatch.setattr(workshop, "processors", lambda: processes)
    assert render(judged(folder), "json") == render(together(folder, monkeypatch), "json")


def test_a_process_that_dies_costs_its_document_and_no_other(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ask_only(folder, "files")
    here, read = os.getpid(), vars(gather)["read_document"]

    def deadly(path: str, *given: object) -> Document:
        if path in ("docs/n05.md", "docs/n21.md"):
            assert os.getpid() != here
            os.kill(os.getpid(), signal.SIGKILL)
        found: Document = read(path, *given)
        return found

    monkeypatch.setattr(workshop, "ENOUGH", 1)
    monkeypatch.setattr(workshop, "AT_ONCE", 4)
    monkeypatch.setattr(workshop, "processors", lambda: 2)
    before = judged(folder)
    monkeypatch.setattr(gather, "read_document", deadly)
    after = judged(folder)
    (first,), (second,) = before.results, after.results
    lost = {"docs/n05.md", "docs/n21.md"}
    assert [one for one in first.observations if one.location.path not in lost] == [
        one for one in second.observations if one.location.path not in lost
    ]
    told = [(one.ok, one.message) for one in second.observations if one.location.path in lost]
    assert told == [(None, f"{path} {workshop.LOST}") for path in sorted(lost)]
    assert before.exit_code == after.exit_code == 1


def test_documents_are_let_go_when_their_part_is_known(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workshop, "KEPT", 400)
    most = 0
    take = workshop._Bench._take

    def counted(bench: workshop._Bench, path: str, document: Document) -> None:
        nonlocal most
        take(bench, path, document)
        most = max(most, sum(one.size or 0 for one in bench.shelf.documents.values()))

    monkeypatch.setattr(workshop._Bench, "_take", counted)
    assert render(judged(folder), "json") == render(together(folder, monkeypatch), "json")
    assert 0 < most <= 400


def test_the_memory_of_documents_that_were_let_go_is_given_back(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workshop, "KEPT", 400)
    alive: list[int] = []
    put = shelf.Shelf.put

    def counted(self: shelf.Shelf[str], key: str, document: Document) -> None:
        put(self, key, document)
        alive.append(sum(isinstance(one, Markdown) for one in gc.get_objects()))

    monkeypatch.setattr(shelf.Shelf, "put", counted)
    gc.collect()
    gc.disable()
    try:
        judged(folder)
    finally:
        gc.enable()
    assert len(alive) > 20
    assert max(alive) - min(alive) < 10


def test_one_finding_of_many_documents_is_waived(folder: Path) -> None:
    ask_only(folder, "tasks")
    policy, waivers = folder.parent / "policy.yaml", folder.parent / "waivers.yaml"
    rules = "people: {ann: {name: Ann}, bob: {name: Bob}}\nwaivers: {approvers: [ann], longest: 30}\n"
    policy.write_text(policy.read_text() + rules)
    first, *others = open_points(judged(folder).results[0].observations)
    pointer, words = json.dumps(first.location.pointer), json.dumps(first.words)
    waivers.write_text(
        "version: 1\nwaivers:\n  - id: W-1\n    criterion: one\n    reason: It is late\n"
        f"    at: {{file: {first.location.path}, pointer: {pointer}, words: {words}, found: {as_found(first)}}}\n"
        "    owner: bob\n    approved_by: ann\n    approved: 2026-11-29\n    until: 2026-12-09\n    issue: '#5'\n"
    )
    report = judge(folder, policy=policy, as_of="2026-11-30", waivers=waivers)
    found, told = report.results
    assert (found.outcome, told.outcome) == (Outcome.FAIL, Outcome.PASS)
    assert open_points(found.observations) == others
    assert [one.seen.location for one in report.waived] == [first.location]
    assert len(without_waivers(report).results[0].observations) == len(found.observations)
    assert open_points(without_waivers(report).results[0].observations) == [first, *others]


def test_a_document_that_takes_too_long_is_undecided_and_the_others_are_judged(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask_only(folder, "files")
    ask = vars(workshop)["asked_of_each"]

    def slow(question: Question, *given: Any, **further: Any) -> object:
        if question.path == "docs/n07.md":
            raise OutOfTimeError(60)
        return ask(question, *given, **further)

    monkeypatch.setattr(workshop, "asked_of_each", slow)
    (found,) = judged(folder).results
    late = [one for one in found.observations if one.location.path == "docs/n07.md"]
    assert [(one.ok, one.message) for one in late] == [
        (None, "judging this takes more than the 60 s that a criterion may take")
    ]
    assert {one.location.path for one in found.observations} >= {"docs/n06.md", "docs/n08.md"}


def test_what_others_lead_to_is_read_once_more_at_most(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ask_only(folder, "links")
    for n in range(4, 27):
        more = "".join(f"[there](n{to:02}.md#status)\n" for to in range(4, 27))
        (folder / f"docs/n{n:02}.md").write_text(f"# N\n\n## Status\n\n{more}")
    read = handed_to(monkeypatch, gather, "read_document")
    monkeypatch.setattr(workshop, "KEPT", 1000)
    assert render(judged(folder), "json") == render(together(folder, monkeypatch), "json")
    times = [read.count(path) for path in set(read)]
    assert max(times) <= 3, "twice by itself, and once when all are seen together"
