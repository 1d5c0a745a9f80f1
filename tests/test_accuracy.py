"""The benchmark of accuracy: what it prints of a labelled set."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

from commands import PROJECT

ROW = "| Lead | Maya | {mark} | 2026-03-02 |"
TABLE = "| Role | Name | Signature | Date |\n|---|---|---|---|\n"
SETS: dict[str, list[dict[str, Any]]] = {
    "placeholders.dev.jsonl": [
        {"id": "A", "text": "Owner: [name]", "context": "prose", "is_placeholder": True},
        {"id": "B", "text": "| MTTR | TBD |", "context": "table_row", "is_placeholder": True},
        {"id": "C", "text": "title: <title>", "context": "code_block", "is_placeholder": True},
        {"id": "D", "text": "owner: ???", "context": "yaml", "is_placeholder": True},
        {"id": "E", "text": 'owner = "TBD"', "context": "tf", "is_placeholder": True},
        {"id": "F", "text": "The value is a secret of theirs.", "context": "prose", "is_placeholder": True},
        {"id": "G", "text": "See [the plan](plan.md).", "context": "prose", "is_placeholder": False},
        {"id": "H", "text": "The owner is TBD.", "context": "prose", "is_placeholder": False},
        {"id": "I", "text": "[ ]", "context": "prose", "is_placeholder": None},
    ],
    "signoff.dev.jsonl": [
        {"id": "A", "source": "a.md", "verdict": "signed", "text": f"{TABLE}{ROW.format(mark='Maya')}\n"},
        {"id": "B", "source": "b.md", "verdict": "signed", "text": f"{TABLE}{ROW.format(mark='____')}\n"},
        {"id": "C", "source": "c.yaml#L1", "verdict": "unsigned", "text": "approvers: []\n"},
    ],
    "totals.dev.jsonl": [
        {
            "id": "A",
            "column": "Cost",
            "verdict": "equal",
            "text": "| a | Cost |\n|---|---|\n| b | 1 |\n| Total | 1 |\n",
        },
        {"id": "B", "column": "-", "verdict": "not a total row", "text": "| a | 1 |\n"},
    ],
    "issuerefs.dev.jsonl": [
        {"id": "A", "text": "fixes #7 and acme/belt#8", "refs": ["#7", "acme/belt#8"]},
        {"id": "B", "text": "| plan | — |", "refs": []},
        {"id": "C", "text": "# fixes #9", "refs": ["#9"]},
        {"id": "D", "text": "- see #10", "refs": ["#11"]},
    ],
}
PRINTED = """\
placeholders sure, recall: 4 of 5 (80.0%) in N s; 1 slots stand in code blocks and comments, which it does not read
    missed F (prose): The value is a secret of theirs.
placeholders sure, false alarms: 1 of 2 (50.0%) in N s
    false alarm H (prose): The owner is TBD.
placeholders sure or likely, recall: 4 of 5 (80.0%) in N s; 1 slots stand in code blocks and comments, which it does \
not read
    missed F (prose): The value is a secret of theirs.
placeholders sure or likely, false alarms: 1 of 2 (50.0%) in N s
    false alarm H (prose): The owner is TBD.
placeholders in every scope, recall: 5 of 6 (83.3%) in N s
    missed F (prose): The value is a secret of theirs.
placeholders in every scope, false alarms: 1 of 2 (50.0%) in N s
    false alarm H (prose): The owner is TBD.
sign-offs: 2 of 3 (66.7%) in N s
    B: unsigned, expected signed: | Role | Name | Signature | Date | |---|---|---|---| | Lead | Maya | ____ | \
2026-03-02 |
totals: 2 of 2 (100.0%) in N s
issue references: 3 of 4 (75.0%) in N s; in 9 places
    D everywhere: ['#10'], expected ['#11']: - see #10
documents with status Final, quiet: 0 of 1 (0.0%) in N s; 1 alarms
    one.md:5:1: `TBD` is a word that says something is missing
documents without a false alarm: 0 of 1 (0.0%) in N s; 0 alarms are genuine, 1 are not
    one.md:5:1: not looked at yet
"""


def measured(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(PROJECT / "benchmarks" / "accuracy.py"), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, env={"PYTHONPATH": str(PROJECT)})


def test_recall_false_alarms_and_every_miss_are_printed(tmp_path: Path) -> None:
    for name, rows in SETS.items():
        (tmp_path / name).write_text("".join(f"{json.dumps(row)}\n" for row in rows))
    (tmp_path / "eips").mkdir()
    (tmp_path / "eips" / "one.md").write_text("---\nstatus: Final\n---\n\nTBD\n")
    done = measured(str(tmp_path))
    assert (re.sub(r"\d+\.\d\d s", "N s", done.stdout), done.stderr, done.returncode) == (PRINTED, "", 0)


def test_a_folder_without_labelled_sets_is_refused(tmp_path: Path) -> None:
    done = measured(str(tmp_path))
    assert (done.returncode, done.stderr.partition(" holds none of ")[0]) == (2, str(tmp_path))
