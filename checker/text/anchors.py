"""The anchors that programs which make pages give to headings."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence, Set

from checker.patterns import regex
from checker.text.titles import github_slug

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


_PLAIN = regex(r"[A-Za-z][A-Za-z0-9]*(?: [A-Za-z0-9]+)*")
"""Titles to which all programs give the same anchor, as long as no other is the same."""
_NOT_OF_WORDS = regex(r"[^\w\s-]")
_BLANKS_OR_HYPHENS = regex(r"[-\s]+")
_SPECIAL = regex(r"[\s~`!@#$%^&*()\-_+=\[\]{}|\\;:\"'“”‘’<>,.?/]+")
_CONTROL = regex(r"[\x00-\x1f]")
_COMBINING = regex(r"[\u0300-\u036f]")
_NOT_LETTERS = regex(r"^[^a-zA-Z]+")
_NOT_OF_KRAMDOWN = regex(r"[^a-zA-Z0-9 -]")
_HYPHENS = regex(r"-+")
_TIER = regex(
    r"\s*\**\((?:premium|ultimate|free|beta|experiment)(?:\s+(?:all|self|saas))?(?:\s+(?:beta|experiment))?\)\**"
)
_COUNTED = regex(r"(.*)_([0-9]+)")
_SEPARATOR = "\n"


def named_by(site: str, anchor: str) -> str:
    """An anchor that one program alone makes, among those of a document."""
    return f"{site}{_SEPARATOR}{anchor}"


def is_of_site(anchor: str) -> bool:
    """Whether it is one that one program alone makes."""
    return _SEPARATOR in anchor


def site_anchors(titles: Sequence[tuple[str, str]], known: Set[str]) -> Iterator[str]:
    """The anchors that programs which make sites give to headings, each as `named_by`.

    titles: of all headings in their order, as people read them and as they are written. known: those of GitHub, which
    are left out.
    """
    words = [title for title, _ in titles]
    if all(map(_PLAIN.fullmatch, words)) and len({title.lower() for title in words}) == len(words):
        return
    for site, slugs in (
        ("mkdocs", _numbered(map(_of_python_markdown, words), "_")),
        ("mkdocs-unicode", _numbered(map(_of_python_markdown_in_unicode, words), "_")),
        ("vitepress", _numbered(map(_of_vitepress, words), "-")),
        ("hugo", _numbered((_of_hugo(title) for title in words), "-")),
        ("hugo", _numbered((_of_hugo(written) for _, written in titles), "-")),
        ("kramdown", _counted(map(_of_kramdown, words))),
        ("gitlab", _counted(map(_of_gitlab, words))),
        ("sphinx", iter([docutils_id(title) for title in words])),
    ):
        yield from (named_by(site, slug) for slug in slugs if slug and slug not in known)


def _numbered(slugs: Iterable[str], sign: str) -> Iterator[str]:
    """Each with the first number that nobody has, where it was given before."""
    used: set[str] = set()
    latest: dict[str, int] = {}
    for slug in slugs:
        unique, base = slug, slug
        is_of_python = sign == "_"
        if slug in used or (is_of_python and not slug):
            counted = _COUNTED.fullmatch(slug) if is_of_python else None
            base, number = (counted[1], int(counted[2])) if counted is not None else (slug, 0)
            number = max(number, latest.get(base, 0)) + 1
            while (unique := f"{base}{sign}{number}") in used:
                number += 1
            latest[base] = number
        used.add(unique)
        yield unique


def _counted(slugs: Iterable[str]) -> Iterator[str]:
    """Each with the number of those before it that are the same."""
    before: Counter[str] = Counter()
    for slug in slugs:
        yield f"{slug}-{before[slug]}" if before[slug] else slug
        before[slug] += 1


def _of_python_markdown(title: str) -> str:
    """Source: `slugify` of Python-Markdown's extension toc, which MkDocs uses."""
    return _of_python_markdown_in_unicode(
        unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode("ascii")
    )


def _of_python_markdown_in_unicode(title: str) -> str:
    """Source: `slugify_unicode` there, which a site may choose."""
    return _BLANKS_OR_HYPHENS.sub("-", _NOT_OF_WORDS.sub("", title).strip().lower())


def _of_vitepress(title: str) -> str:
    """Source: `slugify` of @mdit-vue/shared."""
    plain = _CONTROL.sub("", _COMBINING.sub("", unicodedata.normalize("NFKD", title)))
    slug = _HYPHENS.sub("-", _SPECIAL.sub("-", plain)).strip("-")
    return (f"_{slug}" if slug[:1].isascii() and slug[:1].isdigit() else slug).lower()


def _of_hugo(title: str) -> str:
    """Source: `sanitizeAnchorName` in Hugo's markup/goldmark/autoid.go, of the kind `github`."""
    kept = ("-" if sign in "- " else sign for sign in title.strip() if sign in "-_ " or _is_alphanumeric(sign))
    return "".join(kept).lower() or "heading"


def _is_alphanumeric(sign: str) -> bool:
    category = unicodedata.category(sign)
    return category[0] == "L" or category == "Nd"


def _of_kramdown(title: str) -> str:
    """Source: `basic_generate_id` in kramdown/converter/base.rb; Jekyll has GitHub's by default."""
    return _NOT_OF_KRAMDOWN.sub("", _NOT_LETTERS.sub("", title)).replace(" ", "-").lower() or "section"


def _of_gitlab(title: str) -> str:
    """Source: `string_to_anchor` in GitLab's lib/gitlab/utils/markdown.rb."""
    slug = _HYPHENS.sub("-", github_slug(_TIER.sub("", title.strip().lower())))
    return f"anchor-{slug}" if slug.isascii() and slug.isdigit() else slug
