"""Labelled documents: which lines of them hold a slot.

These forms are read. A folder with `index.jsonl` (`file`, `sort`: template or finished), `lines.jsonl` (`file`,
`line`, `is_slot`: true, false or null where the policy decides, `certainty`) and `docs/`. `wild/` with `wild.dev.jsonl`
(`id`, `alarms_true` and `alarms_false`: line and message, `missed_lines`). `placeholders.dev.jsonl` (`text` of one
line, `is_placeholder`). `eips/`, finished proposals, of which `alarms.yaml` says where a slot was left.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

Row = Mapping[str, Any]
LINES = Path(__file__).with_name("lines.yaml")
AROUND = (
    "# Belts of hall 4",
    "The belts of hall 4 were handed over on 2026-03-02.",
    "## Result",
    "All of them run since then.",
    "Arun looked at each of them on the next day, and wrote down what he saw.",
    "## Next steps",
    "Nothing is left to be done here; the log is kept for a year.",
    "The next look at them is in May.",
)
"""A finished document; a line is put into its midst."""
ALARMS = Path(__file__).with_name("alarms.yaml")
"""What was said of each alarm in `eips/` by someone who looked at it."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """A document. slots: certainty by line, where a slot stands. open: lines of which the policy decides.

    finished: it was written to the end, so that a slot in it is forgotten.
    """

    name: str
    text: str
    finished: bool
    slots: Mapping[int, str]
    open: frozenset[int]


def read_labels(folder: Path, only: str = "") -> Iterator[Labelled]:
    """The labelled documents of a folder, in every form or in that of one file."""
    for name, read in READ_BY_FILE.items():
        if (folder / name).exists() and only in ("", name):
            yield from read(folder)


def own_lines() -> Iterator[Labelled]:
    """The lines of `lines.yaml`, each amid finished text."""
    written = yaml.safe_load(LINES.read_text(encoding="utf-8"))
    for label, lines in written.items():
        for at, line in enumerate(lines):
            text = "".join(part + "\n\n" for part in (*AROUND[:4], line, *AROUND[4:]))
            place = text.count("\n", 0, text.index(f"\n\n{line}\n") + 2) + 1
            yield Labelled(
                f"{label} {at}",
                text,
                label == "innocent",
                {place: "likely"} if label == "slots" else {},
                frozenset(),
            )


def rows_of(path: Path) -> list[Row]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def _by_line(folder: Path) -> Iterator[Labelled]:
    lines = rows_of(folder / "lines.jsonl")
    for row in rows_of(folder / "index.jsonl"):
        said = [one for one in lines if one["file"] == row["file"]]
        slots = {one["line"]: one.get("certainty") or "likely" for one in said if one["is_slot"]}
        unknown = frozenset(one["line"] for one in said if one["is_slot"] is None)
        path = folder / "docs" / Path(row["file"]).name
        text = path.read_text(encoding="utf-8")
        yield Labelled(row["file"], text, row["sort"] == "finished", slots, unknown)


def _by_document(folder: Path) -> Iterator[Labelled]:
    for row in rows_of(folder / "wild.dev.jsonl"):
        text = (folder / "wild" / f"{row['id']}.md").read_text(encoding="utf-8")
        lines = {line for line, _ in row["alarms_true"]} | set(row["missed_lines"])
        yield Labelled(row["id"], text, not row["alarms_true"], dict.fromkeys(lines, "sure"), frozenset())


def _single_lines(folder: Path) -> Iterator[Labelled]:
    for row in rows_of(folder / "placeholders.dev.jsonl"):
        if (
            row["context"] in ("prose", "table_row", "heading", "table_row+inline_code")
            and row["is_placeholder"] is not None
        ):
            text = as_table(row["text"]) if row["text"].startswith("|") else row["text"]
            line = text.count("\n", 0, text.index(row["text"])) + 1
            slots = {line: "sure"} if row["is_placeholder"] else {}
            yield Labelled(row["id"], text, not row["is_placeholder"], slots, frozenset())


def as_table(text: str) -> str:
    """A piece of a table as a whole one: with a header, if its second line is not one of dashes."""
    lines = text.splitlines()
    if len(lines) > 1 and set(lines[1].replace("|", "").replace(" ", "")) <= set("-:"):
        return text
    width = lines[0].strip().strip("|").count("|") + 1
    header = "| " + " | ".join(f"column {n}" for n in range(1, width + 1)) + " |"
    return "\n".join([header, "|" + "---|" * width, *lines, ""])


def _proposals(folder: Path) -> Iterator[Labelled]:
    """Finished proposals; of the places in `alarms.yaml` somebody said whether a slot stands there."""
    written = yaml.safe_load(ALARMS.read_text(encoding="utf-8"))
    genuine: dict[str, set[int]] = {}
    for one in written["genuine"]:
        for name, places in one["at"].items():
            genuine.setdefault(name, set()).update(int(str(place).partition(":")[0]) for place in places)
    for path in sorted((folder / "eips").glob("*.md")):
        slots = dict.fromkeys(genuine.get(path.name, ()), "sure")
        yield Labelled(path.name, path.read_text(encoding="utf-8"), finished=True, slots=slots, open=frozenset())


READ_BY_FILE: Mapping[str, Callable[[Path], Iterator[Labelled]]] = {
    "lines.jsonl": _by_line,
    "wild.dev.jsonl": _by_document,
    "placeholders.dev.jsonl": _single_lines,
    "eips": _proposals,
}
