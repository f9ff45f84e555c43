"""Synthetic work in any amount, as the operations would have written it: rows, history, record, counters."""
