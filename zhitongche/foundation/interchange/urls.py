"""Addresses of the reader's own jobs."""

from django.urls import path

from . import views

app_name = "jobs"
urlpatterns = [
    path("", views.list_, name="list"),
    path("<uuid:key>/file/", views.file, name="file"),
]
