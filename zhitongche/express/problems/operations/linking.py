"""A problem and the project it holds up."""

from datetime import datetime

from zhitongche.express.projects.queries import picking
from zhitongche.foundation.errors import BadInput
from zhitongche.foundation.flow import operation
from zhitongche.foundation.people.models import Posting

from .. import rules
from ..models import Problem
from .holding import hold
from .steps import refuse_if, step


@operation
def link_project(problem: Problem, *, by: Posting, now: datetime, project: str = "") -> Problem:
    """Say which project a problem holds up; nothing named: none. The same again changes nothing and is no step.

    Raises BadInput for a project that the actor does not see, of another county, or handed over.
    """
    hold(problem)
    refuse_if(rules.why_not_link_project(by, problem))
    number = project.strip()
    wanted = picking.of_numbers({number} - {""}, by).get(number)
    if problem.project_id == (wanted.pk if wanted else None) and not (number and wanted is None):
        return problem
    if number and (sentence := rules.wrong_project(number, wanted, problem.village_id)):
        raise BadInput({"project": sentence})
    return step(
        problem, "link_project", by=by, now=now, body={"project": number}, changes={"project": wanted}, project=number
    )
