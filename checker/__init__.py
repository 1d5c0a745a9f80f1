"""closure-check: judges a repository against a policy of success criteria."""

__version__ = "0.1.0"
