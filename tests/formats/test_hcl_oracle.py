"""What expressions come to, held against `terraform console`."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from module_outline import Alone, evaluated, module, plain

from checker.formats.hcl import read_terraform
from checker.model.hcl import Module

TERRAFORM = shutil.which("terraform")
needs_terraform = pytest.mark.skipif(TERRAFORM is None, reason="terraform is not installed, which is the oracle here")

MODULE = """\
locals {
  text    = "a"
  list    = ["a", "b", "a"]
  numbers = [3, 10, 2]
  object  = { x = { y = "b" }, "two words" = 2 }
  ports   = { web = 80, ssh = 22 }
  nested  = [["a"], [["b"], "c"]]
  people  = [{ name = "ann", age = 3 }, { name = "bob", age = 4 }]
}
variable "size" {
  default = 3
}
variable "cidrs" {
  type    = list(string)
  default = ["10.0.0.0/8", 5]
}
variable "names" {
  type    = set(string)
  default = ["b", "a", "b"]
}
variable "tags" {
  type    = map(string)
  default = { Team = "core", Level = 1 }
}
variable "shape" {
  type    = object({ open = bool, port = optional(number), to = optional(list(string), [1]), name = string })
  default = { open = "true", name = 5, further = 1 }
}
variable "nothing" {
  type    = string
  default = null
}
"""

SAME = r"""
1 + 2 * 3
(1 + 2) * 3
7 % 3
-7 % 3
7 / 2
1 - 2 - 3
-var.size + 1
2 * -3
"5" + 1
1 < 2 && 2 < 3
1 > 2 || !false
1 == "1"
null == null
local.text == null
"a" != "b"
1 == 1.0
true ? "a" : 1
true ? 1 : 2
false ? [] : [1]
true ? 1 : "a"
false || "true"
"a-${local.text}-${1 + 1}"
"$${x}"
"${true}"
"${local.list}"
"%%{x} ${1.5}"
"\"${local.text}\n"
local.list[0]
local.object["two words"]
local.object.x.y
local.people[*].name
local.people.*.age
local.people[1].name
local.text[*]
var.nothing[*]
local.ports["web"]
local.list[var.size - 2]
[for one in local.list : upper(one)]
[for at, one in local.list : at if one == "a"]
[for key, one in local.ports : key]
{ for one in local.people : one.name => one.age }
{ for one in local.people : one.age => one.name... }
[for one in var.names : one]
[for k, v in var.names : k]
var.cidrs
var.names
var.tags
var.shape
var.size
var.nothing
var.shape.port
concat(local.list, [1])
merge(local.ports, { ssh = 23 })
merge({}, null)
lower("ABC")
title("a bc")
join("-", local.list)
split(",", "a,b,,c")
split("", "ab")
format("%s-%03d %%", "a", 5)
format("%5s|%d", "a", 2.7)
format("%v", true)
length("abc")
length(local.list)
length(local.ports)
contains(local.list, "b")
contains(local.list, 1)
toset(local.list)
toset(["b", 1, 10, 9])
toset(local.numbers)
tolist(["a", 1])
tomap({ a = 1, b = "c" })
tonumber("1.50")
tostring(1.50)
tostring(100000000)
tostring(0.000001)
tobool("true")
tostring(null)
coalesce("", "b")
coalesce(null, "", 5)
lookup(local.ports, "x", 1)
lookup(local.ports, "ssh", 1)
element(local.list, 4)
keys(local.ports)
values(local.ports)
flatten(local.nested)
distinct(local.list)
distinct([1, "1"])
replace("a.b.c", ".", "-")
trimspace("  a ")
trim("?!a!", "!?")
trimprefix("aab", "a")
trimsuffix("a.tf", ".tf")
chomp("a\n\n")
cidrsubnet("10.0.0.0/8", 8, 3)
cidrsubnet("fd00::/48", 16, 10)
cidrhost("10.0.0.0/24", -2)
cidrhost("10.1.2.240/28", 1)
cidrnetmask("172.16.0.0/12")
cidrhost("fd00:fd12:3456:7890:00a2::/72", 34)
jsonencode({ b = 1, a = [true, null, "<é>"] })
jsonencode(1.50)
jsondecode("{\"a\": [1, 2.5, null]}").a
reverse(local.list)
sort(local.list)
sort(["b", "B", "é", "z"])
slice(local.list, 1, 3)
range(3)
range(1, 8, 3)
range(3, 0)
zipmap(["b", "a"], [1, 2])
compact(["", "a", null])
one([])
one([5])
setunion(["a"], ["b"])
setintersection(local.list, ["b"])
setsubtract(local.list, ["b"])
sum(local.numbers)
max(local.numbers...)
min(1, 2)
abs(-5)
ceil(1.2)
floor(-1.2)
alltrue([true, "true"])
anytrue([])
try(local.object.z, 5)
can(local.object.z)
can(local.text)
startswith("abc", "ab")
endswith("abc", "bc")
strcontains("abc", "b")
substr("hello", 1, 3)
substr("hello", -3, -1)
index(local.list, "b")
coalescelist([], [1])
0.1 + 0.2
12345678901234567890 + 1
{ (local.text) = 1, "b${1}" = 2 }
"a" == "A"
true == "true"
5 == "5" ? 1 : 2
try(tonumber("x"), 2)
1 + 2 == 3 && 4 > 3
2 > 1 == true
!true || true
-local.ports.web
local.numbers[0] - 1
(local.numbers)[1]
[local.numbers][0][1]
{ a = 1 }.a
[for s in ["a"] : { n = s }][0].n
true ? false ? 1 : 2 : 3
1 - -1
1 + 2 - 3 * 4 / 2
""".strip().split("\n")
NOT_EVALUATED = r"""
!local.list[0] == 1
concat(local.list...)
upper("aé")
replace("abc", "/b/", "x")
1 / 3
"%{ if true }a%{ endif }"
0.12345678901234567890 + 1
[1, 2] == [1, 2]
lower("É")
length("é")
format("%q", "a")
try([local.object["none"]], [])
try({ a = try(sort(local.object.none), []) }, 1)
can([local.object.none])
""".strip().split("\n")
"""Expressions that Terraform refuses, and those that are not followed here: of these nothing may be told."""

REFUSED = "refused"


def console(text: str, expressions: Sequence[str], folder: Path) -> Mapping[str, Any]:
    """What Terraform makes of expressions, `REFUSED` where it makes nothing. It prints one result a run."""
    assert TERRAFORM is not None
    (folder / "main.tf").write_text(text)
    each = ", ".join(f"try(jsonencode([{one}]), null)" for one in expressions)
    run = subprocess.run(
        [TERRAFORM, "console"],
        input=f"jsonencode([{each}])\n",
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert run.returncode == 0, run.stderr
    quoted = run.stdout.strip().replace("$${", "${").replace("%%{", "%{")
    results = json.loads(json.loads(quoted))
    return {
        one: REFUSED if said is None else json.loads(said)[0] for one, said in zip(expressions, results, strict=True)
    }


def here(text: str, expressions: Sequence[str]) -> Mapping[str, Any]:
    """What is made of them here, `REFUSED` where nobody can tell."""
    lines = "".join(f'output "o{at}" {{\n  value = {one}\n}}\n' for at, one in enumerate(expressions))
    blocks = evaluated(module(text + lines))
    values = [one.attributes["value"] for one in blocks if one.type == "output"]
    return {one: plain(value) if value.is_told else REFUSED for one, value in zip(expressions, values, strict=True)}


@needs_terraform
def test_the_oracle_sees_a_wrong_value(tmp_path: Path) -> None:
    told = console('locals {\n  a = "b"\n}\n', ["local.a", "local.a.b", "1 + true"], tmp_path)
    assert told == {"local.a": "b", "local.a.b": REFUSED, "1 + true": REFUSED}
    assert here('locals {\n  a = "c"\n}\n', ["local.a"]) != {"local.a": told["local.a"]}


@needs_terraform
def test_expressions_come_to_what_terraform_makes_of_them(tmp_path: Path) -> None:
    made = here(MODULE, SAME)
    assert {
        one: value for one, value in console(MODULE, SAME, tmp_path).items() if _told(made[one]) != _told(value)
    } == {}


def _told(value: Any) -> str:
    """A value with its type: `1` is not `true`, nor is it `1.0`; the keys of an object have no order."""
    return json.dumps(value, sort_keys=True)


def test_of_what_is_not_evaluated_nothing_is_told() -> None:
    assert set(here(MODULE, NOT_EVALUATED).values()) == {REFUSED}


CALLING = {
    "main.tf": """\
module "m" {
  source = "./middle"
  cidr   = local.all
  names  = ["b", "a"]
}
locals {
  all = cidrsubnet(var.base, 8, 1)
}
variable "base" {
  default = "10.0.0.0/8"
}
""",
    "middle/main.tf": """\
variable "cidr" {
  default = "1.0.0.0/8"
}
variable "names" {}
module "net" {
  source = "../net"
  cidr   = var.cidr
  names  = [for one in var.names : upper(one)]
}
output "said" {
  value = module.net.said
}
""",
    "net/main.tf": """\
variable "cidr" {
  default = "2.0.0.0/8"
}
variable "names" {
  type = set(string)
}
variable "more" {
  default = 3
}
output "said" {
  value = { subnet = cidrsubnet(var.cidr, 8, var.more), names = var.names, joined = join("-", var.names) }
}
""",
}


@needs_terraform
def test_inside_a_called_module_values_are_those_of_terraform(tmp_path: Path) -> None:
    assert TERRAFORM is not None
    tree = {}
    for path, text in CALLING.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(text)
        folder = path.rpartition("/")[0] or "."
        content = read_terraform(folder, {path: text}).content
        assert isinstance(content, Module)
        tree[folder] = content
    for arguments, given in ((["init", "-backend=false"], ""), (["console"], "jsonencode(module.m.said)\n")):
        run = subprocess.run(
            [TERRAFORM, *arguments], input=given, cwd=tmp_path, capture_output=True, text=True, check=False, timeout=120
        )
        assert run.returncode == 0, run.stderr
    said = next(one for one in evaluated(tree["net"], Alone(tree)) if one.type == "output").attributes["value"]
    assert plain(said) == json.loads(json.loads(run.stdout))
