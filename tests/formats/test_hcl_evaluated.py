from __future__ import annotations

from typing import Any

import pytest
from module_outline import module

from checker.data.source import MAX_VALUES
from checker.model.hcl import Expression, HclBlock

LOCALS = """\
locals {
  text    = "a"
  list    = ["a", { n = 1 }]
  object  = { x = { y = "b" }, "two words" = 2 }
  chain   = local.again
  again   = local.object.x.y
  holding = [local.text, var.size]
  circle  = local.round
  round   = local.circle
  open    = { (var.size) = 1, a = 2 }
  number  = 1 + 1
}
variable "size" {
  default = 3
}
"""


def value_of(written: str) -> Expression:
    blocks = module(LOCALS + f"output o {{\n  value = {written}\n}}\n").blocks
    return next(one for one in blocks if one.type == "output").attributes["value"]


def plain(expression: Expression) -> Any:
    """What an expression comes to; its text in angle brackets where nobody can tell."""
    if expression.keys is not None:
        return {name: plain(one) for name, one in expression.keys.items()}
    if expression.elements is not None:
        return [plain(one) for one in expression.elements]
    return expression.literal if expression.is_literal else f"<{expression.text}>"


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("local.text", "a"),
        ('"${local.text}"', "a"),
        ("(local.text)", "a"),
        ("local.chain", "b"),
        ("local.object.x", {"y": "b"}),
        ('local.object["two words"]', 2),
        ("local.list[1].n", 1),
        ("local.list", ["a", {"n": 1}]),
        ("[local.text, local.number]", ["a", "<local.number>"]),
        ("local.holding", ["a", "<var.size>"]),
        ("{ k = local.text }", {"k": "a"}),
    ],
)
def test_a_reference_to_a_plain_local_is_its_value(written: str, meant: Any) -> None:
    assert plain(value_of(written)) == meant


@pytest.mark.parametrize(
    "written",
    [
        *("local.number", "local.circle", "local.nowhere", "local.list[7]", "local.list[var.size]", "local.list[*].n"),
        *("local.object.z", "local.open.a", '"${local.text}-b"', "upper(local.text)", "var.size", "local.text.x"),
        *("local.holding[1]", "aws_x.y.z", "each.value", "local"),
    ],
)
def test_anything_else_is_not_evaluated(written: str) -> None:
    assert plain(value_of(written)) == f"<{written}>"


def test_of_a_variable_the_default_is_told_also_through_locals() -> None:
    assert value_of("var.size").aside == "; the default of `var.size` is `3`"
    assert value_of("local.holding[1]").aside == "; the default of `var.size` is `3`"


DYNAMIC = """\
locals {
  ports = { web = 80, ssh = 22 }
}
resource "a_b" "c" {
  dynamic "rule" {
    for_each = FOR_EACH
    ITERATOR
    content {
      key  = rule.key
      port = rule.value
      open = one.value.cidr
      dynamic "inner" {
        for_each = [rule.value]
        content {
          both = [rule.key, inner.value]
        }
      }
    }
  }
}
"""


def rules(each: str, iterator: str = "") -> list[dict[str, Any]]:
    block = module(DYNAMIC.replace("FOR_EACH", each).replace("ITERATOR", iterator)).blocks[1]
    return [_told(one) for one in block.blocks if one.type == "rule"]


def _told(block: HclBlock) -> dict[str, Any]:
    inner = [_told(one) for one in block.blocks if one.type == "inner"]
    return {name: plain(one) for name, one in block.attributes.items()} | ({"inner": inner} if inner else {})


def test_a_dynamic_block_over_what_is_known_makes_its_blocks() -> None:
    assert rules("local.ports") == [
        {"key": "web", "port": 80, "open": "<one.value.cidr>", "inner": [{"both": ["web", 80]}]},
        {"key": "ssh", "port": 22, "open": "<one.value.cidr>", "inner": [{"both": ["ssh", 22]}]},
    ]
    (renamed,) = rules('[{ cidr = "0.0.0.0/0" }]', "iterator = one")
    assert (renamed["key"], renamed["port"], renamed["open"]) == ("<rule.key>", "<rule.value>", "0.0.0.0/0")
    assert rules("[]") == []


@pytest.mark.parametrize("each", ["var.ports", "toset([22])", "{ (var.x) = 1 }", "[for p in [1] : p]"])
def test_a_dynamic_block_over_what_is_not_known_is_undetermined(each: str) -> None:
    block = module(DYNAMIC.replace("FOR_EACH", each).replace("ITERATOR", "")).blocks[1]
    dynamic = block.undetermined("rule")
    assert dynamic is not None
    assert (dynamic.labels, rules(each), block.undetermined("other")) == (("rule",), [], None)


def test_a_few_lines_that_stand_for_millions_of_values_are_not_evaluated() -> None:
    lines = ['l0 = ["x", "x"]', *(f"l{n} = [local.l{n - 1}, local.l{n - 1}]" for n in range(1, 40))]
    read = module("locals {\n" + "\n".join(lines) + "\n}\n").blocks[0]
    assert _size(read.attributes["l39"]) < MAX_VALUES
    long = [f"m{n} = [local.m{n + 1}]" for n in range(3000)]
    deep = module("locals {\n" + "\n".join(long) + "\nm3000 = 1\n}\n").blocks[0]
    assert _size(deep.attributes["m0"]) < MAX_VALUES


def _size(expression: Expression) -> int:
    return 1 + sum(map(_size, (*(expression.keys or {}).values(), *(expression.elements or ()))))
