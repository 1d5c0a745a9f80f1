"""Fits the weights by which slots are likely: `python benchmarks/fit.py [--write] FOLDER...`.

Each folder holds labelled documents (see `labels.py`), and all of them are read. Every candidate that a
reader finds is one example: its features are what holds of it and of its place, its label is whether its line holds a
slot. The weights are those of a logistic regression with an L2 penalty; the bias is moved until at most one line in
`LINES_TO_ALARM` of finished documents is taken for a slot. The table is printed, and with `--write` stored where the
product reads it, `checker/slots/weights.yaml`.
"""

from __future__ import annotations

import math
import sys
from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from labels import Labelled, own_lines, read_labels

from checker.data.yaml import read_yaml
from checker.formats.markdown import read_markdown
from checker.model.data import Node
from checker.model.markdown import Markdown
from checker.model.problem import Problem
from checker.slots import placeholders_in_markdown
from checker.slots._kinds import Hit
from checker.slots._likely import FAMILY_BY_KIND

WEIGHTS = Path(__file__).parents[1] / "checker" / "slots" / "weights.yaml"
LINES_TO_ALARM = 12000
PENALTY = 0.5
FEWEST = 4
"""Examples that must hold a feature, so that it gets a weight."""
STEPS = 25


@dataclass(frozen=True, slots=True)
class Example:
    """family: the table it belongs to. features: what holds of it. is_slot: its label. finished: its document is."""

    family: str
    features: frozenset[str]
    is_slot: bool
    finished: bool


def main(arguments: Sequence[str]) -> int:
    folders = [Path(one) for one in arguments if one != "--write"]
    if not folders or not all(folder.is_dir() for folder in folders):
        print("usage: python benchmarks/fit.py [--write] FOLDER...", file=sys.stderr)
        return 2
    documents = [*own_lines(), *(one for folder in folders for one in read_labels(folder))]
    examples = [example for document in documents for example in examples_in(document)]
    lines = sum(len(one.text.splitlines()) for one in documents if one.finished)
    tables = {family: fitted([one for one in examples if one.family == family], lines) for family in families()}
    print(shown(tables, examples))
    if "--write" in arguments:
        WEIGHTS.write_text(written(tables), encoding="utf-8")
    return 0


def families() -> list[str]:
    return list(dict.fromkeys(FAMILY_BY_KIND.values()))


def examples_in(document: Labelled) -> list[Example]:
    """Every candidate of a document whose lines are labelled."""
    content = read_markdown("document.md", document.text, front_matter).content
    if not isinstance(content, Markdown):
        return []
    found: list[Example] = []

    def watch(hit: Hit, of_place: frozenset[str], line: int) -> None:
        if hit.features is not None and line not in document.open:
            features = hit.features | of_place
            found.append(Example(FAMILY_BY_KIND[hit.kind], features, line in document.slots, document.finished))

    deque(placeholders_in_markdown(content, watch=watch), maxlen=0)
    return found


def front_matter(path: str, text: str, first_line: int) -> Node | Problem:
    return read_yaml(path, text, first_line=first_line)


def fitted(examples: Sequence[Example], lines: int) -> Mapping[str, float]:
    """The weights of a family, the bias among them."""
    counted = Counter(feature for one in examples for feature in one.features)
    names = ["bias", *sorted(feature for feature, times in counted.items() if times >= FEWEST)]
    place = {name: at for at, name in enumerate(names)}
    rows = [([0, *(place[one] for one in example.features if one in place)], example.is_slot) for example in examples]
    weights = [0.0] * len(names)
    for _ in range(STEPS):
        weights = _newton(weights, rows)
    quiet = sorted(
        (
            sum(weights[at] for at in row)
            for (row, is_slot), one in zip(rows, examples, strict=True)
            if one.finished and not is_slot
        ),
        reverse=True,
    )
    allowed = lines // LINES_TO_ALARM
    if len(quiet) > allowed:
        weights[0] -= max(0.0, quiet[allowed] + 1e-6)
    return {name: round(weight, 2) for name, weight in zip(names, weights, strict=True)}


def _newton(weights: list[float], rows: Iterable[tuple[list[int], bool]]) -> list[float]:
    """One step of Newton's method for the penalised likelihood (Hastie, Tibshirani, Friedman, section 4.4.1)."""
    size = len(weights)
    gradient = [0.0 if at == 0 else PENALTY * weight for at, weight in enumerate(weights)]
    curve = [
        [(1e-6 if row == 0 else PENALTY) if row == column else 0.0 for column in range(size)] for row in range(size)
    ]
    for features, is_slot in rows:
        chance = 1 / (1 + math.exp(-max(-30.0, min(30.0, sum(weights[at] for at in features)))))
        spread = chance * (1 - chance)
        for at in features:
            gradient[at] += chance - is_slot
            for other in features:
                curve[at][other] += spread
    step = solved(curve, gradient)
    longest = max(1.0, max(map(abs, step)) / 2)
    return [weight - change / longest for weight, change in zip(weights, step, strict=True)]


def solved(matrix: list[list[float]], vector: list[float]) -> list[float]:
    """The solution of a system of linear equations, by Gaussian elimination with pivots."""
    rows = [[*row, value] for row, value in zip(matrix, vector, strict=True)]
    size = len(rows)
    for at in range(size):
        best = max(range(at, size), key=lambda row: abs(rows[row][at]))
        rows[at], rows[best] = rows[best], rows[at]
        for row in range(size):
            if row != at and rows[row][at]:
                factor = rows[row][at] / rows[at][at]
                rows[row] = [one - factor * other for one, other in zip(rows[row], rows[at], strict=True)]
    return [row[size] / row[at] for at, row in enumerate(rows)]


def shown(tables: Mapping[str, Mapping[str, float]], examples: Sequence[Example]) -> str:
    """The weights with how often each feature holds of slots and of others."""
    lines = []
    for family, weights in tables.items():
        of_family = [one for one in examples if one.family == family]
        held: dict[str, list[int]] = defaultdict(lambda: [0, 0])
        for example in of_family:
            for feature in ("bias", *example.features):
                held[feature][example.is_slot] += 1
        taken = [math.fsum(weights.get(one, 0.0) for one in ("bias", *example.features)) > 0 for example in of_family]
        right = sum(example.is_slot and hit for example, hit in zip(of_family, taken, strict=True))
        wrong = sum(not example.is_slot and hit for example, hit in zip(of_family, taken, strict=True))
        lines.append(
            f"\n{family}: {held['bias'][1]} slots of which {right} are found, {wrong} of {held['bias'][0]} others"
        )
        lines.append(f"{'':40} {'weight':>7} {'slots':>6} {'others':>7}")
        for name, weight in sorted(weights.items(), key=lambda one: -one[1]):
            lines.append(f"{name:40} {weight:7.2f} {held[name][1]:6} {held[name][0]:7}")
    return "\n".join(lines)


def written(tables: Mapping[str, Mapping[str, float]]) -> str:
    """The tables as the product reads them."""
    lines = ["# Written by benchmarks/fit.py from labelled documents; see there. Nothing in it is set by hand."]
    for family, weights in tables.items():
        lines.append(f"{family}:")
        lines += [
            f"  {name}: {weight}"
            for name, weight in sorted(weights.items(), key=lambda one: (one[0] != "bias", -one[1]))
        ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
