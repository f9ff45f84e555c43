"""The addresses of chains: of a project, and of whoever is waited for."""

from django.urls import path

from . import views

app_name = "chains"
urlpatterns = [
    path("", views.department, name="department"),
    path("projects/<slug:number>/", views.project, name="project"),
]
