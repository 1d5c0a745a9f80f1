"""Documents that are made to hurt whoever reads them, or to look like something else, each with what is asked of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

P0 = "for_none: {row: {in: a.md, columns: [ID, Priority]}, where: {Priority: P0}}"
SLOTS = "for_each: {file: a.md}\n    require: no_placeholders"
SIGNED = "for_each: {signature: {in: a.md}}\n    require: {verdict: signed}"
TABLE = "| ID | Priority |\n|---|---|\n| D-1 | P0 |\n"


@dataclass(frozen=True, slots=True)
class Bad:
    """A criterion and the one document it is about."""

    clause: str
    data: bytes
    name: str = "a.md"


def _value(name: str, data: bytes) -> Bad:
    return Bad(f"for_each: {{value: {{in: ./{name}, at: a}}}}\n    require: {{value: filled}}", data, name)


def _quoted(depth: int) -> bytes:
    return "".join("> " * depth + line + "\n" for line in TABLE.splitlines()).encode()


def _table(cell: str) -> bytes:
    return TABLE.replace("P0", cell).encode()


DOCUMENTS: Mapping[str, Bad] = {
    "table in 25 quotes": Bad(P0, _quoted(25)),
    "table in a fence": Bad(P0, f"{TABLE.replace('P0', 'P1')}\n```\n{TABLE}```\n".encode()),
    "table in a comment": Bad(P0, f"{TABLE.replace('P0', 'P1')}\n<!--\n{TABLE}".encode()),
    "table in HTML": Bad(
        P0, f"{TABLE.replace('P0', 'P1')}\n<table><tr><th>ID<th>Priority<tr><td>1<td>P0</table>".encode()
    ),
    "full-width letters": Bad(P0, _table("P０")),
    "zero-width space": Bad(P0, _table("P\u200b0")),
    "Cyrillic letter": Bad(P0, _table("Р0")),
    "cell too many": Bad(P0, (TABLE + "| D-2 | P1 | P0 |\n").encode()),
    "a mebibyte of instructions": Bad(SLOTS, b"<? " * 349_000),
    "a mebibyte of links": Bad(SLOTS, b"[a](" * 262_000),
    "back-ticks that grow": Bad(SLOTS, b" ".join(b"`" * n for n in range(1, 900))),
    "100,000 stars": Bad(SLOTS, b"**a " * 25_000),
    "100,000 brackets": Bad(SLOTS, b"[" * 100_000),
    "nested lists": Bad(SLOTS, "".join("  " * n + "- a\n" for n in range(400)).encode()),
    "nested quotes of reStructuredText": Bad(
        "for_each: {file: ./a.rst}\n    require: no_placeholders",
        "".join(" " * n + "a\n\n" for n in range(300)).encode(),
        "a.rst",
    ),
    "stars of reStructuredText": Bad(
        "for_each: {file: ./a.rst}\n    require: no_placeholders", b"**a " * 25_000, "a.rst"
    ),
    "substitutions of substitutions": Bad(
        "for_each: {file: ./a.rst}\n    require: no_placeholders",
        ("".join(f".. |a{n}| replace:: |a{n + 1}||a{n + 1}|\n" for n in range(60)) + "\n|a0|\n").encode(),
        "a.rst",
    ),
    "table behind an include of AsciiDoc": Bad(
        "for_none: {row: {in: ./a.adoc, columns: [ID, Priority]}, where: {Priority: P0}}",
        b"|===\n|ID |Priority\n\n|1 |P1\n|===\n\ninclude::more.adoc[]\n",
        "a.adoc",
    ),
    "block of AsciiDoc that is not closed": Bad(
        "for_none: {row: {in: ./a.adoc, columns: [ID, Priority]}, where: {Priority: P0}}",
        b"|===\n|ID |Priority\n\n|1 |P1\n|===\n\n----\n|===\n|ID |Priority\n\n|2 |P0\n|===\n",
        "a.adoc",
    ),
    "lone carriage returns": Bad("for_each: {line: {in: a.md}}\n    require: {text: filled}", b"a\rb\rc"),
    "no UTF-8": Bad(SLOTS, b"a \xff b\n"),
    "UTF-16": Bad(SLOTS, "text".encode("utf-16")),
    "zero byte": Bad(SLOTS, b"a\0b\n"),
    "LFS pointer": Bad(SLOTS, b"version https://git-lfs.github.com/spec/v1\noid sha256:" + b"a" * 64 + b"\nsize 12\n"),
    "bidirectional signature": Bad(
        SIGNED, "| Name | Signature | Date |\n|---|---|---|\n| Raja | Raja \u202eajaR | 2026-07-26 |\n".encode()
    ),
    "zero-width signature": Bad(
        SIGNED, "| Name | Signature | Date |\n|---|---|---|\n| Raja | Ra\u200bja | 2026-07-26 |\n".encode()
    ),
    "deep JSON": _value("a.json", b"[" * 100_000),
    "one key of JSON twice": _value("a.json", b'{"a": 1, "a": 2}'),
    "number of JSON that is none": _value("a.json", b'{"a": NaN}'),
    "integer of 10,000 digits": _value("a.json", b'{"a": ' + b"9" * 10_000 + b"}"),
    "deep YAML": _value("a.yaml", b"{a: " * 100_000),
    "aliases of aliases": _value(
        "a.yaml",
        b"x: &x [1,1,1,1,1,1,1,1,1]\ny: &y [*x,*x,*x,*x,*x,*x,*x,*x,*x]\n" + b"a: [*y,*y,*y,*y,*y,*y,*y,*y,*y]\n" * 1,
    ),
    "object of a program in YAML": _value("a.yaml", b'a: !!python/object/apply:os.system ["id"]\n'),
    "alias of itself": _value("a.yaml", b"a: &a [*a]\n"),
    "broken TOML": _value("a.toml", b"a = [[[[[[\n"),
    "deep TOML": _value("a.toml", b"a = " + b"[" * 50_000),
    "deep values of variables": _value("a.tfvars", b"a = " + b"[" * 50_000),
    "deep JSON5": _value("a.json5", b"{a:[" * 50_000),
    "comment of JSON5 that does not end": _value("a.json5", b"{a: 1 /*" + b"*" * 500_000),
    "entities of entities": _value(
        "a.xml",
        b'<!DOCTYPE a [<!ENTITY b "bbbbbbbbbb"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;">]>'
        b"<a>&d;&d;&d;&d;</a>",
    ),
    "entity that is a file": _value("a.xml", b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'),
    "entity of a DTD elsewhere": _value("a.xml", b'<!DOCTYPE a SYSTEM "http://127.0.0.1:9/a.dtd"><a>&x;</a>'),
    "deep XML": _value("a.xml", b"<a>" * 200_000),
    "200,000 elements": _value("a.xml", b"<a>" + b"<b/>" * 200_000 + b"</a>"),
    "XML that says that it is encoded otherwise": _value(
        "a.xml", '<?xml version="1.0" encoding="ISO-8859-1"?><a>é</a>'.encode()
    ),
    "one key of INI twice": _value("a.ini", b"a = 1\nA = 2\n"),
    "100,001 keys of INI": _value("a.ini", b"".join(b"a%d=\n" % n for n in range(100_001))),
    "half a mebibyte of blanks in INI": _value("a.ini", b"a = 1\n[" + b" " * 500_000),
    "field of CSV that is not closed": Bad(
        "for_each: {row: {in: ./a.csv, columns: [ID]}}\n    require: {ID: filled}", b'ID\n"' + b'""' * 400_000, "a.csv"
    ),
    "200,000 fields of CSV": Bad(
        "for_each: {row: {in: ./a.csv, columns: [ID]}}\n    require: {ID: filled}", b"ID\n" + b"," * 200_000, "a.csv"
    ),
    "one attribute of Terraform twice": Bad(
        "for_each: {block: {in: ./main.tf, type: resource}}\n    require: {x: 1}",
        b'resource "a" "b" {\n  x = 1\n  x = 2\n}\n',
        "main.tf",
    ),
    "Terraform that does not end": Bad(
        "for_none: {block: {in: ./main.tf, type: resource}}", b'resource "a" "b" {', "main.tf"
    ),
    "deep Terraform": Bad(
        "for_none: {block: {in: ./main.tf, type: resource}}", b"a = " + b"(" * 20_000 + b"1", "main.tf"
    ),
    "name with a bidirectional sign": Bad(
        "for_each: {file: '*.md'}\n    require: no_placeholders", b"text\n", "rep\u202egnp.md"
    ),
    "name with a zero-width sign": Bad(
        "for_each: {file: '*.md'}\n    require: no_placeholders", b"text\n", "re\u200bport.md"
    ),
    "name with a line end": Bad(
        "for_each: {file: '*.md'}\n    require: no_placeholders", b"[x] [ ] TBD\n", "a\n::error::b.md"
    ),
}
