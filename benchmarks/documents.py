"""Documents to measure with: made by a seed, or taken from a folder.

What is made reads like the papers of a project: front matter, headings, paragraphs, tables, lists, tasks, code, links
to other documents with anchors, now and then a slot. The same seed gives the same bytes in every Python. The sizes
are distributed as those of 6,230 documents of public repositories: half are smaller than 5.5 KB, some have 100 KB.
"""

from __future__ import annotations

import math
import posixpath
import random
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import NormalDist


def _words(text: str) -> list[str]:
    return text.split()


MEDIAN, SPREAD = 5_500, 1.22
"""Bytes; the standard deviation of their logarithm."""
SMALLEST, LARGEST = 400, 180_000
SEED = 2026
FOLDERS = ("runbooks", "decisions", "reports", "guides", "reviews", "services")
NOUNS = _words("""
account agreement archive backup balance batch booking branch budget cache certificate change channel cluster
code contract counter customer dashboard database deadline delivery deployment device document endpoint entry error
event export failure feature field file gate gateway handover host image import incident index inventory invoice issue
job key ledger library limit list log machine mail meeting message migration module network node operator order owner
package page parser password path payment permission pipeline plan policy port process profile project proxy queue
quota reader record region registry release replica report request restore result review role rollback route rule
runner schedule schema script secret section server service session setting shard site snapshot source stage stock
store stream supplier switch system table team template tenant test ticket timeout token tool topic trace transfer
trigger tunnel update upgrade user vault vendor version volume warehouse warning window worker zone""")
VERBS = _words("""
accepts adds answers checks closes compares copies counts creates delays deletes describes drops ends finds
follows forwards gets gives guards holds joins keeps knows leaves lists loads locks logs marks meets misses moves names
needs notifies opens orders owns passes plans prints promises proves pulls pushes reads receives refuses rejects
releases removes renames repeats replaces reports resets restores returns runs saves seals sees sends serves sets shows
signs skips sorts splits starts stops stores takes tells tests tracks tries uses waits wakes warns writes""")
ADJECTIVES = _words("""
active automatic broken central clean common complete correct current daily deep early empty exact
external fast final fresh full hidden internal large last late local long manual monthly new nightly old open partial
permanent planned previous primary private public quiet rare raw regional remote safe second shared short signed simple
slow small spare stable strict third typical unknown urgent usual weekly whole""")
LINKING = _words("""after although as because before if once since so that unless until when where while""")
PLACES = """at the end of the day|before the release|behind the proxy|by the evening|during the night|for an hour|in the
first week|in both regions|on every machine|on Monday morning|twice a month|under load|with the next version|without
anybody noticing|within ten minutes""".replace("\n", " ").split("|")
PEOPLE = ("Ines Brandt", "Tomas Okafor", "Mira Sato", "Jon Lindqvist", "Amara Nwosu", "Pavel Horak", "Lea Fontaine")
LANGUAGES = ("bash", "python", "yaml", "json", "hcl", "sql", "text")
SLOTS = ("TBD", "[owner]", "YYYY-MM-DD", "<link to the dashboard>", "{{ customer.name }}", "____")
KINDS = ("Overview", "Limits", "History", "Checks", "Recovery", "Access", "Costs", "Owners", "Questions", "Examples")


@dataclass(frozen=True, slots=True)
class Outline:
    """What others need to know of a document to link to it. titles: below the first heading, none twice."""

    path: str
    title: str
    titles: tuple[str, ...]
    size: int


def outlines(count: int, seed: int = SEED) -> list[Outline]:
    """What so many documents are called, and what stands in them.

    Their sizes are the quantiles of the distribution, so that few documents have their share of large ones too.
    """
    rng = random.Random(f"{seed} outlines {count}")
    shares = [(number + 0.5) / count for number in range(count)]
    rng.shuffle(shares)
    return [_outline(number, share, rng) for number, share in enumerate(shares)]


def _outline(number: int, share: float, rng: random.Random) -> Outline:
    size = round(MEDIAN * math.exp(SPREAD * NormalDist().inv_cdf(share)))
    size = min(max(size, SMALLEST), LARGEST)
    title = f"{rng.choice(ADJECTIVES)} {rng.choice(NOUNS)} {rng.choice(NOUNS)}".capitalize()
    path = f"{rng.choice(FOLDERS)}/{number // 50:03}/{title.lower().replace(' ', '-')}-{number}.md"
    pairs = rng.sample(range(len(NOUNS) * len(KINDS)), max(2, min(size // 1_300, 400)))
    titles = tuple(f"{KINDS[one % len(KINDS)]} of the {NOUNS[one // len(KINDS)]}" for one in pairs)
    return Outline(path, title, titles, size)


def documents(count: int, seed: int = SEED) -> Iterator[tuple[str, str]]:
    """The documents with their paths, which lie in several folders."""
    others = outlines(count, seed)
    for number, one in enumerate(others):
        yield one.path, _Writer(one, others, random.Random(f"{seed} text {number}")).document()


def write_documents(folder: Path, count: int, seed: int = SEED) -> None:
    """Writes so many documents below a folder."""
    for path, text in documents(count, seed):
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8", newline="")


def copy_documents(source: Path, folder: Path, count: int, seed: int = SEED) -> None:
    """Copies so many Markdown documents of a folder, by the seed; several times over where there are fewer.

    Raises FileNotFoundError where there is none.
    """
    there = sorted(path for path in source.rglob("*.md") if path.is_file() and not path.is_symlink())
    if not there:
        raise FileNotFoundError(f"there is no Markdown in {source}")
    random.Random(seed).shuffle(there)
    for number in range(count):
        path = there[number % len(there)]
        target = folder / f"copy-{number // len(there)}" / path.relative_to(source)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)


class _Writer:
    """Writes one document. others: those to which it may lead."""

    def __init__(self, own: Outline, others: Sequence[Outline], rng: random.Random) -> None:
        self.own = own
        self.others = others
        self.rng = rng
        self.parts: dict[Callable[[], str], int] = {
            self.paragraph: 46,
            self.items: 16,
            self.tasks: 6,
            self.table: 10,
            self.code: 12,
            self.quote: 3,
            self.numbered: 5,
            self.comment: 2,
        }

    def document(self) -> str:
        blocks = [*self.front_matter(), f"# {self.own.title}", self.paragraph()]
        written = sum(map(len, blocks))
        share = self.own.size / len(self.own.titles)
        for number, title in enumerate(self.own.titles):
            level = 2 if number == 0 else self.rng.choice((2, 2, 3))
            blocks += [f"{'#' * level} {title}", self.paragraph()]
            written += sum(map(len, blocks[-2:])) + 4
            while written < share * (number + 1):
                blocks.append(self.rng.choices(list(self.parts), list(self.parts.values()))[0]())
                written += len(blocks[-1]) + 2
        return "\n\n".join(blocks) + "\n"

    def front_matter(self) -> list[str]:
        if self.rng.random() < 0.6:
            return []
        owner, day = self.rng.choice(PEOPLE), self.day()
        tags = ", ".join(self.rng.sample(NOUNS, 3))
        return [f"---\nstatus: final\nowner: {owner}\nreviewed: {day}\ntags: [{tags}]\n---"]

    def day(self) -> str:
        return f"2026-{self.rng.randint(1, 7):02}-{self.rng.randint(1, 26):02}"

    def sentence(self) -> str:
        choice = self.rng.choice
        begin = f"{choice(('The', 'Every', 'Each', 'This'))} {choice(ADJECTIVES)} {choice(NOUNS)}"
        text = f"{begin} {choice(VERBS)} the {self.thing()}"
        if self.rng.random() < 0.5:
            text += f" {choice(PLACES)}"
        if self.rng.random() < 0.4:
            text += f", {choice(LINKING)} the {choice(NOUNS)} {choice(VERBS)} its {choice(NOUNS)}"
        return text + "."

    def thing(self) -> str:
        """What a sentence is about: mostly plain, sometimes marked up, rarely still open."""
        chance, name = self.rng.random(), self.rng.choice(NOUNS)
        if chance < 0.05:
            return f"`{name}_{self.rng.choice(NOUNS)}`"
        if chance < 0.08:
            return f"**{name}**"
        if chance < 0.10:
            return f"*{name}*"
        if chance < 0.16:
            return self.link(name)
        if chance < 0.161:
            return self.rng.choice(SLOTS)
        return name

    def link(self, text: str) -> str:
        chance = self.rng.random()
        if chance < 0.2:
            return f"[{text}](https://wiki.example.org/{text}/{self.rng.randint(1, 999)})"
        if chance < 0.35:
            return f"[{text}](#{_anchor(self.rng.choice(self.own.titles))})"
        other = self.rng.choice(self.others)
        path = posixpath.relpath(other.path, posixpath.dirname(self.own.path))
        if chance < 0.37:
            path = path.replace(".md", "-old.md")
        anchor = f"#{_anchor(self.rng.choice(other.titles))}" if chance < 0.7 else ""
        return f"[{text}]({path}{anchor})"

    def paragraph(self) -> str:
        words = " ".join(self.sentence() for _ in range(self.rng.randint(2, 7))).split(" ")
        lines, line = [], words[0]
        for word in words[1:]:
            if len(line) + len(word) > 110:
                lines.append(line)
                line = word
            else:
                line += " " + word
        return "\n".join([*lines, line])

    def items(self) -> str:
        lines = []
        for _ in range(self.rng.randint(3, 9)):
            lines.append(f"- {self.sentence()}")
            if self.rng.random() < 0.15:
                lines += [f"  - {self.sentence()}" for _ in range(2)]
        return "\n".join(lines)

    def numbered(self) -> str:
        return "\n".join(f"{number}. {self.sentence()}" for number in range(1, self.rng.randint(4, 8)))

    def tasks(self) -> str:
        lines = [
            f"- [{' ' if self.rng.random() < 0.03 else 'x'}] {self.sentence()}" for _ in range(self.rng.randint(2, 8))
        ]
        return "\n".join(lines)

    def table(self) -> str:
        lines = ["| Name | Owner | State | Limit | Since |", "|---|---|:-:|--:|---|"]
        for _ in range(self.rng.randint(3, 14)):
            name, state = self.rng.choice(NOUNS), self.rng.choice(ADJECTIVES)
            limit = f"{self.rng.randint(1, 900)} {self.rng.choice(('ms', 'GB', 'days'))}"
            lines.append(f"| `{name}` | {self.rng.choice(PEOPLE)} | {state} | {limit} | {self.day()} |")
        return "\n".join(lines)

    def code(self) -> str:
        language = "" if self.rng.random() < 0.05 else self.rng.choice(LANGUAGES)
        lines = []
        for _ in range(self.rng.randint(2, 14)):
            first, second = self.rng.choices(NOUNS, k=2)
            lines.append(
                f"{first}_{second} = {self.rng.choice(VERBS)}({self.rng.randint(0, 9999)}, '{self.rng.choice(NOUNS)}')"
            )
        return "\n".join((f"```{language}", *lines, "```"))

    def quote(self) -> str:
        return f"> {self.sentence()}\n> {self.sentence()}"

    def comment(self) -> str:
        return f"<!-- {self.sentence()} -->"


def _anchor(title: str) -> str:
    return title.lower().replace(" ", "-")
