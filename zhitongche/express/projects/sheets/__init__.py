"""The project library as an office keeps it: the list out."""
