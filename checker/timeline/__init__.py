"""How it went from commit to commit: each is judged as of its own day, and only as far as something is new in it."""
