"""The ground's own addresses."""

from django.urls import URLPattern, URLResolver, include, path
from django.views.i18n import set_language

from .people.urls import door
from .web import design
from .web.access import opened
from .web.health import healthz

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", healthz, name="healthz"),
    path("regions/", include("zhitongche.foundation.regions.urls")),
    path("", include("zhitongche.foundation.notices.urls")),
    path("me/views/", include("zhitongche.foundation.search.urls")),
    path("", include("zhitongche.foundation.people.urls")),
    path("", include(door)),
    path("files/", include("zhitongche.foundation.files.urls")),
    path("jobs/", include("zhitongche.foundation.interchange.urls")),
    path("language", opened(set_language), name="set_language"),
    path("design", design.design, name="design"),
    path("design/search", design.search, name="design_search"),
    path("design/<int:status>", design.trouble, name="design_trouble"),
]
