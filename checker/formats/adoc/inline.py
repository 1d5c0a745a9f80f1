"""Inline text of AsciiDoc: https://docs.asciidoctor.org/asciidoc/latest/text/."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from html import unescape

from checker.formats.pieces import Place, PlacedPieces
from checker.model.markdown import Inline
from checker.patterns import regex

_INLINE = regex(
    r"""\\(?=[*_`#+^~{\[<']|https?:|link:|xref:|image:|footnote:)
      | \[[.\#%][\w.\#%-]*\](?=[_*`])
      | (?P<triple>\+\+\+(?P<verbatim>[^\0]{0,1000}?)\+\+\+)
      | pass:[a-z,]*\[(?P<passed>[^\]]{0,1000})\]
      | (?P<constant>`\+(?P<monospaced>[^\0]{1,1000}?)\+`)
      | ``(?P<codes>[^\0]{1,1000}?)``
      | (?<![\w;:}`])`(?=\S)(?P<code>[^\0`]{1,1000}?)(?<=\S)`(?![\w`])
      | (?<![\w;:}+])\+(?=\S)(?P<plus>[^\0]{1,1000}?)(?<=\S)\+(?![\w+])
      | (?P<strongs>\*\*(?=\S)[^\0]{1,1000}?\*\*)
      | (?P<strong>(?<![\w;:}*])\*(?=[^\s*])[^\0]{0,1000}?(?<=\S)\*(?![\w*]))
      | (?P<emphases>__(?=\S)[^\0]{1,1000}?__)
      | (?P<emphasis>(?<![\w;:}_])_(?=[^\s_])[^\0]{0,1000}?(?<=\S)_(?![\w_]))
      | (?:\[(?P<role>[^\[\]\n]{1,100})\])?(?P<marks>\#\#(?=\S)[^\0]{1,1000}?\#\#)
      | (?:\[(?P<role1>[^\[\]\n]{1,100})\])?(?P<mark>(?<![\w&;:}\#])
          \#(?=[^\s\#])[^\0]{0,1000}?(?<=\S)\#(?![\w\#]))
      | (?P<script>\^(?P<raised>[^\s^]{1,100})\^|~(?P<lowered>[^\s~]{1,100})~)
      | \[\[(?P<anchor>[\w:][\w:.-]*)(?:,[^\]\n]*)?\]\]
      | anchor:(?P<anchor1>[\w:][\w:.-]*)\[[^\]\n]*\]
      | <<(?P<cross>[^<>\n,]{1,300}?)(?:,(?P<crosstext>[^<>]{0,500}))?>>
      | (?P<macro>xref|link|mailto):
          (?P<target>(?:\+\+[^\n]{1,300}?\+\+|[^\s\[\]]{0,300}))
          \[(?P<text>(?:[^\]\\]|\\.){0,500})\]
      | (?P<picture>image|icon):(?P<source>[^\s\[:][^\n\[]{0,300})
          \[(?P<alt>(?:[^\]\\]|\\.){0,500})\]
      | footnote(?:ref)?:(?P<note>[\w-]*)\[(?P<notetext>(?:[^\]\\]|\\.){0,1000})\]
      | (?:kbd|btn|stem|latexmath|asciimath):\[(?P<key>(?:[^\]\\]|\\.){0,300})\]
      | menu:(?P<menu>[^\[\]\n]{1,100})\[(?P<choice>[^\]\n]{0,200})\]
      | \(\(\((?P<hidden>[^()\n]{1,200})\)\)\) | \(\((?P<term>[^()\n]{1,200})\)\)
      | indexterm:\[(?P<indexed>[^\]\n]*)\] | indexterm2:\[(?P<shown>[^\]\n]*)\]
      | (?P<url>(?<![\w])(?:https?|ftp|irc)://[^\s\[\]<>]{1,500})
          (?:\[(?P<urltext>(?:[^\]\\]|\\.){0,500})\])?
      | \{(?P<base>[\w-]+)\}(?P<rest>[^\s\[\]{}]{0,300})\[(?P<basetext>(?:[^\]\\]|\\.){0,500})\]
      | \{(?P<attribute>[\w-]+)(?::[^{}\n]*)?\}
      | (?P<entity>&(?:[A-Za-z]{2,10}|\#[0-9]{1,6}|\#x[0-9A-Fa-f]{1,6});)
      | (?P<break>\ \+(?=\n|\Z))
    """,
    re.VERBOSE,
)
_KNOWN = {
    "nbsp": "\u00a0", "zwsp": "\u200b", "sp": " ", "empty": "", "blank": "", "plus": "+", "lt": "<", "gt": ">",
    "amp": "&", "apos": "'", "quot": '"', "lsquo": "‘", "rsquo": "’", "ldquo": "“", "rdquo": "”",
    "startsb": "[", "endsb": "]",
    "vbar": "|", "caret": "^", "asterisk": "*", "tilde": "~", "backslash": "\\",
    "backtick": "`", "two-colons": "::", "two-semicolons": ";;",
    "cpp": "C++", "deg": "°",
}  # fmt: skip
"""Attributes that every document has: https://docs.asciidoctor.org/asciidoc/latest/attributes/character-replacement-ref/."""
_END_OF_URL = regex(r"[).,;:!?'\"]+\Z")
_POSITIONAL = regex(r"\s*(?:\"(?P<quoted>(?:[^\"\\]|\\.)*)\"|(?P<first>[^,=]*))\s*(?:,.*)?", re.DOTALL)
_NAMED = regex(r"[\w-]+\s*=")
_DOCUMENT = regex(r"[^#]*\.(?:adoc|asciidoc|asc|ad)", re.IGNORECASE)
_ADDRESS = regex(r"(?:https?|ftp|irc)://|mailto:|link:")
_MOST_DEEP = 8


def read_inline(
    source: str, places: Sequence[Place], attributes: Mapping[str, str], ids: Mapping[str, str], found: set[str]
) -> Inline:
    """The inline text of a block.

    source: of the block, places: of its lines. attributes: what is set at its place. ids: of sections, by their titles.
    found: takes the anchors in it.
    """
    reader = _Reader(source, places, attributes, ids, found)
    reader.read(0, len(source), 0)
    return reader.pieces.finished(places[0])


class _Reader:
    def __init__(
        self,
        source: str,
        places: Sequence[Place],
        attributes: Mapping[str, str],
        ids: Mapping[str, str],
        found: set[str],
    ) -> None:
        self.pieces = PlacedPieces(source, places)
        self._source = source
        self._attributes = attributes
        self._ids = ids
        self._found = found

    def read(self, at: int, end: int, depth: int) -> None:
        """Say what stands between two offsets."""
        while at < end:
            found = _INLINE.search(self._source, at, end) if depth < _MOST_DEEP else None
            if found is None:
                break
            self.say(at, found.start())
            at = found.end()
            if found[0] == "\\":
                self.say(at, at + 1)
                at += 1
            else:
                self._construct(found, depth + 1)
                if found["url"] and not found["urltext"] and (last := _END_OF_URL.search(found["url"])):
                    at = found.start("url") + last.start()
        self.say(at, end)

    def say(self, at: int, end: int) -> None:
        """Say text as it stands."""
        self.pieces.say_lines(self._source[at:end], at)

    def _inside(self, found: re.Match[str], name: str, depth: int, marks: int = 0) -> None:
        start, end = found.span(name)
        self.read(start + marks, end - marks, depth)

    def _construct(self, found: re.Match[str], depth: int) -> None:  # noqa: C901, PLR0912  one case for each construct
        place = self.pieces.place(found.start())
        match _kind_of(found):
            case "verbatim" | "passed" | "plus" | "shown" | "term" | "raised" | "lowered" as name:
                self.say(*found.span(name))
            case "monospaced" | "codes" | "code" | "key" as name:
                with self.pieces.span("code", place):
                    self.say(*found.span(name))
            case "strongs" | "strong" | "emphases" | "emphasis" as name:
                with self.pieces.span("strong" if name.startswith("s") else "emphasis", place):
                    self._inside(found, name, depth, 2 if name in ("strongs", "emphases") else 1)
            case "marks" | "mark" as name:
                roles = (found["role"] or found["role1"] or "").replace(".", " ").split()
                with self.pieces.span("strike", place) if "line-through" in roles else nullcontext():
                    self._inside(found, name, depth, 2 if name == "marks" else 1)
            case "anchor" | "anchor1" as name:
                self._found.add(found[name])
            case "cross":
                self._link(self._cross(found["cross"].strip()), found, "crosstext", place, depth)
            case "macro":
                target = found["target"].removeprefix("++").removesuffix("++")
                goal = {"mailto": f"mailto:{target}", "xref": self._cross(target)}.get(found["macro"], target)
                self._link(self._filled(goal), found, "text", place, depth)
            case "picture":
                with self.pieces.span("image", place, self._filled(found["source"])):
                    self._label(found, "alt", depth)
            case "note":
                with self.pieces.span("footnote", place, found["note"]):
                    pass
                self._inside(found, "notetext", depth)
            case "menu":
                self.say(*found.span("menu"))
                if found["choice"]:
                    self.pieces.say(" › ", self.pieces.place(found.start("choice")))
                    self.say(*found.span("choice"))
            case "url":
                self._url(found, place, depth)
            case "base":
                self._begun_by_attribute(found, place, depth)
            case "attribute":
                self._attribute(found["attribute"], found.span(), place)
            case "entity":
                self.pieces.say(unescape(found[0]), place)

    def _url(self, found: re.Match[str], place: Place, depth: int) -> None:
        if found["urltext"]:
            self._link(self._filled(found["url"]), found, "urltext", place, depth)
            return
        url = _END_OF_URL.sub("", found["url"]) if found["urltext"] is None else found["url"]
        with self.pieces.span("autolink", place, self._filled(url)):
            self.say(found.start("url"), found.start("url") + len(url))

    def _link(self, target: str, found: re.Match[str], name: str, place: Place, depth: int) -> None:
        with self.pieces.span("link", place, target):
            size = self.pieces.size
            if found[name] is not None:
                self._label(found, name, depth)
            if size == self.pieces.size:
                self.pieces.say(target.removeprefix("mailto:"), place)

    def _label(self, found: re.Match[str], name: str, depth: int) -> None:
        """The words in brackets, without the named attributes behind them."""
        start, end = found.span(name)
        words = _POSITIONAL.fullmatch(found[name])
        if words is not None and ("=" in found[name] or name == "alt"):
            if words["quoted"] is not None:
                start, end = start + words.start("quoted"), start + words.end("quoted")
            elif _NAMED.match(found[name].lstrip()):
                end = start
            else:
                start, end = start + words.start("first"), start + words.end("first")
        self.read(start, end, depth)

    def _cross(self, target: str) -> str:
        """Where a cross reference leads: to an id, to a section by its title, or to another document."""
        target = self._filled(target)
        path, hash_, anchor = target.partition("#")
        if _DOCUMENT.fullmatch(path):
            return target
        if hash_ and path:
            return f"{path}.adoc#{anchor}" if "." not in path.rpartition("/")[2] else target
        name = anchor if hash_ else path
        return f"#{self._ids.get(' '.join(name.split()), name)}"

    def _filled(self, target: str) -> str:
        """A target in which the attributes that are known are filled in."""
        return re.sub(r"\{([\w-]+)\}", lambda one: self._value(one[1]) or one[0], target)

    def _value(self, name: str) -> str | None:
        return self._attributes.get(name.lower(), _KNOWN.get(name.lower()))

    def _begun_by_attribute(self, found: re.Match[str], place: Place, depth: int) -> None:
        """A link to an address whose beginning is an attribute: `{url-repo}/issues[issues]`."""
        value = self._value(found["base"]) or ""
        if _ADDRESS.match(value):
            self._link(value + found["rest"], found, "basetext", place, depth)
            return
        start = found.start("base") - 1
        self._attribute(found["base"], (start, start + len(found["base"]) + 2), place)
        self.read(found.start("rest"), found.end(), depth)

    def _attribute(self, name: str, where: tuple[int, int], place: Place) -> None:
        value = self._value(name)
        if value is None:
            with self.pieces.span("attribute", place, name):
                self.say(*where)
            return
        others = {key: said for key, said in self._attributes.items() if key != name.lower()}
        self.pieces.add(read_inline(value, [place], others, self._ids, self._found), place)


_NAMES = (
    "verbatim", "passed", "monospaced", "codes", "code", "plus", "strongs", "strong", "emphases", "emphasis", "marks",
    "mark", "raised", "lowered", "anchor", "anchor1", "cross", "macro", "picture", "note", "key", "menu",
    "term", "shown", "url",
    "base", "attribute", "entity",
)  # fmt: skip


def _kind_of(found: re.Match[str]) -> str:
    """Which construct it is."""
    return next((name for name in _NAMES if found[name] is not None), "")
