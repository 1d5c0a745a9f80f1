"""The selectors that a policy can name, one registration line each."""

from __future__ import annotations

from collections.abc import Mapping

from checker.model.kinds import Selector
from checker.selectors.attribute import Attribute
from checker.selectors.block import Block
from checker.selectors.cell import Cell
from checker.selectors.code import Code
from checker.selectors.command import Command
from checker.selectors.comment import Comment
from checker.selectors.definition import Definition
from checker.selectors.entry import Entry
from checker.selectors.file import File
from checker.selectors.issue import Issue
from checker.selectors.job import Job
from checker.selectors.line import Line
from checker.selectors.link import Link
from checker.selectors.list import List
from checker.selectors.mention import Mention
from checker.selectors.name import Name
from checker.selectors.of import Of
from checker.selectors.passage import Passage
from checker.selectors.person import Person
from checker.selectors.question import Question
from checker.selectors.reference import Reference
from checker.selectors.region import Region
from checker.selectors.row import Row
from checker.selectors.section import Section
from checker.selectors.signature import Signature
from checker.selectors.table import Table
from checker.selectors.task import Task
from checker.selectors.trigger import Trigger
from checker.selectors.value import Value

SELECTOR_BY_NAME: Mapping[str, type[Selector]] = {
    "attribute": Attribute,
    "block": Block,
    "cell": Cell,
    "code": Code,
    "command": Command,
    "comment": Comment,
    "definition": Definition,
    "entry": Entry,
    "file": File,
    "issue": Issue,
    "job": Job,
    "line": Line,
    "link": Link,
    "list": List,
    "mention": Mention,
    "name": Name,
    "of": Of,
    "passage": Passage,
    "person": Person,
    "question": Question,
    "reference": Reference,
    "region": Region,
    "row": Row,
    "section": Section,
    "signature": Signature,
    "table": Table,
    "task": Task,
    "trigger": Trigger,
    "value": Value,
}
