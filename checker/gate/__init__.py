"""Whose rules count: those of the caller, of settings, of a revision that is trusted, of a lock."""
