from __future__ import annotations

from typing import Any

import pytest
from module_outline import Alone, evaluated, module, plain

from checker.data.source import MAX_VALUES
from checker.formats.hcl import read_terraform
from checker.model.document import Document
from checker.model.hcl import Expression, HclBlock, Module

LOCALS = """\
locals {
  text    = "a"
  list    = ["a", { n = 1 }]
  object  = { x = { y = "b" }, "two words" = 2 }
  chain   = local.again
  again   = local.object.x.y
  holding = [local.text, var.size, var.open]
  circle  = local.round
  round   = local.circle
  open    = { (var.open) = 1, a = 2 }
  number  = 1 + 1
  heredoc = <<-EOT
    ${local.text} $${x}
      ${var.size}
  EOT
}
variable "size" {
  default = 3
}
variable "open" {}
variable "shaped" {
  type    = map(string)
  default = [1]
}
"""


def value_of(written: str) -> Expression:
    blocks = evaluated(module(LOCALS + f"output o {{\n  value = {written}\n}}\n"))
    return next(one for one in blocks if one.type == "output").attributes["value"]


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
        ("[local.text, local.number]", ["a", 2]),
        ("local.holding", ["a", 3, "<var.open>"]),
        ("{ k = local.text }", {"k": "a"}),
        ("local.heredoc", "a ${x}\n  3\n"),
        ("merge(var.open, { k = local.text })", {"k": "a"}),
        ("[for one in [1, var.open] : one]", [1, "<var.open>"]),
        ('concat(["0.0.0.0/0"], [var.open])', ["0.0.0.0/0", "<var.open>"]),
        ("false && var.open", False),
        ('contains(["a", var.open], "a")', True),
        ("length([var.open])", 1),
    ],
)
def test_what_is_known_is_evaluated(written: str, meant: Any) -> None:
    assert plain(value_of(written)) == meant


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("local.circle", "`local.round` rests on itself"),
        ("local.nowhere", "`local.nowhere` is not declared"),
        ("var.nowhere", "`var.nowhere` is not declared"),
        ("var.open", "`var.open` has no default"),
        ("local.holding[2]", "`var.open` has no default"),
        ('"${var.open}-b"', "`var.open` has no default"),
        ("upper(var.open)", "`var.open` has no default"),
        ("local.list[7]", '`["a", { n = 1 }]` has no position 7'),
        ("local.text.x", '`"a"` has no `x`'),
        ("local.open.a", "a key of it is not known"),
        ("merge({ a = 1 }, var.open)", "`var.open` has no default"),
        ('contains(["b", var.open], "a")', "`var.open` has no default"),
        ("true && var.open", "`var.open` has no default"),
        ("var.open ? 1 : 2", "`var.open` has no default"),
        ("[for one in var.open : one]", "`var.open` has no default"),
        ("timestamp()", "the function `timestamp` is not evaluated here"),
        ("provider::x::f(1)", "the function `provider::x::f` is not evaluated here"),
        ("aws_x.y.z", "`aws_x.y.z` is an attribute of a resource, known only when Terraform runs"),
        ("data.aws_x.y.z", "`data.aws_x.y.z` is read from elsewhere when Terraform runs"),
        ("each.value", "`each.value` rests on a `for_each` that is not known"),
        ("path.module", "`path.module` is known only when Terraform runs"),
        ("terraform.workspace", "`terraform.workspace` is known only when Terraform runs"),
        ("module.x.y", "`module.x` is not declared"),
        ("1 / 3", "it is a number of more digits than are reckoned with here"),
        ('"%{ if true }a%{ endif }"', "a directive `%{ … }` in a template is not evaluated here"),
        ("-" * 400 + "local.number", "it is nested deeper than 160 levels"),
        ("1" + "0" * 299 + " * 10", "it is a number of more digits than are reckoned with here"),
        (
            'join("", [for one in range(1000) : join("", [for other in range(1000) : "xxxxx"])])',
            "the module comes to more than 100000 values",
        ),
        (f'jsonencode([for one in range(1000) : "{"x" * 200}"])', "it is longer than 100000 characters"),
        ("range(2000)", "`range` makes more than 1024 values"),
        ('format("%99999d", 1)', "a verb of `format` is not followed here"),
        ("var.shaped", "of the value of `var.shaped`, `[1]` is no map"),
    ],
)
def test_of_anything_else_it_is_told_on_what_it_rests(written: str, why: str) -> None:
    found = value_of(written)
    assert (plain(found), found.aside) == (f"<{written}>", f"; {why}")


def test_a_value_says_what_it_comes_from() -> None:
    found = value_of("local.holding")
    assert found.elements is not None
    assert (found.written, found.origin) == (
        "local.holding",
        "`local.holding`, infra/main.tf:7; `local.text`, infra/main.tf:2; `var.size`, infra/main.tf:18",
    )
    assert found.elements[1].origin == "`var.size`, infra/main.tf:18"
    assert value_of('["a"]').origin == ""


SETTINGS = 'variable "a" {\n  default = 1\n}\nvariable "b" {}\noutput o {\n  value = [var.a, var.b]\n}\n'


def settings_of(**files: str) -> list[Expression]:
    """What the two variables are; `__` stands for a dot in the names, and `below__` for a folder."""
    named = {f"infra/{name.replace('below__', 'below/').replace('__', '.')}": text for name, text in files.items()}
    around = Alone(settings=[Document(path, text=text) for path, text in named.items()])
    output = evaluated(module(SETTINGS), around)[-1]
    return list(output.attributes["value"].elements or ())


def test_files_that_terraform_reads_by_itself_set_variables_the_last_one_counts() -> None:
    files = {"terraform__tfvars": "a = 2\nb = 2\n", "y__auto__tfvars": "a = 3\n", "x__auto__tfvars": "a = 4\n"}
    values = settings_of(**files)
    assert list(map(plain, values)) == [3, 2]
    assert values[0].origin == "`var.a`, infra/y.auto.tfvars:1"


def test_files_that_somebody_may_name_leave_it_open_where_they_say_something_else() -> None:
    values = settings_of(terraform__tfvars="b = 1\n", prod__tfvars="b = 1\na = 2\n")
    assert [(plain(one), one.aside) for one in values] == [
        ("<var.a>", "; infra/prod.tfvars:2 may set `var.a` to `2`"),
        (1, ""),
    ]
    assert [one.aside for one in settings_of(below__x__tfvars="a = {", terraform__tfvars="b = 5")] == [
        "; infra/below/x.tfvars cannot be read, which may set `var.a`",
        "",
    ]
    assert (
        settings_of(terraform__tfvars="b 5")[1].aside
        == "; infra/terraform.tfvars cannot be read, which may set `var.b`"
    )


def in_tree(**modules: str) -> dict[str, Module]:
    """Modules by their directories, of which `__` stands for a slash; `root` is that of the tree."""
    read: dict[str, Module] = {}
    for name, text in modules.items():
        path = "." if name == "root" else name.replace("__", "/")
        content = read_terraform(path, {f"{path}/main.tf".removeprefix("./"): text}).content
        assert isinstance(content, Module)
        read[path] = content
    return read


NET = """\
variable "cidr" {
  default = "10.0.0.0/8"
}
variable "more" {
  default = 1
}
output "block" {
  value = cidrsubnet(var.cidr, 8, var.more)
}
output "id" {
  value = aws_vpc.x.id
}
"""


def outputs(root: str, **others: str) -> list[Any]:
    """The outputs of the root module: values, or why there are none."""
    tree = in_tree(root=root, **others)
    blocks = evaluated(tree["."], Alone(tree))
    values = [one.attributes["value"] for one in blocks if one.type == "output"]
    return [plain(one) if one.is_told else one.aside for one in values]


def test_outputs_of_modules_of_the_tree_are_what_they_are_given() -> None:
    call = 'module "net" {\n  source = "./net"\n  cidr = local.all\n}\nlocals {\n  all = "fd00::/16"\n}\n'
    asked = ("module.net.block", "module.net.id", "module.net.nope", "module.net", "module.gone.x")
    root = call + "".join(f'output "o{n}" {{\n  value = {one}\n}}\n' for n, one in enumerate(asked))
    assert outputs(root, net=NET) == [
        "fd00:100::/24",
        "; `aws_vpc.x.id` is an attribute of a resource, known only when Terraform runs",
        "; `net` has no output `nope`",
        "; a module as a whole, or one of several, is not evaluated here",
        "; `module.gone` is not declared",
    ]


@pytest.mark.parametrize(
    ("source", "why"),
    [
        ('"hashicorp/consul/aws"', "`module.m` comes from outside of the tree"),
        ('"./gone"', "there is no module in `gone` that can be read"),
        ('"./net"\n  count = 2', "`module.m` is called several times"),
        ('"./round"', "modules call each other in a circle, or too deep"),
    ],
)
def test_of_other_modules_nobody_can_tell_the_outputs(source: str, why: str) -> None:
    root = f'module "m" {{\n  source = {source}\n}}\noutput "o" {{\n  value = module.m.block\n}}\n'
    back = 'module "b" {\n  source = "../"\n}\noutput "block" {\n  value = module.b.o\n}\n'
    assert outputs(root, net=NET, round=back) == [f"; {why}"]


def called_with(*given: str, net: str = NET, **others: str) -> list[Any]:
    """What the output of a module comes to which the root calls so often, with what it is given; or why it does not."""
    lines = ["".join(f"  {line.strip()}\n" for line in one.split(";")) for one in given]
    calls = [f'module "net{n}" {{\n  source = "./net"\n{said}}}\n' for n, said in enumerate(lines)]
    tree = in_tree(root="".join(calls) + others.pop("root", ""), net=net, **others)
    blocks = evaluated(tree["net"], Alone(tree))
    (value,) = (one.attributes["value"] for one in blocks if one.type == "output" and one.labels == ("block",))
    return [plain(value), value.origin] if value.is_told else [value.aside]


def test_inside_a_module_its_variables_are_what_its_call_gives() -> None:
    assert called_with('cidr = "10.0.0.0/16"') == [
        "10.0.1.0/24",
        "`var.cidr`, main.tf:3; `var.more`, net/main.tf:5",
    ]
    assert called_with("") == ["10.1.0.0/16", "`var.cidr`, net/main.tf:2; `var.more`, net/main.tf:5"]
    root = 'locals {\n  all = "fd00::/16"\n}\nvariable "more" {\n  default = 2\n}\n'
    assert called_with("cidr = local.all; more = var.more", root=root) == [
        "fd00:200::/24",
        "`local.all`, main.tf:7; `var.cidr`, main.tf:3; `var.more` of `.`, main.tf:10; 1 more",
    ]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (['cidr = "10.0.0.0/16"', 'cidr = "10.0.0.0/16"'], "10.0.1.0/24"),
        (["cidr = [1][0]", "cidr = [2][0]"], "main.tf:3 sets it to `[1][0]`, main.tf:7 sets it to `[2][0]`"),
        (['cidr = "10.0.0.0/16"', ""], 'main.tf:3 sets it to `"10.0.0.0/16"`, main.tf:5 leaves it'),
        (
            ["cidr = aws_vpc.x.cidr"],
            "main.tf:3 sets `var.cidr` to `aws_vpc.x.cidr`; `aws_vpc.x.cidr` is an attribute of a resource",
        ),
        (
            ["cidr = module.net0.block"],
            "main.tf:3 sets `var.cidr` to `module.net0.block`; modules call each other in a",
        ),
        (['count = 2; cidr = "10.0.0.0/16"'], "10.0.1.0/24"),
        (['for_each = toset(["a"]); cidr = each.key'], "`each.key` rests on a `for_each` that is not known"),
    ],
)
def test_of_several_calls_that_give_something_else_nobody_can_tell(given: list[str], said: str) -> None:
    assert said in str(called_with(*given)[0])


def test_calls_of_calls_are_followed_upwards() -> None:
    middle = 'variable "cidr" {}\nmodule "net" {\n  source = "../net"\n  cidr = var.cidr\n}\n'
    tree = in_tree(root='module "m" {\n  source = "./middle"\n  cidr = "10.0.0.0/16"\n}\n', middle=middle, net=NET)
    assert plain(evaluated(tree["net"], Alone(tree))[2].attributes["value"]) == "10.0.1.0/24"
    a = 'module "b" {\n  source = "../b"\n  cidr = var.x\n}\nvariable "x" {}\n'
    round_ = in_tree(a=a, b=NET + 'module "a" {\n  source = "../a"\n  x = var.cidr\n}\n')
    assert "modules call each other in a circle" in evaluated(round_["b"], Alone(round_))[2].attributes["value"].aside


REPEATED = """\
resource "a_b" "c" {
  REPEAT
  name = "x-${each.key}"
  rule {
    port = each.value
  }
}
variable "none" {
  default = {}
}
"""


def repeated(repeat: str) -> list[tuple[str, Any, Any]]:
    made = evaluated(module(REPEATED.replace("REPEAT", repeat)))[:-1]
    return [(one.instance, plain(one.attributes["name"]), plain(one.blocks[0].attributes["port"])) for one in made]


def test_a_block_is_made_for_each_key() -> None:
    assert repeated("for_each = { web = 80, ssh = var.x }") == [
        ('["ssh"]', "x-ssh", "<each.value>"),
        ('["web"]', "x-web", 80),
    ]
    assert repeated('for_each = toset(["b", "a"])') == [('["a"]', "x-a", "a"), ('["b"]', "x-b", "b")]
    assert [one for one, *_ in repeated("count = 1 + 1")] == ["[0]", "[1]"]


@pytest.mark.parametrize(
    "repeat",
    ["for_each = var.x", 'for_each = ["a"]', "for_each = var.none", "for_each = {}", "count = 0", "count = var.x"],
)
def test_a_block_of_which_nothing_or_nobody_knows_what_comes_stays_as_it_is_written(repeat: str) -> None:
    assert repeated(repeat) == [("", '<"x-${each.key}">', "<each.value>")]


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
variable "none" {
  default = []
}
"""


def rules(each: str, iterator: str = "") -> list[dict[str, Any]]:
    block = evaluated(module(DYNAMIC.replace("FOR_EACH", each).replace("ITERATOR", iterator)))[1]
    return [_told(one) for one in block.blocks if one.type == "rule"]


def _told(block: HclBlock) -> dict[str, Any]:
    inner = [_told(one) for one in block.blocks if one.type == "inner"]
    return {name: plain(one) for name, one in block.attributes.items()} | ({"inner": inner} if inner else {})


def test_a_dynamic_block_over_what_is_known_makes_its_blocks() -> None:
    assert rules("local.ports") == [
        {"key": "ssh", "port": 22, "open": "<one.value.cidr>", "inner": [{"both": ["ssh", 22]}]},
        {"key": "web", "port": 80, "open": "<one.value.cidr>", "inner": [{"both": ["web", 80]}]},
    ]
    (renamed,) = rules('[{ cidr = "0.0.0.0/0" }]', "iterator = one")
    assert (renamed["key"], renamed["port"], renamed["open"]) == ("<rule.key>", "<rule.value>", "0.0.0.0/0")
    assert rules("[]") == []


@pytest.mark.parametrize("each", ["var.ports", "{ (var.x) = 1 }", "var.none"])
def test_a_dynamic_block_over_what_is_not_known_is_undetermined(each: str) -> None:
    block = evaluated(module(DYNAMIC.replace("FOR_EACH", each).replace("ITERATOR", "")))[1]
    dynamic = block.undetermined("rule")
    assert dynamic is not None
    assert (dynamic.labels, rules(each), block.undetermined("other")) == (("rule",), [], None)


def test_a_few_lines_that_stand_for_millions_of_values_are_not_evaluated() -> None:
    lines = ['l0 = ["x", "x"]', *(f"l{n} = [local.l{n - 1}, local.l{n - 1}]" for n in range(1, 40))]
    read = evaluated(module("locals {\n" + "\n".join(lines) + "\n}\n"))[0]
    assert _size(read.attributes["l39"]) < MAX_VALUES
    long = [f"m{n} = [local.m{n + 1}]" for n in range(3000)]
    deep = evaluated(module("locals {\n" + "\n".join(long) + "\nm3000 = 1\n}\n"))[0]
    assert _size(deep.attributes["m0"]) < MAX_VALUES


def _size(expression: Expression) -> int:
    return 1 + sum(map(_size, (*(expression.keys or {}).values(), *(expression.elements or ()))))
