"""A policy that builds on others: one tree of what it says and of what it takes over.

Everything stays at the place where it is written, so that a mistake, a criterion and a report name the right file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from checker.classes import dataclass, field, replace
from checker.errors import Mistake, PolicyError, UsageError
from checker.model.data import Node
from checker.policy.criteria import CriterionEntry
from checker.policy.entries import ExtendsEntry, PolicyEntry
from checker.policy.files import parsed, placed
from checker.policy.grammar import adapter, parameters
from checker.policy.mistakes import KEY, Mistakes, Place, did_you_mean, shown, validated
from checker.policy.parameters import Values, check_value, types_of, unknown_parameter, values_of, with_values
from checker.policy.shipped import PolicyFile, find_beside
from checker.text.titles import nearest

MOST_LEVELS = 8
"""How deep policies may build on each other; whoever reads one has to read them all."""
NAMED_PARTS = ("people", "documents", "formats", "records")
_WRITE_ANOTHER = "; leave the criterion out (`without`) and write one of your own"
CHANGEABLE = tuple(name for name in parameters(CriterionEntry) if name != "id")


@dataclass(frozen=True, slots=True)
class Composition:
    """A policy with all that it builds on. root: one tree, each value at its own place.

    files: the policy's own first, then those it builds on. found: in which file each of these was named, and how.
    own_records: the names that its own file declares.
    values: of their parameters, as text, by file. mistakes: in how they are joined, which do not keep the whole from
    being read.
    """

    root: Node
    files: tuple[PolicyFile, ...]
    own_records: frozenset[str]
    values: Mapping[str, Mapping[str, str]]
    mistakes: tuple[Mistake, ...]
    found: tuple[Found, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """A policy that another one builds on. by: the other one. named: how that names it."""

    by: PolicyFile
    named: str
    file: PolicyFile


def composed(file: PolicyFile, root: Node | None = None) -> Composition:
    """The policy in `file` with all that it builds on. root: what it says, where that is not simply what the file says.

    Raises PolicyError when a part of it is missing, so that what was read of the rest would only say so once more.
    """
    composer = _Composer()
    root, own_records = composer.policy(file, root or parsed(file.name, file.data), {}, ())
    if composer.incomplete:
        raise PolicyError(composer.mistakes)
    files, found = tuple(composer.files), tuple(composer.found)
    return Composition(root, files, own_records, composer.values, tuple(composer.mistakes), found)


EXTENDING_KEYS = ("with", *NAMED_PARTS, "repository")
"""What a policy that is built on another one for a test says of it."""


def extended(base: PolicyFile, said: Node, file: PolicyFile) -> Composition:
    """`base` as one sees it that builds on it. said: its values, people, documents, records and repository in `file`.

    Raises PolicyError when a part of it is missing.
    """
    here = replace(said, key=None)
    own = {key: node for key, node in said.children() if key != "with"}
    extends = {"policy": replace(here, value=base.name, text=base.name)}
    values = said.get("with")
    extends |= {"with": values} if values is not None else {}
    top = {"version": replace(here, value=1, text="1"), "extends": replace(here, value=extends)}
    head = {key: node for key, node in parsed(base.name, base.data).children() if key in ("policy", "title")}
    return composed(replace(file, beside=lambda _: base), replace(here, value={**top, **head, **own}))


@dataclass(frozen=True, slots=True)
class _Base:
    """A policy that another one builds on. entry: what the other one says of it, which stands at `place`."""

    entry: ExtendsEntry
    node: Node
    place: Place


@dataclass
class _Composer:
    """Joins policies. mistakes: in any of the files. incomplete: a policy or a value is missing in the whole.

    files: all that were read, in the order in which they were. found: how each was named by another.
    values: of their parameters, as text, by file.
    """

    mistakes: list[Mistake] = field(default_factory=list)
    incomplete: bool = False
    files: list[PolicyFile] = field(default_factory=list)
    found: list[Found] = field(default_factory=list)
    values: dict[str, Mapping[str, str]] = field(default_factory=dict)

    def policy(
        self, file: PolicyFile, root: Node, given: Mapping[str, Node], above: Sequence[str]
    ) -> tuple[Node, frozenset[str]]:
        """The tree of one policy with the values of its parameters, and the names of its own records."""
        self.files += [file] if file not in self.files else []
        found = Mistakes()
        values = values_of(root.get("parameters"), given, found)
        self.values[file.name] = {name: _said(node) for name, node in values.items() if node is not None}
        known = len(found.found)
        root = _filled(root, values, found)
        bases = list(_bases(root, found))
        self.incomplete |= len(found.found) > known
        trees = [(base, self._tree_of(base, file, (*above, file.name), found)) for base in bases]
        own_records = frozenset(name for name, _ in _children(root.get("records")))
        joined = _joined(root, [(base, tree) for base, tree in trees if tree is not None], found)
        self.mistakes += [placed(root, place, said) for place, said in dict.fromkeys(found.found)]
        return joined, own_records

    def _tree_of(self, base: _Base, file: PolicyFile, above: Sequence[str], found: Mistakes) -> Node | None:
        """What another policy takes over of one: with its values, without what is left out."""
        try:
            other = find_beside(base.entry.policy, file)
        except UsageError as error:
            self.incomplete = True
            found.add(str(error), *base.place)
            return None
        self.found.append(Found(file, base.entry.policy, other))
        if other.name in above or len(above) >= MOST_LEVELS:
            self.incomplete = True
            said = " → ".join([*above, other.name])
            found.add(f"policies build on each other in a circle, or too deep: {said}", *base.place)
            return None
        root = parsed(other.name, other.data)
        tree, _ = self.policy(other, root, _given(base, root.get("parameters"), found), above)
        if not self.incomplete:
            self._check_top(tree)
        return _taken(base, tree, found)

    def _check_top(self, tree: Node) -> None:
        """The top of a policy that is built on: of it only known keys are taken, so that others must not be there."""
        found, names = Mistakes(), list(parameters(PolicyEntry))
        found.attempt((), lambda: validated(adapter(PolicyEntry), tree.plain, None), names)
        self.incomplete |= bool(found.found)
        self.mistakes += [placed(tree, place, said) for place, said in found.found]


def _filled(root: Node, values: Values, found: Mistakes) -> Node:
    """A policy's own tree with the values of its parameters."""
    if not isinstance(root.value, Mapping):
        return root
    parts = {
        key: node if key == "parameters" else with_values(node, values, found, (key,))
        for key, node in root.value.items()
    }
    return replace(root, value={key: node for key, node in parts.items() if node is not None})


def _bases(root: Node, found: Mistakes) -> Iterator[_Base]:
    """The policies that one builds on: one or a list, each a name or a mapping."""
    written = root.get("extends")
    if written is None:
        return
    several = isinstance(written.value, tuple)
    if written.value in (None, ()):
        found.add(f"{shown(written.plain)} stands here, expected the policy that this one builds on", "extends")
    for position, node in written.children() if several else [("", written)]:
        place: Place = ("extends", int(position)) if several else ("extends",)
        plain = {"policy": node.plain} if isinstance(node.value, str) else node.plain
        read = partial(validated, adapter(ExtendsEntry), plain, None)
        entry = found.attempt(place, read, list(parameters(ExtendsEntry)))
        if entry is not None:
            yield _Base(entry, node, place)


def _given(base: _Base, declared: Node | None, found: Mistakes) -> Mapping[str, Node]:
    """The values that are given for the parameters of a policy, those of the wrong type left out."""
    types, given = types_of(declared), {}
    for name, node in _children(base.node.get("with")):
        if name not in types:
            said, key = unknown_parameter(name, declared, base.entry.policy)
            found.add(said, *base.place, "with", name, key)
            continue
        if node.value is not None:
            found.attempt((*base.place, "with", name), partial(check_value, types[name], node.plain))
        given[name] = node
    return given


def _taken(base: _Base, tree: Node, found: Mistakes) -> Node:
    """The tree of a policy with the criteria that are taken over, changed as is said."""
    criteria = tree.get("criteria")
    listed = [node for _, node in criteria.children()] if criteria is not None else []
    ids = [one for node in listed if (one := _id_of(node))]
    entry = base.entry
    for key, names in (("only", entry.only), ("without", entry.without), ("change", entry.change)):
        for position, name in enumerate(names):
            if name not in ids:
                place = (*base.place, key, *((name, KEY) if key == "change" else (position,)))
                found.add(f"`{entry.policy}` has no criterion `{name}`{did_you_mean(name, ids)}", *place)
    left_out = {one for one in ids if one in entry.without or (entry.only and one not in entry.only)}
    for name in entry.change:
        if name in left_out:
            found.add(f"`{name}` is changed here but not taken over", *base.place, "change", name, KEY)
    changes = dict(_children(base.node.get("change")))
    kept = (_changed(node, changes.get(_id_of(node)), base, found) for node in listed if _id_of(node) not in left_out)
    return _with_part(tree, "criteria", tuple(kept))


def _changed(criterion: Node, change: Node | None, base: _Base, found: Mistakes) -> Node:
    """A criterion with what is said of it instead; its sentence stays."""
    if change is None or not isinstance(criterion.value, Mapping) or not isinstance(change.value, Mapping):
        return criterion
    for key in change.value.keys() - set(CHANGEABLE):
        hint = did_you_mean(key, CHANGEABLE) if nearest(key, CHANGEABLE) else _WRITE_ANOTHER
        found.add(f"`{key}` cannot be changed{hint}", *base.place, "change", _id_of(criterion), key, KEY)
    changed = {key: node for key, node in change.value.items() if key in CHANGEABLE}
    return replace(criterion, value={**criterion.value, **changed})


def _said(value: Node) -> str:
    """The value of a parameter as text."""
    entries = value.value if isinstance(value.value, tuple) else (value,)
    return ", ".join(one.text or str(one.plain) for one in entries)


def _id_of(criterion: Node) -> str:
    node = criterion.get("id")
    return node.value if node is not None and isinstance(node.value, str) else ""


_TAKEN_OVER = {
    **dict.fromkeys(("repository", "tracker"), ("repository", "tracker")),
    **{key: (key,) for key in ("waivers", "due", "sections")},
}
"""What is taken over as a whole from the first that says it, unless a policy says one of these itself."""


def _joined(root: Node, bases: Sequence[tuple[_Base, Node]], found: Mistakes) -> Node:
    """A policy and what it takes over: its own names count before those of the others, its own criteria come last."""
    if not isinstance(root.value, Mapping) or not bases:
        return root
    joined: dict[str, Node] = dict(root.value)
    for part in NAMED_PARTS:
        names = _names_taken(part, bases, root, found)
        if names:
            joined[part] = replace(root.get(part) or root, value=names)
    for key, instead in _TAKEN_OVER.items():
        said = next((node for _, tree in bases if (node := tree.get(key)) is not None), None)
        if said is not None and root.value.keys().isdisjoint(instead):
            joined[key] = said
    for part in ("trusted", "plugins"):
        entries = [one for tree in (*(tree for _, tree in bases), root) for _, one in _children(tree.get(part))]
        if entries:
            joined[part] = replace(root.get(part) or root, value=tuple(entries))
    own = root.get("criteria")
    if own is None or isinstance(own.value, tuple):
        inherited = [one for _, tree in bases for _, one in _children(tree.get("criteria"))]
        _note_taken_ids(inherited, own, found)
        criteria = (*inherited, *(one for _, one in _children(own)))
        joined["criteria"] = replace(own or root, value=criteria)
    return replace(root, value=joined)


def _names_taken(part: str, bases: Sequence[tuple[_Base, Node]], root: Node, found: Mistakes) -> Mapping[str, Node]:
    """The people, documents, formats or records of all together."""
    own = dict(_children(root.get(part)))
    names: dict[str, Node] = {}
    for base, tree in bases:
        for name, node in _children(tree.get(part)):
            before = names.setdefault(name, node)
            if before.location != node.location and name not in own:
                said = f"`{name}` stands under `{part}` of more than one policy; say under `{part}` which one is meant"
                found.add(said, *base.place)
    return names | own


def _note_taken_ids(inherited: Iterable[Node], own: Node | None, found: Mistakes) -> None:
    """An id of its own that is taken over as well: whether one should replace the other has to be said."""
    taken = {_id_of(one): one for one in inherited}
    for position, one in enumerate(node for _, node in _children(own)):
        before = taken.get(_id_of(one))
        if before is not None:
            said = f"a criterion `{_id_of(one)}` is taken over from {before.location.path}; `change` it there, or"
            found.add(f"{said} leave it out with `without`", "criteria", position, "id")


def _children(node: Node | None) -> Iterator[tuple[str, Node]]:
    if node is not None:
        yield from node.children()


def _with_part(tree: Node, part: str, value: Any) -> Node:
    if not isinstance(tree.value, Mapping) or tree.get(part) is None:
        return tree
    return replace(tree, value={**tree.value, part: replace(tree.value[part], value=value)})
