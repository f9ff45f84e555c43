"""The tables of what reads both halves: papers, which are kept beside what they were made of."""

from .papers.models import Paper, PaperEvent, PaperFile, PaperTemplate

__all__ = ["Paper", "PaperEvent", "PaperFile", "PaperTemplate"]
