"""What the bytes of a file are, whatever its name says: by their signatures, as programs tell files apart."""

from __future__ import annotations

from checker.formats.picture import picture_in

TEXT, BINARY, EMPTY = "text", "binary", "empty"
LOOKED_AT = 8_000
"""Bytes in which a NUL makes a file binary, as for git (`buffer_is_binary` in its xdiff-interface.c)."""
_SIGNATURES = (
    (b"%PDF-", "pdf"),
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"\x1f\x8b", "gzip"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ\x00", "xz"),
    (b"(\xb5/\xfd", "zstd"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"\x7fELF", "elf"),
    (b"MZ", "exe"),
    (b"\xcf\xfa\xed\xfe", "mach-o"),
    (b"\xce\xfa\xed\xfe", "mach-o"),
    (b"\xca\xfe\xba\xbe", "java"),
    (b"\x00asm", "wasm"),
    (b"SQLite format 3\x00", "sqlite"),
    (b"#!", "script"),
)
"""How files of a kind begin: https://www.iana.org/assignments/media-types, and what file(1) looks for."""
_TAR = 257
"""Where a tar archive says that it is one (POSIX `ustar`)."""


def kind_of(data: bytes) -> str:
    """`png`, `pdf`, `zip`, `elf`, `script` … by a signature; else `text` or `binary`, and `empty` for no bytes."""
    if not data:
        return EMPTY
    found = next((kind for begins, kind in _SIGNATURES if data.startswith(begins)), "")
    found = found or ("tar" if data[_TAR : _TAR + 5] == b"ustar" else "") or picture_in(data)
    return found or (BINARY if b"\0" in data[:LOOKED_AT] else TEXT)
