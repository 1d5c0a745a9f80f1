"""The book: one line for each repository and run, whole whatever happens, and read again."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from fleets import outcome

from checker.errors import UsageError
from checker.fleet.book import Book, Run
from checker.fleet.judging import KNOWN, Key, Outcome, failed
from checker.fleet.places import Place

NOW = "2026-07-26T10:00:00Z"


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    opened = Book(tmp_path / "book.sqlite", is_new=True)
    yield opened
    opened.close()


def begun(book: Book, digest: str = "d") -> Run:
    return book.begin(day="2026-07-26", tool="0.1.0", digest=digest, places=2, now=NOW)


def place(name: str) -> Place:
    return Place(name, f"/repos/{name}", owner="raja")


def test_what_became_of_a_repository_is_read_again(book: Book) -> None:
    run = begun(book)
    book.put(run, place("belt"), outcome("belt", "not-met", finished="fail", dated="pass"))
    book.put(run, place("hall"), failed("hall", "is gone"))
    (belt, hall) = book.lines(run)
    assert (belt.place, belt.outcome.verdict, belt.outcome.key) == (place("belt"), "not-met", Key("c", "p", "e"))
    assert [(one.id, one.outcome) for one in belt.outcome.criteria] == [("finished", "fail"), ("dated", "pass")]
    assert (hall.outcome.state, hall.outcome.message, hall.outcome.key) == ("failed", "is gone", None)
    assert (book.report(run, "belt"), book.report(run, "hall")) == (b"r", None)
    assert book.counts(run) == {"failed": 1, "not-met": 1}


def test_repository_is_counted_once_in_a_run(book: Book) -> None:
    run = begun(book)
    for _ in range(2):
        book.put(run, place("belt"), outcome("belt"))
    assert len(list(book.lines(run))) == 1


def test_run_that_was_given_up_is_gone_on_with(book: Book) -> None:
    run = begun(book)
    book.put(run, place("belt"), outcome("belt"))
    assert begun(book) == run
    assert book.done(run) == {"belt"}
    book.end(run, NOW)
    assert begun(book).number == run.number + 1


def test_run_that_asks_for_something_else_begins_anew(book: Book) -> None:
    assert begun(book, "another").number == begun(book).number - 1


def test_what_is_known_is_written_down_with_when_it_was_judged(book: Book) -> None:
    first = begun(book)
    book.put(first, place("belt"), outcome("belt", "not-met", finished="fail"))
    book.end(first, NOW)
    assert book.known("belt") == {Key("c", "p", "e")}
    second = begun(book)
    book.put(second, place("belt"), Outcome("belt", KNOWN, key=Key("c", "p", "e"), done="later"))
    (line,) = book.lines(second)
    assert (line.outcome.state, line.outcome.verdict, line.outcome.done) == ("known", "not-met", NOW)
    assert book.report(second, "belt") == b"r"


def test_failure_is_never_known(book: Book) -> None:
    run = begun(book)
    book.put(run, place("belt"), failed("belt", "is gone"))
    assert book.known("belt") == frozenset()


def test_full_disk_is_said_and_what_is_written_stays(book: Book) -> None:
    run = begun(book)
    book.put(run, place("belt"), outcome("belt"))
    pages = book._base.execute("PRAGMA page_count").fetchone()[0]
    book._base.execute(f"PRAGMA max_page_count = {pages}")
    large = Outcome("hall", "judged", key=Key("c", "p", "e"), verdict="met", report=b"x" * 100_000)
    with pytest.raises(UsageError, match="database or disk is full; what is written so far is whole"):
        book.put(run, place("hall"), large)
    assert [one.place.name for one in book.lines(run)] == ["belt"]


def test_file_that_is_no_book_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "notes.md"
    path.write_text("# Notes\n" * 200, encoding="utf-8")
    with pytest.raises(UsageError, match="file is not a database"):
        Book(path, is_new=True)
    assert path.read_text(encoding="utf-8").startswith("# Notes")
    with pytest.raises(UsageError, match="is not there"):
        Book(tmp_path / "none.sqlite", is_new=False)


def test_file_of_another_program_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "other.sqlite"
    with closing(sqlite3.connect(path)) as base:
        base.executescript("CREATE TABLE runs (x); PRAGMA user_version = 1;")
    before = path.read_bytes()
    for is_new in (True, False):
        with pytest.raises(UsageError, match="is no book of a fleet in version 1; name another file"):
            Book(path, is_new=is_new)
    assert path.read_bytes() == before


def test_two_that_begin_at_once_have_a_run_each(book: Book) -> None:
    others = [Book(book.path, is_new=True) for _ in range(4)]
    with ThreadPoolExecutor(4) as pool:
        beginning = [pool.submit(begun_apart, book.path, str(n)) for n in range(8)]
        numbers = [one.result() for one in beginning]
    for one in others:
        one.close()
    assert sorted(numbers) == list(range(1, 9))


def begun_apart(path: Path, digest: str) -> int:
    book = Book(path, is_new=True)
    try:
        return begun(book, digest).number
    finally:
        book.close()


@pytest.mark.parametrize(
    "change", ["state = 'odd', verdict = 'odd'", "criteria = '{'", "criteria = '[[1]]'", "owner = x'00'"]
)
def test_line_that_nobody_wrote_is_named(book: Book, change: str) -> None:
    run = begun(book)
    book.put(run, place("belt"), outcome("belt"))
    book._base.execute(f"UPDATE results SET {change}")
    with pytest.raises(UsageError, match='line 1 `"belt"` is nothing that this program writes; judge again'):
        list(book.lines(run))


def test_damaged_report_is_said(book: Book) -> None:
    run = begun(book)
    book.put(run, place("belt"), outcome("belt"))
    for body in (b"no", zlib.compress(b"x" * 1000)[:-2], b""):
        book._base.execute("UPDATE reports SET body = ?", (body,))
        with pytest.raises(UsageError, match="the report on belt is damaged; judge again, with another book"):
            book.report(run, "belt")
