"""Files that are data by their name, with comments, or several documents in one."""

import pytest

from checker.data.yaml import read_yaml_file
from checker.formats import read_document
from checker.model.data import Node, Stream
from checker.model.problem import Problem


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("scan.sarif", '{"a": [1]}'),
        ("tsconfig.json", '{ // why\n "a": [1, /* not 2 */], \n}\n// end'),
        ("packages/x/tsconfig.build.json", '{"a": [1],}'),
        (".vscode/settings.json", '/* mine */ {"a": [1]}'),
        ("a.jsonc", '{"a": [1]} // end'),
        ("poetry.lock", "a = [1]"),
        ("Pipfile.lock", '{"a": [1]}'),
        ("CITATION.cff", "a: [1]"),
        (".clang-format", "a: [1]"),
    ],
)
def test_the_name_says_how_a_file_is_read(path: str, text: str) -> None:
    content = read_document(path, text.encode()).content
    assert isinstance(content, Node)
    assert content.plain == {"a": [1]}


@pytest.mark.parametrize(
    ("path", "text", "message"),
    [
        ("a.json", '{ // why\n "a": 1}', "comments are not allowed in JSON"),
        ("a.json", '{"a": 1,}', "a key is missing before `}`"),
        ("tsconfig.json", '{"a": 1 /* open }', "`,` or `}` is missing"),
        ("tsconfig.json", '{"a": "//"', "`,` or `}` is missing"),
        ("tsconfig.json", "{,}", "a key must stand here, in double quotes"),
        ("chart.yaml", "a: {{ .Values.a }}", "`{{` opens a slot of a template, which is no YAML yet"),
    ],
)
def test_what_is_not_well_formed_is_said(path: str, text: str, message: str) -> None:
    problem = read_document(path, text.encode()).problem
    assert problem is not None
    assert problem.message == message


def documents(text: str) -> list[object]:
    found = read_yaml_file("a.yaml", text)
    assert not isinstance(found, Problem)
    return [one.plain for one in (found.documents if isinstance(found, Stream) else (found,))]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a: 1\n---\nb: 2\n", [{"a": 1}, {"b": 2}]),
        ("---\na: 1\n---\n# nothing\n---\nb: 2\n---\n", [{"a": 1}, {"b": 2}]),
        ("---\na: 1\n---\n", [{"a": 1}]),
        ("a: 1\n...\n---\nb: 2\n...\n", [{"a": 1}, {"b": 2}]),
        ("---\n---\n", [None]),
        ("", [None]),
        ("# only a comment\n", [None]),
        ("a: &x 1\n---\na: &x 2\nb: *x\n", [{"a": 1}, {"a": 2, "b": 2}]),
    ],
)
def test_a_yaml_file_may_hold_several_documents(text: str, found: list[object]) -> None:
    assert documents(text) == found


def test_an_anchor_is_known_in_its_own_document_only() -> None:
    problem = read_yaml_file("a.yaml", "a: &x 1\n---\nb: *x\n")
    assert isinstance(problem, Problem)
    assert problem.location.line == 3


def test_what_is_wrong_in_a_later_document_keeps_all_from_being_read() -> None:
    problem = read_yaml_file("a.yaml", "a: 1\n---\nb: [1\n")
    assert isinstance(problem, Problem)
    assert problem.location.line == 3
