"""Whether sign-off material as a whole is signed."""

from __future__ import annotations

import pytest

from checker.data.yaml import read_yaml
from checker.formats.markdown import read_markdown
from checker.model.data import Node
from checker.model.language import Person
from checker.model.location import Location
from checker.model.markdown import Markdown
from checker.signatures import EntryVerdict, SignOff, judge_signoff, kind_of

MAYA = Person("maya", "Maya Fernandes", "Sponsor")
OMAR = Person("omar", "Omar Haddad", "Platform Engineer")
TRANSPOSED = """\
| | Sponsor | Engineer |
|---|---|---|
| Name | Maya | Omar |
| Signature | Maya | |
| Date | 2026-03-02 | |
"""
HEADER = "| Role | Name | Signature | Date |\n|---|---|---|---|\n"


def sign_off(text: str, *everyone: Person) -> SignOff:
    content = read_markdown("report.md", text).content
    assert isinstance(content, Markdown)
    return judge_signoff(content, everyone)


def data_sign_off(text: str) -> SignOff:
    content = read_yaml("plan.yaml", text)
    assert isinstance(content, Node)
    return judge_signoff(content)


def test_every_row_gets_its_verdict_and_reason() -> None:
    rows = "| Sponsor | Maya Fernandes | /s/ Maya Fernandes | 2026-03-02 |\n| Engineer | Omar Haddad | ____ | |\n"
    assert sign_off(HEADER + rows) == SignOff(
        "partial",
        "1 of 2 signed",
        (
            EntryVerdict("Sponsor", "signed", "reads /s/ Maya Fernandes", Location("report.md", 3, 3)),
            EntryVerdict("Engineer", "unsigned", "is empty", Location("report.md", 4, 3)),
        ),
    )


@pytest.mark.parametrize(
    ("row", "verdict", "reason"),
    [
        ("Sponsor | Maya | *signed* | 2026\u201103\u201102", "signed", "is marked: signed"),
        ("Sponsor | Maya | ![signature](maya.png) | 2026-03-02", "signed", "is an image of a signature: maya.png"),
        ("Sponsor | Maya | Maya | ", "partial", "reads Maya, but its date is empty"),
        ("Sponsor | Maya | Maya | Target: 2 March 2026", "partial", "reads Maya, but its date is a target date"),
        (
            "Sponsor | [Name] | Signed | 2026-03-02",
            "partial",
            "is marked: Signed, but its name is an unfilled slot: [Name]",
        ),
        ("Sponsor | Maya | Pending | 2026-03-02", "unsigned", "says `Pending`"),
        ("Sponsor | Maya | NOT SIGNED | ", "unsigned", "says `NOT SIGNED`"),
        ("Sponsor | Maya | 2026-03-02 | 2026-03-02", "unsigned", "holds only a date: 2026-03-02"),
        (
            "Sponsor | Maya | Approved with conditions | ",
            "ambiguous",
            "approves with a condition: Approved with conditions",
        ),
        ("Sponsor | Maya | N/A | N/A", "ambiguous", "says that it does not apply"),
        ("Sponsor | John Doe | John Doe | 2026-03-02", "ambiguous", "is signed by a name of samples: John Doe"),
        ("Gate | `gate.sh --all` | Signed | 2026-03-02", "ambiguous", "is signed by a program: gate.sh --all"),
    ],
)
def test_a_row_is_signed_when_name_mark_and_date_are_there(row: str, verdict: str, reason: str) -> None:
    (entry,) = sign_off(f"{HEADER}| {row} |\n").entries
    assert (entry.verdict, entry.reason) == (verdict, reason)


@pytest.mark.parametrize(
    ("cell", "verdict"),
    [
        ("Approved", "signed"),
        ("**APPROVED**", "signed"),
        ("[x] Approved", "signed"),
        ("☑ Approved", "signed"),
        ("Yes", "signed"),
        ("Approved via call (v1.2)", "signed"),
        ("Approved with conditions", "ambiguous"),
        ("approved — design only", "ambiguous"),
        ("In good shape", "ambiguous"),
        ("[ ] Approved", "unsigned"),
        ("☐ Approved ☐ Rejected", "unsigned"),
        ("Rejected", "unsigned"),
        ("No", "unsigned"),
        ("{{ decision }}", "unsigned"),
        ("", "unsigned"),
    ],
)
def test_a_decision_is_a_mark(cell: str, verdict: str) -> None:
    table = f"| Approver | Decision | Date |\n|---|---|---|\n| Maya | {cell} | 2026-03-02 |\n"
    assert sign_off(table).verdict == verdict


@pytest.mark.parametrize(
    ("signature", "status", "verdict"),
    [
        ("Maya", "Approved", "signed"),
        ("Maya", "", "signed"),
        ("Maya", "Pending", "ambiguous"),
        ("", "Approved", "partial"),
    ],
)
def test_signature_and_status_have_to_agree(signature: str, status: str, verdict: str) -> None:
    table = "| Name | Signature | Status | Date |\n|---|---|---|---|\n"
    assert sign_off(f"{table}| Maya | {signature} | {status} | 2026-03-02 |\n").verdict == verdict


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("| Datum | Unterschrift | Name |\n|---|---|---|\n| 2. März 2026 | Eva Maier | Eva Maier |\n", "signed"),
        ("| Role | Signature | Date |\n|---|---|---|\n| Sponsor | Signed | 2026-03-02 |\n", "partial"),
        ("| Name | Signature |\n|---|---|\n| Maya | ✅ SIGNED |\n", "partial"),
        ("| Lane | Signed off by | Date |\n|---|---|---|\n", "unsigned"),
        ("| Lane | Signed off by | Date |\n|---|---|---|\n| A | Maya | 2026-03-02 |\n", "signed"),
        ("| Role | Sign-off |\n|---|---|\n| Sponsor | Maya, 2026-03-02 |\n", "signed"),
        ("| Lane | Signed off by | Date | Note |\n|---|---|---|---|\n| — | — | — | Nothing slipped |\n", "ambiguous"),
        (TRANSPOSED, "partial"),
        ("| Reviewed by | Approved by | Date |\n|---|---|---|\n| Maya | | 2026-03-02 |\n", "partial"),
        ("| Priority | Count | Status |\n|---|---|---|\n| P0 | 3 | Open |\n", "ambiguous"),
    ],
)
def test_tables_are_known_by_their_columns(text: str, verdict: str) -> None:
    assert sign_off(text).verdict == verdict


def test_html_tables_are_read_too() -> None:
    table = "<table>\n<tr><th>Name</th><th>Signature</th><th>Date</th></tr>\n<tr>{}</tr>\n</table>\n"
    signed = "<td>Maya</td><td><i>Maya</i></td><td>2026-03-02</td>"
    assert sign_off(table.format(signed)).verdict == "signed"
    assert sign_off(table.format("<td>Maya</td><td></td><td></td>")).verdict == "unsigned"
    assert sign_off(table.format("<td>Maya</td><td>Yes</td>")).verdict == "ambiguous"
    assert sign_off(table.format("<td>Maya</td><td>Maya<!-- x --></td><td>2 March<br>2026</td>")).verdict == "signed"


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("**Approved by:** Maya  \n**Date:** 2026-03-02\n", "signed"),
        ("- **Approved by:** Maya (2026-03-02)\n- **Reviewed by:** Omar (2026-03-03)\n", "signed"),
        ("Approved by: Maya\n", "partial"),
        ("Approved by: Maya\nDate: 2026-03-02\n\nApproved by: ____\nDate: ____\n", "partial"),
        ("Approved by: ________ Date: ________\n", "unsigned"),
        ("I approve this.\n\nSignature ____________ Date ____________\n", "unsigned"),
        ("<!-- Signature: Maya -->\nSignature:\n\nDate:\n", "unsigned"),
        ("### Sponsor\n- **Name:** ____\n- **Signature:** ____\n\n### Engineer\n- **Name:** ____\n", "unsigned"),
        ("**Status:** Approved\n", "partial"),
        ("Nothing to see here.\n", "ambiguous"),
    ],
)
def test_label_lines_that_stand_together_are_one_entry(text: str, verdict: str) -> None:
    assert sign_off(text).verdict == verdict


@pytest.mark.parametrize(
    ("bullets", "verdict"),
    [
        ("- Sponsor: Maya, 2026-03-02\n- Omar – approved 2026-03-03\n- Lina – 2026-03-03\n", "signed"),
        ("- Sponsor: Maya, 2026-03-02\n- Engineer: TBD\n", "partial"),
        ("- **Sponsor**: ________ Date: ______\n- Engineer: ☐\n", "unsigned"),
        ("- Note: everybody signs\n", "ambiguous"),
        ("- Name: Maya\n- Signature: Maya\n- Date: 2026-03-02\n", "signed"),
    ],
)
def test_bullets_under_a_sign_off_heading_are_entries(bullets: str, verdict: str) -> None:
    assert sign_off(f"## Sign-off\n\n{bullets}").verdict == verdict


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("- [x] Tests pass\n- [X] Notes written\n", "signed"),
        ("- [x] Tests pass\n- [ ] Notes written\n", "partial"),
        ("<!--\n- [ ] Pick a name\n-->\n- [x] Name picked\n", "signed"),
        ("[ ] I have read the guide\n", "unsigned"),
        ("- [x] Approved by Maya\n", "partial"),
        ("- [x] Approved by Maya on 2026-03-02\n", "signed"),
        ("- [x] N/A, met before\n", "ambiguous"),
        ("- [x] Met on YYYY-MM-DD\n", "ambiguous"),
        ("- [ ] Approved\n- [ ] Approved with conditions\n- [ ] Rejected\n", "unsigned"),
        ("- [x] Approved - all is well\n- [ ] Rejected - all is not\n", "signed"),
        ("- [ ] Approved\n- [x] Approved with conditions\n", "ambiguous"),
        ("- [ ] Approved\n- [x] Not approved\n", "unsigned"),
        ("- [x] Approved\n- [x] Rejected\n", "ambiguous"),
        ("**Status**: Draft (awaiting review)\n\n- [x] Reviewed\n", "ambiguous"),
    ],
)
def test_boxes_are_signed_by_ticking_them(text: str, verdict: str) -> None:
    assert sign_off(text).verdict == verdict


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ('alpha:\n  approver: "@maya"\nbeta:\n  approver: "@omar"\n', "ambiguous"),
        ("approvers: [TBD, maya]\n", "partial"),
        ("approvers: []\n", "unsigned"),
        ('approver: ""\n', "unsigned"),
        ("approver:\n", "unsigned"),
        ('approvers: ["@jane.doe"]\n', "ambiguous"),
        ("sign_off:\n  name: Maya\n  signature: Maya\n  date: 2026-03-02\n", "signed"),
        ("sign_off:\n  name: Maya\n  signature: Maya\n", "partial"),
    ],
)
def test_data_names_its_approvers(text: str, verdict: str) -> None:
    assert data_sign_off(text).verdict == verdict


@pytest.mark.parametrize(
    ("signature", "verdict"),
    [("M. Fernandes", "signed"), ("Omar Haddad", "unsigned"), ("Signed", "ambiguous"), ("M.F.", "ambiguous")],
)
def test_a_known_person_signs_with_a_mark_of_their_own(signature: str, verdict: str) -> None:
    row = f"| Sponsor | Maya Fernandes | {signature} | 2026-03-02 |\n"
    assert sign_off(HEADER + row, MAYA, OMAR).verdict == verdict


@pytest.mark.parametrize(
    ("label", "kind"),
    [
        ("Signature", "signature"),
        ("Signature / Date", "signature"),
        ("Signature date", "date"),
        ("Date signed", "date"),
        ("Due date", "remark"),
        ("Approved by", "by"),
        ("Proposed by", "remark"),
        ("Sign-off", "signature"),
        ("Approval status", "decision"),
        ("Executive Role", "role"),
        ("Reviewer", "name"),
        ("Firma", "signature"),
        ("Reason", "remark"),
    ],
)
def test_columns_are_known_by_their_headings(label: str, kind: str) -> None:
    assert kind_of(label) == kind
