from __future__ import annotations

import pytest
from module_outline import addresses, module, references_of

MODULE = """\
variable "servers" {
  type = map(object({ size = optional(number, other.thing) }))
  validation {
    condition = alltrue([for name, server in var.servers : server.size > var.least && name != ""])
  }
}
terraform {
  required_providers {
    hcloud = {
      configuration_aliases = [hcloud.west]
    }
  }
}
locals {
  names  = { for key, server in var.servers : key => "${key}-${server.size}" if server.size > local.least }
  script = <<EOT
%{for name in keys(local.names)~}
echo ${name} ${data.hcloud_image.ubuntu.id}
%{endfor~}
EOT
}
resource "hcloud_server" "dora" {
  for_each  = var.servers
  provider  = hcloud.west
  name      = local.names[each.key]
  user_data = templatefile("${path.module}/cloud-init.yaml", { hostname = each.key, script = local.script })
  dynamic "network" {
    for_each = module.network.subnets
    iterator = subnet
    content {
      id   = subnet.value.id
      name = network.value.name
    }
  }
  dynamic "volume" {
    for_each = hcloud_volume.data
    labels   = [volume.key]
    content {
      id = volume.value.id
    }
  }
  lifecycle {
    ignore_changes       = [labels, labels["purpose"], network.one]
    replace_triggered_by = [terraform_data.seed]
  }
  provisioner "local-exec" {
    when       = destroy
    on_failure = continue
    command    = self.id
  }
  depends_on = [hcloud_volume.data]
}
data "hcloud_image" "ubuntu" {}
module "network" {
  source    = "./network"
  providers = { hcloud = hcloud.west }
  count     = count.index + terraform.workspace
}
moved {
  from = hcloud_server.old
  to   = hcloud_server.gone
}
removed {
  from = hcloud_server.older
}
import {
  to = hcloud_server.imported
  id = var.id
}
output "ids" {
  value = [for server in hcloud_server.dora : server.id]
}
"""


def test_a_module_refers_to_what_its_expressions_name_and_to_nothing_else() -> None:
    assert references_of(module(MODULE)) == [
        "4:46 var var.servers",
        "4:74 var var.least ?",
        "15:33 var var.servers",
        "15:95 local local.least ?",
        "17:20 local local.names",
        "18:16 data data.hcloud_image.ubuntu",
        "23:15 var var.servers",
        "25:15 local local.names",
        "26:28 file cloud-init.yaml",
        "26:94 local local.script",
        "28:16 module module.network",
        "32:14 resource network.value ?",
        "36:16 resource hcloud_volume.data ?",
        "44:29 resource terraform_data.seed ?",
        "51:17 resource hcloud_volume.data ?",
        "67:8 resource hcloud_server.imported ?",
        "68:8 var var.id ?",
        "71:26 resource hcloud_server.dora",
    ]


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("aws_x.y", ["aws_x.y"]),
        ("aws_x.y.id", ["aws_x.y"]),
        ("aws_x.y[0].id", ["aws_x.y"]),
        ("aws_x.y[*].id", ["aws_x.y"]),
        ("aws_x.y.*.id", ["aws_x.y"]),
        ("aws_x.y.0.id", ["aws_x.y"]),
        ('aws_x.y["${var.k}"][local.i].id', ["aws_x.y", "var.k", "local.i"]),
        ("aws_x.y[*].z[var.i]", ["aws_x.y", "var.i"]),
        ("resource.aws_x.y.id", ["aws_x.y"]),
        ("data.aws_ami.this.id", ["data.aws_ami.this"]),
        ("ephemeral.random_password.db.result", ["ephemeral.random_password.db"]),
        ('module.m["k"].out', ["module.m"]),
        ("(var.a).b", ["var.a"]),
        ("f(var.a, var.b...)", ["var.a", "var.b"]),
        ("provider::aws::arn_parse(var.a)", ["var.a"]),
        ("!var.a && var.b > -var.c ? var.d : var.e", ["var.a", "var.b", "var.c", "var.d", "var.e"]),
        ("(1 + (\n var.a))", ["var.a"]),
        ('"a-${var.a}-%{if var.b}${var.c}%{else}${var.d}%{endif}"', ["var.a", "var.b", "var.c", "var.d"]),
        ('"${"${var.a}"}"', ["var.a"]),
        ('"$${var.a} %%{if var.b}"', []),
        ('{ a = var.a, (local.b) = 1, "${local.c}" = 2, d : var.d }', ["var.a", "local.b", "local.c", "var.d"]),
        ("{ for k, v in var.m : k.x => v.y... if v.z }", ["var.m"]),
        ("[for v in var.m : [for w in v.list : w.x + v.y + u.z]]", ["var.m", "u.z"]),
        ("[for var in var.m : var.x]", ["var.m"]),
        ("[for a in a.b : 1]", ["a.b"]),
        ("each.value.x + count.index + self.id + path.root.x + terraform.workspace", []),
        ("continue", []),
        ("data.aws_ami", []),
        ("1 /* var.a */ + 2 # var.b", []),
        ("é.ü", ["é.ü"]),
    ],
)
def test_references_of_an_expression(expression: str, expected: list[str]) -> None:
    assert addresses(expression) == expected


def test_a_reference_keeps_what_is_written() -> None:
    (reference,) = module("locals {\n  x = aws_x.y[0].id + 1\n}\n").references
    assert (reference.text, reference.location.pointer) == ("aws_x.y[0].id", "locals/x")


def test_a_sum_of_many_terms_is_read() -> None:
    assert len(addresses(" + ".join(f"var.v{n}" for n in range(2_000)))) == 2_000


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ('"${path.module}/a.yaml"', ["a.yaml"]),
        ('"${path.module}/../b/./a.yaml"', ["../b/a.yaml"]),
        ('"${ path.module }//a.yaml"', ["a.yaml"]),
        ('file("${path.module}/a.yaml")', ["a.yaml"]),
        ('yamldecode(file("./a.yaml"))', ["a.yaml"]),
        ('templatefile("a.tpl", { x = "b.tpl" })', ["a.tpl"]),
        ('filebase64sha256("../a.zip")', ["../a.zip"]),
        ('file("/etc/hostname")', []),
        ('file("~/.ssh/id_rsa.pub")', []),
        ('"${path.module}"', []),
        ('"${path.module}/"', []),
        ('"${path.module}/${var.x}.yaml"', ["var.x"]),
        ('"${path.module}/a-${var.x}"', ["var.x"]),
        ('"x${path.module}/a"', []),
        ('"${path.root}/a"', []),
        ('fileset("${path.module}/files", "*.yaml")', []),
        ('fileset(path.module, "**")', []),
        ('"${path.module}/*.yaml"', []),
        ('fileexists("${path.module}/a") ? file("${path.module}/b") : ""', ["b"]),
        ('"./a"', []),
    ],
)
def test_files_are_those_that_are_named_in_full(expression: str, expected: list[str]) -> None:
    assert addresses(expression) == expected


def test_files_that_terraform_writes_need_not_be_there() -> None:
    text = """\
data "archive_file" "code" {
  source_file = "${path.module}/main.py"
  output_path = "${path.module}/main.zip"
}
resource "aws_lambda_function" "it" {
  filename = "${path.module}/main.zip"
}
"""
    assert references_of(module(text)) == ["2:17 file main.py"]


def test_data_sources_of_a_check_are_declared() -> None:
    check = """check "alive" {
  data "http" "health" {
    url = "https://example.org/health"
  }
  assert {
    condition     = data.http.health.status_code == 200
    error_message = "${data.http.health.url} does not answer"
  }
}
"""
    found = module(check)
    assert {reference.address for reference in found.references} == {"data.http.health"}
    assert found.declared == {"data.http.health"}
