"""The office's own lists: departments, and the 花名册 of people with where they serve."""
