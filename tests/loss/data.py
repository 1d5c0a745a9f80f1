"""Changes to data: keys of YAML, attributes and blocks of HCL, issues and their comments."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from loss.text import Page, another, twin, with_invisible

Change = tuple[str, str, bytes]
Issue = dict[str, Any]

REFERENCE = re.compile(r"(?:var|local|data\.\w+|hcloud_\w+)\.\w+")
_GONE = ("block/delete", "block/comment", "block/twin", "attribute/key-twin", "line/delete", "line/comment")
"""Changes after which nothing is declared any more."""

_JOBS = {
    "null": "{key}:",
    "text": "{key}: to do",
    "list": "{key}: []",
    "mapping": "{key}: {{}}",
    "expression": "{key}: ${{{{ fromJSON(vars.job) }}}}",
    "closed": "{key}: {{types: [closed]}}",
    "slip": "{key}: {{branch: main}}",
}
_TOLERANT = {
    "may-fail": "continue-on-error: true",
    "may-fail-expression": "continue-on-error: ${{ github.event_name == 'pull_request' }}",
    "may-fail-yes": "continue-on-error: yes",
    "never": "if: false",
    "sometimes": "if: github.event_name == 'push'",
    "on-main": "if: github.ref == 'refs/heads/main'",
    "on-tags": "if: startsWith(github.ref, 'refs/tags/')",
    "not-always": "if: github.event_name != 'pull_request' && always()",
    "not-for-all": "if: github.actor != 'somebody'",
    "after-none": "needs: nothing",
    "no-steps": "",
}


def indent_of(line: str) -> int:
    return len(line) - len(line.lstrip())


def changes_to_yaml(page: Page, lines: Sequence[int]) -> Iterator[Change]:
    """What may be done to the keys that stand in some lines, with all that they hold."""
    for line in sorted(lines):
        where, head = str(line), page.lines[line - 1]
        last, pad = _block_end(page, line), " " * indent_of(head)
        key = head.strip().split(":")[0]
        body = page.between(line, last)
        yield where, "key/delete", page.instead(line, last)
        yield where, "key/comment", page.instead(line, last, *(f"# {one}" for one in body))
        for kind, text in _JOBS.items():
            yield where, f"key/{kind}", page.instead(line, last, pad + text.format(key=key))
        for kind, name in {"twin": twin(key), "invisible": with_invisible(key), "other": "something-else"}.items():
            if name is not None:
                yield where, f"key/{kind}", page.instead(line, line, head.replace(key, name, 1))
        yield where, "key/repeat", page.instead(last + 1, last, f"{pad}{key}: {{}}")
        if page.lines[line].strip().startswith("name:"):
            yield from _changes_to_job(page, line, last)


def _changes_to_job(page: Page, line: int, last: int) -> Iterator[Change]:
    where, pad = str(line), " " * (indent_of(page.lines[line - 1]) + 2)
    for kind, text in _TOLERANT.items():
        if text:
            yield where, f"job/{kind}", page.instead(line + 1, line, pad + text)
    steps = next(n for n in range(line, last + 1) if page.lines[n - 1].strip() == "steps:")
    yield where, "job/no-steps", page.instead(steps, last)
    yield where, "job/empty-steps", page.instead(steps, last, f"{pad}steps: []")
    yield where, "job/called", page.instead(steps, last, f"{pad}uses: acme/flows/.github/workflows/gate.yml@v1")
    yield where, "job/steps-may-fail", page.instead(steps, last, *_forgiving(page.between(steps, last), pad))
    name = page.lines[line]
    yield where, "job-name/advisory", page.instead(line + 1, line + 1, f"{name} (advisory)")
    yield where, "job-name/twin", page.instead(line + 1, line + 1, name.replace("Gate", "Gаte"))
    yield where, "job-name/other", page.instead(line + 1, line + 1, f"{pad}name: Gate")


def _forgiving(steps: Sequence[str], pad: str) -> Iterator[str]:
    for one in steps:
        yield one
        if one.startswith(f"{pad}  - "):
            yield f"{pad}    continue-on-error: true"


def _block_end(page: Page, line: int) -> int:
    """The last line of what a key holds."""
    depth, last = indent_of(page.lines[line - 1]), line
    for n in range(line + 1, len(page.lines) + 1):
        text = page.lines[n - 1]
        if text.strip() and indent_of(text) <= depth:
            break
        last = n if text.strip() else last
    return last


def changes_to_hcl(page: Page, places: Iterable[tuple[int, int]]) -> Iterator[Change]:
    """What may be done to the references, attributes and blocks that stand at some places (line, column)."""
    for line, column in sorted(places):
        where, head = str(line), page.lines[line - 1]
        key, sign, value = head.partition("=")
        used = REFERENCE.match(head, column - 1)
        if used is not None:
            for kind, rename in {"twin": _twin_of_last, "other": _other_last, "invisible": _invisible_last}.items():
                spliced = page.spliced(line, column, len(used[0]), rename(used[0]))
                yield f"{line}:{column}", f"reference/{kind}", spliced
            continue
        if head.rstrip().endswith("{"):
            yield from _changes_to_block(page, line)
        elif sign:
            values = {"null": "null", "empty": '""', "list": "[]", "number": "1", "expression": "var.nowhere"}
            for kind, text in {**values, "call": 'format("%s", var.nowhere)', "slot": '"TBD"'}.items():
                yield where, f"attribute/{kind}", page.instead(line, line, f"{key}= {text}")
            for kind, changed in {"twin": twin(value.strip(' "')), "invisible": with_invisible(value)}.items():
                if changed is not None:
                    new = value.replace(value.strip(' "'), changed) if kind == "twin" else changed
                    yield where, f"attribute/{kind}", page.instead(line, line, f"{key}={new}")
            yield where, "attribute/key-twin", page.instead(line, line, f"{twin(key)}={value}")
            yield where, "attribute/repeat", page.instead(line + 1, line, head)
        if sign and not head.rstrip().endswith(("{", "(")):
            yield where, "line/delete", page.instead(line, line)
            yield where, "line/comment", page.instead(line, line, f"# {head}")


def _twin_of_last(name: str) -> str:
    parts = name.split(".")
    return ".".join([*parts[:-1], twin(parts[-1]) or "nowhere"])


def _other_last(name: str) -> str:
    return ".".join([*name.split(".")[:-1], "nowhere"])


def _invisible_last(name: str) -> str:
    parts = name.split(".")
    return ".".join([*parts[:-1], with_invisible(parts[-1]) or ""])


def changes_to_declarations(page: Page, names: Iterable[str]) -> Iterator[Change]:
    """What may be done to the declarations of some names (`var.zone`, `hcloud_server.main`) in a file."""
    for name in sorted(names):
        for line, text in enumerate(page.lines, start=1):
            if _declares(text, name):
                yield from (one for one in changes_to_hcl(page, [(line, 0)]) if one[1].startswith(_GONE))
                break


def _declares(line: str, name: str) -> bool:
    first, _, rest = name.removeprefix("data.").partition(".")
    last = rest.split(".")[0]
    if first == "local":
        return re.match(rf"  {last}\s*=", line) is not None
    block = f'variable "{last}"' if first == "var" else f'"{first}" "{last}"'
    return line.endswith("{") and block in line


def _changes_to_block(page: Page, line: int) -> Iterator[Change]:
    where, head, last = str(line), page.lines[line - 1], line
    depth = indent_of(head)
    while not (page.lines[last - 1].strip() == "}" and indent_of(page.lines[last - 1]) == depth):
        last += 1
    body = page.between(line, last)
    yield where, "block/delete", page.instead(line, last)
    yield where, "block/comment", page.instead(line, last, "/*", *body, "*/")
    yield where, "block/empty", page.instead(line, last, head, f"{' ' * depth}}}")
    yield where, "block/repeat", page.instead(last + 1, last, *body)
    first, quote, name = head.rpartition('" {')[0].rpartition('"')
    if quote and twin(name) is not None:
        yield where, "block/twin", page.instead(line, line, f'{first}"{twin(name)}" {{')


def changes_to_issues(data: bytes, numbers: Collection[object]) -> Iterator[tuple[int, str, bytes]]:
    """What may be done to each of some issues, and to its comments."""
    issues: list[Issue] = json.loads(data)
    for at, issue in enumerate(issues):
        if issue["number"] not in numbers:
            continue
        yield issue["number"], "issue/delete", json.dumps([*issues[:at], *issues[at + 1 :]]).encode()
        for kind, changed in _issue_changes(issue):
            yield issue["number"], kind, json.dumps([*issues[:at], changed, *issues[at + 1 :]]).encode()


def _issue_changes(issue: Issue) -> Iterator[tuple[str, Issue]]:
    state = ("OPEN", "") if issue["state"] == "CLOSED" else ("CLOSED", "COMPLETED")
    yield "issue-state/other", {**issue, "state": state[0], "stateReason": state[1]}
    yield "issue-stateReason/not-planned", {**issue, "stateReason": "NOT_PLANNED"}
    yield "issue-stateReason/duplicate", {**issue, "stateReason": "DUPLICATE"}
    yield "issue/pull-request", {**issue, "url": issue["url"].replace("/issues/", "/pull/")}
    for key in ("state", "stateReason", "assignees", "comments", "milestone"):
        yield f"issue-{key}/delete", {name: value for name, value in issue.items() if name != key}
        yield f"issue-{key}/null", {**issue, key: None}
        yield f"issue-{key}/number", {**issue, key: 1}
    yield "issue-assignees/empty", {**issue, "assignees": []}
    if issue["milestone"]:
        for kind, changed in {"twin": twin, "invisible": with_invisible, "other": another}.items():
            title = changed(issue["milestone"]["title"])
            yield f"issue-milestone/{kind}", {**issue, "milestone": {**issue["milestone"], "title": title}}
    yield "issue-comments/empty", {**issue, "comments": []}
    for kind, change in _COMMENTS.items():
        if issue["comments"]:
            yield f"comments/{kind}", {**issue, "comments": [change(dict(one)) for one in issue["comments"]]}


def _with(**changed: Any) -> Callable[[Issue], Issue]:
    return lambda comment: {**comment, **changed}


def _body(change: Callable[[str], str]) -> Callable[[Issue], Issue]:
    return lambda comment: {**comment, "body": change(comment["body"])}


_COMMENTS: Mapping[str, Callable[[Issue], Issue]] = {
    "empty": _with(body=""),
    "null": _with(body=None),
    "comment": _body("<!-- {} -->".format),
    "fence": _body("```\n{}\n```".format),
    "strike": _body(lambda text: "\n".join(f"~~{line}~~" if line else "" for line in text.split("\n"))),
    "word": _with(body="Done"),
    "slot": _with(body="TBD"),
    "invisible": _with(body="\u200b"),
    "hidden": _with(isMinimized=True, minimizedReason="OUTDATED"),
    "stranger": _with(authorAssociation="NONE"),
    "unknown": _with(authorAssociation=None),
    "bot": _with(author={"login": "github-actions[bot]", "is_bot": True}),
    "nobody": _with(author=None),
}
"""What becomes of every comment of an issue, by the kind of change."""
