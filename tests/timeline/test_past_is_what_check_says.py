"""Skipping never changes a verdict: what is told of every commit is what `check --at COMMIT --as-of DAY` says of it."""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest
from past_repositories import PLAN, Past, begun, checked, states_of, summary

STEPS = int(os.environ.get("WALK_STEPS", "25"))
TEXTS = (
    "# New\n\nSaid.\n",
    "# New\n\nTBD by Ann\n",
    "# New\n\n- [ ] Do it\n",
    "# New\n\n- [x] Done\n",
    "# New\n\n[see](plan.md#plan) and [more](a.md)\n",
    "# New\n\n[x](nowhere.md)\n",
    "# New\n\n[y](b.md#new)\n",
    "# New\n\nAs #1 says.\n",
    "",
)


class Walker:
    """Changes a repository at random."""

    def __init__(self, past: Past, chance: random.Random) -> None:
        self.past = past
        self.chance = chance

    def step(self) -> None:
        for _ in range(self.chance.choice((1, 1, 1, 2, 3))):
            self.chance.choice(
                (self.write, self.write, self.edit, self.remove, self.rename, self.plan, self.link, self.module)
            )()
        self.past.commit(hours=self.chance.choice((1, 3, 20, 40)))
        if self.chance.random() < 0.2:
            self.branch()

    def pages(self) -> list[Path]:
        return sorted(one for one in (self.past.root / "docs").rglob("*.md") if one.name != "plan.md")

    def write(self) -> None:
        name = self.chance.choice(("a", "b", "c", "gone", "deep/d", "B", "deep/e/f"))
        place = self.past.root / f"docs/{name}.md"
        if not place.is_symlink() and not any(one.is_symlink() or one.is_file() for one in place.parents):
            self.past.write({f"docs/{name}.md": self.chance.choice(TEXTS)})

    def edit(self) -> None:
        for one in self.pages()[:1]:
            if not one.is_symlink():
                one.write_text(one.read_text() + "\nAnd more.\n")

    def remove(self) -> None:
        pages = self.pages()
        if len(pages) > 1:
            self.chance.choice(pages).unlink()

    def rename(self) -> None:
        pages = self.pages()
        if pages:
            one = self.chance.choice(pages)
            one.rename(one.with_name(f"r{self.chance.randint(0, 9)}.md"))

    def plan(self) -> None:
        due = self.chance.choice(("2026-03-03", "2026-03-07", "2026-03-12", "soon"))
        row = f"| P-{self.chance.randint(1, 3)} | {self.chance.choice(('Ann Lee', 'TBD', ''))} | {due} |\n"
        self.past.write({"docs/plan.md": PLAN.replace("\n## Sign-off", f"{row}\n## Sign-off")})

    def link(self) -> None:
        place = self.past.root / self.chance.choice(("docs/z.md", "docs/more"))
        if place.is_symlink():
            place.unlink()
        elif not place.exists():
            place.symlink_to("a.md" if place.suffix else "deep")

    def module(self) -> None:
        self.past.write(
            {
                f"infra/{self.chance.choice('xy')}.tf": self.chance.choice(
                    ('variable "a" {}\n', "# nothing\n", "x = [\n")
                )
            }
        )

    def branch(self) -> None:
        self.past.git("checkout", "--quiet", "-b", "side")
        self.past.write({"docs/side.md": self.chance.choice(TEXTS)})
        self.past.commit()
        self.past.git("checkout", "--quiet", "main")
        self.past.merge("side")
        self.past.git("branch", "--quiet", "-D", "side")


@pytest.mark.parametrize("seed", range(3))
def test_random_past(tmp_path: Path, seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    past = begun(tmp_path / "past")
    if seed == 0:  # as many pages as are judged one by one
        past.commit({f"docs/more-{n}.md": f"# More {n}\n\n[see](plan.md#plan)\n" for n in range(22)})
    walker = Walker(past, random.Random(seed))
    for _ in range(STEPS):
        walker.step()
    monkeypatch.chdir(past.root)
    found = states_of(past, monkeypatch)
    line = past.git("rev-list", "--first-parent", "--reverse", "main").split()
    assert list(found) == line
    for commit in line:
        assert found[commit] == summary(checked(past, commit)), commit
