"""The command in a child process that may take only so much time and memory; whatever takes more is ended there."""

from __future__ import annotations

import resource
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from commands import CLEAN, PROJECT, Ran

SECONDS = 60
"""Of processor time: far more than any of it takes, and far less than what never ends."""
BYTES = 1 << 30

IMPORTS = {**CLEAN, "PYTHONPATH": str(PROJECT), "PYTHONDONTWRITEBYTECODE": "1"}

POLICY = """\
version: 1
policy: small
criteria:
  - id: filled-in
    for_each: {file: a.md}
    require: {no_placeholders: true}
"""


def small_house(folder: Path) -> Path:
    """A folder with a document and the policy that it meets."""
    root = folder / "house"
    root.mkdir()
    (root / "a.md").write_text("# A\n\nAll is said.\n")
    (root / "policy.yaml").write_text(POLICY)
    return root


def bounded(
    folder: Path,
    *arguments: str | Path,
    seconds: int = SECONDS,
    memory: int = BYTES,
    environment: Mapping[str, str] = IMPORTS,
    through: str = "",
    file_size: int = resource.RLIM_INFINITY,
) -> Ran:
    """The command of this checkout in a folder. through: what the shell does with its streams, such as `>&-`.

    file_size: bytes of the largest file that it may write, as on a disk that is full.
    """

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        resource.setrlimit(resource.RLIMIT_FSIZE, (file_size, file_size))

    shell = ["bash", "-c", f'"$@" {through}', "closure-check"]
    done = subprocess.run(
        [*shell, sys.executable, "-P", "-m", "checker", *arguments],
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        preexec_fn=limit,
    )
    ran = Ran(done.returncode, done.stdout.decode(), done.stderr.decode())
    assert "Traceback" not in ran.out + ran.err
    assert "has a bug" not in ran.err
    return ran
