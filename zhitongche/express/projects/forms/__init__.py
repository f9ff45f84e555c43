"""What the pages of the project library send."""
