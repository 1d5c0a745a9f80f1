"""Many repositories judged at once: places in, one book of results, and what reports tell of it."""
