"""What bytes show, whatever their name says."""

from __future__ import annotations

import struct
import zlib

import pytest

from checker.formats import read_document
from checker.formats.picture import picture_in


def png(width: int, height: int) -> bytes:
    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    rows = zlib.compress(b"".join(b"\0" + bytes(width) for _ in range(height)))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


SVG = b'<?xml version="1.0"?>\n<!-- by hand -->\n<svg viewBox="0 0 9 9"><path d="M1 1"/></svg>'
GIF = b"GIF89a\x08\x00\x08\x00\x00\x00\x00\x2c" + bytes(12) + b";"
JPEG = b"\xff\xd8\xff\xe0" + bytes(30) + b"\xff\xda" + bytes(9) + b"\xff\xd9"
WEBP = b"RIFF" + struct.pack("<I", 20) + b"WEBP" + bytes(16)
PDF = b"%PDF-1.7\n1 0 obj\n%%EOF\n"


@pytest.mark.parametrize(
    ("data", "kind"),
    [(png(8, 8), "png"), (SVG, "svg"), (GIF, "gif"), (JPEG, "jpeg"), (WEBP, "webp"), (PDF, "pdf")],
)
def test_a_picture_is_known_by_its_bytes(data: bytes, kind: str) -> None:
    assert picture_in(data) == kind
    assert picture_in(data[:9]) == ""


@pytest.mark.parametrize(
    "data", [b"", b"\x89", b"x", b"an image", png(1, 1), b"<svg></svg>", b"<p><svg><path/></svg></p>"]
)
def test_what_shows_nothing_is_none(data: bytes) -> None:
    assert picture_in(data) == ""


@pytest.mark.parametrize(
    ("path", "data", "picture"),
    [
        ("a.png", png(8, 8), "png"),
        ("a.jpg", png(8, 8), "png"),
        ("a.png", b"\x89", ""),
        ("a.png", b"text", ""),
        ("a.png", SVG, ""),
        ("a.svg", SVG, "svg"),
        ("a.svg", png(8, 8), ""),
        ("a.png", b"version https://git-lfs.github.com/spec/v1\noid sha256:0\n", None),
        ("a.md", SVG, None),
    ],
)
def test_a_document_says_whether_it_is_a_picture(path: str, data: bytes, picture: str | None) -> None:
    assert read_document(path, data).picture == picture
