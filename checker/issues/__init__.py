"""What a tracker says, and what documents say of it."""
