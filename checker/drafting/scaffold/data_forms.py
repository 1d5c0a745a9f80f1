"""What selectors ask of data: of YAML, JSON, TOML and front matter, of workflows, of Terraform modules."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from checker.classes import replace
from checker.data.paths import ANY_DEPTH, EMBEDDED, EVERY, Step, way_of
from checker.drafting.scaffold.files import MARKDOWN, Files
from checker.drafting.scaffold.pages import OPEN
from checker.drafting.scaffold.wanted import Inside, Wanted

Provided = Iterator[Inside]
_EXAMPLE = "example"
_RUNS_ON = "ubuntu-latest"
_NOT_YET = f"exit 1 # {OPEN}"


def _value(wanted: Wanted, files: Files) -> Provided:
    selector: Any = wanted.selector
    for path, node in _nodes(wanted, files):
        for way in selector.ways or ("",):
            for reached in _grown(node, way_of(way), wanted.count):
                if isinstance(reached, dict):
                    for name in wanted.names():
                        if name not in selector.fields():
                            _set(reached, way_of(name), wanted.known(name) or wanted.blank(name))
                yield replace(wanted.inside, path=path, part=None, node=reached, fields={})


def _nodes(wanted: Wanted, files: Files) -> Iterator[tuple[str, Any]]:
    """The data in which a selector looks: of documents, of their front matter, or of the record at hand."""
    paths = wanted.selector.in_  # type: ignore[attr-defined]
    inside = wanted.inside
    if paths is None and inside.node is not None:
        yield inside.path, inside.node
        return
    named = files.paths_of(paths, inside.fields) if paths is not None else (inside.path,)
    for path in filter(None, named):
        if path.endswith(MARKDOWN):
            yield path, files.page(path).front
        else:
            files.begin(path)
            yield path, files.data.setdefault(path, {})


def _grown(node: Any, steps: tuple[Step, ...], count: int) -> Iterator[Any]:
    """The values at the end of a way, which is made where it is not there; of `*` at least so many."""
    if not steps:
        yield node
    elif steps[0].key == ANY_DEPTH:
        yield from _grown(node, steps[1:], count)
    elif any(one.key in EMBEDDED for one in steps) or (steps[0].may_lack and not count):
        return
    elif isinstance(node, list):
        yield from _grown_list(node, steps[1:], count)
    elif isinstance(node, dict):
        yield from _grown_mapping(node, steps[0], steps[1:], count)


def _grown_list(node: list[Any], rest: tuple[Step, ...], count: int) -> Iterator[Any]:
    node += [_begun(rest) for _ in range(max(count, 1) - len(node))]
    for number, one in enumerate(node):
        if rest and not isinstance(one, dict | list):
            node[number] = _begun(rest)
        yield from _grown(node[number], rest, 1)


def _grown_mapping(node: dict[str, Any], step: Step, rest: tuple[Step, ...], count: int) -> Iterator[Any]:
    for key in [step.key] if step.key != EVERY else list(node) or [_EXAMPLE]:
        if key not in node or (rest and not isinstance(node[key], dict | list)):
            node[key] = _begun(rest)
        if rest:
            yield from _grown(node[key], rest, count)
        elif isinstance(node[key], dict | list):
            yield node[key]


def _begun(rest: tuple[Step, ...]) -> Any:
    """What stands at the beginning of the rest of a way: a list for entries, a mapping for keys, else open."""
    if not rest:
        return OPEN
    return [] if rest[0].key == EVERY and not rest[0].name else {}


def _set(node: dict[str, Any], steps: tuple[Step, ...], said: str) -> None:
    for reached in _grown(node, steps[:-1], 1):
        if (
            isinstance(reached, dict)
            and reached.get(steps[-1].key, OPEN) == OPEN
            and steps[-1].key not in (EVERY, *EMBEDDED)
        ):
            reached[steps[-1].key] = said


def _workflow(wanted: Wanted, files: Files) -> Iterator[tuple[str, dict[str, Any]]]:
    for path in files.paths_of(wanted.selector.in_, wanted.inside.fields):  # type: ignore[attr-defined]
        files.begin(path)
        data = files.data.setdefault(path, {})
        data.setdefault("on", {})
        jobs = data.setdefault("jobs", {})
        if not jobs:
            jobs[_EXAMPLE] = _job_like(OPEN)
        yield path, data


def _job_like(title: str) -> dict[str, Any]:
    return {"name": title, "runs-on": _RUNS_ON, "steps": [{"run": _NOT_YET}]}


def _job(wanted: Wanted, files: Files) -> Provided:
    selector: Any = wanted.selector
    title = wanted.known("title") or wanted.known("name") or wanted.known("id")
    for path, data in _workflow(wanted, files):
        if selector.event:
            data["on"].setdefault(selector.event, {})
        jobs = data["jobs"]
        if title and not any(one["name"] == title for one in jobs.values()):
            jobs[f"job-{len(jobs) + 1}"] = _job_like(title)
        while len(jobs) < wanted.count:
            jobs[f"job-{len(jobs) + 1}"] = _job_like(OPEN)
        yield replace(wanted.inside, path=path, part=None, node=None, fields={})


def _trigger(wanted: Wanted, files: Files) -> Provided:
    for path, data in _workflow(wanted, files):
        event = wanted.known("event") or wanted.itself() or "pull_request"
        if wanted.count:
            data["on"].setdefault(event, {})
        yield replace(wanted.inside, path=path, part=None, node=None, fields={})


def _folders(wanted: Wanted, files: Files) -> Iterator[str]:
    paths = wanted.selector.in_  # type: ignore[attr-defined]
    for path in files.paths_of(paths, wanted.inside.fields) if paths is not None else ():
        folder = f"{path.rstrip('/')}/"
        files.folders[folder] = None
        files.blocks.setdefault(folder, [])
        yield folder


def _attribute(wanted: Wanted, files: Files) -> Provided:
    selector: Any = wanted.selector
    for folder in _folders(wanted, files):
        keys = [name for name in wanted.names() if name not in selector.provides]
        object_ = (
            "{ " + ", ".join(f'{key} = "{wanted.known(key) or OPEN}"' for key in keys) + " }" if keys else f'"{OPEN}"'
        )
        files.blocks[folder].append(_hcl(selector.block.split("."), [f"{_EXAMPLE} = {object_}"]))
        yield replace(wanted.inside, path=folder, part=None, node=None, fields={})


def _block(wanted: Wanted, files: Files) -> Provided:
    selector: Any = wanted.selector
    for folder in _folders(wanted, files):
        keys = [name for name in wanted.names() if name not in selector.provides and "." not in name]
        lines = [f'{key} = "{wanted.known(key) or OPEN}"' for key in keys]
        labels = wanted.known("labels").split(".") if wanted.known("labels") else []
        if wanted.count:
            files.blocks[folder].append(_hcl(selector.type.split("."), lines, labels))
        yield replace(wanted.inside, path=folder, part=None, node=None, fields={})


_LABELS_BY_TYPE = {"resource": 2, "data": 2, "variable": 1, "output": 1, "module": 1, "provider": 1}
"""How many labels a block of Terraform has: https://developer.hashicorp.com/terraform/language/syntax/configuration."""


def _hcl(types: list[str], lines: list[str], labels: list[str] | None = None) -> str:
    """A block with those around it."""
    outer = types[0]
    named = (labels or []) if len(types) == 1 else []
    named += [_EXAMPLE] * (_LABELS_BY_TYPE.get(outer, 0) - len(named))
    head = " ".join([outer, *(f'"{label}"' for label in named), "{"])
    inner = [_hcl(types[1:], lines)] if len(types) > 1 else lines
    body = "\n".join(f"  {line}" for one in inner for line in one.splitlines())
    return f"{head}\n{body}\n}}"


def _reference(wanted: Wanted, files: Files) -> Provided:
    for folder in _folders(wanted, files):
        if wanted.count:
            files.blocks[folder] += [
                _hcl(["variable"], [f'description = "{OPEN}"']),
                _hcl(["output"], [f"value = var.{_EXAMPLE}"]),
            ]
        yield replace(wanted.inside, path=folder, part=None, node=None, fields={})


def _connection(wanted: Wanted, files: Files) -> Provided:
    for folder in _folders(wanted, files):
        if wanted.count:
            ends = [wanted.known(name).split(".") for name in ("from", "to")]
            begin, end = (one if len(one) == 2 else [_EXAMPLE, name] for one, name in zip(ends, "ab", strict=True))
            way = (wanted.known("attribute") or OPEN.lower()).split(".")
            files.blocks[folder] += [
                _hcl(["resource"], [], end),
                _hcl(["resource"], [f"{way[-1]} = {'.'.join(end)}.id"], begin),
            ]
        yield replace(wanted.inside, path=folder, part=None, node=None, fields={})


FORM_BY_SELECTOR: Mapping[str, Callable[[Wanted, Files], Provided]] = {
    "attribute": _attribute,
    "block": _block,
    "connection": _connection,
    "job": _job,
    "reference": _reference,
    "trigger": _trigger,
    "value": _value,
}
