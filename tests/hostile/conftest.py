"""A small judged folder for every test here."""

from pathlib import Path

import pytest

POLICY = """\
version: 1
policy: small
criteria:
  - id: filled-in
    for_each: {file: a.md}
    require: {no_placeholders: true}
"""


@pytest.fixture
def house(tmp_path: Path) -> Path:
    root = tmp_path / "house"
    root.mkdir()
    (root / "a.md").write_text("# A\n\nAll is said.\n")
    (root / "policy.yaml").write_text(POLICY)
    return root
