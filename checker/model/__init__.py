"""Plain frozen data that every other part speaks: places, documents, records, facts, verdicts."""
