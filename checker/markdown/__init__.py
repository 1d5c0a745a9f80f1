"""What a Markdown document is asked for: rows, items, tasks, links, stretches of text."""
