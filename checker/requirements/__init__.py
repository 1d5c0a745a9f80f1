"""The requirements that a policy can name, one registration line each."""

from __future__ import annotations

from collections.abc import Mapping

from checker.model.kinds import Requirement
from checker.requirements.alike import First, Last, Unique
from checker.requirements.amounts import Date, Number
from checker.requirements.commands import RunsClean
from checker.requirements.form import WellFormed
from checker.requirements.issues import Issue, IssueReference
from checker.requirements.order import InOrder, Ranks
from checker.requirements.people import Person, Signed
from checker.requirements.placeholders import NoPlaceholders, NoTemplateText
from checker.requirements.records import Checked, Done, Each, Exists, Yes
from checker.requirements.sequence import SequenceOf
from checker.requirements.shape import Length, Schema
from checker.requirements.text import Called, Contains, Equals, Filled, Matches, OneOf, SameAs
from checker.requirements.totals import AddsUp
from checker.requirements.tree import Committed, InTree, Resolves
from checker.requirements.versions import VersionConstraint

REQUIREMENT_BY_NAME: Mapping[str, type[Requirement]] = {
    "adds_up": AddsUp,
    "called": Called,
    "checked": Checked,
    "committed": Committed,
    "contains": Contains,
    "date": Date,
    "done": Done,
    "each": Each,
    "equals": Equals,
    "exists": Exists,
    "filled": Filled,
    "first": First,
    "in_order": InOrder,
    "in_tree": InTree,
    "issue": Issue,
    "issue_reference": IssueReference,
    "last": Last,
    "length": Length,
    "matches": Matches,
    "no_placeholders": NoPlaceholders,
    "no_template_text": NoTemplateText,
    "number": Number,
    "one_of": OneOf,
    "person": Person,
    "ranks": Ranks,
    "resolves": Resolves,
    "runs_clean": RunsClean,
    "same_as": SameAs,
    "schema": Schema,
    "sequence": SequenceOf,
    "signed": Signed,
    "unique": Unique,
    "version_constraint": VersionConstraint,
    "well_formed": WellFormed,
    "yes": Yes,
}
