"""Documents that are let go take no memory any more, though nobody looks for cycles."""

import gc
from collections.abc import Iterator

import pytest

from checker.formats import read_document
from checker.model.document import Document
from checker.model.markdown import Markdown
from checker.shelf import Shelf
from checker.slots import placeholders_in_markdown

MARKDOWN = """---
owner: Ann
---
# Plan {#plan}

Said by [Ann](ann.md#top), see [^1] and TBD. ~~Not this.~~ <a id="there"></a>

- [ ] Sign by <date>
  - [x] Write `{name}`

| ID | Owner |
|----|-------|
| 1  | TBD   |

```yaml
a: [1, {b: 2}]
```

<!-- TODO -->

[^1]: A note.
"""
TEXT_BY_NAME = {
    "a.md": MARKDOWN,
    "a.rst": (
        "Plan\n====\n\n.. _there:\n\nSaid by `Ann <ann.rst>`_, TBD.\n\n* one\n\n"
        "===  ===\na    b\n===  ===\n1    2\n===  ===\n"
    ),
    "a.adoc": "= Plan\n\n[[there]]\nSaid by link:ann.adoc[Ann], TBD.\n\n* [ ] one\n\n|===\n|a |b\n\n|1 |2\n|===\n",
    "a.csv": "ID,Owner\n1,TBD\n",
    "a.yaml": "a: &x [1, 2]\nb: {c: *x}\n",
    "a.tf": 'resource "a" "b" {\n  c = [for x in var.y : x]\n}\n',
}


@pytest.fixture
def nobody_looks() -> Iterator[None]:
    gc.collect()
    gc.disable()
    gc.set_debug(gc.DEBUG_SAVEALL)
    yield
    gc.set_debug(0)
    gc.garbage.clear()
    gc.enable()


@pytest.mark.usefixtures("nobody_looks")
@pytest.mark.parametrize("name", TEXT_BY_NAME)
def test_document_that_is_let_go_leaves_nothing_to_the_collector(name: str) -> None:
    shelf = Shelf[str](room=1)
    for number in range(3):
        shelf.put(f"{number}", asked(read_document(name, TEXT_BY_NAME[name].encode())))
    assert list(shelf.documents) == ["2"]
    gc.collect()
    assert {type(one).__name__ for one in gc.garbage if type(one).__module__.startswith("checker.model")} == set()


def asked(document: Document) -> Document:
    """The document, after much was asked of it."""
    content = document.content
    assert document.problem is None
    assert content is not None
    if isinstance(content, Markdown):
        assert [one.text.plain for one in content.blocks]
        for block in content.blocks:
            content.links_of(block.text)
        list(placeholders_in_markdown(content))
        assert content.odd.value is not None
    return document
