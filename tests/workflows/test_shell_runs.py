"""Scripts, and which of their commands are run: for certain, perhaps, or not at all."""

from __future__ import annotations

import pytest

from checker.workflows.commands import told_in
from checker.workflows.runs import runs_in

RUN = (
    "terraform init",
    "  terraform init -backend=false",
    "cd infra && terraform init",
    "cd infra || exit 1; terraform init",
    "[ -n \"$X\" ] || { echo 'set X'; exit 1; }\nterraform init",
    "true && terraform init",
    "false || terraform init",
    "! false && terraform init",
    "git pull || git fetch && terraform init",
    "(cd infra; terraform init)",
    "{ terraform init; }",
    "if true; then terraform init; fi",
    "if false; then x; else terraform init; fi",
    "for env in staging live; do terraform init; done",
    "until false; do terraform init; done",
    "while ! terraform init; do sleep 1; done",
    "start() { terraform init; }\nstart",
    "yes | terraform init",
    "terraform init &",
    "terraform init > log 2>&1",
    "out=$(terraform init)",
    "sudo -u ops terraform init",
    "env TF_LOG=info timeout 5m terraform init",
    "X=1 terraform init",
    "command terraform init",
    "/usr/local/bin/terraform init",
    "terraform.exe init",
    "terraform -chdir=infra init",
    "terraform \\\n  -chdir=infra \\\n  init",
    "# get ready \\\nterraform init",
    "bash -c 'terraform init'",
    "bash <<EOF\nterraform init\nEOF",
    "eval 'terraform init'",
    "ssh -p 22 ops@host terraform init",
    "docker run --rm -it -v $PWD:/w hashicorp/terraform:1.5 init",
    "docker run --rm tools terraform init",
    "docker compose run --rm terraform init",
    "docker exec -it tools terraform init",
    "aws-vault exec live -- terraform init",
    "kubectl exec pod -- terraform init",
    "terraform init -var token=<your token>",
    "(exit 1)\nterraform init",
)
PERHAPS = (
    "[ -d .terraform ] && terraform init",
    "[ -d .terraform ] || terraform init",
    "make || terraform init",
    "! make && terraform init",
    "if [ -d x ]; then terraform init; fi",
    "if make; then x; else terraform init; fi",
    "while make; do terraform init; done",
    "case $1 in init) terraform init;; esac",
    "start() { terraform init; }",
    "exit 0\nterraform init",
    "true && exit 0\nterraform init",
    "set -n\nterraform init",
    "poetry run terraform init",
    "tool -- terraform init",
    "terraform init -h",
    "if ($ready) {\n  terraform init\n}",
    "echo 'it\nterraform init",
)
NEVER = (
    "echo terraform init",
    "echo 'terraform init'",
    "printf '%s' 'terraform init'",
    ": terraform init",
    "# terraform init",
    "make # terraform init",
    "cat <<EOF\nterraform init\nEOF",
    ": <<'EOF'\nterraform init\nEOF",
    "cat <<< 'terraform init'",
    "false && terraform init",
    "true || terraform init",
    "! true && terraform init",
    "(false) && terraform init",
    "false && make && terraform init",
    "if false; then terraform init; fi",
    "if true; then x; else terraform init; fi",
    "while false; do terraform init; done",
    "until true; do terraform init; done",
    "for x in; do terraform init; done",
    "man terraform init",
    "which terraform",
    "command -v terraform",
    "alias tf='terraform init'",
    "git commit -m 'terraform init'",
    "terraform help init",
    "terraform init -help",
    "sudo echo terraform init",
    "docker run alpine echo terraform init",
    "make terraform-init",
)


def answer(script: str) -> str:
    found = [one.is_certain for one in runs_in(script) if (one.program, one.subcommand) == ("terraform", "init")]
    return "run" if any(found) else "perhaps" if found else "never"


@pytest.mark.parametrize("script", RUN)
def test_command_is_run(script: str) -> None:
    assert answer(script) == "run"


@pytest.mark.parametrize("script", PERHAPS)
def test_nobody_can_tell_whether_a_command_is_run(script: str) -> None:
    assert answer(script) == "perhaps"


@pytest.mark.parametrize("script", NEVER)
def test_command_is_not_run(script: str) -> None:
    assert answer(script) == "never"


@pytest.mark.parametrize("script", ["f() { f; }\nf", "bash -c " * 40 + "x", "eval " * 4000 + "x", "x -- " * 4000 + "y"])
def test_scripts_that_lead_into_themselves_come_to_an_end(script: str) -> None:
    assert list(runs_in(script))


def test_a_command_stands_in_the_line_in_which_it_begins() -> None:
    script = "cd x\n\nterraform \\\n  init\nmake && \\\n  make all"
    assert [(" ".join(one.words), one.line) for one in runs_in(script)] == [
        ("cd x", 0),
        ("terraform init", 2),
        ("make", 4),
        ("make all", 5),
    ]


@pytest.mark.parametrize(
    ("code", "entered"),
    [
        ("$ make\nok\n$ make \\\n> all", [("make", True), ("ok", False), ("make all", True)]),
        ("ops@host:~/x$ make", [("make", True)]),
        ("(venv) $ make", [("make", True)]),
        ("C:\\infra> make", [("make", True)]),
        ("PS C:\\infra> make", [("make", True)]),
        ("❯ make", [("make", True)]),
    ],
)
def test_what_stands_behind_a_prompt_is_entered(code: str, entered: list[tuple[str, bool]]) -> None:
    assert [(" ".join(one.words), one.is_certain) for one in told_in(code, "console")] == entered


@pytest.mark.parametrize("language", ["yaml", "hcl", "python", "diff", "mermaid"])
def test_what_is_no_shell_has_no_commands(language: str) -> None:
    assert list(told_in("terraform init", language)) == []


@pytest.mark.parametrize("language", ["", "bash", "console", "powershell", "bat", "text"])
def test_every_shell_has_commands(language: str) -> None:
    assert [one.words for one in told_in("terraform init", language)] == [("terraform", "init")]
