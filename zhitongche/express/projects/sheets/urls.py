"""Addresses of sheets, among those of projects and before their numbers."""

from django.urls import path

from . import views

urlpatterns = [
    path("export/", views.take_out, name="take_out"),
]
