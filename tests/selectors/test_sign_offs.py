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
FIELDS = ("role", "name", "signature", "date", "verdict", "proof", "reason")


def judged(clause: str, text: str, **others: str) -> list[str]:
    """What a clause says of `a.md`; `sig__x_png` in `others` is the file `sig/x.png`."""
    files = {name.replace("__", "/").replace("_png", ".png"): content for name, content in others.items()}
    return judge_one(PEOPLE % clause.replace("\n", "\n    "), {"a.md": text, **files})


def fields_of(text: str, path: str = "a.md", **others: str) -> dict[str, str]:
    """The fields of the only signer of a document, as reports show them; `-` for one that is not there."""
    found = {}
    for name in FIELDS:
        clause = f"for_each: {{signature: {path}}}\nrequire: {{fields: {{{name}: {{not: {{matches: '^ $'}}}}}}}}"
        files = {key.replace("__", "/").replace("_png", ".png"): content for key, content in others.items()}
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
        "verdict": "signed",
        "proof": "typed",
        "reason": "names Maya Fernandes",
    }


@pytest.mark.parametrize(
    ("text", "verdict", "proof"),
    [
        (f"{HEADER}| Sponsor | Maya | ![signature](sig/maya.png) | 2026-03-02 |\n", "signed", "image"),
        (f"{HEADER}| Sponsor | Maya | ![signature](sig/lost.png) | 2026-03-02 |\n", "unsigned", "image"),
        (f"{HEADER}| Sponsor | Maya | ![signature](sig/void.png) | 2026-03-02 |\n", "unsigned", "image"),
        (f"{HEADER}| Sponsor | Maya | ![signature](https://x.y/maya.png) | 2026-03-02 |\n", "ambiguous", "image"),
        (f"{HEADER}| Sponsor | Maya | ✔ | 2026-03-02 |\n", "ambiguous", "mark"),
        (f"{HEADER}| Sponsor | Maya | ____ | |\n", "unsigned", "none"),
        (f"{HEADER}| Sponsor | Maya | Maya | Target: 2 March 2026 |\n", "partial", "typed"),
        ("| Approver | Decision | Date |\n|---|---|---|\n| Maya | Approved | 2026-03-02 |\n", "signed", "mark"),
        ("Approved by: Maya Fernandes\nDate: 2026-03-02\n", "signed", "typed"),
        ("## Sign-off\n\n- [x] Signed by Maya on 2026-03-02\n", "signed", "mark"),
        ("Status: Pending approval\n\n## Approval\n\n- [x] Reviewed by the lead on 2026-03-02\n", "ambiguous", "mark"),
    ],
)
def test_every_signature_has_a_verdict_and_a_proof(text: str, verdict: str, proof: str) -> None:
    found = fields_of(text, sig__maya_png="an image", sig__void_png="")
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
    text = f"{HEADER}| Sponsor | Maya | ![signature of Maya](sig/maya.png) | 2026-03-02 |\n"
    assert judged(clause, text) == [
        "fail",
        (
            "no a.md:3:20 `Signature` of Maya is `signature of Maya` (proof: image): it is an image that is not there: "
            "sig/maya.png"
        ),
    ]
    assert judged(clause, text, sig__maya_png="an image")[0] == "pass"


@pytest.mark.parametrize(
    ("day", "verdict"),
    [("09/07/2026", "signed"), ("9.7.2026", "signed"), ("Target: 09/07/2026", "partial"), ("09/07/26", "partial")],
)
def test_a_day_that_can_be_read_in_two_ways_dates_a_signature(day: str, verdict: str) -> None:
    assert fields_of(f"{HEADER}| Sponsor | Maya | Maya | {day} |\n")["verdict"] == verdict
