"""Fuzzes every reader for some minutes, guided by what of the code an input reaches (atheris, libFuzzer).

`python -m fuzz MINUTES [TARGET…]`. What is found is kept in `.fuzz/found`, and what reached something new is kept, too,
for the next run to go on from there. Exit code 1 when an input raised, or took too long.
"""

from __future__ import annotations

import subprocess
import sys
from hashlib import sha1
from pathlib import Path

KEPT = Path(__file__).resolve().parents[2] / ".fuzz"
SLOWEST = 10
"""Seconds that one input may take. Bytes of the longest input, and megabytes of memory:"""
LONGEST = 8192
MEMORY = 2048


def main() -> int:
    if sys.argv[1] == "--one":
        return fuzz_one(sys.argv[2], int(sys.argv[3]))
    from fuzz.targets import TARGETS

    minutes, wanted = float(sys.argv[1]), sys.argv[2:] or list(TARGETS)
    whole = sum(TARGETS[name].weight for name in wanted)
    failed = []
    for name in wanted:
        seconds = max(5, round(60 * minutes * TARGETS[name].weight / whole))
        print(f"{name}: {seconds} s", flush=True)  # noqa: T201
        done = subprocess.run([sys.executable, "-m", "fuzz", "--one", name, str(seconds)], check=False)
        failed += [name] if done.returncode else []
    said = f"found something in {', '.join(failed)}; see {KEPT.name}/found" if failed else "nothing was found"
    print(said)  # noqa: T201
    return int(bool(failed))


def fuzz_one(name: str, seconds: int) -> int:
    """Never returns where something is found: libFuzzer ends the process itself."""
    import atheris

    with atheris.instrument_imports(include=["checker", "markdown_it"]):
        from fuzz.targets import TARGETS, seeds_of

        for seed in seeds_of(TARGETS[name]):
            TARGETS[name].read(seed)
            break

    corpus, found = KEPT / "corpus" / name, KEPT / "found"
    corpus.mkdir(parents=True, exist_ok=True)
    found.mkdir(exist_ok=True)
    for seed in seeds_of(TARGETS[name]):
        (corpus / sha1(seed, usedforsecurity=False).hexdigest()).write_bytes(seed)
    limits = [f"-max_total_time={seconds}", f"-timeout={SLOWEST}", f"-rss_limit_mb={MEMORY}", f"-max_len={LONGEST}"]
    quiet = ["-verbosity=0", "-print_final_stats=1", f"-artifact_prefix={found}/{name}-"]
    atheris.Setup([sys.argv[0], *limits, *quiet, str(corpus)], TARGETS[name].read)
    atheris.Fuzz()
    return 0


sys.exit(main())
