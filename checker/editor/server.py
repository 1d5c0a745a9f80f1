"""The language server: what an editor asks, and what it is told, over standard input and output."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from pathlib import Path

from lsprotocol import types
from pygls.lsp.server import LanguageServer
from pygls.workspace import TextDocument

from checker import __version__
from checker.editor.documents import findings_in
from checker.editor.keys import Spot, spot_at
from checker.editor.policies import is_policy, mistakes
from checker.editor.sorts import Sort, sort_of
from checker.editor.told import Told, Weight
from checker.editor.words import meaning_of, words_at
from checker.errors import ClosureCheckError
from checker.sources.repository import find_repository

PAUSE = 0.3
"""Seconds without a key pressed, after which a text is looked at."""
_SUFFIXES = frozenset({".md", ".markdown"})
_WEIGHTS: dict[Weight, types.DiagnosticSeverity] = {
    "error": types.DiagnosticSeverity.Error,
    "warning": types.DiagnosticSeverity.Warning,
    "note": types.DiagnosticSeverity.Information,
}


def serve() -> None:
    """Serves one editor until it goes."""
    make_server().start_io()


def make_server() -> LanguageServer:
    server = LanguageServer("closure-check", __version__)

    @server.feature(types.TEXT_DOCUMENT_DID_OPEN)
    async def opened(ls: LanguageServer, asked: types.DidOpenTextDocumentParams) -> None:
        await _look(ls, asked.text_document.uri)

    @server.feature(types.TEXT_DOCUMENT_DID_SAVE)
    async def saved(ls: LanguageServer, asked: types.DidSaveTextDocumentParams) -> None:
        await _look(ls, asked.text_document.uri)

    @server.feature(types.TEXT_DOCUMENT_DID_CHANGE)
    async def changed(ls: LanguageServer, asked: types.DidChangeTextDocumentParams) -> None:
        await asyncio.sleep(PAUSE)
        if ls.workspace.get_text_document(asked.text_document.uri).version == asked.text_document.version:
            await _look(ls, asked.text_document.uri)

    @server.feature(types.TEXT_DOCUMENT_DID_CLOSE)
    def closed(ls: LanguageServer, asked: types.DidCloseTextDocumentParams) -> None:
        ls.text_document_publish_diagnostics(types.PublishDiagnosticsParams(asked.text_document.uri, []))

    @server.feature(types.TEXT_DOCUMENT_COMPLETION, types.CompletionOptions(trigger_characters=[" ", "{", "["]))
    def completed(ls: LanguageServer, asked: types.CompletionParams) -> list[types.CompletionItem]:
        document = ls.workspace.get_text_document(asked.text_document.uri)
        sort = _sort(document)
        if sort is None:
            return []
        spot = _spot(document, asked.position)
        names = sort.names(spot, Path(document.path), document.lines)
        return [
            types.CompletionItem(
                one.word,
                kind=types.CompletionItemKind.Value if spot.is_value else types.CompletionItemKind.Property,
                documentation=types.MarkupContent(types.MarkupKind.Markdown, one.text) if one.text else None,
            )
            for one in words_at(spot, sort.schema(), names)
        ]

    @server.feature(types.TEXT_DOCUMENT_HOVER)
    def hovered(ls: LanguageServer, asked: types.HoverParams) -> types.Hover | None:
        document = ls.workspace.get_text_document(asked.text_document.uri)
        sort = _sort(document)
        said = meaning_of(_spot(document, asked.position), sort.schema()) if sort is not None else ""
        return types.Hover(types.MarkupContent(types.MarkupKind.Markdown, said)) if said else None

    return server


def _sort(document: TextDocument) -> Sort | None:
    return sort_of(Path(document.path), document.source)


def _spot(document: TextDocument, position: types.Position) -> Spot:
    place = document.position_codec.position_from_client_units(document.lines, position)
    return spot_at([line.rstrip("\r\n") for line in document.lines], place.line, place.character)


async def _look(ls: LanguageServer, uri: str) -> None:
    """Looks at a text, and tells the editor what is to be told of it."""
    document = ls.workspace.get_text_document(uri)
    version, path = document.version, Path(document.path)
    texts = {Path(one.path): one.source for one in ls.workspace.text_documents.values()}
    found = await asyncio.to_thread(_seen, path, document.source, texts)
    if document.version == version:
        told = [_diagnostic(one, document) for one in found]
        ls.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, told, version))


def _seen(path: Path, text: str, texts: dict[Path, str]) -> tuple[Told, ...]:
    """What is to be told of a text. Where it cannot be judged, that is told at its first line."""
    try:
        return tuple(_told(path, text, texts))
    except ClosureCheckError as error:
        return (Told(0, 0, 0, f"it cannot be judged: {error}", "warning"),)


def _told(path: Path, text: str, texts: dict[Path, str]) -> Iterable[Told]:
    if is_policy(path, text):
        repository = find_repository(path.parent)
        return mistakes(text, path, repository.root if repository is not None else path.parent)
    return findings_in(path, text, texts) if path.suffix.lower() in _SUFFIXES else ()


def _diagnostic(one: Told, document: TextDocument) -> types.Diagnostic:
    """With its place in the units of the client, UTF-16 where it does not say otherwise."""
    start, end = types.Position(one.line, one.start), types.Position(one.line, one.end)
    where = document.position_codec.range_to_client_units(document.lines, types.Range(start, end))
    return types.Diagnostic(where, one.message, _WEIGHTS[one.weight], code=one.code or None, source="closure-check")
