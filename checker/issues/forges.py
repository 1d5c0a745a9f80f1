"""Addresses at a forge: of a project's page, and of a line of a file at a commit."""

from __future__ import annotations

from urllib.parse import quote

from checker.classes import dataclass
from checker.issues.remotes import project_of_remote
from checker.model.location import Location

_FILES_BY_HOST = {"github.com": "blob", "gitlab.com": "-/blob"}


@dataclass(frozen=True, slots=True)
class Project:
    """A repository at a forge. name: `owner/name`. below: what stands between its page and a commit, for files."""

    host: str
    name: str
    below: str

    @property
    def page(self) -> str:
        return f"https://{self.host}/{quote(self.name)}"

    def files(self, commit: str, folder: str = "") -> str:
        """The address below which the files of a commit are, or those of one folder of it."""
        return "/".join((self.page, self.below, commit, *([_quoted(folder)] if folder else [])))


def project_of_origin(url: str) -> Project | None:
    """The project that a remote's address names, None at a host of which nobody knows what kind of forge it is."""
    host, name = project_of_remote(url) or ("", "")
    return Project(host, name, _FILES_BY_HOST[host]) if host in _FILES_BY_HOST else None


def address_of(files: str, place: Location) -> str:
    """The page of a file at its line; Markdown as its source, because a rendered page has no lines.

    files: as in `Project.files`, empty for none. Names that are no UTF-8 keep their bytes.
    """
    if not files or place.path in ("", ".") or place.path.startswith(("/", "http://", "https://")):
        return ""
    try:
        address = f"{files}/{_quoted(place.path)}"
    except UnicodeEncodeError:  # no file can have such a name
        return ""
    if place.line is None:
        return address
    plain = "?plain=1" if place.path.lower().endswith((".md", ".markdown")) else ""
    return f"{address}{plain}#L{place.line}"


def _quoted(path: str) -> str:
    return quote(path, errors="surrogateescape")
