"""Where something stands."""

from __future__ import annotations

from checker.classes import dataclass, replace


@dataclass(frozen=True, slots=True, order=True)
class Location:
    """Where something stands.

    path: relative to the judged root, `/` between names, `.` for the root itself.
    line, column: 1-based, code points; None where the format gives none (TOML) or where there is no text (a file).
    pointer: symbolic (`Defect Catalog/P0-002/Issue`), survives edits above it; waivers and fingerprints use it.
    """

    path: str
    line: int | None = None
    column: int | None = None
    pointer: str = ""

    def __str__(self) -> str:
        return ":".join(str(part) for part in (self.path, self.line, self.column) if part is not None)

    def pointing(self, *names: str) -> Location:
        """The same place with `names` appended to its pointer."""
        parts = [self.pointer, *names] if self.pointer else list(names)
        return replace(
            self, pointer="/".join(part.replace("/", "~1") if part is not self.pointer else part for part in parts)
        )


NOWHERE = Location("")
"""The place of what stands in no file."""
