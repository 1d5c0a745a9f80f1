"""Files that are written as a whole."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from checker.files import put


@pytest.mark.parametrize("text", ["two\nlines\n", b"two\nlines\n", iter(["two\n", "lines\n"])])
def test_a_file_is_written_at_once_or_in_pieces(tmp_path: Path, text: str | bytes | Iterator[str]) -> None:
    put(text, tmp_path / "a.txt")
    assert (tmp_path / "a.txt").read_text() == "two\nlines\n"


def test_a_file_stays_as_it_was_when_its_pieces_cannot_be_made(tmp_path: Path) -> None:
    def pieces() -> Iterator[str]:
        yield "some"
        raise RuntimeError

    (tmp_path / "a.txt").write_text("before")
    with pytest.raises(RuntimeError):
        put(pieces(), tmp_path / "a.txt")
    assert [(one.name, one.read_text()) for one in tmp_path.iterdir()] == [("a.txt", "before")]
