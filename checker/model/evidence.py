"""The state of a piece of evidence: whether it is there and can be told, and if not, why, as data.

Nothing else in the project says that evidence is missing or in doubt. A `Gap` is what stands in the place of evidence:
in a value, a document, a search or an observation. Its words are made from its reason, when somebody reads them.
"""

from __future__ import annotations

from enum import Enum, StrEnum

from checker.classes import dataclass, replace
from checker.model.location import Location


class State(StrEnum):
    """What a piece of evidence is to a verdict.

    present: it is there, as it stands. absent: it is not there, for certain; what needs it is not met, and its opposite
    is not met either. unreadable: it may be there, but nobody here can read it. undeterminable: something stands there,
    and nobody here can tell what it amounts to. What rests on the last two is undecided, and so is its opposite.
    """

    PRESENT = "present"
    ABSENT = "absent"
    UNREADABLE = "unreadable"
    UNDETERMINABLE = "undeterminable"


class _Parameter(str):
    """A parameter in a template: `{near:; the nearest is `%s`}` stands there only when there is one."""

    __slots__ = ()

    def __format__(self, spec: str) -> str:
        return spec.replace("%s", self) if self and spec else str(self)


class Reason(Enum):
    """Why evidence is missing or in doubt, with the words for it. What stands in braces are the parameters of a gap.

    The value of a member is its id, in a policy and in reports, and its words.
    """

    # What a record does not have: that is known, so what is negated of it is met.
    NO_FIELD = "no-field", "{record} has no `{field}`"
    NO_BOX = "no-box", "{record} has no box"
    NO_FILE = "no-file", "{path} is not there"
    NO_SIZE = "no-size", "{path} has no size"
    NO_BYTES = "no-bytes", "{path} has no bytes to take a digest of"
    NO_HEADINGS = "no-headings", "{path} is no Markdown, which alone has headings"
    NO_POSITION = "no-position", "a comment has no position"
    NO_GROUP = "no-group", "nothing matches `{name}`"
    NO_CELL = "no-cell", "the sign-off of {record} has no {name}"
    NO_ENTRY = "no-entry", "{here}{lacks}"
    NO_CONTENT = "no-content", "{path} {why}"
    # What should have been looked at and is not there: neither what needs it is met, nor the opposite.
    FILE_GONE = "file-gone", "{path} is not there"
    NO_COLUMN = "no-column", "the table in {where} has no column `{column}`{near:; the nearest is `%s`}"
    NO_TABLE = "no-table", "there is no table in {where}"
    NO_SUCH_TABLE = "no-such-table", "no table in {where} has the columns that are expected"
    NO_SECTION = "no-section", "{path} has no section `{title}`{near:; the nearest heading is `%s`}"
    NO_MATCH = "no-match", "no file matches `{paths}`"
    NO_KEY = "no-key", "{here}{lacks}"
    NO_JSON = "no-json", "{what} holds no JSON: {why}"
    NO_YAML = "no-yaml", "{what} holds no YAML: {why}"
    NO_TARGET = "no-target", "`{ref}` leads nowhere: {why}"
    NO_FRONT_MATTER = "no-front-matter", "{path} has no front matter"
    NO_JOBS = "no-jobs", "{path} has no `jobs`"
    NO_TRIGGERS = "no-triggers", "{path} has no `on`"
    REFUSED = "refused", "{why}"
    NO_COMMENT = "no-comment", "{path} has no comment `<!-- {comment} -->`"
    NOT_CLOSED = "not-closed", "`<!-- {comment} -->` is not closed"
    NOTHING_HERE = "nothing-here", "0 in {where}"
    NO_ISSUE = "no-issue", "{called} {why}"
    NO_OWNERS = "no-owners", "there is no CODEOWNERS, which says whose a file is"
    NO_NUMBER_OF_PULL = "no-number-of-pull-request", "{value} names no pull request of this repository"
    NO_NUMBER_OF_ISSUE = "no-number-of-issue", "{value} is no {what} of an issue"
    # What a comparison needs.
    LACKS_FIELD = "lacks-field", "{record} has no `{field}`"
    NOTHING_TO_COMPARE = "nothing-to-compare", "there is no `{field}` to compare with"
    NOTHING_TO_ADD_TO = "nothing-to-add-to", "{value} is no number to add {plus} to"
    NO_DAY = "no-day", "{value} is no date to reckon from"
    BEYOND_CALENDAR = "beyond-calendar", "{value} and {span} is no date of the calendar"
    NO_PART = "no-part", "`{value}` has no part that matches `{pattern}`"
    NO_BOUND = "no-bound", "{value} is no {what} to compare with"
    NOTHING_ELSE = "nothing-else", "there is nothing to compare {record} with"
    NO_AMOUNT = "no-amount", "`{field}` of {record} is {value}, expected a number"
    NOT_ONE = "not-one", "{count} of {where} to take `{field}` from{expected:, expected %s}"
    NO_NUMBER_OF_RECORDS = "no-number-of-records", "{value} is no number of records to compare with"
    NOTHING_TO_FILL_IN = "nothing-to-fill-in", "`{field}` is empty, expected something to fill into `{path}`"
    OUTSIDE = "outside", "`{path}` leads out of the repository"
    NOT_ONE_NUMBER = "not-one-number", "{value} holds numbers and is not one"
    UNMET_SEARCH = "unmet-search", "{what}"
    # What cannot be read.
    DOCUMENT = "document", "{path} {why}"
    LFS_POINTER = "lfs-pointer", "{path} {why}"
    NO_TEXT = "no-text", "{path} is a directory, it has no text"
    BEHIND = "behind", "{path} lies behind {gate}, {what} that is not entered"
    HISTORY = "history", "{what} cannot be told: {why}"
    UNCHECKED_SIGNATURE = "unchecked-signature", "the signature of {record} is not checked: {why}"
    NOT_TOLD = "not-told", "where the issues come from, nothing says `{field}`"
    NO_MARKDOWN = "no-markdown", "{path} is no Markdown, expected a document with headings"
    NO_DATA = "no-data", "{path} is not read as data, such as YAML, JSON, TOML, INI or XML"
    UNREAD_TARGET = "unread-target", "what `{ref}` leads to is not read: {why}"
    NO_MODULE = "no-module", "{path} is no Terraform module, expected a directory with `.tf` files"
    FRONT_MATTER = "front-matter", "{path} {why}"
    # What nobody here can tell.
    EXPRESSION = "expression", "nobody here can tell what `{value}` comes to{aside}"
    EXPRESSION_MAY_HAVE = (
        "expression-may-have",
        ("{here} is {value}, of which nobody here can tell whether it has {what}{aside}"),
    )
    MAY_NOT_BE = "may-not-be", "nobody here can tell whether there is {record}: {why}"
    MAY_FAIL = "may-fail", "{why}"
    CROSSED_OFF = "crossed-off", "{record} is ticked and struck through, so that it may be done or dropped"
    MAY_RUN = "may-run", "nobody here can tell whether `{command}` is run"
    READ_OTHERWISE = "read-otherwise", "{why}"
    BEYOND_BOUNDS = "beyond-bounds", "{record} cannot be held against the schema, which {why}"
    OUT_OF_TIME = "out-of-time", "judging this takes more than the {seconds} s that a criterion may take"
    NOT_ADDED_UP = "not-added-up", "`{field}` of {where} cannot be added up: {why}"
    # What could have been meant, and was passed over. A policy can say of these that they are meant so.
    ROW_OUTSIDE_TABLE = "row-outside-table", "`{row}` looks like the row of a table and stands in none"
    ROW_IN_CODE = "row-in-code", "`{row}` looks like the row of a table and stands in a code block"
    RAGGED_ROW = "ragged-row", "the row has {count} cells, and the table has {width} columns"
    DOUBLED_COLUMN = "doubled-column", "the table has the column `{column}` twice, and their cells differ"
    LOOKALIKE_COLUMN = "lookalike-column", "the table has a column `{there}` beside `{column}`{sign:, with %s in it}"
    LOOKALIKE_TABLE = (
        "lookalike-table",
        "`{there}` reads nearly like `{column}`, and the rows are not read",
    )
    PARTLY_FITTING_TABLE = "partly-fitting-table", "the table in line {line} has no {lacking}; its rows are not read"
    TABLE_IN_HTML = "table-in-html", "the table in line {line} is written in HTML, its rows are not read"
    LOOKALIKE_HEADING = "lookalike-heading", "the heading `{there}` reads nearly like `{title}`{sign:, with %s in it}"
    NO_HEADING = "no-heading", "`{line}` looks like a heading, and GitHub shows none"
    UNREAD_HEADING = "unread-heading", "`{line}` reads like a heading, and is none of Markdown"
    LOOKALIKE_TEXT = "lookalike-text", "`{text}` can be taken for what `{pattern}` finds{sign:, with %s in it}"
    NO_TASK = "no-task", "`{task}` looks like a task, but GitHub shows no box for `{box}`"
    UNBOXED_ITEM = "unboxed-item", "`{item}` stands among tasks and has no box"
    OPEN_BELOW = "open-below", "{record} is not ticked, and the entry in which it stands is"
    NOT_AN_ENTRY = (
        "not-an-entry",
        "{record} stands beside the {form} that are taken as the entries, and nothing says that it is done",
    )
    LONE_ANSWER = "lone-answer", "to the answer `{answer}` there is no question"
    UNREAD_QUESTION = (
        "unread-question",
        "`{question}` asks something, in another form than the questions that are read here",
    )
    BLANK_FIELD = "blank-field", "`{field}` of {record} is {what}, so nobody can tell whether it is meant"
    NEAR_VALUE = (
        "near-value",
        "`{field}` of {record} is `{value}`, which reads nearly like {wanted}{sign:, with %s in it}",
    )
    NOT_ENTERED = "not-entered", "`{paths}` may mean something behind {path}, {what} that is not entered"
    COLLIDING_PATHS = (
        "colliding-paths",
        "{path} and {others} are one file where neither case nor the composition of letters counts",
    )
    DISGUISED_PATH = "disguised-path", "{path} has {sign} in its name, so that it reads like another"
    UNCLOSED_CODE = "unclosed-code", "the code block that begins here is not closed, so all that follows is code"
    UNCLOSED_COMMENT = "unclosed-comment", "the comment that begins here is not closed, so nothing that follows is read"
    INCLUDED = "included", "what {target} says at this place is not read"
    CONDITIONAL = "conditional", "nobody here can tell whether what `{line}` encloses is shown"
    MALFORMED_MARKUP = "malformed-markup", "`{line}` breaks the rules of the format, so what stands here is not read"
    OTHERWISE_WRITTEN = "otherwise-written", "{record} has no `{field}`, and there is `{near}`"
    MISSPELT = "misspelt", "no record of {where} has `{field}`, and there is `{near}`"

    def __init__(self, id_: str, words: str) -> None:
        self.id = id_
        self.words = words


@dataclass(frozen=True, slots=True)
class Gap:
    """What stands where evidence should. location: where it was looked for, or what is in the way.

    parameters: of the reason, by name. state: never `present`.
    """

    state: State
    reason: Reason
    location: Location
    parameters: tuple[tuple[str, str], ...] = ()

    def __getitem__(self, name: str) -> str:
        """A parameter, empty for one that is not given."""
        return dict(self.parameters).get(name, "")

    @property
    def hint(self) -> str | None:
        """What to do about it, as far as that is known."""
        return self["hint"] or _HINTS.get(self.reason)

    @property
    def is_passed_over(self) -> bool:
        """Whether something that could have been meant was passed over, of which a policy can say that it is."""
        return self.reason in PASSED_OVER

    def with_state(self, state: State) -> Gap:
        return replace(self, state=state)

    @property
    def is_fact(self) -> bool:
        """Whether the evidence was read and says so itself: the opposite of what needs it is then met."""
        return self.reason in _FACTS

    @property
    def message(self) -> str:
        """The reason in words: present tense, lower case, no full stop."""
        return self.reason.words.format_map(_Parameters({name: _Parameter(value) for name, value in self.parameters}))


class _Parameters(dict[str, _Parameter]):
    def __missing__(self, _name: str) -> _Parameter:
        return _Parameter("")


_FACTS = frozenset(
    {
        Reason.NO_FIELD,
        Reason.NO_BOX,
        Reason.NO_FILE,
        Reason.NO_SIZE,
        Reason.NO_BYTES,
        Reason.NO_HEADINGS,
        Reason.NO_POSITION,
        Reason.NO_GROUP,
        Reason.NO_CELL,
        Reason.NO_ENTRY,
        Reason.NO_CONTENT,
    }
)


_HINTS = {
    Reason.OUT_OF_TIME: "compare less with each other, or give it more time with --time-limit",
    Reason.LFS_POINTER: "run `git lfs pull`",
    Reason.ROW_OUTSIDE_TABLE: "put it right below the rows of its table, with no line between",
    Reason.ROW_IN_CODE: "take the fence out of the table",
    Reason.RAGGED_ROW: "write one cell for each column; a pipe inside a cell is written `\\|`, in code too",
    Reason.DOUBLED_COLUMN: "give the columns different names",
    Reason.LOOKALIKE_COLUMN: "give the columns names that cannot be confused",
    Reason.LOOKALIKE_HEADING: "give one of the sections another title, or join them",
    Reason.NO_HEADING: "write a blank behind the hashes",
    Reason.UNREAD_HEADING: "write it as a heading, with hashes",
    Reason.LOOKALIKE_TEXT: "write it with the letters that it seems to have",
    Reason.NO_TASK: "write `- [x]` or `- [ ]` and a blank; a task that does not apply says N/A behind its box",
    Reason.UNBOXED_ITEM: "give it a box, or take it out of the list",
    Reason.OPEN_BELOW: "tick both, or none",
    Reason.LONE_ANSWER: "write the question above it, behind `Q:`; an answer in several parts bears one label",
    Reason.UNREAD_QUESTION: "write it, with its answer, as the others are written",
    Reason.CROSSED_OFF: "take the line through it away if it is done, or say behind it why it does not apply",
    Reason.BLANK_FIELD: "fill it in",
    Reason.NEAR_VALUE: "write it as the policy does",
    Reason.NOT_ENTERED: "judge what lies there by itself; the policy can say under `meant` that it does not count here",
    Reason.COLLIDING_PATHS: "rename one of them",
    Reason.DISGUISED_PATH: "rename it",
    Reason.UNCLOSED_CODE: "close it with the fence that opens it",
    Reason.UNCLOSED_COMMENT: "close it with `-->`",
}

PASSED_OVER = frozenset(
    {
        Reason.ROW_OUTSIDE_TABLE,
        Reason.ROW_IN_CODE,
        Reason.RAGGED_ROW,
        Reason.DOUBLED_COLUMN,
        Reason.LOOKALIKE_COLUMN,
        Reason.LOOKALIKE_TABLE,
        Reason.PARTLY_FITTING_TABLE,
        Reason.TABLE_IN_HTML,
        Reason.LOOKALIKE_HEADING,
        Reason.NO_HEADING,
        Reason.UNREAD_HEADING,
        Reason.LOOKALIKE_TEXT,
        Reason.NO_TASK,
        Reason.UNBOXED_ITEM,
        Reason.OPEN_BELOW,
        Reason.NOT_AN_ENTRY,
        Reason.LONE_ANSWER,
        Reason.UNREAD_QUESTION,
        Reason.BLANK_FIELD,
        Reason.NEAR_VALUE,
        Reason.NOT_ENTERED,
        Reason.COLLIDING_PATHS,
        Reason.DISGUISED_PATH,
        Reason.UNCLOSED_CODE,
        Reason.UNCLOSED_COMMENT,
    }
)
"""Why something that could have been what a criterion looks for was not taken."""


def absent(reason: Reason, location: Location, **parameters: str) -> Gap:
    """Evidence that is not there, for certain."""
    return Gap(State.ABSENT, reason, location, tuple(parameters.items()))


def unreadable(reason: Reason, location: Location, **parameters: str) -> Gap:
    """Evidence that may be there, and that nobody here can read."""
    return Gap(State.UNREADABLE, reason, location, tuple(parameters.items()))


def undeterminable(reason: Reason, location: Location, **parameters: str) -> Gap:
    """Evidence of which nobody here can tell what it amounts to."""
    return Gap(State.UNDETERMINABLE, reason, location, tuple(parameters.items()))
