"""The API, put together: each room brings its router."""

from django.http import Http404, HttpRequest
from ninja import Router

from zhitongche.arena.alliances.api import router as alliances
from zhitongche.arena.contests.api import router as entries
from zhitongche.arena.contests.sheets.api import router as entry_sheets
from zhitongche.arena.indicators.api import router as indicators
from zhitongche.arena.judging.api import router as judging
from zhitongche.arena.ring.api import router as contests
from zhitongche.arena.titles.api import certificates
from zhitongche.arena.titles.api import router as results
from zhitongche.arena.titles.sheets.api import router as result_sheets
from zhitongche.express.approvals.api import router as approvals
from zhitongche.express.batches.api import router as batches
from zhitongche.express.boundaries.api import router as boundaries
from zhitongche.express.dispatches.api import router as dispatches
from zhitongche.express.dispatches.api import suggesting
from zhitongche.express.experts.api import router as experts
from zhitongche.express.experts.sheets.api import router as expert_sheets
from zhitongche.express.meetings.api import router as meetings
from zhitongche.express.outcomes.api import router as outcomes
from zhitongche.express.outcomes.sheets.api import router as outcome_sheets
from zhitongche.express.problems.api import router as problems
from zhitongche.express.problems.policy.api import router as policy
from zhitongche.express.problems.rectifications.api import router as rectifications
from zhitongche.express.problems.sheets.api import router as sheets
from zhitongche.express.projects.api import router as projects
from zhitongche.express.projects.approvals.api import router as project_approvals
from zhitongche.express.projects.approvals.api import watching
from zhitongche.express.projects.giving.api import matches as matching_sources
from zhitongche.express.projects.giving.api import router as sources
from zhitongche.express.projects.policy.api import router as gates
from zhitongche.express.projects.sheets.api import router as project_sheets
from zhitongche.express.projects.summary.api import router as project_summary
from zhitongche.foundation.files.api import router as files
from zhitongche.foundation.interchange.api import router as jobs
from zhitongche.foundation.notices.api import router as notices
from zhitongche.foundation.people.api import router as people
from zhitongche.foundation.regions.api import router as regions
from zhitongche.foundation.search.api import router as views
from zhitongche.foundation.web.access import opened
from zhitongche.foundation.web.api import TokenAuth, add_handlers
from zhitongche.foundation.web.api_docs import DescribedAPI, LocalSwagger
from zhitongche.oversight.chains.api import router as chains
from zhitongche.oversight.dashboards.api import router as picture
from zhitongche.oversight.inspection.api import router as inspection
from zhitongche.oversight.papers.api import router as papers
from zhitongche.oversight.search.api import router as search
from zhitongche.oversight.todo.api import router as todo

api = DescribedAPI(
    title="Zhitongche",
    version="1",
    description="The public contract of Zhitongche for programs.",
    urls_namespace="api",
    auth=TokenAuth(),
    docs=LocalSwagger(),
    docs_decorator=opened,
)
add_handlers(api)
ROUTERS: tuple[tuple[str, Router], ...] = (
    # Before the numbers of problems.
    ("/problems", sheets),
    ("/problems", problems),
    # Before the numbers of projects.
    ("/projects", project_summary),
    ("/projects", watching),
    ("/projects", project_sheets),
    ("/projects", batches),
    ("/projects", projects),
    # Before the numbers of experts.
    ("/experts", suggesting),
    ("/experts", expert_sheets),
    ("/experts", experts),
    ("/dispatches", dispatches),
    ("/meetings", meetings),
    ("/projects", chains),
    ("/projects", project_approvals),
    ("/projects", matching_sources),
    ("/alliances", alliances),
    ("/indicators", indicators),
    # Before the numbers and the verbs of contests.
    ("/contests", result_sheets),
    ("/contests", results),
    ("/certificates", certificates),
    ("/contests", entry_sheets),
    ("/contests", entries),
    ("/contests", judging),
    ("/contests", contests),
    ("/sources", sources),
    ("/approvals", approvals),
    # Before the numbers of outcomes.
    ("/outcomes", outcome_sheets),
    ("/outcomes", outcomes),
    ("/boundaries", boundaries),
    ("/jobs", jobs),
    ("/rectifications", rectifications),
    ("/policy", policy),
    ("/policy", gates),
    ("", picture),
    ("/papers", papers),
    ("/me", todo),
    ("/me/views", views),
    ("/search", search),
    ("/me", notices),
    ("/regions", regions),
    ("/files", files),
    ("/audit", inspection),
    ("", people),
)
for prefix, router in ROUTERS:
    api.add_router(prefix, router)

# Last, so that it only gets what no room answers.
nowhere = Router()


@nowhere.api_operation(["GET", "POST", "PUT", "PATCH", "DELETE"], "/{path:rest}", include_in_schema=False)
def nothing_here(request: HttpRequest, rest: str) -> None:
    """401 to strangers, 404 to everybody else, in the API's own form."""
    raise Http404


api.add_router("", nowhere)
