"""Where links lead."""

import pytest

from checker.markdown.links import destination_of, leads_to_forge, path_from, paths_named_by, split_target
from checker.model.location import Location
from checker.model.record import Link, Value

PLACE = Location("docs/a.md", 3, 1)


@pytest.mark.parametrize(
    ("target", "destination"),
    [
        ("b.md", "file"),
        ("../b.md#part", "file"),
        ("/docs/b.md", "file"),
        ("b c.md", "file"),
        ("?x=1", "file"),
        ("#part", "anchor"),
        ("#", "nowhere"),
        ("", "nowhere"),
        ("https://example.org", "web"),
        ("HTTP://example.org", "web"),
        ("//example.org/x", "web"),
        ("mailto:a@example.org", "mail"),
        ("MAILTO:a@example.org", "mail"),
        ("tel:+49123", "other"),
        ("javascript:alert(1)", "other"),
    ],
)
def test_destination(target: str, destination: str) -> None:
    assert destination_of(target) == destination


@pytest.mark.parametrize(
    ("target", "parts"),
    [
        ("b.md", ("b.md", "")),
        ("b.md#part", ("b.md", "part")),
        ("b%20c.md#p%C3%A4rt", ("b c.md", "pärt")),
        ("b.md?plain=1#L3", ("b.md", "L3")),
        ("#part", ("", "part")),
        ("b%23c.md", ("b#c.md", "")),
    ],
)
def test_path_and_anchor(target: str, parts: tuple[str, str]) -> None:
    assert split_target(target) == parts


@pytest.mark.parametrize(
    ("target", "path"),
    [
        ("b.md", "docs/b.md"),
        ("./b.md", "docs/b.md"),
        ("../b.md", "b.md"),
        ("sub/../b.md", "docs/b.md"),
        ("/b.md", "b.md"),
        ("..", "."),
        ("sub/", "docs/sub"),
        ("../../b.md", None),
        ("../..", None),
        ("/../b.md", None),
    ],
)
def test_path_that_a_link_reaches(target: str, path: str | None) -> None:
    assert path_from("docs/a.md", target) == path


@pytest.mark.parametrize(
    "target", ["../../issues/12", "../issues/12", "../../pull/7#x", "../../wiki", "../../actions?q=x"]
)
def test_pages_of_the_forge(target: str) -> None:
    assert leads_to_forge(target)


@pytest.mark.parametrize("target", ["issues/12", "../issuesx/12", "../../src/issues", "../docs"])
def test_no_pages_of_the_forge(target: str) -> None:
    assert not leads_to_forge(target)


def cell(plain: str, *targets: str, code: tuple[str, ...] = ()) -> Value:
    links = tuple(Link("link", target, plain, PLACE) for target in targets)
    return Value(plain, plain, PLACE, links, code, plain)


@pytest.mark.parametrize(
    ("value", "paths"),
    [
        (cell("docs/b.md"), ("docs/b.md",)),
        (cell(" ./docs/b.md "), ("docs/b.md",)),
        (cell("the file docs/b.md", code=("docs/b.md",)), ("docs/b.md",)),
        (cell("a and b", code=("a", "b")), ("a and b",)),
        (cell("b", "b.md"), ("docs/b.md", "b.md")),
        (cell("b", "docs/b.md#part"), ("docs/docs/b.md", "docs/b.md")),
        (cell("b", "../b.md"), ("b.md",)),
        (cell("docs/b.md", "https://example.org"), ("docs/b.md",)),
        (cell("terraform/"), ("terraform",)),
        (cell("../b.md"), ()),
        (cell("https://example.org/b.md"), ()),
        (cell(""), ()),
    ],
)
def test_paths_that_a_cell_may_mean(value: Value, paths: tuple[str, ...]) -> None:
    assert paths_named_by(value) == paths
