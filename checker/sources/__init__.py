"""Where bytes come from: a work tree, the git index, a git commit or a plain folder. Nothing of them is executed."""

from checker.sources.below import Below
from checker.sources.opening import open_source
from checker.sources.source import Source

__all__ = ["Below", "Source", "open_source"]
