"""Reading one criterion: what it says about itself, and its sentences."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any, ClassVar

from checker.classes import dataclass
from checker.model.kinds import PARAMETERS
from checker.model.language import Condition, Person
from checker.model.later import Later
from checker.model.location import Location
from checker.model.report import Heading, Severity, Stage
from checker.policy.conditions import read_condition
from checker.policy.grammar import REPOSITORY_FIELDS, Fields, Grammar, adapter, fields_of, parameters
from checker.policy.mistakes import KEY, Mistakes, mistake, shown, unknown_key, validated
from checker.policy.selections import read_selection
from checker.policy.types import Clause, Criterion, Quantifier, Sentences

CLAUSE_KEYS = (*Quantifier, "require")
UNKNOWN_FIELDS = Fields("record", {}, open=True)
"""Where a selection has mistakes any field may be meant; what is required of it is read all the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CriterionEntry:
    """What a criterion says about itself; what it requires is read by the grammar."""

    __pydantic_config__: ClassVar[Any] = PARAMETERS
    id: str
    """Names the good state, such as `issues-closed`; it is never used again for something else."""
    title: str = ""
    """The sentence that this criterion stands for."""
    why: str = ""
    """The reason, continuing *because …*."""
    fix: str = ""
    """What to do when it is not met."""
    source: str = ""
    """Where it was agreed."""
    owner: Person | None = None
    """Who sees to it."""
    severity: Severity = Severity.ERROR
    """How much it matters; `--fail-on` says from which severity on a run fails."""
    stage: Stage = Stage.CLOSURE
    """The earliest moment at which it must hold."""
    when: Condition | None = None
    """Where it applies; elsewhere the criterion is not applicable."""

    def heading(self, place: Location) -> Heading:
        return Heading(
            id=self.id,
            title=self.title or self.id,
            why=self.why,
            fix=self.fix,
            source=self.source,
            owner=self.owner.name if self.owner else "",
            severity=self.severity,
            stage=self.stage,
            location=place,
        )


def read_criterion(grammar: Grammar, said: Any, place: Location) -> Criterion:
    """One criterion, which stands at `place`; raises pydantic's ValidationError with every mistake in it."""
    if not isinstance(said, dict):
        raise mistake(f"{shown(said)} stands here, expected a criterion")
    mistakes = Mistakes()
    about = {key: value for key, value in said.items() if key not in (*CLAUSE_KEYS, "all")}
    names = [*parameters(CriterionEntry), *CLAUSE_KEYS, "all"]
    grammar.needs.clear()
    with grammar.about(REPOSITORY_FIELDS, REPOSITORY_FIELDS):
        entry = mistakes.attempt((), lambda: validated(adapter(CriterionEntry), about, grammar), names)
    if entry is not None and entry.id.split() != [entry.id]:
        mistakes.add(f"{shown(entry.id)} stands here, expected an id without blanks", "id")
    clauses = mistakes.must((), partial(_clauses, grammar, said))
    if entry is None:
        raise AssertionError
    said = Sentences(clauses, entry.when)
    return Criterion(entry.heading(place), Later(lambda: said), "commands" in grammar.needs)


def _clauses(grammar: Grammar, said: Mapping[str, Any]) -> tuple[Clause, ...]:
    """The one clause of a criterion, or those under `all`."""
    if "all" not in said:
        return (_clause(grammar, said),)
    mistakes = Mistakes()
    for key in CLAUSE_KEYS:
        if key in said:
            mistakes.add(f"`{key}` and `all` exclude each other: put it into a clause under `all`", key, KEY)
    if not isinstance(said["all"], list) or not said["all"]:
        raise mistake(f"{shown(said['all'])} stands here, expected a list of clauses", "all")
    clauses = mistakes.each(("all",), said["all"], partial(_clause_of_all, grammar))
    mistakes.settle()
    return clauses


def _clause_of_all(grammar: Grammar, said: Any) -> Clause:
    """A clause that stands alone, and so holds nothing else."""
    if not isinstance(said, dict):
        raise mistake(f"{shown(said)} stands here, expected a clause")
    mistakes = Mistakes()
    for key in said:
        if key not in CLAUSE_KEYS:
            mistakes.add(unknown_key(key, CLAUSE_KEYS), key, KEY)
    return mistakes.must((), partial(_clause, grammar, said))


def _clause(grammar: Grammar, said: Mapping[str, Any]) -> Clause:
    mistakes = Mistakes()
    given = [one for one in Quantifier if one in said]
    if len(given) > 1:
        raise mistake(f"`{given[0]}` and `{given[1]}` exclude each other", given[1], KEY)
    if "require" not in said and given != [Quantifier.NONE]:
        mistakes.add("`require` is missing", KEY)
    if not given:
        require = _required(grammar, said, REPOSITORY_FIELDS, mistakes)
        mistakes.settle()
        return Clause(None, Quantifier.EACH, require)
    selection = mistakes.attempt((given[0],), lambda: read_selection(grammar, said[given[0]]))
    fields = fields_of(selection) if selection is not None else UNKNOWN_FIELDS
    require = _required(grammar, said, fields, mistakes, selection.as_ if selection is not None else "")
    mistakes.settle()
    return Clause(selection, given[0], require)


def _required(
    grammar: Grammar, said: Mapping[str, Any], fields: Fields, mistakes: Mistakes, called: str = ""
) -> Condition | None:
    if "require" not in said:
        return None
    with grammar.about(fields, fields, called):
        return mistakes.attempt(("require",), lambda: read_condition(grammar, said["require"]))
