"""Sign-offs as records: who was to sign, with which proof, and what makes a mark doubtful."""

from __future__ import annotations

import pytest
from kit import judge_one

PEOPLE = """\
version: 1
policy: trial
people:
  maya: {name: Maya Fernandes, role: Sponsor}
  omar: {name: Omar Haddad, role: Engineer}
criteria:
  - id: it
    %s
"""
HEADER = "| Role | Name | Signature | Date |\n|---|---|---|---|\n"
DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M1 1 L8 8"/></svg>'
POINTER = "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 9\n"
FIELDS = ("role", "name", "signature", "date", "verdict", "proof", "reason")


def judged(clause: str, text: str, **others: str) -> list[str]:
    """What a clause says of `a.md`; `sig__x_svg` in `others` is the file `sig/x.svg`."""
    files = {name.replace("__", "/").replace("_svg", ".svg"): content for name, content in others.items()}
    return judge_one(PEOPLE % clause.replace("\n", "\n    "), {"a.md": text, **files})


def fields_of(text: str, path: str = "a.md", **others: str) -> dict[str, str]:
    """The fields of the only signer of a document, as reports show them; `-` for one that is not there."""
    found = {}
    for name in FIELDS:
        clause = f"for_each: {{signature: {path}}}\nrequire: {{fields: {{{name}: {{not: {{matches: '^ $'}}}}}}}}"
        files = {key.replace("__", "/").replace("_svg", ".svg"): content for key, content in others.items()}
        (_, said) = judge_one(PEOPLE % clause.replace("\n", "\n    "), {path: text, **files})
        value = said.partition(" is ")[2].split(", expected ")[0].strip("`")
        found[name] = value if said.startswith("ok") and " is " in said else "-"
    return found


def test_a_row_has_every_field() -> None:
    assert fields_of(f"{HEADER}| Sponsor | Maya Fernandes | /s/ M. Fernandes | 2026-03-02 |\n") == {
        "role": "Sponsor",
        "name": "Maya Fernandes",
        "signature": "/s/ M. Fernandes",
        "date": "2026-03-02",
        "verdict": "signed",
        "proof": "typed",
        "reason": "names Maya Fernandes",
    }


def test_keys_of_data_are_signatures_too() -> None:
    assert fields_of("approver: Maya Fernandes\n", "plan.yaml") == {
        "role": "-",
        "name": "Maya Fernandes",
        "signature": "Maya Fernandes",
        "date": "-",
        "verdict": "ambiguous",
        "proof": "typed",
        "reason": "names Maya Fernandes, but that is who is to sign, and nothing says that it was …",
    }


@pytest.mark.parametrize(
    ("text", "verdict", "proof"),
    [
        (f"{HEADER}| Sponsor | Maya | ![signature](sig/maya.svg) | 2026-03-02 |\n", "signed", "image"),
        (f"{HEADER}| Sponsor | Maya | ![signature](sig/lost.svg) | 2026-03-02 |\n", "unsigned", "image"),
        (f"{HEADER}| Sponsor | Maya | ![signature](sig/void.svg) | 2026-03-02 |\n", "unsigned", "image"),
        (f"{HEADER}| Sponsor | Maya | ![signature](https://x.y/maya.svg) | 2026-03-02 |\n", "ambiguous", "image"),
        (f"{HEADER}| Sponsor | Maya | ✔ | 2026-03-02 |\n", "ambiguous", "mark"),
        (f"{HEADER}| Sponsor | Maya | ____ | |\n", "unsigned", "none"),
        (f"{HEADER}| Sponsor | Maya | Maya | Target: 2 March 2026 |\n", "partial", "typed"),
        ("| Approver | Decision | Date |\n|---|---|---|\n| Maya | Approved | 2026-03-02 |\n", "signed", "mark"),
        ("Approved by: Maya Fernandes\nDate: 2026-03-02\n", "signed", "typed"),
        ("## Sign-off\n\n- [x] Signed by Maya on 2026-03-02\n", "signed", "typed"),
        (f"{HEADER}| Sponsor | Maya | ![signature](sig/text.svg) | 2026-03-02 |\n", "unsigned", "image"),
        (f"{HEADER}| Sponsor | Maya | ![signature](sig/pointer.svg) | 2026-03-02 |\n", "ambiguous", "image"),
        ("Status: Pending approval\n\n## Approval\n\n- [x] Reviewed by the lead on 2026-03-02\n", "ambiguous", "mark"),
    ],
)
def test_every_signature_has_a_verdict_and_a_proof(text: str, verdict: str, proof: str) -> None:
    found = fields_of(text, sig__maya_svg=DRAWING, sig__void_svg="", sig__text_svg="an image", sig__pointer_svg=POINTER)
    assert (found["verdict"], found["proof"]) == (verdict, proof)


def test_the_policy_says_who_signs_in_which_role() -> None:
    clause = """\
for_each: {person: [maya, omar]}
require:
  exists:
    signature: {in: a.md, under: Sign-Off}
    where: {name: {person: {field: id}}, role: {called: {field: role}}, record: {signed: {by: {field: id}}}}"""
    rows = "| Sponsor | Maya Fernandes | M. Fernandes | 2026-03-02 |\n| Sponsor | Omar Haddad | Omar | 2026-03-02 |\n"
    assert judged(clause, f"## Sign-Off\n\n{HEADER}{rows}") == [
        "fail",
        (
            "ok a.md:5:3 Maya Fernandes: there is the signature of Sponsor (proof: typed, the weakest kind) among "
            "the signatures of `Sign-Off` of a.md"
        ),
        (
            "no a.md:6:3 Omar Haddad: `role` of the signature of Sponsor (proof: typed, the weakest kind) is "
            "`Sponsor`, expected `Engineer`"
        ),
    ]


@pytest.mark.parametrize(("ambiguous", "outcome"), [("undecided", "unknown"), ("signed", "pass"), ("unsigned", "fail")])
def test_the_policy_says_what_a_doubtful_mark_counts_as(ambiguous: str, outcome: str) -> None:
    clause = f"for_each: {{signature: a.md}}\nrequire: {{signed: {{ambiguous: {ambiguous}}}}}"
    assert judged(clause, f"{HEADER}| Sponsor | Maya | ✔ | 2026-03-02 |\n")[0] == outcome


def test_what_is_partly_signed_is_not_signed_whatever_the_policy_says() -> None:
    clause = "for_each: {signature: a.md}\nrequire: {signed: {ambiguous: signed}}"
    assert judged(clause, f"{HEADER}| Sponsor | Maya | Maya | |\n")[0] == "fail"


def test_a_verdict_may_be_named_in_short() -> None:
    clause = "for_each: {signature: a.md}\nrequire: {verdict: signed}"
    assert judged(clause, f"{HEADER}| Sponsor | Maya | Maya | |\n")[0] == "fail"
    assert judged(clause, f"{HEADER}| Sponsor | Maya | Maya | 2026-03-02 |\n")[0] == "pass"


def test_one_person_signs_for_nobody_else() -> None:
    clause = "for_each: {signature: a.md}\nrequire: {signed: maya}"
    assert judged(clause, f"{HEADER}| Engineer | Omar Haddad | Omar Haddad | 2026-03-02 |\n") == [
        "fail",
        (
            "no a.md:3:3 the signature of Engineer (proof: typed, the weakest kind) is `Omar Haddad`: "
            "it does not name Maya Fernandes"
        ),
    ]


def test_a_document_with_nothing_to_sign_is_not_signed() -> None:
    clause = "for_each: {signature: a.md}\nrequire: signed"
    assert judged(clause, "# Plan\n\ntext\n") == ["fail", "no a.md:1:1 0 in the signatures of a.md"]


def test_only_the_section_that_is_meant_is_read() -> None:
    clause = "for_each: {signature: {in: a.md, under: Sign-Off}, exactly: 1}\nrequire: signed"
    text = f"## Draft\n\n{HEADER}| a | b | ____ | |\n\n## Sign-Off\n\n{HEADER}| c | Maya | Maya | 2026-03-02 |\n"
    assert judged(clause, text)[0] == "pass"


def test_a_signature_cell_needs_its_image_in_the_tree() -> None:
    clause = "for_each: {row: {in: a.md, columns: [Name, Signature]}}\nrequire: {Signature: {signed: maya}}"
    text = f"{HEADER}| Sponsor | Maya | ![signature of Maya](sig/maya.svg) | 2026-03-02 |\n"
    assert judged(clause, text) == [
        "fail",
        (
            "no a.md:3:20 `Signature` of Maya is `signature of Maya` (proof: image): it is an image that is not there: "
            "sig/maya.svg"
        ),
    ]
    assert judged(clause, text, sig__maya_svg=DRAWING)[0] == "pass"


@pytest.mark.parametrize(
    ("day", "verdict"),
    [("09/07/2026", "signed"), ("9.7.2026", "signed"), ("Target: 09/07/2026", "partial"), ("09/07/26", "partial")],
)
def test_a_day_that_can_be_read_in_two_ways_dates_a_signature(day: str, verdict: str) -> None:
    assert fields_of(f"{HEADER}| Sponsor | Maya | Maya | {day} |\n")["verdict"] == verdict


PERSON = """\
for_each: {person: maya}
require: {exists: {signature: {in: a.md, under: Sign-off}, where: {name: {person: maya}, record: signed}}}"""
COUNTERSIGNED = "| Role | Name | Signature | Date | Comment |\n|---|---|---|---|---|\n"


def outcome_for_maya(text: str) -> str:
    """Whether Maya has signed what stands under `Sign-off`."""
    return judged(PERSON, f"## Sign-off\n\n{text}\n\n## Notes\n\nNothing.\n")[0]


@pytest.mark.parametrize(
    "box",
    [
        "Approved by Maya Fernandes, 2026-03-02",
        "Approved by: Maya Fernandes (2026-03-02)",
        "Maya Fernandes approved, 2 March 2026",
        "Maya (2026-03-02)",
        "Maya – 2026-03-02",
        "@maya-f 2026-03-02",
        "@maya-f approved (2026-03-02)",
        "Sponsor: Maya Fernandes, 2026-03-02",
        "Security review – Maya Fernandes, 2026-03-02",
        "Freigegeben durch Maya Fernandes am 02.03.2026",
        "LGTM from Maya, 2026-03-02",
        "2026-03-02: approved by Maya Fernandes",
        "I, Maya Fernandes, approve this report (2026-03-02)",
    ],
)
def test_a_ticked_box_is_signed_by_the_person_in_it(box: str) -> None:
    policy = PEOPLE.replace("role: Sponsor", "role: Sponsor, login: maya-f") % PERSON.replace("\n", "\n    ")
    assert judge_one(policy, {"a.md": f"## Sign-off\n\n- [x] {box}\n- [ ] Omar Haddad\n"})[0] == "pass"
    assert judge_one(policy, {"a.md": f"## Sign-off\n\n- [ ] {box}\n"})[0] == "fail"


@pytest.mark.parametrize(
    "box",
    [
        "Approved by user, 2026-03-02",
        "Approved by the team on 2026-03-02",
        "Approved by QA, 2026-03-02",
        "Reviewed by CTO, 2026-03-02",
        "Approved by Acme GmbH, 2026-03-02",
        "CTO, 2026-03-02",
        "Approved, 2026-03-02",
        "Approved by Maya Fernandes",
        "Maya Fernandes",
    ],
)
def test_a_ticked_box_without_a_person_or_day_is_not_signed(box: str) -> None:
    assert fields_of(f"## Sign-off\n\n- [x] {box}\n")["verdict"] == "partial"


def test_a_box_that_is_neither_ticked_nor_open_is_no_signature_and_does_not_vanish() -> None:
    clause = "for_each: {signature: {in: a.md}, exactly: 2}\nrequire: signed"
    boxes = "## Sign-off\n\n- [x] Maya Fernandes, 2026-03-02\n- [n/a] Omar Haddad\n"
    assert judged(clause, boxes) == [
        "unknown",
        "ok a.md:1:1 2 in the signatures of a.md, as many as expected",
        "ok a.md:3:1 the signature of Maya Fernandes, 2026-03-02 (proof: typed, the weakest kind) is `[x]`",
        ("?? a.md:4 the signature of Omar Haddad is `[–]`: it has a box that is neither ticked nor open"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Maya Fernandes approved this on 2026-03-02.",
        "Approved by Maya Fernandes on 2026-03-02.",
        "I, Maya Fernandes, approve this document, 2026-03-02.",
        "Maya Fernandes (Sponsor) has signed off this report on 2 March 2026.",
        "On 2026-03-02 Maya Fernandes accepted the handover.",
        "Maya Fernandes genehmigte dieses Dokument am 02.03.2026.",
    ],
)
def test_a_sentence_says_who_approved(text: str) -> None:
    assert outcome_for_maya(text) == "pass"


@pytest.mark.parametrize(
    "text",
    [
        "Maya Fernandes has not approved this on 2026-03-02.",
        "Maya Fernandes will approve this on 2026-03-02.",
        "Omar Haddad approved this on 2026-03-02.",
        "The team approved this on 2026-03-02.",
        "Has Maya Fernandes approved this on 2026-03-02?",
    ],
)
def test_a_sentence_that_says_something_else_does_not(text: str) -> None:
    assert outcome_for_maya(text) == "fail"


@pytest.mark.parametrize(
    "cell",
    [
        "Maya Fernandes (subject to D-4)",
        "Maya Fernandes, pending legal",
        "Maya Fernandes once D-4 is fixed",
        "Maya Fernandes unter Vorbehalt",
        "Maya Fernandes, except section 3",
        "Maya Fernandes if the audit passes",
        "Maya Fernandes (sous réserve)",
        "Maya Fernandes – design part",
        "Maya Fernandes, see mail",
        "Maya Fernandes modulo D-4",
        "Maya Fernandes\\*",
        "Maya Fernandes¹",
        "Maya\u200b Fernandes",
        "\u202eMaya Fernandes",
        "M\u0430ya Fernandes",
    ],
)
def test_whatever_else_stands_in_a_signature_makes_it_undecided(cell: str) -> None:
    row = f"| Sponsor | Maya Fernandes | {cell} | 2026-03-02 | |"
    assert outcome_for_maya(f"{COUNTERSIGNED}{row}") in ("unknown", "fail")
    assert fields_of(f"{COUNTERSIGNED}{row}\n")["verdict"] in ("ambiguous", "unsigned")


@pytest.mark.parametrize(
    "cell",
    [
        "/s/ Maya Fernandes",
        "Maya Fernandes, Sponsor",
        "Maya Fernandes (QA Lead), 2026-03-02 10:00 CET",
        "Digitally signed by Maya Fernandes via DocuSign",
        "Maya Fernandes, Acme GmbH",
        "Dr. Maya Fernandes, PhD",
        "Maya Fernandes <maya@example.org>",
        "Maya Fernandes, without reservation",
        "✅ Approved – Maya Fernandes",
    ],
)
def test_titles_companies_and_words_for_signing_explain_themselves(cell: str) -> None:
    assert (
        outcome_for_maya(f"{COUNTERSIGNED}| Sponsor | Maya Fernandes | {cell} | 2026-03-02 | read it all |") == "pass"
    )


SIGNED_ROW = "| Sponsor | Maya Fernandes | Maya Fernandes | 2026-03-02 | {} |"


@pytest.mark.parametrize(
    ("comment", "outcome"),
    [
        ("", "pass"),
        ("fine", "pass"),
        ("no objections", "pass"),
        ("all rejected items are fixed", "pass"),
        ("after two rounds of review", "pass"),
        ("I no longer agree", "unknown"),
        ("rejected", "unknown"),
        ("subject to D-4", "unknown"),
        ("withdrawn on 2026-03-09", "unknown"),
        ("unter Vorbehalt", "unknown"),
    ],
)
def test_another_column_is_heard(comment: str, outcome: str) -> None:
    assert outcome_for_maya(COUNTERSIGNED + SIGNED_ROW.format(comment)) == outcome


@pytest.mark.parametrize(
    "also",
    [
        "| Sponsor | Maya Fernandes | Rejected | 2026-03-09 | |",
        "| Sponsor, version 2 | Maya Fernandes | | | |",
        "\nMaya Fernandes withdrew her approval on 2026-03-09.",
        "\n- Approval withdrawn by Maya Fernandes on 2026-03-09",
        "\nThe approval was revoked on 2026-03-09.",
        "\nMaya Fernandes' approval is subject to D-4.",
        "\nMaya Fernandes revoked this on 2026-03-09.",
        "\nOn 2026-03-09 Maya withdrew.",
        "\n- [ ] Maya Fernandes to approve version 2",
        "\n- [x] Rejected by Maya Fernandes, 2026-03-09",
        "\n- [ ] Maya Fernandes, version 2.0",
        "\n| Day | Event |\n|---|---|\n| 2026-03-09 | Maya Fernandes revoked her signature |",
        "\n| Version | Approver | Signature | Date |\n|---|---|---|---|\n| 2.0 | Maya Fernandes | ____ | |",
    ],
)
def test_what_tells_against_a_signature_is_heard_wherever_it_stands(also: str) -> None:
    assert outcome_for_maya(f"{COUNTERSIGNED}{SIGNED_ROW.format('')}\n{also}") == "unknown"


@pytest.mark.parametrize(
    "also",
    [
        "| Sponsor | Maya Fernandes | Rejected | 2026-02-09 | |",
        "\nMaya Fernandes withdrew her approval of the first draft on 2026-01-09.",
        "\nIf Maya Fernandes rejects it, the approval is void.",
        "\nOmar Haddad refused to sign on 2026-03-09.",
        "| Engineer | Omar Haddad | | | |",
        "\nMaya Fernandes rejected the second offer of the vendor.",
    ],
)
def test_what_is_settled_or_about_others_does_not_tell_against_it(also: str) -> None:
    assert outcome_for_maya(f"{COUNTERSIGNED}{SIGNED_ROW.format('')}\n{also}") == "pass"


@pytest.mark.parametrize(
    ("data", "verdict"),
    [
        ("approver: Quality Manager\n", "partial"),
        ("approver: QA team\ndate_approved: pending\n", "partial"),
        ("approver: Maya Fernandes\ndate_approved: pending\n", "partial"),
        ("approver: Maya Fernandes\n", "ambiguous"),
        ("approved_by: Maya Fernandes\napproved_on: 2026-03-02\n", "signed"),
    ],
)
def test_a_name_in_data_is_no_signature_without_its_day(data: str, verdict: str) -> None:
    assert fields_of(data, "plan.yaml")["verdict"] == verdict
    assert fields_of(f"---\n{data}---\n\n# Plan\n")["verdict"] == verdict


ROW_OF_MAYA = """\
for_each:
  row: {in: a.md, under: Sign-off, columns: [Name, Signature]}
  where: {Name: {person: maya}, Signature: filled}
require: {Signature: {signed: maya}}"""


@pytest.mark.parametrize(
    ("also", "outcome"),
    [
        ("", "pass"),
        ("| Engineer | Omar Haddad | | | |", "pass"),
        ("\nMaya Fernandes withdrew her approval on 2026-03-09.", "unknown"),
        ("| Sponsor, version 2 | Maya Fernandes | | | |", "unknown"),
    ],
)
def test_a_cell_is_judged_with_its_section(also: str, outcome: str) -> None:
    text = f"## Sign-off\n\n{COUNTERSIGNED}{SIGNED_ROW.format('')}\n{also}\n"
    assert judged(ROW_OF_MAYA, text)[0] == outcome
    assert judged(PERSON, text)[0] == outcome


def test_a_cell_is_judged_with_its_row() -> None:
    text = f"## Sign-off\n\n{COUNTERSIGNED}{SIGNED_ROW.format('subject to D-4')}\n"
    assert judged(ROW_OF_MAYA, text) == [
        "unknown",
        (
            "?? a.md:5:30 `Signature` of Maya Fernandes is `Maya Fernandes` (proof: typed, the weakest kind): "
            "it names Maya Fernandes, but another cell says `subject to`: subject to D-4"
        ),
    ]


@pytest.mark.parametrize(
    "box",
    [
        "Maya Fernandes to approve by 2026-03-02",
        "Maya Fernandes, 2026-03-02, if D-4 is fixed",
        "Maya Fernandes approved with reservations, 2026-03-02",
        "Ask Maya Fernandes about D-4 by 2026-03-02",
        "Omar Haddad for Maya Fernandes, 2026-03-02",
        "Not approved by Maya Fernandes, 2026-03-02",
    ],
)
def test_a_ticked_box_may_say_that_somebody_has_not_signed(box: str) -> None:
    assert outcome_for_maya(f"- [x] {box}") in ("unknown", "fail")


def test_two_people_may_share_a_box() -> None:
    assert outcome_for_maya("- [x] Accepted by Maya Fernandes and Omar Haddad on 2026-03-02") == "pass"


def test_two_rows_of_one_person_that_only_lack_their_day_do_not_contradict_each_other() -> None:
    rows = "| Sponsor | Maya Fernandes | Maya Fernandes | | |\n| Lead | Maya Fernandes | M. Fernandes | | |"
    assert judged(ROW_OF_MAYA, f"## Sign-off\n\n{COUNTERSIGNED}{rows}\n")[0] == "pass"
