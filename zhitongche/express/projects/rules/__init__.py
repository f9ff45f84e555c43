"""Who may do what with a project, and when: None, or the refusal with its sentence."""

from .planning import why_not_plan

__all__ = ["why_not_plan"]
