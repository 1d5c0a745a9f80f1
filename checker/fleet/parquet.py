"""A run over a fleet as Parquet files, for those who ask many questions of it (https://parquet.apache.org)."""

from __future__ import annotations

from pathlib import Path

from checker.errors import UsageError
from checker.files import put
from checker.fleet.standing import Standing


def write_parquet(standing: Standing, folder: Path) -> tuple[Path, Path]:
    """Writes `repositories.parquet`, a row for each, and `criteria.parquet`, a row for each criterion of each.

    Raises UsageError where pyarrow is not installed, and OutputError where a file cannot be written.
    """
    try:
        import pyarrow as pa
        from pyarrow import parquet
    except ImportError:
        raise UsageError("pyarrow is not installed, which writes Parquet; it comes with the extra `fleet`") from None
    run = standing.run
    repositories = [
        {
            "run": run.number,
            "as_of": run.day,
            "name": one.place.name,
            "at": one.place.at,
            "revision": one.place.revision,
            "owner": one.place.owner,
            "state": one.outcome.state,
            "message": one.outcome.message,
            "commit": one.outcome.key.commit if one.outcome.key else "",
            "policy": one.outcome.key.policy if one.outcome.key else "",
            "evidence": one.outcome.key.evidence if one.outcome.key else "",
            "verdict": one.outcome.verdict,
            "exit_code": one.outcome.exit_code,
            "judged": one.outcome.done,
            "seconds": one.outcome.seconds,
            "issues": one.outcome.issues,
            "issues_moment": one.outcome.moment,
        }
        for one in standing.lines
    ]
    criteria = [
        {
            "run": run.number,
            "name": line.place.name,
            "policy": one.policy,
            "criterion": one.id,
            "title": one.title,
            "outcome": one.outcome,
            "severity": one.severity,
            "owner": one.owner,
        }
        for line in standing.lines
        for one in line.outcome.criteria
    ]
    written = []
    for name, rows in (("repositories", repositories), ("criteria", criteria)):
        sink = pa.BufferOutputStream()
        parquet.write_table(pa.Table.from_pylist(rows), sink)
        target = folder / f"{name}.parquet"
        put(sink.getvalue().to_pybytes(), target, with_folder=True)
        written.append(target)
    return written[0], written[1]
