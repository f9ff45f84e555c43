"""Addresses of files that wait to be used."""

from django.urls import path

from . import views

app_name = "files"
urlpatterns = [
    path("", views.keep, name="keep"),
    path("<uuid:file_id>/", views.own, name="own"),
]
