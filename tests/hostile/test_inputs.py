"""Every hostile policy and document: what is said, with the exit code, within the time and memory of one process."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from pathlib import Path

from bounded import bounded
from hostile_documents import DOCUMENTS, Bad
from hostile_policies import HEAD, POLICIES

MEMORY = 900 << 20
EXPECTED = Path(__file__).parent / "expected"


def compared(kind: str, told: Iterable[tuple[str, str]]) -> None:
    """Holds what was said of each against what is expected, which UPDATE_EXPECTED=1 writes again."""
    said = "".join(f"== {name}\n{text.rstrip()}\n\n" for name, text in told)
    file = EXPECTED / f"{kind}.txt"
    if os.environ.get("UPDATE_EXPECTED"):
        file.parent.mkdir(exist_ok=True)
        file.write_text(said, encoding="utf-8")
    assert said == file.read_text(encoding="utf-8")


def test_hostile_policies_are_refused_with_their_places(tmp_path: Path) -> None:
    files = {f"{n}.yaml": name for n, name in enumerate(POLICIES)}
    for file, name in files.items():
        (tmp_path / file).write_bytes(POLICIES[name])
    ran = bounded(tmp_path, "lint", *files, memory=MEMORY)
    assert (ran.code, ran.out) == (2, "")
    lines = ran.err.splitlines()
    told = [
        (name, [one.removeprefix(file) for one in lines if one.startswith(f"{file}:")]) for file, name in files.items()
    ]
    assert all(one[-1].endswith(("mistake", "mistakes")) for _, one in told)
    compared("policies", [(name, "\n".join(one[:-1])) for name, one in told])


def criterion(n: int, bad: Bad) -> str:
    """The criterion of a document, which lies in a folder of its own."""
    clause = bad.clause.replace("in: a.md", f"in: d{n}/a.md").replace("file: a.md", f"file: d{n}/a.md")
    return f"  - id: c{n}\n    " + clause.replace("./", f"d{n}/").replace("'*.md'", f"'d{n}/*.md'") + "\n"


def test_hostile_documents_never_pass_unseen(tmp_path: Path) -> None:
    every = list(DOCUMENTS.values())
    (tmp_path / "policy.yaml").write_text(
        f"{HEAD}criteria:\n{''.join(criterion(n, bad) for n, bad in enumerate(every))}"
    )
    for n, bad in enumerate(every):
        place = tmp_path / "judged" / f"d{n}" / bad.name
        place.parent.mkdir(parents=True)
        place.write_bytes(bad.data)
    ran = bounded(tmp_path, "check", "judged", "--policy", "policy.yaml", "--format", "json", memory=MEMORY)
    assert (ran.code, ran.err) == (3, "")
    found = json.loads(ran.out)["criteria"]
    assert [one["id"] for one in found] == [f"c{n}" for n in range(len(every))]
    told = []
    for name, one in zip(DOCUMENTS, found, strict=True):
        said = [f"{seen['ok']} {seen['line']}:{seen['column']} {seen['message'][:300]}" for seen in one["observations"]]
        told.append((name, "\n".join([one["outcome"], *said[:3]])))
    compared("documents", told)
