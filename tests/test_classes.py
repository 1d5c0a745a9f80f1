"""Dataclasses of our own are what those of the library are."""

from __future__ import annotations

import copy
import dataclasses
import inspect
import pickle
from typing import Any, ClassVar

import pytest
from pydantic import TypeAdapter, ValidationError

from checker.classes import dataclass, field, replace

OURS: Any = {"dataclass": dataclass, "field": field, "replace": replace}
LIBRARY: Any = {one: getattr(dataclasses, one) for one in OURS}
SOURCE = """
from __future__ import annotations
from typing import ClassVar

@dataclass(frozen=True, slots=True, order=True)
class Point:
    kind: ClassVar[str] = "point"
    x: int
    y: int = 0
    said: str = field(default="", compare=False, repr=False)
    more: list[int] = field(default_factory=list)

@dataclass(frozen=True, slots=True)
class Deep(Point):
    z: int = 1
    y: int = 5
    hidden: int = field(default=7, init=False)

@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    a: float
    b: int = 2

@dataclass
class Loose:
    one: str
    two: dict[str, int] = field(default_factory=dict)

    def __post_init__(self):
        self.three = self.one * 2

@dataclass(frozen=True)
class Firm:
    one: str

@dataclass(slots=True, eq=False)
class Same:
    one: str

@dataclass(frozen=True, slots=True)
class Folded:
    one: str

    def __eq__(self, other):
        return self.one.casefold() == other.one.casefold()

    def __repr__(self):
        return self.one

@dataclass(frozen=True)
class Hashed:
    one: str

    def __hash__(self):
        return 7
"""


def classes_of(makers: Any) -> Any:
    made = dict(makers) | {"__name__": __name__}
    exec(compile(SOURCE, "<classes>", "exec"), made)
    return made


OUR, THEIR = classes_of(OURS), classes_of(LIBRARY)


@dataclass(frozen=True, slots=True)
class Kept:
    """One that can be found by its name."""

    limit: ClassVar[int] = 3
    one: int
    two: tuple[int, ...] = ()


def told(make: Any) -> Any:
    """What comes out, or what the mistake says that is raised; of which kind it is changes from Python to Python."""
    try:
        return repr(make())
    except Exception as error:  # noqa: BLE001  whatever it is, both raise it
        return str(error)


ASKED = {
    "made by place": lambda of: of["Point"](1, 2, "s", [3]),
    "made by name": lambda of: of["Point"](x=1),
    "made with too little": lambda of: of["Point"](),
    "made with too much": lambda of: of["Named"](1.0),
    "made with what is unknown": lambda of: of["Named"](a=1.0, c=2),
    "made below another": lambda of: of["Deep"](1, z=3),
    "a field that is not given": lambda of: of["Deep"](1, hidden=3),
    "compared": lambda of: [of["Point"](1, 2) == of["Point"](1, 2, "other"), of["Point"](1, 2) == of["Point"](2, 2)],
    "compared with another class": lambda of: [of["Point"](1) == of["Deep"](1), of["Named"](a=1) != of["Firm"]("1")],
    "in order": lambda of: sorted([of["Point"](2, 1), of["Point"](1, 3), of["Point"](1, 2)]),
    "in order with another class": lambda of: of["Point"](1) < of["Deep"](1),
    "hashed": lambda of: len({of["Named"](a=1.0), of["Named"](a=1.0), of["Named"](a=2.0)}),
    "hashed with a list": lambda of: hash(of["Point"](1)),
    "hashed though it changes": lambda of: hash(of["Loose"]("a")),
    "the same or not": lambda of: [of["Same"]("a") == of["Same"]("a"), len({of["Same"]("a"), of["Same"]("a")})],
    "its own methods": lambda of: [of["Folded"]("a") == of["Folded"]("A"), len({of["Folded"]("a"), of["Folded"]("a")}),
                                   of["Folded"]("a"), hash(of["Hashed"]("a"))],
    "set": lambda of: setattr(of["Point"](1), "x", 2),
    "set though there is none": lambda of: setattr(of["Firm"]("a"), "other", 2),
    "deleted": lambda of: delattr(of["Firm"]("a"), "one"),
    "set where it may": lambda of: [one := of["Loose"]("a"), one.__setattr__("one", "b"), one, one.three],
    "each its own": lambda of: of["Loose"]("a").two is of["Loose"]("a").two,
    "replaced": lambda of: of["replace"](of["Deep"](1), x=4, z=2),
    "replaced what cannot be": lambda of: of["replace"](of["Deep"](1), hidden=2),
    "replaced what there is not": lambda of: of["replace"](of["Firm"]("a"), two=2),
    "replaced nothing": lambda of: [of["replace"](one) for one in (of["Deep"](1), of["Named"](a=1.0))],
    "replaced by the library": lambda of: dataclasses.replace(of["Deep"](1), x=4),
    "shown inside itself": lambda of: [one := of["Loose"]("a"), one.two.update(a=one), one],
    "copied": lambda of: [copy.copy(of["Point"](1, 2)), copy.deepcopy(of["Named"](a=1.0))],
    "its fields": lambda of: [(one.name, one.type, one.init, one.repr, one.compare, one.kw_only, one.default is
                               dataclasses.MISSING) for one in dataclasses.fields(of["Deep"])],
    "as a mapping": lambda of: dataclasses.asdict(of["Deep"](1)),
    "is one": lambda of: [dataclasses.is_dataclass(of["Named"]), dataclasses.is_dataclass(of["Named"](a=1))],
    "its settings": lambda of: [of[one].__dataclass_params__.frozen for one in ("Point", "Loose")],
    "its signature": lambda of: [str(inspect.signature(of[one])) for one in ("Deep", "Named", "Loose")],
    "matched": lambda of: [of[one].__match_args__ for one in ("Point", "Deep", "Named")],
    "its slots": lambda of: [of[one].__slots__ for one in ("Point", "Deep", "Named")],
    "a class below": lambda of: dataclasses.fields(type("Below", (of["Named"],), {})(a=1))[0].name,
}  # fmt: skip


@pytest.mark.parametrize("asked", ASKED.values(), ids=ASKED)
def test_class_of_ours_does_what_one_of_the_library_does(asked: Any) -> None:
    assert told(lambda: asked(OUR)) == told(lambda: asked(THEIR))


def test_instances_are_equal_as_tuples_of_their_values_are() -> None:
    """In every Python: from 3.13 on, those of the library are not where they hold the same `nan`."""
    nan = float("nan")
    assert OUR["Named"](a=nan) == OUR["Named"](a=nan)
    assert OUR["Named"](a=nan) != OUR["Named"](a=float("nan"))


def test_class_of_the_library_can_stand_below_one_of_ours() -> None:
    below: Any = dataclasses.make_dataclass("Below", [("three", int, 3)], bases=(Kept,), frozen=True)
    assert [one.name for one in dataclasses.fields(below)] == ["one", "two", "three"]
    assert replace(below(1), three=4) == below(1, (), 4)


def test_instance_survives_pickling() -> None:
    assert pickle.loads(pickle.dumps(Kept(1, (2,)))) == Kept(1, (2,))


def test_pydantic_reads_a_class_of_ours() -> None:
    assert TypeAdapter(Kept).validate_python({"one": 1, "two": [2]}) == Kept(1, (2,))
    with pytest.raises(ValidationError):
        TypeAdapter(Kept).validate_python({"two": []})
