"""Where bytes come from: a work tree, the git index, a git commit or a plain folder. Nothing of them is executed."""

from checker.sources.opening import open_source
from checker.sources.source import Added, Source
from checker.sources.subfolder import Subfolder

__all__ = ["Added", "Source", "Subfolder", "open_source"]
