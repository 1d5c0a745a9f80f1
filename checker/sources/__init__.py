"""Where bytes come from: a work tree, the git index, a git commit or a plain folder. Nothing of them is executed."""

from checker.sources.below import Below
from checker.sources.opening import open_source
from checker.sources.source import Added, Source

__all__ = ["Added", "Below", "Source", "open_source"]
