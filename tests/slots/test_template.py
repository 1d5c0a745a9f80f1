"""What a document still has of its template."""

from __future__ import annotations

from checker.formats import read_document
from checker.formats.markdown import read_markdown
from checker.model.markdown import Markdown
from checker.slots.template import form_text, leftovers, template_text

TEMPLATE = """\
# Review of [service]

<!-- Two pages are enough; nobody reads a third one. -->
<!-- markdownlint-disable MD013 -->

**Author:** [name]
**State:** Draft

Say who depends on the part and what they would lose without it. Think of the
people on the night shift.

Reviews are public.

- Leave out what the code says better than you can.
- [ ] The part was restored once
- [ ] Restored by [name]

| Failure | What is lost | How it is noticed |
|---|---|---|
| Disk full | the last hour | by the alert |
| Power cut | | |

```
curl https://<host>/health
echo done
```
"""


def left(document: str, template: str = TEMPLATE) -> list[tuple[str, str, int | None, int | None]]:
    contents = [read_document(name, text.encode()).content for name, text in (("a.md", document), ("t.md", template))]
    one, other = contents
    assert isinstance(one, Markdown)
    assert isinstance(other, Markdown)
    found = leftovers(one, template_text(other))
    return [(each.piece.what, each.piece.text, each.piece.location.line, each.piece.location.column) for each in found]


def test_an_untouched_template_is_found_piece_by_piece() -> None:
    assert left(TEMPLATE) == [
        ("heading", "Review of [service]", 1, 3),
        ("comment", "Two pages are enough; nobody reads a third one.", 3, 1),
        ("sentence", "[name]", 6, 13),
        ("sentence", "Say who depends on the part and what they would lose without it.", 9, 1),
        ("sentence", "Think of the people on the night shift.", 9, 66),
        ("sentence", "Leave out what the code says better than you can.", 14, 3),
        ("task", "Restored by [name]", 16, 7),
        ("sample row", "Disk full | the last hour | by the alert", 20, 3),
        ("line of code", "curl https://<host>/health", 24, 1),
    ]


def test_the_frame_of_a_template_stays() -> None:
    document = """\
# Review of ingest

**Author:** Arun Singh
**State:** Draft

Parcels are lost.

- [x] The part was restored once

| Failure | What is lost | How it is noticed |
|---|---|---|
| Power cut | | |

```
echo done
```
"""
    assert left(document) == []


def test_other_line_breaks_marks_and_nesting_hide_nothing() -> None:
    document = "> - *Leave out* what the code\n>   says better than you can. Yes.\n"
    assert left(document) == [("sentence", "Leave out what the code says better than you can.", 1, 6)]


def test_a_comment_is_found_however_it_is_broken() -> None:
    assert left("text\n\n<!--\nTwo pages are enough;\nnobody reads a third one.\n-->\n") == [
        ("comment", "Two pages are enough; nobody reads a third one.", 3, 1)
    ]


def test_what_was_reworded_is_not_left() -> None:
    assert left("Leave out what the tests say better than you can.\n") == []


def test_front_matter_with_a_slot_is_found() -> None:
    template = "---\nowner: TBD\nlayout: page\n---\n\n# Plan\n"
    assert left(template, template) == [("line of front matter", "owner: TBD", 2, 1)]


FORM = """\
# Review of [service]

The parts below were agreed in May.

## Parts

Belt, lamp and key. All of them are in the hall.

## Failures

Describe what fails.

Think of the people on the night shift.

## Numbers

| Number | Value |
|---|---|
| Restarts | [number] |

## Owner

Owner: [name]
"""


def form(document: str) -> list[tuple[str, str]]:
    content = read_markdown("a.md", document).content
    assert isinstance(content, Markdown)
    return [(piece.what, piece.text) for piece in form_text(content).values()]


def test_sections_of_a_form_that_people_wrote_are_not_its_own() -> None:
    assert form(FORM) == [
        ("sentence", "Describe what fails."),
        ("sentence", "Think of the people on the night shift."),
        ("sentence", "[name]"),
        ("sample row", "Restarts | [number]"),
    ]


def test_document_of_which_most_is_written_is_no_form() -> None:
    written = FORM.replace("[name]", "Rahul").replace("[number]", "3")
    assert form(written) == []
    assert form(written + "\nStill open: TBD\n") == []


def test_finished_document_says_nothing_to_its_writer() -> None:
    assert form("# Review\n\nThe belt stops. Call [Rahul](rahul.md) and `<name>`.\n") == []


def test_slots_in_the_midst_of_sentences_may_be_of_their_writer() -> None:
    assert form("# A\n\nIt is <name>.\n\n# B\n\nIt is <name>, too.\n\n# C\n\nAnd <name> again.\n") == []


def test_of_few_sections_nobody_can_tell_that_they_are_a_form() -> None:
    assert form("# A\n\n[name]\n\n# B\n\n[name of the other]\n") == []


def test_slot_beside_a_short_sentence_is_not_the_sentence() -> None:
    assert left("Be brief. Rahul.\n", "[name] is asked. Be brief.\n") == []
    assert left("[name] is asked. Rahul.\n", "[name] is asked. Be brief.\n") == [("sentence", "[name] is asked.", 1, 1)]
