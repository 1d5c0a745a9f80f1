"""One of everything that can be added to closure-check."""
