"""XML: elements, attributes and texts as data, and what of a document is refused."""

from __future__ import annotations

import pytest
from data_outline import complaint, outline
from kit import judge

from checker.formats.xml import read_xml

FILE = """\
<?xml version="1.0" encoding="UTF-8"?>
<!-- said -->
<project xmlns="urn:x" a='é' b = "x&amp;y">
  <version> 4.0.0 </version>
  <deps>
    <dep><id>g</id><version>1</version></dep>
    <dep><id>h</id><version scope="test">2</version></dep>
  </deps>
  <one><dep><id>g</id></dep></one>
  <none/>
  <p>a <b>c</b> d<![CDATA[<x>]]></p>
</project>
"""


def test_elements_attributes_and_texts_have_their_places() -> None:
    assert outline(read_xml("a.xml", FILE)) == (
        ". - 1:1 dict\n"
        "project 3:1 3:1 dict\n"
        "project/@xmlns 3:17 3:17 'urn:x' as 'urn:x'\n"
        "project/@a 3:27 3:27 'é' as 'é'\n"
        "project/@b 3:35 3:35 'x&y' as 'x&y'\n"
        "project/version 4:3 4:13 '4.0.0' as '4.0.0'\n"
        "project/deps 5:3 5:3 dict\n"
        "project/deps/dep/0 6:5 6:5 tuple\n"
        "project/deps/dep/0 6:5 6:5 dict\n"
        "project/deps/dep/0/id 6:10 6:14 'g' as 'g'\n"
        "project/deps/dep/0/version 6:20 6:29 '1' as '1'\n"
        "project/deps/dep/1 7:5 7:5 dict\n"
        "project/deps/dep/1/id 7:10 7:14 'h' as 'h'\n"
        "project/deps/dep/1/version 7:20 7:20 dict\n"
        "project/deps/dep/1/version/@scope 7:36 7:36 'test' as 'test'\n"
        "project/deps/dep/1/version/#text 7:42 7:42 '2' as '2'\n"
        "project/one 9:3 9:3 dict\n"
        "project/one/dep 9:8 9:8 dict\n"
        "project/one/dep/id 9:13 9:17 'g' as 'g'\n"
        "project/none 10:3 10:3 dict\n"
        "project/p 11:3 11:3 dict\n"
        "project/p/b 11:8 11:11 'c' as 'c'\n"
        "project/p/#text 11:6 11:6 'a  d<x>' as 'a  d<x>'"
    )


CLAUSES = {
    "each": "{at: project.deps.dep}}\n    require: {version: filled}",
    "single": "{at: project.one.dep}}\n    require: {id: g}",
    "deep": "{at: '**.id'}}\n    require: {text: [g, h]}",
    "fields": "{at: project}}\n    require: {deps.dep.id: [g], '@a': é}",
    "position": "{at: 'project.deps.dep.1.version.#text'}}\n    require: {text: 2}",
    "children": "{at: project.deps.*}}\n    require: {id: [g]}",
    "lacking": "{at: project.deps.dep.scope}}\n    require: {text: filled}",
    "empty": "{at: project.none.*}, allow_empty: true}\n    require: {text: filled}",
}


def test_ways_go_on_from_each_element_of_a_name() -> None:
    criteria = "".join(
        f"  - id: {name}\n    for_each: {{value: {{in: ./pom.xml, {clause[1:]}\n" for name, clause in CLAUSES.items()
    )
    assert judge(f"version: 1\npolicy: trial\ncriteria:\n{criteria}", {"pom.xml": FILE}) == {
        "each": [
            "pass",
            "ok pom.xml:6:29 `version` of `project.deps.dep.0` is filled",
            "ok pom.xml:7:20 `version` of `project.deps.dep.1` is filled",
        ],
        "single": ["pass", "ok pom.xml:9:17 `id` of `project.one.dep` is `g`"],
        "deep": [
            "pass",
            "ok pom.xml:6:14 `text` of `project.deps.dep.0.id` is `g`",
            "ok pom.xml:7:14 `text` of `project.deps.dep.1.id` is `h`",
            "ok pom.xml:9:17 `text` of `project.one.dep.id` is `g`",
        ],
        "fields": [
            "fail",
            "ok pom.xml:6:14 `deps.dep.id` of `project` is `g`",
            "no pom.xml:7:14 `deps.dep.id` of `project` is `h`, expected one of `g`",
            "ok pom.xml:3:27 `@a` of `project` is `é`",
        ],
        "position": ["pass", "ok pom.xml:7:42 `text` of `project.deps.dep.1.version.#text` is `2`"],
        "children": [
            "fail",
            "ok pom.xml:6:14 `id` of `project.deps.dep.0` is `g`",
            "no pom.xml:7:14 `id` of `project.deps.dep.1` is `h`, expected one of `g`",
        ],
        "lacking": [
            "fail",
            "no pom.xml:6:5 `project.deps.dep.0` of pom.xml has no `scope`",
            "no pom.xml:7:5 `project.deps.dep.1` of pom.xml has no `scope`",
        ],
        "empty": ["pass", "ok pom.xml:1:1 0 in the values `project.none.*` of pom.xml, which is fine"],
    }


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "a:1:1: there is no element; write one, which holds all others"),
        ("<a>", "a:1:4: the element `a` that opens on line 1 is not closed; close it with `</a>`"),
        ("<a>\n<b></a>", "a:2:6: the element `b` that opens on line 2 is not closed; close it with `</b>`"),
        (
            "<a/><b/>",
            "a:1:5: the document goes on after its element; remove what follows, or put one element around all",
        ),
        ('<a b="1" b="2"/>', "a:1:10: an attribute is written twice in one element; keep one of the two"),
        (
            "<a>x & y</a>",
            "a:1:7: this is no well-formed XML; write `<` and `&` of a text as `&lt;` and `&amp;`, and close tags",
        ),
        ("<a>&b;</a>", "a:1:4: an entity is not declared; write the character itself"),
        (
            '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
            "a:1:25: the entity `b` is declared, and entities are not read; write where it is used what it stands for",
        ),
        (
            '<!DOCTYPE a SYSTEM "b.dtd"><a>&b;</a>',
            "a:1:31: the entity `b` is declared elsewhere, and nothing is fetched; write the character itself",
        ),
        (
            '<!DOCTYPE a SYSTEM "b.dtd"><a b="&b;"/>',
            "a:1:28: the entity `b` is declared elsewhere, and nothing is fetched; write the character itself",
        ),
        (
            '<?xml version="1.0" encoding="latin-1"?><a>é</a>',
            "a:1:1: says that it is encoded in latin-1; save it as UTF-8, and say so",
        ),
        ("<a>" * 65, "a:1:193: is nested deeper than 64 levels; flatten it, or split the file"),
    ],
)
def test_what_is_no_xml_or_would_stand_elsewhere_is_not_read(text: str, said: str) -> None:
    assert complaint(read_xml("a", text)) == said


def test_dtd_that_declares_no_entity_is_passed_over() -> None:
    assert outline(read_xml("a", '<!DOCTYPE a PUBLIC "-//x" "http://x/a.dtd" [<!ELEMENT a ANY>]><a>b</a>')) == (
        ". - 1:1 dict\na 1:63 1:66 'b' as 'b'"
    )
