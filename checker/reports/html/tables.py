"""What is handed over and who signed it: tables that become cards on a narrow screen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from checker.classes import dataclass
from checker.issues.forges import address_of
from checker.messages.summary import counted
from checker.model.exhibits import Artifact, Signing
from checker.model.location import Location
from checker.model.observation import Outcome
from checker.model.report import Report
from checker.reports.html.markup import NOTHING, Content, Markup, prose, tag
from checker.reports.html.shown import outside, place
from checker.reports.html.signs import icon

_OUTCOME_BY_SIGNED: Mapping[str, Outcome] = {"signed": Outcome.PASS, "ambiguous": Outcome.UNKNOWN}


@dataclass(frozen=True, slots=True)
class Table:
    """name: of its part of the page. said: above it, about all of it. nothing: said instead of an empty one."""

    name: str
    title: str
    said: Content
    heads: Sequence[str]
    rows: Sequence[Sequence[Content]]
    nothing: str
    class_: str = ""


def artifacts(report: Report) -> Markup:
    """What criteria require to be committed, with its size, and the object by which git knows its content."""
    there = sum(not one.missing for one in report.artifacts)
    said = f"{there} of {counted(len(report.artifacts), 'artifact')} {_where(report)}"
    rows = [_artifact(report, one) for one in report.artifacts]
    heads, nothing = ("Artifact", "State", "Size", "Git object"), "No criterion asks for a committed file."
    return section_of(Table("artifacts", "The artifacts", said, heads, rows, nothing, "appendix"))


def signings(report: Report) -> Markup:
    """Every place for a signature that a criterion looked at, with the kind of its proof."""
    signed = sum(one.verdict == "signed" for one in report.signings)
    places = counted(len(report.signings), "place")
    said = f"{signed} of {places} signed; a proof says how a mark was made, not who made it"
    rows = [_signing(report, one) for one in report.signings]
    heads = ("Who", "State", "Mark", "Proof", "Date")
    return section_of(Table("signatures", "The signatures", said, heads, rows, "No criterion asks for a signature."))


def _where(report: Report) -> str:
    if report.judged.commit:
        return f"in commit {report.judged.commit}"
    return f"in the {report.judged.at}, which no commit holds yet as a whole"


def section_of(table: Table) -> Markup:
    inner = (
        [tag("p", table.said, class_="lead"), _table(table)]
        if table.rows
        else tag("p", table.nothing, class_="nothing")
    )
    title = tag("h2", table.title, id=table.name)
    return tag("section", title, inner, aria_labelledby=table.name, class_=table.class_ or None)


def _table(table: Table) -> Markup:
    # Roles are said because a narrow screen shows rows as blocks, and then browsers forget that this is a table.
    top = tag("tr", [tag("th", head, scope="col", role="columnheader") for head in table.heads], role="row")
    rows = [[_cell(head, cell) for head, cell in zip(table.heads, row, strict=True)] for row in table.rows]
    return tag(
        "table",
        tag("caption", table.title, class_="unseen"),
        tag("thead", top, role="rowgroup"),
        tag("tbody", [tag("tr", row, role="row") for row in rows], role="rowgroup"),
        role="table",
    )


def _cell(head: str, content: Content) -> Markup:
    label = tag("span", head, class_="head", aria_hidden="true")
    return tag("td", label, tag("span", content, class_="value"), role="cell")


def _artifact(report: Report, one: Artifact) -> Sequence[Content]:
    address = address_of(report.judged.files, Location(one.path)) if not one.missing else ""
    path = outside(tag("code", one.path), address)
    name = [tag("b", prose(one.name)), tag("br"), path] if one.name != one.path else path
    outcome = Outcome.FAIL if one.missing else Outcome.PASS
    words = "missing" if one.missing else "committed" if report.judged.commit else "there"
    why = tag("span", " ", prose(one.missing.removeprefix(f"{one.path} ")), class_="quiet") if one.missing else NOTHING
    return name, [_state(outcome, words), why], _size(one), tag("code", one.blob[:12]) if one.blob else "–"


def _size(one: Artifact) -> str:
    if one.files is not None:
        return counted(one.files, "file")
    return f"{one.size:,} bytes" if one.size is not None else "–"


def _signing(report: Report, one: Signing) -> Sequence[Content]:
    who = [tag("b", prose(one.who)), tag("br"), place(report, one.location, is_short=True)]
    role = [", ", one.role] if one.role else NOTHING
    state = _state(_OUTCOME_BY_SIGNED.get(one.verdict, Outcome.FAIL), one.verdict)
    why = tag("span", " ", prose(one.reason), class_="quiet") if one.reason else NOTHING
    return [who, role], [state, why], tag("bdi", one.mark) if one.mark else "–", one.proof, one.date or "–"


def _state(outcome: Outcome, words: str) -> Markup:
    return tag("span", icon(outcome), words, class_=f"badge {outcome.value}")
