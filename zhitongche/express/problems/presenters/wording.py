"""How one kind of step reads."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from zhitongche.foundation.templatetags.page import day

from ..models import Closure, Problem, ProblemEvent, Request


@dataclass(frozen=True)
class Wording:
    """How one kind of step reads: its sentence, another for a special case, and which of its words are quoted."""

    sentence: Any
    quoted: str = ""
    otherwise: Any = ""
    is_other: Callable[[ProblemEvent, Problem], bool] | None = None

    def sentence_for(self, event: ProblemEvent, problem: Problem) -> str:
        other = self.is_other is not None and self.is_other(event, problem)
        return str(self.otherwise if other else self.sentence)

    def said(self, key: str, value: Any) -> Any:
        """A fact of the step as people read it."""
        if key in {"due_on", "review_on", "until"} and value:
            return day(date.fromisoformat(value))
        if key == "outcome" and value:
            return Problem.Outcome(value).label
        if key == "verb" and value:
            return Request.Verb(value).label
        if key == "satisfaction" and value:
            return Closure.Satisfaction(value).label
        if key == "basis":
            # The sentence around it has a full stop of its own.
            return str(value).rstrip("。.；; \n")
        return value
