"""The settlement of a bout, as pure functions: a sealed bundle in, ranks and champions out.

Standard library only, exact arithmetic only, no clock, no table: whoever holds the bundle gets the same bytes from it,
with this code, with the browser's Verify, or with a program of their own. The rule in plain words: docs/settlement.md.
"""
