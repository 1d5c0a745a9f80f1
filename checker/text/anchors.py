"""The anchors that programs which make pages give to headings."""

from __future__ import annotations

import unicodedata

from checker.patterns import regex

_DIGRAPHS = {
    0xDF: "sz",
    0xE6: "ae",
    0x153: "oe",
    0x238: "db",
    0x239: "qp",
}
_LETTERS = {
    0xF8: "o",
    0x111: "d",
    0x127: "h",
    0x131: "i",
    0x142: "l",
    0x167: "t",
    0x180: "b",
    0x183: "b",
    0x188: "c",
    0x18C: "d",
    0x192: "f",
    0x199: "k",
    0x19A: "l",
    0x19E: "n",
    0x1A5: "p",
    0x1AB: "t",
    0x1AD: "t",
    0x1B4: "y",
    0x1B6: "z",
    0x1E5: "g",
    0x225: "z",
    0x234: "l",
    0x235: "n",
    0x236: "t",
    0x237: "j",
    0x23C: "c",
    0x23F: "s",
    0x240: "z",
    0x247: "e",
    0x249: "j",
    0x24B: "q",
    0x24D: "r",
    0x24F: "y",
}
_NO_ID = regex(r"[^a-z0-9]+")
_AT_ENDS = regex(r"^[-0-9]+|-+$")


def docutils_id(text: str) -> str:
    """The anchor that docutils and Sphinx make of a title or label. Source: `make_id` in docutils/nodes.py."""
    lower = text.lower().translate(_DIGRAPHS).translate(_LETTERS)
    plain = unicodedata.normalize("NFKD", lower).encode("ascii", "ignore").decode("ascii")
    return _AT_ENDS.sub("", _NO_ID.sub("-", " ".join(plain.split())))
