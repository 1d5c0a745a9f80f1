import re

from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token
from report_samples import hostile, many_findings

from checker.model.location import Location
from checker.model.observation import Observation, Outcome
from checker.model.report import Heading, Judged, PolicyInfo, RenderOptions, Report, Result, Severity, Stage, Verdict
from checker.reports.gfm import LONGEST
from checker.reports.markdown import MOST_SHOWN, render

ANY_TEXT = st.text(max_size=60) | st.text(alphabet="a1 `@#|<>&[]()!*_~:/.\\\n\r-=+$", max_size=60)
GITHUB_ACTS_ON = re.compile(r"[@#<>&|*_\[\]~$\\]|://|www\.|GH-\d|:\w+:")


def report_of(text: str, observations: tuple[Observation, ...], outcome: Outcome) -> Report:
    heading = Heading(text, text, text, text, text, text)
    return Report(
        policies=(PolicyInfo(text, text, text, text),),
        judged=Judged(text, text, text, text, text),
        results=(Result(heading, outcome, observations, text, text),),
        verdict=Verdict.NOT_MET,
        exit_code=1,
        stage=Stage.MERGE,
        fail_on=Severity.ERROR,
        tool_version="1.2.3",
    )


def parsed(markdown: str) -> list[Token]:
    return MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).parse(markdown)


def texts(tokens: list[Token]) -> list[str]:
    """What GitHub sees as running text, where it may act."""
    return [child.content for token in tokens for child in token.children or [] if child.type == "text"]


@given(ANY_TEXT, ANY_TEXT, st.sampled_from(Outcome))
def test_no_text_becomes_more_than_text(first: str, second: str, outcome: Outcome) -> None:
    place = Location(first, 3, 4, second)
    seen = Observation(outcome is Outcome.PASS, first, place, second, first, second, (place,))
    tokens = parsed(render(report_of(second, (seen,), outcome), RenderOptions(verbose=True)))
    inline = {child.type for token in tokens for child in token.children or []}
    assert inline <= {"text", "code_inline", "softbreak", "strong_open", "strong_close"}
    assert {token.type for token in tokens} <= {
        "heading_open", "heading_close", "paragraph_open", "paragraph_close", "inline",
        "bullet_list_open", "bullet_list_close", "list_item_open", "list_item_close",
        "table_open", "table_close", "thead_open", "thead_close", "tbody_open", "tbody_close",
        "tr_open", "tr_close", "th_open", "th_close", "td_open", "td_close",
    }  # fmt: skip
    assert [text for text in texts(tokens) if GITHUB_ACTS_ON.search(text)] == []


@given(ANY_TEXT)
def test_table_keeps_its_six_columns(text: str) -> None:
    tokens = parsed(render(report_of(text, (), Outcome.PASS), RenderOptions()))
    assert [token.type for token in tokens].count("td_open") == 6


def test_code_span_shows_the_text_as_it_is() -> None:
    tokens = parsed(render(report_of("`` a|b\\|c `", (), Outcome.PASS), RenderOptions()))
    code = {child.content for token in tokens for child in token.children or [] if child.type == "code_inline"}
    assert code == {"`` a|b\\|c `"}


def test_backquoted_words_of_a_message_are_code() -> None:
    seen = Observation(False, "`Issue` of P0-002 names #62, not `#63`", Location("a.md", 1, 1))
    rendered = render(report_of("x", (seen,), Outcome.FAIL), RenderOptions())
    assert "- ❌ `a.md:1:1`: `Issue` of P0-002 names `#62,` not `#63`\n" in rendered


def test_mention_in_a_hostile_report_stands_in_code_only() -> None:
    assert not [text for text in texts(parsed(render(hostile(), RenderOptions()))) if "@" in text or "://" in text]


def test_findings_beyond_the_limit_are_counted() -> None:
    seen = [Observation(False, f"row {n} is empty", Location("a.md", n, 1)) for n in range(1, MOST_SHOWN + 4)]
    rendered = render(report_of("x", tuple(seen), Outcome.FAIL), RenderOptions())
    assert f"row {MOST_SHOWN} is empty" in rendered
    assert f"row {MOST_SHOWN + 1} is empty" not in rendered
    assert "\n3 more like these.\n" in rendered


def test_report_that_is_too_long_for_a_comment_says_what_is_left_out() -> None:
    seen = [Observation(False, f"row {n} {'is empty ' * 40}", Location("a.md", n, 1)) for n in range(1, 400)]
    rendered = render(report_of("x", tuple(seen), Outcome.FAIL), RenderOptions(verbose=True))
    assert LONGEST - 1000 < len(rendered) < LONGEST + 200
    assert re.search(r"_\d+ parts of the report did not fit; the text or JSON report has all of it\._\n$", rendered)


def test_place_without_a_line_is_named_by_its_pointer() -> None:
    assert "- ❌ `plan.yaml` (`tasks/1/owner`): row 1 has no owner\n" in render(many_findings(), RenderOptions())
