"""The selectors that a policy can name, one registration line each."""

from __future__ import annotations

from collections.abc import Mapping

from checker.model.kinds import Selector
from checker.model.registry import Registry

SELECTOR_BY_NAME: Mapping[str, type[Selector]] = Registry(
    __name__,
    {
        "attribute": "attribute:Attribute",
        "block": "block:Block",
        "cell": "cell:Cell",
        "change": "change:Change",
        "code": "code:Code",
        "command": "command:Command",
        "comment": "comment:Comment",
        "commit": "commit:Commit",
        "connection": "connection:Connection",
        "definition": "definition:Definition",
        "entry": "entry:Entry",
        "file": "file:File",
        "issue": "issue:Issue",
        "job": "job:Job",
        "line": "line:Line",
        "link": "link:Link",
        "list": "list:List",
        "mention": "mention:Mention",
        "name": "name:Name",
        "of": "of:Of",
        "passage": "passage:Passage",
        "person": "person:Person",
        "project_item": "project_item:ProjectItem",
        "pull_request": "pull_request:PullRequest",
        "question": "question:Question",
        "reference": "reference:Reference",
        "region": "region:Region",
        "review": "review:Review",
        "row": "row:Row",
        "section": "section:Section",
        "signature": "signature:Signature",
        "table": "table:Table",
        "tag": "tag:Tag",
        "task": "task:Task",
        "trigger": "trigger:Trigger",
        "value": "value:Value",
    },
)
