"""Every address of the product; each is closed unless its view is marked `opened`."""

from django.urls import include, path

from .api import api

urlpatterns = [
    path("api/v1/", api.urls),
    # Before the verbs of a place's settings.
    path("settings/", include("zhitongche.express.projects.policy.urls")),
    path("settings/", include("zhitongche.express.problems.policy.urls")),
    path("rectifications/", include("zhitongche.express.problems.rectifications.urls")),
    path("experts/", include("zhitongche.express.experts.urls")),
    path("dispatches/", include("zhitongche.express.dispatches.urls")),
    path("meetings/", include("zhitongche.express.meetings.urls")),
    # Before the numbers of projects.
    path("projects/", include("zhitongche.express.batches.urls")),
    path("projects/", include("zhitongche.express.projects.urls")),
    path("sources/", include("zhitongche.express.projects.giving.urls")),
    path("approvals/", include("zhitongche.express.approvals.urls")),
    path("boundaries/", include("zhitongche.express.boundaries.urls")),
    path("outcomes/", include("zhitongche.express.outcomes.urls")),
    path("problems/", include("zhitongche.express.problems.urls")),
    path("", include("zhitongche.arena.judging.urls")),
    path("alliances/", include("zhitongche.arena.alliances.urls")),
    path("contests/", include("zhitongche.arena.contests.urls")),
    path("indicators/", include("zhitongche.arena.indicators.urls")),
    # Before the verbs of a contest.
    path("", include("zhitongche.arena.titles.urls")),
    path("contests/", include("zhitongche.arena.ring.urls")),
    path("", include("zhitongche.oversight.urls")),
    path("", include("zhitongche.foundation.urls")),
]

handler400 = "zhitongche.foundation.web.errors.bad_request"
handler403 = "zhitongche.foundation.web.errors.forbidden"
handler404 = "zhitongche.foundation.web.errors.not_found"
handler500 = "zhitongche.foundation.web.errors.server_error"
