"""What stands in brackets, braces, angles and parentheses.

Brackets are sure when they are a whole cell, value, item or sentence, or hold an instruction or another sign. Within
prose they are weighed: `[agreed value]` is a slot there, and `[in Beta]` a remark.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from itertools import islice

from checker import lexicon
from checker.classes import dataclass
from checker.patterns import regex
from checker.slots._kinds import Hit, Kind
from checker.slots._masks import holds_mask
from checker.slots._names import names_thing
from checker.slots._signs import holds_marker
from checker.slots.passage import HIDDEN, Passage

_SQUARE = regex(r"\[([^\[\]\n]{0,200}(?:\n[^\[\]\n]{1,160}){0,2})\]")
_WIDE = regex(r"【([^【】\n]{1,40})】")
_CURLY = regex(r"(?:(?<=://)|(?<![\w$\\^_/}{=)#@%]))\{([^{}]{1,600})\}(?![\w}/])")
_UNIT = regex(r"\s?(?:%|(?:per )?[^\W\d_]{1,12}|[KMGT]i?B)?[\s.;,)*_]*")
_SIGN = regex(r"(?:/+s/+|[<>≤≥~≈=€$£])?\s?$")
_LONGEST_NAME = 5
_PAIRS = regex(r"[\[{(][^\W\d_]")
_EMPTY = regex(r"\{\s*\}")
_ANGLE = regex(r"(?<!<)<([^\s<>][^<>\n]{0,200})>")
_ROUND = regex(r"(?<!\w)\(([^()\n]{2,80})\)|（([^（）\n]{2,24})）")
_TARGETS = ("(http", "(#", "(/", "(./", "(../", "(mailto:")
_WORD = regex(r"[^\W\d_]{2}|[^\W\d_](?=[ \]])|[\u0e00-\uffff]")
_CODE = regex(r"\w\.{3}$|[{}();=<>\\^$]|::|://|\w\(|\w\.\w+\.|^[-+*.@]|[*_]$|\w_\w+ \w|^\W*\w+: ?\d")
_VALUE = regex(r"\d{3}|\d[.:/-]\d|\d\s?%|[€$£]\s?\d|^\d+$|\w\.\w{2,}$|@")
_CONSTANT = regex(r"[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+")
_OPEN_WORD = regex(r"[^\W\d_]+(?:['’_-][^\W\d_]+)*")
_NUMBERED = regex(r"[^\W\d_]{3,}[ -]?\d")
_BLANK = regex(r"[ \t\u00a0]{2,}|[.…]{2,}|…")
_STANDS_FOR_NUMBER = frozenset({"X", "XX", "N", "NN", "#", "##", "?", "??"})
_ZEROS = regex(r"0{2,4}(?:[.,:]0{2})?")
_COUNTED = regex(r"\s*[%€]|\s[^\W\d_]")
_JOINED_AFTER = regex(r"\s*(?:[-–—|/,:+]|->|→)\s*\[")
_DASH = regex(r"\s+[-–—|]\s")
_JOINED_BEFORE = regex(r"\]\s*(?:[-–—|/,:+]|->|→)\s*$")
_AMOUNT_FIRST = regex(r"(?:max\.? )?\d+(?:[–-]\d+)? (?:[a-z]+|[^\W\d_]+):")
"""How much belongs there: `[1 page: what was done]`."""
_ATTRIBUTE = regex(r"=\s*[\"'{]|^\w+=|:\w+=")
_NO_NAME = regex(r"^(?:https?:|mailto:|[\w.+-]{1,64}@[\w-]{1,64}\.|[/!?%#=$-]|\d)|[@{}]|://|/$")
_NO_WORD = regex(r"(?i)[.\[;]|::|^(?:[CSAMD]|ctrl|alt|shift|cmd)-\w{1,10}$")
_RUN_BEFORE = regex(r"[\w./:@~-]{1,80}$")
_RUN_AFTER = regex(r"[\w./:@<>~-]{1,80}")
_EXTENSION = regex(r"[\w>]\.[a-z]{2,5}(?:\.[a-z]{2,4})?[.]?$")
_PLURAL = regex(r"(?<=\w)\(\w{1,5}\)")
_UNCLOSED = regex(r"\{[^\W\d_][^{}]*$")
_PROSE = regex(r"[^\W\d_](?:[^=:;\"|\\^<>]|:(?=\s[^\W\d_]))*")
_NAMES = regex(r"[a-z]\w*(?:, ?[a-z]\w*)+|[\w.+*^-]{1,3}(?:\s*,\s*[\w.+*^…-]{1,3})+")
_ALTERNATIVES = regex(r"[^\W\d_][\w '’.-]{0,30}(?:\s?[/|]\s?[^\W\d_…][\w '’.-]{0,30}|\s?\|\s?[.…]+)+")


def word_set(text: str) -> frozenset[str]:
    """The words of a text that is a list of words."""
    return frozenset(text.split())


_ELEMENTS = word_set("""
    a abbr acronym address applet area article aside audio b base basefont bdi bdo bgsound big blink blockquote body
    br button canvas caption center cite code col colgroup command content data datalist dd del details dfn dialog
    dir div dl dt element em embed fieldset figcaption figure font footer form frame frameset h1 h2 h3 h4 h5 h6 head
    header hgroup hr html i iframe image img input ins isindex kbd keygen label legend li link listing main map mark
    marquee math menu menuitem meta meter nav nobr noembed noframes noscript object ol optgroup option output p
    param picture plaintext pre progress q rp rt rtc ruby s samp script search section select slot small source
    spacer span strike strong style sub summary sup svg table tbody td template textarea tfoot th thead time title
    tr track tt u ul var video wbr xmp g path rect circle line polygon polyline text tspan defs mi mo mn mrow msup
    msub mfrac
    """)
"""The elements of HTML, those of old among them, and the common ones of SVG and MathML."""
_NOUN_ELEMENTS = word_set("""
    title link path address time label data object section source text image content option output area line summary
    header
    """)
"""Elements whose names people also write as a slot; closed ones are none."""
_BOOLEAN_ATTRIBUTES = word_set("""
    open checked disabled controls async defer selected required readonly multiple hidden reversed loop muted
    autoplay nowrap noshade novalidate itemscope allowfullscreen compact
    """)


def find_enclosed(passage: Passage) -> Iterator[Hit]:
    """What is or may be a slot in any sort of brackets."""
    text = passage.text
    if "[" in text or "【" in text:
        yield from _square(passage)
    if "{" in text:
        yield from _curly(passage)
    if "<" in text or passage.tags:
        yield from find_angles(passage)
    if ("(" in text or "（" in text) and not (passage.code or passage.label or passage.data):
        yield from _round(passage)


def says_what_belongs(content: str) -> bool:
    """Whether a content says by itself that it is none: a marker, a mask, an example, an order to a writer."""
    return (
        holds_marker(content)
        or holds_mask(content)
        or lexicon.holds(content, "slot.example")
        or lexicon.begins(content, "slot.awaited") is not None
        or lexicon.holds(content, "slot.promise")
        or _AMOUNT_FIRST.match(content) is not None
        or lexicon.begins(content, "slot.description") is not None
        or (lexicon.begins(content, "slot.question_word") is not None and " " in content)
        or instructs(content)
    )


def instructs(content: str) -> bool:
    """Whether a content begins as an order to a writer, and says what to write."""
    asked = lexicon.begins(content, "slot.ask")
    return asked is not None and (len(content.split()) > 1 or not content.isascii())


def is_offer(content: str) -> bool:
    """Whether a content offers alternatives, `Draft/Final`, and is no path such as `kubernetes/website`."""
    if not _ALTERNATIVES.fullmatch(content):
        return False
    parts = [part.strip() for part in re.split(r"[/|]", content)]
    is_path = "|" not in content and " " not in content and all(part.islower() for part in parts)
    return not is_path or all(lexicon.wholly(part, "slot.option") for part in parts)


def is_remark(content: str) -> bool:
    """Whether somebody else says something of the text in it: `[sic]`, `[emphasis added]`."""
    return lexicon.begins(content, "slot.remark") is not None and not is_offer(content)


@dataclass(frozen=True)
class _Pair:
    """A pair of brackets, `passage.text[start:end]`. inside: as written. content: with blanks folded."""

    passage: Passage
    start: int
    end: int
    inside: str

    @cached_property
    def content(self) -> str:
        return " ".join(self.inside.split())

    @cached_property
    def alone(self) -> bool:
        """Whether it is a whole cell, value, item, title, sentence or part of its line."""
        return _is_own(self.passage, self.start, self.end) or _is_part(self.passage, self.start, self.end, self.content)

    @cached_property
    def is_code(self) -> bool:
        """Whether it is written as programs write; the ending of a plural in parentheses is not."""
        return _CODE.search(_PLURAL.sub("", self.content)) is not None

    @cached_property
    def is_wordless(self) -> bool:
        """Whether there is nothing to read in it: a blank, a number, a letter that stands for one."""
        content = self.content
        reads = _WORD.search(content) or _is_example(content) or is_offer(content)
        return content in _STANDS_FOR_NUMBER or not reads

    @cached_property
    def is_other(self) -> bool:
        """Whether it is a list, code, the frame of a link, or a remark."""
        content = self.content
        holds_link = any(self.start < first and last < self.end for first, last in self.passage.links)
        return holds_link or _is_list(content) or self.is_code or is_remark(content)

    def hit(self, kind: Kind) -> Hit:
        return Hit(kind, self.start, self.end)

    def weighed(self, kind: Kind, shape: str) -> Hit:
        features = _features(self.passage, self.start, self.end, self.content, shape)
        return Hit(kind, self.start, self.end, features=features)


def _square(passage: Passage) -> Iterator[Hit]:
    for found in _WIDE.finditer(passage.text):
        whole = passage.labelled(found.start()) and passage.is_whole(*found.span())
        if whole and not is_remark(found[1]) and not passage.mentioned(*found.span()):
            yield Hit(Kind.BRACKET, *found.span())
    for found in _SQUARE.finditer(passage.text):
        pair = _Pair(passage, *found.span(), found[1])
        kind = Kind.CHOICE if is_offer(pair.content) else Kind.BRACKET
        if _is_syntax(passage, *found.span(), pair.content):
            continue
        if _is_sure(pair):
            yield pair.hit(kind)
        elif _may_be(pair):
            yield pair.weighed(kind, "square")


def _is_sure(pair: _Pair) -> bool:
    """Whether square brackets are a slot by their form."""
    content, passage = pair.content, pair.passage
    if pair.is_wordless:
        return _is_blank(passage, pair.start, pair.end, pair.inside)
    if passage.in_link(pair.start, pair.end):
        return instructs(content) and pair.alone
    if says_what_belongs(content) and (not pair.is_code or instructs(content) or _is_example(content)):
        return True
    if pair.is_other:
        return False
    is_constant = _CONSTANT.fullmatch(content) or (content.isupper() and names_thing(content))
    return bool(is_constant) or (pair.alone and _is_open(passage, pair.start, content))


def _may_be(pair: _Pair) -> bool:
    """Whether square brackets are worth weighing: words in prose."""
    if pair.is_wordless or pair.is_other or pair.passage.in_link(pair.start, pair.end):
        return False
    return not (pair.passage.code or pair.passage.data or _VALUE.search(pair.content))


def _is_own(passage: Passage, start: int, end: int) -> bool:
    """Whether it is a whole cell, value, item, title or sentence."""
    if passage.is_all(start, end, " *_.:"):
        return True
    return passage.is_whole(start, end) or passage.is_sentence(start, end) or _is_measure(passage, start, end)


def _is_measure(passage: Passage, start: int, end: int) -> bool:
    """Whether it is a value but for its unit or its sign: `[agreed value] hours`, `≥ [target] %`, `/s/ [name]`."""
    before, after = passage.line_before(start), passage.line_after(end)
    unit, sign = _UNIT.fullmatch(after), _SIGN.search(before)
    if unit is None or sign is None or not (unit[0].strip() or sign[0].strip()):
        return False
    first = start - len(sign[0])
    is_value = not passage.last_before(first) if passage.cell else passage.labelled(first)
    return is_value and names_thing(passage.text[start:end])


def _is_part(passage: Passage, start: int, end: int, content: str) -> bool:
    """Whether it is one of the parts that a line is made of: `[Task] - [Owner]`, `## [Name of the client] - Report`."""
    before, after = passage.line_before(start), passage.text[end : end + 8]
    begins, goes_on = passage.begins_value(start), _DASH.match(after) is not None
    if _JOINED_BEFORE.search(before[-8:]) or (begins and _JOINED_AFTER.match(after)):
        return True
    return begins and goes_on and names_thing(content)


def _is_list(content: str) -> bool:
    """Whether it is a list of names or quoted words, as programs and formulas have it: `[chain_id, nonce, data]`."""
    parts = [part.strip() for part in content.split(",")]
    named = [part for part in parts if part not in ("...", "…")]
    if sum(lexicon.wholly(part, "slot.option") is not None for part in named) * 2 > len(named):
        return False
    words = all(len(part.split()) == 1 or part[:1] in "'\"‘“" or ": " in part for part in named)
    return len(parts) > 1 and words and not all(part[:1].isupper() and part.isalpha() for part in named)


def _is_example(content: str) -> bool:
    return lexicon.begins(content, "slot.example") is not None


def _is_open(passage: Passage, start: int, content: str) -> bool:
    """Whether what is all of a value says what belongs there, and is no value in brackets: an identifier, a tag."""
    if _VALUE.search(content):
        return False
    words = content.split()
    if len(words) > 1 or is_offer(content):
        return not (content.isupper() and content.isalpha())
    if lexicon.holds(content, "slot.thing") or not content.isascii():
        return True
    if _NUMBERED.fullmatch(content) or not _OPEN_WORD.fullmatch(content):
        return False
    before = passage.line_before(start)
    whole = not passage.heading and passage.text.strip(" *_.:") == f"[{content}]"
    is_value = whole or passage.cell or passage.labelled(start) or _JOINED_BEFORE.search(before[-8:]) is not None
    return is_value and not content.isupper() and len(content) > 1


def _is_blank(passage: Passage, start: int, end: int, inside: str) -> bool:
    """A wide empty pair, `[...]` as a whole, and a letter that stands for a number: `[X] days`, `Week [#]`."""
    if _BLANK.fullmatch(inside):
        return not passage.code and (inside.isspace() or passage.is_whole(start, end))
    if inside in _STANDS_FOR_NUMBER:
        boxes = passage.begins_line(start) or "[ ]" in passage.text
        whole = passage.labelled(start) and passage.is_whole(start, end)
        return not boxes and (whole or len(inside) > 1 or inside in "#?" or bool(_COUNTED.match(passage.text, end)))
    if holds_mask(inside) and not passage.heading:
        return passage.stands_alone(start, end) or len(inside) > 1
    return bool(_ZEROS.fullmatch(inside)) and passage.labelled(start) and passage.is_whole(start, end)


def _is_syntax(passage: Passage, start: int, end: int, content: str) -> bool:
    """Whether its place says that it is no slot: an index, half of a link, a step of a path, quoted words."""
    text = passage.text
    before, after = text[start - 1 : start] if start else "", text[end : end + 1]
    if passage.glued(start) or (before and before in "_])" + HIDDEN):
        return True
    if (before == after == "/") or (before == "[" and after == "]" and not content.isupper()):
        return True
    if (after and after in "[(") or text[end : end + 12].lstrip(" ").startswith(_TARGETS):
        return True
    quoted = passage.mentioned(start, end)
    return quoted and not (passage.labelled(start - 1) and text[end + 1 : end + 2] in (",", ";"))


def _curly(passage: Passage) -> Iterator[Hit]:
    for found in _EMPTY.finditer(passage.text) if not (passage.data or passage.code) else ():
        if passage.labelled(found.start()) and passage.is_whole(*found.span()):
            yield Hit(Kind.BRACE, *found.span())
    unclosed = _UNCLOSED.match(passage.text) if not (passage.data or passage.code) else None
    if unclosed is not None:
        yield Hit(Kind.BRACE, *unclosed.span())
    for found in _CURLY.finditer(passage.text):
        pair = _Pair(passage, *found.span(), found[1])
        if passage.mentioned(*found.span()) or HIDDEN in pair.content or not pair.content:
            continue
        if _is_sure_brace(pair):
            yield pair.hit(Kind.BRACE)
        elif _may_be_brace(pair):
            yield pair.weighed(Kind.BRACE, "curly")


def _is_sure_brace(pair: _Pair) -> bool:
    """Whether braces are a slot by their form: a phrase, or one word as a whole value."""
    content, passage = pair.content, pair.passage
    alone = pair.alone
    if is_offer(content):
        return alone and not lexicon.holds(content, "notation.type")
    if says_what_belongs(content):
        return not _NAMES.fullmatch(content)
    if alone and len(content.split()) > _LONGEST_NAME and content[0].isalpha() and "=" not in content:
        return not passage.data
    if _is_notation(content):
        return False
    if " " in content:
        return passage.last_before(pair.start) != HIDDEN
    one_case = content.islower() or content.isupper() or not content.isascii()
    return len(content) > 1 and (alone or passage.data) and one_case


def _may_be_brace(pair: _Pair) -> bool:
    """Whether braces are worth weighing: one word within prose."""
    content = pair.content
    one_word = len(content) > 1 and " " not in content and not is_offer(content)
    return one_word and not (_is_notation(content) or pair.passage.data or pair.passage.code)


def _is_notation(content: str) -> bool:
    """Whether braces hold what programs and their documentation write there: a set, a type, a path."""
    if not _PROSE.fullmatch(content) or _NAMES.fullmatch(content):
        return True
    dotted = "." in content.rstrip(".") and not content.isupper()
    return dotted or "[" in content or lexicon.wholly(content, "notation.type") is not None


def find_angles(passage: Passage) -> Iterator[Hit]:
    """`<owner>` as text, and as what CommonMark takes for an HTML tag."""
    for found in _ANGLE.finditer(passage.text):
        quoted = passage.mentioned(*found.span())
        if not quoted and not _is_in_path(passage, *found.span()) and _is_slot(passage, found.start(), found[1]):
            yield Hit(Kind.ANGLE, *found.span())
    for position, tag in passage.tags:
        is_opening = tag.endswith(">") and not tag.startswith(("</", "<!", "<?"))
        if is_opening and _is_unknown_tag(passage, position, tag[1:-1]):
            yield Hit(Kind.ANGLE, position, position, tag)


def _is_in_path(passage: Passage, start: int, end: int) -> bool:
    """Whether it is part of a path or file name that a sentence explains: `/var/log/<service>.log`."""
    before = _RUN_BEFORE.search(passage.line_before(start))
    after = _RUN_AFTER.match(passage.text, end)
    first, last = before[0] if before else "", after[0] if after else ""
    run = first + last
    is_path = "://" not in run and any(map(str.isalnum, run)) and ("/" in run or bool(_EXTENSION.search(run)))
    return is_path and not passage.stands_alone(start - len(first), end + len(last))


def _is_slot(passage: Passage, start: int, content: str) -> bool:
    if passage.glued(start) or HIDDEN in content or _NO_NAME.search(content) or content != content.strip():
        return False
    if " " in content:
        return content[0].isalpha() and not _ATTRIBUTE.search(content)
    return content.lower() not in _ELEMENTS - _NOUN_ELEMENTS and _is_name(content)


def _is_unknown_tag(passage: Passage, position: int, content: str) -> bool:
    """A tag that HTML does not know, or one that says more than HTML would (`<link to coverage>`), and never closed."""
    name, _, rest = content.partition(" ")
    if passage.glued(position) or _is_in_path(passage, position, position):
        return False
    if _NO_NAME.search(content) or _ATTRIBUTE.search(rest) or name.lower() in passage.closed_tags:
        return False
    if rest.strip():
        return name.lower() not in _ELEMENTS or not set(rest.lower().split()) <= _BOOLEAN_ATTRIBUTES
    return name.lower() not in _ELEMENTS - _NOUN_ELEMENTS and _is_name(name)


def _is_name(word: str) -> bool:
    """Whether one word in angle brackets is a name of what belongs there, and no key, type, parameter or component."""
    if len(word) < 2 or _NO_WORD.search(word):
        return False
    if lexicon.wholly(word, "notation.key") or lexicon.wholly(word, "notation.type"):
        return False
    is_component = word.isalpha() and word[0].isupper() and not word.isupper() and word[1:] != word[1:].lower()
    return not is_component and any(letter.isalpha() for letter in word)


def _round(passage: Passage) -> Iterator[Hit]:
    for found in _ROUND.finditer(passage.text):
        start, end = found.span()
        content = (found[1] or found[2]).strip()
        if not content or HIDDEN in content or passage.mentioned(start, end):
            continue
        ordered = lexicon.begins(content, "slot.ask") is not None
        named = len(content.split()) < 4 and content.islower() and lexicon.ends(content, "slot.thing") is not None
        if ordered or named:
            yield Hit(Kind.PARENTHESIS, start, end, features=_features(passage, start, end, content, "round"))


def _features(passage: Passage, start: int, end: int, content: str, shape: str) -> frozenset[str]:
    """What is known of a pair of brackets in prose."""
    before, after = passage.line_before(start).rstrip(), passage.line_after(end)
    words = content.split()
    named = {
        shape: True,
        "begins with an order": lexicon.begins(content, "slot.ask") is not None,
        "orders with several words": lexicon.begins(content, "slot.ask") is not None and len(words) > 2,
        "ends with what is asked for": lexicon.ends(content, "slot.thing") is not None,
        "several words": len(words) > 1,
        "many words": len(words) > 4,
        "lower case": content.islower(),
        "capitals": content.isupper(),
        "title case": content.istitle() and len(words) > 1,
        "alternatives": is_offer(content),
        "a figure in it": any(map(str.isdigit, content)),
        "begins the line": passage.begins_line(start),
        "ends the line": passage.ends_value(end),
        "all of a value": passage.stands_alone(start, end) and (passage.cell or passage.labelled(start)),
        "before a unit": bool(re.match(r"\s?(?:%|[a-z]{1,12}\b)", after)) and before[-1:] in "<>≤≥~=",
        "behind a sign": before[-1:] in tuple("<>≤≥~=#@$€/"),
        "another pair in the text": len(list(islice(_PAIRS.finditer(passage.text), 2))) > 1,
        "in a heading": passage.heading,
        "in a cell": passage.cell,
        "in an item": passage.item,
        "in italics": passage.in_italics(start, end),
    }
    return frozenset(name for name, holds in named.items() if holds)
