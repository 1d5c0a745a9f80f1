"""Every mistake of a policy is reported at once, at its line and column, in words that say what to do.

The archives in `mistakes/` hold policies (`name.yaml`) and what is to be said of them (`name.mistakes`).
`UPDATE_EXPECTED=1 pytest tests/policy` rewrites the latter.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from archive import expect_members, read_archive
from kit import mistakes_in

ARCHIVES = sorted((Path(__file__).parent / "mistakes").glob("*.txt"))


def policies() -> Iterator[tuple[Path, str]]:
    for path in ARCHIVES:
        yield from ((path, name) for name in read_archive(path) if name.endswith(".yaml"))


@pytest.mark.parametrize(("path", "name"), [pytest.param(*one, id=f"{one[0].stem}-{one[1]}") for one in policies()])
def test_every_mistake_is_named_with_its_place(path: Path, name: str) -> None:
    said = "".join(f"{one}\n" for one in mistakes_in(read_archive(path)[name]))
    expect_members(path, {name.removesuffix(".yaml") + ".mistakes": said})


@pytest.mark.parametrize("path", ARCHIVES, ids=lambda path: path.stem)
def test_every_expectation_belongs_to_a_policy(path: Path) -> None:
    names = list(read_archive(path))
    policies = [name.removesuffix(".yaml") for name in names[::2]]
    assert names == [f"{name}{end}" for name in policies for end in (".yaml", ".mistakes")]
