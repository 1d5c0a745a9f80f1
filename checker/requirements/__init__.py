"""The requirements that a policy can name, one registration line each."""

from __future__ import annotations

from collections.abc import Mapping

from checker.model.kinds import Requirement
from checker.model.registry import Registry

REQUIREMENT_BY_NAME: Mapping[str, type[Requirement]] = Registry(
    __name__,
    {
        "adds_up": "totals:AddsUp",
        "called": "text:Called",
        "checked": "records:Checked",
        "committed": "tree:Committed",
        "contains": "text:Contains",
        "date": "amounts:Date",
        "done": "records:Done",
        "each": "records:Each",
        "ends_with": "ends:EndsWith",
        "equals": "text:Equals",
        "exists": "records:Exists",
        "filled": "text:Filled",
        "first": "alike:First",
        "in_order": "order:InOrder",
        "in_tree": "tree:InTree",
        "issue": "issues:Issue",
        "issue_reference": "issues:IssueReference",
        "last": "alike:Last",
        "length": "shape:Length",
        "matches": "text:Matches",
        "no_placeholders": "placeholders:NoPlaceholders",
        "no_template_text": "placeholders:NoTemplateText",
        "number": "amounts:Number",
        "one_of": "text:OneOf",
        "person": "people:Person",
        "present": "presence:Present",
        "ranks": "order:Ranks",
        "resolves": "tree:Resolves",
        "runs_clean": "commands:RunsClean",
        "same_as": "text:SameAs",
        "schema": "shape:Schema",
        "sequence": "sequence:SequenceOf",
        "signed": "people:Signed",
        "starts_with": "ends:StartsWith",
        "unique": "alike:Unique",
        "version_constraint": "versions:VersionConstraint",
        "well_formed": "form:WellFormed",
        "within": "network:Within",
        "yes": "records:Yes",
    },
)
