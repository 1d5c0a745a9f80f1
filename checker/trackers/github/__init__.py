"""GitHub's issues over its GraphQL API."""

from checker.trackers.github.graphql import GraphQL
from checker.trackers.github.tracker import GitHub

__all__ = ["GitHub", "GraphQL"]
