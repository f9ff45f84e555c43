"""Entries out as a list."""
