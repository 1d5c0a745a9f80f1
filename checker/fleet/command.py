"""`closure-check fleet`: many repositories judged at once."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from checker.errors import UsageError
from checker.fleet.book import Book, Run
from checker.fleet.difference import difference, difference_text
from checker.fleet.engines import Limits, engine_of
from checker.fleet.entries import GivenEntry
from checker.fleet.places import places_of
from checker.fleet.running import Wish, run_fleet
from checker.fleet.standing import standing_of
from checker.fleet.told import json_of, text_of
from checker.model.report import Stage
from checker.options import STAGES, said
from checker.output import progress
from checker.replay import OFF_VARIABLE
from checker.request import day_of
from checker.text.display import visible

BOOK = "closure-fleet.sqlite"
MEGABYTE = 1024 * 1024
FETCHING = 0.9
"""Of the time that a repository may take, what a step of git may that fetches, so that the reason is told."""
_MOST_CHANGES = 50


class ListMeant(click.Group):
    """A group in which a list is judged when no command is named."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if args and args[0] not in self.commands and args[0] not in ("-h", "--help"):
            args = ["judge", *args]
        return super().parse_args(ctx, args)


@click.group(cls=ListMeant)
def fleet() -> None:
    """Judge many repositories: `closure-check fleet LIST`, a YAML list, a folder of clones, or `-` for lines of places.

    What becomes of each is written to one book while it goes on. Who is stopped goes on with the same command; what is
    known for the same commit, policy, issues and day is not judged again.
    """


_book_option = click.option(
    "--book",
    type=click.Path(path_type=Path),
    default=BOOK,
    show_default=True,
    metavar="FILE",
    help="The SQLite file with what became of each repository.",
)
_page_option = click.option(
    "--page", type=click.Path(path_type=Path), metavar="FILE", help="Write the page for all, with one for each beside."
)
_format_option = click.option("--format", "format_", type=click.Choice(("text", "json")), default="text")
_verbose_option = click.option("-v", "--verbose", is_flag=True, help="Name every repository that is not met.")


@fleet.command("judge")
@click.argument("list_", metavar="LIST")
@_book_option
@_page_option
@_format_option
@_verbose_option
@click.option("--policy", "policies", multiple=True, metavar="FILE|NAME", help="For all that name none. Repeatable.")
@click.option("--at", "revision", callback=said, metavar="REV", help="What is judged of each.  [default: HEAD]")
@click.option("--stage", type=click.Choice(STAGES), help="The moment that is judged.")
@click.option("--as-of", metavar="DATE", help="The day as of which is judged, YYYY-MM-DD.  [default: today, UTC]")
@click.option("--jobs", type=click.IntRange(min=1), metavar="N", help="Repositories at a time.  [default: processors]")
@click.option(
    "--engine",
    default="local",
    show_default=True,
    metavar="local|dask|dask://HOST:PORT",
    help="What judges: processes of this machine, or the workers of a Dask scheduler.",
)
@click.option(
    "--repository-limit",
    type=click.FloatRange(min=0.1),
    default=300,
    show_default=True,
    metavar="SECONDS",
    help="What one repository may take, fetching it included.",
)
@click.option(
    "--memory-limit",
    type=click.IntRange(min=0),
    default=2048,
    show_default=True,
    metavar="MB",
    help="Address space that judging one repository may take; 0 for any.",
)
@click.option(
    "--mirrors",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Where mirrors of addresses lie.  [default: below the cache]",
)
@click.option("--no-cache", is_flag=True, help="Recall nothing of earlier runs but the book, and keep nothing else.")
def judge(
    *,
    list_: str,
    book: Path,
    page: Path | None,
    format_: str,
    verbose: bool,
    policies: tuple[str, ...],
    revision: str | None,
    stage: str | None,
    as_of: str | None,
    jobs: int | None,
    engine: str,
    repository_limit: float,
    memory_limit: int,
    mirrors: Path | None,
    no_cache: bool,
) -> int:
    """Judge every repository of LIST. This is meant when no command is named.

    Exit codes: 0 all are met, 1 some are not, 2 the list or the call is wrong, 3 some could not be decided or judged.
    """
    given = GivenEntry(
        policy=tuple(_from_here(one) for one in policies) or None,
        revision=revision,
        stage=Stage(stage) if stage else None,
    )
    places = places_of(list_, given)
    keeps = not no_cache and not os.environ.get(OFF_VARIABLE)
    wish = Wish(
        day_of(as_of), str(mirrors.absolute()) if mirrors else "", keeps=keeps, fetching=repository_limit * FETCHING
    )
    limits = Limits(repository_limit, memory_limit * MEGABYTE)
    tell = progress()
    with _opened(book, is_new=True) as opened, _told_to_end():
        made = engine_of(engine, jobs or len(os.sched_getaffinity(0)), limits)
        try:
            run = run_fleet(places, wish, opened, made, tell)
        except KeyboardInterrupt:
            done = len(opened.done(opened.runs()[-1])) if opened.runs() else 0
            there = f"{done:,} of {len(places):,} repositories"
            raise UsageError(f"stopped after {there}; the same command goes on") from None
        finally:
            made.close()
        return _tell(opened, run, page, format_, verbose=verbose)


@fleet.command("report")
@_book_option
@_page_option
@_format_option
@_verbose_option
@click.option("--run", "number", type=int, metavar="N", help="Of which run.  [default: the last]")
def report_(*, book: Path, page: Path | None, format_: str, verbose: bool, number: int | None) -> int:
    """Tell how the repositories of a book stand. The exit code is that of judging them."""
    with _opened(book) as opened:
        return _tell(opened, _run_of(opened, number), page, format_, verbose=verbose)


@fleet.command("diff")
@click.argument("last", required=False, type=click.Path(path_type=Path), metavar="[LAST]")
@_book_option
def diff_(*, last: Path | None, book: Path) -> int:
    """Tell what changed since the last run of the book LAST; without it, between the last two runs of the book.

    The exit code is 1 when a repository became worse.
    """
    with _opened(book) as opened:
        now = standing_of(opened, _run_of(opened, None))
        if last is None:
            before = [run for run in opened.runs() if run.number < now.run.number]
            if not before:
                raise UsageError(f"`{book}` has one run, so there is nothing to compare it with; name another book")
            earlier = standing_of(opened, before[-1])
        else:
            with _opened(last) as other:
                earlier = standing_of(other, _run_of(other, None))
    found = difference(earlier, now)
    click.echo("\n".join(map(visible, difference_text(found, _MOST_CHANGES))))
    return int(found.is_worse)


@fleet.command("export")
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@_book_option
def export(*, folder: Path, book: Path) -> int:
    """Write the last run of a book as Parquet: DIR/repositories.parquet and DIR/criteria.parquet."""
    from checker.fleet.parquet import write_parquet

    with _opened(book) as opened:
        standing = standing_of(opened, _run_of(opened, None))
    for path in write_parquet(standing, folder):
        click.echo(str(path))
    return 0


def _tell(book: Book, run: Run, page: Path | None, format_: str, *, verbose: bool) -> int:
    standing = standing_of(book, run)
    if page is not None:
        from checker.fleet.page import write_page

        earlier = [one for one in book.runs() if one.number < run.number and one.ended]
        since = difference(standing_of(book, earlier[-1]), standing) if earlier else None
        write_page(book, standing, page, since)
    click.echo(json_of(standing) if format_ == "json" else text_of(standing, verbose=verbose), nl=False)
    return standing.exit_code


def _run_of(book: Book, number: int | None) -> Run:
    runs = book.runs()
    found = next((run for run in reversed(runs) if number in (None, run.number)), None)
    if found is None:
        raise UsageError(f"`{book.path}` has no run {number}" if number else f"`{book.path}` has no run yet")
    return found


@contextmanager
def _opened(path: Path, *, is_new: bool = False) -> Iterator[Book]:
    book = Book(path, is_new=is_new)
    try:
        yield book
    finally:
        book.close()


@contextmanager
def _told_to_end() -> Iterator[None]:
    """While it is at work, being told to end (`kill`) is what Ctrl-C is."""

    def end(*_: Any) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, end)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _from_here(name: str) -> str:
    from checker.policy.shipped import shipped_policies

    return name if name in shipped_policies() else str(Path(name).absolute())
