"""The demonstration: the article itself, made of records that the rooms' own operations write."""
