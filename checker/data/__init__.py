"""What data is asked for: the way to a value, its schema, its parts."""
