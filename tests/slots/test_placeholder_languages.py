"""Words of one language that another one has for everyday, and letters that are part of a longer word."""

from __future__ import annotations

import pytest

from checker.data.yaml import read_yaml
from checker.formats.markdown import read_markdown
from checker.model.data import Node
from checker.model.markdown import Markdown
from checker.model.problem import Problem
from checker.slots import placeholders_in_markdown


def front_matter(path: str, text: str, first_line: int, _form: str) -> Node | Problem:
    return read_yaml(path, text, first_line=first_line)


def found_in(text: str) -> list[tuple[str, str]]:
    content = read_markdown("notes.md", text, front_matter).content
    assert isinstance(content, Markdown)
    return [(slot.kind.value, slot.text) for slot in placeholders_in_markdown(content)]


PAIRS = [
    ("Prezzo: da stabilire", ("instruction", "da stabilire"), "Cliente: da Silva"),
    ("Cause : à déterminer", ("instruction", "à déterminer"), "Lieu : à Lyon"),
    ("Precio: por acordar", ("instruction", "por acordar"), "Aprobado: por Maya"),
    ("Termin: zu bestimmen", ("instruction", "zu bestimmen"), "Kunde: zu Guttenberg"),
    ("The rest ran [was ist ausgefallen].", ("bracket", "[was ist ausgefallen]"), "Five belts ran [was 4 in May]."),
    ("Halle 4 [hier eintragen] lief.", ("bracket", "[hier eintragen]"), "Le tapis 4 [hier soir] tournait."),
    ("開催日は未定です。", ("token", "未定です"), "値は未定義です。"),
    ("时间：待定", ("token", "待定"), "系统等待定位完成。"),
    ("联系人：张三", ("sample_person", "张三"), "纪念李四光先生。"),
    ("담당자: 미정", ("token", "미정"), "담당자: 김미정"),
]


@pytest.mark.parametrize(("open_text", "slot", "finished"), PAIRS)
def test_a_phrase_is_told_from_everyday_words(open_text: str, slot: tuple[str, str], finished: str) -> None:
    assert found_in(open_text) == [slot]
    assert found_in(finished) == []


@pytest.mark.parametrize(
    ("link", "reported"), [("[Plan](todo)", True), ("[Plan](#TBD)", True), ("[Plan](/todo)", False)]
)
def test_a_word_for_a_task_is_no_destination(link: str, *, reported: bool) -> None:
    assert (found_in(link) == [("empty_link", link)]) is reported
