"""closure-check: judges a repository against a policy of success criteria.

For programs, `judge` gives the report, `render` writes it in a format, and `ClosureCheckError` says what the caller has
to mend before anything can be judged. Each is imported when it is first used.
"""

__version__ = "0.1.0"

__all__ = [
    "ClosureCheckError",
    "Location",
    "Mistake",
    "Observation",
    "Outcome",
    "Report",
    "Result",
    "Severity",
    "Stage",
    "Verdict",
    "judge",
    "render",
    "render_bytes",
]

TYPE_CHECKING = False  # `typing` takes longer to import than this module
if TYPE_CHECKING:
    from checker.errors import ClosureCheckError, Mistake
    from checker.library import judge, render, render_bytes
    from checker.model.location import Location
    from checker.model.observation import Observation, Outcome
    from checker.model.report import Report, Result, Severity, Stage, Verdict


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module `checker` has no attribute `{name}`")
    from checker import library

    return getattr(library, name)


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
