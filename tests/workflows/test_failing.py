"""Scripts of workflow steps, and whether a failure in them can go unnoticed."""

from __future__ import annotations

import pytest

from checker.workflows.failing import Settings, does_something, weaknesses_of

UNNOTICED = (
    "jq -e .x a || true",
    "git diff --exit-code || echo changed",
    "set +e\nmake test\nexit 0",
    "make test || echo failed",
    "make test | tee log",
    "semgrep || :",
    "set +e\nsemgrep\ntrue",
    "npm ci && npm test\necho done",
    "if make test; then echo ok; else echo bad; fi",
    "if ! make test; then echo bad; fi",
    "make test &",
    "! make test\necho ok",
    "bash -c 'make test; echo x'",
    "(make test; echo) || exit 1",
    "for x in a b; do make $x || true; done",
    "set +e; make test; set -e",
    "make test || { echo x; }",
    "make test || (echo x && true)",
    "{ make test; } || true",
    "make test || exit 0",
    "set +o errexit\nmake test\necho",
    "sudo make test || true",
    "timeout 10 make test || true",
    "make test || cat log",
    "make test 2>&1 | grep -v x",
    "x() { make; }; if x; then :; fi",
    "bash <<EOF\nmake\necho\nEOF",
    "make lint\nexit 0\nmake test",
)
NOBODY_KNOWS = (
    "make test; true",
    "semgrep; exit 0",
    'echo "$(make test)"',
    "f() {\n make\n make test\n}\nf || exit 1",
    "while ! make test; do sleep 1; done",
    "trap 'exit 0' EXIT\nmake test",
    "${{ inputs.cmd }}",
    "eval make",
    "make test || code=$?\necho $code",
    "make test )",
    "make 'test",
    'make "$(',
    "make; " * 20_000,
    '"$(' * 30 + "make" + ')"' * 30,
    "( " * 200 + "make" + " )" * 200,
    "${{ " * 20_000,
)
HONEST = (
    "npm ci\nnpm test",
    "npm ci && npm test",
    "make",
    "[ -f x ] && make",
    "if [ -f x ]; then\n make\nfi",
    "if ! make; then\n echo bad\n exit 1\nfi",
    "if make; then echo ok; else exit 1; fi",
    "make || exit 1",
    "make || (echo x; exit 1)",
    "make || { echo x; exit 1; }",
    "cat x | jq -e .",
    "docker rm -f x || true\nmake",
    "set -euo pipefail\nmake | tee log",
    "set -o pipefail\nmake | tee log",
    "{\n echo a\n jq . <<< '${{ toJSON(x) }}'\n} >> \"$GITHUB_STEP_SUMMARY\"",
    'echo "v=$(git describe)" >> $GITHUB_OUTPUT',
    "V=$(node -p 'x')\necho $V",
    "for f in *.sh; do shellcheck $f; done",
    "cd a && make",
    "sudo apt-get update && sudo apt-get install -y x",
    "sudo apt-get update\nsudo apt-get install -y x",
    "curl -sSL https://x | sh",
    "while read l; do make $l; done < f",
    "case $x in a) make;; *) exit 1;; esac",
    'test -z "$(git status --porcelain)"',
    "bash ./x.sh",
    "bash -ec 'make; make test'",
    "mkdir -p a || true",
    "python - <<'EOF'\nimport x\nEOF",
    "(cd x && make)",
    "git diff --exit-code || (echo 'run fmt' && exit 1)",
    'if [[ -n "$(git status -s)" ]]; then\n echo bad >&2\n exit 1\nfi',
    "make 2>&1",
    "echo ${{ github.sha }}\nmake -C ${{ matrix.dir }}",
    "test $(ls | wc -l) -gt 3",
    "if ! grep -q x f; then exit 1; fi",
    "docker build -t x:${{ github.sha }} .\ndocker run --rm x npm test",
    "export A=$(date)\nmake",
    "while read f; do make $f; done < <(find . -name x)",
    "cat a || make",
)


def certain(text: str, settings: Settings = Settings()) -> list[bool]:  # noqa: B008  frozen
    return [one.is_certain for one in weaknesses_of(text, settings)]


@pytest.mark.parametrize("text", UNNOTICED)
def test_a_script_that_goes_on_after_a_failure_is_seen(text: str) -> None:
    assert certain(text)[:1] == [True]


@pytest.mark.parametrize("text", NOBODY_KNOWS, ids=lambda text: text[:40])
def test_a_script_of_which_nobody_can_tell_is_in_doubt(text: str) -> None:
    assert set(certain(text)) == {False}


@pytest.mark.parametrize("text", HONEST)
def test_a_script_that_fails_when_its_check_fails_is_let_alone(text: str) -> None:
    assert weaknesses_of(text, Settings()) == ()


def test_how_the_shell_is_started_decides() -> None:
    assert certain("make test | tee log", Settings(pipefail=True)) == []
    assert certain("make\nmake test", Settings(errexit=False)) == [True]
    assert certain("make test", Settings(errexit=False)) == []
    assert certain("set -e\nmake\nmake test", Settings(errexit=False)) == []


def test_what_is_seen_is_named() -> None:
    said = [one.why for one in weaknesses_of("make lint || true\nnpm test | tee log", Settings())]
    assert said == [
        "a step ignores the failure of `make lint` with `|| true`",
        "a step pipes `npm test` into another command without `pipefail`",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "true",
        ":",
        "",
        "# make",
        "echo make",
        "mkdir a\ncd a",
        "exit 0",
        "if true; then :; fi",
        "exit 0\nmake test",
        "check() {\n  make test\n}",
        "flake8 --exit-zero .",
        "npm run test --if-present",
    ],
)
def test_a_script_that_only_says_something_does_nothing(text: str) -> None:
    assert not does_something(text)


@pytest.mark.parametrize(
    "text",
    [
        "make",
        "grep -q x f",
        "[ -f x ]",
        "exit 1",
        "gh release create v1",
        "make '",
        "x=$(make)",
        "check() {\n  make test\n}\ncheck",
        "make\nexit 0",
        "flake8 .\nflake8 --exit-zero .",
        "make || exit 1",
    ],
)
def test_a_script_that_can_fail_does_something(text: str) -> None:
    assert does_something(text)
