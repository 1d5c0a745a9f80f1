"""Sign-offs as people write them in documents: other languages, labels in front of values, names that are none."""

from __future__ import annotations

from datetime import date

import pytest

from checker.data.yaml import read_yaml
from checker.formats.markdown import read_markdown
from checker.model.data import Node
from checker.model.markdown import Markdown
from checker.signatures import SignOff, judge_signoff, kind_of
from checker.signatures._marks import why_nobody
from checker.signatures._names import is_title, looks_like_name


def sign_off(text: str, today: date | None = None) -> SignOff:
    content = read_markdown("report.md", text).content
    assert isinstance(content, Markdown)
    return judge_signoff(content, today=today)


def table(header: str, *rows: str) -> str:
    lines = [header, "|".join(["---"] * (header.count("|") + 1)), *rows]
    return "".join(f"| {line} |\n" for line in lines)


@pytest.mark.parametrize(
    ("label", "kind"),
    [
        ("签字", "signature"),
        ("审批意见", "decision"),
        ("审批日期", "date"),
        ("批准人", "name"),
        ("承認者", "name"),
        ("承認日", "date"),
        ("承認コメント", "remark"),
        ("承認状態", "decision"),
        ("㊞", "signature"),
        ("서명", "signature"),
        ("승인일", "date"),
        ("승인 여부", "decision"),
        ("签字 (Signature)", "signature"),
        ("Visa", "signature"),
        ("Émargement", "signature"),
        ("Date et visa", "signature"),
        ("Nom et signature", "by"),
        ("Aprovado por", "by"),
        ("Zatwierdził", "by"),
        ("Podpis", "signature"),
        ("Handtekening", "signature"),
        ("Freigabedatum", "date"),
        ("Fälligkeitsdatum", "remark"),
        ("Recipient", "name"),
        ("Signing Status", "decision"),
        ("Last Action", "date"),
        ("Sign-off notes", "remark"),
        ("MAX_DATA", "remark"),
    ],
)
def test_headings_are_known_in_many_languages(label: str, kind: str) -> None:
    assert kind_of(label) == kind


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        (table("角色|姓名|签字|日期", "架构师|赵敏|赵敏|2026年5月6日"), "signed"),
        (table("审批人|审批结果|日期", "周涛|已批准|2026-04-02", "陈静|待审批| "), "partial"),
        (table("役割|氏名|印|日付", "部長| |㊞| "), "unsigned"),
        (table("役割|氏名|印|日付", "部長|佐藤 健|㊞|令和8年3月4日"), "signed"),
        (table("作成|確認|承認", " | | "), "unsigned"),
        (table("역할|이름|서명|날짜", "팀장|김민수|김민수|2026. 3. 4."), "signed"),
        (table("Fonction|Nom|Visa|Date", "Directeur|Luc Morel|LM|12 mars 2026"), "signed"),
        (table("Rôle|Nom|Validation|Date", "MOA|Jean Roy|À valider| "), "unsigned"),
        (table("Rolle|Name|Freigabe|Datum", "PL|Uwe Lang|✓ freigegeben|04.05.2026"), "signed"),
        (table("Name|Firma|Datum|Unterschrift", "Uwe Lang|Lang GmbH| | "), "unsigned"),
        (table("Stanowisko|Imię i nazwisko|Podpis|Data", "Prezes|Jan Lis|(do podpisu)| "), "unsigned"),
        (table("Etapa|Aprovado por|Data", "Obra|Rui Dias|5 de maio de 2026"), "signed"),
        (table("Роль|ФИО|Подпись|Дата", "Директор|Иванова А. П.| | "), "unsigned"),
    ],
)
def test_forms_are_read_in_many_languages(text: str, verdict: str) -> None:
    assert sign_off(text).verdict == verdict


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        (table("Field|Value", "Approved by|Nora Beck", "Date|2026-03-14"), "signed"),
        (table("Field|Value", "Approved by| ", "Date| "), "unsigned"),
        (table("Approved by|Nora Beck", "Date|2026-03-14", "Version|1.2"), "signed"),
        (table("Name|Nora Beck|Date|2026-03-14", "Signature|/s/ Nora Beck|Title|CTO"), "signed"),
        (table("Key|Value", "Name|service", "Version|1.2", "Status|active"), "ambiguous"),
        (table("Term|Definition", "Approval|a decision", "Signature|a mark"), "ambiguous"),
        (table("One|Two", "Signature: Ada Paz|Signature: ____", "Date: 2026-03-03|Date: ____"), "partial"),
        (table("Prepared by|Approved by", "Ann Lee|Bo Xu", "Date: 2026-02-02|Date: 2026-02-03"), "signed"),
    ],
)
def test_labels_may_stand_in_front_of_their_values(text: str, verdict: str) -> None:
    assert sign_off(text).verdict == verdict


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("**Status:** Design approved; work remains open\n\n**Approved by:** Ines Falk, 2026-02-03\n", "signed"),
        ("**Status:** Draft\n**Approved by:** Ines Falk\n**Date:** 2026-02-03\n", "ambiguous"),
        ("**Status:** Approved\n\n**Approved by:** ____\n**Date:** ____\n", "unsigned"),
        ("**Product Owner**: Ines Falk\n**Signature**: ✅ Approved\n**Date**: 2026-02-03\n", "signed"),
        ("Approved By:\n\nInes Falk, CTO\n\nDate: 2026-02-03\n", "signed"),
        ("**Checked by:**\nName: ____\nDate: ____\n", "unsigned"),
        ("By: /s/ Ines Falk\nName: Ines Falk\nDate: 2026-02-03\n", "signed"),
        ("```\nApproved by: Ines Falk\nDate: 2026-02-03\n```\n", "signed"),
        ("```\nstatus: ok\nname: x\n```\n", "ambiguous"),
        ("## Approval\n\n**Product:** Ines Falk — ✅ 2026-02-03\n\n**Legal:** pending\n", "partial"),
        ("* Status: accepted\n* Deciders: Ann Lee, Bo Xu\n* Date: 2026-02-02\n", "signed"),
        ("* Deciders: Ann Lee, Bo Xu\n* Date: 2026-02-02\n", "ambiguous"),
        ("Product Owner: Ann Lee\nDate: 2026-02-02\n", "ambiguous"),
    ],
)
def test_label_lines_say_who_approves(text: str, verdict: str) -> None:
    assert sign_off(text).verdict == verdict


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("Electronically signed by Ruth Stone on 5 May 2026 at 10:00\n", "signed"),
        ("This document was digitally signed by Ruth Stone, 2026-05-05\n", "signed"),
        ("/s/ Ruth Stone, 2026-05-05\n", "signed"),
        ("Signé électroniquement par Hugo Lambert le 12/06/2026\n", "signed"),
        ("Electronically signed by Ruth Stone\n", "partial"),
        ("Electronically signed by [Name] on [Date]\n", "unsigned"),
        ("The plan was approved by email last week.\n", "ambiguous"),
    ],
)
def test_a_sentence_can_say_who_has_signed(text: str, verdict: str) -> None:
    assert sign_off(text).verdict == verdict


@pytest.mark.parametrize(
    ("name", "verdict"),
    [
        ("Tom Lead", "signed"),
        ("Phase 5 Team", "signed"),
        ("User", "signed"),
        ("_approved_", "partial"),
        ("yes", "partial"),
        ("CTO", "partial"),
        ("the team", "partial"),
        ("QA / Security Team", "partial"),
        ("Automated Test Suite", "ambiguous"),
        ("dependabot[bot]", "ambiguous"),
        ("certificates cited inline", "unsigned"),
        ("no one yet", "unsigned"),
    ],
)
def test_what_is_no_name_does_not_sign(name: str, verdict: str) -> None:
    assert sign_off(f"Approved by: {name}\nDate: 2026-02-02\n").verdict == verdict


def test_who_signs_in_the_future_has_not_signed_yet() -> None:
    (entry,) = sign_off(table("Name|Signature|Date", "Maya|Maya|2031-03-03"), date(2026, 7, 26)).entries
    assert (entry.verdict, entry.reason) == ("partial", "reads Maya, but its date is in the future: 2031-03-03")
    assert sign_off(table("Name|Signature|Date", "Maya|Maya|2026-07-26"), date(2026, 7, 26)).verdict == "signed"


def test_rows_with_blank_lines_between_are_one_table() -> None:
    rows = "| Name | Signature | Date |\n\n|---|---|---|\n\n| Maya | Maya | 2026-03-02 |\n\n| Omar | | |\n"
    assert [entry.verdict for entry in sign_off(rows).entries] == ["signed", "unsigned"]


def test_a_signature_that_is_struck_through_is_none() -> None:
    (entry,) = sign_off(table("Name|Signature|Date", "Maya|~~Maya~~|2026-03-02")).entries
    assert (entry.verdict, entry.reason) == ("unsigned", "is struck through: ~~Maya~~")


@pytest.mark.parametrize(
    ("cell", "verdict"),
    [
        ("☑ Yes ☐ No", "signed"),
        ("☐ Yes ☑ No", "unsigned"),
        ("Y/N", "unsigned"),
        ("approved — to be deployed later", "ambiguous"),
        ("Ready for sign-off", "unsigned"),
    ],
)
def test_a_decision_may_be_chosen_in_its_cell(cell: str, verdict: str) -> None:
    assert sign_off(table("Approver|Decision|Date", f"Maya|{cell}|2026-03-02")).verdict == verdict


def test_a_signature_cell_that_points_elsewhere_is_ambiguous() -> None:
    (entry,) = sign_off(table("Name|Signature|Date", "Maya|see the attached mail|2026-03-02")).entries
    assert (entry.verdict, entry.reason) == ("ambiguous", "points elsewhere: see the attached mail")


def test_what_does_not_apply_to_nobody_is_unsigned() -> None:
    assert sign_off(table("Name|Date|Visa", " | |N/A")).verdict == "unsigned"


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("status: accepted\ndate: 2026-02-02\ndeciders: [Ann Lee, Bo Xu]\n", "signed"),
        ("status: accepted\ndeciders: Ann Lee\n", "partial"),
        ("status: proposed\ndate: 2026-02-02\ndeciders: [Ann Lee]\n", "ambiguous"),
    ],
)
def test_a_decision_record_names_who_decided(text: str, verdict: str) -> None:
    content = read_yaml("record.yaml", text)
    assert isinstance(content, Node)
    assert judge_signoff(content).verdict == verdict


def test_roles_and_marks_are_no_names() -> None:
    assert is_title("Security Lead")
    assert not is_title("devops-lead")
    assert looks_like_name("/s/ Dr. Ann van Lee")
    assert not looks_like_name("see the minutes")
    assert why_nobody("approved") == "is a mark, no name: approved"
    assert why_nobody("QA Lead") == "is a role, no name: QA Lead"
    assert why_nobody("Ann Lee") == ""


@pytest.mark.parametrize(
    ("name", "mark", "verdict"),
    [
        ("Maya Fernandes", "Omar Haddad", "ambiguous"),
        ("Maya Fernandes", "Maya Fernandes Odottamassa", "ambiguous"),
        ("Maya Fernandes", "Odottamassa", "ambiguous"),
        ("Maya Fernandes", "MF", "signed"),
        ("Max Müller", "Maximilian Müller", "signed"),
        ("Maya Fernandes", "@mayaf", "signed"),
        ("赵敏", "赵敏", "signed"),
        ("赵敏", "周涛", "ambiguous"),
        ("CTO", "Maya Fernandes", "signed"),
        ("Will Smith", "Will Smith", "signed"),
        ("Will Smith", "will follow", "unsigned"),
    ],
)
def test_a_mark_is_that_of_the_name_in_its_row(name: str, mark: str, verdict: str) -> None:
    (entry,) = sign_off(table("Name|Signature|Date", f"{name}|{mark}|2026-03-02")).entries
    assert entry.verdict == verdict, entry.reason


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        (table("Roll|Namn|Underskrift|Datum", "VD|Eva Lund|Eva Lund|3 maj 2026"), "signed"),
        (table("Roll|Namn|Underskrift|Datum", "VD|Eva Lund|Väntar| "), "unsigned"),
        (table("Rooli|Nimi|Allekirjoitus|Päivämäärä", "TJ|Aino Aalto|Odottaa| "), "unsigned"),
        (table("Unvan|Ad soyad|İmza|Tarih", "Müdür|Ali Kaya|Ali Kaya|3 Mayıs 2026"), "signed"),
        (table("Jabatan|Nama|Tanda tangan|Tanggal", "Manajer|Budi Santoso|Belum| "), "unsigned"),
        (table("Chức vụ|Họ tên|Chữ ký|Ngày", "Giám đốc|Lê Minh|Chưa ký| "), "unsigned"),
    ],
)
def test_languages_that_are_one_file_are_read_like_others(text: str, verdict: str) -> None:
    assert sign_off(text).verdict == verdict
