"""GitHub's own GraphQL schema, from its package on the npm registry; fetched once, then kept in pytest's cache."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from graphql import GraphQLError, GraphQLSchema, build_schema, execute_sync, parse, validate

PACKAGE = "@octokit/graphql-schema@15.26.1"
SHA256 = "3c62d0526d133cee53221c89de9b455ade24db78b9e7ad56d642c4c15bce2654"
"""Of the schema in the package, so that what is proven is proven against the same thing everywhere."""

SECONDS = 120

ISSUE_TYPES = """
extend type Issue { issueType: IssueType }
extend type Repository {
  issueTypes(after: String, before: String, first: Int, last: Int): IssueTypeConnection
}
extend input IssueFilters { type: String }
type IssueType implements Node { id: ID! name: String! isEnabled: Boolean! }
type IssueTypeConnection { nodes: [IssueType] pageInfo: PageInfo! totalCount: Int! }
"""
"""What GitHub documents of issue types (https://docs.github.com/en/graphql/reference/objects#issuetype): the package
has none of it yet.
"""


def schema_text(cache: Path) -> str:
    """The schema. Skips the test when it is neither kept nor to be had."""
    kept = cache / f"{SHA256}.graphql"
    if not kept.is_file():
        kept.write_text(_fetched(), encoding="utf-8")
    text = kept.read_text(encoding="utf-8")
    assert hashlib.sha256(text.encode()).hexdigest() == SHA256
    return text


def github_schema(cache: Path) -> GraphQLSchema:
    """The schema, as it is: one of its types is defined twice, so it is not checked itself."""
    return build_schema(schema_text(cache) + ISSUE_TYPES, assume_valid=True, assume_valid_sdl=True)


def _fetched() -> str:
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip("GitHub's schema is not kept, and there is no npm to fetch it with")
    with tempfile.TemporaryDirectory() as folder:
        try:
            subprocess.run(
                [npm, "pack", PACKAGE, "--silent", "--ignore-scripts"],
                cwd=folder,
                capture_output=True,
                timeout=SECONDS,
                check=True,
            )
        except (subprocess.SubprocessError, OSError) as error:
            pytest.skip(f"GitHub's schema is not kept, and the npm registry is not reached ({type(error).__name__})")
        (archive,) = Path(folder).glob("*.tgz")
        with tarfile.open(archive) as opened:
            member = opened.extractfile("package/schema.graphql")
            assert member is not None
            return member.read().decode()


def mistakes_in_query(schema: GraphQLSchema, query: str) -> list[str]:
    return [error.message for error in validate(schema, parse(query))]


def mistakes_in_reply(
    schema: GraphQLSchema, query: str, variables: Mapping[str, Any], reply: Mapping[str, Any]
) -> list[str]:
    """Why a reply is none that the schema allows as the answer to a question.

    The question is executed over the schema with the reply in place of a database: graphql-core then checks every
    type, every enumeration and every null. What it gives must be the reply again.
    """

    def found(source: Any, info: Any, **_: Any) -> Any:
        key = info.path.key
        if source.get(key) is None and _reported(reply, info.path.as_list()):
            raise GraphQLError("as reported")
        return source[key]

    def kind(value: Any, info: Any, abstract: Any) -> str:
        named = value.get("__typename")
        return str(named) if named else "User"

    done = execute_sync(schema, parse(query), reply["data"], None, dict(variables), None, found, kind)
    mistakes = [f"{error.path}: {error.message}" for error in done.errors or [] if error.message != "as reported"]
    return mistakes or ([] if done.data == reply["data"] else ["the answer has parts that were not asked for"])


def _reported(reply: Mapping[str, Any], path: list[Any]) -> bool:
    return any(error.get("path") == path for error in reply.get("errors", []))
