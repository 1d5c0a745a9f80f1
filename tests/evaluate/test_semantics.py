"""What a policy's sentences amount to, one archive for each part of the language. See `cases.py`."""

from pathlib import Path

import pytest
from cases import expect_case

CASES = sorted((Path(__file__).parent / "cases").glob("*.txt"))


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_it_comes_out_as_expected(path: Path) -> None:
    expect_case(path)
