"""The doors of the parts: what is told of an import that goes past them."""

from __future__ import annotations

from pathlib import Path

from doors import opened_from_outside


def told(root: Path, path: str, line: str) -> list[str]:
    target = root / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(f"{line}\n", encoding="utf-8")
    return [said.partition(": ")[2] for said in opened_from_outside(target, root)]


def test_an_inner_module_is_opened_from_its_own_folder_alone(tmp_path: Path) -> None:
    root, said = tmp_path / "house", "`house.cellar._wine.red` is opened from its own folder alone"
    line = "from house.cellar._wine import red"
    assert told(root, "attic/a.py", line) == [said]
    assert told(root, "a.py", line) == [said]
    assert told(root, "cellar/a.py", line) == []
    assert told(root, "cellar/shelf/a.py", line) == []


def test_an_inner_name_and_a_plain_import_are_seen_too(tmp_path: Path) -> None:
    root = tmp_path / "house"
    assert told(root, "attic/a.py", "from house.cellar import _wine") == [
        "`house.cellar._wine` is opened from its own folder alone"
    ]
    assert told(root, "attic/b.py", "import house.cellar._wine") == [
        "`house.cellar._wine` is opened from its own folder alone"
    ]
    assert told(root, "attic/c.py", "from house import __version__, cellar\nimport os.path") == []
