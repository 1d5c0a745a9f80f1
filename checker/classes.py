"""Dataclasses whose methods are made when they are first used: `dataclass`, `field` and `replace` as in the library.

Most of what the library writes for a class no run asks for, and it takes longer to write it than to import the module.
Here a class shares what compares, hashes and shows it, and gets an `__init__` of its own with its first instance. The
functions of `dataclasses`, and pydantic, find what they look for.
"""

from __future__ import annotations

import marshal
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from operator import attrgetter, eq, ge, gt, le, lt
from reprlib import recursive_repr
from types import CodeType, FunctionType, MemberDescriptorType, MethodType

from checker.kept import Kept

TYPE_CHECKING = False  # `typing` takes longer to import than this module
if TYPE_CHECKING:
    from dataclasses import dataclass, field, replace
    from typing import Any

    _Given = tuple[tuple[str, ...], Mapping[str, int], Callable[[Any], tuple[Any, ...]], frozenset[str]]

__all__ = ["dataclass", "field", "field_names", "is_dataclass", "replace"]


class _Nothing:
    """Stands for a default that there is none of."""

    def __repr__(self) -> str:
        return "<factory>"  # as the library shows it in a signature


_NOTHING = _Nothing()
_KEPT = Kept("methods")


class _Field:
    """What is said of one attribute, by its annotation and by `field`."""

    __slots__ = ("compare", "default", "factory", "init", "kw_only", "name", "repr", "written")

    def __init__(self, default: Any, factory: Any, *, init: bool, repr_: bool, compare: bool) -> None:
        self.default, self.factory = default, factory
        self.init, self.repr, self.compare = init, repr_, compare
        self.name, self.written, self.kw_only = "", "", False


class _Library:
    """The `__dataclass_fields__` and `__dataclass_params__` of a class, made when somebody asks for them."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __get__(self, instance: object, owner: type[Any]) -> Any:
        home = next(one for one in owner.__mro__ if "__plain_fields__" in vars(one))
        if vars(home)[self._name] is self:
            _make_fields(home)
        return vars(home)[self._name]


def _make_fields(cls: Any) -> None:
    """Give a class what the functions of the library ask for."""
    from dataclasses import field as field_of_library

    params, mark = _of_library(tuple(cls.__plain_settings__.items()))
    made = {}
    for one in cls.__plain_fields__:
        default = {} if one.default is _NOTHING else {"default": one.default}
        default |= {} if one.factory is _NOTHING else {"default_factory": one.factory}
        found: Any = field_of_library(**default, init=one.init, repr=one.repr, compare=one.compare, kw_only=one.kw_only)
        found.name, found.type, found._field_type = one.name, one.written, mark  # noqa: SLF001
        made[one.name] = found
    cls.__dataclass_fields__, cls.__dataclass_params__ = made, params


@cache
def _of_library(settings: tuple[tuple[str, bool], ...]) -> tuple[Any, Any]:
    """What the library makes of the settings of a class, and its mark of a field that is no ClassVar."""
    from dataclasses import dataclass as of_library

    pattern: Any = of_library(**dict(settings))(type("", (), {"__annotations__": {"one": "int"}}))
    return pattern.__dataclass_params__, pattern.__dataclass_fields__["one"]._field_type  # noqa: SLF001


if not TYPE_CHECKING:

    def dataclass(cls=None, /, **settings):
        """A class with the methods of a dataclass.

        frozen, slots, order, eq, kw_only, weakref_slot: as in the library. Annotations are texts, so the module of the
        class says `from __future__ import annotations`.
        """
        return _made(cls, settings) if cls is not None else lambda cls: _made(cls, settings)

    def field(*, default=_NOTHING, default_factory=_NOTHING, init=True, repr=True, compare=True):  # noqa: A002
        """What else there is to say of an attribute: as in the library."""
        return _Field(default, default_factory, init=init, repr_=repr, compare=compare)

    def replace(instance, /, **changes):
        """The same with other values of some attributes."""
        cls = type(instance)
        known = _GIVEN.get(cls) or _given(cls)
        if known is None:  # a class of a plugin, perhaps below one of ours
            from dataclasses import replace as of_library

            return of_library(instance, **changes)
        names, places, values, unsaid = known
        if unsaid and not unsaid.isdisjoint(changes):
            name = next(one for one in changes if one in unsaid)
            raise ValueError(f"field {name} is declared with init=False, it cannot be specified with replace()")
        if places and places.keys() >= changes.keys():
            # By place it takes half as long as by name, and a run replaces ten thousand times.
            given = [*values(instance)]
            for name, value in changes.items():
                given[places[name]] = value
            return cls(*given)
        return cls(**{**dict(zip(names, values(instance), strict=True)), **changes})


_GIVEN: dict[type[Any], _Given] = {}
"""Of each class of which an instance was replaced: the fields that `__init__` takes, their places where it takes all of
them by place, their values, and the others.
"""


def _given(cls: type[Any]) -> _Given | None:
    fields = vars(cls).get("__plain_fields__")
    if fields is None:
        return None
    names = tuple(one.name for one in fields if one.init)
    places = {} if any(one.kw_only for one in fields) else {name: n for n, name in enumerate(names)}
    _GIVEN[cls] = names, places, _values_of(names), frozenset(one.name for one in fields if not one.init)
    return _GIVEN[cls]


def field_names(kind: type[Any]) -> tuple[str, ...]:
    """The names of the attributes of a dataclass, in their order. Raises TypeError for another class."""
    found = vars(kind).get("__plain_fields__")
    if found is None:
        from dataclasses import fields  # of a plugin

        return tuple(one.name for one in fields(kind))
    return tuple(one.name for one in found)


def is_dataclass(kind: type[Any]) -> bool:
    """Whether a class is one."""
    return "__plain_fields__" in vars(kind) or hasattr(kind, "__dataclass_fields__")


def _made(cls: Any, settings: Mapping[str, bool]) -> Any:
    """The class with its methods; with slots it is another one, since no class can be given them later."""
    own = _own_fields(cls, kw_only=settings.get("kw_only", False))
    fields = {one.name: one for base in cls.__mro__[:0:-1] for one in vars(base).get("__plain_fields__", ())}
    fields |= {one.name: one for one in own}
    for one in own:
        if one.default is not _NOTHING:
            setattr(cls, one.name, one.default)
        elif one.name in vars(cls):
            delattr(cls, one.name)
    if settings.get("slots"):
        cls = _with_slots(cls, own, weakref=settings.get("weakref_slot", False))
    cls.__plain_fields__, cls.__plain_settings__ = tuple(fields.values()), dict(settings)
    setattr(cls, _MATCH, tuple(one.name for one in fields.values() if one.init and not one.kw_only))
    cls.__dataclass_fields__, cls.__dataclass_params__ = _FIELDS, _PARAMS
    cls.__init__ = _Init(cls)
    own_names = set(vars(cls))
    if "__eq__" in own_names and vars(cls).get("__hash__") is None:
        own_names.discard("__hash__")  # Python has put None there, since the class compares for itself
    for name, method in _methods(cls, settings):
        if name not in own_names:
            setattr(cls, name, method)
    return cls


def _own_fields(cls: Any, *, kw_only: bool) -> list[_Field]:
    """The fields that the annotations of a class declare."""
    own = []
    for name, written in cls.__annotations__.items():
        if written.startswith(("ClassVar", "typing.ClassVar")):
            continue
        said = vars(cls).get(name, _NOTHING)
        one = said if isinstance(said, _Field) else _Field(said, _NOTHING, init=True, repr_=True, compare=True)
        one.name, one.written, one.kw_only = name, written, kw_only
        own.append(one)
    return own


def _with_slots(cls: Any, own: Sequence[_Field], *, weakref: bool) -> Any:
    inherited = {name for base in cls.__mro__[1:] for name in _slots_of(base)}
    names = [one.name for one in own] + (["__weakref__"] if weakref else [])
    said = {name: value for name, value in vars(cls).items() if name not in names and name not in _OF_INSTANCES}
    made = type(cls)(cls.__name__, cls.__bases__, {**said, "__slots__": tuple(n for n in names if n not in inherited)})
    made.__qualname__ = cls.__qualname__
    return made


def _slots_of(base: type[Any]) -> Sequence[str]:
    slots: str | Sequence[str] = vars(base).get("__slots__", ())
    return (slots,) if isinstance(slots, str) else slots


def _methods(cls: Any, settings: Mapping[str, bool]) -> Iterator[tuple[str, Any]]:
    """What compares, hashes, shows and guards the instances of a class, by its name."""
    fields: tuple[_Field, ...] = cls.__plain_fields__
    compared = _values_of([one.name for one in fields if one.compare])
    if settings.get("eq", True):
        yield "__eq__", _comparing(compared, eq)
        yield "__hash__", (lambda self: hash(compared(self))) if settings.get("frozen") else None
    if settings.get("order"):
        yield from ((f"__{one.__name__}__", _comparing(compared, one)) for one in (lt, le, gt, ge))
    yield "__repr__", _showing([one.name for one in fields if one.repr])
    if settings.get("frozen"):
        names = frozenset(one.name for one in fields)
        yield from _guards(cls, names)
        if settings.get("slots"):
            yield "__getstate__", lambda self: [getattr(self, one.name) for one in fields]
            yield "__setstate__", lambda self, state: _restore(self, fields, state)


def _values_of(names: Sequence[str]) -> Callable[[Any], tuple[Any, ...]]:
    """The values of some attributes of an instance."""
    if not names:
        return lambda _: ()
    get: Callable[[Any], Any] = attrgetter(*names)
    return get if len(names) > 1 else lambda instance: (get(instance),)


def _comparing(values: Callable[[Any], Any], compare: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
    def method(self: Any, other: Any) -> Any:
        return compare(values(self), values(other)) if other.__class__ is self.__class__ else NotImplemented

    return method


def _showing(names: Sequence[str]) -> Callable[[Any], str]:
    @recursive_repr()
    def method(self: Any) -> str:
        return f"{type(self).__qualname__}({', '.join(f'{name}={getattr(self, name)!r}' for name in names)})"

    return method


def _guards(cls: Any, names: frozenset[str]) -> Iterator[tuple[str, Any]]:
    """What keeps the instances of a frozen class as they are."""

    def set_(self: Any, name: str, value: Any) -> None:
        if type(self) is cls or name in names:
            raise _frozen(f"cannot assign to field {name!r}")
        super(cls, self).__setattr__(name, value)

    def delete(self: Any, name: str) -> None:
        if type(self) is cls or name in names:
            raise _frozen(f"cannot delete field {name!r}")
        super(cls, self).__delattr__(name)

    yield "__setattr__", set_
    yield "__delattr__", delete


def _frozen(said: str) -> Exception:
    from dataclasses import FrozenInstanceError

    return FrozenInstanceError(said)


def _restore(instance: Any, fields: Sequence[_Field], state: Sequence[Any]) -> None:
    for one, value in zip(fields, state, strict=True):
        object.__setattr__(instance, one.name, value)


class _Init:
    """Stands for the `__init__` of a class until somebody asks for it."""

    def __init__(self, cls: Any) -> None:
        self._cls = cls

    def __get__(self, instance: Any, owner: Any = None) -> Any:
        method = _init_of(self._cls)
        self._cls.__init__ = method
        return method if instance is None else MethodType(method, instance)


def _init_of(cls: Any) -> FunctionType:
    """The `__init__` of a class: its fields in their order, those that have to be named last."""
    fields: tuple[_Field, ...] = cls.__plain_fields__
    given = [one for one in fields if one.init]
    by_place, named = [one for one in given if not one.kw_only], [one for one in given if one.kw_only]
    known: dict[str, Any] = {"_set": object.__setattr__, "_nothing": _NOTHING}
    lines = [*(_line_of(one, cls, known) for one in fields), *(["self.__post_init__()"] if _POST in dir(cls) else [])]
    names = [one.name for one in by_place] + (["*", *(one.name for one in named)] if named else [])
    source = "\n ".join((f"def __init__({', '.join(['self', *names])}):", *(filter(None, lines)), "pass"))
    method = FunctionType(_code_of(source), known, "__init__")
    method.__defaults__ = tuple(_default_of(one) for one in by_place if _has_default(one)) or None
    method.__kwdefaults__ = {one.name: _default_of(one) for one in named if _has_default(one)} or None
    method.__annotations__ = {**{one.name: one.written for one in given}, "return": None}
    method.__qualname__, method.__module__ = f"{cls.__qualname__}.__init__", cls.__module__
    return method


def _has_default(one: _Field) -> bool:
    return one.default is not _NOTHING or one.factory is not _NOTHING


def _default_of(one: _Field) -> Any:
    """What a parameter has where nothing is given; what a factory makes, it makes for each instance."""
    return one.default


def _line_of(one: _Field, cls: Any, known: dict[str, Any]) -> str:
    """The line that sets an attribute, empty for none; known: the names that it uses."""
    name, place = one.name, getattr(cls, one.name, None)
    value = name
    if one.factory is not _NOTHING:
        known[f"_make_{name}"] = one.factory
        value = f"_make_{name}() if {name} is _nothing else {name}" if one.init else f"_make_{name}()"
    elif not one.init:
        if one.default is _NOTHING:
            return ""
        known[f"_default_{name}"], value = one.default, f"_default_{name}"
    if isinstance(place, MemberDescriptorType):
        known[f"_set_{name}"] = place.__set__
        return f"_set_{name}(self, {value})"
    return f"_set(self, {name!r}, {value})"


def _code_of(source: str) -> CodeType:
    """The code of a function; kept, since Python takes longer to compile it than for anything else here."""
    kept = _KEPT.get(source)
    if isinstance(kept, bytes):
        found: CodeType = marshal.loads(kept)  # noqa: S302  as Python reads the bytecode beside it
        return found
    module = compile(source, "<dataclass>", "exec")
    code: CodeType = next(one for one in module.co_consts if isinstance(one, CodeType))
    _KEPT.put(source, lambda: marshal.dumps(code))
    return code


_FIELDS, _PARAMS = _Library("__dataclass_fields__"), _Library("__dataclass_params__")
_OF_INSTANCES = ("__dict__", "__weakref__")
_POST, _MATCH = "__post_init__", "__match_args__"
