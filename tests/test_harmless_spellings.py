"""Spellings of the examples' documents that say the same; every criterion passes as before."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Iterator
from functools import cache

import pytest
from loss.sources import Engagement, both
from loss.text import BOM

Respell = Callable[[str], str]

_ROW = re.compile(r"^\|(?P<cells>.*)\|[ \t]*$", re.MULTILINE)
_TABLE = re.compile(r"(?:^\|.*\|[ \t]*\n)+", re.MULTILINE)
_HEADING = re.compile(r"^(?P<hashes>#{1,6}) (?P<title>.*?)(?: #+)?$", re.MULTILINE)
_FENCE = re.compile(r"^(?:```.*?^```[ \t]*$|<!--.*?-->)", re.MULTILINE | re.DOTALL)
_CELL = re.compile(r"(?<!\\)\|")
_MONTHS = tuple(calendar.month_name[1:])
_ISO = re.compile(r"(?<=\| )(20[0-9]{2})-([0-9]{2})-([0-9]{2})(?= \|)")
_LONG = re.compile(rf"(?<=\| )([0-9]{{1,2}}) ({'|'.join(_MONTHS)}) (20[0-9]{{2}})(?= \|)")
_LINK = re.compile(r"(?<!!)\[(?P<text>[^\]\[]+)\]\((?P<target>[^)\s]+)\)")
_WRITTEN_ISSUE = re.compile(r"(?<=\| )#(?P<number>[0-9]+)(?= \|)")


def outside_code(change: Respell) -> Respell:
    """A change to what is no code and no comment."""

    def changed(text: str) -> str:
        kept = iter(_FENCE.findall(text))
        parts = [change(part) for part in _FENCE.split(text)]
        return "".join(part + next(kept, "") for part in parts)

    return changed


def tables(change: Callable[[list[list[str]]], list[list[str]]]) -> Respell:
    """A change to the rows of every table, header and delimiter among them."""

    def changed(found: re.Match[str]) -> str:
        rows = [[cell.strip() for cell in _CELL.split(line.strip()[1:-1])] for line in found[0].splitlines()]
        return "".join(f"| {' | '.join(row)} |\n" for row in change(rows))

    return outside_code(lambda text: _TABLE.sub(changed, text))


def headings(form: Callable[[str, str], str]) -> Respell:
    return outside_code(lambda text: _HEADING.sub(lambda found: form(found["hashes"], found["title"]), text))


def setext(hashes: str, title: str) -> str:
    """The heading underlined; below the second level, and where it would be a list, it stays as it is."""
    if len(hashes) > 2 or title[0].isdigit():
        return f"{hashes} {title}"
    return f"\n{title}\n{'=-'[len(hashes) - 1] * 9}"


def without_pipes(cells: str) -> str:
    """The row without the pipes around it; one beside an empty cell has to stay."""
    first, last = ("|" if cells.split("|")[at].strip() == "" else "" for at in (0, -1))
    return f"{first} {cells.strip()} {last}".strip()


def by_reference(text: str) -> str:
    """Every link by reference, with its definition at the end."""
    targets: dict[str, str] = {}

    def label(found: re.Match[str]) -> str:
        targets.setdefault(found["target"], f"link-{len(targets)}")
        return f"[{found['text']}][{targets[found['target']]}]"

    changed = _LINK.sub(label, text)
    return changed.rstrip("\n") + "\n\n" + "".join(f"[{name}]: {target}\n" for target, name in targets.items())


def in_words(text: str) -> str:
    return _ISO.sub(lambda day: f"{int(day[3])} {_MONTHS[int(day[2]) - 1]} {day[1]}", text)


def in_digits(text: str) -> str:
    return _LONG.sub(lambda day: f"{day[3]}-{_MONTHS.index(day[2]) + 1:02}-{int(day[1]):02}", text)


def with_month_first(text: str) -> str:
    return _ISO.sub(lambda day: f"{_MONTHS[int(day[2]) - 1]} {int(day[3])}, {day[1]}", text)


def bold_header(rows: list[list[str]]) -> list[list[str]]:
    return [[cell if cell.startswith("**") or not cell else f"**{cell}**" for cell in rows[0]], *rows[1:]]


def with_column(rows: list[list[str]]) -> list[list[str]]:
    return [[*row, ("Remark", "---")[n] if n < 2 else ""] for n, row in enumerate(rows)]


def with_number(rows: list[list[str]]) -> list[list[str]]:
    return [[("No.", "---:")[n] if n < 2 else str(n - 1), *row] for n, row in enumerate(rows)]


def commands(begin: str) -> Respell:
    """The commands of Terraform with another beginning."""
    return lambda text: re.sub(r"^terraform ", begin, text, flags=re.MULTILINE)


def questions(asked: str, answered: str) -> Respell:
    """Other labels for questions and answers."""
    return lambda text: re.sub(r"(?m)^(\W*)Q:", rf"\1{asked}", re.sub("(?m)^A:", answered, text))


SPELLINGS: dict[str, Respell] = {
    "columns in another order": tables(lambda rows: [[*reversed(row)] for row in rows]),
    "a further column": tables(with_column),
    "a column of numbers": tables(with_number),
    "no outer pipes": outside_code(lambda text: _ROW.sub(lambda row: without_pipes(row["cells"]), text)),
    "narrow cells": tables(lambda rows: rows),
    "wide cells": tables(lambda rows: [[f"{cell}   " for cell in row] for row in rows]),
    "bold headers": tables(bold_header),
    "headers in capitals": tables(lambda rows: [[cell.upper() for cell in rows[0]], *rows[1:]]),
    "centred columns": tables(lambda rows: [rows[0], [":---:"] * len(rows[0]), *rows[2:]]),
    "headings underlined": headings(setext),
    "headings in bold": headings(lambda hashes, title: f"{hashes} {title if '*' in title else f'**{title}**'}"),
    "headings closed with hashes": headings(lambda hashes, title: f"{hashes} {title} {hashes}"),
    "headings with blanks": headings(lambda hashes, title: f"{hashes}   {title}  "),
    "a byte order mark": lambda text: BOM + text.removeprefix(BOM),
    "CRLF": lambda text: text.replace("\r\n", "\n").replace("\n", "\r\n"),
    "no line feed at the end": lambda text: text.rstrip("\r\n"),
    "blank lines at the end": lambda text: text + "\n\n\n",
    "links by reference": outside_code(by_reference),
    "boxes in capitals": outside_code(lambda text: text.replace("[x]", "[X]")),
    "items with asterisks": outside_code(lambda text: re.sub(r"^( *)- (?=\S)", r"\1* ", text, flags=re.MULTILINE)),
    "days in words": in_words,
    "days in digits": in_digits,
    "days with the month first": with_month_first,
    "commands behind a prompt": commands("$ terraform "),
    "commands as another user": commands("sudo -u ops env TF_LOG=info terraform "),
    "commands in a container": commands("docker run --rm -v $PWD:/w hashicorp/terraform:1.5 "),
    "commands one behind another": commands("cd infra && terraform "),
    "code for a console": lambda text: text.replace("```bash", "```console"),
    "code without a language": lambda text: text.replace("```bash", "```"),
    "questions spelt out": outside_code(questions("Question:", "Answer:")),
    "questions with hyphens": outside_code(questions("Q -", "A -")),
    "issues as GH-62": outside_code(lambda text: _WRITTEN_ISSUE.sub(r"GH-\g<number>", text)),
}
"""What is respelt in every document, by what it is called."""

UNCHANGED: dict[str, set[str]] = {
    "ready-to-close": {"questions spelt out", "questions with hyphens"},
    "another-engagement": {
        *("days in digits", "commands behind a prompt", "commands as another user", "commands in a container"),
        *("commands one behind another", "code for a console", "code without a language"),
    },
}
"""Spellings that an example already has."""


@cache
def engagements() -> dict[str, Engagement]:
    return {one.name: one for one in both()}


def respelt(engagement: Engagement, change: Respell) -> Iterator[tuple[str, bytes]]:
    for path, data in engagement.files.items():
        if path.endswith(".md"):
            text = data.decode("utf-8")
            newline, mark = "\r\n" if "\r\n" in text else "\n", text[: text.startswith(BOM)]
            changed = change(text.removeprefix(BOM).replace("\r\n", "\n"))
            kept = changed if "\r\n" in changed else changed.replace("\n", newline)
            yield path, (mark + kept.removeprefix(mark)).encode() if mark else kept.encode()


@pytest.mark.parametrize("name", ["ready-to-close", "another-engagement"])
@pytest.mark.parametrize("spelling", SPELLINGS)
def test_spelling_raises_no_false_alarm(name: str, spelling: str) -> None:
    engagement = engagements()[name]
    files = dict(respelt(engagement, SPELLINGS[spelling]))
    assert files != {path: engagement.files[path] for path in files} or spelling in UNCHANGED[name]
    results = engagement.judge(tuple(engagement.criteria), files)
    wrong = {id_: [seen.message for seen in one.observations if not seen.ok] for id_, one in results.items()}
    assert {id_: messages for id_, messages in wrong.items() if messages} == {}
