"""Policies that are made to hurt whoever reads them, by what they try."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

HEAD = "version: 1\npolicy: p\n"


def with_criterion(clause: str) -> bytes:
    return f"{HEAD}criteria:\n  - id: it\n    {clause}\n".encode()


def _aliases() -> str:
    levels = "abcdefghi"
    lines = [f"{levels[0]}: &{levels[0]} [{', '.join(['x'] * 9)}]"]
    lines += [f"{b}: &{b} [{', '.join([f'*{a}'] * 9)}]" for a, b in pairwise(levels)]
    return "\n".join(lines)


def _merges() -> str:
    lines = ["m0: &m0 {a: 1}"]
    lines += [f"m{n + 1}: &m{n + 1} {{<<: [{', '.join([f'*m{n}'] * 9)}], k{n}: 1}}" for n in range(8)]
    return "\n".join(lines)


DRAFT = "https://json-schema.org/draft/2019-09/schema"
FILE = "for_each: {file: a.md}"
POLICIES: Mapping[str, bytes] = {
    "aliases of aliases": f"{HEAD}{_aliases()}\n".encode(),
    "merges of merges": f"{HEAD}{_merges()}\n".encode(),
    "lists in lists": b"[" * 100_000,
    "mappings in mappings": b"{a: " * 100_000,
    "blocks in blocks": "".join(" " * n + "a:\n" for n in range(3000)).encode(),
    "one key twice": with_criterion(f"severity: error\n    severity: note\n    {FILE}\n    require: committed"),
    "object of a program": with_criterion('require: !!python/object/apply:os.system ["id"]'),
    "alias of itself": f"{HEAD}criteria: &a [*a]\n".encode(),
    "text that YAML takes for something else": f"version: 1\npolicy: 1.10\ntitle: no\n{FILE}\n".encode(),
    "day that there is not": f"{HEAD}title: 2026-02-30\n".encode(),
    "integer of 10,000 digits": f"version: {'9' * 10_000}\npolicy: p\n".encode(),
    "two documents": f"{HEAD}---\n{HEAD}".encode(),
    "nothing": b"",
    "only a comment": b"# soon\n",
    "unknown key": with_criterion(f"severty: error\n    {FILE}\n    require: committed"),
    "UTF-16": f"{HEAD}".encode("utf-16"),
    "Latin-1": "version: 1\npolicy: p\ntitle: Größe\n".encode("latin-1"),
    "zero byte": b"version: 1\npolicy: p\0\n",
    "line that only some readers end": f"{HEAD}# a remark\x85criteria: []\n".encode(),
    "path out of the tree": with_criterion("for_each: {file: '../../etc/*'}\n    require: committed"),
    "path of the machine": with_criterion("for_each: {file: /etc/passwd}\n    require: committed"),
    "path with a drive": with_criterion("for_each: {file: 'C:x'}\n    require: committed"),
    "path with backslashes": with_criterion("for_each: {file: '..\\..\\x'}\n    require: committed"),
    "look-ahead": with_criterion(f"{FILE}\n    require: {{text: {{matches: '(?=a)b'}}}}"),
    "back-reference": with_criterion(f"{FILE}\n    require: {{text: {{matches: '(a)\\1'}}}}"),
    "repetition of repetitions": with_criterion(
        f"{FILE}\n    require: {{text: {{matches: '((a{{0,500}}){{0,500}}){{9}}'}}}}"
    ),
    "pattern of 64 KiB": with_criterion(f"{FILE}\n    require: {{text: {{matches: '{'a|' * 32768}b'}}}}"),
    "reference into the network": with_criterion(
        f"{FILE}\n    require: {{schema: {{$ref: 'http://127.0.0.1:1/x.json'}}}}"
    ),
    "reference to a file": with_criterion(f"{FILE}\n    require: {{schema: {{$ref: 'file:///etc/hostname'}}}}"),
    "reference to itself": with_criterion(f"{FILE}\n    require: {{schema: {{allOf: [{{$ref: '#'}}]}}}}"),
    "reference of 2019-09 to itself": with_criterion(
        f"{FILE}\n    require: {{schema: {{$schema: '{DRAFT}', $recursiveRef: '#'}}}}"
    ),
    "program": with_criterion(f"{FILE}\n    command: sh -c id\n    require: committed"),
    "more than a mebibyte": HEAD.encode() + b"#" * (1 << 20),
    "policy that it builds on, out of the tree": f"{HEAD}extends: ../../etc/x.yaml\n".encode(),
    "document out of the tree": f"{HEAD}documents: {{a: ../a.md}}\n".encode(),
}
