"""How far a policy agrees with another tool that checks the same rules: `python benchmarks/agreement.py PATH`.

PATH is a folder with `eips/`, the proposals `eip-N.md`, and `eipw-verdicts.dev.jsonl`, what eipw says of them, one JSON
object a line: `file`, and the ids of rules in `errors` and `warnings`. The policy is examples/eips/policy.yaml. A
criterion stands for the rule that its `source` names; several may stand for one. A rule is reported on a document when
anything there is not met or undecided.

Every pair of a document and a rule counts, whatever the two tools say of it. A disagreement that
examples/eips/disagreements.yaml does not list is shown with what was observed, and so is one that is listed and no
longer occurs.
"""

from __future__ import annotations

import json
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import yaml

from checker.model.observation import Observation
from checker.model.report import Report
from checker.pipeline import Options, check
from checker.policy.shipped import PolicyFile
from checker.sources import open_source

EXAMPLE = Path(__file__).resolve().parent.parent / "examples" / "eips"
DAY = date(2026, 7, 26)
TOOL = "eipw, "
"""How the source of a criterion begins that stands for a rule of the other tool."""

Pair = tuple[str, str]
"""A rule and a document."""


@dataclass(frozen=True, slots=True)
class Known:
    """A disagreement that is listed. whose: `ours` or `theirs`, who should say something else."""

    cause: str
    whose: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """What the two say. rules: those that the policy states. ours: with what was observed. seconds: of judging."""

    documents: tuple[str, ...]
    rules: tuple[str, ...]
    ours: Mapping[Pair, Sequence[Observation]]
    theirs: frozenset[Pair]
    seconds: float

    @property
    def pairs(self) -> int:
        return len(self.documents) * len(self.rules)

    @property
    def stated(self) -> frozenset[Pair]:
        """What the other tool reports of rules that the policy states."""
        return frozenset(pair for pair in self.theirs if pair[0] in self.rules)

    @property
    def apart(self) -> frozenset[Pair]:
        return self.stated ^ self.ours.keys()


def main(arguments: Sequence[str]) -> int:
    """Compare the verdicts on the documents of the folder; 2 when they are not there."""
    if len(arguments) != 1:
        print("usage: python benchmarks/agreement.py PATH", file=sys.stderr)
        return 2
    folder = Path(arguments[0])
    documents, verdicts = sorted(folder.glob("eips/*.md")), folder / "eipw-verdicts.dev.jsonl"
    if not documents or not verdicts.exists():
        print(f"{folder} lacks eips/*.md or {verdicts.name}", file=sys.stderr)
        return 2
    found = compared(documents, verdicts)
    for line in (*table(found), "", *summary(found), "", *surprises(found, known_disagreements())):
        print(line)
    return 0


# Judging


def compared(documents: Sequence[Path], verdicts: Path) -> Comparison:
    report, seconds = judge(documents)
    rules = dict.fromkeys(rule_of(one.criterion.source) for one in report.results)
    names = tuple(one.name for one in documents)
    theirs = frozenset(pair for pair in their_reports(verdicts) if pair[1] in names)
    return Comparison(names, tuple(rules), our_reports(report), theirs, seconds)


def judge(documents: Sequence[Path]) -> tuple[Report, float]:
    """The report of the policy, and how long it took in seconds, reading included."""
    with TemporaryDirectory() as name:
        folder = Path(name) / "judged" / "EIPS"
        folder.mkdir(parents=True)
        for one in documents:
            (folder / one.name).write_bytes(one.read_bytes())
        policy = PolicyFile("policy.yaml", (EXAMPLE / "policy.yaml").read_bytes())
        begun = time.perf_counter()
        report = check(Options((policy,), DAY), open_source(folder.parent, "worktree"))
        return report, time.perf_counter() - begun


def rule_of(source: str) -> str:
    return source.removeprefix(TOOL)


def our_reports(report: Report) -> Mapping[Pair, Sequence[Observation]]:
    found: dict[Pair, list[Observation]] = {}
    for result in report.results:
        for seen in result.observations:
            if not seen.ok:
                pair = rule_of(result.criterion.source), Path(seen.location.path).name
                found.setdefault(pair, []).append(seen)
    return found


def their_reports(path: Path) -> Iterator[Pair]:
    for line in path.read_text(encoding="utf-8").splitlines():
        verdict = json.loads(line)
        yield from ((rule, verdict["file"]) for rule in (*verdict["errors"], *verdict["warnings"]))


def known_disagreements() -> Mapping[Pair, Known]:
    listed = yaml.safe_load((EXAMPLE / "disagreements.yaml").read_text(encoding="utf-8"))
    return {
        (rule, f"eip-{number}.md"): Known(entry["cause"], entry["whose"])
        for rule, entries in listed.items()
        for entry in entries
        for number in entry["documents"]
    }


# What is printed


def table(found: Comparison) -> Iterator[str]:
    """One line for each rule."""
    width = max(map(len, found.rules))
    yield f"{'rule':{width}}  pairs  both  only ours  only theirs"
    for rule in found.rules:
        ours = {pair for pair in found.ours if pair[0] == rule}
        theirs = {pair for pair in found.theirs if pair[0] == rule}
        counts = len(ours & theirs), len(ours - theirs), len(theirs - ours)
        yield "{:{}}  {:5}  {:4}  {:9}  {:11}".format(rule, width, len(found.documents), *counts)


def summary(found: Comparison) -> Iterator[str]:
    agreed, both = found.pairs - len(found.apart), len(found.stated & found.ours.keys())
    documents, rules = len(found.documents), len(found.rules)
    yield f"{documents} documents, {rules} rules, judged in {found.seconds:.1f} s"
    yield f"of all pairs the two agree on {_share(agreed, found.pairs)}"
    yield f"of the pairs that the other tool reports, on {_share(both, len(found.stated))}"
    left_out = Counter(rule for rule, _ in found.theirs if rule not in found.rules)
    if left_out:
        named = ", ".join(f"{rule} ({count})" for rule, count in sorted(left_out.items()))
        yield f"not stated, with what the other tool reports: {named}"


def _share(part: int, whole: int) -> str:
    return f"{part} of {whole} ({part / whole:.2%})" if whole else "none of 0"


def surprises(found: Comparison, known: Mapping[Pair, Known]) -> Iterator[str]:
    """The listed disagreements by cause; then those that are not listed, and those that are listed in vain."""
    causes = Counter((pair[0], one.whose, one.cause) for pair, one in known.items() if pair in found.apart)
    yield f"{sum(causes.values())} of {len(found.apart)} disagreements are listed"
    for (rule, whose, cause), count in causes.items():
        yield f"    {count} {whose}, {rule}: {cause}"
    for rule, document in sorted(found.apart - known.keys()):
        seen = found.ours.get((rule, document), ())
        said = f"only ours, {seen[0].location.line}: {seen[0].message}" if seen else "only theirs"
        yield f"    not listed, {rule} on {document}: {said}"
    for rule, document in sorted(known.keys() - found.apart):
        if document in found.documents:
            yield f"    listed and no longer so, {rule} on {document}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
