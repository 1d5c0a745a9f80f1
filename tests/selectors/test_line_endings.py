"""How lines end, which an archive of text cannot hold."""

import pytest
from kit import issue, judge_one

ENDS_WITH_A_BREAK = "for_each: {line: {in: a.txt}, where: {document: last}}\nrequire: {ending: lf}"
LF_ALONE = "for_none: {line: {in: a.txt}, where: {ending: crlf}}"


@pytest.mark.parametrize(
    ("text", "ends", "alone"),
    [
        ("one\ntwo\n", "pass", "pass"),
        ("one\ntwo", "fail", "pass"),
        ("one\r\ntwo\n", "pass", "fail"),
        ("\ufeffone\ntwo\r\n", "fail", "fail"),
        ("\n", "pass", "pass"),
        ("", "fail", "pass"),
    ],
)
def test_ending_of_a_line_is_known(text: str, ends: str, alone: str) -> None:
    outcomes = [judge_one(said, {"a.txt": text})[0] for said in (ENDS_WITH_A_BREAK, LF_ALONE)]
    assert outcomes == [ends, alone]


ENDINGS = "for_each: {line: {in: %s}}\nrequire: {ending: {one_of: [x]}}"


@pytest.mark.parametrize(
    ("path", "text", "endings"),
    [
        ("a.md", "one\rtwo\r\nthree\nfour", ["cr", "crlf", "lf", "none"]),
        ("a.md", "one\r", ["cr"]),
        ("a.md", "\r\r\n\r", ["cr", "crlf", "cr"]),
        ("a.yaml", "a: 1\rb: 2\n", ["cr", "lf"]),
        ("a.txt", "one\rtwo\r\nthree\r", ["crlf", "none"]),
        ("a.json", "[1,\r2]\r\n", ["crlf"]),
    ],
)
def test_line_ends_where_its_format_says(path: str, text: str, endings: list[str]) -> None:
    seen = judge_one(ENDINGS % path, {path: text})[1:]
    assert [one.split("`")[3] for one in seen] == endings
    assert [int(one.split(":")[1]) for one in seen] == list(range(1, len(endings) + 1))


DONE = "(?m)^Status: done$"


@pytest.mark.parametrize(
    ("clause", "path", "text"),
    [
        ("{file: a.txt}", "a.txt", "x\r\nStatus: done\r\ny\r\n"),
        ("{section: {in: a.md}}", "a.md", "## S\r\n\r\nx\r\n\r\n> Status: done\r\n"),
        ("{code: {in: a.md}}", "a.md", "```text\r\nStatus: done\r\n```\r\n"),
        ("{value: {in: a.yaml, at: note}}", "a.yaml", "note: |\r\n  x\r\n  Status: done\r\n  y\r\n"),
        ("{value: {in: a.yaml, at: note}}", "a.yaml", 'note: "x\\r\\nStatus: done\\r\\ny"\n'),
        ("{value: {in: a.json, at: note}}", "a.json", '{"note": "x\\r\\nStatus: done\\r\\ny"}'),
        ("{value: {in: a.toml, at: note}}", "a.toml", 'note = """\r\nx\r\nStatus: done\r\n"""\r\n'),
        ("{line: {in: a.txt}, exactly: 1}", "a.txt", "Status: done\r\n"),
        ("{mention: {in: a.txt, pattern: '(?m)^Status: done$'}}", "a.txt", "x\r\nStatus: done\r\ny"),
    ],
)
def test_end_of_a_line_is_found_whatever_system_wrote_it(clause: str, path: str, text: str) -> None:
    assert judge_one(f"for_each: {clause}\nrequire: {{matches: '{DONE}'}}", {path: text})[0] == "pass"
    assert judge_one(f"for_none: {clause}\nrequire: {{matches: '{DONE}'}}", {path: text})[0] == "fail"


def test_string_of_terraform_with_crlf_is_found_by_its_lines() -> None:
    clause = "for_each: {block: {in: ., type: output}}\nrequire: {value: {matches: '(?m)^b$'}}"
    assert judge_one(clause, {"main.tf": 'output "o" {\r\n  value = "a\\r\\nb\\r\\n"\r\n}\r\n'})[0] == "pass"
    assert judge_one(clause, {"main.tf": 'output "o" {\n  value = <<EOT\r\na\r\nb\r\nEOT\n}\n'})[0] == "pass"


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_lines_of_an_issue_and_its_comments_are_found_whatever_system_wrote_them(end: str) -> None:
    said = end.join(("x", "Blocked: yes", "y"))
    comment = {
        "author": {"login": "a"},
        "authorAssociation": "MEMBER",
        "body": said,
        "createdAt": "2026-07-01T00:00:00Z",
    }
    issues = [issue(1, body=said, comments=[comment])]
    for found in (
        "text: {matches: '(?m)^Blocked: yes$'}",
        "exists: {comment: {}, where: {text: {matches: '(?m)^Blocked: yes$'}}}",
    ):
        clause = f"for_each: {{issue: {{numbers: [1]}}}}\nrequire: {{{found}}}"
        assert judge_one(clause, {}, issues=issues)[0] == "pass"
        assert judge_one(clause.replace("for_each", "for_none"), {}, issues=issues)[0] == "fail"
