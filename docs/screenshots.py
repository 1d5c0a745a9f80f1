"""Takes the pictures in `docs/images/`: the page of both examples and the text output, in a headless Chromium.

python docs/screenshots.py        needs chromium on the path; `make screenshots` calls it
"""

from __future__ import annotations

import html
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
IMAGES = PROJECT / "docs" / "images"
DAYS = {"a-week-before": "2026-07-20", "ready-to-close": "2026-07-27"}
FLAGS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)
COLORS = {
    "1": "font-weight:600",
    "2": "color:#8b949e",
    "31": "color:#ff8078",
    "32": "color:#56d08a",
    "33": "color:#e8b94e",
}
TERMINAL = """<!doctype html><meta charset="utf-8"><style>body{{background:#14171b;color:#e7eaee;margin:0}}
pre{{font:14px/1.45 "DejaVu Sans Mono",Menlo,Consolas,monospace;margin:24px}}</style><pre>{}</pre>"""


PHONE = """<!doctype html><style>body{{background:#dfe3e8;display:grid;margin:0;min-height:100vh;place-items:center}}
iframe{{border:0;border-radius:28px;height:920px;width:360px}}</style><iframe src="{}"></iframe>"""
"""A window of Chromium is at least 500 wide, so a phone is a page within a page."""


def main() -> None:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        sys.exit("chromium is not on the path; on Debian: apt-get install chromium")
    IMAGES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        for name in DAYS:
            commit(name, folder / name)
            closure_check(folder / name, "report", name, "-o", str(folder / f"{name}.html"))
        said = closure_check(folder / "a-week-before", "check", "a-week-before", "--color", "always")
        (folder / "text.html").write_text(TERMINAL.format(painted(said)), encoding="utf-8")
        take(chromium, folder / "a-week-before.html", "page-no-go.png", 1280, 1130)
        take(chromium, folder / "ready-to-close.html", "page-go.png", 1280, 1130)
        (folder / "phone.html").write_text(PHONE.format(folder / "a-week-before.html"), encoding="utf-8")
        take(chromium, folder / "phone.html", "page-phone.png", 500, 1000)
        take(chromium, folder / "text.html", "text.png", 760, 941)


def commit(name: str, folder: Path) -> None:
    """An example as a repository of its own, always with the same commit."""
    shutil.copytree(PROJECT / "examples" / name, folder)
    who = {f"GIT_{one}_{what}": value for one in ("AUTHOR", "COMMITTER") for what, value in _IDENTITY.items()}
    who |= {f"GIT_{one}_DATE": f"{DAYS[name]}T12:00:00Z" for one in ("AUTHOR", "COMMITTER")}
    for arguments in ("init --quiet --initial-branch=main", "add --all --force", "commit --quiet --message=day"):
        subprocess.run(["git", *arguments.split()], cwd=folder, env={**os.environ, **who}, check=True)


_IDENTITY = {"NAME": "Arun", "EMAIL": "arun@example.org"}


def closure_check(folder: Path, command: str, name: str, *options: str) -> str:
    judged = ["--policy", "flx-eng-rfc-008", "--issues", "issues.json", "--as-of", DAYS[name], "--at", "HEAD"]
    ran = subprocess.run(
        [sys.executable, "-P", "-m", "checker", command, *judged, *options],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(PROJECT), "COLUMNS": "84"},
        capture_output=True,
        check=False,
        text=True,
    )
    if ran.returncode > 1:
        sys.exit(ran.stderr)
    return ran.stdout


def painted(said: str) -> str:
    """What a terminal would show, as HTML."""
    escaped = html.escape("\n".join(said.splitlines()[:44]))
    opened = re.sub(r"\x1b\[([0-9;]+)m", lambda found: _style(found[1]), escaped)
    return opened.replace("\x1b[0m", "</span>")


def _style(codes: str) -> str:
    if codes == "0":
        return "</span>"
    return f'<span style="{";".join(COLORS.get(code, "") for code in codes.split(";"))}">'


def take(chromium: str, page: Path, name: str, width: int, height: int) -> None:
    size = f"--window-size={width},{height}"
    with tempfile.TemporaryDirectory() as profile:
        where = [f"--user-data-dir={profile}", f"--screenshot={IMAGES / name}", page.as_uri()]
        subprocess.run([chromium, *FLAGS, size, *where], check=True, capture_output=True)
    print(IMAGES / name)


if __name__ == "__main__":
    main()
