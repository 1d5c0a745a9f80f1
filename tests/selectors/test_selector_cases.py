"""What every selector finds, one archive for each kind. See `cases.py`."""

from pathlib import Path

import pytest
from cases import expect_case

CASES = sorted((Path(__file__).parent / "cases").glob("*.txt"))


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_selector_finds_what_is_expected(path: Path) -> None:
    expect_case(path)
