"""Pictures: what the bytes of a file show, whatever its name says."""

from __future__ import annotations

import re
from collections.abc import Callable

from checker.patterns import regex

_SVG = regex(
    rb"\A\s*(?:\xef\xbb\xbf)?(?:<\?xml.{0,300}?\?>|<!--.{0,2000}?-->|<!DOCTYPE[^>]{0,400}>|\s)*<svg\b",
    re.DOTALL | re.IGNORECASE,
)
_DRAWN = regex(rb"<(?:\w+:)?(?:path|text|image|line|polyline|polygon|circle|ellipse|rect|use)\b", re.IGNORECASE)
_SMALLEST = 2
"""Pixels on each side: a single one shows nothing."""


def picture_in(data: bytes) -> str:
    """The kind of picture (or page) that bytes hold, by their signature and with something in it; empty for none."""
    return next((kind for kind, holds in _HOLDS_BY_KIND.items() if holds(data)), "")


def _png(data: bytes) -> bool:
    """https://www.w3.org/TR/png-3/#5PNG-file-signature"""
    begins = data.startswith(b"\x89PNG\r\n\x1a\n") and data[12:16] == b"IHDR" and b"IDAT" in data and b"IEND" in data
    return begins and _has_sides(int.from_bytes(data[16:20], "big"), int.from_bytes(data[20:24], "big"))


def _jpeg(data: bytes) -> bool:
    return data.startswith(b"\xff\xd8\xff") and b"\xff\xda" in data and b"\xff\xd9" in data[-64:]


def _gif(data: bytes) -> bool:
    sides = int.from_bytes(data[6:8], "little"), int.from_bytes(data[8:10], "little")
    return data[:6] in (b"GIF87a", b"GIF89a") and b"\x2c" in data[10:] and _has_sides(*sides)


def _webp(data: bytes) -> bool:
    size = int.from_bytes(data[4:8], "little")
    return data[:4] == b"RIFF" and data[8:12] == b"WEBP" and _SMALLEST < size <= len(data) - 8


def _bmp(data: bytes) -> bool:
    return data[:2] == b"BM" and int.from_bytes(data[2:6], "little") == len(data) > 26


def _tiff(data: bytes) -> bool:
    return data[:4] in (b"II*\0", b"MM\0*") and len(data) > 64


def _heif(data: bytes) -> bool:
    return data[4:8] == b"ftyp" and data[8:12] in (b"heic", b"heix", b"mif1", b"avif", b"avis") and b"mdat" in data


def _pdf(data: bytes) -> bool:
    return data.startswith(b"%PDF-") and b"%%EOF" in data[-1024:]


def _svg(data: bytes) -> bool:
    return _SVG.match(data) is not None and _DRAWN.search(data) is not None


def _has_sides(width: int, height: int) -> bool:
    return width >= _SMALLEST and height >= _SMALLEST


_HOLDS_BY_KIND: dict[str, Callable[[bytes], bool]] = {
    "png": _png,
    "jpeg": _jpeg,
    "gif": _gif,
    "webp": _webp,
    "svg": _svg,
    "pdf": _pdf,
    "bmp": _bmp,
    "tiff": _tiff,
    "heif": _heif,
}
