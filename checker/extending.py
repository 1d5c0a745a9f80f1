"""What the code of a plugin is written against; see the page on extending.

Everything else in `checker` may change from one version to the next.
"""

from checker.data.parts import Part, WrongShapeError, parse_json
from checker.data.source import source_lines
from checker.errors import ClosureCheckError, UsageError
from checker.formats.markdown import read_markdown
from checker.formats.reading import Format
from checker.issues.forge_notation import ForgeNotation
from checker.issues.key_notation import KeyNotation
from checker.issues.lists import answers, near_names
from checker.messages.findings import summary
from checker.model.data import Node, Stream
from checker.model.document import Document
from checker.model.issues import (
    Answers,
    Facet,
    FacetQuery,
    Issue,
    IssueComment,
    IssueKey,
    IssueList,
    IssueQuery,
    IssueRef,
    IssuesOrigin,
    Missing,
    ProjectItem,
)
from checker.model.kinds import Requirement, Scope, Selector
from checker.model.language import Condition, Operand, PathSet, Pattern, People, Person, Selected, Selection
from checker.model.location import Location
from checker.model.markdown import Markdown
from checker.model.observation import Observation, Outcome, met, not_met, undecided
from checker.model.problem import Problem
from checker.model.record import Link, Record, Subject, Value, listed, plain_value
from checker.model.references import LINK, Named, Notation, Pull, Stray
from checker.model.report import RenderOptions, Report, Result
from checker.text.display import visible_line
from checker.text.shown import quoted
from checker.trackers import LiveTracker, NoTracker, Tracker, TrackerKind, TrackerSetting
from checker.tree.places import documents_in, regions_in, words_for
from checker.values.dates import date_problem, read_date
from checker.web.access import Access
from checker.web.address import Address, read_address
from checker.web.exchange import Reply, Request, UnansweredError
from checker.web.failures import moment, unanswered
from checker.web.token import Token, find_token
from checker.web.transport import Transport

__all__ = [
    "LINK",
    "Access",
    "Address",
    "Answers",
    "ClosureCheckError",
    "Condition",
    "Document",
    "Facet",
    "FacetQuery",
    "ForgeNotation",
    "Format",
    "Issue",
    "IssueComment",
    "IssueKey",
    "IssueList",
    "IssueQuery",
    "IssueRef",
    "IssuesOrigin",
    "KeyNotation",
    "Link",
    "LiveTracker",
    "Location",
    "Markdown",
    "Missing",
    "Named",
    "NoTracker",
    "Node",
    "Notation",
    "Observation",
    "Operand",
    "Outcome",
    "Part",
    "PathSet",
    "Pattern",
    "People",
    "Person",
    "Problem",
    "ProjectItem",
    "Pull",
    "Record",
    "RenderOptions",
    "Reply",
    "Report",
    "Request",
    "Requirement",
    "Result",
    "Scope",
    "Selected",
    "Selection",
    "Selector",
    "Stray",
    "Stream",
    "Subject",
    "Token",
    "Tracker",
    "TrackerKind",
    "TrackerSetting",
    "Transport",
    "UnansweredError",
    "UsageError",
    "Value",
    "WrongShapeError",
    "answers",
    "date_problem",
    "documents_in",
    "find_token",
    "listed",
    "met",
    "moment",
    "near_names",
    "not_met",
    "parse_json",
    "plain_value",
    "quoted",
    "read_address",
    "read_date",
    "read_markdown",
    "regions_in",
    "source_lines",
    "summary",
    "unanswered",
    "undecided",
    "visible_line",
    "words_for",
]
