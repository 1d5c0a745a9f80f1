"""The language server against a client of another project, over standard input and output."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from commands import CLEAN, PROJECT, closure_check, repository
from lsprotocol import types
from pygls.lsp.client import LanguageClient

POLICY = """version: 1
policy: pump
people:
  mira: {name: Mira Sato}
documents:
  report: docs/report.md
criteria:
  - id: owners-named
    title: Every action 🚰 has an owner
    owner: mira
    for_each: {row: {in: report, under: Actions, columns: [Action, Owner]}}
    require: {Owner: filled}
  - id: no-placeholders
    severity: warning
    for_each: {file: docs/report.md}
    require: no_placeholders
  - id: issues-open
    for_each: {row: {in: report, under: Actions, columns: [Action, Owner]}}
    require: {Action: {issue: {state: open}}}
"""
REPORT = "# Report\n\n## Actions\n\n| Action | Owner |\n|---|---|\n| 🚰 Seal #7 | Mira |\n"


class Client:
    """A client of pygls that keeps what it is told, by file."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.told: asyncio.Queue[Any] = asyncio.Queue()
        self.client: Any = LanguageClient("tests", "1")

        def tell(told: Any) -> None:
            self.told.put_nowait(told)

        self.client.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)(tell)
        self.version = 1

    def uri(self, path: str) -> str:
        return (self.folder / path).as_uri()

    def open(self, path: str, text: str) -> None:
        item = types.TextDocumentItem(self.uri(path), "plaintext", self.version, text)
        self.client.text_document_did_open(types.DidOpenTextDocumentParams(item))

    def type(self, path: str, text: str) -> None:
        """Has another text in an open document."""
        self.version += 1
        about = types.VersionedTextDocumentIdentifier(self.version, self.uri(path))
        whole = types.TextDocumentContentChangeWholeDocument(text)
        self.client.text_document_did_change(types.DidChangeTextDocumentParams(about, [whole]))

    async def diagnostics(self) -> list[tuple[str, int, str, str | None]]:
        """What is told next: the range, the severity, the message and the code of each."""
        told = await asyncio.wait_for(self.told.get(), 60)
        return [(_range(one), int(one.severity), one.message, one.code) for one in told.diagnostics]

    async def completions(self, path: str, line: int, character: int) -> list[str]:
        about = types.TextDocumentIdentifier(self.uri(path))
        asked = types.CompletionParams(about, types.Position(line, character))
        return [one.label for one in await self.client.text_document_completion_async(asked)]

    async def hover(self, path: str, line: int, character: int) -> str:
        about = types.TextDocumentIdentifier(self.uri(path))
        said = await self.client.text_document_hover_async(types.HoverParams(about, types.Position(line, character)))
        return str(said.contents.value) if said is not None else ""


def _range(one: Any) -> str:
    start, end = one.range.start, one.range.end
    return f"{start.line}:{start.character}-{end.line}:{end.character}"


@asynccontextmanager
async def served(folder: Path) -> AsyncIterator[Client]:
    """A server and its client, which says goodbye at the end."""
    made = Client(folder)
    environment = {**CLEAN, "PYTHONPATH": str(PROJECT)}
    command = [sys.executable, "-P", "-m", "checker", "lsp"]
    await made.client.start_io(*command, cwd=folder, env=environment)
    asked = types.InitializeParams(types.ClientCapabilities(), root_uri=folder.as_uri())
    said = await made.client.initialize_async(asked)
    assert said.server_info.name == "closure-check"
    made.client.initialized(types.InitializedParams())
    yield made
    await made.client.shutdown_async(None)
    made.client.exit(None)
    await asyncio.wait_for(made.client._server.wait(), 60)
    assert made.client._server.returncode == 0


@pytest.fixture
def house(tmp_path: Path) -> Path:
    files = {"policy.yaml": POLICY, "docs/report.md": REPORT, ".closure-check.yaml": "policies: [policy.yaml]\n"}
    return repository(tmp_path / "house", files)


def talk(house: Path, say: Callable[[Client], Coroutine[Any, Any, None]]) -> None:
    async def whole() -> None:
        async with served(house) as client:
            await say(client)

    asyncio.run(whole())


def test_mistakes_in_a_policy_are_told_as_one_types(house: Path) -> None:
    async def say(client: Client) -> None:
        client.open("policy.yaml", POLICY)
        assert await client.diagnostics() == []
        client.type("policy.yaml", POLICY.replace("no_placeholders", "no_placeholder"))
        said = (
            "`no_placeholder` is no requirement; write `no_placeholders` (the word itself is `equals: no_placeholder`)"
        )
        assert await client.diagnostics() == [("15:13-15:27", 1, said, None)]
        client.type("policy.yaml", POLICY)
        assert await client.diagnostics() == []
        client.type("policy.yaml", POLICY.replace("title: Every action 🚰 has an owner", "{title: 🚰, ttle: x}"))
        assert [one[:2] for one in await client.diagnostics()] != []

    talk(house, say)


def test_places_are_told_in_the_units_of_the_protocol(house: Path) -> None:
    text = POLICY.replace("{row: {in: report", "{row: {in: '🚰', in2: report", 1)

    async def say(client: Client) -> None:
        client.open("policy.yaml", text)
        places = [one[0] for one in await client.diagnostics()]
        # The key `in2` stands one code unit further on than its code points tell.
        line = text.split("\n")[10]
        units = len(line[: line.index("in2")].encode("utf-16-le")) // 2
        assert f"10:{units}-10:{units + 3}" in places

    talk(house, say)


def test_findings_in_a_document_are_told_as_one_types(house: Path) -> None:
    async def say(client: Client) -> None:
        client.open("docs/report.md", REPORT)
        assert await client.diagnostics() == []
        client.type("docs/report.md", REPORT.replace("| Mira |", "|  |") + "\nTBD\n")
        assert await client.diagnostics() == [
            ("6:15-6:16", 1, "`Owner` of 🚰 Seal #7 is not filled: empty", "owners-named"),
            ("8:0-8:3", 2, "`TBD` is a word that says something is missing", "no-placeholders"),
        ]
        client.type("docs/report.md", REPORT)
        assert await client.diagnostics() == []
        assert (house / "docs" / "report.md").read_text() == REPORT

    talk(house, say)


def test_document_that_no_policy_names_has_no_findings(house: Path) -> None:
    (house / "notes.md").write_text("TBD\n")

    async def say(client: Client) -> None:
        client.open("notes.md", "TBD\n")
        assert await client.diagnostics() == []

    talk(house, say)


def test_policy_that_is_wrong_is_said_in_the_document(house: Path) -> None:
    (house / "policy.yaml").write_text("version: 1\npolicy: pump\ncriteria: [{id: a}]\n")

    async def say(client: Client) -> None:
        client.open("docs/report.md", REPORT)
        ((place, severity, said, _),) = await client.diagnostics()
        assert (place, severity) == ("0:0-0:0", 2)
        assert said.startswith("it cannot be judged: policy.yaml:3:")

    talk(house, say)


def test_what_may_stand_at_a_place_is_completed(house: Path) -> None:
    async def say(client: Client) -> None:
        client.open("policy.yaml", POLICY)
        await client.diagnostics()
        text = POLICY + "  - id: more\n    \n    owner: \n    for_each: {}\n    severity: \n    require: {}\n"
        text += "formats:\n  a/b.conf: \n  '**/*.tpl': \n"
        client.type("policy.yaml", text)
        await client.diagnostics()
        line = POLICY.count("\n")
        assert {"title", "owner", "for_each", "require"} <= set(await client.completions("policy.yaml", line + 1, 4))
        assert "mira" in await client.completions("policy.yaml", line + 2, 11)
        assert {"row", "file", "signature"} <= set(await client.completions("policy.yaml", line + 3, 15))
        assert {"error", "warning", "note"} <= set(await client.completions("policy.yaml", line + 4, 14))
        assert {"exists", "no_placeholders", "Owner"} <= set(await client.completions("policy.yaml", line + 5, 14))
        assert {"ini", "json5", "markdown"} <= set(await client.completions("policy.yaml", line + 7, 12))
        assert {"ini", "json5", "markdown"} <= set(await client.completions("policy.yaml", line + 8, 14))
        assert "report" in await client.completions("policy.yaml", 10, 27)
        assert {"people", "documents", "criteria"} <= set(await client.completions("policy.yaml", 1, 0))

    talk(house, say)


def test_braces_may_be_open_over_several_lines(house: Path) -> None:
    more = """\
  - id: more
    title: 'a } and a { in quotation marks'
    for_each: {
      row: {in: report, under: "Actions {all}", # a comment with {
        columns: [Action,
          Owner]},
      where: {
        Owner: {per}
      }
    }
    require: {Owner: filled}
  - {id: last, severity: note,
     require: {exi}}
  - id: unclosed
    for_each: {row: {in: report
    owner: mi
"""
    rows = {line.strip(): n for n, line in enumerate((POLICY + more).split("\n")) if n >= POLICY.count("\n")}

    async def say(client: Client) -> None:
        client.open("policy.yaml", POLICY)
        await client.diagnostics()
        client.type("policy.yaml", POLICY + more)
        await client.diagnostics()
        assert {"where", "allow_empty"} <= set(await client.completions("policy.yaml", rows["where: {"], 6))
        assert {"person", "filled"} <= set(await client.completions("policy.yaml", rows["Owner: {per}"], 19))
        after = await client.completions("policy.yaml", rows["require: {Owner: filled}"], 4)
        assert {"for_each", "owner"} <= set(after)
        assert "exists" in await client.completions("policy.yaml", rows["require: {exi}}"], 18)
        assert "note" in await client.completions("policy.yaml", rows["- {id: last, severity: note,"], 29)
        # What is left open ends where a line is indented no further.
        assert "mira" in await client.completions("policy.yaml", rows["owner: mi"], 13)

    talk(house, say)


def test_words_of_the_settings_of_waivers_and_of_cases_are_completed(house: Path) -> None:
    settings = "policies: [policy.yaml]\nstage: \nskip: [no]\n"
    waivers = "version: 1\nwaivers:\n  - id: W-1\n    criterion: own\n    approved_by: m\n    \n"
    cases = "cases:\n  - case: all is well\n    files: {}\n    expect: {}\n    \n"

    async def say(client: Client) -> None:
        client.open(".closure-check.yaml", settings)
        assert {"commit", "merge", "closure"} <= set(await client.completions(".closure-check.yaml", 1, 7))
        assert {"owners-named", "no-placeholders"} <= set(await client.completions(".closure-check.yaml", 2, 9))
        assert "handover" in await client.completions(".closure-check.yaml", 0, 11)
        assert {"issues", "fail_on"} <= set(await client.completions(".closure-check.yaml", 1, 0))
        assert (await client.hover(".closure-check.yaml", 1, 2)).startswith("The moment that is judged")
        client.open("waivers.yaml", waivers)
        assert "owners-named" in await client.completions("waivers.yaml", 3, 18)
        assert await client.completions("waivers.yaml", 4, 18) == ["mira"]
        assert {"until", "reason", "at"} <= set(await client.completions("waivers.yaml", 5, 4))
        client.open("policy.cases.yaml", cases)
        assert "report" in await client.completions("policy.cases.yaml", 2, 12)
        assert {"owners-named", "issues-open"} <= set(await client.completions("policy.cases.yaml", 3, 13))
        assert {"issues", "stage", "as_of"} <= set(await client.completions("policy.cases.yaml", 4, 4))

    talk(house, say)


def test_meaning_of_a_word_is_shown(house: Path) -> None:
    async def say(client: Client) -> None:
        client.open("policy.yaml", POLICY)
        await client.diagnostics()
        assert (await client.hover("policy.yaml", 10, 17)).startswith("The rows of a table, each with its columns")
        assert (await client.hover("policy.yaml", 13, 6)).startswith("How much it matters")
        assert "slot" in await client.hover("policy.yaml", 15, 16)
        assert await client.hover("policy.yaml", 8, 14) == ""

    talk(house, say)


def test_extra_that_is_missing_is_named_with_the_remedy(house: Path) -> None:
    program = (
        "import sys; sys.modules['pygls'] = None; from checker.__main__ import main; sys.argv[1:] = ['lsp']; main()"
    )
    environment = {**CLEAN, "PYTHONPATH": str(PROJECT)}
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=house, env=environment, capture_output=True, check=False, input=b""
    )
    said = "lsp needs pygls: pip install 'pygls>=2' beside closure-check\n"
    assert (done.returncode, done.stdout, done.stderr.decode()) == (2, b"", said)


def test_check_imports_nothing_of_it(house: Path) -> None:
    ran = closure_check(house, "check", "--offline", "--as-of", "2026-07-26", "--format", "json")
    assert json.loads(ran.out)["policy"] == "pump"
    program = (
        "import sys, checker.cli; sys.exit(any(one.startswith(('pygls', 'checker.editor')) for one in sys.modules))"
    )
    environment = {**CLEAN, "PYTHONPATH": str(PROJECT)}
    assert subprocess.run([sys.executable, "-c", program], env=environment, check=False).returncode == 0
