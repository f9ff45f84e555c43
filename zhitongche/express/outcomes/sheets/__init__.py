"""Figures in and out as the office's own sheets."""
