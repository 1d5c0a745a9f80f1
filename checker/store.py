"""Small pieces of plain data that outlive a run, each under a name and the mark of the user's key.

It is one SQLite file (https://www.sqlite.org/fileformat.html). What is damaged, foreign, locked, full or not to be had
is as if there were nothing; a piece without the right mark is not there. Nothing in it is ever executed.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, suppress
from pathlib import Path

from checker.replay import Place, today

DAYS = 30
"""What nobody asked for in so many days goes."""
MOST_BYTES = 512 * 1024 * 1024
"""A larger store is begun anew."""
AT_ONCE = 500
"""So many names are asked for together; SQLite takes 999 parameters at least."""
MOST_WAITING = 16 * 1024 * 1024
"""Bytes that are held in memory before they are written."""
PATIENCE = 1.0
"""Seconds that are waited for another run that writes."""
_TABLE = (
    "CREATE TABLE IF NOT EXISTS piece (name BLOB PRIMARY KEY, day INTEGER NOT NULL, body BLOB NOT NULL) WITHOUT ROWID"
)
_SETTINGS = ("trusted_schema = OFF", "cell_size_check = ON", "synchronous = OFF", "temp_store = MEMORY")


class Store:
    """What is kept in a place; nothing is touched before something is asked for or kept."""

    def __init__(self, place: Place) -> None:
        self._place = place
        self._folder = Path(place.folder, "store")
        self._kept: dict[bytes, bytes] = {}
        self._used: set[bytes] = set()
        self._waiting = 0
        self._is_lost = False
        self._pid = os.getpid()

    @property
    def path(self) -> Path:
        return self._folder / "pieces.sqlite"

    def get(self, names: Sequence[bytes]) -> Mapping[bytes, bytes]:
        """The pieces of these names that are there and can be believed."""
        found = dict[bytes, bytes]()
        if self._is_lost or not names or not self.path.is_file():
            return found
        try:
            with closing(self._opened()) as connection:
                for start in range(0, len(names), AT_ONCE):
                    found |= self._asked(connection, names[start : start + AT_ONCE])
        except (sqlite3.Error, OSError, OverflowError):
            self._lose()
        return found

    def put(self, name: bytes, body: bytes) -> None:
        """Keeps a piece, when the run ends or more waits than is to be held in memory."""
        self._kept[name] = body
        self._waiting += len(body)
        if self._waiting > MOST_WAITING:
            self.flush()

    def flush(self) -> None:
        """Writes what is to be kept so far, for a run that may be ended."""
        self.close()
        self._kept.clear()
        self._used.clear()
        self._waiting = 0

    def close(self) -> None:
        """Writes what is to be kept. What cannot be written is not kept."""
        if self._is_lost or os.getpid() != self._pid or not (self._kept or self._used):
            return
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            if self.path.exists() and self.path.stat().st_size > MOST_BYTES:
                self.path.unlink()
            with closing(self._opened()) as connection:
                connection.execute("BEGIN IMMEDIATE")
                connection.execute(_TABLE)
                day = today()
                rows = ((name, day, self._marked(name, body)) for name, body in self._kept.items())
                connection.executemany("INSERT OR REPLACE INTO piece VALUES (?, ?, ?)", rows)
                connection.executemany("UPDATE piece SET day = ? WHERE name = ?", ((day, one) for one in self._used))
                connection.execute("DELETE FROM piece WHERE day < ?", (day - DAYS,))
                connection.execute("COMMIT")
        except (sqlite3.Error, OSError):
            self._lose()

    def _opened(self) -> sqlite3.Connection:
        if self.path.is_symlink():
            raise OSError(self.path)
        connection = sqlite3.connect(self.path, timeout=PATIENCE, isolation_level=None)
        for setting in _SETTINGS:
            connection.execute(f"PRAGMA {setting}")
        return connection

    def _asked(self, connection: sqlite3.Connection, names: Sequence[bytes]) -> Iterator[tuple[bytes, bytes]]:
        marks = ", ".join("?" * len(names))
        rows = connection.execute(f"SELECT name, day, body FROM piece WHERE name IN ({marks})", names)  # noqa: S608  marks
        for name, day, body in rows:
            if isinstance(name, bytes) and isinstance(body, bytes) and body[:32] == self._mark(name, body[32:]):
                if day != today():
                    self._used.add(name)
                yield name, body[32:]

    def _marked(self, name: bytes, body: bytes) -> bytes:
        return self._mark(name, body) + body

    def _mark(self, name: bytes, body: bytes) -> bytes:
        return self._place.mark(name.hex(), body)

    def _lose(self) -> None:
        """Gives up the file for this run; the next one begins it anew where it is damaged."""
        self._is_lost = True
        with suppress(OSError):
            if not _is_sound(self.path):
                self.path.unlink()


def _is_sound(path: Path) -> bool:
    """Whether SQLite finds nothing wrong with a file; one that others write to is sound."""
    try:
        with closing(sqlite3.connect(path, timeout=PATIENCE)) as connection:
            columns: Iterable[tuple[object, ...]] = connection.execute("SELECT name, day, body FROM piece LIMIT 1")
            list(columns)
            return bool(connection.execute("PRAGMA quick_check(1)").fetchone() == ("ok",))
    except sqlite3.OperationalError as error:
        return "locked" in str(error)
    except sqlite3.Error:
        return False
