"""The page on the library does what it says: its files are written, its sessions are run in their order."""

from __future__ import annotations

import doctest
from pathlib import Path

import pytest
from pages import DOCS, fences


def test_sessions_answer_what_the_page_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    text = (DOCS / "library.md").read_text(encoding="utf-8")
    runner, known, said = doctest.DocTestRunner(), dict[str, object](), list[str]()
    for fence in fences(text):
        if fence.purpose:
            (tmp_path / fence.path).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / fence.path).write_text(fence.content, encoding="utf-8")
        elif fence.language == "python":
            session = doctest.DocTestParser().get_doctest(fence.content, known, "library.md", None, fence.line)
            runner.run(session, out=said.append, clear_globs=False)
            known = session.globs
    assert said == [], "\n".join(said)
    assert runner.summarize(verbose=False).attempted > 5
