"""Letters that are composed or not read the same, whoever wrote them so: the policy or the document."""

from __future__ import annotations

import unicodedata

import pytest
from kit import issue, judge_one

DOCUMENTS = {
    "a.md": (
        "## Übergabe\n\n| Prüfer | Ort |\n|---|---|\n| Jörg Müller | Köln |\n\n"
        "1. Prüfung\n2. Übung\n\nGrüße aus Köln, z. B. Straße 7é\n"
    ),
    "b.yaml": "name: Jörg Müller\nwege: [Prüfung, Übung]\n",
    "o.md": "## Über\n\n### Prüfung\n\na\n\n### Übung\n\nb\n\n### Größe\n\nc\n",
    "c.txt": "Maß: 5 für Köln\n",
}
CLAUSES = {
    "section": "for_each: {section: {in: a.md, titled: Übergabe}}\nrequire: {contains: Köln}",
    "pattern of a title": "for_each: {section: {in: a.md, matching: '^Ü'}}\nrequire: filled",
    "matches": "for_each: {row: {in: a.md, columns: [Ort]}}\nrequire: {Ort: {matches: '^K.ln$'}}",
    "class of a pattern": "for_each: {row: {in: a.md, columns: [Ort]}}\nrequire: {Ort: {matches: '^K[ö]ln$'}}",
    "equals": "for_each: {row: {in: a.md, columns: [Ort]}}\nrequire: {Ort: Köln}",
    "one_of": "for_each: {row: {in: a.md, columns: [Ort]}}\nrequire: {Ort: [Köln, Bonn]}",
    "called": "for_each: {row: {in: a.md, columns: [Ort]}}\nrequire: {Ort: {called: köln}}",
    "same_as": "for_each: {row: {in: a.md, columns: [Ort]}}\nrequire: {Ort: {same_as: KÖLN}}",
    "where": "for_each: {row: {in: a.md, columns: [Prüfer]}, where: {Prüfer: Jörg Müller}}\nrequire: filled",
    "lookup": (
        "for_each: {row: {in: a.md, columns: [Prüfer]}}\n"
        "require: {Prüfer: {equals: {lookup: {value: b.yaml}, field: name}}}"
    ),
    "part": (
        "for_each: {row: {in: a.md, columns: [Ort]}}\n"
        "require: {Ort: {equals: {lookup: {line: c.txt}, field: text, part: 'für (K.ln)'}}}"
    ),
    "mention": "for_each: {mention: {in: a.md, pattern: 'aus (?P<ort>K.ln)'}}\nrequire: {ort: Köln}",
    "mention in text": "for_each: {mention: {in: c.txt, pattern: 'Maß: [0-9] für'}}\nrequire: {text: 'Maß: 5 für'}",
    "in_order": (
        "for_each: {section: {in: o.md}, where: {level: 3}}\nrequire: {title: {in_order: [Prüfung, Übung, Größe]}}"
    ),
    "entry of a list": "for_each: {value: {in: b.yaml, at: wege}}\nrequire: {contains: Übung}",
    "text of a file": "for_each: {file: a.md}\nrequire: {contains: [Grüße, Straße]}",
}


def decomposed(text: str) -> str:
    return unicodedata.normalize("NFD", text)


@pytest.mark.parametrize("clause", CLAUSES.values(), ids=CLAUSES)
def test_both_forms_are_the_same(clause: str) -> None:
    other = {path: decomposed(text) for path, text in DOCUMENTS.items()}
    opposite = clause.replace("for_each", "for_none", 1)
    for said, not_said in ((clause, opposite), (decomposed(clause), decomposed(opposite))):
        assert [judge_one(said, documents)[0] for documents in (DOCUMENTS, other)] == ["pass", "pass"]
        assert [judge_one(not_said, documents)[0] for documents in (DOCUMENTS, other)] == ["fail", "fail"]


def test_what_is_found_is_told_as_it_is_written_and_where_it_stands() -> None:
    text = decomposed("Übung in Köln, dann Köln")
    clause = "for_each: {mention: {in: a.md, pattern: K.ln}}\nrequire: {text: {equals: x}}"
    assert judge_one(clause, {"a.md": text}) == [
        "fail",
        f"no a.md:1:11 `text` of `{decomposed('Köln')}` is `{decomposed('Köln')}`, expected `x`",
        f"no a.md:1:23 `text` of `{decomposed('Köln')}` is `{decomposed('Köln')}`, expected `x`",
    ]


def test_slots_are_found_where_they_stand_in_either_form() -> None:
    clause = "for_each: {file: a.md}\nrequire: no_placeholders"
    text = "Für die Übergabe: [à compléter]\n\nZuständig: wird nachgereicht\n"
    plain, other = judge_one(clause, {"a.md": text}), judge_one(clause, {"a.md": decomposed(text)})
    assert plain == [
        "fail",
        "no a.md:1:19 `[à compléter]` is a noun or an instruction in square brackets",
        "no a.md:3:12 `wird nachgereicht` is a promise instead of a text",
    ]
    assert other == [
        "fail",
        f"no a.md:1:21 `{decomposed('[à compléter]')}` is a noun or an instruction in square brackets",
        "no a.md:3:13 `wird nachgereicht` is a promise instead of a text",
    ]


def test_label_of_an_issue_is_the_same_in_either_form() -> None:
    issues = [
        issue(1, labels=[{"name": decomposed("Übergabe")}], milestone={"title": decomposed("Größe"), "number": 1})
    ]
    for query in ("label: übergabe", "milestone: Größe"):
        assert judge_one(f"for_each: {{issue: {{{query}}}}}\nrequire: {{state: open}}", {}, issues=issues)[0] == "pass"
