"""What selectors ask of git's memory, and how its answers become fields."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from checker.model.evidence import Reason, unreadable
from checker.model.kinds import Scope
from checker.model.language import Operand, PathSet
from checker.model.location import Location
from checker.model.observation import Observation, lacking
from checker.model.problem import Problem
from checker.model.record import Value, missing_value, plain_value
from checker.tree.places import paths_in, problem_of

if TYPE_CHECKING:
    from checker.model.history import Hand, Signature


def revision_of(scope: Scope, since: Operand | None) -> str | Observation:
    """The revision that a parameter names, empty where it is left out; an observation where it cannot be had."""
    found = scope.resolve(since, scope.place) if since is not None else ""
    return found.plain.strip() if isinstance(found, Value) else found


def untold(problem: Problem, what: str, place: Location) -> Observation:
    """That what is asked for cannot be told. what: in words."""
    return lacking(unreadable(Reason.HISTORY, place, what=what, why=problem.message), hint=problem.hint)


def signers_text(scope: Scope, signers: PathSet | None) -> str | Observation | None:
    """The allowed signers as they are written where the rules come from, None where none are named."""
    if signers is None:
        return None
    texts = []
    paths, problems = paths_in(scope.rules, signers)
    for path in paths:
        document = scope.rules.inquiry.document(path)
        if document.problem is not None:
            return problem_of(document)
        texts.append((document.text or "").rstrip("\n") + "\n")
    return next(iter(problems), None) or "".join(texts)


def hand_fields(role: str, hand: Hand | None, place: Location) -> Mapping[str, Value]:
    """Who did something: together as a trailer names people, and name and address by themselves."""
    said = {role: str(hand) if hand else "", f"{role} name": hand.name if hand else ""}
    said[f"{role} email"] = hand.email if hand else ""
    return {name: plain_value(text, place.pointing(name)) for name, text in said.items()}


def signature_fields(signature: Signature, called: str, place: Location) -> Mapping[str, Value]:
    """Both fields about a signature; in doubt where it was not checked."""
    if signature.status:
        said = {"signature": signature.status, "signer": signature.signer}
        return {name: plain_value(text, place.pointing(name)) for name, text in said.items()}
    gap = unreadable(Reason.UNCHECKED_SIGNATURE, place, record=called, why=signature.why)
    return {name: missing_value(gap) for name in ("signature", "signer")}


def truth(*, is_so: bool, place: Location) -> Value:
    return plain_value("yes" if is_so else "no", place, is_so)
