"""Results out as a list."""
