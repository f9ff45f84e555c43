"""The list of experts as an office keeps it: in, with what it would do seen beforehand, and out."""
