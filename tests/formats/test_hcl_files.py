"""Which files are a module, and what they say together; what is expected here is what Terraform 1.11 does."""

from __future__ import annotations

import pytest
from data_outline import complaint
from module_outline import blocks_of, evaluated, plain, references_of

from checker.formats import read_module
from checker.model.hcl import Module


def module(**files: str) -> Module:
    """A module of files by their names, with `__` for a dot."""
    document = read_module("m", _files(files))
    assert isinstance(document.content, Module), document.problem
    return document.content


def problem(**files: str) -> str:
    return complaint(read_module("m", _files(files)).problem)


def _files(files: dict[str, str]) -> dict[str, bytes]:
    return {f"m/{name.replace('__', '.')}": text.encode() for name, text in files.items()}


def test_an_override_file_replaces_arguments_by_name_and_blocks_by_type() -> None:
    main = """\
resource "a_b" "c" {
  size = 1
  kind = "x"
  lifecycle {
    prevent_destroy = true
    ignore_changes  = [size]
  }
  disk {
    id = 1
  }
  disk {
    id = 2
  }
  net {
    id = 3
  }
}
"""
    over = """\
resource "a_b" "c" {
  size = 2
  open = true
  lifecycle {
    prevent_destroy = false
  }
  disk {
    id = 9
  }
}
"""
    assert (
        blocks_of(module(main__tf=main, override__tf=over))
        == """\
resource.a_b.c m/main.tf:1:1-17 a_b.c
  resource.a_b.c/size 2:10 2
  resource.a_b.c/kind 3:10 'x'
  resource.a_b.c/open 3:10 True
resource.a_b.c/lifecycle m/main.tf:4:3-7 -
  resource.a_b.c/lifecycle/prevent_destroy 5:23 False
  resource.a_b.c/lifecycle/ignore_changes 6:23 list
  resource.a_b.c/lifecycle/ignore_changes/0 6:24 'size'
resource.a_b.c/net m/main.tf:14:3-16 -
  resource.a_b.c/net/id 15:10 3
resource.a_b.c/disk m/override.tf:7:3-9 -
  resource.a_b.c/disk/id 8:10 9"""
    )


def test_a_dynamic_block_and_those_it_would_make_replace_each_other() -> None:
    inside = '  %s {\n    id = 1\n  }\n  dynamic "%s" {\n    for_each = [1]\n    content {}\n  }\n'
    main, over = (f'resource "a_b" "c" {{\n{inside % kinds}}}\n' for kinds in (("disk", "net"), ("net", "disk")))
    (block,) = module(main__tf=main, x_override__tf=over).blocks
    assert [(one.type, one.labels, one.location.path) for one in block.blocks] == [
        ("net", (), "m/x_override.tf"),
        ("dynamic", ("disk",), "m/x_override.tf"),
    ]


def test_locals_providers_and_settings_are_merged_one_by_one() -> None:
    main = """\
locals {
  a = 1
  b = 2
}
terraform {
  required_version = ">= 1"
  required_providers {
    x = { source = "a/x" }
    y = { source = "a/y" }
  }
  backend "s3" {}
}
"""
    over = """\
locals {
  b = 3
}
provider "x" {
  region = "north"
}
terraform {
  required_version = ">= 1.9"
  required_providers {
    y = { source = "b/y" }
    z = { source = "b/z" }
  }
  cloud {}
}
"""
    assert (
        blocks_of(module(main__tf=main, dev_override__tf=over))
        == """\
locals m/main.tf:1:1-4 -
  locals/a 2:7 1
  locals/b 2:7 3
terraform m/main.tf:5:1-12 -
  terraform/required_version 8:22 '>= 1.9'
terraform/required_providers m/main.tf:7:3-10 -
  terraform/required_providers/x 8:9 object
  terraform/required_providers/x/source 8:20 'a/x'
  terraform/required_providers/y 10:9 object
  terraform/required_providers/y/source 10:20 'b/y'
  terraform/required_providers/z 11:9 object
  terraform/required_providers/z/source 11:20 'b/z'
terraform/cloud m/dev_override.tf:13:3-13 -
provider.x m/dev_override.tf:4:1-6 -
  provider.x/region 5:12 'north'"""
    )


def test_the_last_of_several_override_files_counts_and_what_was_replaced_refers_to_nothing() -> None:
    files = {
        "main__tf": 'output "a" {\n  value = var.gone\n}\nvariable "b" {}\n',
        "a_override__tf": 'output "a" {\n  value = var.gone_too\n}\n',
        "override__tf": 'output "a" {\n  value = var.b\n}\n',
    }
    assert references_of(module(**files)) == ["2:11 var var.b"]


@pytest.mark.parametrize(
    ("over", "expected"),
    [
        ('resource "a_b" "d" {}\n', "m/override.tf:1:1: `a_b.d` is overridden here and declared in no other file"),
        ('variable "d" {}\n', "m/override.tf:1:1: `var.d` is overridden here and declared in no other file"),
        ('output "d" {}\n', "m/override.tf:1:1: `output.d` is overridden here and declared in no other file"),
        ("locals {\n  d = 1\n}\n", "m/override.tf:2:7: `local.d` is overridden here and declared in no other file"),
        (
            'provider "x" {\n  alias = "d"\n}\n',
            "m/override.tf:1:1: `provider.x` is overridden here and declared in no other file",
        ),
        (
            "moved {\n  from = a_b.x\n  to   = a_b.c\n}\n",
            "m/override.tf:1:1: a `moved` block cannot stand in an override file",
        ),
        (
            'check "x" {}\n',
            "m/override.tf:1:1: a `check` block cannot stand in an override file",
        ),
    ],
)
def test_an_override_file_declares_nothing_of_its_own(over: str, expected: str) -> None:
    said = problem(main__tf='resource "a_b" "c" {}\n', override__tf=over)
    assert said.partition("; ")[0] == expected


def test_what_is_declared_twice_outside_of_override_files_is_a_mistake() -> None:
    assert problem(a__tf='variable "x" {}\n', b__tf__json='{"variable": {"x": {}}}') == (
        "m/b.tf.json:1:15: `var.x` is declared twice, first at m/a.tf:1:1; keep one of the two"
    )


def test_opentofu_reads_its_own_file_instead_of_the_one_of_the_same_name() -> None:
    read = module(main__tf='variable "a" {}\n', main__tofu='variable "b" {}\n', other__tf='variable "c" {}\n')
    assert (sorted(read.declared), read.files) == (["var.b", "var.c"], ("m/main.tofu", "m/other.tf"))
    over = module(main__tf='variable "a" {}\n', override__tofu='variable "a" {\n  type = string\n}\n')
    assert [value.text for value in over.blocks[0].attributes.values()] == ["string"]


def test_the_json_syntax_says_the_same_as_the_native_one() -> None:
    text = """\
{
  "//": "written by a machine",
  "variable": {"size": {"type": "number", "default": 3}},
  "locals": [{"plain": "a"}, {"price": "$${5}"}],
  "terraform": {"required_providers": {"x": {"source": "a/x"}}, "backend": {"s3": {"bucket": "b"}}},
  "provider": {"x": [{}, {"alias": "west"}]},
  "resource": {
    "a_b": [{
      "c": {
        "//": "a remark",
        "name": "${var.size}-${local.plain}",
        "whole": "${var.size}",
        "tags": {"Owner": "${local.plain}", "n": [1, true, null]},
        "depends_on": ["a_b.d"],
        "lifecycle": {"prevent_destroy": true},
        "provisioner": [{"local-exec": {"command": "make"}}],
        "dynamic": {"disk": {"for_each": [7], "content": {"id": "${disk.value}"}}}
      },
      "d": {}
    }]
  }
}
"""
    read = module(main__tf__json=text)
    assert (
        blocks_of(read)
        == """\
variable.size m/main.tf.json:3:16-3 var.size
  variable.size/type 3:33 'number'
  variable.size/default 3:54 3
locals m/main.tf.json:4:3-4 -
  locals/plain 4:24 'a'
locals m/main.tf.json:4:3-4 -
  locals/price 4:40 '${5}'
terraform m/main.tf.json:5:3-5 -
terraform/required_providers m/main.tf.json:5:17-5 -
  terraform/required_providers/x 5:45 object
  terraform/required_providers/x/source 5:56 'a/x'
terraform/backend.s3 m/main.tf.json:5:77-5 -
  terraform/backend.s3/bucket 5:94 'b'
provider.x m/main.tf.json:6:16-6 -
provider.x[1] m/main.tf.json:6:16-6 -
  provider.x[1]/alias 6:36 'west'
resource.a_b.c m/main.tf.json:9:7-17 a_b.c
  resource.a_b.c/name 11:17 expression
  resource.a_b.c/whole 12:18 expression
  resource.a_b.c/tags 13:17 object
  resource.a_b.c/tags/Owner 13:27 expression
  resource.a_b.c/tags/n 13:50 list
  resource.a_b.c/tags/n/0 13:51 1
  resource.a_b.c/tags/n/1 13:54 True
  resource.a_b.c/tags/n/2 13:60 None
  resource.a_b.c/depends_on 14:23 list
  resource.a_b.c/depends_on/0 14:24 'a_b.d'
resource.a_b.c/lifecycle m/main.tf.json:15:9-15 -
  resource.a_b.c/lifecycle/prevent_destroy 15:42 True
resource.a_b.c/provisioner.local-exec m/main.tf.json:16:26-16 -
  resource.a_b.c/provisioner.local-exec/command 16:52 'make'
resource.a_b.c/dynamic.disk m/main.tf.json:17:21-17 -
  resource.a_b.c/dynamic.disk/for_each 17:42 list
  resource.a_b.c/dynamic.disk/for_each/0 17:43 7
resource.a_b.c/dynamic.disk/content m/main.tf.json:17:47-17 -
  resource.a_b.c/dynamic.disk/content/id 17:65 expression
resource.a_b.d m/main.tf.json:19:7-19 a_b.d"""
    )
    assert references_of(read) == [
        *("11:17 var var.size", "11:17 local local.plain", "12:18 var var.size", "13:27 local local.plain"),
        "14:24 resource a_b.d",
    ]
    (block,) = (one for one in evaluated(read) if one.address == "a_b.c")
    assert {name: plain(one) for name, one in block.attributes.items()} == {
        "name": "3-a",
        "whole": 3,
        "tags": {"Owner": "a", "n": [1, True, None]},
        "depends_on": ["a_b.d"],
    }
    disk = next(one for one in block.blocks if one.type == "disk")
    assert (str(disk.attributes["id"].location), plain(disk.attributes["id"])) == ("m/main.tf.json:17:65", 7)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('{"resource": {"a_b": {"c": {"x": "${1 +}"}}}}', "1:34: the template in this string is not understood"),
        ('{"resource": {"a_b": 3}}', "1:22: an object must stand here"),
        ('{"x": 1}', "1:2: an argument stands outside of any block"),
        ('{"resource": {', "1:15: the document ends inside an object"),
    ],
)
def test_json_that_terraform_does_not_read_is_a_problem(text: str, expected: str) -> None:
    found = complaint(read_module("m", {"m/a.tf.json": text.encode()}).problem)
    assert found.removeprefix("m/a.tf.json:").partition("; ")[0] == expected


def test_a_file_that_a_template_of_json_names_is_a_reference() -> None:
    text = '{"locals": {"a": "${path.module}/x.sh", "b": "${file(\\"y.txt\\")}", "c": "\\"${var.z}\\"\\n"}}'
    assert references_of(module(a__tf__json=text)) == ["1:18 file x.sh", "1:46 file y.txt", "1:73 var var.z ?"]
