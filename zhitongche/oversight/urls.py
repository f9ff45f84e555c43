"""The addresses of what reads both halves: the first page of the day, its notices, the operation log."""

from django.urls import include, path

from .todo import views

urlpatterns = [
    path("", views.today, name="todo"),
    path("notices/", include("zhitongche.oversight.todo.urls")),
    path("picture/", include("zhitongche.oversight.dashboards.urls")),
    path("papers/", include("zhitongche.oversight.papers.urls")),
    path("search/", include("zhitongche.oversight.search.urls")),
    path("chains/", include("zhitongche.oversight.chains.urls")),
    path("log/", include("zhitongche.oversight.inspection.urls")),
]
