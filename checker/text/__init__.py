"""Text as people see it: its letters, its names, and how it is shown."""
