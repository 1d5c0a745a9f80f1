"""What a template tells its writer, and the places where it names what belongs there, each beside what is finished."""

from __future__ import annotations

import pytest

from checker.data.yaml import read_yaml
from checker.formats.markdown import read_markdown
from checker.model.data import Node
from checker.model.markdown import Markdown
from checker.model.problem import Problem
from checker.slots import Kind, Placeholder, Search, placeholders_in_markdown


def front_matter(path: str, text: str, first_line: int, _form: str) -> Node | Problem:
    return read_yaml(path, text, first_line=first_line)


def found_in(text: str, search: Search | None = None) -> list[Placeholder]:
    content = read_markdown("notes.md", text, front_matter).content
    assert isinstance(content, Markdown)
    return list(placeholders_in_markdown(content, search or Search()))


def seen_in(text: str) -> list[tuple[str, str]]:
    return [(slot.kind.value, slot.text) for slot in found_in(text)]


def table(header: str, *rows: str) -> str:
    dashes = " | ".join(["---"] * (header.count("|") + 1))
    return "".join(f"| {row} |\n" for row in (header, dashes, *rows))


@pytest.mark.parametrize(
    "text",
    [
        "1. Summarize the findings to the user",
        "You are a reviewer. Summarize the changes.",
        "- What if the region is lost?",
        "How to restore a belt.",
        "Owner: who answers for the belt.",
        "---\ndescription: Explain how to restore a belt\n---\n",
    ],
)
def test_an_order_of_a_guide_is_none_of_a_template(text: str) -> None:
    assert found_in(text) == []


PAIRS = [
    ("- **Tenants hit:** [number/date]\n", "bracket", "- **Access:** [read/write]\n"),
    ("- **Accepted by:** *(pending)*\n", "pending", "The merge (pending) follows on Monday.\n"),
    ("Sample text", "filler", "The sample text was measured twice."),
    ("The venue is yet to be announced.", "instruction", "The belt is yet to be proven in the field."),
    ("Stack: Go (por decidir)", "instruction", "Stack: Go (por decisión de Arun)"),
    ("負責人：未定", "token", "負責人：Arun"),
    ("**Owner:** `<team name>`", "angle", "- **Element:** `<belt-button>`"),
    ("**Due:** `YYYY-MM-DD`", "mask", "Use the format `YYYY-MM-DD`."),
    ("Ticket: #{TICKET_NUMBER}", "variable", "Ticket: #42"),
    ("See RFCxxxx for the rest.", "mask", "See RFC2119 for the rest."),
    ("# Sprint X", "mask", "# Sprint 4"),
    ("Code: https://github.com/your-org/belts", "empty_link", "Code: https://github.com/flexli/belts"),
    ("[Board](https://jira.flexli.in/browse/<key>)", "empty_link", "[Board](https://jira.flexli.in/browse/OPS-4)"),
    ("[Runbook](<name of the runbook>)", "empty_link", "[Runbook](<runbooks/belt 4.md>)"),
    ("[Plan](url-to-plan)", "empty_link", "[Plan](url-to-pdf.md)"),
    ("## [Nom du client] - Bilan", "bracket", "## [Core] - Bilan"),
    ("Updated: [Month Day]", "bracket", "Updated: [July 4, 2026]"),
    ("Costs are TBD.", "token", 'Belt-driven trunk development (BTD) and the "TBD" roster are domain terms.'),
    ("Maya, TBD decides on a P0.", "token", 'Maya decides what "TBD" means.'),
    ("The TBD roster is agreed.", "token", "`TBD` is a marker."),
    ("Further cases, TODO.", "token", "We keep a TODO for each of them."),
    ("[1 page: what was done, what was found] The belt runs.", "bracket", "[1]: the belt runs."),
    ("[Two sentences] The belt runs.", "bracket", "[1] Two sentences about the belt."),
    ("Wert: ＴＢＤ", "token", "Wert: ＴＢ"),
    ("Datum: ＿＿＿＿", "blank", "Datum: ２０２６"),
    ("担当者：【担当者名】", "bracket", "【重要】担当者は佐藤です。"),
    ("担当者： 〇〇", "mask", "担当者： 佐藤"),
    ("Titel: Hier steht Text", "filler", "Hier steht der Text des Vertrags."),
    ("{{ owner }}", "mustache", "{{< note >}} text {{< /note >}} {{% tip %}}"),
    ("[Board](https://github.com/your-org/board)", "empty_link", "[Board](https://github.com/flexli/your-board)"),
    ("[Data](https://your-host.example.org/a)", "empty_link", "[Data](https://flexli.in/docs/user_data.md)"),
    ("[Run](https://github.com/my-org/my-repo)", "empty_link", "[Run](https://github.com/flexli/my_run/pull/59)"),
]


@pytest.mark.parametrize(("slot", "kind", "innocent"), PAIRS)
def test_a_place_to_fill_is_told_from_what_is_filled(slot: str, kind: str, innocent: str) -> None:
    expected = "instruction" if kind == "bracket-free" else kind
    assert [found for found, _ in seen_in(slot)] == [expected]
    assert seen_in(innocent) == []


@pytest.mark.parametrize(
    "text",
    [
        'The card shows "[a definir]") until then.',
        'He wrote "Dear [Name]" in the sample letter.',
        "Use {name} for the name of the tenant.",
        "The {name} in the path is the tenant's.",
        "Text in [square brackets] is optional.",
        "Logs are in /var/log/<service>.log on every host.",
        "The MAC address is written as XX:XX:XX:XX:XX:XX.",
        "belts check [--force] [PATH...]",
        "See [[Home|Start]] and [[Become a sponsor](https://flexli.in)].",
        "---\nargument-hint: [N | all] [--force]\n---\n",
        "---\nusage: belts <command>\n---\n",
    ],
)
def test_a_sentence_about_slots_holds_none(text: str) -> None:
    assert found_in(text) == []


def test_an_empty_label_at_the_end_of_its_part_is_a_slot() -> None:
    assert found_in("# Drill\n\n**Start:**\n\n# Result\n\nDone.\n") == [Placeholder(Kind.EMPTY_LABEL, "Start:", 3, 3)]
    assert seen_in("- Root cause:\n") == [("empty_label", "Root cause:")]
    assert found_in("**Steps:**\n\n1. Stop it.\n") == []
    assert found_in("Example:\n") == []


def test_a_field_of_a_table_that_asks_for_a_person_or_a_date_is_not_left_empty() -> None:
    text = table("Field | Value", "Release manager | ", "Prepared by | ?", "Backup | ", "Date | 2026-07-01")
    assert found_in(text) == [
        Placeholder(Kind.EMPTY_LABEL, "Release manager", 3, 3),
        Placeholder(Kind.EMPTY_LABEL, "Prepared by", 4, 3),
    ]


def test_a_row_that_names_a_role_and_nothing_else_is_not_signed() -> None:
    text = table("Role | Name | Date", "Release manager |  | ", "Racks |  | ", "Architect | Arun | ")
    assert found_in(text) == [Placeholder(Kind.EMPTY_LABEL, "Release manager", 3, 3)]


def test_a_field_that_only_repeats_its_label_is_a_slot() -> None:
    text = table("Field | Value", "**Start date** | Date of the first drill", "Owner | Arun")
    assert found_in(text) == [Placeholder(Kind.INSTRUCTION, "Date of the first drill", 3, 20)]
    assert found_in(table("Field | Description", "Date | Date of the first drill")) == []


def test_a_cell_with_nothing_but_an_ellipsis_is_a_slot_beside_filled_ones() -> None:
    assert found_in(table("No | Drill | Result", "4 | Restore | …")) == [Placeholder(Kind.BLANK, "…", 3, 17)]
    assert found_in(table("a | b | c", "1 | 2 | …")) == []


def test_a_comment_behind_an_empty_value_of_front_matter_says_what_belongs_there() -> None:
    text = (
        "---\nissue: # link to the ticket\nday: # as YYYY-MM-DD\ntags: [tag1, tag2]\ndraft: true # not yet out\n---\n"
    )
    assert found_in(text) == [
        Placeholder(Kind.INSTRUCTION, "link to the ticket", 2, 10),
        Placeholder(Kind.MASK, "as YYYY-MM-DD", 3, 8),
        Placeholder(Kind.INSTRUCTION, "tag1", 4, 8),
    ]


def test_the_same_word_in_brackets_again_and_again_is_a_value() -> None:
    rows = [f"{number} | [vacant]" for number in range(3)]
    assert found_in(table("No | State", *rows)) == []
    assert found_in(table("No | State", "1 | [reserved]")) == []
    assert len(found_in(table("No | State", *(f"{number} | [name]" for number in range(3))))) == 3
    assert len(found_in(table("No | State", *rows[:2]))) == 2
