"""Sign-offs: what there is to sign in a document, and whether it is signed.

`judge_signoff` tells it of a whole document or data file, `read_mark` of one cell. `kind_of` says what a column or a
label asks for.
"""

from checker.signatures._entries import Entry
from checker.signatures._judge import EntryVerdict
from checker.signatures._labels import Kind, is_responsible, is_sign_off_title, is_status_label, kind_of
from checker.signatures._marks import Proof, read_mark, reserve_in
from checker.signatures._names import is_office, looks_like_name
from checker.signatures._proof import PROOF_WORDS, doubt_about_image, proof_of
from checker.signatures._signoff import Sheet, SignOff, doubt_in_section, judge_signoff

__all__ = [
    "PROOF_WORDS",
    "Entry",
    "EntryVerdict",
    "Kind",
    "Proof",
    "Sheet",
    "SignOff",
    "doubt_about_image",
    "doubt_in_section",
    "is_office",
    "is_responsible",
    "is_sign_off_title",
    "is_status_label",
    "judge_signoff",
    "kind_of",
    "looks_like_name",
    "proof_of",
    "read_mark",
    "reserve_in",
]
