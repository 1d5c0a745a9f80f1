"""Kinds that installed distributions add: the example, and everything that can be wrong with one."""

from __future__ import annotations

import json
import shutil
import sys
import threading
from collections.abc import Iterator, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from commands import CLEAN, EXAMPLES, PROJECT, Ran, repository, run
from jsonschema import Draft202012Validator

from checker.data.yaml import read_yaml
from checker.model.data import Node
from checker.model.plugins import Plugin
from checker.reports.json import read_report

PLUGIN = EXAMPLES / "plugin"
DAY = ("--as-of", "2026-07-26")
TOUCH = "from pathlib import Path\nPath('ran').touch()\n"
POLICY = """\
version: 1
policy: small
plugins: [words]
criteria:
  - {id: it, for_each: {file: a.md}, require: filled}
"""
SELECTOR = '''\
from dataclasses import dataclass
from checker.extending import Selector, Selected, Requirement, Format, TrackerKind, KeyNotation, read_markdown

@dataclass(frozen=True, slots=True)
class Word(Selector):
    """The words."""

    kind = "word"
    as_text = "the word"

    def select(self, scope):
        raise KeyError("no word")
'''


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder into which the example is installed."""
    folder = tmp_path_factory.mktemp("site")
    source = shutil.copytree(PLUGIN, tmp_path_factory.mktemp("source") / "plugin")
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-index", "--no-deps"]
    done = run(folder, [*pip, "--no-build-isolation", "--target", folder, source])
    assert done.code == 0, done.err
    return folder


@pytest.fixture
def trial(tmp_path: Path) -> Path:
    return shutil.copytree(PLUGIN / "trial", tmp_path / "trial")


def install(site: Path, name: str, entries: str, code: str = "", version: str = "1.0") -> Path:
    """A distribution of one module that is called like itself. entries: `GROUP NAME ATTRIBUTE`, one a line."""
    module = name.replace("-", "_")
    information = site / f"{module}-{version}.dist-info"
    information.mkdir(parents=True)
    (information / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n")
    listed = [entry.split() for entry in entries.splitlines()]
    text = "".join(f"[closure_check.{group}]\n{called} = {module}:{attribute}\n" for group, called, attribute in listed)
    (information / "entry_points.txt").write_text(text)
    (site / f"{module}.py").write_text(code)
    return site


def command(folder: Path, site: Path, *arguments: str | Path, **environment: str) -> Ran:
    """The command with a site on its path. It never answers with a traceback, nor with a bug of ours."""
    ran = run(
        folder,
        [sys.executable, "-P", "-m", "checker", *arguments],
        {**CLEAN, "PYTHONPATH": f"{site}:{PROJECT}", **environment},
    )
    assert "Traceback" not in ran.out + ran.err
    assert "closure-check has a bug" not in ran.out + ran.err
    return ran


def judged(folder: Path, site: Path, *arguments: str) -> Ran:
    return command(
        folder, site, "check", ".", "--policy", "policy.yaml", *DAY, *arguments, NOTEBOOK_FILE="notebook.json"
    )


# --- the example ------------------------------------------------------------------------------------------------------


def test_each_kind_of_the_example_has_a_say(trial: Path, site: Path) -> None:
    ran = judged(trial, site, "--format", "json")
    report = json.loads(ran.out)
    assert {one["id"]: one["outcome"] for one in report["criteria"]} == {
        "abbreviations-spelled-out": "fail",
        "meetings-on-working-days": "fail",
        "port-set": "pass",
        "issues-open": "fail",
        "blockers-closed": "fail",
    }
    assert report["plugins"] == [{"name": "closure-check-example", "version": "1.0.0"}]
    assert read_report(ran.out.encode(), "report.json").plugins == (Plugin("closure-check-example", "1.0.0"),)


def test_plugins_that_took_part_are_told_at_the_top_when_all_is_asked_for(trial: Path, site: Path) -> None:
    assert "\n  plugins   closure-check-example 1.0.0\n" in judged(trial, site, "-v").out
    assert "closure-check-example" not in judged(trial, site).out


def test_cases_of_a_policy_with_plugins_come_out_as_expected(trial: Path, site: Path) -> None:
    ran = command(trial, site, "test", "policy.yaml")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("policy.cases.yaml: 7 cases, all as expected\n")


def test_report_of_a_plugin_is_a_format(trial: Path, site: Path) -> None:
    ran = judged(trial, site, "--format", "headline", "--format", "headline:line.txt")
    assert (ran.code, ran.out) == (1, "not-met: 1 of 5 met; up to nobody (4)\n")
    assert (trial / "line.txt").read_text() == ran.out


def test_issues_with_keys_are_recorded_and_repeated(trial: Path, site: Path) -> None:
    options = ("--policy", "policy.yaml", *DAY)
    fetched = command(trial, site, "issues", "fetch", ".", "-o", "issues.json", *options, NOTEBOOK_FILE="notebook.json")
    assert (fetched.code, fetched.out) == (0, "issues.json: 2 issues of ABC in notebook.json (2 issues)\n")
    only = ("--only", "issues-open", "--only", "blockers-closed", "--format", "json")
    repeated = json.loads(command(trial, site, "check", ".", *options, *only, "--issues", "issues.json").out)
    assert repeated["criteria"] == json.loads(judged(trial, site, *only).out)["criteria"]


def test_what_a_tracker_does_not_tell_is_undecided(trial: Path, site: Path) -> None:
    text = (trial / "policy.yaml").read_text().partition("criteria:")[0]
    asked = ("number: filled", "assignees: filled", "exists: {comment: {}}")
    criteria = [
        f"  - {{id: c{n}, for_each: {{issue: {{keys: [ABC-1]}}}}, require: {{fields: {{{one}}}}}}}"
        for n, one in enumerate(asked[:2])
    ]
    criteria.append(f"  - {{id: c2, for_each: {{issue: {{keys: [ABC-1]}}}}, require: {{{asked[2]}}}}}")
    (trial / "policy.yaml").write_text(text + "criteria:\n" + "\n".join(criteria) + "\n")
    ran = judged(trial, site, "--format", "json")
    assert [one["outcome"] for one in json.loads(ran.out)["criteria"]] == ["unknown"] * 3, ran


@pytest.mark.parametrize("environment", [{}, {"NOTEBOOK_FILE": "notebook.json"}], ids=["no address", "offline"])
def test_nothing_about_issues_is_decided_without_the_tracker(
    trial: Path, site: Path, environment: Mapping[str, str]
) -> None:
    offline = ["--offline"] if environment else []
    options = ("--policy", "policy.yaml", *DAY, "--only", "issues-open", *offline)
    assert command(trial, site, "check", ".", *options, **environment).code == 3


def test_kinds_are_listed_with_their_plugin(tmp_path: Path, site: Path) -> None:
    listed = command(tmp_path, site, "kinds").out
    assert [line.split()[0] for line in listed.splitlines() if line.endswith("(closure-check-example 1.0.0)")] == [
        "abbreviation",
        "working_day",
        "properties",
        "notebook",
        "headline",
    ]
    assert [line for line in listed.splitlines() if not line.startswith(" ")] == [
        *("selectors", "requirements", "formats", "trackers", "reports"),
    ]


def test_page_of_a_kind_is_its_docstring(tmp_path: Path, site: Path) -> None:
    page = command(tmp_path, site, "kinds", "working_day").out
    assert page.startswith(
        "requirement `working_day`, of closure-check-example 1.0.0\n\nThe value is a date from Monday"
    )
    assert "```yaml" in page
    assert command(tmp_path, site, "kinds", "row").out.startswith("selector `row`, built in\n")
    ran = command(tmp_path, site, "kinds", "working_days")
    assert (ran.code, ran.err) == (2, "there is no kind `working_days`; did you mean `working_day`?\n")


def test_schema_knows_the_kinds_of_plugins(trial: Path, site: Path) -> None:
    schema = json.loads(command(trial, site, "schema").out)
    assert schema["$defs"]["requirement-working_day"]["description"].startswith("The value is a date from Monday")
    assert schema["$defs"]["TrackerEntry"]["properties"]["notebook"]["description"].startswith(
        "The issues of a project"
    )
    policy = read_yaml("policy.yaml", (trial / "policy.yaml").read_text())
    assert isinstance(policy, Node)
    assert list(Draft202012Validator(schema).iter_errors(policy.plain)) == []
    without = json.loads(command(trial, trial, "schema").out)
    assert without == json.loads((PROJECT / "schemas" / "policy.schema.json").read_text())


def test_policy_that_builds_on_one_with_plugins_has_them_too(trial: Path, site: Path) -> None:
    (trial / "own.yaml").write_text(
        "version: 1\npolicy: own\nextends: {policy: ./policy.yaml, only: [port-set]}\ncriteria:\n"
        "  - {id: day, for_each: {row: {in: docs/MEETINGS.md, columns: [Date]}}, require: {Date: working_day}}\n"
    )
    ran = command(trial, site, "check", ".", "--policy", "own.yaml", *DAY, "--format", "json")
    assert {one["id"]: one["outcome"] for one in json.loads(ran.out)["criteria"]} == {"port-set": "pass", "day": "fail"}


def test_library_judges_with_plugins(trial: Path, site: Path) -> None:
    code = (
        "from checker import judge, render\n"
        "report = judge('.', policy='policy.yaml', as_of='2026-07-26', online=True)\n"
        "print(*report.plugins, render(report, 'headline'), sep=': ', end='')"
    )
    environment = {**CLEAN, "PYTHONPATH": f"{site}:{PROJECT}", "NOTEBOOK_FILE": "notebook.json"}
    ran = run(trial, [sys.executable, "-P", "-c", code], environment)
    assert (ran.out, ran.err) == ("closure-check-example 1.0.0: not-met: 1 of 5 met; up to nobody (4)\n", "")


# --- whose code is run ------------------------------------------------------------------------------------------------


def test_policy_without_the_plugin_installed_is_refused(trial: Path, tmp_path: Path) -> None:
    ran = judged(trial, tmp_path)
    said = "policy.yaml:4:11: `closure-check-example` is not installed; install it beside closure-check\n"
    assert (ran.code, ran.err) == (2, said)


def test_kind_that_the_policy_does_not_name_the_plugin_of_is_told_with_it(trial: Path, site: Path) -> None:
    text = (trial / "policy.yaml").read_text()
    (trial / "policy.yaml").write_text(text.replace("plugins: [closure-check-example]\n", ""))
    has = "closure-check-example has one, which counts where the policy names it: `plugins: [closure-check-example]`"
    assert command(trial, site, "lint", "policy.yaml").err.splitlines() == [
        f"policy.yaml:4:11: unknown tracker `notebook`; {has}",
        f"policy.yaml:8:16: unknown selector `abbreviation`; {has}",
        f"policy.yaml:13:22: unknown requirement `working_day`; {has}",
        "policy.yaml: 3 mistakes",
    ]


def test_plugin_in_the_judged_tree_is_refused_and_not_imported(tmp_path: Path) -> None:
    house = repository(tmp_path / "house", {"policy.yaml": POLICY, "a.md": "a"})
    site = install(house / "site", "words", "selectors word Word", TOUCH + SELECTOR)
    for arguments in (["check", ".", "--policy", "policy.yaml"], ["lint", "policy.yaml"], ["kinds"], ["schema"]):
        ran = command(house, site, *arguments)
        said = "words 1.0 lies in what is judged (site), of which nothing is run; install it, with closure-check,"
        assert ran.code == 2
        assert f"{said} outside of {house}" in ran.err
        assert not (house / "ran").exists()


def test_plugin_whose_code_is_in_the_judged_tree_is_refused_wherever_it_is_installed(tmp_path: Path) -> None:
    house = repository(tmp_path / "house", {"policy.yaml": POLICY, "a.md": "a", "code/words.py": TOUCH + SELECTOR})
    site = install(tmp_path / "site", "words", "selectors word Word")
    (site / "words.py").unlink()
    environment = {**CLEAN, "PYTHONPATH": f"{site}:{house / 'code'}:{PROJECT}"}
    ran = run(house, [sys.executable, "-P", "-m", "checker", "check", ".", "--policy", "policy.yaml"], environment)
    assert (ran.code, "lies in what is judged (code/words.py)" in ran.err) == (2, True)
    assert not (house / "ran").exists()


def test_report_of_a_plugin_in_the_judged_tree_is_refused(tmp_path: Path) -> None:
    house = repository(tmp_path / "house", {"policy.yaml": POLICY.replace("plugins: [words]\n", ""), "a.md": "a"})
    site = install(house / "site", "words", "reports line render", TOUCH)
    ran = command(house, site, "check", ".", "--policy", "policy.yaml", "--format", "line")
    assert (ran.code, "lies in what is judged" in ran.err, (house / "ran").exists()) == (2, True, False)


def test_plugin_is_not_imported_unless_somebody_names_it(tmp_path: Path) -> None:
    house = repository(tmp_path / "house", {"policy.yaml": POLICY.replace("plugins: [words]\n", ""), "a.md": "a"})
    site = install(tmp_path / "site", "words", "selectors word Word\nreports line render", TOUCH + SELECTOR)
    for arguments in (["check", ".", "--policy", "policy.yaml"], ["lint", "policy.yaml"], ["--help"]):
        assert command(house, site, *arguments).code == 0
    assert not (house / "ran").exists()


# --- plugins that cannot be used --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("entries", "code", "said"),
    [
        (
            "selectors word Word",
            "import nowhere\n",
            "the selector `word` of words 1.0 (words:Word) fails with ModuleNotFoundError (No module named 'nowhere')",
        ),
        ("selectors word Word", "raise SystemExit(0)\n", "fails with SystemExit (0)"),
        ("selectors word Wort", SELECTOR, "fails with AttributeError (module 'words' has no attribute 'Wort')"),
        ("selectors word source_lines", "def source_lines(): ...\n", "is no class below `Selector`"),
        ("selectors word Word\nrequirements word Word", SELECTOR, "is no class below `Requirement`"),
        ("selectors words Word", SELECTOR, "calls itself `word` in `kind`; let both names be the same"),
        ("selectors Word Word", SELECTOR, "has no name that a policy could write"),
        ("selector word Word", SELECTOR, "adds `word` to `closure_check.selector`, which there is not"),
        (
            "selectors row Word",
            SELECTOR.replace('"word"', '"row"'),
            "the selector `row` of words 1.0 (words:Word) is built in as well (checker.selectors.row:Row)",
        ),
        ("selectors where Word", SELECTOR.replace('"word"', '"where"'), "bears a word of the language"),
        ("selectors word Word", SELECTOR.replace('    """The words."""\n', ""), "has no docstring"),
        ("selectors word Word", SELECTOR.replace("@dataclass(frozen=True, slots=True)\n", ""), "is no dataclass"),
        ("selectors word Word", SELECTOR.replace('    as_text = "the word"\n', ""), "in either `as_text` or `instead`"),
        (
            "formats marks Marks",
            SELECTOR + 'class Marks(Format):\n    """."""\n    kind = "marks"\n    suffixes = (".md",)\n',
            "the format `marks` of words 1.0 (words:Marks) reads `.md`, which checker.formats:_markdown reads as well",
        ),
        (
            "formats marks Marks",
            SELECTOR + 'class Marks(Format):\n    """."""\n    kind = "marks"\n    suffixes = ("MRK",)\n',
            "has the suffix `MRK`; write it in small letters, with its dot",
        ),
    ],
)  # fmt: skip
def test_plugin_that_cannot_be_used_is_told_with_its_place(tmp_path: Path, entries: str, code: str, said: str) -> None:
    house = repository(tmp_path / "house", {"policy.yaml": POLICY, "a.md": "a"})
    site = install(tmp_path / "site", "words", entries, code)
    for arguments in (["check", ".", "--policy", "policy.yaml"], ["lint", "policy.yaml"]):
        ran = command(house, site, *arguments)
        assert ran.code == 2
        assert ran.err.startswith("policy.yaml:3:")
        assert said in ran.err


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("[words==2.0]", "policy.yaml:3:11: words 1.0 is installed, and the policy asks for 2.0; install that one"),
        ("[pytest]", "adds nothing to closure-check; name another one, or leave it out"),
        ("[7]", "policy.yaml:3:11: `7` stands here, expected the name of an installed distribution"),
        ("words", "policy.yaml:3:10: `words` stands here, expected a list"),
        ("[words, others]", "bear one name; leave one of the two out"),
    ],
)
def test_plugins_of_a_policy_are_installed_ones(tmp_path: Path, written: str, said: str) -> None:
    house = repository(tmp_path / "house", {"policy.yaml": POLICY.replace("[words]", written), "a.md": "a"})
    site = install(tmp_path / "site", "words", "selectors word Word", SELECTOR)
    install(site, "others", "selectors word Word", SELECTOR)
    ran = command(house, site, "lint", "policy.yaml")
    assert (ran.code, said in ran.err) == (2, True), ran.err


def test_format_may_give_markdown(tmp_path: Path) -> None:
    code = FORMAT.replace("raise ValueError('no marks')", "return read_markdown(path, text.replace('= ', '# '))")
    policy = POLICY.replace("{file: a.md}", "{section: {in: a.mrk}}")
    house = repository(tmp_path / "house", {"policy.yaml": policy, "a.mrk": "= Start\n\nTurn it on.\n\n= Stop\n"})
    site = install(tmp_path / "site", "words", "formats marks Marks", code)
    ran = command(house, site, "check", ".", "--policy", "policy.yaml", "--format", "compact", "-v")
    assert ran.out == (
        "a.mrk:1:3: ok: section `Start` is filled [it]\n"
        "a.mrk:5:3: error: section `Stop` is not filled: empty [it]\n"
        "NOT MET: 1 of 1 criterion is not met\n"
    )


def test_policies_with_plugins_that_add_other_formats_are_judged_together(trial: Path, site: Path) -> None:
    sentence = "{id: port, for_each: {value: {in: app.properties, at: port}}, require: filled}"
    other = f"version: 1\npolicy: other\ncriteria:\n  - {sentence}\n"
    (trial / "other.yaml").write_text(other)
    ran = judged(trial, site, "--policy", "other.yaml", "--format", "json")
    outcomes = {f"{one['policy']}/{one['id']}": one["outcome"] for one in json.loads(ran.out)["criteria"]}
    assert (outcomes["trial/port-set"], outcomes["other/port"]) == ("pass", "unknown")


def test_policy_gives_a_file_of_any_name_the_format_of_a_plugin(tmp_path: Path) -> None:
    code = FORMAT.replace("raise ValueError('no marks')", "return read_markdown(path, text.replace('= ', '# '))")
    policy = POLICY.replace("{file: a.md}", "{section: {in: ./Start}}").replace(
        "criteria", "formats: {./Start: marks}\ncriteria"
    )
    house = repository(tmp_path / "house", {"policy.yaml": policy, "Start": "= Start\n\nTurn it on.\n"})
    site = install(tmp_path / "site", "words", "formats marks Marks", code)
    ran = command(house, site, "check", ".", "--policy", "policy.yaml", "--format", "compact", "-v")
    assert "Start:1:3: ok: section `Start` is filled [it]\n" in ran.out


# --- a tracker with keys, over the network ----------------------------------------------------------------------------

KEYED = '''\
from dataclasses import dataclass
from checker.extending import (
    Answers, Issue, IssueComment, IssueRef, IssuesOrigin, KeyNotation, Missing, NoTracker, Part, Request, TrackerKind,
    Transport, UnansweredError, find_token, moment, parse_json, read_address,
)


@dataclass(frozen=True)
class Box(TrackerKind):
    """The issues of a box; BOX_URL is its address, BOX_TOKEN its token."""

    kind, example, form, host = "box", "ABC", "[A-Z]+", "box.example"

    def notation(self, setting):
        return KeyNotation(setting.project, setting.pages)

    def connect(self, setting, access):
        token = find_token(access.token_file, ["BOX_TOKEN"], access.environment)
        if token is None:
            return NoTracker("no tracker was asked: BOX_TOKEN is not set", "set it")
        address = read_address(access.environment["BOX_URL"], "BOX_URL")
        headers = {"authorization": f"Bearer {token.secret}"}
        return Asked(Transport(address, token, headers, access.proxy, tell=access.tell, clock=access.clock))


@dataclass
class Asked:
    transport: Transport
    project: str = "ABC"
    source: str = "ABC in a box"

    @property
    def origin(self):
        return IssuesOrigin(self.source)

    @property
    def asked_at(self):
        return moment(self.transport.date)

    def answer(self, issues, queries):
        return Answers({ref: self.one(ref) for ref in issues}, {})

    def one(self, ref):
        try:
            reply = self.transport.send(Request(self.transport.address.below("issue", ref.key)))
        except UnansweredError as error:
            return error.missing
        if reply.status == 404:
            return Missing("not_found", "does not exist in ABC", decided=True)
        part = Part(parse_json(reply.content, "box"), str(ref))
        said = tuple(IssueComment("ann", "", text) for text in part.values["said"])
        key, title, state = (part.text(name) for name in ("key", "title", "state"))
        return Issue(IssueRef("", key), title, state, comments=said, parent="ABC-9")
'''
IN_A_BOX = """\
version: 1
policy: small
plugins: [words]
tracker: {box: ABC}
criteria:
  - {id: closed, for_each: {row: {in: a.md, columns: [Issue]}}, require: {Issue: {issue: {state: closed}}}}
  - {id: by-a-member, for_each: {issue: {keys: [ABC-1]}}, require: {exists: {comment: {}, where: {by: member}}}}
  - {id: of-its-parent, for_each: {issue: {keys: [ABC-1]}}, require: {parent: ABC-9}}
  - {id: of-its-type, for_each: {issue: {keys: [ABC-1]}}, require: {type: Bug}}
"""


class Box(BaseHTTPRequestHandler):
    """Has ABC-1, which is closed, for whoever brings the token."""

    def do_GET(self) -> None:
        known = self.headers["authorization"] == "Bearer right-token"
        status = 401 if not known else 200 if self.path == "/api/issue/ABC-1" else 404
        self.send_response(status)
        self.end_headers()
        self.wfile.write(json.dumps({"key": "ABC-1", "title": "Leak", "state": "closed", "said": ["done"]}).encode())

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def box() -> Iterator[str]:
    """The address of a tracker on this machine."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Box) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/api"
        server.shutdown()


def test_tracker_of_a_plugin_asks_over_the_network(tmp_path: Path, box: str) -> None:
    row = "| Issue |\n|---|\n| ABC-1 |\n| ABC-2 |\n"
    house = repository(tmp_path / "house", {"policy.yaml": IN_A_BOX, "a.md": row})
    site = install(tmp_path / "site", "words", "trackers box Box", KEYED)
    check = ("check", ".", "--policy", "policy.yaml", "--format", "compact")

    ran = command(house, site, *check, BOX_URL=box, BOX_TOKEN="right-token")
    assert ran.out == (
        "a.md:4:3: error: issue ABC-2 does not exist in ABC [closed]\n"
        "issue ABC-1: error: could not be decided: where the issues come from, nothing says `by` [by-a-member]\n"
        "issue ABC-1: error: could not be decided: the type of issue ABC-1 is not told by the tracker `box` "
        "[of-its-type]\n"
        "UNDECIDED: 2 of 4 criteria could not be decided, 1 is not met\n"
    )

    ran = command(house, site, *check, BOX_URL=box, BOX_TOKEN="wrong-token")
    assert "what the issues say is not known: cannot be looked up: 127.0.0.1:" in ran.out
    assert "refuses the token" in ran.out
    assert "wrong-token" not in ran.out + ran.err

    ran = command(house, site, *check, BOX_URL="http://box.example", BOX_TOKEN="right-token")
    assert (ran.code, ran.err) == (
        2,
        "BOX_URL: leads to box.example over http, where anybody can read the token; use https\n",
    )


# --- plugins that fail while they are at work -------------------------------------------------------------------------

RENDER = "def render(report, options):\n"
FORMAT = SELECTOR + (
    'class Marks(Format):\n    """."""\n    kind = "marks"\n    suffixes = (".mrk",)\n'
    "    def read(self, path, text):\n        raise ValueError('no marks')\n"
)
OTHER_FORMAT = FORMAT.replace("raise ValueError('no marks')", "return {}")
TRACKER = SELECTOR + (
    '@dataclass(frozen=True)\nclass Box(TrackerKind):\n    """."""\n    kind = "box"\n    example = form = "ABC"\n'
    "    def notation(self, setting):\n        return KeyNotation(setting.project, 'box.example')\n"
    "    def connect(self, setting, access):\n        {}\n"
)
ASKED = """\
class Asked:
            project = source = "ABC"
            origin = asked_at = None
            def answer(self, issues, queries):
                {}
        return Asked()"""
IMPORT = "from checker.extending import Answers, Issue\n                "
UNTOLD = IMPORT + "return Answers({one: Issue(one, 'a', 'open', unavailable=('assignee',)) for one in issues}, {})"
NOTHING = IMPORT + "return Answers({}, {})"
NO_BOX = "raise OSError('no box')"
ISSUE = POLICY.replace("plugins", "tracker: {box: ABC}\nplugins").partition("criteria")[0] + (
    "criteria:\n  - {id: it, for_each: {issue: {keys: [ABC-1]}}, require: {state: open}}\n"
)


WORDS = POLICY.replace("file: a.md", "word: {}").replace("filled", "{equals: a}")
MARKS = POLICY.replace("file: a.md", "value: {in: a.mrk, at: a}")


@pytest.mark.parametrize(
    ("entries", "code", "policy", "said"),
    [
        ("selectors word Word", SELECTOR, WORDS, "the plugin words 1.0 has a bug here (KeyError in select, line 12: "),
        ("formats marks Marks", FORMAT, MARKS, "the format `marks` of words 1.0 (words:Marks) fails with ValueError"),
        (
            "formats marks Marks",
            OTHER_FORMAT,
            MARKS,
            "(words:Marks) fails with TypeError (it gives dict, expected a Node",
        ),
        ("trackers box Box", TRACKER.format(NO_BOX), ISSUE, "no tracker was asked: `box` fails with OSError (no box)"),
        ("trackers box Box", TRACKER.format(ASKED.format(NO_BOX)), ISSUE, "the tracker `box` fails with OSError"),
        ("trackers box Box", TRACKER.format(ASKED.format(NOTHING)), ISSUE, "the tracker `box` leaves it out"),
        (
            "trackers box Box",
            TRACKER.format(ASKED.format(UNTOLD)),
            ISSUE,
            "`unavailable` has `assignee`, which is no field",
        ),
    ],
    ids=[
        "selector",
        "format",
        "format of another shape",
        "connecting",
        "answering",
        "half an answer",
        "unavailable field that there is not",
    ],
)
def test_what_rests_on_a_plugin_that_fails_is_undecided(
    tmp_path: Path, entries: str, code: str, policy: str, said: str
) -> None:
    house = repository(tmp_path / "house", {"policy.yaml": policy, "a.md": "a", "a.mrk": "a"})
    site = install(tmp_path / "site", "words", entries, code)
    ran = command(house, site, "check", ".", "--policy", "policy.yaml", "--format", "json")
    assert ran.code == 3, ran
    assert said in json.loads(ran.out)["criteria"][0]["observations"][0]["message"]


@pytest.mark.parametrize(
    ("code", "said"),
    [
        (f"{RENDER}    raise ValueError('no line')\n", "fails with ValueError (no line); tell whoever makes it"),
        (f"{RENDER}    return 7\n", "gives a int, expected text or bytes"),
        ("render = 7\n", "is no function of a report and options"),
    ],
)  # fmt: skip
def test_report_that_fails_is_one_line_and_no_verdict(tmp_path: Path, code: str, said: str) -> None:
    house = repository(tmp_path / "house", {"policy.yaml": POLICY.replace("plugins: [words]\n", ""), "a.md": "a"})
    site = install(tmp_path / "site", "words", "reports line render", code)
    ran = command(house, site, "check", ".", "--policy", "policy.yaml", "--format", "line")
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert f"the report `line` of words 1.0 (words:render) {said}" in ran.err


def test_report_that_bears_a_built_in_name_is_never_taken_for_it(tmp_path: Path) -> None:
    house = repository(tmp_path / "house", {"policy.yaml": POLICY.replace("plugins: [words]\n", ""), "a.md": "a"})
    site = install(tmp_path / "site", "words", "reports json render", "def render(report, options):\n    return 'no'\n")
    assert json.loads(command(house, site, "check", ".", "--policy", "policy.yaml", "--format", "json").out)
    ran = command(house, site, "kinds")
    said = "the report `json` of words 1.0 (words:render) is built in as well (checker.reports); one of the two needs"
    assert (ran.code, ran.err) == (2, f"{said} another name\n")
