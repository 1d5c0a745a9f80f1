from __future__ import annotations

from typing import Any

import pytest
from module_outline import blocks_of, module

from checker.model.hcl import Expression

SERVER = """\
# The middleware
terraform {
  required_providers {
    hcloud = { source = "hetznercloud/hcloud", "version" : "~> 1.44" }
  }
}

resource "hcloud_server" "dora" {
  name   = "dora-${var.environment}" // per environment
  labels = {
    purpose       = "dora"
    (var.key)     = 1
    "é/${var.key}" = [1, true]
  }
  /* two
     networks */
  network { id = 1 }
  network {
    id = 2
  }
  lifecycle {
    prevent_destroy = true
  }
}
"""


def test_blocks_arguments_and_entries_have_pointers_places_and_literals() -> None:
    assert (
        blocks_of(module(SERVER))
        == """\
terraform infra/main.tf:2:1-6 -
terraform/required_providers infra/main.tf:3:3-5 -
  terraform/required_providers/hcloud 4:14 object
  terraform/required_providers/hcloud/source 4:25 'hetznercloud/hcloud'
  terraform/required_providers/hcloud/version 4:60 '~> 1.44'
resource.hcloud_server.dora infra/main.tf:8:1-24 hcloud_server.dora
  resource.hcloud_server.dora/name 9:12 expression
  resource.hcloud_server.dora/labels 10:12 object
  resource.hcloud_server.dora/labels/purpose 11:21 'dora'
  resource.hcloud_server.dora/labels/(var.key) 12:21 1
  resource.hcloud_server.dora/labels/"é~1${var.key}" 13:22 list
  resource.hcloud_server.dora/labels/"é~1${var.key}"/0 13:23 1
  resource.hcloud_server.dora/labels/"é~1${var.key}"/1 13:26 True
resource.hcloud_server.dora/network infra/main.tf:17:3-17 -
  resource.hcloud_server.dora/network/id 17:18 1
resource.hcloud_server.dora/network[1] infra/main.tf:18:3-20 -
  resource.hcloud_server.dora/network[1]/id 19:10 2
resource.hcloud_server.dora/lifecycle infra/main.tf:21:3-23 -
  resource.hcloud_server.dora/lifecycle/prevent_destroy 22:23 True"""
    )


def test_what_can_be_referred_to_has_an_address_and_is_declared() -> None:
    text = """\
variable "region" {}
locals {
  one = 1
  two = 2
}
locals {
  three = 3
}
resource "hcloud_server" "dora" {}
resource bare_label "works" {}
data "aws_ami" "this" {}
ephemeral "random_password" "db" {}
module "network" {
  source = "./network"
}
provider "hcloud" {}
output "id" {
  value = 1
}
moved {
  from = a.b
  to   = c.d
}
"""
    read = module(text, other='variable "other" {}\n')
    assert read.declared == {
        *("var.region", "var.other", "local.one", "local.two", "local.three", "hcloud_server.dora"),
        *("bare_label.works", "data.aws_ami.this", "ephemeral.random_password.db", "module.network"),
    }
    assert [block.address for block in read.blocks if block.address] == [
        *("var.region", "hcloud_server.dora", "bare_label.works", "data.aws_ami.this", "ephemeral.random_password.db"),
        *("module.network", "var.other"),
    ]
    assert (read.path, read.files) == ("infra", ("infra/main.tf", "infra/other.tf"))


def value_of(written: str) -> Expression:
    return module(f"locals {{\n  x = {written}\n}}\n").blocks[0].attributes["x"]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ('"a"', "a"),
        ('""', ""),
        (r'"\n\t\"\\ é \u00e9 \U0001F600"', '\n\t"\\ é é 😀'),
        ('"$${x} %%{y} $$x $ %"', "${x} %{y} $$x $ %"),
        (r'"\\n"', "\\n"),
        ("20", 20),
        ("-5", -5),
        ("- 5", -5),
        ("01", 1),
        ("1.50", 1.5),
        ("-1.5e-1", -0.15),
        ("true", True),
        ("null", None),
        ('(("a"))', "a"),
        ("<<EOT\n x $${y} \\n\nEOT", " x ${y} \\n\n"),
        ("<<EOT\nEOT", ""),
        ("<<-EOT\n    x\n      y\n\n    z\n  EOT", "x\n  y\n\nz\n"),
    ],
)
def test_literals_have_the_value_that_terraform_gives_them(written: str, meant: Any) -> None:
    value = value_of(written)
    assert (value.text, value.is_literal, value.literal) == (written, True, meant)


@pytest.mark.parametrize(
    "written",
    [
        '"a-${var.x}"',
        '"%{if true}a%{endif}"',
        "var.x",
        "1 + 1",
        "!true",
        'file("x")',
        "<<EOT\n${var.x}\nEOT",
        "9" * 5000,
    ],
)
def test_what_has_to_be_computed_is_no_literal(written: str) -> None:
    value = value_of(written)
    assert (value.text, value.is_literal, value.literal, value.keys, value.elements) == (
        written,
        False,
        None,
        None,
        None,
    )


def test_of_a_key_that_stands_twice_in_an_object_the_last_counts_as_in_terraform() -> None:
    keys = value_of("{ a = 1, a = 2 }").keys or {}
    assert {name: value.literal for name, value in keys.items()} == {"a": 2}


def test_windows_line_ends_and_a_byte_order_mark_change_nothing() -> None:
    read = module('\ufefflocals {\r\n  x = "a"\r\n  y = <<EOT\r\nb\r\nEOT\r\n}\r\n')
    assert [value.literal for value in read.blocks[0].attributes.values()] == ["a", "b\r\n"]
    assert str(read.blocks[0].attributes["y"].location) == "infra/main.tf:3:7"


def test_columns_count_characters() -> None:
    assert blocks_of(module('locals { é = [ "😀", 1 ] }\n')).splitlines()[1:] == [
        *("  locals/é 1:14 list", "  locals/é/0 1:16 '😀'", "  locals/é/1 1:21 1"),
    ]
