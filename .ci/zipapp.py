"""Runs in closure-check.pyz before the command, and says so where that was made for another Python or machine."""

import sys
from importlib.machinery import EXTENSION_SUFFIXES
from pathlib import Path

compiled = (Path(__file__).parent.parent / "pydantic_core").glob("_pydantic_core.*.*")
made_for = [one.name.split(".")[1] for one in compiled]
here = [suffix.split(".")[1] for suffix in EXTENSION_SUFFIXES]
if made_for and not set(made_for) & set(here):
    sys.stderr.write(
        f"closure-check.pyz was made for {made_for[0]}, and this Python is {here[0]}; "
        "start it with one that fits, or make it again in a clone: make clean dist PYTHON=…\n"
    )
    sys.exit(2)
