"""Policies: their types, and loading them with every mistake at once."""
