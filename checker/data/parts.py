"""JSON from elsewhere, read part by part: what is needed has to be there and of the right type.

Keys that are not asked for are ignored. One that is needed and not there would change verdicts in silence, so it is a
mistake; the message says which part it is in.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, NoReturn

from checker.classes import dataclass
from checker.errors import UsageError
from checker.model.letters import with_line_feeds


class WrongShapeError(UsageError):
    """JSON that is none, or not what was expected; `str()` names the place and what is wrong there."""


@dataclass(frozen=True, slots=True)
class Part:
    """A JSON object inside something larger. place: where it is, for messages (`issues.json: entry 3 (#62)`).

    remedy: what to do when a key is missing, empty for nothing.
    """

    values: Mapping[str, Any]
    place: str
    remedy: str = ""

    def refuse(self, message: str) -> NoReturn:
        raise WrongShapeError(f"{self.place}: {message}")

    def has(self, name: str) -> bool:
        """Whether a key is there with something else than null."""
        return self.values.get(name) is not None

    def get(self, *names: str) -> Any:
        """The value under the first of several spellings of a key that is there; a mistake when none is."""
        there = next((name for name in names if name in self.values), None)
        if there is None:
            self.refuse(f"has no `{names[0]}`" + (f"; {self.remedy}" if self.remedy else ""))
        return self.values[there]

    def text(self, *names: str, default: str | None = None) -> str:
        r"""A string, its lines ended by `\n`; null reads as empty.

        default: what an absent key amounts to, None when it has to be there.
        """
        if default is not None and not any(name in self.values for name in names):
            return default
        value = self.get(*names)
        if value is None:
            return ""
        return (
            with_line_feeds(_sound(value))
            if isinstance(value, str)
            else self.refuse(f"`{names[0]}` is {shown(value)}, expected text")
        )

    def number(self, name: str) -> int:
        """A positive whole number."""
        value = self.get(name)
        if isinstance(value, bool) or not isinstance(value, int) or not 0 < value < 10**9:
            self.refuse(f"`{name}` is {shown(value)}, expected a positive whole number")
        return value

    def count(self, name: str) -> int:
        """A whole number, not negative."""
        value = self.get(name)
        if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value < 10**9:
            self.refuse(f"`{name}` is {shown(value)}, expected a number of things")
        return value

    def flag(self, *names: str) -> bool:
        """A truth value; false when the key is not there."""
        value = next((self.values[name] for name in names if name in self.values), False)
        if isinstance(value, bool):
            return value
        return self.refuse(f"`{names[0]}` is {shown(value)}, expected true or false")

    def part(self, *names: str) -> Part | None:
        """An object, None for null."""
        value = self.get(*names)
        return None if value is None else self._object(value, f"`{names[0]}`")

    def whole(self, name: str) -> Part:
        """An object that has to be there."""
        return self.part(name) or self.refuse(f"`{name}` is `null`, expected an object")

    def parts(self, *names: str) -> tuple[Part, ...]:
        """A list of objects."""
        values = self.get(*names)
        if not isinstance(values, list):
            self.refuse(f"`{names[0]}` is {shown(values)}, expected a list")
        return tuple(self._object(value, f"`{names[0]}` {at}") for at, value in enumerate(values, start=1))

    def _object(self, value: Any, name: str) -> Part:
        if not isinstance(value, dict):
            self.refuse(f"{name} is {shown(value)}, expected an object")
        return Part(value, f"{self.place}, {name}", self.remedy)


def parse_json(data: bytes, name: str) -> Any:
    """The value that is written in `data`; JSON that parsers disagree about is none. Raises WrongShapeError."""
    try:
        return json.loads(data, object_pairs_hook=_without_repeats, parse_constant=_refuse_constant)
    except json.JSONDecodeError as error:
        raise WrongShapeError(f"{name}:{error.lineno}:{error.colno}: is not JSON from here on") from None
    except UnicodeDecodeError as error:
        raise WrongShapeError(f"{name}: is not UTF-8 from byte {error.start + 1} on") from None
    except _AmbiguousJsonError as error:
        raise WrongShapeError(f"{name}: {error}") from None
    except (ValueError, RecursionError):
        raise WrongShapeError(f"{name}: holds a number or a nesting that no issue list has") from None


def _sound(text: str) -> str:
    """Text that can be written again: JSON may hold half of a surrogate pair, which is no character."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8")


def shown(value: Any) -> str:
    """A JSON value as a message names it: containers by their kind, the rest as written, cut."""
    if isinstance(value, dict):
        return "an object"
    if isinstance(value, list):
        return "a list"
    text = json.dumps(value)
    return f"`{text if len(text) <= 60 else text[:57] + '...'}`"


class _AmbiguousJsonError(Exception):
    """JSON that parsers disagree about."""


def _without_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    values = dict(pairs)
    if len(values) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise _AmbiguousJsonError(f"has an object with two values for `{twice}`")
    return values


def _refuse_constant(constant: str) -> NoReturn:
    raise _AmbiguousJsonError(f"holds {constant}, which is not JSON")
